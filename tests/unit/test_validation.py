from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from praktijkkennis.errors import CodebookError, SettingsError
from praktijkkennis.validation import read_toml, validated


class _Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    weight: float = Field(default=0.5, gt=0, lt=1)
    kind: Literal["kort", "lang"] = "kort"
    words: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _no_bad_word(self) -> _Inner:
        if "fout" in self.words:
            raise ValueError("het woord 'fout' mag niet.")
        return self


class _Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    count: int = Field(default=1, ge=1, le=9)
    inner: _Inner | None = None
    many: tuple[_Inner, ...] = Field(default=(), max_length=3)
    active: bool = False


def message(data: object) -> str:
    with pytest.raises(SettingsError) as raised:
        validated(_Outer, data, "a.toml", SettingsError)
    return str(raised.value)


def test_valid_data_become_the_model() -> None:
    found = validated(_Outer, {"title": "t", "many": [{"weight": 0.2}]}, "a.toml", SettingsError)
    assert found == _Outer(title="t", many=(_Inner(weight=0.2),))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, "a.toml: 'title' ontbreekt maar is verplicht."),
        ({"title": 3}, "a.toml: 'title' moet tekst zijn (tussen aanhalingstekens)."),
        ({"title": "t", "count": "x"}, "a.toml: 'count' moet een geheel getal zijn."),
        ({"title": "t", "count": 1.5}, "a.toml: 'count' moet een geheel getal zijn."),
        ({"title": "t", "count": 0}, "a.toml: 'count' moet minstens 1 zijn."),
        ({"title": "t", "count": 10}, "a.toml: 'count' moet hoogstens 9 zijn."),
        ({"title": "t", "inner": {"weight": 0}}, "a.toml: 'inner > weight' moet meer dan 0.0 zijn."),
        ({"title": "t", "inner": {"weight": 1}}, "a.toml: 'inner > weight' moet minder dan 1.0 zijn."),
        ({"title": "t", "inner": {"weight": "veel"}}, "a.toml: 'inner > weight' moet een getal zijn."),
        ({"title": "t", "inner": 3}, "a.toml: 'inner' moet een tabel zijn."),
        ({"title": "t", "inner": {"kind": "x"}}, "a.toml: 'inner > kind' moet een van deze zijn: 'kort' of 'lang'."),
        ({"title": "t", "active": "misschien"}, "a.toml: 'active' moet true of false zijn."),
        ({"title": "t", "active": [1]}, "a.toml: 'active' moet true of false zijn."),
        ({"title": "t", "many": 3}, "a.toml: 'many' moet een lijst zijn (tussen blokhaken)."),
        ({"title": "t", "many": [{}, {"words": ["a", []]}]}, "a.toml: 'many 2 > words 2' moet tekst zijn"),
        ({"title": "t", "many": [{"words": ["fout"]}]}, "a.toml: 'many 1': het woord 'fout' mag niet."),
        ("tekst", "a.toml: de inhoud moet een tabel zijn."),
        ([], "a.toml: de inhoud moet een tabel zijn."),
        (None, "a.toml: de inhoud moet een tabel zijn."),
    ],
)
def test_first_fault_is_told_with_its_place(data: object, expected: str) -> None:
    assert message(data).startswith(expected)


def test_fault_of_another_kind_shows_the_value() -> None:
    assert message({"title": "t", "many": [{}] * 4}).startswith("a.toml: 'many' heeft geen geldige waarde")


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({"tittle": 1}, "a.toml: de sleutel 'tittle' is onbekend. Bedoelde je 'title'?"),
        ({"zzz": 1}, "a.toml: de sleutel 'zzz' is onbekend. Bekend zijn: active, count, inner, many, title."),
        ({"inner": {"wieght": 1}}, "a.toml: de sleutel 'inner > wieght' is onbekend. Bedoelde je 'weight'?"),
        ({"inner": {"title": 1}}, "a.toml: de sleutel 'inner > title' is onbekend. Bekend zijn: kind, weight, words."),
        ({"many": [{}, {"word": 1}]}, "a.toml: de sleutel 'many 2 > word' is onbekend. Bedoelde je 'words'?"),
    ],
)
def test_unknown_key_is_refused_with_the_nearest_of_its_own_table(extra: dict[str, Any], expected: str) -> None:
    assert message({"title": "t", **extra}) == expected


def test_error_is_of_the_kind_asked_for() -> None:
    with pytest.raises(CodebookError):
        validated(_Outer, {}, "a.toml", CodebookError)
    with pytest.raises(CodebookError):
        read_toml(Path("weg.toml"), CodebookError)


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_toml_is_read_with_or_without_mark_and_with_any_line_end(
    tmp_path: Path, prefix: bytes, line_end: bytes
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(prefix + "naam = 'één'".encode() + line_end + b"aantal = 2" + line_end)
    assert read_toml(path, SettingsError) == {"naam": "één", "aantal": 2}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"naam = 'caf\xe9'", "is geen UTF-8"),
        (b"naam = ", "is geen geldige TOML"),
        (b"a = 1\na = 2", "is geen geldige TOML"),
    ],
)
def test_unreadable_toml_is_named(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=expected) as raised:
        read_toml(path, SettingsError)
    assert str(path) in str(raised.value)


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"weg\.toml' bestaat niet"):
        read_toml(tmp_path / "weg.toml", SettingsError)
    with pytest.raises(SettingsError, match="kan niet worden gelezen"):
        read_toml(tmp_path, SettingsError)


def test_a_choice_of_types_leaves_no_names_of_types_in_the_place() -> None:
    class Mixed(BaseModel):
        strength: Annotated[float, Field(gt=0)] | Literal["kies"]
        options: dict[str, bool | int]

    for data, place in (
        ({"strength": -1, "options": {}}, "'strength' moet meer dan 0.0 zijn."),
        ({"strength": 1, "options": {"int": "x"}}, "'options > int' moet true of false zijn."),
    ):
        with pytest.raises(SettingsError) as raised:
            validated(Mixed, data, "a.toml", SettingsError)
        assert str(raised.value) == f"a.toml: {place}"
