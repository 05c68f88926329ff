r"""Judge the coding by a codebook alone, on coded texts of codebooks that nothing was trained on.

Run from the top of the repository::

    python experiments/tagging/eigen_codeboek.py corpora/codeboeken/*

Prints for every codebook the macro-F1 of its terms alone (a sentence has a theme when one of its terms stands in it)
and of the tagger at its own threshold, with the codebook as it is, without its examples, and without its terms. A file
of coded documents is judged with the built-in codebook, as if nothing had been trained for it; its core themes too::

    python experiments/tagging/eigen_codeboek.py corpora/codering/test/t1.jsonl --embedder nl_praktijk_e5

With ``--fit-termless`` it fits the weights of ``praktijkkennis.tagging.termless`` on these codebooks without their
terms. The figures that it prints are each of a codebook that neither weights nor threshold saw; the weights are of all.

With ``--fit`` it fits the weights of ``praktijkkennis.tagging.joining`` on the codebooks that are named: on five
versions of each, and judges them on the codebook that was left out. Do not name a codebook that is to be judged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
from gegevens import CORE, consensus

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, load_embedder
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.tagging import CodebookScorer, LexicalTagger
from praktijkkennis.tagging.joining import FEATURES
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.termless import TERMLESS_FEATURES

STRENGTHS = (0.003, 0.01, 0.03, 0.1)
GRID = np.round(np.arange(0.14, 0.46, 0.02), 2)
TERMLESS = ("no terms", "only a definition")
TERMLESS_STRENGTH = 0.1
FINE = np.round(np.arange(0.06, 0.42, 0.02), 2)


class Coded:
    """The sentences of coded texts, with their codebook.

    Parameters
    ----------
    place : Path
        A folder with ``codeboek.toml`` and ``gecodeerd.jsonl``, or a file coded with the built-in codebook.
    preprocessor : Preprocessor
        Cuts the texts.
    """

    def __init__(self, place: Path, preprocessor: Preprocessor) -> None:
        self.name = place.name
        self.codebook = load_codebook(place / "codeboek.toml") if place.is_dir() else load_codebook()
        file = place / "gecodeerd.jsonl" if place.is_dir() else place
        self.core = () if place.is_dir() else CORE
        lines = file.read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        documents = [Document(one["id"], one["text"], turns=find_turns(one["text"])) for one in records]
        self.processed = list(preprocessor.stream(documents))
        labels = [self._labels(*pair) for pair in zip(records, self.processed, strict=True)]
        self.gold = np.vstack(labels)

    def _labels(self, record: dict, processed: ProcessedDocument) -> np.ndarray:
        codes = consensus(record)
        rows = []
        for sentence in processed.sentences:
            if sentence.codable:
                shared = [min(sentence.end, high) - max(sentence.start, low) for low, high in record["sentences"]]
                rows.append([(int(np.argmax(shared)), key) in codes for key in self.codebook.keys])
        return np.array(rows, dtype=bool).reshape(len(rows), len(self.codebook.keys))

    def measure(self, codebook: Codebook, embedder: Embedder) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give features, scores by terms and probabilities of all sentences by a version of the codebook."""
        scorer, lexical = CodebookScorer(codebook, embedder), LexicalTagger(codebook)
        signals = [signals_of(one, lexical, embedder) for one in self.processed]
        features = np.concatenate([scorer.features(one) for one in signals])
        terms = np.concatenate([one.lexical for one in signals])
        return features, terms, np.concatenate([scorer.probabilities(one) for one in signals])


def versions(book: Codebook) -> dict[str, Codebook]:
    """Make the versions of a codebook that people might have written."""

    def each(**change: object) -> Codebook:
        themes = [
            replace(theme, **{key: value(theme) if callable(value) else value for key, value in change.items()})
            for theme in book.themes
        ]
        return replace(book, themes=tuple(themes))

    none: dict[str, object] = {"examples": (), "counterexamples": ()}
    return {
        "as it is": book,
        "no examples": each(**none),
        "no terms": each(terms=()),
        "half of the terms": each(terms=lambda theme: theme.terms[::2]),
        "only terms": each(**none, definition="", includes=(), excludes=()),
        "only a definition": each(**none, terms=()),
    }


def f1(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 per theme."""
    return 2 * (gold & predicted).sum(axis=0) / np.maximum(1, gold.sum(axis=0) + predicted.sum(axis=0))


def figures(gold: np.ndarray, predicted: np.ndarray, core: Sequence[int]) -> str:
    """Write macro-F1 with precision and recall over all themes, and macro-F1 of the core themes if there are any."""
    hits, each = (gold & predicted).sum(), f1(gold, predicted)
    share = f"P {hits / max(1, predicted.sum()):.2f} R {hits / gold.sum():.2f}"
    return f"{each.mean():.3f} ({share}" + (f" core {each[[*core]].mean():.3f})" if core else ")")


def judge(coded: list[Coded], embedder: Embedder) -> None:
    """Print the figures of the tagger as it is."""
    for one in coded:
        print(f"{one.name}: {len(one.gold)} sentences, {(one.gold.any(axis=1)).sum()} with a theme")
        for label, book in versions(one.codebook).items():
            _, terms, chances = one.measure(book, embedder)
            limits = CodebookScorer(book, embedder).thresholds
            columns = range(one.gold.shape[1])
            found = [average_precision_score(one.gold[:, column], chances[:, column]) for column in columns]
            alone = figures(one.gold, terms > 0, one.core) if terms.any() else "-"
            ours = figures(one.gold, chances >= limits, one.core)
            print(f"  {label:18s} terms {alone:24s} ours {ours} AP {np.mean(found):.3f}")


def fit(coded: list[Coded], embedder: Embedder) -> None:
    """Fit weights, judged by leaving one codebook out."""
    tables: list[tuple[int, str, np.ndarray, np.ndarray]] = []
    for number, one in enumerate(coded):
        for label, book in versions(one.codebook).items():
            if label != "only a definition":
                tables.append((number, label, one.measure(book, embedder)[0], one.gold))
    for strength in STRENGTHS:
        results: dict[str, list[np.ndarray]] = {}
        for held in range(len(coded)):
            weights, intercept = fitted([row for row in tables if row[0] != held], strength)
            for number, label, features, gold in tables:
                if number == held:
                    chances = 1 / (1 + np.exp(-(features @ weights + intercept)))
                    row = np.array([f1(gold, chances >= limit).mean() for limit in GRID])
                    results.setdefault(label, []).append(row)
        print(f"C = {strength}")
        for label, rows in results.items():
            mean = np.mean(rows, axis=0)
            print(
                f"  {label:18s}", " ".join(f"{limit:.2f}:{value:.3f}" for limit, value in zip(GRID, mean, strict=True))
            )
        weights, intercept = fitted(tables, strength)
        named = zip(("intercept", *FEATURES), (intercept, *weights), strict=True)
        print("  " + ", ".join(f"{name}: {value:.3f}" for name, value in named))


def fitted(tables: list[tuple[int, str, np.ndarray, np.ndarray]], strength: float) -> tuple[np.ndarray, float]:
    """Fit one logistic regression over all themes of all tables; each version of a codebook counts for its share."""
    design = np.vstack([features.reshape(-1, len(FEATURES)) for _, _, features, _ in tables])
    target = np.concatenate([gold.ravel() for *_, gold in tables])
    spread = design.std(axis=0) + 1e-9
    n_versions = len({label for _, label, *_ in tables})
    model = LogisticRegression(C=strength / n_versions * 3, max_iter=2000).fit(design / spread, target)
    return model.coef_[0] / spread, float(model.intercept_[0])


@dataclass(frozen=True)
class Table:
    """What is known of the sentences of one codebook in one of its versions."""

    name: str
    version: str
    features: np.ndarray
    gold: np.ndarray


def fit_termless(coded: list[Coded], embedder: Embedder) -> None:
    """Fit weights for themes without terms, judged by leaving one codebook out."""
    tables = []
    for one in coded:
        bare = {label: book for label, book in versions(one.codebook).items() if label in TERMLESS}
        for label, book in bare.items():
            scorer, lexical = CodebookScorer(book, embedder), LexicalTagger(book)
            features = [scorer.termless_features(signals_of(text, lexical, embedder)) for text in one.processed]
            tables.append(Table(one.name, label, np.concatenate(features), one.gold))
    rows = {one.name: [held_out(tables, one.name, label) for label in TERMLESS] for one in coded}
    print("macro-F1 | average precision, left out: " + "; ".join(TERMLESS))
    mean, spread = np.mean(list(rows.values()), axis=0), np.std(list(rows.values()), axis=0)
    for name, cells in {**rows, "mean": mean, "spread": spread}.items():
        print(f"  {name:22s}", "  ".join(f"{score:.3f} | {found:.3f}" for score, found in cells))
    weights, intercept = fitted_termless(tables)
    for label in TERMLESS:
        print(
            f"threshold, {label}: {threshold([one for one in tables if one.version == label], weights, intercept):.2f}"
        )
    named = zip(("intercept", *TERMLESS_FEATURES), (intercept, *weights), strict=True)
    print(", ".join(f"{name}={value:.3f}" for name, value in named))


def held_out(tables: list[Table], name: str, version: str) -> tuple[float, float]:
    """Give macro-F1 and average precision on a version of a codebook that nothing was fitted on."""
    others = [one for one in tables if one.name != name]
    weights, intercept = fitted_termless(others)
    limit = threshold([one for one in others if one.version == version], weights, intercept)
    (judged,) = (one for one in tables if (one.name, one.version) == (name, version))
    chances = probabilities(judged, weights, intercept)
    columns = range(judged.gold.shape[1])
    found = [average_precision_score(judged.gold[:, column], chances[:, column]) for column in columns]
    return float(f1(judged.gold, chances >= limit).mean()), float(np.mean(found))


def probabilities(table: Table, weights: np.ndarray, intercept: float) -> np.ndarray:
    """Weigh features."""
    return 1 / (1 + np.exp(-(table.features @ weights + intercept)))


def threshold(tables: list[Table], weights: np.ndarray, intercept: float) -> float:
    """Choose the threshold of the best macro-F1, which is taken together with those beside it."""
    chances = [probabilities(one, weights, intercept) for one in tables]
    rows = [[f1(one.gold, found >= limit).mean() for limit in FINE] for one, found in zip(tables, chances, strict=True)]
    smooth = np.convolve(np.mean(rows, axis=0), np.ones(3) / 3, "valid")
    return float(FINE[1:-1][smooth.argmax()])


def fitted_termless(tables: list[Table]) -> tuple[np.ndarray, float]:
    """Fit one logistic regression over all themes of all tables; each version of a codebook counts for its share."""
    design = np.vstack([one.features.reshape(-1, len(TERMLESS_FEATURES)) for one in tables])
    target = np.concatenate([one.gold.ravel() for one in tables])
    centre, spread = design.mean(axis=0), design.std(axis=0) + 1e-9
    strength = TERMLESS_STRENGTH / len({one.version for one in tables})
    model = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=200)
    model.fit((design - centre) / spread, target)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - centre @ weights)


def main() -> None:
    """Read the arguments and judge or fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="+", type=Path, help="folders with codeboek.toml and gecodeerd.jsonl, or files")
    parser.add_argument("--embedder", default=DEFAULT_EMBEDDER)
    parser.add_argument("--fit", action="store_true", help="fit the weights on these codebooks")
    parser.add_argument("--fit-termless", action="store_true", help="the same for themes without terms")
    arguments = parser.parse_args()
    preprocessor, embedder = Preprocessor(load_pipeline("nl_praktijk_sm")), load_embedder(arguments.embedder)
    places = [one for one in sorted(arguments.places) if one.is_dir() or one.suffix == ".jsonl"]
    coded = [Coded(one, preprocessor) for one in places]
    (fit_termless if arguments.fit_termless else fit if arguments.fit else judge)(coded, embedder)


if __name__ == "__main__":
    main()
