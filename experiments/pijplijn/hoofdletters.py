"""Learn which words with a capital are names, for the second look of ``nl_praktijk_sm``.

Run from the top of the repository::

    python experiments/pijplijn/hoofdletters.py --treebank ../shared/data/treebank --out build/pijplijn/capitals.npz

Learned from the same gold sentences as the pipeline: the development parts and older parts of the treebanks, and the
annotated domain sentences; nothing that stands in a test part. Prints the accuracy over words with a capital within
the sentence, each text judged by what was learned from other texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from boombank import Known, Sentence, read_conllu
from samenstellen import TREEBANKS, current, fresh, older
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from praktijkkennis.preprocessing.capitals import BUCKETS, Capitals, buckets, is_capital, is_first

_BLOCK = 40
"""Sentences without a source are parted in blocks of so many."""


def main() -> None:
    """Read the arguments, gather, judge, learn and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--domain", type=Path, default=Path("corpora/taal/oefenzinnen.conllu"))
    parser.add_argument("--judged", type=Path, default=Path("corpora/taal/domein.conllu"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.treebank.is_dir():
        parser.error(f"{arguments.treebank} is not there: the treebanks are no part of the repository")
    rows = gather(arguments.treebank, arguments.domain, arguments.judged)
    matrix = as_matrix([row[0] for row in rows])
    groups = np.unique([row[1] for row in rows], return_inverse=True)[1]
    names = np.array([row[2] for row in rows])
    within = np.array([row[4] for row in rows])
    judged = cross_val_predict(_model(), matrix, names, groups=groups, cv=GroupKFold(4))
    print(f"{len(rows)} words with a capital, {names.mean():.3f} names; within a sentence {within.sum()}")
    print(f"name or not, within a sentence: {(judged == names)[within].mean():.3f}")
    gendered = np.array([row[3] is not None for row in rows])
    neuter = np.array([bool(row[3]) for row in rows])[gendered]
    said = cross_val_predict(_model(), matrix[gendered], neuter, groups=groups[gendered], cv=GroupKFold(4))
    print(f"neuter or not: {(said == neuter).mean():.3f} of {len(neuter)}")
    weights = np.stack([learn(matrix, names), learn(matrix[gendered], neuter)])
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(Capitals(weights).to_bytes())


def gather(treebank: Path, domain: Path, judged: Path) -> list[tuple[list[int], str, bool, bool | None, bool]]:
    """Give of every word with a capital its features, its text, whether it is a name, neuter, and within a sentence."""
    known = Known()
    for name in TREEBANKS:
        for sentence in read_conllu(treebank / f"nl_{name}-ud-test.conllu.gz"):
            known.add(sentence)
    for sentence in read_conllu(judged):
        known.add(sentence)
    rows = []
    for part, sentences in (("huidig", current(treebank)), ("ouder", older(treebank)), ("domein", read_conllu(domain))):
        for number, sentence in enumerate(fresh(sentences, known)):
            rows += list(_rows(sentence, f"{part}-{sentence.source or number // _BLOCK}"))
    return rows


def _rows(sentence: Sentence, source: str) -> Iterable[tuple[list[int], str, bool, bool | None, bool]]:
    words = [word.form for word in sentence.words]
    for place, word in enumerate(sentence.words):
        if word.upos and is_capital(word.form):
            feats = (word.feats or "") if word.upos == "PROPN" else ""
            neuter = "Neut" in feats if "Gender=" in feats and "Com,Neut" not in feats else None
            yield buckets(words, place), source, word.upos == "PROPN", neuter, not is_first(words, place)


def as_matrix(rows: list[list[int]]) -> csr_matrix:
    """Give the features as a sparse matrix of counts."""
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row])
    matrix = csr_matrix((np.ones(len(columns), dtype=np.float64), columns, ends), shape=(len(rows), BUCKETS))
    matrix.sum_duplicates()
    return matrix


def learn(matrix: csr_matrix, wanted: np.ndarray) -> np.ndarray:
    """Give the weights of a logistic regression; its bias is the weight of a feature that all words have."""
    return _model().fit(matrix, wanted).coef_[0]


def _model() -> LogisticRegression:
    return LogisticRegression(C=0.3, max_iter=300, tol=1e-3, fit_intercept=False)


if __name__ == "__main__":
    main()
