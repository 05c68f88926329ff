"""What people coded: who gave which theme how often, and what found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from praktijkkennis.codebook import Codebook
from praktijkkennis.evaluation import Coding
from praktijkkennis.evaluation.matching import Matching, settle
from praktijkkennis.notebook.markup import box, chip, fill, frame_table, heading, joined, table, theme_looks
from praktijkkennis.report import dutch

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.exchange.codings import Codings

_MOST = 12


def coding_html(coding: Coding, codebook: Codebook | None = None) -> Markup:
    """Show what people coded: how often each of them gave each theme, and which codes have no place."""
    sentences = (
        "alleen gecodeerde passages zijn bekend"
        if coding.units is None
        else dutch.counted(len(coding.units), "zin", "zinnen")
    )
    documents = dutch.counted(len(coding.seen), "document", "documenten")
    about = f"{dutch.counted(len(coding.codes), 'code', 'codes')} in {documents}; {sentences}"
    pairs = zip(coding.codes["theme"], coding.codes["coder"], strict=True)
    lost = settle(coding).lost
    return box(
        heading("Wat mensen codeerden", about),
        _numbers(pairs, coding.coders, codebook),
        _remarks(coding.remarks),
        _lost("Zonder bekende zin", lost),
    )


def codings_html(codings: Codings, codebook: Codebook | None = None) -> Markup:
    """Show what was read of a project or table: first what was not placed, and why."""
    codes = codings.to_frame()
    documents = dutch.counted(len(codings.documents), "document", "documenten")
    about = f"{dutch.counted(len(codes), 'code', 'codes')} in {documents}"
    if codings.n_mistyped:
        about += f"; {dutch.counted(codings.n_mistyped, 'passage', 'passages')} gevonden ondanks een tikfout"
    left = codings.unplaced_frame()
    columns = {"rij": "rij"} if "rij" in left else {}
    columns |= {"document": "document", "tekst": "tekst", "code": "code", "codeur": "codeur", "reden": "waarom"}
    unplaced = joined(
        [
            heading("Niet geplaatst", dutch.counted(len(left), "codering", "coderingen")),
            table(["waarom", "hoe vaak"], codings.reasons),
            _folded("Welke", _clipped(left, "tekst"), columns),
        ]
    )
    pairs = zip(codes["theme"], codes["coder"], strict=True)
    return box(
        heading("Wat mensen codeerden", about),
        unplaced if len(left) else fill("<p>Alles heeft een plaats.</p>"),
        _numbers(pairs, codings.coders, codebook),
        _remarks(codings.remarks),
    )


def matching_html(matching: Matching) -> Markup:
    """Show how codes of the machine and of people were brought together."""
    pairs = matching.documents.pairs
    about = f"{dutch.counted(len(pairs), 'document', 'documenten')} in beide"
    return box(
        heading("Machine naast mensen", f"{about}; {dutch.counted(matching.n_predicted, 'code', 'codes')} vergeleken"),
        _remarks(matching.remarks),
        _lost("Codes van de machine zonder bekende zin", matching.lost_predicted),
        _lost("Codes van mensen zonder bekende zin", matching.lost_coded),
    )


def _numbers(pairs: Iterable[tuple[str, str]], coders: Sequence[str], codebook: Codebook | None) -> Markup:
    """A table of themes by coders."""
    counts = Counter(pairs)
    given = {theme for theme, _ in counts}
    order = [key for key in (codebook.keys if codebook else ()) if key in given]
    looks = theme_looks([*order, *sorted(given - set(order))], codebook)
    rows = [(chip(look), *(counts[theme, coder] for coder in coders)) for theme, look in looks.items()]
    return table(["thema", *coders], rows) if rows else fill("<p>Er is niets gecodeerd.</p>")


def _remarks(remarks: Sequence[str]) -> Markup:
    items = joined(fill("<li>{}</li>", remark) for remark in remarks)
    return fill("<ul>{}</ul>", items) if remarks else Markup()


def _lost(title: str, rows: DataFrame) -> Markup:
    columns = {"document_id": "document", "start": "van", "end": "tot", "text": "tekst", "theme": "thema",
               "coder": "codeur"}  # fmt: skip
    about = f"{title}: {dutch.counted(len(rows), 'code', 'codes')}"
    return _folded(about, _clipped(rows, "text"), columns) if len(rows) else Markup()


def _clipped(rows: DataFrame, column: str) -> DataFrame:
    return rows.assign(**{column: [dutch.clipped(text, 120) for text in rows[column]]})


def _folded(title: str, rows: DataFrame, columns: dict[str, str]) -> Markup:
    return fill(
        '<details><summary style="cursor:pointer">{}</summary>{}</details>', title, frame_table(rows, columns, _MOST)
    )
