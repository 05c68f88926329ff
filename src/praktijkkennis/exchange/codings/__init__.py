"""Codings that people made, in this library's own form."""

from praktijkkennis.exchange.codings.reading import read_codings
from praktijkkennis.exchange.codings.result import Codings, Unplaced

__all__ = ["Codings", "Unplaced", "read_codings"]
