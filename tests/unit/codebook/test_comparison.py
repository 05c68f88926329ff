from __future__ import annotations

from dataclasses import replace

import pytest

from praktijkkennis.codebook import Codebook, Example, Term, Theme, compare_codebooks

TRUST = Theme(
    "vertrouwen",
    "Vertrouwen",
    "Op elkaar rekenen.",
    includes=("Dit.",),
    terms=(Term("vertrouwen", 0.5), Term("geloof*")),
    examples=(Example("Ik reken op haar."), Example("Wij geloven hem.", ("durf",), "neutraal")),
)
DARE = Theme("durf", "Durf", terms=(Term("durven"),))


def book(*themes: Theme) -> Codebook:
    return Codebook("k", "K", themes)


def details(old: Theme, new: Theme) -> tuple[str, ...]:
    (change,) = compare_codebooks(book(old, DARE), book(new, DARE))
    return change.details


def test_same_codebook_has_no_changes():
    assert compare_codebooks(book(TRUST, DARE), book(DARE, TRUST)) == ()


def test_themes_added_and_gone():
    changes = compare_codebooks(book(TRUST), book(DARE))
    assert [(one.kind, one.key) for one in changes] == [("toegevoegd", "durf"), ("vervallen", "vertrouwen")]
    assert changes[0].details == ("Met 1 term, 0 voorbeelden en 0 tegenvoorbeelden.",)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (replace(TRUST, name="Op elkaar bouwen"), ("De naam was 'Vertrouwen'.",)),
        (replace(TRUST, key="trouw"), ("De sleutel was 'vertrouwen'.",)),
        (
            replace(TRUST, key="bouwen", name="Op elkaar bouwen"),
            ("De sleutel was 'vertrouwen'.", "De naam was 'Vertrouwen'."),
        ),
    ],
)
def test_renamed_themes_are_known_by_key_name_or_content(new, said):
    (change,) = compare_codebooks(book(TRUST, DARE), book(DARE, new))
    assert (change.kind, change.key, change.details) == ("hernoemd", new.key, said)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (replace(TRUST, definition="Anders."), ("De definitie is anders.",)),
        (replace(TRUST, core=True), ("Is nu een kernthema.",)),
        (replace(TRUST, colour="#ffffff"), ("De kleur is nu #ffffff (was niet opgegeven).",)),
        (replace(TRUST, includes=("Dat.",)), ("Erbij (hoort erbij): Dat.", "Weg (hoort erbij): Dit.")),
        (
            replace(TRUST, terms=(Term("vertrouwen", 0.75),)),
            ("Weg (term): geloof*", "Anders (term): vertrouwen (0,50 -> 0,75)"),
        ),
        (replace(TRUST, terms=TRUST.terms[::-1]), ("Andere volgorde: termen.",)),
        (
            replace(TRUST, examples=(TRUST.examples[0], Example("Wij geloven hem."), Example("x" * 200))),
            (
                f"Erbij (voorbeeld): {'x' * 159}…",
                "Anders (voorbeeld): Wij geloven hem. (durf, neutraal -> zonder aantekening)",
            ),
        ),
    ],
)
def test_what_changed_in_a_theme_is_told(new, said):
    assert details(TRUST, new) == said
    assert details(new, TRUST) != ()


def test_two_that_are_alike_are_not_taken_for_a_renamed_one():
    twins = (replace(TRUST, key="a", name="A"), replace(TRUST, key="b", name="B"))
    kinds = [one.kind for one in compare_codebooks(book(*twins), book(TRUST))]
    assert kinds == ["toegevoegd", "vervallen", "vervallen"]
