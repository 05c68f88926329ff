"""How far the codes of a report can be trusted, and which of them a person should check first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import ThemeAnnotation
from praktijkkennis.evaluation import TrustCard, next_to_code, trust_summary
from praktijkkennis.evaluation.active import uncertainty
from praktijkkennis.evaluation.trust import BOUNDS, Level

NOT_MEASURED = (
    "Voor dit codeboek en deze instellingen is niet gemeten hoe goed de coderingen zijn; met praktijkkennis evaluate "
    "meet je dat op teksten die iemand zelf heeft gecodeerd."
)
"""What a report says when there are no figures."""

ADVICE: Mapping[Level, str] = MappingProxyType(
    {
        "goed": "De coderingen kloppen meestal en er ontbreekt weinig: je kunt ermee tellen en vergelijken.",
        "redelijk": "De meeste coderingen kloppen. Trek geen conclusie uit een klein verschil.",
        "matig": "Een flink deel klopt niet of ontbreekt. Lees een citaat na en zie een aantal als een schatting.",
        "zwak": "Veel klopt niet of ontbreekt. Gebruik deze coderingen om te zoeken, niet om te tellen.",
        "onbekend": "Dit thema kwam bij het meten niet voor.",
    }
)
"""What a reader may do with codes of each level."""

MOST_TO_CHECK = 10
"""Sentences that a person is asked to check."""

_POOL = 100
"""Codes of each theme that are looked at, those nearest to the threshold; more would only cost time."""

Place = tuple[str, int, int]
"""Document, start and end of a sentence."""


@dataclass(frozen=True, slots=True)
class TrustGroup:
    """The themes of one level, with what a reader may do with their codes."""

    level: Level
    advice: str
    cards: tuple[TrustCard, ...]


def ranked_cards(cards: Iterable[TrustCard], names: Mapping[str, str]) -> tuple[TrustCard, ...]:
    """Give the cards of the themes that a report names, the most trusted level first, with the names of the report."""
    known = {card.theme: replace(card, name=names[card.theme]) for card in cards if card.theme in names}
    return tuple(known[str(card["theme"])] for card in trust_summary(known.values()))


def trust_groups(cards: Sequence[TrustCard]) -> tuple[TrustGroup, ...]:
    """Gather cards by level, the best first, in their own order within a level."""
    levels: list[Level] = [*(level for level, _ in BOUNDS), "onbekend"]
    found = ((level, tuple(card for card in cards if card.level == level)) for level in levels)
    return tuple(TrustGroup(level, ADVICE[level], members) for level, members in found if members)


def least_trusted_first(themes: Sequence[str], cards: Iterable[TrustCard]) -> tuple[str, ...]:
    """Order themes by the F1 of their cards, from low to high; those without a figure come first, in their order."""
    measured = {card.theme: card.f1 for card in cards if card.f1 == card.f1}
    return tuple(sorted(themes, key=lambda theme: measured.get(theme, -1.0)))


def choose_to_check(
    annotations: Iterable[ThemeAnnotation],
    vectors: Mapping[Place, NDArray[np.float32]],
    thresholds: Mapping[str, float],
    themes: Sequence[str],
    *,
    coder: str,
    withheld: AbstractSet[str] = frozenset(),
    n: int = MOST_TO_CHECK,
) -> tuple[ThemeAnnotation, ...]:
    """Choose codes that a person should check next: barely given ones, unlike one another, of as many themes as can be.

    It is :func:`praktijkkennis.evaluation.next_to_code` on what a run keeps, the scores of the codes that were given.
    A theme that just failed to be coded is therefore never asked about; for that every score of every sentence would
    have to be kept (:meth:`praktijkkennis.tagging.ThemeTagger.score` gives them).

    Parameters
    ----------
    annotations : iterable of ThemeAnnotation
        All codes of the run.
    vectors : mapping of (str, int, int) to ndarray of float32, shape (dimensions,)
        Vectors of the coded sentences by document, start and end; a sentence without one is not chosen.
    thresholds : mapping of str to float
        Probability (0..1) from which each theme was coded.
    themes : sequence of str
        Keys of the themes in the order in which they get their turn.
    coder : str
        Name of the machine. A sentence that a person coded is not asked about again.
    withheld : set of str
        Ids of documents that are not quoted.
    n : int
        How many to choose; fewer come back when there are no more.

    Returns
    -------
    tuple of ThemeAnnotation
        One for each chosen sentence, in the order in which to check; the same for the same codes in any order.
    """
    codes = list(annotations)
    settled = {_place(one) for one in codes if one.coder != coder or one.document_id in withheld}
    known = vectors.keys() - settled
    open_codes = [one for one in codes if one.theme in thresholds and _place(one) in known]
    pool = _nearest(open_codes, thresholds)
    columns = [theme for theme in themes if any(one.theme == theme for one in pool)]
    if not columns:
        return ()
    places = sorted({_place(one) for one in pool})
    code_of = {(_place(one), one.theme): one for one in pool}
    chances = np.array([[_score(code_of.get((place, theme))) for theme in columns] for place in places])
    chosen = next_to_code(
        chances,
        np.stack([vectors[place] for place in places]),
        n=n,
        thresholds=np.array([thresholds[theme] for theme in columns]),
        themes=columns,
    )
    return tuple(
        # When the codes of a theme run out, its turn goes to a sentence of another one.
        code_of.get((places[row], theme)) or _most_doubtful(places[row], columns, code_of, thresholds)
        for row, theme in zip(chosen["row"].tolist(), chosen["theme"].tolist(), strict=True)
    )


def _nearest(codes: Collection[ThemeAnnotation], thresholds: Mapping[str, float]) -> list[ThemeAnnotation]:
    by_theme: defaultdict[str, list[ThemeAnnotation]] = defaultdict(list)
    for one in codes:
        by_theme[one.theme].append(one)
    nearest: list[ThemeAnnotation] = []
    for theme, members in by_theme.items():
        doubts = uncertainty([one.score for one in members], thresholds[theme]).tolist()
        ranked = sorted(zip(doubts, members, strict=True), key=lambda pair: (-pair[0], _place(pair[1])))
        nearest += [one for _, one in ranked[:_POOL]]
    return nearest


def _most_doubtful(
    place: Place,
    columns: Sequence[str],
    code_of: Mapping[tuple[Place, str], ThemeAnnotation],
    thresholds: Mapping[str, float],
) -> ThemeAnnotation:
    own = [code_of[place, theme] for theme in columns if (place, theme) in code_of]
    return max(own, key=lambda one: _doubt(one, thresholds))


def _doubt(code: ThemeAnnotation, thresholds: Mapping[str, float]) -> float:
    return float(uncertainty([[code.score]], [thresholds[code.theme]])[0, 0])


def _score(code: ThemeAnnotation | None) -> float:
    return code.score if code else 0.0


def _place(code: ThemeAnnotation) -> Place:
    return code.document_id, code.start, code.end
