from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.preprocessing import LemmaVectorizer

Process = Callable[[str], ProcessedDocument]


def tag(process: Process, text: str, word: str) -> tuple[str, str]:
    (sentence,) = process(text).sentences
    (token,) = [token for token in sentence.tokens if token.text.lower() == word]
    return token.pos, token.lemma


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Ik werk in de zorg.", "werk", "werken"),
        ("Ik deel mijn inzichten.", "deel", "delen"),
        ("Ik overleg veel.", "overleg", "overleggen"),
        ("Dat overleg ik met haar.", "overleg", "overleggen"),
        ("Ik steun haar.", "steun", "steunen"),
        ("Ik coach twee teams.", "coach", "coachen"),
        ("Ik twijfel vaak.", "twijfel", "twijfelen"),
        ("Ik baal ervan.", "baal", "balen"),
        ("Ik bel, mail en app.", "bel", "bellen"),
        ("Ik bel, mail en app.", "mail", "mailen"),
        ("Ik bel, mail en app.", "app", "appen"),
        ("kdenk dat het lukt", "kdenk", "denken"),
    ],
)
def test_word_beside_the_speaker_is_the_verb(process: Process, text: str, word: str, lemma: str) -> None:
    assert tag(process, text, word) == ("VERB", lemma)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Als ik steun vraag, krijg ik die.", "steun"),
        ("Toen ik werk zocht, belde ik haar.", "werk"),
        ("Het werk dat ik doe, is mooi.", "werk"),
        ("Omdat ik werk en gezin wil combineren, blijf ik thuis.", "werk"),
        ("In het overleg zat ik stil.", "overleg"),
        ("Ik drink koffie en werk is er genoeg.", "werk"),
        ("De klas kwam binnen.", "klas"),
    ],
)
def test_noun_stays_a_noun_where_the_clause_has_its_verb(process: Process, text: str, word: str) -> None:
    assert tag(process, text, word)[0] == "NOUN"


def test_vectoriser_counts_the_noun_and_the_verb_apart() -> None:
    analyse = LemmaVectorizer(pipeline="nl_praktijk_sm").lemmas
    assert "overleggen" in analyse("Ik overleg veel.")
    assert set(analyse("De afspraken en de uitspraken.")) >= {"afspraak", "uitspraak"}
