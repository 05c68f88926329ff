from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from praktijkkennis.codebook import Codebook, Example, Term, Theme, codebook_from_dict, load_codebook
from praktijkkennis.errors import CodebookError

RUST = Theme(
    key="rust",
    name="Rust",
    definition="Tijd.",
    includes=("a",),
    excludes=("b",),
    terms=(Term("rust*", 0.4),),
    examples=(Example("Kalm aan."),),
    core=True,
    colour="#00aaff",
)
RUIMTE = Theme("ruimte", "Ruimte", examples=(Example("Er is plek.", ("rust",), "versterkend"),))
BOOK = Codebook("boek", "Ons boek", (RUST, RUIMTE), "1")

PLAIN = """
key = "boek"
name = "Ons boek"
version = "1"
[[themes]]
key = "rust"
name = "Rust"
definition = "Tijd."
includes = ["a"]
excludes = ["b"]
terms = [{ term = "rust*", weight = 0.4 }]
examples = ["Kalm aan."]
core = true
colour = "#00aaff"
[[themes]]
key = "ruimte"
name = "Ruimte"
examples = [{ text = "Er is plek.", also = ["rust"], stance = "versterkend" }]
"""

LAID_OUT_OTHERWISE = """# Een opmerking.
version = '1'
language = "nl"
name   = "Ons boek"
key = 'boek'

[[themes]]
core = true
colour = "#00aaff"
name = " Rust "
definition = '''
Tijd.
'''
excludes = [
  "b",
]
includes = ["a"]
key = "rust"
counterexamples = []

[[themes.examples]]
text = "Kalm aan."
also = []

[[themes.terms]]
weight = 0.40
term = "rust*"

[[themes]]
key = "ruimte"
name = "Ruimte"
core = false

[[themes.examples]]
stance = "versterkend"
also = ["rust"]
text = "Er is plek."
"""


@pytest.mark.parametrize("text", [PLAIN, LAID_OUT_OTHERWISE, LAID_OUT_OTHERWISE.replace("\n", "\r\n")])
def test_checksum_is_that_of_the_content_however_laid_out(tmp_path: Path, text: str) -> None:
    path = tmp_path / "welke_naam_ook.toml"
    path.write_bytes(text.encode())
    assert load_codebook(path) == BOOK
    assert load_codebook(path).checksum == BOOK.checksum


@pytest.mark.parametrize(
    "other",
    [
        replace(BOOK, version="2"),
        replace(BOOK, key="ander"),
        replace(BOOK, themes=BOOK.themes[::-1]),
        replace(BOOK, themes=BOOK.themes[:1]),
        replace(BOOK, themes=(replace(RUST, terms=(Term("rust*", 0.5),)), RUIMTE)),
        replace(BOOK, themes=(replace(RUST, definition="Tijd"), RUIMTE)),
        replace(BOOK, themes=(replace(RUST, core=False), RUIMTE)),
        replace(BOOK, themes=(replace(RUST, examples=(), counterexamples=RUST.examples), RUIMTE)),
        replace(BOOK, themes=(RUST, replace(RUIMTE, examples=(Example("Er is plek.", ("rust",)),)))),
    ],
)
def test_checksum_changes_with_the_content(other: Codebook) -> None:
    assert len(BOOK.checksum) == 64
    assert other.checksum != BOOK.checksum


def test_theme_is_looked_up_by_key() -> None:
    assert BOOK.theme("ruimte") is RUIMTE
    with pytest.raises(CodebookError, match=r"'Ons boek' heeft geen thema 'weg'\. Het kent: rust, ruimte\."):
        BOOK.theme("weg")


def test_codebook_is_frozen_and_can_travel() -> None:
    with pytest.raises(FrozenInstanceError):
        RUST.name = "x"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(BOOK)) == BOOK
    assert hash(BOOK) == hash(replace(BOOK))


def test_frame_has_a_row_for_each_theme_in_order() -> None:
    frame = BOOK.to_frame()
    assert list(frame.columns) == ("key name core definition includes excludes terms examples counterexamples".split())
    assert list(frame["key"]) == ["rust", "ruimte"]
    assert frame["terms"][0] == ["rust*"]
    assert frame["examples"][1] == ["Er is plek."]
    assert frame["counterexamples"][1] == []


def test_order_of_the_themes_is_that_of_the_file() -> None:
    themes = [{"key": key, "name": key.upper()} for key in ("c", "a", "b")]
    assert codebook_from_dict({"themes": themes}, "x").keys == ("c", "a", "b")
