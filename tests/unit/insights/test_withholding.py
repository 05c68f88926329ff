from __future__ import annotations

from praktijkkennis.document import Document, Insight, ProcessedDocument, Quote, Sentence, Turn
from praktijkkennis.insights import WITHHELD, small_groups, withhold

TEXT = "Wij doen het zelf."


def document(key: str, **metadata: str) -> ProcessedDocument:
    return ProcessedDocument(Document(key, TEXT, metadata), (Sentence(0, len(TEXT), ()),))


def insight(*keys: str) -> Insight:
    quotes = tuple(Quote(0, len(TEXT), key, f"{TEXT} {key}", f"auteur {key}", 0.9, "neutraal") for key in keys)
    stances = {"versterkend": 0, "belemmerend": 0, "neutraal": len(keys)}
    return Insight("i", "t", quotes[0].text, quotes, len(keys), len(keys), 1, len(keys), stances, "", "", 0.5)


def test_an_organisation_with_too_few_people_is_not_quoted() -> None:
    documents = [
        document("a", author="Anna", organisation="Bank"),
        document("b", author="Bert", organisation="bank "),
        document("c", author="Coen", organisation="School", sector="zorg"),
        document("d", author="Anna", organisation="School"),
        document("e", author="Coen", organisation="School"),
    ]
    assert small_groups(documents, 2) == frozenset()
    assert small_groups(documents, 3) == {"a", "b", "c", "d", "e"}
    more = [*documents, document("f", author="Door", organisation="School")]
    assert small_groups(more, 3) == {"a", "b"}


def test_one_person_who_writes_much_is_one_person() -> None:
    documents = [document(key, author="Anna", organisation="Bank") for key in "abc"]
    assert small_groups(documents, 2) == {"a", "b", "c"}


def test_the_sector_counts_where_no_organisation_is_named_and_else_the_corpus() -> None:
    documents = [
        document("a", author="Anna", sector="zorg"),
        document("b", author="Bert", sector="Zorg"),
        document("c", author="Coen"),
        document("d"),
    ]
    assert small_groups(documents, 2) == frozenset()
    assert small_groups(documents[:3], 2) == {"c"}


def test_speakers_are_people_and_an_interviewer_is_not() -> None:
    text = "Hoe gaat het? Goed."
    turns = (Turn(0, 13, "Interviewer"), Turn(14, 19, "Anna"))
    spoken = (Sentence(0, 13, (), speaker="Interviewer"), Sentence(14, 19, (), speaker="Anna"))
    talk = ProcessedDocument(Document("a", text, {"organisation": "Bank"}, turns), spoken)
    assert small_groups([talk], 2) == {"a"}


def test_one_or_less_withholds_nothing() -> None:
    assert small_groups([document("a")], 1) == frozenset()


def test_what_can_be_shown_comes_first_and_numbers_stay() -> None:
    before = insight("a", "b", "c")
    (after,) = withhold([before], frozenset({"a", "c"}))
    assert [quote.text for quote in after.quotes] == [f"{TEXT} b", WITHHELD, WITHHELD]
    assert [quote.author for quote in after.quotes] == ["auteur b", "", ""]
    assert after.statement == f"{TEXT} b"
    assert (after.id, after.n_authors, after.n_sources, after.strength) == ("i", 3, 3, 0.5)
    assert after.stances == before.stances


def test_an_insight_of_which_nothing_can_be_shown_says_so() -> None:
    (after,) = withhold([insight("a", "b")], frozenset("ab"))
    assert after.statement == WITHHELD
    assert withhold([after], frozenset()) == (after,)
