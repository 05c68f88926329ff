from __future__ import annotations

import pytest

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.postpositions import is_behind_noun

TAGS = {
    "Ze": "PRON", "ze": "PRON", "We": "PRON", "je": "PRON", "elkaar": "PRON", "alles": "PRON", "de": "DET", "De": "DET",
    "een": "DET", "op": "ADP", "in": "ADP", "om": "ADP", "door": "ADP", "heen": "ADP", "naar": "ADP", "toe": "ADP",
    "boven": "ADV", "terug": "ADV", "Morgen": "ADV", "af": "ADP",
}  # fmt: skip
VERBS = {"liep": "lopen", "gaan": "gaan", "gaat": "gaan", "kijkt": "kijken", "doet": "doen", "kwam": "komen"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ze liep de trap op", True),
        ("We gaan de wijk in", True),
        ("Ze liep de lijst af", False),
        ("Ze liep de trap af", True),
        ("De spanning liep in de ochtend op", False),
        ("Morgen gaat de regel in", False),
        ("We gaan de mist in", False),
        ("Ze gaat volgende week in", False),
        ("Ze kijkt om je heen", True),
        ("We gaan naar de ouders toe", True),
        ("alles kwam naar boven", True),
        ("Ze doet een stap terug", True),
        ("Ze doet de doos terug", False),
    ],
)
def test_preposition_behind_its_noun_is_no_particle(text: str, expected: bool) -> None:
    words = text.split()
    tokens = [
        Token(0, len(word), word, VERBS.get(word, word), "VERB" if word in VERBS else TAGS.get(word, "NOUN"), "dep", 0)
        for word in words
    ]
    verb = next(place for place, word in enumerate(words) if word in VERBS)
    assert is_behind_noun(tokens, len(words) - 1, verb, VERBS[words[verb]]) is expected
