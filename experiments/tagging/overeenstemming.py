"""Agreement between the coders of documents that were coded more than once.

Run from the top of the repository::

    python experiments/tagging/overeenstemming.py corpora/codering/b1.jsonl

Prints, for every theme and over all, the F1 of the first two coders (which is symmetric) and Krippendorff's alpha for
nominal data over sentences (coded or not) with its interval over documents, and the number of sentences either coded.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from praktijkkennis.codebook import load_codebook
from praktijkkennis.evaluation import agreement
from praktijkkennis.exchange.coded import read_coding


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="coded documents (JSON lines)")
    coding = read_coding(parser.parse_args().files)
    names = {theme.key: theme.name for theme in load_codebook().themes}
    table = agreement(coding, names=names, coders=coding.coders[:2])
    for row in table.itertuples():
        alpha = f"{row.alpha:.2f} ({row.alpha_low:.2f}-{row.alpha_high:.2f})"
        print(f"{row.theme or 'all themes':28s} F1 {row.f1:.2f}  alpha {alpha}  n {row.n_coded}")


if __name__ == "__main__":
    main()
