"""A chat completion service on this machine, for tests: it codes by a simple rule, or misbehaves as it is told.

Loaded by path, because tests import nothing from each other.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def numbered(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the sentences to code in a question."""
    lines = [line for message in body["messages"] for line in message["content"].split("\n") if line.startswith("{")]
    found = []
    for line in lines:
        try:
            content = json.loads(line)
        except ValueError:
            continue
        if "nr" in content and "tekst" in content:
            found.append(content)
    return found


def codes_of(text: str) -> list[dict[str, str]]:
    """Code a sentence by its words: a coder that can be predicted."""
    rules = {"zelf": ("zelfsturing", "versterkend"), "durf": ("psychologische_veiligheid", "belemmerend")}
    return [
        {"citaat": word, "reden": f"er staat {word}", "thema": theme, "houding": stance}
        for word, (theme, stance) in rules.items()
        if word in text
    ]


def coded(body: dict[str, Any]) -> str:
    """Answer as a good model does."""
    return json.dumps({"zinnen": [{"nr": one["nr"], "codes": codes_of(one["tekst"])} for one in numbered(body)]})


def completion(content: object, finish: str = "stop", usage: dict[str, int] | None = None) -> bytes:
    """Wrap what a model says as the protocol has it."""
    message = {"role": "assistant", "content": content}
    body: dict[str, Any] = {"id": "1", "choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    if usage is not None:
        body["usage"] = usage
    return json.dumps(body).encode()


def send(
    handler: BaseHTTPRequestHandler,
    content: bytes,
    status: int = 200,
    kind: str = "application/json",
    length: int | None = None,
    headers: dict[str, str] | None = None,
) -> None:
    """Send a reply; another length than the true one makes it break off."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    # Said aloud, so that no client sends its next question into a connection that is closing.
    handler.send_header("Connection", "close")
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def good(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Reply as a good model on a good server."""
    send(handler, completion(coded(body), usage={"prompt_tokens": 5000, "completion_tokens": 50}))


def says(content: object, finish: str = "stop", usage: dict[str, int] | None = None) -> Reply:
    """Reply with these words of a model."""
    return lambda handler, body: send(handler, completion(content, finish, usage))


def fails(status: int, message: object = "", headers: dict[str, str] | None = None) -> Reply:
    """Reply with an error."""
    content = json.dumps({"error": {"message": message}} if isinstance(message, str) else message).encode()
    return lambda handler, body: send(handler, content, status, headers=headers)


def raw(content: bytes, kind: str = "application/json", status: int = 200, length: int | None = None) -> Reply:
    """Reply with these bytes."""
    return lambda handler, body: send(handler, content, status, kind, length)


def hangs_up(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Close the connection without a word."""
    handler.connection.close()


class ChatServer:
    """Listens on 127.0.0.1; what it was asked is in ``bodies`` and ``headers``.

    ``script`` is used up reply by reply; after that ``rule`` answers.
    """

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.script: list[Reply] = []
        self.rule: Reply = good
        self.models = ["proef", "ander"]
        self.released = threading.Event()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with outer._lock:
                    outer.bodies.append({**body, "path": self.path})
                    outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                    reply = outer.script.pop(0) if outer.script else outer.rule
                with suppress(OSError):
                    reply(self, body)
                self.close_connection = True

            def do_GET(self) -> None:
                send(self, json.dumps({"data": [{"id": name} for name in outer.models]}).encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def hangs(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        """Say nothing until the test is over."""
        self.released.wait(30)

    def close(self) -> None:
        """Stop listening."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
