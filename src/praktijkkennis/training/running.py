"""From codings to a tagger in a folder: the road of ``praktijkkennis train``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from praktijkkennis.errors import OutputPathError
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging.learning import LearnedTagger, Lesson, StartingPoint, learn, model_card
from praktijkkennis.tagging.learning.storing import CARD, CONFIG, WEIGHTS, tagger_files
from praktijkkennis.training.teaching import Teaching

Progress = Callable[[str, int, int | None], None]


def train(
    teaching: Teaching,
    start: StartingPoint,
    preprocessor: Preprocessor,
    progress: Progress = lambda stage, done, total: None,
) -> LearnedTagger:
    """Learn a tagger.

    Parameters
    ----------
    teaching : Teaching
        What to learn from.
    start : StartingPoint
        Which tagger is there before.
    preprocessor : Preprocessor
        Cuts and analyses the texts.
    progress : callable, optional
        Told how far it is.
    """
    texts = teaching.texts
    processed = []
    for done, one in enumerate(preprocessor.stream(text.document for text in texts), start=1):
        processed.append(one)
        progress("Lezen", done, len(texts))
    progress("Leren", 0, 1)
    tagger = learn(
        [Lesson(text, one) for text, one in zip(texts, processed, strict=True)],
        start,
        preprocessor,
        n_coders=teaching.n_coders,
        kinds=teaching.kinds,
    )
    progress("Leren", 1, 1)
    return tagger


def check_tagger_folder(folder: Path) -> None:
    """Check, before any work is done for it, that a tagger can be written in a folder.

    Raises
    ------
    OutputPathError
        When it is a file, or holds other things than a tagger.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputPathError(f"'{folder}' is een bestand, geen map. Geef met --out een map op.")
    if folder.is_dir():
        others = {path.name for path in folder.iterdir()} - {CONFIG, WEIGHTS, CARD}
        if others:
            raise OutputPathError(f"In '{folder}' staan andere bestanden. Geef met --out een nieuwe of lege map op.")


def write_tagger(tagger: LearnedTagger, folder: Path) -> None:
    """Write a tagger: ``config.json``, ``weights.npz`` and ``README.md``.

    Raises
    ------
    OutputError
        When a file cannot be written.
    """
    # The config last: a folder without it, or with an older one, is no tagger.
    for name, content in reversed(tagger_files(tagger, model_card(tagger)).items()):
        replace_file(folder / name, content)
