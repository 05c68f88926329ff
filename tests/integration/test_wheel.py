"""The library as it is installed: everything that it needs at work is in the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    # In this environment, not one of its own: a test does not go to the network.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(TOP)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (found,) = out.glob("*.whl")
    return found


def test_wheel_holds_data_and_licences_and_stays_small(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.stat().st_size < 90_000_000
    for wanted in (
        "praktijkkennis/py.typed",
        "praktijkkennis/data/codebooks/nieuw_organiseren.toml",
        "praktijkkennis/data/refi_qda/Project.xsd",
        "praktijkkennis/data/refi_qda/LICENSE",
        "praktijkkennis/data/models/nl_praktijk_sm/LICENSE",
        "praktijkkennis/data/models/nl_praktijk_e5/lower.onnx",
        "praktijkkennis/data/models/nl_praktijk_e5/themes.onnx",
        "praktijkkennis/report/templates/rapport.html.j2",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "corpora/", "experiments/"))]


def test_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "geinstalleerd"
    zipfile.ZipFile(wheel).extractall(home)
    (tmp_path / "verhaal.txt").write_text("Het team maakt het rooster tegenwoordig zelf.\n", encoding="utf-8")
    program = (
        f"import praktijkkennis; assert praktijkkennis.__file__.startswith({str(home)!r});"
        "from praktijkkennis.cli import main; main()"
    )
    command = [sys.executable, "-c", program, "tag", "verhaal.txt", "--out", "codes.csv"]
    environment = os.environ | {"PYTHONPATH": str(home)}
    outcome = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    assert "zelfsturing" in (tmp_path / "codes.csv").read_text(encoding="utf-8")
