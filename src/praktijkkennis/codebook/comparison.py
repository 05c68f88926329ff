"""What changed between two codebooks, in Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from praktijkkennis.codebook.model import Codebook, Example, Theme

Kind = Literal["toegevoegd", "vervallen", "hernoemd", "gewijzigd"]

_LEAST_ALIKE = 0.5
_SHOWN = 160
_LISTS = {
    "includes": "hoort erbij",
    "excludes": "hoort er niet bij",
    "terms": "term",
    "examples": "voorbeeld",
    "counterexamples": "tegenvoorbeeld",
}


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """What happened to one theme.

    Parameters
    ----------
    kind : {"toegevoegd", "vervallen", "hernoemd", "gewijzigd"}
        A theme is renamed when its key or name is another; more may have changed as well.
    key, name : str
        As in the newer codebook, but for a theme that is gone.
    details : tuple of str
        What else there is to say: a Dutch sentence for each thing that changed.
    """

    kind: Kind
    key: str
    name: str
    details: tuple[str, ...] = ()


def compare_codebooks(old: Codebook, new: Codebook) -> tuple[ThemeChange, ...]:
    """Compare two codebooks theme by theme.

    Parameters
    ----------
    old, new : Codebook
        Themes belong together when they have the same key, else the same name, else at least half of their terms and
        examples in common.

    Returns
    -------
    tuple of ThemeChange
        In the order of the newer codebook, then what is gone; empty when every theme is the same in both.
    """
    earlier = _earlier_themes(old, new)
    changes: list[ThemeChange] = []
    for theme in new.themes:
        before = earlier.get(theme.key)
        if before is None:
            changes.append(ThemeChange("toegevoegd", theme.key, theme.name, tuple(_contents(theme))))
        elif before != theme:
            renamed = before.key != theme.key or before.name != theme.name
            details = tuple(_differences(before, theme))
            changes.append(ThemeChange("hernoemd" if renamed else "gewijzigd", theme.key, theme.name, details))
    kept = {theme.key for theme in earlier.values()}
    changes.extend(ThemeChange("vervallen", one.key, one.name) for one in old.themes if one.key not in kept)
    return tuple(changes)


def _earlier_themes(old: Codebook, new: Codebook) -> dict[str, Theme]:
    """Give the earlier form of each theme by its key now."""
    by_key = {theme.key: theme for theme in old.themes}
    found = {theme.key: by_key[theme.key] for theme in new.themes if theme.key in by_key}
    for alike in (_same_name, _same_content):
        for theme in new.themes:
            taken = {one.key for one in found.values()}
            rest = [one for one in old.themes if one.key not in taken and alike(one, theme)]
            if theme.key not in found and len(rest) == 1:
                found[theme.key] = rest[0]
    return found


def _same_name(old: Theme, new: Theme) -> bool:
    return old.name.casefold() == new.name.casefold()


def _same_content(old: Theme, new: Theme) -> bool:
    ours, theirs = _texts(old), _texts(new)
    return len(ours & theirs) >= _LEAST_ALIKE * max(1, len(ours | theirs))


def _texts(theme: Theme) -> frozenset[str]:
    return frozenset([*(one.text for one in theme.terms), *(one.text for one in theme.examples)])


def _contents(theme: Theme) -> Iterator[str]:
    numbers = [_counted(len(getattr(theme, name)), name) for name in ("terms", "examples", "counterexamples")]
    yield f"Met {', '.join(numbers[:-1])} en {numbers[-1]}."


def _differences(old: Theme, new: Theme) -> Iterator[str]:
    if old.key != new.key:
        yield f"De sleutel was '{old.key}'."
    if old.name != new.name:
        yield f"De naam was '{old.name}'."
    if old.definition != new.definition:
        yield "De definitie is anders."
    if old.core != new.core:
        yield "Is nu een kernthema." if new.core else "Is geen kernthema meer."
    if old.colour != new.colour:
        yield f"De kleur is nu {new.colour or 'niet opgegeven'} (was {old.colour or 'niet opgegeven'})."
    for name, singular in _LISTS.items():
        before, after = _items(getattr(old, name)), _items(getattr(new, name))
        yield from (f"Erbij ({singular}): {_short(text)}" for text in after if text not in before)
        yield from (f"Weg ({singular}): {_short(text)}" for text in before if text not in after)
        yield from (
            f"Anders ({singular}): {_short(text)} ({before[text]} -> {after[text]})"
            for text in after
            if text in before and before[text] != after[text]
        )
        if before == after and list(before) != list(after):
            yield f"Andere volgorde: {_plural(name)}."


def _items(entries: Iterable[object]) -> dict[str, str]:
    """Give the text of each entry with what is noted beside it."""
    found: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, str):
            found[entry] = ""
        elif isinstance(entry, Example):
            notes: Sequence[str] = [*entry.also, *([entry.stance] if entry.stance else [])]
            found[entry.text] = ", ".join(notes) or "zonder aantekening"
        else:
            found[getattr(entry, "text", "")] = f"{getattr(entry, 'weight', 0.0):.2f}".replace(".", ",")
    return found


def _counted(number: int, name: str) -> str:
    return f"{number} {_LISTS[name] if number == 1 else _plural(name)}"


def _plural(name: str) -> str:
    return {"terms": "termen", "examples": "voorbeelden", "counterexamples": "tegenvoorbeelden"}.get(name, _LISTS[name])


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
