from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from praktijkkennis import pipeline as module
from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document
from praktijkkennis.embedding import Embedder
from praktijkkennis.errors import CodebookError, OutputError, OutputPathError, SourceError
from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, ASSERTION_COLUMNS, METADATA_COLUMNS, read_table
from praktijkkennis.insights import LIKENESS, extract_insights
from praktijkkennis.pipeline import Extraction, Pipeline, theme_labels, write_annotations, write_extraction
from praktijkkennis.report.trust import NOT_MEASURED
from praktijkkennis.settings import (
    InsightSettings,
    ModelSettings,
    ReadingSettings,
    Settings,
    TaggingSettings,
    TopicSettings,
)
from praktijkkennis.tagging.scoring import CODEBOOK_THRESHOLD

OUTPUTS = {
    *("rapport.html", "inzichten.xlsx", "nieuwsbrief.md", "nieuwsbrief.docx"),
    *("passages.csv", "passages.parquet", "inzichten.json", "run.json"),
}
TEXTS = {
    "a.txt": "Wij lieten de controle over het rooster eindelijk los.\r\nDe koffie was op.\r\n",
    "b.md": "# Dagboek\n\nIk liet de controle over het rooster eindelijk los. Toen ging ik naar huis.\n",
    "map/c.txt": "\ufeffNiemand durfde nog een fout toe te geven. Het regende die dag de hele dag door.\n",
}
METADATA = "bestand;auteur;organisatie;datum;team\na.txt;Wil Smit;De Werf;2024-05-01;Noord\nb.md;Els Bos;;2025;Zuid\n"
MODELS = ModelSettings(pipeline="nl_praktijk_sm", embedder="woorden")


@pytest.fixture(scope="module")
def stand_in(embedder: Embedder) -> Iterator[None]:
    """Let the pipeline take the embedder of the tests, whatever name the settings give."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "load_embedder", lambda name: embedder)
        yield


@pytest.fixture(scope="module")
def pipeline(stand_in: None) -> Pipeline:
    return Pipeline(
        Settings(
            models=MODELS, tagging=TaggingSettings(threshold=0.0), insights=InsightSettings(min_score=0.1), title="Mei"
        )
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return fill(tmp_path / "teksten")


@pytest.fixture(scope="module")
def extraction(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    return pipeline.extract([fill(tmp_path_factory.mktemp("bron"))])


def fill(folder: Path) -> Path:
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    (folder / "metadata.csv").write_text(METADATA, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_files_of_the_contract_and_no_others(extraction: Extraction, tmp_path: Path) -> None:
    write_extraction(extraction, tmp_path / "diep" / "uit")
    assert set(content(tmp_path / "diep" / "uit")) == OUTPUTS
    assert all(content(tmp_path / "diep" / "uit").values())


def test_nothing_is_claimed_of_thresholds_that_were_not_measured(extraction: Extraction, tmp_path: Path) -> None:
    assert extraction.trust == ()
    assert set(extraction.to_check) <= set(extraction.annotations)
    assert extraction.to_check
    write_extraction(extraction, tmp_path)
    assert NOT_MEASURED in (tmp_path / "rapport.html").read_text(encoding="utf-8")


def test_extraction_finds_what_recurs(extraction: Extraction) -> None:
    assert [one.document.id for one in extraction.documents] == ["a.txt", "b.md", "map/c.txt"]
    assert extraction.failures == ()
    (insight,) = [one for one in extraction.insights if one.theme == "loslaten"]
    assert {quote.author for quote in insight.quotes} == {"Wil Smit", "Els Bos"}
    assert (insight.first_date, insight.last_date) == ("2024-05-01", "2025")


def test_passages_hold_every_code_with_its_insight_and_metadata(extraction: Extraction, tmp_path: Path) -> None:
    write_extraction(extraction, tmp_path)
    passages = read_table(tmp_path / "passages.csv")
    assert tuple(passages.columns) == (
        *ANNOTATION_COLUMNS,
        "insight",
        *METADATA_COLUMNS,
        "team",
        *ASSERTION_COLUMNS,
        "why",
    )
    assert len(passages) == len(extraction.annotations) > 0
    pd.testing.assert_frame_equal(passages, read_table(tmp_path / "passages.parquet"))
    texts = {one.document.id: one.document.text for one in extraction.documents}
    rows = passages.to_dict("records")
    assert all(row["text"] == texts[row["document_id"]][row["start"] : row["end"]] for row in rows)
    quoted = {
        (insight.id, insight.theme, quote.document_id, quote.start)
        for insight in extraction.insights
        for quote in insight.quotes
    }
    assert quoted == {
        (row["insight"], row["theme"], row["document_id"], row["start"]) for row in rows if row["insight"]
    }
    assert {row["team"] for row in rows if row["document_id"] == "a.txt"} == {"Noord"}


def test_offsets_count_in_the_file_without_its_byte_order_mark_and_carriage_returns(extraction: Extraction) -> None:
    for name, text in TEXTS.items():
        (processed,) = [one for one in extraction.documents if one.document.id == name]
        assert processed.document.text == text.removeprefix("\ufeff").replace("\r\n", "\n")


def test_insights_are_written_with_verbatim_quotes(extraction: Extraction, tmp_path: Path) -> None:
    write_extraction(extraction, tmp_path)
    records = json.loads((tmp_path / "inzichten.json").read_text(encoding="utf-8"))
    texts = {one.document.id: one.document.text for one in extraction.documents}
    assert [record["id"] for record in records] == [insight.id for insight in extraction.insights]
    for record in records:
        assert record["n_sources"] >= 2
        for quote in record["quotes"]:
            assert {"document_id", "start", "end", "text", "author"} <= set(quote)
            assert quote["text"] == texts[quote["document_id"]][quote["start"] : quote["end"]]


def test_run_json_counts(extraction: Extraction, tmp_path: Path) -> None:
    write_extraction(extraction, tmp_path)
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["counts"] == {
        "documents": 3,
        "sentences": sum(len(one.sentences) for one in extraction.documents),
        "annotations": len(extraction.annotations),
        "insights": len(extraction.insights),
        "failures": 0,
    }
    assert run["pipeline"]["name"] == "nl_praktijk_sm"
    assert run["tagging"]["thresholds"] == dict.fromkeys(load_codebook().keys, 0.0)


def test_same_input_gives_the_same_bytes_wherever_it_lies(pipeline: Pipeline, corpus: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(corpus, tmp_path / "ergens anders" / "kopie"))
    write_extraction(pipeline.extract([corpus]), tmp_path / "een")
    write_extraction(pipeline.extract([elsewhere]), tmp_path / "twee")
    assert content(tmp_path / "een") == content(tmp_path / "twee")


def test_failures_are_told_and_the_rest_is_done(pipeline: Pipeline, corpus: Path, tmp_path: Path) -> None:
    (corpus / "leeg.txt").write_bytes(b"")
    broken = pipeline.extract([corpus])
    assert [failure.source for failure in broken.failures] == ["leeg.txt"]
    assert len(broken.documents) == 3
    write_extraction(broken, tmp_path / "uit")
    assert set(content(tmp_path / "uit")) == OUTPUTS | {"fouten.csv"}
    failures = read_table(tmp_path / "uit" / "fouten.csv")
    assert list(failures.columns) == ["bestand", "reden"]
    assert failures["bestand"].tolist() == ["leeg.txt"]
    assert failures["reden"][0]


def test_old_failures_go_when_nothing_fails_any_more(extraction: Extraction, tmp_path: Path) -> None:
    (tmp_path / "fouten.csv").write_text("bestand,reden\noud.txt,weg\n", encoding="utf-8")
    (tmp_path / "eigen.txt").write_text("van de gebruiker", encoding="utf-8")
    write_extraction(extraction, tmp_path)
    assert set(content(tmp_path)) == OUTPUTS | {"eigen.txt"}


def test_failures_that_cannot_be_removed_are_told(extraction: Extraction, tmp_path: Path) -> None:
    (tmp_path / "fouten.csv").mkdir()
    with pytest.raises(OutputError, match=r"fouten\.csv' kan niet weg"):
        write_extraction(extraction, tmp_path)


def test_folder_that_cannot_be_made_is_told(extraction: Extraction, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="kan niet worden gemaakt"):
        write_extraction(extraction, tmp_path / "bestand" / "uit")


def test_nothing_readable_still_gives_a_report(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    nothing = pipeline.extract([tmp_path / "leeg.txt"])
    assert (nothing.documents, nothing.annotations, nothing.insights, len(nothing.failures)) == ((), (), (), 1)
    write_extraction(nothing, tmp_path / "uit")
    assert set(content(tmp_path / "uit")) == OUTPUTS | {"fouten.csv"}
    assert tuple(read_table(tmp_path / "uit" / "passages.csv").columns[:8]) == ANNOTATION_COLUMNS
    assert json.loads((tmp_path / "uit" / "inzichten.json").read_text(encoding="utf-8")) == []


def test_title_of_the_report(extraction: Extraction, tmp_path: Path) -> None:
    write_extraction(extraction, tmp_path / "een", "Oogst <2024>")
    assert "Oogst &lt;2024&gt;" in (tmp_path / "een" / "rapport.html").read_text(encoding="utf-8")
    write_extraction(extraction, tmp_path / "twee")
    assert "Oogst" not in (tmp_path / "twee" / "rapport.html").read_text(encoding="utf-8")


def test_frame_has_a_row_a_code(extraction: Extraction) -> None:
    frame = extraction.to_frame()
    assert len(frame) == len(extraction.annotations)
    assert set(frame["insight"]) - {""} == {insight.id for insight in extraction.insights}


def test_missing_source_is_told_at_once(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"weg\.txt' bestaat niet"):
        pipeline.extract([tmp_path / "weg.txt"])


def test_progress_is_shown_when_asked_for(
    pipeline: Pipeline, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leeg.txt").write_text("", encoding="utf-8")
    for progress, shown in ((True, True), (False, False), (None, False)):
        pipeline.extract([tmp_path / "leeg.txt"], progress)
        assert ("Inzichten zoeken" in capsys.readouterr().err) == shown


def test_stages_report_their_progress(pipeline: Pipeline, corpus: Path) -> None:
    heard: list[tuple[str, int, int | None]] = []
    pipeline.extract([corpus], lambda *step: heard.append(step))
    assert heard == [
        ("Lezen", 1, None),
        ("Lezen", 2, None),
        ("Lezen", 3, None),
        ("Coderen", 1, 3),
        ("Coderen", 2, 3),
        ("Coderen", 3, 3),
        ("Inzichten zoeken", 0, 1),
        ("Inzichten zoeken", 1, 1),
        ("Onderwerpen zoeken", 0, 1),
        ("Onderwerpen zoeken", 1, 1),
    ]


def test_topics_can_be_left_out(stand_in: None, corpus: Path, tmp_path: Path) -> None:
    settings = Settings(models=MODELS, tagging=TaggingSettings(threshold=0.0), topics=TopicSettings(in_report=False))
    (tmp_path / "nieuwe_themas.toml").write_text("oud", encoding="utf-8")
    found = Pipeline(settings).extract([corpus])
    assert found.topics is None
    write_extraction(found, tmp_path)
    assert not (tmp_path / "nieuwe_themas.toml").exists()
    assert 'id="onderwerpen"' not in (tmp_path / "rapport.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_table_of_codes(pipeline: Pipeline, corpus: Path, tmp_path: Path, suffix: str) -> None:
    documents, _ = pipeline.read([corpus])
    path = tmp_path / f"thema{suffix}"
    n_rows = write_annotations(pipeline.tag(documents), path, why=True)
    table = read_table(path)
    # Only a line of JSON can hold where the evidence stands.
    assert tuple(table.columns) == (*ANNOTATION_COLUMNS, "why", *(["evidence"] if suffix == ".jsonl" else []))
    assert table["why"].str.endswith(".").all()
    assert len(table) == n_rows == sum(len(found) for _, found in pipeline.tag(documents)) > 0
    assert list(table["document_id"]) == sorted(table["document_id"])


def test_table_of_another_kind_is_refused(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(OutputPathError):
        write_annotations([], tmp_path / "thema.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("stand_in")
def test_settings_reach_their_stage(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "boek.toml"
    own.write_text("[[themes]]\nkey = 'koffie'\nname = 'De koffie was op.'\nterms = ['koffie']\n", encoding="utf-8")
    settings = Settings(
        reading=ReadingSettings(max_characters=75),
        models=MODELS,
        tagging=TaggingSettings(codebook=str(own)),
        insights=InsightSettings(min_sources=1, min_score=0.0),
    )
    used: dict[str, object] = {}

    def spy(*stages: object, **options: object) -> object:
        used.update(options)
        return extract_insights(*stages, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "extract_insights", spy)
    pipeline = Pipeline(settings)
    assert pipeline.tagger.thresholds == {"koffie": CODEBOOK_THRESHOLD}
    extraction = pipeline.extract([corpus])
    assert [one.document.id for one in extraction.documents] == ["a.txt"]
    assert [one.source for one in extraction.failures] == ["b.md", "map/c.txt"]
    assert {one.theme for one in extraction.annotations} == {"koffie"}
    assert used.pop("vectors")
    assert used.pop("read_alone") == pipeline.tagger.score_alone
    assert used == {"likeness": LIKENESS, "min_sources": 1, "min_score": 0.0, "codebook": pipeline.codebook}


@pytest.mark.usefixtures("stand_in")
def test_codebook_that_is_not_there_is_told() -> None:
    with pytest.raises(CodebookError, match="bestaat niet"):
        Pipeline(Settings(models=MODELS, tagging=TaggingSettings(codebook="weg.toml")))


def test_labels_for_the_report_follow_the_codebook() -> None:
    book = load_codebook()
    labels = theme_labels(book)
    assert tuple(label.key for label in labels) == book.keys
    assert [label.name for label in labels if label.core] == [theme.name for theme in book.themes if theme.core]


def test_documents_made_by_hand_are_sources_as_well(pipeline: Pipeline) -> None:
    documents, failures = pipeline.read([Document("eigen", "Wij laten het los.")])
    assert ([one.id for one in documents], failures) == (["eigen"], ())
    with pytest.raises(SourceError, match="from_documents"):
        pipeline.read(["weg.txt", Document("eigen", "Wij laten het los.")])  # type: ignore[list-item]
