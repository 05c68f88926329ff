"""Notebooks as pages: run first when asked for, with their figures drawn by one copy of plotly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SCRIPT = "plotly.min.js"
"""The one copy, at the top of the site."""

_LONGEST_RUN = 900


def notebook_body(path: Path, *, run: bool, up: str) -> str:
    """Render a notebook.

    Parameters
    ----------
    path : Path
        The notebook.
    run : bool
        Whether to run it for its outputs; else it is shown as it is.
    up : str
        From the page to the top of the site.
    """
    import nbformat
    from nbconvert import HTMLExporter

    book = nbformat.read(path, as_version=4)
    if run:
        import nbclient

        place = {"metadata": {"path": str(path.parent)}}
        nbclient.NotebookClient(book, timeout=_LONGEST_RUN, resources=place).execute()
    for number, cell in enumerate(book.cells):
        outputs = cell.get("outputs", [])
        # Bars of progress say nothing to who reads it afterwards.
        cell["outputs"] = [one for one in outputs if one["output_type"] != "stream" or one["name"] != "stderr"]
        for place_in_cell, output in enumerate(outputs):
            _draw(output, f"figure-{number}-{place_in_cell}", up)
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(book)
    return str(body)


def has_figures(body: str) -> bool:
    """Tell whether a page needs plotly."""
    return SCRIPT in body


def write_plotly(folder: Path) -> None:
    """Write the copy of plotly that pages load."""
    from plotly.offline import get_plotlyjs

    (folder / SCRIPT).write_text(get_plotlyjs(), encoding="utf-8")


def _draw(output: Any, name: str, up: str) -> None:
    """Give an output that is a figure of plotly as HTML, which loads the one copy of it."""
    figure = output.get("data", {}).get("application/vnd.plotly.v1+json")
    if figure is None:
        return
    from plotly.io import to_html

    kept = {key: value for key, value in figure.items() if key in ("data", "layout")}
    html = to_html(kept, full_html=False, include_plotlyjs=f"{up}{SCRIPT}", div_id=name, validate=False)
    output["data"] = {"text/html": html}
