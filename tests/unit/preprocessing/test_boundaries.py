from __future__ import annotations

import pytest

from praktijkkennis.document import Span
from praktijkkennis.preprocessing.boundaries import split_block


def parts(text: str, *, sloppy: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in split_block(text, Span(0, len(text)), sloppy=sloppy)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Een halve bal.1", "Een respondent lachte."],
        ["Ze noemen het 'hangen'.1", "Een ander niet."],
        ["Dat klopt.²", "Toch niet."],
        ["Dat staat er.[12]", "Maar waar?"],
        ["Twee keer. (lacht)", "Eén keer terecht."],
        ["Dat was het. [stilte]", "Nou ja."],
        ["Ook een methode. :-)", "Dan de mensen."],
        ["Het lukte! 😀👍🏽", "Morgen weer."],
        ["Het is gelukt 😀", "Morgen weer."],
        ["Het werkt.", "(Zij vond dat mooi.)", "Klaar."],
        ["Belde mevr.Jansen?", "Ja."],
        ["Hij belde naar huis.", "vandaag kwam hij."],
        ["Mag dat?", "ik denk het niet."],
    ],
)
def test_boundary(sentences: list[str]) -> None:
    assert parts(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("sentences", "sloppy"),
    [
        (["Wacht...", "Toen kwam hij."], False),
        (["Het liep goed.", "Toen ging de bel."], False),
        (["het liep goed.", "toen ging de bel"], True),
    ],
)
def test_forgotten_space(sentences: list[str], sloppy: bool) -> None:
    assert parts("".join(sentences), sloppy=sloppy) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "De methode heet Reken je warm! en ligt in de kast.",
        "'Welk hek?' en toen kwam er niemand.",
        "“Waarom drie keer?” vroeg Hoekstra.",
        "Dat je soms... [onverstaanbaar] ...dat je soms moet weten waar je afblijft.",
        "Uitv. + arch. samen langs de muren.",
        "Kijk op team.nl of in bijlage.Pdf voor meer.",
        "Hij zei dat (dat is waar. Echt waar.) het goed kwam.",
        "Versie 2.1 is er, zie art.7 van het reglement.",
    ],
)
def test_no_boundary(sentence: str) -> None:
    assert parts(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["om 3 uur op.....", "wie verzint het"],
        ["ik dacht wacht ff...", "hij schaamt zich"],
        ["waarom? vroeg ik"],
        ["dat vond ik leuk... maar ook zwaar"],
        ["printer stuk :-)", "ik weer naar boven"],
        ["volgende dag weer.", "en de dag erna."],
    ],
)
def test_boundary_without_capitals(sentences: list[str]) -> None:
    assert parts(" ".join(sentences), sloppy=True) == sentences
