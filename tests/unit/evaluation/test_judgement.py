from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import Coding, coding_from_records, evaluate, krippendorff_alpha
from praktijkkennis.evaluation.judgement import reference_codes

FIRST = "Wij maken zelf het rooster. Het regende. Ik durf nu fouten toe te geven. Ik laat het los."
SECOND = "Niemand zegt nog iets. De soep was koud. We vertrouwen elkaar."


def row(document: str, text: str, theme: str, score: float = 0.9, stance: str = "neutraal", shift: int = 0):  # type: ignore[no-untyped-def]
    start = (FIRST if document.startswith("een") else SECOND).index(text) + shift
    return document, start, start + len(text), text, theme, score, stance


@pytest.fixture
def predicted(table) -> pd.DataFrame:  # type: ignore[no-untyped-def]
    return table(
        row("een", "Wij maken zelf het rooster.", "zelf", 0.9, "versterkend"),
        row("een", "Het regende.", "zelf", 0.4),
        row("een", "Ik durf nu fouten toe te geven.", "los", 0.7),
        row("een", "Ik laat het los.", "los", 0.6, "belemmerend"),
        row("twee", "Niemand zegt nog iets.", "veilig", 0.8, "belemmerend"),
        coder="praktijkkennis",
    )


def theme(evaluation, key: str) -> pd.Series:  # type: ignore[no-untyped-def]
    scores = evaluation.to_frame()
    return scores[(scores["theme"] == key) & (scores["level"] == "theme")].iloc[0]


def test_figures_are_what_one_counts_by_hand(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding)
    assert (found.n_units, found.n_documents) == (7, 2)
    zelf, veilig, vertrouwen = theme(found, "zelf"), theme(found, "veilig"), theme(found, "vertrouwen")
    assert (zelf["n_coded"], zelf["n_predicted"], zelf["n_both"]) == (1, 2, 1)
    assert (zelf["precision"], zelf["recall"]) == (0.5, 1.0)
    assert zelf["f1"] == pytest.approx(2 / 3)
    assert zelf["prevalence"] == pytest.approx(1 / 7)
    assert (veilig["precision"], veilig["recall"]) == (1.0, 0.5)
    assert vertrouwen["recall"] == 0
    assert math.isnan(vertrouwen["precision"])
    assert zelf["alpha"] == pytest.approx(krippendorff_alpha([[1, 1], [1, 0]] + [[0, 0]] * 5))


def test_totals_are_those_of_the_reference_implementation(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding, core=["zelf", "los"])
    truth, guess = (found.rated.codes[:, one] for one in (1, 0))
    totals = found.to_frame().set_index("level")
    for level in ("macro", "micro"):
        assert totals.loc[level, "f1"] == pytest.approx(f1_score(truth, guess, average=level, zero_division=0))
    assert totals.loc["micro", "precision"] == pytest.approx(precision_score(truth, guess, average="micro"))
    assert totals.loc["micro", "recall"] == pytest.approx(recall_score(truth, guess, average="micro"))
    keys = found.rated.themes
    core = [keys.index("zelf"), keys.index("los")]
    assert totals.loc["macro_core", "f1"] == pytest.approx(f1_score(truth[:, core], guess[:, core], average="macro"))


def test_stance_is_judged_where_both_gave_the_theme(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding)
    micro = found.to_frame().set_index("level").loc["micro"]
    assert micro["n_stances"] == 3
    assert micro["stance_accuracy"] == pytest.approx(2 / 3)
    assert theme(found, "los")["stance_accuracy"] == 0.0


def test_confusion_counts_what_the_machine_gave_instead(predicted: pd.DataFrame, coding: Coding) -> None:
    table = evaluate(predicted, coding).confusion
    assert table.loc["zelf", "zelf"] == 1
    assert table.loc["veilig", "los"] == 1
    assert table.loc["(geen)", "zelf"] == 1
    assert table.loc["vertrouwen", "(geen)"] == 1
    assert table.to_numpy().sum() == 6


def test_errors_are_verbatim_the_worst_first(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding)
    texts = {"een": FIRST, "twee": SECOND}
    for one in found.errors.itertuples():
        assert texts[one.document_id][one.start : one.end] == one.text
    assert found.false_alarms["score"].tolist() == [0.7, 0.4]
    assert found.misses["theme"].tolist() == ["veilig", "vertrouwen"]
    assert found.misses["human_themes"].tolist() == ["veilig", "vertrouwen"]
    assert found.misses["machine_themes"].tolist() == ["los", ""]


def test_calibration_tells_how_far_the_score_is_off(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding)
    bins = found.calibration[found.calibration["theme"] == ""]
    assert bins["n"].sum() == 5
    assert bins.set_index("low").loc[0.9, "share_right"] == 1.0
    assert bins.set_index("low").loc[0.4, "share_right"] == 0.0
    expected = np.mean([0.1, 0.4, 0.7, 0.4, 0.2])
    assert found.to_frame().set_index("level").loc["micro", "ece"] == pytest.approx(expected)


def test_without_scores_there_is_no_calibration(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted.drop(columns=["score", "coder"]), coding)
    assert len(found.calibration) == 0
    assert found.to_frame()["ece"].isna().all()
    assert found.rated.coders == ("machine", "A")


def test_threshold_leaves_codes_out_but_keeps_their_scores(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding, threshold=0.65)
    assert theme(found, "zelf")["precision"] == 1.0
    assert theme(found, "los")["n_predicted"] == 1
    assert found.calibration[found.calibration["theme"] == ""]["n"].sum() == 5
    assert found.misses[found.misses["theme"] == "los"]["score"].tolist() == [0.6]


def test_every_theme_may_have_a_threshold_of_its_own(predicted: pd.DataFrame, coding: Coding) -> None:
    whole, found = evaluate(predicted, coding), evaluate(predicted, coding, threshold={"los": 0.65})
    assert theme(found, "los")["n_predicted"] == 1 < theme(whole, "los")["n_predicted"]
    assert theme(found, "zelf")["n_predicted"] == theme(whole, "zelf")["n_predicted"]


def test_names_and_offsets_may_differ_and_it_is_said(table, coding: Coding) -> None:  # type: ignore[no-untyped-def]
    rows = [
        row("een.txt", "Wij maken zelf het rooster.", "zelf", shift=3),
        row("een.txt", "Ik laat het los.", "los", shift=3),
        ("een.txt", 5, 20, "Dit staat er niet in.", "los", 0.9, "neutraal"),
        row("Map/TWEE.txt", "Niemand zegt nog iets.", "veilig"),
        ("drie", 0, 5, "Hallo", "veilig", 0.9, "neutraal"),
    ]
    found = evaluate(table(*rows), coding)
    assert theme(found, "zelf")["n_both"] == 1
    assert theme(found, "veilig")["n_both"] == 1
    assert (found.matching.n_by_text, found.matching.n_elsewhere, len(found.matching.lost_predicted)) == (2, 1, 1)
    said = " ".join(found.remarks)
    for part in ("een.txt = een", "op tekst", "drie", "geen bekende zin bij"):
        assert part in said


def test_codes_outside_all_sentences_are_told(predicted: pd.DataFrame, coding: Coding) -> None:
    assert coding.units is not None
    part = coding.units[coding.units["text"] != "Het regende."]
    found = evaluate(predicted, coding.codes, units=part)
    assert found.matching.lost_predicted["text"].tolist() == ["Het regende."]
    assert any("1 code van de machine telt niet mee" in remark for remark in found.remarks)
    assert theme(found, "zelf")["precision"] == 1.0
    without_human = evaluate(predicted, coding.codes, units=coding.units[coding.units["text"] != "Ik laat het los."])
    assert without_human.matching.lost_coded["theme"].tolist() == ["los"]


def test_documents_without_a_code_of_the_machine_count_as_missed(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted[predicted["document_id"] == "een"], coding)
    assert theme(found, "vertrouwen")["n_coded"] == 1
    assert found.n_documents == 2
    assert any("twee" in remark and "gemist" in remark for remark in found.remarks)


def test_machine_that_finds_nothing(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted.iloc[:0], coding)
    micro = found.to_frame().set_index("level").loc["micro"]
    assert (micro["recall"], micro["n_predicted"]) == (0.0, 0)
    assert len(found.misses) == 5


def test_perfect_machine(coding: Coding) -> None:
    found = evaluate(coding.codes.assign(coder="m"), coding)
    totals = found.to_frame()
    assert (totals["f1"] == 1).all()
    assert len(found.errors) == 0
    assert found.remarks == ()


def test_table_of_codes_compares_passages_only_and_says_so(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding.codes)
    assert found.n_units == 6
    assert theme(found, "zelf")["precision"] == 0.5
    assert "Alleen de gecodeerde passages zijn bekend" in found.remarks[0]


def test_table_of_codes_with_all_sentences_gives_the_same_as_records(predicted: pd.DataFrame, coding: Coding) -> None:
    with_units = evaluate(predicted, coding.codes, units=coding.units)
    whole = evaluate(predicted, coding)
    pd.testing.assert_frame_equal(with_units.to_frame(), whole.to_frame())


def test_human_table_with_texts_only_is_found_among_the_machines_passages(predicted: pd.DataFrame) -> None:
    human = pd.DataFrame(
        {
            "document": ["een", "een"],
            "tekst": ["Wij maken zelf het rooster.", "Deze zin gaf de machine niets."],
            "thema": ["zelf", "zelf"],
        }
    )
    found = evaluate(predicted, human)
    zelf = theme(found, "zelf")
    assert (zelf["n_coded"], zelf["n_both"], zelf["n_predicted"]) == (2, 1, 2)
    assert found.misses["start"].tolist() == [-1]


def test_human_table_with_offsets_of_another_program(predicted: pd.DataFrame) -> None:
    human = pd.DataFrame(
        {
            "document_id": ["een", "een"],
            "start": [100, 200],
            "end": [127, 216],
            "text": ["Wij maken zelf het rooster.", "Ik laat het los."],
            "theme": ["zelf", "los"],
        }
    )
    found = evaluate(predicted[predicted["document_id"] == "een"], human)
    assert theme(found, "zelf")["n_both"] == 1
    assert theme(found, "los")["n_both"] == 1
    assert theme(found, "los")["n_predicted"] == 2


def three_coders(record):  # type: ignore[no-untyped-def]
    sentences = ["Zin een is er.", "Zin twee is er.", "Zin drie is er."]
    codes = {
        "A": [[0, "t", "neutraal"], [1, "t", "versterkend"]],
        "B": [[0, "t", "neutraal"]],
        "C": [[0, "t", "belemmerend"], [2, "t", "neutraal"]],
    }
    return coding_from_records([record("d", sentences, **codes)])


def test_majority_of_people_is_right(record, table) -> None:  # type: ignore[no-untyped-def]
    coding = three_coders(record)
    machine = table(("d", 0, 14, "Zin een is er.", "t", 0.9, "neutraal"), ("d", 15, 30, "Zin twee is er.", "t"))
    found = evaluate(machine, coding)
    one = theme(found, "t")
    assert (found.reference, one["n_coded"], one["n_both"], one["stance_accuracy"]) == ("meerderheid", 1, 1, 1.0)
    assert found.false_alarms["coded_by"].tolist() == [1]
    only_a = evaluate(machine, coding, coder="A")
    assert (only_a.reference, theme(only_a, "t")["n_both"]) == ("A", 2)


def test_machine_is_a_coder_among_people(record, table) -> None:  # type: ignore[no-untyped-def]
    found = evaluate(table(("d", 0, 14, "Zin een is er.", "t"), coder="m"), three_coders(record))
    pairs = found.agreement.loc[found.agreement["theme"] == "t", "coders"].tolist()
    assert pairs == ["m en A", "m en B", "m en C", "A en B", "A en C", "B en C", "alle"]


def test_stance_that_people_are_divided_on_is_unknown() -> None:
    codes = np.array([[[1], [1]], [[1], [1]], [[1], [0]]])
    stances = np.array([[[0], [1]], [[2], [2]], [[0], [-1]]])
    truth, found = reference_codes(codes, stances)
    assert truth[:, 0].tolist() == [1, 1, 0]
    assert found[:, 0].tolist() == [-1, 2, -1]


def test_rows_of_the_machine_among_those_of_people_do_not_count(predicted: pd.DataFrame, coding: Coding) -> None:
    mixed = pd.concat([coding.codes, predicted], ignore_index=True)
    found = evaluate(predicted, mixed, units=coding.units)
    assert found.rated.coders == ("praktijkkennis", "A")
    assert theme(found, "zelf")["precision"] == 0.5


def test_table_of_the_machine_that_a_person_corrected(predicted: pd.DataFrame) -> None:
    found = evaluate(predicted, predicted.drop(index=1))
    assert found.rated.coders == ("praktijkkennis", "praktijkkennis (verbeterd)")
    assert theme(found, "zelf")["precision"] == 0.5


def test_themes_of_the_codebook_come_first_and_all(predicted: pd.DataFrame, coding: Coding) -> None:
    found = evaluate(predicted, coding, names={"veilig": "Veiligheid", "nieuw": "Iets nieuws"})
    assert found.rated.themes == ("veilig", "nieuw", "los", "vertrouwen", "zelf")
    assert theme(found, "nieuw")[["n_coded", "n_predicted"]].tolist() == [0, 0]
    assert math.isnan(theme(found, "nieuw")["f1"])


def test_same_input_same_figures(predicted: pd.DataFrame, coding: Coding) -> None:
    first, second = (evaluate(predicted.sample(frac=1, random_state=seed), coding) for seed in (1, 2))
    pd.testing.assert_frame_equal(first.to_frame(), second.to_frame())
    pd.testing.assert_frame_equal(first.errors, second.errors)


def test_wrong_use_is_said(predicted: pd.DataFrame, coding: Coding) -> None:
    with pytest.raises(CodingError, match="Geen enkel document"):
        evaluate(predicted.assign(document_id="elders", text="iets"), coding)
    with pytest.raises(CodingError, match="meer codeurs"):
        evaluate(predicted.assign(coder=["a", "b", "b", "b", "b"]), coding)
    with pytest.raises(CodingError, match="Codeur 'Z'"):
        evaluate(predicted, coding, coder="Z")
    with pytest.raises(CodingError, match="geen codes van mensen"):
        evaluate(predicted, coding.codes.iloc[:0])
    with pytest.raises(CodingError, match="geen van beide"):
        evaluate(predicted.iloc[:0], coding.codes.assign(theme=""))
