"""The heads of e-mails: who wrote whom and when, above a mail or above what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.corpus.residue.lines import Line
from praktijkkennis.corpus.residue.shapes import is_name

_HEADER = re.compile(
    r"(?P<field>van|aan|cc|bcc|verzonden|verstuurd|datum|onderwerp|betreft|bijlagen?|antwoord aan|prioriteit"
    r"|from|to|sent|date|subject|attachments?|reply-to|importance)\s*:\s*\S.{0,200}",
    re.IGNORECASE,
)
_SUBJECT = frozenset({"onderwerp", "betreft", "subject"})
_PEOPLE = frozenset({"van", "aan", "from", "to"})
# "Op ma 3 mei 2021 om 10:12 schreef Anja <anja@voorbeeld.nl>:"; a date alone may begin a story.
_WROTE = re.compile(
    r"(?:op|on)\s(?=.{0,60}(?:\d{1,2}[:.]\d{2}|\d{4})).{4,80}?"
    r"(?:\b(?:schreef|schreven|wrote)\s+(?P<who>.{1,80}?)|\bheeft\s+(?P<whom>.{1,80}?)\s+(?:het volgende )?geschreven"
    r"|(?P<before>[^,\d]{1,60}<\S+>)\s+wrote)\s*(?:het volgende\s*)?:",
    re.IGNORECASE,
)
_MAIL_ADDRESS = re.compile(r"\s*[<(\[]?(?:mailto:)?[\w.+-]+@[\w.-]+[>)\]]?")
_FORWARDED = re.compile(
    r"\W*(?:begin )?(?:oorspronkelijke?|origineel|originele|doorgestuurde?|doorgezonden|original|forwarded)"
    r"(?: e-?mail)?[ -]?(?:bericht|mail|message)\W*",
    re.IGNORECASE,
)


def mark_mail(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark the heads of mails, in place; a subject stays, since it is the title of the narrative.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the text.
    kinds : list of str or None
        The kind of each line as far as known; None for what is narrative so far.
    """
    for at, line in enumerate(lines):
        if kinds[at] is not None or line.speech:
            continue
        if _HEADER.fullmatch(line.core):
            _mark_header(lines, kinds, at)
        elif _FORWARDED.fullmatch(line.core) or _wrote(line.core):
            kinds[at] = "mailkop"
        elif at + 1 < len(lines) and _wrote(f"{line.core} {lines[at + 1].core}"):
            # The line was broken for its length.
            kinds[at : at + 2] = ["mailkop"] * 2


def _wrote(text: str) -> bool:
    """Tell whether a line says who wrote the mail below it, and when."""
    found = _WROTE.fullmatch(text)
    return found is not None and is_name(
        _MAIL_ADDRESS.sub("", found["who"] or found["whom"] or found["before"]).strip()
    )


def _mark_header(lines: Sequence[Line], kinds: list[str | None], start: int) -> None:
    fields: list[str] = []
    while start + len(fields) < len(lines):
        header = _HEADER.fullmatch(lines[start + len(fields)].core)
        if header is None:
            break
        fields.append(header["field"].casefold())
    if len(set(fields)) > 1 and not _PEOPLE.isdisjoint(fields):
        for at, name in enumerate(fields, start):
            if name not in _SUBJECT:
                kinds[at] = kinds[at] or "mailkop"
