"""Give the vectors of another embedder, and the figures of today's tagger, on the same sentences.

Run from the top of the repository::

    python experiments/encoder/vergelijken.py --data build/encoder/data.npz --out build/encoder/data.usem3.npz

The vectors can be given to ``experiments/tagging/trainen.py --vectors``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from gegevens import CORE, KEYS, Data, load, read_lines

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.embedding import load_embedder
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging import THRESHOLD, ThemeTagger

sys.path.insert(0, str(Path(__file__).parents[1] / "tagging"))


def today(coded: list[Path], data: Data) -> np.ndarray:
    """Probabilities of the tagger of the library as it is, for the coded sentences in order."""
    tagger, preprocessor = ThemeTagger(), Preprocessor()
    parts = []
    for path in coded:
        for record in read_lines(path):
            text = record["text"]
            parts.append(tagger.score(preprocessor.process(Document(record["id"], text, turns=find_turns(text))))[1])
    scores = np.vstack(parts)
    assert len(scores) == data.coded.sum(), "the data were made with other sentences"
    return scores


def main() -> None:
    """Read the arguments, embed, and judge today's tagger."""
    from trainen import f1, figures, thresholds_for

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--embedder", default="usem3")
    parser.add_argument("--coded", type=Path, nargs="*", default=[], help="also judge today's tagger on these")
    arguments = parser.parse_args()
    data = load(arguments.data)
    np.savez(arguments.out, vectors=load_embedder(arguments.embedder).encode(data.texts.tolist()))
    if arguments.coded:
        probabilities = today(arguments.coded, data)
        labels, batch = data.labels[data.coded].astype(int), data.batch[data.coded]
        own = np.zeros(labels.shape, bool)
        for name in sorted(set(batch)):
            held = batch == name
            own[held] = probabilities[held] >= thresholds_for(probabilities[~held], labels[~held])
            print(name, json.dumps(figures(labels[held], probabilities[held], probabilities[held] >= THRESHOLD)))
        for label, predicted in (("its own threshold", probabilities >= THRESHOLD), ("thresholds per theme", own)):
            found = figures(labels, probabilities, predicted)
            print(f"today, {label}:", {key: round(value, 3) for key, value in found.items()})
        print(dict(zip(KEYS, f1(labels, own).round(3).tolist(), strict=True)), "core:", [KEYS[i] for i in CORE])


if __name__ == "__main__":
    main()
