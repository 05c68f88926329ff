"""The command that makes the Dutch pipeline, without its training: what it lists, skips, and says is lacking."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def alles(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.chdir(ROOT)
    path = ROOT / "experiments" / "pijplijn" / "alles.py"
    specification = importlib.util.spec_from_file_location("alles_pijplijn", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, "alles_pijplijn", module)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def treebank(alles: ModuleType, tmp_path: Path) -> Path:
    folder = tmp_path / "boombank"
    folder.mkdir()
    for name in alles.TREEBANK:
        (folder / name).touch()
    return folder


def test_every_step_reads_what_one_before_it_made(alles: ModuleType, tmp_path: Path, treebank: Path) -> None:
    build = tmp_path / "bouw"
    made: list[str] = [str(build)]
    for step in alles.steps(treebank, build, "0.0.1", 0):
        assert Path(step.words[0]).is_file()
        own = [] if step.made is None else [str(step.made)]
        read = [word for word in step.words[1:] if word.startswith(str(build)) and word not in own]
        assert all(word in made or any(one.startswith(word) for one in made) or word == str(build / "model")
                   for word in read), step.command  # fmt: skip
        made += own
    assert str(alles.MODEL) in made


def test_every_argument_is_one_that_the_script_takes(alles: ModuleType, treebank: Path) -> None:
    for step in alles.steps(treebank, Path("build/pijplijn"), "0.0.1", 0):
        taken = Path(step.words[0]).read_text(encoding="utf-8")
        for word in step.words:
            assert not word.startswith("--") or f'"{word}"' in taken, step.command


def test_the_list_tells_what_is_lacking_and_does_nothing(
    alles: ModuleType,
    tmp_path: Path,
    treebank: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (treebank / "alpino-cdbl.xml.gz").unlink()
    monkeypatch.setattr(alles.shutil, "which", lambda name: None)
    arguments = ["alles.py", "--treebank", str(treebank), "--build", str(tmp_path / "bouw"), "--torch", "/geen/python"]
    monkeypatch.setattr(sys, "argv", [*arguments, "--dry-run"])
    alles.main()
    said = capsys.readouterr().out
    assert said.count("python experiments/") == 8
    assert "alpino-cdbl.xml.gz" in said
    assert "apt-get install frog" in said
    assert "given by --torch" in said
    assert not (tmp_path / "bouw").exists()
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit, match="Nothing was done"):
        alles.main()
    assert not (tmp_path / "bouw").exists()


def test_it_stops_at_the_first_error_and_goes_on_from_there(
    alles: ModuleType,
    tmp_path: Path,
    treebank: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    good, bad = "import sys, pathlib; pathlib.Path(sys.argv[1]).touch()", "raise SystemExit('stuk')"
    scripts = {name: tmp_path / f"{name}.py" for name in ("goed", "fout")}
    for name, body in (("goed", good), ("fout", bad)):
        scripts[name].write_text(body, encoding="utf-8")
    one, two = tmp_path / "een", tmp_path / "twee"
    recipe = [
        alles.Step((str(scripts["goed"]), str(one)), one),
        alles.Step((str(scripts["fout"]), str(two)), two),
        alles.Step((str(scripts["goed"]), str(tmp_path / "drie")), always=True),
    ]
    monkeypatch.setattr(alles, "steps", lambda *_: recipe)
    monkeypatch.setattr(sys, "argv", ["alles.py", "--treebank", str(treebank), "--build", str(tmp_path / "bouw")])
    with pytest.raises(SystemExit, match=r"fout\.py failed"):
        alles.main()
    scripts["fout"].write_text(good, encoding="utf-8")
    capfd.readouterr()
    alles.main()
    assert [" (done)" in line for line in capfd.readouterr().out.splitlines()] == [True, False, False]
    alles.main()
    assert [" (done)" in line for line in capfd.readouterr().out.splitlines()] == [True, True, False]
    one.unlink()
    alles.main()
    assert [" (done)" in line for line in capfd.readouterr().out.splitlines()] == [False, False, False]
