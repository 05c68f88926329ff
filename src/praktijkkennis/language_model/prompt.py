"""The words in which a model is asked to code: the codebook, the sentences, and what was wrong with an answer.

The Dutch text lies in templates beside the other data of the package. Sentences go in as JSON, one a line: whatever a
writer wrote, it cannot end its own line, number itself, or pass for an instruction of ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from praktijkkennis.codebook import Codebook, Example, Theme
from praktijkkennis.document import STANCES, ProcessedDocument, Sentence
from praktijkkennis.language_model.dialect import Message
from praktijkkennis.language_model.windows import Window

_TEMPLATES = ("coderen.instructie.jinja", "coderen.vraag.jinja", "coderen.herstel.jinja")
_LONGEST_CONTEXT = 400


class CodingPrompt:
    """Questions to a model about the sentences of documents.

    Parameters
    ----------
    codebook : Codebook
        What to code with.
    examples, counterexamples : int
        Most of each theme to show, spread over the stances; more make every question longer.

    Attributes
    ----------
    checksum : str
        SHA-256 of the templates and of what of the codebook is in them: of every word of ours that a model reads.
    schema : mapping
        JSON schema of an answer.
    """

    def __init__(self, codebook: Codebook, *, examples: int = 4, counterexamples: int = 2) -> None:
        from jinja2 import Environment, StrictUndefined

        # What is rendered is read by a model and not by a browser, hence no escaping of HTML.
        environment = Environment(undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=False)
        sources = [read_template(name) for name in _TEMPLATES]
        instruction, self._question, self._repair = (environment.from_string(source) for source in sources)
        themes = [_shortened(theme, examples, counterexamples) for theme in codebook.themes]
        self._instruction = instruction.render(codebook=codebook, themes=themes)
        self.checksum = checksum_of(self._instruction, *sources[1:])
        self.schema = answer_schema(codebook.keys)

    def messages(self, window: Window) -> tuple[Message, ...]:
        """Ask for the codes of a window; its sentences are numbered from 1."""
        document = window.document
        lines = [
            *(_context_line(document, sentence, last=True) for sentence in window.before),
            *(_numbered_line(document, sentence, nr) for nr, sentence in enumerate(window.sentences, start=1)),
            *(_context_line(document, sentence, last=False) for sentence in window.after),
        ]
        question = self._question.render(first=1, last=len(window.sentences), lines=lines)
        return Message("system", self._instruction), Message("user", question)

    def repair(self, fault: str) -> str:
        """Say what was wrong with an answer, and ask once more."""
        return self._repair.render(fault=fault)


def answer_schema(themes: Sequence[str]) -> Mapping[str, Any]:
    """Give the JSON schema of an answer, within what every server that enforces schemas knows.

    Parameters
    ----------
    themes : sequence of str
        Keys of the themes.
    """
    code = {
        "citaat": {"type": "string"},
        "reden": {"type": "string"},
        "thema": {"type": "string", "enum": list(themes)},
        "houding": {"type": "string", "enum": list(STANCES)},
    }
    sentence = {"nr": {"type": "integer"}, "codes": {"type": "array", "items": object_schema(code)}}
    return object_schema({"zinnen": {"type": "array", "items": object_schema(sentence)}})


def read_template(name: str) -> str:
    """Give a template of the package as it is."""
    return (files("praktijkkennis") / "data" / "prompts" / name).read_text(encoding="utf-8")


def checksum_of(*words: str) -> str:
    """Give the SHA-256 of words of ours that a model reads."""
    return hashlib.sha256(json.dumps(words).encode("ascii")).hexdigest()


def object_schema(properties: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON schema of an object that has all of these properties and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _shortened(theme: Theme, examples: int, counterexamples: int) -> Theme:
    by_stance = [[one for one in theme.examples if one.stance == stance] for stance in (*STANCES, None)]
    spread = [one for row in zip_longest(*by_stance) for one in row if one is not None]
    return replace(
        theme,
        name=one_line(theme.name),
        definition=one_line(theme.definition),
        includes=tuple(map(one_line, theme.includes)),
        excludes=tuple(map(one_line, theme.excludes)),
        examples=tuple(_folded(one) for one in spread[:examples]),
        counterexamples=tuple(_folded(one) for one in theme.counterexamples[:counterexamples]),
    )


def _folded(example: Example) -> Example:
    return replace(example, text=one_line(example.text))


def one_line(text: str) -> str:
    """Give a text on one line, as it can be sent."""
    # Half a surrogate pair cannot be sent. Folding takes every kind of line end away, also those that JSON allows.
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _numbered_line(document: ProcessedDocument, sentence: Sentence, nr: int) -> str:
    return _json_line({"nr": nr, **_speaker(sentence), "tekst": one_line(document.text_of(sentence))})


def _context_line(document: ProcessedDocument, sentence: Sentence, *, last: bool) -> str:
    text = one_line(document.text_of(sentence))
    near = text[-_LONGEST_CONTEXT:] if last else text[:_LONGEST_CONTEXT]
    return _json_line({**_speaker(sentence), "verband": near})


def _speaker(sentence: Sentence) -> dict[str, str]:
    return {"spreker": one_line(sentence.speaker)} if sentence.speaker else {}


def _json_line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
