from __future__ import annotations

import pytest

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
    more = [*documents, document("f", author="Dora", organisation="School")]
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
    assert small_groups(documents, 2) == {"c", "d"}
    more = [*documents, document("e", author="Dora")]
    assert small_groups(more, 2) == frozenset()
    assert small_groups(documents[:3], 2) == {"c"}


@pytest.mark.parametrize(
    "authors",
    [
        ("Gerda Lammertink", "G. Lammertink", "Lammertink, Gerda"),
        ("Gerda", "Mevrouw Lammertink", "GERDA LAMMERTINK, teamleider"),
        ("gerda lammertink", "Gerda", "G.H. Lammertink"),
        ("Gerda L.", "G. Lammertink", "Gerda"),
        ("", "", ""),
        ("", "", "Gerda Lammertink"),
        ("Teamleider", "Gerda", "redactie"),
    ],
)
def test_who_may_be_one_person_counts_once(authors: tuple[str, str, str]) -> None:
    documents = [document(key, author=name, organisation="Bank") for key, name in zip("abc", authors, strict=True)]
    assert small_groups(documents, 2) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "authors",
    [
        ("Gerda Lammertink", "G. de Boer", "Gerda Vos"),
        ("Gerda L.", "Gerda K.", "Anna L."),
        ("[Persoon 1]", "[Persoon 2]", "[Persoon 13]"),
        ("Anna", "Bert", "Coen"),
        ("Anna Bos en Riet Vos", "", "Jan de Boer"),
        ("respondent 1", "respondent 2", "respondent 3"),
        ("1", "2", "3"),
    ],
)
def test_who_are_surely_different_people_count_each(authors: tuple[str, str, str]) -> None:
    documents = [document(key, author=name, organisation="Bank") for key, name in zip("abc", authors, strict=True)]
    assert small_groups(documents, 3) == frozenset()
    assert small_groups(documents, 4) == {"a", "b", "c"}


def transcript(key: str, *speakers: str) -> ProcessedDocument:
    text = " ".join("Goed zo." for _ in speakers)
    places = [(9 * number, 9 * number + 8, speaker) for number, speaker in enumerate(speakers)]
    turns = tuple(Turn(*place) for place in places)
    sentences = tuple(Sentence(start, end, (), speaker=speaker) for start, end, speaker in places)
    return ProcessedDocument(Document(key, text, {"organisation": "Bank"}, turns), sentences)


@pytest.mark.parametrize("speaker", ["Gerda", "Spreker 1", "Teamleider", "[Persoon 4]"])
def test_a_speaker_is_not_somebody_else_in_every_transcript(speaker: str) -> None:
    assert small_groups([transcript(key, speaker) for key in "abc"], 2) == {"a", "b", "c"}


def test_speakers_of_one_transcript_are_different_people() -> None:
    talks = [transcript("a", "Spreker 1", "Spreker 2", "Gerda"), transcript("b", "Spreker 3")]
    assert small_groups(talks, 3) == frozenset()
    assert small_groups(talks, 4) == {"a", "b"}


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
