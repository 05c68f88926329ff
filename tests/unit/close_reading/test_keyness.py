from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.close_reading import keyness, theme_keyness, words_of_theme
from praktijkkennis.close_reading.statistics import log_likelihood
from praktijkkennis.document import Document, ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError

Write = Callable[..., ProcessedDocument]
Code = Callable[..., list[ThemeAnnotation]]


@pytest.fixture(scope="module")
def documents(write: Write) -> list[ProcessedDocument]:
    care = [write(["bed kussen bed", "rooster bed"], f"zorg-{n}", sector="zorg", date="2024-03-01") for n in range(6)]
    school = [write(["krijt bord krijt", "rooster"], f"school-{n}", sector="onderwijs", date="2025") for n in range(5)]
    return [*care, *school, write(["bed krijt"], "los")]


def test_words_of_each_group(documents: list[ProcessedDocument]) -> None:
    found = keyness(documents, "sector", n_resamples=200)
    assert found.groups == ("zorg", "onderwijs")
    table = found.to_frame().set_index(["group", "item"])
    row = table.loc[("zorg", "bed")]
    assert (row["n_target"], row["n_reference"], row["n_documents"]) == (18, 0, 6)
    assert row["per_1000_target"] == pytest.approx(600)
    assert row["g2"] == pytest.approx(float(log_likelihood(18, 0, 30, 20)))
    assert row["log_ratio_low"] > 0
    assert table.loc[("onderwijs", "bed")]["log_ratio"] < 0
    assert found.to_frame().iloc[0]["item"] == "bed"
    # The document without a sector is in neither part.
    assert table.loc[("zorg", "krijt")]["n_reference"] == 10


def test_a_word_of_one_document_is_not_held_for_sure(write: Write) -> None:
    texts = [
        write(["griet griet griet griet griet griet" if n == 0 else "bed kast stoel"], str(n), g="ab"[n % 2])
        for n in range(10)
    ]
    row = keyness(texts, "g", n_resamples=300).to_frame().set_index(["group", "item"]).loc[("a", "griet")]
    assert row["q"] < 0.05
    assert row["log_ratio_low"] <= 0 < row["log_ratio"]


def test_documents_can_weigh_the_same(write: Write) -> None:
    long = write(["bed"] * 90 + ["kast"] * 10, "lang", g="a")
    short = [write(["kast", "stoel"], f"kort-{n}", g="a") for n in range(3)]
    other = [write(["stoel", "stoel"], f"ander-{n}", g="b") for n in range(3)]
    texts = [long, *short, *other]
    by_length, by_document = (
        keyness(texts, "g", weighting=how, min_count=1, n_resamples=0).to_frame().set_index(["group", "item"])
        for how in ("length", "documents")
    )
    assert by_length.loc[("a", "bed")]["per_1000_target"] == pytest.approx(1000 * 90 / 106)
    assert by_document.loc[("a", "bed")]["per_1000_target"] == pytest.approx(1000 * 0.9 / 4)
    # 100, 2, 2 and 2 words, each document as heavy as the other, are worth 16 / (1/100 + 3/2) words; the rest stay six.
    worth = 16 / 1.51
    expected = float(log_likelihood(worth * 0.9 / 4, 0, worth, 6))
    assert by_document.loc[("a", "bed")]["g2"] == pytest.approx(expected)


def test_words_of_a_theme_are_worth_less_when_documents_weigh_the_same(write: Write, code: Code) -> None:
    texts = [write(["bed " * 39 + "bed", "kast " * 19 + "kast"], "lang"), write(["bed kast", "kast"], "kort")]
    codes = [one for text in texts for one in code(text, "loslaten", "")]
    found = words_of_theme(texts, codes, "loslaten", weighting="documents", n_resamples=0).to_frame()
    row = found.set_index("item").loc["bed"]
    # Weights are 1/60 and 1/3: 40 and 2 words in the part with the theme, 20 and 1 outside it.
    rate = (40 / 60 + 1 / 3) / (4 / 3)
    worth = [(n / 60 + m / 3) ** 2 / (n / 3600 + m / 9) for n, m in ((40, 2), (20, 1))]
    assert row["per_1000_target"] == pytest.approx(1000 * rate)
    assert row["g2"] == pytest.approx(float(log_likelihood(rate * worth[0], 0, *worth)))


def test_periods_and_functions_make_groups(documents: list[ProcessedDocument]) -> None:
    assert keyness(documents, "year", n_resamples=0).groups == ("2024", "2025")

    def first(document: Document) -> str:
        return document.id[0]

    assert keyness(documents, first, target="z", n_resamples=0).groups == ("z",)
    with pytest.raises(QueryError, match=r"onderwijs"):
        keyness(documents, "sector", target="bank")
    with pytest.raises(QueryError, match=r"sector"):
        keyness(documents, "kleur")
    with pytest.raises(QueryError):
        keyness(documents, "month")


def test_a_group_of_too_few_documents_is_told(documents: list[ProcessedDocument], write: Write) -> None:
    alone = write(["vloer vloer vloer vloer vloer vloer"], "bank", sector="bank")
    table = keyness([*documents, alone], "sector", n_resamples=50).to_frame().set_index("group")
    assert table.loc["bank", "log_ratio_low"].isna().all()
    assert table.loc["bank", "remark"].str.startswith("geen interval: maar 1 document").all()
    assert (table.loc["zorg", "remark"] == "").all()
    assert table.loc["zorg", "log_ratio_low"].notna().all()


def test_a_period_that_documents_name_themselves_comes_first(write: Write) -> None:
    texts = [write(["bed"], "a", year="2019", date="2024-03-01"), write(["bed"], "b", date="2024")]
    assert keyness(texts, "year", min_count=1, n_resamples=0).groups == ("2019", "2024")


def test_themes_of_groups(documents: list[ProcessedDocument], code: Code) -> None:
    codes = [one for d in documents[:6] for one in code(d, "loslaten", "")] + code(
        documents[6], "vertrouwen", "", score=0.5
    )
    found = theme_keyness(documents, codes, "sector", names={"loslaten": "Loslaten"}, n_resamples=100)
    table = found.to_frame().set_index(["group", "item"])
    assert table.loc[("zorg", "loslaten")]["n_target"] == 6
    assert table.loc[("zorg", "loslaten")]["per_1000_target"] == 500
    assert found.names == {"loslaten": "Loslaten", "vertrouwen": "vertrouwen"}
    weighted = theme_keyness(documents, codes, "sector", weighted=True, n_resamples=0).to_frame()
    assert weighted.set_index(["group", "item"]).loc[("onderwijs", "vertrouwen")]["n_target"] == 0.5


def test_words_of_a_theme(documents: list[ProcessedDocument], code: Code) -> None:
    codes = [one for d in documents[:6] for one in code(d, "loslaten", "")]
    found = words_of_theme(documents, codes, "loslaten", n_resamples=100)
    table = found.to_frame().set_index("item")
    assert (table.loc["bed"]["n_target"], table.loc["bed"]["n_reference"]) == (12, 7)
    assert table["remark"].tolist() == [""] * len(table)
    fewer = words_of_theme(documents, codes[:4], "loslaten", n_resamples=100).to_frame()
    assert fewer["remark"].str.contains("maar 4 documenten hier").all()
    assert "rooster" not in table.index
    with pytest.raises(QueryError, match="loslaten"):
        words_of_theme(documents, codes, "vertrouwen")


def test_separable_verbs_count_as_one_word_and_names_do_not(process: Callable[..., ProcessedDocument]) -> None:
    texts = [process("Jan liet de regels los.", "a", g="x"), process("Jan Bakker eet soep.", "b", g="y")]
    items = set(keyness(texts, "g", min_count=1, n_resamples=0).to_frame()["item"])
    assert {"loslaten", "regel", "soep"} <= items
    assert not items & {"jan", "los", "laten", "bakker"}
    forms = set(keyness(texts, "g", words="form", content_only=False, min_count=1, n_resamples=0).to_frame()["item"])
    assert {"jan", "liet", "los", "regels"} <= forms


def test_capitals_make_no_other_group(write: Write) -> None:
    sectors = ("Zorg", "zorg", "zorg", "School")
    texts = [write(["Water."], f"tekst{number}", sector=sector) for number, sector in enumerate(sectors)]
    found = keyness(texts, "sector", min_count=1, n_resamples=0)
    # It is called as most documents call it.
    assert found.groups == ("zorg", "School")
    assert found.n_documents == {"zorg": 3, "School": 1}
    assert keyness(texts, "sector", target="SCHOOL", min_count=1, n_resamples=0).groups == ("School",)
    # A function says itself what is one group.
    assert len(keyness(texts, lambda one: one.metadata["sector"], min_count=1, n_resamples=0).groups) == 3
