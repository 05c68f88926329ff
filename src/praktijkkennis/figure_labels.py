"""What figures write beside rows and in titles: short, each row its own, and safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LONGEST = 36


def row_labels(keys: Iterable[str], names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give every key a label of its own.

    Plotly lays what has the same label on one row, so names that are alike once they are cut get a number.

    Parameters
    ----------
    keys : iterable of str
        Ids of documents, words, keys of themes; the same one may come more than once.
    names : mapping of str to str, optional
        What to call them, by key; a key without a name is its own.

    Returns
    -------
    dict of str to str
        Labels by key, all different, in the order of the keys; what plotly would take for markup is escaped.
    """
    known = names or {}
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for key in dict.fromkeys(keys):
        name = known.get(key, key)
        label, number = shortened(name), 1
        while label in taken:
            number += 1
            label = shortened(name, f" ({number})")
        taken.add(label)
        labels[key] = label
    return {key: escaped(label) for key, label in labels.items()}


def shortened(text: str, tail: str = "") -> str:
    """Cut a long text in the middle, since ids and names differ at their ends as often as at their beginnings."""
    room = _LONGEST - len(tail)
    if len(text) > room:
        behind = (room - 1) // 2
        text = f"{text[: room - 1 - behind]}…{text[-behind:]}"
    return f"{text}{tail}"


def escaped(text: str) -> str:
    """Plotly reads a little HTML in every label, and what people write may hold some."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def decimal(value: float, decimals: int) -> str:
    """Write a number with a comma; a dash where there is none."""
    return "–" if value != value else f"{value:.{decimals}f}".replace(".", ",")


def documents(n: int) -> str:
    """Write a number of documents in Dutch."""
    return f"{n} document" if n == 1 else f"{n} documenten"
