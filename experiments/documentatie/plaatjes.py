"""Make the pictures of the documentation from the example corpora: the report, and figures of looking closely.

    python experiments/documentatie/plaatjes.py [--out docs/pictures] [--only NAME ...] [--browser PATH]

Needs the extra ``plots`` and a Chromium (``chromium``, ``google-chrome`` or one named with ``--browser``); nothing is
fetched. Takes a few minutes. The texts in the pictures are those of ``corpora/``, which are invented.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from praktijkkennis import Pipeline, evaluation, load_codebook, read_corpus, show, write_extraction
from praktijkkennis.bench import Study, coded_study
from praktijkkennis.evaluation.figures import agreement_figure
from praktijkkennis.exchange.coded import read_coding

TOP = Path(__file__).parents[2]
EXAMPLE, CODED = TOP / "corpora" / "voorbeeld", TOP / "corpora" / "codering" / "b1.jsonl"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH = 900
SAFETY = "psychologische_veiligheid"


@cache
def extraction() -> Any:
    """The machine's run over the example corpus."""
    return Pipeline().extract([EXAMPLE])


@cache
def machine() -> Study:
    """The same, to look at closely."""
    found = extraction()
    return Study(found.documents, found.annotations, found.codebook, found.insights)


@cache
def coding() -> evaluation.Coding:
    """What two coders coded."""
    return read_coding([CODED])


@cache
def people() -> Study:
    """What one of them coded, to look at closely."""
    return coded_study(coding(), read_corpus(CODED), progress=False).coded_by("A")


def report(folder: Path) -> Path:
    """Write the report of the example corpus."""
    write_extraction(extraction(), folder)
    return folder / "rapport.html"


def page(shown: Any, folder: Path) -> Path:
    """Write what a notebook shows."""
    shown.write(folder / "pagina.html")
    return folder / "pagina.html"


def figure(made: Any, folder: Path) -> Path:
    """Write a figure of plotly."""
    made.update_layout(width=WIDTH - 20, title_font_size=18)
    made.write_html(folder / "figuur.html", include_plotlyjs=True, config={"displayModeBar": False})
    return folder / "figuur.html"


def agreed() -> Any:
    """Draw how far the coders agree."""
    names = {theme.key: theme.name for theme in load_codebook().themes}
    return agreement_figure(evaluation.agreement(coding(), names=names), names=names)


PICTURES: dict[str, tuple[Callable[[Path], Path], int]] = {
    "document": (lambda folder: page(people().show(people().documents[2].document.id), folder), 620),
    "concordantie": (
        lambda folder: page(show(people().kwic("zelf*", width=34), codebook=load_codebook()), folder),
        640,
    ),
    "spreiding": (lambda folder: figure(machine().dispersion().plot(), folder), 760),
    "kenmerkend": (lambda folder: figure(people().words_of(SAFETY).plot(), folder), 500),
    "samen": (lambda folder: figure(people().cooccurrence(distance=1).plot(), folder), 640),
    "na-elkaar": (lambda folder: figure(people().sequences().plot(), folder), 640),
    "overeenstemming": (lambda folder: figure(agreed(), folder), 480),
    "rapport": (report, 1000),
}
"""What makes the page of each picture, and how much of it is shown, in pixels."""


def photograph(browser: str, source: Path, target: Path, height: int) -> None:
    """Have a browser make a picture of a page."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}",
            "--virtual-time-budget=8000", "--run-all-compositor-stages-before-draw",
            f"--window-size={WIDTH},{height}", f"--screenshot={target}", source.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def main() -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TOP / "docs" / "pictures")
    parser.add_argument("--only", nargs="*", choices=list(PICTURES), default=list(PICTURES))
    parser.add_argument("--browser", default=next(filter(None, map(shutil.which, BROWSERS)), None))
    options = parser.parse_args()
    if options.browser is None:
        print("There is no Chromium; name one with --browser.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.only:
        make, height = PICTURES[name]
        with tempfile.TemporaryDirectory() as work:
            source = make(Path(work))
            target = (options.out / f"{name}.png").resolve()
            photograph(options.browser, source, target, height)
        print(f"{target.relative_to(TOP) if TOP in target.parents else target}: {target.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
