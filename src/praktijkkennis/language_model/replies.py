"""Reading what a chat completion service sends back: an answer, one that is streamed unasked, or an error."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError

_LONGEST_MESSAGE = 200
_END_OF_THOUGHTS = "</think>"
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
_MOST_STARTS = 200
_MOST_FENCES = 10


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model said.

    Attributes
    ----------
    text : str
        Empty when it said nothing.
    cut_off : bool
        Whether it ran into the limit on the length of an answer.
    question_tokens, answer_tokens : int or None
        As counted by the server; None when it does not count.
    """

    text: str
    cut_off: bool = False
    question_tokens: int | None = None
    answer_tokens: int | None = None


class _Part(BaseModel):
    text: str = ""


class _Message(BaseModel):
    content: str | list[_Part] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content)
        return self.content or ""


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = Field(default=None, ge=0)
    completion_tokens: int | None = Field(default=None, ge=0)


class _Body(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


def read_completion(text: str) -> Completion | None:
    """Read the body of a reply with status 200.

    Parameters
    ----------
    text : str
        JSON, or server-sent events.

    Returns
    -------
    Completion or None
        None when it is not what such a service sends.
    """
    data = _joined_events(text) if text.lstrip().startswith("data:") else _json_or_none(text)
    try:
        body = _Body.model_validate(data)
    except ValidationError:
        return None
    choice, usage = body.choices[0], body.usage or _Usage()
    # A lone surrogate can be written in JSON, but not in a file.
    said = choice.message.text().encode("utf-8", "replace").decode("utf-8")
    return Completion(said, choice.finish_reason == "length", usage.prompt_tokens, usage.completion_tokens)


def is_json(text: str) -> bool:
    """Tell whether a text is whole JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def error_message(text: str) -> str:
    """Find what a service says is wrong, on one line of at most 200 characters; empty when it says nothing readable."""
    data = _json_or_none(text)
    message: object = data
    for key in ("error", "message", "detail"):
        if isinstance(message, dict) and key in message:
            message = message[key]
    if isinstance(message, dict | list | None) and not message:
        return ""
    line = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    line = " ".join("".join(char if char.isprintable() else " " for char in line).split()).rstrip(".")
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"


def json_object_in(text: str, key: str | None = None) -> dict[str, Any] | None:
    """Find the JSON object in what a model said, with or without thoughts, a code fence or courtesies around it.

    Parameters
    ----------
    text : str
        What a model said.
    key : str, optional
        Only an object with this key counts. Then what is left of an answer that was cut off is not taken for another.

    Returns
    -------
    dict or None
        The last object when there are more: models announce, then answer. None when there is none.
    """
    # Some servers leave the opening mark of the thoughts out, so only the last closing one tells.
    text = text.rpartition(_END_OF_THOUGHTS)[2]
    for candidate in (text, *reversed(_FENCED.findall(text)[-_MOST_FENCES:])):
        found = _json_or_none(candidate)
        if isinstance(found, dict) and (key is None or key in found):
            return found
    last = None
    for found in _objects(text):
        last = found if key is None or key in found else last
    return last


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects that stand loose in a text; a hostile text is given up after a number of false starts."""
    decoder = json.JSONDecoder()
    place, starts = text.find("{"), 0
    while place >= 0 and starts < _MOST_STARTS:
        starts += 1
        end = place + 1
        try:
            found, end = decoder.raw_decode(text, place)
            if isinstance(found, dict):
                yield found
        except (ValueError, RecursionError):
            pass
        place = text.find("{", end)


def _joined_events(text: str) -> dict[str, Any]:
    """Put a streamed answer together as if it had come at once."""
    said: list[str] = []
    reason, usage = None, None
    for line in text.split("\n"):
        event = _json_or_none(line.removeprefix("data:")) if line.startswith("data:") else None
        if not isinstance(event, dict):
            continue
        usage = event.get("usage") or usage
        choices = event.get("choices")
        if isinstance(choices, list) and choices and isinstance(choices[0], dict):
            delta = choices[0].get("delta")
            piece = delta.get("content") if isinstance(delta, dict) else None
            said.append(piece if isinstance(piece, str) else "")
            reason = choices[0].get("finish_reason") or reason
    # Without a reason the stream broke before its end.
    ended = isinstance(reason, str)
    return {
        "choices": [{"message": {"content": "".join(said)}, "finish_reason": reason}] if ended else [],
        "usage": usage,
    }


def _json_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
