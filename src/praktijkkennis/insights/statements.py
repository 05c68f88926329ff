"""Which passage says best what all of an insight say: by itself, in general, and of the kind that the insight is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.document import InsightKind, Token

_HANGING_OPENING = re.compile(
    r"^(?:[\"'“‘(–-]\s*)*(?:(?:en|maar|want|dus|of|nou|ja|nee|ook)[, ]+)*"
    r"(?:dan|toen|daar\w*|hier\w*|dat|dit|die|deze|zulke|dergelijke|hij|zij|ze|hem|haar|hen|hun|zijn (?!\w+en\b)|het"
    r"|zo|ook|zoiets|beide|allebei)\b",
    re.IGNORECASE,
)
_JOINING_OPENING = re.compile(r"^(?:[\"'“‘(–-]\s*)*(?:en|maar|want|dus|of|nou|ja|nee)\b", re.IGNORECASE)
_POINTING = frozenset("hij zij ze hem haar hen hun diens zijn deze dezelfde zulke dergelijke".split())
_POSSESSIVE = frozenset({"zijn", "haar", "hun"})
_ANYBODY = frozenset("je men wie iemand iedereen mensen elk elke ieder iedere altijd vaak meestal team teams".split())
_ANNOUNCING = frozenset({"dat", "om", "als", "wanneer", "of"})
_DETAIL = re.compile(r"\d|[\"“”‘’«»]")
_READABLE = range(6, 31)
_LONGEST_WORDS = 20

_HANGS, _JOINS, _UNREADABLE = 0.7, 0.85, 0.75
_OTHER_KIND = 0.85
_ONE_DETAIL, _GENERAL = 0.93, 1.05
_MOST_DETAILS = 4


def stands_alone(text: str, tokens: Sequence[Token] = ()) -> bool:
    """Tell whether a passage is understood without the sentences before it.

    Parameters
    ----------
    text : str
        The passage.
    tokens : sequence of Token, optional
        Its tokens. A pronoun of the third person is left hanging when no noun or name stands before it.

    Returns
    -------
    bool
        False too for a sentence that opens with a word that points back, for one without a subject of its own that
        goes on with the sentence before (``En toen ...``), and where what was done is only called ``het``.
    """
    if _HANGING_OPENING.match(text) or _only_het(tokens):
        return False
    for place, token in enumerate(tokens):
        if token.pos in ("NOUN", "PROPN"):
            return True
        word = token.text.lower()
        # "zijn" is a verb more often than not.
        if word in _POINTING and (token.pos in ("PRON", "DET") or word not in _POSSESSIVE):
            behind = tokens[place + 1 :]
            # "Wie zijn rooster maakt": somebody was named after all.
            named = any(one.text.lower() in _ANYBODY for one in tokens[:place])
            return named or not behind
    return True


def _only_het(tokens: Sequence[Token]) -> bool:
    """Tell whether an object is only ``het``, and not one that a clause follows (``vinden het fijn dat ...``)."""
    words = [token.text.lower() for token in tokens]
    for place, token in enumerate(tokens):
        if words[place] != "het" or token.pos != "PRON" or _ANNOUNCING.intersection(words[place + 1 :]):
            continue
        following = tokens[place + 1].lemma if place + 1 < len(tokens) else ""
        if token.dep == "obj" or following == "doen":
            return True
    return False


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
        Lower for a pronoun left hanging, an unwieldy length, and every name, number or quotation mark; higher where it
        is said of anybody.
    """
    words = text.split()
    factor = 1.0 if len(words) in _READABLE else _UNREADABLE
    if not stands_alone(text, tokens):
        factor *= _HANGS
    elif _JOINING_OPENING.match(text):
        factor *= _JOINS
    if kind != wanted:
        factor *= _OTHER_KIND
    names = sum(token.pos == "PROPN" for token in tokens)
    details = min(_MOST_DETAILS, names + len(_DETAIL.findall(text)) + max(0, len(words) - _LONGEST_WORDS) // 10)
    general = any(token.text.lower() in _ANYBODY for token in tokens)
    return factor * _ONE_DETAIL**details * (_GENERAL if general else 1.0)
