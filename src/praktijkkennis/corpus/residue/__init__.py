"""Web residue: what stands in a text without being part of the narrative.

Every rule joins the shape of a line with a list of words, and prefers to leave residue in over
marking a sentence that someone wrote about practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from praktijkkennis.corpus.residue.footers import mark_footers
from praktijkkennis.corpus.residue.invitations import invitation_in
from praktijkkennis.corpus.residue.lines import LONGEST, Line, core_of, split_lines, split_sentences
from praktijkkennis.corpus.residue.listings import mark_listings
from praktijkkennis.corpus.residue.mail import mark_mail
from praktijkkennis.corpus.residue.menus import mark_menus, menu_line
from praktijkkennis.corpus.residue.pages import mark_pages
from praktijkkennis.corpus.residue.related import mark_related
from praktijkkennis.corpus.residue.shapes import shape_of
from praktijkkennis.document import Residue, Turn

_TRAILING_READ_ON = re.compile(
    r"(?<=[\s.!?…\])])[\[(]?(?:lees (?:meer|verder)|read more)\s*[\])]?\s*(?:>+|»|›|→|\.{3}|…)?[\])]?$", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?:[\w -]{1,40}:[^\n]*\n)+---[ \t]*(?=\n|\Z)")
_HASHTAGS = re.compile(r"#\w[\w-]*(?:[\s,|]+#\w[\w-]*)+")
_ASKS_FOR_QUESTIONS = re.compile(
    r"(?:(?:heb|heeft) (?:je|u) .{0,20}vragen.{0,40}|vragen|interesse|(?:wilt? (?:je|u) )?meer weten.{0,30})\?",
    re.IGNORECASE,
)


def find_residue(text: str, turns: Sequence[Turn] = ()) -> tuple[Residue, ...]:
    """Find the stretches of a text that are no narrative.

    Parameters
    ----------
    text : str
        The text of a document.
    turns : sequence of Turn
        Its speaker turns; their labels are residue of kind ``"sprekerlabel"``, and a line that
        begins with one is speech, whatever it looks like.

    Returns
    -------
    tuple of Residue
        Whole lines or sentences in a line; in order, not overlapping. Kinds: adres, bijschrift,
        contact, cookiemelding, copyright, datumregel, deelknop, disclaimer, inhoudsopgave, kopregel,
        kruimelpad, lees-meer, mailkop, menu, naamregel, namenlijst, nieuwsbrief, organisatielijst,
        paginanummer, reactieverzoek, sprekerlabel, taalkeuze, tekens, trefwoorden, voorblad.
    """
    labels = [_label_before(text, turn) for turn in turns]
    label_spans = [span for span in labels if span is not None]
    lines = list(split_lines(text, frozenset(start for start, _ in label_spans)))
    front_matter = _FRONT_MATTER.match(text)
    body_start = front_matter.end() if front_matter else 0
    kinds = ["voorblad" if line.start < body_start else _kind_of_line(line) for line in lines]
    parts = [
        [] if kind or line.speech else list(_residue_within(text, line))
        for line, kind in zip(lines, kinds, strict=True)
    ]
    for at, (line, spans) in enumerate(zip(lines, parts, strict=True)):
        if spans and (spans[0].start, spans[-1].end) == (line.start, line.end):
            # All of it is residue, of several kinds; what stands beside it may lean on that.
            kinds[at] = spans[0].kind
    # An address tells that the line beside it is a menu, and a form above it that a name is no signature.
    for mark in (mark_mail, mark_listings, mark_pages, mark_related, mark_footers, mark_menus, mark_footers):
        mark(lines, kinds)
    found = [Residue(start, end, "sprekerlabel") for start, end in label_spans]
    for line, kind, spans in zip(lines, kinds, parts, strict=True):
        found.extend(spans or ([Residue(line.start, line.end, kind)] if kind else []))
    return tuple(sorted(found, key=lambda span: span.start))


def _label_before(text: str, turn: Turn) -> tuple[int, int] | None:
    """Span of the label of a turn, from the start of its line; it may be on the line above the words."""
    before = text[: turn.start]
    end = len(before.rstrip())
    start = before.rfind("\n", 0, end) + 1
    return (start, end) if start < end else None


def _kind_of_line(line: Line) -> str | None:
    if line.speech or len(line.core) > LONGEST:
        return None
    if _HASHTAGS.fullmatch(line.raw):
        return "trefwoorden"
    kind = shape_of(line.core) or menu_line(line.raw, line.core)
    if kind is None and len(list(split_sentences(line.core, 0, len(line.core)))) == 1:
        kind = invitation_in(line.core)
    return kind


def _residue_within(text: str, line: Line) -> Iterator[Residue]:
    """Residue sentences in a line that is narrative otherwise; neighbours of one kind are joined."""
    held: Residue | None = None
    question_start: int | None = None
    for start, end in split_sentences(text, line.start, line.end):
        kind = invitation_in(core_of(text[start:end])) if end - start <= 600 else None
        if held is not None and kind == held.kind:
            held = Residue(held.start, end, held.kind)
            continue
        if held is not None:
            yield held
        # "Heeft u vragen?" belongs to the telephone number in the next sentence.
        begin = question_start if kind == "contact" and question_start is not None else start
        held = Residue(begin, end, kind) if kind else None
        question_start = start if _ASKS_FOR_QUESTIONS.fullmatch(text, start, end) else None
        tail = None if kind else _TRAILING_READ_ON.search(text, start, end)
        if tail is not None and tail.start() > start:
            yield Residue(tail.start(), end, "lees-meer")
    if held is not None:
        yield held
