from __future__ import annotations

import errno
import os

import pytest

from praktijkkennis.errors import MissingExtraError, reason_of, require_extra


def test_missing_extra_names_the_command() -> None:
    with pytest.raises(MissingExtraError, match=r'pip install "praktijkkennis\[e5\]"'):
        require_extra("een_pakket_dat_niet_bestaat", "e5")


def test_present_extra_passes() -> None:
    require_extra("json", "e5")


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.ENOTDIR, errno.EEXIST])
def test_what_the_system_refuses_is_told_in_dutch(number: int) -> None:
    reason = reason_of(OSError(number, os.strerror(number)))
    assert reason
    assert reason != os.strerror(number)


def test_a_reason_without_words_keeps_those_of_the_system() -> None:
    assert reason_of(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert reason_of(OSError("zomaar")) == "zomaar"
