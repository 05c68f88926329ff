from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import ProcessedDocument, Sentence, Stance, Token
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging import LexicalTagger, Signals, ThemeTagger, load_trained
from praktijkkennis.tagging.reasons import WORD_LIMIT, ReadsAlone, Reasons
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.wordings import word_shares, wording_scores

Process = Callable[..., ProcessedDocument]

GARDEN = ("De tuin lag er stil bij", "Met Anneke Jansen sjouwen we emmers", "Dan gaan we weer naar huis")
THEME, OTHER = 0, 1


class Weigher:
    """Gives a theme to the second sentence: so much by itself, so much more with what stands around it."""

    identity = "weger"
    thresholds = np.full(3, 0.5)

    def __init__(self, embedder: Embedder, alone: float, shares: dict[str, float]) -> None:
        self.embedder, self._alone, self._shares = embedder, alone, shares

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        return np.zeros((len(vectors), 3))

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        return np.full((len(signals.texts), 3), self._alone)

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        return ["neutraal" for _ in rows]

    def stance_log_odds(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        return np.zeros((len(rows), 3))

    def word_shares(self, texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[NDArray[np.float64]]:
        assert all(word in text for text, told in zip(texts, words, strict=True) for word in told)
        return [np.array([[self._shares.get(word, 0.0), 0.0, 0.0] for word in told]) for told in words]


def sentence(text: str) -> Sentence:
    kinds = {"Anneke": "PROPN", "Jansen": "PROPN", "sjouwen": "VERB", "emmers": "NOUN", "tuin": "NOUN", "huis": "NOUN"}
    tokens, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        tokens.append(Token(at, at + len(word), word, word.lower(), kinds.get(word, "ADP"), "dep", 0))
    return Sentence(0, len(text), tuple(tokens))


def reason(
    garden: Codebook, embedder: Embedder, column: Sequence[float], alone: float, shares: dict[str, float] | None = None
) -> str:
    """Say why the second sentence has the theme, when the three have these probabilities."""
    signals = Signals(
        GARDEN,
        np.array([5, 5, 6]),
        np.zeros((3, len(embedder.encode(["x"])[0])), dtype=np.float32),
        np.zeros((3, 3)),
        tuple(map(sentence, GARDEN)),
    )
    chances = np.zeros((3, 3))
    chances[:, THEME] = column
    reasons = Reasons(garden, Weigher(embedder, alone, shares or {}))
    (why,) = reasons.of(signals, chances, np.full(3, 0.5), [(1, THEME)])
    return why


@pytest.mark.parametrize(
    ("column", "alone", "shares", "why"),
    [
        ((0, 0.9, 0), 0.9, {"sjouwen": 1.0}, "Het woord 'sjouwen' past bij dit thema."),
        ((0, 0.9, 0), 0.9, {"sjouwen": 0.5, "emmers": 1.0}, "De woorden 'sjouwen' en 'emmers' passen bij dit thema."),
        (
            (0.8, 0.9, 0.8),
            0.6,
            {"emmers": 1.0},
            "Het woord 'emmers' past bij dit thema, en de zinnen ernaast gaan er ook over.",
        ),
        (
            (0.8, 0.9, 0),
            0.3,
            {"emmers": 1.0},
            "Het woord 'emmers' past bij dit thema, maar pas met de zin ervoor is het genoeg.",
        ),
        (
            (0, 0.9, 0.8),
            0.3,
            {},
            "Alleen gelezen zegt deze zin te weinig over dit thema; pas met de zin erna is het genoeg.",
        ),
        (
            (0, 0.9, 0),
            0.3,
            {},
            "Alleen gelezen zegt deze zin te weinig over dit thema; pas met de tekst eromheen is het genoeg.",
        ),
        ((0, 0.9, 0), 0.9, {}, "De zin als geheel past bij dit thema, zonder dat één woord opvalt."),
    ],
)
def test_reason_says_what_was_measured(
    garden: Codebook, embedder: Embedder, column: Sequence[float], alone: float, shares: dict[str, float], why: str
) -> None:
    assert reason(garden, embedder, column, alone, shares) == why


def test_neighbours_that_changed_nothing_are_no_reason(garden: Codebook, embedder: Embedder) -> None:
    assert "zin" not in reason(garden, embedder, (0.8, 0.9, 0.8), 0.9, {"emmers": 1.0})


def test_word_that_adds_little_and_names_are_not_named(garden: Codebook, embedder: Embedder) -> None:
    why = reason(garden, embedder, (0, 0.9, 0), 0.9, {"Anneke": 9.0, "Met": 9.0, "emmers": WORD_LIMIT - 0.01})
    assert why == "De zin als geheel past bij dit thema, zonder dat één woord opvalt."


def test_example_is_named_only_where_it_has_the_meaning_and_the_words(process: Process, gardener: ThemeTagger) -> None:
    def last(text: str) -> str:
        return gardener.tag(process(text))[0].evidence[-1].why

    assert "'De heg wordt twee keer per jaar geknipt'" in last(
        "De heg wordt twee keer per jaar geknipt, jaar in jaar uit."
    )
    assert "voorbeeld '" not in last("Morgen belt de notaris over de erfenis.")


def test_scorer_that_weighs_no_words_does_not_say_that_none_stands_out(process: Process, gardener: ThemeTagger) -> None:
    assert all("opvalt" not in code.why for code in gardener.tag(process("Morgen belt de notaris over de erfenis.")))


def test_shares_of_words_add_up_to_the_score_by_their_own_wording() -> None:
    weights = load_trained().wordings
    assert weights is not None
    only, longer = word_shares(["rooster", "ons rooster van deze week"], [["rooster"], ["rooster"]], weights)
    assert only.shape == (1, weights.shape[1])
    np.testing.assert_allclose(only, wording_scores(["rooster"], weights), atol=1e-5)
    assert (np.abs(longer) < np.abs(only) + 1e-9).all()


def test_sentences_read_alone_at_once_are_as_if_each_were_a_document(process: Process) -> None:
    tagger = ThemeTagger()
    texts = ("Ik durfde het in het team niet te zeggen.", "Ja.", "Wij maken het rooster zelf.")
    signals = signals_of(process(" ".join(texts)), LexicalTagger(tagger.codebook), tagger.embedder)
    assert isinstance(tagger._scorer, ReadsAlone)
    found = tagger._scorer.probabilities_alone(signals, [0, 2])
    for row, chances in zip((0, 2), found, strict=True):
        single = signals_of(
            process(texts[row]), LexicalTagger(tagger.codebook), tagger.embedder, signals.vectors[[row]]
        )
        np.testing.assert_allclose(chances, tagger._scorer.probabilities(single)[0], atol=1e-6)


def test_built_in_tagger_names_words_of_the_sentence(process: Process) -> None:
    tagger = ThemeTagger()
    processed = process("Ik durfde het in het team niet te zeggen. Niemand durft hier iets te zeggen over fouten.")
    codes = tagger.tag(processed)
    assert {code.theme for code in codes} >= {"psychologische_veiligheid"}
    assert tagger.codebook.checksum == load_codebook().checksum
    for code in codes:
        for word in code.evidence[-1].why.split("'")[1::2]:
            if "voorbeeld" not in code.evidence[-1].why:
                assert word in processed.text_of(code)
