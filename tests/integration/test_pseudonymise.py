"""Names out of the example corpus by the real program, and the report of what is left."""

from __future__ import annotations

import csv
import json
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from praktijkkennis import read_corpus
from praktijkkennis.privacy import find_identifying

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, run: Run, voorbeeld: Path) -> tuple[Path, Path]:
    top = tmp_path_factory.mktemp("namen")
    out, key = top / "uit", top / "kluis" / "sleutel.csv"
    outcome = run("pseudonymise", voorbeeld, "--out", out, "--sleutel", key, "--pipeline", "geen")
    assert outcome.returncode == 0, outcome.stderr
    assert "namen van personen" in outcome.stderr
    return out, key


@pytest.fixture(scope="module")
def rows(folders: tuple[Path, Path]) -> list[dict[str, str]]:
    with folders[1].open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_key_counts_in_the_original_texts(rows: list[dict[str, str]], voorbeeld: Path) -> None:
    texts = {document.id: document.text for document in read_corpus(voorbeeld)}
    assert len(rows) > 400
    for row in rows:
        assert texts[row["document_id"]][int(row["start"]) : int(row["end"])] == row["text"]
        assert re.fullmatch(r"\[[A-Z][a-z-]+ \d+\]", row["pseudonym"])


def test_the_key_is_for_its_owner_and_apart_from_the_texts(folders: tuple[Path, Path]) -> None:
    out, key = folders
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert {path.suffix for path in out.rglob("*") if path.is_file()} == {".txt", ".csv"}
    assert [path.name for path in out.rglob("*.csv")] == ["metadata.csv"]


def test_texts_are_the_originals_with_the_pseudonyms_in_them(
    folders: tuple[Path, Path], rows: list[dict[str, str]], voorbeeld: Path
) -> None:
    written = {path.read_text(encoding="utf-8") for path in folders[0].rglob("*.txt")}
    documents = read_corpus(voorbeeld).documents
    assert len(written) == len({document.text for document in documents})
    for document in documents:
        text = document.text
        for row in reversed([row for row in rows if row["document_id"] == document.id]):
            text = text[: int(row["start"])] + row["pseudonym"] + text[int(row["end"]) :]
        assert text in written


def test_no_author_is_left_anywhere(folders: tuple[Path, Path], voorbeeld: Path) -> None:
    authors = {document.metadata["author"] for document in read_corpus(voorbeeld) if "author" in document.metadata}
    everything = "\n".join(path.read_text(encoding="utf-8") for path in folders[0].rglob("*") if path.is_file())
    names = [author for author in authors if find_identifying(author, known_names=[author])]
    assert len(names) > 30
    assert [name for name in names if name in everything] == []
    assert not any("gerda" in path.name for path in folders[0].rglob("*"))


def test_what_is_written_can_be_read_again(folders: tuple[Path, Path], voorbeeld: Path) -> None:
    before, after = read_corpus(voorbeeld).documents, read_corpus(folders[0]).documents
    assert len(after) == len(before)
    assert sum(bool(document.turns) for document in after) == sum(bool(document.turns) for document in before)
    authors = [document.metadata.get("author", "") for document in after]
    assert sum(author.startswith("[Persoon ") for author in authors) > 30


def test_the_key_is_no_source_where_it_lies_with_the_texts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bron").mkdir()
    (tmp_path / "bron" / "a.txt").write_text("Fatma Yilmaz belde.", encoding="utf-8")
    outcome = run("pseudonymise", tmp_path / "bron", "--out", tmp_path / "uit", "--pipeline", "geen")
    assert outcome.returncode == 0, outcome.stderr
    assert "zet hem ergens anders" in outcome.stderr
    assert stat.S_IMODE((tmp_path / "uit" / "vervangingen.csv").stat().st_mode) == 0o600
    assert [document.text for document in read_corpus(tmp_path / "uit")] == ["[Persoon 1] belde."]


def test_same_input_gives_the_same_bytes_and_a_key_the_same_names(
    folders: tuple[Path, Path], run: Run, voorbeeld: Path, tmp_path: Path
) -> None:
    out, key = folders
    before = key.read_bytes()
    outcome = run("pseudonymise", voorbeeld, "--out", tmp_path / "uit", "--sleutel", key, "--pipeline", "geen")
    assert outcome.returncode == 0, outcome.stderr
    assert key.read_bytes() == before
    for path in out.rglob("*"):
        if path.is_file():
            assert (tmp_path / "uit" / path.relative_to(out)).read_bytes() == path.read_bytes()


def test_extract_without_names_and_without_small_groups(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "bron"
    source.mkdir()
    names = {"a": ("Fatma Yilmaz", "Bank"), "b": ("Wim Bos", "Bank"), "c": ("Riet Vos", "School")}
    for key, (author, organisation) in names.items():
        head = f"---\nauteur: {author}\norganisatie: {organisation}\n---\n"
        body = f"Ik ben {author}. We maken ons rooster zelf en het team beslist daarover. Zaal {key} was leeg."
        (source / f"{key}.md").write_text(head + body, encoding="utf-8")
    (source / "verslag-Oosterveld.pdf").write_bytes(b"geen pdf")
    out = tmp_path / "rapport"
    assert run("extract", source, "--out", out, "--pseudonymise", "--state", tmp_path / "toestand").returncode == 2
    assert not (tmp_path / "toestand").exists()
    arguments = ["--pseudonymise", "--sleutel", tmp_path / "sleutel.csv", "--min-group", "2", "--threshold", "0.05"]
    outcome = run("extract", source, "--out", out, *arguments)
    assert outcome.returncode == 3, outcome.stderr
    assert "bestand-1.pdf (heet verslag-Oosterveld.pdf): " in outcome.stderr
    everything = "\n".join(
        (out / name).read_text(encoding="utf-8")
        for name in ("rapport.html", "passages.csv", "inzichten.json", "run.json", "fouten.csv", "nieuwsbrief.md")
    )
    book = openpyxl.load_workbook(out / "inzichten.xlsx")
    everything += "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "bestand-1.pdf" in everything
    assert not re.search("Fatma|Yilmaz|Wim|Riet|Oosterveld", everything)
    assert "Zaal c" not in everything
    with (out / "passages.csv").open(encoding="utf-8", newline="") as handle:
        passages = list(csv.DictReader(handle))
    assert "c.md" not in {row["document_id"] for row in passages}
    shown = [row for row in passages if row["document_id"] != "niet-getoond-1"]
    assert {row["author"] for row in shown} <= {"[Persoon 1]", "[Persoon 2]", "[Persoon 3]"}
    withheld = [row for row in passages if row["document_id"] == "niet-getoond-1"]
    assert withheld
    assert all(row["text"].startswith("[Niet getoond") for row in withheld)
    assert {row["author"] + row["source"] for row in withheld} == {""}
    settings = json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]
    assert settings["reading"]["pseudonymise"] is True
    assert settings["privacy"] == {"organisations": False, "keep": [], "deduce": False, "min_group": 2}
    assert "[Persoon 1]" in (tmp_path / "sleutel.csv").read_text(encoding="utf-8")
    assert "verslag-Oosterveld.pdf" in (tmp_path / "sleutel-metadata.csv").read_text(encoding="utf-8")
