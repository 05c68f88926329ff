"""How far coders agree on the stance of a theme that they both saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.document import STANCES, Stance
from praktijkkennis.evaluation.between_coders import groups_of
from praktijkkennis.evaluation.coefficients import ALPHA, OBSERVED, ORDINAL_ALPHA, Codes
from praktijkkennis.evaluation.resampling import N_RESAMPLES, estimate, numbered, sum_by_document, why_no_intervals
from praktijkkennis.evaluation.units import RatedUnits

if TYPE_CHECKING:
    from pandas import DataFrame

STANCE_ORDER: tuple[Stance, ...] = ("belemmerend", "neutraal", "versterkend")
"""From what stands in the way to what helps; neutral lies between."""

_MEASURES = {"alpha": ALPHA, "ordinal_alpha": ORDINAL_ALPHA, "agreement": OBSERVED}


def stance_agreement(rated: RatedUnits, n_resamples: int = N_RESAMPLES, seed: int = 0) -> DataFrame:
    """Compare the stances that coders gave a theme, where at least two of them gave the theme a stance.

    Whether they agree that the theme is there is another question, that of
    :func:`~praktijkkennis.evaluation.agreement`.

    Parameters
    ----------
    rated : RatedUnits
        What each coder said of each unit, as :func:`~praktijkkennis.evaluation.rated_by` gives it.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        One row a theme and pair of coders (``coders`` as in :func:`~praktijkkennis.evaluation.agreement_table`), and
        with an empty ``theme`` all themes together: ``n_coded`` units (with all themes together: codes) and
        ``n_documents`` that are compared; ``alpha`` (Krippendorff, nominal), ``ordinal_alpha`` (in the order
        ``belemmerend``, ``neutraal``, ``versterkend``, so that opposite stances weigh most) and ``agreement``, with
        ``_low`` and ``_high``; ``remark`` tells why there are no intervals. ``.plot()`` draws it. Alphas are nan where
        one stance is all there is.
    """
    from praktijkkennis.evaluation.agreement_frame import AgreementFrame

    places = np.array([*(STANCE_ORDER.index(one) for one in STANCES), -1])
    stances = places[rated.stances]
    n_themes = len(rated.themes)
    rows = []
    for members, joined in groups_of(rated.coders):
        for theme, columns in [*((key, [k]) for k, key in enumerate(rated.themes)), ("", list(range(n_themes)))]:
            chosen = stances[:, list(members)][:, :, columns]
            # One row a unit and theme.
            codes = chosen.transpose(0, 2, 1).reshape(-1, len(members))
            documents = np.repeat(rated.documents, len(columns))
            rows.append({"theme": theme, "coders": joined} | _compared(codes, documents, n_resamples, seed))
    return AgreementFrame(rows)


def _compared(codes: Codes, documents: Codes, n_resamples: int, seed: int) -> dict[str, Any]:
    shared = (codes >= 0).sum(axis=1) > 1
    codes, documents = codes[shared], documents[shared]
    numbers, n_documents = numbered(documents)
    remark = why_no_intervals(n_documents)
    found: dict[str, Any] = {"n_coded": len(codes), "n_documents": n_documents}
    for name, measure in _MEASURES.items():
        sums = sum_by_document(measure.terms(codes, len(STANCE_ORDER)), numbers, n_documents)
        found |= estimate(sums, measure.figure, 0 if remark else n_resamples, seed).columns(name)
    return found | {"remark": remark}
