"""Sentence boundaries in Dutch running text, by punctuation, capitals and a list of abbreviations.

Two libraries that know Dutch (pysbd, sentencex) were tried first; both cut at everyday abbreviations
(``mevr.``, ``d.w.z.``, ``jl.``) or miss ``'s Morgens``. The boundary is the unit of coding here, so the rules
are our own; the parser of the pipeline has no say in it, and a document is cut alike whatever pipeline is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from praktijkkennis.document import Document, Span, Turn
from praktijkkennis.preprocessing.abbreviations import kind_of
from praktijkkennis.preprocessing.blocks import Layout, iter_blocks, layout_of
from praktijkkennis.preprocessing.boundaries import split_block

# Only from the start of a word: a blob of data without white space must not take minutes.
_AFTER_STOP = re.compile(r"(?<![^\s.!?])([^\s.!?]++)[.!?]\s++(?=([^\W\d_]))")
_FEWEST_LOWER, _FEWEST_LOWER_LINES = 3, 5
_MOSTLY = 1.5


def split_sentences(document: Document) -> Iterator[Span]:
    """Yield the sentences of a document in order of appearance.

    Headings, bullets, table cells and speaker turns are sentences too; labels of speakers belong to none.
    No sentence crosses the border of a turn or of a stretch of residue: a sentence in which a page number or
    running header stands becomes two, since with these words in it it could not be quoted or coded.

    Parameters
    ----------
    document : Document
        With turns and residue already recognised.

    Yields
    ------
    Span
        Not overlapping, without surrounding white space, with at least one letter or digit.
    """
    text = document.text
    layout = layout_of(text)
    stretches = list(_stretches(document))
    layout = replace(layout, sloppy=_is_sloppy(text, stretches, replace(layout, sloppy=True)))
    for start, end in stretches:
        for block in iter_blocks(text, start, end, layout):
            yield from split_block(text, block, sloppy=layout.sloppy)


def _stretches(document: Document) -> Iterator[tuple[int, int]]:
    """Cut the text at borders of turns and residue, and leave the labels of speakers out."""
    labels = list(_labels(document.text, document.turns))
    cuts = {0, len(document.text)}.union(*labels)
    for span in (*document.turns, *document.residue):
        cuts.update((span.start, span.end))
    index = 0
    for start, end in pairwise(sorted(cuts)):
        while index < len(labels) and labels[index][1] <= start:
            index += 1
        if index == len(labels) or start < labels[index][0]:
            yield start, end


def _labels(text: str, turns: Iterable[Turn]) -> Iterator[tuple[int, int]]:
    """Yield where the label of each turn stands: before its words on the same line, or by itself on a line above."""
    previous = 0
    for turn in sorted(turns, key=lambda turn: turn.start):
        start = max(previous, text.rfind("\n", 0, turn.start) + 1)
        if not text[start : turn.start].strip():
            end = previous + len(text[previous:start].rstrip())
            above = max(previous, text.rfind("\n", 0, end) + 1)
            if _names_only(" ".join(text[above:end].split()), turn.speaker):
                start = above
        if start < turn.start:
            yield start, turn.start
        previous = max(previous, turn.end)


def _names_only(line: str, speaker: str) -> bool:
    """Tell whether a line holds a name and no other words (a time, a number or a colon may stand beside it)."""
    before, name, after = line.partition(speaker)
    return bool(name) and not any(character.isalpha() for character in before + after)


def _is_sloppy(text: str, stretches: Iterable[tuple[int, int]], layout: Layout) -> bool:
    """Tell whether the writer uses no capitals: then a small letter after a full stop starts a sentence.

    Someone who types so often leaves the stops out as well, so the lines count too; not those that a bullet or
    the width of the paper starts.
    """
    lower = upper = 0
    for match in _AFTER_STOP.finditer(text):
        if kind_of(match[1]) is None and len(match[1]) > 1:
            lower, upper = lower + match[2].islower(), upper + match[2].isupper()
    if lower >= _FEWEST_LOWER and lower > upper:
        return True
    for start, end in stretches:
        for block in iter_blocks(text, start, end, layout):
            line_start = max(start, text.rfind("\n", 0, block.start) + 1)
            if not text[line_start : block.start].strip():
                first = text[block.start]
                lower, upper = lower + first.islower(), upper + first.isupper()
    return lower >= _FEWEST_LOWER_LINES and lower > _MOSTLY * upper
