"""How well the machine codes, per theme and over all, each figure with its interval over documents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import STANCES
from praktijkkennis.evaluation.coefficients import ALPHA
from praktijkkennis.evaluation.resampling import (
    Figure,
    Numbers,
    estimate,
    sum_by_document,
)

if TYPE_CHECKING:
    from pandas import DataFrame

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Codes of the machine beside those that count as right.

    Parameters
    ----------
    themes : tuple of str
        In the order of the columns.
    truth, guess : ndarray of int64, shape (units, themes)
        1 where the theme was given by people, by the machine.
    true_stances, guessed_stances : ndarray of int64, shape (units, themes)
        Number of the stance, -1 where unknown.
    scores : ndarray of float64, shape (units, themes)
        Of the machine; nan where it gave none.
    documents : ndarray of int64, shape (units,)
        Number of the document of each unit.
    n_documents : int
        Number of documents.
    """

    themes: tuple[str, ...]
    truth: Labels
    guess: Labels
    true_stances: Labels
    guessed_stances: Labels
    scores: NDArray[np.float64]
    documents: Labels
    n_documents: int


def score_themes(compared: Compared, core: Collection[str], n_resamples: int, seed: int) -> DataFrame:
    """Judge every theme, and all together.

    Parameters
    ----------
    compared : Compared
        What to judge.
    core : collection of str
        Themes that also get a mean of their own, when there are any.
    n_resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        One row a theme with ``level`` "theme"; then "macro" (mean of the themes that occur), "macro_core" and "micro"
        (all codes together) with an empty ``theme``. Counts ``n_units, n_coded, n_predicted, n_both``, ``prevalence``,
        and ``precision, recall, f1, alpha, stance_accuracy, stance_macro_f1`` with ``_low`` and ``_high``.
    """
    import pandas as pd

    rows = []
    for number, theme in enumerate(compared.themes):
        own = [number]
        rows.append(
            {"theme": theme, "level": "theme"}
            | _counts(compared, own)
            | _measures(compared, own, n_resamples, seed)
            | _stances(compared, own, n_resamples, seed)
        )
    every = list(range(len(compared.themes)))
    chosen = [number for number in every if compared.themes[number] in core]
    for level, members in (("macro", every), ("macro_core", chosen)):
        if members:
            rows.append(
                {"theme": "", "level": level}
                | _counts(compared, members)
                | _means(compared, members, n_resamples, seed)
            )
    rows.append(
        {"theme": "", "level": "micro"}
        | _counts(compared, every)
        | _measures(compared, every, n_resamples, seed)
        | _stances(compared, every, n_resamples, seed)
    )
    table = pd.DataFrame(rows)
    return table.assign(n_stances=table["n_stances"].fillna(0).astype("int64"))


def precision(sums: Numbers) -> Numbers:
    """Share of the machine's codes that are right, of sums (both, machine, people)."""
    return sums[..., 0] / sums[..., 1]


def recall(sums: Numbers) -> Numbers:
    """Share of people's codes that the machine gives too, of sums (both, machine, people)."""
    return sums[..., 0] / sums[..., 2]


def f1(sums: Numbers) -> Numbers:
    """Harmonic mean of precision and recall, of sums (both, machine, people); nan when neither gives a code."""
    return 2 * sums[..., 0] / (sums[..., 1] + sums[..., 2])


def _hits(compared: Compared, theme: int) -> Numbers:
    """Per document: codes of both, of the machine, of people."""
    truth, guess = compared.truth[:, theme], compared.guess[:, theme]
    return sum_by_document(np.column_stack([truth & guess, guess, truth]), compared.documents, compared.n_documents)


def _counts(compared: Compared, themes: Sequence[int]) -> dict[str, Any]:
    truth, guess = compared.truth[:, themes], compared.guess[:, themes]
    return {
        "n_units": len(truth),
        "n_coded": int(truth.sum()),
        "n_predicted": int(guess.sum()),
        "n_both": int((truth & guess).sum()),
        "prevalence": float(truth.mean()) if truth.size else float("nan"),
    }


def _measures(compared: Compared, themes: Sequence[int], n_resamples: int, seed: int) -> dict[str, float]:
    hits = sum((_hits(compared, theme) for theme in themes), np.zeros((compared.n_documents, 3)))
    pairs = [np.stack([compared.truth[:, theme], compared.guess[:, theme]], axis=1) for theme in themes]
    terms = sum((ALPHA.terms(pair, 2) for pair in pairs), np.zeros((len(compared.documents), 4)))
    coincidences = sum_by_document(terms, compared.documents, compared.n_documents)
    found: dict[str, float] = {}
    for name, figure, sums in (
        ("precision", precision, hits),
        ("recall", recall, hits),
        ("f1", f1, hits),
        ("alpha", ALPHA.figure, coincidences),
    ):
        found |= estimate(sums, figure, n_resamples, seed).columns(name)
    return found


def _means(compared: Compared, themes: Sequence[int], n_resamples: int, seed: int) -> dict[str, float]:
    """Means over the themes that occur, resampled for all themes at once."""
    hits = np.concatenate([_hits(compared, theme) for theme in themes], axis=1)
    found: dict[str, float] = {}
    for name, figure in (("precision", precision), ("recall", recall), ("f1", f1)):
        found |= estimate(hits, _mean_over_themes(figure), n_resamples, seed).columns(name)
    return found


def _mean_over_themes(figure: Figure) -> Figure:
    def mean(sums: Numbers) -> Numbers:
        each = figure(sums.reshape(*sums.shape[:-1], -1, 3))
        occurring = (~np.isnan(each)).sum(axis=-1)
        total: Numbers = np.nansum(each, axis=-1) / occurring
        return total

    return mean


def _stances(compared: Compared, themes: Sequence[int], n_resamples: int, seed: int) -> dict[str, Any]:
    """Judge the stance where both gave the theme and both gave a stance."""
    truth, guess = compared.true_stances[:, themes], compared.guessed_stances[:, themes]
    both = (compared.truth[:, themes] & compared.guess[:, themes]).astype(bool) & (truth >= 0) & (guess >= 0)
    units, _ = np.nonzero(both)
    kinds = np.arange(len(STANCES))
    is_true, is_guess = truth[both][:, None] == kinds, guess[both][:, None] == kinds
    terms = np.concatenate([is_true & is_guess, is_guess, is_true], axis=1)
    sums = sum_by_document(terms, compared.documents[units], compared.n_documents)
    accuracy = estimate(sums, _stance_accuracy, n_resamples, seed)
    macro = estimate(sums, _stance_macro_f1, n_resamples, seed)
    return {"n_stances": len(units)} | accuracy.columns("stance_accuracy") | macro.columns("stance_macro_f1")


def _stance_accuracy(sums: Numbers) -> Numbers:
    n_kinds = len(STANCES)
    right: Numbers = sums[..., :n_kinds].sum(axis=-1) / sums[..., 2 * n_kinds :].sum(axis=-1)
    return right


def _stance_macro_f1(sums: Numbers) -> Numbers:
    by_kind = np.moveaxis(sums.reshape(*sums.shape[:-1], 3, len(STANCES)), -2, -1)
    each = f1(by_kind)
    total: Numbers = np.nansum(each, axis=-1) / (~np.isnan(each)).sum(axis=-1)
    return total
