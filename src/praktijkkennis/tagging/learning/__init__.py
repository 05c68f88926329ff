"""Learning a tagger from codings of people, for any codebook."""

from praktijkkennis.tagging.learning.base import BUILTIN, CODEBOOK
from praktijkkennis.tagging.learning.card import model_card
from praktijkkennis.tagging.learning.fitting import sigmoid
from praktijkkennis.tagging.learning.learn import Lesson, TextToLearn, learn
from praktijkkennis.tagging.learning.learned import LearnedScorer, LearnedTagger
from praktijkkennis.tagging.learning.material import Code
from praktijkkennis.tagging.learning.start import StartingPoint, starting_point
from praktijkkennis.tagging.learning.storing import load_tagger, tagger_files
from praktijkkennis.tagging.learning.use import asked_of, check_goes_with, corrected_scorer, learned_scorer

__all__ = [
    "BUILTIN",
    "CODEBOOK",
    "Code",
    "LearnedScorer",
    "LearnedTagger",
    "Lesson",
    "StartingPoint",
    "TextToLearn",
    "asked_of",
    "check_goes_with",
    "corrected_scorer",
    "learn",
    "learned_scorer",
    "load_tagger",
    "model_card",
    "sigmoid",
    "starting_point",
    "tagger_files",
]
