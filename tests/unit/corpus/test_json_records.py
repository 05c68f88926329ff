import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_jsonl_goes_on_after_a_broken_line(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "Een.", "author": "Anja", "metadata": {"sector": "zorg"}, "plek": {"stad": "Ede"}}\n'
        "{kapot\n\n[1, 2]\n"
        '{"text": "Vijf \\ud83d.", "tags": ["a", "b"], "leeg": null, "cijfer": 8}\n',
        encoding="utf-8",
    )
    documents, failures = read(tmp_path)
    assert {name: document.text for name, document in documents.items()} == {
        "a.jsonl#1": "Een.",
        "a.jsonl#5": "Vijf \ufffd.",
    }
    assert dict(documents["a.jsonl#1"].metadata) == {
        "author": "Anja",
        "sector": "zorg",
        "plek.stad": "Ede",
        "source": "a.jsonl",
    }
    assert dict(documents["a.jsonl#5"].metadata) == {"tags": "a, b", "cijfer": "8", "source": "a.jsonl"}
    assert set(failures) == {"a.jsonl#2", "a.jsonl#4"}
    assert "Regel 2" in failures["a.jsonl#2"]


@pytest.mark.parametrize(
    "value",
    [
        [{"tekst": "Een."}, 5, {"tekst": "Drie."}],
        {"versie": 1, "documenten": [{"tekst": "Een."}, 5, {"tekst": "Drie."}]},
    ],
)
def test_json_list(tmp_path: Path, read: Callable[..., Any], value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
    documents, failures = read(tmp_path)
    assert {name: document.text for name, document in documents.items()} == {"a.json#1": "Een.", "a.json#3": "Drie."}
    assert set(failures) == {"a.json#2"}


def test_single_json_object(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.json").write_text('{"verhaal": "We laten los.", "auteur": "Anja"}')
    documents, _ = read(tmp_path)
    assert documents["a.json"].text == "We laten los."
    assert documents["a.json"].metadata["author"] == "Anja"


@pytest.mark.parametrize("content", ["{", "[1, 2]", '"tekst"', "[" * 100_000, '[{"a": 1}]'])
def test_json_without_texts(tmp_path: Path, read: Callable[..., Any], content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    documents, failures = read(tmp_path)
    assert not documents
    assert failures
