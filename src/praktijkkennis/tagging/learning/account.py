"""What a tagger learned from and how well it does on documents that it did not learn from, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.tagging.learning.fitting import Examples, Fitted, log_loss
from praktijkkennis.tagging.learning.stances import FittedStances
from praktijkkennis.tagging.strictness import expected, strict_thresholds

STRICTNESSES = (0.0, 0.25, 0.5, 0.75, 1.0)
_DECIMALS = 3

FURTHER = "codeur"
"""What an account calls a tagger that was learned before."""


def account_of(
    themes: Sequence[str],
    examples: Examples,
    fitted: Fitted,
    *,
    started_from: str,
    n_coders: int,
    kinds: Mapping[str, int],
) -> dict[str, Any]:
    """Give the account of a tagger.

    Parameters
    ----------
    themes : sequence of str
        Keys of the codebook.
    examples : Examples
        What it learned from.
    fitted : Fitted
        What came of it.
    started_from : str
        ``codeboek``, ``ingebouwd`` or ``codeur``: what was there before.
    n_coders : int
        How many people coded.
    kinds : mapping of str to int
        Kinds of documents with their number, as far as known.

    Returns
    -------
    dict
        Numbers only, no text; figures that are not known are None.
    """
    counts = (examples.labels == 1).sum(axis=0)
    per_theme: dict[str, dict[str, Any]] = {
        theme: {
            "codes": int(counts[column]),
            "documents": len(np.unique(examples.documents[examples.labels[:, column] == 1])),
            "threshold": round(float(fitted.thresholds[column]), _DECIMALS),
        }
        for column, theme in enumerate(themes)
    }
    account: dict[str, Any] = {
        "started_from": started_from,
        "coders": n_coders,
        "documents": len(np.unique(examples.documents)),
        "whole_documents": len(np.unique(examples.documents[examples.whole])),
        "sentences": len(examples.labels),
        "codes": int(counts.sum()),
        "kinds": dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        "strength": fitted.strength,
        "judged": fitted.held_out is not None,
        "themes": per_theme,
    }
    if fitted.held_out is None:
        return account
    before = figures(fitted.held_out.coded_before, examples.labels)
    after = figures(fitted.held_out.coded_after, examples.labels)
    for theme, old, new in zip(themes, before, after, strict=True):
        per_theme[theme] |= {"before": old, "after": new}
    seen = [column for column, theme in enumerate(themes) if per_theme[theme]["codes"]]
    known = examples.labels >= 0
    for name, chances, coded, every in (
        ("before", fitted.held_out.before, fitted.held_out.coded_before, before),
        ("after", fitted.held_out.after, fitted.held_out.coded_after, after),
    ):
        values = [every[column]["f1"] or 0.0 for column in seen]
        account[f"macro_f1_{name}"] = round(float(np.mean(values)), _DECIMALS) if values else None
        account[f"log_loss_{name}"] = log_loss(chances, examples.labels)
        account[f"agreement_{name}"] = round(float((coded == (examples.labels == 1))[known].mean()), _DECIMALS)
    account["strictness"] = [
        {"strictness": level} | _rounded(expected(fitted.held_out.after, examples.labels, limits))
        for level in STRICTNESSES
        for limits in [strict_thresholds(fitted.thresholds, level)]
    ]
    return account


def stance_account(fitted: FittedStances) -> dict[str, Any]:
    """Give the account of what was learned of stances: how many codings told one, whether it helped, and how much."""
    return {
        "codes": fitted.n_codings,
        "learned": fitted.coefficients is not None,
        "macro_f1_before": fitted.before,
        "macro_f1_after": fitted.after,
    }


def figures(coded: NDArray[np.bool_], labels: NDArray[np.int8]) -> list[dict[str, float | None]]:
    """Give precision, recall and F1 of each theme over the sentences whose label is known."""
    found = []
    for column in range(labels.shape[1]):
        known = labels[:, column] >= 0
        hit, there = coded[known, column], labels[known, column] == 1
        right, n_hit, n_there = int((hit & there).sum()), int(hit.sum()), int(there.sum())
        f1 = 2 * right / (n_hit + n_there) if n_hit + n_there else float("nan")
        precision, recall = right / n_hit if n_hit else float("nan"), right / n_there if n_there else float("nan")
        found.append(_rounded({"precision": precision, "recall": recall, "f1": f1}))
    return found


def _rounded(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: None if np.isnan(value) else round(float(value), _DECIMALS) for name, value in values.items()}
