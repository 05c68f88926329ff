"""What a run with a state found beside its codes: what changed, what was remembered, which corrections fell out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from praktijkkennis.document import Document, Insight, ProcessedDocument
from praktijkkennis.errors import StateUseError
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.insights.continuity import Changes, compare
from praktijkkennis.state.folder import State
from praktijkkennis.state.memory import Coded
from praktijkkennis.state.placement import place


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
    absent : tuple of Correction
        Corrections of documents that are not among those of this run.
    n_known, n_gone : int
        How many documents the run before had, and how many of these are no longer there under any name.
    """

    identity: str
    insights: tuple[Insight, ...]
    changes: Changes | None
    n_recalled: int
    unplaced: tuple[Correction, ...]
    absent: tuple[Correction, ...] = ()
    n_known: int = 0
    n_gone: int = 0

    def finish(self, state: State, documents: Sequence[ProcessedDocument]) -> None:
        """Record in a state, once all results are written, that the run is finished."""
        state.history.finish(self.identity, self.insights, [one.document for one in documents])


def check_read(state: State, documents: Sequence[Document]) -> None:
    """Check that something was read when the run before had texts.

    Raises
    ------
    StateUseError
        When nothing was: a folder that is not there or a share that is away must not wipe what is remembered.
    """
    n_known = len(state.history.texts())
    if n_known and not documents:
        texts = "1 tekst" if n_known == 1 else f"{n_known} teksten"
        raise StateUseError(
            f"Er is geen enkele tekst gelezen, terwijl de vorige keer met '{state.folder}' {texts} had; controleer of "
            "je de goede map opgeeft, of de schijf is aangesloten en of de bestanden niet ergens openstaan."
        )


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

    Raises
    ------
    StateUseError
        When no document was read and the run before had some.
    """
    documents = [one.processed.document for one in coded]
    check_read(state, documents)
    history = state.history
    previous = history.before(identity)
    named, changes = compare(insights, previous or (), history.used_ids(identity), history.earlier(identity))
    here = {document.id for document in documents} | {document.text for document in documents}
    known = history.texts()
    return Outcome(
        identity,
        named,
        None if previous is None else changes,
        sum(one.recalled for one in coded),
        tuple(correction for one in coded for correction in one.unplaced),
        place(state.corrections.counting(), documents).absent,
        len(known),
        sum(key not in here and text not in here for key, text in known.items()),
    )
