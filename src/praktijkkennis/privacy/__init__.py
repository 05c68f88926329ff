"""Names and other things that tell who somebody is: found, and replaced by pseudonyms.

:func:`pseudonymise` replaces them in a corpus, the same person by the same pseudonym in all documents;
:func:`find_identifying` only finds them in a text. Rules and lists that come along do the work; a language pipeline
(:func:`proper_nouns_of`) and the package deduce (:class:`DeduceRecogniser`) can help. Whoever is named is replaced, an
author who is quoted (*volgens Laloux*) like anybody else.
"""

from praktijkkennis.privacy.deduce_findings import DeduceRecogniser
from praktijkkennis.privacy.findings import (
    DEFAULT_LABELS,
    EARLIER,
    LABELS,
    FieldReplacement,
    Finding,
    Label,
    Replacement,
)
from praktijkkennis.privacy.proper_nouns import proper_nouns_of
from praktijkkennis.privacy.pseudonymising import Pseudonymised, pseudonymise
from praktijkkennis.privacy.recognition import find_identifying
from praktijkkennis.privacy.rewriting import OffsetMap

__all__ = [
    "DEFAULT_LABELS",
    "EARLIER",
    "LABELS",
    "DeduceRecogniser",
    "FieldReplacement",
    "Finding",
    "Label",
    "OffsetMap",
    "Pseudonymised",
    "Replacement",
    "find_identifying",
    "proper_nouns_of",
    "pseudonymise",
]
