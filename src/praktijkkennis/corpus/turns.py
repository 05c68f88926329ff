"""Speaker turns in a transcript or interview: who says which stretch of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from praktijkkennis.corpus.lexicon import phrases
from praktijkkennis.document import Turn

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = rf"(?:[\[(]\s*{_TIME}(?:\s*(?:-|–|-->)\s*{_TIME})?\s*[\])]|{_TIME}(?:\s*(?:-|–|-->)\s*{_TIME})?)"
_WORD = r"(?:[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.-])*|\d{1,2}|[A-Z]\d{1,2})"
_SMALL = r"(?:de|den|der|van|vd|v\.d\.|ter|ten|te|het|'t|’t|in|op|la|le|el|al|von|du|d'|y|ibn|ben)"
_ROLE = (
    r"(?:interviewer|geïnterviewde|geinterviewde|interviewster|respondent|deelnemer|spreker|speaker|moderator"
    r"|gespreksleider|begeleider|coach|coachee|facilitator|trainer|vraagsteller|cliënt|client|persoon|stem|participant"
    r"|collega|medewerker|teamlid|bewoner|docent|student|ik|vraag|antwoord|q|a|v)"
)
_PSEUDONYM = r"\[Persoon \d{1,4}\]"
_LABEL = (
    rf"(?:{_PSEUDONYM}|{_ROLE}(?:\s?[A-Z]?\d{{0,2}})|{_WORD}(?:\s+(?:{_WORD}|{_SMALL})){{0,5}})"
    r"(?:\s*\([^()\n]{1,40}\))?"
)
_LINE = re.compile(
    rf"(?:\*\*)?(?:{_STAMP}\s*[-–|]?\s*)?(?:\*\*)?(?P<label>(?i:{_ROLE}(?:\s?[a-z]?\d{{0,2}}))(?=[\s*:(\[])|{_LABEL})"
    rf"(?:\*\*)?(?:\s*{_STAMP})?\s*:(?:\*\*)?(?P<gap>[ \t]+|$)"
)
# Teams and other programs write the name and the time on a line of their own, without a colon.
_HEADING = re.compile(rf"(?:\*\*)?(?P<label>{_LABEL})(?:\*\*)?\s+{_STAMP}\s*$")

_ROLE_LABEL = re.compile(rf"(?:{_ROLE}|[irpd])\s?[a-z]?\d{{0,2}}", re.IGNORECASE)
_NUMBERED = re.compile(r".*[^\W\d_]{2,}\s?\d{1,2}")
_NUMBERED_QUESTION = re.compile(r"(?P<word>vraag|antwoord)\s?\d{1,2}", re.IGNORECASE)
_ASKS = re.compile(r"(?:interviewer|interviewster|vraagsteller|gespreksleider|moderator|vraag|[ivq])\s?\d{0,2}", re.I)
_PRESENT = frozenset({"aanwezig", "aanwezigen", "deelnemers"})
"""Labels of minutes behind which stands who is there."""

_FULL_NAMES = 3
"""Labels of a first name and a surname that make a transcript, though each is there once."""

_QUESTION, _ANSWER = frozenset({"vraag", "v", "q"}), frozenset({"antwoord", "a"})

# "Van:" heads an e-mail, "Van der Berg:" speaks; "Slot:" ends minutes, "Jan Slot:" speaks.
_PARTICLES = frozenset({"van", "in", "op", "aan"})
_ALSO_SURNAMES = frozenset({"slot", "kern", "mei", "maart", "sterk", "dag", "plan", "boek", "bron", "wijze"})


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line that begins as a turn might: its label, where the words begin, and whether there are none on it."""

    label: str
    line_start: int
    words_start: int
    alone: bool = False


def find_turns(text: str) -> tuple[Turn, ...]:
    """Find who speaks where, in a text whose lines begin with the name of the speaker.

    A text is a transcript when at least two labels that may be people alternate, or three are a first name with a
    surname; single words before a colon (``Actie:``, ``Conclusie:``) do not make it one. A turn runs to the next label
    and may span lines; neither the label nor a time stamp beside it is part of the turn.

    Parameters
    ----------
    text : str
        The text of a document.

    Returns
    -------
    tuple of Turn
        In order, not overlapping; empty when the text is no transcript.
    """
    speakers = transcript_labels(text)
    if not speakers:
        return ()
    turns: list[Turn] = []
    marks = [*_labelled_lines(text), _Labelled("", len(text), len(text))]
    for mark, following in pairwise(marks):
        if mark.label not in speakers:
            continue
        end = following.line_start
        words = text[mark.words_start : end]
        start = mark.words_start + len(words) - len(words.lstrip())
        end = mark.words_start + len(words.rstrip())
        if start < end:
            turns.append(Turn(start, end, mark.label))
    return tuple(turns)


def transcript_labels(text: str) -> frozenset[str]:
    """Labels that name speakers in this text; empty when it is no transcript."""
    labelled = list(_labelled_lines(text))
    marks = [mark for mark in labelled if _may_speak(mark.label)]
    counts = Counter(mark.label for mark in marks)
    recurring = {label for label, count in counts.items() if count > 1}
    full = _full_names(counts)
    # Who speaks once in minutes is not the author of them.
    if len(full) >= _FULL_NAMES or recurring & full:
        recurring |= full
    if recurring:
        present = _present(text, labelled)
        recurring |= {label for label in counts if set(_words(label)) <= present}
    asking = {label for label in counts if _ASKS.fullmatch(label)}
    # "V:" or "A:" by itself is a list; as question and answer they are speakers.
    letters = {label.casefold() for label in counts} & (_QUESTION | _ANSWER)
    lone_letters = len(letters) == len(counts) and not (letters & _QUESTION and letters & _ANSWER)
    total = sum(counts.values())
    if len(counts) < 2 or lone_letters or not (recurring or asking) or (total < 3 and not asking):
        return frozenset()
    filled_lines = sum(1 for line in text.split("\n") if line.strip())
    if not asking and total < filled_lines / 12:
        return frozenset()
    # Where nearly every line has a label, or stands under one, someone who speaks once is a speaker too.
    if total + sum(mark.alone for mark in marks) >= 0.6 * filled_lines:
        return frozenset(counts)
    answering = {second.label for first, second in pairwise(marks) if first.label in asking}
    return frozenset(recurring | asking | answering | {label for label in counts if _ROLE_LABEL.fullmatch(label)})


def split_label(line: str) -> tuple[str, str]:
    """Split one line into its label and the words after it; the label is empty when there is none."""
    match = _LINE.match(line)
    if match is None:
        return "", line
    return _clean(match["label"]), line[match.end() :].strip()


def _labelled_lines(text: str) -> Iterator[_Labelled]:
    position = 0
    for line in text.split("\n"):
        # A label stands in the first part of a line; long lines need not be searched.
        head = line.lstrip(" \t")[:160]
        indent = len(line) - len(line.lstrip(" \t"))
        match = _LINE.match(head) or (_HEADING.match(head) if len(line) < 100 else None)
        if match is not None:
            alone = not line[indent + match.end() :].strip()
            yield _Labelled(_clean(match["label"]), position, position + indent + match.end(), alone)
        position += len(line) + 1


def _clean(label: str) -> str:
    label = " ".join(label.split())
    # The number counts questions, not people.
    numbered = _NUMBERED_QUESTION.fullmatch(label)
    return numbered["word"] if numbered else label


def _present(text: str, labelled: Sequence[_Labelled]) -> frozenset[str]:
    """Give the words of the lines that say who is there, in lower case."""
    lines = (text[one.words_start :].partition("\n")[0] for one in labelled if one.label.casefold() in _PRESENT)
    return frozenset(word for line in lines for word in _words(line))


def _words(text: str) -> list[str]:
    """Give the words of a label without what stands in brackets, or of a line, in lower case."""
    return re.findall(r"[^\W\d_][\w'’-]*", re.sub(r"\([^()]*\)", " ", text).casefold())


def _full_names(labels: Iterable[str]) -> set[str]:
    """Give the labels of a first name and a surname; "Wijk Oost" and "Wijk West" are no people."""
    named = [label for label in labels if not (_ROLE_LABEL.fullmatch(label) or any(map(str.isdigit, label)))]
    full = [label for label in named if len(_words(label)) > 1]
    begins = Counter(_words(label)[0] for label in full)
    return {label for label in full if begins[_words(label)[0]] == 1}


def _may_speak(label: str) -> bool:
    words = re.split(r"[\s(]+", label.casefold())
    no_speakers = phrases("no_speakers")
    first, last = words[0], words[-1].rstrip(")")
    if len(words) > 1 and first in _PARTICLES:
        first = words[1]
    # "Fase 2:" and "Team 3:" head a passage; "Spreker 2:" speaks.
    if label[0].isdigit() or (_NUMBERED.fullmatch(label) and not _ROLE_LABEL.fullmatch(label)):
        return False
    return not (first in no_speakers or (last in no_speakers and last not in _ALSO_SURNAMES))
