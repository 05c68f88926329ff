"""Every command shows how it is used, with an example that can be copied as it stands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from praktijkkennis.cli.app import app

TOP = Path(__file__).parents[3]
WRITTEN = ("out", "file", "key", "state", "picture")


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
def test_the_example_stands_for_this_command_and_can_be_run(path: tuple[str, ...]) -> None:
    found = examples(COMMANDS[path].help)
    assert tuple(found[-1][: len(path)]) == path
    made: set[str] = set()
    for arguments in found:
        known = max((one for one in COMMANDS if tuple(arguments[: len(one)]) == one), key=len)
        rest = arguments[len(known) :]
        # Parses the line, with the types and choices of its options, without running the command.
        context = COMMANDS[known].make_context(" ".join(known), list(rest))
        written = context.params.get("out") or context.params.get("file")
        for argument in rest:
            if argument.startswith(("corpora/", "experiments/", "README")):
                assert (TOP / argument).exists(), argument
            elif argument.startswith("build/") and argument not in made:
                assert argument in {str(context.params.get(name)) for name in WRITTEN}, argument
        made.add(str(written))
