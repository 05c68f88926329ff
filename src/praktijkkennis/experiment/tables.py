"""One table of texts, written for a terminal, Markdown, LaTeX or a program."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

_LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "³": r"$^3$", "×": r"$\times$", "†": r"$\dagger$",
    "–": "--", "−": "$-$", "<": "$<$", ">": "$>$",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Texts in rows and columns.

    Parameters
    ----------
    headings : tuple of str
        One a column; the first column names the rows, the others hold figures.
    rows : tuple of tuple of str
        As many cells as headings.
    notes : tuple of str
        Lines below the table.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Write it for a terminal, names to the left and figures to the right."""
        lines = [self.headings, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.headings))]
        written = []
        for line in lines:
            cells = [
                cell.ljust(width) if not place else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            written.append("  ".join(cells).rstrip())
        return "\n".join([*written, *(["", *self.notes] if self.notes else [])]) + "\n"

    def to_markdown(self) -> str:
        """Write it for Markdown."""
        lines = [
            "| " + " | ".join(map(_markdown, self.headings)) + " |",
            "|---" + "|---:" * (len(self.headings) - 1) + "|",
        ]
        lines.extend("| " + " | ".join(map(_markdown, row)) + " |" for row in self.rows)
        if self.notes:
            lines.extend(["", *map(_markdown, self.notes)])
        return "\n".join(lines) + "\n"

    def to_latex(self) -> str:
        """Write it for LaTeX, with the rules of the package booktabs."""
        lines = [r"\begin{tabular}{l" + "r" * (len(self.headings) - 1) + "}", r"\toprule"]
        lines.append(" & ".join(map(_latex, self.headings)) + r" \\")
        lines.append(r"\midrule")
        lines.extend(" & ".join(map(_latex, row)) + r" \\" for row in self.rows)
        lines.extend([r"\bottomrule", r"\end{tabular}"])
        lines.extend("% " + note for note in self.notes)
        return "\n".join(lines) + "\n"


def csv_text(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write numbers as they are, for a program; empty where not known."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(["" if isinstance(cell, float) and math.isnan(cell) else cell for cell in row])
    return sink.getvalue()


def number(value: float, comma: bool, digits: int = 2, sign: bool = False) -> str:
    """Write a number, with a comma in Dutch; a dash when it is not known."""
    if math.isnan(value):
        return "–"
    # Adding zero makes of -0.0, which rounding can leave, an ordinary zero.
    text = f"{round(value, digits) + 0.0:{'+' if sign else ''}.{digits}f}"
    return text.replace(".", ",") if comma else text


def with_spread(text: str, spread: float | None, comma: bool, digits: int = 2) -> str:
    """Write the standard deviation over seeds behind a number, when there is one."""
    return text if spread is None else f"{text} ± {number(spread, comma, digits)}"


def with_interval(values: tuple[float, float, float], comma: bool, digits: int = 2, sign: bool = False) -> str:
    """Write a number with the bounds of its interval behind it, when it has one."""
    value, low, high = values
    text = number(value, comma, digits, sign)
    if math.isnan(low):
        return text
    between = " tot " if comma else ", "
    return f"{text} ({number(low, comma, digits, sign)}{between}{number(high, comma, digits, sign)})"


def _markdown(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)
