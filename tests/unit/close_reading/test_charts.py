from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis import close_reading, errors
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import MissingExtraError, QueryError
from praktijkkennis.figure_labels import row_labels
from praktijkkennis.notebook.results import keyness_html

Write = Callable[..., ProcessedDocument]
Code = Callable[..., list[ThemeAnnotation]]
HOSTILE = "<img/src=x>"


@pytest.fixture(scope="module")
def results(write: Write, code: Code) -> dict[str, Any]:
    texts = [write(["bed rooster bed", f"{HOSTILE} rooster"], f"{HOSTILE}{n}", g=f"{HOSTILE}{n % 2}") for n in range(6)]
    codes = [one for text in texts for one in code(text, f"{HOSTILE} loslaten", "vertrouwen")]
    few = {"n_permutations": 50}
    return {
        "concordance": close_reading.kwic(texts, "rooster"),
        "keyness": close_reading.keyness(texts, "g", min_count=1, n_resamples=50),
        "theme_keyness": close_reading.theme_keyness(texts, codes, "g", n_resamples=50),
        "collocations": close_reading.collocations(
            [*texts, write([f"{HOSTILE} bord"], "los")], "rooster", content_only=False, n_resamples=50
        ),
        "cooccurrence": close_reading.cooccurrence(texts, codes, distance=1, **few),
        "sequences": close_reading.theme_sequences(texts, codes, **few),
        "dispersion": close_reading.dispersion(texts, codes),
        "words": close_reading.word_dispersion(texts, ["rooster"]),
    }


def test_figures_say_in_dutch_what_they_show_and_escape_what_people_wrote(results: dict[str, Any]) -> None:
    pytest.importorskip("plotly")
    for name, result in results.items():
        figure = json.loads(result.plot().to_json())
        assert figure["data"], name
        assert figure["layout"]["title"]["text"], name
        assert "<img" not in json.dumps(figure, ensure_ascii=False), name
    single = json.loads(results["dispersion"].plot("loslaten").to_json())
    assert len(single["data"][0]["x"]) == 6
    with pytest.raises(QueryError):
        results["keyness"].plot("onbekend")


def rows_of(figure: Any) -> list[str]:
    return list(dict.fromkeys(str(one) for one in figure.data[0].y))


def test_names_that_begin_alike_keep_rows_of_their_own(write: Write, code: Code) -> None:
    pytest.importorskip("plotly")
    begin = "een-map-met-een-lange-naam/antwoorden-op-vragen.csv"
    texts = [write(["rooster bed", "rooster"], f"{begin}#{n}", g="ab"[n % 2]) for n in range(5)]
    assert len(rows_of(close_reading.kwic(texts, "rooster").plot())) == 5
    assert len(rows_of(close_reading.word_dispersion(texts, ["rooster"]).plot("rooster"))) == 5
    names = {one: f"Eigenaarschap en de nieuwe rol van {one} als leidinggevende van het hele team" for one in "vw"}
    codes = [one for text in texts for one in code(text, "v w", "v")]
    squares = close_reading.cooccurrence(texts, codes, names=names, n_permutations=50).plot()
    assert len(set(squares.data[0].x)) == len(set(squares.data[0].y)) == 2
    assert len(rows_of(close_reading.theme_keyness(texts, codes, "g", names=names, n_resamples=50).plot("a"))) == 2
    assert len({box.name for box in close_reading.dispersion(texts, codes, names=names).plot().data}) == 2


@given(st.lists(st.text(alphabet="ab<&2() ", min_size=1, max_size=60), unique=True, max_size=8), st.text(max_size=60))
def test_every_row_has_its_own_label(keys: list[str], name: str) -> None:
    for names in (None, dict.fromkeys(keys, name)):
        labels = row_labels([*keys, *keys], names)
        assert list(labels) == keys
        assert len(set(labels.values())) == len(keys)
        assert all(len(unescape(label)) <= 36 for label in labels.values())


def test_groups_that_are_not_shown_are_told(write: Write) -> None:
    pytest.importorskip("plotly")
    texts = [write(["bed rooster"], str(n), g=f"groep {n}") for n in range(8)]
    found = close_reading.keyness(texts, "g", min_count=1, n_resamples=50)
    assert "6 van de 8 groepen; noem er een: plot('groep 6')" in found.plot().layout.title.text
    assert "groepen" not in found.plot("groep 7").layout.title.text
    assert "6 van de 8 groepen" in keyness_html(found)
    assert "maar 1 document hier" in keyness_html(found)


def test_bars_without_an_interval_are_pale_and_say_so(write: Write) -> None:
    pytest.importorskip("plotly")
    texts = [write(["bed rooster" if n else "krijt"], str(n), g="a" if n < 6 else "b") for n in range(9)]
    found = close_reading.keyness(texts, "g", min_count=1, n_resamples=50)
    bars = found.plot().data[0]
    assert all(opacity < 1 for opacity in bars.marker.opacity)
    assert bars.error_x.array is None
    assert "te weinig voor een interval" in found.plot().layout.annotations[0].text
    more = [*texts, *(write(["bed"], f"meer {n}", g="b") for n in range(3))]
    sure = close_reading.keyness(more, "g", min_count=1, n_resamples=50).plot().data[0]
    assert sure.error_x.array is not None


def test_titles_tell_how_was_counted(write: Write, code: Code) -> None:
    pytest.importorskip("plotly")
    texts = [write(["bed rooster", "rooster"], str(n), g="ab"[n % 2]) for n in range(4)]
    codes = [one for text in texts for one in code(text, "v w", "v")]
    few = {"n_permutations": 20}

    def title(result: Any) -> str:
        return str(result.plot().layout.title.text)

    assert "samen voorkomen in zinnen<" in title(close_reading.cooccurrence(texts, codes))
    assert "samen voorkomen in documenten<" in title(close_reading.cooccurrence(texts, codes, unit="document", **few))
    near = title(close_reading.cooccurrence(texts, codes, distance=1, weighted=True, **few))
    assert "hooguit 1 zin uit elkaar" in near
    assert "naar hun score" in near
    assert "even zwaar" not in near
    assert "even zwaar" in title(close_reading.cooccurrence(texts, codes, weighting="documents", **few))
    assert "hooguit 2 zinnen zonder thema" in title(close_reading.theme_sequences(texts, codes, max_gap=2, **few))
    assert "ertussen" not in title(close_reading.theme_sequences(texts, codes, max_gap=None, **few))
    for how, told in (("length", False), ("documents", True)):
        words = close_reading.keyness(texts, "g", weighting=how, min_count=1, n_resamples=0)  # type: ignore[arg-type]
        themes = close_reading.theme_keyness(texts, codes, "g", weighting=how, n_resamples=0)  # type: ignore[arg-type]
        marks = close_reading.words_of_theme(
            texts,
            codes,
            "w",
            weighting=how,
            min_count=1,
            n_resamples=0,  # type: ignore[arg-type]
        )
        assert [("even zwaar" in title(one)) for one in (words, themes, marks)] == [told] * 3


def test_cells_that_are_not_sure_or_hardly_expected_are_pale(write: Write, code: Code) -> None:
    pytest.importorskip("plotly")
    texts = [write([f"zin {n}" for n in range(5)], str(n)) for n in range(8)]
    codes = [one for text in texts for one in code(text, "v w", "", "x", "", "")]
    result = close_reading.cooccurrence(texts, codes)
    full, pale = result.plot().data
    assert full.opacity == 1 > pale.opacity
    # v and w meet eight times where chance gives 1.6; x meets neither, and q is not small.
    assert np.isfinite(full.z).sum() == 2
    assert np.isfinite(pale.z).sum() == 4
    assert (np.isfinite(full.z) & np.isfinite(pale.z)).sum() == 0
    rare = replace(result, table=result.table.assign(expected=0.5)).plot().data
    assert np.isfinite(rare[0].z).sum() == 0
    assert "bleek" in result.plot().layout.title.text


def test_of_one_document_no_spread_is_told(write: Write, code: Code) -> None:
    pytest.importorskip("plotly")
    text = write(["bed rooster", "rooster"], "a")
    assert close_reading.dispersion([text], code(text, "v", "")).plot().data[0].name == "v (1 document)"


def test_a_figure_without_words_says_why(write: Write) -> None:
    pytest.importorskip("plotly")
    texts = [write(["eigen rooster", "soep rooster", "soep bord soep"], str(n)) for n in range(2)]
    with pytest.raises(QueryError, match=r"minstens 9 keer.*min_count=1"):
        close_reading.collocations(texts, "rooster", min_count=9).plot()
    less = close_reading.collocations(texts, "bord", window=1, min_count=1, n_resamples=0)
    assert less.plot().data
    with pytest.raises(QueryError, match=r"vaker bij 'bord' dan elders.*min_count dan 1"):
        replace(less, table=less.table.assign(log_ratio=-1.0)).plot()
    alone = close_reading.collocations([write(["eigen rooster"], "a")], "rooster", min_count=1)
    with pytest.raises(QueryError, match="kleiner window"):
        alone.plot()


def test_without_plotly_the_extra_is_named(results: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "find_spec", lambda module: None)
    for result in results.values():
        with pytest.raises(MissingExtraError, match=r"praktijkkennis\[plots\]"):
            result.plot()


def test_bars_of_keyness_that_are_not_sure_are_pale(write: Write) -> None:
    pytest.importorskip("plotly")
    texts = [
        write(
            ["bed bed bed bed bed soep", "rooster" if n % 2 else "plank plank plank plank plank"], str(n), g="ab"[n % 2]
        )
        for n in range(12)
    ]
    found = close_reading.keyness(texts, "g", min_count=1, n_resamples=50)
    figure = found.plot("a")
    (bars,) = figure.data
    q = found.table[found.table["group"] == "a"].set_index("item")["q"]
    opacity = dict(zip(bars.y, bars.marker.opacity, strict=True))
    assert (q["plank"] < 0.001, q["soep"] > 0.05) == (True, True)
    assert opacity["plank"] == 1
    assert opacity["soep"] < 1
    assert "bleek: niet zeker (q ≥ 0,05)" in figure.layout.title.text
    assert set(found.plot("a", level=0.0).data[0].marker.opacity) == {opacity["soep"]}
