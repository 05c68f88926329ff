from __future__ import annotations

import pytest

from praktijkkennis.codebook import Codebook, Example, Finding, Term, Theme, check_codebook

FIVE = tuple(Example(f"Zin nummer {number}.") for number in range(5))


def book(*themes: Theme) -> Codebook:
    return Codebook("boek", "Boek", themes)


def theme(key: str, *terms: str, examples: tuple[Example, ...] = FIVE, **others: object) -> Theme:
    given = {"definition": "Wat het is.", **others}
    return Theme(key, key, terms=tuple(map(Term, terms)), examples=examples, **given)  # type: ignore[arg-type]


def test_sound_codebook_has_no_findings() -> None:
    assert check_codebook(book(theme("a", "rust*", "los|laten"), theme("b", "ruimte"))) == ()


@pytest.mark.parametrize(("first", "second"), [("rust", "Rust"), ("los|laten", "loslaten"), ("op adem", "op  adem")])
def test_term_of_two_themes_is_told_once(first: str, second: str) -> None:
    (finding,) = check_codebook(book(theme("a", first), theme("b", second), theme("c", "iets anders")))
    assert (finding.severity, finding.theme) == ("let op", "")
    assert finding.message.endswith("staat bij meer thema's: a, b.")


def test_spellings_of_a_term_within_a_theme_are_not_two_themes() -> None:
    assert check_codebook(book(theme("a", "los|laten", "loslaten"))) == ()


def test_term_twice_in_a_theme_is_told_of_that_theme() -> None:
    assert check_codebook(book(theme("a", "rust", "Rust"))) == (
        Finding("let op", "a", "De term 'Rust' staat er twee keer."),
    )


@pytest.mark.parametrize(("term", "expected"), [("cop", 1), ("ik*", 1), ("*oog*", 1), ("durf", 0), ("*durf", 0)])
def test_short_terms_are_risky(term: str, expected: int) -> None:
    findings = check_codebook(book(theme("a", term)))
    assert len(findings) == expected
    assert all("erg kort" in finding.message and term in finding.message for finding in findings)


def test_sentence_cannot_be_example_and_counterexample() -> None:
    findings = check_codebook(book(theme("a", "rust", counterexamples=(Example("ZIN nummer 3."),))))
    assert findings == (Finding("fout", "a", "Deze zin is voorbeeld én tegenvoorbeeld: 'zin nummer 3.'"),)


def test_sentence_may_be_counterexample_of_another_theme() -> None:
    assert check_codebook(book(theme("a", "rust"), theme("b", "ruimte", examples=FIVE, counterexamples=()))) == ()
    other = tuple(Example(f"Iets anders {number}.") for number in range(5))
    assert check_codebook(book(theme("a", "rust"), theme("b", "ruimte", examples=other, counterexamples=FIVE))) == ()


def test_theme_without_anything_is_an_error() -> None:
    severities = [(finding.severity, finding.theme) for finding in check_codebook(book(Theme("leeg", "Leeg")))]
    assert severities == [("fout", "leeg"), ("let op", "leeg")]


def test_theme_without_definition_or_with_few_examples_is_weak() -> None:
    findings = check_codebook(book(theme("a", "rust", definition=""), theme("b", "ruimte", examples=FIVE[:4])))
    assert findings == (
        Finding("let op", "a", "Dit thema heeft geen definitie."),
        Finding("let op", "b", "Dit thema heeft 4 voorbeelden; met 5 of meer wordt het beter herkend."),
    )
