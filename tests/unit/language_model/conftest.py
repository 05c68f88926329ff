from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from praktijkkennis.document import Document, ProcessedDocument, Sentence
from praktijkkennis.language_model import AnswerCache, ChatClient, parse_address


class FakeClock:
    """Time that passes only by waiting; ``slept`` tells how long each time."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def _load() -> ModuleType:
    path = Path(__file__).parents[2] / "chat_server.py"
    spec = importlib.util.spec_from_file_location("chat_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def chat() -> ModuleType:
    """What servers can say."""
    return _load()


@pytest.fixture
def server(chat: ModuleType) -> Iterator[Any]:
    running = chat.ChatServer()
    yield running
    running.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make_client(server: Any, clock: FakeClock, tmp_path: Path) -> Iterator[Callable[..., ChatClient]]:
    """Make clients of the server that keep answers in one folder and do not really wait."""
    made: list[ChatClient] = []

    def make(**options: Any) -> ChatClient:
        options.setdefault("cache", AnswerCache(tmp_path / "antwoorden"))
        options.setdefault("clock", clock)
        made.append(ChatClient(parse_address(server.url), options.pop("model", "proef"), **options))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture(scope="session")
def sentences_of() -> Callable[..., ProcessedDocument]:
    """Make a document of sentences, one a line, without a language pipeline."""

    def make(*texts: str, key: str = "a.txt", uncodable: tuple[int, ...] = ()) -> ProcessedDocument:
        sentences, start = [], 0
        for place, text in enumerate(texts):
            sentences.append(Sentence(start, start + len(text), (), codable=place not in uncodable))
            start += len(text) + 1
        return ProcessedDocument(Document(key, "\n".join(texts)), tuple(sentences))

    return make
