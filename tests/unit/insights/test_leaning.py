from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.insights.leaning import is_fragment, joins_another, leans_on_others

Process = Callable[[str], ProcessedDocument]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Wie het rooster zelf maakt, houdt zich eraan.", False),
        ("Ik liet de sleutel op tafel liggen.", False),
        ("Onze teamleider liet haar eigen fout zien.", False),
        ("Wij delen de taken aan de keukentafel.", False),
        ("Het team beslist over de vakanties.", False),
        ("Dit jaar doen de teams het zelf.", False),
        ("Wij vinden het fijn dat we het rooster zelf maken.", False),
        ("Het is lastig.", True),
        ("Dat deed ze niet.", True),
        ("Die zag binnen een kwartier wat er mis was.", True),
        ("Daarna kwam er een briefje.", True),
        ("En toen liep het ineens vanzelf.", True),
        ("Sinds hij meeloopt, is de sfeer beter.", True),
        ("Volgens haar was het te laat.", True),
        ("“Dat moet je zelf weten.”", True),
        ("Vorig najaar hebben we het gewoon gedaan.", True),
        ("Er was nog nooit een team geweest dat het deed.", True),
        ("Voorheen had ik dat onder in de stapel gelegd.", True),
        ("Ik heb er thuis nog lang over verteld.", True),
        ("Een week later durfde ik over mijn fout te beginnen.", True),
        ("Nee hoor, gewoon tegen mij.", True),
        ("De conciërge: dat het hier naar brood ruikt.", True),
        ("Laatstgenoemde liet het team eindelijk met rust.", True),
        ("Onze teamleider gaf ze de ruimte om het zelf te doen.", True),
        ("De manager liet hen hun eigen rooster maken.", True),
        ("Onze teamleider kwam binnen en gaf hem het schrift.", True),
        ("Als je hem laat gaan, komt het team zelf in beweging.", True),
        ("Je moet ze de ruimte geven.", True),
        ("Wij hebben daar als team veel van geleerd.", True),
        ("Als team hebben we daar veel van geleerd.", True),
        ("Onze teamleider zei dat ik hem altijd mocht bellen.", False),
        ("Mensen willen best als je ze de ruimte geeft.", False),
        ("Iedereen mag zijn eigen rooster maken als hij dat wil.", False),
        ("Mijn collega heeft zijn fout meteen aan ons verteld.", False),
        ("Als team maken wij het rooster zelf.", False),
        ("De cliënten weten het als wij ze niets vragen.", False),
        ("Zes huishoudens, met een student en een gezin.", True),
        ("Ik zeg, die doe ik morgen wel.", True),
        ("Mijn baas zegt, dat moet je zelf weten.", True),
        ("Ik heb die nooit gezien.", True),
        ("Vorig jaar ging die niet door.", True),
        ("Ik wil dit nooit meer.", True),
        ("Na zes weken lag het in duigen, omdat de school niet wist dat er een plan bestond.", True),
        ("De lijst is weg, die hoef ik niet meer.", False),
        ("Er is niemand die je belt.", False),
        ("Ik ben iemand die graag plant.", False),
        ("Fouten maken mag, dat zeggen we vaak tegen elkaar.", False),
        ("Wat ik denk, dat zeg ik.", False),
        ("Wij weten dat het lastig is om los te laten.", False),
        ("Wij zijn het die beslissen.", False),
    ],
)
def test_a_sentence_that_leans_on_others_is_seen(process: Process, text: str, leans: bool) -> None:
    tokens = [token for sentence in process(text).sentences for token in sentence.tokens]
    assert leans_on_others(text, tokens) is leans


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Met zijn allen op maandagmorgen.", True),
        ("Een bedrag per maand waar we het mee moeten doen.", True),
        ("hangt op de koelkast met een magneet.", True),
        ("Wij maken het rooster zelf.", False),
        ("Vraag het aan de collega's.", False),
        ("Weet iemand hoe het rooster werkt?", False),
    ],
)
def test_half_a_sentence_is_a_fragment(process: Process, text: str, fragment: bool) -> None:
    assert is_fragment(process(text).sentences[0].tokens) is fragment


def test_a_sequel_joins_another_sentence() -> None:
    assert joins_another("Maar het team besliste.")
    assert joins_another("Ik heb ook niets gezegd.")
    assert joins_another("Toch deed de manager het niet.")
    assert not joins_another("Ik heb het gezegd, ook tegen de directeur.")


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    assert leans_on_others(text) in (True, False)
    assert joins_another(text) in (True, False)
