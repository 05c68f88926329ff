"""Fit how lexical and semantic evidence are joined, and the threshold, on the coded development documents.

Run from the top of the repository::

    python experiments/tagging/combineren.py corpora/codering/b*.jsonl

It prints the parameters for ``praktijkkennis.tagging.combined`` and the scores of each tagger alone and of both
together. All themes share one set of parameters; figures are from cross-validation by document.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from praktijkkennis.codebook import load_codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.embedding import DEFAULT_EMBEDDER, load_embedder
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging import LexicalTagger, SemanticTagger, StanceClassifier
from praktijkkennis.tagging.scoring import CODEBOOK_THRESHOLD as THRESHOLD
from praktijkkennis.tagging.scoring import damped

CORE = ("zelfsturing", "psychologische_veiligheid", "loslaten")


def main() -> None:
    """Read the arguments, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="coded documents (JSON lines)")
    parser.add_argument("--embedder", default=DEFAULT_EMBEDDER)
    arguments = parser.parse_args()
    documents = [json.loads(line) for path in arguments.files for line in path.read_text(encoding="utf-8").splitlines()]
    run(documents, arguments.embedder)


def run(documents: list[dict], embedder_name: str) -> None:
    """Score all documents, fit the combination, print figures."""
    codebook = load_codebook()
    embedder = load_embedder(embedder_name)
    lexical_tagger, semantic_tagger = LexicalTagger(codebook), SemanticTagger(codebook, embedder)
    stance_classifier = StanceClassifier(codebook, embedder)
    preprocessor = Preprocessor()
    semantic, lexical, gold, groups, same, found_bounds, gold_bounds = [], [], [], [], 0, 0, 0
    stance_pairs: list[tuple[str, str]] = []
    for number, record in enumerate(documents):
        text = record["text"]
        processed = preprocessor.process(Document(record["id"], text, turns=find_turns(text)))
        sentences = [sentence for sentence in processed.sentences if sentence.codable]
        own = {(sentence.start, sentence.end) for sentence in processed.sentences}
        given = {tuple(pair) for pair in record["sentences"]}
        same, found_bounds, gold_bounds = same + len(own & given), found_bounds + len(own), gold_bounds + len(given)
        codes = consensus(record)
        texts = [processed.text_of(sentence) for sentence in sentences]
        vectors = embedder.encode(texts)
        places = [overlap(record["sentences"], sentence.start, sentence.end) for sentence in sentences]
        lengths = np.array([len(sentence.tokens) for sentence in sentences])
        semantic.append(damped(semantic_tagger.scores(vectors), lengths))
        hits = [lexical_tagger.find(sentence) for sentence in sentences]
        lexical.append([[hit[key].score if key in hit else 0.0 for key in codebook.keys] for hit in hits])
        gold.append([[(place, key) in codes for key in codebook.keys] for place in places])
        groups.extend([number] * len(sentences))
        predicted = stance_classifier.predict(vectors, texts)
        for place, stance in zip(places, predicted, strict=True):
            stance_pairs.extend((codes[place, key], stance) for key in codebook.keys if (place, key) in codes)
    report(codebook.keys, np.vstack(semantic), np.vstack(lexical), np.vstack(gold), np.array(groups))
    precision, recall = same / found_bounds, same / gold_bounds
    print(f"sentence boundaries: precision {precision:.3f} recall {recall:.3f}")
    print_stances(stance_pairs)


def consensus(record: dict) -> dict[tuple[int, str], str]:
    """Give the codes on which all coders agree, with the stance of the first."""
    coders = list(record["codes"].values())
    shared = set.intersection(*({(index, theme) for index, theme, _ in codes} for codes in coders))
    return {(index, theme): stance for index, theme, stance in coders[0] if (index, theme) in shared}


def overlap(spans: Iterable[list[int]], start: int, end: int) -> int:
    """Find the coded sentence that shares most with a sentence of ours."""
    return int(np.argmax([min(end, high) - max(start, low) for low, high in spans]))


def report(
    keys: tuple[str, ...], semantic: np.ndarray, lexical: np.ndarray, gold: np.ndarray, groups: np.ndarray
) -> None:
    """Fit and print."""
    features = np.column_stack([semantic.ravel(), lexical.ravel()])
    target = gold.ravel().astype(int)
    spread = np.repeat(groups, len(keys))
    model = LogisticRegression(C=10.0, max_iter=1000)
    joined = cross_val_predict(model, features, target, groups=spread, cv=GroupKFold(8), method="predict_proba")[:, 1]
    model.fit(features, target)
    print("intercept, semantic, lexical:", model.intercept_.round(3), model.coef_.round(3))
    tables = {"lexical": lexical, "semantic": semantic, "combined": joined.reshape(gold.shape)}
    for name, scores in tables.items():
        grid = np.unique(np.quantile(scores, np.linspace(0.8, 0.999, 60)))
        best = max(grid, key=lambda threshold: macro(gold, scores >= threshold).mean())
        per_theme = macro(gold, scores >= best)
        core = np.mean([per_theme[keys.index(key)] for key in CORE])
        print(f"{name:9s} threshold {best:.3f}  macro-F1 core {core:.3f}  all {per_theme.mean():.3f}")
    at_default = macro(gold, tables["combined"] >= THRESHOLD)
    core = np.mean([at_default[keys.index(key)] for key in CORE])
    print(f"combined at the default threshold {THRESHOLD}: macro-F1 core {core:.3f}  all {at_default.mean():.3f}")
    print({key: (round(float(f1), 2), int(n)) for key, f1, n in zip(keys, per_theme, gold.sum(axis=0), strict=True)})


def macro(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 per theme."""
    hits = (gold & predicted).sum(axis=0)
    return 2 * hits / np.maximum(1, gold.sum(axis=0) + predicted.sum(axis=0))


def print_stances(pairs: list[tuple[str, str]]) -> None:
    """Print accuracy and macro-F1 of the stance over rightly coded sentences."""
    kinds = sorted({gold for gold, _ in pairs})
    scores = []
    for kind in kinds:
        hits = sum(gold == found == kind for gold, found in pairs)
        scores.append(
            2 * hits / max(1, sum(gold == kind for gold, _ in pairs) + sum(found == kind for _, found in pairs))
        )
    accuracy = np.mean([gold == found for gold, found in pairs])
    print(
        f"stance: accuracy {accuracy:.3f} macro-F1 {np.mean(scores):.3f}",
        dict(zip(kinds, np.round(scores, 2), strict=True)),
    )


if __name__ == "__main__":
    main()
