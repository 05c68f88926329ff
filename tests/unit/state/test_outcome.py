"""What a run is compared with, and what it says of texts and corrections that are not there."""

from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.document import Document, Insight, ProcessedDocument, Quote
from praktijkkennis.errors import StateUseError
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.state import Coded, Outcome, State, continued


def insight(key: str, *documents: str) -> Insight:
    quotes = tuple(Quote(0, 5, name, f"Wij van {name} lieten het los.", "", 0.9, "neutraal") for name in documents)
    return Insight(f"loslaten-{key}", "loslaten", quotes[0].text, quotes, 2, 0, 0, len(documents), {}, "", "", 0.5)


def coded(*names: str) -> list[Coded]:
    texts = [Document(name, f"Wij van {name} lieten het los.") for name in names]
    return [Coded(ProcessedDocument(one, ()), (), np.zeros((0, 2), dtype=np.float32)) for one in texts]


def run(state: State, identity: str, insights: list[Insight], *names: str) -> Outcome:
    found = coded(*names)
    outcome = continued(state, identity, insights, found)
    outcome.finish(state, [one.processed for one in found])
    return outcome


def test_a_run_in_which_nothing_was_read_is_refused_and_changes_nothing(state: State) -> None:
    run(state, "leeg", [])
    run(state, "mei", [insight("a", "a.txt", "b.txt")], "a.txt", "b.txt")
    with pytest.raises(StateUseError, match=r"geen enkele tekst gelezen.*2 teksten"):
        continued(state, "niets", [], [])
    assert set(state.history.texts()) == {"a.txt", "b.txt"}
    june = run(state, "juni", [insight("n", "a.txt", "b.txt", "c.txt")], "a.txt", "b.txt", "c.txt")
    assert june.changes is not None
    assert dict(june.changes.status) == {"loslaten-a": "groeiend"}


def test_an_odd_run_in_between_costs_no_insight_its_id(state: State) -> None:
    may = [insight("a", "a.txt", "b.txt")]
    run(state, "mei", may, "a.txt", "b.txt")
    assert [one.id for one in run(state, "streng", [], "a.txt", "b.txt").insights] == []
    for _ in range(2):
        # Made again it says the same.
        again = run(state, "mei", may, "a.txt", "b.txt")
        assert again.changes is not None
        assert ([one.id for one in again.insights], again.changes.count("stabiel")) == (["loslaten-a"], 1)
    other = [insight("b", "a.txt", "b.txt")]
    assert [one.id for one in run(state, "juni", other, "a.txt", "b.txt").insights] == ["loslaten-a"]


def test_runs_are_remembered_for_a_while_only(state: State) -> None:
    run(state, "0", [insight("a", "a.txt", "b.txt")], "a.txt")
    for number in range(1, 20):
        run(state, str(number), [], "a.txt")
    assert state.history.earlier("20") == ()
    assert "loslaten-a" in state.history.used_ids("20")


def test_texts_that_are_gone_are_counted_but_not_those_with_another_name(state: State) -> None:
    run(state, "mei", [], "a.txt", "b.txt", "c.txt")
    found = coded("a.txt", "b.txt", "d.txt")
    moved = Document("map/b.txt", found[1].processed.document.text)
    found[1] = Coded(ProcessedDocument(moved, ()), (), found[1].vectors)
    outcome = continued(state, "juni", [], found)
    assert (outcome.n_known, outcome.n_gone) == (3, 1)


def test_corrections_of_texts_that_are_not_there_are_counted(state: State) -> None:
    state.corrections.add([Correction("weg.txt", "Deze zin staat nergens.", 0, "loslaten", None, "Els")], "x.xlsx")
    assert len(continued(state, "mei", [], coded("a.txt")).absent) == 1
