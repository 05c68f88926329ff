from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.insights.statements import fitness, stands_alone

Process = Callable[[str], ProcessedDocument]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Wie het rooster zelf maakt, houdt zich eraan.", True),
        ("Ik liet de sleutel op tafel liggen.", True),
        ("Onze teamleider liet haar eigen fout zien.", True),
        ("Wij delen de taken aan de keukentafel.", True),
        ("Die zag binnen een kwartier wat er mis was.", False),
        ("Daarna kwam er een briefje.", False),
        ("En toen liep het ineens vanzelf.", False),
        ("Sinds hij meeloopt, is de sfeer beter.", False),
        ("Volgens haar was het te laat.", False),
        ("“Dat moet je zelf weten.”", False),
        ("Vorig najaar hebben we het gewoon gedaan.", False),
        ("Er was nog nooit een team geweest dat het deed.", False),
        ("Wij vinden het fijn dat we het rooster zelf maken.", True),
    ],
)
def test_a_pronoun_is_not_left_hanging(process: Process, text: str, alone: bool) -> None:
    tokens = [token for sentence in process(text).sentences for token in sentence.tokens]
    assert stands_alone(text, tokens) is alone


def test_general_is_fitter_than_detail(process: Process) -> None:
    general = "Wie zijn eigen rooster maakt, houdt zich eraan."
    detail = "Op 3 mei maakten Bep en Joke zelf het rooster van week 22."
    values = [fitness(text, process(text).sentences[0].tokens, "ervaring", "ervaring") for text in (general, detail)]
    assert values[0] > values[1]


def test_the_kind_of_the_insight_is_fitter() -> None:
    text = "Wij lieten de controle over het rooster los."
    assert fitness(text, (), "les", "les") > fitness(text, (), "ervaring", "les")


@given(st.text())
def test_every_passage_has_some_fitness(text: str) -> None:
    assert 0.0 < fitness(text, (), "les", "vraag") < 2.0
