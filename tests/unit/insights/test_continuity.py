from __future__ import annotations

from praktijkkennis.document import Insight, Quote
from praktijkkennis.insights.continuity import compare, remembered


def insight(key: str, *texts: str, theme: str = "loslaten", n_sources: int = 2, strength: float = 0.5) -> Insight:
    quotes = tuple(Quote(7, 20, f"{text}.txt", text, "", 0.9, "neutraal") for text in texts)
    return Insight(
        f"{theme}-{key}", theme, texts[0], quotes, len(texts), 0, 0, n_sources, {"neutraal": 1}, "", "", strength
    )


def test_an_insight_that_grows_keeps_its_id() -> None:
    before = [remembered(insight("oud", "a", "b"))]
    named, changes = compare([insight("nieuw", "a", "b", "c", "d", "e", n_sources=5)], before)
    assert [one.id for one in named] == ["loslaten-oud"]
    assert dict(changes.status) == {"loslaten-oud": "groeiend"}
    assert changes.sources_before["loslaten-oud"] == 2
    assert changes.vanished == ()


def test_passages_that_moved_or_were_broken_over_lines_are_the_same() -> None:
    old, new = insight("oud", "een twee drie", "b"), insight("nieuw", "een twee\n drie", "b")
    quotes = [Quote(99, 120, "een twee drie.txt", "een twee\n drie", "", 0.4, "neutraal"), *new.quotes[1:]]
    moved = Insight(new.id, new.theme, new.statement, tuple(quotes), 2, 0, 0, 2, {}, "", "", 0.5)
    named, changes = compare([moved], [remembered(old)])
    assert (named[0].id, changes.status["loslaten-oud"]) == ("loslaten-oud", "stabiel")


def test_less_than_half_in_common_or_another_theme_is_another_insight() -> None:
    before = [remembered(insight("oud", "a", "b", "c"))]
    named, changes = compare([insight("x", "a", "d", "e"), insight("y", "a", "b", "c", theme="vertrouwen")], before)
    assert set(changes.status.values()) == {"nieuw"}
    assert [one.id for one in changes.vanished] == ["loslaten-oud"]
    assert {one.id for one in named} == {"loslaten-x", "vertrouwen-y"}


def test_of_two_that_join_the_one_with_most_passages_lives_on_and_the_other_went_into_it() -> None:
    before = [remembered(insight("groot", "a", "b", "c")), remembered(insight("klein", "d", "e"))]
    named, changes = compare([insight("samen", "a", "b", "c", "d", "e", n_sources=5)], before)
    assert [one.id for one in named] == ["loslaten-groot"]
    (gone,) = changes.vanished
    assert (gone.id, gone.merged_into) == ("loslaten-klein", "loslaten-groot")


def test_of_one_that_parts_the_greater_part_keeps_the_id() -> None:
    before = [remembered(insight("oud", "a", "b", "c", "d", "e"))]
    _, changes = compare([insight("p", "d", "e"), insight("q", "a", "b", "c")], before)
    assert dict(changes.status) == {"loslaten-oud": "stabiel", "loslaten-p": "nieuw"}


def test_an_id_that_was_ever_given_is_not_given_to_another() -> None:
    named, _ = compare([insight("x", "a", "b")], [], {"loslaten-x", "loslaten-x-2"})
    assert [one.id for one in named] == ["loslaten-x-3"]


def test_the_order_of_insights_makes_no_difference() -> None:
    before = [remembered(insight("oud", "a", "b", "c", "d"))]
    now = [insight("p", "a", "b", strength=0.9), insight("q", "c", "d", strength=0.2)]
    assert compare(now, before) == compare(now[::-1], before)
    assert [one.strength for one in compare(now, before)[0]] == [0.9, 0.2]


def at(key: str, *passages: tuple[str, str]) -> Insight:
    """An insight with passages of given documents."""
    quotes = tuple(Quote(0, 5, document, text, "", 0.9, "neutraal") for document, text in passages)
    return Insight(f"loslaten-{key}", "loslaten", quotes[0].text, quotes, 2, 0, 0, 2, {}, "", "", 0.5)


def test_rows_on_top_of_a_table_and_other_file_names_change_no_insight() -> None:
    before = [
        remembered(at("oud", ("enquete.xlsx#1", "Wij lieten het los."), ("enquete.xlsx#2", "Nu kiest het team.")))
    ]
    now = at("nieuw", ("juni/e.xlsx#2", "Wij lieten het los."), ("juni/e.xlsx#3", "Nu kiest het team."))
    named, changes = compare([now], before)
    assert ([one.id for one in named], dict(changes.status)) == (["loslaten-oud"], {"loslaten-oud": "stabiel"})
    assert changes.vanished == ()


def test_words_of_several_insights_are_told_apart_by_their_documents() -> None:
    first, second = [("a.txt", "Dat werkt."), ("b.txt", "Fijn.")], [("c.txt", "Dat werkt."), ("d.txt", "Fijn.")]
    before = [remembered(at("een", *first)), remembered(at("twee", *second))]
    named, _ = compare([at("x", *second), at("y", *first)], before)
    assert {one.id: one.quotes[0].document_id for one in named} == {"loslaten-een": "a.txt", "loslaten-twee": "c.txt"}
    _, elsewhere = compare([at("z", ("p.txt", "Dat werkt."), ("q.txt", "Fijn."))], before)
    assert dict(elsewhere.status) == {"loslaten-z": "nieuw"}


def test_what_the_run_before_lacked_comes_back_under_its_old_id() -> None:
    known = remembered(insight("oud", "a", "b"))
    odd = [remembered(insight("gek", "x", "y"))]
    named, changes = compare([insight("nieuw", "a", "b", "c", n_sources=3)], odd, {"loslaten-oud"}, [known])
    assert [one.id for one in named] == ["loslaten-oud"]
    assert (changes.status["loslaten-oud"], changes.sources_before["loslaten-oud"]) == ("groeiend", 2)
    assert [one.id for one in changes.vanished] == ["loslaten-gek"]
