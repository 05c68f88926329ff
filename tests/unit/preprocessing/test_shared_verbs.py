"""Particles whose verb is said once for two."""

from __future__ import annotations

from collections import Counter

import pytest

from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.preprocessing.separable import separable_verbs


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Zij nam de roosters over en de klachten af.", "overnemen afnemen"),
        ("De een werkt mee, de ander tegen.", "meewerken tegenwerken"),
        ("Bewoners kunnen zich hier aan- en afmelden.", "aanmelden afmelden"),
        ("Ik vul aan en bij.", "aanvullen bijvullen"),
        ("Zij dacht en praatte de hele avond mee.", "meedenken meepraten"),
        ("Ze liepen af en aan met koffie.", ""),
        # Without a verb of its own there is nothing to borrow.
        ("De in- en uitstroom was groot.", ""),
        ("Ze nam de taken over en ging naar de balie.", "overnemen"),
        ("Hij pakte het op en zij was er blij mee.", "oppakken"),
    ],
)
def test_the_verb_is_found_for_each_particle(preprocessor: Preprocessor, text: str, lemmas: str) -> None:
    (sentence,) = preprocessor.process(Document("a", text)).sentences
    assert Counter(use.lemma for use in separable_verbs(sentence.tokens)) == Counter(lemmas.split())


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Toen heb ik haar op, eh, ja opgezocht.", "opzoeken"),
        ("Wat ik daaruit meeneem is rust.", "meenemen"),
        ("piet haakt straks af hij heeft geen tijd", "afhaken"),
        ("Ze liet het maar niet los zeg maar.", "loslaten"),
        ("ik krop het op en thuis komt het eruit", "opkroppen"),
        ("We leren met kritiek om te gaan.", "omgaan"),
        ("Daar gaat het ons om.", ""),
        ("Hij ging er vanuit dat het goed zat.", "uitgaan"),
        ("Los hebben we het nooit durven laten.", "loslaten"),
        ("De zieke valt weer uit nu moet ik wel.", "uitvallen"),
        ("Zij diende haar klacht bij de gemeente in.", "indienen"),
        ("We kwamen er met de buren niet uit.", ""),
        ("Er kwam een boek over de wijk uit.", "uitkomen"),
        ("Hij tuimelde van het dak af.", ""),
        ("Wij gaan daar heel anders mee om dan de gemeente.", "omgaan"),
        ("Wij schoven de beslissing voor ons uit.", ""),
    ],
)
def test_what_people_say_and_type(preprocessor: Preprocessor, text: str, lemmas: str) -> None:
    (sentence,) = preprocessor.process(Document("a", text)).sentences
    assert Counter(use.lemma for use in separable_verbs(sentence.tokens)) == Counter(lemmas.split())
