"""Corrections whose document has another id than it had."""

from __future__ import annotations

from praktijkkennis.document import Document
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.state import place

LONG = "Wij lieten het rooster eindelijk helemaal los."


def said(document: str, text: str = LONG, stance: object = "neutraal") -> Correction:
    return Correction(document, text, 0, "loslaten", stance, "Els")  # type: ignore[arg-type]


def homes(corrections: list[Correction], *documents: tuple[str, str]) -> list[str]:
    placed = place(corrections, [Document(*one) for one in documents])
    assert len(placed.corrections) + len(placed.absent) == len(corrections)
    return [one.document_id for one in placed.corrections]


def test_a_folder_above_or_below_and_another_name_take_corrections_along() -> None:
    other = ("school/b.txt", "Iets heel anders over de school.")
    assert homes([said("a.txt")], ("zorg/a.txt", f"Vooraf. {LONG}"), other) == ["zorg/a.txt"]
    assert homes([said("zorg/a.txt")], ("a.txt", LONG), other) == ["a.txt"]
    assert homes([said("a.txt"), said("a.txt", "Ja.")], ("nieuw.txt", f"Ja. {LONG}"), other) == ["nieuw.txt"] * 2


def test_of_two_texts_that_would_do_it_is_none() -> None:
    assert homes([said("a.txt")], ("x.txt", LONG), ("y.txt", LONG)) == []
    assert homes([said("a.txt")], ("zorg/a.txt", LONG), ("school/a.txt", LONG)) == []
    assert homes([said("a.txt")], ("zorg/a.txt", LONG), ("school/a.txt", "Ander verhaal.")) == ["zorg/a.txt"]


def test_a_short_sentence_does_not_go_to_another_text() -> None:
    assert homes([said("weg.txt", "Ja.")], ("b.txt", "Ja. En nee.")) == []
    assert homes([said("weg.txt"), said("weg.txt", "Dat staat er niet.")], ("b.txt", LONG)) == []


def test_rows_that_moved_take_corrections_along() -> None:
    rows = [("e.xlsx#1", "Een nieuw antwoord."), ("e.xlsx#2", LONG), ("e.xlsx#3", "Dat werkt."), ("f.xlsx#1", LONG)]
    assert homes([said("e.xlsx#1"), said("e.xlsx#2", "Dat werkt.")], *rows) == ["e.xlsx#2", "e.xlsx#3"]
    # Two rows say it: whose it is nobody knows, and the row itself will say that it does not fit.
    assert homes([said("e.xlsx#1")], *rows, ("e.xlsx#4", LONG)) == ["e.xlsx#1"]
    assert homes([said("a.txt", "Staat er niet meer.")], ("a.txt", "Ander."), ("b.txt", LONG)) == ["a.txt"]


def test_of_two_that_come_together_the_later_counts() -> None:
    both = [said("zorg/a.txt", stance=None), said("a.txt", stance="belemmerend")]
    found = place(both, [Document("zorg/a.txt", LONG)])
    assert [(one.document_id, one.stance) for one in found.corrections] == [("zorg/a.txt", "belemmerend")]
