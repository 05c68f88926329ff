from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.language_model import json_object_in
from praktijkkennis.language_model.replies import Completion, error_message, is_json, read_completion

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
OBJECT = st.dictionaries(st.text(max_size=5), JSON, max_size=3)


def body(message: Any, **more: Any) -> str:
    return json.dumps({"choices": [{"message": message, "finish_reason": more.pop("finish", "stop")}], **more})


def event(piece: str, finish: str | None = None) -> str:
    return "data: " + json.dumps({"choices": [{"delta": {"content": piece}, "finish_reason": finish}]})


def test_answer_with_counts() -> None:
    usage = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
    assert read_completion(body({"content": "één 🙂"}, usage=usage)) == Completion("één 🙂", False, 12, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (body({"content": None}), Completion("")),
        (body({"content": None, "reasoning": "lang nagedacht"}, finish="length"), Completion("", True)),
        (body({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}), Completion("ab")),
        (body({"content": "half"}, finish="length"), Completion("half", True)),
        (body({"content": "x"}, usage=None), Completion("x")),
        (body({"content": "\ud800 los"}), Completion("? los")),
    ],
)
def test_odd_answers_are_read(text: str, expected: Completion) -> None:
    assert read_completion(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "niets",
        '{"choices": []}',
        '{"choices": [{}]}',
        '{"choices": [{"message": {"content": 3}}]}',
        '{"choices": [{"message": {"content": "a"}}], "usage": {"prompt_tokens": -1}}',
        '{"error": {"message": "nee"}}',
        "[" * 100_000,
        '{"choices": [{"message": {"content": "afgebr',
        "data: {}\n\n",
    ],
)
def test_what_is_no_answer(text: str) -> None:
    assert read_completion(text) is None


def test_stream_that_nobody_asked_for_is_put_together() -> None:
    usage = 'data: {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 2}}'
    lines = [event('{"a": "x\u2028'), ": stil", event('y"}'), event("", "stop"), usage, "data: [DONE]", ""]
    assert read_completion("\n\n".join(lines)) == Completion('{"a": "x\u2028y"}', False, 7, 2)


def test_stream_that_breaks_off_is_no_answer() -> None:
    assert read_completion(event("half") + "\n\n") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"error": {"message": "model \\"x\\" not found, try pulling it first", "code": null}}',
         'model "x" not found, try pulling it first'),
        ('{"error": "model \'x\' not found"}', "model 'x' not found"),
        ('{"object": "error", "message": "Model `x` does not exist.", "code": 404}', "Model `x` does not exist"),
        ('{"detail": "Not Found"}', "Not Found"),
        ('{"detail": [{"msg": "kapot"}]}', '[{"msg": "kapot"}]'),
        ('{"error": {}}', ""),
        ("", ""),
        ("<html>Bad Gateway</html>", ""),
        ('{"error": "a\\u001b[31m\\nb"}', "a [31m b"),
    ],
)  # fmt: skip
def test_errors_are_one_plain_line(text: str, message: str) -> None:
    assert error_message(text) == message


def test_long_errors_are_cut() -> None:
    assert len(error_message(json.dumps({"error": "a" * 1000}))) == 200


@given(st.text(max_size=60))
def test_any_body_is_read_or_not(text: str) -> None:
    read_completion(text)
    assert len(error_message(text)) <= 200


@given(OBJECT)
def test_object_by_itself_is_found(found: dict[str, Any]) -> None:
    text = json.dumps(found)
    assert is_json(text)
    assert json_object_in(text) == found
    assert json_object_in(f"```json\n{text}\n```") == found
    assert json_object_in(f'<think>Zal ik {{"a": 1}} zeggen?</think>\n\n{text}') == found
    assert json_object_in(f'zal ik {{"a": 1}} zeggen? </think>{text}') == found


def test_thoughts_are_no_answer() -> None:
    assert json_object_in('<think>Zo dan: {"zinnen": []}?</think> Ik weet het niet.') is None


def test_object_between_courtesies_is_found() -> None:
    assert json_object_in('Natuurlijk! Hier is het: {"zinnen": []}. Nog iets?') == {"zinnen": []}


def test_last_object_counts() -> None:
    assert json_object_in('Bijvoorbeeld {"a": 1}, maar echt: {"b": {"c": 2}} klaar') == {"b": {"c": 2}}


def test_what_is_left_of_an_answer_that_was_cut_off_is_no_answer() -> None:
    assert json_object_in('{"zinnen": [{"nr": 1, "codes": []}, {"nr"', "zinnen") is None
    assert json_object_in('{"zinnen": [1]} Bedankt {}', "zinnen") == {"zinnen": [1]}
    assert json_object_in('{"iets": 1}', "zinnen") is None


@pytest.mark.parametrize("text", ["", "geen json", "[1, 2]", '{"a": ', "{" * 5000, '{"a":' * 3000, '"tekst"', "{a: 1}"])
def test_what_holds_no_object(text: str) -> None:
    assert json_object_in(text) is None


@given(st.text(alphabet='{}[]":,a1\\` \n<>/think', max_size=200))
def test_any_text_is_searched(text: str) -> None:
    found = json_object_in(text)
    assert found is None or isinstance(found, dict)


@pytest.mark.parametrize("unit", ["<think>", "```\n", '{"a":', "{", "[[", '{"a":{}}', "</think>"])
def test_hostile_text_takes_no_minutes(unit: str) -> None:
    started = time.perf_counter()
    json_object_in(unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - started < 10
