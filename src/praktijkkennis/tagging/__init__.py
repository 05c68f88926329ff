"""Themes on sentences: by terms, by meaning, and by both together."""

from praktijkkennis.tagging.combined import THRESHOLD, Combination, ThemeTagger
from praktijkkennis.tagging.lexical import LexicalHit, LexicalTagger
from praktijkkennis.tagging.semantic import SemanticTagger
from praktijkkennis.tagging.stance import StanceClassifier

__all__ = [
    "THRESHOLD",
    "Combination",
    "LexicalHit",
    "LexicalTagger",
    "SemanticTagger",
    "StanceClassifier",
    "ThemeTagger",
]
