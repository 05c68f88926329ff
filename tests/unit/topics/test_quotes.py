"""Which passages show what a topic is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.topics.engines.protocol import Material
from praktijkkennis.topics.passages import Passage, find_passages
from praktijkkennis.topics.quotes import closeness, representative

TEXTS = ("wij schuiven samen met het rooster", "het rooster van de week daarna", "wij praten over de planning hier")


Writer = Callable[..., ProcessedDocument]


def passages(write: Writer, *verbs: str) -> tuple[Passage, ...]:
    documents = []
    for number, text in enumerate(TEXTS):
        one = write([text], number)
        tokens = tuple(replace(t, pos="VERB") if t.lemma in verbs else t for t in one.sentences[0].tokens)
        documents.append(ProcessedDocument(one.document, (replace(one.sentences[0], tokens=tokens),)))
    return find_passages(documents)


def chosen(said: tuple[Passage, ...], *phrases: str) -> list[str]:
    material = Material(
        np.arange(3), csr_matrix(np.ones((3, 1))), np.array(["x"], dtype=object), np.ones((3, 2), np.float32)
    )
    quotes = representative(said, material, np.ones((3, 1)), np.ones((1, 1)), 3, [phrases] if phrases else [])
    return [quote.text for quote in quotes[0]]


def test_a_passage_that_has_the_name_of_its_topic_comes_first(write: Writer) -> None:
    said = passages(write, "schuiven", "rooster", "praten")
    assert chosen(said)[0] == TEXTS[0]
    assert chosen(said, "planning")[0] == TEXTS[2]
    assert chosen(said, "planning", "rooster schuiven", "rooster")[0] == TEXTS[0]


def test_a_line_without_a_verb_comes_last(write: Writer) -> None:
    assert chosen(passages(write, "schuiven", "praten"), "rooster")[-1] == TEXTS[1]
    assert chosen(passages(write, "praten", "week"))[-1] == TEXTS[0]


def test_closeness_is_zero_without_vectors() -> None:
    material = Material(np.arange(2), csr_matrix((2, 0)), np.array([], dtype=object), None)
    assert closeness(material, np.arange(2)).tolist() == [0.0, 0.0]
