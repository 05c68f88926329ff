"""Whether the texts that are remembered have names or pseudonyms: in one state the two never come together."""

from __future__ import annotations

from collections.abc import Iterable

from praktijkkennis.document import Document
from praktijkkennis.errors import StateUseError
from praktijkkennis.privacy.pseudonyms import PSEUDONYM
from praktijkkennis.state.folder import State

_NOTE = "pseudonymised"
_NOTED = {True: "yes", False: "no"}


def has_pseudonyms(state: State) -> bool | None:
    """Tell whether what is remembered has pseudonyms; None when nothing is remembered, or nobody can tell."""
    if state.empty:
        return None
    noted = state.note(_NOTE)
    if noted:
        return noted == _NOTED[True]
    # A state of an earlier version: a pseudonym in its texts tells, the lack of one does not.
    return True if any(PSEUDONYM.search(text) for text in state.history.texts().values()) else None


def check_names(state: State, pseudonymised: bool) -> None:
    """Check that texts are like those that are remembered, and note it for the next time.

    Parameters
    ----------
    state : State
        What is remembered.
    pseudonymised : bool
        Whether the texts that come are read with pseudonyms.

    Raises
    ------
    StateUseError
        When names would come beside pseudonyms, or the other way round.
    """
    known = has_pseudonyms(state)
    if known is not None and known != pseudonymised:
        if known:
            raise StateUseError(
                f"In '{state.folder}' staan teksten met schuilnamen; zo zouden er teksten met echte namen bij komen. "
                "Geef ook --pseudonymise en dezelfde --sleutel op, of kies met --state een andere map."
            )
        raise StateUseError(
            f"In '{state.folder}' staan teksten met echte namen, en met --pseudonymise komen er schuilnamen bij. "
            "Kies met --state een nieuwe map, of laat --pseudonymise weg."
        )
    state.write_note(_NOTE, _NOTED[pseudonymised])


def check_file_names(state: State, file: str, pseudonymised: bool | None) -> None:
    """Check that a file with judgements is of texts like those that are remembered.

    Parameters
    ----------
    state : State
        What is remembered.
    file : str
        Name of the file.
    pseudonymised : bool, optional
        Whether the file is of texts with pseudonyms; None when it does not tell.

    Raises
    ------
    StateUseError
        When it is not.
    """
    known = has_pseudonyms(state)
    if known is None and pseudonymised is not None:
        state.write_note(_NOTE, _NOTED[pseudonymised])
    if known is None or pseudonymised is None or known == pseudonymised:
        return
    of_file, of_state = ("echte namen", "schuilnamen") if known else ("schuilnamen", "echte namen")
    how = "met --pseudonymise en dezelfde --sleutel" if known else "zonder --pseudonymise"
    raise StateUseError(
        f"'{file}' is gemaakt van teksten met {of_file}, en in '{state.folder}' staan teksten met {of_state}. "
        f"Maak het bestand opnieuw {how}, of kies met --state een andere map."
    )


def pseudonyms_in(documents: Iterable[Document]) -> bool | None:
    """Tell whether texts have pseudonyms in them; None without any text."""
    texts = [document.text for document in documents]
    return any(PSEUDONYM.search(text) for text in texts) if texts else None
