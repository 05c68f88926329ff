from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.codebook import Codebook, Example, Term, Theme, codebook_from_dict, load_codebook
from praktijkkennis.codebook.model import DEFAULT_WEIGHT
from praktijkkennis.errors import CodebookError

MINIMAL = '[[themes]]\nkey = "rust"\nname = "Rust"\n'


def written(tmp_path: Path, text: str, name: str = "boek.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def fault(tmp_path: Path, text: str) -> str:
    with pytest.raises(CodebookError) as raised:
        load_codebook(written(tmp_path, text))
    return str(raised.value)


def test_key_and_name_of_a_theme_are_enough(tmp_path: Path) -> None:
    assert load_codebook(written(tmp_path, MINIMAL, "rust_en_ruimte.toml")) == Codebook(
        "rust_en_ruimte", "rust_en_ruimte", (Theme("rust", "Rust"),)
    )


def test_everything_that_may_be_given_is_kept(tmp_path: Path) -> None:
    text = """
        key = "boek"
        name = "Ons boek"
        version = "2"
        language = "nl"
        [[themes]]
        key = "rust"
        name = " Rust "
        definition = "\\n  Tijd om te denken. "
        includes = ["Pauze."]
        excludes = ["Slaap."]
        terms = ["rust*", { term = "op adem komen", weight = 0.4 }]
        examples = ["Wij nemen de tijd.", { text = "Het is te druk.", also = ["ruimte"], stance = "belemmerend" }]
        counterexamples = ["De rust na de wedstrijd."]
        core = true
        colour = "#00aaFF"
        [[themes]]
        key = "ruimte"
        name = "Ruimte"
    """
    book = load_codebook(written(tmp_path, text))
    assert (book.key, book.name, book.version, book.keys) == ("boek", "Ons boek", "2", ("rust", "ruimte"))
    assert book.theme("rust") == Theme(
        key="rust",
        name="Rust",
        definition="Tijd om te denken.",
        includes=("Pauze.",),
        excludes=("Slaap.",),
        terms=(Term("rust*", DEFAULT_WEIGHT), Term("op adem komen", 0.4)),
        examples=(Example("Wij nemen de tijd."), Example("Het is te druk.", ("ruimte",), "belemmerend")),
        counterexamples=(Example("De rust na de wedstrijd."),),
        core=True,
        colour="#00aaFF",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('naam = "x"', "de sleutel 'themes 1 > naam' is onbekend. Bedoelde je 'name'?"),
        ('exampels = ["x"]', "de sleutel 'themes 1 > exampels' is onbekend. Bedoelde je 'examples'?"),
        (
            'terms = [{ term = "rust", wieght = 0.3 }]',
            "'themes 1 > terms 1 > wieght' is onbekend. Bedoelde je 'weight'?",
        ),
        ('examples = ["a", { text = "x", stanse = "y" }]', "'themes 1 > examples 2 > stanse' is onbekend. Bedoelde"),
        ('kleur = "#ffffff"', "Bekend zijn: colour, core, counterexamples, definition, examples,"),
        ('examples = [{ text = "x", also = ["weg"] }]', "thema 'rust': een voorbeeld verwijst met 'also' naar 'weg'"),
        ('counterexamples = [{ text = "x", also = ["weg"] }]', "maar dat thema bestaat niet. Bekend zijn: rust."),
        ('colour = "rood"', "'themes 1 > colour' heeft geen geldige waarde ('rood')."),
        ('colour = "#12345"', "'themes 1 > colour' heeft geen geldige waarde"),
        ('colour = "#1234567"', "'themes 1 > colour' heeft geen geldige waarde"),
        ('colour = "#12345g"', "'themes 1 > colour' heeft geen geldige waarde"),
        ('terms = [{ term = "rust", weight = 1.2 }]', "'themes 1 > terms 1 > weight' moet hoogstens 1.0 zijn."),
        ('terms = ["a", { term = "b", weight = -0.1 }]', "'themes 1 > terms 2 > weight' moet minstens 0.0 zijn."),
        ('terms = [{ term = "rust", weight = nan }]', "'themes 1 > terms 1 > weight' moet"),
        ('terms = [{ term = "rust", weight = "veel" }]', "'themes 1 > terms 1 > weight' moet een getal zijn."),
        ("terms = [{ weight = 0.2 }]", "'themes 1 > terms 1 > term' ontbreekt maar is verplicht."),
        ('terms = ["rust", "r*"]', "'themes 1 > terms 2': de term 'r*' is niet te lezen bij 'r*'"),
        ('terms = ["los|la*"]', "en een scheidbaar werkwoord schrijf je als los|laten."),
        ('terms = ["fout ~"]', "de term 'fout ~' heeft een lege kant"),
        ('terms = [" "]', "'themes 1 > terms 1 > term' mag niet leeg zijn."),
        ("terms = [3]", "'themes 1 > terms 1' moet een tabel zijn."),
        ("terms = 3", "'themes 1 > terms' moet een lijst zijn"),
        ('examples = [""]', "'themes 1 > examples 1 > text' mag niet leeg zijn."),
        ('examples = [{ text = "x", stance = "boos" }]', "'versterkend', 'belemmerend' of 'neutraal'."),
    ],
)
def test_faults_in_a_theme_are_named_with_their_place(tmp_path: Path, line: str, expected: str) -> None:
    assert expected in fault(tmp_path, MINIMAL + line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MINIMAL * 2, "de sleutel 'rust' staat er 2 keer in; geef elk thema een eigen sleutel."),
        ('versie = "1"\n' + MINIMAL, "de sleutel 'versie' is onbekend. Bedoelde je 'version'?"),
        ("version = 1\n" + MINIMAL, "'version' moet tekst zijn"),
        ("themes = []", "'themes' mag niet leeg zijn."),
        ("", "'themes' ontbreekt maar is verplicht."),
        ('[themes]\nkey = "a"', "'themes' moet een lijst zijn"),
        ('[[themes]]\nname = "x"', "'themes 1 > key' ontbreekt maar is verplicht."),
        ('[[themes]]\nkey = "x"', "'themes 1 > name' ontbreekt maar is verplicht."),
        ('[[themes]]\nkey = " "\nname = "x"', "'themes 1 > key' mag niet leeg zijn."),
        ("[[themes]", "is geen geldige TOML"),
    ],
)
def test_faults_in_the_whole_are_named(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in fault(tmp_path, text)


def test_file_is_named_in_the_message(tmp_path: Path) -> None:
    assert fault(tmp_path, "").startswith("boek.toml: ")


def test_missing_file_is_named() -> None:
    with pytest.raises(CodebookError, match=r"'er_is_niets\.toml' bestaat niet"):
        load_codebook("er_is_niets.toml")


def test_codebook_may_come_from_any_parsed_data() -> None:
    book = codebook_from_dict({"themes": [{"key": "rust", "name": "Rust"}]}, "boek.json")
    assert (book.key, book.name, book.keys) == ("codeboek", "codeboek", ("rust",))
    with pytest.raises(CodebookError, match=r"boek\.json: de inhoud moet een tabel zijn"):
        codebook_from_dict([], "boek.json")  # type: ignore[arg-type]


KEYS = st.sampled_from(
    "key name version language themes definition terms term weight examples text also stance core colour x".split()
)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.sampled_from(["rust", "r*", "#ffffff", "neutraal", "los|laten"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(
    st.fixed_dictionaries(
        {"themes": st.one_of(VALUES, st.lists(st.dictionaries(KEYS, VALUES, max_size=5), max_size=3))},
        optional={"key": VALUES, "version": VALUES, "x": VALUES},
    )
)
def test_any_data_is_a_codebook_or_refused_in_one_sentence(data: dict[str, Any]) -> None:
    try:
        book = codebook_from_dict(data, "boek")
    except CodebookError as error:
        assert str(error).startswith("boek: ")  # noqa: PT017
        assert str(error).rstrip().endswith((".", "?"))  # noqa: PT017
        return
    assert book.keys
    assert len(set(book.keys)) == len(book.keys)
    assert all(0 <= term.weight <= 1 for theme in book.themes for term in theme.terms)


def test_running_text_may_stand_for_a_list(tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    file.write_text(
        MINIMAL
        + """
includes = "Pauzes die wel lukken. Ook stilte; een kamer voor jezelf."
excludes = "Vakantie."
terms = "rust, uit|rusten, even niets"
examples = \"\"\"
Ik zat even buiten.
Het was stil, ook daarna.
\"\"\"
""",
        encoding="utf-8",
    )
    theme = load_codebook(file).themes[0]
    assert theme.includes == ("Pauzes die wel lukken.", "Ook stilte", "een kamer voor jezelf.")
    assert theme.excludes == ("Vakantie.",)
    assert [term.text for term in theme.terms] == ["rust", "uit|rusten", "even niets"]
    assert [example.text for example in theme.examples] == ["Ik zat even buiten.", "Het was stil, ook daarna."]
