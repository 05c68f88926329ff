"""What to look at when figures disappoint: which themes are taken for one another, and the errors themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.document import STANCES

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.evaluation.scores import Compared

NONE = "(geen)"
"""Row and column of the confusion table for: no theme."""

MISSED = "gemist"
FALSE_ALARM = "vals alarm"

ERROR_COLUMNS = (
    "kind",
    "theme",
    "document_id",
    "start",
    "end",
    "text",
    "score",
    "stance",
    "coded_by",
    "human_themes",
    "machine_themes",
)


def confusion_table(compared: Compared) -> DataFrame:
    """Count what the machine gave where people gave a theme.

    A sentence may carry several themes. A theme that both gave counts on the diagonal. One that only people gave counts
    at every theme that only the machine gave to the same sentence, or under "(geen)" when there is none; one that only
    the machine gave where people's themes were all found counts in the row "(geen)".

    Parameters
    ----------
    compared : Compared
        Codes of machine and people.

    Returns
    -------
    pandas.DataFrame
        Rows are themes of people, columns themes of the machine, both with "(geen)" at the end; int64.
    """
    import pandas as pd

    n_themes = len(compared.themes)
    truth, guess = compared.truth.astype(np.int64), compared.guess.astype(np.int64)
    missed, extra = truth & (1 - guess), guess & (1 - truth)
    table = np.zeros((n_themes + 1, n_themes + 1), dtype=np.int64)
    table[:-1, :-1] = missed.T @ extra
    np.fill_diagonal(table[:-1, :-1], (truth & guess).sum(axis=0))
    table[:-1, -1] = missed[extra.sum(axis=1) == 0].sum(axis=0)
    table[-1, :-1] = extra[missed.sum(axis=1) == 0].sum(axis=0)
    names = [*compared.themes, NONE]
    return pd.DataFrame(table, index=pd.Index(names, name="human"), columns=pd.Index(names, name="machine"))


def error_table(compared: Compared, units: DataFrame, coded_by: np.ndarray) -> DataFrame:
    """List every miss and false alarm with its text.

    Parameters
    ----------
    compared : Compared
        Codes of machine and people.
    units : pandas.DataFrame
        ``document_id, start, end, text`` of the units.
    coded_by : ndarray of int, shape (units, themes)
        How many people gave the theme.

    Returns
    -------
    pandas.DataFrame
        :data:`ERROR_COLUMNS`, the worst first within misses and false alarms: a theme that more people gave and the
        machine gave less chance; one that fewer people gave and the machine was surer of. ``score`` is nan where the
        machine gave none; ``human_themes`` and ``machine_themes`` are joined by "; ".
    """
    import pandas as pd

    known = np.nan_to_num(compared.scores)
    human, machine = (_joined(compared, labels) for labels in (compared.truth, compared.guess))
    columns: dict[str, list[object]] = {name: [] for name in ERROR_COLUMNS}
    places = {name: units[name].tolist() for name in ("document_id", "start", "end", "text")}
    for kind, wrong, stances, sign in (
        (MISSED, compared.truth > compared.guess, compared.true_stances, -1),
        (FALSE_ALARM, compared.guess > compared.truth, compared.guessed_stances, 1),
    ):
        found = [(unit, theme) for unit, theme in np.argwhere(wrong).tolist()]
        found.sort(key=lambda place: (sign * coded_by[place], -sign * known[place]))
        columns["kind"] += [kind] * len(found)
        columns["theme"] += [compared.themes[theme] for _, theme in found]
        for name, values in places.items():
            columns[name] += [values[unit] for unit, _ in found]
        columns["score"] += [compared.scores[place] for place in found]
        columns["stance"] += [STANCES[stances[place]] if stances[place] >= 0 else "" for place in found]
        columns["coded_by"] += [coded_by[place] for place in found]
        columns["human_themes"] += [human[unit] for unit, _ in found]
        columns["machine_themes"] += [machine[unit] for unit, _ in found]
    kinds = {"start": "int64", "end": "int64", "score": "float64", "coded_by": "int64"}
    return pd.DataFrame({name: pd.Series(values, dtype=kinds.get(name, "str")) for name, values in columns.items()})


def _joined(compared: Compared, labels: np.ndarray) -> list[str]:
    """Themes of each unit, joined."""
    return [
        "; ".join(theme for theme, given in zip(compared.themes, row, strict=True) if given) for row in labels.tolist()
    ]
