"""Themes on sentences: by terms, by meaning, and by both together."""

from praktijkkennis.tagging.combined import ThemeTagger
from praktijkkennis.tagging.lexical import LexicalHit, LexicalTagger
from praktijkkennis.tagging.scoring import CodebookScorer, Combination, Scorer, Signals, TrainedScorer, scorer_for
from praktijkkennis.tagging.semantic import SemanticTagger
from praktijkkennis.tagging.stance import StanceClassifier
from praktijkkennis.tagging.trained import TrainedWeights, load_trained

__all__ = [
    "CodebookScorer",
    "Combination",
    "LexicalHit",
    "LexicalTagger",
    "Scorer",
    "SemanticTagger",
    "Signals",
    "StanceClassifier",
    "ThemeTagger",
    "TrainedScorer",
    "TrainedWeights",
    "load_trained",
    "scorer_for",
]
