from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.codebook import Codebook, Term, Theme
from praktijkkennis.document import ProcessedDocument
from praktijkkennis.tagging import LexicalHit, LexicalTagger

Process = Callable[..., ProcessedDocument]


def tagger(*terms: str | Term) -> LexicalTagger:
    """Make a tagger for one theme ``t``."""
    listed = tuple(Term(term, 0.5) if isinstance(term, str) else term for term in terms)
    return LexicalTagger(Codebook("k", "K", (Theme("t", "T", terms=listed), Theme("leeg", "Leeg"))))


def hit(processed: ProcessedDocument, *terms: str | Term) -> LexicalHit | None:
    found = tagger(*terms).find(processed.sentences[0])
    assert set(found) <= {"t"}
    return found.get("t")


def evidence(processed: ProcessedDocument, *terms: str | Term) -> list[tuple[str, str]]:
    found = hit(processed, *terms)
    assert found is not None
    return [(processed.text_of(one), one.why) for one in found.evidence]


def test_split_verb_has_two_stretches_with_one_reason(process: Process) -> None:
    why = "De term 'loslaten' staat er, als 'liet … los'."
    assert evidence(process("Ik liet de controle eindelijk los."), "los|laten") == [("liet", why), ("los", why)]


def test_neighbours_are_one_stretch(process: Process) -> None:
    assert evidence(process("Psychologische veiligheid komt niet vanzelf."), "psychologisch veiligheid") == [
        (
            "Psychologische veiligheid",
            "De term 'psychologisch veiligheid' staat er, als 'Psychologische veiligheid', met ontkenning ('niet').",
        )
    ]


def test_term_as_it_is_written_is_not_repeated(process: Process) -> None:
    assert evidence(process("Zelfsturing vraagt oefening."), "zelfsturing") == [
        ("Zelfsturing", "De term 'zelfsturing' staat er.")
    ]


@pytest.mark.parametrize(
    ("text", "term", "written"),
    [
        ("Er was vertouwen.", "vertrouwen", "vertouwen"),
        ("Met die zelf sturing begon het.", "zelfsturing", "zelf sturing"),
        ("Een burnout was het.", "burn-out", "burnout"),
    ],
)
def test_another_spelling_is_quoted_as_it_stands(process: Process, text: str, term: str, written: str) -> None:
    assert evidence(process(text), term) == [(written, f"De term '{term}' staat er, als '{written}'.")]


def test_compound_is_named_and_counts_less(process: Process) -> None:
    processed = process("Ons zelfsturingsteam draait.")
    assert evidence(processed, "zelfsturing") == [
        ("zelfsturingsteam", "De term 'zelfsturing' staat er, als deel van 'zelfsturingsteam'.")
    ]
    found = hit(processed, Term("zelfsturing", 0.9))
    assert found is not None
    assert found.score == pytest.approx(0.72)


def test_parts_of_a_term_are_shown_with_what_lies_between_left_out(process: Process) -> None:
    assert [text for text, _ in evidence(process("Het team maakt zelf het rooster."), "team ~ zelf")] == [
        "team",
        "zelf",
    ]
    assert evidence(process("Het team maakt zelf het rooster."), "zelf ~ team")[0][1] == (
        "De term 'zelf … team' staat er, als 'team … zelf'."
    )


def test_denial_is_told_and_does_not_change_the_score(process: Process) -> None:
    denied = hit(process("We lieten de controle niet los."), "los|laten")
    affirmed = hit(process("We lieten de controle weer los."), "los|laten")
    assert denied is not None
    assert affirmed is not None
    assert (denied.negated, affirmed.negated) == (True, False)
    assert all(one.why.endswith(", met ontkenning ('niet').") for one in denied.evidence)
    assert not any("ontkenning" in one.why for one in affirmed.evidence)
    assert denied.score == affirmed.score


def test_denial_in_another_clause_does_not_count(process: Process) -> None:
    found = hit(process("Zelfsturing werkt hier, maar de koffie is niet warm."), "zelfsturing")
    assert found is not None
    assert not found.negated


def test_two_signs_are_stronger_than_one(process: Process) -> None:
    found = hit(process("Het rooster en de planning."), Term("rooster", 0.5), Term("planning", 0.4))
    assert found is not None
    assert found.score == pytest.approx(0.7)
    assert len(found.evidence) == 2


def test_one_word_is_one_sign(process: Process) -> None:
    found = hit(process("Het rooster hangt er."), Term("roost*", 0.4), Term("rooster", 0.6), Term("*ooster", 0.5))
    assert found is not None
    assert found.score == pytest.approx(0.6)
    assert [one.why for one in found.evidence] == ["De term 'rooster' staat er."]


def test_theme_without_a_term_in_the_sentence_is_absent(process: Process) -> None:
    assert hit(process("De koffie was op."), "rooster", "los|laten") is None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_score_and_spans_whatever_the_order_of_the_terms(process: Process, data: st.DataObject) -> None:
    terms = data.draw(
        st.lists(
            st.builds(
                Term,
                st.sampled_from(
                    ["los|laten", "loslaten", "los*", "team ~ zelf", "zelf", "*rooster", "rooster", "team"]
                ),
                st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0]),
            ),
            min_size=1,
            max_size=6,
            unique_by=lambda term: term.text,
        )
    )
    sentence = data.draw(
        st.sampled_from(
            ["Het team liet zelf het werkrooster los.", "Loslaten kan een team zelf.", "Zelf laat het team niets los."]
        )
    )
    processed = process(sentence)
    found = hit(processed, *terms)
    shuffled = list(terms)
    random.Random(data.draw(st.integers(0, 99))).shuffle(shuffled)
    other = hit(processed, *shuffled)
    assert (found is None) == (other is None)
    if found is None or other is None:
        return
    assert found.score == other.score
    assert 0.0 <= found.score <= 1.0
    assert [(one.start, one.end) for one in found.evidence] == sorted({(one.start, one.end) for one in found.evidence})
    assert all(0 <= one.start < one.end <= len(sentence) for one in found.evidence)
