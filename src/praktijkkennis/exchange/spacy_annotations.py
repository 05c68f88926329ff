"""Annotations as spans of a spaCy Doc, as ``SpanRuler`` and ``SpanCategorizer`` leave theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from praktijkkennis.document import Document, Stance, ThemeAnnotation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

SPANS_KEY = "praktijkkennis"
"""Name of the group of spans on a Doc."""

_DATA = "praktijkkennis"
_NOTHING: dict[str, Any] = {"score": None, "stance": None, "coder": None}


def annotated_doc(
    document: Document, annotations: Iterable[ThemeAnnotation], nlp: Language, *, spans_key: str = SPANS_KEY
) -> Doc:
    """Make a Doc of a document, with its annotations as spans.

    Parameters
    ----------
    document : Document
        Its text becomes the text of the Doc, its metadata ``doc.user_data["praktijkkennis_document"]``.
    annotations : iterable of ThemeAnnotation
        Those of other documents are left out.
    nlp : Language
        Any pipeline; its components are run.
    spans_key : str
        Name of the group of spans.

    Returns
    -------
    Doc
        See :func:`set_annotations`.
    """
    doc: Doc = nlp(document.text)
    doc.user_data["praktijkkennis_document"] = {"id": document.id, **document.metadata}
    set_annotations(doc, (one for one in annotations if one.document_id == document.id), spans_key=spans_key)
    return doc


def set_annotations(doc: Doc, annotations: Iterable[ThemeAnnotation], *, spans_key: str = SPANS_KEY) -> None:
    """Set annotations as a group of spans on a Doc of the same text.

    Parameters
    ----------
    doc : Doc
        Gets ``doc.spans[spans_key]``: a span for each annotation, in order, widened to whole tokens. Its label is the
        key of the theme, ``span.id_`` the stance and ``span.kb_id_`` the coder; ``span._.theme_score``,
        ``span._.theme_stance`` and ``span._.theme_coder`` tell the rest, and ``doc.spans[spans_key].attrs["scores"]``
        all scores, as spaCy's own span categoriser has it. All of it survives ``to_bytes`` and
        ``DocBin(store_user_data=True)``.
    annotations : iterable of ThemeAnnotation
        With offsets into the text of the Doc.
    spans_key : str
        Name of the group of spans.

    Raises
    ------
    ValueError
        When an annotation lies outside the text.
    """
    from spacy.tokens import Span, SpanGroup

    register_extensions()
    ordered = sorted(annotations, key=lambda one: (one.start, one.end, one.theme, one.coder))
    spans = []
    # Its declared type knows text keys only, though any will do.
    data: Any = doc.user_data
    for one in ordered:
        found = doc.char_span(one.start, one.end, alignment_mode="expand")
        if found is None or one.end > len(doc.text):
            raise ValueError(f"no tokens at {one.start}:{one.end} in a text of {len(doc.text)} characters")
        span = Span(doc, found.start, found.end, label=one.theme, kb_id=one.coder, span_id=one.stance)
        told = {"score": float(one.score), "stance": one.stance, "coder": one.coder}
        # spaCy keeps what is set on a span by its place alone, and a sentence may have several themes.
        data[_DATA, span.start_char, span.end_char, one.theme, one.coder] = told
        spans.append(span)
    scores = [float(one.score) for one in ordered]
    doc.spans[spans_key] = SpanGroup(doc, name=spans_key, spans=spans, attrs={"scores": scores})


def register_extensions() -> None:
    """Make ``span._.theme_score``, ``theme_stance`` and ``theme_coder`` known; they are None for any other span."""
    from spacy.tokens import Span

    for name, getter in (("theme_score", _score), ("theme_stance", _stance), ("theme_coder", _coder)):
        if not Span.has_extension(name):
            Span.set_extension(name, getter=getter)


def _told(span: Span) -> dict[str, Any]:
    data: Any = span.doc.user_data
    found: dict[str, Any] = data.get((_DATA, span.start_char, span.end_char, span.label_, span.kb_id_), _NOTHING)
    return found


def _score(span: Span) -> float | None:
    score: float | None = _told(span)["score"]
    return score


def _stance(span: Span) -> Stance | None:
    stance: Stance | None = _told(span)["stance"]
    return stance


def _coder(span: Span) -> str | None:
    coder: str | None = _told(span)["coder"]
    return coder
