"""Pages of the site: Markdown of the repository in one frame, with its links leading to pages of the site."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

NAVIGATION = {
    "index.html": "Start",
    "manual.html": "Manual",
    "praktijkkennis.html": "API",
    "index.html#notebooks": "Notebooks",
    "themes.html": "Themes",
    "index.html#models": "Models",
}
"""What stands at the top of every page, by where it leads."""

_SHOWN = 6

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2328; --paper: #fff; --soft: #f3f5f7; --line: #d5dbe1; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e7ea; --paper: #16191c; --soft: #20252a; --line: #3a424a; --link: #7fb8f0; }
  .picture, .output img { filter: brightness(.88); }
  .output .plotly-graph-div, .output .shown { background: #fff; color: #1d2328; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 17px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header, main { max-width: 62rem; margin: 0 auto; padding: 0 1.2rem; }
header { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; padding-top: .9rem; padding-bottom: .9rem; }
header a { text-decoration: none; }
header a[aria-current] { font-weight: 600; color: var(--ink); }
main { padding-bottom: 4rem; border-top: 1px solid var(--line); }
a { color: var(--link); }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 .6em; }
h1 { font-size: 2rem; margin-top: 1.2em; }
h2 { font-size: 1.45rem; padding-top: .2em; }
h3 { font-size: 1.15rem; }
code, pre { font: .88em/1.5 ui-monospace, Consolas, monospace; }
:not(pre) > code { background: var(--soft); padding: .1em .3em; border-radius: 3px; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .8em 1em; border-radius: 6px; overflow-x: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92em; margin: 1em 0; }
th, td { border-bottom: 1px solid var(--line); padding: .35em .7em .35em 0; text-align: left; vertical-align: top; }
img { max-width: 100%; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.2rem; }
figure { margin: 0; }
figure img { border: 1px solid var(--line); border-radius: 6px; display: block; width: 100%; aspect-ratio: 3 / 2;
  object-fit: contain; background: #fff; }
figcaption { font-size: .9em; padding-top: .3em; }
dt { font-weight: 600; margin-top: .5em; }
dd { margin: 0; }
dd ul { margin: .2em 0; }
summary { cursor: pointer; }
.anchor-link { visibility: hidden; text-decoration: none; padding-left: .3em; }
:hover > .anchor-link { visibility: visible; }
.output { margin: .4em 0 1.6em; overflow-x: auto; }
.output > pre { background: none; border-left: 3px solid var(--line); border-radius: 0; }
"""


class Site:
    """A folder of pages, and what pages of the repository are called in it.

    Parameters
    ----------
    top : Path
        The repository.
    out : Path
        The folder of the site.
    """

    def __init__(self, top: Path, out: Path) -> None:
        self.top, self.out = top, out
        self._wanted: dict[str, str] = {"README.md": "manual.html"}

    def place_of(self, source: str) -> str:
        """Give the page of a file of the repository; pictures and other files are copied along at once.

        Raises
        ------
        FileNotFoundError
            When there is no such file.
        """
        if source in self._wanted:
            return self._wanted[source]
        path = self.top / source
        if not path.is_file():
            raise FileNotFoundError(f"a page links to {source}, which is not there")
        flat = re.sub(r"\W+", "-", source.removeprefix("src/praktijkkennis/data/").removesuffix("/README.md"))
        if path.suffix == ".md":
            place = f"read/{flat}.html"
        elif path.suffix == ".ipynb":
            place = f"notebooks/{path.stem}.html"
        else:
            place = f"{'pictures' if path.suffix == '.png' else 'files'}/{path.name}"
            (self.out / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self.out / place)
        self._wanted[source] = place
        return place

    def write_documents(self) -> None:
        """Write a page for every Markdown file that is linked from somewhere, and for those that these link to."""
        done: set[str] = set()
        while left := [one for one in self._wanted if one.endswith(".md") and one not in done]:
            for source in left:
                text = (self.top / source).read_text(encoding="utf-8")
                place = self._wanted[source]
                title = next(iter(re.findall(r"^# (.+)$", text, re.MULTILINE)), source).replace("`", "")
                self.write(place, title, self.html_of(text, place, posixpath.dirname(source)))
                done.add(source)

    def html_of(self, text: str, place: str, folder: str = "") -> str:
        """Render Markdown of a folder of the repository for a page of the site."""
        from markdown_it import MarkdownIt

        # Front matter of model cards is for machines.
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        reader = MarkdownIt("commonmark", {"html": True, "highlight": highlighted}).enable("table")
        tokens = reader.parse(text)
        for number, token in enumerate(tokens):
            if token.type == "heading_open":
                token.attrSet("id", slug(tokens[number + 1].content))
            for child in token.children or ():
                name = {"link_open": "href", "image": "src"}.get(child.type)
                if name is not None:
                    child.attrSet(name, self.link(str(child.attrGet(name)), place, folder))
        html = reader.renderer.render(tokens, reader.options, {})
        return html.replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>")

    def link(self, target: str, place: str, folder: str = "") -> str:
        """Give the link on a page of the site for one in a file of the repository."""
        parts = urlsplit(target)
        if parts.scheme or not parts.path:
            return target
        source = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        found = posixpath.relpath(self.place_of(source), posixpath.dirname(place) or ".")
        return f"{found}#{parts.fragment}" if parts.fragment else found

    def write(self, place: str, title: str, body: str, *, lang: str = "en", head: str = "") -> None:
        """Write a page in the frame that all have."""
        path = self.out / place
        path.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * place.count("/")
        links = "".join(
            f'<a href="{up}{where}"{" aria-current=page" if where == place else ""}>{name}</a>'
            for where, name in NAVIGATION.items()
        )
        path.write_text(
            f'<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(title)}</title><style>{_STYLE}{code_style()}</style>{head}</head>\n"
            f"<body>\n<header>{links}</header>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
            encoding="utf-8",
        )


def section(text: str, heading: str) -> str:
    """Give what stands under a heading of Markdown, up to the next of the same level.

    Raises
    ------
    ValueError
        When there is no such heading.
    """
    level = heading.split(" ")[0]
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^{level} |\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"no heading {heading!r}")
    return found[1].strip()


def slug(heading: str) -> str:
    """Name a heading as links to it do."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


def highlighted(code: str, language: str, _attributes: object = None) -> str:
    """Colour a block of code."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language or "text")
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def code_style() -> str:
    """Give the colours of code, on light and on dark."""
    from pygments.formatters import HtmlFormatter

    light, dark = (HtmlFormatter(style=name).get_style_defs("pre") for name in ("default", "github-dark"))
    # The background is that of the page.
    light, dark = (re.sub(r"^pre \{.*\}\n?", "", one, flags=re.MULTILINE) for one in (light, dark))
    return f"{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}"


def theme_page(themes: Any) -> str:
    """Render the themes of a codebook."""
    links = " · ".join(f'<a href="#{escape(theme.key)}">{escape(theme.name)}</a>' for theme in themes)
    parts = ["<h1>Thema’s</h1>", f"<p>De {len(themes)} thema’s van het ingebouwde codeboek: {links}.</p>"]
    for theme in themes:
        parts.append(f'<h2 id="{escape(theme.key)}">{escape(theme.name)} <code>{escape(theme.key)}</code></h2>')
        parts.append(f"<p>{escape(theme.definition)}</p><dl>")
        for label, values in (("Zo klinkt het", theme.examples), ("Dit is het niet", theme.counterexamples)):
            if values:
                parts.append(f"<dt>{label}</dt><dd>{_some(values)}</dd>")
        terms = " · ".join(escape(one.text) for one in theme.terms)
        parts.append(f"<dt>Termen</dt><dd><details><summary>{len(theme.terms)} termen</summary>{terms}</details></dd>")
        parts.append("</dl>")
    return "\n".join(parts)


def _some(values: Sequence[Any]) -> str:
    """List the first sentences, and the others behind a line to open."""
    first, rest = (
        "".join(f"<li>{escape(one.text)}</li>" for one in part) for part in (values[:_SHOWN], values[_SHOWN:])
    )
    more = f"<details><summary>nog {len(values) - _SHOWN}</summary><ul>{rest}</ul></details>" if rest else ""
    return f"<ul>{first}</ul>{more}"
