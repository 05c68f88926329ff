"""Dutch preprocessing: sentences, tokens, lemmas, separable verbs and negation, with offsets into the text."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from praktijkkennis.preprocessing.analysis import Preprocessor
from praktijkkennis.preprocessing.pipelines import DutchPipeline, PipelineInfo, load_pipeline, resolve_pipeline
from praktijkkennis.preprocessing.sentences import split_sentences
from praktijkkennis.preprocessing.stop_words import stop_words

if TYPE_CHECKING:
    from praktijkkennis.preprocessing.vectorizer import LemmaVectorizer

__all__ = [
    "DutchPipeline",
    "LemmaVectorizer",
    "PipelineInfo",
    "Preprocessor",
    "load_pipeline",
    "resolve_pipeline",
    "split_sentences",
    "stop_words",
]


def __getattr__(name: str) -> Any:
    # The vectoriser is scikit-learn's kind, and scikit-learn takes a second to import.
    if name != "LemmaVectorizer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.vectorizer").LemmaVectorizer
