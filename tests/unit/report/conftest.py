"""A small corpus whose numbers can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from praktijkkennis.document import (
    STANCES,
    Document,
    Insight,
    ProcessedDocument,
    Quote,
    ReadFailure,
    Sentence,
    Stance,
    ThemeAnnotation,
)
from praktijkkennis.evaluation import TrustCard, level_of
from praktijkkennis.report import ReportSummary, ThemeLabel, build_summary

MakeDocument = Callable[..., ProcessedDocument]


@dataclass(frozen=True)
class World:
    documents: tuple[ProcessedDocument, ...]
    annotations: tuple[ThemeAnnotation, ...]
    insights: tuple[Insight, ...]
    failures: tuple[ReadFailure, ...]
    themes: tuple[ThemeLabel, ...]

    def summary(self, **changes: object) -> ReportSummary:
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__} | {"run": {"Programma": "0.1"}}
        return build_summary(**(parts | changes))


def make_document(key: str, sentences: Sequence[str], speaker: str | None = None, **metadata: str) -> ProcessedDocument:
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Sentence(start, start + len(sentence), (), speaker=speaker))
        start += len(sentence) + 1
    return ProcessedDocument(Document(key, " ".join(sentences), metadata), tuple(spans))


def code(document: ProcessedDocument, index: int, theme: str, score: float, stance: Stance) -> ThemeAnnotation:
    sentence = document.sentences[index]
    return ThemeAnnotation(sentence.start, sentence.end, document.document.id, theme, score, stance, "machine")


def make_insight(key: str, documents: Sequence[ProcessedDocument], codes: Sequence[ThemeAnnotation]) -> Insight:
    by_id = {one.document.id: one for one in documents}
    quotes = tuple(
        Quote(
            one.start,
            one.end,
            one.document_id,
            by_id[one.document_id].text_of(one),
            by_id[one.document_id].document.metadata.get("author", ""),
            one.score,
            one.stance,
        )
        for one in codes
    )
    authors = {quote.author for quote in quotes if quote.author}
    nameless = {quote.document_id for quote in quotes if not quote.author}
    return Insight(
        id=key,
        theme=codes[0].theme,
        statement=quotes[0].text,
        quotes=quotes,
        n_documents=len({quote.document_id for quote in quotes}),
        n_authors=len(authors),
        n_organisations=1,
        n_sources=len(authors) + len(nameless),
        stances={stance: sum(quote.stance == stance for quote in quotes) for stance in STANCES},
        first_date="2024-01-05",
        last_date="2025-03-14",
        strength=0.725,
    )


def make_world(text: str = "We maken ons rooster zelf.", name: str = "Anneke de Vries") -> World:
    """Four documents; ``text`` and ``name`` let a test put anything into every corner of the report."""
    documents = (
        make_document("a.txt", [text, "Het regende."], author=name, role=text, organisation="De Linde", sector="zorg",
                      date="2024-01-05", title=text),
        make_document("b.txt", ["Het team beslist.", "Niemand durft iets te zeggen."], author="Joost", date="2024-05",
                      organisation="de linde ", sector="zorg"),
        make_document("c.txt", ["Wij beslissen samen.", "Loslaten is lastig."], sector="Wonen", date="2025-03-14"),
        make_document("d.txt", ["Niets over thema's."], speaker="Fatma"),
    )  # fmt: skip
    annotations = (
        code(documents[1], 1, "veiligheid", 0.9, "belemmerend"),
        code(documents[0], 0, "zelfsturing", 0.8, "versterkend"),
        code(documents[1], 0, "zelfsturing", 0.7, "versterkend"),
        code(documents[2], 0, "zelfsturing", 0.95, "neutraal"),
        code(documents[2], 1, "loslaten_nieuw", 0.6, "belemmerend"),
    )
    return World(
        documents,
        annotations,
        (make_insight("zelfsturing-1", documents, annotations[1:4]),),
        (ReadFailure("kapot.pdf", "In deze pdf zit geen tekst."),),
        (
            ThemeLabel("veiligheid", "Veiligheid", "Of mensen durven."),
            ThemeLabel("zelfsturing", "Zelfsturing", "Teams beslissen zelf.", core=True, colour="#0f6b5c"),
            ThemeLabel("visie", "Gedeelde visie"),
        ),
    )


@pytest.fixture
def cards() -> tuple[TrustCard, ...]:
    """Figures of two of the themes of the world."""
    unknown = float("nan")
    return tuple(
        TrustCard(theme, theme, level_of(f1), f1, unknown, unknown, unknown, unknown, None, "teksten van vreemden")
        for theme, f1 in (("zelfsturing", 0.451), ("veiligheid", 0.82))
    )


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def world_with() -> Callable[..., World]:
    return make_world


@pytest.fixture
def document_with() -> MakeDocument:
    return make_document


def make_library(extra: str = "Zo ging dat.", name: str = "Anneke de Vries", n: int = 8) -> World:
    """Texts of several sectors, kinds and months with three themes, two of which recur; ``extra`` is in every text."""
    documents = tuple(
        make_document(
            f"map/tekst-{place}.txt",
            [
                f"Wij maken het rooster nummer {place} zelf.",
                extra,
                f"Niemand durft in vergadering {place} iets te zeggen.",
                f"Een reële kans op de coöperatie, dacht ik bij {place}.",
            ],
            author=f"{name} {'abcdefgh'[place % 8]}",
            organisation="De Linde" if place % 2 else "Stichting Café",
            sector="zorg" if place % 2 else "onderwijs",
            kind="mail" if place < 3 else "dagboek",
            date=f"2024-{place + 1:02d}-05" if place < 7 else "2023",
            title=f"Verhaal {place} {name}",
        )
        for place in range(n)
    )
    own = [code(one, 0, "zelfsturing", 0.9 - 0.5 * place / n, "versterkend") for place, one in enumerate(documents)]
    unsafe = [code(one, 2, "veiligheid", 0.8, "belemmerend") for one in documents]
    hope = [code(one, 3, "veiligheid", 0.7, "versterkend") for one in documents]
    insights = (
        make_insight("zelfsturing-1", documents, own[:6]),
        make_insight("zelfsturing-2", documents, own[6:]),
        make_insight("veiligheid-1", documents, [*unsafe[:2], *hope[2:4]]),
    )
    strengths = (0.4, 0.8, 0.6)
    themes = (
        ThemeLabel("zelfsturing", "Zelfsturing", "Teams beslissen zelf.", core=True, colour="#0f6b5c"),
        ThemeLabel("veiligheid", "Psychologische veiligheid", "Of mensen durven."),
        ThemeLabel("visie", "Gedeelde visie"),
    )
    ranked = tuple(replace(one, strength=strength) for one, strength in zip(insights, strengths, strict=True))
    return World(documents, (*own, *unsafe, *hope), ranked, (), themes)


@pytest.fixture
def library() -> World:
    return make_library()


@pytest.fixture
def library_with() -> Callable[..., World]:
    return make_library
