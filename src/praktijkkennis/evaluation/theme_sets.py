"""How far coders agree on all themes of a sentence at once: who gave one of two themes is half right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from praktijkkennis.errors import CodingError, check_choice
from praktijkkennis.evaluation.between_coders import groups_of
from praktijkkennis.evaluation.coefficients import Codes
from praktijkkennis.evaluation.resampling import (
    N_RESAMPLES,
    Numbers,
    estimate,
    numbered,
    sum_by_document,
    why_no_intervals,
)
from praktijkkennis.evaluation.units import RatedUnits

if TYPE_CHECKING:
    from pandas import DataFrame

Distance = Literal["masi", "jaccard"]
"""How two sets are held against one another."""


def jaccard_distance(first: AbstractSet[Any], second: AbstractSet[Any]) -> float:
    """Share of the union that is not in both; 0 for two empty sets."""
    either = len(first | second)
    return 1 - len(first & second) / either if either else 0.0


def masi_distance(first: AbstractSet[Any], second: AbstractSet[Any]) -> float:
    """MASI (Passonneau, 2006, *Measuring agreement on set-valued items*, LREC), which is stricter than Jaccard.

    The likeness by Jaccard counts for two thirds where one set holds the other, and for one third where either has
    something of its own.
    """
    if first == second:
        return 0.0
    monotonicity = 2 / 3 if first <= second or second <= first else 1 / 3
    return 1 - (1 - jaccard_distance(first, second)) * monotonicity


DISTANCES: dict[Distance, Callable[[AbstractSet[Any], AbstractSet[Any]], float]] = {
    "masi": masi_distance,
    "jaccard": jaccard_distance,
}
"""The distances by name."""


def set_alpha(ratings: Sequence[Sequence[Collection[Any] | None]], distance: Distance = "masi") -> float:
    """Krippendorff's alpha of codes that are sets.

    Parameters
    ----------
    ratings : sequence of sequence of collection
        For every unit, what each coder gave it; an empty collection is an answer too, None is a coder who did not judge
        the unit. Units that fewer than two coders judged do not count.
    distance : {"masi", "jaccard"}
        How much two sets differ.

    Returns
    -------
    float
        1 is perfect, 0 is what chance gives; nan when all sets are the same, or no unit was judged by two coders.

    Raises
    ------
    CodingError
        When ``distance`` is no such choice.
    ValueError
        When ``ratings`` has not two dimensions.
    """
    check_choice("distance", distance, DISTANCES, CodingError)
    numbers: dict[frozenset[Any], int] = {}
    codes = np.array(
        [
            [-1 if given is None else numbers.setdefault(frozenset(given), len(numbers)) for given in unit]
            for unit in ratings
        ],
        dtype=np.int64,
    )
    if codes.ndim != 2:
        raise ValueError("ratings must have two dimensions (units, coders)")
    if not numbers:
        return float("nan")
    distances = _distances(list(numbers), distance)
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(_alpha(_terms(codes, distances).sum(axis=0), distances))


def set_agreement(rated: RatedUnits, n_resamples: int = N_RESAMPLES, seed: int = 0) -> DataFrame:
    """Compare the sets of themes that coders gave units, a unit without a theme being an empty set.

    Parameters
    ----------
    rated : RatedUnits
        What each coder said of each unit, as :func:`~praktijkkennis.evaluation.rated_by` gives it.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        One row a pair of coders, and "alle" where there are more than two, with an empty ``theme``: ``n_units`` and
        ``n_documents`` that two of them read, ``n_coded`` units with a theme by any of them; Krippendorff's alpha with
        the distance ``masi`` and ``jaccard``, and ``same_set`` (share of pairs of judgements with exactly the same
        themes, not corrected for chance), with ``_low`` and ``_high``; ``remark`` tells why there are no intervals.
        ``.plot()`` draws it.
    """
    from praktijkkennis.evaluation.agreement_frame import AgreementFrame

    given = rated.codes == 1
    patterns, numbers = np.unique(given.reshape(-1, len(rated.themes)), axis=0, return_inverse=True)
    read = rated.codes[:, :, :1].max(axis=2, initial=-1) >= 0
    codes = np.where(read, numbers.reshape(read.shape), -1)
    sets = [frozenset(np.flatnonzero(pattern).tolist()) for pattern in patterns]
    every: dict[str, Numbers] = {name: _distances(sets, name) for name in DISTANCES}
    rows = []
    for members, joined in groups_of(rated.coders):
        own = codes[:, list(members)]
        shared = (own >= 0).sum(axis=1) > 1
        places, n_documents = numbered(rated.documents[shared])
        coded = given[shared][:, list(members)].any(axis=(1, 2))
        row: dict[str, Any] = {"theme": "", "coders": joined, "n_units": int(shared.sum()), "n_documents": n_documents}
        row["n_coded"] = int(coded.sum())
        remark = why_no_intervals(n_documents)
        n_drawn = 0 if remark else n_resamples
        for name, distances in every.items():
            sums = sum_by_document(_terms(own[shared], distances), places, n_documents)
            row |= estimate(sums, partial(_alpha, distances=distances), n_drawn, seed).columns(name)
        sums = sum_by_document(_same(own[shared]), places, n_documents)
        rows.append(row | estimate(sums, _share, n_drawn, seed).columns("same_set") | {"remark": remark})
    return AgreementFrame(rows)


def _distances(sets: Sequence[frozenset[Any]], name: Distance) -> Numbers:
    measure = DISTANCES[name]
    return np.array([[measure(one, other) for other in sets] for one in sets], dtype=np.float64)


def _terms(codes: Codes, distances: Numbers) -> Numbers:
    """Per unit: the disagreement in it, and how often it has each set; both 0 where fewer than two judged."""
    counts = (codes[:, :, None] == np.arange(len(distances))).sum(axis=1).astype(np.float64)
    judged = counts.sum(axis=1)
    counts[judged < 2] = 0.0
    # Two judgements of one unit are two ordered pairs, as in a matrix of coincidences.
    within = np.einsum("uv,vw,uw->u", counts, distances, counts, optimize=True) / np.maximum(judged - 1, 1)
    return np.column_stack([within, counts])


def _alpha(sums: Numbers, distances: Numbers) -> Numbers:
    observed, margins = sums[..., 0], sums[..., 1:]
    expected = ((margins @ distances) * margins).sum(axis=-1) / (margins.sum(axis=-1) - 1)
    vanishing = np.abs(expected) < 1e-12
    found: Numbers = np.where(vanishing, np.nan, 1 - observed / np.where(vanishing, 1.0, expected))
    return found


def _same(codes: Codes) -> Numbers:
    """Per unit: share of pairs of judgements that are the same, and 1 where there is a pair."""
    judged = (codes >= 0).sum(axis=1)
    alike = (codes[:, :, None] == codes[:, None, :]) & (codes >= 0)[:, :, None]
    pairs = judged * (judged - 1)
    return np.column_stack([(alike.sum(axis=(1, 2)) - judged) / np.maximum(pairs, 1), judged > 1])


def _share(sums: Numbers) -> Numbers:
    return sums[..., 0] / sums[..., 1]
