"""Taggers that learn: from codings of people, and from what an editor corrects month after month."""

from praktijkkennis.training.corrections import ENOUGH, Retrained, ThemeShift, learn_from_corrections
from praktijkkennis.training.running import check_tagger_folder, train, write_tagger
from praktijkkennis.training.teaching import Teaching, read_teaching

__all__ = [
    "ENOUGH",
    "Retrained",
    "Teaching",
    "ThemeShift",
    "check_tagger_folder",
    "learn_from_corrections",
    "read_teaching",
    "train",
    "write_tagger",
]
