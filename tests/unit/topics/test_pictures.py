"""Pictures and pages of topics: what people wrote stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from xml.etree import ElementTree

import pytest

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.embedding import Embedder
from praktijkkennis.report.topics import build_topic_summary, render_topics_html, render_topics_section
from praktijkkennis.report.topics.pictures import month_lines, term_bars, tick_places
from praktijkkennis.topics import TopicModel, TopicResult
from praktijkkennis.topics.crosswalk import cross_themes
from praktijkkennis.topics.figures import crosswalk_figure, groups_figure, terms_figure, topic_map_figure
from praktijkkennis.topics.groups import topics_by_group

Subjects = Callable[[int], list[ProcessedDocument]]
HOSTILE = '<b onclick="x">&\x00'


class Hostile:
    """A language model that was led astray."""

    def label(self, terms: list[str], passages: list[str]) -> str:
        return f"{HOSTILE} {terms[0]}"


@pytest.fixture(scope="module")
def result(subjects: Subjects, embedder: Embedder) -> TopicResult:
    model = TopicModel(3, engine="klein", embedder=embedder, n_refits=0, labeller=Hostile())
    return model.fit(subjects(24)).result_


def test_the_page_shows_all_and_escapes_all(result: TopicResult) -> None:
    summary = build_topic_summary(result, cross_themes(result, [], [HOSTILE, "loslaten"]), title=HOSTILE)
    page = render_topics_html(summary)
    assert "<b onclick" not in page
    assert "\x00" not in page
    for picture in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(picture)
    assert page.count("<svg") == 1 + 3 + 1 + 3
    assert "Per sector" in page
    assert page == render_topics_html(summary)


def test_lines_have_ticks_for_months_and_shares(result: TopicResult) -> None:
    summary = build_topic_summary(result)
    assert summary.months is not None
    lines = str(month_lines(summary.topics[0], summary.months, 0.6))
    assert re.findall(r'class="scale"[^>]*>([^<]*)<', lines) == [
        *("0%", "50%", "januari 2024", "februari 2024", "maart 2024", "april 2024")
    ]


@pytest.mark.parametrize(("last", "ticks"), [(0, [0]), (5, [0, 1, 2, 3, 4, 5]), (20, [0, 4, 8, 12, 16, 20])])
def test_ticks_are_no_more_than_there_is_room_for(last: int, ticks: list[int]) -> None:
    assert list(tick_places(last)) == ticks
    assert all(len(tick_places(months)) <= 6 for months in range(2000))


def test_bars_stand_in_the_order_of_their_length(result: TopicResult) -> None:
    bars = str(term_bars(build_topic_summary(result).topics[0]))
    lengths = [float(width) for width in re.findall(r'class="bar"[^>]* width="([^"]*)"', bars)]
    assert len(lengths) > 3
    assert lengths == sorted(lengths, reverse=True)


def test_coverage_is_not_rounded_up(result: TopicResult) -> None:
    assert "Elke passage hoort bij een onderwerp." in render_topics_section(build_topic_summary(result))
    weights = result.passage_topic.copy()
    weights[0] = 0.0
    most = replace(result, passage_topic=weights)
    assert 0.994 < most.coverage < 1
    assert "99% van de passages hoort bij een onderwerp; 1 passage valt erbuiten." in render_topics_section(
        build_topic_summary(most)
    )


def test_a_candidate_has_its_terms_and_quotes(result: TopicResult) -> None:
    crosswalk = cross_themes(result, [], ["loslaten"])
    assert crosswalk.candidates
    section = str(render_topics_section(build_topic_summary(result, crosswalk)))
    part = section[section.index("Misschien een nieuw thema") :]
    topic = crosswalk.candidates[0].topic
    assert f"Termen: {', '.join(term for term, _ in topic.terms)}." in part
    assert topic.quotes[0].text in part


def test_a_section_fits_in_another_page(result: TopicResult) -> None:
    section = render_topics_section(build_topic_summary(result))
    assert section.startswith("<section")
    assert "<style" not in section


def test_a_page_without_topics_says_why() -> None:
    page = render_topics_html(build_topic_summary(TopicModel(n_refits=0).fit([]).result_))
    assert "Er is geen onderwerp gevonden." in page


@pytest.mark.skipif(find_spec("plotly") is None, reason="plotly is not installed")
def test_plotly_figures_hold_what_was_found(result: TopicResult) -> None:
    crosswalk = cross_themes(result, [], ["loslaten"])
    assert len(topic_map_figure(result).data[0].x) == 3
    assert len(terms_figure(result, 0).data[0].y) == len(result.topics[0].terms)
    assert len(groups_figure(result, topics_by_group(result, "month")).data) == 3
    figure = crosswalk_figure(result, crosswalk)
    assert figure.data[0].z.shape == (1, 3)
    assert "<b" not in "".join(figure.data[0].x)
