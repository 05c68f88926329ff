"""``show``: any object of the library as HTML, with codes and codebook where these belong to it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from praktijkkennis.close_reading import Concordance
from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document, Insight, ProcessedDocument, ThemeAnnotation
from praktijkkennis.evaluation import Coding, RatedUnits
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.notebook import render

if TYPE_CHECKING:
    from pandas import DataFrame

_PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="generator" content="praktijkkennis">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="font:16px/1.5 system-ui,sans-serif;margin:2em auto;max-width:66em;padding:0 1em">
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """HTML that a notebook displays, and that can be written as a page of its own.

    Parameters
    ----------
    html : str
        A piece of a page, everything in it escaped.
    """

    html: str

    def __repr__(self) -> str:
        """Say what it is, where no HTML can be shown."""
        return f"<Shown: {len(self.html)} characters of HTML>"

    def _repr_html_(self) -> str:
        return self.html

    def write(self, path: str | Path, title: str = "Praktijkkennis") -> None:
        """Write it as one page without script.

        Raises
        ------
        OutputError
            When the file cannot be written.
        """
        page = _PAGE.format(title=escape(title), body=self.html)
        replace_file(path, page.encode("utf-8"))


def show(value: object, annotations: Iterable[ThemeAnnotation] = (), codebook: Codebook | None = None) -> Shown:
    """Show an object of the library.

    Parameters
    ----------
    value : object
        A study, document, codebook, theme, corpus, insight, sequence of insights, coding, a result, or a table such as
        :func:`praktijkkennis.evaluation.agreement` gives.
    annotations : iterable of ThemeAnnotation
        Codes, to mark in a document.
    codebook : Codebook, optional
        For names and colours of the themes.

    Returns
    -------
    Shown
        Displayed by a notebook; ``.write("pagina.html")`` makes a page of it.

    Raises
    ------
    TypeError
        When the library does not know how to show it.

    Examples
    --------
    >>> from praktijkkennis.document import Document
    >>> "Wij beslissen" in show(Document("a.txt", "Wij beslissen zelf.")).html
    True
    """
    from praktijkkennis.exchange.codings import Codings
    from praktijkkennis.notebook.codings import coding_html, codings_html
    from praktijkkennis.notebook.concordances import concordance_html
    from praktijkkennis.notebook.disagreements import disagreements_html
    from praktijkkennis.notebook.documents import CodedDocument, document_html
    from praktijkkennis.notebook.insights import insight_html, insights_html
    from praktijkkennis.notebook.results import agreement_html, any_table_html

    if isinstance(value, (Document, ProcessedDocument)):
        document = value if isinstance(value, Document) else value.document
        if isinstance(value, CodedDocument):
            annotations = tuple(annotations) or value.annotations
            codebook = codebook or value.codebook
        return Shown(str(document_html(document, annotations, codebook)))
    if isinstance(value, Insight):
        return Shown(str(insight_html(value, codebook)))
    if isinstance(value, Concordance):
        return Shown(str(concordance_html(value, codebook)))
    if isinstance(value, Coding):
        return Shown(str(coding_html(value, codebook)))
    if isinstance(value, Codings):
        return Shown(str(codings_html(value, codebook)))
    if isinstance(value, RatedUnits):
        return Shown(str(disagreements_html(value, codebook)))
    if isinstance(value, Sequence) and value and all(isinstance(one, Insight) for one in value):
        return Shown(str(insights_html(value, codebook)))
    if is_frame(value):
        if {"theme", "coders"} <= set(value.columns):
            return Shown(str(agreement_html(value, codebook)))
        return Shown(str(any_table_html(value)))
    # A study stands above this module, and knows itself how it looks.
    if type(value).__module__.startswith("praktijkkennis.") and hasattr(value, "_repr_html_"):
        return Shown(value._repr_html_())
    return Shown(render(value))


def is_frame(value: object) -> TypeGuard[DataFrame]:
    """Tell whether something is a table of pandas, which need not be loaded for what is none."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)
