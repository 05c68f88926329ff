r"""What the errors of the tagger that comes along have in common, on coded documents that it has not seen.

Run from the top of the repository::

    python experiments/tagging/fouten.py corpora/codering/test/t2.jsonl

Counts false alarms and misses by what stands around them; nothing of the texts is printed. A code is a sentence with a
theme, the codes of people are those that all coders of the document gave, and sentences are those of the library.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
from beoordelen import probabilities_of
from gegevens import Data, collect

from praktijkkennis.embedding.onnx_model import OnnxEmbedder
from praktijkkennis.tagging.trained import load_trained

NEAR = 3
SHORT = 6

Share = tuple[str, int, int]
"""What was counted, how often it was so, and of how many."""


def near(codes: np.ndarray, documents: np.ndarray, reach: int) -> np.ndarray:
    """Tell of every sentence which themes stand on others of its document, so many sentences away at most.

    Parameters
    ----------
    codes : ndarray of bool, shape (sentences, themes)
    documents : ndarray of int64, shape (sentences,)
        Number of the document of each sentence; those of a document stand together, in order.
    reach : int

    Returns
    -------
    ndarray of bool, shape (sentences, themes)
    """
    found = np.zeros_like(codes)
    for away in range(1, min(reach, len(codes) - 1) + 1):
        same = (documents[away:] == documents[:-away])[:, None]
        found[away:] |= codes[:-away] & same
        found[:-away] |= codes[away:] & same
    return found


def shares(human: np.ndarray, machine: np.ndarray, documents: np.ndarray, words: np.ndarray) -> Iterator[Share]:
    """Count what errors have in common.

    Parameters
    ----------
    human, machine : ndarray of bool, shape (sentences, themes)
    documents : ndarray of int64, shape (sentences,)
    words : ndarray of int64, shape (sentences,)
        Number of words of each sentence.

    Yields
    ------
    tuple of (str, int, int)
    """

    def part(name: str, those: np.ndarray, among: np.ndarray) -> Share:
        return name, int((those & among).sum()), int(among.sum())

    def of_all(rows: np.ndarray) -> np.ndarray:
        return np.broadcast_to(rows[:, None], human.shape)

    hits, alarms, misses = human & machine, machine & ~human, human & ~machine
    another, beside = of_all(human.any(axis=1)), near(human, documents, 1)
    yield part("false alarms: people see another theme in the sentence", another, alarms)
    yield part("false alarms: ... or this theme in the sentence before or after", another | beside, alarms)
    yield part("misses: machine gives another theme", of_all(machine.any(axis=1)), misses)
    yield part(f"misses: theme is found within {NEAR} sentences", near(hits, documents, NEAR), misses)
    yield part(f"hits: theme is found within {NEAR} sentences", near(hits, documents, NEAR), hits)
    yield part(f"found, sentences of at most {SHORT} words", hits, human & of_all(words <= SHORT))
    yield part("found, longer sentences", hits, human & of_all(words > SHORT))
    several = of_all(human.sum(axis=1) > 1)
    yield part("found, sentences with several themes", hits, human & several)
    yield part("found, sentences with one theme", hits, human & ~several)
    company = near(human, documents, NEAR)
    yield part(f"found, theme not within {NEAR} sentences", hits, human & ~company)
    yield part(f"found, theme within {NEAR} sentences as well", hits, human & company)


def main() -> None:
    """Read the arguments, tag and count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", help="coded documents (JSON lines)")
    data = collect(parser.parse_args().files)
    data = Data(**{name: array[data.coded] for name, array in vars(data).items()})
    embedder, tagger = OnnxEmbedder(upper="themes"), load_trained()
    vectors = [embedder.encode_document(data.texts[data.document == one].tolist()) for one in np.unique(data.document)]
    machine = probabilities_of(tagger, data, np.vstack(vectors)) >= tagger.thresholds
    words = np.array([len(text.split()) for text in data.texts])
    for name, count, among in shares(data.labels == 1, machine, data.document, words):
        print(f"{count / max(1, among):4.0%}  {count:4d} of {among:4d}  {name}")


if __name__ == "__main__":
    main()
