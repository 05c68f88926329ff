"""What a notebook shows: documents with their themes in colour, codebooks, insights and results as HTML.

IPython is told by the names of classes, so that nothing is loaded before it is shown and no other part of the library
knows of HTML in notebooks. ``import praktijkkennis`` in a notebook does it by itself; :func:`show` works anywhere.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praktijkkennis.notebook.showing import show

__all__ = ["load_ipython_extension", "register", "show"]

RENDERERS = {
    "praktijkkennis.document.Document": "documents.document_html",
    "praktijkkennis.document.ProcessedDocument": "documents.processed_html",
    "praktijkkennis.notebook.documents.CodedDocument": "documents.coded_document_html",
    "praktijkkennis.document.Insight": "insights.insight_html",
    "praktijkkennis.exchange.insights.Insights": "insights.insights_html",
    "praktijkkennis.exchange.insights.KnownInsight": "insights.insight_html",
    "praktijkkennis.codebook.model.Codebook": "codebooks.codebook_html",
    "praktijkkennis.codebook.model.Theme": "codebooks.theme_html",
    "praktijkkennis.corpus.collection.Corpus": "results.corpus_html",
    "praktijkkennis.outputs.Extraction": "results.extraction_html",
    "praktijkkennis.topics.result.TopicResult": "results.topics_html",
    "praktijkkennis.topics.crosswalk.Crosswalk": "tables.crosswalk_html",
    "praktijkkennis.topics.groups.TopicsByGroup": "tables.topics_by_group_html",
    "praktijkkennis.experiment.results.ExperimentResult": "tables.experiment_html",
    "praktijkkennis.experiment.comparison.Comparison": "tables.comparison_html",
    "praktijkkennis.experiment.reproduction.Reproduction": "tables.reproduction_html",
    "praktijkkennis.exchange.codings.result.Codings": "codings.codings_html",
    "praktijkkennis.evaluation.coding.Coding": "codings.coding_html",
    "praktijkkennis.evaluation.matching.Matching": "codings.matching_html",
    "praktijkkennis.evaluation.judgement.Evaluation": "results.evaluation_html",
    "praktijkkennis.evaluation.agreement_frame.AgreementFrame": "results.agreement_html",
    "praktijkkennis.evaluation.units.RatedUnits": "disagreements.disagreements_html",
    "praktijkkennis.close_reading.concordance.Concordance": "concordances.concordance_html",
    "praktijkkennis.close_reading.keyness.Keyness": "results.keyness_html",
    "praktijkkennis.close_reading.collocations.Collocations": "results.collocations_html",
    "praktijkkennis.close_reading.cooccurrence.Cooccurrence": "results.cooccurrence_html",
    "praktijkkennis.close_reading.sequences.Sequences": "results.sequences_html",
    "praktijkkennis.close_reading.dispersion.Dispersion": "results.dispersion_html",
}
"""Which function of this package renders which class."""


def __getattr__(name: str) -> Any:
    if name != "show":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.showing").show


def render(value: object) -> str:
    """Render an object of the library as HTML.

    Raises
    ------
    TypeError
        When nothing is known for its class.
    """
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if kind not in RENDERERS:
        raise TypeError(f"no HTML is known for {kind}")
    module, function = RENDERERS[kind].split(".")
    return str(getattr(import_module(f"{__name__}.{module}"), function)(value))


def register(shell: Any = None) -> bool:
    """Tell IPython how to show objects of the library.

    Parameters
    ----------
    shell : InteractiveShell, optional
        The one that runs when not given.

    Returns
    -------
    bool
        Whether there was one.
    """
    if shell is None:
        ipython = sys.modules.get("IPython")
        shell = getattr(ipython, "get_ipython", lambda: None)()
    if shell is None:
        return False
    formatter = shell.display_formatter.formatters["text/html"]
    for kind in RENDERERS:
        module, _, name = kind.rpartition(".")
        formatter.for_type_by_name(module, name, render)
    return True


def load_ipython_extension(shell: Any) -> None:
    """Serve ``%load_ext praktijkkennis.notebook``."""
    register(shell)
