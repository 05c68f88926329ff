"""Topics beside the codebook, by group and over time, and guided by themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from praktijkkennis.codebook import check_codebook, codebook_from_dict, load_codebook
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.embedding import Embedder, unit_rows
from praktijkkennis.topics import TopicModel, TopicResult
from praktijkkennis.topics.crosswalk import candidates_toml, cross_themes
from praktijkkennis.topics.engines.bertopic import bertopic_installed, seed_words
from praktijkkennis.topics.groups import topics_by_group

Subjects = Callable[[int], list[ProcessedDocument]]
Writer = Callable[..., ProcessedDocument]


@pytest.fixture(scope="module")
def result(subjects: Subjects, embedder: Embedder) -> TopicResult:
    return TopicModel(3, engine="klein", embedder=embedder, n_refits=2).fit(subjects(30)).result_


def codes(result: TopicResult) -> list[ThemeAnnotation]:
    """Every passage on rosters and errors is coded, none on the garden."""
    found = []
    for passage in result.passages:
        theme = {0: "zelfsturing", 1: "veiligheid"}.get(passage.document % 3)
        if theme:
            found.append(ThemeAnnotation(passage.start, passage.end, passage.document_id, theme, 1.0, "neutraal", "A"))
    return found


def test_a_topic_that_no_theme_covers_is_a_candidate(result: TopicResult) -> None:
    crosswalk = cross_themes(result, codes(result), ["zelfsturing", "veiligheid"])
    assert crosswalk.counts.sum() + crosswalk.outside.sum() == 160
    assert sorted(crosswalk.shares.max(axis=0).round(2).tolist()) == [0.0, 1.0, 1.0]
    (candidate,) = crosswalk.candidates
    assert "tuin" in {term for term, _ in candidate.topic.terms}
    assert candidate.theme_share == 0.0
    assert len(crosswalk.to_frame()) == 6


def test_candidates_are_a_codebook(result: TopicResult, tmp_path: Path) -> None:
    path = tmp_path / "nieuw.toml"
    candidates = cross_themes(result, codes(result), ["zelfsturing", "veiligheid"]).candidates
    path.write_text(candidates_toml(candidates), encoding="utf-8")
    book = load_codebook(path)
    assert len(book.themes) == 1
    assert {example.text for example in book.themes[0].examples} <= {passage.text for passage in result.passages}
    assert not [finding for finding in check_codebook(book) if finding.severity == "fout"]
    with pytest.raises(ValueError, match="at least one"):
        candidates_toml([])


def test_hostile_words_make_no_hostile_toml(write: Writer, embedder: Embedder, tmp_path: Path) -> None:
    lines = ['tuin" boom]\\ aarde\x7f regen', "tuin|boom regen*"] * 3
    # Each has something of its own: the same text again would be a copy.
    documents = [write([*lines, f"aarde regen {number}"], number) for number in range(8)]
    vectors = np.random.default_rng(0).normal(size=(56, 6))
    found = TopicModel(2, engine="klein", n_refits=0, embedder=embedder).fit(documents, embeddings=vectors).result_
    path = tmp_path / "nieuw.toml"
    candidates = cross_themes(found, [], ["zelfsturing"]).candidates
    assert candidates
    path.write_text(candidates_toml(candidates), encoding="utf-8")
    assert len(load_codebook(path).themes) == len(candidates)


def test_no_codes_at_all(result: TopicResult) -> None:
    crosswalk = cross_themes(result, [], ["zelfsturing"])
    assert crosswalk.overall == 0.0
    assert crosswalk.counts.sum() == 0


def test_shares_of_a_group_add_up_and_have_an_interval(result: TopicResult) -> None:
    groups = topics_by_group(result, "sector")
    assert groups.groups == ("gemeente", "zorg")
    assert groups.n_documents == (15, 15)
    sums = np.sum([[one.share for one in row] for row in groups.shares], axis=0)
    np.testing.assert_allclose(sums, 1.0)
    for row in groups.shares:
        for one in row:
            assert 0.0 <= one.low <= one.share <= one.high <= 1.0
    assert len(groups.to_frame()) == 6


def test_a_group_written_with_other_capitals_or_spaces_is_the_same_group(
    subjects: Subjects, embedder: Embedder
) -> None:
    written = ["Zorg", "zorg ", "Sociaal  domein", "sociaal domein"]
    documents = [
        replace(one, document=replace(one.document, metadata={"sector": written[n % 4]}))
        for n, one in enumerate(subjects(12))
    ]
    found = topics_by_group(TopicModel(3, embedder=embedder, n_refits=0).fit(documents).result_, "sector")
    assert dict(zip(found.groups, found.n_documents, strict=True)) == {"Sociaal domein": 6, "Zorg": 6}


def test_months_are_in_order_and_what_has_no_month_is_counted(result: TopicResult) -> None:
    months = topics_by_group(result, "month")
    assert months.groups == ("2024-01", "2024-02", "2024-03", "2024-04")
    assert months.n_left_out == 0
    assert topics_by_group(result, "organisation").n_left_out == 30


def test_few_documents_have_a_wide_interval(result: TopicResult) -> None:
    months = topics_by_group(result, "month")
    assert min(months.n_documents) == 7
    few = months.shares[0][months.n_documents.index(7)]
    assert few.high - few.low > 0.3


def test_seed_words_have_no_notation() -> None:
    data = {"themes": [{"key": "a", "name": "Loslaten", "terms": ["los|laten", "regel*", "fout ~ toe|geven"]}]}
    assert seed_words(codebook_from_dict(data, "proef")) == [["loslaten", "fout", "toegeven"]]


@pytest.mark.skipif(not bertopic_installed(), reason="BERTopic is not installed")
def test_themes_that_guide_are_of_the_space_of_the_embeddings(subjects: Subjects, embedder: Embedder) -> None:
    book = codebook_from_dict({"themes": [{"key": "groen", "name": "tuin boom"}]}, "proef")
    model = TopicModel(engine="bertopic", embedder=embedder, codebook=book, guidance="zero-shot", n_refits=0)
    documents = subjects(30)
    vectors = np.random.default_rng(0).normal(size=(len(model.passages(documents)), 5))
    with pytest.raises(ValueError, match=r"embeddings must be of the embedder 'woorden'.* columns, not 5"):
        model.fit(documents, embeddings=vectors)


@pytest.mark.skipif(not bertopic_installed(), reason="BERTopic is not installed")
@pytest.mark.parametrize("spread", [1.0, 0.2])
def test_an_embedder_that_spreads_little_gives_themes_too(
    spread: float, subjects: Subjects, embedder: Embedder
) -> None:
    class Flat:
        """All texts are alike for the greater part, and each has something of its own."""

        name, checksum, dimensions = "plat", "0", embedder.dimensions + 200

        def encode(self, texts: list[str]) -> np.ndarray:
            noise = np.random.default_rng(0).normal(size=(len(texts), 200)).astype(np.float32)
            return unit_rows(np.hstack([spread * embedder.encode(texts), unit_rows(noise)]))

    themes = [{"key": word, "name": word} for word in ("tuin boom", "rekening", "vakantie", "muziek", "sport")]
    book = codebook_from_dict({"themes": [{**one, "key": one["key"].split()[0]} for one in themes]}, "proef")
    model = TopicModel(engine="bertopic", embedder=Flat(), codebook=book, guidance="zero-shot", n_refits=0)
    assert "tuin" in {topic.theme for topic in model.fit(subjects(30)).result_.topics}


@pytest.mark.skipif(not bertopic_installed(), reason="BERTopic is not installed")
@pytest.mark.parametrize("guidance", ["guided", "zero-shot"])
def test_themes_guide_bertopic(guidance: str, subjects: Subjects, embedder: Embedder) -> None:
    data = {"themes": [{"key": "groen", "name": "tuin boom", "definition": "regen aarde", "terms": ["tuin", "boom"]}]}
    book = codebook_from_dict(data, "proef")
    model = TopicModel(engine="bertopic", embedder=embedder, codebook=book, guidance=guidance, n_refits=0)
    result = model.fit(subjects(30)).result_
    assert result.topics
    green = [topic for topic in result.topics if topic.theme == "groen"]
    assert len(green) == (guidance == "zero-shot")
    if green:
        members = {result.passages[row].document % 3 for row in np.flatnonzero(result.assigned == green[0].number)}
        assert members == {2}
        said = f"de thema's die zijn gevonden (1) en de dichte groepjes daarbuiten ({len(result.topics) - 1})"
        assert said in result.reason
