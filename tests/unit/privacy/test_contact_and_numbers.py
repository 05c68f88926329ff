from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.privacy.contact import is_phone
from praktijkkennis.privacy.numbers import is_iban, is_register_number, passes_eleven_test

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail j.de-boer+zorg@wijk.example.nl even.", ["j.de-boer+zorg@wijk.example.nl"]),
        ("Stuur naar ria [at] huis punt be.", ["ria [at] huis punt be"]),
        ("Stuur naar ria(at)huis.be, graag.", ["ria(at)huis.be"]),
        ("Om 9 uur @ de koffiehoek.", []),
        ("We zaten at the desk.", []),
    ],
)
def test_mail(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "EMAIL") == found


@pytest.mark.parametrize(
    "number",
    ["06-12345678", "+31 6 1234 5678", "(020) 123 45 67", "0031 (0)20 1234567", "0475/12.34.56", "+32 9 223 45 67"],
)
def test_phone_numbers_in_many_notations(find: Find, number: str) -> None:
    assert find(f"Bel {number}.", "TELEFOON") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112 of 0900-8844.",
        "Van 08.30 tot 17.00 uur.",
        "Het kostte 1.250.000 euro.",
        "Zaak 2024-0012345.",
        "0,75 fte",
    ],
)
def test_other_numbers_are_no_phones(find: Find, text: str) -> None:
    assert find(text, "TELEFOON") == []


def test_a_phone_number_ends_with_its_line(find: Find) -> None:
    assert find("Tel. 020-1234567\n06-12345678", "TELEFOON") == ["020-1234567", "06-12345678"]


@given(st.text(alphabet="+0123456789 ()-./", max_size=30))
def test_any_digits_can_be_judged(written: str) -> None:
    assert is_phone(written) in (True, False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De auto met kenteken KR-771-B stond fout.", ["KR-771-B"]),
        ("Op de lijst: 28-PBK-6 en 1-ABC-234.", ["28-PBK-6", "1-ABC-234"]),
        ("mijn nummerplaat is kr 771 b", ["kr 771 b"]),
        ("Route 10-12-14, lokaal A-100-BE, in plaats van 11.", []),
        ("Op 12-03-24 kwamen we samen.", []),
    ],
)
def test_number_plates(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "BSN") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mijn verjaardag is 30 april, kom ook", ["30 april"]),
        ("geboren te Sneek, 3 februari 1938", ["3 februari 1938"]),
        ("°14/06/1982, gehuwd", ["14/06/1982"]),
        ("De verjaardag van de club vieren we in 2020.", []),
        ("* 3 mei 2024: overleg", []),
    ],
)
def test_birthdays_and_places_of_birth(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "GEBOORTEDATUM") == found


def test_eleven_test() -> None:
    assert passes_eleven_test("123456782")
    assert passes_eleven_test("111222333")
    assert not passes_eleven_test("123456789")
    assert not passes_eleven_test("000000000")
    assert not passes_eleven_test("12345678")


@given(st.integers(min_value=0, max_value=999_999_999))
def test_one_wrong_digit_fails_the_eleven_test(number: int) -> None:
    digits = f"{number:09d}"
    if not passes_eleven_test(digits):
        return
    wrong = str((int(digits[4]) + 1) % 10)
    assert not passes_eleven_test(digits[:4] + wrong + digits[5:])


def test_a_service_number_that_is_called_so_needs_no_test(find: Find) -> None:
    assert find("Haar BSN is 123456789.", "BSN") == ["123456789"]
    assert find("Dossier 123456789 is dicht.", "BSN") == []
    assert find("Het kost € 123456782.", "BSN") == []


def test_belgian_and_bank_numbers(find: Find) -> None:
    assert is_register_number("85073003328")
    assert not is_register_number("85073003329")
    assert is_iban("NL91 ABNA 0417 1643 00")
    assert not is_iban("NL91 ABNA 0417 1643 01")
    assert find("Stort op NL91 ABNA 0417 1643 00 graag.", "BSN") == ["NL91 ABNA 0417 1643 00"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Geboren op 3 mei 1961 te Sneek.", ["3 mei 1961"]),
        ("Mevrouw, geb. 03-05-'61.", ["03-05-'61"]),
        ("Geboortedatum: 1961-05-03", ["1961-05-03"]),
        ("Hij is jarig op 12 maart.", ["12 maart"]),
        ("Het overleg is op 3 mei 2023.", []),
        ("Het idee werd geboren op een dinsdag.", []),
    ],
)
def test_birth_dates(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "GEBOORTEDATUM") == found
