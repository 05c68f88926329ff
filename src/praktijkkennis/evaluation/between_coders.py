"""How far coders agree, per theme and over all: people among themselves, or the machine as one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from praktijkkennis.document import STANCES
from praktijkkennis.errors import CodingError, check_choice
from praktijkkennis.evaluation.coding import Coding, coding_from_table
from praktijkkennis.evaluation.coefficients import AC1, ALPHA, FLEISS, KAPPA, OBSERVED, Codes, Coefficient
from praktijkkennis.evaluation.matching import settle
from praktijkkennis.evaluation.resampling import N_RESAMPLES, estimate, numbered, sum_by_document, why_no_intervals
from praktijkkennis.evaluation.scores import f1
from praktijkkennis.evaluation.units import RatedUnits, rate_units

if TYPE_CHECKING:
    from pandas import DataFrame

Per = Literal["sentence", "span"]
"""What is compared: every sentence that is known, or only passages that somebody coded."""

EVERYBODY = "alle"
"""Stands for all coders together in the column ``coders``."""

NOTHING = "geen"
"""Stands for no theme in a list of differences."""

_PAIR = (ALPHA, KAPPA, AC1, OBSERVED)
_ALL = (ALPHA, FLEISS, AC1, OBSERVED)
_FIGURES = ("f1", "alpha", "kappa", "fleiss", "ac1", "agreement")


def agreement(
    coded: Coding | DataFrame,
    *,
    units: DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    coders: Sequence[str] | None = None,
    per: Per = "sentence",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> DataFrame:
    """Compare coders in pairs and all together.

    Parameters
    ----------
    coded : Coding or pandas.DataFrame
        Codes with a column ``coder``; the machine may be one of them.
    units : pandas.DataFrame, optional
        With a table: every sentence that was there to be coded.
    names : mapping of str to str, optional
        Names of the themes of the codebook by key, in order.
    coders : sequence of str, optional
        Whom to compare; everybody by default.
    per : {"sentence", "span"}
        Over every sentence, or over the passages that at least one of the coders coded, a passage being the shortest
        that was coded. Where not every sentence is known, both are over passages.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        As :func:`agreement_table` gives it.

    Raises
    ------
    CodingError
        When there are fewer than two coders who read the same document, or ``per`` is no such choice.
    """
    return agreement_table(rated_by(coded, units=units, names=names, coders=coders, per=per), n_resamples, seed)


def rated_by(
    coded: Coding | DataFrame,
    *,
    units: DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    coders: Sequence[str] | None = None,
    per: Per = "sentence",
) -> RatedUnits:
    """Lay out the codes of several coders over the units they share; arguments as for :func:`agreement`.

    Returns
    -------
    RatedUnits
        Documents that fewer than two of the coders read are left out, and codes that belong to no known sentence
        (:func:`~praktijkkennis.evaluation.matching.settle` gives these).

    Raises
    ------
    CodingError
        When none is left, a coder is not there, or ``per`` is no such choice.
    """
    check_choice("per", per, get_args(Per), CodingError)
    named = dict(names or {})
    coding = coded if isinstance(coded, Coding) else coding_from_table(coded, units, names=named)
    chosen = tuple(coding.coders if coders is None else coders)
    unknown = [one for one in chosen if one not in coding.coders]
    if unknown:
        raise CodingError(f"Codeur '{unknown[0]}' staat niet in het bestand. Wel: {', '.join(coding.coders)}.")
    read = {key: [one for one in readers if one in chosen] for key, readers in coding.seen.items()}
    seen = {key: readers for key, readers in read.items() if len(readers) > 1}
    if not seen:
        raise CodingError(
            "Er is geen document dat twee codeurs hebben gelezen. Zonder dat valt er niets te vergelijken."
        )
    rows = settle(coding).rows
    rows = rows[rows["document_id"].isin(list(seen))]
    known = coding.units
    if known is not None:
        known = known[known["document_id"].isin(list(seen))] if per == "sentence" else None
    themes = [*named, *sorted(set(rows["theme"]) - named.keys())]
    return rate_units(rows, seen, chosen, themes, known)


def agreement_table(rated: RatedUnits, n_resamples: int = N_RESAMPLES, seed: int = 0) -> DataFrame:
    """Compare the coders of units in pairs and, where there are more than two, all together.

    Parameters
    ----------
    rated : RatedUnits
        What each coder said of each unit.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        One row a theme and pair of coders (``coders``: names joined by " en ", or "alle"), and with an empty ``theme``
        all themes together: for every unit, each theme that any of these coders gave somewhere. A theme that none of
        them used is no agreement, and does not count. ``n_units`` and ``n_documents`` that two of them read,
        ``n_coded`` units with the theme by any of them; ``f1`` (pairs only; Hripcsak & Rothschild, 2005),
        ``alpha``, ``kappa`` (pairs), ``fleiss`` (more coders), ``ac1`` and ``agreement``, with ``_low`` and ``_high``.
        Kappas are low where a theme is rare; ``f1`` then comes close to them, and ``ac1`` close to ``agreement``.
        ``remark`` tells in Dutch why there are no intervals (fewer than
        :data:`~praktijkkennis.evaluation.resampling.FEWEST_DOCUMENTS` documents). ``.plot()`` draws it.
    """
    from praktijkkennis.evaluation.agreement_frame import AgreementFrame

    rows = []
    for members, joined in groups_of(rated.coders):
        own = rated.codes[:, list(members)]
        used = np.flatnonzero((own == 1).any(axis=(0, 1))).tolist() or list(range(len(rated.themes)))
        for theme, columns in [*((key, [k]) for k, key in enumerate(rated.themes)), ("", used)]:
            codes = own[:, :, columns]
            rows.append({"theme": theme, "coders": joined} | _compared(rated, codes, n_resamples, seed))
    return AgreementFrame(rows)


def groups_of(coders: Sequence[str]) -> list[tuple[tuple[int, ...], str]]:
    """Give every pair of coders and, where there are more than two, all together, each with what to call it."""
    everybody = tuple(range(len(coders)))
    pairs = [((one, other), f"{coders[one]} en {coders[other]}") for one, other in combinations(everybody, 2)]
    return pairs + ([(everybody, EVERYBODY)] if len(everybody) > 2 else [])


def disagreements(rated: RatedUnits) -> DataFrame:
    """List the sentences on which coders differ, to read and talk about.

    Parameters
    ----------
    rated : RatedUnits
        What each coder said of each unit.

    Returns
    -------
    pandas.DataFrame
        ``document_id, start, end, text``, ``differ`` (themes that some but not all who read it gave, joined by "; "),
        ``stance`` (themes that they gave with different stances), ``n_differ``, and per coder a column with that
        coder's themes and stances ("geen" for none, empty when not read). Most differences first, then in order of the
        documents; a difference in stance only comes last.
    """
    import pandas as pd

    read = rated.codes >= 0
    given = rated.codes == 1
    n_given, n_read = given.sum(axis=1), read.sum(axis=1)
    split = (n_given > 0) & (n_given < n_read)
    lowest = np.where(rated.stances >= 0, rated.stances, len(STANCES)).min(axis=1)
    other_stance = ~split & (rated.stances.max(axis=1) > lowest)
    rows = []
    for unit in np.flatnonzero((split | other_stance).any(axis=1)).tolist():
        place = rated.units.iloc[unit]
        rows.append(
            {
                "document_id": place["document_id"],
                "start": int(place["start"]),
                "end": int(place["end"]),
                "text": place["text"],
                "differ": _names(rated, split[unit]),
                "stance": _names(rated, other_stance[unit]),
                "n_differ": int(split[unit].sum()),
            }
            | {name: _said(rated, unit, coder) for coder, name in enumerate(rated.coders)}
        )
    columns = ["document_id", "start", "end", "text", "differ", "stance", "n_differ", *rated.coders]
    table = pd.DataFrame(rows, columns=columns).astype({"start": "int64", "end": "int64", "n_differ": "int64"})
    return table.sort_values("n_differ", ascending=False, kind="stable", ignore_index=True)


def _compared(rated: RatedUnits, codes: Codes, n_resamples: int, seed: int) -> dict[str, Any]:
    """Figures of some coders, shape (units, coders, themes), all themes together."""
    shared = (codes[:, :, 0] >= 0).sum(axis=1) > 1
    codes, documents = codes[shared], rated.documents[shared]
    numbers, n_documents = numbered(documents)
    found: dict[str, Any] = {
        "n_units": len(codes),
        "n_documents": n_documents,
        "n_coded": int((codes == 1).any(axis=1).sum()),
    }
    remark = why_no_intervals(n_documents)
    pair = codes.shape[1] == 2
    by_name = {measure.name: measure for measure in (_PAIR if pair else _ALL)}
    if pair:
        by_name["f1"] = _PAIR_F1
    for name in _FIGURES:
        if name not in by_name:
            found |= dict.fromkeys((name, f"{name}_low", f"{name}_high"), float("nan"))
            continue
        measure = by_name[name]
        each = [sum_by_document(measure.terms(codes[:, :, k], 2), numbers, n_documents) for k in range(codes.shape[2])]
        found |= estimate(np.sum(each, axis=0), measure.figure, 0 if remark else n_resamples, seed).columns(name)
    return found | {"remark": remark}


def _pair_terms(codes: Codes, n_values: int) -> np.ndarray:
    first, second = codes[:, 0] == 1, codes[:, 1] == 1
    return np.column_stack([first & second, second, first])


_PAIR_F1 = Coefficient("f1", _pair_terms, f1)


def _names(rated: RatedUnits, chosen: np.ndarray) -> str:
    return "; ".join(rated.themes[theme] for theme in np.flatnonzero(chosen))


def _said(rated: RatedUnits, unit: int, coder: int) -> str:
    if rated.codes[unit, coder, 0] < 0:
        return ""
    said = []
    for theme in np.flatnonzero(rated.codes[unit, coder] == 1):
        stance = int(rated.stances[unit, coder, theme])
        said.append(f"{rated.themes[theme]} ({STANCES[stance]})" if stance >= 0 else rated.themes[theme])
    return "; ".join(said) or NOTHING
