r"""Look for sentences of one file of coded documents that stand, nearly the same, in others.

Run from the top of the repository::

    python experiments/tagging/dubbel.py corpora/codering/test/t2.jsonl --among corpora/codering/b*.jsonl \
        corpora/codering/test/t1.jsonl corpora/codering/losse/l*.jsonl

Prints pairs of sentences that share most of their words (Jaccard), the nearest first. Sentences of fewer than five
words are passed over: these are alike everywhere.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

LEAST_WORDS = 5


def main() -> None:
    """Read the arguments, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--among", type=Path, nargs="+", required=True, help="other files, also of loose sentences")
    parser.add_argument("--least", type=float, default=0.6, help="least share of common words")
    arguments = parser.parse_args()
    others = [one for path in arguments.among for one in sentences(path)]
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    for place, (_, text) in enumerate(others):
        for pair in pairwise(words_of(text)):
            places[pair].add(place)
    found = []
    for name, text in sentences(arguments.file):
        words = words_of(text)
        near = set().union(*(places.get(pair, set()) for pair in pairwise(words)))
        for place in near if len(words) >= LEAST_WORDS else ():
            if (share := likeness(text, others[place][1])) >= arguments.least:
                found.append((share, name, text, *others[place]))
    for share, name, text, other, there in sorted(found, reverse=True):
        print(f"{share:.2f}  {name}: {text}\n      {other}: {there}")
    print(len(found), "pairs")


def sentences(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of the sentences of coded documents, or of loose ones."""
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for start, end in record.get("sentences", [[0, len(record["text"])]]):
            yield record["id"], record["text"][start:end]


def words_of(text: str) -> list[str]:
    """Give the words in small letters."""
    return re.findall(r"\w+", text.casefold())


def likeness(one: str, other: str) -> float:
    """Give the share of the words of both that both have (Jaccard)."""
    first, second = set(words_of(one)), set(words_of(other))
    return len(first & second) / len(first | second)


if __name__ == "__main__":
    main()
