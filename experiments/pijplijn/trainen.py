"""Train ``nl_praktijk_sm`` with spaCy and write it with its evaluation.

Run from the top of the repository, after ``samenstellen.py`` and ``vectoren.py``::

    python experiments/pijplijn/trainen.py --data build/pijplijn --out build/pijplijn/model

Every tenth sentence of the current development parts and of the annotated domain sentences is held out, to choose the
best state. One run takes about an hour of one core.
"""

from __future__ import annotations

import argparse
import pickle
import random
from pathlib import Path

import numpy as np
import spacy
from boombank import Sentence
from docbins import documents, in_small_letters, shuffled, without_stops, write
from spacy.cli.train import train
from spacy.language import Language
from spacy.vectors import Vectors

_CONFIG = Path(__file__).parent / "config.cfg"
_CURRENT_TIMES, _DOMAIN_TIMES = 2, 4
_NO_STOP, _SMALL_LETTERS = 0.35, 0.1


def main() -> None:
    """Read the arguments, write the training documents and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with zinnen.pickle and vectoren.npz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--silver", type=int, default=9_000, help="how many coded sentences to learn from")
    parser.add_argument("--steps", type=int, default=3800)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    with (arguments.data / "zinnen.pickle").open("rb") as stream:
        parts: dict[str, list[Sentence]] = pickle.load(stream)
    start = with_vectors(arguments.data / "vectoren.npz")
    prepared = arguments.data / "spacy"
    write_documents(start, parts, prepared, arguments.silver)
    start.to_disk(prepared / "vectors")
    train(
        _CONFIG,
        arguments.out,
        overrides={
            "paths.train": str(prepared / "train.spacy"),
            "paths.dev": str(prepared / "dev.spacy"),
            "paths.vectors": str(prepared / "vectors"),
            "system.seed": arguments.seed,
            "training.max_steps": arguments.steps,
            "training.optimizer.learn_rate.total_steps": arguments.steps,
        },
    )


def with_vectors(path: Path) -> Language:
    """Make an empty pipeline with the static vectors, found by the lower-case form."""
    with np.load(path) as stored:
        words, rows = stored["words"].tolist(), stored["vectors"]
    nlp = spacy.blank("nl")
    for word in words:
        nlp.vocab.strings.add(word)
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=rows, keys=words, name="nl_praktijk_sm", attr="LOWER")
    return nlp


def write_documents(nlp: Language, parts: dict[str, list[Sentence]], folder: Path, silver: int) -> None:
    """Part what is held out from what is learned, and store both."""
    learn: dict[str, list[Sentence]] = {}
    held: dict[str, list[Sentence]] = {}
    for name, sentences in parts.items():
        held[name] = sentences[::10] if name in {"huidig", "domein"} else []
        out_of_reach = set(map(id, held[name]))
        learn[name] = [sentence for sentence in sentences if id(sentence) not in out_of_reach]
    chosen = random.Random(0).sample(learn["codering"], min(silver, len(learn["codering"])))
    docs = []
    for _ in range(_CURRENT_TIMES):
        docs += documents(nlp.vocab, learn["huidig"], 10)
    # Where no stop marks the end of a sentence, only its syntax tells.
    docs += shuffled(nlp.vocab, without_stops(learn["huidig"], _NO_STOP, 1), 1)
    docs += shuffled(nlp.vocab, without_stops(learn["ouder"], _NO_STOP, 2), 2)
    for name in ("huidig", "ouder", "domein", "krant"):
        docs += shuffled(nlp.vocab, in_small_letters(learn[name], _SMALL_LETTERS, 3), 3)
    docs += documents(nlp.vocab, learn["ouder"], 10) + documents(nlp.vocab, learn["krant"], 5)
    for seed in range(_DOMAIN_TIMES):
        docs += shuffled(nlp.vocab, learn["domein"], seed)
    docs += shuffled(nlp.vocab, chosen, 9)
    random.Random(0).shuffle(docs)
    write(folder / "train.spacy", docs)
    write(folder / "dev.spacy", documents(nlp.vocab, held["huidig"]) + shuffled(nlp.vocab, held["domein"], 0))
    print(f"{len(docs)} documents, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main()
