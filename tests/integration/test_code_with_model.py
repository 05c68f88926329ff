"""A run that is killed half-way goes on where it was, through the real command line."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

STORIES = [f"Verhaal {place}. Wij doen het zelf. Niemand durft iets." for place in range(5)]
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_killed_run_goes_on(run: Run, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("chat_server", Path(__file__).parents[1] / "chat_server.py")
    assert spec is not None
    assert spec.loader is not None
    chat = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(chat)
    server = chat.ChatServer()
    for place, story in enumerate(STORIES):
        path = tmp_path / "teksten" / f"{place}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(story, encoding="utf-8")
    arguments = [
        "code-with-model", tmp_path / "teksten", "--out", tmp_path / "codes.jsonl", "--pipeline", "nl_praktijk_sm",
        "--address", server.url, "--model", "proef", "--cache", tmp_path / "antwoorden",
    ]  # fmt: skip
    server.script = [chat.good, chat.good]
    server.rule = server.hangs
    command = [sys.executable, "-c", "from praktijkkennis.cli import main; main()", *map(str, arguments)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while len(server.bodies) < 3 and process.poll() is None:
            server.released.wait(0.02)
        process.kill()
    assert len(server.bodies) == 3
    assert not (tmp_path / "codes.jsonl").exists()

    server.rule = chat.good
    outcome = run(*arguments)
    assert outcome.returncode == 0, outcome.stderr
    assert "2 antwoorden waren al bekend, 3 verzoeken gedaan" in outcome.stderr
    assert len(server.bodies) == 6
    assert len((tmp_path / "codes.jsonl").read_text(encoding="utf-8").splitlines()) == 10
    server.close()
