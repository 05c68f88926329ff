from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from praktijkkennis.insights import WITHHELD, withhold
from praktijkkennis.report import ThemeLabel, build_summary, render_html
from praktijkkennis.report.context import SourceText
from praktijkkennis.report.digest import Digest, build_digest, render_docx, render_markdown, write_digest
from praktijkkennis.report.digest.named import PeopleNamed, names_to_ask, people_named
from praktijkkennis.report.digest.wording import attribution, before_printing, heading, in_sentence, sources
from praktijkkennis.report.news import News
from praktijkkennis.report.passages import Passage

HOSTILE = [
    "<script>alert(1)</script>",
    "[klik](javascript:alert(1)) ![x](https://kwaad.example/x.png)",
    "# kop\n\n- punt\n1. een",
    "https://kwaad.example www.kwaad.example a@b.nl",
    "*sterk* _schuin_ `code` ~~weg~~ | tabel | &lt; \\",
    "=1+1",
    "\u202eomgekeerd \u05e9\u05dc\u05d5\u05dd",
]


def passage(**known: str) -> Passage:
    empty = dict.fromkeys(("author", "role", "organisation", "title", "date", "sector", "kind"), "")
    return Passage("map/a.txt", 0, 4, "Zin.", "neutraal", 0.5, **(empty | {"title": "map/a.txt"} | known))


def words_of_docx(digest: Digest) -> str:
    return "\n".join(paragraph.text for paragraph in read_docx(io.BytesIO(render_docx(digest))).paragraphs)


def words_of_markdown(digest: Digest) -> str:
    """Text of the Markdown as a program for newsletters shows it, GFM's links out of bare addresses included."""
    parser = MarkdownIt("gfm-like") if _has_linkify() else MarkdownIt("commonmark").enable(["table", "strikethrough"])
    texts = []
    for token in parser.parse(render_markdown(digest)):
        assert token.type in (
            *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "html_block"),
            *("blockquote_open", "blockquote_close", "bullet_list_open", "bullet_list_close"),
            *("list_item_open", "list_item_close"),
        )
        assert token.type != "html_block" or token.content.strip() == "<!-- -->"
        for child in token.children or ():
            assert child.type in ("text", "em_open", "em_close", "text_special", "link_open", "link_close"), child
            assert child.type != "link_open" or re.fullmatch(r"rapport\.html#b\d+-\d+", child.attrs["href"]), child
            texts.append(child.content)
        texts.append("\n")
    return re.sub(r"\n+", "\n", "".join(texts)).strip()


def _has_linkify() -> bool:
    try:
        import linkify_it  # noqa: F401
    except ImportError:
        return False
    return True


def test_it_tells_the_figures_the_insights_and_where_they_come_from(library: Any) -> None:
    digest = build_digest(library.summary(title="Oogst van mei"))
    words = words_of_markdown(digest)
    assert words == words_of_markdown(build_digest(library.summary(title="Oogst van mei")))
    assert words.startswith("Oogst van mei\nVoor dit overzicht zijn acht teksten gelezen van acht mensen uit twee")
    assert "van 2023 tot en met juli 2024" in words
    assert "drie inzichten" in words
    assert [one.heading for one in digest.insights] == [
        "Zelfsturing",
        "Psychologische veiligheid",
        "Nog eens zelfsturing",
    ]
    assert all(2 <= len(one.quotes) <= 3 for one in digest.insights)
    assert "“Wij maken het rooster nummer 6 zelf.”" in words
    assert "— Anneke de Vries g, Stichting Café" in words
    assert "‘Verhaal 6 Anneke de Vries’, Stichting Café, 5 juli 2024" in words
    for insight in digest.insights:
        assert len({quote.attribution for quote in insight.quotes}) == len(insight.quotes)


def test_word_says_the_same_and_is_a_document_with_headings(library: Any) -> None:
    digest = build_digest(library.summary())
    document = read_docx(io.BytesIO(render_docx(digest)))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "Quote", "List Bullet", "Normal"} <= set(styles)
    plain = re.sub(r"\s+", " ", words_of_docx(digest))
    assert plain == re.sub(r"\s+", " ", words_of_markdown(digest)).strip()
    assert document.core_properties.language == "nl-NL"


def test_where_experiences_differ_both_sides_speak(library: Any) -> None:
    digest = build_digest(library.summary())
    (tension,) = digest.tensions
    assert "In acht zinnen is het er of groeit het, in acht zinnen ontbreekt het" in tension.text
    assert len(tension.quotes) == 2
    assert "psychologische veiligheid" in digest.question
    told = [quote.text for one in digest.insights for quote in one.quotes]
    assert not set(told) & {quote.text for quote in tension.quotes}


def test_a_quote_that_says_little_by_itself_is_left_out(library: Any) -> None:
    def with_clarity(clarities: list[float]) -> list[str]:
        insight = library.insights[0]
        quotes = tuple(
            replace(one, clarity=clarity, score=0.9) for one, clarity in zip(insight.quotes, clarities, strict=False)
        )
        digest = build_digest(library.summary(insights=[replace(insight, quotes=quotes)]))
        return [quote.text for quote in digest.insights[0].quotes]

    told = [f"Wij maken het rooster nummer {place} zelf." for place in range(6)]
    assert with_clarity([0.9, 0.1, 0.8, 0.2, 0.7, 0.1]) == [told[0], told[2], told[4]]
    assert with_clarity([0.9, 0.1, 0.1, 0.7, 0.1, 0.1]) == [told[0], told[3]]
    # Two quotes there must be: that it recurs is what has to be seen.
    assert with_clarity([0.9, 0.1, 0.1, 0.1, 0.1, 0.1]) == [told[0], told[1]]


def test_a_quote_whose_code_is_sure_goes_before_one_that_is_not(library: Any) -> None:
    insight = library.insights[0]
    quotes = tuple(
        replace(one, clarity=0.9, score=0.9 if place in (0, 3, 5) else 0.6) for place, one in enumerate(insight.quotes)
    )
    digest = build_digest(library.summary(insights=[replace(insight, quotes=quotes)]))
    assert [quote.text for quote in digest.insights[0].quotes] == [insight.quotes[place].text for place in (0, 3, 5)]


def test_a_statement_that_leans_gives_way_where_there_are_enough_others(library: Any) -> None:
    strong = replace(library.insights[0], strength=1.0)
    leaning = replace(
        strong, id="visie-1", theme="visie", quotes=(replace(strong.quotes[0], leans=True), *strong.quotes[1:])
    )
    other = replace(strong, id="derde-1", theme="derde", strength=0.1)
    few = build_digest(library.summary(insights=[leaning, library.insights[0], library.insights[2]]))
    assert few.insights[0].heading == "Gedeelde visie"
    many = build_digest(library.summary(insights=[leaning, library.insights[0], library.insights[2], other]))
    assert "Gedeelde visie" not in [one.heading for one in many.insights]


def test_an_insight_that_can_be_quoted_well_goes_before_a_stronger_one(library: Any) -> None:
    strong, weak, other = library.insights[1], library.insights[0], library.insights[2]
    strong = replace(strong, quotes=tuple(replace(one, clarity=0.1) for one in strong.quotes))
    digest = build_digest(library.summary(insights=[strong, weak, other]))
    assert "nummer 0" in digest.insights[0].quotes[0].text or "vergadering" in digest.insights[0].quotes[0].text
    assert not any("nummer 6" in quote.text for one in digest.insights for quote in one.quotes)


def test_new_insights_come_first(library: Any) -> None:
    labels = {"zelfsturing-1": "nieuw", "zelfsturing-2": "stabiel", "veiligheid-1": "groeiend: van 2"}
    news = News({"nieuw": 1, "groeiend": 1, "stabiel": 1, "verdwenen": 0}, labels, ())
    digest = build_digest(library.summary(news=news))
    assert digest.insights[0].quotes[0].text == "Wij maken het rooster nummer 0 zelf."
    assert digest.insights[0].behind.endswith("Dit is nieuw.")
    assert "één nieuw inzicht bijgekomen" in digest.opening[1]


def test_what_is_withheld_is_not_in_it(library: Any) -> None:
    hidden = frozenset(one.document.id for one in library.documents if one.document.metadata["sector"] == "zorg")
    insights = withhold(library.insights, hidden)
    digest = build_digest(library.summary(insights=insights, withheld=hidden, min_group=5))
    for words in (words_of_markdown(digest), words_of_docx(digest)):
        assert WITHHELD not in words
        assert "De Linde" not in words
        assert not re.search(r"(nummer|vergadering|bij) [1357]", words)
        assert "nummer 0" in words
        assert "staan hier niet in: uit die organisatie of sector komen minder dan vijf mensen aan het woord" in words


def test_without_anything_to_tell_there_are_no_empty_sections(library: Any, document_with: Callable[..., Any]) -> None:
    for summary in (
        build_summary([], [], []),
        build_summary([document_with("a.txt", ["Een zin."])], [], []),
        library.summary(annotations=(), insights=()),
    ):
        text = render_markdown(build_digest(summary))
        assert text.count("#") == 1
        assert re.sub(r"\s", "", words_of_docx(build_digest(summary)))
    assert "is één tekst gelezen" in render_markdown(
        build_digest(build_summary([document_with("a", ["Zin."])], [], []))
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(library_with: Any, text: str) -> None:
    world = library_with(extra=text, name=text)
    themes = (ThemeLabel("zelfsturing", text), ThemeLabel("veiligheid", text))
    quotes = tuple(replace(one, text=f"{text} {place}") for place, one in enumerate(world.insights[0].quotes))
    insight = replace(world.insights[0], statement=quotes[0].text, quotes=quotes, strength=0.99)
    digest = build_digest(world.summary(insights=(insight, *world.insights[1:]), themes=themes, title=text))
    plain = " ".join(text.split())
    for place in range(2):
        assert f"“{plain} {place}”" in words_of_markdown(digest)
        assert f"“{plain} {place}”" in words_of_docx(digest)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=30))
def test_any_text_can_be_written(library_with: Any, text: str) -> None:
    world = library_with(extra=text, name=text)
    digest = build_digest(world.summary(title=text, themes=(ThemeLabel("zelfsturing", text),)))
    words_of_markdown(digest)
    render_markdown(digest).encode("utf-8")
    words_of_docx(digest)


def test_same_summary_same_bytes(library: Any, tmp_path: Path) -> None:
    for folder in ("een", "twee"):
        (tmp_path / folder).mkdir()
        write_digest(library.summary(), tmp_path / folder)
    for name in ("nieuwsbrief.md", "nieuwsbrief.docx"):
        assert (tmp_path / "een" / name).read_bytes() == (tmp_path / "twee" / name).read_bytes()


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"author": "Joost", "role": "kok", "organisation": "De Linde"}, "Joost, kok bij De Linde"),
        ({"author": "Joost", "organisation": "De Linde"}, "Joost, De Linde"),
        ({"author": "Joost"}, "Joost"),
        ({"author": "[Persoon 3]", "role": "Kok", "organisation": "De Linde"}, "een kok bij De Linde"),
        ({"author": "R09", "organisation": "[Organisatie 1]", "sector": "Zorg"}, "iemand uit de sector zorg"),
        ({"organisation": "De Linde"}, "iemand van De Linde"),
        ({}, "iemand zonder naam"),
    ],
)
def test_who_said_it(known: dict[str, str], words: str) -> None:
    assert attribution(passage(**known)) == words


def test_files_are_not_named_in_a_newsletter() -> None:
    said = sources(
        [
            passage(kind="mail", author="Joost", date="2024-05"),
            passage(),
            passage(title="Het rooster", organisation="De Linde"),
            replace(passage(), document_id="b.txt", title="b.txt"),
            passage(),
            passage(kind="gesprek"),
        ]
    )
    assert said == (
        "Mail van Joost, mei 2024",
        "Tekst zonder titel of naam (twee teksten)",
        "‘Het rooster’, De Linde",
        "Gesprek zonder titel of naam",
    )


def test_what_is_known_of_a_part_is_not_told_of_all(library: Any, document_with: Callable[..., Any]) -> None:
    nobody = document_with("z.txt", ["Het regende."])
    digest = build_digest(library.summary(documents=(*library.documents, nobody)))
    assert digest.opening[0].startswith(
        "Voor dit overzicht zijn negen teksten gelezen van minstens acht mensen uit minstens twee organisaties. Daaruit"
    )


def test_themes_in_a_sentence() -> None:
    assert in_sentence("Loslaten") == "loslaten"
    assert in_sentence("ICT in de zorg") == "ICT in de zorg"
    assert heading("Loslaten", "les", again=True) == "Nog eens loslaten: een les"


def test_it_tells_the_editor_whom_to_ask_before_printing(library: Any) -> None:
    digest = build_digest(library.summary())
    assert digest.before_printing == "Vraag de mensen die hier worden geciteerd of het mag."
    assert f"{digest.before_printing}\nHier staan de citaten." in words_of_markdown(digest)
    nothing = build_digest(library.summary(documents=[], annotations=[], insights=[]))
    assert (nothing.before_printing, nothing.origins) == ("", ())


def test_the_editor_finds_every_quote_back_in_the_report(library: Any) -> None:
    summary = library.summary()
    digest = build_digest(summary)
    quotes = [quote.text for part in (digest.insights, digest.tensions) for one in part for quote in one.quotes]
    assert [one.text for one in digest.origins] == quotes
    page = render_html(summary)
    texts = {one.document.id: one.document.text for one in library.documents}
    for one in digest.origins:
        assert f'<mark id="{one.anchor}">{one.text}</mark>' in page
        assert texts[one.document_id][one.start :].startswith(one.text)
    first = digest.origins[0]
    line = f"- [“{first.text}”](rapport.html#{first.anchor}): {first.document_id}, inzicht zelfsturing-2"
    assert line in render_markdown(digest)
    document = read_docx(io.BytesIO(render_docx(digest)))
    links = [link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert links == [f"rapport.html#{one.anchor}" for one in digest.origins]


def test_what_the_digest_quotes_is_in_a_page_that_has_no_room_for_whole_texts(library_with: Any) -> None:
    filler = "Het regende die dag weer eens. " * 3_000
    world = library_with(extra=filler, n=40)
    quotes = world.insights[1].quotes
    # So many quotes that the page does not print those which the digest finds the clearest.
    clear = tuple(
        replace(one, clarity=0.9 if place in (0, 20, 25) else 0.1, score=0.9) for place, one in enumerate(quotes)
    )
    summary = world.summary(insights=(replace(world.insights[1], quotes=clear),))
    digest = build_digest(summary)
    assert any("nummer 31" in one.text for one in digest.origins)
    page = render_html(summary)
    assert "Alle teksten samen zijn te groot" in page
    for one in digest.origins:
        assert f'<mark id="{one.anchor}">' in page


def test_a_statement_that_leans_is_told_to_the_editor(library_with: Any, document_with: Callable[..., Any]) -> None:
    world = library_with()
    leaning = document_with("map/tekst-0.txt", ["Bep was er al.", "Zij maakte het rooster zelf."], author="Joost")
    sentence = leaning.sentences[1]
    insight = world.insights[0]
    changed = {"start": sentence.start, "end": sentence.end, "text": "Zij maakte het rooster zelf.", "leans": True}
    # Of two quotes neither can be left out.
    quotes = (replace(insight.quotes[0], **changed), insight.quotes[1])
    codes = [one for one in world.annotations if one.document_id != "map/tekst-0.txt"]
    codes.append(replace(world.annotations[0], start=sentence.start, end=sentence.end))
    summary = world.summary(
        documents=(leaning, *world.documents[1:]),
        annotations=codes,
        insights=(replace(insight, statement="Zij maakte het rooster zelf.", quotes=quotes),),
    )
    digest = build_digest(summary)
    assert [one.leans for one in digest.origins].count(True) == 1
    assert "“Zij maakte het rooster zelf.”: map/tekst-0.txt, inzicht zelfsturing-1 (leunt op de tekst eromheen)" in (
        words_of_docx(digest)
    )


def test_different_stances_are_not_called_a_contradiction(library: Any) -> None:
    divided = replace(library.insights[2], tension=True)
    digest = build_digest(library.summary(insights=(divided,)))
    assert "de ander" not in digest.insights[0].behind
    assert "of de citaten bij elkaar passen of elkaar tegenspreken" in digest.before_printing
    assert "tegenspreken" not in build_digest(library.summary()).before_printing


def test_the_editor_reads_what_has_gone(library: Any) -> None:
    news = News({"nieuw": 0, "groeiend": 0, "stabiel": 3, "verdwenen": 2}, {}, ())
    said = build_digest(library.summary(news=news)).before_printing
    assert said.endswith("Twee inzichten zijn sinds de vorige keer verdwenen; in rapport.html staat welke.")


def test_names_in_quotes_are_told_but_not_of_who_is_quoted() -> None:
    said = "Toen heeft Roelof Terpstra het rooster zonder Fatma gemaakt."
    both = people_named(said)
    assert both == ("Roelof Terpstra", "Fatma")
    assert names_to_ask([(both, "Anneke de Vries"), (["Roelof Terpstra"], "")]) == both
    assert names_to_ask([(both, "Fatma El Idrissi")]) == ("Roelof Terpstra",)
    assert names_to_ask([(["Anneke Jansen"], "Anneke de Vries"), ([], "Piet Jansen")]) == ("Anneke Jansen",)
    assert people_named("[Persoon 3] heeft het rooster gemaakt.") == ()
    assert "Roelof Terpstra en Fatma" in before_printing(people_named(said))
    assert before_printing([f"Jan{place}" for place in range(20)]).count("Jan") == 12


def test_a_surname_by_itself_is_known_by_the_text_around_its_quote(process: Callable[[str], Any]) -> None:
    quote = "Stobbe en ik maken samen het rooster."
    text = f"Wij werken met Henk Stobbe aan het rooster. {quote}"
    processed = process(text)
    key = processed.document.id
    found = PeopleNamed([SourceText(processed, ())])
    start = text.index(quote)
    of_quote = replace(passage(), document_id=key, start=start, end=start + len(quote), text=quote)
    assert people_named(quote) == ()
    assert found.names(of_quote) == ("Stobbe",)
    assert found.names(replace(of_quote, start=0, end=start)) == ("Henk Stobbe",)
    assert PeopleNamed().names(of_quote) == ()


def test_a_quote_that_leans_on_its_text_comes_only_where_there_is_no_other(library: Any) -> None:
    summary = library.summary()
    chosen = build_digest(summary)
    assert chosen.insights
    first = {quote.text for one in chosen.insights for quote in one.quotes}

    def leaning(one: Any) -> Any:
        quotes = tuple(replace(quote, leans=quote.text in first) for quote in one.quotes)
        return replace(one, quotes=quotes)

    themes = tuple(replace(theme, insights=tuple(map(leaning, theme.insights))) for theme in summary.themes)
    told = build_digest(replace(summary, themes=themes))
    assert {one.leans for one in chosen.origins} == {False}
    quoted = {quote.text for one in told.insights for quote in one.quotes}
    others = {quote.text for theme in summary.themes for one in theme.insights for quote in one.quotes} - first
    assert quoted & others or any(one.leans for one in told.origins)


def test_it_says_how_many_insights_stand_below(library: Any) -> None:
    hidden = frozenset(one.document.id for one in library.documents)
    digest = build_digest(library.summary(insights=withhold(library.insights, hidden)))
    assert digest.insights == ()
    assert "Daaruit mag hier niets worden geciteerd." in digest.opening[0]
