"""Questions to a real HTTP server on this machine, in good health and in all kinds of trouble."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from praktijkkennis.errors import (
    BudgetSpentError,
    LanguageModelError,
    LanguageModelUseError,
    UnusableAnswerError,
)
from praktijkkennis.language_model import (
    AnswerFault,
    Backoff,
    Budget,
    ChatClient,
    Message,
    Question,
    json_object_in,
    parse_address,
)

Make = Callable[..., ChatClient]

QUESTION = Question((Message("system", "Regels."), Message("user", "Hoe heet dit onderwerp? 'é' 🙂")), {}, "proef")
GOOD = '{"naam": "rooster"}'


def read(text: str) -> str:
    found = json_object_in(text, "naam")
    if found is None:
        raise AnswerFault("De naam ontbreekt.")
    return str(found["naam"])


def repair(fault: str) -> str:
    return f"Mis: {fault}"


def ask(client: ChatClient, question: Question = QUESTION) -> str:
    return client.ask(question, read, repair).value


def other(number: int) -> Question:
    return Question((Message("user", f"Vraag {number}."),), {}, "proef")


def test_question_reaches_the_model(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says('{"naam": "één “woord”"}')
    assert ask(make_client(key="sk-1234")) == "één “woord”"
    (body,) = server.bodies
    assert body["path"] == "/v1/chat/completions"
    assert body["model"] == "proef"
    assert body["messages"][1] == {"role": "user", "content": "Hoe heet dit onderwerp? 'é' 🙂"}
    assert (body["temperature"], body["seed"], body["stream"]) == (0.0, 0, False)
    (headers,) = server.headers
    assert headers["content-type"] == "application/json"
    assert headers["authorization"] == "Bearer sk-1234"


def test_without_key_none_is_sent(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD)
    ask(make_client())
    assert "authorization" not in server.headers[0]


def test_known_answer_is_not_asked_again(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD)
    first = make_client().ask(QUESTION, read, repair)
    second = make_client().ask(QUESTION, read, repair)
    assert (first.value, first.from_cache) == ("rooster", False)
    assert (second.value, second.from_cache) == ("rooster", True)
    assert len(server.bodies) == 1


@pytest.mark.parametrize(
    "changed",
    [
        Question((*QUESTION.messages, Message("user", "En?")), {}, "proef"),
        Question(QUESTION.messages, {"type": "object"}, "proef"),
        Question(QUESTION.messages, {}, "ander"),
        Question(QUESTION.messages, {}, "proef", temperature=0.5),
        Question(QUESTION.messages, {}, "proef", seed=1),
        Question(QUESTION.messages, {}, "proef", max_answer_tokens=9),
    ],
)
def test_another_question_is_asked(make_client: Make, server: Any, chat: ModuleType, changed: Question) -> None:
    server.rule = chat.says(GOOD)
    ask(make_client())
    ask(make_client(), changed)
    ask(make_client(model="ander"))
    assert len(server.bodies) == 3


def test_without_cache_all_is_asked(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD)
    client = make_client(cache=None)
    ask(client)
    ask(client)
    assert len(server.bodies) == 2


def test_what_is_kept_has_to_be_right_again(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD)
    client = make_client()
    ask(client)

    def stricter(text: str) -> str:
        if read(text) == "rooster":
            raise AnswerFault("Te kort.")
        return read(text)

    server.rule = chat.says('{"naam": "eigen rooster"}')
    assert client.ask(QUESTION, stricter, repair).value == "eigen rooster"
    assert len(server.bodies) == 2


@pytest.mark.parametrize(
    ("first", "fault"),
    [
        ("Dat weet ik niet.", "Mis: De naam ontbreekt."),
        ('{"titel": "rooster"}', "Mis: De naam ontbreekt."),
        ('{"naam": "roos', "Mis: De naam ontbreekt."),
    ],
)
def test_bad_answer_is_repaired_once(make_client: Make, server: Any, chat: ModuleType, first: str, fault: str) -> None:
    server.script = [chat.says(first), chat.says(GOOD)]
    assert ask(make_client()) == "rooster"
    assert server.bodies[1]["messages"][2:] == [
        {"role": "assistant", "content": first},
        {"role": "user", "content": fault},
    ]
    assert ask(make_client()) == "rooster"
    assert len(server.bodies) == 2


def test_answer_that_was_cut_off_is_told_so(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.script = [chat.says('{"naam": "roos', "length"), chat.says(GOOD)]
    assert ask(make_client()) == "rooster"
    assert server.bodies[1]["messages"][-1]["content"].startswith("Mis: Je antwoord was te lang")


@pytest.mark.parametrize("nothing", ["", None])
def test_empty_answer_is_asked_again(make_client: Make, server: Any, chat: ModuleType, nothing: str | None) -> None:
    server.script = [chat.says(nothing), chat.says(GOOD)]
    assert ask(make_client()) == "rooster"
    assert [message["role"] for message in server.bodies[1]["messages"]] == ["system", "user"]
    assert server.bodies[1]["messages"][1]["content"].endswith("\n\nMis: De naam ontbreekt.")


def test_twice_a_bad_answer_fails_and_is_not_kept(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says("Nee.")
    with pytest.raises(UnusableAnswerError, match=r"twee keer een onbruikbaar antwoord\. De naam ontbreekt"):
        ask(make_client())
    assert len(server.bodies) == 2
    server.rule = chat.says(GOOD)
    assert ask(make_client()) == "rooster"


def test_endless_bad_answer_is_not_sent_back_whole(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.script = [chat.says("a" * 100_000), chat.says(GOOD)]
    ask(make_client())
    assert len(server.bodies[1]["messages"][2]["content"]) == 8000


def test_busy_server_is_asked_again_later(make_client: Make, server: Any, chat: ModuleType, clock: Any) -> None:
    server.script = [chat.fails(429, "druk"), chat.fails(503), chat.fails(500), chat.says(GOOD)]
    assert ask(make_client()) == "rooster"
    assert clock.slept == [1.0, 2.0, 4.0]


def test_server_says_how_long_to_wait(make_client: Make, server: Any, chat: ModuleType, clock: Any) -> None:
    server.script = [
        chat.fails(429, headers={"Retry-After": "17"}),
        chat.fails(429, headers={"Retry-After": "99999"}),
        chat.fails(429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
        chat.fails(429, headers={"Retry-After": "nan"}),
        chat.says(GOOD),
    ]
    assert ask(make_client()) == "rooster"
    assert clock.slept == [17.0, 60.0, 4.0, 8.0]


def test_server_that_always_fails(make_client: Make, server: Any, chat: ModuleType, clock: Any) -> None:
    server.rule = chat.fails(500, "kapot")
    client = make_client()
    with pytest.raises(UnusableAnswerError, match="na 6 keer vragen fout 500: kapot"):
        ask(client)
    assert clock.slept == [1.0, 2.0, 4.0, 8.0, 16.0]
    for number in range(2):
        with pytest.raises(UnusableAnswerError):
            ask(client, other(number))
    assert len(server.bodies) == 18
    with pytest.raises(LanguageModelError, match="niets meer gevraagd"):
        ask(client, other(9))
    assert len(server.bodies) == 18


def test_one_failure_between_successes_stops_nothing(make_client: Make, server: Any, chat: ModuleType) -> None:
    client = make_client(backoff=Backoff(attempts=1), cache=None)
    for _ in range(4):
        server.script = [chat.fails(500), chat.fails(500), chat.says(GOOD)]
        for number in range(2):
            with pytest.raises(UnusableAnswerError):
                ask(client, other(number))
        assert ask(client) == "rooster"
    assert client.stopped is None


def test_silence_is_waited_for_only_so_long(make_client: Make, server: Any, chat: ModuleType, clock: Any) -> None:
    server.script = [server.hangs, chat.says(GOOD)]
    client = make_client(timeout=0.2)
    assert ask(client) == "rooster"
    assert clock.slept == [1.0]
    server.rule = server.hangs
    with pytest.raises(UnusableAnswerError, match=r"na 2 keer vragen te lang geen antwoord\. Geef het met --timeout"):
        ask(client, other(1))


def test_dripping_answer_has_an_end(make_client: Make, server: Any, chat: ModuleType, clock: Any) -> None:
    def drips(handler: Any, body: Any) -> None:
        chat.send(handler, b"{", length=1000)
        for _ in range(20):
            clock.time += 100
            handler.wfile.write(b" ")
            handler.wfile.flush()
            server.released.wait(0.02)

    server.rule = drips
    with pytest.raises(UnusableAnswerError, match="na 1 keer vragen te lang geen antwoord"):
        ask(make_client(timeout=300.0, backoff=Backoff(timeouts=1)))


@pytest.mark.parametrize(
    "trouble",
    [
        lambda chat: chat.hangs_up,
        lambda chat: chat.raw(b'{"choices": [{"message"', length=5000),
        lambda chat: chat.raw(b'{"choices": [{"message": {"con'),
        lambda chat: chat.raw(b""),
        lambda chat: chat.raw(b"geen json", "text/plain"),
        lambda chat: chat.raw(b'data: {"choices": [{"delta": {"content": "{"}}]}\n\n', "text/event-stream"),
        lambda chat: chat.raw(b"\xff\xfe\x00"),
    ],
)
def test_half_a_reply_is_asked_again(make_client: Make, server: Any, chat: ModuleType, trouble: Any) -> None:
    server.script = [trouble(chat), chat.says(GOOD)]
    assert ask(make_client()) == "rooster"
    assert len(server.bodies) == 2


def test_unusual_wrapping_does_not_matter(make_client: Make, server: Any, chat: ModuleType) -> None:
    stream = 'data: {"choices": [{"delta": {"content": "{\\"naam\\": \\"rooster\\"}"}, "finish_reason": "stop"}]}\n\n'
    fenced = f"<think>Even denken {{}}</think>Graag:\n```json\n{GOOD}\n```\nKlaar."
    for number, reply in enumerate(
        [
            chat.raw(chat.completion(GOOD), "text/html"),
            chat.raw(stream.encode(), "text/event-stream"),
            chat.says(fenced),
            chat.says([{"type": "text", "text": GOOD}]),
        ]
    ):
        server.script = [reply]
        assert ask(make_client(), other(number)) == "rooster"
    assert len(server.bodies) == 4


def test_answer_without_end_is_not_read(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.raw(b" " * 5_000_000)
    with pytest.raises(UnusableAnswerError, match="zonder eind"):
        ask(make_client())
    assert len(server.bodies) == 1


@pytest.mark.parametrize("shape", [{}, {"choices": []}, {"antwoord": GOOD}, [1]])
def test_reply_with_other_keys_fails(make_client: Make, server: Any, chat: ModuleType, shape: Any) -> None:
    server.rule = chat.raw(json.dumps(shape).encode())
    with pytest.raises(UnusableAnswerError, match="niet te lezen"):
        ask(make_client())
    assert len(server.bodies) == 1


def test_error_with_status_200_is_told(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.raw(b'{"error": {"message": "grammar kapot"}}')
    with pytest.raises(UnusableAnswerError, match="grammar kapot"):
        ask(make_client())


def test_server_that_knows_no_schema(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.script = [chat.fails(400, "response_format json_schema"), chat.fails(422, "nee"), chat.says(GOOD)]
    client = make_client(cache=None)
    assert ask(client) == "rooster"
    kinds = [body.get("response_format", {}).get("type") for body in server.bodies]
    assert kinds == ["json_schema", "json_object", None]
    server.rule = chat.says(GOOD)
    ask(client)
    assert "response_format" not in server.bodies[-1]


def test_refusal_of_one_question_teaches_nothing(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.script = [chat.fails(400, "nee")] * 3
    client = make_client(cache=None)
    with pytest.raises(UnusableAnswerError, match="weigert de vraag \\(400: nee\\)"):
        ask(client)
    server.rule = chat.says(GOOD)
    assert ask(client) == "rooster"
    assert server.bodies[-1]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("status", [400, 413, 500])
def test_too_long_a_question_is_not_asked_again(make_client: Make, server: Any, chat: ModuleType, status: int) -> None:
    server.rule = chat.fails(status, "the request exceeds the available context size")
    with pytest.raises(UnusableAnswerError, match=r"te lang voor dit model .* groter contextvenster"):
        ask(make_client())
    assert len(server.bodies) == 1


def test_question_that_is_not_read_whole_is_noticed(make_client: Make, server: Any, chat: ModuleType) -> None:
    long = Question((Message("user", "woord " * 4000),), {}, "proef")
    server.rule = chat.says(GOOD, usage={"prompt_tokens": 2050, "completion_tokens": 9})
    with pytest.raises(LanguageModelUseError, match=r"las maar 2050 tokens .* OLLAMA_CONTEXT_LENGTH"):
        ask(make_client(), long)
    server.rule = chat.says(GOOD, usage={"prompt_tokens": 6000, "completion_tokens": 9})
    assert ask(make_client(), long) == "rooster"


@pytest.mark.parametrize("usage", [None, {"prompt_tokens": 0, "completion_tokens": 0}, {"completion_tokens": 3}])
def test_server_that_does_not_count_is_believed(
    make_client: Make, server: Any, chat: ModuleType, usage: dict[str, int] | None
) -> None:
    server.rule = chat.says(GOOD, usage=usage)
    assert ask(make_client(), Question((Message("user", "woord " * 4000),), {}, "proef")) == "rooster"


def test_nothing_there_is_told_at_once(clock: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        ChatClient(parse_address(f"http://127.0.0.1:{port}"), "proef", clock=clock) as client,
        pytest.raises(LanguageModelUseError, match=r"antwoordt niets\. Staat het taalmodel aan"),
    ):
        ask(client)
    assert clock.slept == []


def test_server_that_goes_away_is_waited_for_and_then_given_up(
    make_client: Make, server: Any, chat: ModuleType, clock: Any
) -> None:
    server.rule = chat.says(GOOD)
    client = make_client()
    ask(client)
    server.close()
    with pytest.raises(LanguageModelError, match="antwoordt niet meer") as caught:
        ask(client, other(1))
    assert not caught.value.wrong_use
    assert len(clock.slept) == 5
    with pytest.raises(LanguageModelError, match="antwoordt niet meer"):
        ask(client, other(2))
    assert len(clock.slept) == 5
    assert ask(client) == "rooster"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (lambda chat: chat.fails(404, "model 'proef' not found, try pulling it first"),
         r"Het model 'proef' is er niet op 127\.0\.0\.1\. Wel: llama3, qwen3\."),
        (lambda chat: chat.fails(404, {"object": "error", "message": "The model `proef` does not exist."}),
         "Het model 'proef' is er niet"),
        (lambda chat: chat.fails(404, {"detail": "Not Found"}), "geen taalmodel gevonden"),
        (lambda chat: chat.fails(405), "geen taalmodel gevonden"),
        (lambda chat: chat.raw(b"", status=301), "geen taalmodel gevonden"),
        (lambda chat: chat.raw(b"<!doctype html><title>Welkom</title>", "text/html"), "een webpagina"),
        (lambda chat: chat.fails(403), "weigert de toegang"),
    ],
)  # fmt: skip
def test_wrong_address_or_model_is_told_at_once(
    make_client: Make, server: Any, chat: ModuleType, reply: Any, message: str
) -> None:
    server.rule = reply(chat)
    server.models = ["llama3", "qwen3"]
    client = make_client()
    with pytest.raises(LanguageModelUseError, match=message):
        ask(client)
    assert len(server.bodies) == 1
    with pytest.raises(LanguageModelUseError):
        ask(client, other(1))
    assert len(server.bodies) == 1


def test_redirect_takes_the_text_nowhere(make_client: Make, server: Any, chat: ModuleType) -> None:
    elsewhere = chat.ChatServer()
    headers = {"Location": elsewhere.url + "/v1/chat/completions"}
    server.rule = chat.fails(307, headers=headers)
    with pytest.raises(LanguageModelUseError, match="geen taalmodel gevonden"):
        ask(make_client())
    assert elsewhere.bodies == []
    elsewhere.close()


def test_proxy_of_the_environment_does_not_see_local_text(
    make_client: Make, server: Any, chat: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = chat.ChatServer()
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    server.rule = chat.says(GOOD)
    assert ask(make_client()) == "rooster"
    assert proxy.bodies == []
    proxy.close()


def test_wrong_key_is_told_and_appears_nowhere(
    make_client: Make, server: Any, chat: ModuleType, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key = "sk-geheim-4242"
    server.rule = chat.fails(401, f"Incorrect API key provided: {key}")
    with pytest.raises(LanguageModelUseError, match="sleutel goed") as caught:
        ask(make_client(key=key))
    assert key not in str(caught.value)
    server.rule = chat.says(json.dumps({"naam": f"jouw sleutel is {key}"}))
    client = make_client(key=key)
    assert ask(client) == "jouw sleutel is ***"
    assert key not in repr(client) + repr(vars(client)) + repr(client._server._transport)
    assert all(key.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert key not in caplog.text


def test_requests_stop_at_the_limit(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD)
    ask(make_client())
    client = make_client(budget=Budget(max_requests=2))
    assert ask(client) == "rooster"
    server.script = [chat.fails(500)]
    assert ask(client, other(1)) == "rooster"
    assert client.budget.usage.requests == 2
    with pytest.raises(BudgetSpentError, match="2 bij --max-requests"):
        ask(client, other(2))
    assert ask(client) == "rooster"
    assert len(server.bodies) == 3


def test_tokens_stop_at_the_limit(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD, usage={"prompt_tokens": 60, "completion_tokens": 40})
    client = make_client(budget=Budget(max_tokens=150))
    ask(client, other(1))
    ask(client, other(2))
    with pytest.raises(BudgetSpentError, match="150 bij --max-tokens"):
        ask(client, other(3))
    assert client.budget.usage.tokens == 200


def test_tokens_are_estimated_where_nobody_counts(make_client: Make, server: Any, chat: ModuleType) -> None:
    server.rule = chat.says(GOOD)
    client = make_client()
    ask(client, Question((Message("user", "a" * 350),), {}, "proef"))
    assert client.budget.usage.tokens == 105
