"""Readers of subtitles and automatic transcripts: .vtt and .srt."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.turns import split_label, transcript_labels
from praktijkkennis.document import Turn
from praktijkkennis.errors import ReadError

if TYPE_CHECKING:
    from webvtt.models import Caption

_PAUSE = 3
"""Seconds of silence after which a text without speakers goes on at a new line."""


@dataclass(frozen=True, slots=True)
class _Utterance:
    speaker: str
    lines: tuple[str, ...]
    start: int
    end: int


def read_vtt(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read WebVTT: what one speaker says in successive cues becomes one line ``Naam: tekst``.

    Raises
    ------
    ReadError
        When there is no cue with text in the file.
    """
    return [_transcript(decode(data), "vtt")]


def read_srt(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read SubRip, in the same way as :func:`read_vtt`."""
    return [_transcript(decode(data), "srt")]


def _transcript(text: str, kind: str) -> RawText:
    import webvtt
    from webvtt.errors import MalformedFileError

    try:
        captions = webvtt.from_buffer(io.StringIO(text), format=kind)
    except MalformedFileError:
        raise ReadError(f"Dit is geen geldig .{kind}-bestand; hernoem het naar .txt als het gewone tekst is.") from None
    utterances = list(
        _without_repeats(_with_labels([part for caption in captions.captions for part in _voices(caption)]))
    )
    if not utterances:
        raise ReadError("In dit ondertitelbestand staat geen tekst; laat het weg of maak het opnieuw.")
    return _joined(utterances)


def _voices(caption: Caption) -> Iterator[_Utterance]:
    """Split a cue at its voice tags: some programs put two speakers into one cue."""
    from webvtt.models import Caption

    pieces = Caption.VOICE_SPAN_PATTERN.split(caption.raw_text)
    speakers = ["", *pieces[1::2]]
    for speaker, piece in zip(speakers, pieces[0::2], strict=True):
        plain = html.unescape(Caption(text=piece).text) if piece.strip() else ""
        lines = tuple(" ".join(line.split()) for line in plain.split("\n") if line.strip())
        if lines:
            name = " ".join(html.unescape(speaker).split())
            yield _Utterance(name, lines, caption.start_in_seconds, caption.end_in_seconds)


def _with_labels(utterances: list[_Utterance]) -> Iterator[_Utterance]:
    """Take ``Naam:`` at the begin of a line as the speaker, where no voice tag names one."""
    labels = transcript_labels("\n".join(line for item in utterances if not item.speaker for line in item.lines))
    current = ""
    for item in utterances:
        if item.speaker or not labels:
            yield item
            continue
        for line in item.lines:
            label, rest = split_label(line)
            if label in labels:
                current, line = label, rest
            if line:
                yield _Utterance(current, (line,), item.start, item.end)


def _without_repeats(utterances: Iterable[_Utterance]) -> Iterator[_Utterance]:
    """Drop the lines that rolling captions show again, and lines that merely grow."""
    last: _Utterance | None = None
    held: _Utterance | None = None
    for item in utterances:
        # Two people may well say the same; only one speaker's words roll up the screen.
        shown = last.lines if last is not None and last.speaker == item.speaker else ()
        fresh = tuple(line for line in item.lines if line not in shown)
        last = item
        if not fresh:
            continue
        if held is not None:
            if held.speaker == item.speaker and fresh[0].startswith(held.lines[-1] + " "):
                if held.lines[:-1]:
                    yield _Utterance(held.speaker, held.lines[:-1], held.start, held.end)
            else:
                yield held
        held = _Utterance(item.speaker, fresh, item.start, item.end)
    if held is not None:
        yield held


def _joined(utterances: list[_Utterance]) -> RawText:
    pieces: list[str] = []
    turns: list[Turn] = []
    length = 0
    previous: _Utterance | None = None
    for item in utterances:
        if previous is not None and _goes_on(previous, item):
            lead = " "
        else:
            lead = ("\n" if previous else "") + (f"{item.speaker}: " if item.speaker else "")
        words = " ".join(item.lines)
        start, length = length + len(lead), length + len(lead) + len(words)
        pieces += (lead, words)
        if item.speaker and lead == " ":
            turns[-1] = Turn(turns[-1].start, length, item.speaker)
        elif item.speaker:
            turns.append(Turn(start, length, item.speaker))
        previous = item
    return RawText("".join(pieces), turns=tuple(turns))


def _goes_on(previous: _Utterance, item: _Utterance) -> bool:
    if item.speaker or previous.speaker:
        return item.speaker == previous.speaker
    return item.start - previous.end < _PAUSE or not previous.lines[-1].endswith((".", "?", "!", "…"))
