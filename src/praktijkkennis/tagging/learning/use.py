"""A learned tagger put to use, when it goes with what is asked for."""

from __future__ import annotations

from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.embedding import DEFAULT_EMBEDDER, load_embedder
from praktijkkennis.errors import TaggerError
from praktijkkennis.tagging.learning.learned import LearnedScorer, LearnedTagger
from praktijkkennis.tagging.learning.storing import CONFIG, load_tagger


def asked_of(codebook: Codebook, embedder: str, tagger: LearnedTagger | None) -> dict[str, str]:
    """Write down what a run asks for, so that a tagger that learned from corrections of it knows it again."""
    return {
        "codebook": codebook.checksum,
        "embedder": embedder,
        "tagger": "" if tagger is None else tagger.checksum,
    }


def corrected_scorer(
    folder: str | Path, codebook: Codebook, embedder: str, tagger: str | Path | None = None
) -> tuple[LearnedScorer | None, str]:
    """Load the tagger that learned from the corrections in a state, when it is of what a run asks for.

    Parameters
    ----------
    folder : str or Path
        Of that tagger; it need not be there.
    codebook : Codebook
        As asked for.
    embedder : str
        As asked for.
    tagger : str or Path, optional
        Folder of the tagger that is asked for, if any.

    Returns
    -------
    scorer : LearnedScorer or None
    remark : str
        A Dutch sentence: from how many corrections it learned, or why it cannot be used; empty where there is none.
    """
    if not (Path(folder) / CONFIG).is_file():
        return None, ""
    asked = asked_of(codebook, embedder, None if tagger is None else load_tagger(tagger))
    try:
        found = load_tagger(folder)
        if found.account.get("asked") != asked:
            return None, (
                "De codeur die van je verbeteringen leerde, hoort bij een ander codeboek, betekenismodel of een andere "
                "codeur en doet nu niet mee. Geef bij 'review import' dezelfde keuzen als hier."
            )
        scorer = LearnedScorer(found, load_embedder(found.embedder))
    except TaggerError:
        return None, (
            "De codeur die van je verbeteringen leerde, is beschadigd of van een andere versie van het programma en "
            "doet nu niet mee. Draai 'praktijkkennis review import' nog een keer; dan leert hij opnieuw."
        )
    return scorer, f"De codeur leerde mee van {found.account.get('corrections', 0)} verbeteringen."


def learned_scorer(
    folder: str | Path, codebook: Codebook | None = None, embedder: str = DEFAULT_EMBEDDER
) -> tuple[Codebook, LearnedScorer]:
    """Load a tagger from its folder.

    Parameters
    ----------
    folder : str or Path
        As ``praktijkkennis train`` wrote it.
    codebook : Codebook, optional
        The codebook that is asked for; that of the tagger when not given.
    embedder : str
        The embedder that is asked for.

    Returns
    -------
    codebook : Codebook
        That of the tagger.
    scorer : LearnedScorer

    Raises
    ------
    TaggerError
        When there is no tagger in the folder, or it learned with another codebook or embedder.
    """
    tagger = load_tagger(folder)
    check_goes_with(tagger, folder, codebook, embedder)
    return tagger.codebook, LearnedScorer(tagger, load_embedder(tagger.embedder))


def check_goes_with(tagger: LearnedTagger, folder: str | Path, codebook: Codebook | None, embedder: str) -> None:
    """Make sure that a tagger is one of the codebook, when one is asked for, and of the embedder.

    Raises
    ------
    TaggerError
        When it learned with another one; it names the folder of the tagger.
    """
    if codebook is not None and codebook.checksum != tagger.codebook.checksum:
        raise TaggerError(
            f"De codeur in '{folder}' leerde met het codeboek '{tagger.codebook.name}', en dat is niet gelijk aan "
            f"'{codebook.name}'. Laat --codebook weg, of leer opnieuw met 'praktijkkennis train --base {folder}'."
        )
    if not tagger.serves(embedder):
        raise TaggerError(
            f"De codeur in '{folder}' leerde met het betekenismodel '{tagger.embedder}', niet met '{embedder}'. "
            f"Geef --embedder {tagger.embedder}, of leer een nieuwe codeur met 'praktijkkennis train'."
        )
