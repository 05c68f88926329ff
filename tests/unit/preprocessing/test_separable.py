from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ProcessedDocument, Token
from praktijkkennis.preprocessing.separable import join_particles, separable_verbs

Process = Callable[[str], ProcessedDocument]


def token(text: str, lemma: str, pos: str, dep: str, head: int) -> Token:
    return Token(0, len(text), text, lemma, pos, dep, head)


@pytest.mark.parametrize("pos", ["ADJ", "ADP", "ADV", "VERB", "NOUN"])
def test_particle_is_joined_whatever_it_is_tagged(pos: str) -> None:
    verb, particle = join_particles(
        [token("laat", "laten", "VERB", "ROOT", 0), token("Los", "los", pos, "compound:prt", 0)]
    )
    assert verb.lemma == "loslaten"
    assert verb.particle_of is None
    assert (particle.lemma, particle.particle_of) == ("los", 0)


@pytest.mark.parametrize(
    ("particle", "lemma", "expected"),
    [
        ("aan", "aansluiten", "aansluiten"),
        ("deel", "deelnemen", "deelnemen"),
        ("op", "open", "opopen"),
        ("uit", "uiten", "uituiten"),
    ],
)
def test_lemma_has_its_particle_once(particle: str, lemma: str, expected: str) -> None:
    tokens = [token("x", lemma, "VERB", "ROOT", 0), token(particle, particle, "ADP", "compound:prt", 0)]
    verb, joined = join_particles(tokens)
    assert verb.lemma == expected
    assert joined.particle_of == 0


@pytest.mark.parametrize(
    "tokens",
    [
        [
            token("Het", "het", "DET", "det", 1),
            token("team", "team", "NOUN", "ROOT", 1),
            token("op", "op", "ADP", "compound:prt", 1),
        ],
        [token("denk", "denken", "VERB", "ROOT", 0), token("los", "los", "ADJ", "xcomp", 0)],
        [token("laat", "laten", "VERB", "ROOT", 0), token("-", "-", "PUNCT", "compound:prt", 0)],
        [token("los", "los", "VERB", "compound:prt", 0)],
    ],
    ids=["head is no verb", "other relation", "no word", "its own head"],
)
def test_what_is_no_particle_of_a_verb_is_left_alone(tokens: list[Token]) -> None:
    assert join_particles(tokens) == tuple(tokens)


def test_relation_may_have_a_subtype() -> None:
    tokens = [token("los", "los", "ADV", "compound:prt:sep", 1), token("laat", "laten", "AUX", "ROOT", 1)]
    assert [one.lemma for one in join_particles(tokens)] == ["los", "loslaten"]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Ik liet de controle eindelijk los.", ["loslaten"]),
        ("Wij probeerden het los te laten.", ["loslaten"]),
        ("Ze hebben het plan losgelaten.", ["loslaten"]),
        ("Omdat hij het rooster losliet, kwam er ruimte.", ["loslaten"]),
        ("Wij namen deel aan het overleg.", ["deelnemen"]),
        ("Hij keurde het voorstel goed.", ["goedkeuren"]),
        ("Hij nam het aan en schreef de punten op.", ["aannemen", "opschrijven"]),
        ("Wij zaten aan de tafel.", []),
        ("Hij liep heen en weer.", []),
        ("Dat moet eerst af gestemd worden.", ["afstemmen"]),
        ("Wij hebben de taken over gedragen aan de wijk.", ["overdragen"]),
        ("Dat zou los gelaten moeten kunnen worden.", ["loslaten"]),
        ("Hij had ons aan moeten kunnen spreken.", ["aanspreken"]),
        ("Om door te kunnen gaan moesten we rusten.", ["doorgaan"]),
        ("stuur het even door dan kijk ik mee", ["doorsturen", "meekijken"]),
        ("Ze droegen samen de kast de trap af.", []),
        ("Ze droegen samen de taken over.", ["overdragen"]),
        ("Ik neem me voor minder in te vullen.", ["voornemen", "invullen"]),
        ("Daar draait het om.", []),
        ("Ik draaide me om.", ["omdraaien"]),
        ("Doe toch niet zo moeilijk en pas je een keer aan.", ["aanpassen"]),
        ("Neem je koffie en koek maar mee.", ["meenemen"]),
        ("Toen schoot me te binnen dat het zondag was.", []),
        ("Er is lang over gesproken.", []),
        ("Het huis waar hij in gewoond heeft is weg.", []),
        ("Ik heb er met hem over kunnen praten.", []),
        ("De collega met wie ik heb gewerkt is ziek.", []),
    ],
)
def test_separable_verbs_are_listed_in_any_form(process: Process, text: str, lemmas: list[str]) -> None:
    (sentence,) = process(text).sentences
    assert [use.lemma for use in separable_verbs(sentence.tokens)] == lemmas


def test_use_tells_where_verb_and_particle_stand(process: Process) -> None:
    (sentence,) = process("Ik liet de controle eindelijk los.").sentences
    (use,) = separable_verbs(sentence.tokens)
    assert (sentence.tokens[use.verb].text, use.particle and sentence.tokens[use.particle].text) == ("liet", "los")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("laat liet los op en te , . gaf aan deel nam wij dat overleggen was Los zitten".split()),
            st.sampled_from(["VERB", "AUX", "NOUN", "ADP", "ADJ", "ADV", "SCONJ", "CCONJ", "PUNCT"]),
            st.sampled_from(["ROOT", "compound:prt", "case", "mark", "xcomp", "advmod"]),
            st.integers(0, 11),
        ),
        max_size=12,
    )
)
def test_whatever_the_parse_a_verb_has_one_particle_and_texts_stay(
    rows: list[tuple[str, str, str, int]],
) -> None:
    tokens = [
        Token(3 * i, 3 * i + 2, text, text.lower(), pos, dep, head % len(rows))
        for i, (text, pos, dep, head) in enumerate(rows)
    ]
    joined = join_particles(tokens)
    assert [one.text for one in joined] == [one.text for one in tokens]
    verbs = [one.particle_of for one in joined if one.particle_of is not None]
    assert len(verbs) == len(set(verbs))
    assert all(joined[use.verb].lemma == use.lemma for use in separable_verbs(joined))
