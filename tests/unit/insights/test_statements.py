from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.insights.statements import fitness

Process = Callable[[str], ProcessedDocument]


def test_general_is_fitter_than_detail(process: Process) -> None:
    general = "Wie zijn eigen rooster maakt, houdt zich eraan."
    detail = "Op 3 mei maakten Bep en Joke zelf het rooster van week 22."
    values = [fitness(text, process(text).sentences[0].tokens, "ervaring", "ervaring") for text in (general, detail)]
    assert values[0] > values[1]


def test_what_leans_on_another_sentence_is_less_fit(process: Process) -> None:
    alone = "Onze teamleider liet de planning los."
    leaning = "Zij liet de planning toen los."
    values = [fitness(text, process(text).sentences[0].tokens, "ervaring", "ervaring") for text in (alone, leaning)]
    assert values[1] <= 0.6 * values[0]


def test_the_kind_of_the_insight_is_fitter() -> None:
    text = "Wij lieten de controle over het rooster los."
    assert fitness(text, (), "les", "les") > fitness(text, (), "ervaring", "les")


@given(st.text())
def test_every_passage_has_some_fitness(text: str) -> None:
    assert 0.0 < fitness(text, (), "les", "vraag") < 2.0
