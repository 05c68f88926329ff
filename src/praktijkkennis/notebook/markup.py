"""The pieces of notebook HTML; all text is escaped, and styles stand inline, since outputs share a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Stance
from praktijkkennis.report import dutch

if TYPE_CHECKING:
    from pandas import DataFrame

SIGNS: Mapping[Stance, str] = {"versterkend": "+", "belemmerend": "−", "neutraal": "○"}
"""What stands for a stance where there is little room."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Okabe & Ito (2008), without black and yellow, which cannot be seen on every background.
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f")
_CELL = "padding:2px 10px 2px 0;vertical-align:top;border:0;"
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class ThemeLook:
    """What a theme is called and which colour it has."""

    name: str
    colour: str


def theme_looks(themes: Iterable[str], codebook: Codebook | None = None) -> dict[str, ThemeLook]:
    """Give each theme its name and colour: those of the codebook, else its key and one of a fixed row.

    Of a codebook without colours a theme has that of its place in it, so that it is the same wherever it is shown.

    Parameters
    ----------
    themes : iterable of str
        Keys, in order.
    codebook : Codebook, optional
        Where names and colours come from.
    """
    known = {theme.key: (place, theme) for place, theme in enumerate(codebook.themes)} if codebook else {}
    looks = {}
    for place, key in enumerate(dict.fromkeys(themes)):
        number, theme = known.get(key, (place, None))
        colour = theme.colour if theme and _COLOUR.fullmatch(theme.colour) else _PALETTE[number % len(_PALETTE)]
        looks[key] = ThemeLook(theme.name if theme else key.replace("_", " "), colour)
    return looks


def faint(colour: str, share: float) -> str:
    """Write a colour so that the page shows through."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"


def fill(template: str, *values: object) -> Markup:
    """Put values in a template of our own, escaped unless they are markup; what HTML cannot hold is replaced."""
    return Markup(template).format(*(dutch.legible(one) if type(one) is str else one for one in values))


def chip(look: ThemeLook, count: int | None = None) -> Markup:
    """A theme as a small coloured label, with how often when that is given."""
    number = "" if count is None else fill(" <b>{}</b>", dutch.number(count))
    return fill(
        '<span style="display:inline-block;border-radius:3px;padding:0 6px;margin:0 4px 2px 0;background:{};'
        'border-left:4px solid {}">{}{}</span>',
        faint(look.colour, 0.15), look.colour, look.name, number,
    )  # fmt: skip


def heading(title: str, about: str = "") -> Markup:
    """A line in bold with one in small letters behind it."""
    return fill('<div style="margin:2px 0 6px"><b>{}</b> <span style="opacity:.7">{}</span></div>', title, about)


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Put markup one after the other."""
    return Markup(between).join(parts)


def box(*parts: Markup) -> Markup:
    """Put parts in one block that does not grow wider than its page."""
    return fill('<div lang="nl" style="max-width:64em;overflow-x:auto">{}</div>', joined(parts))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """A table; cells are escaped unless they are markup, and figures stand to the right."""
    head = joined(fill('<th style="{}text-align:left">{}</th>', _CELL, name) for name in columns)
    body = joined(
        fill("<tr>{}</tr>", joined(fill('<td style="{}text-align:{}">{}</td>', _CELL, *_cell(one)) for one in row))
        for row in rows
    )
    return fill(
        '<table style="border-collapse:collapse"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body
    )


def frame_table(frame: DataFrame, columns: Mapping[str, str], most: int) -> Markup:
    """The first rows of a table of results.

    Parameters
    ----------
    frame : pandas.DataFrame
        The results.
    columns : mapping of str to str
        Which columns, and what to put above them.
    most : int
        How many rows.
    """
    shown = frame[list(columns)].head(most).itertuples(index=False)
    left = len(frame) - min(most, len(frame))
    rest = heading("", f"en nog {dutch.counted(left, 'rij', 'rijen')}: .to_frame() geeft alles") if left else Markup()
    return joined([table(list(columns.values()), shown), rest])


def _cell(value: Any) -> tuple[str, object]:
    if isinstance(value, bool):
        return "left", "ja" if value else "nee"
    if isinstance(value, float):
        return "right", "–" if value != value else dutch.number(value, 0 if value.is_integer() else _DECIMALS)
    if isinstance(value, int):
        return "right", dutch.number(value)
    return "left", value
