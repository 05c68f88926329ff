from __future__ import annotations

import errno
import json
from pathlib import Path

import pandas as pd
import pytest

from praktijkkennis.errors import OutputError, ReadError
from praktijkkennis.exchange.files import (
    all_or_none,
    check_table_path,
    read_table,
    remove_file,
    replace_file,
    write_table,
)


def frame(value: str) -> pd.DataFrame:
    return pd.DataFrame({"text": [value], "score": [0.5], "author": [value]})


def test_csv_is_plain_utf8(tmp_path):
    write_table(frame("één"), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes() == '"text","score","author"\n"één",0.5,"één"\n'.encode()


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''=1"])
def test_formulas_are_guarded_except_in_the_text(value, tmp_path):
    write_table(frame(value), tmp_path / "x.csv")
    raw = pd.read_csv(tmp_path / "x.csv", dtype="str", keep_default_na=False)
    assert raw["text"][0] == value
    assert raw["author"][0] == f"'{value}"
    assert read_table(tmp_path / "x.csv")["author"][0] == value


@pytest.mark.parametrize("value", ["'s avonds", "gewoon", "'", "NA", "null", ""])
def test_other_text_is_not_guarded(value, tmp_path):
    write_table(frame(value), tmp_path / "x.csv")
    assert pd.read_csv(tmp_path / "x.csv", keep_default_na=False)["author"][0] == value
    assert read_table(tmp_path / "x.csv")["author"][0] == value


def test_json_lines_hold_one_record_a_line(tmp_path):
    write_table(frame("a\u2028b\x85c\nd"), tmp_path / "x.jsonl")
    (line,) = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"text": "a\u2028b\x85c\nd", "score": 0.5, "author": "a\u2028b\x85c\nd"}


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_same_table_same_bytes(suffix, tmp_path):
    write_table(frame("x"), tmp_path / f"a{suffix}")
    write_table(frame("x"), tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_unknown_extension_names_the_known_ones(tmp_path):
    with pytest.raises(OutputError, match=r"\.csv, \.parquet of \.jsonl"):
        check_table_path("x.xls")
    with pytest.raises(OutputError, match=r"x\.xls"):
        write_table(frame("x"), tmp_path / "x.xls")
    with pytest.raises(ReadError, match=r"x\.xls"):
        read_table(tmp_path / "x.xls")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_unreadable_table(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    with pytest.raises(ReadError, match="is beschadigd of geen tabel"):
        read_table(path)
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(ReadError, match="is beschadigd of geen tabel"):
        read_table(path)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_half_characters_are_told_not_written(suffix, tmp_path):
    with pytest.raises(OutputError, match="UTF-8"):
        write_table(pd.DataFrame({"text": pd.Series(["\ud800"], dtype=object)}), tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_open_file_is_told_in_dutch_and_the_old_one_stays(tmp_path, monkeypatch):
    path = tmp_path / "x.csv"
    path.write_text("oud")

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("praktijkkennis.exchange.files.os.replace", refuse)
    with pytest.raises(OutputError, match="Sluit het bestand"):
        replace_file(path, b"nieuw")
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]
    assert path.read_text() == "oud"


def test_full_disk(tmp_path, monkeypatch):
    def refuse(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("praktijkkennis.exchange.files.os.replace", refuse)
    with pytest.raises(OutputError, match="de schijf is vol"):
        replace_file(tmp_path / "x", b"")


def test_missing_folders_are_made(tmp_path):
    replace_file(tmp_path / "a" / "b" / "x.txt", b"1")
    assert (tmp_path / "a" / "b" / "x.txt").read_bytes() == b"1"


def test_folder_that_is_a_file(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError, match="kan niet worden geschreven"):
        replace_file(tmp_path / "a" / "x.txt", b"1")


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=r"'x\.csv' kan niet worden geschreven.*dat is een bestand, geen map"):
        replace_file(tmp_path / "map" / "x.csv", b"")


def test_an_old_file_goes_away_and_one_that_cannot_is_told(tmp_path: Path) -> None:
    (tmp_path / "oud.csv").write_text("x", encoding="utf-8")
    remove_file(tmp_path / "oud.csv")
    remove_file(tmp_path / "oud.csv")
    assert not list(tmp_path.iterdir())
    (tmp_path / "map").mkdir()
    with pytest.raises(OutputError, match=r"map' kan niet weg \(.+\)\. Sluit het"):
        remove_file(tmp_path / "map")


def write_month(folder: Path, month: bytes) -> None:
    with all_or_none():
        replace_file(folder / "passages.csv", month)
        remove_file(folder / "fouten.csv")
        replace_file(folder / "inzichten.xlsx", month)


@pytest.fixture
def may(tmp_path: Path) -> dict[str, bytes]:
    replace_file(tmp_path / "fouten.csv", b"mei")
    with all_or_none():
        replace_file(tmp_path / "passages.csv", b"mei")
        replace_file(tmp_path / "inzichten.xlsx", b"mei")
    return content(tmp_path)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_appear_together(tmp_path: Path, may: dict[str, bytes]) -> None:
    assert set(may.values()) == {b"mei"}
    write_month(tmp_path, b"juni")
    assert content(tmp_path) == {"passages.csv": b"juni", "inzichten.xlsx": b"juni"}


def test_a_full_disk_leaves_all_files_of_the_month_before(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "inzichten" in path.name:
            write_bytes(path, data[:1])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_bytes(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="de schijf is vol"):
        write_month(tmp_path, b"juni")
    assert content(tmp_path) == may
    monkeypatch.undo()
    write_month(tmp_path, b"juni")
    assert content(tmp_path)["passages.csv"] == b"juni"


def test_a_file_that_is_open_in_excel_leaves_all_files_of_the_month_before(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file = Path.open

    def held(path: Path, mode: str = "r", **options: object) -> object:
        # As Windows does for a workbook that Excel has open.
        if path.name == "inzichten.xlsx" and "+" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_file(path, mode, **options)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(OutputError, match="staat open in een ander programma"):
        write_month(tmp_path, b"juni")
    monkeypatch.undo()
    assert content(tmp_path) == may


def test_the_longest_name_that_a_disk_takes_can_be_written(tmp_path: Path) -> None:
    name = "x" * 251 + ".txt"
    replace_file(tmp_path / name, b"Een verhaal.")
    assert content(tmp_path) == {name: b"Een verhaal."}


def test_what_is_written_and_then_taken_away_leaves_nothing_behind(tmp_path: Path) -> None:
    with all_or_none():
        replace_file(tmp_path / "a.csv", b"x")
        remove_file(tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
