from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import praktijkkennis
from praktijkkennis.experiment.rooms import rooms_of

TOP = Path(praktijkkennis.__file__).parent
NO_FIGURES = (
    "document_frames.py", "errors.py", "exchange/", "experiment/reading.py", "experiment/fingerprints.py",
    "experiment/storage.py", "experiment/stages.py", "figure_labels.py", "manifest.py", "state/", "validation.py",
)  # fmt: skip
"""What is imported and decides no figure of itself: reading of settings, errors, files of others, keeping."""


def module(name: str) -> Path | None:
    place = TOP.joinpath(*name.split(".")[1:])
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def imports(node: ast.AST) -> Iterator[Path]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.ImportFrom) and (child.module or "").startswith("praktijkkennis."):
            names = [child.module or "", *(f"{child.module}.{alias.name}" for alias in child.names)]
            yield from (path for name in names if (path := module(name)) is not None)
        yield from imports(child)


def reached(start: list[str]) -> set[str]:
    seen: set[str] = set()
    left = [TOP / one for one in start]
    while left:
        path = left.pop()
        name = path.relative_to(TOP).as_posix()
        if name in seen:
            continue
        seen.add(name)
        if not name.startswith(NO_FIGURES):
            left.extend(imports(ast.parse(path.read_text(encoding="utf-8"))))
    return seen


@pytest.mark.parametrize("kind", ["tagging", "topics", "insights", "pipeline", "cases"])
def test_the_rooms_of_a_kind_hold_all_that_it_imports(kind: str) -> None:
    rooms = rooms_of(kind)
    assert all((TOP / room).exists() for room in rooms)
    start = [f"experiment/kinds/{kind}.py", "experiment/measures.py"]
    needed = {name for name in reached(start) if not name.startswith(NO_FIGURES)}
    assert {name for name in needed if not any(name == room or name.startswith(f"{room}/") for room in rooms)} == set()


def test_a_kind_does_not_hang_on_what_it_does_not_import() -> None:
    assert not {"tagging", "privacy", "insights", "experiment/taggers"} & set(rooms_of("topics"))
    assert not {"tagging", "codebook", "embedding", "topics", "corpus"} & set(rooms_of("pipeline"))
    assert not {"tagging", "privacy", "topics"} & set(rooms_of("insights"))


def test_cases_hang_on_what_their_script_imports(tmp_path: Path) -> None:
    script = tmp_path / "tellen.py"
    script.write_text("from praktijkkennis.privacy import pseudonymise\nimport os\n", encoding="utf-8")
    rooms = set(rooms_of("cases", [script]))
    assert {"privacy", "data/namen", "preprocessing"} <= rooms
    assert not {"tagging", "embedding"} & rooms
    assert "embedding" in rooms_of("cases", [script], embeds=True)
    script.write_text("from praktijkkennis import load_codebook\n", encoding="utf-8")
    assert {"codebook", "tagging", "insights"} <= set(rooms_of("cases", [script]))
    script.write_text("import praktijkkennis.tagging as tagging\n", encoding="utf-8")
    assert {"tagging", "codebook"} <= set(rooms_of("cases", [script]))
