from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.document import (
    STANCES,
    Document,
    Insight,
    ProcessedDocument,
    Sentence,
    Stance,
    ThemeAnnotation,
    Turn,
)
from praktijkkennis.embedding import Embedder
from praktijkkennis.insights import LIKENESS, MIN_SCORE, extract_insights, source_of
from praktijkkennis.insights.extraction import CLEAR, MIN_WORDS, sure_from

LETTING_GO = "Ik liet de controle over het rooster los."
ALIKE = "Wij lieten de controle over het rooster los."
OTHER = "Gisteren kwam mijn collega met warme soep langs."

SENTENCES = (
    LETTING_GO,
    ALIKE,
    OTHER,
    "Dus ik liet de controle over het rooster los.",
    "Mijn collega kwam met warme soep langs vandaag.",
    "Wie liet de controle over het rooster los?",
    "Te kort hiervoor.",
)


@dataclass(frozen=True)
class Said:
    """A coded sentence: what is said, in which document, under which theme and how sure."""

    text: str
    document: str
    theme: str = "loslaten"
    score: float = 0.9
    stance: Stance = "neutraal"
    speaker: str | None = None


def laid_out(
    said: Sequence[Said], metadata: dict[str, dict[str, str]] | None = None
) -> tuple[list[ProcessedDocument], list[ThemeAnnotation]]:
    """Write sentences one after the other into their documents, and code them."""
    texts: dict[str, str] = {}
    sentences: dict[str, list[Sentence]] = {}
    annotations: list[ThemeAnnotation] = []
    for one in said:
        start = len(texts.setdefault(one.document, ""))
        end = start + len(one.text)
        texts[one.document] += one.text + " "
        sentences.setdefault(one.document, []).append(Sentence(start, end, (), speaker=one.speaker))
        annotations.append(ThemeAnnotation(start, end, one.document, one.theme, one.score, one.stance, "m"))
    documents = [
        ProcessedDocument(Document(key, text, (metadata or {}).get(key, {})), tuple(sentences[key]))
        for key, text in texts.items()
    ]
    return documents, annotations


def extract(
    embedder: Embedder,
    said: Sequence[Said],
    metadata: dict[str, dict[str, str]] | None = None,
    *,
    min_sources: int = 2,
    likeness: float = LIKENESS,
) -> tuple[Insight, ...]:
    return extract_insights(*laid_out(said, metadata), embedder, min_sources=min_sources, likeness=likeness)


SAID = st.lists(
    st.builds(
        Said,
        st.sampled_from(SENTENCES),
        st.sampled_from(["a.txt", "b.txt", "c/d.txt"]),
        st.sampled_from(["loslaten", "visie"]),
        st.sampled_from([0.1, 0.29, 0.3, 0.5, 1.0]),
        st.sampled_from(STANCES),
        st.sampled_from([None, None, "Fatma", "Wil"]),
    ),
    max_size=14,
)
METADATA = st.fixed_dictionaries(
    {},
    optional={
        key: st.fixed_dictionaries(
            {},
            optional={
                "author": st.sampled_from(["Wil Smit", "Els"]),
                "organisation": st.sampled_from(["De Werf", "Zorg"]),
                "date": st.sampled_from(["2024", "2024-05", "2025-01-31"]),
            },
        )
        for key in ("a.txt", "b.txt", "c/d.txt")
    },
)


@settings(max_examples=120, deadline=None)
@given(SAID, METADATA, st.integers(1, 3))
def test_insights_say_what_the_sources_say(
    embedder: Embedder, said: list[Said], metadata: dict[str, dict[str, str]], min_sources: int
) -> None:
    documents, annotations = laid_out(said, metadata)
    found = extract_insights(documents, annotations, embedder, min_sources=min_sources)
    by_id = {one.document.id: one for one in documents}
    coded = {(one.document_id, one.start, one.end, one.theme): one for one in annotations}
    used: list[tuple[str, int, int, str]] = []
    for insight in found:
        sources = set()
        for quote in insight.quotes:
            processed = by_id[quote.document_id]
            assert quote.text == processed.document.text[quote.start : quote.end]
            assert len(quote.text.split()) >= MIN_WORDS
            annotation = coded[quote.document_id, quote.start, quote.end, insight.theme]
            assert (quote.score, quote.stance) == (annotation.score, annotation.stance)
            assert quote.score >= MIN_SCORE
            sentence = next(one for one in processed.sentences if one.start == quote.start)
            source = source_of(processed, sentence)
            assert quote.author == source.author
            sources.add(source)
            used.append((quote.document_id, quote.start, quote.end, insight.theme))
        assert insight.statement == insight.quotes[0].text
        assert insight.n_sources == len({source.key for source in sources}) >= min_sources
        assert insight.n_authors == len({source.key for source in sources if source.author})
        assert insight.n_organisations == len({source.organisation for source in sources if source.organisation})
        assert insight.n_documents == len({quote.document_id for quote in insight.quotes})
        assert insight.stances == {
            stance: sum(quote.stance == stance for quote in insight.quotes) for stance in STANCES
        }
        dates = sorted(filter(None, (by_id[q.document_id].document.metadata.get("date", "") for q in insight.quotes)))
        assert (insight.first_date, insight.last_date) == ((dates[0], dates[-1]) if dates else ("", ""))
        assert 0.0 <= insight.strength <= 1.0
    assert max(Counter(used).values(), default=1) == 1
    assert len({insight.id for insight in found}) == len(found)
    assert [insight.strength for insight in found] == sorted((one.strength for one in found), reverse=True)


@settings(max_examples=80, deadline=None)
@given(SAID, METADATA, st.integers(0, 1000))
def test_order_of_codes_and_documents_makes_no_difference(
    embedder: Embedder, said: list[Said], metadata: dict[str, dict[str, str]], seed: int
) -> None:
    documents, annotations = laid_out(said, metadata)
    expected = extract_insights(documents, annotations, embedder)
    random.Random(seed).shuffle(documents)
    random.Random(seed).shuffle(annotations)
    assert extract_insights(documents, annotations, embedder) == expected


@settings(max_examples=80, deadline=None)
@given(SAID)
def test_one_author_makes_no_insight_however_much_they_write(embedder: Embedder, said: list[Said]) -> None:
    one_voice = [replace(one, speaker=None) for one in said]
    everywhere = {key: {"author": "Wil Smit"} for key in ("a.txt", "b.txt", "c/d.txt")}
    assert extract(embedder, one_voice, everywhere, likeness=-1.0) == ()


@settings(max_examples=50, deadline=None)
@given(SAID)
def test_themes_do_not_influence_each_other(embedder: Embedder, said: list[Said]) -> None:
    documents, annotations = laid_out(said)
    together = extract_insights(documents, annotations, embedder)
    for theme in ("loslaten", "visie"):
        own = [one for one in annotations if one.theme == theme]
        alone = extract_insights(documents, own, embedder)
        assert [one.id for one in alone] == [one.id for one in together if one.theme == theme]


def test_two_sources_that_say_the_same_make_an_insight(embedder: Embedder) -> None:
    (insight,) = extract(embedder, [Said(LETTING_GO, "a.txt"), Said(ALIKE, "b.txt"), Said(OTHER, "c.txt")])
    assert {quote.text for quote in insight.quotes} == {LETTING_GO, ALIKE}
    assert insight.theme == "loslaten"
    assert insight.id.startswith("loslaten-")


def test_two_sources_that_say_different_things_do_not(embedder: Embedder) -> None:
    assert extract(embedder, [Said(LETTING_GO, "a.txt"), Said(OTHER, "b.txt")]) == ()


def test_same_words_under_different_themes_do_not(embedder: Embedder) -> None:
    assert extract(embedder, [Said(LETTING_GO, "a.txt", "loslaten"), Said(LETTING_GO, "b.txt", "visie")]) == ()


def test_nothing_coded_nothing_found(embedder: Embedder) -> None:
    assert extract(embedder, []) == ()


def test_two_speakers_in_one_transcript_are_two_sources(embedder: Embedder) -> None:
    (insight,) = extract(embedder, [Said(LETTING_GO, "a.txt", speaker="Fatma"), Said(ALIKE, "a.txt", speaker="Wil")])
    assert (insight.n_sources, insight.n_authors, insight.n_documents) == (2, 2, 1)
    assert {quote.author for quote in insight.quotes} == {"Fatma", "Wil"}


def test_more_sources_are_required_on_request(embedder: Embedder) -> None:
    said = [Said(LETTING_GO, "a.txt"), Said(ALIKE, "b.txt")]
    assert len(extract(embedder, said, min_sources=2)) == 1
    assert extract(embedder, said, min_sources=3) == ()


def test_more_sources_and_surer_codes_make_it_stronger(embedder: Embedder) -> None:
    two = [Said(LETTING_GO, "a.txt"), Said(LETTING_GO, "b.txt")]
    (weaker,) = extract(embedder, [replace(one, score=0.75) for one in two])
    (plain,) = extract(embedder, two)
    (stronger,) = extract(embedder, [*two, Said(LETTING_GO, "c.txt")])
    assert weaker.strength < plain.strength < stronger.strength


@pytest.mark.parametrize(
    "worse",
    [
        Said("Dus wij lieten de controle over het rooster los.", "a.txt"),
        Said("Wie liet de controle over het rooster los?", "a.txt"),
    ],
)
def test_statement_stands_by_itself(embedder: Embedder, worse: Said) -> None:
    # Two passages are equally near to their middle, and of equals the first would be taken.
    (insight,) = extract(embedder, [worse, Said(LETTING_GO, "b.txt")])
    assert [quote.text for quote in insight.quotes] == [LETTING_GO, worse.text]
    assert insight.statement == LETTING_GO


def test_who_reads_a_sentence_alone_judges_it(embedder: Embedder) -> None:
    said = [Said(LETTING_GO, "a.txt", score=0.95), Said(ALIKE, "b.txt", score=0.75)]
    documents, annotations = laid_out(said)
    alone = {"a.txt": 0.1, "b.txt": 0.8}
    (insight,) = extract_insights(
        documents, annotations, embedder, read_alone=lambda processed, code: alone[processed.document.id]
    )
    assert insight.statement == ALIKE
    assert [quote.score for quote in insight.quotes] == [0.75, 0.95]
    assert insight.quotes[0].clarity > CLEAR > insight.quotes[1].clarity


def test_a_contradiction_is_only_told_where_both_sides_say_it_in_so_many_words(embedder: Embedder) -> None:
    said = [Said(LETTING_GO, "a.txt", stance="versterkend"), Said(ALIKE, "b.txt", stance="belemmerend")]
    documents, annotations = laid_out(said)
    for surety, tension in ((0.9, True), (0.1, False)):
        (insight,) = extract_insights(
            documents,
            annotations,
            embedder,
            read_alone=lambda processed, code, surety=surety: surety if code.stance == "belemmerend" else 0.9,  # type: ignore[misc]
        )
        assert insight.tension is tension


def test_surest_of_equal_quotes_comes_first(embedder: Embedder) -> None:
    scores = {"a.txt": 0.75, "b.txt": 0.9, "c.txt": 0.8}
    (insight,) = extract(embedder, [Said(LETTING_GO, key, score=score) for key, score in scores.items()])
    assert [quote.document_id for quote in insight.quotes] == ["b.txt", "c.txt", "a.txt"]


@pytest.mark.parametrize(("score", "found"), [(sure_from(MIN_SCORE), 1), (sure_from(MIN_SCORE) - 0.01, 0)])
def test_doubtful_codes_prove_nothing(embedder: Embedder, score: float, found: int) -> None:
    assert len(extract(embedder, [Said(LETTING_GO, "a.txt"), Said(ALIKE, "b.txt", score=score)])) == found


@pytest.mark.parametrize(("score", "joins"), [(MIN_SCORE, True), (MIN_SCORE - 0.01, False)])
def test_a_doubtful_code_may_join_what_others_say_for_sure(embedder: Embedder, score: float, joins: bool) -> None:
    sure = [Said(ALIKE, "b.txt", score=0.8), Said(ALIKE, "c.txt", score=0.8)]
    (insight,) = extract(embedder, [Said(LETTING_GO, "a.txt", score=score), *sure])
    assert [quote.text for quote in insight.quotes] == [ALIKE, ALIKE, LETTING_GO][: 3 if joins else 2]
    assert insight.statement == ALIKE


def test_the_least_score_moves_what_is_sure() -> None:
    assert [sure_from(least) for least in (0.0, MIN_SCORE, 0.9, 1.0)] == [0.0, 0.7, 0.94, 1.0]


def test_who_asks_for_doubtful_codes_gets_insights_of_them(embedder: Embedder) -> None:
    stages = laid_out([Said(LETTING_GO, "a.txt", score=0.2), Said(ALIKE, "b.txt", score=0.2)])
    (insight,) = extract_insights(*stages, embedder, min_score=0.1)
    assert insight.n_sources == 2
    assert insight.strength > 0.0
    assert extract_insights(*stages, embedder, min_score=0.16) == ()


def test_id_tells_the_members_and_nothing_else(embedder: Embedder) -> None:
    said = [Said(LETTING_GO, "a.txt"), Said(ALIKE, "b.txt")]
    (first,) = extract(embedder, said)
    (surer,) = extract(embedder, [replace(one, score=0.75, stance="versterkend") for one in said])
    (more,) = extract(embedder, [*said, Said(ALIKE, "c.txt")])
    (elsewhere,) = extract(embedder, [Said(LETTING_GO, "a.txt"), Said(ALIKE, "x.txt")])
    assert first.id == surer.id
    assert len({first.id, more.id, elsewhere.id}) == 3


def test_codes_that_are_no_sentences_have_the_speaker_of_their_place(embedder: Embedder) -> None:
    text = f"Fatma: Nou ja, {LETTING_GO}\nWil: Nou ja, {ALIKE}"
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in (LETTING_GO, ALIKE)]
    turns = (Turn(7, places[0][1], "Fatma"), Turn(places[1][0] - 8, len(text), "Wil"))
    sentences = tuple(Sentence(turn.start, turn.end, (), speaker=turn.speaker) for turn in turns)
    processed = ProcessedDocument(Document("a.txt", text, turns=turns), sentences)
    codes = [ThemeAnnotation(*place, "a.txt", "loslaten", 1.0, "neutraal", "Els") for place in places]
    (insight,) = extract_insights([processed], codes, embedder)
    assert {quote.author for quote in insight.quotes} == {"Fatma", "Wil"}


def test_codes_that_begin_at_the_same_place_may_come_in_any_order(embedder: Embedder) -> None:
    text = f"{LETTING_GO} {ALIKE}"
    documents = [ProcessedDocument(Document(key, text), ()) for key in ("a.txt", "b.txt")]
    codes = [
        ThemeAnnotation(0, end, key, "loslaten", 1.0, "neutraal", "Els")
        for key in ("a.txt", "b.txt")
        for end in (len(LETTING_GO), len(text))
    ]
    assert extract_insights(documents, codes, embedder) == extract_insights(documents, codes[::-1], embedder)


def test_insights_can_be_sent_to_another_process(embedder: Embedder) -> None:
    found = extract(embedder, [Said(LETTING_GO, "a.txt"), Said(ALIKE, "b.txt")])
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_question_stands_for_an_insight_only_where_most_people_ask(embedder: Embedder) -> None:
    asked = "Wie liet de controle over het rooster los?"
    asking = [Said(asked, key, score=0.75) for key in ("a.txt", "b.txt")]
    (told,) = extract(embedder, [*asking, Said(LETTING_GO, "c.txt", score=1.0)], likeness=-1.0)
    assert (told.kind, told.statement) == ("vraag", asked)
    telling = [Said(LETTING_GO, key, score=0.75) for key in ("b.txt", "c.txt")]
    (told,) = extract(embedder, [Said(asked, "a.txt", score=1.0), *telling], likeness=-1.0)
    assert (told.kind, told.statement) == ("ervaring", LETTING_GO)


def test_what_leans_on_others_is_the_statement_only_where_all_do(embedder: Embedder) -> None:
    leaning = "Daarna liet ik de controle over het rooster los."
    said = [Said(leaning, key, score=1.0) for key in ("a.txt", "b.txt")]
    (told,) = extract(embedder, [*said, Said(ALIKE, "c.txt", score=0.75)], likeness=-1.0)
    assert told.statement == ALIKE
    (told,) = extract(embedder, [*said, Said(ALIKE, "c.txt", score=0.6)], likeness=-1.0)
    assert told.statement == leaning
    (told,) = extract(embedder, said)
    assert told.statement == leaning
    assert told.leans
    assert all(quote.leans for quote in told.quotes)


def test_people_who_contradict_each_other_make_a_tension(embedder: Embedder) -> None:
    said = [
        Said(LETTING_GO, "a.txt", stance="versterkend"),
        Said(LETTING_GO, "b.txt", stance="versterkend"),
        Said(ALIKE, "c.txt", stance="belemmerend", score=0.55),
    ]
    (insight,) = extract(embedder, said)
    assert insight.tension
    assert {quote.stance for quote in insight.quotes[:2]} == {"versterkend", "belemmerend"}
    (agreed,) = extract(embedder, said[:2])
    assert not agreed.tension


def test_sectors_are_counted_however_they_are_written(embedder: Embedder) -> None:
    sectors = {"a.txt": {"sector": "Zorg"}, "b.txt": {"sector": "zorg "}, "c.txt": {}, "d.txt": {"sector": "bouw"}}
    (insight,) = extract(embedder, [Said(LETTING_GO, key) for key in sectors], sectors)
    assert insight.n_sectors == 2
