from __future__ import annotations

import pytest

from praktijkkennis.language_model import Message, Question
from praktijkkennis.language_model.dialect import Dialect, says_no_model, says_too_long, with_repair

QUESTION = Question((Message("system", "Regels."), Message("user", "Vraag.")), {"type": "object"}, "proef", 0.0, 7, 99)


def test_question_as_it_is_sent_first() -> None:
    payload = Dialect().payload("m", QUESTION)
    assert payload == {
        "model": "m",
        "messages": [{"role": "system", "content": "Regels."}, {"role": "user", "content": "Vraag."}],
        "temperature": 0.0,
        "max_tokens": 99,
        "stream": False,
        "seed": 7,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "antwoord", "strict": True, "schema": {"type": "object"}},
        },
    }


def test_less_and_less_is_asked_of_the_server() -> None:
    objects = Dialect().after_refusal("response_format is not supported")
    assert objects is not None
    assert objects.payload("m", QUESTION)["response_format"] == {"type": "json_object"}
    text = objects.after_refusal("weer niet")
    assert text is not None
    assert "response_format" not in text.payload("m", QUESTION)
    assert text.after_refusal("weer niet") is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("'max_tokens' is unsupported, use 'max_completion_tokens'.", Dialect(limit="max_completion_tokens")),
        ("Extra inputs are not permitted: seed", Dialect(seed=False)),
        ("System role not supported", Dialect(system=False)),
        ("Conversation roles must alternate user/assistant", Dialect(system=False)),
        ("seedling", Dialect("json_object")),
    ],
)  # fmt: skip
def test_refusal_names_what_is_not_known(message: str, expected: Dialect) -> None:
    assert Dialect().after_refusal(message) == expected


def test_what_was_left_out_is_not_sent() -> None:
    payload = Dialect(seed=False, limit="max_completion_tokens", system=False).payload("m", QUESTION)
    assert "seed" not in payload
    assert "max_tokens" not in payload
    assert payload["max_completion_tokens"] == 99
    assert payload["messages"] == [{"role": "user", "content": "Regels.\n\nVraag."}]


def test_the_same_complaint_twice_leads_further() -> None:
    assert Dialect(seed=False).after_refusal("seed") == Dialect("json_object", seed=False)


def test_repair_follows_the_answer() -> None:
    again = with_repair(QUESTION, "{fout}", "Nog eens.")
    assert [message.role for message in again.messages] == ["system", "user", "assistant", "user"]
    assert again.messages[2:] == (Message("assistant", "{fout}"), Message("user", "Nog eens."))


def test_repair_of_nothing_keeps_the_turns_alternating() -> None:
    again = with_repair(QUESTION, " \n", "Nog eens.")
    assert again.messages == (Message("system", "Regels."), Message("user", "Vraag.\n\nNog eens."))


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        (404, 'model "x" not found, try pulling it first', True),
        (404, "The model `x` does not exist", True),
        (400, "Invalid model: x", True),
        (404, "Not Found", False),
        (500, "model not found", False),
        (400, "the model does not support json_schema", False),
    ],
)
def test_missing_model_is_recognised(status: int, message: str, expected: bool) -> None:
    assert says_no_model(status, message) is expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the request exceeds the available context size, try increasing it", True),
        ("Context size has been exceeded.", True),
        ("This model's maximum context length is 8192 tokens. However, you requested 9000 tokens", True),
        ("prompt is too long: 9000 tokens > 8192 maximum", True),
        ("invalid response_format", False),
        ("", False),
    ],
)
def test_too_long_a_question_is_recognised(message: str, expected: bool) -> None:
    assert says_too_long(message) is expected
