r"""What codings teach of stances: those of a handful, and of all there are, on documents that were not learned from.

Run from the top of the repository::

    python experiments/tagging/houdingen.py corpora/codeboeken/*
    python experiments/tagging/houdingen.py corpora/codering/test/t1.jsonl --base ingebouwd
    python experiments/tagging/houdingen.py --learn corpora/codering/b1[2-9].jsonl \
        --judge corpora/codering/b2[0-4].jsonl --sizes 16 64 100 400 1000000

A folder with ``codeboek.toml`` and ``gecodeerd.jsonl``, or a file coded with the built-in codebook, is judged in four
parts: documents of one by what was learned from so many codings of the others, as a list of sentences. With
``--learn`` and ``--judge`` it learns from some files and judges on others, which other writers wrote, as if the
built-in codebook were somebody's own; nothing of the built-in tagger is used, unless ``--base ingebouwd`` asks for it.

Figures are macro-F1 over the three stances, of themes that the codebook alone (or the base) finds rightly and, behind
the bar, of all themes that people gave; mean and standard deviation over places and draws. Rows:

- before: as the base tells stances;
- learned: what ``praktijkkennis.tagging.learning.stances`` fits, however few there are;
- train: as ``praktijkkennis train`` does: learned where there are enough and it helps on documents held out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import STANCES, Document
from praktijkkennis.embedding import DEFAULT_EMBEDDER, load_embedder
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.tagging import LexicalTagger
from praktijkkennis.tagging.learning import BUILTIN, CODEBOOK, Code
from praktijkkennis.tagging.learning.base import base_scorer
from praktijkkennis.tagging.learning.material import labels_of, stance_votes
from praktijkkennis.tagging.learning.stances import (
    StanceExamples,
    design_of,
    fit_coefficients,
    fit_stances,
    stance_macro_f1,
)
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.space import space_of
from praktijkkennis.tagging.trained import load_trained

PARTS, FOLDS = 4, 5
ALL = 1_000_000


@dataclass(frozen=True)
class Coded:
    """Sentences whose stance was told, their documents, and the votes of themes that were found rightly."""

    examples: StanceExamples
    documents: np.ndarray
    found: np.ndarray


def read(files: Sequence[Path], codebook: Codebook, base: str, preprocessor: Preprocessor) -> Coded:
    """Read coded documents and lay out what tells the stance."""
    embedder = load_embedder(load_trained().embedder if base == BUILTIN else DEFAULT_EMBEDDER)
    scorer, lexical, space = base_scorer(base, codebook, embedder), LexicalTagger(codebook), space_of(embedder)
    records = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [Document(one["id"], one["text"], turns=find_turns(one["text"])) for one in records]
    parts = []
    for number, (record, processed) in enumerate(zip(records, preprocessor.stream(texts), strict=True)):
        signals = signals_of(processed, lexical, embedder)
        coders = [
            [Code(*record["sentences"][place], theme, stance=stance or None) for place, theme, stance in codes]
            for codes in record["codes"].values()
        ]
        labels = labels_of(signals.sentences, codebook.keys, coders)
        votes = stance_votes(signals.sentences, codebook.keys, coders, labels)
        coded = scorer.probabilities(signals) >= scorer.thresholds
        found = stance_votes(signals.sentences, codebook.keys, coders, np.where(coded, labels, 0).astype(np.int8))
        rows = np.flatnonzero(votes.any(axis=1)).tolist()
        told = scorer.stance_log_odds(signals, rows)
        parts.append((told, design_of(signals, rows, space), votes[rows], np.full(len(rows), number), found[rows]))
    prior, design, votes, documents, found = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Coded(StanceExamples(prior, design, votes), documents, found)


def drawn(learn: Coded, size: int, seed: int) -> np.ndarray:
    """Draw sentences with together at least so many codings."""
    order = np.random.default_rng(seed).permutation(len(learn.documents))
    needed = int(np.searchsorted(np.cumsum(learn.examples.votes[order].sum(axis=1)), size)) + 1
    chosen = np.zeros(len(order), dtype=bool)
    chosen[order[:needed]] = True
    return chosen


def told(learn: Coded, judge: Coded, size: int, seed: int) -> dict[str, np.ndarray]:
    """Tell the stances of sentences in each of the ways, as numbers."""
    chosen = drawn(learn, size, seed)
    taught = learn.examples.rows(chosen)
    folds = np.unique(learn.documents[chosen], return_inverse=True)[1] % FOLDS
    ways = {"before": None, "learned": fit_coefficients(taught), "train": fit_stances(taught, folds).coefficients}
    prior, design = judge.examples.prior, judge.examples.design
    added = {way: 0.0 if found is None else design @ found.T for way, found in ways.items()}
    return {way: (prior + found).argmax(axis=1) for way, found in added.items()}


def some(coded: Coded, chosen: np.ndarray) -> Coded:
    """Keep some of the sentences."""
    return Coded(coded.examples.rows(chosen), coded.documents[chosen], coded.found[chosen])


def figures(guessed: np.ndarray, coded: Coded) -> tuple[float, float]:
    """Macro-F1 of themes rightly found, and of all."""
    return stance_macro_f1(guessed, coded.found), stance_macro_f1(guessed, coded.examples.votes)


def in_parts(coded: Coded, size: int, seed: int) -> dict[str, tuple[float, float]]:
    """Judge documents of each part by what was learned from the others."""
    names = np.random.default_rng(seed).permutation(np.unique(coded.documents))
    guessed: dict[str, np.ndarray] = {}
    for part in np.array_split(names, PARTS):
        here = np.isin(coded.documents, part)
        for way, found in told(some(coded, ~here), some(coded, here), size, seed).items():
            guessed.setdefault(way, np.zeros(len(here), dtype=np.int64))[here] = found
    return {way: figures(found, coded) for way, found in guessed.items()}


def report(size: int, rows: list[dict[str, tuple[float, float]]]) -> None:
    """Print a line for each way."""
    for way in rows[0]:
        each = np.array([row[way] for row in rows])
        cells = " | ".join(f"{m:.3f} ± {s:.3f}" for m, s in zip(each.mean(axis=0), each.std(axis=0), strict=True))
        gains = each[:, 1] - np.array([row["before"] for row in rows])[:, 1]
        label = "all" if size == ALL else str(size)
        print(f"{label:>5} {way:8s} {cells}   better {int((gains > 0).sum())}, worse {int((gains < 0).sum())}")


def main() -> None:
    """Read the arguments and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="*", type=Path, help="folders with codeboek.toml and gecodeerd.jsonl, or files")
    parser.add_argument("--learn", nargs="+", type=Path, default=[], help="files to learn from")
    parser.add_argument("--judge", nargs="+", type=Path, default=[], help="files to judge on")
    parser.add_argument("--base", choices=(CODEBOOK, BUILTIN), default=CODEBOOK)
    parser.add_argument("--sizes", nargs="+", type=int, default=[4, 16, 64, 100, ALL])
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    preprocessor = Preprocessor(load_pipeline("nl_praktijk_sm"))
    coded = []
    for place in arguments.places:
        if place.is_dir() and (place / "codeboek.toml").exists():
            codebook, files = load_codebook(place / "codeboek.toml"), [place / "gecodeerd.jsonl"]
        elif place.suffix == ".jsonl":
            codebook, files = load_codebook(), [place]
        else:
            continue
        coded.append(read(files, codebook, arguments.base, preprocessor))
        counts = coded[-1].examples.votes.sum(axis=0)
        print(f"{place.stem}: " + ", ".join(f"{n:.0f} {stance}" for n, stance in zip(counts, STANCES, strict=True)))
    pair = [
        read(files, load_codebook(), arguments.base, preprocessor)
        for files in (arguments.learn, arguments.judge)
        if files
    ]
    for size in arguments.sizes:
        seeds = range(arguments.seeds)
        rows = [in_parts(one, size, seed) for one in coded for seed in seeds]
        if len(pair) == 2:
            given = [told(*pair, size, seed) for seed in (seeds if size < ALL else [0])]
            rows = [{way: figures(found, pair[1]) for way, found in one.items()} for one in given]
        report(size, rows)


if __name__ == "__main__":
    main()
