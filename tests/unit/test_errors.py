from __future__ import annotations

import pytest

from praktijkkennis.errors import MissingExtraError, require_extra


def test_missing_extra_names_the_command() -> None:
    with pytest.raises(MissingExtraError, match=r'pip install "praktijkkennis\[e5\]"'):
        require_extra("een_pakket_dat_niet_bestaat", "e5")


def test_present_extra_passes() -> None:
    require_extra("json", "e5")
