"""Configuration read from TOML and checked, with errors that a person can act on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from praktijkkennis.errors import PraktijkkennisError, reason_of

Model = TypeVar("Model", bound=BaseModel)

_KINDS = {
    "missing": "ontbreekt maar is verplicht",
    "string_type": "moet tekst zijn (tussen aanhalingstekens)",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "float_type": "moet een getal zijn",
    "float_parsing": "moet een getal zijn",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "list_type": "moet een lijst zijn (tussen blokhaken)",
    "tuple_type": "moet een lijst zijn (tussen blokhaken)",
    "dict_type": "moet een tabel zijn",
    "model_type": "moet een tabel zijn",
    "string_too_short": "mag niet leeg zijn",
    "too_short": "mag niet leeg zijn",
}


_UNION_PART = re.compile(r"(constrained|function|tagged)-.*|[a-z-]+\[.*\]")
_SCALARS = frozenset({"bool", "int", "float", "str"})
"""What pydantic adds to a location where several types are possible; such a scalar stands at the end only."""


def read_toml(path: Path, error: type[PraktijkkennisError]) -> dict[str, Any]:
    """Read a TOML file.

    Parameters
    ----------
    path : Path
        File in UTF-8, with or without byte order mark.
    error : type
        The error to raise.

    Raises
    ------
    PraktijkkennisError
        Of the given type, when the file is missing, is not UTF-8 or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as cause:
        raise error(f"Het bestand '{path}' bestaat niet. Controleer de naam en de map.") from cause
    except OSError as cause:
        raise error(f"Het bestand '{path}' kan niet worden gelezen ({reason_of(cause)}).") from cause
    except UnicodeDecodeError as cause:
        raise error(f"Het bestand '{path}' is geen UTF-8. Sla het op als UTF-8.") from cause
    except tomllib.TOMLDecodeError as cause:
        line = re.search(r"line (\d+)", str(cause))
        where = f"kijk bij regel {line[1]}" if line else "kijk aan het eind van het bestand"
        raise error(f"Het bestand '{path}' is geen geldige TOML; {where}.") from cause


def meant(unknown: str, known: Iterable[str]) -> str:
    """Say in Dutch which known name is nearest to an unknown one; all of them when none is near."""
    names = list(known)
    nearest = get_close_matches(unknown, names, n=1, cutoff=0.6)
    return f"Bedoelde je '{nearest[0]}'?" if nearest else f"Bekend zijn: {', '.join(names)}."


def validated(
    model: type[Model],
    data: object,
    where: str,
    error: type[PraktijkkennisError],
    also: Mapping[str, Iterable[str]] | None = None,
) -> Model:
    """Check data against a pydantic model.

    Parameters
    ----------
    model : type of BaseModel
        The model, with unknown keys forbidden.
    data : object
        Usually what :func:`read_toml` returned.
    where : str
        Name of the file or source, for the message.
    error : type
        The error to raise.
    also : mapping of str to iterable of str, optional
        By dotted place: keys that may stand there although the model does not know them, since they were taken out.

    Raises
    ------
    PraktijkkennisError
        Of the given type: the first thing that is wrong, and for an unknown key the nearest known one.
    """
    try:
        return model.model_validate(data)
    except ValidationError as cause:
        raise error(f"{where}: {_sentence(model, cause, also or {})}") from cause


def _sentence(model: type[BaseModel], failure: ValidationError, also: Mapping[str, Iterable[str]]) -> str:
    errors = failure.errors()
    first = errors[0]
    if first["type"] == "missing":
        # A required key that is misspelt is missing and unknown at once; the latter tells what to mend.
        first = next((one for one in errors if one["type"] == "extra_forbidden"), first)
    is_key = first["type"] in ("extra_forbidden", "missing")
    scalar = not is_key and len(first["loc"]) > 1 and first["loc"][-1] in _SCALARS
    place = _place(first["loc"][:-1] if scalar else first["loc"])
    if first["type"] == "extra_forbidden":
        return _unknown_key(model, first["loc"], place, also)
    if first["type"] in _KINDS:
        subject = f"'{place}'" if place else "de inhoud"
        return f"{subject} {_KINDS[first['type']]}."
    if first["type"] == "value_error":
        return f"'{place}': {first['ctx']['error']}" if place else str(first["ctx"]["error"])
    if first["type"] == "literal_error":
        expected = str(first["ctx"]["expected"])
        near = get_close_matches(str(first["input"]), re.findall(r"'([^']*)'", expected), n=1, cutoff=0.6)
        hint = f" Bedoelde je '{near[0]}'?" if near else ""
        return f"'{place}' moet een van deze zijn: {expected.replace(' or ', ' of ')}.{hint}"
    bounds = {
        "greater_than_equal": ("ge", "minstens"),
        "less_than_equal": ("le", "hoogstens"),
        "greater_than": ("gt", "meer dan"),
        "less_than": ("lt", "minder dan"),
    }
    if first["type"] in bounds:
        key, word = bounds[first["type"]]
        return f"'{place}' moet {word} {first['ctx'][key]} zijn."
    return f"'{place}' heeft geen geldige waarde ({first['input']!r})."


def _place(location: tuple[int | str, ...]) -> str:
    """Write a location as a person would: ``themes 3 > terms``, counting from one."""
    parts: list[str] = []
    for part in location:
        if isinstance(part, int):
            parts[-1:] = [f"{parts[-1]} {part + 1}" if parts else str(part + 1)]
        elif not _UNION_PART.fullmatch(part):
            parts.append(part)
    return " > ".join(parts)


def _unknown_key(
    model: type[BaseModel], location: tuple[int | str, ...], place: str, also: Mapping[str, Iterable[str]]
) -> str:
    home = ".".join(str(part) for part in location[:-1])
    known = _known_keys(model, location[:-1]) | set(also.get(home, ()))
    return f"de sleutel '{place}' is onbekend. {meant(str(location[-1]), sorted(known))}"


def _known_keys(model: type[BaseModel], location: tuple[int | str, ...]) -> set[str]:
    current: type[BaseModel] = model
    for part in location:
        if isinstance(part, str) and part in current.model_fields:
            current = _model_in(current.model_fields[part].annotation) or current
    return {field.alias or name for name, field in current.model_fields.items()}


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
