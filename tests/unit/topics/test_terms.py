"""Which words stand for a topic, in its list and in its label."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from praktijkkennis.topics.engines.protocol import Material
from praktijkkennis.topics.engines.small import SmallCorpusEngine, bagged_centres
from praktijkkennis.topics.ordinary import empty_words, is_word, measure_words
from praktijkkennis.topics.terms import class_tf_idf, distinctive, document_log_odds


def material(lines: Sequence[tuple[int, str]], vectors: np.ndarray | None = None) -> Material:
    """Passages of words, each in a document."""
    vocabulary = sorted({word for _, line in lines for word in line.split()})
    counts = np.array([[line.split().count(word) for word in vocabulary] for _, line in lines], dtype=float)
    documents = np.array([document for document, _ in lines], dtype=np.int64)
    return Material(documents, csr_matrix(counts), np.array(vocabulary, dtype=object), vectors)


def shown(lines: Sequence[tuple[int, str]], topics: Sequence[int], n_terms: int, **words: frozenset[str]) -> list[str]:
    """The terms of the first topic."""
    found = material(lines)
    scores = class_tf_idf(found, np.eye(max(topics) + 1)[list(topics)])
    texts = [line.split() for _, line in lines]
    return [str(found.vocabulary[column]) for column, _ in distinctive(scores, found, texts, n_terms, **words)[0]]


def test_what_many_documents_say_counts_for_more_than_what_one_repeats() -> None:
    lines = [(number, "rooster dienst") for number in range(5)] + [(5, "eend eend eend eend eend eend")]
    lines += [(6 + number, "tuin dienst") for number in range(5)]
    found = material(lines)
    odds = document_log_odds(found, np.eye(2)[[0] * 6 + [1] * 5])
    value = dict(zip(found.vocabulary, odds[0], strict=True))
    assert value["rooster"] > value["eend"] > 0
    assert value["tuin"] == 0
    assert odds.shape == (2, 4)


def test_documents_are_counted_without_topics_or_words() -> None:
    found = material([(0, "rooster"), (1, "tuin")])
    assert document_log_odds(found, np.zeros((2, 0))).shape == (0, 2)
    # A passage outside all topics counts nowhere.
    assert document_log_odds(found, np.array([[1.0, 0.0], [0.0, 0.0]]))[:, 1].tolist() == [0.0, 0.0]


def test_time_and_abbreviations_are_shown_only_where_others_lack() -> None:
    lines = [(number, "week a. rooster dienst ruil") for number in range(4)] + [(9, "tuin boom")]
    topics = [0] * 4 + [1]
    assert set(shown(lines, topics, 3, little=measure_words())) == {"rooster", "dienst", "ruil"}
    assert set(shown(lines, topics, 5, little=measure_words())) == {"rooster", "dienst", "ruil", "week", "a."}


def test_plain_words_give_way() -> None:
    lines = [(number, "vragen rooster ruil") for number in range(4)] + [(9, "tuin boom")]
    assert set(shown(lines, [0] * 4 + [1], 2, plain=empty_words())) == {"rooster", "ruil"}


def test_words_of_time_are_some_of_the_empty_words() -> None:
    assert {"week", "dinsdag", "keer", "veertig"} <= measure_words() < empty_words()
    assert not {"vragen", "mens"} & measure_words()
    assert [word for word in ("zuster", "a.", "b", "12", "gsm", "jean-marie") if is_word(word)] == [
        "zuster", "gsm", "jean-marie"
    ]  # fmt: skip


def test_sentences_that_share_a_weekday_are_no_topic() -> None:
    lines = [
        (number, f"{subject} {day}")
        for number in range(12)
        for subject in ("rooster", "tuin")
        for day in ("dinsdag", "week")
    ]
    rows = np.array([[1.0, 0.1] if "rooster" in line else [0.1, 1.0] for _, line in lines], dtype=np.float32)
    given = material(lines, rows / np.linalg.norm(rows, axis=1, keepdims=True))
    topics = SmallCorpusEngine(2, neighbour_weight=0.0, document_weight=0.0).fit(given).topics
    subjects = [int("rooster" in line) for _, line in lines]
    assert len(set(zip(subjects, topics.tolist(), strict=True))) == 2


def test_centres_of_many_parts_are_those_asked_for() -> None:
    few = np.eye(5, dtype=np.float32)
    assert len(bagged_centres(few, np.arange(5), 5, 0, 20)) == 5
    assert len(bagged_centres(few[[0, 0, 1]], np.arange(3), 5, 0, 20)) == 2


def test_centres_do_not_hang_on_one_document() -> None:
    random = np.random.default_rng(0)
    points = np.repeat(np.eye(4, dtype=np.float32)[:3], 40, axis=0) + random.normal(0, 0.1, (120, 4)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    documents = np.arange(120) // 4
    centres = bagged_centres(points, documents, 3, 0, 10)
    likeness = np.abs(centres[:, :3])
    assert sorted(likeness.argmax(axis=1).tolist()) == [0, 1, 2]
    assert likeness.max(axis=1).min() > 0.99
    np.testing.assert_array_equal(centres, bagged_centres(points, documents, 3, 0, 10))
