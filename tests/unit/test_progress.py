from __future__ import annotations

import sys
import warnings
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from tqdm import tqdm

from praktijkkennis.progress import listening, progress_bars


def test_bars_of_stages(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars(True) as tell:
        tell("Lezen", 1, None)
        tell("Coderen", 2, 4)
        tell("Coderen", 4, 4)
    err = capsys.readouterr().err
    assert "Lezen" in err
    assert "4/4" in err


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars() as tell:
        tell("Lezen", 1, None)
    assert capsys.readouterr().err == ""


def test_who_is_told_hears_it_and_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[tuple[str, int, int | None]] = []
    with listening(lambda *step: heard.append(step)) as tell:
        tell("Lezen", 1, None)
    assert heard == [("Lezen", 1, None)]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("shell", "asked", "shown"),
    [
        ("ZMQInteractiveShell", None, True),
        ("ZMQInteractiveShell", False, False),
        ("TerminalInteractiveShell", None, False),
        ("TerminalInteractiveShell", True, True),
    ],
)
def test_bars_come_by_themselves_in_a_notebook_only(
    shell: str, asked: bool | None, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = type(shell, (), {})()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: notebook))
    # A terminal alone is no reason: who calls it from a script hears nothing unless asked for.
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    # Which bar tqdm draws in which program is its own affair.
    monkeypatch.setitem(sys.modules, "tqdm.auto", SimpleNamespace(tqdm=tqdm))
    with listening(asked) as tell:
        tell("Coderen", 2, 4)
    assert ("Coderen" in capsys.readouterr().err) == shown


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let IPython say that this is a notebook, and tqdm choose its bar anew."""
    ipython = pytest.importorskip("IPython")
    shell = type("ZMQInteractiveShell", (), {"config": {"IPKernelApp": {}}})()
    monkeypatch.setattr(ipython, "get_ipython", lambda: shell)
    monkeypatch.setitem(sys.modules, "ipykernel.zmqshell", ModuleType("ipykernel.zmqshell"))
    for name in ("tqdm.auto", "tqdm.autonotebook", "tqdm.notebook"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_without_widgets_the_bar_is_text_and_nobody_is_warned(
    notebook: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with progress_bars() as tell:
            tell("Coderen", 2, 4)
    err = capsys.readouterr().err
    assert "Coderen" in err
    assert "2/4" in err


def test_with_widgets_the_bar_is_one(
    notebook: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ipywidgets = pytest.importorskip("ipywidgets")
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    with progress_bars() as tell:
        tell("Coderen", 2, 4)
    (row,) = shown
    (bar,) = [one for one in row.children if isinstance(one, ipywidgets.FloatProgress)]
    assert (bar.value, bar.max) == (2, 4)
    assert any("Coderen" in one.value for one in row.children if isinstance(one, ipywidgets.HTML))
    assert capsys.readouterr().err == ""
