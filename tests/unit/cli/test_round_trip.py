"""Codes of the machine go to a program of others, a person corrects them there, and the next run knows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pyrefiqda import RefiProject
from pyrefiqda.models import project as refi

from praktijkkennis import pipeline as pipelines
from praktijkkennis.embedding import Embedder
from praktijkkennis.exchange.tables import read_table

Call = Callable[..., Any]

BOOK = """
[[themes]]
key = "snoeien"
name = "Snoeien"
terms = ["snoeien"]

[[themes]]
key = "mest"
name = "Mest"
terms = ["mest"]

[[themes]]
key = "oogst"
name = "Oogst"
terms = ["oogsten"]
"""
TEXT = (
    "Dagboek 🍐 van Zoë\r\n\r\n"
    "Vandaag gingen we de perenbomen snoeien.\r\n"
    "De mest lag klaar, maar eerst moesten we oogsten. 🚜 Mest is zwaar.\r\n"
    "Daarna dronken we thee in de schuur.\r\n"
)
MOVED = "Vandaag gingen we de perenbomen snoeien."
LESS = "De mest lag klaar, maar eerst moesten we oogsten. 🚜"
ADDED = "Daarna dronken we thee in de schuur."
KEPT = "Mest is zwaar."


@pytest.fixture(autouse=True)
def _small_embedder(monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> None:
    monkeypatch.setattr(pipelines, "load_embedder", lambda name: embedder)


class Person:
    """Wilma, who works on a project with pyrefiqda."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder
        self.project = RefiProject.load(path, folder)
        self.user = refi.UserType(guid=str(uuid4()), name="Wilma")
        self.project.users.user.append(self.user)
        (self.source,) = self.project.sources.text_source
        self.text = (folder / "sources" / f"{self.source.guid}.txt").read_bytes().decode("utf-8")
        codes = [*self.project.code_book.codes.code]
        self.codes = {one.name: one for code in codes for one in (code, *code.code)}

    def passage(self, words: str) -> refi.PlainTextSelectionType:
        (found,) = [
            one for one in self.source.plain_text_selection if self.text[one.start_position : one.end_position] == words
        ]
        return found

    def coding(self, code: str) -> refi.CodingType:
        reference = refi.CodeRefType(target_guid=self.codes[code].guid)
        return refi.CodingType(guid=str(uuid4()), creating_user=self.user.guid, code_ref=reference)

    def theme_of(self, coding: refi.CodingType) -> str:
        (name,) = [name for name, one in self.codes.items() if one.guid == coding.code_ref.target_guid]
        return name.partition(" –")[0]

    def themes_of(self, words: str) -> list[str]:
        return sorted(map(self.theme_of, self.passage(words).coding))

    def move(self, words: str, code: str) -> None:
        passage = self.passage(words)
        passage.coding, passage.modifying_user = [self.coding(code)], self.user.guid

    def remove(self, words: str, theme: str) -> None:
        passage = self.passage(words)
        passage.coding = [one for one in passage.coding if self.theme_of(one) != theme]
        passage.modifying_user = self.user.guid

    def add(self, words: str, code: str) -> None:
        start = self.text.index(words)
        self.source.plain_text_selection.append(
            refi.PlainTextSelectionType(
                guid=str(uuid4()),
                start_position=start,
                end_position=start + len(words),
                creating_user=self.user.guid,
                coding=[self.coding(code)],
            )
        )

    def save(self, path: Path) -> None:
        RefiProject.save(self.project, path, self.folder / "sources")


def test_what_a_person_moved_added_and_removed_shows_in_the_next_run(call: Call, tmp_path: Path) -> None:
    texts, book, state = tmp_path / "teksten", tmp_path / "tuin.toml", tmp_path / "onthouden"
    texts.mkdir()
    (texts / "dagboek zoë.txt").write_bytes(TEXT.encode("utf-8"))
    book.write_text(BOOK, encoding="utf-8")
    options = ("--codebook", book, "--pipeline", "nl_praktijk_sm", "--threshold", "0.45")

    made = call("tag", texts, "--out", tmp_path / "eerst.qdpx", *options)
    assert made.code == 0, made.err
    wilma = Person(tmp_path / "eerst.qdpx", tmp_path / "werk")
    assert (wilma.themes_of(MOVED), wilma.themes_of(LESS)) == (["Snoeien"], ["Mest", "Oogst"])
    assert wilma.themes_of(KEPT) == ["Mest"]

    wilma.move(MOVED, "Oogst – belemmerend")
    wilma.remove(LESS, "Mest")
    wilma.add(ADDED, "Mest")
    wilma.save(tmp_path / "nagekeken.qdpx")

    told = call("review", "import", tmp_path / "nagekeken.qdpx", "--state", state, "--codebook", book, "--no-learn")
    assert told.code == 0, told.err
    assert "4 verbeteringen bewaard" in told.err
    assert "2 codes van de computer weggehaald of vervangen" in told.err

    again = call("tag", texts, "--out", tmp_path / "daarna.csv", "--state", state, *options)
    assert again.code == 0, again.err
    rows = read_table(tmp_path / "daarna.csv").to_dict("records")
    assert [(one["text"], one["theme"], one["coder"]) for one in rows] == [
        (MOVED, "oogst", "Wilma"),
        (LESS, "oogst", "praktijkkennis"),
        (KEPT, "mest", "praktijkkennis"),
        (ADDED, "mest", "Wilma"),
    ]
    assert (rows[0]["stance"], rows[0]["score"], rows[3]["score"]) == ("belemmerend", 1.0, 1.0)
