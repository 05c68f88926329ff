from __future__ import annotations

import pytest

from praktijkkennis.privacy.identity import Mention, same_persons
from praktijkkennis.privacy.person_name import may_be_same, parse_name


def persons(*mentions: tuple[str, str] | tuple[str, str, str]) -> list[int]:
    found = [Mention(one[0], parse_name(one[1]), one[2] if len(one) > 2 else "") for one in mentions]
    return list(same_persons(found))


@pytest.mark.parametrize(
    ("written", "given", "initials", "prefixes", "surname"),
    [
        ("Jan de Vries", ("jan",), "", "de", "vries"),
        ("J.P. van 't Hof", (), "jp", "van 't", "hof"),
        ("Van der Veen", (), "", "van der", "veen"),
        ("Anna", ("anna",), "", "", ""),
        ("Li Wei Chen", ("li", "wei"), "", "", "chen"),
        ("Ayşe Yıldız", ("ayse",), "", "", "yildiz"),
        ("v.d. Berg", (), "", "van de", "berg"),
        ("Ben Visser", ("ben",), "", "", "visser"),
    ],
)
def test_parts_of_names(written: str, given: tuple[str, ...], initials: str, prefixes: str, surname: str) -> None:
    name = parse_name(written)
    assert (name.given, name.initials, name.prefixes, name.surname) == (given, initials, prefixes, surname)


def test_a_title_tells_a_surname_from_a_given_name() -> None:
    assert parse_name("Bakker", "meneer").surname == "bakker"
    assert parse_name("Riet", "tante").given == ("riet",)


def test_all_forms_of_one_name_in_a_document_are_one_person() -> None:
    names = ["Jan de Vries", "Jan", "De Vries", "J. de Vries", "de Vries"]
    assert set(persons(*[("a", name) for name in names])) == {0}


def test_a_short_name_that_fits_two_people_stays_apart() -> None:
    assert persons(("a", "Jan de Vries"), ("a", "Jan Kooistra"), ("a", "Jan")) == [0, 1, 2]
    assert persons(("a", "Jan Kooistra"), ("a", "Sietske Kooistra"), ("a", "Kooistra")) == [0, 1, 2]


def test_initials_must_fit() -> None:
    assert persons(("a", "Jan de Vries"), ("a", "P. de Vries")) == [0, 1]


def test_full_names_are_one_person_in_all_documents_and_short_ones_are_not() -> None:
    assert persons(("a", "Fatma Yilmaz"), ("b", "Fatma Yilmaz")) == [0, 0]
    assert persons(("a", "Fatma"), ("b", "Fatma")) == [0, 1]
    assert persons(("a", "Fatma Yilmaz"), ("b", "mevrouw Yilmaz"), ("b", "Fatma")) != [0, 0, 0]


def test_short_names_within_one_organisation_are_one_person() -> None:
    assert persons(("a", "Fatma", "kring"), ("b", "Fatma", "kring"), ("c", "Fatma", "bank")) == [0, 0, 1]
    assert persons(("a", "Fatma Yilmaz", "kring"), ("b", "Fatma", "kring")) == [0, 0]
    assert persons(("a", "Fatma Yilmaz", "k"), ("b", "Fatma Kaya", "k"), ("c", "Fatma", "k")) == [0, 1, 2]


def test_a_double_surname_goes_by_each_of_its_parts() -> None:
    full = parse_name("Johanna Vermeulen-Smit")
    assert may_be_same(parse_name("Vermeulen", "mevrouw"), full)
    assert may_be_same(parse_name("Smit", "mevrouw"), full)
    assert not may_be_same(parse_name("Bos", "mevrouw"), full)


def test_a_nickname_belongs_to_the_name() -> None:
    assert set(persons(("a", 'Johannes "Joop" van Vliet'), ("a", "Joop"), ("a", "Joop van Vliet"))) == {0}


@pytest.mark.parametrize(
    ("written", "given", "initials", "prefixes", "surname"),
    [
        ("Tygo B.", ("tygo",), "", "", "b"),
        ("Jan B", ("jan",), "", "", "b"),
        ("Jan v.d. B.", ("jan",), "", "van de", "b"),
        ("Anna-Marie K.", ("anna-marie",), "", "", "k"),
        ("Jansen P.", (), "p", "", "jansen"),
        ("Visser, A.", (), "a", "", "visser"),
        ("J.P. Hemel", (), "jp", "", "hemel"),
        ("de Vries J.", (), "j", "de", "vries"),
    ],
)
def test_a_letter_behind_a_given_name_begins_a_surname(
    written: str, given: tuple[str, ...], initials: str, prefixes: str, surname: str
) -> None:
    name = parse_name(written)
    assert (name.given, name.initials, name.prefixes, name.surname) == (given, initials, prefixes, surname)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Tygo B.", "Tygo"), [0, 0]),
        (("Anna K.", "Anna", "Anna K"), [0, 0, 0]),
        (("Jan", "Jan B."), [0, 0]),
        (("Jan Bakker", "Jan B.", "Jan"), [0, 0, 0]),
        (("Jan de B.", "Jan de Boer", "De Boer"), [0, 0, 0]),
        (("Jan B.", "Jan K.", "Jan"), [0, 1, 2]),
        (("Jan Bakker", "Jan K.", "Jan"), [0, 1, 2]),
        (("Jan Bakker", "Jan Bos", "Jan B."), [0, 1, 2]),
        (("Jan B.", "Piet B."), [0, 1]),
        (("Jan B.", "Bakker"), [0, 1]),
    ],
)
def test_a_given_name_with_a_letter_is_somebody_of_its_document(names: tuple[str, ...], expected: list[int]) -> None:
    assert persons(*[("a", name) for name in names]) == expected


def test_a_given_name_with_a_letter_is_no_full_name_elsewhere() -> None:
    assert persons(("a", "Jan B."), ("b", "Jan B."), ("b", "Jan")) == [0, 1, 1]
    assert persons(("a", "Jan B.", "k"), ("b", "Jan B.", "k"), ("c", "Jan", "k")) == [0, 0, 0]
    assert persons(("a", "Jan B.", "k"), ("b", "Jan K.", "k"), ("c", "Jan", "k")) == [0, 1, 2]
    assert persons(("a", "Jan Bakker", "k"), ("b", "Jan B.", "k"), ("c", "Jan", "k")) == [0, 0, 0]
    assert persons(("a", "Jan Bakker", "k"), ("b", "Jan K.", "k"), ("c", "Jan", "k")) == [0, 1, 2]
