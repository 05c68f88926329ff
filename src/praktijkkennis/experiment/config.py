"""What the description of an experiment may say, checked and frozen."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]

TaggerMethod = Literal["trained", "codebook", "terms", "tfidf", "vectors", "few-shot", "zero-shot", "bertopic"]
TopicMethod = Literal["klein", "nmf", "lda", "bertopic", "nmf-words", "lda-words", "bertopic-default", "bertopic-small"]
InsightMethod = Literal["library", "kmeans", "words", "theme", "alone"]
PipelineMethod = Literal["spacy", "most-frequent"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Chosen(_Section):
    """A method with parameters; one that the method does not know is refused.

    Attributes
    ----------
    label : str or None
        Name in tables and figures; made of what differs when not given.
    """

    parameters: ClassVar[dict[str, frozenset[str]]] = {}

    label: Text | None = None

    @model_validator(mode="after")
    def _only_own_parameters(self) -> Chosen:
        method = str(getattr(self, "method", ""))
        own = self.parameters.get(method, frozenset())
        foreign = sorted(self.model_fields_set - own - {"method", "label"})
        if foreign:
            known = f"Wel: {', '.join(sorted(own))}." if own else "Deze methode heeft geen parameters."
            raise ValueError(f"de methode '{method}' kent geen '{foreign[0]}'. {known}")
        return self


class CorpusSection(_Section):
    """The texts, with paths from the folder of the file that names them; ``*`` stands for any letters.

    Attributes
    ----------
    train : tuple of str
        Coded texts to learn from: JSON lines as in ``corpora/codering``, or tables of codes.
    test : tuple of str
        Coded texts to judge on; with a split other than ``fixed`` parts of ``train`` take turns instead.
    texts : str or None
        Folder of the texts themselves, where the codes are in tables.
    codebook : str
        The built-in codebook, or a TOML file.
    documents : int or None
        So many of the documents of ``test`` are drawn; all when None.
    draw : int
        Seed of that draw.
    seen_by : tuple of str
        Embedders and methods that learned from the texts that are judged; these are marked, or refused.
    """

    train: tuple[Text, ...] = ()
    test: tuple[Text, ...] = ()
    texts: Text | None = None
    codebook: Text = "nieuw_organiseren"
    documents: int | None = Field(default=None, ge=2)
    draw: int = Field(default=0, ge=0)
    seen_by: tuple[Text, ...] = ()


class PreprocessingSection(_Section):
    """How texts are analysed, where a method needs that.

    Attributes
    ----------
    pipeline : str
        As for ``praktijkkennis --pipeline``; ``auto`` would differ from machine to machine and is refused.
    """

    pipeline: Text = "nl_praktijk_sm"

    @model_validator(mode="after")
    def _named(self) -> PreprocessingSection:
        if self.pipeline == "auto":
            raise ValueError("noem de pijplijn bij haar naam; 'auto' is niet op elke computer dezelfde.")
        return self


class EmbeddingSection(_Section):
    """What turns sentences into vectors, where a method needs that.

    Attributes
    ----------
    embedder : str
        As for ``praktijkkennis --embedder``.
    """

    embedder: Text = "nl_praktijk_e5"


class SplitSection(_Section):
    """What is learned from and what is judged.

    Attributes
    ----------
    method : {"fixed", "files", "documents"}
        ``train`` and ``test`` as they are; or files, or documents, of ``train`` held out in turn.
    folds : int
        In how many parts ``train`` is divided when parts take turns.
    """

    method: Literal["fixed", "files", "documents"] = "fixed"
    folds: int = Field(default=5, ge=2)


class MetricsSection(_Section):
    """What is measured.

    Attributes
    ----------
    show : tuple of str
        Measures in tables, the first one in figures; the usual ones of the kind when empty. All are recorded.
    resamples : int
        Of the bootstrap over documents.
    trials : int
        Of approximate randomisation.
    tolerance : float
        How far a measure may move when versions or machine differ.
    """

    show: tuple[Text, ...] = ()
    resamples: int = Field(default=1000, ge=0, le=100_000)
    trials: int = Field(default=9999, ge=99, le=1_000_000)
    tolerance: float = Field(default=0.02, ge=0.0)


class TaggerSection(Chosen):
    """What codes sentences.

    Attributes
    ----------
    method : str
        ``trained``: the tagger that comes along with the built-in codebook. ``codebook``: by the codebook alone.
        ``terms``: a sentence has a theme when one of its terms stands in it. ``tfidf``: logistic regression on words.
        ``vectors``: the same on sentence vectors. ``few-shot``: the same on a few coded sentences a theme.
        ``zero-shot``: likeness to the description of a theme. ``bertopic``: BERTopic's zero-shot topics.
    threshold : float or None
        Probability from which a theme is coded; when None that of the method, or chosen on the texts learned from.
    strength : float
        Inverse of the ridge penalty (``C``) of a logistic regression.
    sentences : int or None
        ``tfidf`` and ``vectors`` learn from whole documents, drawn by lot, of at least so many sentences together; from
        all when None.
    per_theme : int
        Coded sentences a theme that ``few-shot`` learns from.
    uncoded : float
        Sentences without a theme for each of these.
    described_by : {"definition", "examples", "all"}
        What ``zero-shot`` takes for the description of a theme.
    """

    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "trained": frozenset({"threshold"}),
        "codebook": frozenset({"threshold"}),
        "tfidf": frozenset({"threshold", "strength", "sentences"}),
        "vectors": frozenset({"threshold", "strength", "sentences"}),
        "few-shot": frozenset({"threshold", "strength", "per_theme", "uncoded"}),
        "zero-shot": frozenset({"threshold", "described_by"}),
    }

    method: TaggerMethod
    threshold: float | None = None
    strength: float | None = Field(default=None, gt=0.0)
    sentences: int | None = Field(default=None, ge=1)
    per_theme: int = Field(default=8, ge=1)
    uncoded: float = Field(default=3.0, ge=0.0)
    described_by: Literal["definition", "examples", "all"] = "all"


class TopicsSection(Chosen):
    """What divides passages over topics.

    Attributes
    ----------
    method : str
        The engines of the library (``klein``, ``nmf``, ``lda``, ``bertopic``) and peers: ``nmf-words`` and
        ``lda-words`` (scikit-learn on word forms), ``bertopic-default`` (as it comes) and ``bertopic-small`` (as its
        documentation advises for little data).
    topics : int or None
        Number of topics, where it is to be given beforehand; the method chooses when None.
    """

    parameters: ClassVar[dict[str, frozenset[str]]] = dict.fromkeys(
        ("klein", "nmf", "lda", "bertopic", "nmf-words", "lda-words"), frozenset({"topics"})
    )

    method: TopicMethod
    topics: int | None = Field(default=None, ge=1)


class InsightsSection(Chosen):
    """What gathers coded sentences into insights.

    Attributes
    ----------
    method : str
        ``library``: as ``extract`` does. ``kmeans``: k-means on the vectors of a theme. ``words``: average linkage on
        TF-IDF of words. ``theme``: all sentences of a theme together. ``alone``: every sentence by itself.
    likeness : float or None
        Least average cosine within a group; for ``library`` its default, for ``words`` chosen on ``train`` when None.
    per_group : float or None
        Sentences a group for ``kmeans``; chosen on ``train`` when None.
    """

    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "library": frozenset({"likeness"}),
        "words": frozenset({"likeness"}),
        "kmeans": frozenset({"per_group"}),
    }

    method: InsightMethod
    likeness: float | None = Field(default=None, ge=-1.0, le=1.0)
    per_group: float | None = Field(default=None, gt=0.0)


class AnalysisSection(Chosen):
    """What tags and lemmatises.

    Attributes
    ----------
    method : {"spacy", "most-frequent"}
        The pipeline; or for every word what it most often was in ``train``.
    """

    method: PipelineMethod = "spacy"


class _Experiment(_Section):
    title: Text
    description: str = ""
    corpus: CorpusSection
    metrics: MetricsSection = MetricsSection()
    seeds: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)] = (0,)

    @model_validator(mode="after")
    def _every_seed_once(self) -> _Experiment:
        if len(set(self.seeds)) < len(self.seeds):
            raise ValueError("onder 'seeds' staat hetzelfde getal meer dan eens; noem elk getal één keer.")
        return self

    @property
    def choice(self) -> Chosen:
        """The method under test."""
        raise NotImplementedError


class TaggingExperiment(_Experiment):
    """Themes on sentences, judged by the codes of people."""

    kind: Literal["tagging"]
    preprocessing: PreprocessingSection = PreprocessingSection()
    embedding: EmbeddingSection = EmbeddingSection()
    split: SplitSection = SplitSection()
    tagger: TaggerSection

    @property
    def choice(self) -> TaggerSection:
        """The method under test."""
        return self.tagger


class TopicsExperiment(_Experiment):
    """Passages divided over topics, judged by the themes that people gave them."""

    kind: Literal["topics"]
    preprocessing: PreprocessingSection = PreprocessingSection()
    embedding: EmbeddingSection = EmbeddingSection()
    topics: TopicsSection

    @property
    def choice(self) -> TopicsSection:
        """The method under test."""
        return self.topics


class InsightsExperiment(_Experiment):
    """Coded sentences gathered into insights, judged by planted ones."""

    kind: Literal["insights"]
    embedding: EmbeddingSection = EmbeddingSection()
    insights: InsightsSection

    @property
    def choice(self) -> InsightsSection:
        """The method under test."""
        return self.insights


class PipelineExperiment(_Experiment):
    """Words tagged and lemmatised, judged by annotated sentences."""

    kind: Literal["pipeline"]
    preprocessing: PreprocessingSection = PreprocessingSection()
    analysis: AnalysisSection = AnalysisSection()

    @property
    def choice(self) -> AnalysisSection:
        """The method under test."""
        return self.analysis


Experiment = TaggingExperiment | TopicsExperiment | InsightsExperiment | PipelineExperiment

KINDS: dict[str, type[Experiment]] = {
    "tagging": TaggingExperiment,
    "topics": TopicsExperiment,
    "insights": InsightsExperiment,
    "pipeline": PipelineExperiment,
}
"""The description of each kind of experiment."""


def plain(experiment: Experiment) -> dict[str, Any]:
    """Write a description as plain data, with its defaults; parameters that its method does not know are left out."""
    record = experiment.model_dump(mode="json")
    for name, value in experiment:
        if isinstance(value, Chosen):
            method = str(getattr(value, "method", ""))
            own = value.parameters.get(method, frozenset()) | {"method"}
            record[name] = {key: one for key, one in record[name].items() if key in own}
    return record
