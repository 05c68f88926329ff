"""A document with its themes in colour; stance, score and coder show with the mouse, and in a list under the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document, ProcessedDocument, ThemeAnnotation
from praktijkkennis.notebook.markup import SIGNS, ThemeLook, box, chip, faint, fill, heading, joined, theme_looks
from praktijkkennis.report import dutch

_MOST_LINES = 3
_MOST_CODES = 200
_MOST_TEXT = 160


@dataclass(frozen=True, slots=True)
class CodedDocument(ProcessedDocument):
    """An analysed document that a notebook shows with its themes.

    Parameters
    ----------
    annotations : tuple of ThemeAnnotation
        Its codes.
    codebook : Codebook or None
        For names and colours of the themes.
    """

    annotations: tuple[ThemeAnnotation, ...] = ()
    codebook: Codebook | None = None


def coded_documents(
    documents: Iterable[ProcessedDocument], annotations: Iterable[ThemeAnnotation], codebook: Codebook | None
) -> tuple[CodedDocument, ...]:
    """Give documents their codes."""
    codes: dict[str, list[ThemeAnnotation]] = {}
    for one in annotations:
        codes.setdefault(one.document_id, []).append(one)
    return tuple(
        CodedDocument(one.document, one.sentences, tuple(codes.get(one.document.id, ())), codebook) for one in documents
    )


def coded_document_html(coded: CodedDocument) -> Markup:
    """Show a document with the codes that it carries."""
    return document_html(coded.document, coded.annotations, coded.codebook)


def document_html(
    document: Document, annotations: Iterable[ThemeAnnotation] = (), codebook: Codebook | None = None
) -> Markup:
    """Show a document.

    Parameters
    ----------
    document : Document
        The text, shown as it is.
    annotations : iterable of ThemeAnnotation
        Codes to mark; those of other documents are left out.
    codebook : Codebook, optional
        For names and colours of the themes.
    """
    codes = sorted(
        (one for one in annotations if one.document_id == document.id),
        key=lambda one: (one.start, one.end, one.theme, one.coder),
    )
    counts = Counter(one.theme for one in codes)
    order = [key for key in (codebook.keys if codebook else ()) if key in counts]
    looks = theme_looks([*order, *sorted(counts.keys() - set(order))], codebook)
    legend = fill("<div>{}</div>", joined(chip(look, counts[key]) for key, look in looks.items()))
    body = fill(
        '<div dir="auto" style="white-space:pre-wrap;line-height:1.75;max-height:40em;overflow-y:auto">{}</div>',
        joined(_pieces(document, codes, looks)),
    )
    return box(heading(document.id, _about(document)), legend, body, _list(document, codes, looks))


def _list(document: Document, codes: Sequence[ThemeAnnotation], looks: dict[str, ThemeLook]) -> Markup:
    """Write the codes out, for who has no mouse."""
    if not codes:
        return Markup()
    items = joined(
        fill(
            '<li dir="auto">{} {}: “{}”</li>',
            chip(looks[one.theme]), _meaning(one),
            dutch.clipped(dutch.legible(document.text[one.start : one.end]), _MOST_TEXT),
        )
        for one in codes[:_MOST_CODES]
    )  # fmt: skip
    left = len(codes) - _MOST_CODES
    more = fill("<li>en nog {}</li>", dutch.number(left)) if left > 0 else Markup()
    return fill(
        '<details><summary style="opacity:.7;cursor:pointer">{} in woorden</summary><ul>{}{}</ul></details>',
        dutch.counted(len(codes), "code", "codes"), items, more,
    )  # fmt: skip


def _meaning(one: ThemeAnnotation) -> str:
    return f"{one.stance}, score {dutch.number(one.score, 2)} ({one.coder})"


def processed_html(processed: ProcessedDocument) -> Markup:
    """Show an analysed document, without codes."""
    return document_html(processed.document)


def _about(document: Document) -> str:
    known = ("title", "author", "role", "organisation", "sector", "kind")
    parts = [document.metadata[key] for key in known if document.metadata.get(key)]
    date = document.metadata.get("date")
    return " · ".join([*parts, *([dutch.date_in_words(date)] if date else [])])


def _pieces(document: Document, codes: Sequence[ThemeAnnotation], looks: dict[str, ThemeLook]) -> Iterable[Markup]:
    """Cut the text wherever a code or residue begins or ends, so that codes may overlap in any way."""
    spans = [*codes, *document.residue]
    cuts = sorted({0, len(document.text), *(one.start for one in spans), *(one.end for one in spans)})
    for start, end in pairwise(cuts):
        text = dutch.legible(document.text[start:end])
        here = [one for one in codes if one.overlaps(start, end)]
        if here:
            yield _mark(text, here, [one for one in here if one.end == end], looks)
        elif any(one.overlaps(start, end) for one in document.residue):
            yield fill('<span style="opacity:.45" title="telt niet mee">{}</span>', text)
        else:
            yield fill("{}", text)


def _mark(
    text: str, here: Sequence[ThemeAnnotation], ending: Sequence[ThemeAnnotation], looks: dict[str, ThemeLook]
) -> Markup:
    themes = list(dict.fromkeys(one.theme for one in here))
    lines = [
        f"inset 0 -{2 * number}px {looks[theme].colour}" for number, theme in enumerate(themes[:_MOST_LINES], start=1)
    ]
    # The first shadow is painted on top, so the thinnest line must come first.
    style = f"background:{faint(looks[themes[0]].colour, 0.14)};color:inherit;box-shadow:{','.join(lines)}"
    signs = joined(
        fill('<sup style="color:{};font-weight:bold">{}</sup>', looks[one.theme].colour, SIGNS[one.stance])
        for one in ending
    )
    meaning = "\n".join(f"{looks[one.theme].name}: {_meaning(one)}" for one in here)
    return fill('<mark style="{}" title="{}">{}</mark>{}', style, meaning, text, signs)
