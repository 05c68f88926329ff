"""B-cubed item by item, so that it can be added up over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray


def b_cubed_items(found: Sequence[Hashable], given: Sequence[Hashable]) -> NDArray[np.float64]:
    """Give for every item the precision and recall of the group that it is in (Bagga & Baldwin, 1998).

    Parameters
    ----------
    found, given : sequence of hashable, length n
        The group of each item, as found and as it should be.

    Returns
    -------
    ndarray of float64, shape (n, 2)
        Share of the items found with it that belong with it; share of those that belong with it that were found with
        it. Every item counts itself.

    Raises
    ------
    ValueError
        When the two differ in length.
    """
    if len(found) != len(given):
        raise ValueError(f"found and given must be of one length, not {len(found)} and {len(given)}")
    both, machine, people = Counter(zip(found, given, strict=True)), Counter(found), Counter(given)
    rows = [
        (both[one, other] / machine[one], both[one, other] / people[other])
        for one, other in zip(found, given, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)
