"""What paper, mail programs and websites put around a text, told by what stands beside it."""

from __future__ import annotations

import pytest

from praktijkkennis.corpus.residue import find_residue
from praktijkkennis.corpus.turns import find_turns

PROSE = "Wij verbouwden de keuken en de vrijwilligers kookten zolang in de schuur achter het huis."


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find_residue(text, find_turns(text))]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("paginanummer", "Pagina 3 van 12"),
        ("paginanummer", "- blz. 14 -"),
        ("inhoudsopgave", "Inleiding ........ 3"),
        ("kopregel", "Jaarverslag 2019 | 7"),
        ("kopregel", "Handboek brandweer, versie 3 – pagina 12"),
        ("kopregel", "14   Nota 'Samen in gesprek'"),
        ("mailkop", "Op di 3 mei 2021 om 10:12 schreef Anja de Wit <anja@voorbeeld.nl>:"),
        ("mailkop", "-----Oorspronkelijk bericht-----"),
        ("mailkop", "Begin doorgestuurd bericht:"),
        ("disclaimer", "Denk aan het milieu voor u deze mail afdrukt"),
        ("disclaimer", "Verzonden vanuit Outlook voor iOS"),
        ("adres", "Stationsstraat 10, 9999 Lindebeke"),
        ("adres", "Industrieweg 44 bus 2, B-9000 Gent"),
        ("contact", "Telefoon 0900-0000 (ma-vr 8.30-17.00 uur)"),
        ("contact", "Dierenopvang De Poot – rek.nr. op aanvraag – info@voorbeeld.nl"),
        ("naamregel", "Tekst: redactie"),
        ("bijschrift", "(Foto: Kees Bakker)"),
        ("bijschrift", "Foto Kees Bakker"),
        ("trefwoorden", "Tags: wijkteam, loslaten, schulden"),
        ("trefwoorden", "#wijkteam #loslaten"),
        ("taalkeuze", "NL EN"),
        ("menu", "De School    Ons Onderwijs    Ouders    Praktisch    Nieuws    Contact"),
        ("menu", "Spring naar de navigatie"),
        ("menu", "Privacyverklaring | Cookies"),
        ("kruimelpad", "U bevindt zich hier: Home > Nieuws > Met de fiets"),
        ("kruimelpad", "Bibliotheek Zuid > Blog"),
        ("reactieverzoek", "Vond u dit artikel nuttig? Ja / Nee"),
        ("reactieverzoek", "Geef een antwoord"),
        ("deelknop", "Deel deze pagina: mail – print"),
        ("lees-meer", "Bekijk ook de video over Gerda"),
    ],
)
def test_line_is_residue(kind: str, line: str) -> None:
    assert found(f"{PROSE}\n\n{line}\n\n{PROSE}") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Op 3 mei 2021 schreef mijn baas het volgende:",
        "Op 12 mei om 10.00 uur schreven we alles op het bord.",
        "Bezwaar 03-09-2015 afgehandeld",
        "Fase 3 | 7",
        "Zie het handboek, blz. 14",
        "Vertrouwen 8",
        "Inhoud",
        "#loslaten",
        "Nieuws over onderwijs",
        "Logo ontwerpen was lastig",
        "Deel dit",
        "Plan > Doen",
        "Markt en plaats",
        "Wij waren met 14 000 mensen",
        "Het milieu telt ook mee",
        "Volgende pagina was leeg",
    ],
)
def test_line_stays(line: str) -> None:
    assert found(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_running_header_in_the_middle_of_a_sentence() -> None:
    text = (
        "Vrijwilligers kookten zolang in de schuur, en dat beviel zo goed dat\nwij er koken als het weer het\n\n7\n\n"
        "HOSPICE DE ZWAAN\n\ntoelaat. Gasten ruiken de uien."
    )
    assert found(text) == [("tekens", "7"), ("kopregel", "HOSPICE DE ZWAAN")]


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_full_line_beside_a_page_number_is_text(blank: str) -> None:
    # "Anja" begins with a capital, but no header is as long as the lines of the text.
    lines = (
        "We zaten die middag met z'n allen in de kantine toen",
        "Piet begon over het rooster en ineens wist iedereen",
        "7",
        "Anja de Vries had het al gezegd op de dag dat iemand",
        "ziek was.",
    )
    assert found(blank.join(lines)) == [("tekens", "7")]


def test_running_header_that_comes_back_beside_page_numbers() -> None:
    page = "\n".join(f"{PROSE} Dat was in week {number}." for number in range(8))
    text = "\n".join(f"{page}\n{number}\nHangen als methode" for number in (12, 13, 14))
    assert {kind for kind, line in found(text) if line == "Hangen als methode"} == {"kopregel"}


def test_line_below_a_page_number_and_above_a_numbered_heading() -> None:
    text = f"{PROSE}\n13\nHangen als methode\n4.2 Als het misgaat\n{PROSE}"
    assert found(text) == [("tekens", "13"), ("kopregel", "Hangen als methode")]


def test_head_of_a_page_with_a_dressed_number() -> None:
    text = f"Gemeente Hoogerdam\nNota 'Samen in gesprek'\n- 8 -\n\nHoofdstuk 2\n\n{PROSE}"
    assert [kind for kind, _ in found(text)] == ["kopregel", "kopregel", "tekens"]


@pytest.mark.parametrize(
    "text",
    [
        f"1\nOpening\n\n{PROSE}\n\n2\nRondvraag\n\n{PROSE}",
        f"Stap 1\n{PROSE}\nStap 2\n{PROSE}",
        "Wat gaf je als cijfer?\n7\nWat ging goed\nDe koffie\nWat gaf je als cijfer?\n8\nWat ging goed\nHet team",
    ],
    ids=["number of a chapter", "steps", "answers"],
)
def test_headings_beside_numbers_stay(text: str) -> None:
    assert all(kind == "tekens" for kind, _ in found(text))


def test_table_of_contents() -> None:
    text = f"Inhoud\nVoorwoord 2\n1 Terugblik 7\nBijlage: cijfers 12\n\nVoorwoord\n{PROSE}"
    assert [line for kind, line in found(text) if kind == "inhoudsopgave"] == text.split("\n")[:4]


def test_titles_below_read_also_up_to_a_heading_of_the_text() -> None:
    text = f"Lees ook\n> Rekenen met groep 3\n> Ouders in de klas: hoe pak je dat aan?\nWat neemt u mee?\n{PROSE}"
    assert [line for _, line in found(text)] == text.split("\n")[:3]


def test_who_wrote_when_on_two_lines() -> None:
    text = "Op dinsdag 4 mei 2021 om 10:12 schreef\nKees Jansen <kees@voorbeeld.nl>:\n\n> Ik vond het goed."
    assert [kind for kind, _ in found(text)] == ["mailkop", "mailkop"]


def test_organisation_above_its_address_but_not_below_a_letter() -> None:
    assert found(f"{PROSE}\n\nBasisschool De Roos\nKerkstraat 14a, 5678 CD Lindebeke")[0] == (
        "adres",
        "Basisschool De Roos",
    )
    letter = f"{PROSE}\n\nVriendelijke groeten\nAnnelies\nCLB De Brug\nKerkstraat 14a, 5678 CD Lindebeke"
    assert [line for _, line in found(letter)] == ["Kerkstraat 14a, 5678 CD Lindebeke"]


def test_entries_that_only_this_site_has() -> None:
    head = "Ga naar de inhoud\nGGZ Meerzicht\nIk zoek hulp\nVoor naasten\nWerken bij\nOver ons\nContact"
    text = f"{head}\n\nDe deur ging van het slot\n\n{PROSE}"
    assert [line for _, line in found(text)] == head.split("\n")


def test_own_list_of_sectors_stays() -> None:
    assert found(f"{PROSE}\n\n- Zorg\n- Welzijn\n- Onderwijs\n- Contact\n\n{PROSE}") == []


def test_title_between_menu_and_share_buttons_stays() -> None:
    text = f"Home\nNieuws\nContact\n\nDe lange adem\n\nFacebook | Twitter | Mail\n\n{PROSE}"
    assert "De lange adem" not in [line for _, line in found(text)]


@pytest.mark.parametrize("line", ["12", "Kop", "Inhoud", "Lees ook", "Home", "Contact\nZeep", "- a", "Week 1 | 2"])
def test_thousands_of_short_lines_stay_cheap(line: str) -> None:
    # Looking around each line as far as it goes once took minutes here.
    find_residue(f"{line}\n" * 5_000)
