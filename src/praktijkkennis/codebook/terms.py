"""The notation of codebook terms, read into patterns.

Notation
--------
``zelfsturing``
    A lemma; inflected forms match by themselves, and so does a compound with it.
``psychologisch veiligheid``
    Lemmas one after the other; when the last is a verb it may stand elsewhere in the clause.
``zelfstur*``
    A word that begins so; ``*cultuur`` ends so, ``*regel*`` holds it, ``verbeter*cyclus`` does both.
``los|laten``
    A separable verb: together, apart (``liet ... los``), ``los te laten``, ``losgelaten``.
``fout ~ toe|geven``
    Two parts, in either order, in one sentence and close to each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_WORD = re.compile(r"[^\s*|~]+\|[^\s*|~]+|[^\s|~]*[^\s|~*]{2}[^\s|~]*|[^\s*|~]")


@dataclass(frozen=True, slots=True)
class TermWord:
    """One word of a term; ``particle`` is set for a separable verb written ``particle|verb``."""

    text: str
    kind: Literal["lemma", "glob", "separable"] = "lemma"
    particle: str = ""


@dataclass(frozen=True, slots=True)
class TermPattern:
    """A term as parts that must all occur; a part is a sequence of words."""

    source: str
    parts: tuple[tuple[TermWord, ...], ...]


def parse_term(text: str) -> TermPattern:
    """Read a term.

    Parameters
    ----------
    text : str
        A term in the notation of this module.

    Returns
    -------
    TermPattern
        In lower case.

    Raises
    ------
    ValueError
        With a Dutch sentence, when the notation is not right.
    """
    parts = [part.split() for part in text.lower().split("~")]
    if any(not part for part in parts):
        raise ValueError(f"de term '{text}' heeft een lege kant: zet aan beide kanten van ~ een woord.")
    return TermPattern(text, tuple(tuple(_word(word, text) for word in part) for part in parts))


def _word(word: str, term: str) -> TermWord:
    if not _WORD.fullmatch(word):
        raise ValueError(
            f"de term '{term}' is niet te lezen bij '{word}': bij een sterretje horen minstens twee letters, "
            "en een scheidbaar werkwoord schrijf je als los|laten."
        )
    if "|" in word:
        particle, verb = word.split("|")
        return TermWord(verb, "separable", particle)
    return TermWord(word, "glob" if "*" in word else "lemma")
