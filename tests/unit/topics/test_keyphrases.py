"""What topics are named after."""

from __future__ import annotations

import pytest

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Token
from praktijkkennis.topics.keyphrases import keyphrases, label_of
from praktijkkennis.topics.ordinary import empty_words, keyness, ordinary_rate
from praktijkkennis.topics.passages import Passage, find_passages
from praktijkkennis.topics.phrases import alike, name_lemmas, phrases_of

Word = tuple[str, str, str]
"""Form, lemma, part of speech."""


def sentence(words: list[Word], **heads: tuple[str, int]) -> Sentence:
    """A sentence of words; ``heads`` gives by form its relation and its head."""
    tokens, at = [], 0
    for place, (form, lemma, pos) in enumerate(words):
        dep, head = heads.get(form, ("dep", place))
        particle_of = head if dep == "compound:prt" else None
        tokens.append(Token(at, at + len(form), form, lemma, pos, dep, head, particle_of))
        at += len(form) + 1
    return Sentence(0, at - 1, tuple(tokens))


def passages(*sentences: Sentence) -> tuple[Passage, ...]:
    documents = []
    for number, one in enumerate(sentences):
        text = " ".join(token.text for token in one.tokens)
        documents.append(ProcessedDocument(Document(str(number), text), (one,)))
    return find_passages(documents)


def nouns(*words: str) -> Sentence:
    return sentence([word for noun in words for word in ((noun, noun, "NOUN"), ("of", "of", "CCONJ"))][:-1])


def test_time_and_quantity_name_nothing() -> None:
    found = keyphrases(passages(*[nouns("week", "rooster", "jaar")] * 4), {"week": 9.0, "jaar": 8.0, "rooster": 1.0})
    assert found == ("rooster",)
    assert {"week", "keer", "ding", "mens", "uur", "jaar"} <= empty_words()


def test_no_two_phrases_of_a_label_say_the_same() -> None:
    scores = {"rooster": 3.0, "dienstrooster": 2.9, "ruil": 1.0}
    found = keyphrases(passages(*[nouns("rooster", "dienstrooster", "ruil")] * 4), scores)
    assert "ruil" in found
    assert len({"rooster", "dienstrooster"} & set(found)) == 1


@pytest.mark.parametrize(("one", "other"), [("plan", "plan"), ("rooster", "dienstrooster"), ("plannen", "planning")])
def test_words_that_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), [("rooster", "tuin"), ("team", "thema"), ("vergadering", "vergunning")])
def test_words_that_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)


def test_a_verb_keeps_its_particle_and_its_object() -> None:
    words = [("Hij", "hij", "PRON"), ("gaf", "toegeven", "VERB"), ("fouten", "fout", "NOUN"), ("toe", "toe", "ADP")]
    found = {
        phrase.written: phrase.lemmas
        for phrase in phrases_of(sentence(words, fouten=("obj", 1), toe=("compound:prt", 1)))
    }
    assert found["fouten toegeven"] == ("fout", "toegeven")
    assert "toegeven" in found
    assert "toe" not in found


def test_a_verb_that_says_little_comes_along_with_what_it_is_done_to() -> None:
    words = [
        ("We", "wij", "PRON"),
        ("maken", "maken", "VERB"),
        ("zelf", "zelf", "ADV"),
        ("roosters", "rooster", "NOUN"),
    ]
    one = sentence(words, roosters=("obj", 1), zelf=("advmod", 1))
    found = {phrase.written for phrase in phrases_of(one, frozenset({"maken"}), empty_words())}
    assert found == {"roosters", "roosters maken"}
    assert keyphrases(passages(one, one), {"rooster": 1.0})[0] == "roosters maken"


def test_a_verb_is_named_with_who_does_it_and_where() -> None:
    words = [
        ("Zelf", "zelf", "ADV"),
        ("bepalen", "bepalen", "VERB"),
        ("wij", "wij", "PRON"),
        ("gisteren", "gisteren", "ADV"),
        ("op", "op", "ADP"),
        ("de", "de", "DET"),
        ("gang", "gang", "NOUN"),
    ]
    heads = dict.fromkeys(("Zelf", "gisteren"), ("advmod", 1))
    found = {phrase.written for phrase in phrases_of(sentence(words, **heads, gang=("obl", 1)))}
    assert {"zelf bepalen", "op de gang bepalen"} <= found
    assert "gisteren bepalen" not in found
    words[4] = ("door", "door", "ADP")
    found = {phrase.written for phrase in phrases_of(sentence(words, gang=("obl", 1)))}
    assert not any("door" in phrase and "bepalen" in phrase for phrase in found)


def test_what_is_said_in_the_middle_of_a_topic_names_it() -> None:
    said = passages(*[nouns("rooster")] * 3, *[nouns("ketel")] * 3)
    scores = {"rooster": 1.0, "ketel": 1.0}
    assert keyphrases(said, scores, nearness=[0.9] * 3 + [0.2] * 3)[0] == "rooster"
    assert keyphrases(said, scores, nearness=[0.2] * 3 + [0.9] * 3)[0] == "ketel"


def test_once_is_enough_for_a_phrase_of_two_words_of_the_topic() -> None:
    joined = sentence(
        [("Teams", "team", "NOUN"), ("verdelen", "verdelen", "VERB"), ("werk", "werk", "NOUN")], werk=("obj", 1)
    )
    apart = sentence([("verdelen", "verdelen", "VERB"), ("of", "of", "CCONJ"), ("werk", "werk", "NOUN")])
    scores = {"verdelen": 1.0, "werk": 1.0}
    assert "werk verdelen" in keyphrases(passages(joined, joined, apart), scores)
    loose = sentence(
        [("Zij", "zij", "PRON"), ("verdelen", "verdelen", "VERB"), ("taart", "taart", "NOUN")], taart=("obj", 1)
    )
    assert "taart verdelen" not in keyphrases(passages(loose, apart, apart), scores | {"taart": 1.0})


def test_nouns_that_a_preposition_joins_are_written_as_they_stand() -> None:
    words = [
        ("angst", "angst", "NOUN"),
        ("voor", "voor", "ADP"),
        ("de", "de", "DET"),
        ("inspectie", "inspectie", "NOUN"),
    ]
    assert "angst voor de inspectie" in {phrase.written for phrase in phrases_of(sentence(words))}
    empty = frozenset({"angst"})
    assert {phrase.written for phrase in phrases_of(sentence(words), empty=empty)} == {"inspectie"}


def test_a_word_that_mostly_stands_in_a_phrase_is_named_by_the_phrase() -> None:
    fear = sentence([("angst", "angst", "NOUN"), ("voor", "voor", "ADP"), ("fouten", "fout", "NOUN")])
    scores = {"angst": 5.0, "fout": 0.2}
    assert keyphrases(passages(*[fear] * 3), scores)[0] == "angst voor fouten"
    # No word is said twice, and a phrase of one document is one writer's.
    assert keyphrases(passages(*[fear] * 3), scores | {"fout": 9.0})[1:] == ()
    assert keyphrases(passages(fear, *[nouns("angst")] * 6), scores)[0] == "angst"


def test_what_one_document_says_is_no_name_of_a_topic_of_many() -> None:
    found = keyphrases(
        passages(nouns("koekoeksklok"), *[nouns("rooster", "ruil")] * 3),
        {"koekoeksklok": 5.0, "ruil": 1.0, "rooster": 1.0},
    )
    assert label_of(found) in ("rooster, ruil", "ruil, rooster")


def test_common_words_need_a_higher_rate_to_tell_as_much() -> None:
    assert ordinary_rate("kind") > ordinary_rate("rooster") > ordinary_rate("rubberboot")
    assert keyness("kind", 1000.0) < keyness("rooster", 1000.0)
    assert keyness("kind", 0.0) == 0.0
    assert keyness("kind", 1.0) == 0.0
    assert keyness("rooster", 1e6) == 1.0


def test_a_label_is_at_most_three_phrases() -> None:
    assert label_of(("a", "b", "c", "d")) == "a, b, c"
    assert keyphrases((), {}) == ()


def test_a_name_is_no_name_of_a_topic() -> None:
    words = [
        ("Jeroen", "jeroen", "NOUN"),
        ("ruilt", "ruilen", "VERB"),
        ("dienst", "dienst", "NOUN"),
        ("MT", "mt", "NOUN"),
    ]
    names = name_lemmas(sentence(words).tokens)
    assert names == {"jeroen"}
    found = keyphrases(passages(*[sentence(words)] * 3), {"jeroen": 9.0, "dienst": 1.0}, names=names)
    assert found == ("dienst",)
