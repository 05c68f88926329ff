from __future__ import annotations

from praktijkkennis.codebook import Codebook, Example, Term, Theme
from praktijkkennis.tagging.lessons import EXAMPLE_WEIGHT, Lessons, examples_of, lessons_from, stance_lessons


def labels_of(lessons: Lessons, text: str) -> list[int]:
    return [int(label) for label in lessons.labels[lessons.texts.index(text)]]


def weight_of(lessons: Lessons, text: str) -> float:
    return float(lessons.weights[lessons.texts.index(text)])


BOOK = Codebook(
    "k",
    "K",
    (
        Theme(
            "een",
            "Eerste",
            definition="Telt niet mee.",
            examples=(Example("Zin van een."), Example("Zin van een en drie.", ("drie",))),
            counterexamples=(Example("Bijna een, eigenlijk twee.", ("twee",)),),
        ),
        Theme(
            "twee",
            "Tweede",
            definition="Wat twee is. Is dat zo? Ja.",
            includes=("Dit hoort\nbij twee.",),
            excludes=("Dit lijkt op twee.",),
            terms=(Term("los|laten"), Term("fout ~ toe|geven"), Term("zelf*")),
        ),
        Theme("drie", "Derde", examples=(Example("Zin van drie."),)),
    ),
)


def test_example_says_nothing_of_other_themes_unless_it_names_them() -> None:
    lessons = lessons_from(BOOK, ())
    assert labels_of(lessons, "Zin van een.") == [1, -1, -1]
    assert labels_of(lessons, "Zin van een en drie.") == [1, -1, 1]
    assert weight_of(lessons, "Zin van een.") == EXAMPLE_WEIGHT


def test_counterexample_may_express_another_theme() -> None:
    assert labels_of(lessons_from(BOOK, ()), "Bijna een, eigenlijk twee.") == [0, 1, -1]


def test_theme_learns_from_its_descriptions_each_kind_counting_for_one() -> None:
    lessons = lessons_from(BOOK, ())
    for text in ("Tweede", "Wat twee is", "Is dat zo?", "Dit hoort bij twee.", "loslaten", "fout toegeven", "zelf"):
        assert labels_of(lessons, text) == [-1, 1, -1], text
    assert weight_of(lessons, "Tweede") == weight_of(lessons, "Dit hoort bij twee.") == 1.0
    assert weight_of(lessons, "loslaten") == 1 / 3
    assert labels_of(lessons, "Dit lijkt op twee.") == [-1, 0, -1]


def test_ordinary_sentences_have_no_theme_and_stand_last() -> None:
    lessons = lessons_from(BOOK, ("De koffie is op.", "Zin van drie.", "De koffie is op."))
    assert lessons.texts.count("De koffie is op.") == 1
    assert lessons.texts[-1] == "De koffie is op."
    assert labels_of(lessons, "De koffie is op.") == [0, 0, 0]
    assert labels_of(lessons, "Zin van drie.") == [-1, -1, 1]


def test_sentence_of_two_themes_is_taught_once_with_both() -> None:
    shared = Example("Gedeelde zin.")
    book = Codebook("k", "K", (Theme("a", "A", examples=(shared,)), Theme("b", "B", examples=(shared,))))
    lessons = lessons_from(book, ())
    assert lessons.texts.count("Gedeelde zin.") == 1
    assert labels_of(lessons, "Gedeelde zin.") == [1, 1]


def test_only_examples_with_a_stance_teach_stance() -> None:
    book = Codebook("k", "K", (Theme("a", "A", examples=(Example("Goed.", (), "versterkend"), Example("Weet niet."))),))
    assert stance_lessons(book) == (["Goed."], ["versterkend"])


def test_examples_shown_to_people() -> None:
    assert [example.text for example in examples_of(BOOK.themes[2])] == ["Zin van drie."]
    assert examples_of(BOOK.themes[1])[0].text == "Tweede"
