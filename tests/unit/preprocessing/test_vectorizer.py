from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import issparse
from sklearn.base import clone
from sklearn.decomposition import NMF
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils.estimator_checks import check_get_params_invariance, check_no_attributes_set_in_init

from praktijkkennis.document import Document, ProcessedDocument, Residue, Sentence, Token
from praktijkkennis.preprocessing import LemmaVectorizer, stop_words
from praktijkkennis.preprocessing.pipelines import DutchPipeline

PIPELINE = "nl_praktijk_sm"
TEXTS = [
    "Wij lieten de regels eindelijk los en het team groeide.",
    "Regels loslaten kost tijd, zeg maar.",
    "Het team had een lang overleg over de regels.",
]
WORDS = ["team", "regel", "overleg", "vertrouwen", "ruimte", "zeg", "maar", "hoor", "de"]


def counts(text: object, **parameters: object) -> list[str]:
    return LemmaVectorizer(pipeline=PIPELINE, **parameters).lemmas(text)  # type: ignore[arg-type]


def words(text: str, pos: str = "NOUN") -> tuple[Token, ...]:
    """Make tokens without a parse: every word is its own lemma."""
    found: list[Token] = []
    start = 0
    for number, word in enumerate(text.split()):
        found.append(Token(start, start + len(word), word, word.lower(), pos, "dep", number))
        start += len(word) + 1
    return tuple(found)


def test_forms_of_a_word_are_one_column_and_particles_are_joined() -> None:
    vectorizer = LemmaVectorizer(weighting="counts", pipeline=PIPELINE)
    matrix = vectorizer.fit_transform(TEXTS)
    names = list(vectorizer.get_feature_names_out())
    assert issparse(matrix)
    assert matrix.format == "csr"
    assert matrix.shape == (3, len(names))
    assert matrix[:, names.index("regel")].toarray().ravel().tolist() == [1, 1, 1]
    assert matrix[:, names.index("loslaten")].toarray().ravel().tolist() == [1, 1, 0]
    assert not {"los", "laten", "zeggen", "de", "zeg"} & set(names)


def test_tf_idf_rows_have_length_one() -> None:
    matrix = LemmaVectorizer(pipeline=PIPELINE).fit_transform(TEXTS)
    assert np.allclose(np.sqrt(matrix.multiply(matrix).sum(axis=1)), 1.0)


def test_transform_is_as_fit_transform() -> None:
    vectorizer = LemmaVectorizer(pipeline=PIPELINE)
    learned = vectorizer.fit_transform(TEXTS)
    assert (vectorizer.transform(TEXTS) != learned).nnz == 0
    assert vectorizer.transform(["Een zebra."]).nnz == 0


def test_all_kinds_of_text_are_counted_alike(process: Callable[..., ProcessedDocument]) -> None:
    text = TEXTS[0]
    processed = process(text)
    sentence = processed.sentences[0]
    kinds: list[object] = [text, Document("a", text), processed, sentence, sentence.tokens, list(sentence.tokens)]
    found = [counts(kind) for kind in kinds]
    assert all(one == found[0] for one in found)
    assert "loslaten" in found[0]


def test_kinds_may_be_mixed_and_keep_their_order(process: Callable[..., ProcessedDocument]) -> None:
    vectorizer = LemmaVectorizer(weighting="counts", pipeline=PIPELINE).fit(TEXTS)
    mixed = iter([process(TEXTS[0]), TEXTS[1], process(TEXTS[2]).sentences[0]])
    assert (vectorizer.transform(mixed) != vectorizer.transform(TEXTS)).nnz == 0


def test_residue_is_no_text(process: Callable[..., ProcessedDocument]) -> None:
    document = Document("a", "Menu\nHet team overlegde.", residue=(Residue(0, 4, "menu"),))
    assert "menu" not in counts(document)


def test_processed_texts_need_no_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> DutchPipeline:
        raise AssertionError(name)

    monkeypatch.setattr("praktijkkennis.preprocessing.vectorizer.load_pipeline", refuse)
    assert LemmaVectorizer().lemmas(words("team regel")) == ["team", "regel"]


def test_parts_of_speech() -> None:
    tokens = words("team") + words("groeien", "VERB") + words("snel", "ADV") + words("!", "PUNCT")
    assert counts(tokens) == ["team", "groeien"]
    assert counts(tokens, pos=("ADV",)) == ["snel"]
    assert counts(tokens, pos=None) == ["team", "groeien", "snel"]


def test_stop_words_are_compared_with_lemma_and_form() -> None:
    told = Token(0, 5, "wilde", "willen", "VERB", "dep", 0)
    assert counts([told]) == []
    assert counts([told], stop_words=None) == ["willen"]
    assert counts([told], stop_words=["WILDE"]) == []


def test_stop_phrases_are_left_out_as_a_whole() -> None:
    assert counts(words("dat team zeg maar")) == ["team"]
    assert counts(words("zeg dat team")) == ["zeg", "team"]


@pytest.mark.parametrize("word", ["eh", "nou", "hoor", "gewoon", "eigenlijk", "zeg maar", "ge", "gij", "amai", "de"])
def test_spoken_and_flemish_stop_words(word: str) -> None:
    assert word in stop_words()


def test_stop_words_leave_the_subject_alone() -> None:
    subject = {"team", "ruimte", "samen", "zelf", "leren", "vertrouwen", "geven", "fout", "veilig", "durven", "dienen"}
    assert not subject & stop_words()
    assert all(word == word.lower().strip() for word in stop_words())


def test_ngrams_end_with_the_sentence(process: Callable[..., ProcessedDocument]) -> None:
    sentences = (Sentence(0, 9, words("team regel")), Sentence(9, 17, words("overleg")))
    document = ProcessedDocument(Document("a", "team regel overleg"), sentences)
    assert counts(document, ngram_range=(1, 2)) == ["team", "regel", "team regel", "overleg"]
    assert counts(document, ngram_range=(2, 2)) == ["team regel"]


def test_compounds() -> None:
    tokens = words("teamoverleg ruimte")
    assert counts(tokens) == ["teamoverleg", "ruimte"]
    assert counts(tokens, compounds="parts") == ["team", "overleg", "ruimte"]
    assert counts(tokens, compounds="both") == ["teamoverleg", "ruimte", "team", "overleg"]
    assert counts(tokens, compounds="both", ngram_range=(2, 2)) == ["teamoverleg ruimte"]
    assert counts(tokens, compounds="parts", ngram_range=(2, 2)) == ["team overleg", "overleg ruimte"]


def test_words_broken_at_a_line_end_are_whole() -> None:
    assert counts(words("verant- woordelijkheid")) == ["verantwoordelijkheid"]


def test_soft_hyphens_and_accents() -> None:
    assert counts(words("coo\u0308rdi\u00adnator")) == ["coördinator"]


def test_limits_and_vocabulary_are_those_of_scikit_learn() -> None:
    texts = [words("team regel"), words("team overleg"), words("team team regel")]
    vectorizer = LemmaVectorizer(weighting="counts")
    assert vectorizer.set_params(min_df=2).fit(texts).vocabulary_.keys() == {"team", "regel"}
    assert vectorizer.set_params(min_df=1, max_df=2).fit(texts).vocabulary_.keys() == {"regel", "overleg"}
    assert vectorizer.set_params(max_df=1.0, max_features=1).fit(texts).vocabulary_.keys() == {"team"}
    vectorizer.set_params(max_features=None, vocabulary=["overleg", "zebra"])
    assert vectorizer.fit_transform(texts).toarray().tolist() == [[0, 0], [1, 0], [0, 0]]
    assert list(vectorizer.get_feature_names_out()) == ["overleg", "zebra"]


def test_clone_params_and_pickle() -> None:
    vectorizer = LemmaVectorizer(compounds="both", pos=("NOUN",), min_df=1, pipeline=PIPELINE).fit(TEXTS)
    copy = clone(vectorizer)
    assert copy.get_params() == vectorizer.get_params()
    assert not hasattr(copy, "vocabulary_")
    restored = pickle.loads(pickle.dumps(vectorizer))
    assert (restored.transform(TEXTS) != vectorizer.transform(TEXTS)).nnz == 0
    assert "compounds='both'" in repr(vectorizer)


def test_checks_of_scikit_learn() -> None:
    check_no_attributes_set_in_init("LemmaVectorizer", LemmaVectorizer())
    check_get_params_invariance("LemmaVectorizer", LemmaVectorizer())


def test_works_in_a_pipeline_and_a_search() -> None:
    texts = [words("team regel"), words("team overleg"), words("ruimte vertrouwen"), words("ruimte leren")] * 3
    model = Pipeline([("words", LemmaVectorizer()), ("classify", LogisticRegression())])
    search = GridSearchCV(
        model, {"words__weighting": ["counts", "tf-idf"], "words__ngram_range": [(1, 1), (1, 2)]}, cv=2
    )
    search.fit(texts, [0, 0, 1, 1] * 3)
    assert search.predict([words("team")]).tolist() == [0]
    both = FeatureUnion([("counts", LemmaVectorizer(weighting="counts")), ("weights", LemmaVectorizer())])
    assert both.fit_transform(texts).shape == (12, 12)
    assert "counts__team" in both.get_feature_names_out()
    topics = Pipeline([("words", LemmaVectorizer()), ("topics", NMF(2, random_state=0))])
    assert topics.fit_transform(texts).shape == (12, 2)


def test_before_fitting() -> None:
    with pytest.raises(NotFittedError):
        LemmaVectorizer().transform([words("team")])
    with pytest.raises(NotFittedError):
        LemmaVectorizer().get_feature_names_out()


@pytest.mark.parametrize(
    "parameters",
    [
        {"weighting": "idf"},
        {"compounds": "halves"},
        {"stop_words": "english"},
        {"pos": "NOUN"},
        {"ngram_range": (2, 1)},
        {"min_df": -1},
    ],
)
def test_wrong_parameters_are_refused(parameters: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(parameters))):
        LemmaVectorizer(**parameters).fit([words("team")])  # type: ignore[arg-type]


def test_one_text_is_no_list_of_texts() -> None:
    with pytest.raises(ValueError, match="put it in a list"):
        LemmaVectorizer().fit("Het team groeide.")
    with pytest.raises(TypeError, match="a text is"):
        LemmaVectorizer().fit([["Het", "team"]])  # type: ignore[list-item]


def test_texts_without_words_are_empty_rows() -> None:
    vectorizer = LemmaVectorizer(weighting="counts", pipeline=PIPELINE).fit(TEXTS)
    assert vectorizer.transform(["", "  ", "...", ()]).nnz == 0
    with pytest.raises(ValueError, match="empty vocabulary"):
        LemmaVectorizer(pipeline=PIPELINE).fit([""])


def test_scikit_learn_waits_until_it_is_used() -> None:
    code = "import sys, praktijkkennis.preprocessing as p; assert 'sklearn' not in sys.modules; p.LemmaVectorizer"
    subprocess.run([sys.executable, "-c", code], check=True)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=5))
def test_counts_are_those_of_the_words(texts: list[list[str]]) -> None:
    known = ["overleg", "regel", "ruimte", "team", "vertrouwen"]
    matrix = LemmaVectorizer(weighting="counts", vocabulary=known).fit_transform(words(" ".join(t)) for t in texts)
    assert matrix.toarray().tolist() == [[text.count(word) for word in known] for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_counted(text: str) -> None:
    assert all(isinstance(lemma, str) and lemma for lemma in counts(text, compounds="both", pos=None))
