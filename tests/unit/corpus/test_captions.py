from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VTT = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Anja de Vries>Goedemorgen allemaal.</v>

00:00:03.000 --> 00:00:05.000
<v Anja de Vries>We beginnen &amp; kijken <i>terug</i>.</v>

00:00:06.000 --> 00:00:08.000
<v Piet>Dank je.</v>
<v Anja de Vries>Graag gedaan.</v>
"""

SRT = """1
00:00:01,000 --> 00:00:03,000
Interviewer: Hoe ging het?

2
00:00:03,000 --> 00:00:05,000
Anja: We lieten los.

3
00:00:05,000 --> 00:00:06,000
Dat was wennen: echt.

4
00:00:06,500 --> 00:00:08,000
Interviewer: En toen?
"""

ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
we maken zelf

00:00:02.000 --> 00:00:04.000
we maken zelf
het rooster

00:00:04.000 --> 00:00:06.000
het rooster
en dat gaat goed.

00:00:12.000 --> 00:00:14.000
Na een stilte.
"""


def _turns(document: object) -> list[tuple[str, str]]:
    return [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns]


def test_vtt_voices(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not failures
    document = documents["a.vtt"]
    assert document.text.split("\n") == [
        "Anja de Vries: Goedemorgen allemaal. We beginnen & kijken terug.",
        "Piet: Dank je.",
        "Anja de Vries: Graag gedaan.",
    ]
    assert _turns(document) == [
        ("Anja de Vries", "Goedemorgen allemaal. We beginnen & kijken terug."),
        ("Piet", "Dank je."),
        ("Anja de Vries", "Graag gedaan."),
    ]
    assert [document.text[span.start : span.end] for span in document.residue] == [
        "Anja de Vries:",
        "Piet:",
        "Anja de Vries:",
    ]


def test_srt_labels(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.srt").write_bytes(SRT.replace("\n", "\r\n").encode("cp1252"))
    documents, failures = read(tmp_path)
    assert not failures
    assert _turns(documents["a.srt"]) == [
        ("Interviewer", "Hoe ging het?"),
        ("Anja", "We lieten los. Dat was wennen: echt."),
        ("Interviewer", "En toen?"),
    ]


def test_rolling_captions_are_written_once(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.vtt").write_text(ROLLING, encoding="utf-8")
    documents, _ = read(tmp_path)
    assert documents["a.vtt"].text == "we maken zelf het rooster en dat gaat goed.\nNa een stilte."
    assert documents["a.vtt"].turns == ()


def test_growing_captions_are_written_once(tmp_path: Path, read: Callable[..., Any]) -> None:
    cues = ["we", "we maken", "we maken zelf"]
    text = "WEBVTT\n\n" + "".join(f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{cue}\n\n" for n, cue in enumerate(cues))
    (tmp_path / "a.vtt").write_text(text, encoding="utf-8")
    documents, _ = read(tmp_path)
    assert documents["a.vtt"].text == "we maken zelf"


def test_two_people_may_say_the_same(tmp_path: Path, read: Callable[..., Any]) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anja>Ja.\n\n00:02.000 --> 00:03.000\n<v Piet>Ja.\n"
    (tmp_path / "a.vtt").write_text(text, encoding="utf-8")
    documents, _ = read(tmp_path)
    assert documents["a.vtt"].text == "Anja: Ja.\nPiet: Ja."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.vtt", "Gewone tekst.\n", "geen geldig .vtt"),
        ("a.srt", "Gewone tekst.\n", "geen geldig .srt"),
        ("b.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n\n", "geen tekst"),
    ],
)
def test_captions_without_text(tmp_path: Path, read: Callable[..., Any], name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content)
    documents, failures = read(tmp_path)
    assert not documents
    assert reason in failures[name]
