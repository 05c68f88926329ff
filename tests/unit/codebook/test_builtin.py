from __future__ import annotations

import re
from collections import Counter

import pytest

from praktijkkennis.codebook import BUILTIN, Theme, background_sentences, check_codebook, load_codebook, parse_term

KEYS = (
    "zelfsturing",
    "psychologische_veiligheid",
    "loslaten",
    "vertrouwen",
    "leren_en_reflecteren",
    "kennis_delen",
    "experimenteren",
    "leiderschap",
    "eigenaarschap",
    "gedeelde_visie",
    "samenwerken_en_verbinden",
    "verandering_en_weerstand",
)
THEMES = load_codebook().themes


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def test_keys_are_those_of_the_coders() -> None:
    assert load_codebook().keys == KEYS
    assert [theme.key for theme in THEMES if theme.core] == list(KEYS[:3])


def test_builtin_codebook_has_a_name_and_is_loaded_once() -> None:
    assert load_codebook(BUILTIN) is load_codebook()
    assert (load_codebook().key, load_codebook().language) == (BUILTIN, "nl")
    assert load_codebook().version


def test_nothing_is_wrong_with_it() -> None:
    assert [finding for finding in check_codebook(load_codebook()) if finding.severity == "fout"] == []


@pytest.mark.parametrize("theme", THEMES, ids=KEYS)
def test_theme_is_complete(theme: Theme) -> None:
    assert theme.name
    assert len(theme.definition.split()) > 15
    assert theme.includes
    assert theme.excludes
    assert len(theme.examples) >= 40
    assert len(theme.counterexamples) >= 20
    assert len(theme.terms) >= 30


@pytest.mark.parametrize("theme", THEMES, ids=KEYS)
def test_examples_have_a_stance_of_each_kind(theme: Theme) -> None:
    stances = Counter(example.stance for example in theme.examples)
    assert None not in stances
    assert min(stances["versterkend"], stances["belemmerend"], stances["neutraal"]) >= 5


@pytest.mark.parametrize("theme", THEMES, ids=KEYS)
def test_terms_can_be_read_and_differ(theme: Theme) -> None:
    patterns = [parse_term(term.text).parts for term in theme.terms]
    assert len(set(patterns)) == len(patterns)
    assert all(0 < term.weight <= 1 for term in theme.terms)


def test_colours_differ() -> None:
    colours = [theme.colour.lower() for theme in THEMES]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
    assert len(set(colours)) == len(THEMES)


def test_example_stands_once_in_the_codebook() -> None:
    counts = Counter(folded(example.text) for theme in THEMES for example in theme.examples)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("theme", THEMES, ids=KEYS)
def test_counterexample_is_no_example_of_the_same_theme(theme: Theme) -> None:
    examples = {folded(example.text) for example in theme.examples}
    assert not examples & {folded(example.text) for example in theme.counterexamples}
    assert not any(theme.key in example.also for example in (*theme.examples, *theme.counterexamples))


def test_background_is_large_and_holds_no_example() -> None:
    background = [folded(sentence) for sentence in background_sentences()]
    assert len(background) >= 300
    assert len(set(background)) == len(background)
    examples = {folded(example.text) for theme in THEMES for example in theme.examples}
    assert examples.isdisjoint(background)
