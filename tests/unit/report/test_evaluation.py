from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from praktijkkennis.evaluation import Evaluation, coding_from_records, evaluate, trust_cards
from praktijkkennis.report.evaluation import render_evaluation, write_evaluation

HOSTILE = "<script>alert(1)</script> Ik laat & los."
NAMES = {"los": "Loslaten <b>", "zelf": "Zelfsturing", "leeg": "Nergens"}


def record(key: str, *coders: str) -> dict[str, object]:
    sentences = [HOSTILE, "Wij maken zelf het rooster.", "Het regende."]
    spans, start = [], 0
    for sentence in sentences:
        spans.append([start, start + len(sentence)])
        start += len(sentence) + 1
    codes = {coder: [[0, "los", "versterkend"], [1, "zelf", "neutraal"]] for coder in coders}
    return {"id": key, "text": " ".join(sentences), "sentences": spans, "codes": codes, "metadata": {"soort": "mail"}}


def judged(*coders: str) -> Evaluation:
    coding = coding_from_records([record("een", *coders), record("twee", *coders), record("drie", *coders)])
    machine = coding.codes[coding.codes["coder"] == coders[0]].assign(coder="machine", score=0.75)
    wrong = machine["document_id"].isin(["twee"]) & (machine["theme"] == "los")
    return evaluate(machine.assign(theme=machine["theme"].mask(wrong, "zelf")), coding, names=NAMES)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return judged("A", "B")


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("</style>")[1])))


def test_all_files_are_written(evaluation: Evaluation, tmp_path: Path) -> None:
    cards = write_evaluation(evaluation, tmp_path / "uit", NAMES)
    assert {path.name for path in (tmp_path / "uit").iterdir()} == {
        "beoordeling.html",
        "beoordeling.csv",
        "beoordeling.json",
        "verwarring.csv",
        "missers.csv",
    }
    scores = pd.read_csv(tmp_path / "uit" / "beoordeling.csv")
    assert scores["theme"].tolist()[:3] == ["los", "zelf", "leeg"]
    assert scores.set_index("theme").loc["los", "recall"] == pytest.approx(2 / 3, abs=1e-4)
    with (tmp_path / "uit" / "missers.csv").open(encoding="utf-8", newline="") as handle:
        errors = list(csv.DictReader(handle))
    assert [(one["kind"], one["theme"], one["text"]) for one in errors] == [
        ("gemist", "los", HOSTILE),
        ("vals alarm", "zelf", HOSTILE),
    ]
    confusion = pd.read_csv(tmp_path / "uit" / "verwarring.csv", index_col="human")
    assert confusion.loc["los", "zelf"] == 1
    assert [card.name for card in cards] == list(NAMES.values())


def test_json_holds_everything_as_plain_data(evaluation: Evaluation, tmp_path: Path) -> None:
    write_evaluation(evaluation, tmp_path, NAMES)
    found = json.loads((tmp_path / "beoordeling.json").read_text(encoding="utf-8"))
    assert (found["n_units"], found["n_documents"], found["coders"]) == (9, 3, ["machine", "A", "B"])
    assert found["confusion"]["los"] == {"los": 2, "zelf": 1}
    assert found["scores"][2]["f1"] is None
    assert found["trust"][-1]["level"] == "onbekend"
    assert {row["coders"] for row in found["agreement"]} == {"machine en A", "machine en B", "A en B", "alle"}
    assert found["documents"][0] == {"predicted": "drie", "coded": "drie", "matched_by": "gelijk"}


def test_page_is_safe_and_says_what_matters(evaluation: Evaluation) -> None:
    page = render_evaluation(evaluation, trust_cards(evaluation, NAMES))
    assert "<script" not in page
    assert "Content-Security-Policy" in page
    assert not re.search(r"\s(?:on\w+|style|src)=", page)
    said = text_of(page)
    for part in (
        "9 zinnen uit 3 documenten",
        "Mensen gaven 6 codes, de machine 6; 5 daarvan zijn gelijk.",
        "Loslaten <b>",
        "Gemist",
        HOSTILE,
        "Onbekend: dit thema kwam niet voor.",
        "A en B",
        "Gemiddelde van de thema’s",
    ):
        assert part in said


def test_page_of_one_coder_has_no_agreement_between_people() -> None:
    evaluation = judged("A")
    said = text_of(render_evaluation(evaluation, trust_cards(evaluation, NAMES)))
    assert "Hoe eens zijn de codeurs" not in said
    assert "meer dan de helft" not in said


def test_perfect_machine_has_nothing_to_read() -> None:
    coding = coding_from_records([record("een", "A"), record("twee", "A")])
    evaluation = evaluate(coding.codes.drop(columns="score").assign(coder="m"), coding)
    said = text_of(render_evaluation(evaluation, trust_cards(evaluation)))
    assert "Er valt niets te lezen" in said
    assert "Geen enkel thema is voor een ander aangezien" in said
    assert "Zegt de score iets?" not in said


def test_same_evaluation_same_bytes(evaluation: Evaluation, tmp_path: Path) -> None:
    write_evaluation(evaluation, tmp_path / "a", NAMES)
    write_evaluation(judged("A", "B"), tmp_path / "b", NAMES)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_axe_finds_nothing_wrong(evaluation: Evaluation, open_tab: Callable[..., Any]) -> None:
    page = render_evaluation(evaluation, trust_cards(evaluation, NAMES))
    tab = open_tab(page, viewport={"width": 360, "height": 740})
    assert tab.violations() == []
    assert tab.troubles == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 360
