from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from praktijkkennis.errors import ModelError
from praktijkkennis.evaluation import (
    Coding,
    TrustCard,
    evaluate,
    level_of,
    stored_trust_cards,
    trust_cards,
    trust_summary,
)

NAN = float("nan")
CARD = TrustCard("los", "Loslaten", "redelijk", 0.7, 0.68, 0.74, 0.72, 0.66, 80, "1.200 zinnen uit 40 documenten: mail")


@pytest.mark.parametrize(
    ("f1", "level"),
    [
        (1.0, "goed"),
        (0.8, "goed"),
        (0.79, "redelijk"),
        (2 / 3, "redelijk"),
        (0.66, "matig"),
        (0.4, "matig"),
        (0.39, "zwak"),
        (0.0, "zwak"),
        (NAN, "onbekend"),
    ],
)
def test_levels_have_stated_bounds(f1: float, level: str) -> None:
    assert level_of(f1) == level


@pytest.mark.parametrize(("f1", "shown"), [(0.399, 0.39), (0.4, 0.4), (0.6660, 0.66), (0.667, 0.67), (0.556, 0.56)])
def test_a_figure_is_not_rounded_up_into_a_better_level(f1: float, shown: float) -> None:
    card = replace(CARD, f1=f1, level=level_of(f1), precision=NAN)
    assert card.shown_f1 == shown
    assert f"een F1 van {shown:.2f}".replace(".", ",") in card.verdict


def test_card_says_it_in_one_sentence() -> None:
    assert CARD.sentence == (
        "Redelijk te vertrouwen: van 10 zinnen die het programma zo codeert, kloppen er ongeveer 7; van 10 zinnen die "
        "een mens zo codeert, vindt het er ongeveer 7 (gemeten op 1.200 zinnen uit 40 documenten: mail)."
    )
    assert not CARD.uncertain


def test_card_says_when_it_is_uncertain() -> None:
    few = replace(CARD, n_coded=8)
    assert few.uncertain
    assert few.sentence.endswith("Dat is onzeker, want een mens gaf dit thema maar aan 8 zinnen.")
    wide = replace(CARD, low=0.3, high=0.85)
    assert wide.verdict.endswith("Dat is onzeker: bij andere teksten kan het zwak tot goed zijn.")


@pytest.mark.parametrize(
    ("precision", "recall", "words"),
    [
        (0.0, 0.0, ("klopt er geen;", "vindt het er geen.")),
        (0.1, 1.0, ("klopt er ongeveer 1;", "vindt het er 10.")),
        (0.04, 0.97, ("kloppen er minder dan 1;", "vindt het er bijna 10.")),
    ],
)
def test_shares_are_told_as_so_many_in_ten(precision: float, recall: float, words: tuple[str, str]) -> None:
    verdict = replace(CARD, precision=precision, recall=recall).verdict
    assert words[0] in verdict
    assert words[1] in verdict


def test_plain_data_for_a_report_has_no_nan_and_the_weakest_last() -> None:
    weak = replace(CARD, theme="b", level="zwak", f1=0.2, low=NAN, high=NAN, precision=NAN, recall=NAN, n_coded=None)
    summary = trust_summary([weak, CARD])
    assert [one["theme"] for one in summary] == ["los", "b"]
    assert json.loads(json.dumps(summary, allow_nan=False))[1]["low"] is None
    assert "F1 van 0,20" in summary[1]["sentence"]


def test_cards_of_an_evaluation(coding: Coding) -> None:
    machine = coding.codes.assign(coder="m", theme=coding.codes["theme"].replace("vertrouwen", "zelf"))
    found = {
        card.theme: card for card in trust_cards(evaluate(machine, coding, names={"zelf": "Zelfsturing", "x": "X"}))
    }
    assert found["veilig"].level == "goed"
    assert found["veilig"].material == "7 zinnen uit 2 documenten: mail"
    assert (found["zelf"].precision, found["zelf"].n_coded) == (0.5, 1)
    assert found["vertrouwen"].verdict.startswith(
        "Zwak te vertrouwen: van 10 zinnen die het programma zo codeert, klopt er geen"
    )
    assert found["x"].level == "onbekend"
    assert found["x"].sentence == "Onbekend: dit thema kwam niet voor (gemeten op 7 zinnen uit 2 documenten: mail)."


def test_cards_of_the_tagger_that_comes_along() -> None:
    config = Path(str(resources.files("praktijkkennis") / "data/models/tagger_nieuw_organiseren/config.json"))
    cards = stored_trust_cards(config, {"loslaten": "Loslaten"})
    stored = json.loads(config.read_text(encoding="utf-8"))
    assert [card.theme for card in cards] == stored["themes"]
    for card in cards:
        assert card.f1 == stored["figures"]["themes"][card.theme]
        assert card.level == level_of(card.f1)
        assert "schrijvers die het programma nog niet kende" in card.sentence
        assert not card.uncertain


@pytest.mark.parametrize(
    "content", ["{}", "geen json", '{"figures": {"themes": {"a": "veel"}}}', '{"figures": {"themes": 3}}']
)
def test_tagger_without_figures(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="geen bruikbare cijfers"):
        stored_trust_cards(tmp_path / "config.json")
