r"""Judge the tagger as it is shipped on coded documents that it has not seen, and time it.

Run from the top of the repository::

    python experiments/tagging/beoordelen.py corpora/codering/test/t1.jsonl
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
from gegevens import KEYS, Data, collect
from trainen import f1, figures, stance_rows

from praktijkkennis.document import STANCES
from praktijkkennis.embedding.onnx_model import OnnxEmbedder
from praktijkkennis.tagging.trained import TrainedWeights, load_trained


def probabilities_of(tagger: TrainedWeights, data: Data, vectors: np.ndarray) -> np.ndarray:
    """Score the sentences document by document."""
    found = np.zeros(data.labels.shape)
    for number in np.unique(data.document):
        rows = data.document == number
        found[rows] = tagger.probabilities(
            vectors[rows], data.lexical[rows], data.structure[rows], data.texts[rows].tolist()
        )
    return found


def main() -> None:
    """Read the arguments, tag and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path, help="the one that comes along by default")
    parser.add_argument("--tagger", type=Path, help="the one that comes along by default")
    parser.add_argument("--save", type=Path, help="keep the vectors here")
    arguments = parser.parse_args()
    embedder, tagger = OnnxEmbedder(arguments.encoder, upper="themes"), load_trained(arguments.tagger)
    embedder.encode(["Even warmlopen."])
    begin = time.perf_counter()
    data = collect(arguments.files)
    data = Data(**{name: array[data.coded] for name, array in vars(data).items()})
    middle = time.perf_counter()
    vectors = np.vstack(
        [embedder.encode_document(data.texts[data.document == one].tolist()) for one in np.unique(data.document)]
    )
    embedded = time.perf_counter()
    probabilities = probabilities_of(tagger, data, vectors)
    end = time.perf_counter()
    labels = data.labels.astype(int)
    predicted = probabilities >= tagger.thresholds
    print({key: round(value, 3) for key, value in figures(labels, probabilities, predicted).items()})
    print("themes", dict(zip(KEYS, f1(labels, predicted).round(3).tolist(), strict=True)))
    rows = stance_rows(data)
    gold = data.stances[rows].max(axis=1)
    stances = tagger.stances(vectors[rows], data.cues[rows], data.structure[rows])
    guess = np.array([STANCES.index(stance) for stance in stances])
    each = [2 * ((gold == k) & (guess == k)).sum() / ((gold == k).sum() + (guess == k).sum()) for k in range(3)]
    print(f"stance accuracy {(gold == guess).mean():.3f} macro-F1 {np.mean(each):.3f}")
    n = len(data.texts)
    print(f"{n} sentences; preparing {middle - begin:.1f} s, embedding {embedded - middle:.1f} s", end="")
    print(f" ({n / (embedded - middle):.0f}/s), scoring {end - embedded:.2f} s")
    if arguments.save:
        np.savez(arguments.save, vectors=vectors)


if __name__ == "__main__":
    main()
