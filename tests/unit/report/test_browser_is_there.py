"""Tests in a browser may be left out at somebody's desk, not in continuous integration."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def without_browser(pytestconfig: pytest.Config) -> Any:
    """What the shared fixture does where no browser is."""
    plugins = pytestconfig.pluginmanager.get_plugins()
    return next(one.without_browser for one in plugins if hasattr(one, "without_browser"))


@pytest.mark.parametrize("value", [None, "", "0", "false"])
def test_at_a_desk_a_test_without_browser_is_skipped(
    without_browser: Any, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("PRAKTIJKKENNIS_ALL_TESTS", raising=False)
    if value is not None:
        monkeypatch.setenv("PRAKTIJKKENNIS_ALL_TESTS", value)
    with pytest.raises(pytest.skip.Exception, match="no Chromium"):
        without_browser("no Chromium")


@pytest.mark.parametrize("value", ["1", "true"])
def test_in_continuous_integration_it_fails(without_browser: Any, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PRAKTIJKKENNIS_ALL_TESTS", value)
    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        without_browser("no Chromium")
