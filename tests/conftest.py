"""What all tests share: the bundled pipeline, an embedder without a model, and a browser."""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest
from hypothesis import settings

from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.embedding import Vectors, unit_rows
from praktijkkennis.preprocessing import Preprocessor, load_pipeline


class WordHashEmbedder:
    """Sentences that share words are alike: each word adds a fixed pseudo-random direction."""

    name = "woorden"
    dimensions = 96
    checksum = "0" * 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", " ").replace(",", " ").split():
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
                row += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        return unit_rows(rows)


# All tests together stay under ten minutes on two cores; a property that needs more examples says so itself. No
# deadline: on a busy machine a test would fail by the clock.
settings.register_profile("fifty", max_examples=50, deadline=None)
settings.load_profile("fifty")


@pytest.fixture(scope="session")
def embedder() -> WordHashEmbedder:
    return WordHashEmbedder()


@pytest.fixture(scope="session")
def preprocessor() -> Preprocessor:
    return Preprocessor(load_pipeline("nl_praktijk_sm"))


@pytest.fixture(scope="session")
def process(preprocessor: Preprocessor):  # type: ignore[no-untyped-def]
    def run(text: str, key: str = "a.txt", **metadata: str) -> ProcessedDocument:
        return preprocessor.process(Document(key, text, metadata))

    return run


CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
AXE = Path(__file__).parent / "data" / "axe" / "axe.min.js"


def find_chromium(bundled: str) -> str | None:
    """Where Chromium is: named by the environment, installed, or brought along by Playwright."""
    named = os.environ.get("PRAKTIJKKENNIS_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None) or bundled
    return found if Path(found).exists() else None


def without_browser(why: str) -> NoReturn:
    """Leave a test of the report out where no browser is; with PRAKTIJKKENNIS_ALL_TESTS nothing may be left out."""
    if os.environ.get("PRAKTIJKKENNIS_ALL_TESTS", "").lower() not in ("", "0", "false"):
        pytest.fail(f"{why} (PRAKTIJKKENNIS_ALL_TESTS is set, so the tests in a browser must run)", pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium without network, driven by Playwright; without it tests are skipped, or fail."""
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError:
        without_browser("Playwright is not installed: pip install -e .[dev]")
    with playwright.sync_playwright() as driver:
        path = find_chromium(driver.chromium.executable_path)
        if path is None:
            without_browser("no Chromium found: install it, or say where it is with PRAKTIJKKENNIS_CHROMIUM")
        running = driver.chromium.launch(executable_path=path)
        yield running
        running.close()


class Tab:
    """A page in the browser that keeps what went wrong and what was asked of the network."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("dialog", lambda dialog: (self.troubles.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)

    def violations(self, *rules: str) -> list[str]:
        """What axe-core finds wrong by some of its rules (else by all), with the first element that has it."""
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = self.page.evaluate("(options) => axe.run(document, options).then((all) => all.violations)", options)
        return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.fixture
def open_tab(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Tab]]:
    """Open a page, given as HTML, in a tab of its own."""
    tabs: list[Tab] = []

    def opened(page: str, fragment: str = "", **options: Any) -> Tab:
        path = tmp_path / f"pagina-{len(tabs)}.html"
        path.write_text(page, encoding="utf-8")
        tabs.append(Tab(browser, path.as_uri() + fragment, **options))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.context.close()
