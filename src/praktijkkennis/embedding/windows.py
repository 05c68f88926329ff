"""How the sentences of a document are laid in windows, so that an encoder sees each among its neighbours.

Neighbouring windows overlap by two sentences; of these the first is taken from the earlier window and the second from
the later one, so that no sentence but the first and last of a document stands at an edge. Every token is run about
once, hence it costs little more than sentences one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OVERLAP = 2
"""Sentences that two windows have in common."""


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences that are encoded together.

    Attributes
    ----------
    first, end : int
        Places of the first sentence, and after the last.
    kept_first, kept_end : int
        Places of those whose vectors are taken from this window.
    """

    first: int
    end: int
    kept_first: int
    kept_end: int


def lay_windows(lengths: Sequence[int], most: int) -> list[Window]:
    """Divide a document over windows.

    Parameters
    ----------
    lengths : sequence of int
        Tokens of each sentence, in order, with whatever closes it.
    most : int
        Tokens that fit in a window. A longer sentence gets a window of its own.

    Returns
    -------
    list of Window
        Every sentence is kept exactly once, in order.
    """
    windows: list[Window] = []
    first = kept = 0
    while kept < len(lengths):
        end, filled = first, 0
        while end < len(lengths) and (end <= kept or filled + lengths[end] <= most):
            filled += lengths[end]
            end += 1
        while filled > most and first < kept:
            filled -= lengths[first]
            first += 1
        last = end == len(lengths)
        following = end if last or end - kept <= OVERLAP else end - OVERLAP + 1
        windows.append(Window(first, end, kept, following))
        first, kept = max(first, following - 1), following
    return windows
