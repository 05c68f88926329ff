from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.codebook import Codebook, Example, Theme
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.embedding import Embedder
from praktijkkennis.tagging import StanceClassifier

LESSONS: dict[Stance, tuple[str, ...]] = {
    "versterkend": (
        "Sindsdien durven we eindelijk alles te zeggen.",
        "Het lukt ons nu samen heel goed.",
        "We zijn trots op wat er vanzelf groeit.",
        "Het helpt en het geeft ruimte en energie.",
    ),
    "belemmerend": (
        "Niemand durfde nog iets te zeggen.",
        "Het is lastig en moeizaam en we zijn bang.",
        "Er kwam nooit iets van terecht door alle controle.",
        "Ik vind het moeilijk en er is veel weerstand.",
    ),
    "neutraal": (
        "Zorg voor een rustige plek, dat is belangrijk.",
        "Wat betekent dit voor een groep?",
        "Dit is een begrip en het gaat over houding.",
        "Volgende keer staat dit thema op de agenda.",
    ),
}


@pytest.fixture(scope="module")
def classifier(embedder: Embedder) -> StanceClassifier:
    examples = tuple(Example(text, (), stance) for stance, texts in LESSONS.items() for text in texts)
    return StanceClassifier(Codebook("k", "K", (Theme("t", "T", examples=examples),)), embedder)


def predict(classifier: StanceClassifier, embedder: Embedder, texts: list[str]) -> list[Stance]:
    return classifier.predict(embedder.encode(texts), texts)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_only_known_stances_one_a_sentence(classifier: StanceClassifier, embedder: Embedder, texts: list[str]) -> None:
    found = predict(classifier, embedder, texts)
    assert len(found) == len(texts)
    assert set(found) <= set(get_args(Stance)) == set(STANCES)
    assert all(type(stance) is str for stance in found)


def test_lessons_are_learned(classifier: StanceClassifier, embedder: Embedder) -> None:
    for stance, texts in LESSONS.items():
        assert predict(classifier, embedder, list(texts)) == [stance] * len(texts)


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        ("versterkend", "Eindelijk gelukt, en iedereen is blij en trots op de groei."),
        ("belemmerend", "Nooit werd dat iets: moeilijk gedoe, angst en frustratie."),
        ("neutraal", "Wat houdt in dat je begrip noemt: wat betekent dat voor een agenda?"),
    ],
)
def test_words_of_hope_denial_and_definition_tell(
    classifier: StanceClassifier, embedder: Embedder, stance: str, text: str
) -> None:
    assert predict(classifier, embedder, [text]) == [stance]


def test_sentences_do_not_influence_each_other(classifier: StanceClassifier, embedder: Embedder) -> None:
    texts = [text for lessons in LESSONS.values() for text in lessons]
    alone = [predict(classifier, embedder, [text])[0] for text in texts]
    assert predict(classifier, embedder, texts) == alone
