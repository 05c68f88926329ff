"""The running words of a sentence as they are counted: without punctuation, a separable verb as one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from praktijkkennis.document import Token
from praktijkkennis.errors import check_choice
from praktijkkennis.preprocessing.stop_words import stop_words

_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})

By = Literal["lemma", "form"]
"""Whether inflected forms are one word (``lemma``) or several (``form``)."""


def running_words(tokens: Sequence[Token], by: By = "lemma") -> list[tuple[int, str]]:
    """Give the words of a sentence.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    by : {"lemma", "form"}
        ``lemma`` counts ``liet ... los`` as one word *loslaten*; ``form`` counts what is written, in lower case.

    Returns
    -------
    list of (int, str)
        Index of the token and the word, in order; punctuation and numbers are left out.

    Raises
    ------
    QueryError
        When ``by`` is no such choice.
    """
    check_choice("by", by, get_args(By))
    if by == "form":
        return [(i, plain(token.text)) for i, token in enumerate(tokens) if _has_letter(token.text)]
    return [
        (i, plain(token.lemma))
        for i, token in enumerate(tokens)
        if token.particle_of is None and _has_letter(token.lemma)
    ]


def content_words(tokens: Sequence[Token]) -> Callable[[int], bool]:
    """Tell which tokens of a sentence say what it is about.

    Returns
    -------
    callable
        Of the index of a token: whether it is a noun, verb or adjective and no stop word. Names tell who is spoken of
        rather than what about, and would be the most key of all.
    """
    stops = stop_words()
    # In "lieten ... los" the form is half a word.
    halves = {token.particle_of for token in tokens}

    def tells(index: int) -> bool:
        token = tokens[index]
        if token.pos not in _CONTENT or plain(token.lemma) in stops:
            return False
        return index in halves or plain(token.text) not in stops

    return tells


def plain(word: str) -> str:
    """Write lower case, with composed accents and plain apostrophes, without soft hyphens."""
    return unicodedata.normalize("NFC", word.lower()).replace("\u00ad", "").replace("’", "'")


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))
