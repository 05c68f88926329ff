from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from praktijkkennis import close_reading, errors
from praktijkkennis.close_reading.charts import agreement_figure
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import MissingExtraError, QueryError
from praktijkkennis.evaluation import agreement, coding_from_records

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


def test_agreement_with_its_intervals() -> None:
    pytest.importorskip("plotly")
    codes = {"A": [[0, "los", None]], "B": [[0, "los", None], [1, "zelf", None]]}
    records = [{"id": str(n), "text": "Een. Twee.", "sentences": [[0, 4], [5, 10]], "codes": codes} for n in range(4)]
    figure = json.loads(agreement_figure(agreement(coding_from_records(records), n_resamples=50)).to_json())
    assert [trace["name"] for trace in figure["data"]] == ["A en B"]
    assert "alle thema’s" in figure["data"][0]["y"]
    assert len(figure["layout"]["shapes"]) == 2
