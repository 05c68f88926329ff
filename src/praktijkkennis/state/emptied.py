"""What was filled in in a workbook for review before, and is empty in it now.

An empty cell need not mean that somebody thinks better of it: a new export with the name of the old one is empty as
well. So this only tells; whether it is taken back is for the editor to say.
"""

from __future__ import annotations

import json

from praktijkkennis.exchange.review.correction import Correction, Place
from praktijkkennis.exchange.review.judging import Review
from praktijkkennis.exchange.review.layout import MISSED_SHEET
from praktijkkennis.state.folder import State


def emptied(state: State, review: Review, source: str) -> tuple[Correction, ...]:
    """Give the corrections that count, came from a file of this name, and that it no longer says.

    Parameters
    ----------
    state : State
        With the corrections.
    review : Review
        What the workbook says now.
    source : str
        Its name.

    Returns
    -------
    tuple of Correction
        Of sentences that the workbook has a row of, and of rows that were on its sheet of what was missed. Rows that
        were left out because of a problem say nothing, and neither do rows that are no longer there.
    """
    said = {one.key for one in review.corrections}
    places = review.places
    # A row of that sheet with a slip in it may be any of those that stood there.
    if not any(one.sheet == MISSED_SHEET for one in review.problems):
        places |= _missed_before(state, review)
    places -= review.refused
    return tuple(one for one in state.corrections.from_file(source) if one.place in places and one.key not in said)


def note_missed(state: State, review: Review) -> None:
    """Remember what stood on the sheet of what was missed: an empty row tells nothing of itself."""
    places = review.missed_places | _missed_before(state, review)
    if places:
        state.write_note(_note(review), json.dumps(sorted(places)))


def _missed_before(state: State, review: Review) -> frozenset[Place]:
    if not review.workbook:
        return frozenset()
    noted = json.loads(state.note(_note(review)) or "[]")
    return frozenset((str(document), str(text), int(number)) for document, text, number in noted)


def _note(review: Review) -> str:
    return f"missed in {review.workbook}"
