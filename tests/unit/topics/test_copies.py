from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.embedding import Embedder
from praktijkkennis.topics import TopicModel
from praktijkkennis.topics.copies import find_copies
from praktijkkennis.topics.crosswalk import cross_themes
from praktijkkennis.topics.passages import find_passages

from .conftest import SUBJECTS, Writer

Subjects = Callable[[int], list[ProcessedDocument]]


def long_document(write: Writer, number: int = 0) -> ProcessedDocument:
    random = np.random.default_rng(0)
    lines = [" ".join(random.choice(words, 4, replace=False)) for _ in range(12) for words in SUBJECTS.values()]
    return write(lines, number)


def test_copies_are_found_and_short_answers_are_none(write: Writer) -> None:
    said = ["rooster planning", "fout schrik", "tuin boom"]
    documents = [write(said, 0), write(["rooster vrij"], 1), write(said, 2), write(["rooster vrij"], 3), write([], 4)]
    copies = find_copies(find_passages(documents))
    assert copies.kept.tolist() == [0, 1, 2, 3, 7]
    assert copies.original.tolist() == [0, 1, 2, 3, 0, 1, 2, 4]
    assert copies.n_copies == 1
    assert copies.note.startswith("Eén document is gelijk")
    none = find_copies(find_passages(documents[:2]))
    assert (none.n_copies, none.note) == (0, "")
    assert find_copies(()).n_copies == 0


@pytest.mark.parametrize("engine", ["klein", "nmf", "lda"])
def test_the_same_long_document_again_is_no_more_to_go_by(engine: str, write: Writer, embedder: Embedder) -> None:
    once = TopicModel(engine=engine, embedder=embedder).fit([long_document(write)]).result_
    often = TopicModel(engine=engine, embedder=embedder).fit([long_document(write, n) for n in range(40)]).result_
    assert [topic.terms for topic in often.topics] == [topic.terms for topic in once.topics]
    assert [topic.n_passages for topic in often.topics] == [40 * topic.n_passages for topic in once.topics]
    assert {topic.n_documents for topic in often.topics} <= {1}
    assert "39 documenten zijn gelijk aan een ander" in often.reason
    assert np.array_equal(often.passage_topic, np.tile(once.passage_topic, (40, 1)))
    assert np.allclose(often.document_topic, once.document_topic)
    assert cross_themes(often, [], []).candidates == ()


def test_given_embeddings_are_those_of_all_passages(write: Writer, embedder: Embedder, subjects: Subjects) -> None:
    documents = [*subjects(9), *subjects(3)]
    model = TopicModel(3, engine="klein", embedder=embedder, n_refits=0)
    vectors = embedder.encode([passage.text for passage in model.passages(documents)])
    found = model.fit_transform(documents, embeddings=vectors)
    assert np.array_equal(found[9:], found[:3])
    assert np.allclose(model.transform(documents, embeddings=vectors), found)
    with pytest.raises(ValueError, match="embeddings"):
        model.fit(documents, embeddings=vectors[:-1])
