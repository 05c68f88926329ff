"""Topics over time and by group, with how sure each share is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.result import TopicResult

if TYPE_CHECKING:
    import pandas as pd

_MONTH = re.compile(r"\d{4}-\d{2}")
_BOOTSTRAPS = 1000
_FEWEST_FOR_BOOTSTRAP = 8
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Mean share of a topic in the documents of a group, with a 95 % interval, all 0..1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TopicsByGroup:
    """Topics by the values of one metadata key, or by month.

    Parameters
    ----------
    key : str
        The metadata key; ``"month"`` for time.
    groups : tuple of str
        Its values: the largest group first, months in order without gaps left out.
    n_documents : tuple of int
        Number of documents in each group that have a topic.
    shares : tuple of tuple of GroupShare
        For each topic a share for every group.
    n_left_out : int
        Number of documents without a value, or without a topic.
    """

    key: str
    groups: tuple[str, ...]
    n_documents: tuple[int, ...]
    shares: tuple[tuple[GroupShare, ...], ...]
    n_left_out: int

    def to_frame(self) -> pd.DataFrame:
        """One row for each topic and group: ``topic, group, documents, share, low, high``."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"topic": topic + 1, "group": group, "documents": n, "share": s.share, "low": s.low, "high": s.high}
                for topic, row in enumerate(self.shares)
                for group, n, s in zip(self.groups, self.n_documents, row, strict=True)
            ],
            columns=["topic", "group", "documents", "share", "low", "high"],
        )


def topics_by_group(result: TopicResult, key: str, seed: int = 0) -> TopicsByGroup:
    """Compare topics between sectors, organisations, kinds of text, or any other metadata.

    A share is the mean over documents, so that one long document does not outweigh ten short ones. The interval is a
    percentile bootstrap over documents (Efron, 1979); with fewer than eight documents, where that is far too narrow,
    Wilson's (1927) with the documents as its number of trials.

    Parameters
    ----------
    result : TopicResult
        What was found.
    key : str
        Metadata key, or ``"month"`` for the months of ``date``; documents dated by year only are left out there.
    seed : int
        For the bootstrap.
    """
    members: defaultdict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    has_topic = result.document_topic.sum(axis=1) > 0
    for place, document in enumerate(result.documents):
        value = _value(document.metadata, key)
        if value and has_topic[place]:
            # The same value with other capitals or spaces is the same group, as in the rest of the report.
            members[written.setdefault(value.casefold(), value)].append(place)
    groups = sorted(members) if key == "month" else sorted(members, key=lambda group: (-len(members[group]), group))
    random = np.random.default_rng(seed)
    by_group = [_shares(result.document_topic[members[group]], random) for group in groups]
    return TopicsByGroup(
        key=key,
        groups=tuple(groups),
        n_documents=tuple(len(members[group]) for group in groups),
        shares=tuple(tuple(row[topic] for row in by_group) for topic in range(len(result.topics))),
        n_left_out=len(result.documents) - sum(map(len, members.values())),
    )


def wilson_interval(share: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of ``n`` trials (Wilson, 1927); 0..1 when there are none."""
    if n <= 0:
        return 0.0, 1.0
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return float(max(centre - half, 0.0)), float(min(centre + half, 1.0))


def _value(metadata: Mapping[str, str], key: str) -> str:
    if key == "month":
        found = _MONTH.match(metadata.get("date", ""))
        return found.group() if found else ""
    return " ".join(metadata.get(key, "").split())


def _shares(weights: NDArray[np.float64], random: np.random.Generator) -> Sequence[GroupShare]:
    n = len(weights)
    means = weights.mean(axis=0).clip(0.0, 1.0)
    if n < _FEWEST_FOR_BOOTSTRAP:
        return [GroupShare(float(mean), *wilson_interval(float(mean), n)) for mean in means]
    draws = random.integers(0, n, size=(_BOOTSTRAPS, n))
    resampled = weights[draws].mean(axis=1)
    low, high = np.percentile(resampled, [2.5, 97.5], axis=0)
    return [GroupShare(float(m), float(a), float(b)) for m, a, b in zip(means, low, high, strict=True)]
