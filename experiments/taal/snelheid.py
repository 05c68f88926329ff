"""Measure how many words a second the Dutch pipeline reads on one core, beside spaCy's bare tokeniser.

Run from the top of the repository::

    python experiments/taal/snelheid.py [--folder corpora/voorbeeld] [--pipeline nl_praktijk_sm]

Three read the same documents in turns, round after round, so that what else the machine does weighs on all: all of
preprocessing, the spaCy pipeline alone (``nlp.pipe`` on whole documents, from text to lemmas and parse), and the bare
tokeniser. A word is what stands between white space; what counts is processor time. The ratios say more than the words,
which hang on the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    # Read when numpy is imported, so before all else.
    os.environ[_name] = "1"

from praktijkkennis import read_corpus  # noqa: E402
from praktijkkennis.preprocessing import Preprocessor, load_pipeline  # noqa: E402


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path("corpora/voorbeeld"))
    parser.add_argument("--pipeline", default="nl_praktijk_sm")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    import spacy

    documents = list(read_corpus(str(arguments.folder)).documents)
    n_words = sum(len(document.text.split()) for document in documents)
    blank = spacy.blank("nl")
    pipeline = load_pipeline(arguments.pipeline)

    def read_all() -> None:
        for _ in Preprocessor(pipeline).stream(documents):
            pass

    def parse_all() -> None:
        for _ in pipeline.nlp.pipe(document.text for document in documents):
            pass

    def tokenise_all() -> None:
        for document in documents:
            blank(document.text)

    works = (read_all, parse_all, tokenise_all)
    for work in works:
        work()
    rounds = [[n_words / seconds(work) for work in works] for _ in range(arguments.rounds)]
    own, parsed, bare = (statistics.median(speeds) for speeds in zip(*rounds, strict=True))
    ratios = sorted(bare / read for read, _, bare in rounds)
    print(f"{len(documents)} documents, {n_words} words, {arguments.rounds} rounds, one core")
    print(f"{pipeline.info.name} {pipeline.info.version} with all of preprocessing  {own:9,.0f} words a second")
    print(f"{pipeline.info.name} {pipeline.info.version}, the spaCy pipeline alone   {parsed:9,.0f} words a second")
    print(f"spacy.blank('nl'), tokens only                       {bare:9,.0f} words a second")
    print(f"the tokeniser is {statistics.median(ratios):.0f} times as fast ({ratios[0]:.0f} to {ratios[-1]:.0f})")


def seconds(work: Callable[[], None]) -> float:
    """Tell how many seconds of processor time something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
