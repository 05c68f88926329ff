"""Sentence boundaries in Dutch running text, by punctuation, capitals and a list of abbreviations.

Two libraries that know Dutch (pysbd, sentencex) were tried first; both cut at everyday abbreviations
(``mevr.``, ``d.w.z.``, ``jl.``) or miss ``'s Morgens``. The boundary is the unit of coding here, so the rules
are our own; the parser of the pipeline has no say in it, and a document is cut alike whatever pipeline is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from praktijkkennis.document import Document, Span, Turn
from praktijkkennis.preprocessing.blocks import iter_blocks

# Atomic (++, *+), and only from the first mark of a run: a line of thousands of dots must not take minutes.
_END = re.compile(
    r"""(?<![.!?…])(?P<mark>[.!?…]++)
        (?P<close>[)\]"'”’»]*+)
        (?P<gap>\s+|(?<=[^\W\d_]{2}[.!?])(?=[A-ZÀ-Þ][a-zà-ÿ']))""",
    re.VERBOSE,
)
_OPENING = "\"'“‘„«([–—-*_"
_ELISION = re.compile(r"['’‘`](?:s|t|n|k|m)\b", re.IGNORECASE)
_BEFORE_WORD = '(["“‘„'
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.(?:nl|be|com|org|eu|net|info)\b", re.IGNORECASE)
# A capital by itself behind one of these is a name for a thing ("toren B."), no initial of a person.
_LETTER = re.compile(
    r"\b(?:een|de|letter|toren|groep|optie|plan|team|klas|blok|variant|deel|type|categorie|hal|zaal|gebouw|vak|lijn|fase"
    r"|scenario|bijlage|punt|vitamine|ploeg|kamer|afdeling|unit|cluster|vleugel)\s+$",
    re.IGNORECASE,
)
_LOWERCASE_SHARE = 0.5
_MAX_ASIDE = 240
_WINDOW = 200
"""How far a look back or ahead from a full stop reaches; keeps a text without line ends cheap."""


def split_sentences(document: Document) -> Iterator[Span]:
    """Yield the sentences of a document in order of appearance.

    Headings, bullets, table cells and speaker turns are sentences too; labels of speakers belong to none.
    No sentence crosses the border of a turn or of a stretch of web residue.

    Parameters
    ----------
    document : Document
        With turns and residue already recognised.

    Yields
    ------
    Span
        Not overlapping, without surrounding white space, with at least one letter or digit.
    """
    text = document.text
    sloppy = _starts_lower(text)
    for start, end in _stretches(document):
        for block in iter_blocks(text, start, end):
            yield from _split_block(text, block, sloppy)


def _stretches(document: Document) -> Iterator[tuple[int, int]]:
    """Cut the text at borders of turns and residue, and leave the labels of speakers out."""
    labels = list(_labels(document.text, document.turns))
    cuts = {0, len(document.text)}.union(*labels)
    for span in (*document.turns, *document.residue):
        cuts.update((span.start, span.end))
    index = 0
    for start, end in pairwise(sorted(cuts)):
        while index < len(labels) and labels[index][1] <= start:
            index += 1
        if index == len(labels) or start < labels[index][0]:
            yield start, end


def _labels(text: str, turns: Iterable[Turn]) -> Iterator[tuple[int, int]]:
    """Yield where the label of each turn stands: before its words on the same line, or by itself on a line above."""
    previous = 0
    for turn in sorted(turns, key=lambda turn: turn.start):
        start = max(previous, text.rfind("\n", 0, turn.start) + 1)
        if not text[start : turn.start].strip():
            end = previous + len(text[previous:start].rstrip())
            above = max(previous, text.rfind("\n", 0, end) + 1)
            if _names_only(" ".join(text[above:end].split()), turn.speaker):
                start = above
        if start < turn.start:
            yield start, turn.start
        previous = max(previous, turn.end)


def _names_only(line: str, speaker: str) -> bool:
    """Tell whether a line holds a name and no other words (a time, a number or a colon may stand beside it)."""
    before, name, after = line.partition(speaker)
    return bool(name) and not any(character.isalpha() for character in before + after)


def _split_block(text: str, block: Span, sloppy: bool) -> Iterator[Span]:
    start = counted = block.start
    brackets = 0
    for match in _END.finditer(text, block.start, block.end):
        if match.end() >= block.end or match.start() < start:
            continue
        cut = match.end("close")
        brackets += text.count("(", counted, cut) - text.count(")", counted, cut)
        counted = cut
        aside = brackets > 0 and text[start] != "(" and _closes_soon(text, cut, block.end)
        if _is_boundary(text, start, block.end, match, sloppy=sloppy, aside=aside):
            yield from _solid(text, start, cut)
            start = counted = match.end()
            brackets = 0
    yield from _solid(text, start, block.end)


def _solid(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield Span(start, end)


def _is_boundary(text: str, start: int, end: int, match: re.Match[str], *, sloppy: bool, aside: bool) -> bool:
    mark, rest = match["mark"], text[match.end() : min(end, match.end() + _WINDOW)]
    word_start = _word_start(text, start, match.start())
    word = text[word_start : match.start()]
    if word.isdigit() and word_start == start:
        return False
    if not match["gap"]:
        return not _ADDRESS.search(word + mark + rest.split(maxsplit=1)[0])
    if aside or not _starts_sentence(rest, sloppy and mark != "…" and not mark.startswith("..")):
        return False
    if mark != ".":
        return True
    return not _is_abbreviation(word, text[max(start, word_start - _WINDOW) : word_start], rest)


def _word_start(text: str, start: int, end: int) -> int:
    """Find where the word that ends at ``end`` begins."""
    low = max(start, end - _WINDOW)
    while end > low and not text[end - 1].isspace() and text[end - 1] not in _BEFORE_WORD:
        end -= 1
    return end


def _starts_sentence(rest: str, sloppy: bool) -> bool:
    rest = rest.lstrip(_OPENING + " ") if not _ELISION.match(rest) else _ELISION.sub("", rest, count=1).lstrip()
    if not rest:
        return False
    first = rest[0]
    return (
        first.isupper() or first.isdigit() or (sloppy and first.isalpha()) or not (first.isalnum() or first in ",;:)")
    )


def _is_abbreviation(word: str, before: str, rest: str) -> bool:
    bare = word.casefold().rstrip(".")
    if not bare:
        return False
    following = rest.lstrip(_OPENING + " ")
    if len(bare) == 1 and bare.isalpha() and word.isupper():
        return following[:1].isupper() and not _LETTER.search(before)
    if bare.isdigit():
        # "op 3. maart" is rare and a list number is a marker already; "in 2024. Daarna" ends a sentence.
        return len(bare) <= 2 and following[:1].islower()
    match _abbreviations().get(bare):
        case "always":
            return True
        case "may end":
            return not following[:1].isupper()
        case "before a digit":
            return following[:1].isdigit()
    # Initials and abbreviations nobody listed: B.V., z.s.m.
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", bare):
        return not (word.isupper() and following[:1].isupper() and len(bare) <= 3)
    return False


def _closes_soon(text: str, position: int, end: int) -> bool:
    """Tell whether a bracket that is open at ``position`` closes before long; else it was never meant to."""
    return text.find(")", position, min(end, position + _MAX_ASIDE)) >= 0


def _starts_lower(text: str) -> bool:
    """Tell whether the writer uses no capitals: then a small letter after a full stop starts a sentence."""
    lower = upper = 0
    kinds = _abbreviations()
    # Only from the start of a word: a blob of data without white space must not take minutes.
    for match in re.finditer(r"(?<![^\s.!?])([^\s.!?]++)[.!?]\s++(?=([^\W\d_]))", text):
        if match[1].casefold() in kinds or len(match[1]) == 1:
            continue
        if match[2].islower():
            lower += 1
        else:
            upper += 1
    return lower >= 3 and lower / (lower + upper) > _LOWERCASE_SHARE


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviations without their last stop, with when a stop behind them is no end of a sentence."""
    source = resources.files("praktijkkennis") / "data" / "language" / "afkortingen.txt"
    classes = {"+": "may end", "9": "before a digit"}
    lines = source.read_text(encoding="utf-8").splitlines()
    return {line.lstrip("+9"): classes.get(line[0], "always") for line in lines if line and line[0] != "#"}
