from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import spacy
import yaml
from spacy.matcher import Matcher
from spacy.pipeline import SpanRuler

from praktijkkennis.codebook import Codebook, Term, Theme, load_codebook
from praktijkkennis.exchange.term_patterns import quanteda_dictionary, spacy_patterns
from praktijkkennis.preprocessing import load_pipeline


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


@pytest.fixture(scope="module")
def own_pipeline():
    return load_pipeline("nl_praktijk_sm").nlp


@pytest.fixture(scope="module")
def whole_dictionary():
    return yaml.safe_load(quanteda_dictionary(load_codebook())[0])


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


@pytest.mark.parametrize(
    ("term", "text", "apart"),
    [
        ("los|laten", "Ze lieten los.", "Ze lieten het los."),
        ("zelf ~ rooster", "Een rooster zelf maken.", "Een rooster dat je zelf maakt."),
        ("zijn nek uit|steken", "Zij stak haar nek uit.", "Zij stak als eerste haar nek uit."),
        ("op je tandvlees lopen", "We liepen op ons tandvlees.", "We liepen zo op ons tandvlees."),
        ("te weinig ~ handen", "Er zijn te weinig handen.", "Er zijn te weinig extra handen."),
    ],
)
def test_quanteda_finds_what_stands_side_by_side_only_and_says_so(term, text, apart):
    written, in_part = quanteda_dictionary(book(term, "team"))
    assert in_part == (term,)
    assert f"# Alleen te vinden waar de woorden naast elkaar staan: {term}" in written.splitlines()
    assert quanteda_matches(text, term)
    assert not quanteda_matches(apart, term)
    assert spans(text, term)
    assert spans(apart, term)


def test_terms_that_quanteda_finds_whole_are_not_listed():
    written, in_part = quanteda_dictionary(book("team", "rooster*", "zelfsturend team"))
    assert in_part == ()
    assert [line for line in written.splitlines() if line.startswith("#")] == [
        "# Proef 3",
        "# quanteda kent geen samenstellingen en geen tikfouten, en vindt woorden alleen naast elkaar.",
    ]


def test_particle_beside_another_word_is_no_verb():
    assert quanteda_matches("Hij werkte over.", "over|werken")
    assert not quanteda_matches("De werkdruk over een jaar.", "over|werken")


# What the YAML of R takes for something else than words; quanteda refuses a dictionary with such an entry.
R_SPECIAL = [
    "y",
    "n",
    "no",
    "yes",
    "on",
    "off",
    "true",
    "null",
    "na",
    "1e5",
    "0x1f",
    "12:30",
    "2024",
    "3.5",
    ".inf",
    "1_000",
]


@pytest.mark.parametrize("word", R_SPECIAL)
def test_words_stay_words_in_r(word):
    scalars = [one for one in yaml.scan(quanteda_dictionary(book(word))[0]) if isinstance(one, yaml.ScalarToken)]
    assert [(one.value, one.style) for one in scalars][:2] == [("t", '"'), (word, '"')]


def test_dictionary_keeps_the_rules_of_quantedas_reader(whole_dictionary):
    """Keys with names, lists of trimmed words in lower case, one space between the words of a phrase."""
    assert tuple(whole_dictionary) == load_codebook().keys
    for entries in whole_dictionary.values():
        assert len(entries) == len(set(entries)) > 0
        for entry in entries:
            assert entry == entry.lower() == " ".join(entry.split())
            # A star alone would stand for any word, and other signs of a glob have no place in a term.
            assert "*" not in entry.split()
            assert not set(entry) & set("?[]")


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


def bare(term: str) -> str:
    return " ".join(re.sub(r"[|*]", "", term.replace("~", " ")).lower().split())


def test_every_term_of_the_built_in_codebook_finds_itself_in_our_pipeline(own_pipeline):
    whole = load_codebook()
    ruler = SpanRuler(own_pipeline)
    ruler.add_patterns([json.loads(line) for line in spacy_patterns(whole).splitlines()])
    for theme in whole.themes:
        doc = ruler(own_pipeline.make_doc(" . ".join(bare(term.text) for term in theme.terms)))
        found = {(one.label_, one.id_) for one in doc.spans["ruler"]}
        assert [term.text for term in theme.terms if (theme.key, term.text) not in found] == []


def test_every_term_of_the_built_in_codebook_finds_itself_in_quanteda(whole_dictionary):
    for theme in load_codebook().themes:
        entries = whole_dictionary[theme.key]
        written = set(entries)
        globs = [re.compile(re.escape(one).replace(r"\*", ".*")) for one in entries if "*" in one]
        lost = [one.text for one in theme.terms if bare(one.text) not in written]
        assert [one for one in lost if not any(glob.fullmatch(bare(one)) for glob in globs)] == []


def test_patterns_work_behind_our_own_pipeline(own_pipeline):
    ruler = SpanRuler(own_pipeline)
    ruler.add_patterns([json.loads(line) for line in spacy_patterns(book("los|laten", "zelf ~ rooster")).splitlines()])
    doc = ruler(
        own_pipeline("Toen liet ik de controle los. Het rooster maken ze nu zelf.\n\nLos daarvan laat ik niets.")
    )
    assert {one.text for one in doc.spans["ruler"]} == {"liet ik de controle los", "rooster maken ze nu zelf"}


def test_a_matcher_takes_them_too():
    nlp = spacy.blank("nl")
    matcher = Matcher(nlp.vocab)
    for line in spacy_patterns(book("los|laten")).splitlines():
        record = json.loads(line)
        matcher.add(record["label"], [record["pattern"]])
    doc = nlp("Ze lieten het los.")
    assert [(nlp.vocab.strings[key], doc[start:end].text) for key, start, end in matcher(doc)] == [
        ("t", "lieten het los")
    ]


def test_what_the_readme_does_with_the_patterns_runs_as_it_stands(tmp_path, monkeypatch):
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (body,) = [one for one in re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE) if "ruler" in one]
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "codeboek.jsonl").write_text(spacy_patterns(load_codebook()), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(body, "README.md", "exec"), names)
    assert ("liet ik de controle los", "loslaten", "los|laten") in names["found"]
