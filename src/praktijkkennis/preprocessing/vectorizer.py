"""Counts of lemmas for scikit-learn: what a text is about, whatever forms its words take.

This module imports scikit-learn; ``praktijkkennis.preprocessing`` imports it only when the vectoriser is asked for.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.utils.validation import check_is_fitted

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Token
from praktijkkennis.preprocessing.analysis import Preprocessor
from praktijkkennis.preprocessing.compounds import split_compound
from praktijkkennis.preprocessing.pipelines import load_pipeline
from praktijkkennis.preprocessing.spelling import Joiner
from praktijkkennis.preprocessing.stop_words import stop_words

CONTENT_WORDS = ("NOUN", "PROPN", "VERB", "ADJ")
"""Parts of speech that tell what a text is about."""

Text = str | Document | ProcessedDocument | Sentence | Sequence[Token]
"""What can be vectorised; a str or Document is first analysed."""


class LemmaVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns texts into counts or tf-idf weights of their lemmas.

    Parameters
    ----------
    weighting : {"tf-idf", "counts"}
        What the cells of the matrix hold; rows of tf-idf have length 1.
    pos : collection of str, optional
        Universal parts of speech to count, by default those of :data:`CONTENT_WORDS`; all words when None.
    stop_words : "nl", collection of str or None
        Words and phrases to leave out, compared with lemma and written form; ``"nl"`` is our own list of written and
        spoken Dutch (:func:`praktijkkennis.preprocessing.stop_words.stop_words`).
    compounds : {"whole", "parts", "both"}
        Whether ``teamoverleg`` counts as itself, as ``team`` and ``overleg``, or as all three.
    ngram_range : tuple of int
        Shortest and longest sequence of lemmas to count; none reaches over the end of a sentence. With
        ``compounds="both"`` the parts count by themselves only.
    min_df, max_df : int or float
        Least and greatest number (int) or share (float) of texts that a lemma must stand in.
    max_features : int, optional
        Keep only so many lemmas, the most frequent.
    vocabulary : mapping of str to int, or collection of str, optional
        Lemmas to count; learned from the texts when not given.
    pipeline : str
        Dutch pipeline for texts that are not analysed yet, as for
        :func:`praktijkkennis.preprocessing.load_pipeline`; loaded when the first of them comes by.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        Column of every lemma.

    Notes
    -----
    A separable verb counts as one word: the particle's own token is left out, its verb bears the whole lemma.
    Residue of web pages is no text. Counting and weighing is scikit-learn's own ``CountVectorizer`` and
    ``TfidfTransformer``.

    Examples
    --------
    >>> texts = ["Wij lieten de regels los.", "Regels loslaten valt niet mee, zeg maar."]
    >>> vectorizer = LemmaVectorizer(weighting="counts", pipeline="nl_praktijk_sm").fit(texts)
    >>> [str(lemma) for lemma in vectorizer.get_feature_names_out()]
    ['loslaten', 'meevallen', 'regel']
    """

    def __init__(
        self,
        *,
        weighting: Literal["tf-idf", "counts"] = "tf-idf",
        pos: Collection[str] | None = CONTENT_WORDS,
        stop_words: Literal["nl"] | Collection[str] | None = "nl",
        compounds: Literal["whole", "parts", "both"] = "whole",
        ngram_range: tuple[int, int] = (1, 1),
        min_df: float = 1,
        max_df: float = 1.0,
        max_features: int | None = None,
        vocabulary: Mapping[str, int] | Collection[str] | None = None,
        pipeline: str = "auto",
    ) -> None:
        self.weighting = weighting
        self.pos = pos
        self.stop_words = stop_words
        self.compounds = compounds
        self.ngram_range = ngram_range
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.vocabulary = vocabulary
        self.pipeline = pipeline

    def fit(self, X: Iterable[Text], y: object = None) -> LemmaVectorizer:
        """Learn which lemmas there are, and how many texts hold each.

        Parameters
        ----------
        X : iterable of str, Document, ProcessedDocument, Sentence or sequence of Token
            The texts.
        y : object
            Not used; scikit-learn passes it.
        """
        self.fit_transform(X)
        return self

    def fit_transform(self, X: Iterable[Text], y: object = None, **fit_params: object) -> csr_matrix:
        """Learn from texts and give their matrix, at the cost of one reading.

        Returns
        -------
        scipy.sparse.csr_matrix
            A row for each text, a column for each lemma.
        """
        self._check_parameters()
        self._counter = CountVectorizer(
            # The features come ready; a function of the module, so that a fitted vectoriser can be pickled.
            analyzer=_as_they_are,
            min_df=self.min_df,
            max_df=self.max_df,
            max_features=self.max_features,
            vocabulary=self.vocabulary,
        )
        counts = self._counter.fit_transform(self._features(X))
        self.vocabulary_: dict[str, int] = self._counter.vocabulary_
        self._weigher = TfidfTransformer() if self.weighting == "tf-idf" else None
        return csr_matrix(counts if self._weigher is None else self._weigher.fit_transform(counts))

    def transform(self, X: Iterable[Text]) -> csr_matrix:
        """Give the matrix of texts by what was learned; lemmas not seen then are left out.

        Parameters
        ----------
        X : iterable of str, Document, ProcessedDocument, Sentence or sequence of Token
            The texts.

        Returns
        -------
        scipy.sparse.csr_matrix
            A row for each text, a column for each lemma.
        """
        check_is_fitted(self, "vocabulary_")
        counts = self._counter.transform(self._features(X))
        return csr_matrix(counts if self._weigher is None else self._weigher.transform(counts))

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Give the lemma of each column.

        Parameters
        ----------
        input_features : object
            Not used; scikit-learn passes it.
        """
        check_is_fitted(self, "vocabulary_")
        names: NDArray[np.object_] = self._counter.get_feature_names_out()
        return names

    def lemmas(self, text: Text) -> list[str]:
        """Give what is counted in one text, in order, repetitions included.

        Parameters
        ----------
        text : str, Document, ProcessedDocument, Sentence or sequence of Token
            One text.
        """
        self._check_parameters()
        return next(self._features([text]))

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that texts come in, and that no more is needed of them."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.target_tags.required = False
        return tags

    def _check_parameters(self) -> None:
        choices = {"weighting": ("tf-idf", "counts"), "compounds": ("whole", "parts", "both")}
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {allowed}, not {getattr(self, name)!r}")
        if isinstance(self.stop_words, str) and self.stop_words != "nl":
            raise ValueError(f"stop_words must be 'nl', a collection of words or None, not {self.stop_words!r}")
        if isinstance(self.pos, str):
            raise ValueError(f"pos must be a collection of parts of speech, not the string {self.pos!r}")
        low, high = self.ngram_range
        if not 1 <= low <= high:
            raise ValueError(f"ngram_range must be a pair 1 <= low <= high, not {self.ngram_range!r}")

    def _features(self, texts: Iterable[Text]) -> Iterator[list[str]]:
        if isinstance(texts, (str, Document, ProcessedDocument, Sentence)):
            raise ValueError(f"an iterable of texts is expected, not one {type(texts).__name__}; put it in a list")
        stops = _StopWords(stop_words() if self.stop_words == "nl" else self.stop_words or ())
        for sentences in self._analysed(texts):
            yield [feature for tokens in sentences for feature in self._of_sentence(tokens, stops)]

    def _analysed(self, texts: Iterable[Text]) -> Iterator[Iterable[Sequence[Token]]]:
        """Yield the sentences of each text; what is not analysed yet goes through the pipeline in batches."""
        for is_raw, group in groupby(texts, key=lambda text: isinstance(text, (str, Document))):
            if is_raw:
                documents = (_document(text) for text in group)
                for document in Preprocessor(load_pipeline(self.pipeline)).stream(documents):
                    yield _sentences(document)
            else:
                yield from map(_sentences, group)

    def _of_sentence(self, tokens: Sequence[Token], stops: _StopWords) -> Iterator[str]:
        # A joiner without words of its own puts together what a line end broke.
        joined = Joiner().join(tokens)
        tokens = joined[0] if joined else tokens
        left_out = stops.places(tokens)
        kept = [
            _plain(token.lemma) for index, token in enumerate(tokens) if index not in left_out and self._counts(token)
        ]
        units = [split_compound(lemma) or (lemma,) for lemma in kept] if self.compounds != "whole" else []
        sequence = [part for unit in units for part in unit] if self.compounds == "parts" else kept
        low, high = self.ngram_range
        for size in range(low, high + 1):
            for start in range(len(sequence) - size + 1):
                yield " ".join(sequence[start : start + size])
        if self.compounds == "both" and low == 1:
            yield from (part for unit in units if len(unit) > 1 for part in unit)

    def _counts(self, token: Token) -> bool:
        is_wanted = self.pos is None or token.pos in self.pos
        return is_wanted and token.particle_of is None and any(map(str.isalpha, token.lemma))


class _StopWords:
    """Finds stop words and phrases in a sentence."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._phrases: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for first, *rest in (_plain(word).split() for word in words if word.strip()):
            if rest:
                self._phrases[first].append((first, *rest))
            else:
                self._words.add(first)

    def places(self, tokens: Sequence[Token]) -> set[int]:
        """Give the indices of the tokens that are a stop word or part of a stop phrase."""
        forms = [_plain(token.text) for token in tokens]
        # In "lieten ... los" the form is half a word.
        halves = {token.particle_of for token in tokens}
        found = {
            index
            for index, token in enumerate(tokens)
            if _plain(token.lemma) in self._words or (forms[index] in self._words and index not in halves)
        }
        for index, form in enumerate(forms):
            for phrase in self._phrases.get(form, ()):
                if tuple(forms[index : index + len(phrase)]) == phrase:
                    found.update(range(index, index + len(phrase)))
        return found


def _as_they_are(features: list[str]) -> list[str]:
    return features


def _plain(word: str) -> str:
    """Write lower case, without soft hyphens and with composed accents, plain apostrophes."""
    return unicodedata.normalize("NFC", word.lower()).replace("\u00ad", "").replace("’", "'")


def _document(text: Text) -> Document:
    return text if isinstance(text, Document) else Document("", str(text))


def _sentences(text: Text) -> Iterable[Sequence[Token]]:
    if isinstance(text, ProcessedDocument):
        return [sentence.tokens for sentence in text.sentences if sentence.codable]
    if isinstance(text, Sentence):
        return [text.tokens]
    if isinstance(text, (str, Document)) or not all(isinstance(token, Token) for token in text):
        raise TypeError(f"a text is a str, Document, ProcessedDocument, Sentence or tokens, not {type(text).__name__}")
    return [text]
