from __future__ import annotations

import pytest

from praktijkkennis.notebook.progress import progress_bars


def test_bars_of_stages(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars(True) as tell:
        tell("Lezen", 1, None)
        tell("Coderen", 2, 4)
        tell("Coderen", 4, 4)
    err = capsys.readouterr().err
    assert "Lezen" in err
    assert "4/4" in err


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars() as tell:
        tell("Lezen", 1, None)
    assert capsys.readouterr().err == ""
