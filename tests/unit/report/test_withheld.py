from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from praktijkkennis.exchange.tables import insights_records, passages_frame
from praktijkkennis.insights import WITHHELD, withhold
from praktijkkennis.report import render_html, write_report

SECRET = "Alleen Anneke kan dit hebben gezegd."


def world_and_summary(world_with: Callable[..., Any]) -> tuple[Any, Any]:
    world = world_with(SECRET)
    insights = withhold(world.insights, frozenset({"a.txt"}))
    return world, world.summary(insights=insights, withheld=frozenset({"a.txt"}), min_group=3)


def test_the_page_holds_nothing_of_a_withheld_document_and_says_how_much(world_with: Callable[..., Any]) -> None:
    world, summary = world_and_summary(world_with)
    page = html.unescape(render_html(summary))
    assert SECRET not in page
    assert "Anneke de Vries" not in page
    assert WITHHELD in page
    assert "1 zin uit 1 document is niet getoond" in page
    assert "minder dan 3 mensen" in page
    assert SECRET in html.unescape(render_html(world.summary()))
    assert summary.counts == world.summary().counts


def test_a_withheld_sentence_is_not_one_to_check(world_with: Callable[..., Any], tmp_path: Path) -> None:
    world, _ = world_and_summary(world_with)
    hidden = frozenset({"a.txt"})
    insights = withhold(world.insights, hidden)
    to_check = world.annotations[:3]
    write_report(
        tmp_path, world.documents, world.annotations, insights, withheld=hidden, min_group=3, to_check=to_check
    )
    page = html.unescape((tmp_path / "rapport.html").read_text(encoding="utf-8"))
    assert "volgende controleren (2)" in page
    assert SECRET not in page
    sheet = openpyxl.load_workbook(tmp_path / "inzichten.xlsx")["Controleren"]
    assert [row[4] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["b.txt", "b.txt"]


def test_without_a_least_size_the_page_says_nothing_of_it(world_with: Callable[..., Any]) -> None:
    assert "niet getoond" not in html.unescape(render_html(world_with().summary())).lower()


def test_tables_keep_their_rows_without_the_text(world_with: Callable[..., Any]) -> None:
    world, _ = world_and_summary(world_with)
    frame = passages_frame(world.documents, world.annotations, world.insights, frozenset({"a.txt"}))
    assert len(frame) == len(world.annotations)
    assert "a.txt" not in set(frame["document_id"]) | set(frame["source"])
    assert set(frame.loc[frame["document_id"] == "niet-getoond-1", "text"]) == {WITHHELD}
    assert WITHHELD not in set(frame.loc[frame["document_id"] != "niet-getoond-1", "text"])
    records = json.dumps(insights_records(withhold(world.insights, frozenset({"a.txt"}))), ensure_ascii=False)
    assert SECRET not in records


def test_nothing_of_it_is_in_the_workbook(world_with: Callable[..., Any], tmp_path: Path) -> None:
    world, _ = world_and_summary(world_with)
    insights = withhold(world.insights, frozenset({"a.txt"}))
    write_report(tmp_path, world.documents, world.annotations, insights, withheld=frozenset({"a.txt"}), min_group=3)
    book = openpyxl.load_workbook(tmp_path / "inzichten.xlsx")
    quotes = [str(cell.value) for row in book["Inzichten"].iter_rows() for cell in row]
    texts = [str(row[3].value) for row in book["Passages"].iter_rows()]
    assert not any(SECRET in value for value in [*quotes, *texts])
    assert WITHHELD in quotes
