"""What an engine goes by, made of passages: counts of their lemmas and, when it asks for them, their vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from praktijkkennis.document import Token
from praktijkkennis.embedding import Embedder, unit_rows
from praktijkkennis.preprocessing.vectorizer import LemmaVectorizer
from praktijkkennis.topics.engines.protocol import Material
from praktijkkennis.topics.parameters import check_embeddings
from praktijkkennis.topics.passages import Passage


class MaterialMaker:
    """Makes material; it learns its vocabulary from the first passages, and keeps that for all others.

    Parameters
    ----------
    min_df : int or float
        Least number (int) or share (float) of passages that a lemma must stand in.
    pipeline : str
        Dutch pipeline, for its stop words.
    needs_vectors : bool
        Whether the engine asks for vectors.
    load_embedder : callable
        Gives the embedder; called only when vectors are needed and not given.

    Attributes
    ----------
    note : str
        A Dutch sentence when all lemmas count because none stood in ``min_df`` passages; empty otherwise.
    """

    def __init__(
        self, min_df: float, pipeline: str, needs_vectors: bool, load_embedder: Callable[[], Embedder]
    ) -> None:
        self.min_df = min_df
        self.pipeline = pipeline
        self.needs_vectors = needs_vectors
        self.load_embedder = load_embedder
        self.note = ""
        self._vectorizer: LemmaVectorizer | None = None

    def learn(self, passages: Sequence[Passage], embeddings: NDArray[np.floating] | None) -> Material:
        """Learn the vocabulary of passages, and make their material.

        Raises
        ------
        ValueError
            When there are not as many embeddings as passages.
        """
        tokens = [passage.tokens for passage in passages]
        every, all_counts = self._counted(tokens, 1)
        worded = all_counts.getnnz(axis=1) > 0
        self._vectorizer, counts, self.note = every, all_counts, ""
        # 1.0 is a share: in every passage.
        if every is not None and not (isinstance(self.min_df, Integral) and self.min_df == 1):
            vectorizer, some_counts = self._counted(tokens, self.min_df)
            if vectorizer is None:
                self.note = _no_word_in(self.min_df)
            else:
                self._vectorizer, counts = vectorizer, some_counts
        return replace(self._joined(passages, counts, embeddings), worded=worded)

    def _counted(self, tokens: Sequence[Sequence[Token]], least: float) -> tuple[LemmaVectorizer | None, csr_matrix]:
        """Count lemmas that stand in so many passages; where none does there is no vectorizer, and no column."""
        vectorizer = LemmaVectorizer(weighting="counts", min_df=least, pipeline=self.pipeline)
        try:
            return vectorizer, vectorizer.fit_transform(tokens)
        except ValueError:
            # What scikit-learn says when no word is left.
            return None, csr_matrix((len(tokens), 0))

    def make(self, passages: Sequence[Passage], embeddings: NDArray[np.floating] | None) -> Material:
        """Make the material of passages in the vocabulary learned; without any the counts have no columns.

        Raises
        ------
        ValueError
            When there are not as many embeddings as passages.
        """
        if self._vectorizer is None:
            return self._joined(passages, csr_matrix((len(passages), 0)), embeddings)
        return self._joined(passages, self._vectorizer.transform([one.tokens for one in passages]), embeddings)

    def _joined(
        self, passages: Sequence[Passage], counts: csr_matrix, embeddings: NDArray[np.floating] | None
    ) -> Material:
        words = self._vectorizer.get_feature_names_out() if self._vectorizer else np.array([], dtype=object)
        vectors = self._vectors(passages, embeddings)
        return Material(documents_of(passages), counts, words, vectors)

    def _vectors(self, passages: Sequence[Passage], embeddings: NDArray[np.floating] | None) -> Any:
        if embeddings is not None:
            return unit_rows(check_embeddings(embeddings, len(passages)))
        if not self.needs_vectors:
            return None
        if not passages:
            return np.zeros((0, 1), dtype=np.float32)
        texts = [passage.text for passage in passages]
        different = list(dict.fromkeys(texts))
        # What is said twice gets the same vector to the last bit, and is computed once.
        place = {text: row for row, text in enumerate(different)}
        return self.load_embedder().encode(different)[[place[text] for text in texts]]


def documents_of(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """Give the number of the document of each passage, shape (n_passages,)."""
    return np.array([passage.document for passage in passages], dtype=np.int64)


def _no_word_in(min_df: float) -> str:
    if isinstance(min_df, Integral):
        return f"Er is geen woord dat in {min_df} of meer passages staat; daarom telt elk woord mee."
    share = f"{100 * min_df:g}".replace(".", ",")
    return f"Er is geen woord dat in {share}% of meer van de passages staat; daarom telt elk woord mee."
