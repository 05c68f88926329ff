from __future__ import annotations

import json

import pandas as pd
import pytest

from praktijkkennis.document import Document
from praktijkkennis.errors import CodingError, ReadError
from praktijkkennis.exchange.codings import read_codings
from praktijkkennis.exchange.files import write_table

MENU = "We kozen het menu dit keer met z'n allen."
ROSTER = "👩‍🍳 De nieuwe ploeg maakt het rooster zelf."


@pytest.fixture
def read(verhalen, buurtkeuken, tmp_path):
    def run(frame: pd.DataFrame | str, name: str = "wilma.csv", **options):
        path = tmp_path / name
        if isinstance(frame, str):
            path.write_text(frame, encoding="utf-8")
        elif name.endswith(".xlsx"):
            frame.to_excel(path, index=False)
        else:
            frame.to_csv(path, index=False, sep=";")
        return read_codings(path, verhalen, buurtkeuken, **options)

    return run


def plain(codings):
    frame = codings.to_frame()
    return list(frame[["document_id", "text", "theme", "stance", "coder"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_own_table_comes_back_as_it_was(suffix, read, verhalen, codes, buurtkeuken, tmp_path):
    from praktijkkennis.exchange.codings.result import Codings

    before = Codings(codes, (), (), (), verhalen).to_frame()
    write_table(before, tmp_path / f"x{suffix}")
    after = read_codings(tmp_path / f"x{suffix}", verhalen, buurtkeuken).to_frame()
    order = ["document_id", "start", "theme"]
    expected = before.sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(after.sort_values(order, ignore_index=True), expected)


@pytest.mark.parametrize("name", ["wilma.csv", "wilma.xlsx"])
def test_row_a_coding_with_dutch_columns(name, read):
    found = read(
        pd.DataFrame(
            {
                "Bestand": ["overdracht", "verslag.txt", "overdracht.txt"],
                "Zin": [MENU, "Ja.", f"  {ROSTER} "],
                "Thema": ["Samen beslissen", "Iets durven zeggen; loslaten", "Vrije tijd"],
                "Houding": ["versterkend", "Neutraal", ""],
            }
        ),
        name,
    )
    assert plain(found) == [
        ("overdracht.txt", MENU, "samen_beslissen", "versterkend", "wilma"),
        ("verslag.txt", "Ja.", "durf", "neutraal", "wilma"),
        ("verslag.txt", "Ja.", "loslaten", "neutraal", "wilma"),
    ]
    assert [(one.code, one.reason) for one in found.unplaced] == [
        ("Vrije tijd", "Deze code hoort bij geen thema van het codeboek.")
    ]


@pytest.mark.parametrize("name", ["wilma.csv", "wilma.xlsx"])
def test_row_a_sentence_with_a_column_a_theme(name, read):
    found = read(
        pd.DataFrame(
            {
                "document": ["overdracht.txt", "overdracht.txt", "verslag.txt", "verslag.txt"],
                "tekst": [MENU, ROSTER, "Ja.", "Niemand durfde te zeggen dat de oven te heet stond."],
                "Samen beslissen": ["x", 1, "", 0],
                "samen beslissen houding": ["versterkend", "", "", ""],
                "Durf": ["nee", "", "-", "belemmerend"],
                "opmerking": ["mooi", "", "", ""],
            }
        ),
        name,
    )
    assert plain(found) == [
        ("overdracht.txt", MENU, "samen_beslissen", "versterkend", "wilma"),
        ("overdracht.txt", ROSTER, "samen_beslissen", "", "wilma"),
        ("verslag.txt", "Niemand durfde te zeggen dat de oven te heet stond.", "durf", "belemmerend", "wilma"),
    ]
    assert found.unplaced == ()
    # Every sentence was read, also the one without a theme.
    assert len(found.passages) == 4


def test_plus_and_minus_are_stances_and_other_signs_are_told(read):
    found = read(
        pd.DataFrame({"tekst": [MENU, ROSTER, "Dat scheelt een hoop gedoe."], "loslaten": ["+", "-", "misschien"]})
    )
    assert [(one[1], one[3]) for one in plain(found)] == [(MENU, "versterkend"), (ROSTER, "belemmerend")]
    assert [one.code for one in found.unplaced] == ["loslaten: misschien"]


def test_offsets_count_when_the_text_there_is_the_same(read, verhalen):
    text = verhalen[1].text
    second = text.index("Ja.")
    table = {"document": ["verslag.txt"] * 3, "thema": ["durf"] * 3}
    found = read(
        pd.DataFrame(
            {**table, "start": [second, 0, 5000], "end": [second + 3, 7, 5003], "tekst": ["Ja.", "Ja.", "weg"]}
        )
    )
    assert [(one.start, one.end) for one in found.annotations] == [(second, second + 3)]
    assert [one.reason for one in found.unplaced] == ["Deze tekst staat niet in het document."]
    without = read(pd.DataFrame({**table, "start": [0, 0, 5000], "end": [7, 0, 5003]}))
    assert [(one.start, one.end) for one in without.annotations] == [(0, 7)]
    assert {one.reason for one in without.unplaced} == {
        "De plaats van deze codering valt buiten de tekst, en de tekst zelf staat er niet bij."
    }


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_what_is_not_placed_tells_its_row_and_what_it_lacks(name, read):
    columns = {
        "document": ["verslag.txt", "verslag.txt", "verslag.txt", "", "verslag.txt", "verslag.txt"],
        "tekst": ["Ja.", "", "Nergens te vinden.", "", "", "Ja."],
        "start": ["", "", "", "0", "9000", ""],
        "end": ["", "", "", "7", "9007", ""],
        "thema": ["onbekend", "durf", "durf", "durf", "durf", "durf"],
    }
    left = read(pd.DataFrame(columns), name).unplaced_frame()
    assert left.columns[0] == "rij"
    told = dict(zip(map(int, left["rij"]), left["reden"], strict=True))
    assert told[2] == "Deze code hoort bij geen thema van het codeboek."
    assert told[3].startswith("Deze rij heeft geen tekst en geen plaats")
    assert told[4] == "Deze tekst staat niet in het document."
    assert "noemt geen document" in told[5]
    assert "valt buiten de tekst" in told[6]


def test_a_second_stance_of_one_place_tells_its_row(read):
    table = {"document": ["overdracht"] * 2, "tekst": [MENU] * 2, "thema": ["durf"] * 2}
    found = read(pd.DataFrame({**table, "houding": ["versterkend", "belemmerend"]}))
    assert [one.row for one in found.unplaced] == [3]


def test_without_a_document_the_text_must_be_in_one_only(read):
    found = read(pd.DataFrame({"tekst": [MENU, "Ja.", "Nergens te vinden."], "thema": ["durf"] * 3}), coder="Bo")
    assert plain(found) == [("overdracht.txt", MENU, "durf", "", "Bo")]
    assert [one.reason for one in found.unplaced] == [
        "Deze tekst staat in meer dan één document; noem het document.",
        "Deze tekst staat niet in het document.",
    ]


def test_report_of_atlas_ti(read):
    found = read(
        pd.DataFrame(
            {
                "ID": ["1:1"],
                "Document": ["overdracht"],
                "Quotation Content": ["“Vroeger hing dat briefje er gewoon”"],
                "Codes": ["Loslaten – belemmerend\nIets durven zeggen"],
                "Created by": ["Anna"],
            }
        ),
        "citaten.xlsx",
    )
    assert [(one[2], one[3], one[4]) for one in plain(found)] == [
        ("durf", "", "Anna"),
        ("loslaten", "belemmerend", "Anna"),
    ]


def test_segments_of_maxqda_with_places_that_are_no_offsets(read):
    found = read(
        pd.DataFrame(
            {"Documentnaam": ["verslag"], "Code": ["Thema\\Loslaten"], "Begin": [3], "Einde": [3], "Segment": ["Ja."]}
        )
    )
    assert [(one[0], one[1], one[2]) for one in plain(found)] == [("verslag.txt", "Ja.", "loslaten")]


def test_document_that_is_not_there_is_told(read):
    found = read(pd.DataFrame({"document": ["weg.txt"], "tekst": [MENU], "thema": ["durf"]}))
    assert found.unplaced[0].reason == "Dit document is niet gevonden bij de teksten."
    assert found.documents == ()


def test_row_without_a_theme_was_read_and_has_none(read):
    found = read(pd.DataFrame({"document": ["verslag.txt"], "tekst": ["Ja."], "thema": [""]}))
    assert (found.annotations, found.unplaced, len(found.passages)) == ((), (), 1)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"document": ["a"], "thema": ["durf"]}, "ontbreekt een kolom met de tekst"),
        ({"document": ["a"], "tekst": ["b"]}, "noemt geen kolom een thema"),
    ],
)
def test_missing_columns_are_told(table, message, read):
    with pytest.raises(CodingError, match=message):
        read(pd.DataFrame(table))


@pytest.mark.parametrize("name", ["x.docx", "x.qdc", "x"])
def test_other_files_are_told(name, read):
    with pytest.raises(ReadError, match="kan niet worden gelezen als codering"):
        read("iets", name)


def test_damaged_table_is_told(read, verhalen, buurtkeuken, tmp_path):
    with pytest.raises(ReadError, match=r"x\.xlsx"):
        read("geen excel", "x.xlsx")
    with pytest.raises(ReadError, match="er niet"):
        read_codings(tmp_path / "weg.csv", verhalen, buurtkeuken)


def test_json_lines(read):
    line = json.dumps({"tekst": MENU, "codes": "durf; loslaten", "codeur": "Bo"}, ensure_ascii=False)
    assert [one[2] for one in plain(read(line + "\n", "x.jsonl"))] == ["durf", "loslaten"]


def test_marks_in_a_column_that_is_no_theme_are_told(read):
    found = read(
        pd.DataFrame(
            {
                "tekst": [MENU, ROSTER, "Ja."],
                "Samen beslissen": ["x", "", ""],
                "Loslatn": ["", "x", "x"],
                "Los laten": [1, 0, ""],
                "Zonneschijn": ["waar", "onwaar", ""],
                "interview": [1, 1, 1],
                "bladzij": [1, 2, 3],
                "opmerking": ["ja hoor", "", ""],
            }
        )
    )
    assert [one[2] for one in plain(found)] == ["samen_beslissen"]
    assert [(one.code, one.reason) for one in found.unplaced] == [
        (
            "Loslatn",
            "Deze kolom is geen thema van het codeboek (er staan 2 x of ja in); bedoel je 'Loslaten'?",
        ),
        ("Los laten", "Deze kolom is geen thema van het codeboek (er staat 1 x of ja in); bedoel je 'Loslaten'?"),
        ("Zonneschijn", "Deze kolom is geen thema van het codeboek (er staat 1 x of ja in) en is niet gelezen."),
    ]


def test_table_with_misspelt_themes_only_is_refused_with_what_was_meant(read):
    with pytest.raises(CodingError, match="De kolom 'Loslatn' lijkt op 'Loslaten'"):
        read(pd.DataFrame({"tekst": [MENU], "Loslatn": ["x"]}))


@pytest.mark.parametrize("document", ["overdracht.txt", ""])
def test_passage_that_was_copied_with_slips_is_found(document, read):
    found = read(
        pd.DataFrame(
            {
                "document": [document] * 3,
                "tekst": [f"“{MENU.upper()}”", "… de nieuwe ploeg maakt", "We kozen het menuu dit keer met z'n allen"],
                "thema": ["durf", "durf", "loslaten"],
            }
        )
    )
    assert [(one[1], one[2]) for one in plain(found)] == [
        (MENU.rstrip("."), "loslaten"),
        (MENU, "durf"),
        ("De nieuwe ploeg maakt", "durf"),
    ]
    assert (found.unplaced, found.n_mistyped) == ((), 1)


def test_of_two_places_that_are_nearly_the_same_none_is_guessed(buurtkeuken, tmp_path):
    from praktijkkennis.document import Document

    path = tmp_path / "x.csv"
    path.write_text("document;tekst;thema\na.txt;Wij maken het roster zelf;durf\n", encoding="utf-8")
    text = "Wij maken het rooster zelf. En dan nog iets. Wij maken het rooster zelf."
    found = read_codings(path, [Document("a.txt", text)], buurtkeuken)
    assert found.annotations == ()
    assert "meer dan één plaats" in found.unplaced[0].reason


INTERVIEW = "Ging het goed? Ja. Durfde je los te laten? Ja. Vertrouwde je hen? Ja."
YES = [place for place in range(len(INTERVIEW)) if INTERVIEW.startswith("Ja.", place)]


@pytest.fixture
def read_interview(buurtkeuken, tmp_path):
    def run(rows: list[tuple[object, ...]], columns: str, text: str = INTERVIEW):
        path = tmp_path / "anna.csv"
        pd.DataFrame(rows, columns=columns.split()).to_csv(path, index=False, sep=";")
        return read_codings(path, [Document("a.txt", text)], buurtkeuken)

    return run


def places(found):
    return [(one.start, one.theme) for one in found.codes]


def test_a_row_a_sentence_tells_by_its_order_which_of_the_same_sentences_it_is(read_interview):
    found = read_interview([("Ja.", "", ""), ("Ja.", "x", ""), ("Ja.", "", "x")], "zin loslaten durf")
    assert places(found) == [(YES[1], "loslaten"), (YES[2], "durf")]
    assert [start for _, start, _ in found.passages] == YES
    assert found.remarks == (
        "De tekst van 3 rijen staat vaker in het document; de volgorde van de rijen zei welke plaats het is.",
    )


@pytest.mark.parametrize("first", ["", "En ja dat ja. "])
def test_rows_with_one_place_tell_of_those_between_them(first, read_interview):
    text = first + INTERVIEW
    found = read_interview(
        [("Durfde je los te laten?", "durf"), ("Ja.", "loslaten"), ("Vertrouwde je hen?", "durf")], "zin thema", text
    )
    assert (len(first) + YES[1], "loslaten") in places(found)
    assert found.unplaced == ()


@pytest.mark.parametrize(
    "rows",
    [
        # One of three, and nothing beside it.
        [("Ja.", "durf")],
        # Three codes of one place, or of three places?
        [("Ja.", "durf"), ("Ja.", "loslaten"), ("Ja.", "samen_beslissen")],
        # More rows than places behind the question.
        [("Vertrouwde je hen?", "durf"), ("Durfde je los te laten?", "durf"), ("Ja.", "loslaten")],
    ],
)
def test_which_of_the_same_sentences_is_not_guessed(rows, read_interview):
    found = read_interview(rows, "zin thema")
    assert [one.text for one in found.unplaced] == [text for text, _ in rows if text == "Ja."]
    assert {one.reason for one in found.unplaced} == {
        "Deze tekst staat meer dan één keer in het document, en de volgorde van de rijen zegt niet welke het is; geef "
        "ook start en end."
    }


def test_the_same_theme_on_the_same_words_is_of_another_place(read_interview):
    assert places(read_interview([("Ja.", "durf")] * 3, "zin thema")) == [(start, "durf") for start in YES]


def test_each_coder_has_an_order_of_their_own(read_interview):
    rows = [("Ja.", "x", who) for who in ("Anna", "Bo") for _ in range(3)]
    assert len(read_interview(rows, "zin durf codeur").codes) == 6


def test_a_row_a_sentence_means_whole_sentences(read_interview):
    text = "Hij zei: Kom maar. Kom maar. Toen kwam ik."
    found = read_interview([("Toen kwam ik.", ""), ("Kom maar.", "x")][::-1], "zin durf", text)
    assert places(found) == [(19, "durf")]


def test_numbers_of_paragraphs_are_no_hint_of_a_place(read_interview):
    found = read_interview([("Ja.", "durf", 3, 3), ("Ja.", "durf", 2, 60)], "segment code begin einde")
    assert (found.codes, len(found.unplaced)) == ((), 2)
    near = read_interview([("Ja.", "durf", YES[1] + 2, YES[1] + 5)], "segment code begin einde")
    assert places(near) == [(YES[1], "durf")]


def test_words_within_other_words_are_no_place(read_interview):
    found = read_interview([("een", "durf")], "zin thema", "Er was geen kok, en een oven.")
    assert places(found) == [(20, "durf")]


COUNTED = "🙈 Wij laten het los\nDurven wij dat wel\nDe ploeg kiest zelf 🙈 en dat werkt\nNiemand houdt iets vast"
LINES = [line.strip("🙈 ") for line in COUNTED.split("\n")]
STARTS = [COUNTED.index(line) for line in LINES]


def units(place: int) -> int:
    return len(COUNTED[:place].encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (lambda start, end: (start, end), ""),
        (lambda start, end: (start + 1, end), "vanaf 1, met het laatste teken erbij"),
        (lambda start, end: (start, end - 1), "met het laatste teken erbij"),
        (lambda start, end: (units(start), units(end)), "een emoji als twee"),
        (lambda start, end: tuple(one + COUNTED[:one].count("\n") for one in (start, end)), "een regeleinde als twee"),
    ],
)
def test_positions_that_are_counted_otherwise_are_found_out_and_told(counted, said, read_interview):
    rows = [(*counted(start, start + len(line)), "durf") for start, line in zip(STARTS, LINES, strict=True)]
    found = read_interview([("a.txt", *row) for row in rows], "bestand start end thema", COUNTED)
    assert [COUNTED[one.start : one.end] for one in found.codes] == LINES
    assert [said in one and "anders geteld" in one for one in found.remarks] == [True] * bool(said)


def test_one_position_within_a_word_is_told_and_left(read_interview):
    found = read_interview([("a.txt", YES[0] + 1, YES[0] + 3, "durf")], "bestand start end thema")
    assert places(found) == [(YES[0] + 1, "durf")]
    assert ["1 keer begint of eindigt" in one for one in found.remarks] == [True]


def test_what_has_no_stance_stays_without_one(read_interview):
    found = read_interview(
        [
            ("Ging het goed?", "durf", "", "Anna"),
            ("Ging het goed?", "durf", "belemmerend", "praktijkkennis"),
            ("Vertrouwde je hen?", "loslaten", "", "Anna"),
        ],
        "zin thema houding codeur",
    )
    assert [one.stance for one in found.codes] == [None, "belemmerend", None]
    assert found.to_frame()["stance"].tolist() == ["", "belemmerend", ""]
    assert found.n_without_stance == 2
    # An annotation must have one: that of the machine.
    assert [one.stance for one in found.annotations] == ["belemmerend", "belemmerend", "neutraal"]
