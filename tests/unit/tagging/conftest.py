"""A small codebook of our own, and a tagger of it that needs no model."""

from __future__ import annotations

import pytest

from praktijkkennis.codebook import Codebook, Example, Term, Theme
from praktijkkennis.embedding import Embedder
from praktijkkennis.tagging import CodebookScorer, ThemeTagger


@pytest.fixture(scope="session")
def garden() -> Codebook:
    """Themes that no built-in codebook knows: with examples, with a description only, with a name only."""
    return Codebook(
        "tuin",
        "Tuin",
        (
            Theme(
                "snoeien",
                "Snoeien",
                terms=(Term("snoeien", 0.8), Term("af|knippen", 0.6), Term("*schaar", 0.5)),
                examples=(
                    Example("We snoeien de appelboom in februari met een scherpe schaar."),
                    Example("De heg wordt twee keer per jaar geknipt."),
                    Example("Takken die kruisen gaan eraf.", ("mest",)),
                ),
                counterexamples=(Example("De schaar ligt in de keukenla."),),
            ),
            Theme("mest", "Bemesting", definition="Compost en koemest voeden de grond. Wormen helpen daarbij."),
            Theme("regenton", "Regenton"),
        ),
    )


@pytest.fixture(scope="session")
def garden_scorer(garden: Codebook, embedder: Embedder) -> CodebookScorer:
    """What the garden teaches; made once, since the stances are learned anew each time."""
    return CodebookScorer(garden, embedder)


@pytest.fixture(scope="session")
def gardener(garden: Codebook, embedder: Embedder, garden_scorer: CodebookScorer) -> ThemeTagger:
    """Codes every theme on every sentence, so that there is always something to look at."""
    return ThemeTagger(garden, embedder, threshold=0.0, scorer=garden_scorer)
