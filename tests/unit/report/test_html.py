from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkkennis.document import ReadFailure
from praktijkkennis.insights import withhold
from praktijkkennis.report import ThemeLabel, build_summary, render_html
from praktijkkennis.report.html import MOST_FAILURES
from praktijkkennis.report.trust import ADVICE, NOT_MEASURED
from praktijkkennis.report.views import InsightView, spoken_by

VOID = {"meta", "rect", "path", "circle", "br", "link", "img", "input"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% raw %}",
    "</style><style>*{display:none}</style>",
    "javascript:alert(1)",
    "' onmouseover='x",
]


class Outline(HTMLParser):
    """What a browser makes of the page, as far as these tests care."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def check_sound(page: str) -> Outline:
    """Hold any page against what every page must be."""
    outline = Outline(page)
    assert outline.open == []
    names = {tag for tag, _ in outline.tags}
    assert not names & {"img", "iframe", "object", "link", "base"}
    assert [attrs for tag, attrs in outline.tags if tag == "script"] in ([], [{}])
    assert not any("action" in attrs for _, attrs in outline.tags)
    assert all(not name.startswith("on") and name != "style" for _, attrs in outline.tags for name in attrs)
    assert all(target.startswith("#") for target in outline.attributes("href"))
    ids = outline.attributes("id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in outline.attributes("href")} <= set(ids)
    named = {name for names in outline.attributes("aria-labelledby") for name in names.split()}
    assert named <= set(ids)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    return outline


def source_hash(page: str, tag: str) -> str:
    content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL).group(1)
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_policy_names_the_style_and_the_script_and_nothing_else(world):
    page = render_html(world.summary())
    (policy,) = [a["content"] for _, a in Outline(page).tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{source_hash(page, 'style')}'",
        f"script-src 'sha256-{source_hash(page, 'script')}'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.search(r"url\(|@import|https?:|innerHTML|eval", page.partition("<script>")[2])
    assert not re.search(r"url\(|@import|https?:", page.partition("<style>")[2].partition("</style>")[0])


def test_a_period_is_told_where_all_of_it_is_dated(library):
    summary = library.summary()
    text = check_sound(render_html(summary)).text
    assert "uit minstens" not in text
    assert "8 passages in 8 documenten, van 8 mensen." in text
    one = summary.themes[0].insights[0]
    view = InsightView(one, "a", "", None, (), (), 0, "")
    assert view.said_when == "van 5 januari 2024 tot en met 14 maart 2025"
    partly = replace(one, quotes=(replace(one.quotes[0], date=""), *one.quotes[1:]))
    assert replace(view, one=partly).said_when == ""


def test_page_says_what_the_summary_says(world):
    outline = check_sound(render_html(world.summary()))
    assert ("html", {"lang": "nl"}) in outline.tags
    text = outline.text
    assert "Dit rapport gaat over 4 documenten van minstens 3 mensen uit minstens 1 organisatie." in text
    assert "Van 3 documenten is de datum bekend (van 5 januari 2024 tot en met 14 maart 2025)." in text
    assert "Daaruit komt 1 inzicht" in text
    assert "Zoiets is gezegd door 2 mensen uit 1 organisatie en in 1 document zonder naam" in text
    assert "3 passages in 3 documenten, van minstens 2 mensen." in text
    assert "sterkte 0,72" in text or "sterkte 0,73" in text
    assert "Het team beslist." in text
    assert "onbekend" in text
    assert "kapot.pdf In deze pdf zit geen tekst." in text
    assert "Niet gevonden in deze documenten: Gedeelde visie." in text
    assert "Programma 0.1" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text, world_with):
    world = world_with(text=text, name=text)
    label = ThemeLabel("zelfsturing", text, text, colour=text)
    summary = world.summary(
        themes=(label,), failures=(ReadFailure(text, text),), run={text: text}, title=text, documents=world.documents
    )
    outline = check_sound(render_html(summary))
    assert " ".join(text.split()) in outline.text
    assert "{{7*7}}" not in text or "49" not in outline.text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=40))
def test_any_text_gives_a_sound_page(text, world_with):
    page = render_html(world_with(text=text, name=text).summary(run={text: text}))
    check_sound(page)
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page)


def test_right_to_left_and_emoji(world_with):
    page = render_html(world_with(text="\u05e9\u05dc\u202e\u05de 🙂 e\u0301", name="محمد").summary())
    assert "\u05e9\u05dc\u202e\u05de 🙂 e\u0301" in page
    assert "<bdi>محمد</bdi>" in page
    assert 'dir="auto"' in page


def test_nothing_read():
    outline = check_sound(render_html(build_summary([], [], [], [ReadFailure("a.pdf", "leeg")])))
    assert "Er is geen enkel document gelezen" in outline.text
    assert "a.pdf" in outline.text


def test_nothing_found(world):
    outline = check_sound(render_html(world.summary(annotations=(), insights=(), failures=())))
    assert "Er is geen zin gevonden" in outline.text
    assert "Alle bestanden zijn gelezen." in outline.text


def test_themes_without_insights_show_loose_passages(world):
    outline = check_sound(render_html(world.summary(insights=())))
    assert "Losse uitspraken" in outline.text
    assert "wel losse uitspraken" in outline.text


def test_one_document_without_metadata(document_with):
    document = document_with("los.txt", ["Een zin."])
    assert "Dit rapport gaat over 1 document." in check_sound(render_html(build_summary([document], [], []))).text


def test_same_summary_same_page(world):
    assert render_html(world.summary()) == render_html(world.summary())


def test_very_long_names_are_clipped(world_with):
    page = render_html(world_with(name="N" * 5000).summary())
    assert "N" * 200 not in page
    assert "[…]" in page


def test_statement_too_long_for_a_heading_is_quoted_below_it(world):
    long = "Woord " * 60
    insight = world.insights[0]
    quotes = (replace(insight.quotes[0], text=long), *insight.quotes[1:])
    outline = check_sound(render_html(world.summary(insights=(replace(insight, statement=long, quotes=quotes),))))
    assert "Woord […]" in outline.text
    assert long.strip() in outline.text


def test_only_a_real_colour_is_used(world):
    page = render_html(world.summary(themes=(ThemeLabel("zelfsturing", "Z", colour="url(//kwaad)"),)))
    assert "kwaad" not in page


def test_more_than_three_quotes_fold_away_and_the_rest_is_in_excel(world):
    insight = world.insights[0]
    quotes = tuple(
        replace(insight.quotes[1], start=place, end=place + 1, text=f"Citaat {place}.") for place in range(15)
    )
    summary = world.summary(insights=(replace(insight, quotes=quotes, statement="Citaat 0."),))
    text = check_sound(render_html(summary)).text
    assert "Nog 6 citaten" in text
    assert "Nog 5 citaten staan in inzichten.xlsx" in text
    assert text.count("Citaat 0.") == 2


def test_many_failures_are_limited_and_counted(world):
    failures = tuple(ReadFailure(f"{place}.pdf", "kapot") for place in range(MOST_FAILURES + 7))
    text = check_sound(render_html(world.summary(failures=failures))).text
    assert "De andere 7 staan in fouten.csv" in text


def test_big_corpus_stays_small(world):
    insight = world.insights[0]
    long = '"' * 2000
    quotes = tuple(replace(insight.quotes[0], text=long) for _ in range(40))
    insights = tuple(
        replace(insight, id=f"i{place}", theme=f"t{place % 12}", statement=long, quotes=quotes) for place in range(600)
    )
    page = render_html(world.summary(insights=insights))
    assert len(page.encode()) < 5_000_000
    assert "Hier staan de 10 sterkste inzichten. De andere 40 staan in inzichten.xlsx." in check_sound(page).text


@pytest.mark.parametrize(
    ("authors", "organisations", "sources", "words"),
    [
        (4, 3, 4, "zoiets is gezegd door 4 mensen uit 3 organisaties"),
        (1, 0, 2, "zoiets is gezegd door 1 persoon en in 1 document zonder naam"),
        (0, 0, 5, "zoiets is gezegd in 5 documenten zonder naam"),
    ],
)
def test_who_stands_behind_an_insight(authors, organisations, sources, words, world):
    insight = replace(world.insights[0], n_authors=authors, n_organisations=organisations, n_sources=sources)
    assert spoken_by(insight) == words


def test_organisations_are_a_minimum_when_some_are_not_known(world):
    insight = replace(world.insights[0], n_authors=3, n_organisations=1, n_sources=3)
    words = spoken_by(insight, all_organisations_known=False)
    assert words == "zoiets is gezegd door 3 mensen uit minstens 1 organisatie"


def test_sectors_are_told_as_far_as_they_are_known(world):
    insight = replace(world.insights[0], n_authors=3, n_organisations=2, n_sources=3, n_sectors=2)
    said = "zoiets is gezegd door 3 mensen uit 2 organisaties, in "
    assert spoken_by(insight) == said + "2 sectoren"
    assert spoken_by(insight, all_sectors_known=False) == said + "minstens 2 sectoren"


def test_a_statement_that_leans_has_its_mark_and_the_sentence_before_it(document_with, world):
    leaning = document_with("a.txt", ["Bep was er al vroeg bij.", "Zij maakte het rooster zelf."], author="Joost")
    sentence = leaning.sentences[1]
    insight = world.insights[0]
    changed = {"start": sentence.start, "end": sentence.end, "text": "Zij maakte het rooster zelf.", "leans": True}
    quote = replace(insight.quotes[0], **changed)
    leans = replace(insight, statement=quote.text, quotes=(quote, *insight.quotes[1:]))
    documents = (leaning, *world.documents[1:])
    codes = [one for one in world.annotations if one.document_id != "a.txt"]
    text = check_sound(render_html(world.summary(documents=documents, annotations=codes, insights=(leans,)))).text
    said = "Bep was er al vroeg bij."
    assert text.index("Zij maakte") < text.index("Ervoor staat in de tekst:") < text.index("leunt op de tekst eromheen")
    assert text.index("Ervoor staat in de tekst:") < text.index(said)
    assert "Ervoor staat in de tekst" not in render_html(world.summary())


def test_a_leaning_statement_that_is_withheld_shows_nothing_around_it(document_with, world):
    leaning = document_with("a.txt", ["Bep was er al vroeg bij.", "Zij maakte het rooster zelf."], author="Joost")
    sentence = leaning.sentences[1]
    insight = world.insights[0]
    changed = {"start": sentence.start, "end": sentence.end, "text": "Zij maakte het rooster zelf.", "leans": True}
    quote = replace(insight.quotes[0], **changed)
    hidden = withhold([replace(insight, statement=quote.text, quotes=(quote, *insight.quotes[1:]))], {"a.txt"})
    documents = (leaning, *world.documents[1:])
    codes = [one for one in world.annotations if one.document_id != "a.txt"]
    page = render_html(world.summary(documents=documents, annotations=codes, insights=hidden, withheld={"a.txt"}))
    assert "Bep was er" not in page


def test_trust_is_a_word_with_advice_and_a_small_figure(world, cards):
    outline = check_sound(render_html(world.summary(trust=cards)))
    assert "Gemeten op teksten van vreemden" in outline.text
    assert f"Goed {ADVICE['goed']} Veiligheid F1 0,82" in outline.text
    assert f"Matig {ADVICE['matig']} Zelfsturing F1 0,45" in outline.text
    assert ADVICE["zwak"] not in outline.text
    assert NOT_MEASURED not in outline.text


def test_the_figure_does_not_belie_the_word(world, cards):
    almost = (replace(cards[0], f1=0.399, level="zwak"), replace(cards[1], f1=0.664, level="matig"))
    text = check_sound(render_html(world.summary(trust=almost))).text
    assert "Zelfsturing F1 0,39" in text
    assert "Veiligheid F1 0,66" in text


def test_without_figures_it_says_so_in_one_sentence(world):
    outline = check_sound(render_html(world.summary()))
    assert outline.text.count(NOT_MEASURED) == 1
    assert "F1" not in outline.text
    assert "volgende controleren" not in outline.text


def test_without_codes_there_is_nothing_to_trust(world):
    assert "Hoe goed zijn" not in render_html(world.summary(annotations=(), insights=()))


@pytest.mark.parametrize("text", HOSTILE)
def test_sentences_to_check_fold_away_and_are_verbatim(text, world_with, cards):
    world = world_with(text=text, name=text)
    page = render_html(world.summary(trust=cards, to_check=(world.annotations[1], world.annotations[0])))
    outline = check_sound(page)
    part = outline.text.partition("volgende controleren (2)")[2].partition("Hoe dit rapport is gemaakt")[0]
    assert part.index(" ".join(text.split())) < part.index("Niemand durft iets te zeggen.")
    assert "Zelfsturing ? Score 0,80" in part
    assert "In document a.txt" in part
    before = page[: page.index("volgende controleren (2)")]
    assert before.rindex("<details") > before.rindex('id="betrouwbaarheid"')
