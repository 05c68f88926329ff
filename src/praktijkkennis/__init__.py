"""Themes, topics and recurring insights from Dutch practice narratives.

>>> from praktijkkennis import read_corpus, study        # doctest: +SKIP
>>> corpus = read_corpus("corpora/voorbeeld")            # doctest: +SKIP
>>> found = study(corpus)                                # doctest: +SKIP
>>> found.cooccurrence().plot()                          # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praktijkkennis.bench import Study, study
    from praktijkkennis.codebook import Codebook, load_codebook
    from praktijkkennis.corpus import Corpus, read_corpus
    from praktijkkennis.document import Document
    from praktijkkennis.errors import PraktijkkennisError
    from praktijkkennis.insights import extract_insights
    from praktijkkennis.notebook import show
    from praktijkkennis.pipeline import Pipeline, write_extraction
    from praktijkkennis.preprocessing import Preprocessor
    from praktijkkennis.report import write_report
    from praktijkkennis.tagging import ThemeTagger
    from praktijkkennis.topics import TopicModel

__all__ = [
    "Codebook",
    "Corpus",
    "Document",
    "Pipeline",
    "PraktijkkennisError",
    "Preprocessor",
    "Study",
    "ThemeTagger",
    "TopicModel",
    "extract_insights",
    "load_codebook",
    "read_corpus",
    "show",
    "study",
    "write_extraction",
    "write_report",
]

_HOME = {
    "Codebook": "codebook",
    "Corpus": "corpus",
    "Document": "document",
    "Pipeline": "pipeline",
    "PraktijkkennisError": "errors",
    "Preprocessor": "preprocessing",
    "Study": "bench",
    "ThemeTagger": "tagging",
    "TopicModel": "topics",
    "extract_insights": "insights",
    "load_codebook": "codebook",
    "read_corpus": "corpus",
    "show": "notebook",
    "study": "bench",
    "write_extraction": "pipeline",
    "write_report": "report",
}


def __getattr__(name: str) -> Any:
    # Names are looked up when first used, so that `import praktijkkennis` stays quick.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, *(key for key in globals() if key.startswith("__"))])


if "IPython" in sys.modules:
    # In a notebook objects show as what they are; IPython is told their names only, so nothing heavy is loaded.
    import_module(f"{__name__}.notebook").register()
