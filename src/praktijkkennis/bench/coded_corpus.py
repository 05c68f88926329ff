"""A coded corpus with everything that can be asked of it, in few words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from praktijkkennis.close_reading import (
    Collocations,
    Concordance,
    Cooccurrence,
    Dispersion,
    Keyness,
    Sequences,
    collocations,
    cooccurrence,
    dispersion,
    keyness,
    kwic,
    theme_keyness,
    theme_kwic,
    theme_sequences,
    word_dispersion,
    words_of_theme,
)
from praktijkkennis.close_reading.comparison import Weighting
from praktijkkennis.close_reading.concordance import Order
from praktijkkennis.close_reading.cooccurrence import Unit
from praktijkkennis.close_reading.finding import Query
from praktijkkennis.close_reading.grouping import By, group_of
from praktijkkennis.close_reading.running_words import By as Form
from praktijkkennis.codebook import Codebook
from praktijkkennis.document import (
    ProcessedDocument,
    ReadFailure,
    Stance,
    ThemeAnnotation,
)
from praktijkkennis.errors import QueryError
from praktijkkennis.exchange.insights import Insights
from praktijkkennis.exchange.tables import passages_frame
from praktijkkennis.notebook.documents import coded_documents
from praktijkkennis.notebook.showing import Shown, show

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Study:
    """A coded corpus; whoever coded it, people or the machine.

    Parameters
    ----------
    documents : tuple of ProcessedDocument
        The analysed documents, in order; each is made to carry its codes, so that a notebook shows them.
    annotations : tuple of ThemeAnnotation
        Their codes.
    codebook : Codebook
        For names, order and colours of the themes.
    insights : Insights
        What recurs, the strongest first; empty where nobody looked. Any iterable of Insight is made one.
    failures : tuple of ReadFailure
        What could not be read.
    """

    documents: tuple[ProcessedDocument, ...]
    annotations: tuple[ThemeAnnotation, ...]
    codebook: Codebook
    insights: Insights = field(default_factory=Insights)
    failures: tuple[ReadFailure, ...] = ()

    def __post_init__(self) -> None:
        """Give documents their codes, and insights the names and colours of this codebook."""
        object.__setattr__(self, "documents", coded_documents(self.documents, self.annotations, self.codebook))
        object.__setattr__(self, "insights", Insights(self.insights, self.codebook))

    def __repr__(self) -> str:
        """Say how much there is."""
        return f"<Study: {len(self.documents)} documents, {len(self.annotations)} codes, {len(self.insights)} insights>"

    def _repr_html_(self) -> str:
        from praktijkkennis.notebook.results import coded_html

        return str(coded_html(self.documents, self.annotations, self.insights, self.failures, self.codebook))

    @property
    def names(self) -> dict[str, str]:
        """Names of the themes by key, in the order of the codebook."""
        return {theme.key: theme.name for theme in self.codebook.themes}

    def to_frame(self) -> DataFrame:
        """One row a code, with the columns of ``passages.csv``: offsets, text, theme, score, stance, metadata."""
        return passages_frame(self.documents, self.annotations, self.insights)

    def documents_frame(self) -> DataFrame:
        """One row a document: ``document_id, n_sentences, n_coded``, sentences by theme, and its metadata.

        Columns of themes are called by their keys; of metadata that is called like another column, ``metadata_`` stands
        in front.
        """
        import pandas as pd

        from praktijkkennis.close_reading.theme_matrix import theme_matrix

        matrix = theme_matrix(self.documents, self.annotations, self.names)
        counts = matrix.per_document(matrix.given).astype("int64")
        coded = matrix.per_document(matrix.given.any(axis=1, keepdims=True).astype("float64"))[:, 0].astype("int64")
        columns: dict[str, Any] = {"document_id": matrix.ids, "n_sentences": matrix.lengths, "n_coded": coded}
        columns |= {theme: counts[:, place] for place, theme in enumerate(matrix.themes)}
        for key in dict.fromkeys(key for one in self.documents for key in one.document.metadata):
            name = f"metadata_{key}" if key in columns else key
            columns[name] = [one.document.metadata.get(key, "") for one in self.documents]
        return pd.DataFrame(columns)

    def insights_frame(self) -> DataFrame:
        """One row an insight, the strongest first; columns as of :meth:`Insights.to_frame`."""
        return self.insights.to_frame()

    def where(self, **metadata: str | int | Collection[str | int]) -> Study:
        """Keep only documents with these metadata: ``study.where(sector=["zorg", "onderwijs"], year=2025)``.

        Insights stay when all their quotes do.

        Parameters
        ----------
        **metadata : str or int, or several of them
            Key and value, or the values of which one will do, whatever their capitals; keys as for :meth:`keyness`, so
            ``year`` and ``month`` are those of ``date`` where a document has no such key itself.

        Raises
        ------
        QueryError
            When none is left.
        """
        wanted = {key: _texts(value) for key, value in metadata.items()}
        folded = {key: {value.casefold() for value in values} for key, values in wanted.items()}
        kept = tuple(
            one
            for one in self.documents
            if all(group_of(one.document, key).casefold() in values for key, values in folded.items())
        )
        if not kept:
            asked = ", ".join(f"{key}={' of '.join(values)}" for key, values in wanted.items())
            raise QueryError(f"Geen document heeft {asked}. Kijk met .documents_frame() wat er wel is.")
        ids = {one.document.id for one in kept}
        codes = tuple(one for one in self.annotations if one.document_id in ids)
        insights = Insights(one for one in self.insights if {quote.document_id for quote in one.quotes} <= ids)
        return replace(self, documents=kept, annotations=codes, insights=insights)

    def coded_by(self, *coders: str) -> Study:
        """Keep only the codes of these coders.

        Raises
        ------
        QueryError
            When one of them gave none.
        """
        known = sorted({one.coder for one in self.annotations})
        for coder in coders:
            if coder not in known:
                raise QueryError(f"Codeur '{coder}' heeft hier niets gecodeerd. Wel: {', '.join(known)}.")
        return replace(self, annotations=tuple(one for one in self.annotations if one.coder in coders))

    def show(self, document_id: str | None = None) -> Shown:
        """Show a document with its themes in colour; without an id the one with most codes.

        Raises
        ------
        QueryError
            When there is no such document.
        """
        by_id = {one.document.id: one for one in self.documents}
        if document_id is None:
            counts = dict.fromkeys(by_id, 0)
            for code in self.annotations:
                counts[code.document_id] += 1
            document_id = max(counts, key=lambda key: counts[key], default="")
        if document_id not in by_id:
            raise QueryError(f"Het document '{document_id}' is er niet. Er is wel: {', '.join(list(by_id)[:10])}.")
        return show(by_id[document_id], self.annotations, self.codebook)

    def kwic(
        self,
        query: Query | None = None,
        *,
        theme: str | None = None,
        stance: Stance | None = None,
        width: int = 60,
        order: Order = "document",
    ) -> Concordance:
        """Give every place of a term, of a theme, or of a term in sentences with a theme.

        See :func:`~praktijkkennis.close_reading.kwic` and :func:`~praktijkkennis.close_reading.theme_kwic`.
        """
        if query is not None:
            return kwic(
                self.documents,
                query,
                annotations=self.annotations,
                theme=theme,
                stance=stance,
                width=width,
                order=order,
            )
        if theme is None:
            raise QueryError("Geef een zoekterm of een thema op, bijvoorbeeld: kwic('los|laten').")
        return theme_kwic(self.documents, self.annotations, theme, stance=stance, width=width, order=order)

    def keyness(
        self,
        by: By,
        target: str | None = None,
        *,
        words: Form = "lemma",
        content_only: bool = True,
        weighting: Weighting = "length",
        min_count: int = 5,
        most: int | None = 100,
    ) -> Keyness:
        """Compare the words of groups; see :func:`~praktijkkennis.close_reading.keyness`."""
        return keyness(
            self.documents,
            by,
            target=target,
            words=words,
            content_only=content_only,
            weighting=weighting,
            min_count=min_count,
            most=most,
        )

    def theme_keyness(
        self, by: By, target: str | None = None, *, weighting: Weighting = "length", weighted: bool = False
    ) -> Keyness:
        """Compare the themes of groups; see :func:`~praktijkkennis.close_reading.theme_keyness`."""
        return theme_keyness(
            self.documents,
            self.annotations,
            by,
            target=target,
            names=self.names,
            weighting=weighting,
            weighted=weighted,
        )

    def words_of(
        self,
        theme: str,
        *,
        words: Form = "lemma",
        content_only: bool = True,
        weighting: Weighting = "length",
        min_count: int = 3,
        most: int | None = 50,
    ) -> Keyness:
        """Give the words that mark sentences with a theme; see :func:`~praktijkkennis.close_reading.words_of_theme`."""
        return words_of_theme(
            self.documents,
            self.annotations,
            theme,
            words=words,
            content_only=content_only,
            weighting=weighting,
            min_count=min_count,
            most=most,
            names=self.names,
        )

    def collocations(
        self,
        node: Query,
        *,
        window: int = 5,
        words: Form = "lemma",
        content_only: bool = True,
        compounds: bool = True,
        weighting: Weighting = "length",
        min_count: int = 3,
        most: int | None = 100,
    ) -> Collocations:
        """Give the company of a word; see :func:`~praktijkkennis.close_reading.collocations`."""
        return collocations(
            self.documents,
            node,
            window=window,
            words=words,
            content_only=content_only,
            compounds=compounds,
            weighting=weighting,
            min_count=min_count,
            most=most,
        )

    def cooccurrence(
        self,
        unit: Unit = "sentence",
        *,
        distance: int = 0,
        weighted: bool = False,
        weighting: Weighting = "length",
        correct_for_length: bool = True,
    ) -> Cooccurrence:
        """Tell which themes go together; see :func:`~praktijkkennis.close_reading.cooccurrence`."""
        return cooccurrence(
            self.documents,
            self.annotations,
            unit=unit,
            distance=distance,
            weighted=weighted,
            weighting=weighting,
            correct_for_length=correct_for_length,
            names=self.names,
        )

    def sequences(self, *, max_gap: int | None = 3, weighted: bool = False) -> Sequences:
        """Tell which theme follows which; see :func:`~praktijkkennis.close_reading.theme_sequences`."""
        return theme_sequences(self.documents, self.annotations, max_gap=max_gap, weighted=weighted, names=self.names)

    def dispersion(self, words: Sequence[str] | None = None, *, weighted: bool = False) -> Dispersion:
        """Tell how themes, or words when given, are spread; see :func:`~praktijkkennis.close_reading.dispersion`."""
        if words is not None:
            return word_dispersion(self.documents, words)
        return dispersion(self.documents, self.annotations, names=self.names, weighted=weighted)


def _texts(value: str | int | Collection[str | int]) -> list[str]:
    """Give one value or several as metadata hold them, white space folded."""
    values = [value] if isinstance(value, str | int) else value
    return [" ".join(str(one).split()) for one in values]
