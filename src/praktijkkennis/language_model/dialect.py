"""What one server understands of the protocol, found out by what it refuses.

Services that call themselves OpenAI-compatible differ: not all enforce a JSON schema, know a seed, have a place for
instructions, or call the limit on an answer by the same name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Format = Literal["json_schema", "json_object", "text"]
_FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "text")

_NO_MODEL = re.compile(
    r"model.{0,200}(?:not found|does not exist|not exist)|(?:no such|unknown|invalid|not a valid) model"
)
_TOO_LONG = re.compile(
    r"context (?:length|size|window)|maximum context|context_length|exceed.{0,40}context|prompt is too long"
    r"|(?:prompt|input|request).{0,40}too (?:long|large)"
)


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """All that determines an answer, besides the model and where it runs.

    Attributes
    ----------
    messages : tuple of Message
        Instructions first, then what is asked.
    schema : mapping
        JSON schema of the answer; enforced by servers that can.
    purpose : str
        What asks, with a checksum of its prompt; part of the key under which the answer is kept.
    temperature : float
        0 for the likeliest answer.
    seed : int
        Makes chance repeatable on servers that know it.
    max_answer_tokens : int
        Longest answer.
    """

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    purpose: str
    temperature: float = 0.0
    seed: int = 0
    max_answer_tokens: int = 4096


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a question is put to one server."""

    format: Format = "json_schema"
    seed: bool = True
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    system: bool = True

    def payload(self, model: str, question: Question) -> dict[str, Any]:
        """Give the JSON to send; streaming is never asked for."""
        messages = question.messages if self.system else _without_system(question.messages)
        payload: dict[str, Any] = {
            "model": model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "temperature": question.temperature,
            self.limit: question.max_answer_tokens,
            "stream": False,
        }
        if self.seed:
            payload["seed"] = question.seed
        if self.format == "json_schema":
            described = {"name": "antwoord", "strict": True, "schema": dict(question.schema)}
            payload["response_format"] = {"type": "json_schema", "json_schema": described}
        elif self.format == "json_object":
            payload["response_format"] = {"type": "json_object"}
        return payload

    def after_refusal(self, message: str) -> Dialect | None:
        """Learn from a refusal (status 400, 422 or 501).

        Parameters
        ----------
        message : str
            What the server says is wrong.

        Returns
        -------
        Dialect or None
            What to try next; None when nothing is left.
        """
        message = message.lower()
        if "max_completion_tokens" in message and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if re.search(r"\bseed\b", message) and self.seed:
            return replace(self, seed=False)
        if ("system role" in message or "roles must alternate" in message) and self.system:
            return replace(self, system=False)
        place = _FORMATS.index(self.format) + 1
        return replace(self, format=_FORMATS[place]) if place < len(_FORMATS) else None


def says_no_model(status: int, message: str) -> bool:
    """Tell whether a refusal means that the model is not there."""
    return status in (400, 404) and bool(_NO_MODEL.search(message.lower()))


def says_too_long(message: str) -> bool:
    """Tell whether a refusal means that the question does not fit the model."""
    return bool(_TOO_LONG.search(message.lower()))


def with_repair(question: Question, answer: str, repair: str) -> Question:
    """Ask again, with the answer that was no good and what is wrong with it."""
    if answer.strip():
        more = (*question.messages, Message("assistant", answer), Message("user", repair))
    else:
        # Templates of many models want turns that alternate and are not empty.
        last = question.messages[-1]
        more = (*question.messages[:-1], replace(last, content=f"{last.content}\n\n{repair}"))
    return replace(question, messages=more)


def _without_system(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    instructions = "\n\n".join(message.content for message in messages if message.role == "system")
    rest = [message for message in messages if message.role != "system"]
    if not instructions or not rest:
        return tuple(rest)
    return (replace(rest[0], content=f"{instructions}\n\n{rest[0].content}"), *rest[1:])
