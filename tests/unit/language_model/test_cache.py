from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import pytest

from praktijkkennis.errors import OutputError
from praktijkkennis.language_model import AnswerCache, default_cache_folder
from praktijkkennis.language_model.cache import cache_key


def test_answers_are_there_for_the_next_program(tmp_path: Path) -> None:
    first = AnswerCache(tmp_path / "diep" / "hier")
    first.put("k", "proef", "één “antwoord”")
    second = AnswerCache(tmp_path / "diep" / "hier")
    assert second.get("k") == "één “antwoord”"
    assert second.get("ander") is None
    first.close()
    second.close()


def test_later_answer_takes_the_place_of_an_earlier(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    cache.put("k", "proef", "een")
    cache.put("k", "proef", "twee")
    assert cache.get("k") == "twee"
    cache.close()


def test_key_depends_on_everything_and_not_on_order() -> None:
    one = cache_key({"model": "a", "question": {"seed": 0, "messages": ["é"]}})
    assert one == cache_key({"question": {"messages": ["é"], "seed": 0}, "model": "a"})
    assert one != cache_key({"model": "a", "question": {"seed": 1, "messages": ["é"]}})
    assert len(one) == 64


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    AnswerCache(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_no_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "antwoorden.sqlite").write_bytes(b"dit is geen database, maar wel lang genoeg" * 50)
    with pytest.raises(OutputError, match="--cache"):
        AnswerCache(tmp_path)


def test_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(OutputError, match="--cache"):
        AnswerCache(tmp_path / "bestand" / "map")


def test_closed_cache_is_told(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    cache.close()
    with pytest.raises(OutputError):
        cache.get("k")
    with pytest.raises(OutputError):
        cache.put("k", "m", "a")


def test_threads_write_side_by_side(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)

    def fill(name: str) -> None:
        for place in range(5):
            cache.put(f"{name}{place}", "m", name)

    threads = [threading.Thread(target=fill, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(cache.get(f"{name}{place}") == name for name in "abcd" for place in range(5))
    cache.close()


def test_default_folder_is_the_users_own() -> None:
    folder = default_cache_folder()
    assert folder.is_absolute()
    assert folder.parts[-1] == "taalmodel"
    assert "praktijkkennis" in folder.parts
