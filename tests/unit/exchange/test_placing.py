from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from praktijkkennis.errors import OutputError
from praktijkkennis.exchange.files import all_or_none, remove_file, replace_file

NAMES = ("a.csv", "b.html", "c.xlsx", "d.json", "e.md")


def write_month(folder: Path, month: bytes) -> None:
    with all_or_none():
        for name in NAMES:
            replace_file(folder / name, month)
        remove_file(folder / "fouten.csv")
        replace_file(folder / "f.toml", month)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def may(tmp_path: Path) -> dict[str, bytes]:
    for name in (*NAMES, "fouten.csv"):
        replace_file(tmp_path / name, b"mei")
    return content(tmp_path)


def hold(monkeypatch: pytest.MonkeyPatch, *held: str) -> None:
    """Let files be held by another program from the moment that it was checked that they were not."""
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name in held:
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(source, target)

    monkeypatch.setattr("praktijkkennis.exchange.placing.os.replace", refuse)


def test_what_was_replaced_before_the_third_cannot_be_is_put_back(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, "c.xlsx")
    with pytest.raises(OutputError, match=r"'c\.xlsx' kan niet worden geschreven.*staat open") as raised:
        write_month(tmp_path, b"juni")
    assert "Let op" not in str(raised.value)
    assert content(tmp_path) == may
    monkeypatch.undo()
    write_month(tmp_path, b"juni")
    assert content(tmp_path) == dict.fromkeys([*NAMES, "f.toml"], b"juni")


def test_what_was_taken_away_is_put_back_and_what_was_not_there_goes(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, "f.toml")
    with pytest.raises(OutputError, match=r"'f\.toml' kan niet worden geschreven"):
        write_month(tmp_path, b"juni")
    assert content(tmp_path) == may
    (tmp_path / "a.csv").unlink()
    with pytest.raises(OutputError, match=r"'f\.toml' kan niet worden geschreven"):
        write_month(tmp_path, b"juni")
    del may["a.csv"]
    assert content(tmp_path) == may


def test_who_stops_it_halfway_finds_all_as_it_was(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, calls = os.replace, []

    def stop(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr("praktijkkennis.exchange.placing.os.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_month(tmp_path, b"juni")
    assert content(tmp_path) == may


def test_where_nothing_can_be_put_back_it_says_which_files_are_new(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, replaced = os.replace, []

    def refuse(source: Path, target: Path) -> None:
        name = Path(target).name
        # The second is taken by another program as soon as it is there, as a virus scanner may.
        if name == "c.xlsx" or (name == "b.html" and name in replaced):
            raise PermissionError(errno.EACCES, "Permission denied")
        replaced.append(name)
        replace(source, target)

    monkeypatch.setattr("praktijkkennis.exchange.placing.os.replace", refuse)
    with pytest.raises(OutputError) as raised:
        write_month(tmp_path, b"juni")
    assert str(raised.value).endswith(
        "Let op: niet alles kon worden teruggezet, en de bestanden horen nu niet bij elkaar (nieuw: b.html; nog oud: "
        "a.csv, c.xlsx, d.json, e.md, fouten.csv)."
    )
    assert content(tmp_path) == may | {"b.html": b"juni"}


def test_a_disk_on_which_a_file_has_one_name_keeps_copies_that_only_the_owner_reads(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    copy = Path.write_bytes

    def one_name(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    def watch(source: Path, target: Path) -> None:
        seen.append(stat.S_IMODE(Path(target).stat().st_mode))
        copy(Path(target), Path(source).read_bytes())

    monkeypatch.setattr("praktijkkennis.exchange.placing.os.link", one_name)
    monkeypatch.setattr("praktijkkennis.exchange.placing.shutil.copy2", watch)
    hold(monkeypatch, "e.md")
    with pytest.raises(OutputError, match=r"'e\.md' kan niet worden geschreven"):
        write_month(tmp_path, b"juni")
    assert content(tmp_path) == may
    assert set(seen) == {0o600}


def test_a_disk_without_room_for_what_is_kept_changes_nothing(
    tmp_path: Path, may: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("praktijkkennis.exchange.placing.os.link", full)
    monkeypatch.setattr("praktijkkennis.exchange.placing.shutil.copy2", full)
    with pytest.raises(OutputError, match="de schijf is vol"):
        write_month(tmp_path, b"juni")
    assert content(tmp_path) == may
