from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkkennis.close_reading import kwic, theme_kwic
from praktijkkennis.document import Evidence, ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError

Process = Callable[..., ProcessedDocument]
TEXT = "Het team liet de controle eindelijk los. Loslaten valt niet mee, zei het zorgteam. Zij lieten ook alles los."


@pytest.fixture(scope="module")
def documents(process: Process) -> list[ProcessedDocument]:
    return [process(TEXT, "een.txt"), process("De soep was koud.", "twee.txt")]


def test_separable_verbs_are_found_together_and_apart(documents: list[ProcessedDocument]) -> None:
    found = kwic(documents, "los|laten")
    assert [line.match for line in found.lines] == [
        "liet de controle eindelijk los",
        "Loslaten",
        "lieten ook alles los",
    ]
    first = found.lines[0]
    assert [TEXT[part.start : part.end] for part in first.parts] == ["liet", "los"]
    assert first.left == "Het team "
    assert first.right.startswith(". Loslaten")
    assert (found.n_documents, len(found.ids)) == (1, 2)


def test_every_place_in_a_sentence_is_a_line(process: Process) -> None:
    found = kwic([process("Een team is een team en geen team.")], "team")
    assert [line.start for line in found.lines] == [4, 16, 29]


def test_compounds_can_be_left_out(documents: list[ProcessedDocument]) -> None:
    assert [line.match for line in kwic(documents, "team").lines] == ["team", "zorgteam"]
    assert [line.compound for line in kwic(documents, "team").lines] == [False, True]
    assert [line.match for line in kwic(documents, "team", compounds=False).lines] == ["team"]


def test_an_inflected_word_finds_all_forms_and_says_so(process: Process) -> None:
    texts = [process("De kinderen spelen buiten. Elk kind heeft een plek. Die kinderen werken hard aan werk.")]
    found = kwic(texts, "kinderen")
    assert [line.match for line in found.lines] == ["kinderen", "kind", "kinderen"]
    assert [line.start for line in found.lines] == [line.start for line in kwic(texts, "kind").lines]
    assert found.remark == "'kinderen' is gezocht als 'kind', in al zijn vormen"
    typed = kwic(texts, "kinderen", as_typed=True)
    assert ([line.match for line in typed.lines], typed.remark) == (["kinderen", "kinderen"], "")
    assert kwic(texts, "kind").remark == ""
    # What is a lemma itself stays what it is, and so does what is not there.
    assert kwic(texts, ["werken", "olifanten", "kind*"]).remark == ""
    both = kwic(texts, ["kinderen", "plek"])
    assert (len(both), dict(both.lemmas)) == (4, {"kinderen": "kind"})


def test_several_terms_and_parts(documents: list[ProcessedDocument]) -> None:
    found = kwic(documents, ["soep", "control*"])
    assert {(line.term, line.match) for line in found.lines} == {("soep", "soep"), ("control*", "controle")}


def test_context_is_cut_at_words(documents: list[ProcessedDocument]) -> None:
    line = kwic(documents, "controle", width=12).lines[0]
    assert line.left == "team liet de "
    assert line.right == " eindelijk"


def test_lines_are_sorted_by_their_surroundings(process: Process) -> None:
    texts = [process("Wij zien het team groeien.", "a"), process("Dan zegt een team alles.", "b")]
    assert [line.document_id for line in kwic(texts, "team", order="left").lines] == ["b", "a"]
    assert [line.document_id for line in kwic(texts, "team", order="right").lines] == ["b", "a"]
    assert [line.document_id for line in kwic(texts, "team").lines] == ["a", "b"]


def test_themes_of_a_line_and_lines_of_a_theme(documents: list[ProcessedDocument]) -> None:
    code = ThemeAnnotation(0, 40, "een.txt", "loslaten", 0.9, "versterkend", "A")
    found = kwic(documents, "los|laten", annotations=[code])
    assert [line.themes for line in found.lines] == [("loslaten",), (), ()]
    assert len(kwic(documents, "los|laten", annotations=[code], theme="loslaten")) == 1


def test_concordance_of_a_theme_centres_on_the_evidence(documents: list[ProcessedDocument]) -> None:
    evidence = (Evidence(9, 40, "Hier staat het."),)
    codes = [ThemeAnnotation(0, 40, "een.txt", "loslaten", 0.9, "versterkend", coder, evidence) for coder in "AB"]
    codes.append(ThemeAnnotation(41, 82, "een.txt", "loslaten", 0.9, "belemmerend", "A"))
    found = theme_kwic(documents, codes, "loslaten")
    assert [line.match for line in found.lines] == [TEXT[9:40], TEXT[41:82]]
    assert len(theme_kwic(documents, codes, "loslaten", stance="belemmerend")) == 1
    with pytest.raises(QueryError, match=r"vertrouwen.*loslaten"):
        theme_kwic(documents, codes, "vertrouwen")


def test_a_theme_that_is_not_there_is_told_beside_a_query_as_well(documents: list[ProcessedDocument]) -> None:
    codes = [ThemeAnnotation(0, 40, "een.txt", "loslaten", 0.9, "versterkend", "A")]
    with pytest.raises(QueryError, match=r"loslatn.*Wel: loslaten"):
        kwic(documents, "team", annotations=codes, theme="loslatn")
    # The theme is there, only not with this stance: an answer, and no mistake.
    assert len(kwic(documents, "team", annotations=codes, theme="loslaten", stance="belemmerend")) == 0
    assert len(kwic(documents, "team", annotations=codes, theme="loslaten", stance="versterkend")) == 1


def test_codes_of_other_documents_are_told_by_their_ids(documents: list[ProcessedDocument]) -> None:
    codes = [ThemeAnnotation(0, 4, "zoek.txt", "loslaten", 0.9, "versterkend", "A")]
    with pytest.raises(QueryError, match=r"er niet bij zijn: 'zoek\.txt'"):
        kwic(documents, "team", annotations=codes)
    with pytest.raises(QueryError, match=r"er niet bij zijn: 'zoek\.txt'"):
        theme_kwic(documents, codes, "loslaten")


def test_frame_has_the_same_columns_with_and_without_lines(documents: list[ProcessedDocument]) -> None:
    full, empty = kwic(documents, "team").to_frame(), kwic(documents, "olifant").to_frame()
    assert list(full.columns) == list(empty.columns)
    assert (full.dtypes == empty.dtypes).all()
    assert full["match"].tolist() == [TEXT[a:b] for a, b in zip(full["start"], full["end"], strict=True)]


@pytest.mark.parametrize("query", ["", "  ", "a ~ ", "x*", []])
def test_queries_that_cannot_be_read(query: str) -> None:
    with pytest.raises(QueryError):
        kwic([], query)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=80), st.text(max_size=12), st.integers(1, 30))
def test_matches_are_verbatim_whatever_is_asked(process: Process, text: str, query: str, width: int) -> None:
    processed = process(text)
    try:
        lines = kwic([processed], [query, "de", "aan|komen"], width=width).lines
    except QueryError:
        return
    for line in lines:
        assert line.match == " ".join(text[line.start : line.end].split())
        assert len(line.left.strip()) <= width
        assert len(line.right.strip()) <= width
