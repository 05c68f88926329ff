"""Render the docstrings of the library as a small site (``make docs``).

    python experiments/documentatie/site.py [--out build/docs]

By pdoc (extra ``docs``); nothing is fetched. What a package exports stands on its own page; of packages that export
nothing, every module has one.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

TOP = Path(__file__).parents[2]
LEFT_OUT = ("cli", "data")
"""The command line has its own help, and data are no code."""

ALSO = ("close_reading.charts", "evaluation.coefficients", "preprocessing.vectorizer")
"""Modules that are asked for by their own name."""


def modules() -> list[str]:
    """Name the modules that have a page."""
    package = import_module("praktijkkennis")
    direct = [one.name for one in pkgutil.iter_modules(package.__path__) if one.name not in LEFT_OUT]
    named = ["praktijkkennis", *(f"praktijkkennis.{name}" for name in sorted({*direct, *ALSO}))]
    for module in map(import_module, named):
        for name in getattr(module, "__all__", ()):
            # Many are looked up when first used, but pdoc wants to find them in the module itself.
            setattr(module, name, getattr(module, name))
    return named


def main() -> int:
    """Write the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TOP / "build" / "docs")
    options = parser.parse_args()
    import pdoc

    pdoc.render.configure(docformat="numpy", search=True)
    named = modules()
    pdoc.pdoc(*named, output_directory=options.out)
    print(f"{len(list(options.out.rglob('*.html')))} pages in {options.out}; begin with praktijkkennis.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
