"""A learned tagger as a folder: ``config.json``, ``weights.npz`` (plain arrays, no pickle) and its card."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, codebook_from_dict
from praktijkkennis.document import STANCES
from praktijkkennis.errors import CodebookError, TaggerError
from praktijkkennis.tagging.learning.base import BUILTIN, CODEBOOK
from praktijkkennis.tagging.learning.learned import LearnedTagger
from praktijkkennis.tagging.learning.stances import N_SAID

FORMAT = "praktijkkennis-codeur"
VERSION, WITH_STANCES = 1, 2
"""Of the files: the second is that of taggers that learned stances, which a program that knows the first refuses."""

CONFIG, WEIGHTS, CARD = "config.json", "weights.npz", "README.md"
"""Files of the folder."""

_ARRAYS = ("scale", "coefficients", "shift")
_STANCE = "stance"
_LARGEST = 200_000_000
"""Bytes of the largest file that is taken for a tagger."""


def tagger_files(tagger: LearnedTagger, card: str) -> dict[str, bytes]:
    """Lay out a tagger as files, the same bytes for the same tagger.

    Parameters
    ----------
    tagger : LearnedTagger
        As learned.
    card : str
        What to tell people of it, as Markdown.

    Returns
    -------
    dict of str to bytes
        Content by name.
    """
    config: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION if tagger.stance is None else WITH_STANCES,
        "sha256": tagger.checksum,
        "embedder": {"name": tagger.embedder, "sha256": tagger.embedder_checksum},
        "codebook": {"sha256": tagger.codebook.checksum, "content": _codebook_dict(tagger.codebook)},
        "base": {"name": tagger.base, "identity": tagger.base_identity},
        "ordinary": {"sha256": tagger.ordinary_checksum},
        "thresholds": dict(zip(tagger.codebook.keys, map(float, tagger.thresholds), strict=True)),
        "account": dict(tagger.account),
    }
    arrays = {name: getattr(tagger, name) for name in _ARRAYS}
    if tagger.stance is not None:
        arrays[_STANCE] = tagger.stance
    text = json.dumps(config, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return {CONFIG: text.encode("utf-8"), WEIGHTS: _npz(arrays), CARD: card.encode("utf-8")}


def load_tagger(folder: str | Path) -> LearnedTagger:
    """Read a tagger that ``praktijkkennis train`` wrote.

    Parameters
    ----------
    folder : str or Path
        Holds ``config.json`` and ``weights.npz``.

    Raises
    ------
    TaggerError
        When there is no such tagger in the folder, or it is damaged.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise TaggerError(f"De map '{folder}' met een codeur bestaat niet. Maak er een met 'praktijkkennis train'.")
    config, arrays = _config(folder), _arrays(folder)
    try:
        content = config["codebook"]["content"]
        codebook = codebook_from_dict(content, CONFIG, str(content.get("key", "")))
        tagger = LearnedTagger(
            codebook=codebook,
            embedder=str(config["embedder"]["name"]),
            embedder_checksum=str(config["embedder"]["sha256"]),
            base=str(config["base"]["name"]),
            base_identity=str(config["base"]["identity"]),
            ordinary_checksum=str(config["ordinary"]["sha256"]),
            thresholds=np.array([float(config["thresholds"][key]) for key in codebook.keys]),
            account=dict(config["account"]),
            stance=arrays[_STANCE] if config["version"] == WITH_STANCES else None,
            **{name: arrays[name] for name in _ARRAYS},
        )
        whole = tagger.checksum == config["sha256"] and _fits(tagger)
    except (KeyError, TypeError, ValueError, AttributeError, CodebookError) as error:
        raise _damaged(folder) from error
    if not whole:
        raise _damaged(folder)
    return tagger


def _config(folder: Path) -> dict[str, Any]:
    """Read what is no array, and make sure that it is of a tagger."""
    path = folder / CONFIG
    try:
        if path.stat().st_size > _LARGEST:
            raise _foreign(folder)
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _foreign(folder) from error
    if not isinstance(config, dict) or config.get("format") != FORMAT:
        raise _foreign(folder)
    if config.get("version") not in (VERSION, WITH_STANCES):
        raise TaggerError(
            f"De codeur in '{folder}' is van een andere versie van het programma. "
            "Leer hem opnieuw met 'praktijkkennis train'."
        )
    return config


def _arrays(folder: Path) -> dict[str, NDArray[np.float64]]:
    path = folder / WEIGHTS
    try:
        if path.stat().st_size > _LARGEST:
            raise _damaged(folder)
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name].astype(np.float64) for name in stored.files}
    except (OSError, ValueError, KeyError, EOFError, AttributeError, BadZipFile) as error:
        raise _damaged(folder) from error


def _fits(tagger: LearnedTagger) -> bool:
    """Tell whether all arrays are of the same themes and hold numbers."""
    n = len(tagger.codebook.themes)
    shapes = [array.shape for array in (tagger.thresholds, tagger.scale, tagger.shift)]
    every = (tagger.thresholds, tagger.scale, tagger.shift, tagger.coefficients)
    return (
        tagger.base in (BUILTIN, CODEBOOK)
        and shapes == [(n,)] * 3
        and tagger.coefficients.ndim == 2
        and len(tagger.coefficients) == n
        and all(bool(np.isfinite(array).all()) for array in every)
        and (tagger.stance is None or _fits_stance(tagger.stance, tagger.coefficients.shape[1]))
    )


def _fits_stance(stance: NDArray[np.float64], dimensions: int) -> bool:
    return stance.shape == (len(STANCES), dimensions + N_SAID) and bool(np.isfinite(stance).all())


def _foreign(folder: Path) -> TaggerError:
    return TaggerError(f"In '{folder}' staat geen codeur. Geef een map die 'praktijkkennis train' heeft gemaakt.")


def _damaged(folder: Path) -> TaggerError:
    return TaggerError(f"De codeur in '{folder}' is beschadigd. Leer hem opnieuw met 'praktijkkennis train'.")


def _npz(arrays: dict[str, NDArray[np.float64]]) -> bytes:
    sink = io.BytesIO()
    np.savez(sink, **arrays)  # type: ignore[arg-type]
    return sink.getvalue()


def _codebook_dict(codebook: Codebook) -> dict[str, Any]:
    """Write a codebook as :func:`praktijkkennis.codebook.codebook_from_dict` reads it."""
    found = asdict(codebook)
    for theme in found["themes"]:
        theme["terms"] = [{"term": term["text"], "weight": term["weight"]} for term in theme["terms"]]
    return found
