from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.privacy import LABELS, find_identifying

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Meneer Van der Veen zette koffie.", ["Van der Veen"]),
        ("Mevrouw de Wit at liever alleen.", ["de Wit"]),
        ("Ik sprak mw. A.M. Yilmaz en dhr. 't Hart.", ["A.M. Yilmaz", "'t Hart"]),
        ("Met Pieter in 't Veld werkte ik jaren.", ["Pieter in 't Veld"]),
        ('Johannes "Joop" van Vliet was conciërge.', ['Johannes "Joop" van Vliet']),
        ("Sinds Koen D'Hondt er is, gaat het.", ["Koen D'Hondt"]),
        ("Jan en Piet de Vries zijn broers.", ["Jan", "Piet de Vries"]),
        ("Tesfay Gebremedhin tekende.", ["Tesfay Gebremedhin"]),
        ("We lazen Laloux.", ["Laloux"]),
        ("Kok en Mulder zijn collega's.", ["Kok", "Mulder"]),
        ("Specialist Ouderengeneeskunde Abbink kwam.", ["Abbink"]),
        ("Presentie: Koster, Wolters", ["Koster", "Wolters"]),
        ("Toen sprak Hassan el-Khatib met Keesie.", ["Hassan el-Khatib", "Keesie"]),
        ("Ton en Trix presenteren.", ["Ton", "Trix"]),
        ("Ik zag Milan S. Milan huilde.", ["Milan S.", "Milan"]),
        ("Dat zei Anna K. Fatima knikte.", ["Anna K.", "Fatima"]),
        ("Dat zei Anna K. Jansen.", ["Anna K. Jansen"]),
        ("Dat zei Jan J.P. Visser.", ["Jan J.P. Visser"]),
        ("Karin\nvan der Meer\n", ["Karin\nvan der Meer"]),
    ],
)
def test_whole_names(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna's kaartje hangt er nog.", "Anna"),
        ("Dat was Henks idee.", "Henk"),
        ("Lies' dochter hielp.", "Lies"),
        ("De Sjoerd-methode werkt.", "Sjoerd"),
    ],
)
def test_the_genitive_is_left(find: Find, text: str, name: str) -> None:
    assert find(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "De bakker bracht gebak.",
        "De roos kwam in bloei.",
        "Rozen kwamen in bloei.",
        "Wil je dat?",
        "De koning zei het.",
        "Mei was druk.",
        "Wij doen aan Agile en Scrum.",
        "Jan Modaal snapt dat niet.",
        "Meneer wil niet, mevrouw wel.",
        "In Excel staat alles.",
        "De methode Rots en Water.",
        "Fouten Maken Mag stond er op de poster.",
        "Bij snackbar Zilverhoek aten we.",
        "Een Turkse collega sprak Pools.",
        "De afspraak met de ING. Vragen? Bel ons.",
        "Coach: Dan zie ik je morgen.",
        "Lettertype Calibri 11 is genoeg.",
        "Hij heeft Alzheimer en reed in een Dacia.",
    ],
)
def test_what_is_no_name(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dhr de bruin is gevallen", "de bruin"),
        ("mvr jansen wil niet", "jansen"),
        ("ik heb met jan de vries gebeld", "jan de vries"),
        ("mijn naam is samira", "samira"),
        ("groetjes anja", "anja"),
        ("mevr. v.d. laan belde", "v.d. laan"),
        ("hoi sem, ben je er al", "sem"),
        ("ik liep met dennis v/d meer naar huis", "dennis v/d meer"),
        ("gr. a. jansen", "a. jansen"),
        ("vraag het anders bij de wit", "de wit"),
        ("hey @bram kan jij komen", "bram"),
    ],
)
def test_names_without_capitals(find: Find, text: str, name: str) -> None:
    assert find(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "meneer de voorzitter",
        "mvr wil niet",
        "jan en alleman",
        "met de bakker mee",
        "op 3 jan. weer open",
        "een piet van een vent",
        "de wit geverfde muur",
        "geen storm en geen roos te zien",
        "o.a. bakkers en koks",
    ],
)
def test_lower_case_that_is_no_name(find: Find, text: str) -> None:
    assert find(text) == []


def test_a_name_that_is_sure_somewhere_is_found_elsewhere(find: Find) -> None:
    assert find("Ik sprak Piet Bakker. Bakker had gelijk.") == ["Piet Bakker", "Bakker"]
    assert find("Gerrit kwam. vraag maar aan gerrit") == ["Gerrit", "gerrit"]


def test_author_and_speakers_are_found_in_the_text(find: Find) -> None:
    text = "Bos: ik stop.\nInterviewer: Echt?\nBos: Ja."
    assert find(text, known_names=["Bos", "Interviewer"]) == ["Bos", "Bos"]


def test_a_pipeline_decides_on_an_unknown_word_that_begins_a_sentence(find: Find) -> None:
    text = "Wubbemoe."
    assert find(text) == []
    assert find(text, proper_noun=lambda start: start == 0) == ["Wubbemoe"]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from("Jan Wil de van 't Fatma . , \n \" ( ) - ' : mevrouw v.d. J. 06 @ [Persoon 1] é".split(" "))
    )
)
def test_any_text_gives_ordered_findings_that_do_not_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    found = find_identifying(text, labels=LABELS)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    "pattern", ["Aa ", "A.", "van de ", "Jan Piet ", '"Jan" ', "a.b-c_", "Stichting De Aap van ", "0-"]
)
def test_long_text_without_an_end_is_no_trouble(pattern: str) -> None:
    text = pattern * (20_000 // len(pattern))
    assert all(one.end <= len(text) for one in find_identifying(text, labels=LABELS))
