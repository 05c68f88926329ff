"""Concordances in their old form: the match in the middle, its context on either side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from praktijkkennis.close_reading import Concordance, Line
from praktijkkennis.codebook import Codebook
from praktijkkennis.notebook.markup import ThemeLook, box, chip, fill, heading, joined, theme_looks
from praktijkkennis.report import dutch

_MOST_LINES = 50
_MOST_MATCH = 120
_LONG = 50
_SHORT = 24
_NARROWEST, _WIDEST = 12, 18


def concordance_html(found: Concordance, codebook: Codebook | None = None, most: int = _MOST_LINES) -> Markup:
    """Show the first lines of a concordance."""
    looks = theme_looks((theme for line in found.lines for theme in line.themes), codebook)
    about = (
        f"{dutch.counted(len(found), 'keer', 'keer')} in "
        f"{dutch.counted(found.n_documents, 'document', 'documenten')} van de {len(found.ids)}"
    )
    if found.remark:
        about += f"; {found.remark}"
    shown = found.lines[:most]
    # Whole sentences do not fit between two columns; they read better as running text.
    long = sum(len(line.match) > _LONG for line in shown) * 2 > len(shown)
    body = _running(shown, looks) if long else _columns(shown, looks)
    left = len(found) - most
    rest = heading("", f"en nog {dutch.counted(left, 'regel', 'regels')}: .to_frame() geeft alles")
    return box(
        heading(f"‘{found.query}’", about),
        body,
        rest if left > 0 else Markup(),
    )


def _columns(lines: Sequence[Line], looks: Mapping[str, ThemeLook]) -> Markup:
    rows = joined(
        fill(
            '<tr><td style="{0}text-align:right;opacity:.85">{1}</td><td style="{0}{6}"><b>{2}</b></td>'
            '<td style="{0}text-align:left;opacity:.85">{3}</td><td style="{0}text-align:left">{4}</td>'
            '<td style="{0}opacity:.7;text-align:left">{5}</td></tr>',
            "border:0;padding:1px 3px;white-space:pre;", line.left, dutch.clipped(line.match, _MOST_MATCH), line.right,
            joined(chip(looks[theme]) for theme in line.themes), line.document_id,
            # A match that stretches would push what is behind it off the page.
            f"white-space:normal;min-width:{_NARROWEST}em;max-width:{_WIDEST}em" if len(line.match) > _SHORT else "",
        )
        for line in lines
    )  # fmt: skip
    return fill('<table style="border-collapse:collapse;font-size:.85em"><tbody>{}</tbody></table>', rows)


def _running(lines: Sequence[Line], looks: Mapping[str, ThemeLook]) -> Markup:
    return joined(
        fill(
            '<p dir="auto" style="margin:0 0 8px"><span style="opacity:.6">{}</span><b>{}</b>'
            '<span style="opacity:.6">{}</span> {} <span style="opacity:.6">{}</span></p>',
            line.left, line.match, line.right, joined(chip(looks[theme]) for theme in line.themes), line.document_id,
        )
        for line in lines
    )  # fmt: skip
