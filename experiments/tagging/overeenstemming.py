"""Agreement between the coders of documents that were coded more than once.

Run from the top of the repository::

    python experiments/tagging/overeenstemming.py corpora/codering/b1.jsonl

Prints, for every theme and over all, the F1 of the second coder against the first (which is symmetric) and
Krippendorff's alpha for nominal data over sentences (coded or not), with the number of sentences either coded.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from praktijkkennis.codebook import load_codebook


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="coded documents (JSON lines)")
    records = [json.loads(line) for path in parser.parse_args().files for line in path.read_text("utf-8").splitlines()]
    keys = load_codebook().keys
    tables = np.array([matrices(record, keys) for record in records], dtype=object)
    first, second = np.vstack(tables[:, 0]).astype(bool), np.vstack(tables[:, 1]).astype(bool)
    for column, key in enumerate(keys):
        print_row(key, first[:, column], second[:, column])
    print_row("all themes", first.ravel(), second.ravel())


def matrices(record: dict, keys: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Give the codes of the first two coders as tables of sentences by themes."""
    tables = []
    for coder in sorted(record["codes"])[:2]:
        table = np.zeros((len(record["sentences"]), len(keys)), dtype=bool)
        for sentence, theme, _ in record["codes"][coder]:
            table[sentence, keys.index(theme)] = True
        tables.append(table)
    return tables[0], tables[1]


def print_row(name: str, first: np.ndarray, second: np.ndarray) -> None:
    """Print one line."""
    f1 = 2 * (first & second).sum() / max(1, first.sum() + second.sum())
    print(f"{name:28s} F1 {f1:.2f}  alpha {alpha(first, second):.2f}  n {(first | second).sum()}")


def alpha(first: np.ndarray, second: np.ndarray) -> float:
    """Krippendorff's alpha for two coders, nominal data, nothing missing (Krippendorff, 2011)."""
    values = np.concatenate([first, second])
    share = values.mean()
    n = len(values)
    expected = 2 * share * (1 - share) * n / (n - 1)
    return float(1 - (first != second).mean() / expected) if expected else 1.0


if __name__ == "__main__":
    main()
