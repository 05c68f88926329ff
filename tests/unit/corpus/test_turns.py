from __future__ import annotations

import pytest

from praktijkkennis.corpus.turns import find_turns

TRANSCRIPTS = [
    (
        "Interviewer: Hoe ging het?\nAnja: Goed.\nInterviewer: Waarom?\nAnja: Omdat we\nhet samen deden.",
        [
            ("Interviewer", "Hoe ging het?"),
            ("Anja", "Goed."),
            ("Interviewer", "Waarom?"),
            ("Anja", "Omdat we\nhet samen deden."),
        ],
    ),
    (
        "I: Hoe?\nR: Goed.\n\nI: En toen?\nR: Niets.",
        [("I", "Hoe?"), ("R", "Goed."), ("I", "En toen?"), ("R", "Niets.")],
    ),
    (
        "[00:12:03] Anja: We deden het.\n[00:12:09] Piet: Ja.\n(0:13) Anja: Echt.",
        [("Anja", "We deden het."), ("Piet", "Ja."), ("Anja", "Echt.")],
    ),
    (
        "00:12 Anja: We deden het.\n00:14 - Piet: Ja.\n00:15 Anja: Echt.",
        [("Anja", "We deden het."), ("Piet", "Ja."), ("Anja", "Echt.")],
    ),
    (
        "Spreker 1: Hallo.\nSpreker 2: Hoi.\nSpreker 1: Dag.",
        [("Spreker 1", "Hallo."), ("Spreker 2", "Hoi."), ("Spreker 1", "Dag.")],
    ),
    (
        "A. de Vries: Wij wachten.\nJ. van den Berg: Ik niet.\nA. de Vries: Toch.",
        [("A. de Vries", "Wij wachten."), ("J. van den Berg", "Ik niet."), ("A. de Vries", "Toch.")],
    ),
    (
        "Vraag 1: Wat ging goed?\nAntwoord: Alles.\nVraag 2: Wat niet?\nAntwoord: Niets.",
        [("Vraag", "Wat ging goed?"), ("Antwoord", "Alles."), ("Vraag", "Wat niet?"), ("Antwoord", "Niets.")],
    ),
    ("V: Wat ging goed?\nA: Alles.", [("V", "Wat ging goed?"), ("A", "Alles.")]),
    ("Interviewer: Wat is lastig?\nAnja: Loslaten.", [("Interviewer", "Wat is lastig?"), ("Anja", "Loslaten.")]),
    (
        "Anja de Vries   0:03\nGoedemorgen.\n\nPiet Bakker   0:07\nMorgen.\n\nAnja de Vries   0:10\nWe beginnen.",
        [("Anja de Vries", "Goedemorgen."), ("Piet Bakker", "Morgen."), ("Anja de Vries", "We beginnen.")],
    ),
    (
        "Verslag van gesprek.\n\nInterviewer: En?\nAnja: Het werkte.\nActie: Anja belt Piet.\nConclusie: het werkt.",
        [("Interviewer", "En?"), ("Anja", "Het werkte.")],
    ),
    (
        "Notulen\nAanwezig: Jan Bos, Ria Kok, Piet Vos.\nJan Bos: Het gaat traag.\nRia Kok: Bij ons niet.\n"
        "De agenda is vol.\nNog een regel.\nJan Bos: Dat is mooi.\nPiet Vos (bestuur): Wij wachten.\nAfgesproken: mei.",
        [
            ("Jan Bos", "Het gaat traag."),
            ("Ria Kok", "Bij ons niet.\nDe agenda is vol.\nNog een regel."),
            ("Jan Bos", "Dat is mooi."),
            ("Piet Vos (bestuur)", "Wij wachten."),
        ],
    ),
    (
        "Verslag van mei.\nDe zaal was vol.\nEr was koffie.\nJan Bos: Het gaat traag.\nRia Kok: Bij ons niet.\n"
        "Piet van der Vos: Wij wachten.\nBesloten: wij gaan door.",
        [
            ("Jan Bos", "Het gaat traag."),
            ("Ria Kok", "Bij ons niet."),
            ("Piet van der Vos", "Wij wachten."),
        ],
    ),
    (
        "Aanwezig: Jan, Ria en Piet\nDe zaal was vol.\nEr was koffie.\nWe begonnen laat.\nJan: Het gaat traag.\n"
        "Ria: Bij ons niet.\nJan: Mooi.\nKernpunt: rust.\nAfgesproken: mei.",
        [("Jan", "Het gaat traag."), ("Ria", "Bij ons niet."), ("Jan", "Mooi.")],
    ),
    ("**Ria:** Hoe?\n**Anja:** Zo.\n**Ria:** Mooi.", [("Ria", "Hoe?"), ("Anja", "Zo."), ("Ria", "Mooi.")]),
    (
        "Anja (wijkverpleegkundige):\nIk vond het moeilijk.\n\nPiet:\nIk niet.\n\nAnja (wijkverpleegkundige):\nOh.",
        [
            ("Anja (wijkverpleegkundige)", "Ik vond het moeilijk."),
            ("Piet", "Ik niet."),
            ("Anja (wijkverpleegkundige)", "Oh."),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS)
def test_transcripts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(turn.speaker, text[turn.start : turn.end]) for turn in find_turns(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Actie: Piet belt.\nActie: Anja schrijft.\nConclusie: goed.\nConclusie: beter.",
        "Let op: het is druk.\nNB: morgen vrij.\nDoel: rust.\nLet op: stil.",
        "Naam: Jan\nFunctie: coach\nTekst: Wij doen het.\nNaam: Piet\nFunctie: lid\nTekst: ja.",
        "Situatie: druk.\nTaak: plannen.\nActie: gedaan.\nResultaat: rust.\nSituatie: weer druk.\nTaak: ja.",
        "Vertrouwen: dat is de basis.\nLoslaten: lastig.\nLeren: altijd.",
        "Ik dacht: dit wordt niets. Hij zei: jawel.",
        "Hij zei het zo: niemand durft.\nHij zei het zo: iedereen durft.",
        "Coach: iemand die vragen stelt.\nTrainer: iemand die uitlegt.\nFacilitator: iemand die helpt.",
        "Tip: praat.\nTip: luister.\nTip: wacht.",
        "Week 1: begonnen.\nWeek 2: verder.\nWeek 1: klaar.",
        "Maandag: druk.\nDinsdag: rustig.\nMaandag: druk.\nDinsdag: rust.",
        "Vraag 1: Wat?\nVraag 2: Hoe?",
        "Kernwaarde 1: lef.\nKernwaarde 2: rust.\nKernwaarde 1: lef.",
        "Eerste stap: praten.\nTweede stap: doen.\nEerste stap: praten.",
        "https://a.nl\nhttps://b.nl\nhttps://a.nl",
        "10:00 uur: start\n11:00 uur: pauze\n10:00 uur: eind",
        "Van: Jan\nAan: Piet\nOnderwerp: rooster\nVan: Piet\nAan: Jan",
        "Gemeente Den Haag: druk.\nGemeente Ede: rustig.\nGemeente Assen: stil.\nDit was de ronde.\nDe rest volgt.",
        "A5 Kijkrondje: loop rond.\nB4 Pleinwacht: kijk toe.\nC1 Gesprek Anna: praat.\nMeer staat er niet.\nKlaar.",
        "Aanwezig: Jan, Piet, Ria\nWij spraken over het rooster.\nJan: zaal boeken.\nPiet: mail sturen.",
        "Aanwezig: Jan, Piet\nAfwezig: Ria\nAanwezig: Kees",
    ],
)
def test_no_transcript(text: str) -> None:
    assert find_turns(text) == ()


def test_labels_that_recur_once_in_a_long_article_make_no_transcript() -> None:
    prose = "\n".join("Dit is een gewone regel van een lang artikel over het werk in de wijk." for _ in range(60))
    assert find_turns(f"Jan: dag.\n{prose}\nPiet: dag.\nJan: dag.") == ()
