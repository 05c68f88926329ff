from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Document, Evidence, ProcessedDocument, Residue, ThemeAnnotation
from praktijkkennis.embedding import Embedder
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging import Combination, ThemeTagger
from praktijkkennis.tagging.combined import FULL_LENGTH, damped

Process = Callable[..., ProcessedDocument]

SEMANTIC = arrays(np.float64, (3, 2), elements=st.floats(-8, 8))
LEXICAL = arrays(np.float64, (3, 2), elements=st.floats(0, 1))
LENGTHS = arrays(np.int64, (3,), elements=st.integers(1, 60))
RISE = arrays(np.float64, (3, 2), elements=st.floats(0, 2))

PROSE = (
    "We snoeien de appelboom in februari met een schaar. De koffie was op. Toen kwam er een regenton en wat compost."
)


@given(SEMANTIC, LEXICAL, LENGTHS, RISE, RISE)
def test_probability_never_falls_when_a_sign_grows(
    semantic: np.ndarray, lexical: np.ndarray, lengths: np.ndarray, more: np.ndarray, stronger: np.ndarray
) -> None:
    join = Combination().probability
    before = join(semantic, lexical, lengths)
    assert np.all((before >= 0) & (before <= 1))
    assert np.all(join(semantic + more, lexical, lengths) >= before)
    assert np.all(join(semantic, np.minimum(1.0, lexical + stronger), lengths) >= before)


def test_probability_rises_with_either_sign() -> None:
    join = Combination().probability
    none, sign, lengths = np.zeros((1, 1)), np.ones((1, 1)), np.array([10])
    assert join(none, none, lengths) < join(sign, none, lengths) < join(sign, sign, lengths)
    assert join(none, none, lengths) < join(none, sign, lengths) < join(sign, sign, lengths)


@given(SEMANTIC, LENGTHS)
def test_short_sentences_are_damped_in_proportion(semantic: np.ndarray, lengths: np.ndarray) -> None:
    lessened = damped(semantic, lengths)
    for row, n in enumerate(lengths):
        share = min(1.0, n / FULL_LENGTH)
        assert np.allclose(lessened[row], semantic[row] * share)


def test_length_matters_until_the_sentence_is_long_enough() -> None:
    join, sign, none = Combination().probability, np.full((1, 1), 3.0), np.zeros((1, 1))
    chances = [float(join(sign, none, np.array([n]))[0, 0]) for n in (1, 4, FULL_LENGTH, FULL_LENGTH + 1, 100)]
    assert chances[0] < chances[1] < chances[2] == chances[3] == chances[4]


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
        assert annotation.score >= tagger.threshold
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


def test_only_scores_from_the_threshold_count(process: Process, garden: Codebook, embedder: Embedder) -> None:
    processed = process(PROSE)
    tagger = ThemeTagger(garden, embedder, threshold=0.0)
    everything = tagger.tag(processed)
    scores = sorted({annotation.score for annotation in everything})
    assert len(everything) == 9
    for threshold in scores:
        tagger.threshold = threshold
        assert tagger.tag(processed) == tuple(annotation for annotation in everything if annotation.score >= threshold)


def test_themes_go_to_the_sentences_that_express_them(process: Process, gardener: ThemeTagger) -> None:
    processed = process(PROSE)
    best = {
        theme: max((one for one in gardener.tag(processed) if one.theme == theme), key=lambda one: one.score)
        for theme in gardener.codebook.keys
    }
    assert processed.text_of(best["snoeien"]).startswith("We snoeien")
    assert processed.text_of(best["regenton"]).startswith("Toen kwam")
    assert processed.text_of(best["mest"]).startswith("Toen kwam")


def test_evidence_names_terms_and_the_nearest_example(process: Process, gardener: ThemeTagger) -> None:
    (first, *_) = gardener.tag(process("We snoeien de appelboom."))
    assert first.evidence == (
        Evidence(3, 10, "De term 'snoeien' staat er."),
        Evidence(
            0,
            24,
            "Dit lijkt in betekenis op het voorbeeld 'We snoeien de appelboom in februari met een scherpe schaar.'",
        ),
    )


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


def test_scores_are_what_they_are_made_of(process: Process, gardener: ThemeTagger) -> None:
    sentences, probabilities, vectors, hits = gardener.score(process(PROSE))
    assert probabilities.shape == (3, 3)
    assert vectors.shape == (3, gardener.embedder.dimensions)
    assert [sorted(found) for found in hits] == [["snoeien"], [], []]
    certain = Combination(intercept=0.0, semantic=0.0, lexical=0.0)
    even = ThemeTagger(gardener.codebook, gardener.embedder, combination=certain).score(process(PROSE))[1]
    assert even.tolist() == [[0.5] * 3] * len(sentences)


@pytest.mark.parametrize("text", ["Snoeien!", "De heg wordt twee keer per jaar geknipt."])
def test_coded_sentence_keeps_its_place_in_a_longer_text(process: Process, gardener: ThemeTagger, text: str) -> None:
    alone = gardener.tag(process(text))
    lead = "Dit is een heel gewone zin.\n\n"
    later = [one for one in gardener.tag(process(lead + text)) if one.start >= len(lead)]
    assert [(one.start - len(lead), one.theme, one.score, one.stance) for one in later] == [
        (one.start, one.theme, one.score, one.stance) for one in alone
    ]
