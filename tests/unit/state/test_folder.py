from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from praktijkkennis.document import Document, Insight, Quote
from praktijkkennis.errors import StateError, StateUseError
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.state import CorrectionStore, State, check_apart, corrections_checksum, open_state

HOLD = """
import sys
from praktijkkennis.state import open_state
with open_state(sys.argv[1], running=True):
    print("vast", flush=True)
    sys.stdin.read()
"""


def correction(text: str = "Een zin.", theme: str = "loslaten", stance: object = "neutraal") -> Correction:
    return Correction("a.txt", text, 0, theme, stance, "Hanneke")  # type: ignore[arg-type]


def insight(key: str, *texts: str) -> Insight:
    quotes = tuple(Quote(0, 5, "a.txt", text, "", 0.9, "neutraal") for text in texts)
    return Insight(key, "loslaten", texts[0], quotes, 1, 0, 0, 2, {}, "", "", 0.5)


def test_another_process_is_kept_out_until_the_first_ends_even_when_killed(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "vast\n"
        with pytest.raises(StateError, match="in gebruik door een andere opdracht"), open_state(tmp_path, running=True):
            pass
        with open_state(tmp_path) as beside:
            assert len(beside.corrections.add([correction()], "x.xlsx")) == 1
    finally:
        other.kill()
        other.wait()
    with open_state(tmp_path, running=True) as state:
        assert state.corrections.counting() == (correction(),)


def stopped(folder: Path, *said: Correction) -> None:
    with open_state(folder, running=True) as state:
        state.write_note("pseudonymised", "no")
        state.corrections.add(said, "x.xlsx")
        raise KeyboardInterrupt


def test_a_new_state_in_which_nothing_was_put_goes_away(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped(tmp_path / "diep" / "st")
    with open_state(tmp_path / "diep" / "st"):
        pass
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "st").mkdir()
    (tmp_path / "st" / "van mij.txt").write_text("x")
    with open_state(tmp_path / "st"):
        pass
    assert [path.name for path in (tmp_path / "st").iterdir()] == ["van mij.txt"]


def test_a_new_state_in_which_something_was_put_stays_when_a_run_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped(tmp_path / "st", correction())
    with open_state(tmp_path / "st") as state:
        assert state.corrections.counting() == (correction(),)


@pytest.mark.parametrize("running", [True, False])
def test_a_state_that_another_one_has_open_stays(tmp_path: Path, running: bool) -> None:
    with open_state(tmp_path / "st", running=running):
        inner = open_state(tmp_path / "st")
        beside = inner.__enter__()
        if running:
            with pytest.raises(StateError, match="in gebruik"), open_state(tmp_path / "st", running=True):
                pass
    beside.corrections.add([correction()], "x.xlsx")
    inner.__exit__(None, None, None)
    with open_state(tmp_path / "st") as state:
        assert state.corrections.counting() == (correction(),)


def test_a_file_of_another_program_or_a_newer_version_is_refused(tmp_path: Path) -> None:
    with open_state(tmp_path / "nieuw") as state:
        state.corrections.add([correction()], "x.xlsx")
    with sqlite3.connect(tmp_path / "nieuw" / "toestand.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateUseError, match="nieuwere versie"), open_state(tmp_path / "nieuw"):
        pass
    (tmp_path / "vreemd").mkdir()
    with sqlite3.connect(tmp_path / "vreemd" / "toestand.sqlite") as connection:
        connection.execute("CREATE TABLE iets (x)")
    connection.close()
    with pytest.raises(StateUseError, match="niet van dit programma"), open_state(tmp_path / "vreemd"):
        pass


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "toestand.sqlite").write_bytes(b"geen databank " * 200)
    with pytest.raises(StateError, match="beschadigd"), open_state(tmp_path):
        pass


def test_a_state_in_a_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StateUseError, match="ligt in de bron"):
        check_apart(tmp_path / "teksten" / "diep" / "st", [tmp_path])
    check_apart(tmp_path / "st", [tmp_path / "teksten"])


def test_a_bare_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(StateUseError, match="geen map"), open_state(tmp_path / "x"):
        pass


def test_the_last_correction_counts_and_none_is_lost(state: State) -> None:
    first, second = correction(), correction(stance=None)
    assert state.corrections.add([first, correction(theme="vertrouwen")], "mei.xlsx") == (
        first,
        correction(theme="vertrouwen"),
    )
    assert state.corrections.add([second], "juni.xlsx") == (second,)
    assert state.corrections.add([second], "juni.xlsx") == ()
    assert set(state.corrections.counting()) == {correction(theme="vertrouwen"), second}
    assert state.corrections.number() == 3


def test_an_old_file_read_again_does_not_overrule_who_came_after(state: State) -> None:
    anna, bert = correction(stance=None), replace(correction(), coder="Bert")
    more = correction("Nog een zin.")
    state.corrections.add([anna], "anna.xlsx")
    earlier = state.corrections.earlier([bert], "bert.xlsx")
    assert (earlier.replaced, earlier.outdated) == (((anna, bert),), ())
    state.corrections.add([bert], "bert.xlsx")
    again = state.corrections.earlier([anna, more], "anna.xlsx")
    assert (again.replaced, again.outdated) == ((), ((anna, bert),))
    assert state.corrections.add([anna, more], "anna.xlsx") == (more,)
    assert set(state.corrections.counting()) == {bert, more}
    # Under another name it is a new judgement, and so is another one in the same file by the same person.
    assert state.corrections.add([anna], "anna opnieuw.xlsx") == (anna,)
    changed = replace(anna, stance="versterkend")
    assert state.corrections.add([changed], "anna opnieuw.xlsx") == (changed,)
    assert state.corrections.add([anna], "anna opnieuw.xlsx") == (anna,)


def test_corrections_are_on_the_disk_when_they_are_kept(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    levels: list[object] = []
    weighed = CorrectionStore._weighed

    def watch(store: CorrectionStore, *given: object) -> object:
        levels.append(state._database.rows("PRAGMA synchronous")[0][0])
        return weighed(store, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(CorrectionStore, "_weighed", watch)
    state.corrections.add([correction()], "x.xlsx")
    full, normal = 2, 1
    assert levels == [full]
    assert state._database.rows("PRAGMA synchronous") == [(normal,)]


def test_a_correction_without_a_stance_is_kept_and_takes_none_away(state: State) -> None:
    unsaid = correction(stance="")
    assert state.corrections.add([unsaid], "mei.csv") == (unsaid,)
    assert state.corrections.counting() == (unsaid,)
    said = correction(stance="belemmerend")
    assert state.corrections.add([said], "juni.csv") == (said,)
    assert state.corrections.add([correction(stance="")], "juli.csv") == ()
    assert state.corrections.counting() == (said,)
    gone = correction(stance=None)
    state.corrections.add([gone], "augustus.csv")
    assert state.corrections.add([unsaid], "september.csv") == (unsaid,)
    assert len({corrections_checksum([one]) for one in (unsaid, said, gone)}) == 3


def test_a_state_of_before_is_taken_on(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.corrections.add([correction(stance=None)], "mei.xlsx")
    with sqlite3.connect(tmp_path / "toestand.sqlite") as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    for _ in range(2):
        with open_state(tmp_path) as state:
            assert state.corrections.counting() == (correction(stance=None),)


def test_checksum_of_corrections_knows_no_order() -> None:
    two = [correction(), correction(theme="vertrouwen", stance=None)]
    assert corrections_checksum(two) == corrections_checksum(two[::-1]) != corrections_checksum(two[:1])
    assert corrections_checksum([]) == ""


def test_a_run_is_compared_with_the_last_other_one(state: State) -> None:
    document = Document("a.txt", "Een zin.")
    assert state.history.before("mei") is None
    state.history.finish("mei", [insight("loslaten-a", "een", "twee")], [document])
    assert state.history.before("mei") is None
    (known,) = state.history.before("juni") or ()
    assert (known.id, len(known.members)) == ("loslaten-a", 2)
    state.history.finish("juni", [insight("loslaten-b", "drie")], [document])
    state.history.finish("juni", [insight("loslaten-b", "drie")], [document])
    assert [one.id for one in state.history.before("juni") or ()] == ["loslaten-a"]
    assert state.history.used_ids("juni") == {"loslaten-a"}
    assert state.history.used_ids("juli") == {"loslaten-a", "loslaten-b"}


def test_of_a_text_that_was_taken_back_nothing_stays(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        take_back(state)
    for path in tmp_path.iterdir():
        assert b"Geheim" not in path.read_bytes()


def take_back(state: State) -> None:
    state.history.finish("mei", [insight("loslaten-a", "Geheim verhaal.")], [Document("a.txt", "Geheim verhaal.")])
    assert dict(state.history.texts()) == {"a.txt": "Geheim verhaal."}
    state.history.finish("juni", [], [Document("b.txt", "Iets anders.")])
    assert dict(state.history.texts()) == {"b.txt": "Iets anders."}
