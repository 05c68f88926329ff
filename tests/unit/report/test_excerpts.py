from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.document import Document, Evidence, ProcessedDocument, Sentence, ThemeAnnotation
from praktijkkennis.insights import withhold
from praktijkkennis.report import ThemeLabel, render_html
from praktijkkennis.report.context import SourceText, source_texts
from praktijkkennis.report.excerpts import WINDOWS, Excerpt, Places, excerpts
from praktijkkennis.report.html import MOST_BYTES

LABELS = {key: ThemeLabel(key, key.capitalize()) for key in ("los", "zelf")}


def processed(text: str, *spans: tuple[int, int], codable: bool = True) -> ProcessedDocument:
    return ProcessedDocument(Document("a.txt", text), tuple(Sentence(a, b, (), codable=codable) for a, b in spans))


def coded(start: int, end: int, theme: str = "los") -> ThemeAnnotation:
    return ThemeAnnotation(start, end, "a.txt", theme, 0.5, "neutraal", "machine")


def one(document: ProcessedDocument, *codes: ThemeAnnotation, window: int | None = None) -> Excerpt:
    texts = source_texts([document], codes, LABELS)
    (found,) = excerpts(texts, Places(texts), [("a.txt", code.start) for code in codes], window)
    return found


def as_read(excerpt: Excerpt) -> str:
    signs = {"break": "/", "gap": "[…]"}
    return "¶".join("".join(signs.get(p.kind, p.text) for p in paragraph) for paragraph in excerpt.paragraphs)


def sentences_of(n: int) -> ProcessedDocument:
    text = " ".join(f"Zin {place}." for place in range(10, 10 + n))
    return processed(text, *[(at * 8, at * 8 + 7) for at in range(n)])


def test_paragraphs_lines_and_numbers_stay_where_they_were() -> None:
    text = "Kop\n\n1. Eerste\n  regel hier.\nTweede. Derde."
    document = processed(text, (0, 3), (8, 28), (29, 36), (37, 43))
    assert as_read(one(document, coded(29, 36))) == "Kop¶1. Eerste regel hier./Tweede. Derde."


def test_what_is_no_narrative_is_set_apart() -> None:
    found = one(processed("Menu", (0, 4), codable=False))
    assert [(piece.kind, piece.text) for piece in found.paragraphs[0]] == [("aside", "Menu")]


def test_codes_of_one_sentence_are_one_piece_with_an_anchor() -> None:
    found = one(sentences_of(3), coded(8, 15), coded(8, 15, "zelf"))
    (piece,) = [piece for piece in found.paragraphs[0] if piece.kind == "coded"]
    assert (piece.text, piece.anchor) == ("Zin 11.", "b1-8")
    assert [(label.key, stance) for label, stance in piece.codes] == [("los", "neutraal"), ("zelf", "neutraal")]
    assert found.n_coded == 1


def test_codes_of_people_may_cross_sentences_and_each_other() -> None:
    document = sentences_of(4)
    codes = [coded(2, 12), coded(9, 20, "zelf")]
    texts = source_texts([document], codes, LABELS)
    assert [(span.start, span.end, len(span.codes)) for span in texts[0].coded] == [(2, 20, 2)]
    assert as_read(one(document, *codes)) == "Zin 10. Zin 11. Zin 12. Zin 13."
    places = Places(texts)
    assert places.passage("a.txt", 9) == "b1-2"
    assert places.passage("a.txt", 21) == places.passage("b.txt", 2) == places.document("b.txt") == ""


def test_a_window_shows_that_it_is_one() -> None:
    document = sentences_of(20)
    assert as_read(one(document, coded(80, 87), window=1)) == "[…]¶Zin 19. Zin 20. Zin 21.¶[…]"
    assert as_read(one(document, coded(0, 7), coded(152, 159), window=0)) == "Zin 10.¶[…]¶Zin 29."
    assert (
        as_read(one(document, coded(8, 15), coded(24, 31), window=1)) == "Zin 10. Zin 11. Zin 12. Zin 13. Zin 14.¶[…]"
    )


def test_with_a_window_a_document_without_quotes_is_left_out() -> None:
    texts = source_texts([sentences_of(3)], [], LABELS)
    assert excerpts(texts, Places(texts), [], 2) == []
    assert len(excerpts(texts, Places(texts), [], None)) == 1


def test_a_sentence_of_a_whole_book_is_cut_off_in_a_window_only() -> None:
    document = processed("woord " * 2000, (0, 11_999))
    assert len(as_read(one(document, coded(0, 11_999), window=1))) <= 2000
    assert len(as_read(one(document, coded(0, 11_999)))) == 11_999


@settings(deadline=None)
@given(st.data())
def test_no_word_is_lost_or_said_twice(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n.", min_size=1, max_size=60))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    codes = [coded(at, data.draw(st.integers(at + 1, len(text)))) for at in starts]
    found = one(processed(text, *spans), *codes)
    assert re.sub(r"[\s/¶]", "", as_read(found)) == re.sub(r"\s", "", text)
    anchors = [piece.anchor for paragraph in found.paragraphs for piece in paragraph if piece.anchor]
    assert len(anchors) == len(set(anchors)) == found.n_coded


def big_world(library_with: Any, n: int, words: int) -> Any:
    return library_with(extra="Zoals een lang verhaal gaat. " * words, n=n)


def test_three_hundred_documents_are_whole_when_they_fit(library_with: Any) -> None:
    page = render_html(big_world(library_with, 300, 150).summary())
    assert "Hier staan de teksten zelf" in page
    assert page.count('class="text"') == 300
    assert len(page.encode()) <= MOST_BYTES


def test_and_are_cut_down_to_windows_when_they_do_not(library_with: Any) -> None:
    world = big_world(library_with, 300, 1000)
    page = render_html(world.summary())
    assert len(page.encode()) <= MOST_BYTES
    assert re.search(r"alleen de \d+ van de 300 teksten", page)
    assert "[…]" in page
    quoted = set(re.findall(r'href="#(b\d+-\d+)"', page))
    assert quoted
    assert quoted <= set(re.findall(r'id="(b\d+-\d+)"', page))


def test_windows_shrink() -> None:
    assert WINDOWS[0] is None
    sizes = [one for one in WINDOWS if one is not None]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("hidden", [{"map/tekst-0.txt"}, {f"map/tekst-{place}.txt" for place in (1, 3, 5, 7)}])
def test_nothing_of_a_withheld_document_is_in_the_page(library: Any, hidden: set[str]) -> None:
    insights = withhold(library.insights, frozenset(hidden))
    page = render_html(library.summary(insights=insights, withheld=frozenset(hidden), min_group=5))
    for place, document in enumerate(library.documents):
        there = document.document.id not in hidden
        assert (f"nummer {place} zelf" in page) is there
        assert (f"vergadering {place} iets" in page) is there
        assert (f"Verhaal {place} " in page) is there
        assert (document.document.id in page) is there
    texts: tuple[SourceText, ...] = library.summary(withheld=frozenset(hidden)).texts
    assert hidden.isdisjoint(text.processed.document.id for text in texts)
    if len(hidden) == 4:
        # Of the filters too: who knows that "zorg" is among the texts knows more than the page tells.
        assert 'name="sector"' not in page
        assert "De Linde" not in page


def reasoned(library: Any) -> str:
    """Give the page of a library in which every code says why."""
    codes = [
        replace(code, evidence=(Evidence(code.start, code.end, f"Het <woord> nummer {place} past bij dit thema."),))
        for place, code in enumerate(library.annotations)
    ]
    return render_html(replace(library, annotations=tuple(codes)).summary())


def test_why_a_sentence_was_coded_can_be_unfolded_under_its_paragraph(world: Any) -> None:
    page = reasoned(world)
    why = re.findall(r'<details class="why"><summary>Waarom</summary><ul>(.*?)</ul></details>', page, re.DOTALL)
    assert sum(part.count("<li>") for part in why) == len(world.annotations)
    (wanted,) = (part for part in why if "nummer 1 " in part)
    assert "We maken ons rooster zelf." in wanted
    assert "Zelfsturing: Het &lt;woord&gt; nummer 1 past bij dit thema." in wanted
    # Nothing that can be unfolded stands within a paragraph: a browser would end the paragraph there.
    assert not re.search(r"<p[^>]*>(?:(?!</p>).)*<details", page, re.DOTALL)


def test_without_reasons_nothing_is_said_of_them(world: Any) -> None:
    page = render_html(world.summary())
    assert 'class="why"' not in page
    assert "Waarom’" not in page


def test_with_reasons_three_hundred_documents_stay_small_enough_to_mail(library_with: Any) -> None:
    page = reasoned(big_world(library_with, 300, 150))
    assert page.count('class="text"') == 300
    assert len(page.encode()) <= MOST_BYTES
