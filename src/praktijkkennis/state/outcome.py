"""What a run with a state found beside its codes: what changed, what was remembered, which corrections fell out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from praktijkkennis.document import Insight, ProcessedDocument
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.insights.continuity import Changes, compare
from praktijkkennis.state.folder import State
from praktijkkennis.state.memory import Coded


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found beside its codes.

    Attributes
    ----------
    identity : str
        Checksum of what went into the run.
    insights : tuple of Insight
        With the ids that they keep and all their quotes as they are, the strongest first.
    changes : Changes or None
        What changed since the last finished run; None when there is none to compare with.
    n_recalled : int
        Number of documents that were remembered whole.
    unplaced : tuple of Correction
        Corrections of sentences that are no longer in their document.
    """

    identity: str
    insights: tuple[Insight, ...]
    changes: Changes | None
    n_recalled: int
    unplaced: tuple[Correction, ...]

    def finish(self, state: State, documents: Sequence[ProcessedDocument]) -> None:
        """Record in a state, once all results are written, that the run is finished."""
        state.history.finish(self.identity, self.insights, [one.document for one in documents])


def continued(state: State, identity: str, insights: Sequence[Insight], coded: Sequence[Coded]) -> Outcome:
    """Give the insights of a run the ids that they had, and tell what changed.

    Parameters
    ----------
    state : State
        What is remembered.
    identity : str
        Checksum of what went into the run.
    insights : sequence of Insight
        With all their quotes as they are.
    coded : sequence of Coded
        The documents of the run.

    Returns
    -------
    Outcome
    """
    previous = state.history.before(identity)
    named, changes = compare(insights, previous or (), state.history.used_ids(identity))
    return Outcome(
        identity,
        named,
        None if previous is None else changes,
        sum(one.recalled for one in coded),
        tuple(correction for one in coded for correction in one.unplaced),
    )
