from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inflection import regular_forms
from praktijkkennis.preprocessing.spelling import (
    Joiner,
    Misspellings,
    compact,
    fold,
    is_dutch,
    is_one_edit,
    likely_forms,
    sound,
)
from praktijkkennis.preprocessing.words import is_known_word

LETTERS = st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=7, max_size=14)


def tokens(text: str) -> list[Token]:
    """Cut at white space and before and after signs, as a tokeniser does with a curly apostrophe."""
    found: list[Token] = []
    place = 0
    for word in text.replace("’", " ’ ").split():
        start = text.index(word, place)
        place = start + len(word)
        found.append(Token(start, place, word, word.lower(), "NOUN", "dep", len(found)))
    return found


def joined(words: list[str], text: str) -> list[str]:
    joiner = Joiner()
    for word in words:
        joiner.add(compact(word))
    found = joiner.join(tokens(text))
    return [token.text for token, places in zip(*found, strict=True) if len(places) > 1] if found else []


@given(st.text())
@example("ŉ")
@example("İ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_compact_holds_letters_and_digits_only(text: str) -> None:
    assert compact(text) == "" or compact(text).isalnum()
    assert compact(compact(text)) == compact(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("COÖPERATIE", "cooperatie"),
        ("co-creatie", "cocreatie"),
        ("co‑creatie", "cocreatie"),
        ("eigenaar\u00adschap", "eigenaarschap"),
        ("conﬂict", "conflict"),
        ("zzp’er", "zzper"),
        ("collega´s", "collegas"),
    ],
)
def test_compact(written: str, plain: str) -> None:
    assert compact(written) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("konflikt", "conflict"),
        ("reflexie", "reflectie"),
        ("authonomie", "autonomie"),
        ("eksperiment", "experiment"),
        ("psichologies", "psychologisch"),
        ("ruimtte", "ruimte"),
        ("lijderschap", "leiderschap"),
        ("geregelt", "geregeld"),
    ],
)
def test_spellings_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_long_and_short_vowels_sound_different() -> None:
    assert sound("maan") != sound("man")


@given(LETTERS, st.data())
def test_one_edit_is_seen_both_ways(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnoprstuvwz"))
    edited = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    assert is_one_edit(word, edited) is is_one_edit(edited, word) is (word != edited)
    found = Misspellings(is_word=lambda form: False)
    found.add(word)
    assert found.find(edited) == ([word] if word != edited else [])


@given(LETTERS, LETTERS)
def test_only_near_words_are_one_edit_apart(one: str, other: str) -> None:
    if is_one_edit(one, other):
        assert one[0] == other[0]
        assert abs(len(one) - len(other)) <= 1
        assert len(set(one) ^ set(other)) <= 2


@pytest.mark.parametrize(
    ("word", "written", "found"),
    [
        ("vertrouwen", "vertouwen", True),
        ("vertrouwen", "Vertouwen", True),
        ("vertrouwen", "vertrouwen", False),
        ("vertrouwen", "berouwen", False),
        ("veiligheid", "vuiligheid", False),
        ("erkenning", "verkenning", False),
        ("ruimte", "ruimtte", True),
        ("ruimte", "ruimde", False),
        ("ruimte", "ruimhe", False),
        ("rol", "roll", False),
        ("kompas", "komma's", False),
        ("fietsenhok", "fietsenhoek", False),
        ("loslaten", "loslatten", True),
        ("samenwerken", "samenwekken", True),
        ("initiatief", "initatieven", True),
        ("experimenteren", "experimenteerd", True),
    ],
)
def test_what_may_be_a_slip(word: str, written: str, found: bool) -> None:
    misspellings = Misspellings()
    misspellings.add(word, regular_forms(word) | likely_forms(word))
    meant = misspellings.find(written) or (misspellings.words_of(written) if written != word else [])
    assert (meant == [word]) is found


def test_a_form_of_several_words_stands_for_all() -> None:
    misspellings = Misspellings()
    misspellings.add("regelen", ["geregeld"])
    misspellings.add("geregeld")
    assert misspellings.find("geregelt") == ["geregeld", "regelen"]
    assert misspellings.words_of("geregeld") == ["geregeld", "regelen"]


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("dialoog", "dialogen"),
        ("initiatief", "initiatieven"),
        ("project", "projecten"),
        ("budget", "budgetten"),
        ("veiligheid", "veiligheden"),
        ("autonoom", "autonome"),
        ("beroepseer", "beroepseren"),
    ],
)
def test_likely_forms(word: str, form: str) -> None:
    assert form in likely_forms(word)


@pytest.mark.parametrize(("form", "known"), [("vertrouwd", True), ("collega's", True), ("a", True), ("", False)])
def test_known_words(form: str, known: bool) -> None:
    assert is_known_word(form) is known


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(form: str) -> None:
    assert is_known_word(form) in {True, False}
    assert is_dutch(fold(form)) in {True, False}


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["zelfsturing"], "die zelf sturing hier", ["zelfsturing"]),
        (["zelfsturing"], "het zelf-\nsturing te noemen", ["zelfsturing"]),
        ([], "zijn verant-\nwoordelijkheid nemen", ["verantwoordelijkheid"]),
        (["co-creatie"], "de Co Creatie", ["cocreatie"]),
        (["zzp'er"], "als zzp’er", ["zzper"]),
        (["aandacht"], "waar ik aan dacht", []),
        (["inzicht"], "het einde in zicht", []),
        (["zorgen"], "zorg- en welzijnswerk", []),
        (["zelfsturing"], "zelf geen sturing", []),
        (["zelfsturing"], "zelfsturing", []),
        (["deur"], "de ur", []),
    ],
)
def test_words_in_pieces(words: list[str], text: str, found: list[str]) -> None:
    assert joined(words, text) == found


def test_joined_tokens_point_at_one_another_by_their_new_numbers() -> None:
    joiner = Joiner()
    joiner.add("zelfsturing")
    parsed = [
        Token(0, 4, "zelf", "zelf", "ADV", "advmod", 1),
        Token(5, 12, "sturing", "sturing", "NOUN", "obj", 2),
        Token(13, 17, "laat", "loslaten", "VERB", "root", 2),
        Token(18, 21, "los", "los", "ADP", "compound:prt", 2, 2),
    ]
    found = joiner.join(parsed)
    assert found is not None
    whole, places = found
    assert places == [(0, 1), (2,), (3,)]
    assert [(token.start, token.end, token.head, token.particle_of) for token in whole] == [
        (0, 12, 1, None),
        (13, 17, 1, None),
        (18, 21, 1, 1),
    ]


@given(st.lists(st.sampled_from("zelf sturing zelf- - ’ team rol zelfsturing en de , 's".split()), max_size=8))
def test_joining_keeps_every_token(words: list[str]) -> None:
    joiner = Joiner()
    joiner.add("zelfsturing")
    joiner.add("teamrol")
    found = joiner.join(tokens(" ".join(words)))
    if found:
        whole, places = found
        assert [place for group in places for place in group] == list(range(sum(map(len, places))))
        assert len(whole) == len(places)
        assert all(0 <= token.head < len(whole) for token in whole)
