from __future__ import annotations

import pytest

from praktijkkennis.codebook import Codebook, Example, Term, Theme, compare_codebooks, load_codebook
from praktijkkennis.errors import CodebookError, OutputPathError, ReadError
from praktijkkennis.exchange.codebook_files import import_codebook, write_codebook
from praktijkkennis.exchange.codebook_toml import codebook_toml
from praktijkkennis.exchange.refi_qda.schema import schema_faults


@pytest.mark.parametrize("suffix", [".qdc", ".toml", ".yml", ".yaml", ".jsonl", ".QDC"])
def test_every_format_is_the_same_twice(suffix, buurtkeuken, tmp_path):
    write_codebook(buurtkeuken, tmp_path / f"a{suffix}")
    write_codebook(buurtkeuken, tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes() != b""


def test_exchange_file_is_valid_by_the_schema(tmp_path):
    write_codebook(load_codebook(), tmp_path / "x.qdc")
    assert schema_faults((tmp_path / "x.qdc").read_bytes(), "Codebook") == ()


def test_toml_is_the_same_codebook(buurtkeuken, tmp_path):
    for book in (buurtkeuken, load_codebook()):
        write_codebook(book, tmp_path / "x.toml")
        assert load_codebook(tmp_path / "x.toml") == book


def test_toml_of_awkward_texts(tmp_path):
    text = "Zei hij: \"ja\\nee\"\n\tnog # een = [regel] ''' é🍲\x7f"
    theme = Theme("t", "T", text, (text,), (), (Term("aan|doen zorg*", 0.333),), (Example(text, ("t",), "neutraal"),))
    book = Codebook("k", 'K "x"', (theme,), "", "nl")
    write_codebook(book, tmp_path / "x.toml")
    assert load_codebook(tmp_path / "x.toml") == book


def test_toml_leaves_out_what_is_empty(buurtkeuken):
    assert codebook_toml(buurtkeuken).startswith('key = "buurtkeuken"\nname = "De buurtkeuken"\nversion = "2"\n')
    assert "counterexamples = []" not in codebook_toml(buurtkeuken)


def test_terms_that_a_format_says_in_part_are_told(buurtkeuken, tmp_path):
    assert write_codebook(buurtkeuken, tmp_path / "x.yml") == ("samen ~ beslissen", "af|spreken")
    assert write_codebook(buurtkeuken, tmp_path / "x.jsonl") == ()


def test_unknown_extension_is_told(buurtkeuken, tmp_path):
    with pytest.raises(OutputPathError, match=r"\.qdc, \.toml, \.yml, \.yaml of \.jsonl"):
        write_codebook(buurtkeuken, tmp_path / "x.xlsx")


def test_codebook_changed_in_qualcoder_comes_back(bestanden, buurtkeuken):
    book = import_codebook(bestanden / "qualcoder.qdc")
    assert book.keys == (*buurtkeuken.keys, "eten_drinken")
    assert book.theme("eten_drinken").definition == "Over wat er op tafel komt"
    for theme in buurtkeuken.themes:
        back = book.theme(theme.key)
        # QualCoder has colours of its own; nothing else of a theme is lost there.
        assert (back.name, back.definition, back.core) == (theme.name, theme.definition, theme.core)
        assert (back.terms, back.examples, back.counterexamples) == (theme.terms, theme.examples, theme.counterexamples)


def test_codebook_changed_with_pyrefiqda_comes_back(bestanden, buurtkeuken):
    book = import_codebook(bestanden / "pyrefiqda.qdc")
    assert (book.key, book.name, book.version) == ("buurtkeuken", "De buurtkeuken", "2")
    assert [(one.kind, one.key) for one in compare_codebooks(buurtkeuken, book)] == [
        ("hernoemd", "durf"),
        ("toegevoegd", "twijfel_noemen"),
    ]
    assert book.theme("twijfel_noemen").colour == "#00FF00"


def test_codes_of_a_project_are_a_codebook_too(bestanden):
    assert import_codebook(bestanden / "pyrefiqda.qdpx").keys == ("samen_beslissen", "iets_durven_zeggen", "loslaten")


def test_other_files_are_told(tmp_path):
    with pytest.raises(CodebookError, match=r"eindigt op \.qdc of \.qdpx"):
        import_codebook(tmp_path / "x.xlsx")
    with pytest.raises(ReadError, match="geef het hele project"):
        import_codebook(tmp_path / "x.qde")
    with pytest.raises(CodebookError, match=r"praktijkkennis codebook import x\.qdc --out x\.toml"):
        load_codebook(tmp_path / "x.qdc")
