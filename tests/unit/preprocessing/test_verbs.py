from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.preprocessing.verbs import spelled, verb_lexicon


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("losgelaten", ("los", "laten")),
        ("loslaat", ("los", "laten")),
        ("losliet", ("los", "laten")),
        ("Meedenken", ("mee", "denken")),
        ("voorbereid", ("voor", "bereiden")),
        ("opschreven", ("op", "schrijven")),
        ("goedgekeurd", ("goed", "keuren")),
        ("uitgezet", ("uit", "zetten")),
        ("onderzoekt", None),
        ("verloopt", None),
        ("tafel", None),
    ],
)
def test_form_written_together_is_taken_apart(form: str, parts: tuple[str, str] | None) -> None:
    assert verb_lexicon().parts(form) == parts


@pytest.mark.parametrize(
    ("infinitive", "particle", "expected"),
    [("laten", "los", False), ("wegen", "over", True), ("bellen", "trug", False), ("laten", "vooruit", None)],
)
def test_lexicon_knows_which_particles_a_verb_takes(infinitive: str, particle: str, expected: bool | None) -> None:
    assert verb_lexicon().takes(infinitive, particle) is expected


def test_lemma_of_the_pipeline_goes_first() -> None:
    assert verb_lexicon().infinitives("lag", "liggen")[0] == "liggen"


@given(st.text())
def test_any_text_is_a_form_or_not(text: str) -> None:
    parts = verb_lexicon().parts(text)
    assert parts is None or verb_lexicon().takes(parts[1], parts[0]) is not None
    assert spelled(text) == spelled(text.lower())
