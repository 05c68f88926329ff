"""The digest: a piece for a newsletter, chosen once and written as Markdown and as a Word document."""

from __future__ import annotations

from pathlib import Path

from praktijkkennis.exchange.files import replace_file
from praktijkkennis.report.digest.choice import Digest, build_digest
from praktijkkennis.report.digest.markdown import render_markdown
from praktijkkennis.report.digest.word import render_docx
from praktijkkennis.report.summary import ReportSummary

__all__ = ["Digest", "build_digest", "render_docx", "render_markdown", "write_digest"]


def write_digest(summary: ReportSummary, folder: str | Path) -> Digest:
    """Write ``nieuwsbrief.md`` and ``nieuwsbrief.docx`` into a folder.

    Raises
    ------
    OutputError
        When a file cannot be written, for example because it is open in Word.
    """
    digest = build_digest(summary)
    replace_file(Path(folder) / "nieuwsbrief.md", render_markdown(digest).encode("utf-8"))
    replace_file(Path(folder) / "nieuwsbrief.docx", render_docx(digest))
    return digest
