"""Make a site of the documentation (``make docs``): start page, manual, API, notebooks, themes and model cards.

    python experiments/documentatie/site.py [--out build/docs] [--as-is]

The API by pdoc, the notebooks by nbconvert (extra ``docs``); nothing is fetched, and the site needs no network. What a
package exports stands on its own page; of packages that export nothing, every module has one. Running the notebooks
takes a minute or two; ``--as-is`` shows them without outputs.
"""

from __future__ import annotations

import argparse
import pkgutil
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from notebook_pages import has_figures, notebook_body, write_plotly
from pages import Site, section, theme_page

TOP = Path(__file__).parents[2]
TEMPLATES = Path(__file__).parent / "sjabloon"
LEFT_OUT = ("cli", "data")
"""The command line has its own help, and data are no code."""

ALSO = ("close_reading.charts", "evaluation.coefficients", "preprocessing.vectorizer")
"""Modules that are asked for by their own name."""

NOTEBOOKS = {
    "experiments/notebooks/1-from-folder-to-figure.ipynb": "From a folder to a figure",
    "experiments/notebooks/2-people-and-machine.ipynb": "People and machine as coders",
}
MODELS = {
    "nl_praktijk_sm": "the language pipeline",
    "nl_praktijk_e5": "the sentence encoder, with an upper storey for the themes",
    "tagger_nieuw_organiseren": "the tagger of the built-in themes",
}

_LINK_HERE = re.compile(r'<a [^>]*?href="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_ROLE = re.compile(r":(?:func|class|meth|mod|data|attr|exc):`~?([^`]+)`")


def modules() -> list[str]:
    """Name the modules that have a page."""
    package = import_module("praktijkkennis")
    direct = [one.name for one in pkgutil.iter_modules(package.__path__) if one.name not in LEFT_OUT]
    return ["praktijkkennis", *(f"praktijkkennis.{name}" for name in sorted({*direct, *ALSO}))]


def write_api(named: Sequence[str], out: Path) -> None:
    """Write the pages of modules."""
    import pdoc
    from jinja2 import pass_context

    for module in map(import_module, named):
        for name in getattr(module, "__all__", ()):
            # Many are looked up when first used, but pdoc wants to find them in the module itself.
            setattr(module, name, getattr(module, name))
    pdoc.render.configure(docformat="numpy", search=True, template_directory=TEMPLATES)
    known = pdoc.render.env.filters["to_markdown"]

    @pass_context
    def without_roles(context: Any, docstring: str) -> str:
        # Names between backticks become links; the roles of Sphinx around them would be shown as they are.
        return str(known(context, _ROLE.sub(r"`\1`", docstring)))

    pdoc.render.env.filters["to_markdown"] = without_roles
    try:
        pdoc.pdoc(*named, output_directory=out)
    finally:
        pdoc.render.env.filters["to_markdown"] = known
    for name in named:
        page = out / api_page(name)
        page.write_text(without_dead_links(page.read_text(encoding="utf-8")), encoding="utf-8")


def without_dead_links(page: str) -> str:
    """Take links away that lead to no place on the page: pdoc makes them for what is private."""
    places = set(re.findall(r'\sid="([^"]+)"', page))
    return _LINK_HERE.sub(lambda found: found[0] if found[1] in places else found[2], page)


def api_page(name: str) -> str:
    """Name the page of a module."""
    return f"{name.replace('.', '/')}.html"


def start_page(site: Site, named: Sequence[str]) -> str:
    """Render the start page: what it is, how to begin, and where everything is."""
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    intro = readme.split("\n## ", 1)[0]
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\) ([^|\n]+?) *\|", section(readme, "## Gallery"))
    parts = [
        site.html_of(
            f"{intro}\n\n## Quick start\n\n{section(readme, '## Quick start').split('### ')[0]}", "index.html"
        ),
        '<h2 id="gallery">Gallery</h2><div class="pictures">',
        *(
            f'<figure><a href="{place}"><img class="picture" src="{place}" alt="{told}" loading="lazy"></a>'
            f"<figcaption>{told}</figcaption></figure>"
            for place, told in ((site.place_of(source), told) for source, told in pictures)
        ),
        "</div>",
        site.html_of("\n".join(_where_everything_is(site, named)), "index.html"),
        site.html_of(f"## The API in short\n\n{section(readme, '## The API in short')}", "index.html"),
    ]
    return "\n".join(parts)


def _where_everything_is(site: Site, named: Sequence[str]) -> list[str]:
    from praktijkkennis import load_codebook

    themes = " · ".join(f"<a href='themes.html#{one.key}'>{one.name}</a>" for one in load_codebook().themes)
    lines = ["## Notebooks", "", *(f"- [{title}]({source})" for source, title in NOTEBOOKS.items()), ""]
    lines += ["## Themes", "", f"The built-in codebook, in Dutch: {themes}.", "", "## Models", ""]
    for name, what in MODELS.items():
        lines.append(f"- [`{name}`](src/praktijkkennis/data/models/{name}/README.md): {what}")
    lines += ["", "## Modules", "", "| module | what it is |", "|---|---|"]
    for name in named:
        told = (import_module(name).__doc__ or "").strip().splitlines()[0].replace("|", "\\|").replace("``", "`")
        lines.append(f"| <a href='{api_page(name)}'>{name}</a> | {told} |")
    return lines


def build(out: Path, named: Sequence[str] | None = None, *, run: bool = True) -> int:
    """Write the site.

    Parameters
    ----------
    out : Path
        The folder.
    named : sequence of str, optional
        Modules with a page; :func:`modules` when not given.
    run : bool
        Whether to run the notebooks.

    Returns
    -------
    int
        Number of pages.
    """
    from praktijkkennis import load_codebook

    named = modules() if named is None else named
    site = Site(TOP, out)
    write_api(named, out)
    for source, title in NOTEBOOKS.items():
        place = site.place_of(source)
        up = "../" * place.count("/")
        body = notebook_body(TOP / source, run=run, up=up)
        if has_figures(body):
            write_plotly(out)
        site.write(place, title, body)
    site.write("themes.html", "Thema’s", theme_page(load_codebook().themes), lang="nl")
    site.write("index.html", "praktijkkennis", start_page(site, named))
    site.write_documents()
    return len(list(out.rglob("*.html")))


def main() -> int:
    """Write the site and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TOP / "build" / "docs")
    parser.add_argument("--as-is", action="store_true", help="show the notebooks without running them")
    options = parser.parse_args()
    print(f"{build(options.out, run=not options.as_is)} pages; begin with {options.out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
