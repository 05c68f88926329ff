from __future__ import annotations

import pytest

from praktijkkennis.preprocessing.abbreviations import is_abbreviation, kind_of


@pytest.mark.parametrize(
    ("before", "word", "following"),
    [
        ("We spraken ", "mevr", "De Wit"),
        ("De anesthesioloog, prof. dr. ", "A.M", "Verkerk"),
        ("De boer ", "G.J", "Hoekstra"),
        ("De zusters van ", "St", "Anna"),
        ("Route ", "rt", "5 is vol"),
        ("Uitbreiding gymzaal, ", "werknr", "1807"),
        ("Een stilstand van 3 ", "u", "10 min. en meer"),
        ("Met ", "max", "2 personen"),
        ("Dat duurt 5 ", "wkn", "volgens hem"),
        ("", "Vz", "Jansen opent"),
        ("", "a", "Eerst dit"),
        ("Hoofdstuk ", "2", "Drie avonden"),
        ("Bijlage ", "B", "Cijfers"),
        ("Dat zeg je ", "m.a.w", "Jan wist het"),
    ],
)
def test_stop_ends_no_sentence(before: str, word: str, following: str) -> None:
    assert is_abbreviation(word, before, following)


@pytest.mark.parametrize(
    ("before", "word", "following"),
    [
        ("Ze werkt bij een ", "B.V", "Daar is het anders"),
        ("Hij wees naar de ", "O.R", "Die zweeg"),
        ("Thee, koffie, ", "enz", "Wij niet"),
        ("De vergadering begon om 13.00 ", "u", "Bericht van verhindering"),
        ("Dat weet ", "u", "Ik niet"),
        ("Kleuterleidster in Sint-Job ", "e.o", "Bert niet"),
        ("Het duurde 5 ", "wkn", "Daarna kwam hij"),
        ("Wij stonden bij toren ", "B", "De lift was stuk"),
        ("Ik zei ", "pff", "3 keer"),
        ("Dat was in hoofdstuk ", "2", "Drie avonden lang"),
    ],
)
def test_stop_may_end_a_sentence(before: str, word: str, following: str) -> None:
    assert not is_abbreviation(word, before, following)


def test_capital_tells_saint_from_number_of_things() -> None:
    assert kind_of("St") == "always"
    assert kind_of("st") == "behind a number"
    assert kind_of("Mevr.") == "always"
    assert kind_of("fiets") is None
