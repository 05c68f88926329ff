"""Make the list of names by which people, places and other names are told from ordinary words.

Run from the top of the repository, with the word list of OpenTaal as Debian packs it (``apt-get install wdutch``) and
the package Faker at hand (``pip install faker``)::

    python experiments/taal/namen.py /usr/share/dict/dutch

Writes ``src/praktijkkennis/data/namen/eigennamen.txt.gz``: a line a name, then a tab and the letters of what it can be:

==  =====================================================================================
v   a given name (voornaam)
a   a surname (achternaam), without the prefix it may have
p   a town or village (plaats)
g   a country, region or people, and what is called after one (gebied)
b   an organisation (bedrijf)
s   a street
o   another word with a capital: a method, product, law, feast
n   a name of which nobody said what kind
w   also an ordinary Dutch word (woord)
t   among the most given names of the Netherlands and Flanders (telt ook als het een woord is)
z   a surname that is first of all a word or a town (zwak): only where something around it says so
==  =====================================================================================

OpenTaal does not say which of its words are given names; it lists the genitive of these only (*Onurs*, *Yamila's*), and
of places the adjective (*Utrechtse*). Sources and licences stand in ``src/praktijkkennis/data/namen/README.md``.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

TARGET = Path("src/praktijkkennis/data/namen/eigennamen.txt.gz")
OWN = Path("experiments/taal/namen.txt")

GIVEN = (
    "nl_NL nl_BE fr_BE fr_FR fr_DZ tr_TR pl_PL de_DE en_GB en_US es_ES pt_PT it_IT ro_RO hr_HR id_ID hu_HU cs_CZ sk_SK "
    "tw_GH en_PK en_IN"
).split()
SURNAMES = "nl_NL nl_BE fr_DZ tr_TR pl_PL en_GB en_PK de_DE es_ES pt_PT it_IT ro_RO hr_HR tw_GH".split()
USUAL = ("nl_NL", "nl_BE")
FURTHER_GIVEN = ("az_AZ da_DK en_KE en_NG et_EE fi_FI ha_NG ig_NG lt_LT lv_LV no_NO sl_SI sv_SE uz_UZ yo_NG").split()
FURTHER_SURNAMES = (
    "az_AZ da_DK de_CH en_KE en_NG es_CO ha_NG ig_NG lt_LT lv_LV no_NO pt_BR sl_SI sv_SE uz_UZ yo_NG".split()
)
"""Locales of which only names count that are nothing else: no Dutch word, no place, no product."""
NO_NAMES = ("Over", "Van", "Kader")
"""Words that a source has as names, but that are Dutch words first of all."""
CAPITALS_OF_THEIR_PROVINCE = frozenset({"Antwerpen", "Groningen", "Luik", "Namen", "Utrecht"})

_STREET = re.compile(
    r".*(?:straat|laan|weg|plein|dijk|kade|gracht|singel|steeg|dreef|pad|baan|hof|markt|brug|park|poort)"
)
_REGION = re.compile(
    r".*(?:isch|ische|aans|aanse|aams|aamse|ees|ees|ese|iaan|ianen|talig|talige|land|landen|landse|lands)"
)
_SURNAME = re.compile(
    r".*(?:sen|ssen|sens|stra|ma|inga|enga|mans|man|ink|ers|aert|aerts|huis|kamp|veld|boer|broek|meijer|meyer|meier"
    r"|oux|ski|ska|wicz|vić|ović|oğlu|oglu|ijn|ckx|ijs|aat|horst|berg|bergh|burg|beek|donk|hout|hof|rijk|sma|dsma)"
)
_ROMAN = re.compile(r"[MDCLXVI]+")
_LONGEST_NAME = 15


def main() -> None:
    """Read the sources, join them and write the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    words = set(parser.parse_args().source.read_text(encoding="utf-8").splitlines())
    ordinary = {word for word in words if word[:1].islower()}
    classes: defaultdict[str, set[str]] = defaultdict(set)
    add_faker(classes)
    add_own(classes)
    add_open_taal(classes, words, ordinary)
    add_further(classes, ordinary)
    for name in NO_NAMES:
        classes[name] = {"w"}
    for name, kinds in classes.items():
        if name.lower() in ordinary:
            kinds.add("w")
    lines = [f"{name}\t{''.join(sorted(kinds))}\n" for name, kinds in sorted(classes.items())]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    # No time stamp, so that the file can be made again.
    TARGET.write_bytes(gzip.compress("".join(lines).encode(), compresslevel=9, mtime=0))
    print(f"{len(lines)} names, {TARGET.stat().st_size} bytes")


def add_faker(classes: defaultdict[str, set[str]]) -> None:
    """Add the given names, surnames, towns and countries of Faker (MIT)."""
    for locale in GIVEN:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for name in provider.first_names:
            if is_latin(name):
                classes[name].add("v")
                if locale in USUAL:
                    classes[name].add("t")
    for locale in SURNAMES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        lists = [getattr(provider, key) for key in vars(provider) if "last_names" in key]
        for name in {one for names in lists for one in names}:
            core = re.sub(
                r"^(?:(?:van|de|der|den|het|ter|ten|te|in|op|'t|el|la|le|du|von|vom)\s+)+", "", name, flags=re.I
            )
            if is_latin(core) and len(core) > 1:
                classes[core[0].upper() + core[1:]].add("a")
    for locale in USUAL:
        provider = import_module(f"faker.providers.address.{locale}").Provider
        for place in provider.cities:
            classes[place].add("p")
        for area in (*provider.countries, *provider.provinces):
            if area not in CAPITALS_OF_THEIR_PROVINCE:
                classes[area] = {"g"}


def add_further(classes: defaultdict[str, set[str]], ordinary: set[str]) -> None:
    """Add names of other locales of Faker that no list has yet, or of which nobody said what they are."""
    for locales, key, kind in ((FURTHER_GIVEN, "first_names", "v"), (FURTHER_SURNAMES, "last_names", "a")):
        for locale in locales:
            provider = import_module(f"faker.providers.person.{locale}").Provider
            for name in getattr(provider, key):
                known = classes.get(name, set()) - {"n", "v", "a"}
                if is_latin(name) and " " not in name and len(name) > 2 and not known and name.lower() not in ordinary:
                    classes[name].add(kind)
                    classes[name].discard("n")


def add_own(classes: defaultdict[str, set[str]]) -> None:
    """Add our own names."""
    kind = ""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif not line.startswith("#"):
            for name in line.split():
                classes[name.replace("_", " ")].update(kind)


def add_open_taal(classes: defaultdict[str, set[str]], words: set[str], ordinary: set[str]) -> None:
    """Add what OpenTaal writes with a capital, and tell by its neighbours in the list what it is."""
    capitalised = [
        word for word in words if re.fullmatch(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*[^\W\d_A-Z](?:-[^\W\d_]+)*", word)
    ]
    genitives: set[str] = set()
    places = {name for name, kinds in classes.items() if kinds & {"p", "g"}}
    for word in capitalised:
        own = [word + ending for ending in ("s", "'s", "'") if word + ending in words]
        called_after = any(word + ending in words for ending in ("se", "er", "ers", "aar"))
        if (
            own
            and not called_after
            and word not in places
            and len(word) <= _LONGEST_NAME
            and not _REGION.fullmatch(word)
        ):
            classes[word].add("v")
            genitives.update(own)
        elif called_after and own and not classes.get(word, set()) & {"v", "a"}:
            places.add(word)
            classes[word].add("g")
    for word in capitalised:
        if word in classes or word in genitives or _ROMAN.fullmatch(word):
            continue
        stems = [
            word.removesuffix(ending) for ending in ("s", "se", "er", "ers", "ster", "aar", "aren", "n", "en", "sen")
        ]
        if any(stem in places and stem != word for stem in stems) or _REGION.fullmatch(word):
            classes[word].add("g")
        elif _STREET.fullmatch(word) and len(word) > 6:
            classes[word].add("s")
        elif _SURNAME.fullmatch(word) and len(word) <= _LONGEST_NAME:
            classes[word].add("a")
        elif word.lower() not in ordinary:
            # A surname more often than not, but it may be a river, a brand or a compound.
            classes[word].add("n" if len(word) <= _LONGEST_NAME - 4 else "o")


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return bool(re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ'’ .-]+", name))


if __name__ == "__main__":
    main()
