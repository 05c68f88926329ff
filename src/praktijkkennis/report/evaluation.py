"""An evaluation written down: one Dutch page to read, and tables for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from praktijkkennis.evaluation import Evaluation, TrustCard, trust_cards, trust_summary
from praktijkkennis.evaluation.inspection import NONE
from praktijkkennis.exchange.files import replace_file, write_table
from praktijkkennis.report import dutch
from praktijkkennis.report.page import render_page

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_TO_READ = 3
"""Misses, and false alarms, printed with each theme."""

MOST_CONFUSED = 15
"""Pairs of confused themes printed."""

_DECIMALS = 4
_TOTALS = {
    "macro": "Gemiddelde van de thema’s",
    "macro_core": "Gemiddelde van de kernthema’s",
    "micro": "Alle codes samen",
}


@dataclass(frozen=True, slots=True)
class _ThemeView:
    card: TrustCard
    misses: list[dict[str, Any]]
    false_alarms: list[dict[str, Any]]


def write_evaluation(
    evaluation: Evaluation, folder: str | Path, names: Mapping[str, str] | None = None, material: str | None = None
) -> tuple[TrustCard, ...]:
    """Write ``beoordeling.html``, ``.csv`` and ``.json``, ``verwarring.csv`` and ``missers.csv``.

    Parameters
    ----------
    evaluation : Evaluation
        What to write down.
    folder : str or Path
        Where to; made when it is not there.
    names : mapping of str to str, optional
        Name of each theme by its key.
    material : str, optional
        What it was measured on, for the trust cards.

    Returns
    -------
    tuple of TrustCard
        As they stand in the page.

    Raises
    ------
    OutputError
        When a file cannot be written.
    """
    folder = Path(folder)
    cards = trust_cards(evaluation, names, material)
    write_table(evaluation.scores.round(_DECIMALS), folder / "beoordeling.csv")
    write_table(evaluation.confusion.reset_index(), folder / "verwarring.csv")
    write_table(evaluation.errors.round(_DECIMALS), folder / "missers.csv")
    record = json.dumps(evaluation_record(evaluation, cards), ensure_ascii=False, indent=2) + "\n"
    replace_file(folder / "beoordeling.json", record.encode("utf-8"))
    replace_file(folder / "beoordeling.html", render_evaluation(evaluation, cards).encode("utf-8"))
    return cards


def evaluation_record(evaluation: Evaluation, cards: Sequence[TrustCard]) -> dict[str, Any]:
    """Give all figures of an evaluation as plain data; what is not known is None.

    Parameters
    ----------
    evaluation : Evaluation
        What to write down.
    cards : sequence of TrustCard
        Of its themes.

    Returns
    -------
    dict
        ``n_units, n_documents, coders`` (the machine first), ``reference``, ``all_sentences, documents`` (names that
        were matched), ``remarks, scores, trust, confusion, calibration`` and, with several people, ``agreement``.
    """
    matching = evaluation.matching
    record = {
        "n_units": evaluation.n_units,
        "n_documents": evaluation.n_documents,
        "coders": list(evaluation.rated.coders),
        "reference": evaluation.reference,
        "all_sentences": matching.all_sentences,
        "documents": [
            {"predicted": left, "coded": right, "matched_by": how} for left, right, how in matching.documents.pairs
        ],
        "remarks": list(evaluation.remarks),
        "scores": _records(evaluation.scores),
        "trust": [_rounded(card) for card in trust_summary(cards)],
        "confusion": {
            str(human): {str(machine): int(count) for machine, count in row.items() if count}
            for human, row in evaluation.confusion.to_dict(orient="index").items()
        },
        "calibration": _records(evaluation.calibration),
    }
    if len(evaluation.rated.coders) > 2:
        record["agreement"] = _records(evaluation.agreement)
    return record


def render_evaluation(evaluation: Evaluation, cards: Sequence[TrustCard]) -> str:
    """Render an evaluation as one self-contained Dutch HTML page.

    Parameters
    ----------
    evaluation : Evaluation
        What to show.
    cards : sequence of TrustCard
        Of its themes.

    Returns
    -------
    str
        The page; the same for the same evaluation, always.
    """
    scores = evaluation.scores.to_dict(orient="records")
    totals = {row["level"]: row for row in scores if row["level"] != "theme"}
    names = {card.theme: card.name for card in cards}
    order = [card["theme"] for card in trust_summary(cards)]
    return render_page(
        "beoordeling.html.j2",
        "rapport.css",
        evaluation=evaluation,
        machine=evaluation.rated.coders[0],
        people=evaluation.rated.coders[1:],
        totals=totals,
        rows=[(names[row["theme"]], row) for row in scores if row["level"] == "theme"]
        + [(_TOTALS[level], row) for level, row in totals.items()],
        cards=sorted(cards, key=lambda card: order.index(card.theme)),
        confused=_confused(evaluation.confusion, names),
        bins=evaluation.calibration[evaluation.calibration["theme"] == ""].to_dict(orient="records"),
        views=[_view(evaluation, card) for card in cards],
        agreed=_agreed(evaluation),
        between=_between,
    )


def _view(evaluation: Evaluation, card: TrustCard) -> _ThemeView:
    misses, false_alarms = (
        _rows(table[table["theme"] == card.theme].head(MOST_TO_READ))
        for table in (evaluation.misses, evaluation.false_alarms)
    )
    return _ThemeView(card, misses, false_alarms)


def _confused(table: DataFrame, names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Pairs of different themes that were most often taken for one another, with how often."""
    pairs = [
        (str(human), str(machine), int(count))
        for human, row in table.to_dict(orient="index").items()
        for machine, count in row.items()
        if count and human != machine and NONE not in (human, machine)
    ]
    pairs.sort(key=lambda pair: -pair[2])
    return [(names[human], names[machine], count) for human, machine, count in pairs[:MOST_CONFUSED]]


def _agreed(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Agreement over all themes of every pair of coders, where several people coded."""
    if len(evaluation.rated.coders) < 3:
        return []
    return _rows(evaluation.agreement[evaluation.agreement["theme"] == ""])


def _rows(table: DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict(orient="records")]


def _records(table: DataFrame) -> list[dict[str, Any]]:
    return [_rounded(row) for row in _rows(table)]


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Round floats and write nan, which JSON does not know, as None."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, _DECIMALS)
    return value


def _between(row: Mapping[str, float], name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return "" if math.isnan(low) else f"{dutch.number(low, 2)}–{dutch.number(high, 2)}"
