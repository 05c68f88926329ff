"""The digest as Markdown (CommonMark) that holds no markup but its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from praktijkkennis.report import dutch
from praktijkkennis.report.digest.choice import Digest, DigestOrigin, DigestQuote
from praktijkkennis.report.digest.wording import BEFORE_PRINTING, ORIGINS, PAGE, origin

# What is markup anywhere; GFM makes links of bare addresses too. Then what is markup only where a line begins.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~@$]|&(?=[#\w])|(?<=\s)#|:(?=//)|(?<=www)\.", re.IGNORECASE)
_BEGINS_BLOCK = re.compile(r"^(\d*)([-+=#.)])")


def render_markdown(digest: Digest) -> str:
    """Write a digest as Markdown; text of others is escaped, so that none of it becomes markup or a link.

    Returns
    -------
    str
        Ends in a line feed; the same for the same digest.
    """
    return "\n\n".join(_blocks(digest)) + "\n"


def _blocks(digest: Digest) -> Iterator[str]:
    yield f"# {_plain(digest.title)}"
    yield from map(_plain, digest.opening)
    if digest.insights:
        yield "## Wat terugkomt"
    for insight in digest.insights:
        yield f"### {_plain(insight.heading)}"
        yield _plain(insight.behind)
        yield from _quotes(insight.quotes)
    if digest.tensions:
        yield "## Waar het uiteenloopt"
    for tension in digest.tensions:
        yield _plain(tension.text)
        yield from _quotes(tension.quotes)
    if digest.question:
        yield "## Om over te praten"
        yield _plain(digest.question)
    if digest.sources:
        yield "## Bronnen"
        yield "\n".join(f"- {_plain(source)}" for source in digest.sources)
    if digest.colophon:
        yield f"*{_plain(digest.colophon)}*"
    if digest.before_printing:
        yield f"## {_plain(BEFORE_PRINTING)}"
        yield _plain(digest.before_printing)
    if digest.origins:
        yield _plain(ORIGINS)
        yield "\n".join(map(_origin, digest.origins))


def _quotes(quotes: Sequence[DigestQuote]) -> Iterator[str]:
    # Two quotes in a row are one for Markdown, unless something invisible stands between them.
    for place, quote in enumerate(quotes):
        between = "<!-- -->\n\n" if place else ""
        yield f"{between}> “{_plain(quote.text)}”\n>\n> — {_plain(quote.attribution)}"


def _origin(one: DigestOrigin) -> str:
    quote, where = origin(one.text, one.document_id, one.insight, leans=one.leans)
    linked = f"[{_plain(quote)}]({PAGE}#{one.anchor})" if one.anchor else _plain(quote)
    return f"- {linked}{_plain(where)}"


def _plain(text: str) -> str:
    """Escape text so that Markdown shows it as it is, on one line."""
    one_line = " ".join(dutch.legible(text).split())
    return _BEGINS_BLOCK.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", one_line))
