"""How the program ends, whatever stops it, and what it shows meanwhile."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.cli import jobs
from praktijkkennis.cli.console import exit_code_of, progress_bar, shortened, status
from praktijkkennis.errors import ModelError, SourceError

Call = Callable[..., Any]


def raising(error: BaseException) -> Callable[..., int]:
    def run(*_: object) -> int:
        raise error

    return run


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let ``praktijkkennis text`` run into a fault of ours; the folder is where details go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(jobs, "show_text", raising(RuntimeError("geheime plek 42")))
    return tmp_path


def test_fault_of_ours_is_one_sentence_and_a_file(call: Call, broken: Path) -> None:
    outcome = call("text", "a.txt")
    (details,) = broken.iterdir()
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "Er ging iets mis in het programma zelf; dat is niet jouw fout. "
        f"De details staan in {details}; stuur dat bestand mee als je het meldt.\n"
    )
    written = details.read_text(encoding="utf-8")
    assert written.startswith("Traceback")
    assert "RuntimeError: geheime plek 42" in written


def test_fault_of_ours_is_told_where_nothing_can_be_written(
    call: Call, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("vol")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    outcome = call("text", "a.txt")
    assert outcome.code == 1
    assert outcome.err.endswith("dat is niet jouw fout. (RuntimeError: geheime plek 42)\n")
    assert list(broken.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_interrupt_is_told(call: Call, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(jobs, "show_text", raising(error))
    outcome = call("text", "a.txt")
    assert (outcome.code, outcome.out, outcome.err.strip()) == (130, "", "Afgebroken.")


@pytest.mark.parametrize(("error", "code"), [(SourceError("Dat is er niet."), 2), (ModelError("Dat is stuk."), 1)])
def test_fault_of_the_user_differs_from_one_of_the_machine(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    monkeypatch.setattr(jobs, "show_text", raising(error))
    outcome = call("text", "a.txt")
    assert (outcome.code, outcome.out, outcome.err) == (code, "", f"{error}\n")


@pytest.mark.parametrize("code", [0, 1, 3])
def test_code_of_the_command_is_the_exit_code(call: Call, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(jobs, "show_text", lambda *_: code)
    assert call("text", "a.txt").code == code
    assert exit_code_of(lambda: code) == code


@pytest.mark.parametrize("arguments", [["codebook", "show"], ["--version"]], ids=["long", "short"])
def test_reader_that_has_gone_is_no_fault(arguments: list[str]) -> None:
    program = f"from praktijkkennis.cli import main; import sys; sys.argv = ['p', *{arguments}]; main()"
    # Without the variable what is printed waits in a buffer, as it does for a user.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (0, "")


def test_console_without_dutch_letters_stops_nothing(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert call("codebook", "show", "--theme", "loslaten").code == 0
    narrow.flush()
    assert b"loslaten ? Loslaten" in narrow.buffer.getvalue()


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for terminal in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda terminal=terminal: terminal)
        with progress_bar() as progress:
            progress("Lezen", 1, None)
            progress("Coderen", 1, 3)
            progress("Coderen", 3, 3)
        with status("Laden ..."):
            pass
        written = capsys.readouterr()
        assert written.out == ""
        assert [word in written.err for word in ("Lezen", "3/3", "Laden")] == [terminal] * 3


def test_a_long_text_is_shown_in_part_and_marked() -> None:
    assert shortened("Wij\nlaten  los.", 20) == "Wij laten los."
    assert shortened("Wij laten de controle los.", 14) == "Wij laten de…"
    assert len(shortened("x" * 99, 60)) == 60
