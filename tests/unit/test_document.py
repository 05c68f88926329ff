from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from praktijkkennis.document import (
    Document,
    Insight,
    ProcessedDocument,
    Quote,
    Residue,
    Sentence,
    Span,
    ThemeAnnotation,
    Turn,
)


def test_offsets_must_run_forward() -> None:
    with pytest.raises(ValueError, match="start < end"):
        Span(3, 3)
    with pytest.raises(ValueError, match="start < end"):
        Span(-1, 2)


def test_overlap_shares_a_character() -> None:
    assert Span(2, 5).overlaps(4, 9)
    assert not Span(2, 5).overlaps(5, 9)


def test_objects_of_the_road_as_tables() -> None:
    document = Document("a", "Een. Twee.", {"wijk": "Noord", "author": "Anja", "text": "x"})
    (row,) = document.to_frame().to_dict("records")
    assert row == {"id": "a", "text": "Een. Twee.", "author": "Anja", "wijk": "Noord", "metadata.text": "x"}
    processed = ProcessedDocument(document, (Sentence(0, 4, ()), Sentence(5, 10, (), False, "Bo")))
    assert processed.to_frame().to_dict("records") == [
        {"document_id": "a", "start": 0, "end": 4, "text": "Een.", "codable": True, "speaker": ""},
        {"document_id": "a", "start": 5, "end": 10, "text": "Twee.", "codable": False, "speaker": "Bo"},
    ]
    quote = Quote(0, 4, "a", "Een.", "Anja", 0.9, "neutraal")
    insight = Insight("i", "t", "Een.", (quote,), 1, 1, 0, 1, {}, "", "", 0.5)
    (row,) = insight.to_frame().to_dict("records")
    assert row == {
        "insight": "i", "theme": "t", "document_id": "a", "start": 0, "end": 4, "text": "Een.", "author": "Anja",
        "score": 0.9, "stance": "neutraal", "clarity": 0.5,
    }  # fmt: skip


def test_metadata_cannot_be_changed() -> None:
    given = {"author": "Anja"}
    document = Document("a", "tekst", given)
    given["author"] = "Piet"
    assert document.metadata["author"] == "Anja"
    with pytest.raises(TypeError):
        document.metadata["author"] = "Piet"  # type: ignore[index]


def test_spans_must_lie_in_the_text() -> None:
    with pytest.raises(ValueError, match="outside"):
        Document("a", "kort", residue=(Residue(0, 9, "menu"),))


def test_document_survives_pickling() -> None:
    document = Document("a", "Anja: hallo", {"x": "y"}, (Turn(6, 11, "Anja"),))
    assert pickle.loads(pickle.dumps(document)) == document


def test_speaker_is_the_one_whose_turn_it_is() -> None:
    document = Document("a", "Anja: hallo\nBert: ja", {}, (Turn(6, 11, "Anja"), Turn(18, 20, "Bert")))
    assert document.speaker_at(7) == "Anja"
    assert document.speaker_at(18) == "Bert"
    assert document.speaker_at(2) is None


@pytest.mark.parametrize(("score", "stance"), [(1.2, "neutraal"), (-0.1, "neutraal"), (0.5, "boos")])
def test_annotation_refuses_what_cannot_be(score: float, stance: str) -> None:
    with pytest.raises(ValueError, match="must"):
        ThemeAnnotation(0, 3, "a", "loslaten", score, stance, "mens")  # type: ignore[arg-type]


def test_insight_survives_pickling_and_hashing() -> None:
    quote = Quote(0, 3, "a", "abc", "Anja", 0.5, "neutraal")
    insight = Insight("i", "t", "abc", (quote,), 1, 1, 1, 2, {"neutraal": 1}, "", "", 0.5)
    assert pickle.loads(pickle.dumps(insight)) == insight
    assert hash(insight) == hash("i")
    with pytest.raises(ValueError, match="kind"):
        replace(insight, kind="mening")  # type: ignore[arg-type]
