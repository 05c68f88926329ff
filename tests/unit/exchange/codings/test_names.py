from __future__ import annotations

import pytest

from praktijkkennis.exchange.codings.names import CodeNames, Meaning
from praktijkkennis.exchange.refi_qda import codes_of_codebook
from praktijkkennis.exchange.refi_qda.identity import stance_guid, theme_guid
from praktijkkennis.exchange.refi_qda.model import QdaCode


@pytest.fixture(scope="module")
def names(buurtkeuken):
    return CodeNames(buurtkeuken)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("samen_beslissen", ("samen_beslissen", None)),
        ("SAMEN  beslissen", ("samen_beslissen", None)),
        ("Samen beslissen – belemmerend", ("samen_beslissen", "belemmerend")),
        ("Samen beslissen::belemmerend", ("samen_beslissen", "belemmerend")),
        ("Thema's > Samen beslissen > neutraal", ("samen_beslissen", "neutraal")),
        ("Thema's\\Loslaten\\Loslaten – versterkend", ("loslaten", "versterkend")),
        ("Loslaten/eigen code", ("loslaten", None)),
        ("loslaten_belemmerend", ("loslaten", "belemmerend")),
        ("Belemmerend", ("", "belemmerend")),
        ("Vrije tijd", None),
        ("Vrije tijd – belemmerend", None),
        ("", None),
    ],
)
def test_names_in_tables(names, text, expected):
    assert names.of_text(text) == (expected and Meaning(*expected))


def test_our_guid_counts_more_than_a_name(names):
    assert names.of_code(QdaCode(theme_guid("durf"), "Loslaten"), ()) == ("durf", None)
    assert names.of_code(QdaCode(stance_guid("durf", "neutraal"), "Iets anders"), ()) == ("durf", "neutraal")


def test_code_under_a_theme_is_that_theme(names, buurtkeuken):
    theme = codes_of_codebook(buurtkeuken, stances=True, whole=False).codes[2]
    own = QdaCode("x", "Handen stil houden")
    assert names.of_code(own, [QdaCode("m", "Map"), theme]) == ("loslaten", None)
    assert names.of_code(QdaCode("x", "versterkend"), [QdaCode("y", "Loslaten")]) == ("loslaten", "versterkend")
    assert names.of_code(own, [QdaCode("m", "Map")]) is None


def test_renamed_theme_is_known_by_the_stances_under_it(names):
    below = tuple(QdaCode(str(n), f"Loslaten – {one}") for n, one in enumerate(("versterkend", "neutraal")))
    assert names.of_code(QdaCode("x", "De boel de boel laten", children=below), ()) == ("loslaten", None)
    mixed = (*below, QdaCode("9", "Iets durven zeggen – neutraal"))
    assert names.of_code(QdaCode("x", "Alles", children=mixed), ()) is None
