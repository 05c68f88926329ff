"""Documents, a codebook and codes of our own, which other programs were given as well (see bestanden/README.md)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus import read_corpus
from praktijkkennis.document import Document, Evidence, Stance, ThemeAnnotation

BESTANDEN = Path(__file__).parent / "bestanden"


@pytest.fixture(scope="session")
def bestanden() -> Path:
    return BESTANDEN


@pytest.fixture(scope="session")
def buurtkeuken() -> Codebook:
    return load_codebook(BESTANDEN / "codeboek.toml")


@pytest.fixture(scope="session")
def verhalen() -> tuple[Document, ...]:
    return read_corpus(BESTANDEN / "teksten").documents


Code = Callable[..., ThemeAnnotation]


@pytest.fixture(scope="session")
def code(verhalen: tuple[Document, ...]) -> Code:
    texts = {document.id: document.text for document in verhalen}

    def make(
        key: str, piece: str, theme: str, score: float, stance: Stance, coder: str = "praktijkkennis", why: str = ""
    ):  # type: ignore[no-untyped-def]
        start = texts[key].index(piece)
        evidence = (Evidence(start, start + 4, why),) if why else ()
        return ThemeAnnotation(start, start + len(piece), key, theme, score, stance, coder, evidence)

    return make


@pytest.fixture(scope="session")
def codes(code: Code) -> tuple[ThemeAnnotation, ...]:
    soup = "Ik zei dat ik de soep had laten aanbranden 🙈 en niemand werd boos."
    return (
        code("overdracht.txt", "We kozen het menu dit keer met z'n allen.", "samen_beslissen", 0.8312, "versterkend"),
        code("overdracht.txt", soup, "durf", 0.77, "versterkend", why="De term 'zeggen' staat er."),
        code("overdracht.txt", soup, "loslaten", 0.31, "neutraal"),
        code("overdracht.txt", "👩‍🍳 De nieuwe ploeg maakt het rooster zelf.", "samen_beslissen", 0.9, "versterkend"),
        code("verslag.txt", "Niemand durfde te zeggen dat de oven te heet stond.", "durf", 0.7, "belemmerend"),
    )
