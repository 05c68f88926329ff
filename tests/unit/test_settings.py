from __future__ import annotations

from pathlib import Path

import pytest

from praktijkkennis.errors import SettingsError
from praktijkkennis.settings import Settings, load_settings


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "instellingen.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_file_the_defaults() -> None:
    assert load_settings() == Settings()


def test_values_are_read(tmp_path: Path) -> None:
    settings = load_settings(
        written(tmp_path, "title = 'Mei'\n[tagging]\nthreshold = 0.4\n[insights]\nmin_sources = 3\n")
    )
    assert (settings.title, settings.tagging.threshold, settings.insights.min_sources) == ("Mei", 0.4, 3)


def test_codebook_is_relative_to_the_file(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, "[tagging]\ncodebook = 'boek.toml'\n"))
    assert settings.tagging.codebook == str(tmp_path / "boek.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tagging]\ntreshold = 0.4\n", "Bedoelde je 'threshold'"),
        ("[taging]\n", "Bedoelde je 'tagging'"),
        ("[tagging]\nthreshold = 'veel'\n", "moet een getal zijn"),
        ("[tagging]\nthreshold = 4\n", "hoogstens 1"),
        ("[insights]\nmin_sources = 0\n", "minstens 1"),
        ("[reading]\nmax_bytes = 0\n", "meer dan 0"),
        ("[models]\npipeline = 3\n", "moet tekst zijn"),
        ("reading = 3\n", "moet een tabel zijn"),
        ("zzzz = 3\n", "Bekend zijn: insights, language_model, models, privacy, reading, state, tagging, title"),
        ("[tagging\n", "geen geldige TOML"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_settings(written(tmp_path, text))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="bestaat niet"):
        load_settings(tmp_path / "weg.toml")


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("title = 'café'".encode("latin-1"))
    with pytest.raises(SettingsError, match="geen UTF-8"):
        load_settings(path)


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kan niet worden gelezen"):
        load_settings(tmp_path)


def test_language_model_is_no_part_of_a_manifest(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, "[language_model]\naddress = 'localhost:1'\ncache = 'bewaard'\n"))
    assert settings.language_model.address == "localhost:1"
    assert settings.language_model.cache == str(tmp_path / "bewaard")
    assert "language_model" not in settings.model_dump(mode="json")
