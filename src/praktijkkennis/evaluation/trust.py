"""How far the codes of a theme can be trusted, in one sentence that an editor can read."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from praktijkkennis.errors import ModelError

if TYPE_CHECKING:
    from praktijkkennis.evaluation.judgement import Evaluation

Level = Literal["goed", "redelijk", "matig", "zwak", "onbekend"]

BOUNDS: tuple[tuple[Level, float], ...] = (("goed", 0.8), ("redelijk", 2 / 3), ("matig", 0.4), ("zwak", 0.0))
"""Least F1 of each level, the best first.

The upper two are the bounds of Krippendorff (2004, *Content Analysis*, 2nd ed.) for reliable data and for tentative
conclusions, the third parts poor from fair agreement (Cicchetti, 1994). They were made for chance-corrected agreement;
for a theme that is rare among many sentences F1 comes to the same (Hripcsak & Rothschild, 2005).
"""

FEW = 20
"""Of fewer sentences that people gave the theme, the level is called uncertain."""

UNSEEN_WRITERS = "teksten van schrijvers die het programma nog niet kende"

_NAMED_KINDS = 3


@dataclass(frozen=True, slots=True)
class TrustCard:
    """How far the codes of one theme can be trusted.

    Parameters
    ----------
    theme, name : str
        Key of the theme, and its name for people.
    level : {"goed", "redelijk", "matig", "zwak", "onbekend"}
        By :data:`BOUNDS`; "onbekend" when the theme did not occur.
    f1 : float
        Against the codes of people; nan when unknown, as are all other figures.
    low, high : float
        Interval of ``f1``.
    precision, recall : float
        Share of the machine's codes that hold, share of people's codes that it finds.
    n_coded : int or None
        Sentences that people gave the theme.
    material : str
        What it was measured on, in Dutch, to go behind "gemeten op".
    """

    theme: str
    name: str
    level: Level
    f1: float
    low: float
    high: float
    precision: float
    recall: float
    n_coded: int | None
    material: str

    @property
    def uncertain(self) -> bool:
        """Whether another sample could well have given another level."""
        few = self.n_coded is not None and self.n_coded < FEW
        wide = not (math.isnan(self.low) or math.isnan(self.high)) and level_of(self.low) != level_of(self.high)
        return self.level != "onbekend" and (few or wide)

    @property
    def shown_f1(self) -> float:
        """``f1`` in hundredths, never rounded up to that of a better level; nan when unknown."""
        if math.isnan(self.f1):
            return self.f1
        rounded = round(self.f1, 2)
        return rounded if level_of(rounded) == level_of(self.f1) else math.floor(100 * self.f1) / 100

    @property
    def sentence(self) -> str:
        """What an editor should know and what it was measured on, in one Dutch sentence or two."""
        first, stop, rest = self.verdict.partition(".")
        return f"{first} (gemeten op {self.material}){stop}{rest}"

    @property
    def verdict(self) -> str:
        """The same without what it was measured on, for a list in which that is said once."""
        if self.level == "onbekend":
            return "Onbekend: dit thema kwam niet voor."
        start = f"{self.level.capitalize()} te vertrouwen: "
        if math.isnan(self.precision) or math.isnan(self.recall):
            figures = f"het programma haalt een F1 van {_comma(self.shown_f1)}, waarbij 1 volmaakt is"
        else:
            figures = (
                f"van 10 zinnen die het programma zo codeert, {_hold(self.precision)}; van 10 zinnen die een mens zo "
                f"codeert, vindt het er {_tenths(self.recall)}"
            )
        return f"{start}{figures}.{self._doubt()}"

    def to_dict(self) -> dict[str, Any]:
        """All fields, the sentence and whether it is uncertain, as plain data; unknown figures are None."""
        plain = {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in asdict(self).items()
        }
        return plain | {"uncertain": self.uncertain, "sentence": self.sentence}

    def _doubt(self) -> str:
        if not self.uncertain:
            return ""
        if self.n_coded is not None and self.n_coded < FEW:
            examples = "1 zin" if self.n_coded == 1 else f"{self.n_coded} zinnen"
            return f" Dat is onzeker, want een mens gaf dit thema maar aan {examples}."
        low, high = level_of(self.low), level_of(self.high)
        return f" Dat is onzeker: bij andere teksten kan het {low} tot {high} zijn."


def level_of(f1: float) -> Level:
    """Give the level of an F1 by :data:`BOUNDS`; "onbekend" for nan."""
    return next((level for level, least in BOUNDS if f1 >= least), "onbekend")


def trust_cards(
    evaluation: Evaluation, names: Mapping[str, str] | None = None, material: str | None = None
) -> tuple[TrustCard, ...]:
    """Make a card for every theme of an evaluation.

    Parameters
    ----------
    evaluation : Evaluation
        The machine against people.
    names : mapping of str to str, optional
        Name of each theme by its key.
    material : str, optional
        What it was measured on, to go behind "gemeten op"; by default the numbers of sentences and documents and the
        kinds of documents.

    Returns
    -------
    tuple of TrustCard
        In the order of the themes.
    """
    themes = evaluation.scores[evaluation.scores["level"] == "theme"]
    where = _material(evaluation) if material is None else material
    return tuple(
        TrustCard(
            theme=row["theme"],
            name=(names or {}).get(row["theme"], _spaced(row["theme"])),
            level="onbekend" if row["n_coded"] == 0 else level_of(row["f1"]),
            f1=float(row["f1"]),
            low=float(row["f1_low"]),
            high=float(row["f1_high"]),
            precision=float(row["precision"]) if row["n_predicted"] else 0.0,
            recall=float(row["recall"]),
            n_coded=int(row["n_coded"]),
            material=where,
        )
        for row in themes.to_dict(orient="records")
    )


def stored_trust_cards(
    config: Path, names: Mapping[str, str] | None = None, material: str = UNSEEN_WRITERS
) -> tuple[TrustCard, ...]:
    """Make a card for every theme from the figures that a trained tagger carries along.

    Parameters
    ----------
    config : Path
        ``config.json`` of the tagger, with the cross-validated F1 of each theme under ``figures.themes``.
    names : mapping of str to str, optional
        Name of each theme by its key.
    material : str
        What it was measured on, to go behind "gemeten op".

    Returns
    -------
    tuple of TrustCard
        In the order of the file.

    Raises
    ------
    ModelError
        When the figures are not there.
    """
    unknown = float("nan")
    try:
        figures = json.loads(config.read_text(encoding="utf-8"))["figures"]["themes"]
        found = {str(theme): float(f1) for theme, f1 in figures.items()}
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"In '{config}' staan geen bruikbare cijfers per thema. Train de codeur opnieuw.") from error
    return tuple(
        TrustCard(
            theme=theme,
            name=(names or {}).get(theme, _spaced(theme)),
            level=level_of(f1),
            f1=f1,
            low=unknown,
            high=unknown,
            precision=unknown,
            recall=unknown,
            n_coded=None,
            material=material,
        )
        for theme, f1 in found.items()
    )


def learned_trust_cards(account: Mapping[str, Any], names: Mapping[str, str]) -> tuple[TrustCard, ...]:
    """Make a card for every theme from the account of a tagger that learned from the user's own codings.

    Parameters
    ----------
    account : mapping
        What ``praktijkkennis train`` wrote of it: the cross-validated figures of each theme under ``themes``.
    names : mapping of str to str
        Name of each theme by its key.

    Returns
    -------
    tuple of TrustCard
        None when nothing was held out, or sentences were picked out of their documents: those are no fair sample.
    """
    if not account.get("judged") or account["whole_documents"] < account["documents"]:
        return ()
    unknown = float("nan")
    material = (
        f"{_points(account['sentences'])} zinnen uit {_points(account['documents'])} eigen documenten, elk document "
        "gecodeerd zonder er zelf van te leren"
    )
    cards = []
    for theme, row in account["themes"].items():
        f1, precision, recall = (row["after"][name] for name in ("f1", "precision", "recall"))
        cards.append(
            TrustCard(
                theme=theme,
                name=names.get(theme, _spaced(theme)),
                level=level_of(f1) if row["codes"] and f1 is not None else "onbekend",
                f1=unknown if f1 is None else f1,
                low=unknown,
                high=unknown,
                precision=0.0 if precision is None else precision,
                recall=unknown if recall is None else recall,
                n_coded=row["codes"],
                material=material,
            )
        )
    return tuple(cards)


def trust_summary(cards: Iterable[TrustCard]) -> list[dict[str, Any]]:
    """Give cards as plain data for a report, the least trusted last and in their order within a level."""
    order = [level for level, _ in BOUNDS] + ["onbekend"]
    return [card.to_dict() for card in sorted(cards, key=lambda card: order.index(card.level))]


def _material(evaluation: Evaluation) -> str:
    units = "zinnen" if evaluation.matching.all_sentences else "gecodeerde passages"
    where = f"{_points(evaluation.n_units)} {units} uit {_points(evaluation.n_documents)} documenten"
    kinds = list(evaluation.kinds)
    if not kinds:
        return where
    shown = ", ".join(kinds[:_NAMED_KINDS])
    return f"{where}: {shown}{' en andere soorten' if len(kinds) > _NAMED_KINDS else ''}"


def _hold(share: float) -> str:
    number = _tenths(share)
    return f"klopt er {number}" if number in ("geen", "ongeveer 1") else f"kloppen er {number}"


def _tenths(share: float) -> str:
    if share == 0:
        return "geen"
    if share == 1:
        return "10"
    rounded = round(10 * share)
    if rounded == 0:
        return "minder dan 1"
    return f"ongeveer {rounded}" if rounded < 10 else "bijna 10"


def _spaced(key: str) -> str:
    return key.replace("_", " ").strip().capitalize() or key


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _points(number: int) -> str:
    return f"{number:,}".replace(",", ".")
