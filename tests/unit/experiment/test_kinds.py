from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment import read_description, run_experiment
from praktijkkennis.experiment.kinds import topics
from praktijkkennis.experiment.kinds.topic_peers import Division
from praktijkkennis.topics import Passage

CONLLU = """# sent_id = a-1
# text = Laat het los.
1	Laat	laten	VERB	_	_	_	_	_	Verb=loslaten
2	het	het	PRON	_	_	_	_	_	_
3	los	los	ADJ	_	_	_	_	_	Prt=1|SpaceAfter=No
4	.	.	PUNCT	_	_	_	_	_	_

# sent_id = a-2
# text = Zij werkt.
1	Zij	zij	PRON	_	_	_	_	_	_
2	werkt	werken	VERB	_	_	_	_	_	SpaceAfter=No
3	.	.	PUNCT	_	_	_	_	_	_
"""


def run(folder: Path, **config: Any) -> Any:
    return run_experiment(read_description({"title": "x", **config}, folder), runs=None)


def values(result: Any) -> dict[str, dict[str, float]]:
    return {label: {name: one[0] for name, one in each.items()} for label, each in result.estimates.items()}


def test_words_judged_by_annotated_sentences(tmp_path: Path) -> None:
    (tmp_path / "leren.conllu").write_text(CONLLU, encoding="utf-8")
    (tmp_path / "toets.conllu").write_text(CONLLU.replace("werkt\twerken", "wacht\twachten").replace("werkt", "wacht"))
    result = run(
        tmp_path,
        kind="pipeline",
        corpus={"train": ["leren.conllu"], "test": ["toets.conllu"]},
        grid={"analysis.method": ["spacy", "most-frequent"]},
    )
    found = values(result)
    # Of seven words one was never seen: taken for a noun that is its own lemma.
    assert found["most-frequent"]["pos"] == pytest.approx(6 / 7, abs=1e-6)
    assert found["most-frequent"]["lemma"] == pytest.approx(6 / 7, abs=1e-6)
    assert found["most-frequent"]["particle_recall"] == 0.0
    assert found["spacy"]["same_tokens"] == 1.0
    assert found["spacy"]["particle_recall"] == 1.0
    assert result.predictions.query("variant == 'spacy'")["lemma"].tolist()[0] == "loslaten"
    assert list(result.manifest["models"]) == ["nl_praktijk_sm"]


def test_a_file_that_is_no_conllu(tmp_path: Path) -> None:
    (tmp_path / "toets.conllu").write_text("zomaar wat\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"Zin 1 van 'toets.conllu' is geen CoNLL-U"):
        run(tmp_path, kind="pipeline", corpus={"test": ["toets.conllu"]}, analysis={"method": "spacy"})


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Two insights of one theme, each in the words of three people, and a sentence that is neither."""
    sentences = {
        "i1": ["Wie zelf roostert ruilt minder.", "Zelf roostert u, dus ruilt minder.", "Roostert zelf, ruilt minder."],
        "i2": ["Een maximumbedrag maakt vrij.", "Vrij maakt zo'n maximumbedrag.", "Het maximumbedrag maakt vrij."],
        "": ["Gisteren kwam de directeur kijken.", "Niemand had ons iets gevraagd.", "Morgen is het zaterdag."],
    }  # fmt: skip
    lines = []
    for number in range(3):
        text, spans, insights, codes = "", [], [], []
        for insight, each in sentences.items():
            spans.append([len(text), len(text) + len(each[number])])
            codes.append([len(spans) - 1, "zelfsturing", "versterkend"])
            if insight:
                insights.append([len(spans) - 1, insight])
            text += each[number] + "\n"
        record = {"id": f"d{number}", "text": text, "sentences": spans, "codes": {"A": codes}, "insights": insights}
        lines.append(json.dumps({**record, "metadata": {"auteur": f"Persoon {number}"}}))
    whole = "\n".join(lines) + "\n"
    (tmp_path / "toets.jsonl").write_text(whole, encoding="utf-8")
    # The same sentences in other texts, to choose a size on.
    (tmp_path / "oefening.jsonl").write_text(
        whole.replace(r'\n", "sentences"', r'\nTot zover.", "sentences"'), encoding="utf-8"
    )
    themes = [{"id": name, "theme": "zelfsturing"} for name in ("i1", "i2")]
    (tmp_path / "inzichten.json").write_text(json.dumps(themes), encoding="utf-8")
    return tmp_path


def test_insights_judged_by_planted_ones(planted: Path) -> None:
    result = run(
        planted,
        kind="insights",
        corpus={"train": ["oefening.jsonl"], "test": ["toets.jsonl"]},
        grid={"insights.method": ["words", "theme", "alone"]},
    )
    found = values(result)
    assert found["words"] == {
        "b_cubed": 1.0, "b_cubed_precision": 1.0, "b_cubed_recall": 1.0, "b_cubed_planted": 1.0, "found": 2.0,
        "groups": 5.0,
    }  # fmt: skip
    # Nine sentences together, of which three belong with each planted one.
    assert found["theme"]["b_cubed_precision"] == pytest.approx(1 / 3, abs=1e-6)
    assert found["theme"]["b_cubed_recall"] == 1.0
    # Among the planted ones alone each sentence has half of its group for company; no insight is more than half of it.
    assert found["theme"]["b_cubed_planted"] == pytest.approx(2 / 3, abs=1e-6)
    assert found["theme"]["found"] == 0.0
    assert found["alone"]["found"] == 0.0
    assert found["alone"]["b_cubed_recall"] == pytest.approx(1 / 3, abs=1e-6)
    assert sorted(result.manifest["inputs"]) == ["inzichten.json", "oefening.jsonl", "toets.jsonl"]
    with pytest.raises(ExperimentError, match="staat in 'train' en in 'test'"):
        run(
            planted,
            kind="insights",
            corpus={"train": ["toets.jsonl"], "test": ["toets.jsonl"]},
            insights={"method": "words"},
        )
    (planted / "inzichten.json").unlink()
    with pytest.raises(ExperimentError, match="inzichten"):
        run(planted, kind="insights", corpus={"test": ["toets.jsonl"]}, insights={"method": "theme"})


@pytest.mark.parametrize(
    "change", [{"codes": {}}, {"codes": {"A": [[0, "zelfsturing"]]}}, {"insights": [[0]]}, {"insights": [[99, "i1"]]}]
)
def test_planted_insights_that_are_not_sound(planted: Path, change: dict[str, object]) -> None:
    file = planted / "toets.jsonl"
    first, *others = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([json.dumps(json.loads(first) | change), *others]), encoding="utf-8")
    with pytest.raises(ExperimentError, match="het document 'd0' niet"):
        run(planted, kind="insights", corpus={"test": ["toets.jsonl"]}, insights={"method": "theme"})


def test_texts_without_a_planted_insight_are_refused(planted: Path) -> None:
    file = planted / "toets.jsonl"
    lines = [json.dumps(json.loads(line) | {"insights": []}) for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ExperimentError, match="geen geplante inzichten"):
        run(planted, kind="insights", corpus={"test": ["toets.jsonl"]}, insights={"method": "theme"})


def test_topics_judged_by_themes(corpus: Path) -> None:
    base = {"kind": "topics", "corpus": {"test": ["deel*.jsonl"], "codebook": "codeboek.toml"}}
    result = run(corpus, **base, topics={"method": "nmf-words", "topics": 2}, seeds=[0, 1])
    (variant,) = result.variants
    assert variant.seeds == (0, 1)
    assert variant.terms.shape == (2, 6, 5)
    found = values(result)["nmf-words"]
    assert found["topics"] == 2.0
    assert 0.0 <= found["nmi"] <= 1.0
    # Passages without a word that stands in two of them have no topic.
    assert np.isclose(found["coverage"], (result.predictions.query("seed == 0")["topic"] >= 0).mean())
    assert result.predictions["label"].isin(["rooster", "koffie", ""]).all()
    with pytest.raises(ExperimentError, match="wil weten hoeveel onderwerpen"):
        run(corpus, **base, topics={"method": "nmf-words"})


def test_topics_that_come_back_are_stable_and_those_by_lot_are_not(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = {"kind": "topics", "corpus": {"test": ["deel*.jsonl"], "codebook": "codeboek.toml"}}
    base |= {"topics": {"method": "nmf-words", "topics": 2}, "metrics": {"show": ["stability", "stability_beyond"]}}
    random = np.random.default_rng(0)

    def always(config: object, documents: object, passages: list[Passage], *_: object) -> Division:
        return Division(np.array([len(one.text) % 2 for one in passages]), [["a"], ["b"]])

    def by_lot(config: object, documents: object, passages: list[Passage], *_: object) -> Division:
        return Division(random.integers(0, 2, len(passages)), [["a"], ["b"]])

    monkeypatch.setattr(topics, "_divided", always)
    found = values(run(corpus, **base))["nmf-words"]
    assert (found["stability"], found["stability_beyond"]) == (1.0, 1.0)
    monkeypatch.setattr(topics, "_divided", by_lot)
    found = values(run(corpus, **base, seeds=[7]))["nmf-words"]
    assert found["stability"] < 0.9
    assert found["stability_beyond"] < 0.5
