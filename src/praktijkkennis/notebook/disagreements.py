"""A browser of disagreements: what coders coded differently, by theme, to read and talk about."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from praktijkkennis.codebook import Codebook
from praktijkkennis.evaluation import RatedUnits, disagreements
from praktijkkennis.evaluation.between_coders import NOTHING
from praktijkkennis.notebook.markup import ThemeLook, box, chip, fill, heading, joined, theme_looks
from praktijkkennis.report import dutch

_MOST_BY_THEME = 40
_NEAR = 3

_Place = tuple[str, int, int]


def disagreements_html(rated: RatedUnits, codebook: Codebook | None = None, most: int = _MOST_BY_THEME) -> Markup:
    """Show the sentences on which coders differ, by the theme that they differ on.

    Parameters
    ----------
    rated : RatedUnits
        What each coder said of each sentence.
    codebook : Codebook, optional
        For names and colours of the themes.
    most : int
        Sentences a theme.
    """
    looks = theme_looks(rated.themes, codebook)
    table = disagreements(rated)
    rows: list[dict[str, Any]] = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    around = _neighbours(rated)
    about = f"{dutch.counted(len(rows), 'zin', 'zinnen')} van de {dutch.number(len(rated.units))}"
    parts = [heading("Waar codeurs verschillen", f"{about}; codeurs: {', '.join(rated.coders)}")]
    for theme in rated.themes:
        about_theme = [row for row in rows if theme in row["differ"].split("; ")]
        stance_only = [row for row in rows if theme in row["stance"].split("; ") and row not in about_theme]
        if about_theme or stance_only:
            parts.append(_theme(looks[theme], about_theme, stance_only, rated.coders, around, most))
    if len(parts) == 1:
        parts.append(fill("<p>De codeurs verschillen nergens.</p>"))
    return box(*parts)


def _theme(
    look: ThemeLook,
    differing: list[dict[str, Any]],
    stance_only: list[dict[str, Any]],
    coders: tuple[str, ...],
    around: dict[_Place, tuple[str, str]],
    most: int,
) -> Markup:
    total = dutch.counted(len(differing), "zin", "zinnen")
    also = f" en {dutch.counted(len(stance_only), 'zin', 'zinnen')} alleen in houding" if stance_only else ""
    shown = [*differing, *stance_only]
    left = len(shown) - most
    more = heading("", f"en nog {left}: evaluation.disagreements geeft alles") if left > 0 else Markup()
    return fill(
        '<details><summary style="cursor:pointer">{} {}</summary>{}{}</details>',
        chip(look), f"{total}{also}", joined(_sentence(row, coders, around) for row in shown[:most]), more,
    )  # fmt: skip


def _neighbours(rated: RatedUnits) -> dict[_Place, tuple[str, str]]:
    """Give what stands before and behind each sentence, where that is known and close by."""
    columns = (rated.units[name].tolist() for name in ("document_id", "start", "end", "text"))
    rows = list(zip(*columns, strict=True))
    found = {}
    for place, (document, start, end, _) in enumerate(rows):
        before, behind = rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None
        found[document, start, end] = (
            before[3] if before and before[0] == document and 0 <= start - before[2] <= _NEAR else "",
            behind[3] if behind and behind[0] == document and 0 <= behind[1] - end <= _NEAR else "",
        )
    return found


def _sentence(row: dict[str, Any], coders: tuple[str, ...], around: dict[_Place, tuple[str, str]]) -> Markup:
    before, behind = around.get((row["document_id"], row["start"], row["end"]), ("", ""))
    said = joined(
        fill("<li><b>{}</b>: {}</li>", coder, "geen thema" if row[coder] == NOTHING else row[coder].replace("_", " "))
        for coder in coders
        if row[coder]
    )
    return fill(
        '<div style="margin:4px 0 10px 16px"><div dir="auto"><span style="opacity:.6">{}</span> {} '
        '<span style="opacity:.6">{}</span></div><ul style="margin:0">{}</ul>'
        '<span style="opacity:.7">{}, teken {} tot {}</span></div>',
        before, row["text"], behind, said, row["document_id"], row["start"], row["end"],
    )  # fmt: skip
