"""A theme as the text of a code's description, for people to read and to be read back.

The standard gives a code one description and nothing else. Ours is the definition, then a heading with a list for each
further part; whoever edits it in another program keeps headings and dashes, and the rest of it is free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from praktijkkennis.codebook import Example, Term, Theme
from praktijkkennis.codebook.model import DEFAULT_WEIGHT
from praktijkkennis.document import STANCES

_HEADINGS = {
    "includes": "Hoort erbij:",
    "excludes": "Hoort er niet bij:",
    "terms": "Termen:",
    "examples": "Voorbeelden:",
    "counterexamples": "Tegenvoorbeelden:",
}
_KEY = "Sleutel:"
_CORE = "(kernthema)"
_KNOWN = {heading.rstrip(":").casefold(): part for part, heading in _HEADINGS.items()} | {
    "includes": "includes",
    "inclusion": "includes",
    "inclusion criteria": "includes",
    "excludes": "excludes",
    "exclusion": "excludes",
    "exclusion criteria": "excludes",
    "terms": "terms",
    "examples": "examples",
    "counterexamples": "counterexamples",
}
_WEIGHT = re.compile(r"(?P<term>.+?)\s+\((?P<weight>\d+(?:[.,]\d+)?(?:e-?\d+)?)\)")
_NOTE = re.compile(r"(?P<text>.+?)\s+\[(?P<notes>(?:ook|houding): [^\[\]]+)\]")


def describe(theme: Theme, *, whole: bool) -> str:
    """Write the description of a theme.

    Parameters
    ----------
    theme : Theme
        The theme.
    whole : bool
        With terms, examples and key, so that nothing is lost; else the definition and what belongs to it and what
        does not, which is what a coder wants to read.

    Returns
    -------
    str
        Lines, with an empty one between parts.
    """
    parts: dict[str, Iterable[str]] = {"includes": theme.includes, "excludes": theme.excludes}
    if whole:
        parts |= {
            "terms": map(_term, theme.terms),
            "examples": map(_example, theme.examples),
            "counterexamples": map(_example, theme.counterexamples),
        }
    blocks = [theme.definition.strip()]
    for part, items in parts.items():
        lines = [f"- {' '.join(item.split())}" for item in items]
        if lines:
            blocks.append("\n".join((_HEADINGS[part], *lines)))
    if whole:
        # Groups tell it too, but not every program keeps those.
        blocks.append(f"{_KEY} {theme.key} {_CORE if theme.core else ''}".rstrip())
    return "\n\n".join(block for block in blocks if block)


def parse_description(text: str) -> dict[str, Any]:
    """Read a description back.

    Parameters
    ----------
    text : str
        Of any program; without our headings all of it is the definition.

    Returns
    -------
    dict
        With those keys of a theme in :func:`praktijkkennis.codebook.codebook_from_dict` that it tells of.
    """
    definition: list[str] = []
    found: dict[str, Any] = {}
    part = ""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith(_KEY):
            key = stripped.removeprefix(_KEY).strip()
            found |= {"key": key.removesuffix(_CORE).strip(), "core": key.endswith(_CORE)}
            part = ""
        elif stripped.endswith(":") and stripped[:-1].strip().casefold() in _KNOWN:
            part = _KNOWN[stripped[:-1].strip().casefold()]
        elif not part:
            definition.append(line.rstrip())
        elif stripped:
            found.setdefault(part, []).append(_item(part, stripped.removeprefix("-").removeprefix("•").strip()))
    found["definition"] = "\n".join(definition).strip()
    return found


def _term(term: Term) -> str:
    return term.text if term.weight == DEFAULT_WEIGHT else f"{term.text} ({str(term.weight).replace('.', ',')})"


def _example(example: Example) -> str:
    notes = list(_notes(example))
    return f"{example.text} [{'; '.join(notes)}]" if notes else example.text


def _notes(example: Example) -> Iterator[str]:
    if example.also:
        yield f"ook: {', '.join(example.also)}"
    if example.stance:
        yield f"houding: {example.stance}"


def _item(part: str, text: str) -> str | dict[str, Any]:
    if part == "terms":
        weighed = _WEIGHT.fullmatch(text)
        return {"term": weighed["term"], "weight": float(weighed["weight"].replace(",", "."))} if weighed else text
    noted = _NOTE.fullmatch(text) if part in ("examples", "counterexamples") else None
    if noted is None:
        return text
    item: dict[str, Any] = {"text": noted["text"]}
    for note in noted["notes"].split(";"):
        name, _, value = note.partition(":")
        if name.strip() == "ook":
            item["also"] = [key.strip() for key in value.split(",") if key.strip()]
        elif value.strip() in STANCES:
            item["stance"] = value.strip()
    return item
