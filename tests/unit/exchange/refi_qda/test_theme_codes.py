from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.codebook import Codebook, Example, Term, Theme, load_codebook
from praktijkkennis.errors import CodebookError
from praktijkkennis.exchange.refi_qda import codebook_bytes, codebook_of_codes, codes_of_codebook, read_codebook_file
from praktijkkennis.exchange.refi_qda.descriptions import describe, parse_description
from praktijkkennis.exchange.refi_qda.model import QdaCode, QdaCodebook, QdaSet
from praktijkkennis.exchange.refi_qda.theme_codes import fold_name, slug


def there_and_back(book: Codebook, folder) -> Codebook:
    path = folder / "x.qdc"
    path.write_bytes(codebook_bytes(codes_of_codebook(book, stances=False, whole=True)))
    return codebook_of_codes(read_codebook_file(path), path.name, path.stem)


def test_nothing_of_a_codebook_is_lost(buurtkeuken, tmp_path):
    assert there_and_back(buurtkeuken, tmp_path) == buurtkeuken
    assert there_and_back(load_codebook(), tmp_path) == load_codebook()


sentence = st.text(st.characters(categories=["L", "N"], include_characters=" .,()"), min_size=1, max_size=30).map(
    lambda text: " ".join(f"Zin {text}".split())
)
word = st.text("abcdefgh", min_size=3, max_size=8)
stance = st.sampled_from([None, "versterkend", "belemmerend", "neutraal"])
theme = st.builds(
    Theme,
    key=word,
    name=sentence,
    definition=sentence,
    includes=st.lists(sentence, max_size=2, unique=True).map(tuple),
    excludes=st.lists(sentence, max_size=2, unique=True).map(tuple),
    terms=st.lists(st.builds(Term, word, st.floats(0, 1)), max_size=3).map(tuple),
    examples=st.lists(st.builds(Example, sentence, st.just(()), stance), max_size=2).map(tuple),
    counterexamples=st.lists(st.builds(Example, sentence, st.just(()), stance), max_size=2).map(tuple),
    core=st.booleans(),
    colour=st.sampled_from(["", "#a1B2c3"]),
)


@settings(max_examples=25, deadline=None)
@given(
    themes=st.lists(theme, min_size=1, max_size=3, unique_by=(lambda one: one.key, lambda one: fold_name(one.name))),
    name=sentence,
    version=st.sampled_from(["", "2", "1.0 beta"]),
)
def test_any_codebook_comes_back_as_it_was(tmp_path_factory, themes, name, version):
    book = Codebook("sleutel", name, tuple(themes), version)
    assert there_and_back(book, tmp_path_factory.mktemp("x")) == book


def test_description_for_coders_leaves_terms_and_examples_out(buurtkeuken):
    text = describe(buurtkeuken.theme("samen_beslissen"), whole=False)
    assert text == (
        "Een groep beslist zelf over het eigen werk.\n\nHoort erbij:\n- Het rooster onderling maken.\n\n"
        "Hoort er niet bij:\n- Iemand die alleen beslist."
    )


def test_description_of_others_is_the_definition():
    text = "Gebruik deze code als:\n- iemand iets zegt\n\nEn anders niet."
    assert parse_description(text) == {"definition": text}


def test_description_edited_by_hand_is_understood():
    text = (
        "Wat het is.\r\n\r\nINCLUDES :\n• dit\n  dat\n\nTermen:\n- los|laten (0,5)\n- rooster*\n\nSleutel:  ander_thema"
    )
    assert parse_description(text) == {
        "definition": "Wat het is.",
        "includes": ["dit", "dat"],
        "terms": [{"term": "los|laten", "weight": 0.5}, "rooster*"],
        "key": "ander_thema",
        "core": False,
    }


def test_codes_of_another_program_become_themes():
    codes = QdaCodebook(
        (
            QdaCode(
                "1",
                "Werk",
                codable=False,
                children=(QdaCode("2", "Drukte & stress", "Te veel werk.", "#F0a"), QdaCode("3", "Overig")),
            ),
            QdaCode("4", "Thuis", colour="rood", children=(QdaCode("5", "Overig"),)),
        )
    )
    book = codebook_of_codes(codes, "x.qdc", "eigen")
    assert (book.key, book.name) == ("eigen", "eigen")
    assert [(one.key, one.name, one.colour) for one in book.themes] == [
        ("drukte_stress", "Drukte & stress", "#FF00aa"),
        ("werk_overig", "Werk – Overig", ""),
        ("thuis", "Thuis", ""),
        ("thuis_overig", "Thuis – Overig", ""),
    ]


def test_stances_are_no_themes_also_in_a_flat_list(buurtkeuken):
    nested = codes_of_codebook(buurtkeuken, stances=True, whole=True)
    assert codebook_of_codes(nested, "x", "x").keys == buurtkeuken.keys
    flat = QdaCodebook(tuple(QdaCode(code.guid, code.name, code.description) for code, _ in nested.walk()))
    assert codebook_of_codes(flat, "x", "x").keys == buurtkeuken.keys
    mood = QdaCode("2", "Stemming", children=(QdaCode("3", "blij"), QdaCode("4", "neutraal")))
    assert codebook_of_codes(QdaCodebook((mood,)), "x", "x").keys == ("stemming", "blij", "neutraal")


def test_core_themes_are_told_by_the_group_too():
    codes = QdaCodebook((QdaCode("1", "A"), QdaCode("2", "B")), (QdaSet("s", "kernthema's", codes=("2",)),))
    assert [one.core for one in codebook_of_codes(codes, "x", "x").themes] == [False, True]


def test_term_that_cannot_be_read_is_told():
    codes = QdaCodebook((QdaCode("1", "A", "Termen:\n- ~ weg"),))
    with pytest.raises(CodebookError, match=r"x\.qdc: .*lege kant"):
        codebook_of_codes(codes, "x.qdc", "x")


def test_folders_alone_are_no_codebook():
    with pytest.raises(CodebookError, match="mag niet leeg zijn"):
        codebook_of_codes(QdaCodebook((QdaCode("1", "A", codable=False),)), "x.qdc", "x")


@pytest.mark.parametrize(
    ("name", "key"),
    [("Psychologische veiligheid", "psychologische_veiligheid"), ("Één & twee!", "een_twee"), ("日本", "thema")],
)
def test_keys_are_made_of_names(name, key):
    assert slug(name) == key
