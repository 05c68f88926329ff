from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkkennis.document import Document, ProcessedDocument, Residue, Turn
from praktijkkennis.preprocessing import DutchPipeline, PipelineInfo, Preprocessor

Process = Callable[[str], ProcessedDocument]


@pytest.fixture(scope="module")
def blank() -> Preprocessor:
    """A pipeline that only cuts into words, for what does not depend on the parse."""
    return Preprocessor(DutchPipeline(spacy.blank("nl"), PipelineInfo("leeg", "0", "0" * 64)))


def assert_well_formed(processed: ProcessedDocument) -> None:
    text = processed.document.text
    for before, after in pairwise(processed.sentences):
        assert before.end <= after.start
    for sentence in processed.sentences:
        written = processed.text_of(sentence)
        assert written == written.strip()
        assert sentence.codable == bool(sentence.tokens)
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert token.text == token.text.strip() != ""
            assert sentence.start <= token.start < token.end <= sentence.end
            assert 0 <= token.head < len(sentence.tokens)
            assert token.particle_of is None or 0 <= token.particle_of < len(sentence.tokens)
            assert token.lemma
        if sentence.codable:
            covered = sum(token.end - token.start for token in sentence.tokens)
            assert covered == sum(not character.isspace() for character in written)


@given(st.text())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tokens_lie_in_the_text_as_written(blank: Preprocessor, text: str) -> None:
    assert_well_formed(blank.process(Document("a", text)))


@given(
    st.lists(
        st.sampled_from(
            ["We laten", "het los", "het team", "sluit", "aan", "\n", ". ", "  ", "😀", "\xa0", "niet", "e\u0301"]
        )
    ).map(" ".join)
)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parsed_tokens_lie_in_the_text_as_written(preprocessor: Preprocessor, text: str) -> None:
    assert_well_formed(preprocessor.process(Document("a", text)))


def test_sentence_holds_tags_lemmas_and_relations(process: Process) -> None:
    (sentence,) = process("De mannen lezen een boek.").sentences
    _, men, read, _, book, _ = sentence.tokens
    assert (men.lemma, men.pos) == ("man", "NOUN")
    assert (read.lemma, read.pos, read.dep) == ("lezen", "VERB", "ROOT")
    assert sentence.tokens[men.head] == sentence.tokens[book.head] == sentence.tokens[read.head] == read


@pytest.mark.parametrize(
    ("text", "lemma", "particle"),
    [
        ("Zij laat het werk los.", "loslaten", "los"),
        ("Hij neemt het gesprek over.", "overnemen", "over"),
        ("We sluiten ons bij hen aan.", "aansluiten", "aan"),
    ],
)
def test_verb_apart_from_its_particle_is_one_verb(process: Process, text: str, lemma: str, particle: str) -> None:
    (sentence,) = process(text).sentences
    (apart,) = [token for token in sentence.tokens if token.particle_of is not None]
    assert apart.text == particle
    assert apart.particle_of is not None
    assert sentence.tokens[apart.particle_of].lemma == lemma


def test_sentence_is_parsed_as_one_even_with_stops_inside(process: Process) -> None:
    (sentence,) = process("Met o.a. mevr. De Wit werken we daar samen.").sentences
    assert sum(token.head == index for index, token in enumerate(sentence.tokens)) == 1


@pytest.mark.parametrize("gap", ["  ", "\xa0", "\u2009 ", "   \xa0 "])
def test_layout_does_not_change_the_analysis(process: Process, gap: str) -> None:
    plain = "Zij laat het werk van de oude ploeg los."
    text = plain.replace(" ", gap)
    (expected,), (found,) = process(plain).sentences, process(text).sentences
    assert [(one.text, one.lemma, one.pos, one.dep, one.head, one.particle_of) for one in found.tokens] == [
        (one.text, one.lemma, one.pos, one.dep, one.head, one.particle_of) for one in expected.tokens
    ]
    assert [text[one.start : one.end] for one in found.tokens] == [one.text for one in expected.tokens]


def test_token_over_several_words_lies_in_the_text_as_written() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "X", "pattern": "De Wit"}])  # type: ignore[attr-defined]
    nlp.add_pipe("merge_entities")
    processed = Preprocessor(DutchPipeline(nlp, PipelineInfo("x", "0", ""))).process(
        Document("a", "\n  Mevr. De  Wit kwam.")
    )
    assert [token.text for token in processed.sentences[0].tokens] == ["Mevr.", "De  Wit", "kwam", "."]


def test_residue_and_signs_are_sentences_that_are_not_codable(process: Process, preprocessor: Preprocessor) -> None:
    text = "Home Nieuws\nWe laten los.\n2024 - 2025"
    processed = preprocessor.process(Document("a", text, residue=(Residue(0, 11, "menu"),)))
    assert [(processed.text_of(one), one.codable) for one in processed.sentences] == [
        ("Home Nieuws", False),
        ("We laten los.", True),
        ("2024 - 2025", False),
    ]
    assert [bool(one.tokens) for one in processed.sentences] == [False, True, False]


def test_speaker_is_known_of_each_sentence(preprocessor: Preprocessor) -> None:
    text = "Verslag\nAnja: Hoi. Ja.\nBert: Nee."
    turns = (Turn(14, 22, "Anja"), Turn(29, 33, "Bert"))
    processed = preprocessor.process(Document("a", text, turns=turns))
    assert [one.speaker for one in processed.sentences] == [None, "Anja", "Anja", "Bert"]


def test_stream_gives_what_one_by_one_gives(preprocessor: Preprocessor) -> None:
    texts = ["We laten het los. Dat gaat goed.", "", "---", "Het team sluit aan.", "Niemand durft iets te zeggen."]
    documents = [Document(str(number), text) for number, text in enumerate(texts * 20)]
    assert list(preprocessor.stream(documents)) == [preprocessor.process(document) for document in documents]


def test_stream_does_not_read_all_before_the_first_result(blank: Preprocessor) -> None:
    read: list[int] = []

    def documents() -> Iterator[Document]:
        for number in range(1000):
            read.append(number)
            yield Document(str(number), "We laten los.")

    assert next(blank.stream(documents())).document.id == "0"
    assert len(read) < 100


def test_empty_stream_is_empty(blank: Preprocessor) -> None:
    assert list(blank.stream([])) == []


@pytest.mark.parametrize("piece", ["woord en nog een woord ", "lang"])
def test_what_has_no_boundary_is_cut_between_words(blank: Preprocessor, piece: str) -> None:
    text = (piece * 41_000)[:41_000].strip()
    processed = blank.process(Document("a", text))
    assert_well_formed(processed)
    assert len(processed.sentences) == 3
    assert max(one.end - one.start for one in processed.sentences) <= 20_000
    said = [processed.text_of(one) for one in processed.sentences]
    if " " in piece:
        assert " ".join(said).split() == text.split()
    else:
        assert "".join(said) == text
