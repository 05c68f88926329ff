"""Days that open a sentence, abbreviations, and what somebody is called behind *oma* or *buurman*."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.privacy.capitals_of_no_name import ABBREVIATIONS, DAYS

Find = Callable[..., list[str]]


@pytest.mark.parametrize("day", sorted(DAYS))
@pytest.mark.parametrize(
    "text",
    [
        "{} belde de arts.",
        "{} zegt de huisarts af.",
        "{} vroeg hij of het mocht.",
        "{} werkte ik de hele dag.",
        "{} zei de teamleider: we stoppen.",
        "{} zei ze dat het klaar was.",
        "Op {} belde ik mijn moeder.",
        "{}: ik sliep slecht.",
        "{} vroeg dat kind weer om aandacht.",
        "Dat was zo. {} en de dag erna liep alles mis.",
    ],
)
def test_a_day_that_opens_a_sentence_tells_when(find: Find, day: str, text: str) -> None:
    assert find(text.format(day.capitalize())) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zondag schreef: ik kom niet meer.", ["Zondag"]),
        ('Zondag zei: "Kom maar."', ["Zondag"]),
        ("Zondag zei dat hij moe was.", ["Zondag"]),
        ("Dat zei Zondag ook.", ["Zondag"]),
        ("Mevrouw Zondag belde.", ["Zondag"]),
        ("Volgens Zondag moest het over.", ["Zondag"]),
        ("Karin Zondag kwam. Zondag zei niets.", ["Karin Zondag", "Zondag"]),
        ("Maandag Karin gebeld.", ["Karin"]),
        ("Maandag vertelde mevrouw De Wit over vroeger.", ["De Wit"]),
        ("Collega Vrijdag had dienst, zaterdag niet.", ["Vrijdag"]),
        ("Juli heeft een zusje.", ["Juli"]),
        ("Winter zei: ik wil naar huis.", ["Winter"]),
        ("Herfst liep over in winter.", []),
        ("Zomer kwam vroeg dit jaar.", []),
        ("Januari vond iedereen zwaar.", []),
        ("December vroeg veel van ons.", []),
    ],
)
def test_who_is_called_as_a_day_month_or_season(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Mijn {} klopt niet.",
        "{} vroeg om een reactie.",
        "{} zegt dat het anders moet.",
        "Volgens {} mag dat niet.",
        "Zonder {} gaat het niet.",
        "Dat hoort bij {}.",
        "Ik heb {} gebeld en de gemeente ook.",
        "Aanwezig: Karin, {} en de coach.",
    ],
)
def test_an_abbreviation_is_nobody(find: Find, text: str) -> None:
    taken = {one for one in ABBREVIATIONS if one.upper() in find(text.format(one.upper()))}
    assert len(ABBREVIATIONS) >= 80
    assert taken == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mevrouw IBAN belde.", ["IBAN"]),
        ("Iban Gutiérrez werkt bij HRM.", ["Iban Gutiérrez"]),
        ("De IBAN van Iban klopt niet.", ["Iban"]),
        ("ELLA zei dat de CAO niet klopt.", ["ELLA"]),
        ("Aanwezig: Mirjam Tol (MT).\nMT opent.", ["Mirjam Tol", "MT", "MT"]),
    ],
)
def test_who_is_called_as_an_abbreviation(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wij gingen naar oma Riek toe.", ["Riek"]),
        ("Tante Riek kwam met soep.", ["Riek"]),
        ("Dat heb ik van buurvrouw Bep.", ["Bep"]),
        ("Voor zuster Agnes en de rest is er taart.", ["Agnes"]),
        ("Op vrijdag aten we bij tante Zus, daarna bij ome Mop.", ["Zus", "Mop"]),
        ("Wij vroegen buurman Kip om op de hond te passen.", ["Kip"]),
        ("Ik mis ome Jan nog elke dag.", ["Jan"]),
        ("Oma vertelde over vroeger, tante zei niets.", []),
        ("Ik las Oma Rekent voor aan de kinderen.", []),
        ("De actie Buurvrouw Kookt loopt al jaren.", []),
        ("De oma Turks, de opa Fries: zo was het thuis.", []),
        ("Mijn tante Dinsdag bellen, staat op het lijstje.", []),
        ("Oma, Opa en Tante kwamen allemaal.", []),
        ("Opa wil niet. Oma gaf hem gelijk.", []),
    ],
)
def test_names_behind_family_and_neighbours(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names
