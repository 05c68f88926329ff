from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Token
from praktijkkennis.tagging.matching import MAX_DISTANCE, TermFinder, TermMatch

TERMS = (
    "los|laten",
    "team ~ zelf",
    "op je handen zitten",
    "zelfstur*",
    "*regel*",
    "rooster",
    "fout ~ toe|geven",
    "durven",
)
WORDS = (
    "we ik liet laten los te team zelf zelfsturing op mijn handen zitten regels werkrooster fouten gaf toe durfde "
    "niet , ; en het de"
).split()


def words(text: str) -> list[Token]:
    """Make tokens without a parse: every word is its own lemma and a noun."""
    tokens: list[Token] = []
    start = 0
    for number, word in enumerate(text.split()):
        tokens.append(Token(start, start + len(word), word, word.lower(), "NOUN", "dep", number))
        start += len(word) + 1
    return tokens


def find(terms: list[str], tokens: list[Token]) -> list[TermMatch]:
    return TermFinder([parse_term(term) for term in terms]).find(tokens)


def test_matches_name_the_term_and_the_tokens() -> None:
    assert find(["anders", "rooster", "team ~ zelf"], words("zelf maakt het team een werkrooster")) == [
        TermMatch(1, (5,), True),
        TermMatch(2, (0, 3), False),
    ]


def test_nothing_is_found_in_nothing() -> None:
    assert find(["rooster"], []) == []
    assert find([], words("een rooster")) == []


def test_term_is_found_once_and_where_it_stands_first() -> None:
    assert find(["rooster"], words("rooster op rooster")) == [TermMatch(0, (0,))]


def test_parts_are_taken_where_they_stand_closest() -> None:
    assert find(["team ~ zelf"], words("team een twee drie team zelf")) == [TermMatch(0, (4, 5))]


@pytest.mark.parametrize(("between", "found"), [(MAX_DISTANCE, True), (MAX_DISTANCE + 1, False)])
def test_parts_may_not_lie_far_apart(between: int, found: bool) -> None:
    assert bool(find(["team ~ zelf"], words("team " + "een " * between + "zelf"))) is found


def test_one_token_is_not_two_parts() -> None:
    assert find(["rooster ~ rooster"], words("een rooster")) == []
    assert find(["rooster ~ rooster"], words("rooster een rooster")) == [TermMatch(0, (0, 2))]


def test_words_of_a_part_are_neighbours() -> None:
    assert find(["minder regel"], words("minder strenge regel")) == []


def test_verb_and_particle_apart_need_no_parse() -> None:
    tokens = [
        replace(token, pos="VERB" if token.text == "laat" else "NOUN") for token in words("ik laat het rooster los")
    ]
    assert find(["los|laten"], tokens) == [TermMatch(0, (1, 4))]
    assert find(["los|laten"], words("ik laat het rooster los")) == []


def test_verb_and_particle_do_not_reach_across_a_comma() -> None:
    tokens = [
        replace(token, pos="VERB" if token.text == "laat" else "ADV") for token in words("ik laat het , echt los")
    ]
    assert find(["los|laten"], tokens) == []


def test_separable_verb_in_a_compound() -> None:
    assert find(["los|laten"], words("met de nodige loslaatvrees")) == [TermMatch(0, (3,), True)]


def test_particle_with_a_noun_behind_it_is_a_preposition() -> None:
    tokens = [
        replace(token, pos="VERB" if token.text == "nemen" else "NOUN") for token in words("wij nemen de bus over")
    ]
    noun = Token(22, 26, "brug", "brug", "NOUN", "dep", 5)
    assert find(["over|nemen"], tokens) == [TermMatch(0, (1, 4))]
    assert find(["over|nemen"], [*tokens, noun]) == []


@pytest.mark.parametrize(
    ("term", "text", "tokens"),
    [
        ("vertrouwen", "er is vertouwen", (2,)),
        ("zelfsturing", "die zelf sturing hier", (1, 2)),
        ("zelfsturing", "het zelf- sturing noemen", (1, 2)),
        ("zelfsturing*", "de zelfstuuring", (1,)),
        ("psychologisch veiligheid", "de psychologischeveiligheid", (1,)),
        ("psychologische veiligheid", "de psychologiche velligheid", (1, 2)),
        ("co-creatie", "een cocreatie", (1,)),
        ("burn-out", "een burn out", (1, 2)),
        ("team ~ zelfsturing", "zelf sturing van het team", (0, 1, 4)),
        ("dialoog", "die dialogen", (1,)),
    ],
)
def test_terms_in_other_spellings(term: str, text: str, tokens: tuple[int, ...]) -> None:
    slips = [replace(token, lemma={"dialogen": "dialog"}.get(token.text, token.lemma)) for token in words(text)]
    assert find([term], slips) == [TermMatch(0, tokens)]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("aandacht", "waar ik aan dacht"),
        ("in zicht", "een inzicht"),
        ("veiligheid", "de vuiligheid"),
        ("zelfsturing", "zelf geen sturing"),
        ("vertrouwen", "mevrouw Vertouwen"),
    ],
)
def test_other_words_are_no_other_spellings(term: str, text: str) -> None:
    assert find([term], words(text)) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sets(st.sampled_from(TERMS), min_size=1))
def test_each_term_is_found_as_if_it_were_alone(text: list[str], terms: set[str]) -> None:
    tokens = words(" ".join(text))
    listed = sorted(terms)
    together = {listed[match.term]: (match.tokens, match.compound) for match in find(listed, tokens)}
    alone = {term: [(match.tokens, match.compound) for match in find([term], tokens)] for term in listed}
    assert together == {term: found[0] for term, found in alone.items() if found}
    for indices, _ in together.values():
        assert list(indices) == sorted(set(indices))
        assert 0 <= indices[0] <= indices[-1] < len(tokens)
