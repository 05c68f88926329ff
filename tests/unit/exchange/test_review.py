"""A workbook written, filled in as an editor would, and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ProcessedDocument, Sentence, ThemeAnnotation
from praktijkkennis.errors import ReviewError
from praktijkkennis.exchange.review.balance import balance
from praktijkkennis.exchange.review.correction import Correction, apply_corrections
from praktijkkennis.exchange.review.judging import Review, judge
from praktijkkennis.exchange.review.layout import CODE_COLUMNS, ReviewRow
from praktijkkennis.exchange.review.reading import is_review, read_answers
from praktijkkennis.exchange.review.workbook import write_review

BOOK = load_codebook()
TEXTS = {"a.txt": ["Eerst dit.", "=Wij laten het los.", "Dat durft niemand.", "Ja.", "Toen dat.", "Ja."]}
ROWS = (
    ReviewRow("a.txt", 11, 0, "=Wij laten het los.", "Eerst dit.", "loslaten", "versterkend", 0.9, "Els"),
    ReviewRow("a.txt", 31, 0, "Dat durft niemand.", "", "psychologische_veiligheid", "belemmerend", 0.52, ""),
    ReviewRow("a.txt", 31, 0, "Dat durft niemand.", "", "vertrouwen", "belemmerend", 0.3, "-Wil"),
    ReviewRow("a.txt", 66, 1, "Ja.", "Toen dat.", "zelfsturing", "neutraal", 0.35, ""),
)
Fill = Callable[[Any, dict[str, int]], None]


def sentences_of(document_id: str) -> list[str] | None:
    return TEXTS.get(document_id)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    assert write_review(ROWS, tmp_path / "controle.xlsx", BOOK, ["a.txt", "b.txt"]) == 4
    return tmp_path / "controle.xlsx"


def filled(path: Path, answers: dict[tuple[str, int], dict[str, str]], coder: str = "Hanneke") -> Path:
    """Type answers in, by sheet and row; columns by their header."""
    book = openpyxl.load_workbook(path)
    for (name, row), cells in answers.items():
        headers = [cell.value for cell in book[name][1]]
        for header, value in cells.items():
            book[name].cell(row, headers.index(header) + 1).value = value
    book["Uitleg"]["B1"] = coder
    book.save(path)
    return path


def judged(path: Path) -> Review:
    answers = read_answers(path)
    return judge(answers, BOOK, answers.coder, sentences_of)


def test_the_sheet_is_one_that_an_editor_likes(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    codes = book["Controle"]
    headers = [cell.value for cell in codes[1]]
    scores = [codes.cell(row, headers.index("score") + 1).value for row in range(2, 6)]
    assert scores == [0.52, 0.35, 0.3, 0.9]
    assert codes.freeze_panes == "A2"
    assert codes.cell(2, headers.index("thema") + 1).value == "Psychologische veiligheid"
    assert codes.cell(5, 1).value == "Eerst dit."
    lists = {str(one.formula1) for one in codes.data_validations.dataValidation}
    assert '"goed,fout,ander thema"' in lists
    assert '"versterkend,belemmerend,neutraal"' in lists
    assert len(lists) == 3
    hidden = {cell.value for cell in codes[1] if codes.column_dimensions[cell.column_letter].hidden}
    assert {"begin", "keer"} <= hidden
    assert hidden.isdisjoint({"zin", "thema", "oordeel", "ander thema", "houding", "opmerking", "document", "auteur"})
    assert codes.cell(2, 2).alignment.wrap_text
    assert book["Lijsten"].sheet_state == "hidden"


def test_why_stands_behind_what_is_filled_in_and_says_nothing_on_the_way_back(sheet: Path, tmp_path: Path) -> None:
    path = tmp_path / "waarom.xlsx"
    write_review([replace(ROWS[0], why="=De term 'loslaten' staat er."), *ROWS[1:]], path, BOOK, ["a.txt", "b.txt"])
    table = openpyxl.load_workbook(path)["Controle"]
    headers = [str(cell.value) for cell in table[1]]
    place = headers.index("waarom")
    assert place > max(headers.index(one.header) for one in CODE_COLUMNS if one.answer)
    cells = [row[place] for row in table.iter_rows(min_row=2)]
    assert sorted(str(cell.value or "") for cell in cells) == ["", "", "", "=De term 'loslaten' staat er."]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert judged(path) == judged(sheet)


def test_a_workbook_of_before_there_were_reasons_is_read(sheet: Path) -> None:
    def fill(one: Any, column: dict[str, int]) -> None:
        one.cell(2, column["oordeel"]).value = "fout"
        one.delete_cols(column["waarom"])

    review = judged(changed(sheet, fill))
    assert review.problems == ()
    assert len(review.judged) == 1


def test_no_text_becomes_a_formula(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)
    assert any(cell.value == "=Wij laten het los." for row in book["Controle"].iter_rows() for cell in row)


def test_the_same_rows_give_the_same_bytes(sheet: Path, tmp_path: Path) -> None:
    write_review(ROWS[::-1], tmp_path / "weer.xlsx", BOOK, ["a.txt", "b.txt"])
    assert (tmp_path / "weer.xlsx").read_bytes() == sheet.read_bytes()


def test_a_sheet_that_nobody_touched_says_nothing(sheet: Path) -> None:
    review = judged(sheet)
    assert (review.corrections, review.judged, review.problems) == ((), (), ())
    assert len(review.unjudged) == 4


def test_every_answer_becomes_what_it_means(sheet: Path) -> None:
    answers = {
        ("Controle", 2): {"oordeel": "Goed ", "opmerking": "=mooi"},
        ("Controle", 3): {"oordeel": "ander thema", "ander thema": "leiderschap"},
        ("Controle", 4): {"oordeel": "fout"},
        ("Controle", 5): {"houding": "belemmerend"},
        ("Gemist", 2): {"document": "a.txt", "zin": "toen dat", "thema": "Vertrouwen"},
    }
    review = judged(filled(sheet, answers))
    assert review.problems == ()
    durft = ("a.txt", "Dat durft niemand.", 0)
    assert review.corrections == (
        Correction(*durft, "psychologische_veiligheid", "belemmerend", "Hanneke", "=mooi"),
        Correction("a.txt", "Ja.", 1, "zelfsturing", None, "Hanneke"),
        Correction("a.txt", "Ja.", 1, "leiderschap", "neutraal", "Hanneke"),
        Correction(*durft, "vertrouwen", None, "Hanneke"),
        Correction("a.txt", "=Wij laten het los.", 0, "loslaten", "belemmerend", "Hanneke"),
        Correction("a.txt", "Toen dat.", 0, "vertrouwen", "neutraal", "Hanneke"),
    )
    found = {one.theme: one for one in balance(review, BOOK.keys)}
    assert (found["vertrouwen"].wrong, found["vertrouwen"].added, found["vertrouwen"].after) == (1, 1, 1.0)
    assert (found["loslaten"].right, found["loslaten"].stance_changed, found["loslaten"].before) == (1, 1, 1.0)
    assert (found["zelfsturing"].before, found["zelfsturing"].after) == (0.0, None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"oordeel": "goedd"}, "is onbekend. Bedoelde je 'goed'?"),
        ({"oordeel": "x"}, "is onbekend; kies goed, fout of ander thema."),
        ({"oordeel": "ander thema"}, "niet bij welk thema"),
        ({"ander thema": "Vertrouwn"}, "Bedoelde je 'Vertrouwen'"),
        ({"oordeel": "goed", "ander thema": "Vertrouwen"}, "maar er staat ook een ander thema"),
        ({"ander thema": "Psychologische veiligheid"}, "hetzelfde als het gevonden thema"),
        ({"oordeel": "goed", "houding": "versterkt"}, "Bedoelde je 'versterkend'"),
        ({"oordeel": "goed", "zin": "Iets anders."}, "is veranderd"),
        ({"oordeel": "goed", "document": "b.txt"}, "is veranderd"),
        ({"thema": "Leiderschap", "ander thema": "Vertrouwen"}, "elk een ander thema"),
        ({"opmerking": "hier twijfel ik over"}, "alleen een opmerking"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_number(sheet: Path, cells: dict[str, str], reason: str) -> None:
    review = judged(filled(sheet, {("Controle", 2): cells}))
    (problem,) = review.problems
    assert (problem.sheet, problem.row) == ("Controle", 2)
    assert reason in problem.reason
    assert review.corrections == ()


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"document": "a.txt", "zin": "Eerst dit.", "thema": "Loslatn"}, "Bedoelde je 'Loslaten'"),
        ({"document": "a.txt", "zin": "Dat durf niemand", "thema": "Loslaten"}, "Bedoelde je 'Dat durft niemand.'"),
        ({"document": "weg.txt", "zin": "Eerst dit.", "thema": "Loslaten"}, "is niet bekend"),
        ({"document": "a.txt", "zin": "dat", "thema": "Loslaten"}, "in meer dan één zin"),
        ({"document": "a.txt", "thema": "Loslaten"}, "Vul ook 'zin' in"),
    ],
)
def test_what_was_missed_must_be_in_the_text(sheet: Path, cells: dict[str, str], reason: str) -> None:
    review = judged(filled(sheet, {("Gemist", 7): cells}))
    (problem,) = review.problems
    assert (problem.sheet, problem.row) == ("Gemist", 7)
    assert reason in problem.reason


def test_a_sentence_that_is_no_longer_in_its_text_is_told(sheet: Path) -> None:
    answers = read_answers(filled(sheet, {("Controle", 2): {"oordeel": "goed"}}))
    review = judge(answers, BOOK, "x", lambda document_id: ["Een andere zin."])
    assert "staat niet meer zo in het document" in review.problems[0].reason
    assert len(judge(answers, BOOK, "x", lambda document_id: None).corrections) == 1


def test_answers_that_contradict_each_other_are_all_left_out(sheet: Path) -> None:
    answers = {
        ("Controle", 2): {"ander thema": "Vertrouwen"},
        ("Controle", 4): {"oordeel": "fout"},
        ("Controle", 5): {"oordeel": "goed"},
    }
    review = judged(filled(sheet, answers))
    assert [one.row for one in review.problems] == [2, 4]
    assert all("Controle rij 2 en Controle rij 4" in one.reason for one in review.problems)
    assert [one.theme for one in review.corrections] == ["loslaten"]


def test_an_editor_may_sort_and_leave_rows_out(sheet: Path) -> None:
    filled(sheet, {("Controle", 2): {"oordeel": "goed"}, ("Controle", 5): {"oordeel": "fout"}})
    book = openpyxl.load_workbook(sheet)
    book["Controle"].delete_rows(3, 2)
    book["Controle"].insert_cols(1)
    book.save(sheet)
    assert [one.stance for one in judged(sheet).corrections] == ["belemmerend", None]


def test_who_judged_is_known_from_the_sheet_else_from_who_saved_it(sheet: Path) -> None:
    assert read_answers(sheet).coder == ""
    book = openpyxl.load_workbook(sheet)
    book.properties.lastModifiedBy = "Wil Smit"
    book.save(sheet)
    assert read_answers(sheet).coder == "Wil Smit"
    assert read_answers(filled(sheet, {}, "Hanneke")).coder == "Hanneke"


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "x.xlsx")
    assert not is_review(tmp_path / "x.xlsx")
    with pytest.raises(ReviewError, match="geen blad 'Controle'"):
        read_answers(tmp_path / "x.xlsx")
    (tmp_path / "kapot.xlsx").write_bytes(b"PK\x03\x04 stuk")
    with pytest.raises(ReviewError):
        read_answers(tmp_path / "kapot.xlsx")


def test_a_workbook_that_lost_its_sheet_is_told_so(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    del book["Controle"]
    book.save(sheet)
    assert is_review(sheet)
    with pytest.raises(ReviewError, match="staat geen blad 'Controle'"):
        read_answers(sheet)


def test_corrections_follow_a_sentence_that_moved() -> None:
    text = "Nieuw begin. Dat  durft\nniemand. Ja. Ja."
    spans = [(0, 12), (13, 32), (33, 36), (37, 40)]
    processed = ProcessedDocument(Document("a.txt", text), tuple(Sentence(*span, ()) for span in spans))
    machine = [
        ThemeAnnotation(13, 32, "a.txt", "vertrouwen", 0.4, "neutraal", "praktijkkennis"),
        ThemeAnnotation(13, 32, "a.txt", "loslaten", 0.4, "neutraal", "praktijkkennis"),
    ]
    durft = Correction("a.txt", "Dat durft niemand.", 0, "vertrouwen", None, "Hanneke")
    said = [
        durft,
        replace(durft, theme="leiderschap", stance="belemmerend"),
        Correction("a.txt", "Ja.", 1, "zelfsturing", "neutraal", "Wil"),
        Correction("a.txt", "Weg.", 0, "zelfsturing", "neutraal", "Wil"),
    ]
    found, unplaced = apply_corrections(processed, machine, said)
    assert [(one.start, one.theme, one.score, one.coder) for one in found] == [
        (13, "leiderschap", 1.0, "Hanneke"),
        (13, "loslaten", 0.4, "praktijkkennis"),
        (37, "zelfsturing", 1.0, "Wil"),
    ]
    assert unplaced == (said[3],)


def test_a_correction_finds_its_sentence_when_the_name_before_it_became_that_of_a_speaker() -> None:
    text = "Ria Kok: Dat durft niemand."
    spoken = ProcessedDocument(Document("a.txt", text), (Sentence(9, 27, (), speaker="Ria Kok"),))
    said = [
        Correction("a.txt", "Ria Kok: Dat durft niemand.", 0, "vertrouwen", "belemmerend", "Hanneke"),
        Correction("a.txt", "Jan Bos: Dat durft niemand.", 0, "loslaten", "belemmerend", "Hanneke"),
    ]
    found, unplaced = apply_corrections(spoken, [], said)
    assert [(one.start, one.theme, one.coder) for one in found] == [(9, "vertrouwen", "Hanneke")]
    assert unplaced == (said[1],)


@pytest.mark.parametrize(
    "text",
    [
        "Wij laten de contro\u00adle los.",
        "Wij laten de controle\u200b los.",
        "\uf0b7 Wij laten de controle los.",
        "Wij laten los \U0001f469\u200d\U0001f4bb en dat werkt.",
        "Wij laten de controle los" + ", heel vaak" * 4000 + ".",
    ],
)
def test_a_sentence_with_what_no_cell_holds_is_corrected_all_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.xlsx"
    write_review([ReviewRow("a.txt", 0, 0, text, "", "loslaten", "versterkend", 0.5, "")], path, BOOK)
    filled(path, {("Controle", 2): {"oordeel": "fout"}})
    answers = read_answers(path)
    review = judge(answers, BOOK, "Els", {"a.txt": ["Eerst dit.", text]}.get)
    assert (review.problems, [one.text for one in review.corrections]) == ((), [text])
    (unknown,) = judge(answers, BOOK, "Els", lambda _: None).corrections
    processed = ProcessedDocument(Document("a.txt", text), (Sentence(0, len(text), (), True, ""),))
    if len(text) < 32_767:
        assert apply_corrections(processed, (), [unknown])[1] == ()


def test_codes_for_names_against_a_text_with_names_are_told(tmp_path: Path) -> None:
    path, row = (
        tmp_path / "c.xlsx",
        ReviewRow("a.txt", 0, 0, "[Persoon 1] liet los.", "", "loslaten", "neutraal", 0.5, ""),
    )
    write_review([row], path, BOOK)
    filled(path, {("Controle", 2): {"oordeel": "fout"}})
    (problem,) = judge(read_answers(path), BOOK, "Els", {"a.txt": ["Pieter liet los."]}.get).problems
    assert "--sleutel" in problem.reason


def changed(path: Path, change: Callable[[Any, dict[str, int]], None]) -> Path:
    """Do to the sheet with codes what an editor does with the mouse, after one judgement in row 2."""
    book = openpyxl.load_workbook(path)
    sheet = book["Controle"]
    column = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, column["oordeel"]).value = "fout"
    change(sheet, column)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "header", ["oordeel", "ander thema", "houding", "opmerking", "gevonden houding", "keer", "controlegetal"]
)
def test_a_column_that_is_gone_is_told_rather_than_taken_for_empty(sheet: Path, header: str) -> None:
    changed(sheet, lambda one, column: one.delete_cols(column[header]))
    with pytest.raises(ReviewError, match=f"de kolom '{header}'; is de kop veranderd"):
        judged(sheet)


def test_columns_that_say_nothing_may_go(sheet: Path) -> None:
    def delete(one: Any, column: dict[str, int]) -> None:
        for header in ("begin", "auteur", "waarom", "score", "ervoor"):
            one.delete_cols(column[header])

    assert [one.stance for one in judged(changed(sheet, delete)).corrections] == [None]


def test_a_line_above_the_headers_and_another_name_of_the_sheet_make_no_difference(sheet: Path) -> None:
    def retitle(one: Any, column: dict[str, int]) -> None:
        one.insert_rows(1)
        one["A1"] = "Nagekeken door Els"
        one.cell(2, column["oordeel"]).value = " OORDEEL "
        one.title = "Blad1"

    changed(sheet, retitle)
    assert is_review(sheet)
    review = judged(sheet)
    assert ([one.stance for one in review.corrections], review.problems) == ([None], ())


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("score", "fout", "'fout' staat in de kolom 'score'; een oordeel hoort in de kolom 'oordeel'"),
        ("auteur", "Goed.", "'Goed.' staat in de kolom 'auteur'"),
        ("zin", "fout", "De zin of het document van deze rij is veranderd"),
        ("houding", None, "De houding is weggehaald"),
    ],
)
def test_an_answer_in_a_wrong_cell_is_told(sheet: Path, header: str, value: str | None, reason: str) -> None:
    def fill(one: Any, column: dict[str, int]) -> None:
        one.cell(3, column[header]).value = value

    review = judged(changed(sheet, fill))
    assert [(one.row, one.reason.startswith(reason)) for one in review.problems] == [(3, True)]
    assert [one.stance for one in review.corrections] == [None]


def test_what_stands_beside_the_columns_or_on_another_sheet_is_told(sheet: Path) -> None:
    def fill(one: Any, column: dict[str, int]) -> None:
        one.cell(3, len(column) + 1).value = "dit klopt niet"
        one.cell(1, len(column) + 2).value = "status"
        one.cell(4, len(column) + 2).value = "bespreken"
        one.parent.create_sheet("Notities")["A1"] = "Nog vragen aan Wil"
        one.parent.create_sheet("Leeg")

    reasons = [f"{one.sheet}: {one.reason}" for one in judged(changed(sheet, fill)).problems]
    assert [reason.partition(", is niet")[0] for reason in reasons[:2]] == [
        "Controle: Wat in kolom Q staat (rij 3)",
        "Controle: Wat in kolom R ('status') staat (rij 4)",
    ]
    assert reasons[2].startswith("Notities: Dit blad is niet gelezen")
    assert len(reasons) == 3


def test_merged_answers_are_told(sheet: Path) -> None:
    def merge(one: Any, column: dict[str, int]) -> None:
        place = column["oordeel"]
        one.merge_cells(start_row=2, end_row=4, start_column=place, end_column=place)

    review = judged(changed(sheet, merge))
    assert [(one.row, one.reason) for one in review.problems] == [
        (
            3,
            "De cellen D2:D4 zijn samengevoegd; alleen rij 2 is gelezen. Maak de samenvoeging ongedaan en vul elke "
            "rij in.",
        )
    ]


def test_a_row_that_was_copied_counts_once(sheet: Path) -> None:
    def copy(one: Any, column: dict[str, int]) -> None:
        below = one.max_row + 1
        for place in column.values():
            one.cell(below, place).value = one.cell(2, place).value

    review = judged(changed(sheet, copy))
    assert (len(review.corrections), len(review.judged), review.problems) == (1, 1, ())


@pytest.mark.parametrize("typed", ["Fout.", " FOUT ", "fout!"])
def test_a_verdict_is_understood_with_a_capital_or_a_stop(sheet: Path, typed: str) -> None:
    filled(sheet, {("Controle", 2): {"oordeel": typed}})
    assert [one.stance for one in judged(sheet).corrections] == [None]
