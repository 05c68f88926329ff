"""Which passage says best what all of an insight say: by itself, in general, and of the kind that the insight is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.document import InsightKind, Token
from praktijkkennis.insights.leaning import joins_another, leans_on_others, speaks_of_anybody

_DETAIL = re.compile(r"\d|[\"“”‘’«»]")
_READABLE = range(6, 31)
_LONGEST_WORDS = 20

_LEANS, _JOINS, _UNREADABLE = 0.5, 0.85, 0.75
_OTHER_KIND = 0.85
_ONE_DETAIL, _GENERAL = 0.93, 1.05
_MOST_DETAILS = 4


def fitness(text: str, tokens: Sequence[Token], kind: InsightKind, wanted: InsightKind) -> float:
    """Tell how fit a passage is to stand for an insight, as a factor around 1.

    Parameters
    ----------
    text : str
        The passage.
    tokens : sequence of Token
        Its tokens, empty where nobody analysed it.
    kind : {"les", "worsteling", "vraag", "advies", "ervaring"}
        What sort of thing it says.
    wanted : {"les", "worsteling", "vraag", "advies", "ervaring"}
        What sort of thing the insight is.

    Returns
    -------
    float
        Lower where it leans on other sentences, for an unwieldy length, and every name, number or quotation mark;
        higher where it is said of anybody.
    """
    words = text.split()
    factor = 1.0 if len(words) in _READABLE else _UNREADABLE
    if leans_on_others(text, tokens):
        factor *= _LEANS
    elif joins_another(text):
        factor *= _JOINS
    if kind != wanted:
        factor *= _OTHER_KIND
    names = sum(token.pos == "PROPN" for token in tokens)
    details = min(_MOST_DETAILS, names + len(_DETAIL.findall(text)) + max(0, len(words) - _LONGEST_WORDS) // 10)
    return factor * _ONE_DETAIL**details * (_GENERAL if speaks_of_anybody(tokens) else 1.0)
