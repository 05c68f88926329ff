"""Themes as codes, with a code for each stance under them, and codes of any program as themes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from praktijkkennis.codebook import Codebook, Theme, codebook_from_dict
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.exchange.refi_qda.descriptions import describe, parse_description
from praktijkkennis.exchange.refi_qda.identity import set_guid, stance_guid, theme_guid
from praktijkkennis.exchange.refi_qda.model import QdaCode, QdaCodebook, QdaSet

CORE_SET = "Kernthema's"
"""Name of the group of themes that a codebook is mainly about."""

# Okabe & Ito (2008): colours that most kinds of colour blindness leave apart.
_PALETTE = ("#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7", "#b8a800", "#7f7f7f")
_SHADES: dict[Stance, tuple[int, float]] = {"versterkend": (0, 0.0), "belemmerend": (0, 0.4), "neutraal": (255, 0.5)}
_STANCE_MEANS: dict[Stance, str] = {
    "versterkend": "Het thema is er, werkt, groeit, of is gewenst en haalbaar.",
    "belemmerend": "Het thema ontbreekt, mislukt, staat onder druk of doet pijn.",
    "neutraal": "Een omschrijving, advies, vraag, plan of vermelding zonder een van beide.",
}
_ABOUT = re.compile(r"Codeboek (?P<key>\S+), versie (?P<version>.*?), taal (?P<language>\S+)\.")
_RGB = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT_RGB = re.compile(r"#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")


def stance_code_name(theme: Theme, stance: Stance) -> str:
    """Name the code of a stance; the theme is in it, since some programs want every name only once."""
    return f"{theme.name} – {stance}"


def codes_of_codebook(codebook: Codebook, *, stances: bool, whole: bool) -> QdaCodebook:
    """Lay out a codebook as codes.

    Parameters
    ----------
    codebook : Codebook
        The themes.
    stances : bool
        With three codes under each theme for its stances, and a colour for every theme.
    whole : bool
        With everything in the descriptions, as :func:`describe` has it.

    Returns
    -------
    QdaCodebook
        One group has all themes, another the core themes; the description of the first tells what the standard has
        no place for: key, version and language.
    """
    codes = []
    for number, theme in enumerate(codebook.themes):
        colour = theme.colour or (_PALETTE[number % len(_PALETTE)] if stances else "")
        children = tuple(_stance_code(theme, stance, colour) for stance in STANCES) if stances else ()
        codes.append(
            QdaCode(theme_guid(theme.key), theme.name, describe(theme, whole=whole), colour, children=children)
        )
    about = f"Codeboek {codebook.key}, versie {codebook.version or '-'}, taal {codebook.language}."
    sets = [QdaSet(set_guid("codebook"), codebook.name, about, tuple(code.guid for code in codes))]
    core = tuple(theme_guid(theme.key) for theme in codebook.themes if theme.core)
    if core:
        sets.append(QdaSet(set_guid("core"), CORE_SET, "", core))
    return QdaCodebook(tuple(codes), tuple(sets))


def _stance_code(theme: Theme, stance: Stance, colour: str) -> QdaCode:
    name = stance_code_name(theme, stance)
    return QdaCode(stance_guid(theme.key, stance), name, _STANCE_MEANS[stance], _shade(colour, stance))


def _shade(colour: str, stance: Stance) -> str:
    """Mix a colour with black or white."""
    towards, share = _SHADES[stance]
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (towards - part) * share):02x}" for part in parts)


def codebook_of_codes(codes: QdaCodebook, where: str, default_key: str) -> Codebook:
    """Make a codebook of the codes of any program.

    Every code that can be given becomes a theme, also one under another; a folder does not, nor a code that is a
    stance of the theme above it. What :func:`codes_of_codebook` wrote whole comes back as it was.

    Parameters
    ----------
    codes : QdaCodebook
        As read.
    where : str
        Name of the file, for messages.
    default_key : str
        Key and name of the codebook where the file does not tell them.

    Raises
    ------
    CodebookError
        When a term in a description cannot be read.
    """
    core = {guid for one in codes.sets if fold_name(one.name) == fold_name(CORE_SET) for guid in one.codes}
    names = Counter(fold_name(code.name) for code, _ in codes.walk())
    themes: dict[str, dict[str, Any]] = {}
    for code, above in codes.walk():
        if not code.codable or _is_stance(code, above, names):
            continue
        twice = names[fold_name(code.name)] > 1 and above
        name = f"{above[-1].name} – {code.name}" if twice else code.name
        theme = {"name": name or code.guid, "colour": _colour(code.colour), **parse_description(code.description)}
        key = _unused(theme.pop("key", "") or slug(name or code.guid), themes)
        themes[key] = {"key": key, **theme, "core": theme.get("core", False) or code.guid in core}
    for theme in themes.values():
        for example in (*theme.get("examples", ()), *theme.get("counterexamples", ())):
            if isinstance(example, dict) and "also" in example:
                example["also"] = [other for other in example["also"] if other in themes]
    data: dict[str, Any] = {"themes": list(themes.values())}
    for one in codes.sets:
        if about := _ABOUT.fullmatch(one.description):
            version = "" if about["version"] == "-" else about["version"]
            data |= {"key": about["key"], "name": one.name, "version": version, "language": about["language"]}
            break
    return codebook_from_dict(data, where, default_key)


def _is_stance(code: QdaCode, above: Sequence[QdaCode], names: Mapping[str, int]) -> bool:
    """Tell whether a code is the stance of another.

    It stands beside another stance, or bears the name of its theme, also where a program flattened the tree.
    """
    theme, stance = _parted(code.name)
    if not stance:
        return False
    beside = [_parted(one.name) for one in above[-1].children] if above else []
    return theme in names or sum(one == theme and found != "" for one, found in beside) > 1


def _parted(name: str) -> tuple[str, str]:
    """Part a name into what stands before a stance, and the stance (empty when it ends in none)."""
    before, _, last = fold_name(name).rpartition(" ")
    return (before, last) if last in STANCES else (fold_name(name), "")


def fold_name(name: str) -> str:
    """Write a name so that case, accents, punctuation and underscores make no difference."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", plain))


def slug(name: str) -> str:
    """Make a key of a name: ``Psychologische veiligheid`` -> ``psychologische_veiligheid``."""
    ascii_only = fold_name(name).encode("ascii", "ignore").decode()
    return "_".join(ascii_only.split()) or "thema"


def _unused(key: str, taken: Iterable[str]) -> str:
    known = set(taken)
    candidate, number = key, 2
    while candidate in known:
        candidate, number = f"{key}_{number}", number + 1
    return candidate


def _colour(colour: str) -> str:
    if short := _SHORT_RGB.fullmatch(colour):
        return "#" + "".join(2 * part for part in short.groups())
    return colour if _RGB.fullmatch(colour) else ""
