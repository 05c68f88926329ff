"""What the documentation of the project rests on: the citation file and the making of pictures."""

from __future__ import annotations

from pathlib import Path

import yaml

TOP = Path(__file__).parents[2]


def test_citation_names_the_version_and_licence_of_the_package() -> None:
    import tomllib

    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((TOP / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert str(citation["version"]) == project["version"]
    assert " AND ".join(citation["license"]) == project["license"]
    assert {"message", "title", "authors"} <= citation.keys()


def test_pictures_are_those_that_the_script_makes_and_small() -> None:
    pictures = sorted((TOP / "docs" / "pictures").glob("*.png"))
    assert pictures
    script = (TOP / "experiments" / "documentatie" / "plaatjes.py").read_text(encoding="utf-8")
    for path in pictures:
        assert f'"{path.stem}": (' in script, path.name
    assert sum(path.stat().st_size for path in pictures) < 1_500_000
