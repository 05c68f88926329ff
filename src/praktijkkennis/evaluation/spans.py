"""Agreement on where passages begin and end, for coders who mark passages freely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation.between_coders import EVERYBODY
from praktijkkennis.evaluation.coding import Coding, coding_from_table
from praktijkkennis.evaluation.matching import settle
from praktijkkennis.evaluation.resampling import N_RESAMPLES, Numbers, estimate, why_no_intervals

if TYPE_CHECKING:
    from pandas import DataFrame

Span = tuple[int, int]


def span_agreement(
    coded: Coding | DataFrame,
    *,
    lengths: Mapping[str, int] | None = None,
    themes: Sequence[str] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> DataFrame:
    """Compare the passages that coders gave each theme, in pairs and all together.

    Three measures, from strict to loose. ``exact_f1``: passages with the same begin and end; ``overlap_f1``: passages
    that share a character with one of the other coder (both after Hripcsak & Rothschild, 2005, who show that F1 is what
    kappa comes to when nobody can count what was not marked). ``u_alpha``: Krippendorff's alpha for unitising, in its
    binary form for one theme (Krippendorff, Mathet, Bouvry & Widlöcher, 2016, *Quality & Quantity* 50), with all
    documents as one continuum: 1 is perfect, 0 is what marking at random gives.

    Parameters
    ----------
    coded : Coding or pandas.DataFrame
        Codes with a column ``coder``. Passages of one coder and theme that overlap count as one.
    lengths : mapping of str to int, optional
        Length of each document in characters, for those whose text is not in ``coded``; else a document is taken to end
        with its last coded passage, which makes ``u_alpha`` somewhat too low.
    themes : sequence of str, optional
        Which themes, in order; all that occur by default.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        One row a theme and pair of coders, and a row "alle" where there are more than two (``u_alpha`` only), over the
        documents that all of them read: ``theme, coders, n_documents, n_spans`` and the measures with ``_low`` and
        ``_high``, and ``remark``, which tells why there are no intervals. ``.plot()`` draws it.

    Raises
    ------
    CodingError
        When no document was read by two coders, or passages have no offsets.
    """
    from praktijkkennis.evaluation.agreement_frame import AgreementFrame

    coding = coded if isinstance(coded, Coding) else coding_from_table(coded)
    rows = settle(coding).rows
    if rows["apart"].any():
        raise CodingError("Niet elke passage heeft een begin en een eind. Vul 'start' en 'end'.")
    spans = _spans_of(rows)
    extent = _extents(rows, coding, lengths or {})
    coders = coding.coders
    groups = list(combinations(coders, 2)) + ([coders] if len(coders) > 2 else [])
    found = []
    for members in groups:
        shared = sorted(key for key, read in coding.seen.items() if set(members) <= set(read))
        if not shared:
            continue
        joined = " en ".join(members) if len(members) == 2 else EVERYBODY
        for theme in sorted(set(rows["theme"])) if themes is None else themes:
            marked = [[spans.get((key, coder, theme), []) for coder in members] for key in shared]
            row = {"theme": theme, "coders": joined, "n_documents": len(shared)}
            row["n_spans"] = sum(len(one) for document in marked for one in document)
            remark = why_no_intervals(len(shared))
            lengths_here = [extent.get(key, 0) for key in shared]
            measured = _measures(marked, lengths_here, 0 if remark else n_resamples, seed)
            found.append(row | measured | {"remark": remark})
    if not found:
        raise CodingError(
            "Er is geen document dat twee codeurs hebben gelezen. Zonder dat valt er niets te vergelijken."
        )
    return AgreementFrame(found)


def unitised_alpha(marked: Sequence[Sequence[Span]], length: int) -> float:
    """Krippendorff's alpha for unitising, binary (Krippendorff, Mathet, Bouvry & Widlöcher, 2016, equations 1-6).

    Parameters
    ----------
    marked : sequence of sequence of (int, int)
        Per coder the marked passages, start and end (exclusive), not overlapping.
    length : int
        Length of the continuum.

    Returns
    -------
    float
        nan when nobody marked anything, or everybody everything.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(_u_alpha(_unitising_terms([sorted(one) for one in marked], length)))


def _spans_of(rows: DataFrame) -> dict[tuple[str, str, str], list[Span]]:
    """Passages per document, coder and theme; overlapping ones joined."""
    found: dict[tuple[str, str, str], list[Span]] = {}
    ordered = rows.sort_values(["start", "end"], kind="stable")
    columns = (ordered[name].tolist() for name in ("document_id", "coder", "theme", "start", "end"))
    for document, coder, theme, start, end in zip(*columns, strict=True):
        spans = found.setdefault((document, coder, theme), [])
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return found


def _extents(rows: DataFrame, coding: Coding, lengths: Mapping[str, int]) -> dict[str, int]:
    ends: dict[str, int] = {}
    for frame in (rows, coding.units):
        if frame is not None:
            for key, end in frame.groupby("document_id")["end"].max().items():
                ends[str(key)] = max(ends.get(str(key), 0), int(end))
    known = {key: len(text) for key, text in coding.texts.items()} | dict(lengths)
    return {key: max(known.get(key, 0), ends.get(key, 0)) for key in known | ends}


def _measures(
    marked: Sequence[Sequence[list[Span]]], lengths: Sequence[int], n_resamples: int, seed: int
) -> dict[str, float]:
    found: dict[str, float] = {}
    pair = len(marked[0]) == 2
    for name, terms in (("exact_f1", _exact_terms), ("overlap_f1", _overlap_terms)):
        if pair:
            sums = np.array([terms(first, second) for first, second in marked], dtype=np.float64)
            found |= estimate(sums, _span_f1, n_resamples, seed).columns(name)
        else:
            found |= dict.fromkeys((name, f"{name}_low", f"{name}_high"), float("nan"))
    sums = np.array([_unitising_terms(document, length) for document, length in zip(marked, lengths, strict=True)])
    return found | estimate(sums, _u_alpha, n_resamples, seed).columns("u_alpha")


def _exact_terms(first: Sequence[Span], second: Sequence[Span]) -> tuple[int, int, int, int]:
    same = len(set(first) & set(second))
    return same, len(first), same, len(second)


def _overlap_terms(first: Sequence[Span], second: Sequence[Span]) -> tuple[int, int, int, int]:
    meeting = [[min(one[1], two[1]) > max(one[0], two[0]) for two in second] for one in first]
    hit = sum(map(any, meeting))
    return hit, len(first), sum(map(any, zip(*meeting, strict=True))), len(second)


def _span_f1(sums: Numbers) -> Numbers:
    """Harmonic mean of the shares of either coder's passages that meet one of the other's."""
    first, second = sums[..., 0] / sums[..., 1], sums[..., 2] / sums[..., 3]
    # Where one of the two marked nothing, no passage meets another.
    mean = np.where(sums[..., 0] > 0, 2 * first * second / (first + second), 0.0)
    found: Numbers = np.where(sums[..., 1] + sums[..., 3] > 0, mean, np.nan)
    return found


def _unitising_terms(marked: Sequence[Sequence[Span]], length: int) -> NDArray[np.float64]:
    """Lengths that add up over documents: shared by pairs, marked, in all, and what segments meet of themselves."""
    n_coders = len(marked)
    shared = sum(
        2 * max(0, min(one[1], two[1]) - max(one[0], two[0]))
        for first, second in combinations(marked, 2)
        for one in first
        for two in second
    )
    sizes = [end - start for one in marked for start, end in one]
    total = n_coders * length
    gaps = total - sum(sizes)
    # A unit is indivisible and so meets itself along its square; a gap may be cut anywhere and does not.
    own = sum(size * size for size in sizes) + gaps
    return np.array([shared / (n_coders - 1), sum(sizes), total, own], dtype=np.float64)


def _u_alpha(sums: Numbers) -> Numbers:
    shared, marked, total, own = np.moveaxis(sums, -1, 0)
    expected = total * marked * (total - marked) / (total**2 - own)
    found: Numbers = 1 - (marked - shared) / expected
    return np.where(np.isfinite(found), found, np.nan)
