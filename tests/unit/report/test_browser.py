"""The report in a real browser: what a reader does with it, with eyes, keyboard, screen reader, phone or paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from praktijkkennis.document import ReadFailure
from praktijkkennis.report import ThemeLabel, render_html
from praktijkkennis.report.news import News

Open = Callable[..., Any]

LEFT_OUT = "Op deze pagina staan 17 van de 24 coderingen; alle staan in inzichten.xlsx."
NARROW = {"viewport": {"width": 360, "height": 740}}
HOSTILE = [
    "<script>document.title = 'gekaapt'; alert(1)</script>",
    '</script><img src=x onerror="alert(2)">',
    "\"'><svg onload=alert(3)>",
    '</style></title></textarea><iframe src="javascript:alert(4)">',
    "\u202e\u2066 \u05e9\u05dc\u05d5\u05dd </p></blockquote>",
    "&lt;b&gt; {{ 7 * 7 }} ${7 * 7}",
]


@pytest.fixture
def page(library: Any, open_tab: Open) -> Any:
    tab = open_tab(render_html(library.summary()))
    yield tab.page
    assert tab.troubles == []
    assert [address for address in tab.requests if not address.startswith("file:")] == []


def shown(page: Any, selector: str = "#gevonden .passage") -> list[str]:
    """Texts of what can be seen; a statement of which the source is hidden does not count."""
    return page.eval_on_selector_all(  # type: ignore[no-any-return]
        selector,
        "all => all.filter((one) => one.checkVisibility() && !one.classList.contains('misses'))"
        ".map((one) => one.querySelector('h4, blockquote, h3').textContent)",
    )


def choose(page: Any, **values: str) -> None:
    for name, value in values.items():
        page.select_option(f"#f-{name}", value)


def search(page: Any, words: str) -> None:
    page.fill("#f-zoek", words)
    page.dispatch_event("#f-zoek", "change")


def test_all_is_shown_at_first(page: Any) -> None:
    assert page.inner_text("#telling") == f"Je ziet alles wat hier staat: 3 inzichten en 17 citaten. {LEFT_OUT}"
    assert not page.is_visible("#wissen")


def test_what_has_all_does_not_speak_of_more(world: Any, open_tab: Open) -> None:
    page = open_tab(render_html(world.summary())).page
    assert page.inner_text("#telling") == "Je ziet alles: 1 inzicht en 5 citaten."
    search(page, "nergens te vinden")
    assert page.inner_text("#niets") == "Niets gevonden. Haal een filter weg of zoek op een ander woord."


def test_nothing_found_tells_where_the_rest_is(page: Any) -> None:
    search(page, "nergens te vinden")
    assert page.inner_text("#niets") == (
        "Niets gevonden in wat op deze pagina staat. Alle passages staan in inzichten.xlsx, op het blad Passages. "
        "Haal een filter weg of zoek op een ander woord."
    )


def test_texts_that_are_cut_off_are_not_taken_for_all(library_with: Any, open_tab: Open) -> None:
    page = open_tab(render_html(library_with(extra="Het regende die dag weer eens. " * 25_000).summary())).page
    search(page, "nergens te vinden")
    assert "in wat op deze pagina staat" in page.inner_text("#niets")
    assert "alleen het deel rond een citaat" in page.inner_text("#telling-teksten")


def test_an_insight_shows_how_its_stances_divide_and_in_how_many_sectors(library: Any, open_tab: Open) -> None:
    insights = tuple(replace(one, n_sectors=2) for one in library.insights)
    page = open_tab(render_html(library.summary(insights=insights))).page
    card = page.locator("article.insight", has_text="veiligheid-1")
    assert "uit 1 organisatie, in 2 sectoren" in card.locator(".meta").inner_text()
    assert card.locator(".balance .stance-bar title").text_content() == (
        "Houding: 2 versterkend, 2 belemmerend, 0 neutraal"
    )
    legend = [" ".join(text.split()) for text in card.locator(".balance .legend li").all_inner_texts()]
    assert legend == ["versterkend 2", "belemmerend 2"]
    assert card.locator(".balance .stance-bar").bounding_box()["height"] > 0


def test_filters_hide_what_does_not_fit_and_count_the_rest(page: Any) -> None:
    choose(page, sector="onderwijs")
    assert (
        page.inner_text("#telling")
        == f"Je ziet 3 van 3 inzichten en 9 van 17 citaten. {LEFT_OUT} Bij de bronteksten: 4 teksten."
    )
    assert all(int(text.split("nummer ")[1][0]) % 2 == 0 for text in shown(page) if "nummer" in text)
    choose(page, houding="belemmerend")
    assert len(shown(page, ".insight")) == 1
    assert not page.is_visible("text=Teams beslissen zelf.")
    choose(page, thema="zelfsturing")
    assert page.is_visible("#niets")
    assert shown(page) == []
    page.click("#wissen")
    assert page.inner_text("#telling").startswith("Je ziet alles")
    assert page.evaluate("document.activeElement.id") == "f-zoek"


def test_a_period_knows_dates_of_every_precision(page: Any) -> None:
    choose(page, van="2024-02", tot="2024-03")
    assert sorted(shown(page, ".text")) == ["Verhaal 1 Anneke de Vries", "Verhaal 2 Anneke de Vries"]
    choose(page, van="", tot="2024-01")
    assert sorted(shown(page, ".text")) == ["Verhaal 0 Anneke de Vries", "Verhaal 7 Anneke de Vries"]


def test_search_minds_neither_accents_nor_capitals_and_marks_what_it_found(page: Any) -> None:
    search(page, "REELE cooperatie")
    found = shown(page)
    assert found
    assert all("reële kans op de coöperatie" in text for text in found)
    hits = page.eval_on_selector_all("#gevonden mark.hit", "all => all.map((one) => one.textContent)")
    assert set(hits) == {"reële", "coöperatie"}
    search(page, '"kans op de reële"')
    assert page.is_visible("#niets")
    assert page.query_selector("mark.hit") is None


def test_quotes_that_were_folded_away_unfold_when_they_are_found(page: Any) -> None:
    search(page, '"rooster nummer 5"')
    assert page.is_visible("blockquote:has-text('nummer 5')")
    search(page, "")
    assert not page.evaluate("document.querySelector('details.more').open")


def test_a_link_holds_the_choice(library: Any, open_tab: Open, page: Any) -> None:
    choose(page, sector="zorg", houding="versterkend", volgorde="bronnen")
    search(page, "coöperatie & 1")
    fragment = page.evaluate("location.hash")
    again = open_tab(render_html(library.summary()), fragment).page
    assert again.inner_text("#telling") == page.inner_text("#telling")
    assert again.input_value("#f-volgorde") == "bronnen"
    strange = open_tab(render_html(library.summary()), "#?sector=%3Cscript%3E&nergens=1&zoek=%3Cimg%20src%3Dx%3E").page
    assert strange.input_value("#f-sector") == ""
    assert strange.is_visible("#niets")
    assert strange.inner_text(".chips").startswith("Zoek: <img src=x>")


def test_a_chip_takes_its_filter_away(page: Any) -> None:
    choose(page, sector="zorg", houding="versterkend")
    page.click("button[aria-label='Haal filter weg: Sector: zorg']")
    assert page.input_value("#f-sector") == ""
    assert page.input_value("#f-houding") == "versterkend"
    assert page.evaluate("document.activeElement.id") == "f-sector"


def test_insights_stand_in_the_order_that_was_chosen(page: Any) -> None:
    in_order = "all => all.map((one) => one.dataset.bronnen)"
    assert page.eval_on_selector_all("[data-thema=zelfsturing] .insight", in_order) == ["2", "6"]
    choose(page, volgorde="bronnen")
    assert page.eval_on_selector_all("[data-thema=zelfsturing] .insight", in_order) == ["6", "2"]
    choose(page, volgorde="")
    assert page.eval_on_selector_all("[data-thema=zelfsturing] .insight", in_order) == ["2", "6"]


def test_what_is_new_can_be_chosen(library: Any, open_tab: Open) -> None:
    labels = {"zelfsturing-1": "stabiel", "zelfsturing-2": "nieuw", "veiligheid-1": "groeiend: van 2"}
    news = News({"nieuw": 1, "groeiend": 1, "stabiel": 1, "verdwenen": 0}, labels, ())
    page = open_tab(render_html(library.summary(news=news))).page
    choose(page, sinds="nieuw")
    assert page.locator(".insight:visible").count() == 1
    assert page.locator(".loose-passages:visible").count() == 0


def test_a_quote_opens_where_it_was_said_and_escape_goes_back(page: Any) -> None:
    quote = page.locator("#gevonden figure.quote:visible").first
    said = quote.locator("blockquote").inner_text().strip()
    quote.locator("a.in-text").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('lezer').open")
    assert page.inner_text("#lezer [aria-current]") == said
    assert page.evaluate("document.activeElement.textContent") == said
    words = page.inner_text("#lezer-tekst")
    assert "Zo ging dat." in words
    assert page.inner_text("#lezer-kop").startswith("Verhaal")
    page.click("#lezer-volgende")
    assert page.inner_text("#lezer [aria-current]") != said
    page.click("#lezer-vorige")
    assert page.inner_text("#lezer [aria-current]") == said
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('lezer').open")
    assert page.evaluate("document.activeElement.className") == "in-text"


def test_leaving_the_search_field_by_a_click_on_a_quote_opens_it(page: Any) -> None:
    search(page, "verhaal rooster")
    page.locator("a.in-text:visible").first.click()
    assert page.evaluate("document.getElementById('lezer').open")
    page.click("#lezer-dicht")
    assert not page.evaluate("document.getElementById('lezer').open")


def test_a_link_to_what_a_filter_hides_takes_the_filter_away(page: Any) -> None:
    choose(page, thema="veiligheid")
    page.click("nav a:has-text('Zelfsturing')")
    assert page.inner_text("#telling").startswith("Je ziet alles")
    assert page.is_visible("#thema-zelfsturing")


def test_a_keyboard_reaches_all_and_shows_where_it_is(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "f-zoek":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("durft")
    page.wait_for_selector("mark.hit")


@pytest.mark.parametrize(("scheme", "rules"), [("light", ()), ("dark", ("color-contrast", "link-in-text-block"))])
def test_axe_finds_nothing_wrong(library: Any, cards: Any, open_tab: Open, scheme: str, rules: tuple[str, ...]) -> None:
    world = library.summary(trust=cards, to_check=library.annotations[:3], failures=(ReadFailure("a.pdf", "kapot"),))
    tab = open_tab(render_html(world), color_scheme=scheme, reduced_motion="reduce")
    choose(tab.page, sector="zorg")
    search(tab.page, "rooster")
    for details in tab.page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    assert tab.violations(*rules) == []
    tab.page.locator("a.in-text:visible").first.click()
    assert tab.violations(*rules) == []
    assert tab.troubles == []


def test_a_phone_never_scrolls_sideways(library_with: Any, open_tab: Open) -> None:
    world = library_with(extra="Onafgebroken" * 60, name="N" * 90)
    tab = open_tab(render_html(world.summary(title="T" * 200)), **NARROW)
    page = tab.page
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 360
    choose(page, organisatie="de-linde")
    search(page, "rooster " + "z" * 5)
    search(page, "rooster")
    assert page.evaluate(width) == 360
    page.locator("a.in-text:visible").first.click()
    box = page.locator("#lezer").bounding_box()
    assert (box["x"], box["width"]) == (0, 360)
    assert page.evaluate("document.getElementById('lezer-tekst').scrollWidth <= 360")
    assert tab.violations() == []


def test_paper_has_quotes_with_their_sources_and_no_controls(library: Any, open_tab: Open) -> None:
    from pypdf import PdfReader

    tab = open_tab(render_html(library.summary()))
    pdf = PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True)))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    assert "Wij maken het rooster nummer 5 zelf." in words
    assert "Anneke de Vries f" in words
    assert "De bronteksten zelf staan niet op papier" in words
    assert "Zoeken en filteren" not in words
    # Once, where the report says what these words do.
    assert words.count("Lees in de tekst") == 1
    assert "Zo ging dat." not in words
    choose(tab.page, sector="zorg")
    filtered = PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True)))
    words = " ".join(" ".join(sheet.extract_text() for sheet in filtered.pages).split())
    assert "van 17 citaten" in words
    assert "rooster nummer 4" not in words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_and_shows_as_it_is(library_with: Any, open_tab: Open, text: str) -> None:
    world = library_with(extra=text, name=text)
    themes = (ThemeLabel("zelfsturing", text, text, colour=text), ThemeLabel("veiligheid", text))
    summary = world.summary(title=text, themes=themes, run={text: text}, failures=(ReadFailure(text, text),))
    tab = open_tab(render_html(summary), "#?zoek=rooster")
    page = tab.page
    page.locator("a.in-text:visible").first.click()
    plain = " ".join(text.split())
    assert plain in " ".join(page.inner_text("#lezer-tekst").split())
    page.keyboard.press("Escape")
    page.click("#wissen")
    search(page, plain.split()[0])
    assert " ".join(page.title().split()) == plain
    assert page.locator("main img, main iframe, main svg[onload], main script").count() == 0
    assert tab.troubles == []
    assert len(tab.requests) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.setAttribute('onclick', 'alert(1)')",
        "document.createElement('script').textContent = 'alert(1)'",
    ],
)
def test_the_policy_refuses_to_make_markup_or_program_out_of_text(library: Any, open_tab: Open, attempt: str) -> None:
    page = open_tab(render_html(library.summary())).page
    assert page.evaluate(f"() => {{ try {{ {attempt}; return 'made'; }} catch {{ return 'refused'; }} }}") == "refused"


def test_without_script_all_is_there(library: Any, open_tab: Open) -> None:
    tab = open_tab(render_html(library.summary()), java_script_enabled=False)
    page = tab.page
    assert not page.is_visible("#zoeken")
    assert not page.is_visible("nav a[href='#zoeken']")
    assert page.locator("#gevonden .insight:visible").count() == 3
    link = page.locator("#gevonden figure.quote a.in-text:visible").first
    place = link.get_attribute("href")
    link.click()
    assert page.locator(f"mark{place}").is_visible()
    page.locator(".text summary").nth(5).click()
    assert page.locator(".text .words").nth(5).is_visible()
