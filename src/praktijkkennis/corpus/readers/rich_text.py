"""Reader of Rich Text Format (.rtf)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.readers.table_text import row_lines


def read_rtf(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read the text of an RTF file; every table cell becomes a line."""
    from striprtf.striprtf import rtf_to_text

    # RTF is ASCII with escapes; a stray byte above that is of the code page Windows-1252.
    text = str(rtf_to_text(data.decode("cp1252", errors="replace"), errors="replace"))  # type: ignore[no-untyped-call]
    return [RawText("\n".join(_cells_to_lines(text)))]


def _cells_to_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        # striprtf ends every cell of a table with a bar.
        if line.rstrip().endswith("|"):
            yield from row_lines([[cell] for cell in line.split("|")])
        else:
            yield line
