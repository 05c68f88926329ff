"""Where one sentence ends and the next begins, within a block of text.

A mark that may end a sentence is looked at with what stands before and behind it. Where writers use no
capitals, the first word of what comes next has to tell instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from praktijkkennis.document import Span
from praktijkkennis.preprocessing.abbreviations import is_abbreviation

_EMOJI = r"[\u2600-\u260f\u2613-\u26ff\U0001f300-\U0001faff][\ufe0f\u200d\u2640\u2642\U0001f300-\U0001faff]*+"
_SMILEY = rf"[:;=][-'^o]?[)(DPpSsOo3|/*]++(?!\w)|<3(?!\w)|{_EMOJI}"
_LOW_ASIDE = r"\((?=[a-zà-ÿ])[^()\n]{1,40}\)|\[(?=[a-zà-ÿ])[^\[\]\n]{1,40}\]"
# Atomic (++, *+), and only from the first mark of a run: a line of thousands of dots must not take minutes.
_END = re.compile(
    rf"""(?<![.!?…])(?P<mark>[.!?…]++)
        (?P<close>[)\]"'”’»]*+
            # the number of a footnote
            (?P<note>(?:(?<=[^\d\s.!?…][.!?…])|(?<=[.!?…]["'”’»)]))\d{{1,2}}(?=\s)|[¹²³⁰⁴-⁹]++|\[\d{{1,3}}\])?+
            # what belongs to the sentence before it: a smiley, "(lacht)"
            (?:\s*+(?:{_SMILEY}|{_LOW_ASIDE}))*+
        )
        (?P<gap>[^\S\n]*+\n[ \t]*+(?:>[ \t]*+)++\s*+|\s++
            |(?:(?<=[^\W\d_]{{2}}[.!?])|(?<=[.!?…]{{2}}))(?=[^\W\d_][a-zà-ÿ' ]))""",
    re.VERBOSE,
)
# A smiley may stand where the full stop was to come.
_SMILED = re.compile(rf"(?<=\w)\s++(?P<smile>(?:{_SMILEY})(?:\s*+(?:{_SMILEY}))*+)\s++(?=[^\W\d_])")
_OPENING = "\"'“‘„«([–—-*_"
_ELISION = re.compile(r"['’‘`](?:s|t|n|k|m)\b", re.IGNORECASE)
_BEFORE_WORD = '(["“‘„'
_ADDRESS = re.compile(
    r"https?:|www\.|@|\w\.(?:nl|be|com|org|eu|net|info|pdf|docx?|xlsx?|pptx?|jpe?g|png|txt|csv|mp[34])\b", re.IGNORECASE
)
_NO_START = ",;:)]+=&%/°<>"
_SAYS = re.compile(
    r"(?:vroeg(?:en)?|vraagt?|zei(?:den)?|zeg(?:t|gen)?|riep(?:en)?|roept?|dacht(?:en)?|denkt?|antwoord(?:de|t)"
    r"|fluister(?:de|t)|mompel(?:de|t)|schreeuw(?:de|t)|schreef|appte|mailde)\b",
    re.IGNORECASE,
)
# Words that begin a main clause and seldom go on in one that three dots interrupted.
_BEGINS = re.compile(
    r"(?:ik|hij|zij|ze|wij|we|jij|je|jullie|u|gij|ge|er|daar(?:na|om|door)?|toen|nu|dan|dus|vandaag|morgen|gisteren"
    r"|later|wie|waarom|hoe|waar|wanneer|mijn|onze|iedereen|niemand|misschien|gelukkig|helaas|nou|ja|nee)\b"
)
_WORD = re.compile(r"(?=.*[aeiouyéëèïö])[a-zà-ÿ-]{3,}")
_MAX_ASIDE = 240
_WINDOW = 200
"""How far a look back or ahead from a full stop reaches; keeps a text without line ends cheap."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place where a sentence may end.

    ``start`` is where its mark begins, ``cut`` where the sentence would end with quotation marks and smileys,
    and ``after`` where the next would begin.
    """

    start: int
    cut: int
    after: int
    sign: str
    note: str = ""


def split_block(text: str, block: Span, *, sloppy: bool) -> Iterator[Span]:
    """Yield the sentences of one block.

    Parameters
    ----------
    text : str
        Text of the document.
    block : Span
        A paragraph, heading, bullet or cell.
    sloppy : bool
        Whether the writer uses no capitals, so that a small letter after a full stop starts a sentence.
    """
    start = counted = block.start
    brackets = 0
    for mark in _marks(text, block):
        if mark.after >= block.end or mark.start < start:
            continue
        brackets += text.count("(", counted, mark.cut) - text.count(")", counted, mark.cut)
        counted = mark.cut
        aside = brackets > 0 and text[start] != "(" and _closes_soon(text, mark.cut, block.end)
        if not aside and _is_boundary(text, start, block.end, mark, sloppy):
            yield from _solid(text, start, mark.cut)
            start = counted = mark.after
            brackets = 0
    yield from _solid(text, start, block.end)


def _marks(text: str, block: Span) -> Iterator[_Mark]:
    found = [
        _Mark(match.start(), match.end("close"), match.end(), match["mark"], match["note"] or "")
        for match in _END.finditer(text, block.start, block.end)
    ]
    smiled = [
        _Mark(match.start(), match.end("smile"), match.end(), "")
        for match in _SMILED.finditer(text, block.start, block.end)
    ]
    yield from sorted((*found, *smiled), key=lambda mark: mark.start) if smiled else found


def _solid(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield Span(start, end)


def _is_boundary(text: str, start: int, end: int, mark: _Mark, sloppy: bool) -> bool:
    rest = text[mark.after : min(end, mark.after + _WINDOW)]
    begins = _BEGINS.match(rest.lstrip(_OPENING)) is not None
    if not mark.sign:
        return rest[0].isupper() or (sloppy and begins)
    word_start = _word_start(text, start, mark.start)
    word = text[word_start : mark.start]
    before = text[max(start, word_start - _WINDOW) : word_start]
    if word.isdigit() and word_start == start:
        return False
    glued = mark.cut == mark.after
    if glued and _ADDRESS.search(word + mark.sign + rest.split(maxsplit=1)[0]):
        return False
    trails_off = mark.sign == "…" or mark.sign.startswith("..")
    if sloppy:
        low = (begins or not (trails_off or glued)) and not ("." not in mark.sign and _SAYS.match(rest))
    else:
        # A slip of the shift key: behind a word in full and before one that begins a clause.
        low = begins and len(mark.sign) == 1 and mark.cut == mark.start + 1 and _WORD.fullmatch(word) is not None
        low = low and not (trails_off or glued)
    if not _starts_sentence(rest, low):
        return False
    if mark.sign != ".":
        return True
    return not is_abbreviation(word, before, mark.note or rest.lstrip(_OPENING + " "))


def _word_start(text: str, start: int, end: int) -> int:
    """Find where the word that ends at ``end`` begins."""
    low = max(start, end - _WINDOW)
    while end > low and not text[end - 1].isspace() and text[end - 1] not in _BEFORE_WORD:
        end -= 1
    return end


def _starts_sentence(rest: str, low: bool) -> bool:
    """Tell whether a sentence may begin so; ``low`` says whether a small letter will do."""
    # Dots before a word say that it goes on where the speaker broke off.
    rest = rest.lstrip(".… ")
    rest = _ELISION.sub("", rest, count=1).lstrip() if _ELISION.match(rest) else rest.lstrip(_OPENING + " ")
    if not rest:
        return False
    first = rest[0]
    return (
        first.isupper() or first.isdigit() or (low and first.isalpha()) or not (first.isalnum() or first in _NO_START)
    )


def _closes_soon(text: str, position: int, end: int) -> bool:
    """Tell whether a bracket that is open at ``position`` closes before long; else it was never meant to."""
    return text.find(")", position, min(end, position + _MAX_ASIDE)) >= 0
