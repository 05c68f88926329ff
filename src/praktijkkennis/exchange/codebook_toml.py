"""A codebook as TOML, laid out to be read and edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from praktijkkennis.codebook import Codebook, Example, Term, Theme
from praktijkkennis.codebook.model import DEFAULT_WEIGHT

if TYPE_CHECKING:
    from tomlkit.items import Table


def codebook_toml(codebook: Codebook) -> str:
    """Write a codebook; :func:`praktijkkennis.codebook.load_codebook` reads the same codebook back.

    Returns
    -------
    str
        What is empty or as it is by default is left out; lists have an item a line.
    """
    import tomlkit

    document = tomlkit.document()
    for name in ("key", "name", "version", "language"):
        value = getattr(codebook, name)
        if value:
            document.add(name, value)
    themes = tomlkit.aot()
    for theme in codebook.themes:
        themes.append(_theme(theme))
    document.add("themes", themes)
    text: str = tomlkit.dumps(document)
    return text


def _theme(theme: Theme) -> Table:
    import tomlkit

    table = tomlkit.table()
    table.add("key", theme.key)
    table.add("name", theme.name)
    if theme.core:
        table.add("core", theme.core)
    for name, text in (("colour", theme.colour), ("definition", theme.definition)):
        if text:
            table.add(name, text)
    _add_list(table, "includes", theme.includes)
    _add_list(table, "excludes", theme.excludes)
    _add_list(table, "terms", [_term(term) for term in theme.terms])
    _add_list(table, "examples", [_example(example) for example in theme.examples])
    _add_list(table, "counterexamples", [_example(example) for example in theme.counterexamples])
    return table


def _add_list(table: Table, name: str, items: Sequence[str | dict[str, Any]]) -> None:
    import tomlkit

    if not items:
        return
    array = tomlkit.array()
    for item in items:
        value: Any = item
        if isinstance(item, dict):
            value = tomlkit.inline_table()
            value.update(item)
        array.append(value)
    table.add(name, array.multiline(True))


def _term(term: Term) -> str | dict[str, Any]:
    return term.text if term.weight == DEFAULT_WEIGHT else {"term": term.text, "weight": float(term.weight)}


def _example(example: Example) -> str | dict[str, Any]:
    if not example.also and example.stance is None:
        return example.text
    notes: dict[str, Any] = {"text": example.text}
    if example.also:
        notes["also"] = list(example.also)
    if example.stance is not None:
        notes["stance"] = example.stance
    return notes
