"""Scripts of ``experiments`` whose figures stand in the documentation, on cases small enough to count by hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from praktijkkennis.evaluation.coding import coding_from_records

EXPERIMENTS = Path(__file__).parents[2] / "experiments"


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a script, which finds those beside it as it does when it is run."""
    path = EXPERIMENTS / f"{name}.py"
    monkeypatch.syspath_prepend(str(path.parent))
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, path.stem, module)
    specification.loader.exec_module(module)
    return module


def test_what_errors_have_in_common_is_counted_within_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    fouten = script("tagging/fouten", monkeypatch)
    documents = np.array([0, 0, 0, 1])
    #                  two themes: a b
    human = np.array([[1, 0], [1, 1], [0, 0], [1, 0]], dtype=bool)
    machine = np.array([[1, 1], [0, 1], [1, 0], [0, 1]], dtype=bool)
    found = {name: (count, among) for name, count, among in
             fouten.shares(human, machine, documents, np.array([3, 9, 9, 9]))}  # fmt: skip
    # False alarms: b on the first (people give a), a on the third (nobody gives anything), b on the fourth (a).
    assert found["false alarms: people see another theme in the sentence"] == (2, 3)
    # The second has a, next to the third; the fourth stands in a document of its own.
    assert found["false alarms: ... or this theme in the sentence before or after"] == (3, 3)
    assert found["misses: machine gives another theme"] == (2, 2)
    assert found["misses: theme is found within 3 sentences"] == (1, 2)
    assert found["found, sentences of at most 6 words"] == (1, 1)
    assert found["found, longer sentences"] == (1, 3)
    assert found["found, sentences with several themes"] == (1, 2)
    assert found["found, theme not within 3 sentences"] == (1, 2)


def test_coders_of_several_files_are_paired_document_by_document(monkeypatch: pytest.MonkeyPatch) -> None:
    overeenstemming = script("tagging/overeenstemming", monkeypatch)

    def record(name: str, **codes: list[list[object]]) -> dict[str, object]:
        return {"id": name, "text": "Een. Twee.", "sentences": [[0, 4], [5, 10]], "codes": codes}

    said, other = [0, "loslaten", "neutraal"], [1, "loslaten", "neutraal"]
    coding = overeenstemming.paired(
        coding_from_records([record("p", A=[said], B=[said]), record("q", Y=[said], Z=[other]), record("r", A=[said])])
    )
    assert coding.coders == ("eerste", "tweede")
    assert sorted(coding.seen) == sorted(set(coding.units["document_id"])) == ["p", "q"]
    given = coding.codes[["document_id", "start", "coder"]].sort_values(["document_id", "coder"]).to_numpy().tolist()
    assert given == [["p", 0, "eerste"], ["p", 0, "tweede"], ["q", 0, "eerste"], ["q", 5, "tweede"]]


class TestAllSteps:
    @pytest.fixture
    def alles(self, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
        monkeypatch.chdir(EXPERIMENTS.parent)
        return script("encoder/alles", monkeypatch)

    def test_every_step_reads_what_is_there_or_what_one_before_it_made(self, alles: ModuleType, tmp_path: Path) -> None:
        made: set[str] = set()
        for step in alles.steps(tmp_path, []):
            assert Path(step.words[0]).exists()
            own = [] if step.made is None else [str(step.made)]
            places = [word.partition("=")[2] or word for word in step.words[1:]]
            read = [place for place in places if place.startswith(str(tmp_path)) and place not in own]
            assert set(read) <= made, step.command
            made |= set(own)

    def test_no_step_learns_from_texts_that_are_for_judging(self, alles: ModuleType, tmp_path: Path) -> None:
        for step in alles.steps(tmp_path, []):
            learned = [Path(word).stem for word in step.words if word.startswith(alles.NAMES["C"])]
            if step.words[0].endswith("gegevens.py"):
                assert not {"t1", "t2", *(f"b{number}" for number in range(36, 42))} & set(learned)

    def test_it_stops_at_the_first_error_and_skips_what_is_done(
        self, alles: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        good, bad = "import sys, pathlib; pathlib.Path(sys.argv[2]).touch()", "raise SystemExit('stuk')"
        for name, body in (("goed", good), ("fout", bad)):
            Path(f"{name}.py").write_text(body, encoding="utf-8")
        monkeypatch.setattr(alles, "RECIPE", "goed.py --out $W/een\nfout.py --out $W/twee\ngoed.py --out $W/drie")
        monkeypatch.setattr(alles, "NEEDED", ())
        monkeypatch.setattr(sys, "argv", ["alles.py", "--build", "bouw"])
        with pytest.raises(SystemExit, match=r"fout\.py failed"):
            alles.main()
        assert sorted(path.name for path in Path("bouw").iterdir()) == ["een", "gedaan.txt"]
        Path("fout.py").write_text(good, encoding="utf-8")
        capfd.readouterr()
        alles.main()
        assert [" (done)" in line for line in capfd.readouterr().out.splitlines()] == [True, False, False]
        Path("bouw/twee").unlink()
        alles.main()
        assert [" (done)" in line for line in capfd.readouterr().out.splitlines()] == [True, False, False]
