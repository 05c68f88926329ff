"""The section with topics in the report of an extraction."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from praktijkkennis.document import Document, ProcessedDocument, Sentence, ThemeAnnotation, Token
from praktijkkennis.embedding import Vectors
from praktijkkennis.report import ThemeLabel, build_summary, render_html
from praktijkkennis.report.topics import TopicsSection, build_topics_section, render_topics_part
from praktijkkennis.topics.beside import TopicsBeside, topics_beside

HOSTILE = '<b onclick="x">'
SUBJECTS = (("rooster", "dienst", "planning", "ruil"), ("tuin", "schoffel", "boom", "regen"))


class TwoSubjects:
    """An embedder that knows two subjects."""

    name = "twee"
    dimensions = 4
    checksum = "0"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [
            [float(any(word in text for word in SUBJECTS[0])), float(any(word in text for word in SUBJECTS[1]))]
            for text in texts
        ]
        noise = np.random.default_rng(0).normal(scale=0.05, size=(len(texts), 2))
        vectors = np.hstack([rows, noise]).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def documents() -> list[ProcessedDocument]:
    random = np.random.default_rng(0)
    made = []
    for number in range(20):
        sentences, lines, at = [], [], 0
        for _ in range(8):
            words = random.choice(SUBJECTS[number % 2], 4, replace=False).tolist()
            line = " ".join(words)
            starts = [at + sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
            tokens = [
                Token(s, s + len(w), w, w, "NOUN", "dep", i) for i, (s, w) in enumerate(zip(starts, words, strict=True))
            ]
            sentences.append(Sentence(at, at + len(line), tuple(tokens)))
            lines.append(line)
            at += len(line) + 1
        document = Document(f"tekst-{number}", "\n".join(lines), {"author": f"{HOSTILE}{number}", "date": "2024-05-01"})
        made.append(ProcessedDocument(document, tuple(sentences)))
    return made


@pytest.fixture(scope="module")
def found(documents: list[ProcessedDocument]) -> TopicsBeside:
    codes = [
        ThemeAnnotation(one.start, one.end, document.document.id, "zelfsturing", 1.0, "neutraal", "A")
        for document in documents[::2]
        for one in document.sentences
    ]
    return topics_beside(documents, codes, ["zelfsturing"], TwoSubjects())


@pytest.fixture(scope="module")
def section(found: TopicsBeside, documents: list[ProcessedDocument]) -> TopicsSection:
    return build_topics_section(
        found.result, found.crosswalk, documents, [ThemeLabel("zelfsturing", "Zelfsturing", "")]
    )


def test_what_no_theme_covers_comes_first_with_words_and_quotes(section: TopicsSection) -> None:
    assert section.candidates
    for one in section.candidates:
        assert one.coded == 0.0
        assert set(one.terms) <= set(SUBJECTS[1])
        assert one.quotes
        assert one.themes == ()
    covered = [one for one in section.topics if one.themes]
    assert covered
    assert {one.themes for one in covered} == {(("Zelfsturing", 1.0),)}


def test_hostile_names_stay_text(section: TopicsSection) -> None:
    part = render_topics_part(section)
    assert "<b onclick" not in part
    assert "&lt;b onclick" in part
    assert "<style" not in part
    assert "Misschien een nieuw thema" in part
    assert "Van 160 zinnen hoort 100% bij een onderwerp." in part


def test_the_report_has_the_section_only_when_it_is_given(
    section: TopicsSection, documents: list[ProcessedDocument]
) -> None:
    summary = build_summary(documents, [], [])
    assert 'id="onderwerpen"' not in render_html(summary)
    page = render_html(summary, section)
    assert page.count('id="onderwerpen"') == 1
    assert 'href="#onderwerpen"' in page


def test_a_few_sentences_have_no_topics(documents: list[ProcessedDocument]) -> None:
    few = topics_beside(documents[:1], [], ["zelfsturing"], TwoSubjects())
    part = render_topics_part(build_topics_section(few.result, few.crosswalk, documents))
    assert "toeval" in part
    nothing = topics_beside([], [], ["zelfsturing"], TwoSubjects())
    assert nothing.result.topics == ()


def test_codes_of_other_documents_do_not_count(documents: list[ProcessedDocument]) -> None:
    other = ThemeAnnotation(0, 4, "elders", "zelfsturing", 1.0, "neutraal", "A")
    assert topics_beside(documents, [other], ["zelfsturing"], TwoSubjects()).crosswalk.overall == 0.0
