from __future__ import annotations

import json

import pytest

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import agreement, coding_from_records
from praktijkkennis.evaluation.figures import agreement_figure


def test_agreement_with_its_intervals() -> None:
    pytest.importorskip("plotly")
    codes = {"A": [[0, "los", None]], "B": [[0, "los", None], [1, "zelf", None]]}
    records = [{"id": str(n), "text": "Een. Twee.", "sentences": [[0, 4], [5, 10]], "codes": codes} for n in range(4)]
    table = agreement(coding_from_records(records), n_resamples=50)
    figure = json.loads(agreement_figure(table).to_json())
    assert [trace["name"] for trace in figure["data"]] == ["A en B"]
    assert "alle thema’s" in figure["data"][0]["y"]
    assert len(figure["layout"]["shapes"]) == 2
    with pytest.raises(CodingError, match="Kies 'f1'"):
        agreement_figure(table, "iets")


def test_themes_with_long_names_that_begin_alike_have_rows_of_their_own() -> None:
    pytest.importorskip("plotly")
    codes = {"A": [[0, "a", None], [1, "b", None]], "B": [[0, "a", None], [1, "b", None]]}
    records = [{"id": str(n), "text": "Een. Twee.", "sentences": [[0, 4], [5, 10]], "codes": codes} for n in range(3)]
    names = {key: "Eigenaarschap en de nieuwe rol van iedereen die hier werkt: " * 2 + key for key in "ab"}
    figure = json.loads(
        agreement_figure(agreement(coding_from_records(records), n_resamples=20), names=names).to_json()
    )
    assert len(set(figure["data"][0]["y"])) == 3
