"""Concordances: every place where a term or a theme stands, with what is around it (keyword in context)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from praktijkkennis.close_reading.finding import Query, find_occurrences, lemma_of
from praktijkkennis.close_reading.theme_matrix import check_documents_of, sentences_of
from praktijkkennis.document import STANCES, ProcessedDocument, Span, Stance, ThemeAnnotation
from praktijkkennis.errors import QueryError, check_choice

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

Order = Literal["document", "left", "right", "match"]
"""How lines are sorted: as they stand, by the words before (last one first), by those behind, or by the match."""


@dataclass(frozen=True, slots=True)
class Line(Span):
    """One line of a concordance; ``start`` and ``end`` are those of the match, its halves and what is between.

    Parameters
    ----------
    document_id : str
        Where it stands.
    left, match, right : str
        The text around it and itself, white space folded; otherwise verbatim.
    parts : tuple of Span
        The words that were found: both halves of a verb that is apart, the evidence of a code.
    term : str
        What was looked for.
    position : float
        Where in the document the match begins, 0..1.
    compound : bool
        Whether the match is a longer compound.
    themes : tuple of str
        Themes of its sentence, where codes were given.
    """

    document_id: str
    left: str
    match: str
    right: str
    parts: tuple[Span, ...]
    term: str
    position: float
    compound: bool = False
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concordance:
    """All lines of one search.

    Parameters
    ----------
    query : str
        What was looked for.
    lines : tuple of Line
        Sorted as asked.
    ids : tuple of str
        Ids of all documents that were looked at.
    lemmas : mapping of str to str
        Words that were looked for in all their forms, as they were asked, with the lemma of each.
    """

    query: str
    lines: tuple[Line, ...]
    ids: tuple[str, ...]
    lemmas: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __len__(self) -> int:
        """Number of lines."""
        return len(self.lines)

    def __repr__(self) -> str:
        """Say how much was found."""
        return f"<Concordance of {self.query!r}: {len(self)} lines in {self.n_documents} documents>"

    @property
    def n_documents(self) -> int:
        """Number of documents with a line."""
        return len({line.document_id for line in self.lines})

    @property
    def remark(self) -> str:
        """What was looked for where that is not what was asked, in Dutch; empty when it is."""
        told = (f"'{word}' is gezocht als '{lemma}', in al zijn vormen" for word, lemma in self.lemmas.items())
        return "; ".join(told)

    def to_frame(self) -> DataFrame:
        """One row a line.

        Returns
        -------
        pandas.DataFrame
            ``document_id, start, end`` (of the match), ``left, match, right, term, compound, themes`` (joined by "; "),
            ``position`` (0..1).
        """
        import pandas as pd

        columns = {
            "document_id": "str", "start": "int64", "end": "int64", "left": "str", "match": "str", "right": "str",
            "term": "str", "compound": "bool", "themes": "str", "position": "float64",
        }  # fmt: skip
        rows = [
            {name: getattr(line, name) for name in columns} | {"themes": "; ".join(line.themes)} for line in self.lines
        ]
        return pd.DataFrame(rows, columns=list(columns)).astype(columns)

    def plot(self) -> Figure:
        """Show where in each document it stands: a stripe for every line of the concordance.

        Raises
        ------
        MissingExtraError
            When plotly is not installed.
        """
        from praktijkkennis.close_reading.charts import positions_figure

        return positions_figure(
            [(line.document_id, line.position, line.match) for line in self.lines], f"Waar staat ‘{self.query}’?"
        )


def kwic(
    documents: Sequence[ProcessedDocument],
    query: Query,
    *,
    annotations: Iterable[ThemeAnnotation] = (),
    theme: str | None = None,
    stance: Stance | None = None,
    width: int = 60,
    compounds: bool = True,
    order: Order = "document",
    as_typed: bool = False,
) -> Concordance:
    """Give every place where a term stands, in whatever form.

    A single word that the corpus has only as a form of another is looked for by its lemma: ``kinderen`` finds *kind*.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The corpus.
    query : str or sequence of str
        Terms in the notation of a codebook: a lemma (``loslaten``), a phrase (``veilig voelen``), a separable verb
        (``los|laten``), a part (``zelfstur*``), two parts close together (``fout ~ toe|geven``).
    annotations : iterable of ThemeAnnotation
        Codes, to tell the themes of each line.
    theme : str, optional
        Only lines whose sentence has this theme.
    stance : {"versterkend", "belemmerend", "neutraal"}, optional
        Only codes with this stance.
    width : int
        Characters of context to either side, cut at a word.
    compounds : bool
        Whether compounds with the word count.
    order : {"document", "left", "right", "match"}
        How to sort the lines.
    as_typed : bool
        Whether a form stays what it is; only that form is found then.

    Raises
    ------
    QueryError
        When a term cannot be read, no code has the theme (with the themes that there are), ``stance`` or ``order`` is
        no such choice, or a code belongs to none of the documents.
    """
    _check_choices(stance, order)
    codes = tuple(annotations)
    if theme is not None:
        _check_theme(theme, codes)
    themes = _themes_by_sentence(documents, [code for code in codes if stance in (None, code.stance)])
    terms = list(dict.fromkeys([query] if isinstance(query, str) else query))
    lemmas = {} if as_typed else {term: lemma for term in terms if (lemma := lemma_of(documents, term))}
    # The form goes along, for places where it was taken for a word of its own.
    sought = [one for term in terms for one in ((lemmas[term], term) if term in lemmas else (term,))]
    lines = []
    for found in find_occurrences(documents, sought, compounds=compounds):
        processed = documents[found.document]
        tokens = processed.sentences[found.sentence].tokens
        here = themes.get((found.document, found.sentence), ())
        if theme is None or theme in here:
            parts = tuple(Span(tokens[index].start, tokens[index].end) for index in found.tokens)
            lines.append(_line(processed, parts, found.term, width, found.compound, here))
    named = query if isinstance(query, str) else ", ".join(query)
    return Concordance(named, _sorted(lines, order), tuple(one.document.id for one in documents), lemmas)


def theme_kwic(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    theme: str,
    *,
    stance: Stance | None = None,
    width: int = 60,
    order: Order = "document",
) -> Concordance:
    """Give every passage with a theme, around what carried the code.

    The match is the first span of the evidence that is shorter than the passage, else the whole passage.

    Parameters
    ----------
    documents, annotations
        The corpus and its codes.
    theme : str
        Key of the theme.
    stance : {"versterkend", "belemmerend", "neutraal"}, optional
        Only codes with this stance.
    width : int
        Characters of context to either side, cut at a word.
    order : {"document", "left", "right", "match"}
        How to sort the lines.

    Raises
    ------
    QueryError
        When no code has the theme (with the themes that there are), ``stance`` or ``order`` is no such choice, or a
        code belongs to none of the documents.
    """
    _check_choices(stance, order)
    codes = tuple(annotations)
    _check_theme(theme, codes)
    by_id = {one.document.id: (number, one) for number, one in enumerate(documents)}
    themes = _themes_by_sentence(documents, codes)
    lines: dict[tuple[int, Span], Line] = {}
    chosen = [code for code in codes if code.theme == theme and stance in (None, code.stance)]
    for code in sorted(chosen, key=lambda code: (by_id[code.document_id][0], code.start, code.end, code.coder)):
        number, processed = by_id[code.document_id]
        size = code.end - code.start
        carried = next((Span(one.start, one.end) for one in code.evidence if one.end - one.start < size), None)
        sentence = bisect_right(processed.sentences, code.start, key=lambda one: one.start) - 1
        here = themes.get((number, max(sentence, 0)), (theme,))
        part = carried or Span(code.start, code.end)
        # What several coders gave is one line.
        lines.setdefault((number, part), _line(processed, (part,), theme, width, False, here))
    return Concordance(theme, _sorted(list(lines.values()), order), tuple(by_id))


def _check_choices(stance: Stance | None, order: Order) -> None:
    check_choice("order", order, get_args(Order))
    if stance is not None:
        check_choice("stance", stance, STANCES)


def _check_theme(theme: str, codes: Sequence[ThemeAnnotation]) -> None:
    known = {code.theme for code in codes}
    if theme not in known:
        there = ", ".join(sorted(known)) or "geen enkel"
        raise QueryError(f"Geen passage heeft het thema '{theme}'. Wel: {there}.")


def _line(
    processed: ProcessedDocument,
    parts: tuple[Span, ...],
    term: str,
    width: int,
    compound: bool,
    themes: tuple[str, ...],
) -> Line:
    text = processed.document.text
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    # White space folds to less, so a few characters more are taken; a long gap in the text costs context only.
    left = " ".join(text[max(start - 2 * width, 0) : start].split())
    right = " ".join(text[end : end + 2 * width].split())
    glued = text[start - 1 : start].strip(), text[end : end + 1].strip()
    left, right = _last(left, width), _first(right, width)
    return Line(
        start,
        end,
        processed.document.id,
        left if glued[0] or not left else f"{left} ",
        " ".join(text[start:end].split()),
        right if glued[1] or not right else f" {right}",
        parts,
        term,
        start / len(text),
        compound,
        themes,
    )


def _last(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    kept = text[-width:]
    return kept if text[-width - 1].isspace() else kept.partition(" ")[2] or kept


def _first(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    kept = text[:width]
    return kept if text[width].isspace() else kept.rpartition(" ")[0] or kept


def _themes_by_sentence(
    documents: Sequence[ProcessedDocument], annotations: Sequence[ThemeAnnotation]
) -> dict[tuple[int, int], tuple[str, ...]]:
    by_id = {one.document.id: (number, one) for number, one in enumerate(documents)}
    check_documents_of(annotations, by_id)
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for code in annotations:
        number, processed = by_id[code.document_id]
        for sentence in sentences_of(code, processed.sentences):
            before = found.get((number, sentence), ())
            if code.theme not in before:
                found[number, sentence] = (*before, code.theme)
    return found


def _sorted(lines: list[Line], order: Order) -> tuple[Line, ...]:
    if order == "left":
        lines.sort(key=lambda line: [word.casefold() for word in reversed(line.left.split())])
    elif order == "right":
        lines.sort(key=lambda line: line.right.casefold().split())
    elif order == "match":
        lines.sort(key=lambda line: line.match.casefold())
    return tuple(lines)
