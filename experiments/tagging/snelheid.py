"""Measure how many sentences a second the default coder codes on one core, from text to codes.

Run from the top of the repository::

    python experiments/tagging/snelheid.py [--folder corpora/voorbeeld] [--rounds 3]

Documents are read beforehand, and one is coded to warm up. Preprocessing is measured by itself as well: the rest is the
encoder, the tagger, stance and evidence. What counts is processor time, because other work weighs on the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    # Read when numpy is imported, so before all else.
    os.environ[_name] = "1"

from praktijkkennis import Pipeline, read_corpus  # noqa: E402


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path("corpora/voorbeeld"))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    documents = list(read_corpus(str(arguments.folder)).documents)
    pipeline = Pipeline()
    for _ in pipeline.tag(documents[:1]):
        pass
    whole, prepared = [], []
    for _ in range(arguments.rounds):
        start = time.process_time()
        n_sentences = sum(len(processed.sentences) for processed, _ in pipeline.tag(documents))
        whole.append(time.process_time() - start)
        start = time.process_time()
        for _ in pipeline.preprocessor.stream(documents):
            pass
        prepared.append(time.process_time() - start)
    middle, first = statistics.median(whole), statistics.median(prepared)
    print(f"{len(documents)} documents, {n_sentences} sentences, {arguments.rounds} rounds, processor time")
    print(f"text to codes  {n_sentences / middle:5.0f} sentences a second")
    print(f"of which preprocessing {first / middle:.0%}, encoder and tagger {1 - first / middle:.0%}")


if __name__ == "__main__":
    main()
