from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from praktijkkennis.preprocessing.modality.cues import cue, has_phrase, prepositions_of

TABLE = tomllib.loads(
    (resources.files("praktijkkennis") / "data" / "taal" / "modaliteit.toml").read_text(encoding="utf-8")
)
NAMES = [f"{section}.{key}" for section, keys in TABLE.items() for key, value in keys.items() if isinstance(value, str)]


@pytest.mark.parametrize("name", NAMES)
def test_words_are_in_lower_case(name: str) -> None:
    assert cue(name)
    assert all(word == word.lower() for word in cue(name))


@pytest.mark.parametrize("name", [name for name in NAMES if name.split(".")[1].startswith("werkwoorden")])
def test_verbs_are_infinitives(name: str) -> None:
    assert [word for word in cue(name) if not word.split()[-1].endswith(("n", "'en"))] == []


def test_underscore_joins_a_phrase() -> None:
    assert "voor niets" in cue("ontkenning.niet_gevolgd_door")
    assert has_phrase(["niet", "voor", "niets"], 1, "ontkenning.niet_gevolgd_door")
    assert not has_phrase(["niet", "voor"], 1, "ontkenning.niet_gevolgd_door")


def test_verbs_with_their_preposition() -> None:
    assert prepositions_of("ontkenning.werkwoorden_voorzetsel")["stoppen"] == {"met"}


def test_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        cue("ontkenning.bestaat_niet")
