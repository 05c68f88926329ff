"""What the README tells people to type: commands that exist, files that are there, Python that runs."""

from __future__ import annotations

import ast
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
import typer

from praktijkkennis.cli.app import app
from praktijkkennis.codebook import load_codebook

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [body for name, body in _BLOCK.findall(README) if name == language]


def lines_of_shell() -> list[str]:
    return [line for body in blocks("sh") for line in body.replace("\\\n", " ").splitlines() if line.strip()]


def inline(start: str) -> list[str]:
    """Code between backticks outside blocks, with its line breaks folded."""
    text = _BLOCK.sub("", README)
    return [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", text) if found.startswith(start)]


COMMANDS = [line for line in lines_of_shell() if line.startswith("praktijkkennis ")]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_can_be_given_as_it_stands(line: str) -> None:
    arguments = shlex.split(line, comments=True)[1:]
    command, path = typer.main.get_command(app), ["praktijkkennis"]
    while hasattr(command, "commands"):
        path.append(arguments.pop(0))
        command = command.commands[path[-1]]
    # Parses the line, with the types and choices of its options, without running the command.
    command.make_context(" ".join(path), list(arguments))
    for argument in arguments:
        if argument.startswith(("corpora/", "experiments/")):
            assert (TOP / argument).exists(), argument


def test_scripts_targets_and_links_are_there() -> None:
    targets = set(re.findall(r"^(\w+):", (TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in lines_of_shell():
        words = shlex.split(line, comments=True)
        if words and words[0] == "make":
            assert words[1] in targets, line
    scripts = [*lines_of_shell(), *inline("python "), *inline("pytest ")]
    named = [word for line in scripts for word in line.split() if word.startswith(("experiments/", "tests/"))]
    assert len(named) > 5
    for word in named:
        assert word.rpartition("/")[2].isupper() or (TOP / word).exists(), word
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (TOP / link).exists(), link


def test_the_codebook_of_the_readme_is_one(tmp_path: Path) -> None:
    (body,) = [one for one in blocks("toml") if "[[themes]]" in one]
    (tmp_path / "boek.toml").write_text(body, encoding="utf-8")
    assert load_codebook(tmp_path / "boek.toml").themes


@pytest.mark.parametrize("body", blocks("python"), ids=lambda body: body.splitlines()[-1][:40])
def test_what_python_imports_is_there(body: str) -> None:
    for node in ast.walk(ast.parse(body)):
        if isinstance(node, ast.ImportFrom):
            module = import_module(node.module or "")
            for alias in node.names:
                assert hasattr(module, alias.name), f"{node.module}.{alias.name}"


def test_comparing_coders_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from praktijkkennis.exchange.coded import read_coding

    source = TOP / "corpora" / "codering" / "b1.jsonl"
    first = source.read_text(encoding="utf-8").splitlines(keepends=True)[:3]
    for name in ("corpora/codering", "build"):
        (tmp_path / name).mkdir(parents=True)
    copy = tmp_path / "corpora" / "codering" / "b1.jsonl"
    copy.write_text("".join(first), encoding="utf-8")
    # What one person coded stands for what `praktijkkennis tag` gives.
    codes = read_coding([copy]).codes
    own = codes[codes["coder"] == codes["coder"].iloc[0]].assign(coder="praktijkkennis", score=0.7)
    own.to_csv(tmp_path / "build" / "codes.csv", index=False)
    monkeypatch.chdir(tmp_path)
    (body,) = [one for one in blocks("python") if "evaluation.agreement" in one]
    exec(compile(body, "README.md", "exec"), {})
