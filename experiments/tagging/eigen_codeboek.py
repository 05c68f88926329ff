r"""Judge the coding by a codebook alone, on coded texts of codebooks that nothing was trained on.

Run from the top of the repository::

    python experiments/tagging/eigen_codeboek.py corpora/codeboeken/*

Prints for every codebook the macro-F1 of its terms alone (a sentence has a theme when one of its terms stands in it)
and of the tagger at its own threshold, with the codebook as it is, without its examples, and without its terms. A file
of coded documents is judged with the built-in codebook, as if nothing had been trained for it; its core themes too::

    python experiments/tagging/eigen_codeboek.py corpora/codering/test/t1.jsonl --embedder nl_praktijk_e5

With ``--fit`` it fits the weights of ``praktijkkennis.tagging.joining`` on five versions of each of these codebooks;
with ``--fit-termless`` those of ``praktijkkennis.tagging.termless``, on the codebooks without their terms. The figures
that it prints are each of a codebook that neither weights nor threshold saw; the weights are of all. With terms the
threshold is that of the codebooks as they are. Codebooks whose terms find many of the codes are fewer here than in the
world; where all that is known is weighed, and for the threshold, each counts for four.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
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
from praktijkkennis.tagging.joining import FEATURES, NARROW
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.termless import TERMLESS_FEATURES

STRENGTH, NARROW_STRENGTH = 0.1, 0.03
GRID = np.round(np.arange(0.06, 0.5, 0.02), 2)
WITH_TERMS = ("as it is", "no examples", "half of the terms", "only terms")
TERMLESS = ("no terms", "only a definition")
MUCH, OFTEN_SAID = 0.35, 4.0


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


@dataclass(frozen=True)
class Table:
    """What is known of the sentences of one codebook in one of its versions."""

    name: str
    version: str
    features: np.ndarray
    gold: np.ndarray
    weight: float = 1.0


Fitter = Callable[[Sequence[Table]], tuple[np.ndarray, float]]


def fit(coded: list[Coded], embedder: Embedder) -> None:
    """Fit weights for themes with terms, judged by leaving one codebook out."""
    tables = []
    for one in coded:
        share = (one.measure(one.codebook, embedder)[1] > 0)[one.gold].mean()
        for label, book in versions(one.codebook).items():
            if label in WITH_TERMS or label == "no terms":
                weight = OFTEN_SAID if share > MUCH else 1.0
                tables.append(Table(one.name, label, one.measure(book, embedder)[0], one.gold, weight))
    report(tables, WITH_TERMS, WITH_TERMS[0], fitted_mean, FEATURES)


def fit_termless(coded: list[Coded], embedder: Embedder) -> None:
    """Fit weights for themes without terms, judged by leaving one codebook out."""
    tables = []
    for one in coded:
        bare = {label: book for label, book in versions(one.codebook).items() if label in TERMLESS}
        for label, book in bare.items():
            scorer, lexical = CodebookScorer(book, embedder), LexicalTagger(book)
            features = [scorer.termless_features(signals_of(text, lexical, embedder)) for text in one.processed]
            tables.append(Table(one.name, label, np.concatenate(features), one.gold))
    report(tables, TERMLESS, None, lambda some: fitted(some, STRENGTH), TERMLESS_FEATURES)


def report(
    tables: Sequence[Table], labels: Sequence[str], chooser: str | None, fitter: Fitter, names: Sequence[str]
) -> None:
    """Print the figures of each codebook by what the others teach, then the weights and thresholds of all.

    The threshold is chosen on the version called *chooser*, or on the version that is judged.
    """
    books = dict.fromkeys(one.name for one in tables)
    rows = {name: held_out(tables, name, labels, chooser, fitter) for name in books}
    print("macro-F1 | average precision, left out: " + "; ".join(labels))
    mean, spread = np.mean(list(rows.values()), axis=0), np.std(list(rows.values()), axis=0)
    for name, cells in {**rows, "mean": mean, "spread": spread}.items():
        print(f"  {name:22s}", "  ".join(f"{score:.3f} | {found:.3f}" for score, found in cells))
    weights, intercept = fitter(tables)
    for label in labels:
        limit = threshold([one for one in tables if one.version == label], weights, intercept)
        print(f"threshold, {label}: {limit:.2f}")
    named = zip(("intercept", *names), (intercept, *weights), strict=True)
    print(", ".join(f"{name}={value:.3f}" for name, value in named))


def held_out(
    tables: Sequence[Table], name: str, labels: Sequence[str], chooser: str | None, fitter: Fitter
) -> list[tuple[float, float]]:
    """Give macro-F1 and average precision on the versions of a codebook that nothing was fitted on."""
    others = [one for one in tables if one.name != name]
    weights, intercept = fitter(others)
    found = []
    for label in labels:
        limit = threshold([one for one in others if one.version == (chooser or label)], weights, intercept)
        (judged,) = (one for one in tables if (one.name, one.version) == (name, label))
        chances = probabilities(judged, weights, intercept)
        columns = range(judged.gold.shape[1])
        precise = [average_precision_score(judged.gold[:, column], chances[:, column]) for column in columns]
        found.append((float(f1(judged.gold, chances >= limit).mean()), float(np.mean(precise))))
    return found


def probabilities(table: Table, weights: np.ndarray, intercept: float) -> np.ndarray:
    """Weigh features."""
    return 1 / (1 + np.exp(-(table.features @ weights + intercept)))


def threshold(tables: Sequence[Table], weights: np.ndarray, intercept: float) -> float:
    """Choose the threshold of the best macro-F1, which is taken together with those beside it."""
    chances = [probabilities(one, weights, intercept) for one in tables]
    rows = [[f1(one.gold, found >= limit).mean() for limit in GRID] for one, found in zip(tables, chances, strict=True)]
    mean = np.average(rows, axis=0, weights=[one.weight for one in tables])
    return float(GRID[1:-1][np.convolve(mean, np.ones(3) / 3, "valid").argmax()])


def fitted_mean(tables: Sequence[Table]) -> tuple[np.ndarray, float]:
    """Take the mean of weights that know nothing of kinship and wider surroundings, and of weights that know all."""
    narrow = [replace(one, features=one.features[..., : len(NARROW)], weight=1.0) for one in tables]
    (first, its_intercept), (second, intercept) = fitted(narrow, NARROW_STRENGTH), fitted(tables, STRENGTH)
    padded = np.pad(first, (0, len(second) - len(first)))
    return (padded + second) / 2, (its_intercept + intercept) / 2


def fitted(tables: Sequence[Table], strength: float) -> tuple[np.ndarray, float]:
    """Fit one logistic regression over all themes of all tables; each version of a codebook counts for its share."""
    design = np.vstack([one.features.reshape(-1, one.features.shape[-1]) for one in tables])
    target = np.concatenate([one.gold.ravel() for one in tables])
    counts = np.concatenate([np.full(one.gold.size, one.weight) for one in tables])
    centre, spread = design.mean(axis=0), design.std(axis=0) + 1e-9
    each = strength / len({one.version for one in tables})
    model = LogisticRegression(C=each, solver="newton-cholesky", max_iter=200)
    model.fit((design - centre) / spread, target, sample_weight=counts)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - centre @ weights)


def main() -> None:
    """Read the arguments and judge or fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="+", type=Path, help="folders with codeboek.toml and gecodeerd.jsonl, or files")
    parser.add_argument("--embedder", default=DEFAULT_EMBEDDER)
    parser.add_argument("--fit", action="store_true", help="fit the weights for themes with terms")
    parser.add_argument("--fit-termless", action="store_true", help="the same for themes without terms")
    arguments = parser.parse_args()
    preprocessor, embedder = Preprocessor(load_pipeline("nl_praktijk_sm")), load_embedder(arguments.embedder)
    places = [one for one in sorted(arguments.places) if one.is_dir() or one.suffix == ".jsonl"]
    coded = [Coded(one, preprocessor) for one in places]
    (fit_termless if arguments.fit_termless else fit if arguments.fit else judge)(coded, embedder)


if __name__ == "__main__":
    main()
