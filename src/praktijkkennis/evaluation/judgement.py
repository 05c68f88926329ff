"""The machine's codes held against those of people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation.between_coders import agreement_table
from praktijkkennis.evaluation.calibration import calibration_bins, expected_calibration_error
from praktijkkennis.evaluation.coding import Coding, coding_from_table
from praktijkkennis.evaluation.columns import tidy_codes
from praktijkkennis.evaluation.inspection import FALSE_ALARM, MISSED, confusion_table, error_table
from praktijkkennis.evaluation.matching import Matching, bring_together
from praktijkkennis.evaluation.resampling import N_RESAMPLES
from praktijkkennis.evaluation.scores import Compared, score_themes
from praktijkkennis.evaluation.units import RatedUnits, rate_units

if TYPE_CHECKING:
    from pandas import DataFrame

MACHINE = "machine"
"""Name of the machine where its table names none."""


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How well the machine codes.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row a theme and three for all together, as :func:`~praktijkkennis.evaluation.scores.score_themes` gives
        them, with the expected calibration error in ``ece``.
    confusion : pandas.DataFrame
        Themes of people (rows) by themes of the machine (columns).
    errors : pandas.DataFrame
        Misses, then false alarms, with their text, the worst first.
    calibration : pandas.DataFrame
        Scores beside the share that people agree with.
    rated : RatedUnits
        Every unit with what each coder said of it; the machine is the first coder.
    matching : Matching
        How the two tables were brought together.
    reference : str
        Whose codes count as right: the name of a coder, or "meerderheid" where several coded.
    kinds : mapping of str to int
        Kinds of documents with their number, where known.
    """

    scores: DataFrame
    confusion: DataFrame
    errors: DataFrame
    calibration: DataFrame
    rated: RatedUnits
    matching: Matching
    reference: str
    kinds: Mapping[str, int]

    def to_frame(self) -> DataFrame:
        """The figures per theme and over all."""
        return self.scores.copy()

    @cached_property
    def misses(self) -> DataFrame:
        """Sentences with a theme that the machine did not give, the worst first."""
        return self.errors[self.errors["kind"] == MISSED].reset_index(drop=True)

    @cached_property
    def false_alarms(self) -> DataFrame:
        """Sentences to which the machine gave a theme that people did not, the worst first."""
        return self.errors[self.errors["kind"] == FALSE_ALARM].reset_index(drop=True)

    @cached_property
    def agreement(self) -> DataFrame:
        """The machine and people as coders alike, in pairs and all together.

        As :func:`~praktijkkennis.evaluation.between_coders.agreement_table` gives it.
        """
        return agreement_table(self.rated)

    @property
    def n_units(self) -> int:
        """Number of sentences compared."""
        return len(self.rated.units)

    @property
    def n_documents(self) -> int:
        """Number of documents compared."""
        return self.rated.n_documents

    @property
    def remarks(self) -> tuple[str, ...]:
        """What somebody who reads the figures must know, in Dutch sentences."""
        themes = self.scores[self.scores["level"] == "theme"].set_index("theme")
        by_people, by_machine = themes["n_coded"] > 0, themes["n_predicted"] > 0
        own = {
            "Alleen mensen gaven": themes.index[by_people & ~by_machine].tolist(),
            "Alleen de machine gaf": themes.index[by_machine & ~by_people].tolist(),
        }
        return (*self.matching.remarks, *(f"{start}: {', '.join(only)}." for start, only in own.items() if only))


def evaluate(
    predicted: DataFrame,
    coded: Coding | DataFrame,
    *,
    units: DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    core: Collection[str] = (),
    coder: str | None = None,
    threshold: float | Mapping[str, float] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """Judge codes of the machine by those of people.

    Parameters
    ----------
    predicted : pandas.DataFrame
        As ``praktijkkennis tag`` writes it: ``document_id, start, end, text, theme, score, stance, coder``.
    coded : Coding or pandas.DataFrame
        Codes of people; a table of the same kind, in which ``score``, ``stance`` and ``coder`` may be left out.
    units : pandas.DataFrame, optional
        With a table: every sentence that was there to be coded (``document_id, start, end``, ``text`` if known).
        Without, only coded passages are compared.
    names : mapping of str to str, optional
        Names of the themes of the codebook by key, in order; themes may be written by name.
    core : collection of str
        Keys of themes that get a mean of their own.
    coder : str, optional
        Whose codes count as right. By default those that more than half of the people who read a document gave.
    threshold : float or mapping of str to float, optional
        Codes of the machine with a lower score do not count as given; they do count for the calibration. One for all
        themes, or one for each (0 for a theme that is not named).
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    Evaluation

    Raises
    ------
    CodingError
        When a table cannot be understood, has codes of several machines, or the two share no document.
    """
    named = dict(names or {})
    coding = coded if isinstance(coded, Coding) else coding_from_table(coded, units, names=named)
    if not coding.seen:
        raise CodingError("Er zijn geen codes van mensen om mee te vergelijken. Controleer het gecodeerde bestand.")
    ours = tidy_codes(predicted, MACHINE, named, unknown_score=float("nan"))
    ours = ours[ours["theme"] != ""].reset_index(drop=True)
    machine = _machine_of(ours)
    coding = _without(coding, machine)
    codes, matching = bring_together(ours.assign(coder=machine), coding)
    if coder is not None and coder not in coding.coders:
        raise CodingError(f"Codeur '{coder}' staat niet in het gecodeerde bestand. Wel: {', '.join(coding.coders)}.")
    humans = coding.coders if coder is None else (coder,)
    seen = {
        key: (machine, *found) for key, read in coding.seen.items() if (found := [one for one in read if one in humans])
    }
    known = coding.units
    if known is not None:
        known = known[known["document_id"].isin(list(seen))]
    codes = codes[codes["document_id"].isin(list(seen))]
    themes = [*named, *sorted(set(codes["theme"]) - named.keys())]
    if not themes:
        raise CodingError("In geen van beide bestanden staat een code. Er valt niets te vergelijken.")
    rated = rate_units(codes, seen, (machine, *humans), themes, known)
    if threshold is not None:
        each = threshold if isinstance(threshold, Mapping) else dict.fromkeys(rated.themes, threshold)
        limits = np.array([each.get(theme, 0.0) for theme in rated.themes])
        rated.codes[:, 0][rated.scores[:, 0] < limits] = 0
    return _judged(rated, matching, humans, core, coding.kinds, n_resamples, seed)


def _judged(
    rated: RatedUnits,
    matching: Matching,
    humans: Sequence[str],
    core: Collection[str],
    kinds: Mapping[str, int],
    n_resamples: int,
    seed: int,
) -> Evaluation:
    truth, stances = reference_codes(rated.codes[:, 1:], rated.stances[:, 1:])
    compared = Compared(
        rated.themes,
        truth,
        rated.codes[:, 0].clip(0),
        stances,
        rated.stances[:, 0],
        rated.scores[:, 0],
        rated.documents,
        rated.n_documents,
    )
    bins = calibration_bins(compared)
    scores = score_themes(compared, core, n_resamples, seed)
    scores["ece"] = [
        float("nan") if level.startswith("macro") else expected_calibration_error(bins[bins["theme"] == theme])
        for theme, level in zip(scores["theme"], scores["level"], strict=True)
    ]
    return Evaluation(
        scores,
        confusion_table(compared),
        error_table(compared, rated.units, (rated.codes[:, 1:] == 1).sum(axis=1)),
        bins,
        rated,
        matching,
        humans[0] if len(humans) == 1 else "meerderheid",
        kinds,
    )


def reference_codes(
    codes: NDArray[np.int64], stances: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tell which codes of people count as right.

    Parameters
    ----------
    codes : ndarray of int64, shape (units, coders, themes)
        1 given, 0 not given, -1 not read.
    stances : ndarray of int64, shape (units, coders, themes)
        Number of the stance, -1 where none.

    Returns
    -------
    truth : ndarray of int64, shape (units, themes)
        1 where more than half of those who read the unit gave the theme.
    stances : ndarray of int64, shape (units, themes)
        The stance that most of them gave; -1 where there is none, or two are given equally often.
    """
    truth = (2 * (codes == 1).sum(axis=1) > (codes >= 0).sum(axis=1)).astype(np.int64)
    votes = np.stack([(stances == kind).sum(axis=1) for kind in range(int(stances.max(initial=0)) + 1)])
    winner, most = votes.argmax(axis=0), votes.max(axis=0)
    clear = (most > 0) & ((votes == most).sum(axis=0) == 1) & (truth == 1)
    return truth, np.where(clear, winner, -1)


def _machine_of(predicted: DataFrame) -> str:
    coders = sorted(set(predicted["coder"]))
    if len(coders) > 1:
        raise CodingError(f"De codes van de machine zijn van meer codeurs ({', '.join(coders)}). Houd er één over.")
    return coders[0] if coders else MACHINE


def _without(coding: Coding, machine: str) -> Coding:
    """Leave the machine's own rows out of the codes of people; where there are no others, a person corrected them."""
    if machine not in coding.coders:
        return coding
    if coding.coders == (machine,):
        renamed = f"{machine} (verbeterd)"
        return replace(coding, codes=coding.codes.assign(coder=renamed), seen=dict.fromkeys(coding.seen, (renamed,)))
    kept = coding.codes[coding.codes["coder"] != machine].reset_index(drop=True)
    seen = {key: tuple(one for one in names if one != machine) for key, names in coding.seen.items()}
    return replace(coding, codes=kept, seen={key: names for key, names in seen.items() if names})
