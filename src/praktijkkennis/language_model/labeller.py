"""Names of topics by a language model: the hook of a topic model, joined to the client that asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from praktijkkennis.language_model.client import AnswerFault, ChatClient
from praktijkkennis.language_model.dialect import Message, Question
from praktijkkennis.language_model.prompt import checksum_of, object_schema, one_line, read_template
from praktijkkennis.language_model.replies import json_object_in

_TEMPLATES = ("benoemen.instructie.jinja", "benoemen.herstel.jinja")
_SCHEMA = object_schema({"naam": {"type": "string"}})
_LONGEST_NAME = 80
_LONGEST_PASSAGE = 400


class ModelLabeller:
    """Asks a language model to name topics; a labeller for :class:`~praktijkkennis.topics.TopicModel`.

    Parameters
    ----------
    client : ChatClient
        Asks; the words and passages of the topics go to its address.
    max_answer_tokens : int
        Longest answer; more for models that think aloud.

    Examples
    --------
    >>> client = ChatClient(parse_address("http://localhost:11434"), "qwen3:8b")    # doctest: +SKIP
    >>> model = TopicModel(labeller=ModelLabeller(client)).fit(corpus)              # doctest: +SKIP
    """

    def __init__(self, client: ChatClient, *, max_answer_tokens: int = 4096) -> None:
        self._instruction, self._repair = (read_template(name).strip() for name in _TEMPLATES)
        self._checksum = checksum_of(self._instruction, self._repair)
        self._client = client
        self._max_answer_tokens = max_answer_tokens

    @property
    def name(self) -> str:
        """Who names, in Dutch, for the report."""
        return f"het taalmodel {self._client.model}"

    def record(self) -> dict[str, Any]:
        """Give what identifies it, for ``run.json``; the key of a service is not part of it."""
        return {
            "model": self._client.model,
            "address": self._client.address.url,
            "prompt_sha256": self._checksum,
            "max_answer_tokens": self._max_answer_tokens,
        }

    def label(self, terms: Sequence[str], passages: Sequence[str]) -> str:
        """Name a topic.

        Parameters
        ----------
        terms : sequence of str
            Its terms, the best first.
        passages : sequence of str
            Its most representative passages.

        Returns
        -------
        str
            One line of at most 80 characters, that begins with a letter or a figure.

        Raises
        ------
        LanguageModelError
            When the model does not answer, or with nothing that can be a name.
        """
        # As JSON, whatever a writer wrote cannot pass for an instruction of ours.
        about = {"woorden": list(terms), "zinnen": [one_line(text)[:_LONGEST_PASSAGE] for text in passages]}
        messages = (
            Message("system", self._instruction),
            Message("user", json.dumps(about, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")),
        )
        question = Question(messages, _SCHEMA, f"benoemen {self._checksum}", max_answer_tokens=self._max_answer_tokens)
        return self._client.ask(question, read_name, self._repaired).value

    def _repaired(self, fault: str) -> str:
        from jinja2 import Environment, StrictUndefined

        return Environment(undefined=StrictUndefined).from_string(self._repair).render(fault=fault)


def read_name(text: str) -> str:
    """Read the name in what a model said.

    Raises
    ------
    AnswerFault
        When there is none, or it is no name.
    """
    found = json_object_in(text, "naam")
    given = None if found is None else found.get("naam")
    if not isinstance(given, str):
        raise AnswerFault('Er staat geen JSON-object {"naam": "..."} in.')
    name = one_line("".join(char if char.isprintable() else " " for char in given)).rstrip(".")
    if not any(map(str.isalpha, name)):
        raise AnswerFault("De naam heeft geen letters.")
    if not name[0].isalnum():
        raise AnswerFault("De naam begint niet met een letter of cijfer.")
    if len(name) > _LONGEST_NAME:
        raise AnswerFault(f"De naam is langer dan {_LONGEST_NAME} tekens.")
    return name
