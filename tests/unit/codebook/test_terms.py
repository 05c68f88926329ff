from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.codebook import TermWord, parse_term


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("zelfsturing", [[TermWord("zelfsturing")]]),
        ("Psychologisch  Veiligheid", [[TermWord("psychologisch"), TermWord("veiligheid")]]),
        ("zelfstur*", [[TermWord("zelfstur*", "glob")]]),
        ("*cultuur", [[TermWord("*cultuur", "glob")]]),
        ("*regel*", [[TermWord("*regel*", "glob")]]),
        ("verbeter*cyclus", [[TermWord("verbeter*cyclus", "glob")]]),
        ("los|laten", [[TermWord("laten", "separable", "los")]]),
        ("fout ~ toe|geven", [[TermWord("fout")], [TermWord("geven", "separable", "toe")]]),
        ("op je handen zitten", [[TermWord(word) for word in "op je handen zitten".split()]]),
        ("een~twee~drie", [[TermWord("een")], [TermWord("twee")], [TermWord("drie")]]),
        ("u", [[TermWord("u")]]),
        ("zo'n A4-tje", [[TermWord("zo'n"), TermWord("a4-tje")]]),
    ],
)
def test_notation_is_read(text: str, parts: list[list[TermWord]]) -> None:
    pattern = parse_term(text)
    assert [list(part) for part in pattern.parts] == parts
    assert pattern.source == text


@pytest.mark.parametrize("text", ["", "  ", "~", "fout ~", "~ fout", "a ~~ b"])
def test_empty_side_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="heeft een lege kant"):
        parse_term(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a*", "a*"),
        ("*", "*"),
        ("**", "**"),
        ("a*b", "a*b"),
        ("goed los|", "los|"),
        ("|laten", "|laten"),
        ("|", "|"),
        ("los|la*", "los|la*"),
        ("los|te|laten", "los|te|laten"),
        ("los | laten", "|"),
    ],
)
def test_word_that_says_too_little_or_cannot_be_read_is_named(text: str, word: str) -> None:
    with pytest.raises(ValueError, match="is niet te lezen bij") as raised:
        parse_term(text)
    assert f"'{text}'" in str(raised.value)
    assert f"bij '{word}'" in str(raised.value)


@given(st.one_of(st.text(st.characters()), st.text("ab|*~ \t\xa0é", max_size=12)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        pattern = parse_term(text)
    except ValueError as error:
        assert "de term" in str(error)  # noqa: PT017
        return
    assert pattern.parts
    for part in pattern.parts:
        assert part
        for word in part:
            assert word.text
            assert not set(word.text) & set("|~ \t\xa0")
            assert (word.kind == "glob") == ("*" in word.text)
            assert (word.kind == "separable") == bool(word.particle)


@given(st.text("abcdeé'-", min_size=2, max_size=8), st.text("abcdeé'-", min_size=2, max_size=8))
def test_capitals_and_spaces_make_no_difference(first: str, second: str) -> None:
    loose = parse_term(f"  {first.upper()} \t~  {second} ")
    assert loose.parts == parse_term(f"{first}~{second}").parts
