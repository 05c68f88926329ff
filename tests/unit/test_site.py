"""The site of the documentation: it builds, its links lead somewhere, and it holds what is public."""

from __future__ import annotations

import html
import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest

import praktijkkennis

TOP = Path(__file__).parents[2]
FOLDER = TOP / "experiments" / "documentatie"
MODULES = ("praktijkkennis", "praktijkkennis.bench", "praktijkkennis.close_reading", "praktijkkennis.evaluation")


class Page(HTMLParser):
    """What a page links to, what can be linked to in it, and what it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.loaded: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.places |= {found[name] for name in ("id", "name") if name in found}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif "src" in found or (tag == "link" and found.get("rel") == "stylesheet"):
            self.loaded.append(found.get("src") or found.get("href", ""))


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    for name in ("pdoc", "nbconvert"):
        pytest.importorskip(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)
        spec = importlib.util.spec_from_file_location("documentation_site", FOLDER / "site.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(maker: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs")
    # Running the notebooks is a test of its own, and every module takes its time.
    assert maker.build(out, MODULES, run=False) > len(MODULES)
    return out


def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    pages = {path: Page(path) for path in site.rglob("*.html")}
    n_links = 0
    for path, page in pages.items():
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path.relative_to(site)}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].places, f"{path.relative_to(site)}: {link}"
            n_links += 1
    assert n_links > 200


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not [one for one in Page(path).loaded if urlsplit(one).scheme in ("http", "https")], path.name


def test_the_start_page_leads_everywhere(site: Path) -> None:
    page = Page(site / "index.html")
    text = (site / "index.html").read_text(encoding="utf-8")
    for name in MODULES:
        assert f"{name.replace('.', '/')}.html" in page.links
    for place in ("manual.html", "themes.html#loslaten", "notebooks/1-from-folder-to-figure.html"):
        assert place in page.links
    assert len([one for one in page.loaded if one.startswith("pictures/")]) == 8
    assert len([one for one in page.links if one.startswith("read/models-")]) == 3
    for told in ("praktijkkennis extract verhalen --out rapport", "study(read_corpus", "experiment reproduce"):
        assert html.escape(told) in text or told in text
    assert 'id="loslaten"' in (site / "themes.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_every_public_object_is_there_with_its_docstring(site: Path, name: str) -> None:
    module = praktijkkennis if name == "praktijkkennis" else importlib.import_module(name)
    path = site / f"{name.replace('.', '/')}.html"
    text = path.read_text(encoding="utf-8")
    # The docstrings as rendered: the source that stands folded away holds them too.
    shown = " ".join(html.unescape(re.sub(r"<div class=\"pdoc-code.*?</div>", "", text, flags=re.DOTALL)).split())
    places = Page(path).places
    for public in module.__all__:
        assert public in places, public
        first = (getattr(module, public).__doc__ or "").strip().split("\n")[0]
        # What stands before the first mark-up is rendered as it is.
        told = " ".join(re.split("[`:*]", first)[0].split())
        assert told, public
        assert told in shown, public
    assert ":func:" not in shown


def test_every_module_is_on_the_list(maker: ModuleType) -> None:
    named = maker.modules()
    assert set(MODULES) <= set(named)
    assert "praktijkkennis.cli" not in named
    for name in named:
        assert importlib.import_module(name).__doc__, name


def test_a_link_to_nothing_is_not_passed_over(maker: ModuleType, tmp_path: Path) -> None:
    made = maker.Site(TOP, tmp_path)
    with pytest.raises(FileNotFoundError, match=r"weg\.md"):
        made.html_of("[weg](weg.md)", "index.html")
    assert made.link("CHANGELOG.md#unreleased", "read/x.html") == "CHANGELOG-md.html#unreleased"
    assert made.link("https://example.org/a", "index.html") == "https://example.org/a"


def test_a_figure_of_a_notebook_is_drawn_from_the_one_copy(maker: ModuleType, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    figure = {"data": [{"type": "bar", "x": [1], "y": ["los"]}], "layout": {"title": {"text": "Hoe vaak"}}}
    outputs = [
        nbformat.v4.new_output("stream", name="stderr", text="Coderen: 100%"),
        nbformat.v4.new_output("display_data", data={"application/vnd.plotly.v1+json": figure, "text/plain": "F"}),
    ]
    cells = [nbformat.v4.new_code_cell("found.plot()", outputs=outputs), nbformat.v4.new_markdown_cell("Dat is alles.")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "boek.ipynb")
    body = maker.notebook_body(tmp_path / "boek.ipynb", run=False, up="../")
    assert maker.has_figures(body)
    assert 'src="../plotly.min.js"' in body
    assert "Hoe vaak" in body
    assert "Coderen: 100%" not in body
    assert "Dat is alles." in body
