from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.codebook import Codebook, Finding, Term, Theme
from praktijkkennis.document import Document, ProcessedDocument, Residue
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging.firing import check_on_corpus

Process = Callable[..., ProcessedDocument]


def book(**terms: str) -> Codebook:
    """Make a codebook with for every theme its terms, separated by semicolons."""
    return Codebook(
        "k", "K", tuple(Theme(key, key, terms=tuple(map(Term, text.split(";")))) for key, text in terms.items())
    )


def repeated(process: Process, sentence: str, times: int, others: int = 0) -> list[ProcessedDocument]:
    text = " ".join([sentence] * times + ["De koffie was op."] * others)
    return [process(text)]


def test_dead_terms_in_the_order_of_the_codebook(process: Process) -> None:
    found = check_on_corpus(book(b="eenhoorn;rooster", a="draak"), repeated(process, "Het rooster hangt.", 1))
    assert found == (
        Finding("let op", "b", "De term 'eenhoorn' komt in deze teksten niet voor."),
        Finding("let op", "a", "De term 'draak' komt in deze teksten niet voor."),
    )


def test_term_that_is_everywhere(process: Process) -> None:
    found = check_on_corpus(book(a="rooster"), repeated(process, "Het rooster hangt.", 12, 36))
    assert found == (
        Finding("let op", "a", "De term 'rooster' staat in 25,0 % van de zinnen (12 keer): dat is erg vaak."),
    )


@pytest.mark.parametrize(("times", "others"), [(9, 0), (10, 400)])
def test_term_that_is_rare_or_hardly_counted_is_fine(process: Process, times: int, others: int) -> None:
    assert check_on_corpus(book(a="rooster"), repeated(process, "Het rooster hangt.", times, others)) == ()


def test_terms_of_two_themes_on_the_same_words_collide(process: Process) -> None:
    found = check_on_corpus(book(b="rooster", a="*rooster"), repeated(process, "Het rooster hangt.", 3))
    assert found == (
        Finding("let op", "a", "De term '*rooster' raakt 3 keer dezelfde woorden als 'rooster' van thema b."),
    )


@pytest.mark.parametrize(
    ("codebook", "times"),
    [
        (book(a="rooster;*rooster"), 3),
        (book(a="rooster", b="*rooster"), 2),
        (book(a="rooster", b="hangen"), 3),
    ],
)
def test_same_theme_or_seldom_or_other_words_do_not_collide(process: Process, codebook: Codebook, times: int) -> None:
    assert check_on_corpus(codebook, repeated(process, "Het rooster hangt.", times)) == ()


def test_term_that_is_in_the_codebook_twice_counts_once(process: Process) -> None:
    twice = check_on_corpus(book(a="rooster;rooster"), repeated(process, "Het rooster hangt.", 12))
    assert twice == check_on_corpus(book(a="rooster"), repeated(process, "Het rooster hangt.", 12))
    assert "100,0 %" in twice[0].message


def test_residue_does_not_count(preprocessor: Preprocessor) -> None:
    document = Document("a.txt", "Het rooster hangt.", residue=(Residue(0, 18, "menu"),))
    (finding,) = check_on_corpus(book(a="rooster"), [preprocessor.process(document)])
    assert "komt in deze teksten niet voor" in finding.message


def test_residue_does_not_thin_out_what_is_frequent(preprocessor: Preprocessor) -> None:
    prose, menu = "Het rooster hangt. " * 12, "Deel deze pagina. " * 12
    document = Document("a.txt", prose + menu, residue=(Residue(len(prose), len(prose + menu), "menu"),))
    (finding,) = check_on_corpus(book(a="rooster"), [preprocessor.process(document)])
    assert "100,0 %" in finding.message


def test_no_texts_at_all() -> None:
    assert len(check_on_corpus(book(a="rooster;draak"), [])) == 2
