from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from praktijkkennis.preprocessing.capitals import BUCKETS, Capitals, buckets
from praktijkkennis.preprocessing.pipelines import load_pipeline
from praktijkkennis.preprocessing.second_look import FACTORY, SecondLook

Row = tuple[str, str, str, int, str]
"""Word, part of speech, tag, head and relation."""


def parsed(*rows: Row) -> Doc:
    words, pos, tags, heads, deps = zip(*rows, strict=True)
    return Doc(
        spacy.blank("nl").vocab,
        words=list(words),
        pos=list(pos),
        tags=list(tags),
        heads=list(heads),
        deps=list(deps),
        lemmas=[LEMMAS.get(word, word) for word in words],
    )


LEMMAS = {"heb": "hebben", "werd": "worden", "blijf": "blijven", "wonen": "wonen"}


def knowing(*known: tuple[str, int]) -> SecondLook:
    """Make a second look that knows some words, at their places, for names: sentence and place."""
    weights = np.zeros((2, BUCKETS), dtype=np.float32)
    weights[0, buckets(["Iets"], 0)[0]] = -4
    for sentence, place in known:
        for bucket in set(buckets(sentence.split(), place)) - set(buckets(["Iets"], 0)[:1]):
            weights[0, bucket] = 1
    return SecondLook(Capitals(weights))


@pytest.mark.parametrize(
    ("word", "said", "dep", "expected"),
    [
        ("heb", "AUX", "ROOT", "VERB"),
        ("heb", "VERB", "aux", "AUX"),
        ("werd", "VERB", "aux:pass", "AUX"),
        ("werd", "AUX", "cop", "AUX"),
        ("blijf", "VERB", "aux", "VERB"),
    ],
)
def test_auxiliary_is_what_the_parse_has_as_one(word: str, said: str, dep: str, expected: str) -> None:
    doc = SecondLook()(parsed(("gezien", "VERB", "WW", 0, "ROOT"), (word, said, "WW", 0, dep)))
    assert doc[1].pos_ == expected


@pytest.mark.parametrize(
    ("helper", "expected"),
    [
        (("die", "PRON", "VNW", 1, "nsubj"), "WW|pv|tgw|mv"),
        (("te", "ADP", "VZ", 1, "mark"), "WW|inf|vrij|zonder"),
        (("kunnen", "AUX", "WW", 1, "aux"), "WW|inf|vrij|zonder"),
    ],
)
def test_infinitive_with_a_subject_and_no_helper_is_a_finite_verb(helper: Row, expected: str) -> None:
    doc = SecondLook()(
        parsed(
            ("mensen", "NOUN", "N", 0, "ROOT"),
            ("wonen", "VERB", "WW|inf|vrij|zonder", 0, "acl:relcl"),
            ("die", "PRON", "VNW", 1, "nsubj"),
            helper,
        )
    )
    assert doc[1].tag_ == expected
    assert ("VerbForm=Fin" in str(doc[1].morph)) is (expected != "WW|inf|vrij|zonder")


def test_determiner_is_what_stands_before_its_noun_as_one_but_pronouns_stay() -> None:
    doc = SecondLook()(
        parsed(
            ("dezelfde", "ADJ", "ADJ", 1, "det"),
            ("team", "NOUN", "N", 1, "ROOT"),
            ("grote", "ADJ", "ADJ", 1, "amod"),
            ("dat", "PRON", "VNW", 1, "det"),
        )
    )
    assert [token.pos_ for token in doc] == ["DET", "NOUN", "ADJ", "PRON"]


@pytest.mark.parametrize(
    ("word", "pos"), [("26%", "SYM"), ("4,5%", "SYM"), ("'60", "NUM"), ("’98", "NUM"), ("'s", "X")]
)
def test_percentages_and_decades(word: str, pos: str) -> None:
    assert SecondLook()(parsed((word, "X", "N", 0, "ROOT")))[0].pos_ == pos


def test_name_within_a_sentence_gets_the_tag_of_a_name() -> None:
    rows: list[Row] = [("Toen", "ADV", "BW", 1, "advmod"), ("kwam", "VERB", "WW", 1, "ROOT")]
    look = knowing(("Toen kwam Fatma .", 2))
    doc = look(parsed(*rows, ("Fatma", "ADJ", "ADJ", 1, "nsubj"), (".", "PUNCT", "LET", 1, "punct")))
    assert [token.pos_ for token in doc] == ["ADV", "VERB", "PROPN", "PUNCT"]
    assert doc[2].tag_.startswith("N|eigen|ev")
    assert doc[2].lemma_ == "Fatma"
    plural = look(parsed(*rows, ("Fatma", "NOUN", "N|soort|mv|basis", 1, "nsubj"), (".", "PUNCT", "LET", 1, "punct")))
    assert plural[2].tag_ == "N|eigen|mv|basis"


def test_parts_of_a_name_are_tagged_as_such() -> None:
    look = knowing(("Toen kwam Fatma Yildiz .", 3))
    doc = look(
        parsed(
            ("Toen", "ADV", "BW", 1, "advmod"),
            ("kwam", "VERB", "WW", 1, "ROOT"),
            ("Fatma", "PROPN", "N|eigen|ev|basis|zijd|stan", 1, "nsubj"),
            ("Yildiz", "NOUN", "N|soort|ev|basis|zijd|stan", 2, "flat"),
            (".", "PUNCT", "LET", 1, "punct"),
        )
    )
    assert [token.tag_ for token in doc[2:4]] == ["SPEC|deeleigen"] * 2


def test_name_of_one_word_is_no_part_of_one() -> None:
    rows: list[Row] = [("in", "ADP", "VZ", 1, "case"), ("Zwolle", "PROPN", "SPEC|deeleigen", 1, "ROOT")]
    assert knowing()(parsed(*rows))[1].tag_.startswith("N|eigen|ev")
    assert knowing()(parsed(*rows, ("2", "NUM", "TW", 1, "flat")))[1].tag_ == "SPEC|deeleigen"


def test_shouting_makes_no_names() -> None:
    look = knowing(("WIE KOMT ER", 1), ("wie KOMT er", 1))
    shouted = parsed(
        ("WIE", "PRON", "VNW", 1, "nsubj"), ("KOMT", "VERB", "WW", 1, "ROOT"), ("ER", "ADV", "BW", 1, "advmod")
    )
    single = parsed(
        ("wie", "PRON", "VNW", 1, "nsubj"), ("KOMT", "VERB", "WW", 1, "ROOT"), ("er", "ADV", "BW", 1, "advmod")
    )
    assert look(shouted)[1].pos_ == "VERB"
    assert look(single)[1].pos_ == "PROPN"


def test_component_survives_disk_and_bytes(tmp_path: Path) -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe(FACTORY).capitals = knowing(("Toen kwam Fatma .", 2)).capitals
    nlp.to_disk(tmp_path)
    words = "Toen kwam Fatma .".split()
    for again in (spacy.load(tmp_path), spacy.blank("nl")):
        if FACTORY not in again.pipe_names:
            again.add_pipe(FACTORY)
            again.from_bytes(nlp.to_bytes())
        assert again.get_pipe(FACTORY).capitals.name(words, 2) > 0.9


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("Gisteren sprak ik met Fatma over het rooster.", "Fatma", "PROPN"),
        ("Daarna heeft Remco verteld hoe het ging.", "Remco", "PROPN"),
        ("Ik heb een boot.", "heb", "VERB"),
        ("Ik heb dat gezien.", "heb", "AUX"),
        ("We zitten elke week aan dezelfde tafel.", "dezelfde", "DET"),
    ],
)
def test_bundled_pipeline_looks_twice(text: str, word: str, pos: str) -> None:
    doc = load_pipeline("nl_praktijk_sm").nlp(text)
    assert next(token for token in doc if token.text == word).pos_ == pos
