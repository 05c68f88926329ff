from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.preprocessing.inflection import looks_like_infinitive, regular_forms


@pytest.mark.parametrize(
    ("infinitive", "present", "past", "participle"),
    [
        ("delen", "deelt", "deelde", "gedeeld"),
        ("durven", "durft", "durfde", "gedurfd"),
        ("reizen", "reist", "reisde", "gereisd"),
        ("werken", "werkt", "werkte", "gewerkt"),
        ("praten", "praat", "praatte", "gepraat"),
        ("stoppen", "stopt", "stopte", "gestopt"),
        ("lachen", "lacht", "lachte", "gelacht"),
        ("groeien", "groeit", "groeide", "gegroeid"),
        ("bouwen", "bouwt", "bouwde", "gebouwd"),
        ("waarschuwen", "waarschuwt", "waarschuwde", "gewaarschuwd"),
        ("mixen", "mixt", "mixte", "gemixt"),
        ("leren", "leert", "leerde", "geleerd"),
        ("luisteren", "luistert", "luisterde", "geluisterd"),
        ("reflecteren", "reflecteert", "reflecteerde", "gereflecteerd"),
        ("experimenteren", "experimenteert", "experimenteerde", "geëxperimenteerd"),
        ("evalueren", "evalueert", "evalueerde", "geëvalueerd"),
        ("creëren", "creëert", "creëerde", "gecreëerd"),
        ("initiëren", "initieert", "initieerde", "geïnitieerd"),
        ("uiten", "uit", "uitte", "geuit"),
        ("ijveren", "ijvert", "ijverde", "geijverd"),
        ("oefenen", "oefent", "oefende", "geoefend"),
        ("vertellen", "vertelt", "vertelde", "verteld"),
        ("herhalen", "herhaalt", "herhaalde", "herhaald"),
        ("ontwikkelen", "ontwikkelt", "ontwikkelde", "ontwikkeld"),
        ("mislukken", "mislukt", "mislukte", "mislukt"),
        ("bellen", "belt", "belde", "gebeld"),
        ("missen", "mist", "miste", "gemist"),
        ("verven", "verft", "verfde", "geverfd"),
        ("beuken", "beukt", "beukte", "gebeukt"),
    ],
)
def test_weak_verbs_are_spelt_as_dutch_spells_them(infinitive: str, present: str, past: str, participle: str) -> None:
    assert {infinitive, present, past, past + "n", participle} <= regular_forms(infinitive)


@pytest.mark.parametrize(
    ("infinitive", "wrong"),
    [
        ("delen", "delt"),
        ("stoppen", "stoopt"),
        ("waarschuwen", "waarschuuwt"),
        ("vertellen", "geverteld"),
        ("bellen", "beld"),
        ("luisteren", "luisteertd"),
    ],
)
def test_forms_that_no_verb_has_are_left_out(infinitive: str, wrong: str) -> None:
    assert wrong not in regular_forms(infinitive)


@pytest.mark.parametrize(
    ("particle", "infinitive", "participle", "present"),
    [
        ("mee", "delen", "meegedeeld", "meedeelt"),
        ("op", "bellen", "opgebeld", "opbelt"),
        ("voor", "bereiden", "voorbereid", "voorbereidt"),
        ("toe", "vertrouwen", "toevertrouwd", "toevertrouwt"),
    ],
)
def test_forms_with_particle_are_written_together(
    particle: str, infinitive: str, participle: str, present: str
) -> None:
    forms = regular_forms(infinitive, particle)
    assert {particle + infinitive, participle, present} <= forms
    assert all(form.startswith(particle) for form in forms)


@pytest.mark.parametrize("word", ["team", "gaan", "zien", "een", "en", "", "kade"])
def test_what_is_no_regular_infinitive_stays_alone(word: str) -> None:
    assert regular_forms(word) == {word}


@given(st.text(), st.text(max_size=5))
def test_any_word_has_at_least_itself(word: str, particle: str) -> None:
    forms = regular_forms(word, particle)
    assert particle + word in forms
    assert all(form.startswith(particle) for form in forms)


@given(st.text("aeioubdefklnprstvzëïij", min_size=1, max_size=10).map(lambda root: root + "en"))
def test_anything_that_ends_as_an_infinitive_can_be_spelt(word: str) -> None:
    assert word in regular_forms(word)


@pytest.mark.parametrize(("word", "expected"), [("delen", True), ("staan", True), ("een", False), ("team", False)])
def test_infinitives_are_known_by_their_ending(word: str, expected: bool) -> None:
    assert looks_like_infinitive(word) is expected
