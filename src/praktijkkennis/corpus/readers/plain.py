"""Readers of plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.errors import ReadError

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<head>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD_LINE = re.compile(r"[\w -]{1,40}:(\s|$)|\s|-|#|$")


def read_txt(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read a text file; the text is the file itself but for its byte order mark and line ends.

    Front matter as in Markdown gives metadata here too, but stays in the text.
    """
    text = decode(data)
    try:
        found = _front_matter(text)
    except ReadError:
        found = None
    return [RawText(text, stated=found[0] if found else {})]


def read_markdown(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read Markdown: YAML front matter becomes metadata, the rest stays as it is written.

    Raises
    ------
    ReadError
        When the front matter is not valid YAML.
    """
    text = decode(data)
    found = _front_matter(text)
    return [RawText(found[1], stated=found[0]) if found else RawText(text)]


def _front_matter(text: str) -> tuple[dict[str, object], str] | None:
    """Fields of the front matter and the text below it; None when there is none."""
    found = _FRONT_MATTER.match(text)
    # Two horizontal rules look like front matter as well; between those stands prose.
    if found is None or not all(_FIELD_LINE.match(line) for line in found["head"].split("\n")):
        return None

    import frontmatter
    from frontmatter.default_handlers import YAMLHandler

    try:
        fields, body = frontmatter.parse(text, handler=YAMLHandler())
    except Exception:  # noqa: BLE001
        raise ReadError(
            "Het kopje tussen de streepjes --- bovenaan klopt niet; "
            "zet een waarde met een dubbele punt erin tussen aanhalingstekens."
        ) from None
    return None if not fields and found["head"].strip() else (fields, body)
