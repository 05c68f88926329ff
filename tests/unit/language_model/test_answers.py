from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.language_model import AnswerFault
from praktijkkennis.language_model.answers import ModelCode, read_codes
from praktijkkennis.language_model.windows import Window, windows_of

Make = Callable[..., ProcessedDocument]
THEMES = ("zelfsturing", "loslaten")


@pytest.fixture(scope="module")
def window(sentences_of: Make) -> Window:
    (one,) = windows_of(sentences_of("Wij doen het zelf.", "Zij laten ’t los.", "De koffie was op."))
    return one


def code(thema: str = "zelfsturing", citaat: str = "doen het zelf", **more: Any) -> dict[str, Any]:
    return {"citaat": citaat, "reden": "omdat", "thema": thema, "houding": "versterkend", **more}


def answer(*codes: list[Any], numbers: tuple[int, ...] = (1, 2, 3)) -> str:
    given = [*codes, *([] for _ in numbers)]
    return json.dumps({"zinnen": [{"nr": nr, "codes": given[place]} for place, nr in enumerate(numbers)]})


def fault(text: str, window: Window) -> str:
    with pytest.raises(AnswerFault) as caught:
        read_codes(text, window, THEMES)
    return str(caught.value)


def test_good_answer_becomes_codes(window: Window) -> None:
    text = answer([code()], [code("loslaten", "Zij laten 't los", reden=" dit\nis  zo\x1b[31m ")])
    first, second = read_codes(text, window, THEMES)
    assert isinstance(first, ModelCode)
    assert (first.theme, first.stance, first.sentence, first.reason) == (
        "zelfsturing", "versterkend", window.sentences[0], "omdat",
    )  # fmt: skip
    document = window.document
    assert document.text_of(first.quote) == "doen het zelf"
    assert document.text_of(second.quote) == "Zij laten ’t los"
    assert second.reason == "dit is zo [31m"


def test_one_sentence_may_have_more_themes_or_none(window: Window) -> None:
    codes = read_codes(answer([code(), code("loslaten", "zelf")]), window, THEMES)
    assert [one.theme for one in codes] == ["zelfsturing", "loslaten"]
    assert read_codes(answer(), window, THEMES) == ()


def test_order_of_the_answer_does_not_matter(window: Window) -> None:
    text = answer([], [code("loslaten", "los")], [code()], numbers=(3, 2, 1))
    assert [one.theme for one in read_codes(text, window, THEMES)] == ["zelfsturing", "loslaten"]


def test_what_is_not_asked_for_is_left_alone(window: Window) -> None:
    content = json.loads(answer([code(zekerheid=0.9)]))
    content["toelichting"] = "Graag gedaan"
    assert len(read_codes(json.dumps(content), window, THEMES)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Het antwoord is leeg."),
        ("Dat kan ik niet.", "geen volledig JSON-object"),
        (answer([code()])[:-9], "geen volledig JSON-object"),
        ('{"sentences": []}', "met de sleutel 'zinnen'"),
        ('{"zinnen": [{"nr": 1}]}', "'zinnen > 1 > codes' ontbreekt"),
        ('{"zinnen": [{"nr": "een", "codes": []}]}', "'zinnen > 1 > nr' heeft niet de goede vorm"),
        ('{"zinnen": {"1": []}}', "'zinnen' heeft niet de goede vorm"),
        (answer([code("vertrouwen")]), "Zin 1: het thema 'vertrouwen' staat niet in het codeboek."),
        (answer([code("Zelfsturing")]), "Zin 1: het thema 'Zelfsturing' staat niet in het codeboek."),
        (
            answer([code(houding="blij")]),
            "de houding 'blij' bestaat niet; kies uit versterkend, belemmerend, neutraal.",
        ),
        (
            answer([code(citaat="wij regelen alles")]),
            "het citaat 'wij regelen alles' staat niet letterlijk in die zin.",
        ),
        (answer([code(citaat="los")]), "het citaat 'los' staat niet letterlijk"),
        (answer([code(citaat="")]), "het citaat '' staat niet letterlijk"),
        (answer([code(), code(houding="neutraal")]), "Zin 1: het thema 'zelfsturing' staat er twee keer."),
        (answer(numbers=(1, 2, 3, 4)), "Zin 4 bestaat niet; de nummers zijn 1 tot en met 3."),
        (answer(numbers=(0, 1, 2, 3)), "Zin 0 bestaat niet"),
        (answer(numbers=(1, 2, 2, 3)), "Zin 2 komt meer dan één keer voor."),
        (answer(numbers=(2,)), "Deze nummers ontbreken: 1, 3."),
    ],
)
def test_faults_are_named(window: Window, text: str, message: str) -> None:
    assert message in fault(text, window)


def test_many_faults_are_told_in_short(window: Window) -> None:
    text = answer([code(f"thema{place}" * 50) for place in range(40)])
    told = fault(text, window)
    assert "En nog 32 fouten." in told
    assert len(told) < 1500


def test_endless_reason_is_cut(window: Window) -> None:
    (found,) = read_codes(answer([code(reden="a" * 100_000)]), window, THEMES)
    assert len(found.reason) == 200


def test_reason_may_be_left_out(window: Window) -> None:
    bare = code()
    del bare["reden"]
    (found,) = read_codes(answer([bare]), window, THEMES)
    assert found.reason == ""


ANYTHING = st.recursive(
    st.none() | st.integers(-1, 5) | st.text(max_size=5) | st.sampled_from([*THEMES, "versterkend", "zelf"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["zinnen", "nr", "codes", "thema", "houding", "citaat", "reden"]), inner, max_size=5
        )
    ),
    max_leaves=25,
)


@given(ANYTHING)
def test_whatever_a_model_says_is_codes_or_a_fault(window: Window, said: Any) -> None:
    try:
        codes = read_codes(json.dumps(said), window, THEMES)
    except AnswerFault:
        return
    for one in codes:
        assert one.theme in THEMES
        assert one.sentence.start <= one.quote.start < one.quote.end <= one.sentence.end
