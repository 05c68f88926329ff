"""The report of the example corpus in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook


def test_the_report_can_be_used_by_everybody_everywhere(report: Path, open_tab: Callable[..., Any]) -> None:
    page = (report / "rapport.html").read_text(encoding="utf-8")
    assert len(page.encode("utf-8")) < 3_000_000
    phone = open_tab(page, viewport={"width": 360, "height": 740})
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360
    assert phone.violations() == []
    quotes = phone.page.locator("a.in-text:visible")
    for place in range(0, quotes.count(), max(quotes.count() // 5, 1)):
        quote = quotes.nth(place)
        said = quote.evaluate("one => one.closest('.passage, .quote').querySelector('h4, blockquote').innerText")
        quote.click()
        there = phone.page.inner_text("#lezer [aria-current]")
        assert " ".join(there.split()).startswith(" ".join(said.removesuffix(" […]").split())[:200])
        phone.page.keyboard.press("Escape")
    assert phone.troubles == []


def test_the_digest_is_a_piece_to_print(report: Path) -> None:
    text = (report / "nieuwsbrief.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert 3 <= text.count("\n### ") <= 6
    assert text.count("\n> “") >= 6
    assert "## Bronnen" in text
    assert (report / "nieuwsbrief.docx").read_bytes().startswith(b"PK")


def test_few_statements_lean_on_the_text_around_them(report: Path) -> None:
    header, *rows = load_workbook(report / "inzichten.xlsx")["Inzichten"].iter_rows(values_only=True)
    marks = [row[header.index("leunt op de tekst eromheen")] for row in rows]
    assert set(marks) == {"ja", "nee"}
    assert marks.count("ja") / len(marks) <= 0.2
    page = (report / "rapport.html").read_text(encoding="utf-8")
    assert page.count('<span class="tag">leunt op de tekst eromheen</span>') == marks.count("ja")
