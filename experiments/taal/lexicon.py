"""Make the lexicon of the parts of compounds: which words Dutch compounds are made of, and how common they are.

Sources: the frequencies of the package wordfreq 3.1.1 (``pip download --no-deps wordfreq==3.1.1``; data CC BY-SA 4.0),
the word list of OpenTaal as Debian packs it (``apt-get install wdutch``; BSD or CC BY 3.0), the irregular verbs in
``src/praktijkkennis/data/taal`` and our own judgement in ``lexicon.toml``. Run from the top of the repository::

    python experiments/taal/lexicon.py wordfreq-3.1.1-py3-none-any.whl /usr/share/dict/dutch

Writes ``src/praktijkkennis/data/taal/samenstellingsdelen.txt.gz``: a line for every word that is no compound, with its
frequency (ten times the Zipf scale), its lemma as a first part, as a last part, as the stem of a verb (``=`` when the
same), and ``s`` or ``-`` when it nearly always or never takes a linking -s-. Words that can be cut in commoner ones are
left out: the same search that cuts compounds decides that, from short words to long ones.
"""

from __future__ import annotations

import argparse
import gzip
import re
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import srsly

from praktijkkennis.preprocessing.compound_lexicon import PartLexicon
from praktijkkennis.preprocessing.compounds import MAX_COST, Part, cheapest
from praktijkkennis.preprocessing.inflection import looks_like_infinitive, regular_forms
from praktijkkennis.preprocessing.lemmas import PARTICLES
from praktijkkennis.preprocessing.spelling import fold

DATA = Path("src/praktijkkennis/data/taal")
TARGET = DATA / "samenstellingsdelen.txt.gz"
JUDGEMENT = Path(__file__).with_suffix(".toml")

SHORT = 4
"""Words up to this length are parts only when they are listed."""

TOO_COMMON = 4.6
"""A word this common is a word of its own, whatever it can be cut in."""

SURE, LONG = 0.9, 11
"""A name longer than this that can be cut for less than this a letter is no accident."""

_NOUN_ENDINGS = re.compile(
    r"(?:ing|heid|schap|teit|isme|ment|ist|atie|itie|sie|kunde|eur|graaf|loog|nis|dom|iek|ica|ie|tuur|age|uur|rij|gie|sel"
    r"|ade|ude|agoog|aat|ent|aris|oor|or)$"
)
_NEW_WORDS = re.compile(r"(?:ing|heid|schap|teit|isme|atie|itie|kunde)$")
_PREFIXES = ("be", "ver", "ont", "her", "er", "ge")


@dataclass(frozen=True, slots=True)
class Row:
    """A word of the lexicon: how common it is, and its lemma as a first part, a last part and the stem of a verb."""

    zipf: float
    first: str = ""
    last: str = ""
    verb: str = ""


class Sources:
    """The word lists and what they tell of verbs and nouns."""

    def __init__(self, wheel: Path, words: Path) -> None:
        self.judgement = {name: text.split() for name, text in tomllib.loads(JUDGEMENT.read_text("utf-8")).items()}
        self.frequencies = read_frequencies(wheel)
        for entry in self.judgement["added"]:
            word, _, zipf = entry.partition(":")
            self.frequencies[word] = max(self.zipf(word), int(zipf) / 10)
        listed = [line.strip() for line in words.read_text(encoding="utf-8").splitlines()]
        self.listed = set(listed)
        plain = {word for word in listed if word == word.lower() and not re.search(r"[\s\d'.]", word)}
        # "ánder" and "één" are ways to stress a word, no words of their own.
        self.words = {word for word in plain if not (re.search("[áéíóú]", word) and fold(word) in plain)}
        self.names = {word for word in listed if word.isalpha() and word[1:].islower() and word[0].isupper()}
        self.verbs = self._find_verbs()
        self.stems: defaultdict[str, set[str]] = defaultdict(set)
        for verb, stems in self.verbs.items():
            for stem in stems:
                self.stems[stem].add(verb)
                if verb.endswith("ijden"):
                    self.stems[stem.removesuffix("d")] = {verb}
        self.verb_forms = self._find_verb_forms()
        self.plurals: defaultdict[str, set[str]] = defaultdict(set)
        self.diminutives: dict[str, str] = {}
        self.nouns = self._find_nouns()

    def zipf(self, word: str) -> float:
        """Give the logarithm of the count of a word in a billion; 0 when it was not met."""
        return self.frequencies.get(word, 0.0)

    def commonest(self, words: Iterable[str]) -> str:
        """Choose the word that another is most likely a form of: a common one, rather short."""
        return max(sorted(words), key=lambda word: self.zipf(word) - 0.15 * len(word))

    def _find_verbs(self) -> dict[str, set[str]]:
        """Find infinitives by their regular forms; a strong verb has a regular present."""
        found: dict[str, set[str]] = {}
        for word in self.words:
            if not looks_like_infinitive(word):
                continue
            forms = regular_forms(word)
            stems = {form for form in forms & self.words if form != word and self._is_stem(form, word, forms)}
            has_past = any(stem + ending in self.words for stem in stems for ending in ("te", "de"))
            has_participle = word.startswith(_PREFIXES) or any(f.startswith("ge") for f in forms & self.words)
            is_present = word + "d" in self.words or word + "de" in self.words
            weak = has_past and (has_participle or not all(stem.endswith("t") for stem in stems))
            if stems and (is_present or weak):
                found[word] = stems
        pasts = defaultdict(set)
        for verb in found:
            for form in regular_forms(verb):
                pasts[form].add(verb)
        found = {verb: stems for verb, stems in found.items() if not pasts[verb] - {verb}}
        irregular = {"komen": "kom", "doen": "doe", "zien": "zie", "gaan": "ga", "staan": "sta", "slaan": "sla"}
        return found | {verb: {stem} for verb, stem in irregular.items()}

    def _is_stem(self, form: str, infinitive: str, forms: frozenset[str]) -> bool:
        """Tell whether a form is the stem: it takes a -t, or has one already."""
        if form.startswith("ge") and not infinitive.startswith("ge"):
            return False
        takes_t = form + "t" in forms and form + "t" in self.words
        return takes_t or (form.endswith("t") and infinitive.endswith("ten"))

    def _find_verb_forms(self) -> set[str]:
        """Find forms of verbs that are hardly ever a noun, because the verb is commoner."""
        by: defaultdict[str, float] = defaultdict(float)
        for verb, stems in self.verbs.items():
            for form in regular_forms(verb) - stems - {verb}:
                by[form] = max(by[form], self.zipf(verb))
        for line in (DATA / "sterke_werkwoorden.txt").read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                verb, *forms = line.replace("/", " ").split()
                for form in forms:
                    for particle in ("", *PARTICLES):
                        by[particle + form] = max(by[particle + form], self.zipf(verb))
        return {form for form, zipf in by.items() if self.zipf(form) < zipf + 0.4}

    def _find_nouns(self) -> dict[str, bool]:
        """Find nouns by their plurals and diminutives, and whether they have a diminutive, which no verb has."""
        short = set(self.judgement["short_nouns"])
        smaller: defaultdict[str, set[str]] = defaultdict(set)
        nouns: dict[str, bool] = {}
        for word in self.words:
            if len(word) <= SHORT and word not in short:
                continue
            dims = diminutives(word) & self.words
            many = plurals(word) & self.words | ({word + "s"} if word + "'s" in self.listed else set())
            if len(word) > SHORT and word in self.verb_forms and not dims:
                continue
            # "loslaat" has no plural "loslaten": that is the verb. But "sport" is a noun, though "sporten" is a verb.
            if not dims and len(word) > SHORT:
                many = {form for form in many if self.zipf(word) > self.zipf(form) or not self._is_verb(form)}
            if word.endswith("t") and word[:-1] in self.stems and not many:
                dims = set()
            if dims or many:
                nouns[word] = bool(dims)
            for form in many:
                self.plurals[form].add(word)
            for form in dims:
                smaller[form].add(word)
        for form, words in smaller.items():
            self.diminutives[form] = self.diminutives[form + "s"] = self.commonest(words)
        return nouns

    def _is_verb(self, form: str) -> bool:
        return form in self.verbs or any(
            form.startswith(particle) and form[len(particle) :] in self.verbs for particle in PARTICLES
        )


def main() -> None:
    """Read the arguments, make the lexicon and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path, help="the package wordfreq as downloaded")
    parser.add_argument("words", type=Path, help="the word list of OpenTaal")
    arguments = parser.parse_args()
    sources = Sources(arguments.wheel, arguments.words)
    kept, cuts = keep_simple(sources, find_rows(sources))
    links = linking(cuts)
    kept |= {word: Row(0.0) for word in whole_by_chance(sources, kept)}
    lines = (line(form, row, links.get(form, "")) for form, row in sorted(kept.items()))
    # No time stamp, so that the file can be made again byte by byte.
    TARGET.write_bytes(gzip.compress("".join(lines).encode(), compresslevel=9, mtime=0))
    print(f"{len(kept)} words, {len(cuts)} left out as compounds, {TARGET.stat().st_size} bytes")


def read_frequencies(wheel: Path) -> dict[str, float]:
    """Read the Zipf frequencies of Dutch words: bins of words by hundredths of a tenfold less than certain."""
    with zipfile.ZipFile(wheel) as archive:
        bins = srsly.msgpack_loads(gzip.decompress(archive.read("wordfreq/data/large_nl.msgpack.gz")))
    return {word: max(0.0, 9 - place / 100) for place, words in enumerate(bins[1:]) for word in words}


def plurals(noun: str) -> set[str]:
    """Spell the plurals that a noun may have."""
    forms = {noun + "s", noun + "ën", noun + "n"}
    if not re.search(r"^[^aeiou]*[aeiou][^aeiouwxy]$", noun):
        forms.add(noun + "en")
    if re.search(r"([aeou])\1[^aeiou]$", noun):
        forms.add(noun[:-2] + noun[-1] + "en")
    if re.search(r"(?:^|[^aeiou])[aeiou][^aeiou]$", noun):
        forms.add(noun + noun[-1] + "en")
    voiced = {"f": "v", "s": "z"}
    forms |= {form[:-3] + voiced[form[-3]] + "en" for form in forms if form[-3] in voiced and form.endswith("en")}
    if noun.endswith("heid"):
        forms.add(noun[:-4] + "heden")
    return forms


def diminutives(noun: str) -> set[str]:
    """Spell the diminutives that a noun may have."""
    forms = {noun + ending for ending in ("je", "tje", "pje", "etje", noun[-1] + "etje")}
    if noun.endswith("ng"):
        forms.add(noun[:-1] + "kje")
    if noun[-1] in "aou":
        forms.add(noun + noun[-1] + "tje")
    if noun.endswith("é"):
        forms.add(noun[:-1] + "eetje")
    return forms


def find_rows(sources: Sources) -> dict[str, Row]:
    """Decide for every word whether it can be a part of a compound, and of which lemma."""
    judged = {name: set(words) for name, words in sources.judgement.items()}
    irregular = dict(entry.split("=") for entry in sources.judgement["irregular"])
    bases = {word for word in irregular.values() if len(word) > SHORT}
    added = {entry.partition(":")[0] for entry in judged["added"]}
    new = {
        word
        for word in sources.frequencies
        if len(word) > 7 and word.isalpha() and sources.zipf(word) > 2.4 and _NEW_WORDS.search(word)
    }
    certain = judged["uncountable"] | bases | added
    rows: dict[str, Row] = {}
    for word in sources.words | new | certain | judged["short_nouns"] | irregular.keys() | judged["adjectives"]:
        if word in judged["no_part"] or not (word.isalpha() or word in added):
            continue
        row = _row(word, sources, judged, certain)
        if word in irregular and word not in judged["short_nouns"]:
            base = irregular[word]
            first = word if word in judged["first_as_is"] else base
            row = Row(row.zipf, first, base if word.endswith(("n", "s")) or word == base else "", row.verb)
        if row.first or row.last:
            rows[word] = row
    return rows


def _row(word: str, sources: Sources, judged: Mapping[str, set[str]], certain: set[str]) -> Row:
    first = last = verb = ""
    is_plural, is_adjective = word in sources.plurals, word in judged["adjectives"]
    if len(word) <= SHORT:
        if word in judged["short_nouns"]:
            first = last = word
        elif is_plural and len(word) == SHORT:
            last = sources.commonest(sources.plurals[word])
        if word in sources.stems and word in judged["short_verbs"]:
            verb = sources.commonest(sources.stems[word])
    else:
        if word in certain or (not is_adjective and _is_noun(word, sources)):
            first = last = word
        if is_plural and word not in certain and not sources.nouns.get(word):
            last = sources.commonest(sources.plurals[word])
            first = first or (last if word.endswith("n") else "")
        if not is_adjective:
            is_adjective = {word + "er", word + "e"} <= sources.words
        if word in sources.stems:
            verb = sources.commonest(sources.stems[word])
        # "volkspartij" is of the noun volk, not of an adjective "volks".
        if first == word and word.endswith("s") and sources.zipf(word[:-1]) > sources.zipf(word) - 0.5:
            first = "" if word[:-1] in sources.nouns and word not in certain else first
    if not first and is_adjective:
        first = word
    if word in judged["no_last"]:
        last = ""
    first, last = sources.diminutives.get(first, first), sources.diminutives.get(last, last)
    if word in judged["infinitive_heads"] and (word in certain or not is_plural):
        last = word
    if word in judged["adjective_heads"] and not last:
        last = word
    if word in judged["first_as_is"]:
        first = word
    # "beheer" is a noun, though it is the stem of a verb too; most stems with such a prefix are not.
    has_prefix = word.startswith(_PREFIXES) and len(word) > 6 and not sources.nouns.get(word) and word not in certain
    if verb and (not first or word in judged["verb_first"] or has_prefix):
        first = verb
    zipf = sources.zipf(word)
    if verb and first == verb:
        zipf = max(zipf, sources.zipf(verb) - 1.0)
    return Row(round(zipf, 1), first, last, verb)


def _is_noun(word: str, sources: Sources) -> bool:
    """Tell whether a word is a noun: it has a plural or diminutive, or else ends as nouns do and is nothing else."""
    if sources.nouns.get(word):
        return True
    if word in sources.plurals or word in sources.verbs:
        return False
    if word in sources.nouns:
        return True
    is_other = word in sources.stems or word in sources.verb_forms or word in sources.diminutives
    has_comparative = {word + "er", word + "e"} <= sources.words
    return not is_other and not has_comparative and _NOUN_ENDINGS.search(word) is not None


def keep_simple(sources: Sources, rows: Mapping[str, Row]) -> tuple[dict[str, Row], list[tuple[str, tuple[Part, ...]]]]:
    """Leave out words that are compounds of shorter ones, and words too long and too rare to be a part."""
    added = [entry.partition(":")[0] for entry in sources.judgement["added"]]
    whole = set(map(fold, (*sources.judgement["whole"], *added)))
    lexicon = PartLexicon()
    kept: dict[str, Row] = {}
    cuts = []
    for word in sorted(rows, key=lambda word: (len(fold(word)), -sources.zipf(word), word)):
        form, row = fold(word), rows[word]
        lemma = row.last or row.first
        if form in kept:
            continue
        is_form = lemma != word and row.last == lemma and fold(lemma) in kept
        is_stem = bool(row.verb) and row.first == row.verb and row.zipf > 0
        may_be_cut = len(word) > 5 and not word.startswith("zelf") and row.zipf < TOO_COMMON
        if may_be_cut and not is_form and not is_stem and not {form, fold(lemma)} & whole:
            cost, cut = cheapest(form, lexicon)
            if cut and cost <= MAX_COST * len(form):
                cuts.append((form, cut))
                continue
        if row.zipf >= 1 or len(word) <= 10:
            lexicon.enter(form, row.zipf, row.first, row.last, row.verb)
            kept[form] = row
    return kept, cuts


def linking(cuts: Iterable[tuple[str, tuple[Part, ...]]]) -> dict[str, str]:
    """Count in the compounds of the list which words want a linking -s- after them and which never have it."""
    with_link: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for form, cut in cuts:
        for part, following in pairwise(cut):
            (with_link if following.start > part.end else bare)[form[part.start : part.end]] += 1
    found = {}
    for form in with_link.keys() | bare.keys():
        share = with_link[form] / (with_link[form] + bare[form])
        if with_link[form] >= 3 and share > 0.8:
            found[form] = "s"
        elif bare[form] >= 3 and share < 0.1:
            found[form] = "-"
    return found


def whole_by_chance(sources: Sources, kept: Mapping[str, Row]) -> set[str]:
    """Find names, forms of verbs and adjectives that could be cut by chance."""
    lexicon = PartLexicon()
    for form, row in kept.items():
        lexicon.enter(form, row.zipf, row.first, row.last, row.verb)
    heads = {fold(word) for name in ("adjective_heads", "infinitive_heads") for word in sources.judgement[name]}
    verbs = (sources.verb_forms | sources.verbs.keys()) & sources.words - set(sources.nouns) - set(sources.plurals)
    adjectives = {
        word
        for word in sources.words - set(sources.nouns) - set(sources.plurals)
        if {word + "e", word + "er"} <= sources.words or (word.endswith("e") and word[:-1] + "er" in sources.words)
    }
    found = set()
    for word in sorted(sources.names | verbs | adjectives):
        form = fold(word)
        if len(form) > 4 and form not in kept:
            cost, cut = cheapest(form, lexicon)
            # Some names are compounds all the same: the Veiligheidsraad.
            is_compound = word in sources.names and cost < SURE * len(form) and len(form) > LONG
            if cut and form[cut[-1].start :] not in heads and not is_compound:
                found.add(form)
    return found


def line(form: str, row: Row, link: str) -> str:
    """Write a line of the lexicon."""
    lemmas = ("=" if lemma == form else lemma for lemma in (row.first, row.last, row.verb))
    return "\t".join((form, str(round(row.zipf * 10)), *lemmas, link)) + "\n"


if __name__ == "__main__":
    main()
