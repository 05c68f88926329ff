"""Codebooks from TOML files: the built-in one, or one of the user's own."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from praktijkkennis.codebook.model import DEFAULT_WEIGHT, Codebook, Example, Term, Theme
from praktijkkennis.codebook.terms import parse_term
from praktijkkennis.document import Stance
from praktijkkennis.errors import CodebookError
from praktijkkennis.validation import read_toml, validated

BUILTIN = "nieuw_organiseren"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _entry(key: str) -> BeforeValidator:
    """Let a bare string stand for a table with only that key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _parts(boundary: str) -> BeforeValidator:
    """Let running text stand for a list of its parts."""

    def split(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in re.split(boundary, value) if part.strip())

    return BeforeValidator(split)


_SENTENCES = r"\n|;|(?<=[.!?])\s+"
_LINES = r"\n"
_WORDS = r"[\n;,]"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Term(_Strict):
    term: Text
    weight: float = Field(default=DEFAULT_WEIGHT, ge=0.0, le=1.0)

    @model_validator(mode="after")
    def _readable(self) -> _Term:
        parse_term(self.term)
        return self


class _Example(_Strict):
    text: Text
    also: tuple[Text, ...] = ()
    stance: Stance | None = None


class _Theme(_Strict):
    key: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    name: Text
    definition: str = ""
    includes: Annotated[tuple[Text, ...], _parts(_SENTENCES)] = ()
    excludes: Annotated[tuple[Text, ...], _parts(_SENTENCES)] = ()
    terms: Annotated[tuple[Annotated[_Term, _entry("term")], ...], _parts(_WORDS)] = ()
    examples: Annotated[tuple[Annotated[_Example, _entry("text")], ...], _parts(_LINES)] = ()
    counterexamples: Annotated[tuple[Annotated[_Example, _entry("text")], ...], _parts(_LINES)] = ()
    core: bool = False
    colour: Annotated[str, StringConstraints(pattern=r"^(#[0-9A-Fa-f]{6})?$")] = ""


class _Codebook(_Strict):
    key: str = ""
    name: str = ""
    version: str = ""
    language: str = "nl"
    themes: Annotated[tuple[_Theme, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> _Codebook:
        keys = [theme.key for theme in self.themes]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(
                    f"de sleutel '{key}' staat er {keys.count(key)} keer in; geef elk thema een eigen sleutel."
                )
        for theme in self.themes:
            for example in (*theme.examples, *theme.counterexamples):
                for other in example.also:
                    if other not in keys:
                        raise ValueError(
                            f"thema '{theme.key}': een voorbeeld verwijst met 'also' naar '{other}', "
                            f"maar dat thema bestaat niet. Bekend zijn: {', '.join(keys)}."
                        )
        return self


def load_codebook(source: str | Path | None = None) -> Codebook:
    """Load a codebook.

    Parameters
    ----------
    source : str or Path, optional
        A TOML file with an array ``[[themes]]``; of each theme only ``key`` and ``name`` are required. Running text may
        stand for a list: of inclusions and exclusions its sentences are taken, of terms what stands between commas, of
        examples its lines. Without it the codebook that comes along (CoP Nieuw Organiseren).

    Returns
    -------
    Codebook
        Checked: keys are unique, every term can be read, ``also`` names existing themes.

    Raises
    ------
    CodebookError
        With one Dutch sentence on the first thing that is wrong; unknown keys are refused with the nearest known.
    """
    if source is None or str(source) == BUILTIN:
        return _builtin()
    path = Path(source)
    if path.suffix.lower() in (".qdc", ".qdpx"):
        raise CodebookError(
            f"'{path.name}' is een codeboek van een ander programma. "
            f"Zet het eerst om: praktijkkennis codebook import {path.name} --out {path.stem}.toml"
        )
    return codebook_from_dict(read_toml(path, CodebookError), path.name, path.stem)


def codebook_from_dict(data: dict[str, Any], where: str, default_key: str = "codeboek") -> Codebook:
    """Make a codebook of parsed TOML or JSON.

    Parameters
    ----------
    data : dict
        As :func:`load_codebook` describes the file.
    where : str
        Name of the source, for messages.
    default_key : str
        Key and name of the codebook when the data give none.

    Raises
    ------
    CodebookError
        As :func:`load_codebook`.
    """
    checked = validated(_Codebook, data, where, CodebookError)
    key = checked.key or default_key
    themes = tuple(_theme(theme) for theme in checked.themes)
    return Codebook(key, checked.name or key, themes, checked.version, checked.language)


@cache
def _builtin() -> Codebook:
    path = resources.files("praktijkkennis") / "data" / "codebooks" / f"{BUILTIN}.toml"
    return codebook_from_dict(read_toml(Path(str(path)), CodebookError), f"{BUILTIN}.toml", BUILTIN)


@cache
def background_sentences() -> tuple[str, ...]:
    """Ordinary Dutch practice sentences without a theme, against which examples are told apart."""
    path = resources.files("praktijkkennis") / "data" / "codebooks" / "achtergrond.txt"
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _theme(theme: _Theme) -> Theme:
    return Theme(
        key=theme.key,
        name=theme.name,
        definition=theme.definition.strip(),
        includes=theme.includes,
        excludes=theme.excludes,
        terms=tuple(Term(entry.term, entry.weight) for entry in theme.terms),
        examples=tuple(_example(entry) for entry in theme.examples),
        counterexamples=tuple(_example(entry) for entry in theme.counterexamples),
        core=theme.core,
        colour=theme.colour,
    )


def _example(entry: _Example) -> Example:
    return Example(entry.text, entry.also, entry.stance)
