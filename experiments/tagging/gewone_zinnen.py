r"""Draw the ordinary sentences against which a codebook is measured, and keep them with their tokens.

Run from the top of the repository::

    python experiments/tagging/gewone_zinnen.py corpora/codering/b[1-8].jsonl

Writes ``src/praktijkkennis/data/codebooks/gewone_zinnen.jsonl.gz``: a sample of all sentences of the coded documents,
with and without themes, headings and half sentences included, as practice texts really are. Which pipeline cut and
lemmatised them matters little; the one that comes along did.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.tagging.ordinary import sentences_file

N_SENTENCES = 1000


def main() -> None:
    """Read the arguments, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="coded documents (JSON lines)")
    paths = sorted(parser.parse_args().files)
    records = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [Document(one["id"], one["text"], turns=find_turns(one["text"])) for one in records]
    rows: dict[str, dict] = {}
    for processed in Preprocessor(load_pipeline("nl_praktijk_sm")).stream(documents):
        for sentence in processed.sentences:
            if sentence.codable:
                text = " ".join(processed.text_of(sentence).split())
                tokens = [[one.text, one.lemma, one.pos, one.particle_of] for one in sentence.tokens]
                rows.setdefault(text, {"text": text, "tokens": tokens})
    every = list(rows.values())
    chosen = sorted(np.random.default_rng(0).permutation(len(every))[:N_SENTENCES].tolist())
    lines = "".join(json.dumps(every[place], ensure_ascii=False) + "\n" for place in chosen)
    sentences_file().write_bytes(gzip.compress(lines.encode("utf-8"), 9, mtime=0))
    print(len(chosen), "of", len(every), "sentences;", sentences_file().stat().st_size, "bytes")


if __name__ == "__main__":
    main()
