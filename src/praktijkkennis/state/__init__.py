"""What is remembered from run to run: codes of documents, corrections of people, insights of finished runs.

One folder with one SQLite file. Its results are those of a run from nothing, only sooner; corrections and the ids of
insights are what it adds.
"""

from praktijkkennis.state.corrections import CorrectionStore, by_document, corrections_checksum
from praktijkkennis.state.emptied import emptied, note_missed
from praktijkkennis.state.folder import TAGGER_FOLDER, State, check_apart, is_state, open_state
from praktijkkennis.state.history import History
from praktijkkennis.state.identity import StageIdentities, fingerprint, stage_identities
from praktijkkennis.state.memory import Coded, Memory, code_documents
from praktijkkennis.state.names import check_file_names, check_names, pseudonyms_in
from praktijkkennis.state.outcome import Outcome, check_read, continued
from praktijkkennis.state.placement import Placed, place

__all__ = [
    "TAGGER_FOLDER",
    "Coded",
    "CorrectionStore",
    "History",
    "Memory",
    "Outcome",
    "Placed",
    "StageIdentities",
    "State",
    "by_document",
    "check_apart",
    "check_file_names",
    "check_names",
    "check_read",
    "code_documents",
    "continued",
    "corrections_checksum",
    "emptied",
    "fingerprint",
    "is_state",
    "note_missed",
    "open_state",
    "place",
    "pseudonyms_in",
    "stage_identities",
]
