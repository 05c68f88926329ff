"""The one topic model, in front of all engines, by the conventions of scikit-learn.

This module imports scikit-learn; ``praktijkkennis.topics`` imports it only when the model is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.embedding import Embedder, load_embedder
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.topics.choice import EngineName, choose_engine, make_engine, usual_embedder
from praktijkkennis.topics.copies import find_copies
from praktijkkennis.topics.description import describe
from praktijkkennis.topics.engines.bertopic import Guidance, bertopic_installed
from praktijkkennis.topics.engines.protocol import Assignment, Material, Weights
from praktijkkennis.topics.keyphrases import Labeller
from praktijkkennis.topics.material import MaterialMaker, documents_of
from praktijkkennis.topics.parameters import check_embeddings, check_guidance, check_min_df, check_numbers, check_width
from praktijkkennis.topics.passages import Passage, Text, Unit, find_passages, process_texts
from praktijkkennis.topics.result import TopicResult, document_topics
from praktijkkennis.topics.stability import Stability, measure_stability, refits_by_size

_STAGES = ("Zinnen in getallen", "Onderwerpen zoeken", "Opnieuw zoeken om te toetsen")

Progress = Callable[[str, int, int | None], None]
"""Told the stage, how much of it is done, and of how much."""


class TopicModel(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Finds what a corpus is about when nobody has named it yet.

    Parameters
    ----------
    n_topics : int, optional
        Number of topics; the engine chooses when not given.
    engine : {"auto", "klein", "nmf", "lda", "bertopic"}
        ``"auto"`` takes ``"klein"`` (for small corpora) or BERTopic by the size of the corpus; ``result_.reason`` says
        which and why.
    unit : {"sentence", "window", "document"}
        What gets topics: see :data:`~praktijkkennis.topics.passages.Unit`.
    embedder : str or Embedder, optional
        As for :func:`~praktijkkennis.embedding.load_embedder`; when not given one that was not taught the themes,
        or, for ``guidance``, one that was (:func:`~praktijkkennis.topics.choice.usual_embedder`). When embeddings are
        given it is used for the themes of ``guidance`` only.
    codebook : Codebook, optional
        Its themes guide BERTopic when ``guidance`` asks for that.
    guidance : {"none", "guided", "zero-shot"}
        How. Of another engine it is refused; when ``"auto"`` takes another one, ``result_.reason`` says so.
    n_terms, n_quotes : int
        How many terms and passages to show of a topic.
    min_df : int or float
        Least number (int) or share (float) of passages that a lemma must stand in; where no lemma does, all count and
        ``result_.reason`` says so.
    n_refits : int, optional
        How often to fit again for stability, half of it on subsamples; by size when not given (for BERTopic none above
        6,000 passages), 0 for none.
    labeller : Labeller, optional
        Names topics; without it, or where it fails, they are named by their keyphrases.
    seed : int
        Of everything that draws lots.
    pipeline : str
        Dutch pipeline for texts that are not analysed yet.

    Attributes
    ----------
    result_ : TopicResult
        All that was found.
    components_ : ndarray of float64, shape (n_topics, n_lemmas)
        Weights of lemmas by topic.
    n_topics_ : int
        Number of topics found, possibly 0.

    Notes
    -----
    One BLAS and OpenMP thread is used, so that the result is the same on any number of cores.

    Examples
    --------
    >>> texts = ["Wij maken zelf het rooster.", "Het rooster maken wij samen.", "De kat slaapt op de bank."]
    >>> model = TopicModel(engine="nmf", n_topics=2, min_df=1, n_refits=0, pipeline="nl_praktijk_sm")
    >>> model.fit_transform(texts).shape
    (3, 2)
    """

    def __init__(
        self,
        n_topics: int | None = None,
        *,
        engine: EngineName = "auto",
        unit: Unit = "sentence",
        embedder: str | Embedder | None = None,
        codebook: Codebook | None = None,
        guidance: Guidance = "none",
        n_terms: int = 10,
        n_quotes: int = 5,
        min_df: float = 2,
        n_refits: int | None = None,
        labeller: Labeller | None = None,
        seed: int = 0,
        pipeline: str = "auto",
    ) -> None:
        self.n_topics = n_topics
        self.engine = engine
        self.unit = unit
        self.embedder = embedder
        self.codebook = codebook
        self.guidance = guidance
        self.n_terms = n_terms
        self.n_quotes = n_quotes
        self.min_df = min_df
        self.n_refits = n_refits
        self.labeller = labeller
        self.seed = seed
        self.pipeline = pipeline

    def fit(
        self,
        X: Iterable[Text],
        y: object = None,
        embeddings: NDArray[np.floating] | None = None,
        progress: Progress | None = None,
    ) -> TopicModel:
        """Find topics.

        Parameters
        ----------
        X : iterable of str, Document or ProcessedDocument
            The documents; a corpus will do. None at all is no fault.
        y : object
            Not used; scikit-learn passes it.
        embeddings : ndarray, shape (n_passages, dimensions), optional
            Vectors of the passages, in the order that :meth:`passages` gives them; of the documents when ``unit`` is
            ``"document"``.
        progress : callable, optional
            Told how far it is; :func:`praktijkkennis.progress.progress_bars` gives one that shows bars.

        Raises
        ------
        ValueError
            When a parameter is wrong, or there are not as many embeddings as passages.
        SettingsError
            When guidance is asked of an engine that knows none.
        MissingExtraError
            When BERTopic is asked for and not installed.
        """
        self.fit_transform(X, y, embeddings=embeddings, progress=progress)
        return self

    def fit_transform(
        self,
        X: Iterable[Text],
        y: object = None,
        embeddings: NDArray[np.floating] | None = None,
        progress: Progress | None = None,
        **fit_params: object,
    ) -> Weights:
        """Find topics and give the matrix of documents by topics.

        Returns
        -------
        ndarray of float64, shape (n_documents, n_topics)
            See :class:`~praktijkkennis.topics.result.TopicResult`.
        """
        from threadpoolctl import threadpool_limits

        tell = progress or _untold
        self._check_parameters()
        documents, passages = self._divided(X, tell)
        if embeddings is not None:
            embeddings = check_embeddings(embeddings, len(passages))
        copies = find_copies(passages)
        different = [passages[row] for row in copies.kept.tolist()]
        name, why = choose_engine(self.engine, len(different), bertopic_installed(), self.guidance)
        self._name = name
        self._engine = make_engine(name, self.n_topics, self.seed, self.codebook, self.guidance, self._load_embedder)
        self._maker = MaterialMaker(self.min_df, self.pipeline, self._engine.needs_vectors, self._load_embedder)
        with threadpool_limits(limits=1):
            tell(_STAGES[0], 0, 1)
            material = self._maker.learn(different, None if embeddings is None else embeddings[copies.kept])
            tell(_STAGES[0], 1, 1)
            tell(_STAGES[1], 0, 1)
            self._width = None if material.vectors is None else material.vectors.shape[1]
            self._were_given = embeddings is not None
            assignment = self._engine.fit(material)
            tell(_STAGES[1], 1, 1)
            tell(_STAGES[2], 0, 1)
            stability = self._stability(assignment, material)
            tell(_STAGES[2], 1, 1)
            described = describe(
                different,
                material,
                assignment,
                stability,
                self.n_terms,
                self.n_quotes,
                self.labeller,
                {} if self.codebook is None else {theme.key: theme.name for theme in self.codebook.themes},
            )
        weights = assignment.weights[copies.original]
        sizes = np.bincount(assignment.topics[copies.original] + 1, minlength=len(described.topics) + 1)[1:]
        self.n_topics_ = len(described.topics)
        self.components_ = described.scores
        self.result_ = TopicResult(
            documents=tuple(one.document for one in documents),
            passages=passages,
            topics=tuple(replace(topic, n_passages=int(sizes[topic.number])) for topic in described.topics),
            passage_topic=weights,
            document_topic=document_topics(weights, documents_of(passages), len(documents)),
            points=described.points,
            engine=name,
            # Of no use to who has no topics: what is lacking there is not how often a word stands somewhere.
            reason=" ".join(
                filter(
                    None,
                    (
                        copies.note,
                        why,
                        self._maker.note if described.topics else "",
                        assignment.note,
                        described.note,
                    ),
                )
            ),
            quality=described.quality,
        )
        return self.result_.document_topic

    def transform(self, X: Iterable[Text], embeddings: NDArray[np.floating] | None = None) -> Weights:
        """Weigh documents by the topics found.

        Returns
        -------
        ndarray of float64, shape (n_documents, n_topics)
            As :meth:`fit_transform`. On the documents of the fit the same as that for ``klein``, and as good as the
            same for ``lda`` and ``nmf``, which solve it anew. Not for ``bertopic``: there the fit divides by density,
            and this by the nearest mean vector, so that passages near a border may move and outliers may get a topic.

        Raises
        ------
        ValueError
            When the model was fitted on given embeddings and needs those of these texts too, or they are of another
            width.
        """
        documents, passages = self._divided(X)
        weights = self._weigh(passages, embeddings)
        return document_topics(weights, documents_of(passages), len(documents))

    def transform_passages(self, X: Iterable[Text], embeddings: NDArray[np.floating] | None = None) -> Weights:
        """Weigh the passages of documents by the topics found.

        Returns
        -------
        ndarray of float64, shape (n_passages, n_topics)
            A row for each of :meth:`passages`.
        """
        return self._weigh(self._divided(X)[1], embeddings)

    def passages(self, X: Iterable[Text]) -> tuple[Passage, ...]:
        """Give the passages that documents are divided into, for who computes embeddings."""
        return self._divided(X)[1]

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Give names of the columns: ``topic1``, ``topic2`` ..."""
        check_is_fitted(self, "result_")
        return np.array([f"topic{number + 1}" for number in range(self.n_topics_)], dtype=object)

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that texts come in, and that no more is needed of them."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.target_tags.required = False
        return tags

    def _check_parameters(self) -> None:
        check_numbers(
            n_topics=self.n_topics,
            n_terms=self.n_terms,
            n_quotes=self.n_quotes,
            n_refits=self.n_refits,
            seed=self.seed,
        )
        check_min_df(self.min_df)
        check_guidance(self.guidance, self.engine, self.codebook)

    def _load_embedder(self) -> Embedder:
        chosen = usual_embedder(self._name, self.guidance) if self.embedder is None else self.embedder
        return load_embedder(chosen) if isinstance(chosen, str) else chosen

    def _divided(
        self, texts: Iterable[Text], tell: Progress | None = None
    ) -> tuple[tuple[ProcessedDocument, ...], tuple[Passage, ...]]:
        if isinstance(texts, (str, Document, ProcessedDocument)):
            raise TypeError(f"an iterable of texts is expected, not one {type(texts).__name__}; put it in a list")
        texts = list(texts)
        ready = all(isinstance(text, ProcessedDocument) for text in texts)
        preprocessor = None if ready else Preprocessor(load_pipeline(self.pipeline))
        documents = process_texts(texts if ready else _telling(texts, tell or _untold), preprocessor)
        return documents, find_passages(documents, self.unit)

    def _weigh(self, passages: Sequence[Passage], embeddings: NDArray[np.floating] | None) -> Weights:
        from threadpoolctl import threadpool_limits

        check_is_fitted(self, "result_")
        if not self.n_topics_ or not passages:
            return np.zeros((len(passages), self.n_topics_))
        if self._engine.needs_vectors and self._were_given and embeddings is None:
            raise ValueError("the model was fitted on given embeddings; give embeddings of these passages as well")
        with threadpool_limits(limits=1):
            material = self._maker.make(passages, embeddings)
            if self._engine.needs_vectors:
                check_width(material.vectors, self._width)
            return self._engine.transform(material)

    def _stability(self, assignment: Assignment, material: Material) -> Stability:
        wanted = refits_by_size(len(material), self._engine.name) if self.n_refits is None else self.n_refits
        if assignment.weights.shape[1] == 0:
            wanted = 0
        return measure_stability(self._engine, assignment, material, wanted // 2, wanted - wanted // 2, self.seed)


def _telling(texts: Sequence[Text], tell: Progress) -> Iterator[Text]:
    for number, text in enumerate(texts, start=1):
        yield text
        tell("Analyseren", number, len(texts))


def _untold(stage: str, done: int, total: int | None) -> None:
    """Nobody asked how far it is."""
