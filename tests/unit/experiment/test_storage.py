from __future__ import annotations

from pathlib import Path

from praktijkkennis.experiment.storage import Storage


def ask(storage: Storage, made_of: object, value: str) -> str:
    return storage.get("stap", made_of, lambda: value, str.encode, bytes.decode)


def test_what_is_made_of_the_same_is_made_once(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    assert [ask(storage, [1], "een"), ask(storage, [1], "ander"), ask(storage, [2], "twee")] == ["een", "een", "twee"]
    assert (storage.n_made, storage.n_found) == (2, 1)
    assert ask(Storage(tmp_path), [1], "ander") == "een"


def test_half_a_result_is_made_again(tmp_path: Path) -> None:
    ask(Storage(tmp_path), [1], "een hele lange uitkomst")
    (path,) = (one for one in tmp_path.rglob("*") if one.is_file())
    path.write_bytes(path.read_bytes()[:-4])
    assert ask(Storage(tmp_path), [1], "opnieuw") == "opnieuw"


def test_without_a_folder_nothing_is_kept() -> None:
    storage = Storage(None)
    assert ask(storage, [1], "een") == "een"
    assert ask(storage, [1], "twee") == "twee"
