"""Tables inside a running text, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def row_lines(cells: Sequence[Iterable[str]]) -> Iterator[str]:
    """Lines of one table row: every paragraph of every cell on a line of its own.

    A cell is a unit of coding, so two cells never share a line, with one exception: a
    transcript in a table has ``Anja:`` in one cell and what she says in the next.

    Parameters
    ----------
    cells : sequence of iterables of str
        The lines of each cell.
    """
    label = ""
    for cell in cells:
        lines = [line.strip() for line in cell if line.strip()]
        if len(lines) == 1 and lines[0].endswith(":") and len(lines[0]) <= 40 and not label:
            label = lines[0]
            continue
        if label and lines:
            lines[0] = f"{label} {lines[0]}"
            label = ""
        yield from lines
    if label:
        yield label
