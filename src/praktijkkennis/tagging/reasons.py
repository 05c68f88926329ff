"""Why a sentence got a theme, in one Dutch sentence that says no more than the parts of the tagger can tell.

A code comes out of terms, the meaning and the wording of the sentence and what stands around it. What is named here was
measured: words by what they add to the log odds, what stands around a sentence by the score without it, and an example
only where the sentence has both its meaning and its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Sentence
from praktijkkennis.embedding import Vectors
from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.tagging.lessons import examples_of
from praktijkkennis.tagging.lexical import LexicalHit
from praktijkkennis.tagging.signals import Scorer, Signals

WORD_LIMIT = 0.4
"""Log odds that a word must add to be named: few sentences without a theme have a word that adds this much to it."""

_MOST_WORDS = 3
_SHORTEST_WORD = 3
_TELLING = frozenset({"ADJ", "ADV", "NOUN", "VERB"})

_SHARED, _LEAST_SHARED = 0.2, 2
"""Share (as a cosine) and number of telling words in common, from which a reader sees why an example is named."""

_NEAR_SHARE = 0.1
"""A sentence is near the examples of a theme when it is as near as nine in ten of them are to the next."""

_ONLY_EXAMPLE = 0.9
"""How near that is where there is only one."""

_HELPED = 0.7
"""Log odds that what stands around a sentence must add to be named: about twice the odds."""

_SURE = 1e-6
_WORD = re.compile(r"\w{3,}")


@runtime_checkable
class TellsOfWords(Protocol):
    """A scorer that weighs words."""

    def word_shares(self, texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[NDArray[np.float64]]:
        """Give what words of sentences add to the log odds of each theme, for each sentence shape (words, themes)."""
        ...


@runtime_checkable
class ReadsAlone(Protocol):
    """A scorer that can read many sentences at once as if each were a document of its own."""

    def probabilities_alone(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give the probability of every theme in some sentences that are read alone, shape (len(rows), themes)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """What is known of one coded sentence, for all its themes.

    ``words`` may be named and begin at ``starts``; ``shares`` are what they add to each theme, shape (words, themes).
    ``alone`` are the probabilities of the sentence when it is read without its neighbours.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    shares: NDArray[np.float64]
    alone: NDArray[np.float64]


class Reasons:
    """Says why sentences got their themes.

    Parameters
    ----------
    codebook : Codebook
        As coded with.
    scorer : Scorer
        As coded with; its words are named when it is one that weighs them.
    """

    def __init__(self, codebook: Codebook, scorer: Scorer) -> None:
        self._codebook = codebook
        self._scorer = scorer

    def of(
        self,
        signals: Signals,
        probabilities: NDArray[np.float64],
        thresholds: NDArray[np.float64],
        codes: Sequence[tuple[int, int]],
    ) -> list[str]:
        """Say why each code of a document was given.

        Parameters
        ----------
        signals : Signals
            Of the document.
        probabilities : ndarray of float64, shape (n, themes)
        thresholds : ndarray of float64, shape (themes,)
        codes : sequence of (int, int)
            Sentence and theme, by their numbers.

        Returns
        -------
        list of str
            A Dutch sentence for each code.
        """
        rows = self._read(signals, list(dict.fromkeys(row for row, _ in codes))) if codes else {}
        coded = probabilities >= thresholds
        found = []
        for row, theme in codes:
            known = rows[row]
            hit = signals.hits[row].get(self._codebook.keys[theme]) if signals.hits else None
            likeness = self._likeness(signals.texts[row], signals.vectors[row], theme)
            words = _named(known, theme, hit)
            around = _around(coded[:, theme], row)
            helped = _log_odds(probabilities[row, theme]) - _log_odds(known.alone[theme])
            enough = bool(known.alone[theme] >= thresholds[theme])
            # Of a scorer that does not weigh words it is not known whether one of them stands out.
            weighed = hit is None and isinstance(self._scorer, TellsOfWords)
            whole = "de zin als geheel past bij dit thema" + (", zonder dat één woord opvalt" if weighed else "")
            shown = around if helped >= _HELPED or not enough else ""
            found.append(_sentence(likeness, words, shown, enough, whole))
        return found

    def _read(self, signals: Signals, rows: Sequence[int]) -> dict[int, _Row]:
        places = [_words_of(signals.sentences[row]) for row in rows]
        words = [tuple(found.values()) for found in places]
        if isinstance(self._scorer, TellsOfWords):
            shares = self._scorer.word_shares([signals.texts[row] for row in rows], words)
        else:
            shares = [np.zeros((len(found), len(self._codebook.keys))) for found in words]
        if isinstance(self._scorer, ReadsAlone):
            chances = self._scorer.probabilities_alone(signals, rows)
        else:
            chances = np.concatenate([self._scorer.probabilities(_only(signals, row)) for row in rows])
        known = zip(rows, words, places, shares, np.round(chances, 4), strict=True)
        return {row: _Row(told, tuple(starts), share, alone) for row, told, starts, share, alone in known}

    def _likeness(self, text: str, vector: Vectors, theme: int) -> str:
        """Say what of the codebook a sentence is like; nothing where it is not."""
        texts, vectors, limit = self._examples[theme]
        if not texts:
            return ""
        near = vectors @ vector >= limit
        if not near.any():
            return ""
        given = bool(self._codebook.themes[theme].examples)
        own = _telling(text)
        alike = [
            (-_in_common(own, words), place)
            for place, words in enumerate(self._words[theme])
            if near[place] and len(own & words) >= _LEAST_SHARED
        ]
        if alike and -min(alike)[0] >= _SHARED:
            named = texts[min(alike)[1]].rstrip(".")
            return f"de zin lijkt op {'het voorbeeld' if given else 'de omschrijving'} '{named}'"
        return f"de zin lijkt in betekenis op {'voorbeelden' if given else 'de omschrijving'} van dit thema"

    @cached_property
    def _examples(self) -> list[tuple[list[str], Vectors, float]]:
        """Texts and vectors of the examples of each theme, and from which likeness a sentence is near them."""
        found = []
        for theme in self._codebook.themes:
            texts = [example.text for example in examples_of(theme)]
            vectors = self._scorer.embedder.encode(texts)
            found.append((texts, vectors, _nearness(vectors)))
        return found

    @cached_property
    def _words(self) -> list[list[frozenset[str]]]:
        """Telling words of the same."""
        return [[_telling(text) for text in texts] for texts, _, _ in self._examples]


def _only(signals: Signals, row: int) -> Signals:
    """Give what is known of one sentence as if it were the whole document."""
    here = slice(row, row + 1)
    return Signals(
        signals.texts[here],
        signals.n_tokens[here],
        signals.vectors[here],
        signals.lexical[here],
        signals.sentences[here],
        signals.hits[here],
    )


def _telling(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - stop_words()


def _in_common(one: frozenset[str], other: frozenset[str]) -> float:
    return float(len(one & other) / (len(one) * len(other)) ** 0.5)


def _nearness(vectors: Vectors) -> float:
    if len(vectors) < 2:
        return _ONLY_EXAMPLE
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1.0)
    return float(np.quantile(alike.max(axis=1), _NEAR_SHARE))


def _words_of(sentence: Sentence) -> dict[int, str]:
    """Give the words that may be named, each once, by where they start: no names, no words that say nothing alone."""
    found: dict[str, int] = {}
    for token in sentence.tokens:
        word = token.text
        told = token.pos in _TELLING and word.isalpha() and len(word) >= _SHORTEST_WORD
        if told and word.lower() not in stop_words():
            found.setdefault(word.lower(), token.start)
    return {start: word for word, start in found.items()}


def _named(row: _Row, theme: int, hit: LexicalHit | None) -> list[str]:
    """Choose the words that add most to a theme, in the order of the sentence; what a term says is said already."""
    shares = np.round(row.shares[:, theme], 3) if len(row.words) else np.zeros(0)
    taken = hit.evidence if hit is not None else ()
    open_to = [
        place
        for place, start in enumerate(row.starts)
        if shares[place] >= WORD_LIMIT and not any(one.start <= start < one.end for one in taken)
    ]
    best = sorted(open_to, key=lambda place: (-shares[place], place))[:_MOST_WORDS]
    return [row.words[place] for place in sorted(best)]


def _around(coded: NDArray[np.bool_], row: int) -> str:
    """Say which neighbours have the theme too."""
    before, after = row > 0 and bool(coded[row - 1]), row + 1 < len(coded) and bool(coded[row + 1])
    if before and after:
        return "de zinnen ernaast"
    return "de zin ervoor" if before else "de zin erna" if after else ""


def _sentence(likeness: str, words: Sequence[str], around: str, enough: bool, whole: str) -> str:
    """Put together what was found; ``whole`` is what to say where neither likeness nor words were."""
    parts = [likeness] if likeness else []
    if words:
        about = "erbij" if likeness.endswith("dit thema") else "bij dit thema"
        many = len(words) > 1
        parts.append(f"{'de woorden' if many else 'het woord'} {_listed(words)} {'passen' if many else 'past'} {about}")
    if not enough:
        close = f"pas met {around or 'de tekst eromheen'} is het genoeg"
        if not parts:
            return f"Alleen gelezen zegt deze zin te weinig over dit thema; {close}."
        return _closed([*parts[:-1], f"{parts[-1]}, maar {close}"])
    parts = parts or [whole]
    if around:
        parts.append(f"{around} {'gaan' if around.startswith('de zinnen') else 'gaat'} er ook over")
    return _closed(parts)


def _closed(parts: Sequence[str]) -> str:
    joined = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + ", en " + parts[-1]
    return joined[0].upper() + joined[1:] + "."


def _listed(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " en " + quoted[-1]


def _log_odds(chance: float) -> float:
    bounded = min(max(float(chance), _SURE), 1.0 - _SURE)
    return float(np.log(bounded / (1.0 - bounded)))
