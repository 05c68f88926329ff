"""Agreement of topics with labels that people gave."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.measures.b_cubed import b_cubed_items

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two divisions of the same passages agree.

    Parameters
    ----------
    nmi : float
        Normalised mutual information, arithmetic mean, 0..1 (Vinh, Epps & Bailey, 2010).
    ari : float
        Adjusted Rand index, 0 by chance, 1 when the same (Hubert & Arabie, 1985).
    b_cubed_precision, b_cubed_recall, b_cubed_f : float
        B-cubed, 0..1 (Bagga & Baldwin, 1998; Amigó et al., 2009).
    n : int
        Number of passages compared.
    ami : float
        Adjusted mutual information, 0 by chance (Vinh, Epps & Bailey, 2010): NMI rises with the number of topics even
        when these are drawn by lot.
    b_cubed_lot : float
        The B-cubed F that groups of the same sizes get when passages are drawn into them by lot: one heap and many
        tiny groups beside it get most, the heap by its recall and the tiny groups by their precision.
    """

    nmi: float
    ari: float
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f: float
    n: int
    ami: float
    b_cubed_lot: float

    @property
    def b_cubed_beyond(self) -> float:
        """B-cubed F beyond what lots give, as a share of what there is to win: 0 by chance, 1 when the same.

        It is adjusted as the Rand index is (Hubert & Arabie, 1985). NaN when lots give everything already.
        """
        room = 1.0 - self.b_cubed_lot
        return (self.b_cubed_f - self.b_cubed_lot) / room if room > _NOTHING else float("nan")


def agreement(found: Sequence[Hashable], given: Sequence[Hashable]) -> Agreement:
    """Compare the topics of passages with given labels.

    Parameters
    ----------
    found : sequence of hashable, length n
        The topic of each passage. Passages without a topic (-1) count as one group, as is usual: leaving them out
        would reward a model for giving up on hard passages.
    given : sequence of hashable, length n
        The label of each passage.

    Returns
    -------
    Agreement
        All NaN when there are no passages.

    Raises
    ------
    ValueError
        When the two differ in length.
    """
    if len(found) != len(given):
        raise ValueError(f"found and given must be of one length, not {len(found)} and {len(given)}")
    if not len(found):
        nan = float("nan")
        return Agreement(nan, nan, nan, nan, nan, 0, nan, nan)
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, normalized_mutual_info_score
    from sklearn.metrics.cluster import contingency_matrix

    one, other = _numbered(found), _numbered(given)
    table = contingency_matrix(other, one).astype(float)
    precision, recall = map(float, b_cubed_items(one.tolist(), other.tolist()).mean(axis=0))
    return Agreement(
        nmi=float(normalized_mutual_info_score(other, one)),
        ari=float(adjusted_rand_score(other, one)),
        b_cubed_precision=precision,
        b_cubed_recall=recall,
        b_cubed_f=_harmonic(precision, recall),
        n=len(found),
        ami=float(adjusted_mutual_info_score(other, one)),
        b_cubed_lot=_by_lot(table),
    )


def _by_lot(table: NDArray[np.float64]) -> float:
    """Give B-cubed F for the same sizes of groups and labels, of expected precision and recall under permutation."""
    labels, groups, n = table.sum(axis=1), table.sum(axis=0), table.sum()
    mean = np.outer(labels, groups) / n
    # Of a hypergeometric number the expected square is the square of the mean and the variance.
    squares = mean**2 + mean * np.outer(n - labels, n - groups) / (n * max(n - 1, 1))
    precision = float((squares / groups[None, :]).sum() / n)
    recall = float((squares / labels[:, None]).sum() / n)
    return _harmonic(precision, recall)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


def _numbered(labels: Sequence[Hashable]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    places: dict[Hashable, int] = {}
    return np.array([places.setdefault(label, len(places)) for label in labels], dtype=np.int64)
