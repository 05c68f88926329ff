r"""Train the tagger of the built-in codebook on sentence vectors, and judge it on writers it has not seen.

Run from the top of the repository::

    python experiments/tagging/trainen.py --data build/encoder/data.npz --vectors build/encoder/data.frozen.npz

or, with an encoder adapted apart for every group of batches that was held out, and one adapted on all for shipping::

    python experiments/tagging/trainen.py --data data.npz --folds b2,b3=A/vectors.npz b1,b4=B/vectors.npz \
        --strength 0.01 --final F/vectors.npz --out src/praktijkkennis/data/models/tagger_nieuw_organiseren

First stage: one strongly regularised logistic regression per theme on the standardised vector, learned from coded
documents, contrast pairs, the codebook and ordinary sentences. Second stage: a logistic regression over all themes
together on that score, the lexical score, the scores of the neighbours and the document, and the form of the sentence;
it learns only from scores of sentences that the first stage (and the encoder) had not seen, and thereby calibrates.
Every figure is for a batch (other writers, another style) that no part had seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
from gegevens import CORE, KEYS, Data, load

from praktijkkennis.tagging.context import context_features
from praktijkkennis.tagging.trained import WORDING_SHARE, load_trained
from praktijkkennis.tagging.wordings import spread_out, wording_scores

WEIGHTS = {"contrast": 0.5, "codebook": 1.0, "background": 1.0}
SMOOTHING = 150.0


def fit_first(
    vectors: np.ndarray, labels: np.ndarray, weight: np.ndarray, strength: float
) -> tuple[np.ndarray, np.ndarray]:
    """Fit one logistic regression per theme, all at once.

    Parameters
    ----------
    vectors : ndarray, shape (n, d)
        Standardised.
    labels : ndarray of int8, shape (n, themes)
        -1 where not known.
    weight : ndarray, shape (n,)
    strength : float
        Inverse of the ridge penalty, as ``C`` of scikit-learn.
    """
    n_themes, width = labels.shape[1], vectors.shape[1]
    target, known = np.clip(labels, 0, 1).astype(np.float32), (labels >= 0) * weight[:, None].astype(np.float32)
    features = vectors.astype(np.float32)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        beta = flat.reshape(n_themes, width + 1)
        logits = features @ beta[:, :width].T.astype(np.float32) + beta[:, width].astype(np.float32)
        value = float((known * (np.logaddexp(0, logits) - target * logits)).sum())
        error = known * (1 / (1 + np.exp(-logits)) - target)
        gradient = np.hstack([error.T @ features, error.sum(axis=0)[:, None]]).astype(np.float64)
        gradient[:, :width] += beta[:, :width] / strength
        return value + float((beta[:, :width] ** 2).sum()) / (2 * strength), gradient.ravel()

    start = np.zeros((n_themes, width + 1))
    start[:, width] = -3.0
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    beta = found.reshape(n_themes, width + 1)
    return beta[:, :width], beta[:, width]


def first_weights(data: Data, vectors: np.ndarray, rows: np.ndarray, strength: float) -> dict[str, np.ndarray]:
    """Fit the first stage on some rows."""
    centre, scale = vectors[data.coded & rows].mean(axis=0), vectors[data.coded & rows].std(axis=0) + 1e-6
    weight = np.array([WEIGHTS.get(name, 1.0) for name in data.batch[rows]])
    coefficients, intercepts = fit_first((vectors[rows] - centre) / scale, data.labels[rows], weight, strength)
    return {"centre": centre, "scale": scale, "coefficients": coefficients, "intercepts": intercepts}


def apply_first(weights: dict[str, np.ndarray], vectors: np.ndarray) -> np.ndarray:
    """Score with the first stage."""
    return (vectors - weights["centre"]) / weights["scale"] @ weights["coefficients"].T + weights["intercepts"]


def layout(data: Data, scores: np.ndarray) -> np.ndarray:
    """Second-stage features of all coded sentences, document by document."""
    parts = []
    for number in np.unique(data.document[data.coded]):
        rows = data.document == number
        parts.append(context_features(scores[rows], data.lexical[rows], data.structure[rows]))
    return np.vstack(parts)


def fit_second(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fit one set of weights for all themes plus small departures per theme (score, terms, level)."""
    n, themes, width = features.shape
    own = np.zeros((n, themes, themes * 3), dtype=np.float32)
    for theme in range(themes):
        own[:, theme, 3 * theme : 3 * theme + 2] = 0.3 * features[:, theme, :2]
        own[:, theme, 3 * theme + 2] = 0.7
    spread = features.reshape(-1, width).std(axis=0) + 1e-6
    design = np.concatenate([features / spread, own], axis=2).reshape(n * themes, -1)
    model = LogisticRegression(C=0.3, max_iter=400).fit(design, labels.ravel())
    beta, departures = model.coef_[0][:width] / spread, model.coef_[0][width:].reshape(themes, 3)
    weights = np.tile(beta, (themes, 1))
    weights[:, :2] += 0.3 * departures[:, :2]
    return weights, model.intercept_[0] + 0.7 * departures[:, 2]


def thresholds_for(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Choose a threshold per theme for the best F1, drawn towards the common one where there is little to go by."""
    grid = np.round(np.arange(0.08, 0.6, 0.01), 2)
    tables = np.array([f1(labels, probabilities >= threshold) for threshold in grid])
    common = grid[tables.mean(axis=1).argmax()]
    own = np.array([grid[smooth(tables[:, theme]).argmax()] for theme in range(labels.shape[1])])
    counts = labels.sum(axis=0)
    return (counts * own + SMOOTHING * common) / (counts + SMOOTHING)


def smooth(values: np.ndarray) -> np.ndarray:
    """Take a running mean, so that a lucky spike does not decide."""
    return np.convolve(np.pad(values, 3, mode="edge"), np.ones(7) / 7, mode="valid")


def f1(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 per theme."""
    hits = ((gold == 1) & predicted).sum(axis=0)
    return 2 * hits / np.maximum(1, (gold == 1).sum(axis=0) + predicted.sum(axis=0))


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Turn log odds into probabilities."""
    return 1 / (1 + np.exp(-logits))


def honest_scores(
    data: Data,
    folds: dict[tuple[str, ...], np.ndarray],
    strength: float,
    keep: np.ndarray,
    wordings: np.ndarray | None = None,
    share: float = WORDING_SHARE,
) -> np.ndarray:
    """First-stage scores of every coded batch by a model (and encoder) that did not see it."""
    scores = np.zeros((len(data.texts), len(KEYS)))
    for held, vectors in folds.items():
        for batch in held:
            # The encoder did not see any of `held`; the first stage may see the others of them.
            here = data.batch == batch
            scores[here] = apply_first(first_weights(data, vectors, keep & ~here, strength), vectors[here])
            if wordings is not None:
                scores[here] += share * by_document(data, here, wordings)
    return scores


def by_document(data: Data, rows: np.ndarray, wordings: np.ndarray) -> np.ndarray:
    """Scores by wording of the rows of whole documents."""
    numbers = data.document[rows]
    return np.vstack(
        [wording_scores(data.texts[data.document == n].tolist(), wordings) for n in dict.fromkeys(numbers)]
    )


def judge(data: Data, scores: np.ndarray, second: bool = True) -> dict[str, dict[str, float]]:
    """Leave one batch out in the second stage as well, and give figures per batch."""
    coded = data.coded
    labels, batch = data.labels[coded].astype(int), data.batch[coded]
    features = layout(data, scores)
    features = features if second else features[:, :, :1]
    table, probabilities, predicted = {}, np.zeros(labels.shape), np.zeros(labels.shape, bool)
    names = sorted(set(batch))
    for name in names:
        held = batch == name
        weights, intercepts = fit_second_or_platt(features[~held], labels[~held], second)
        every = sigmoid(np.einsum("ntf,tf->nt", features, weights) + intercepts)
        limits = thresholds_for(every[~held], labels[~held])
        probabilities[held], predicted[held] = every[held], every[held] >= limits
        table[name] = figures(labels[held], probabilities[held], predicted[held])
    table["mean"] = {key: float(np.mean([table[name][key] for name in names])) for key in table[names[0]]}
    table["pooled"] = figures(labels, probabilities, predicted)
    table["themes"] = dict(zip(KEYS, f1(labels, predicted).round(3).tolist(), strict=True))
    table["calibration"] = calibration(labels, probabilities)
    return table


def fit_second_or_platt(features: np.ndarray, labels: np.ndarray, second: bool) -> tuple[np.ndarray, np.ndarray]:
    """Fit the second stage, or only a scale and level per theme."""
    if second:
        return fit_second(features, labels)
    fitted = [LogisticRegression(C=10).fit(features[:, t], labels[:, t]) for t in range(labels.shape[1])]
    return np.array([one.coef_[0] for one in fitted]), np.array([one.intercept_[0] for one in fitted])


def figures(labels: np.ndarray, probabilities: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Macro-F1 and macro average precision, core and all."""
    each = f1(labels, predicted)
    precision = np.array([average_precision_score(labels[:, t], probabilities[:, t]) for t in range(labels.shape[1])])
    core = list(CORE)
    hits = ((labels == 1) & predicted).sum()
    found = {"f1_core": each[core].mean(), "f1_all": each.mean(), "ap_core": precision[core].mean()}
    found |= {"ap_all": precision.mean(), "precision": hits / max(1, predicted.sum()), "recall": hits / labels.sum()}
    return {key: float(value) for key, value in found.items()}


def calibration(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, list[float]]:
    """Mean probability beside observed share, per range of probability."""
    edges, found = (0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.01), {}
    for low, high in pairwise(edges):
        inside = (probabilities >= low) & (probabilities < high)
        if inside.any():
            row = [probabilities[inside].mean(), labels[inside].mean(), inside.sum()]
            found[f"{low}-{min(high, 1)}"] = [round(float(x), 3) for x in row]
    return found


def stance_rows(data: Data) -> np.ndarray:
    """Rows of which the stance is known."""
    return data.stances.max(axis=1) >= 0


def fit_stance(data: Data, vectors: np.ndarray, rows: np.ndarray, base: dict) -> tuple[np.ndarray, np.ndarray]:
    """Fit the three stances on vector, cues and form."""
    design = stance_design(data, vectors, rows, base)
    weight = np.where(data.coded[rows], 1.0, 0.5)
    model = LogisticRegression(C=0.01, max_iter=400, class_weight="balanced")
    model.fit(design, data.stances[rows].max(axis=1), sample_weight=weight)
    return model.coef_, model.intercept_


def stance_design(data: Data, vectors: np.ndarray, rows: np.ndarray, base: dict) -> np.ndarray:
    """Lay out the features of the stance."""
    centred = (vectors[rows] - base["centre"]) / base["scale"]
    return np.hstack([centred, data.cues[rows], data.structure[rows]])


def judge_stance(data: Data, folds: dict[tuple[str, ...], np.ndarray]) -> dict[str, float]:
    """Accuracy and macro-F1 of the stance on coded sentences of batches not seen."""
    gold, found = [], []
    for held, vectors in folds.items():
        for batch in held:
            here = (data.batch == batch) & stance_rows(data)
            base = {"centre": vectors[data.coded].mean(axis=0), "scale": vectors[data.coded].std(axis=0) + 1e-6}
            weights, intercepts = fit_stance(data, vectors, stance_rows(data) & (data.batch != batch), base)
            found.extend((stance_design(data, vectors, here, base) @ weights.T + intercepts).argmax(axis=1))
            gold.extend(data.stances[here].max(axis=1))
    gold, found = np.array(gold), np.array(found)
    each = [2 * ((gold == k) & (found == k)).sum() / ((gold == k).sum() + (found == k).sum()) for k in range(3)]
    return {"accuracy": float((gold == found).mean()), "macro_f1": float(np.mean(each))}


def curve(data: Data, folds: dict[tuple[str, ...], np.ndarray], strength: float) -> dict[str, dict[str, float]]:
    """Learning curve: the first stage sees only so many coded sentences (whole documents)."""
    table, rng = {}, np.random.default_rng(0)
    documents = rng.permutation(np.unique(data.document[data.coded]))
    held = {batch for group in folds for batch in group}
    for size in (500, 1000, 2000, 4000, 10**6):
        taken, count = [], 0
        for number in documents:
            if count >= size:
                break
            taken.append(number)
            count += int((data.document == number).sum())
        keep = ~data.coded | np.isin(data.document, taken)
        scores = honest_scores(data, folds, strength, keep)
        table[str(count)] = judge(only(data, held), scores[np.isin(data.batch, [*held])])["pooled"]
    return table


def ship(
    data: Data,
    vectors: np.ndarray,
    honest: Data,
    scores: np.ndarray,
    strength: float,
    table: dict,
    out: Path,
    wordings: Path | None = None,
) -> None:
    """Train the first stage on everything, the second on honest scores, and write the tagger."""
    weights = first_weights(data, vectors, np.ones(len(data.texts), bool), strength)
    labels = honest.labels[honest.coded].astype(int)
    features = layout(honest, scores)
    weights["context"], weights["context_intercepts"] = fit_second(features, labels)
    logits = np.einsum("ntf,tf->nt", features, weights["context"]) + weights["context_intercepts"]
    weights["thresholds"] = thresholds_for(sigmoid(logits), labels)
    weights["stance"], weights["stance_intercepts"] = fit_stance(data, vectors, stance_rows(data), weights)
    out.mkdir(parents=True, exist_ok=True)
    stored = {name: np.asarray(array, np.float32) for name, array in weights.items()}
    if wordings is not None:
        stored |= dict(np.load(wordings))
    np.savez_compressed(out / "weights.npz", **stored)
    settings = {"codebook": "nieuw_organiseren", "embedder": "nl_praktijk_themas", "themes": list(KEYS)}
    settings |= {"thresholds": dict(zip(KEYS, np.round(weights["thresholds"], 3).tolist(), strict=True))}
    settings |= {"figures": table}
    (out / "config.json").write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    load_trained(out)


def show(name: str, table: dict) -> None:
    """Print the figures of one variant."""
    for row, found in table.items():
        if row not in {"themes", "calibration"}:
            print(f"{name:22s} {row:6s}", "  ".join(f"{key} {value:.3f}" for key, value in found.items()))


def main() -> None:
    """Read the arguments, judge, and write the tagger when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, help="vectors of an encoder that saw no coded sentence")
    parser.add_argument("--folds", nargs="*", default=[], help="b2,b3=vectors.npz: of an encoder that saw neither")
    parser.add_argument("--key", default="vectors", help="which array of the files")
    parser.add_argument("--strength", type=float, nargs="*", default=[0.003])
    parser.add_argument("--only-first", action="store_true", help="judge the first stage alone as well")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--final", type=Path, help="vectors of the encoder to ship (by default --vectors)")
    parser.add_argument("--wordings", type=Path, help="weights of woorden.py, which saw none of the folds")
    parser.add_argument("--share", type=float, default=WORDING_SHARE, help="of the wording, to compare shares")
    parser.add_argument("--out", type=Path, help="where to write the tagger")
    arguments = parser.parse_args()
    if arguments.out and arguments.share != WORDING_SHARE:
        parser.error("the library has one share; change WORDING_SHARE to ship another")
    data = load(arguments.data)
    if arguments.vectors:
        folds = {tuple(f"b{i}" for i in range(1, 6)): np.load(arguments.vectors)[arguments.key]}
    else:
        pairs = [one.split("=") for one in arguments.folds]
        folds = {tuple(held.split(",")): np.load(path)[arguments.key] for held, path in pairs}
    held = {batch for group in folds for batch in group}
    everything = np.ones(len(data.texts), bool)
    spread = None
    if arguments.wordings:
        spread = spread_out(np.load(arguments.wordings))
    for strength in arguments.strength:
        scores = honest_scores(data, folds, strength, everything, spread, arguments.share)
        shown, scores_shown = only(data, held), scores[np.isin(data.batch, [*held])]
        table = judge(shown, scores_shown)
        show(f"{arguments.key} C={strength}", table)
        if arguments.only_first:
            show("  first stage only", judge(shown, scores_shown, second=False))
    print("stance", {key: round(value, 3) for key, value in judge_stance(data, folds).items()})
    print("themes", table["themes"], "\ncalibration", table["calibration"])
    if arguments.curve:
        for size, row in curve(data, folds, arguments.strength[-1]).items():
            print(f"curve {size:>7s}", "  ".join(f"{key} {value:.3f}" for key, value in row.items()))
    if arguments.out:
        final = np.load(arguments.final or arguments.vectors)["vectors" if arguments.final else arguments.key]
        table["stance"] = judge_stance(data, folds)
        ship(data, final, shown, scores_shown, arguments.strength[-1], table, arguments.out, arguments.wordings)


def only(data: Data, batches: set[str]) -> Data:
    """Keep the rows of some batches."""
    rows = np.isin(data.batch, [*batches])
    return Data(**{name: array[rows] for name, array in vars(data).items()})


if __name__ == "__main__":
    main()
