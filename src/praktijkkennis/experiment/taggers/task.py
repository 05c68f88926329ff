"""What a tagger gets, and how its scores become codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.coded import CodedTexts, Labels
from praktijkkennis.experiment.methods import TaggerSection
from praktijkkennis.experiment.stages import Stages

if TYPE_CHECKING:
    from pandas import DataFrame

Scores = NDArray[np.float64]

CODE_COLUMNS = ("document_id", "start", "end", "text", "theme", "score", "stance")
DIGITS = 6
"""Digits of a score that are kept: further ones differ from machine to machine."""

_CANDIDATES = 200
_HIGHEST = 0.999
_DRAWN = 150.0
"""Codes of a theme with which its own threshold counts as much as the common one."""


@dataclass(frozen=True, eq=False)
class Task:
    """Coded texts to learn from and to code.

    Parameters
    ----------
    learn : CodedTexts or None
        None where there is nothing to learn from.
    judge : CodedTexts
        Their codes are not to be looked at.
    codebook : Codebook
        The themes.
    stages : Stages
        Analyses and embeds.
    settings : TaggerSection
        Which method, and its parameters.
    seed : int
        Of whatever draws lots.
    """

    learn: CodedTexts | None
    judge: CodedTexts
    codebook: Codebook
    stages: Stages
    settings: TaggerSection
    seed: int

    def lessons(self) -> CodedTexts:
        """Give what there is to learn from.

        Raises
        ------
        ExperimentError
            When there is nothing.
        """
        if self.learn is None:
            raise ExperimentError(
                f"De methode '{self.settings.method}' leert van gecodeerde teksten. Noem ze onder [corpus] bij 'train'."
            )
        return self.learn


def thresholds_for(scores: Scores, labels: Labels) -> Scores:
    """Choose for every theme the score from which it is coded.

    The best for the theme by itself, drawn towards the best for all together where there are few codes to go by; in the
    same way as those of the tagger that comes along.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, themes)
        Of sentences that the method had not learned from, or of a method that learns nothing.
    labels : ndarray of int64, shape (n, themes)

    Returns
    -------
    ndarray of float64, shape (themes,)
    """
    common = best_threshold(scores, labels)
    columns = range(labels.shape[1])
    own = np.array([best_threshold(scores[:, [theme]], labels[:, [theme]]) for theme in columns])
    counts = labels.sum(axis=0)
    drawn: Scores = np.round((counts * own + _DRAWN * common) / (counts + _DRAWN), DIGITS)
    return drawn


def best_threshold(scores: Scores, labels: Labels) -> float:
    """Choose one score from which all themes are coded, for the best macro-F1.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, themes)
    labels : ndarray of int64, shape (n, themes)

    Returns
    -------
    float
        The lowest of the best.
    """
    # Below the share of what people code nothing useful lies: only the top of the scores is looked at.
    lowest = max(0.0, 1.0 - 8.0 * float(labels.mean()))
    shares = np.linspace(min(lowest, 0.9), _HIGHEST, _CANDIDATES)
    candidates = np.unique(np.round(np.quantile(scores, shares), DIGITS))
    figures = [macro_f1(scores >= limit, labels) for limit in candidates]
    return float(candidates[int(np.argmax(np.round(figures, DIGITS)))])


def macro_f1(given: NDArray[np.bool_], labels: Labels) -> float:
    """Give the mean F1 over the themes that people or the machine gave.

    Parameters
    ----------
    given : ndarray of bool, shape (n, themes)
    labels : ndarray of int64, shape (n, themes)
    """
    people = labels.sum(axis=0)
    hits, machine = (given & (labels == 1)).sum(axis=0), given.sum(axis=0)
    occurring = (machine + people) > 0
    return float(np.mean((2.0 * hits / np.maximum(machine + people, 1))[occurring]))


def codes_of(texts: CodedTexts, scores: Scores, limits: float | Scores) -> DataFrame:
    """Write scores of the sentences of coded texts as codes.

    Parameters
    ----------
    texts : CodedTexts
        Its units are the rows of ``scores``.
    scores : ndarray of float64, shape (units, themes)
    limits : float or ndarray of float64, shape (themes,)
        From where a theme is coded.

    Returns
    -------
    pandas.DataFrame
        One row a code, with the columns :data:`CODE_COLUMNS`; the stance is not told.
    """
    import pandas as pd

    rounded = np.round(scores, DIGITS)
    rows, columns = np.nonzero(rounded >= limits)
    given = texts.units.iloc[rows].reset_index(drop=True)
    return pd.DataFrame(
        {
            **{name: given[name] for name in ("document_id", "start", "end", "text")},
            "theme": [texts.themes[column] for column in columns],
            "score": rounded[rows, columns],
            "stance": [""] * len(rows),
        },
        columns=list(CODE_COLUMNS),
    )
