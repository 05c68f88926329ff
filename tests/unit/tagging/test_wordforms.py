from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.codebook import TermWord, parse_term
from praktijkkennis.document import Token
from praktijkkennis.tagging.wordforms import Hit, WordIndex, fold, separable_verb, token_keys


def token(text: str, lemma: str = "", pos: str = "NOUN") -> Token:
    return Token(0, max(1, len(text)), text, lemma or text.lower(), pos, "dep", 0)


def hit(term: str, one: Token) -> Hit | None:
    index = WordIndex()
    number = index.add(parse_term(term).parts[0][0])
    return index.hits(one).get(number)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcéëïöüàçñ’'- "))
def test_folding_drops_capitals_and_accents(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(text).isascii()


def test_inflected_adjective_answers_to_its_bare_form() -> None:
    assert {"open", "opene"} <= token_keys(token("Opene", "opene", "ADJ"))
    assert "stil" in token_keys(token("stille", "stille", "ADJ"))


def test_noun_keeps_its_final_e() -> None:
    assert "ruimt" not in token_keys(token("ruimte", pos="NOUN"))


@pytest.mark.parametrize(
    ("word", "particle"),
    [
        (TermWord("loslaten"), "los"),
        (TermWord("laten", "separable", "los"), "los"),
        (TermWord("achteruitgaan"), "achteruit"),
    ],
)
def test_separable_verbs_are_recognised(word: TermWord, particle: str) -> None:
    verb = separable_verb(word)
    assert verb is not None
    assert verb.particle == particle


@pytest.mark.parametrize("word", [TermWord("vertrouwen"), TermWord("open"), TermWord("los*", "glob"), TermWord("inkt")])
def test_other_words_are_no_separable_verbs(word: TermWord) -> None:
    assert separable_verb(word) is None


def test_forms_written_together() -> None:
    verb = separable_verb(TermWord("delen", "separable", "mee"))
    assert verb is not None
    assert {"meedelen", "meegedeeld", "meedeelde"} <= verb.together
    assert "deelde" in verb.apart


@pytest.mark.parametrize(
    ("term", "one", "expected"),
    [
        ("rooster", token("Rooster"), "exact"),
        ("rooster", token("werkrooster"), "compound"),
        ("rooster", token("roosterscommissie"), "compound"),
        ("rooster", token("roosteren"), None),
        ("rooster", token("werkrooster", pos="VERB"), None),
        ("team", token("wijkteam"), "compound"),
        ("team", token("wijkteams", "wijkteam"), "compound"),
        ("team", token("stoom"), None),
        ("team", token("hockeyteam"), None),
        ("team", token("Wijkteam", pos="PROPN"), "compound"),
        ("leren", token("leergesprek"), "compound"),
        ("leren", token("leerling"), None),
        ("los|laten", token("loslaatvrees"), "compound"),
        ("loslaten", token("loslaatvrees"), "compound"),
        ("loslaten", token("losgeld"), None),
        ("veiligheid", token("veiligheidslaarzen", "veiligheidslaars"), None),
        ("nieuw", token("nieuwbouw"), None),
        ("kwelder", token("blurbkwelder"), "compound"),
        ("kwelderij", token("kwelderijsblurb"), "compound"),
        ("*team", token("wijkteam"), "exact"),
        ("los|laten", token("los", pos="ADV"), "particle"),
        ("los|laten", token("laat", "laten", "VERB"), "verb"),
        ("los|laten", token("liet", "loslaten", "VERB"), "exact"),
        ("jezelf", token("mezelf", pos="PRON"), "exact"),
    ],
)
def test_how_a_token_answers(term: str, one: Token, expected: str | None) -> None:
    assert hit(term, one) == expected


def test_glob_takes_other_signs_literally() -> None:
    assert hit("a.b*", token("a.bc")) == "exact"
    assert hit("a.b*", token("axbc")) is None


def test_word_with_and_without_accent_is_one_word() -> None:
    index = WordIndex()
    numbers = {index.add(TermWord("coördinator")), index.add(TermWord("coordinator"))}
    assert len(numbers) == 1
    assert index.hits(token("wijkcoördinator")) == dict.fromkeys(numbers, "compound")


def test_words_are_numbered_once() -> None:
    index = WordIndex()
    assert [index.add(TermWord(text)) for text in ("a1", "b1", "a1")] == [0, 1, 0]
