from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.evaluation.documents import fits, match_documents


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("zorg/nacht.txt", "zorg/nacht.txt", "gelijk"),
        ("Zorg\\Nacht.txt", "zorg/nacht.txt", "naam"),
        ("zorg/nacht.txt", "zorg/nacht", "naam"),
        ("zorg/nacht.docx", "nacht.txt", "naam"),
        ("enquete.xlsx#4", "map/Enquete#4", "naam"),
        ("cafe\u0301.txt", "caf\u00e9.txt", "naam"),
    ],
)
def test_names_that_differ_a_little_belong_together(left: str, right: str, how: str) -> None:
    found = match_documents([left, "iets anders"], [right, "en nog iets"])
    assert (left, right, how) in found.pairs
    assert (found.left_only, found.right_only) == (("iets anders",), ("en nog iets",))


def test_a_looser_name_counts_only_when_it_is_the_only_one() -> None:
    found = match_documents(["a/nacht.txt", "b/nacht.txt"], ["nacht"])
    assert found.pairs == ()
    exact_first = match_documents(["a/nacht.txt", "nacht.txt"], ["nacht.txt", "nacht.docx"])
    assert exact_first.names == {"nacht.txt": "nacht.txt"}


def test_number_behind_a_name_is_no_extension() -> None:
    assert match_documents(["interview.1"], ["interview.2"]).pairs == ()


def test_documents_with_other_names_are_known_by_what_they_say() -> None:
    text = "Wij maken sinds het voorjaar zelf het rooster. Dat scheelt veel gedoe."
    other = "De kantine was dicht en dus aten we buiten op de stoep."
    placed = {"codes.jsonl#1": [(0, text[:46])], "codes.jsonl#2": [(0, "Heel iets anders, dat nergens anders staat.")]}
    found = match_documents(placed, ["t-1", "t-2"], placed, {"t-1": [(0, text)], "t-2": [(0, other)]})
    assert found.pairs == (("codes.jsonl#1", "t-1", "inhoud"),)
    assert found.left_only == ("codes.jsonl#2",)


def test_two_documents_that_say_the_same_are_not_matched_by_it() -> None:
    text = "Wij maken sinds het voorjaar zelf het rooster, en dat scheelt."
    pieces = {"t-1": [(0, text)], "t-2": [(0, text)]}
    assert match_documents(["x"], pieces, {"x": [(0, text)]}, pieces).pairs == ()


def test_passage_is_compared_where_it_is_said_to_stand() -> None:
    pieces = [(10, "zelf het rooster"), (40, "en dat scheelt")]
    assert fits(10, "zelf", pieces) == 4
    assert fits(15, "het rooster", pieces) == 11
    assert fits(11, "zelf", pieces) is None
    assert fits(100, "zelf", pieces) == 0


@given(st.lists(st.text(max_size=8), unique=True, max_size=8), st.lists(st.text(max_size=8), unique=True, max_size=8))
def test_every_document_comes_back_once(left: list[str], right: list[str]) -> None:
    found = match_documents(left, right)
    assert sorted([*(one for one, _, _ in found.pairs), *found.left_only]) == sorted(left)
    assert sorted([*(other for _, other, _ in found.pairs), *found.right_only]) == sorted(right)
    assert {(one, one) for one in set(left) & set(right)} <= {(one, other) for one, other, _ in found.pairs}
