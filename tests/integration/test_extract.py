"""The editor's command on the example corpus, checked as somebody would who has only its output."""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from praktijkkennis import Corpus, load_codebook, read_corpus

Run = Callable[..., subprocess.CompletedProcess[str]]

FILES = {
    *("rapport.html", "inzichten.xlsx", "nieuwsbrief.md", "nieuwsbrief.docx"),
    *("passages.csv", "passages.parquet", "inzichten.json", "run.json", "nieuwe_themas.toml"),
}
COLUMNS = ["document_id", "start", "end", "text", "theme", "score", "stance", "coder", "insight"]


@pytest.fixture(scope="module")
def passages(report: Path) -> list[dict[str, str]]:
    with (report / "passages.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def insights(report: Path) -> list[dict[str, object]]:
    return json.loads((report / "inzichten.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def corpus(voorbeeld: Path) -> Corpus:
    return read_corpus(voorbeeld)


def test_everything_is_written_and_nothing_else(report: Path) -> None:
    assert {path.name for path in report.iterdir()} == FILES


def test_the_corpus_has_the_breadth_that_its_readme_claims(corpus: Corpus) -> None:
    documents = corpus.documents
    files = {document.metadata["source"] for document in documents}
    kinds = {Path(name).suffix for name in files}
    assert len(files) >= 30
    assert {".txt", ".md", ".docx", ".odt", ".rtf", ".pdf", ".html", ".csv", ".xlsx", ".jsonl", ".vtt", ".srt"} <= kinds
    assert corpus.failures == ()
    assert len({document.id for document in documents}) == len(documents)


def test_passages_are_verbatim(passages: list[dict[str, str]], corpus: Corpus) -> None:
    texts = {document.id: document.text for document in corpus}
    assert passages
    assert list(passages[0])[: len(COLUMNS)] == COLUMNS
    for row in passages:
        assert texts[row["document_id"]][int(row["start"]) : int(row["end"])] == row["text"]


def test_codes_are_of_the_codebook(passages: list[dict[str, str]]) -> None:
    assert {row["theme"] for row in passages} <= set(load_codebook().keys)
    assert {row["stance"] for row in passages} == {"versterkend", "belemmerend", "neutraal"}
    assert all(0.0 <= float(row["score"]) <= 1.0 for row in passages)


def test_passages_carry_metadata(passages: list[dict[str, str]]) -> None:
    assert {"author", "organisation", "sector", "date", "title", "kind"} <= set(passages[0])
    assert len({row["author"] for row in passages}) > 20
    assert all(re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row["date"]) for row in passages)


def test_parquet_says_the_same(report: Path, passages: list[dict[str, str]]) -> None:
    frame = pd.read_parquet(report / "passages.parquet")
    assert list(frame["text"]) == [row["text"] for row in passages]
    assert str(frame["start"].dtype) == "int64"


def test_nothing_of_the_web_clutter_is_coded(passages: list[dict[str, str]], corpus: Corpus) -> None:
    residue = {document.id: document.residue for document in corpus}
    assert any(residue.values())
    for row in passages:
        assert not any(span.overlaps(int(row["start"]), int(row["end"])) for span in residue[row["document_id"]])


def test_insights_recur_and_are_proved(insights: list[dict[str, object]], corpus: Corpus) -> None:
    texts = {document.id: document.text for document in corpus}
    assert len(insights) >= 5
    for insight in insights:
        quotes = insight["quotes"]
        assert isinstance(quotes, list)
        assert insight["statement"] == quotes[0]["text"]
        assert len({(quote["author"] or quote["document_id"]) for quote in quotes}) >= 2
        for quote in quotes:
            assert texts[quote["document_id"]][quote["start"] : quote["end"]] == quote["text"]


def test_every_member_passage_names_its_insight(
    insights: list[dict[str, object]], passages: list[dict[str, str]]
) -> None:
    members = {(row["insight"], row["document_id"], int(row["start"])) for row in passages if row["insight"]}
    quoted = {
        (insight["id"], quote["document_id"], quote["start"])
        for insight in insights
        for quote in insight["quotes"]  # type: ignore[attr-defined]
    }
    assert members == quoted


def test_report_is_one_safe_dutch_page(report: Path, insights: list[dict[str, object]]) -> None:
    page = (report / "rapport.html").read_text(encoding="utf-8")
    assert '<html lang="nl"' in page
    assert "Content-Security-Policy" in page
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256("".join(scripts).encode()).digest()).decode()
    assert page.count("<script") == len(scripts) == 1
    assert f"script-src 'sha256-{allowed}'" in html.unescape(page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert not re.search(r"\son\w+=", page)
    text = html.unescape(page)
    assert str(insights[0]["statement"])[:60] in text
    for heading in ("Zelfsturing", "Per sector", "Door de tijd", "Niet gelezen", "Hoe dit rapport is gemaakt"):
        assert heading in text
    assert len(page) < 3_000_000


def test_workbook_has_its_sheets(report: Path, passages: list[dict[str, str]]) -> None:
    book = openpyxl.load_workbook(report / "inzichten.xlsx")
    assert book.sheetnames == ["Inzichten", "Passages", "Themas", "Controleren", "Fouten"]
    assert book["Passages"].max_row == len(passages) + 1
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_report_says_how_good_its_codes_are(report: Path) -> None:
    page = html.unescape((report / "rapport.html").read_text(encoding="utf-8"))
    part = page.partition('id="betrouwbaarheid"')[2].partition("</section>")[0]
    assert part.count('class="figure">F1 0,') == len(load_codebook().keys)
    assert re.search(r"<dt>(Goed|Redelijk|Matig|Zwak)</dt>", part)
    header, *rows = openpyxl.load_workbook(report / "inzichten.xlsx")["Themas"].iter_rows(values_only=True)
    themes = [dict(zip(header, row, strict=True)) for row in rows]
    assert {row["betrouwbaarheid"] for row in themes} <= {"goed", "redelijk", "matig", "zwak"}
    assert all(0 < float(str(row["F1"])) < 1 and "gemeten op" in str(row["toelichting"]) for row in themes)


def test_sentences_to_check_are_codes_of_the_run_and_verbatim(
    report: Path, passages: list[dict[str, str]], corpus: Corpus
) -> None:
    page = html.unescape((report / "rapport.html").read_text(encoding="utf-8"))
    folded = " ".join(page.partition("volgende controleren")[2].partition("</section>")[0].split())
    header, *rows = openpyxl.load_workbook(report / "inzichten.xlsx")["Controleren"].iter_rows(values_only=True)
    chosen = [dict(zip(header, row, strict=True)) for row in rows]
    texts = {document.id: document.text for document in corpus}
    coded = {(row["document_id"], int(row["start"]), float(row["score"])) for row in passages}
    assert len(chosen) == len({row["tekst"] for row in chosen}) == 10
    assert len({row["thema"] for row in chosen}) >= 8
    for row in chosen:
        assert texts[str(row["document"])][int(str(row["begin"])) : int(str(row["einde"]))] == row["tekst"]
        assert (row["document"], row["begin"], row["score"]) in coded
        assert " ".join(str(row["tekst"]).split()) in folded


def test_manifest_says_what_it_was_made_of(report: Path, corpus: Corpus) -> None:
    manifest = json.loads((report / "run.json").read_text(encoding="utf-8"))
    assert manifest["pipeline"]["name"]
    assert manifest["embedder"]["name"] == "nl_praktijk_e5"
    assert len(manifest["codebook"]["sha256"]) == len(manifest["corpus"]["sha256"]) == 64
    assert manifest["counts"]["documents"] == len(corpus)


def test_same_input_gives_the_same_bytes(voorbeeld: Path, run: Run, tmp_path: Path) -> None:
    once, again = tmp_path / "eens", tmp_path / "nog eens"
    source = tmp_path / "bron"
    source.mkdir()
    for name in (
        "metadata.csv",
        "bij-de-linnenkar.pdf",
        "interview-kleine-werf.vtt",
        "rode-mapje.md",
        "slaapdienst.txt",
    ):
        shutil.copy(voorbeeld / "zorg" / name, source)
    for folder in (once, again):
        # Rows of files that are not there end with 3.
        assert run("extract", source, "--out", folder, cwd=tmp_path).returncode == 3
    written = {path.name for path in once.iterdir()}
    assert written == {path.name for path in again.iterdir()} >= FILES - {"nieuwe_themas.toml"}
    for name in sorted(written):
        assert (again / name).read_bytes() == (once / name).read_bytes(), name


def test_json_excel_report_and_newsletter_say_the_same_of_an_insight(report: Path) -> None:
    insights = json.loads((report / "inzichten.json").read_text(encoding="utf-8"))
    sheet = openpyxl.load_workbook(report / "inzichten.xlsx", read_only=True)["Inzichten"].iter_rows(values_only=True)
    header = next(sheet)
    rows = {row[0]: dict(zip(header, row, strict=True)) for row in sheet}
    page = (report / "rapport.html").read_text(encoding="utf-8")
    found = re.findall(r'<article class="insight".*?</article>', page, re.DOTALL)
    articles = {html.unescape(ids[-1]): one for one in found if (ids := re.findall(r"<code>(.*?)</code>", one))}
    assert len(insights) == len(rows) == len(articles)
    assert {one["leans"] for one in insights} == {True, False}
    for one in insights:
        row, article = rows[one["id"]], articles[one["id"]]
        numbers = ("n_sources", "n_authors", "n_organisations", "n_sectors", "n_documents")
        named = ("bronnen", "personen", "organisaties", "sectoren", "documenten")
        assert [row[name] for name in named] == [one[name] for name in numbers]
        assert [row[stance] for stance in one["stances"]] == list(one["stances"].values())
        assert (row["uitspraak"], row["soort"]) == (one["statement"], one["kind"])
        assert (row["spanning"], row["leunt op de tekst eromheen"]) == tuple(
            "ja" if one[mark] else "nee" for mark in ("tension", "leans")
        )
        assert row["sterkte"] == pytest.approx(one["strength"])
        assert [str(row[f"{name} datum"])[:10] for name in ("eerste", "laatste")] == [
            one["first_date"],
            one["last_date"],
        ]
        tags = re.findall(r'<span class="tag">(.*?)</span>', article)
        marks = {"loopt uiteen": one["tension"], "leunt op de tekst eromheen": one["leans"]}
        assert tags == [one["kind"], *(mark for mark, there in marks.items() if there)]
        assert f'data-bronnen="{one["n_sources"]}"' in article
        heading = " ".join(html.unescape("".join(re.findall(r"<h4[^>]*>(.*?)</h4>", article, re.DOTALL))).split())
        assert heading
        # A long one is cut off in the page.
        assert " ".join(one["statement"].split()).startswith(heading.removesuffix("[…]").strip())
    letter = (report / "nieuwsbrief.md").read_text(encoding="utf-8").replace("\\", "")
    told = re.findall(
        r"^- \[“(.*?)(?: \[…\])?”\]\(rapport\.html#[^)]*\): (.*?), inzicht (\S+?)( \(leunt .*\))?$", letter, re.M
    )
    assert len(told) >= 8
    by_id = {one["id"]: one for one in insights}
    for begins, document_id, key, leaning in told:
        quote = next(
            quote
            for quote in by_id[key]["quotes"]
            if quote["document_id"] == document_id and " ".join(quote["text"].split()).startswith(begins)
        )
        assert bool(leaning) == (by_id[key]["leans"] and quote["text"] == by_id[key]["statement"])
