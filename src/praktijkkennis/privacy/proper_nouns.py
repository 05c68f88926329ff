"""What a language pipeline takes for proper nouns, as a help in doubt: words on no list that begin a sentence."""

from __future__ import annotations

from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.privacy.pseudonymising import ProperNouns
from praktijkkennis.privacy.surroundings import ProperNoun


def proper_nouns_of(preprocessor: Preprocessor) -> ProperNouns:
    """Give a function that tells of a document where its proper nouns are.

    Parameters
    ----------
    preprocessor : Preprocessor
        With the pipeline in use; one without a recogniser of names (NER) will do, for only the part of speech counts.

    Returns
    -------
    callable
        From a document to a function that tells of a place in its text whether a proper noun (``PROPN``) begins there.
    """

    def proper_nouns(document: Document) -> ProperNoun:
        sentences = preprocessor.process(document).sentences
        starts = {token.start for sentence in sentences for token in sentence.tokens if token.pos == "PROPN"}
        return starts.__contains__

    return proper_nouns
