from __future__ import annotations

import math
from collections.abc import Callable

import krippendorff
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import (
    Coding,
    agreement,
    agreement_table,
    coding_from_records,
    disagreements,
    fleiss_kappa,
    krippendorff_alpha,
    rated_by,
    set_agreement,
    set_alpha,
    span_agreement,
    stance_agreement,
)
from praktijkkennis.evaluation.agreement_frame import AgreementFrame

SENTENCES = [f"Dit is zin nummer {number}." for number in range(12)]


@pytest.fixture
def three(record) -> Coding:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(5)
    records = []
    for number in range(6):
        true = rng.random((12, 2)) < 0.3
        codes = {
            coder: [
                [sentence, theme, "neutraal"]
                for sentence in range(12)
                for k, theme in enumerate(("s", "t"))
                if true[sentence, k] ^ (rng.random() < noise)
            ]
            for coder, noise in (("A", 0.05), ("B", 0.1), ("machine", 0.25))
        }
        if number == 5:
            del codes["B"]
        records.append(record(f"d{number}", SENTENCES, **codes))
    return coding_from_records(records)


def one(table: pd.DataFrame, theme: str, coders: str) -> pd.Series:
    return table[(table["theme"] == theme) & (table["coders"] == coders)].iloc[0]


def test_pairs_and_all_together_are_those_of_the_reference(three: Coding) -> None:
    rated = rated_by(three)
    table = agreement_table(rated)
    assert table["coders"].unique().tolist() == ["A en B", "A en machine", "B en machine", "alle"]
    codes = rated.codes[:, :, 1]
    ratings = np.where(codes < 0, np.nan, codes)
    everybody = one(table, "t", "alle")
    assert everybody["alpha"] == pytest.approx(
        krippendorff.alpha(reliability_data=ratings.T, level_of_measurement="nominal")
    )
    assert everybody["fleiss"] == pytest.approx(fleiss_kappa(ratings))
    assert math.isnan(everybody["kappa"])
    pair = one(table, "t", "A en B")
    both = codes[codes[:, 1] >= 0]
    assert pair["kappa"] == pytest.approx(cohen_kappa_score(both[:, 0], both[:, 1]))
    assert (pair["n_units"], pair["n_documents"], everybody["n_documents"]) == (60, 5, 6)
    assert pair["n_coded"] == (both[:, :2] == 1).any(axis=1).sum()


def test_the_machine_is_a_coder_among_others_and_does_worse(three: Coding) -> None:
    table = agreement(three)
    assert one(table, "", "A en B")["alpha"] > one(table, "", "A en machine")["alpha"]
    assert (table["alpha_low"] <= table["alpha"]).all()
    assert (table["alpha"] <= table["alpha_high"]).all()


def test_all_themes_together_judge_every_theme_of_every_sentence(three: Coding) -> None:
    rated = rated_by(three, coders=["A", "machine"])
    pooled = one(agreement_table(rated), "", "A en machine")
    first, second = rated.codes[:, 0].ravel(), rated.codes[:, 1].ravel()
    assert pooled["alpha"] == pytest.approx(
        krippendorff.alpha(reliability_data=np.stack([first, second]).astype(float), level_of_measurement="nominal")
    )
    assert pooled["f1"] == pytest.approx(2 * (first & second).sum() / (first.sum() + second.sum()))


def test_over_passages_nothing_that_all_left_out_counts(three: Coding) -> None:
    sentences, passages = agreement(three), agreement(three, per="span")
    assert one(passages, "", "alle")["n_units"] < one(sentences, "", "alle")["n_units"]
    assert one(passages, "t", "A en machine")["f1"] == one(sentences, "t", "A en machine")["f1"]


def test_table_with_a_column_of_coders_is_enough(three: Coding) -> None:
    table = agreement(three.codes, units=three.units)
    # In a table nobody can see that B did not read the last document, except that nothing in it is by B.
    pd.testing.assert_frame_equal(table, agreement(three))


def test_disagreements_come_with_what_each_coder_said(record) -> None:  # type: ignore[no-untyped-def]
    codes = {
        "A": [[0, "t", "neutraal"], [1, "t", "neutraal"], [2, "s", "neutraal"], [3, "t", "neutraal"]],
        "B": [[0, "t", "neutraal"], [2, "t", "neutraal"], [3, "t", "belemmerend"]],
    }
    found = disagreements(rated_by(coding_from_records([record("d", SENTENCES[:5], **codes)])))
    assert found["text"].tolist() == [SENTENCES[2], SENTENCES[1], SENTENCES[3]]
    assert found["differ"].tolist() == ["s; t", "t", ""]
    assert found["stance"].tolist() == ["", "", "t"]
    assert found.loc[0, ["A", "B"]].tolist() == ["s (neutraal)", "t (neutraal)"]
    assert found.loc[1, "B"] == "geen"


def test_no_stance_is_no_other_stance(record) -> None:  # type: ignore[no-untyped-def]
    codes = {
        "A": [[0, "t", ""], [1, "t", ""], [2, "t", ""], [3, "t", ""]],
        "B": [[0, "t", "belemmerend"], [1, "t", ""], [2, "t", "versterkend"], [3, "t", "versterkend"]],
        "C": [[0, "t", ""], [1, "t", ""], [2, "t", "neutraal"], [3, "t", "versterkend"]],
    }
    found = disagreements(rated_by(coding_from_records([record("d", SENTENCES[:4], **codes)])))
    assert found["text"].tolist() == [SENTENCES[2]]
    assert found.loc[0, "A"] == "t"
    assert found.loc[0, "stance"] == "t"


def test_a_table_of_agreement_draws_itself(three: Coding) -> None:
    pytest.importorskip("plotly")
    long = "een thema met een naam die langer is dan op een as past, eerste"
    table = agreement(three, n_resamples=50)
    assert isinstance(table[table["coders"] == "alle"].round(2), AgreementFrame)
    figure = table.plot(names={"s": long, "t": long.replace("eerste", "tweede")})
    assert [trace.name for trace in figure.data] == ["A en B", "A en machine", "B en machine", "alle"]
    # Two names that begin alike are two rows.
    assert len(set(figure.data[0].y)) == 3
    assert len(figure.layout.shapes) == 2
    passages = span_agreement(three, n_resamples=0).plot()
    assert passages.layout.xaxis.title.text == "Krippendorffs alfa voor passages"
    assert table.plot("f1").layout.xaxis.title.text == "f1"
    with pytest.raises(CodingError, match="kappa"):
        table.plot("gevoel")


def test_coder_who_did_not_read_does_not_disagree(record) -> None:  # type: ignore[no-untyped-def]
    one_read = record("d", SENTENCES[:2], A=[[0, "t", "neutraal"]], B=[[0, "t", "neutraal"]])
    other = record("e", SENTENCES[:2], A=[[0, "t", "neutraal"]], C=[])
    rated = rated_by(coding_from_records([one_read, other]))
    found = disagreements(rated)
    assert found["document_id"].tolist() == ["e"]
    assert found.loc[0, ["A", "B", "C"]].tolist() == ["t (neutraal)", "", "geen"]


def test_wrong_use_is_said(three: Coding, coding: Coding) -> None:
    with pytest.raises(CodingError, match="Codeur 'Z'"):
        agreement(three, coders=["A", "Z"])
    with pytest.raises(CodingError, match="twee codeurs"):
        agreement(coding)


def test_a_theme_that_nobody_used_is_no_agreement(three: Coding) -> None:
    with_more = agreement(three, names={key: key for key in ("s", "t", "u", "v", "w")}, n_resamples=0)
    plain = agreement(three, n_resamples=0)
    assert one(with_more, "", "A en B")["alpha"] == one(plain, "", "A en B")["alpha"]
    assert one(with_more, "u", "A en B")["n_coded"] == 0


def test_what_only_a_third_used_does_not_count_for_a_pair(record) -> None:  # type: ignore[no-untyped-def]
    codes = {
        "A": [[0, "t", "neutraal"], [1, "t", "neutraal"]],
        "B": [[0, "t", "neutraal"]],
        "C": [[0, "s", "neutraal"]],
    }
    table = agreement(coding_from_records([record("d", SENTENCES[:5], **codes)]))
    assert one(table, "", "A en B")["alpha"] == one(table, "t", "A en B")["alpha"]
    assert one(table, "", "A en C")["alpha"] != one(table, "t", "A en C")["alpha"]


def test_fewer_than_five_documents_give_no_interval_but_a_remark(record) -> None:  # type: ignore[no-untyped-def]
    codes = {"A": [[0, "t", "neutraal"], [1, "s", "neutraal"]], "B": [[0, "t", "belemmerend"], [2, "s", "neutraal"]]}
    few, enough = (
        coding_from_records([record(f"d{n}", SENTENCES[:5], **codes) for n in range(number)]) for number in (4, 5)
    )
    tables = [
        agreement(few),
        set_agreement(rated_by(few)),
        stance_agreement(rated_by(few)),
        span_agreement(few),
    ]
    for table in tables:
        bounds = [name for name in table.columns if name.endswith(("_low", "_high"))]
        assert bounds
        assert table[bounds].isna().all(axis=None)
    assert one(tables[0], "", "A en B")["remark"] == "geen intervallen: maar 4 documenten, minstens 5 nodig"
    assert all(table["remark"].str.startswith("geen intervallen").all() for table in tables)
    wide = one(agreement(enough), "", "A en B")
    assert (wide["remark"], math.isnan(wide["alpha_low"])) == ("", False)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda coding: agreement(coding, per="zin"),
        lambda coding: set_alpha([[["s"], ["t"]]], "masí"),  # type: ignore[arg-type]
        lambda coding: krippendorff_alpha([[1, 1], [0, 1]], level="interval"),  # type: ignore[arg-type]
    ],
)
def test_a_misspelt_choice_is_refused(three: Coding, wrong: Callable[[Coding], object]) -> None:
    with pytest.raises(CodingError, match=r"bestaat niet\. Kies"):
        wrong(three)
