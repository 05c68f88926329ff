"""A codebook and its themes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from praktijkkennis.codebook import Codebook, Theme
from praktijkkennis.notebook.markup import ThemeLook, box, chip, fill, heading, joined, theme_looks
from praktijkkennis.report import dutch

_MOST_TERMS = 60
_MOST_EXAMPLES = 8


def codebook_html(codebook: Codebook) -> Markup:
    """Show a codebook: every theme with its definition, the rest folded away."""
    looks = theme_looks(codebook.keys, codebook)
    version = f"versie {codebook.version}, " if codebook.version else ""
    about = f"{version}{dutch.counted(len(codebook.themes), 'thema', 'thema’s')}"
    themes = (_theme(theme, looks[theme.key]) for theme in codebook.themes)
    return box(heading(codebook.name, about), *themes)


def theme_html(theme: Theme) -> Markup:
    """Show one theme."""
    book = Codebook("los", "los", (theme,))
    return box(_theme(theme, theme_looks([theme.key], book)[theme.key], unfolded=True))


def _theme(theme: Theme, look: ThemeLook, *, unfolded: bool = False) -> Markup:
    core = fill('<span style="opacity:.7">kernthema</span> ') if theme.core else Markup()
    numbers = (
        f"{dutch.counted(len(theme.terms), 'term', 'termen')}, "
        f"{dutch.counted(len(theme.examples), 'voorbeeld', 'voorbeelden')}"
    )
    lists = joined(
        [
            _list("Wel", theme.includes),
            _list("Niet", theme.excludes),
            _list("Termen", [" · ".join(term.text for term in theme.terms[:_MOST_TERMS])] if theme.terms else ()),
            _list("Voorbeelden", [one.text for one in theme.examples[:_MOST_EXAMPLES]]),
            _list("Net niet", [one.text for one in theme.counterexamples[:_MOST_EXAMPLES]]),
        ]
    )
    return fill(
        '<div style="margin:0 0 10px">{}{}<code style="opacity:.7">{}</code><div>{}</div>'
        '<details {}><summary style="opacity:.7;cursor:pointer">{}</summary>{}</details></div>',
        chip(look), core, theme.key, theme.definition, Markup("open") if unfolded else "", numbers, lists,
    )  # fmt: skip


def _list(title: str, texts: Iterable[str]) -> Markup:
    items = joined(fill("<li>{}</li>", text) for text in texts)
    return fill('<div>{}</div><ul style="margin:0 0 6px">{}</ul>', title, items) if items else Markup()
