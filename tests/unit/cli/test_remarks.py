"""What is told of texts that were read, though nothing failed."""

from __future__ import annotations

import pytest

from praktijkkennis.cli.remarks import say_remarks
from praktijkkennis.document import Document

STORY = "Sinds het voorjaar maken we het rooster helemaal zelf."
OTHER = "De manager nam alles weer over en niemand durfde iets te zeggen."


def told(capsys: pytest.CaptureFixture[str], *documents: Document) -> list[str]:
    say_remarks(documents)
    return capsys.readouterr().err.splitlines()


def test_the_same_text_under_two_names_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, Document("a.txt", STORY), Document("b.docx", f"{STORY}\n"), Document("c.txt", OTHER))
    assert lines == ["Let op: 'a.txt' en 'b.docx' zijn dezelfde tekst en tellen als 2; laat er één staan."]


def test_short_answers_and_rows_may_be_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, *(Document(name, "Geen idee.") for name in ("a.txt", "b.txt"))) == []
    assert told(capsys, *(Document(f"enquete.csv#{row}", STORY) for row in (2, 3))) == []


def test_dates_that_are_not_understood_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    dated = [Document(f"{name}.txt", name, {"datum_onleesbaar": "vorige week"}) for name in "ab"]
    assert told(capsys, *dated, Document("c.txt", "c", {"date": "2025-05-03"})) == [
        "Let op: de datum van 2 teksten is niet begrepen, zoals 'vorige week' bij a.txt; schrijf die als 31-12-2025."
    ]


def test_sentences_in_another_column_are_told_and_choices_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        Document(
            f"enquete.xlsx#{row}", STORY, {"Wat ging er mis?": f"{OTHER} {row}", "rooster": "soms", "author": "Jo"}
        )
        for row in (2, 3)
    ]
    (line,) = told(capsys, *rows)
    assert line.startswith("Let op: in enquete.xlsx staan ook zinnen in de kolom 'Wat ging er mis?'; die zijn niet")
    assert told(capsys, Document("a.txt", STORY, {"noot": OTHER})) == []
