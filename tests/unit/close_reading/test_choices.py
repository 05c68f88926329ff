"""A misspelt choice is refused, with what there is to choose, rather than giving another analysis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from praktijkkennis.close_reading import (
    collocations,
    cooccurrence,
    keyness,
    kwic,
    theme_keyness,
    theme_kwic,
    words_of_theme,
)
from praktijkkennis.close_reading.running_words import running_words
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError


@pytest.fixture(scope="module")
def documents(write: Callable[..., ProcessedDocument]) -> list[ProcessedDocument]:
    return [write(["rooster ploeg", "soep"], "a", sector="zorg"), write(["rooster bloem"], "b", sector="bouw")]


@pytest.fixture(scope="module")
def codes(documents: list[ProcessedDocument], code: Callable[..., list[ThemeAnnotation]]) -> list[ThemeAnnotation]:
    return [*code(documents[0], "loslaten", ""), *code(documents[1], "loslaten")]


Look = Callable[[list[ProcessedDocument], list[ThemeAnnotation], dict[str, Any]], object]


@pytest.mark.parametrize(
    ("look", "wrong", "choices"),
    [
        (lambda d, c, w: cooccurrence(d, c, **w), {"unit": "paragraph"}, "'sentence' of 'document'"),
        (lambda d, c, w: cooccurrence(d, c, **w), {"weighting": "document"}, "'length' of 'documents'"),
        (lambda d, c, w: keyness(d, "sector", **w), {"weighting": "document"}, "'length' of 'documents'"),
        (lambda d, c, w: keyness(d, "sector", **w), {"words": "lemmas"}, "'lemma' of 'form'"),
        (lambda d, c, w: theme_keyness(d, c, "sector", **w), {"weighting": ""}, "'length' of 'documents'"),
        (lambda d, c, w: words_of_theme(d, c, "loslaten", **w), {"weighting": "alike"}, "'length' of 'documents'"),
        (lambda d, c, w: words_of_theme(d, c, "loslaten", **w), {"words": "vorm"}, "'lemma' of 'form'"),
        (lambda d, c, w: collocations(d, "rooster", **w), {"weighting": "document"}, "'length' of 'documents'"),
        (lambda d, c, w: collocations(d, "rooster", **w), {"words": "vorm"}, "'lemma' of 'form'"),
        (lambda d, c, w: kwic(d, "rooster", **w), {"order": "rechts"}, "'left', 'right' of 'match'"),
        (lambda d, c, w: kwic(d, "rooster", **w), {"stance": "positief"}, "'versterkend'"),
        (lambda d, c, w: theme_kwic(d, c, "loslaten", **w), {"order": "rechts"}, "'left', 'right' of 'match'"),
        (lambda d, c, w: theme_kwic(d, c, "loslaten", **w), {"stance": "positief"}, "'versterkend'"),
        (lambda d, c, w: running_words(d[0].sentences[0].tokens, **w), {"by": "vorm"}, "'lemma' of 'form'"),
    ],
)
def test_misspelt_choices_are_refused(
    documents: list[ProcessedDocument], codes: list[ThemeAnnotation], look: Look, wrong: dict[str, Any], choices: str
) -> None:
    ((name, value),) = wrong.items()
    with pytest.raises(QueryError, match=f"{name}={value!r} bestaat niet. Kies .*{choices}"):
        look(documents, codes, wrong)
