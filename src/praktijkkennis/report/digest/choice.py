"""What goes into the digest: the strongest insights with a few quotes each, what divides people, and a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from praktijkkennis.document import Insight, Stance
from praktijkkennis.insights.continuity import GONE
from praktijkkennis.insights.extraction import CLEAR, MIN_SCORE, sure_from
from praktijkkennis.insights.withholding import WITHHELD
from praktijkkennis.report import dutch
from praktijkkennis.report.digest import wording
from praktijkkennis.report.digest.named import PeopleNamed, names_to_ask
from praktijkkennis.report.excerpts import Places
from praktijkkennis.report.passages import Passage
from praktijkkennis.report.summary import ReportInsight, ReportSummary, ThemeSummary

MOST_INSIGHTS = 6
"""Insights in a digest."""

MOST_QUOTES = 3
"""Quotes with one insight, that of its statement among them."""

MOST_TENSIONS = 2
"""Themes of which the digest says that experiences differ."""

_FEWEST_QUOTES = 2
_FEWEST_THEMES = 3
_LONGEST_QUOTE, _LONGEST_OPENING = 420, 80
_FEWEST_ON_EITHER_SIDE = 3
_LEAST_MINORITY = 0.25
_SURE = sure_from(MIN_SCORE)


@dataclass(frozen=True, slots=True)
class DigestQuote:
    """A verbatim quote with who says it, as far as that may be told."""

    text: str
    attribution: str


@dataclass(frozen=True, slots=True)
class DigestOrigin:
    """Where a quote comes from, for the editor.

    Attributes
    ----------
    text : str
        How the quote begins.
    document_id : str
        The file, and ``start`` the place in its text.
    start : int
        Code points.
    anchor : str
        Its place in ``rapport.html``; ``""`` when it is not there.
    insight : str
        Id of the insight that it belongs to, ``""`` when to none.
    leans : bool
        Whether it leans on the text around it.
    """

    text: str
    document_id: str
    start: int
    anchor: str
    insight: str
    leans: bool


@dataclass(frozen=True, slots=True)
class DigestInsight:
    """An insight: its heading, who stands behind it (a sentence), and two or three quotes, the strongest first."""

    heading: str
    behind: str
    quotes: tuple[DigestQuote, ...]


@dataclass(frozen=True, slots=True)
class DigestTension:
    """A theme about which experiences differ, with a quote of either side as far as one can be shown."""

    heading: str
    text: str
    quotes: tuple[DigestQuote, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A piece for a newsletter; what is empty is left out of it.

    Attributes
    ----------
    title : str
        Title of the report.
    opening : tuple of str
        Paragraphs with the figures.
    insights : tuple of DigestInsight
        At most :data:`MOST_INSIGHTS`, new ones first.
    tensions : tuple of DigestTension
        At most :data:`MOST_TENSIONS`.
    question : str
        Something to talk about.
    sources : tuple of str
        The documents that are quoted, in order of appearance.
    colophon : str
        How it was made.
    before_printing : str
        What the editor has to do first, for the editor only.
    origins : tuple of DigestOrigin
        Where to find every quote, in order of appearance, for the editor only.
    """

    title: str
    opening: tuple[str, ...]
    insights: tuple[DigestInsight, ...]
    tensions: tuple[DigestTension, ...]
    question: str
    sources: tuple[str, ...]
    colophon: str
    before_printing: str
    origins: tuple[DigestOrigin, ...]


def build_digest(summary: ReportSummary) -> Digest:
    """Choose what a newsletter tells of a report.

    Of each theme the insight comes first that is strong, sure and reads well alone, a second one only when there are
    too few themes; one whose statement leans on its text only then, too. Where it is known what is new, new insights go
    before growing ones, and these before the rest. Quotes are of different people as far as possible, and say something
    to who does not know the text around them; those that name nobody go first.
    What is not shown for fear of who said it (:data:`WITHHELD`) is not quoted.

    Parameters
    ----------
    summary : ReportSummary
        What the report says.

    Returns
    -------
    Digest
        The same for the same summary.
    """
    used: list[Passage] = []
    insights, themes = [], set()
    people = PeopleNamed(summary.texts)
    chosen = _chosen(summary, people)
    for one, passages in chosen:
        used += passages
        insights.append(
            DigestInsight(
                heading=wording.heading(one.theme.name, one.insight.kind, again=one.theme.key in themes),
                behind=wording.who_says_it(one, summary.news),
                quotes=tuple(map(_quoted, passages)),
            )
        )
        themes.add(one.theme.key)
    tensions = []
    for theme in _divided(summary.themes):
        passages = _sides(theme, used, people)
        used += passages
        tensions.append(DigestTension(theme.label.name, wording.tension(theme), tuple(map(_quoted, passages))))
    return Digest(
        title=summary.title,
        opening=tuple(wording.opening(summary, len(insights))),
        insights=tuple(insights),
        tensions=tuple(tensions),
        question=_question(summary, chosen),
        sources=wording.sources(used),
        colophon=wording.COLOPHON if insights else "",
        before_printing=wording.before_printing(
            names_to_ask((people.names(one), one.author) for one in used),
            differing=any(one.insight.tension for one, _ in chosen),
            n_gone=summary.news.counts.get(GONE, 0) if summary.news else 0,
        )
        if used
        else "",
        origins=_origins(summary, used),
    )


def _chosen(summary: ReportSummary, people: PeopleNamed) -> list[tuple[ReportInsight, list[Passage]]]:
    """Choose insights with their quotes; those that cannot be quoted well twice only when there are no better ones."""
    every = (one for theme in summary.themes for one in theme.insights)
    quoted = [(one, found) for one in every if (found := _quotes(one.quotes, one.insight, people))]
    quoted.sort(key=lambda pair: (wording.newness(pair[0], summary.news), -pair[0].telling, pair[0].insight.id))
    twice = [pair for pair in quoted if len(pair[1]) >= _FEWEST_QUOTES]
    well = [pair for pair in twice if sum(map(_is_clear, pair[1])) >= _FEWEST_QUOTES]
    alone = [pair for pair in well if not pair[0].leans]
    well = alone if len({one.theme.key for one, _ in alone}) >= _FEWEST_THEMES else well
    turns: dict[str, int] = {}
    by_turn = []
    for place, (one, passages) in enumerate(well or twice or quoted):
        turn = turns[one.theme.key] = turns.get(one.theme.key, -1) + 1
        by_turn.append((turn, place, one, passages))
    first = [entry for entry in by_turn if entry[0] == 0]
    # Rather three insights of one theme than a digest of one insight; rather three of three themes than six of one.
    more = [entry for entry in by_turn if entry[0] == 1]
    chosen = first[:MOST_INSIGHTS] if len(first) >= _FEWEST_THEMES else [*first, *sorted(more)][:_FEWEST_THEMES]
    return [(one, passages) for _, _, one, passages in chosen]


def _quotes(passages: Iterable[Passage], insight: Insight, people: PeopleNamed) -> list[Passage]:
    """Choose clear quotes of different people, the statement and sure ones first; others when there are too few."""
    shown = [passage for passage in passages if passage.text != WITHHELD]
    # Where people contradict each other the second quote is the other side, whomever it names.
    kept = shown[:2] if insight.tension else []
    shown.sort(
        key=lambda one: (
            one.text != insight.statement,
            len(one.text) > _LONGEST_QUOTE,
            one not in kept,
            one.leans,
            one.score < _SURE,
            bool(people.names(one)),
        )
    )
    chosen: list[Passage] = []
    for clear, fresh in ((True, True), (False, True), (False, False)):
        for passage in shown:
            fits = (_is_clear(passage) or not clear) and not (fresh and _person(passage) in map(_person, chosen))
            wanted = len(chosen) < (MOST_QUOTES if clear else _FEWEST_QUOTES)
            if fits and wanted and passage.text not in {one.text for one in chosen}:
                chosen.append(passage)
    return chosen


def _is_clear(passage: Passage) -> bool:
    return passage.clarity >= CLEAR and not passage.leans


def _person(passage: Passage) -> str:
    return passage.author or passage.document_id


def _divided(themes: Sequence[ThemeSummary]) -> list[ThemeSummary]:
    """Give the themes about which experiences differ most."""
    sides = [(min(_count(theme, "versterkend"), _count(theme, "belemmerend")), theme) for theme in themes]
    divided = [
        (least, theme)
        for least, theme in sides
        if least >= _FEWEST_ON_EITHER_SIDE
        and least / (_count(theme, "versterkend") + _count(theme, "belemmerend")) >= _LEAST_MINORITY
    ]
    divided.sort(key=lambda pair: -pair[0])
    return [theme for _, theme in divided[:MOST_TENSIONS]]


def _sides(theme: ThemeSummary, used: Sequence[Passage], people: PeopleNamed) -> list[Passage]:
    """Give the clearest passage of either side that was not quoted yet and is not too long."""
    found: list[Passage] = []
    for side in ("versterkend", "belemmerend"):
        candidates = [
            passage
            for passage in _passages(theme)
            if passage.stance == side
            and passage.text != WITHHELD
            and len(passage.text) <= _LONGEST_QUOTE
            and passage.text not in {one.text for one in (*used, *found)}
        ]
        candidates.sort(
            key=lambda one: (
                not _is_clear(one) or bool(people.names(one)),
                -one.clarity,
                -one.score,
                one.document_id,
                one.start,
            )
        )
        found += candidates[:1]
    return found


def _passages(theme: ThemeSummary) -> Iterator[Passage]:
    for one in theme.insights:
        yield from one.quotes
    yield from theme.loose


def _count(theme: ThemeSummary, stance: Stance) -> int:
    return theme.stances.get(stance, 0)


def _quoted(passage: Passage) -> DigestQuote:
    text = " ".join(dutch.legible(passage.text).split())
    return DigestQuote(dutch.clipped(text, _LONGEST_QUOTE), wording.attribution(passage))


def _origins(summary: ReportSummary, used: Iterable[Passage]) -> tuple[DigestOrigin, ...]:
    places = Places(summary.texts)
    insights = {
        (quote.document_id, quote.start, quote.text): one
        for theme in summary.themes
        for one in reversed(theme.insights)
        for quote in one.quotes
    }
    found = []
    for passage in dict.fromkeys(used):
        one = insights.get((passage.document_id, passage.start, passage.text))
        found.append(
            DigestOrigin(
                dutch.clipped(" ".join(dutch.legible(passage.text).split()), _LONGEST_OPENING),
                passage.document_id,
                passage.start,
                places.passage(passage.document_id, passage.start),
                one.insight.id if one else "",
                passage.leans,
            )
        )
    return tuple(found)


def _question(summary: ReportSummary, chosen: Sequence[tuple[ReportInsight, list[Passage]]]) -> str:
    divided = _divided(summary.themes)
    if divided:
        return wording.question(divided[0].label.name, divided=True)
    return wording.question(chosen[0][0].theme.name, divided=False) if chosen else ""
