"""Slips in a call that no parser sees: quotes and dashes of a text processor, empty values, Dutch names of options."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType

_LONG_DASHES = ("\u2013", "\u2014", "\u2212", "\u2015")
# Not the single ones, with which the names of files may begin: \u2019t verhaal.docx.
_CURLY_QUOTES = ("\u201c", "\u201d", "\u201e")
_CLOSE = 0.7

_OTHER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "uit": "out",
        "uitvoer": "out",
        "output": "out",
        "naar": "out",
        "map": "out",
        "titel": "title",
        "codeboek": "codebook",
        "instellingen": "config",
        "settings": "config",
        "toestand": "state",
        "onthoud": "state",
        "onthouden": "state",
        "drempel": "threshold",
        "streng": "strictness",
        "strengheid": "strictness",
        "codeur": "tagger",
        "teksten": "texts",
        "kolom": "text-column",
        "tekstkolom": "text-column",
        "groep": "min-group",
        "min-groep": "min-group",
        "mingroep": "min-group",
        "k": "min-group",
        "anoniem": "pseudonymise",
        "anonimiseer": "pseudonymise",
        "anonymise": "pseudonymise",
        "pseudoniem": "pseudonymise",
        "pseudonimiseer": "pseudonymise",
        "pseudonymize": "pseudonymise",
    }
)
"""What people call options that have another name, without the dashes."""


def mistake_in(words: Sequence[str], options: Collection[str]) -> str:
    """Say in Dutch what is wrong with the words of a call before they are parsed; ``""`` when nothing is.

    Parameters
    ----------
    words : sequence of str
        What stands behind the command.
    options : collection of str
        The options of the command, with their dashes.

    Returns
    -------
    str
        One or two sentences.
    """
    before = ""
    for word in words:
        if word == "--":
            return ""
        if not word.strip() or re.fullmatch(r"--[\w-]+=\s*", word):
            where = f"Achter {word.strip().rstrip('=') or before}" if word.strip() or before in options else "Ergens"
            return f"{where} staat niets, waar een naam of waarde hoort. Vul die in, of laat de optie weg."
        if re.match(rf"[{''.join(_LONG_DASHES)}]+-*\w", word):
            name = word.lstrip("".join(_LONG_DASHES) + "-")
            return f"Voor '{name}' staat een lang streepje, van een tekstverwerker. Typ twee gewone: --{name}."
        closed = word.count("\u201d") + word.count("\u201c") + word.count("\u201e") > 1
        # Of several words the shell made one: it had straight quotes around it, and these are the text itself.
        if word.startswith(_CURLY_QUOTES) and not (closed and (before in options or " " in word)):
            return f'In {word} staat een krul-aanhalingsteken, van een tekstverwerker. Typ een recht: ".'
        if re.fullmatch(r"-[a-z][\w-]+", word) and f"-{word}" in options:
            return f"De optie {word} bestaat niet. Bedoelde je -{word}, met twee streepjes?"
        before = word
    return ""


def nearest_option(given: str, options: Sequence[str]) -> str:
    """Give the option that was meant, by another word for it or by its letters; ``""`` when none is near."""
    name = given.lstrip("-").partition("=")[0].casefold()
    other = f"--{_OTHER_WORDS.get(name, '')}"
    if other in options:
        return other
    if len(name) < 2:
        return ""
    # Without the dashes, which all options have in common.
    near = {option: SequenceMatcher(None, name, option.lstrip("-")).ratio() for option in options}
    best = max(near, key=lambda option: near[option], default="")
    return best if best and near[best] >= _CLOSE else ""
