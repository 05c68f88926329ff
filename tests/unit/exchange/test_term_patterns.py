from __future__ import annotations

import json
import re

import pytest
import spacy
import yaml

from praktijkkennis.codebook import Codebook, Term, Theme
from praktijkkennis.exchange.term_patterns import quanteda_dictionary, spacy_patterns


def book(*terms: str) -> Codebook:
    return Codebook("k", "Proef", (Theme("t", "T", terms=tuple(map(Term, terms))),), "3")


def patterns(*terms: str) -> list[str]:
    return yaml.safe_load(quanteda_dictionary(book(*terms))[0])["t"]


def spans(text: str, *terms: str) -> set[str]:
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("span_ruler")
    ruler.add_patterns([json.loads(line) for line in spacy_patterns(book(*terms)).splitlines()])
    doc = nlp(text)
    return {span.text for span in doc.spans["ruler"]}


def quanteda_matches(text: str, *terms: str) -> bool:
    """Compare as quanteda does: token by token, globs, without regard to case."""
    tokens = re.findall(r"\w+", text.lower())
    for pattern in patterns(*terms):
        words = [re.compile(re.escape(word).replace(r"\*", ".*")) for word in pattern.split()]
        for start in range(len(tokens) - len(words) + 1):
            if all(word.fullmatch(token) for word, token in zip(words, tokens[start:], strict=False)):
                return True
    return False


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("rooster*", "Met roostercommissie en al."),
        ("*cultuur", "Een afrekencultuur is dat."),
        ("zelfsturend team", "Er kwamen zelfsturende teams."),
        ("autonoom team", "Autonome teams, dus."),
        ("los|laten", "Zij heeft het losgelaten."),
        ("los|laten", "Het valt niet mee om los te laten."),
        ("los|laten", "Dat laat los."),
        ("vertrouwen geven", "Vertrouwen gaf hij genoeg."),
        ("zijn nek uit|steken", "Wie durft haar nek uit te steken?"),
    ],
)
def test_both_find_a_term_in_its_forms(term, text):
    assert spans(text, term)
    assert quanteda_matches(text, term)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("los|laten", "Ik liet de controle eindelijk los.", "liet de controle eindelijk los"),
        ("zelf ~ rooster", "Het rooster maken ze zelf.", "rooster maken ze zelf"),
        ("zijn nek uit|steken", "Zij stak als eerste haar nek uit.", "stak als eerste haar nek uit"),
        ("fouten toe|geven", "Hij gaf meteen zijn fouten toe.", "gaf meteen zijn fouten toe"),
        ("fouten maken", "We maken graag fouten.", "maken graag fouten"),
    ],
)
def test_spacy_finds_words_that_stand_apart(term, text, found):
    assert found in spans(text, term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("los|laten", "Dat laat ik. Los daarvan is het goed."),
        ("los|laten", "Het zit los."),
        ("zelf ~ rooster", "Zelf. Het rooster."),
        ("team", "Een steam."),
    ],
)
def test_neither_finds_what_is_not_there(term, text):
    assert not spans(text, term)
    assert not quanteda_matches(text, term)


def test_quanteda_cannot_say_words_apart_and_says_so():
    text, left_out = quanteda_dictionary(book("zelf ~ rooster", "team"))
    assert left_out == ("zelf ~ rooster",)
    assert text.splitlines()[:2] == [
        "# Proef 3",
        "# Niet hierin, want de delen kunnen los van elkaar staan: zelf ~ rooster",
    ]
    assert yaml.safe_load(text) == {"t": ["team", "teams"]}


def test_theme_without_terms_is_an_empty_key():
    text, _ = quanteda_dictionary(Codebook("k", "K\nregel: 2", (Theme("t", "T"),)))
    assert yaml.safe_load(text) == {"t": []}
    assert spacy_patterns(Codebook("k", "K", (Theme("t", "T"),))) == ""


def test_labels_are_keys_and_ids_are_terms():
    records = [json.loads(line) for line in spacy_patterns(book("rooster*")).splitlines()]
    assert records == [{"label": "t", "pattern": [{"LOWER": {"REGEX": "^rooster.*$"}}], "id": "rooster*"}]


def test_entity_ruler_takes_them_too(tmp_path):
    (tmp_path / "x.jsonl").write_text(spacy_patterns(book("zelfsturend team", "los|laten")), encoding="utf-8")
    nlp = spacy.blank("nl")
    nlp.add_pipe("entity_ruler").from_disk(tmp_path / "x.jsonl")
    assert [(one.text, one.label_) for one in nlp("De zelfsturende teams lieten het los.").ents] == [
        ("zelfsturende teams", "t"),
        ("lieten het los", "t"),
    ]
