from __future__ import annotations

import gzip
import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.preprocessing.compound_lexicon import PartLexicon, part_lexicon, senses
from praktijkkennis.preprocessing.compounds import (
    cheapest,
    cut,
    is_compound_part,
    speaks_of,
    split_compound,
    spoken_parts,
)
from praktijkkennis.preprocessing.spelling import fold

LETTERS = st.text(alphabet="abcdefghijklmnoprstuvwxyzëïé-", max_size=40)
PIECES = st.lists(
    st.sampled_from(
        "team s en vertrouwen leer kring fout rol stuur - afreken cultuur veiligheid overleg je tje".split()
    ),
    max_size=6,
).map("".join)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("klantgesprek", ("klant", "gesprek")),
        ("samenwerkingsafspraken", ("samenwerking", "afspraak")),
        ("ideeënmarkt", ("idee", "markt")),
        ("kinderraad", ("kind", "raad")),
        ("coachgesprekje", ("coach", "gesprek")),
        ("denkwerk", ("denken", "werk")),
        ("afstemoverleg", ("afstemmen", "overleg")),
        ("rondkijkdag", ("rondkijken", "dag")),
        ("leiderschapsstijl", ("leiderschap", "stijl")),
        ("Klantgesprek", ("klant", "gesprek")),
        ("KLANTGESPREK", ("klant", "gesprek")),
        ("OR-lid", ("OR", "lid")),
        ("stand-upmoment", ("stand-up", "moment")),
        ("ex-collegaoverleg", ("ex-collega", "overleg")),
        ("burn-outklachten", ("burn-out", "klacht")),
        ("vernieuwingsmoe", ("vernieuwing", "moe")),
    ],
)
def test_parts(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        *("", "a", "team", "kantoor", "parkeren", "stoom", "verwachting", "overleggen", "vasthouden", "opgeruimd"),
        *("blijheid", "rijkdom", "gesprekken", "notulen", "fotograaf", "Amsterdam", "Jansen-Bakker", "gek3n", "x" * 80),
        *("het is", "-", "--team", "team-", "MijnTeam"),
    ],
)
def test_no_compounds(word: str) -> None:
    assert split_compound(word) == ()
    assert spoken_parts(word) == frozenset()


@pytest.mark.parametrize(
    ("word", "part", "spoken"),
    [
        # Both ends of a compound may be what it is about.
        ("teamafspraak", "team", True),
        ("teamafspraak", "afspraak", True),
        ("Teamafspraken", "afspraak", True),
        ("coördinatorendag", "coördinator", True),
        ("coordinatorendag", "coördinator", True),
        # A thing at the end silences what goes before, and is itself meant.
        ("vertrouwenslamp", "vertrouwen", False),
        ("vertrouwenslamp", "lamp", True),
        # The plain sense of a word with two.
        ("steunkring", "kring", True),
        ("melkkring", "kring", False),
        ("inspraakruimte", "ruimte", True),
        ("fietsenruimte", "ruimte", False),
        ("groeikracht", "kracht", True),
        ("windkracht", "kracht", False),
        ("hockeyteam", "team", False),
        # A manner of speaking.
        ("overlegcircus", "overleg", True),
        ("overlegcircus", "circus", False),
        # Words of their own.
        ("kringloopdoos", "kring", False),
        ("leerling", "leren", False),
        ("ruimteschip", "ruimte", False),
        # An adjective is no theme, and what is no part is not spoken of.
        ("nieuwbouwplan", "nieuw", False),
        ("teamafspraak", "spraak", False),
        ("stoomafspraak", "team", False),
        ("teamafspraak", "", False),
        # Parts that are a compound together.
        ("klantgesprekverslag", "klantgesprek", True),
    ],
)
def test_what_a_compound_speaks_of(word: str, part: str, spoken: bool) -> None:
    assert speaks_of(word, part) is spoken


def test_verb_is_read_from_its_stem() -> None:
    assert speaks_of("oefenuur", "oefenen")
    assert speaks_of("doorpraatsessie", "doorpraten")
    assert not speaks_of("oefenuur", "oefening")


def test_long_stem_of_a_verb_is_the_noun_too() -> None:
    assert {"brainstorm", "brainstormen"} <= spoken_parts("brainstormmiddag")


def test_words_that_can_be_a_part() -> None:
    assert is_compound_part("gesprek")
    assert is_compound_part("klantgesprek")
    assert not is_compound_part("kwelquanta")


def test_the_common_reading_wins() -> None:
    lexicon = PartLexicon()
    lexicon.enter("werk", 5.0, "werk", "werk", "werken")
    lexicon.enter("straf", 4.0, "straf", "straf", "")
    lexicon.enter("traf", 1.0, "traf", "traf", "")
    assert [part.lemma for part in cut("werkstraf", lexicon)] == ["werk", "straf"]
    lexicon.enter("traf", 8.0, "traf", "traf", "")
    assert [part.lemma for part in cut("werkstraf", lexicon)] == ["werk", "traf"]


def test_words_too_rare_are_not_believed() -> None:
    lexicon = PartLexicon()
    lexicon.enter("gor", 0.0, "gor", "gor", "")
    lexicon.enter("mel", 0.0, "mel", "mel", "")
    assert cheapest("gormel", lexicon)[1]
    assert cut("gormel", lexicon) == ()


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), LETTERS, PIECES))
def test_any_string_gives_parts_or_none(word: str) -> None:
    parts = split_compound(word)
    assert len(parts) != 1
    assert all(part and part == part.strip() for part in parts)
    # An infinitive is up to three letters longer than its stem, a singular never that much longer than its plural.
    assert sum(map(len, parts)) <= len(fold(word)) + 3 * len(parts)
    assert split_compound(word) == parts
    assert spoken_parts(word) == spoken_parts(word)
    assert all(speaks_of(word, part) for part in spoken_parts(word))


@settings(max_examples=100, deadline=None)
@given(st.one_of(LETTERS, PIECES))
def test_capitals_at_the_start_of_a_sentence_do_not_matter(word: str) -> None:
    if "-" not in word:
        assert split_compound(word.capitalize()) == split_compound(word)


def test_lexicon_is_in_order() -> None:
    data = (resources.files("praktijkkennis") / "data" / "taal" / "samenstellingsdelen.txt.gz").read_bytes()
    assert len(data) < 2_000_000
    assert data[4:8] == bytes(4), "a time stamp would make the file differ every time it is made"
    lines = gzip.decompress(data).decode("utf-8").splitlines()
    forms = [line.split("\t")[0] for line in lines]
    assert forms == sorted(set(forms))
    assert all(form == fold(form) for form in forms)
    lexicon = part_lexicon()
    assert set(forms) == lexicon.known
    assert {"vertrouwen", "team", "fout", "leren"} <= lexicon.last.keys()


def test_lists_do_not_contradict_each_other() -> None:
    known = senses()
    assert not known.things & known.figures
    assert not known.things & known.double
    assert not known.figures & (known.double | known.double_of_life)
    # What a listed compound still speaks of is written as the lemma of a part.
    assert all(part == fold(part) and part for spoken in known.opaque.values() for part in spoken)


def test_nothing_is_read_at_import() -> None:
    code = "import praktijkkennis.preprocessing.compounds as c; print(c.part_lexicon.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
