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
    _coded_copy(tmp_path)
    monkeypatch.chdir(tmp_path)
    (body,) = [one for one in blocks("python") if "evaluation.agreement" in one]
    exec(compile(body, "README.md", "exec"), {})


def rows_of_the_api() -> list[tuple[str, str, str]]:
    """Module, objects and example of every row of the tables of the API."""
    part = README[README.index("## The API in short") : README.index("## How it works")]
    module, found = "praktijkkennis", []
    for line in part.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) < 3 or cells[0] in ("object", "---"):
            continue
        objects, _, example = cells
        if objects.startswith("**"):
            module = next(iter(re.findall(r"`(praktijkkennis[.\w]*)`", objects)), module)
            continue
        names, _, elsewhere = objects.partition(" (")
        home = f"praktijkkennis.{elsewhere.strip('`)')}" if elsewhere else module
        found.append((home, names, example.strip("`")))
    return found


def test_the_api_is_where_the_table_says_and_complete() -> None:
    import praktijkkennis
    from praktijkkennis import close_reading

    told: dict[str, set[str]] = {}
    for home, names, _ in rows_of_the_api():
        for name in re.findall(r"`(\w+)`", names):
            assert getattr(import_module(home), name).__doc__, f"{home}.{name}"
            told.setdefault(home, set()).add(name)
    assert told["praktijkkennis"] == set(praktijkkennis.__all__) - {"PraktijkkennisError"}
    functions = {name for name in close_reading.__all__ if name[0].islower()}
    assert told["praktijkkennis.close_reading"] == functions


def test_every_example_of_the_api_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("plotly")
    pytest.importorskip("httpx2")
    _small_copies(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"Path": Path, "evaluation": import_module("praktijkkennis.evaluation")}
    for home, objects, example in rows_of_the_api():
        # Imported row by row: both an evaluation and an experiment compare.
        names |= {name: getattr(import_module(home), name) for name in re.findall(r"`(\w+)`", objects)}
        exec(compile(example, f"README.md: {example}", "exec"), names)
    assert (tmp_path / "build" / "rapport" / "rapport.html").exists()
    assert len(names["found"].documents) == len(names["processed"]) == 2  # type: ignore[attr-defined, arg-type]


def _small_copies(folder: Path) -> None:
    """Lay out what the examples read, but so small that they run in seconds."""
    texts = {
        "zorg/een": "Wij maken zelf het rooster. Het team regelt het zelf. Wij laten de controle los.",
        "school/twee": "Het team maakt zelf het rooster. Wij vertrouwen elkaar. De leiding laat los.",
    }
    for name, text in texts.items():
        path = folder / "corpora" / "voorbeeld" / f"{name}.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"---\nsector: {path.parent.name}\n---\n{text}\n", encoding="utf-8")
    _coded_copy(folder)
    (folder / "experiments").mkdir()
    description = folder / "experiments" / "small_tagging.toml"
    description.write_text(
        """
kind = "tagging"
title = "Klein"

[corpus]
train = ["../corpora/codering/b1.jsonl"]

[split]
method = "documents"
folds = 3

[metrics]
resamples = 50
trials = 99

[grid]
tagger = [{ label = "woorden", method = "tfidf" }, { label = "streng", method = "tfidf", threshold = 0.9 }]
""",
        encoding="utf-8",
    )
    from praktijkkennis.experiment import read_description, run_experiment, write_lock

    write_lock(run_experiment(description, runs=None), read_description(description).lock_path)


def _coded_copy(folder: Path) -> None:
    """Lay out three coded documents, and what one person coded for what ``praktijkkennis tag`` gives."""
    from praktijkkennis.exchange.coded import read_coding

    source = TOP / "corpora" / "codering" / "b1.jsonl"
    first = source.read_text(encoding="utf-8").splitlines(keepends=True)[:3]
    for name in ("corpora/codering", "build"):
        (folder / name).mkdir(parents=True)
    copy = folder / "corpora" / "codering" / "b1.jsonl"
    copy.write_text("".join(first), encoding="utf-8")
    codes = read_coding([copy]).codes
    own = codes[codes["coder"] == codes["coder"].iloc[0]].assign(coder="praktijkkennis", score=0.7)
    own.to_csv(folder / "build" / "codes.csv", index=False)
