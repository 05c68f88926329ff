from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Document, Evidence, ProcessedDocument, Residue, ThemeAnnotation
from praktijkkennis.embedding import Embedder
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging import CodebookScorer, Combination, ThemeTagger
from praktijkkennis.tagging.joining import FEATURES

Process = Callable[..., ProcessedDocument]

PROSE = (
    "We snoeien de appelboom in februari met een schaar. De koffie was op. Toen kwam er een regenton en wat compost."
)


def check(processed: ProcessedDocument, found: tuple[ThemeAnnotation, ...], tagger: ThemeTagger) -> None:
    """Assert what holds for the codes of any text."""
    keys = tagger.codebook.keys
    codable = {(sentence.start, sentence.end) for sentence in processed.sentences if sentence.codable}
    order = [(annotation.start, keys.index(annotation.theme)) for annotation in found]
    assert order == sorted(set(order))
    for annotation in found:
        assert (annotation.start, annotation.end) in codable
        assert annotation.document_id == processed.document.id
        assert annotation.coder == tagger.name
        assert annotation.stance in STANCES
        assert annotation.score >= tagger.thresholds[annotation.theme]
        assert annotation.evidence
        for one in annotation.evidence:
            assert annotation.start <= one.start < one.end <= annotation.end
            text = processed.text_of(one)
            assert text == text.strip() != ""


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(
            st.sampled_from(
                ["We snoeien de haag", "regenton", ",", " ,,,,,,,,,,,,,,,,", "—" * 16, ")", "(", ".", "\n", ":"]
            ),
            max_size=12,
        ).map(" ".join),
    )
)
@example("")
@example("Wij snoeien de haag elk jaar. — ————————————————————— en nog een stuk erachteraan")
@example("We laten de heg met rust, ,,,,,,,,,,,,,,,,,,,,, en de schaar blijft in de la liggen")
def test_codes_of_any_text_are_valid(process: Process, gardener: ThemeTagger, text: str) -> None:
    processed = process(text)
    found = gardener.tag(processed)
    check(processed, found, gardener)
    n_codable = sum(sentence.codable for sentence in processed.sentences)
    assert len(found) == n_codable * len(gardener.codebook.keys)


def test_only_scores_from_the_threshold_count(
    process: Process, gardener: ThemeTagger, garden: Codebook, embedder: Embedder, garden_scorer: CodebookScorer
) -> None:
    processed = process(PROSE)
    everything = gardener.tag(processed)
    scores = sorted({annotation.score for annotation in everything})
    assert len(everything) == 9
    for threshold in scores:
        stricter = ThemeTagger(garden, embedder, threshold=threshold, scorer=garden_scorer)
        # Which neighbours have a theme too is another matter with another threshold, and so is what is said of it.
        assert [replace(one, evidence=()) for one in stricter.tag(processed)] == [
            replace(one, evidence=()) for one in everything if one.score >= threshold
        ]


def test_a_sentence_read_alone_knows_nothing_of_its_neighbours(process: Process, gardener: ThemeTagger) -> None:
    sentence = "We snoeien de appelboom in februari met een schaar."
    alone, among = process(sentence), process(f"De koffie was op. {sentence} Toen kwam er een regenton en wat compost.")
    for code in gardener.tag(alone):
        (same,) = (one for one in gardener.tag(among) if one.theme == code.theme and among.text_of(one) == sentence)
        assert gardener.score_alone(among, same) == gardener.score_alone(alone, code) == code.score


def test_what_people_coded_need_not_be_a_sentence_to_be_read_alone(process: Process, gardener: ThemeTagger) -> None:
    code = ThemeAnnotation(3, 30, "a.txt", gardener.codebook.keys[0], 1.0, "neutraal", "Els")
    assert 0.0 <= gardener.score_alone(process(PROSE), code) <= 1.0


def test_themes_go_to_the_sentences_that_express_them(process: Process, gardener: ThemeTagger) -> None:
    processed = process(PROSE)
    best = {
        theme: max((one for one in gardener.tag(processed) if one.theme == theme), key=lambda one: one.score)
        for theme in gardener.codebook.keys
    }
    assert processed.text_of(best["snoeien"]).startswith("We snoeien")
    assert processed.text_of(best["regenton"]).startswith("Toen kwam")
    assert processed.text_of(best["mest"]).startswith("Toen kwam")


def test_evidence_names_terms_and_says_why(process: Process, gardener: ThemeTagger) -> None:
    (first, *_) = gardener.tag(process("We snoeien de appelboom."))
    assert first.evidence == (
        Evidence(3, 10, "De term 'snoeien' staat er."),
        Evidence(
            0,
            24,
            "De zin lijkt op het voorbeeld 'We snoeien de appelboom in februari met een scherpe schaar'.",
        ),
    )
    assert first.why == f"De term 'snoeien' staat er. {first.evidence[1].why}"


def test_telling_clause_is_the_part_that_says_it(process: Process, gardener: ThemeTagger) -> None:
    processed = process(
        "Het was een lange dag (wat wil je ook), we snoeien de appelboom met een schaar, en toen naar huis."
    )
    (first, *_) = gardener.tag(processed)
    assert processed.text_of(first.evidence[-1]) == "we snoeien de appelboom met een schaar"


def test_bracket_is_no_part_of_a_clause(process: Process, gardener: ThemeTagger) -> None:
    processed = process("Gisteren was het zover (we snoeien de appelboom met een schaar).")
    (first, *_) = gardener.tag(processed)
    assert processed.text_of(first.evidence[-1]) == "we snoeien de appelboom met een schaar"


def test_residue_gets_no_code(preprocessor: Preprocessor, gardener: ThemeTagger) -> None:
    text = "We snoeien de heg.\nDeel deze pagina over snoeien."
    processed = preprocessor.process(Document("a.txt", text, residue=(Residue(19, len(text), "deelknop"),)))
    assert {annotation.start for annotation in gardener.tag(processed)} == {0}


def test_stream_is_lazy_and_keeps_the_order(process: Process, gardener: ThemeTagger) -> None:
    documents = [process("We snoeien.", "b.txt"), process("", "leeg.txt"), process("Een regenton.", "a.txt")]
    taken: list[str] = []

    def source() -> object:
        for document in documents:
            taken.append(document.document.id)
            yield document

    stream = gardener.stream(source())  # type: ignore[arg-type]
    assert next(stream) == (documents[0], gardener.tag(documents[0]))
    assert taken == ["b.txt"]
    assert [(one.document.id, len(found)) for one, found in stream] == [("leeg.txt", 0), ("a.txt", 3)]


def test_same_text_same_codes(process: Process, gardener: ThemeTagger, garden: Codebook, embedder: Embedder) -> None:
    again = ThemeTagger(garden, embedder, threshold=0.0)
    assert gardener.tag(process(PROSE)) == again.tag(process(PROSE))


def test_scores_are_given_whether_coded_or_not(process: Process, gardener: ThemeTagger) -> None:
    processed = process(PROSE)
    sentences, probabilities = gardener.score(processed)
    assert [(sentence.start, sentence.end) for sentence in sentences] == [(s.start, s.end) for s in processed.sentences]
    assert probabilities.round(4).ravel().tolist() == [one.score for one in gardener.tag(processed)]


def test_scorer_may_be_given(process: Process, garden: Codebook, embedder: Embedder) -> None:
    scorer = CodebookScorer(garden, embedder, Combination(0.0, *(0.0 for _ in FEATURES)))
    tagger = ThemeTagger(garden, embedder, scorer=scorer)
    assert tagger.thresholds == dict(zip(garden.keys, scorer.thresholds.tolist(), strict=True))
    assert {one.score for one in tagger.tag(process(PROSE))} == {0.5}


def test_every_theme_may_have_its_own_threshold(
    process: Process, garden: Codebook, embedder: Embedder, garden_scorer: CodebookScorer
) -> None:
    tagger = ThemeTagger(garden, embedder, scorer=garden_scorer)
    tagger.thresholds = {"snoeien": 1.1, "mest": 0.0, "regenton": 1.1}
    assert {one.theme for one in tagger.tag(process(PROSE))} == {"mest"}


@pytest.mark.parametrize("text", ["Snoeien!", "De heg wordt twee keer per jaar geknipt."])
def test_coded_sentence_keeps_its_place_in_a_longer_text(process: Process, gardener: ThemeTagger, text: str) -> None:
    alone = gardener.tag(process(text))
    lead = "Dit is een heel gewone zin.\n\n"
    later = [one for one in gardener.tag(process(lead + text)) if one.start >= len(lead)]
    # What stands before it has a say in the score.
    assert [(one.start - len(lead), one.end - len(lead), one.theme, one.stance) for one in later] == [
        (one.start, one.end, one.theme, one.stance) for one in alone
    ]
