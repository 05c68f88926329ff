"""The recogniser of the package deduce (Menger et al., 2018), made for Dutch clinical text; an extra.

Menger, V., Scheepers, F., van Wijk, L. M., & Spruit, M. (2018). DEDUCE: A pattern matching method for automatic
de-identification of Dutch medical text. *Telematics and Informatics, 35*(4), 727-736.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from praktijkkennis.errors import require_extra
from praktijkkennis.privacy.findings import Finding, Label
from praktijkkennis.privacy.name_context import FAMILIAR_TITLES, FORMAL_TITLES

_LABELS: dict[str, Label] = {
    "persoon": "PERSOON",
    "patient": "PERSOON",
    "locatie": "PLAATS",
    "emailadres": "EMAIL",
    "telefoonnummer": "TELEFOON",
    "bsn": "BSN",
    "ziekenhuis": "ORGANISATIE",
    "zorginstelling": "ORGANISATIE",
}
"""Its tags and ours; dates, ages, links and other numbers are left, for they tell what happened."""

_TITLE = re.compile(r"([^\W\d_]+)\.?\s+")


class DeduceRecogniser:
    """Finds things in a text with deduce.

    The first time on a machine it builds its word lists, which takes minutes.

    Raises
    ------
    MissingExtraError
        When the package is not installed.
    """

    def __init__(self) -> None:
        require_extra("deduce", "deduce")
        with _logging_untouched():
            from deduce import Deduce

            self._deduce: Any = Deduce()

    def __call__(self, text: str) -> Iterator[Finding]:
        """Give what deduce finds, titles left out of names."""
        for annotation in self._deduce.deidentify(text).annotations:
            label = _LABELS.get(annotation.tag)
            if label is None:
                continue
            start = annotation.start_char
            if label == "PERSOON":
                start = _behind_titles(text, start, annotation.end_char)
            elif label == "PLAATS" and any(sign.isdigit() for sign in annotation.text):
                label = "ADRES"
            if start < annotation.end_char:
                yield Finding(start, annotation.end_char, label)


def _behind_titles(text: str, start: int, end: int) -> int:
    while (match := _TITLE.match(text, start, end)) and match[1].lower() in FORMAL_TITLES | FAMILIAR_TITLES:
        start = match.end()
    return start


@contextmanager
def _logging_untouched() -> Iterator[None]:
    """Undo what an import does to the logging of the whole program (deduce sends all of it to standard output)."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
