"""Finding a quote in the sentence that it was taken from, so that evidence is always verbatim.

Models put straight quotation marks for curly ones, begin with a capital or leave white space out. That is forgiven;
other words are not. What counts as evidence afterwards is what stands in the document.
"""

from __future__ import annotations

import re
import unicodedata

_CLUSTER = re.compile(r"\s+|.[\u0300-\u036f]*", re.DOTALL)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)
_AROUND = " \"'.,;:!?-"


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Find where a quote stands.

    Parameters
    ----------
    text : str
        The sentence.
    quote : str
        What a model says it holds.

    Returns
    -------
    tuple of int or None
        Start and end in code points of ``text``; None when it does not hold these words.
    """
    folded, places = _folded(text)
    wanted = _folded(quote)[0].strip()
    for candidate in (wanted, wanted.strip(_AROUND)):
        found = folded.find(candidate) if any(char.isalnum() for char in candidate) else -1
        if found >= 0:
            return places[found][0], places[found + len(candidate) - 1][1]
    return None


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Make what is alike the same; tell of each character that is left where in the text it came from."""
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        seen = cluster.group()
        same = " " if seen.isspace() else unicodedata.normalize("NFC", seen).translate(_ALIKE).lower()
        characters.append(same)
        places.extend([cluster.span()] * len(same))
    return "".join(characters), places
