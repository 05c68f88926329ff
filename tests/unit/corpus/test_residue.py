from __future__ import annotations

import pytest

from praktijkkennis.corpus.residue import find_residue
from praktijkkennis.corpus.turns import find_turns


def _found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find_residue(text, find_turns(text))]


def _between_prose(line: str) -> str:
    return f"Boven staat een gewone zin.\n\n{line}\n\nOnder staat een gewone zin."


RESIDUE = """
cookiemelding | Deze website maakt gebruik van cookies om uw ervaring te verbeteren.
cookiemelding | Wij gebruiken cookies voor statistieken.
cookiemelding | Accepteer alle cookies
cookiemelding | Cookies accepteren
cookiemelding | Cookie-instellingen
cookiemelding | Door verder te gaan ga je akkoord met ons cookiebeleid.
lees-meer | Lees meer
lees-meer | LEES VERDER >>
lees-meer | Lees verder »
lees-meer | > Lees meer over zelfsturing
lees-meer | Lees ook: Tien lessen uit de wijk
lees-meer | Meer informatie
lees-meer | Klik hier voor het volledige programma
lees-meer | Download hier de handreiking
lees-meer | Lees het hele interview
lees-meer | [Lees meer](https://voorbeeld.nl/a)
deelknop | Deel dit artikel
deelknop | Deel dit bericht op LinkedIn
deelknop | Delen op Facebook
deelknop | Delen via WhatsApp
deelknop | Volg ons op LinkedIn
deelknop | Volg ons:
deelknop | Vind ons op Instagram
deelknop | Sharing is caring!
deelknop | 12 keer gedeeld
reactieverzoek | Laat een reactie achter
reactieverzoek | Geef een reactie
reactieverzoek | Plaats hieronder je reactie
reactieverzoek | Wat vind jij van dit artikel? Laat het weten in de reacties.
reactieverzoek | 3 reacties
reactieverzoek | Je e-mailadres wordt niet gepubliceerd. Vereiste velden zijn gemarkeerd met *
nieuwsbrief | Meld je aan voor onze nieuwsbrief
nieuwsbrief | Schrijf je in voor de nieuwsbrief en ontvang elke maand nieuws.
nieuwsbrief | Op de hoogte blijven?
nieuwsbrief | Ontvang onze nieuwsbrief in je inbox
adres | Lindelaan 14
adres | Kerkstraat 12a, 1234 AB Zandvoort
adres | 1234 AB  Zandvoort
adres | Postbus 123
adres | Postbus 12, 3500 AA Utrecht
adres | Bezoekadres: Dorpsplein 1
adres | Stichting Samen, Lindelaan 14, 1234 AB Zandvoort
contact | info@voorbeeld.nl
contact | E: info@voorbeeld.nl
contact | Tel. 030 - 123 45 67
contact | T 06-12345678 | E anja@voorbeeld.nl
contact | +31 6 12 34 56 78
contact | www.voorbeeld.nl
contact | https://www.voorbeeld.nl/over/ons
contact | Anja de Vries, anja@voorbeeld.nl
contact | KvK 12345678
contact | Neem contact met ons op
contact | Voor meer informatie kunt u mailen naar info@voorbeeld.nl.
contact | Heb je vragen? Bel dan 030-1234567.
contact | Je kunt ook contact opnemen via info@voorbeeld.nl
contact | Wij zijn bereikbaar via 030-1234567.
copyright | © 2024 Zorgsite
copyright | Copyright 2023 Stichting Samen. Alle rechten voorbehouden.
copyright | Alle rechten voorbehouden
taalkeuze | nl_NLNederlands
taalkeuze | en_GBEnglish
taalkeuze | NL | EN
taalkeuze | Nederlands / English
naamregel | Anja de Vries, maart 2024
naamregel | Door Piet Jansen
naamregel | Door: Piet Jansen
naamregel | Door Anja van den Berg | 3 mei 2023
naamregel | Tekst: Kees Bakker, beeld: Ria Smit
naamregel | Auteur: Anja
datumregel | 14 maart 2025
datumregel | Geplaatst op 3 mei 2023
datumregel | Datum: 14-03-2025
datumregel | Leestijd: 4 minuten
datumregel | dinsdag 4 juni 2024, 10.00-12.00 uur
datumregel | Gepubliceerd op 3 mei 2023 door Anja de Vries
bijschrift | Foto: Kees Bakker
bijschrift | IMG_1234.jpg
bijschrift | Figuur 2: Het model
kruimelpad | Home > Nieuws > Zelfsturing in de wijk
kruimelpad | U bent hier: Home / Blog / Loslaten
menu | Home | Nieuws | Over ons | Contact
menu | Home Nieuws Agenda Over ons Contact
menu | Ga naar de inhoud
menu | Inloggen
menu | Privacyverklaring
namenlijst | Aanwezig: Jan, Piet
namenlijst | Aanwezig: Jan de Vries, Fatima El Amrani (voorzitter) en Kees
namenlijst | Afwezig: geen
namenlijst | Deelnemers: Anja, Piet en Ria
namenlijst | Notulist: Ria Smit
naamregel | Door Bas Koster, vergunningverlener bij de gemeente Ede
datumregel | ma 6 mei
datumregel | ## dinsdag 6 mei
datumregel | dinsdag 23 januari 2024, 14.00–15.20 uur, zaal boven de bibliotheek
deelknop | Facebook   X   LinkedIn   WhatsApp   Mail
menu | Home | Nieuws | Machines | Plant van de maand | Abonneren | Contact
menu | Privacyverklaring - Algemene voorwaarden - Cookies
menu | Terug naar boven ^
disclaimer | Denk aan het milieu voordat u deze mail print.
disclaimer | Dit e-mailbericht is alleen bestemd voor de geadresseerde.
namenlijst | Afwezig m.k.: Ria Smit (vakantie), Kees Bakker
tekens | * * *
tekens | 12
tekens | >>
tekens | ---
"""


@pytest.mark.parametrize("case", RESIDUE.strip().split("\n"))
def test_line_is_residue_wherever_it_stands(case: str) -> None:
    kind, line = case.split(" | ", 1)
    assert _found(_between_prose(line)) == [(kind, line)]


NARRATIVE = """
Ik durfde het contact niet te zoeken.
Vertrouwen
Loslaten
Delen
Leren faciliteren
Contact
Ik nam contact op met mijn collega.
Neem contact op met je cliënt voordat je begint.
Geef je mening
Deel de kennis die je hebt.
Deel het verhaal met elkaar
Volg je hart
Lees meer boeken.
We lazen verder in het dossier.
Lees verder dan de eerste pagina van een dossier.
Door Corona zijn we anders gaan werken.
Door Corona
Ik stuurde een mail naar info@voorbeeld.nl en kreeg nooit antwoord.
Wij zetten 26 mei 2021 de eerste stap.
Op 14 maart 2025 begonnen we.
Zie www.voorbeeld.nl niet als de waarheid, dachten wij.
Op de hoogte blijven
Op de hoogte blijven van elkaars werk kost tijd.
Blijf op de hoogte van wat je collega doet.
Meld je aan bij de vertrouwenspersoon als je iets ziet.
We hadden geen cookies bij de koffie.
Door deze afspraak ging iedereen akkoord met het rooster.
Team Noord 2
Persoonlijk Meesterschap
Zelforganisatie bij de GGZ
Meer weten over jezelf
Toon meer begrip
Bekijk alle kanten van het verhaal
Meer vertrouwen
Reageer rustig op kritiek.
Reageren op elkaar
Laat een ander uitpraten
Laat je mening horen
Geef een ander de ruimte
Wat vond je van dit jaar?
Wat vond je van dit gesprek?
Thema: vertrouwen
In de Kerkstraat 12 hebben we ons eerste kantoor geopend.
Kerkstraat 12 was ons eerste kantoor.
Minder regels
Geen reactie kreeg ik.
Geen reactie
2 opmerkingen van mij bleven liggen.
Aanwezig zijn
Aanwezig: het hele team was er en we spraken over loslaten
Deelnemers: iedereen vond het spannend om iets te zeggen.
Leden van het team: samen sterk
Voorzitter: een goede voorzitter laat los.
Over loslaten
Over vertrouwen en leiderschap
Stap 2
Fase 3
Niets missen
Download je energie
Anja, maart is voor mij een zware maand.
Mail of bel elkaar vaker.
Je kunt elkaar altijd bellen.
Heb je vragen? Stel ze.
Schrijf je in een groepje in voor de nieuwe planning.
Interview met Piet
Tekst en uitleg
Nieuwsgierig
Samen
Vragen stellen
Kijk niet weg
Ga naar buiten
Bel je leidinggevende niet meteen, maar probeer het eerst zelf.
Foto's maken we niet meer van het bord
Naar het overzicht zochten we lang.
Wij zijn er voor je.
"""


@pytest.mark.parametrize("line", NARRATIVE.strip().split("\n"))
def test_narrative_stays(line: str) -> None:
    assert _found(_between_prose(line)) == []
    assert _found(line) == []


def test_narrative_lines_under_one_another_stay() -> None:
    assert _found(NARRATIVE) == []


@pytest.mark.parametrize(
    "answer",
    [
        "Contact",
        "Facebook",
        "Nieuws",
        "Delen",
        "Weet niet",
        "n.v.t.",
        "Meer tijd",
        "Reageren",
        "Team",
        "Akkoord",
        "Nee",
    ],
)
def test_short_answer_stays(answer: str) -> None:
    assert _found(answer) == []


@pytest.mark.parametrize(
    "items",
    [
        "Wat hielp:\n- Training\n- Coaching\n- Netwerk\n- Onderzoek",
        "Onze kernwaarden zijn:\n• Vertrouwen\n• Lef\n• Eigenaarschap\n• Samen Leren",
        "- We maken zelf het rooster.\n- We spreken elkaar aan.\n- Niemand grijpt in.",
        "Wat onze organisaties nodig hebben:\n• Vertrouwen\n• Ruimte\n• Tijd",
        "Thema's die terugkwamen:\n- Contact\n- Nieuws\n- Kennis",
        "1. Luisteren\n2. Vragen stellen\n3. Doen",
        "Kernwoorden\nVertrouwen\nLoslaten\nLeren\nSamenwerken",
    ],
)
def test_lists_of_what_matters_stay(items: str) -> None:
    assert _found(items) == []


MENU = """Home
Nieuws
Praktijkverhalen
Onze aanpak
Agenda
Contact

Zo kan het ook

Het team besloot zelf te gaan plannen."""


def test_menu_with_entries_of_its_own() -> None:
    assert _found(MENU) == [
        ("menu", line) for line in ("Home", "Nieuws", "Praktijkverhalen", "Onze aanpak", "Agenda", "Contact")
    ]


FOOTER = """Het team plant nu zelf. We leerden veel van elkaar.

Thema's

Reacties

Over Zorgsite

Lindehof 3
1234 AB Zandvoort
info@voorbeeld.nl
030 - 123 45 67

Volg ons

LinkedIn

© 2024 Zorgsite"""


def test_footer() -> None:
    assert _found(FOOTER) == [
        ("menu", "Thema's"),
        ("reactieverzoek", "Reacties"),
        ("menu", "Over Zorgsite"),
        ("adres", "Lindehof 3"),
        ("adres", "1234 AB Zandvoort"),
        ("contact", "info@voorbeeld.nl"),
        ("contact", "030 - 123 45 67"),
        ("deelknop", "Volg ons"),
        ("deelknop", "LinkedIn"),
        ("copyright", "© 2024 Zorgsite"),
    ]


def test_heading_over_prose_is_no_menu_entry() -> None:
    text = "Lees meer >>\n\nInloggen\nOver ons\nWij zijn een team van twaalf mensen dat zelf de zorg in de wijk regelt."
    assert ("menu", "Over ons") not in _found(text)


def test_list_of_organisations() -> None:
    text = (
        "Uit elke organisatie doen drie mensen mee. Deelnemende organisaties zijn:\n\n"
        "  • Thuiszorg De Linde\n  • Gemeente Ommen\n  • Hogeschool Zuid en\n  • Woonstichting Samen.\n\n"
        "Zij leren van elkaar."
    )
    assert _found(text) == [
        ("organisatielijst", "• Thuiszorg De Linde"),
        ("organisatielijst", "• Gemeente Ommen"),
        ("organisatielijst", "• Hogeschool Zuid en"),
        ("organisatielijst", "• Woonstichting Samen."),
    ]


def test_names_under_a_label() -> None:
    text = "Aanwezig:\nAnja de Vries (voorzitter)\nKees Bakker - gemeente\n\nWe begonnen met een rondje."
    assert _found(text) == [
        ("namenlijst", "Aanwezig:"),
        ("namenlijst", "Anja de Vries (voorzitter)"),
        ("namenlijst", "Kees Bakker - gemeente"),
    ]


def test_names_in_a_table_cell_under_their_heading() -> None:
    text = "Aanwezig\nAnja, Kees (vanaf 15.50), Ria\nAfwezig\nWe misten niemand, en dat was fijn."
    assert _found(text) == [("namenlijst", "Aanwezig"), ("namenlijst", "Anja, Kees (vanaf 15.50), Ria")]


def test_mail_header_stays_out_but_its_subject_not() -> None:
    text = "Van: Anja de Vries\nAan: team Noord\nOnderwerp: loslaten is lastig\nVerzonden: maandag 7.52\n\nBeste allen,"
    assert _found(text) == [
        ("mailkop", "Van: Anja de Vries"),
        ("mailkop", "Aan: team Noord"),
        ("mailkop", "Verzonden: maandag 7.52"),
    ]
    assert _found("Aan: iedereen die dit leest\n\nWe laten los.") == []


def test_front_matter_that_stayed_in_the_text() -> None:
    text = "---\nauteur: Anja\nsector: zorg\n---\n\nWe laten los."
    assert _found(text) == [("voorblad", line) for line in ("---", "auteur: Anja", "sector: zorg", "---")]


def test_caption_that_repeats_a_heading() -> None:
    text = "Moeilijke gesprekken voeren\n\nmoeilijke gesprekken teamfoto WZN\n\nWe oefenden met elkaar."
    assert _found(text) == [("bijschrift", "moeilijke gesprekken teamfoto WZN")]


def test_cookie_notice_with_its_buttons() -> None:
    text = "Wij gebruiken cookies voor een betere site. Lees meer.\n\nAccepteren\nWeigeren\n\nHet team plant zelf."
    assert _found(text) == [
        ("cookiemelding", "Wij gebruiken cookies voor een betere site."),
        ("lees-meer", "Lees meer."),
        ("cookiemelding", "Accepteren"),
        ("cookiemelding", "Weigeren"),
    ]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (
            "Zo leerden we veel. U kunt ook contact opnemen via info@voorbeeld.nl.",
            "U kunt ook contact opnemen via info@voorbeeld.nl.",
        ),
        (
            "Wat vond je van dit artikel? Laat een reactie achter! Wij leren graag.",
            "Wat vond je van dit artikel? Laat een reactie achter!",
        ),
        ("Het team besloot zelf te plannen … Lees meer »", "Lees meer »"),
        (
            "Het werkte. Voor het hele verhaal kun je hier klikken. Ook dat helpt.",
            "Voor het hele verhaal kun je hier klikken.",
        ),
        ("Ik mailde info@voorbeeld.nl en wachtte.", None),
        ("We spraken af dat je via info@voorbeeld.nl kunt reageren, en dat deed niemand.", None),
    ],
)
def test_sentence_in_a_paragraph(line: str, part: str | None) -> None:
    assert [text for _, text in _found(line)] == ([part] if part else [])


def test_labels_of_speakers_are_residue_and_their_words_never() -> None:
    text = "[00:01] Interviewer: Contact\n[00:02] Anja: Delen\n[00:03] Interviewer: Lees meer"
    assert _found(text) == [
        ("sprekerlabel", "[00:01] Interviewer:"),
        ("sprekerlabel", "[00:02] Anja:"),
        ("sprekerlabel", "[00:03] Interviewer:"),
    ]


def test_label_on_the_line_above() -> None:
    text = "Anja de Vries   0:03\nGoedemorgen.\n\nPiet Bakker   0:07\nMorgen.\n\nAnja de Vries   0:10\nWe beginnen."
    assert [part for _, part in _found(text)] == ["Anja de Vries   0:03", "Piet Bakker   0:07", "Anja de Vries   0:10"]


def test_empty_text() -> None:
    assert find_residue("") == ()
