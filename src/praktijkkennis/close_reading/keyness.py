"""Keyness: which words or themes one group of texts has more of than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from praktijkkennis.close_reading.comparison import Weighting, compare_counts, count_matrix, stretches
from praktijkkennis.close_reading.grouping import By, find_group, group_documents, ordered_groups
from praktijkkennis.close_reading.running_words import By as Form
from praktijkkennis.close_reading.running_words import content_words, running_words
from praktijkkennis.close_reading.statistics import Numbers
from praktijkkennis.close_reading.theme_matrix import theme_matrix
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError, check_choice
from praktijkkennis.evaluation.resampling import N_RESAMPLES

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure


@dataclass(frozen=True, eq=False)
class Keyness:
    """What each group of texts has more of, and less of, than the other texts.

    Parameters
    ----------
    kind : {"words", "themes"}
        What was compared.
    groups : tuple of str
        The groups, in order.
    n_documents : mapping of str to int
        Number of documents of each.
    table : pandas.DataFrame
        As :meth:`to_frame` gives it.
    names : mapping of str to str
        What to call items in a figure, by item.
    weighting : {"length", "documents"}
        What documents count for.
    """

    kind: Literal["words", "themes"]
    groups: tuple[str, ...]
    n_documents: Mapping[str, int]
    table: DataFrame
    names: Mapping[str, str] = field(default_factory=dict)
    weighting: Weighting = "length"

    def to_frame(self) -> DataFrame:
        """One row a group and item.

        Returns
        -------
        pandas.DataFrame
            ``group, item, n_target, n_reference`` (counts in the group and in the rest; where documents count alike,
            with every document stretched to the mean length), ``per_1000_target, per_1000_reference`` (by 1,000 running
            words, or sentences), ``n_documents`` of the group with the item,
            ``g2`` (log-likelihood), ``p``, ``q`` (Benjamini-Hochberg, over all items of the group), ``log_ratio`` with
            its bootstrap interval over documents ``log_ratio_low, log_ratio_high``, ``percent_difference``, ``remark``
            (Dutch; why there is no interval: the group, or the rest, has fewer than five documents. ``q`` takes words
            for independent, and then says little).
        """
        return self.table.copy()

    def plot(self, group: str | None = None, most: int = 15, level: float = 0.05) -> Figure:
        """Bars of the log ratio, one picture a group; the first six groups when none is named, as the title then says.

        Bars with ``q`` of ``level`` or more are pale, and so are all of a group with too few documents for an interval.

        Parameters
        ----------
        group : str, optional
            Only this one.
        most : int
            Items a group, those with the highest G².
        level : float
            Below which ``q`` is sure.

        Raises
        ------
        MissingExtraError
            When plotly is not installed.
        """
        from praktijkkennis.close_reading.charts import keyness_figure

        return keyness_figure(self, group, most, level)


def keyness(
    documents: Sequence[ProcessedDocument],
    by: By,
    *,
    target: str | None = None,
    words: Form = "lemma",
    content_only: bool = True,
    weighting: Weighting = "length",
    min_count: int = 5,
    most: int | None = 100,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> Keyness:
    """Compare the words of every group with those of all other documents.

    Log-likelihood G² (Dunning, 1993) tells how sure a difference is, the log ratio (Hardie, 2014) how large; the
    interval of the latter is over documents, and is given when the group and the rest have five documents or more.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The corpus; documents without a group are left out.
    by : str or callable
        Metadata key, ``"year"``, ``"month"`` (of the date, unless documents have such a key) or a function of a
        document.
    target : str, optional
        Only this group against the rest.
    words : {"lemma", "form"}
        What is a word.
    content_only : bool
        Count nouns, verbs and adjectives only, without stop words and names; rates are by all running words.
    weighting : {"length", "documents"}
        ``documents`` lets each document count as much as any other, so that a long one does not decide. G², ``p`` and
        ``q`` then reckon with the effective sample size (Kish), which is less the more documents differ in length.
    min_count : int
        Words that occur less often are left out.
    most : int, optional
        Words kept for each group.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Raises
    ------
    QueryError
        When there are no two groups, ``target`` is none of them, or ``words`` or ``weighting`` is no such choice.
    """
    check_choice("words", words, get_args(Form))
    check_choice("weighting", weighting, get_args(Weighting))
    found = [_counted_words(one, words, content_only) for one in documents]
    total: Counter[str] = Counter(word for kept, _ in found for word in kept)
    items = sorted(word for word, n in total.items() if n >= min_count)
    counts = count_matrix([kept for kept, _ in found], items)
    sizes = np.array([size for _, size in found], dtype=np.float64)
    return _by_group(
        "words", documents, by, target, items, counts, sizes, weighting, min_count, most, n_resamples, seed
    )


def theme_keyness(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    by: By,
    *,
    target: str | None = None,
    names: Mapping[str, str] | None = None,
    weighted: bool = False,
    weighting: Weighting = "length",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> Keyness:
    """Compare how often themes occur in every group with how often in all other documents, by sentences.

    Parameters
    ----------
    documents, annotations
        The corpus and its codes.
    by, target, weighting, n_resamples, seed
        As for :func:`keyness`.
    names : mapping of str to str, optional
        Names of the themes by key.
    weighted : bool
        Count a code by its score rather than as one.

    Raises
    ------
    QueryError
        When there are no two groups, ``target`` is none of them, or ``weighting`` is no such choice.
    """
    check_choice("weighting", weighting, get_args(Weighting))
    matrix = theme_matrix(documents, annotations, names)
    counts = matrix.per_document(matrix.scores if weighted else matrix.given)
    sizes = matrix.lengths.astype(np.float64)
    found = _by_group(
        "themes", documents, by, target, matrix.themes, counts, sizes, weighting, 0, None, n_resamples, seed
    )
    return Keyness(
        "themes",
        found.groups,
        found.n_documents,
        found.table,
        {key: matrix.name(key) for key in matrix.themes},
        weighting,
    )


def words_of_theme(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    theme: str,
    *,
    words: Form = "lemma",
    content_only: bool = True,
    weighting: Weighting = "length",
    min_count: int = 3,
    most: int | None = 50,
    names: Mapping[str, str] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> Keyness:
    """Compare the words of sentences with a theme with those of all other sentences of the same documents.

    The one group is called by the theme; ``names`` are those of the themes, for the figure, and the other arguments are
    as for :func:`keyness`.

    Raises
    ------
    QueryError
        When no sentence has the theme, or ``words`` or ``weighting`` is no such choice.
    """
    check_choice("words", words, get_args(Form))
    check_choice("weighting", weighting, get_args(Weighting))
    matrix = theme_matrix(documents, annotations, names)
    if theme not in matrix.themes:
        raise QueryError(f"Geen zin heeft het thema '{theme}'. Wel: {', '.join(matrix.themes) or 'geen enkel'}.")
    has = matrix.given[:, matrix.themes.index(theme)] > 0
    inside: list[list[str]] = [[] for _ in documents]
    outside: list[list[str]] = [[] for _ in documents]
    sizes = np.zeros((2, len(documents)))
    codable = (
        (number, sentence)
        for number, processed in enumerate(documents)
        for sentence in processed.sentences
        if sentence.codable
    )
    for (number, sentence), coded in zip(codable, has.tolist(), strict=True):
        found = running_words(sentence.tokens, words)
        tells = content_words(sentence.tokens) if content_only else None
        kept = [word for index, word in found if tells is None or tells(index)]
        (inside if coded else outside)[number].extend(kept)
        sizes[0 if coded else 1, number] += len(found)
    items = sorted({word for kept in inside for word in kept})
    n_documents = int((sizes[0] > 0).sum())
    table = compare_counts(
        items, count_matrix(inside, items), sizes[0], count_matrix(outside, items), sizes[1],
        weights=stretches(sizes.sum(axis=0)) if weighting == "documents" else None,
        min_count=min_count, most=most, n_resamples=n_resamples, seed=seed,
    )  # fmt: skip
    table.insert(0, "group", theme)
    return Keyness("words", (theme,), {theme: n_documents}, table, {theme: matrix.name(theme)}, weighting)


def _counted_words(processed: ProcessedDocument, by: Form, content_only: bool) -> tuple[list[str], int]:
    """Words of a document that are compared, and how many words it has in all."""
    kept: list[str] = []
    size = 0
    for sentence in processed.sentences:
        if sentence.codable:
            found = running_words(sentence.tokens, by)
            tells = content_words(sentence.tokens) if content_only else None
            kept.extend(word for index, word in found if tells is None or tells(index))
            size += len(found)
    return kept, size


def _by_group(
    kind: Literal["words", "themes"],
    documents: Sequence[ProcessedDocument],
    by: By,
    target: str | None,
    items: Sequence[str],
    counts: Numbers,
    sizes: Numbers,
    weighting: Weighting,
    min_count: float,
    most: int | None,
    n_resamples: int,
    seed: int,
) -> Keyness:
    import pandas as pd

    group_of = group_documents(documents, by)
    groups = ordered_groups(group_of, by)
    chosen = groups if target is None else [find_group(groups, target)]
    weights = stretches(sizes) if weighting == "documents" else None
    tables = []
    for group in chosen:
        inside = np.array([one == group for one in group_of], dtype=np.float64)
        outside = np.array([one not in ("", group) for one in group_of], dtype=np.float64)
        table = compare_counts(
            items,
            counts * inside[:, None],
            sizes * inside,
            counts * outside[:, None],
            sizes * outside,
            weights=weights,
            min_count=min_count,
            most=most,
            n_resamples=n_resamples,
            seed=seed,
        )
        table.insert(0, "group", group)
        tables.append(table)
    n_documents = {group: group_of.count(group) for group in chosen}
    return Keyness(kind, tuple(chosen), n_documents, pd.concat(tables, ignore_index=True), weighting=weighting)
