"""Agreement between the coders of documents that were coded more than once.

Run from the top of the repository; files may have other coders, who are paired document by document::

    python experiments/tagging/overeenstemming.py corpora/codering/b1.jsonl
    python experiments/tagging/overeenstemming.py corpora/codering/b*.jsonl corpora/codering/test/t?.jsonl

Prints, for every theme and over all, the F1 of the two coders of each document (which is symmetric), Krippendorff's
alpha for nominal data over sentences (coded or not) with its interval over documents, and the number of sentences that
either coded. Documents that one coder read are passed over; of a document with more coders the first two count.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from praktijkkennis.codebook import load_codebook
from praktijkkennis.evaluation import Coding, agreement
from praktijkkennis.exchange.coded import read_coding

PAIR = ("eerste", "tweede")


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="coded documents (JSON lines)")
    coding = paired(read_coding(parser.parse_args().files))
    names = {theme.key: theme.name for theme in load_codebook().themes}
    table = agreement(coding, names=names)
    print(f"{len(coding.seen)} documents, {len(coding.units)} sentences, each read by two coders")
    for row in table.itertuples():
        alpha = f"{row.alpha:.2f} ({row.alpha_low:.2f}-{row.alpha_high:.2f})"
        print(f"{row.theme or 'all themes':28s} F1 {row.f1:.2f}  alpha {alpha}  n {row.n_coded}")


def paired(coding: Coding) -> Coding:
    """Keep the documents that two coders read, and call these two by their place in the document."""
    seen = {document: readers[:2] for document, readers in coding.seen.items() if len(readers) > 1}
    places = {(document, name): PAIR[k] for document, pair in seen.items() for k, name in enumerate(pair)}
    who = [places.get(one) for one in zip(coding.codes["document_id"], coding.codes["coder"], strict=True)]
    codes = coding.codes.assign(coder=who).dropna(subset=["coder"]).reset_index(drop=True)
    units = coding.units[coding.units["document_id"].isin(list(seen))].reset_index(drop=True)
    return replace(coding, codes=codes, units=units, seen=dict.fromkeys(seen, PAIR))


if __name__ == "__main__":
    main()
