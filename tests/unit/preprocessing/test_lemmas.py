from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.lemmas import join_particles, normalise_lemma


@pytest.mark.parametrize(
    ("lemma", "form", "pos", "expected"),
    [
        ("aan_sluiten", "sluit", "VERB", "aansluiten"),
        ("los_laten", "losgelaten", "VERB", "loslaten"),
        ("Team", "Teams", "NOUN", "team"),
        ("gezondheid_zorg", "gezondheidszorg", "NOUN", "gezondheidszorg"),
        ("zelf_sturend", "zelfsturende", "ADJ", "zelfsturend"),
        ("ervaring_uitwisseling", "Ervaringsuitwisselingen", "NOUN", "ervaringsuitwisseling"),
        ("team_lid", "teamleden", "NOUN", "teamlid"),
        ("", "Huis", "NOUN", "huis"),
        ("  ", "Huis", "NOUN", "huis"),
        ("_samen_", "_samen_", "ADV", "samen"),
        ("aan_", "aan", "ADP", "aan"),
        ("_", "_", "SYM", "_"),
    ],
)
def test_lemmas_are_lower_case_without_underscores(lemma: str, form: str, pos: str, expected: str) -> None:
    assert normalise_lemma(lemma, form, pos) == expected


@given(st.text(), st.text(min_size=1).filter(lambda form: "_" not in form), st.sampled_from(["VERB", "NOUN", "X"]))
def test_no_underscore_is_left_unless_it_was_written(lemma: str, form: str, pos: str) -> None:
    found = normalise_lemma(lemma, form, pos)
    assert found
    assert "_" not in found


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
        [token("team", "team", "NOUN", "ROOT", 0), token("op", "op", "ADP", "compound:prt", 0)],
        [token("laat", "laten", "VERB", "ROOT", 0), token("los", "los", "ADJ", "xcomp", 0)],
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
