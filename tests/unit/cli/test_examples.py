"""Every command shows how it is used, with an example that works as it stands in an empty folder of the user's own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from praktijkkennis import pipeline as pipelines
from praktijkkennis.cli.app import app
from praktijkkennis.embedding import Embedder
from praktijkkennis.tagging import scoring
from praktijkkennis.topics import model as topic_model

Call = Callable[..., Any]

FIRST = ["voorbeeld"]
ELSEWHERE = ("code-with-model", "train")
"""Only parsed here: one needs a server, the other learns for long and has tests of its own."""


def commands(group: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


def examples(text: str) -> list[list[str]]:
    """The command lines of a help text, in order."""
    shown = text[text.index("Voorbeeld") :]
    joined = re.sub(r"\n(?!\s*\n)\s*", " ", shown)
    lines = [line for part in joined.split("\n") for line in re.findall(r"(praktijkkennis .*)", part)]
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_example_stands_for_this_command_and_begins_from_nothing(path: tuple[str, ...]) -> None:
    found = examples(COMMANDS[path].help)
    assert tuple(found[-1][: len(path)]) == path
    made: set[str] = set()
    for arguments in found:
        known = max((one for one in COMMANDS if tuple(arguments[: len(one)]) == one), key=len)
        # Parses the line, with the types and choices of its options, without running the command.
        context = COMMANDS[known].make_context(" ".join(known), arguments[len(known) :])
        if arguments == FIRST:
            made.add("voorbeeld")
        for argument in arguments[len(known) :]:
            assert not argument.startswith(("corpora/", "experiments/", "build/"))
            assert "voorbeeld" in made or not argument.startswith("voorbeeld/")
        made.add(str(context.params.get("out")))


def test_all_examples_work_one_after_the_other(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: Embedder
) -> None:
    # The models are tested elsewhere; whether a line of the help works does not hang on them.
    for room in (pipelines, scoring, topic_model):
        monkeypatch.setattr(room, "load_embedder", lambda *_: embedder)
    monkeypatch.chdir(tmp_path)
    lines = [FIRST]
    for command in COMMANDS.values():
        lines += [line for line in examples(command.help) if line not in lines and line[0] not in ELSEWHERE]
    for line in lines:
        outcome = call(*line)
        assert outcome.code == 0, (line, outcome.err)


def test_work_of_the_user_is_not_overwritten(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "oefenen"
    assert call(*FIRST, folder).code == 0
    assert call(*FIRST, folder).code == 0
    (folder / "proef.toml").write_text("kind = 'eigen werk'\n", encoding="utf-8")
    (folder / "verslag.md").unlink()
    again = call(*FIRST, folder)
    assert (again.code, "proef.toml' is er al en is anders" in again.err) == (2, True)
    assert not (folder / "verslag.md").exists()
