"""Where a sentence falls apart into pieces with at most one finite verb: at marks, openers, coordinators and verbs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from praktijkkennis.preprocessing.modality.finite import SUBJECTS, PieceKind, Words
from praktijkkennis.preprocessing.modality.openers import COORDINATORS, opener_at
from praktijkkennis.preprocessing.verb_forms import FINITE

Before = Literal["start", "stop", "colon", "comma", "quote", "none"]

_QUOTES = frozenset("' \" “ ” „ ‘ ’ « » ‚ `".split())
_STOPS = frozenset({".", "?", "!", ";", "…", "...", "..", "(", ")", "–", "—", "-", "?!", "!?"})
_MARKS: dict[str, Before] = {":": "colon", ",": "comma"}
_MIN_QUOTED = 3


@dataclass(slots=True)
class Piece:
    """A run of words between two edges; ``link`` is the coordinator before it, ``quoted`` that it is in quotes."""

    words: list[int]
    before: Before
    kind: PieceKind = "plain"
    opener: str = ""
    link: str = ""
    quoted: bool = False

    def part(self, words: list[int], before: Before) -> Piece:
        """Make a plain piece of the same quotation."""
        return Piece(words, before, quoted=self.quoted)


def cut(words: Words) -> list[Piece]:
    """Cut a sentence into pieces.

    Parameters
    ----------
    words : Words
        The words of one sentence.

    Returns
    -------
    list of Piece
        In order; every word is in one piece, punctuation in none.
    """
    pieces = [part for piece in _at_marks(words) for part in _at_openers(words, piece)]
    pieces = [part for piece in pieces for part in _at_coordinators(words, piece)]
    return [part for piece in pieces for part in _after_verb(words, piece)]


def _at_marks(words: Words) -> list[Piece]:
    pieces = [Piece([], "start")]
    quotes = _quotes(words)
    inside = False
    for index in range(len(words.lower)):
        before = _mark(words, index, quotes)
        inside ^= index in quotes
        if before is None:
            if words.is_word(index):
                pieces[-1].words.append(index)
            continue
        if not pieces[-1].words:
            # Of several marks in a row the weightiest counts, unless the last closes a quotation: "Mag dat?", zei ze.
            weighty = pieces[-1].before in {"stop", "colon", "start"} and (before != "quote" or inside)
            before = pieces[-1].before if weighty else before
            pieces.pop()
        pieces.append(Piece([], before, quoted=inside))
    return [piece for piece in pieces if piece.words]


def _mark(words: Words, index: int, quotes: frozenset[int]) -> Before | None:
    text = words.lower[index]
    if index in quotes:
        return "quote"
    if text in _STOPS:
        return "stop"
    return None if text == "," and _lists(words, index) else _MARKS.get(text)


def _lists(words: Words, comma: int) -> bool:
    """Tell whether a comma stands in a list of nouns: "geen tijd, geld of steun"."""
    if not 0 < comma < len(words.lower) - 2:
        return False
    before, behind = words.tokens[comma - 1], words.tokens[comma + 1]
    joined = words.lower[comma + 2] in {",", "of", "en", "noch"}
    return before.pos == behind.pos == "NOUN" and behind.dep == "conj" and behind.head < comma and joined


def _quotes(words: Words) -> frozenset[int]:
    """Find the quotation marks that set speech apart, not those around a word or two."""
    marks = [index for index, text in enumerate(words.lower) if text in _QUOTES]
    found: set[int] = set()
    while len(marks) > 1:
        start, end = marks[0], marks[1]
        n = sum(words.is_word(index) for index in range(start + 1, end))
        beside = {words.lower[other] for other in (start - 1, end - 1, end + 1) if 0 <= other < len(words.lower)}
        if n >= _MIN_QUOTED or (n and beside & {",", ":", "!", "?"}):
            found |= {start, end}
        del marks[:2]
    return frozenset(found)


def _at_openers(words: Words, piece: Piece) -> list[Piece]:
    parts = [piece.part([], piece.before)]
    for index in piece.words:
        opener = opener_at(words, piece.words, index, parts[-1].words)
        if opener is not None:
            left = parts[-1].words
            moved = left[len(left) - opener.back :] if opener.back else []
            del left[len(left) - len(moved) :]
            link = words.lower[left.pop()] if left and words.lower[left[-1]] in COORDINATORS else ""
            before = "none" if left else parts.pop().before
            parts.append(Piece(moved, before, opener.kind, opener.name, link, piece.quoted))
        parts[-1].words.append(index)
    return parts


def _at_coordinators(words: Words, piece: Piece) -> list[Piece]:
    parts = [replace(piece, words=[])]
    for place, index in enumerate(piece.words):
        left, right = parts[-1].words, piece.words[place + 1 :]
        if words.lower[index] not in COORDINATORS or not right or (not left and parts[-1].kind != "plain"):
            parts[-1].words.append(index)
        elif not left:
            parts[-1].link = words.lower[index]
        elif _starts_clause(words, index, parts[-1], right):
            parts.append(replace(piece.part([], "none"), link=words.lower[index]))
        else:
            parts[-1].words.append(index)
    return [part for part in parts if part.words]


def _starts_clause(words: Words, index: int, left: Piece, right: list[int]) -> bool:
    """Tell whether a coordinator joins clauses, not words: "hij kwam en zij ging", "hij en zij gingen"."""
    text = words.lower[index]
    if text == "maar" and words.tokens[index].pos != "CCONJ":
        return False
    following = next((place for place, other in enumerate(right) if words.lower[other] in COORDINATORS), len(right))
    finite = words.finite_in(right[:following]) or words.finite_in(right)
    if text in {"want", "doch"}:
        return finite is not None
    if not any(words.forms[other] or words.hidden[other] & FINITE for other in left.words):
        return False
    if text == "maar":
        return _is_but(words, index, left, right, finite)
    if finite is None or (text == "dus" and not words.is_finite(finite)):
        return False
    # "We willen luisteren en leren": what could be an infinitive is one, where an infinitive went before.
    earlier = words.finite_in(left.words, left.kind)
    infinitives = any("infinitive" in words.forms[other] for other in left.words if other != earlier)
    first = finite == right[0] and "infinitive" not in words.forms[finite]
    return words.is_finite(finite) or first or not infinitives


def _is_but(words: Words, index: int, left: Piece, right: list[int], finite: int | None) -> bool:
    """Tell "niet praten maar doen" from the sigh of "kon ik dat maar"."""
    if _is_sigh(words, index, left, right):
        return False
    contrast = words.lower[index - 1] == "," or bool({words.lower[other] for other in left.words} & {"niet", "geen"})
    own = finite is not None and (words.is_finite(finite) or finite != right[0])
    return own or contrast or words.lower[index + 1] in {"niet", "ook", "wel", "geen"}


def _is_sigh(words: Words, index: int, left: Piece, right: list[int]) -> bool:
    """Tell whether "maar" belongs to "kon hij zijn ploeg maar vertrouwen": a past that opens, and no new clause."""
    first = left.words[0]
    opens = left.kind == "plain" and not left.link and bool(words.forms[first] & {"past", "pasts"})
    goes_on = words.is_finite(right[0]) or words.lower[right[0]] in SUBJECTS
    return opens and words.lower[index - 1] != "," and not goes_on and "?" not in words.lower


def _after_verb(words: Words, piece: Piece) -> list[Piece]:
    """Part a clause from the main clause that follows it without a comma: "Zonder te groeten ging hij weg"."""
    complete = False
    for place, index in enumerate(piece.words):
        if piece.kind != "plain" and complete and words.is_finite(index):
            rest = piece.part(piece.words[place:], "none")
            return [replace(piece, words=piece.words[:place]), rest]
        is_te = piece.kind == "infinitive" and index > 0 and words.lower[index - 1] == "te"
        complete |= is_te or (piece.kind == "sub" and words.is_finite(index))
    return [piece]
