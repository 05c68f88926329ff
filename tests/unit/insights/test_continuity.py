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
