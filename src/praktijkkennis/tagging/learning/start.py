"""What learning starts from: the codebook alone, the built-in tagger, or a tagger that was learned before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, load_embedder
from praktijkkennis.errors import TaggerError
from praktijkkennis.tagging.learning.base import BUILTIN, CODEBOOK, base_scorer
from praktijkkennis.tagging.learning.learned import LearnedScorer, LearnedTagger, log_odds_of
from praktijkkennis.tagging.learning.storing import load_tagger
from praktijkkennis.tagging.signals import Scorer, Signals
from praktijkkennis.tagging.space import SentenceSpace, space_of
from praktijkkennis.tagging.trained import load_trained


@dataclass(frozen=True, slots=True, eq=False)
class StartingPoint:
    """The tagger that is there before anything is learned.

    Attributes
    ----------
    codebook : Codebook
        What is coded with.
    scorer : Scorer
        The base of what will be learned.
    space : SentenceSpace
        Where sentences are compared.
    base : {"codeboek", "ingebouwd"}
        Which base that is.
    further : bool
        Whether a tagger that was learned before stands on it.
    learned : ndarray of bool, shape (themes,)
        Which themes were learned from codings before.
    scale, coefficients, shift, thresholds : ndarray of float64
        What a tagger before learned on top of that base, and its thresholds.
    stance : ndarray of float64, shape (stances, features), or None
        What it learned of stances; None when nothing.
    """

    codebook: Codebook
    scorer: Scorer
    space: SentenceSpace
    base: str
    further: bool
    learned: NDArray[np.bool_]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    shift: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    stance: NDArray[np.float64] | None = None

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors."""
        return self.scorer.embedder

    def log_odds(self, signals: Signals) -> NDArray[np.float64]:
        """What the tagger before says, shape (n, themes)."""
        placed = self.space.place(signals.vectors)
        said: NDArray[np.float64] = (
            self.scale * log_odds_of(self.scorer, signals) + placed @ self.coefficients.T + self.shift
        )
        return said

    def stance_log_odds(
        self, signals: Signals, rows: Sequence[int], design: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """What the tagger before says of the stances of some sentences, laid out in ``design``."""
        said = self.scorer.stance_log_odds(signals, rows)
        return said if self.stance is None else said + design @ self.stance.T


def starting_point(codebook: Codebook, embedder: str = DEFAULT_EMBEDDER, base: str | None = None) -> StartingPoint:
    """Choose what learning starts from.

    Parameters
    ----------
    codebook : Codebook
        What is coded with.
    embedder : str
        Name of the embedder that is asked for.
    base : str, optional
        ``"codeboek"``, ``"ingebouwd"``, or the folder of a tagger. When not given, the built-in tagger for a codebook
        that has all its themes, else the codebook alone.

    Raises
    ------
    TaggerError
        When the base does not go with the codebook or the embedder.
    """
    if base is None:
        extends = set(load_codebook().keys) <= set(codebook.keys) and embedder == DEFAULT_EMBEDDER
        base = BUILTIN if extends else CODEBOOK
    if base == CODEBOOK:
        return _fresh(codebook, load_embedder(embedder), CODEBOOK)
    if base == BUILTIN:
        return _builtin(codebook, embedder)
    return _further(codebook, embedder, load_tagger(Path(base)), base)


def _builtin(codebook: Codebook, embedder: str) -> StartingPoint:
    weights = load_trained()
    if not set(weights.themes) & set(codebook.keys):
        raise TaggerError(
            f"Het codeboek '{codebook.name}' heeft geen thema van de ingebouwde codeur. Geef --base {CODEBOOK}."
        )
    if embedder not in (DEFAULT_EMBEDDER, weights.embedder):
        raise TaggerError(
            f"De ingebouwde codeur werkt niet met het betekenismodel '{embedder}'. "
            f"Laat --embedder weg, of geef --base {CODEBOOK}."
        )
    return _fresh(codebook, load_embedder(weights.embedder), BUILTIN)


def _fresh(codebook: Codebook, embedder: Embedder, base: str) -> StartingPoint:
    scorer, n = base_scorer(base, codebook, embedder), len(codebook.themes)
    known = load_trained().themes if base == BUILTIN else ()
    return StartingPoint(
        codebook,
        scorer,
        space_of(embedder),
        base,
        False,
        np.array([key in known for key in codebook.keys]),
        np.ones(n),
        np.zeros((n, embedder.dimensions)),
        np.zeros(n),
        scorer.thresholds,
    )


def _further(codebook: Codebook, embedder: str, before: LearnedTagger, folder: str) -> StartingPoint:
    if not before.serves(embedder):
        raise TaggerError(
            f"De codeur in '{folder}' leerde met het betekenismodel '{before.embedder}', niet met '{embedder}'. "
            f"Geef --embedder {before.embedder}."
        )
    shared = [key for key in codebook.keys if key in before.codebook.keys]
    if not shared:
        raise TaggerError(
            f"De codeur in '{folder}' kent geen enkel thema van het codeboek '{codebook.name}'. "
            "Geef met --codebook een codeboek met dezelfde thema's."
        )
    model = load_embedder(before.embedder)
    # Whether it still means what it meant shows on its own codebook.
    LearnedScorer(before, model)
    start = _fresh(codebook, model, before.base)
    rows = [codebook.keys.index(key) for key in shared]
    theirs = [before.codebook.keys.index(key) for key in shared]
    taken = {name: getattr(start, name).copy() for name in ("scale", "coefficients", "shift", "thresholds")}
    for name, array in taken.items():
        array[rows] = getattr(before, name)[theirs]
    learned = np.array([key in before.codebook.keys for key in codebook.keys])
    return replace(start, further=True, learned=learned, stance=before.stance, **taken)
