from __future__ import annotations

import pytest

from praktijkkennis.document import Document, Residue, Turn
from praktijkkennis.preprocessing import split_sentences
from praktijkkennis.preprocessing.blocks import iter_blocks, layout_of


def blocks(text: str) -> list[str]:
    return [text[span.start : span.end] for span in iter_blocks(text)]


PAGE = (
    "4 Resultaten\n"
    "4.1 Het moment van aanspreken\n"
    "Jongerenwerkers beschrijven het eerste contact zel-\n"
    "den als een gesprek. Zij spreken van hangen en van\n"
    "langslopen op straat. Niemand van hen haalde dat en\n"
    "twee van hen verzonnen data.\n"
    "Tabel 2 Tijd tot eerste contact\n"
    "Plein\t8 dagen\n"
    "Park\t31 dagen"
)


def test_page_with_headings_and_rows_of_figures_is_broken_at_a_width() -> None:
    assert blocks(PAGE) == [
        "4 Resultaten",
        "Het moment van aanspreken",
        PAGE[PAGE.index("Jongeren") : PAGE.index("\nTabel")],
        "Tabel 2 Tijd tot eerste contact",
        "Plein\t8 dagen",
        "Park\t31 dagen",
    ]


SHORT_LINES = (
    "dag vier van de stage\nhij pakt mn handen en doet het voor\nik niks\nom vijf uur was oven twee kapot\nhij niet"
)


def test_short_lines_in_small_letters_each_say_something() -> None:
    assert blocks(SHORT_LINES) == SHORT_LINES.split("\n")


RAGGED = (
    "We zaten die middag met z'n allen in de kantine en\n"
    "niemand wist eigenlijk goed waar het over moest\n"
    "gaan, want de agenda was leeg en de voorzitter ziek\n"
    "dus toen hebben we maar gewoon een rondje gedaan en\n"
    "dat bleek achteraf het beste overleg van het hele jaar."
)


def test_lines_in_letters_of_different_widths_are_joined() -> None:
    assert blocks(RAGGED) == [RAGGED]


QUOTED = (
    "Dat klopt, en ik heb het hem gisteren ook zo gezegd toen hij\n"
    "vroeg waarom we dat eigenlijk niet eerder hadden bedacht en\n"
    "waarom niemand er iets over gezegd heeft in de vergadering van\n"
    "vorige week.\n"
    "\n"
    "> Ik vond het een goed gesprek maar ik weet niet of iedereen er\n"
    "> zo over denkt als wij, want er waren ook mensen die niets\n"
    "> zeiden en die zag ik later nog heel lang bij de fietsen staan\n"
    "> praten.\n"
    ">\n"
    "> Groet"
)


def test_quoted_mail_is_joined_by_itself() -> None:
    body, quoted = QUOTED.split("\n\n> ")
    quoted, greeting = quoted.split("\n>\n> ")
    assert blocks(QUOTED) == [body, quoted, greeting]


def test_sentences_of_quoted_mail_begin_behind_the_mark() -> None:
    quoted = QUOTED.split("\n\n")[1].replace("zo over denkt als wij, want er", "zo over denkt. Er")
    document = Document("a", quoted)
    found = [quoted[span.start : span.end] for span in split_sentences(document)]
    assert found[0].endswith("zo over denkt.")
    assert found[1].startswith("Er waren ook mensen")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zel-\nden gezien", ["zel-\nden gezien"]),
        ("Hij sprak van een zel\u00ad\nden gezien team", ["Hij sprak van een zel\u00ad\nden gezien team"]),
        ("Klanten-\nVrijdag", ["Klanten-", "Vrijdag"]),
        (
            "- de brief met het woord\n  verwijtbaar erin\n- nog een",
            ["de brief met het woord\n  verwijtbaar erin", "nog een"],
        ),
        ("- wat we doen:\n  koffie zetten", ["wat we doen:", "koffie zetten"]),
        ("+ goed gegaan\n+ beter", ["goed gegaan", "beter"]),
        ("? waarom\n? wanneer", ["waarom", "wanneer"]),
        ("1\tOpening\n4a\tVerzuim", ["Opening", "4a\tVerzuim"]),
        ("Dakrand klopt niet.\tarch.", ["Dakrand klopt niet.", "arch."]),
        ("koffie\t€ 12,50\t3 x", ["koffie\t€ 12,50\t3 x"]),
        ("Kees belde de school\nomdat hij ziek was.", ["Kees belde de school\nomdat hij ziek was."]),
        (
            "Het team besloot om voortaan zelf het rooster te maken\nen vroeg niemand om hulp.",
            ["Het team besloot om voortaan zelf het rooster te maken\nen vroeg niemand om hulp."],
        ),
    ],
)
def test_lines_that_go_on(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected


def test_width_of_the_document_holds_for_a_turn_of_two_lines() -> None:
    text = RAGGED.replace("\n", "\n\n", 1) + "\n\n" + RAGGED
    first = text.index("niemand")
    end = text.index("\n\n", first)
    layout = layout_of(text)
    assert layout.widths[0].characters
    assert len(list(iter_blocks(text, first, text.index("gaan,") + 30, layout))) == 1
    assert end > first


def test_line_that_a_label_begins_is_measured_whole() -> None:
    text = f"{RAGGED}\n\nAnja: ik weet nog dat we met z'n tienen aan de tafel\nzaten en dat Piet lachte"
    start = text.index("ik weet nog")
    document = Document("a", text, turns=(Turn(start, len(text), "Anja"),))
    assert text[start:] in [text[span.start : span.end] for span in split_sentences(document)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("dag vier\nniks gedaan\nhij hielp. toen ging het\nweer mis\nmoe. weltrusten", 7),
        ("Dag vier\nNiks gedaan\nHij hielp. toen ging het\nWeer mis", 5),
    ],
    ids=["without capitals", "with a slip"],
)
def test_lines_tell_whether_a_writer_uses_capitals(text: str, count: int) -> None:
    assert len(list(split_sentences(Document("a", text)))) == count


def test_line_in_small_letters_may_end_in_a_particle() -> None:
    text = "ik dacht sluit die melding dan maar\nik ben naar boven gegaan\nniks\nhij lachte van wel\nmoe"
    assert [text[span.start : span.end] for span in split_sentences(Document("a", text))] == text.split("\n")


def test_page_break_cuts_a_sentence_in_two() -> None:
    # A sentence is one stretch; with the page number in it, it could not be coded.
    text = "Daar zat geen ambtenaar; die was\n\n- 9 -\n\nziek. Aan tafel 6 zat een boer."
    number = text.index("- 9 -")
    document = Document("a", text, residue=(Residue(number, number + 5, "tekens"),))
    found = [text[span.start : span.end] for span in split_sentences(document)]
    assert found == ["Daar zat geen ambtenaar; die was", "9 -", "ziek.", "Aan tafel 6 zat een boer."]
