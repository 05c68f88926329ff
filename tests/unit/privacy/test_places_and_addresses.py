from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.privacy import find_identifying

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zij woont op de Lindelaan 34 in Assen.", ["Lindelaan 34"]),
        ("Schrijf naar Dorpsweg 4a, 1234 AB Hoorn.", ["Dorpsweg 4a, 1234 AB Hoorn"]),
        ("Veldstraat 22 bus 3, 9000 Gent", ["Veldstraat 22 bus 3, 9000 Gent"]),
        ("Postbus 12, 8000 AB Zwolle", ["Postbus 12, 8000 AB Zwolle"]),
        ("Eerst naar de Kapelstraat.", ["Kapelstraat"]),
        ("Eerst Gaston in de Kapelstraat.", ["Kapelstraat"]),
        ("Afdeling 3 en kamer 12.", []),
        ("ik woon op de kapelstraat 9 boven", ["kapelstraat 9 boven"]),
        ("zij zit tijdelijk op haagdijk 307", ["haagdijk 307"]),
        ("Zij woont op De Meent 61, 9712 ZS Groningen.", ["De Meent 61, 9712 ZS Groningen"]),
        ("op zondag 5 februari", []),
        ("we staan op het schoolplein 10 minuten te wachten", []),
        ("De straat was leeg.", []),
        ("Om 9 uur op Dag 2.", []),
    ],
)
def test_addresses(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "ADRES") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Bergen op Zoom doen ze het zo.", ["Bergen op Zoom"]),
        ("De houten bank komt uit Houten.", ["Houten"]),
        ("Best lastig is dat.", []),
        ("Wie in Best woont, weet het.", ["Best"]),
        ("In Nederland gaat dat anders.", []),
        ("Hij werkt in Zandlerveen.", ["Zandlerveen"]),
    ],
)
def test_towns(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "PLAATS") == found


def test_a_town_that_only_a_preposition_tells_is_one_everywhere(find: Find) -> None:
    assert find("Zij komt uit Zandler. Het kantoor van Zandler is dicht.", "PLAATS") == ["Zandler", "Zandler"]


def test_a_person_may_be_called_as_a_town(find: Find) -> None:
    text = "Els van Putten woont in Putten. Later zei Van Putten niets."
    assert find(text) == ["Els van Putten", "Van Putten"]
    assert find(text, "PLAATS") == ["Putten"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bij Stichting De Kring werkt hij.", ["Stichting De Kring"]),
        ("De gemeente Oldambt vroeg het.", ["gemeente Oldambt"]),
        ("Het Albert Schweitzer Ziekenhuis is vol.", ["Albert Schweitzer Ziekenhuis"]),
        ("Een stichting heeft geen leden.", []),
        ("De gemeente en Fatma praatten.", []),
    ],
)
def test_organisations(find: Find, text: str, found: list[str]) -> None:
    assert find(text, "ORGANISATIE") == found


def test_organisations_are_left_unless_asked_for_but_their_town_is_not() -> None:
    text = "De gemeente Assen en Stichting Jan Bakker deden mee."
    assert [(text[one.start : one.end], one.label) for one in find_identifying(text)] == [("Assen", "PLAATS")]


def test_a_known_organisation_is_found_by_its_name(find: Find) -> None:
    options = {"known_organisations": ["Het Gele Huis"]}
    assert find("Wij van Het Gele Huis.", "ORGANISATIE", **options) == ["Het Gele Huis"]
