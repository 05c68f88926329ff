"""Codings that people made, in this library's own form."""

from praktijkkennis.exchange.codings.gone import gone_codes
from praktijkkennis.exchange.codings.own_texts import is_project, texts_of_project
from praktijkkennis.exchange.codings.reading import read_codings
from praktijkkennis.exchange.codings.result import Codings, PlacedCoding, Removed, Unplaced

__all__ = [
    "Codings",
    "PlacedCoding",
    "Removed",
    "Unplaced",
    "gone_codes",
    "is_project",
    "read_codings",
    "texts_of_project",
]
