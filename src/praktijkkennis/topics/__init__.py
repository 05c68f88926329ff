"""Topics: what a corpus is about when nobody has named it yet, for dozens of documents as well as for thousands."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from praktijkkennis.topics.choice import BERTOPIC_PASSAGES, ENGINES, choose_engine
from praktijkkennis.topics.keyphrases import Labeller
from praktijkkennis.topics.passages import Passage, find_passages
from praktijkkennis.topics.result import Quality, Topic, TopicQuote, TopicResult

if TYPE_CHECKING:
    from praktijkkennis.topics.model import TopicModel

__all__ = [
    "BERTOPIC_PASSAGES",
    "ENGINES",
    "Labeller",
    "Passage",
    "Quality",
    "Topic",
    "TopicModel",
    "TopicQuote",
    "TopicResult",
    "choose_engine",
    "find_passages",
]


def __getattr__(name: str) -> Any:
    # The model is scikit-learn's kind, and scikit-learn takes a second to import.
    if name != "TopicModel":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.model").TopicModel
