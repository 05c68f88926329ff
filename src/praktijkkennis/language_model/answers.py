"""From what a model says to codes, or to a list of what is wrong with it; nothing a model says goes any further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from praktijkkennis.document import STANCES, Sentence, Span, Stance
from praktijkkennis.language_model.client import AnswerFault
from praktijkkennis.language_model.quotes import find_quote
from praktijkkennis.language_model.replies import json_object_in
from praktijkkennis.language_model.windows import Window

_MOST_FAULTS = 8
_LONGEST_SHOWN = 60
_LONGEST_REASON = 200


class _Code(BaseModel):
    thema: str
    houding: str
    citaat: str
    reden: str = ""


class _Sentence(BaseModel):
    nr: int
    codes: list[_Code]


class _Answer(BaseModel):
    zinnen: list[_Sentence]


@dataclass(frozen=True, slots=True)
class ModelCode:
    """One theme that a model gives to one sentence.

    Attributes
    ----------
    sentence : Sentence
        The sentence of the document.
    theme : str
        A key of the codebook.
    stance : {"versterkend", "belemmerend", "neutraal"}
        As the model says.
    quote : Span
        The words that it rests on, in the document.
    reason : str
        What the model says of it, on one line of at most 200 characters; may be empty.
    """

    sentence: Sentence
    theme: str
    stance: Stance
    quote: Span
    reason: str


def read_codes(text: str, window: Window, themes: Collection[str]) -> tuple[ModelCode, ...]:
    """Read the codes in an answer.

    Parameters
    ----------
    text : str
        What a model said.
    window : Window
        What it was asked about.
    themes : collection of str
        Keys of the codebook.

    Returns
    -------
    tuple of ModelCode
        In order of sentence, then as the model gave them.

    Raises
    ------
    AnswerFault
        With what is wrong, in Dutch: no JSON, keys missing, unknown themes or stances, numbers that do not exist, are
        missing or come twice, a theme twice on one sentence, quotes that are not in their sentence.
    """
    answer = _parsed(text)
    faults: list[str] = [*_number_faults(answer, len(window.sentences))]
    codes: list[ModelCode] = []
    for one in sorted(answer.zinnen, key=lambda one: one.nr):
        if not 1 <= one.nr <= len(window.sentences):
            continue
        sentence = window.sentences[one.nr - 1]
        seen: set[str] = set()
        for code in one.codes:
            found = _code(code, one.nr, sentence, window, themes, seen)
            seen.add(code.thema)
            if isinstance(found, str):
                faults.append(found)
            else:
                codes.append(found)
    if faults:
        more = [f"En nog {len(faults) - _MOST_FAULTS} fouten."] if len(faults) > _MOST_FAULTS else []
        raise AnswerFault(" ".join([*faults[:_MOST_FAULTS], *more]))
    return tuple(codes)


def _parsed(text: str) -> _Answer:
    found = json_object_in(text, "zinnen")
    if found is None:
        missing = "Er staat geen volledig JSON-object met de sleutel 'zinnen' in het antwoord."
        raise AnswerFault(missing if text.strip() else "Het antwoord is leeg.")
    try:
        return _Answer.model_validate(found)
    except ValidationError as cause:
        first = cause.errors()[0]
        place = " > ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        what = "ontbreekt" if first["type"] == "missing" else "heeft niet de goede vorm"
        raise AnswerFault(f"De sleutel '{place}' {what}.") from cause


def _number_faults(answer: _Answer, n_sentences: int) -> Iterator[str]:
    numbers = Counter(one.nr for one in answer.zinnen)
    for number in sorted(numbers):
        if not 1 <= number <= n_sentences:
            yield f"Zin {number} bestaat niet; de nummers zijn 1 tot en met {n_sentences}."
        elif numbers[number] > 1:
            yield f"Zin {number} komt meer dan één keer voor."
    missing = sorted(set(range(1, n_sentences + 1)) - numbers.keys())
    if missing:
        yield f"Deze nummers ontbreken: {', '.join(map(str, missing))}."


def _code(
    code: _Code, nr: int, sentence: Sentence, window: Window, themes: Collection[str], seen: Collection[str]
) -> ModelCode | str:
    """Check one code; the fault in words when it is no good."""
    if code.thema not in themes:
        return f"Zin {nr}: het thema '{_shown(code.thema)}' staat niet in het codeboek."
    if code.thema in seen:
        return f"Zin {nr}: het thema '{code.thema}' staat er twee keer."
    stance = next((stance for stance in STANCES if stance == code.houding), None)
    if stance is None:
        return f"Zin {nr}: de houding '{_shown(code.houding)}' bestaat niet; kies uit {', '.join(STANCES)}."
    place = find_quote(window.document.text_of(sentence), code.citaat)
    if place is None:
        return f"Zin {nr}: het citaat '{_shown(code.citaat)}' staat niet letterlijk in die zin."
    quote = Span(sentence.start + place[0], sentence.start + place[1])
    return ModelCode(sentence, code.thema, stance, quote, _one_line(code.reden, _LONGEST_REASON))


def _shown(text: str) -> str:
    return _one_line(text, _LONGEST_SHOWN)


def _one_line(text: str, longest: int) -> str:
    # What a model says may hold anything; on a screen or in a report it is one plain line.
    printable = "".join(char if char.isprintable() else " " for char in text[: 4 * longest])
    line = " ".join(printable.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
