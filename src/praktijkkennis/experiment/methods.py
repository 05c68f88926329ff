"""The methods that an experiment may compare, with the parameters of each."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[float, Field(strict=True)]
"""A number as such: not ``true``, not ``"3"``."""

Whole = Annotated[int, Field(strict=True)]
Share = Annotated[Number, Field(ge=0.0, le=1.0)]

TaggerMethod = Literal["trained", "codebook", "terms", "tfidf", "vectors", "few-shot", "zero-shot", "bertopic"]
TopicMethod = Literal["klein", "nmf", "lda", "bertopic", "nmf-words", "lda-words", "bertopic-default", "bertopic-small"]
InsightMethod = Literal["library", "kmeans", "linkage", "words", "theme", "alone"]
PipelineMethod = Literal["spacy", "most-frequent"]


class Section(BaseModel):
    """A table of a description: an unknown key is refused, and nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Chosen(Section):
    """A method with parameters; one that the method does not know is refused.

    Attributes
    ----------
    label : str or None
        Name in tables and figures; made of what differs when not given.
    """

    parameters: ClassVar[dict[str, frozenset[str]]] = {}

    label: Text | None = None

    @property
    def own(self) -> frozenset[str]:
        """Parameters of the method."""
        return self.parameters.get(str(getattr(self, "method", "")), frozenset())

    @model_validator(mode="after")
    def _only_own_parameters(self) -> Chosen:
        method, own = str(getattr(self, "method", "")), self.own
        foreign = sorted(self.model_fields_set - own - {"method", "label"})
        if foreign:
            known = f"Wel: {', '.join(sorted(own))}." if own else "Deze methode heeft geen parameters."
            raise ValueError(f"de methode '{method}' kent geen '{foreign[0]}'. {known}")
        return self


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
    strength : float or "chosen"
        Inverse of the ridge penalty (``C``) of a logistic regression; ``chosen``: by documents held out of those that
        are learned from, so that it fits the size of the data.
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
    threshold: Share | None = None
    strength: Annotated[Number, Field(gt=0.0)] | Literal["chosen"] | None = None
    sentences: Annotated[Whole, Field(ge=1)] | None = None
    per_theme: Annotated[Whole, Field(ge=1)] = 8
    uncoded: Annotated[Number, Field(ge=0.0)] = 3.0
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
    topics: Annotated[Whole, Field(ge=1)] | None = None


class InsightsSection(Chosen):
    """What gathers coded sentences into insights.

    Attributes
    ----------
    method : str
        ``library``: as ``extract`` does. ``kmeans``: k-means on the vectors of a theme. ``linkage``: average linkage
        on these; ``words``: on TF-IDF of words. ``theme``: all sentences of a theme together. ``alone``: every sentence
        by itself.
    likeness : float or None
        Least average cosine within a group; for ``library`` its default, for ``words`` and ``linkage`` chosen on
        ``train`` when None.
    per_group : float or None
        Sentences a group for ``kmeans``; chosen on ``train`` when None.
    """

    parameters: ClassVar[dict[str, frozenset[str]]] = {
        "library": frozenset({"likeness"}),
        "words": frozenset({"likeness"}),
        "linkage": frozenset({"likeness"}),
        "kmeans": frozenset({"per_group"}),
    }

    method: InsightMethod
    likeness: Annotated[Number, Field(ge=-1.0, le=1.0)] | None = None
    per_group: Annotated[Number, Field(gt=0.0)] | None = None


class AnalysisSection(Chosen):
    """What tags and lemmatises.

    Attributes
    ----------
    method : {"spacy", "most-frequent"}
        The pipeline; or for every word what it most often was in ``train``.
    """

    method: PipelineMethod = "spacy"


class CasesSection(Chosen):
    """A function that counts what is right on written cases.

    Attributes
    ----------
    script : str
        A Python file, from the folder of the file that names it. It is run, as a ``Makefile`` is: read it first.
    function : str
        Called with the files of ``corpus.test``, the stages (``pipeline`` and ``embedder``), and the options; with
        ``seed`` too where there are several. Yields :class:`praktijkkennis.experiment.Counted`.
    options : dict
        Further arguments, by name.
    """

    script: Text
    function: Text = "counts"
    options: dict[str, Annotated[bool | Whole | Number | Text | list[Text], Field(union_mode="left_to_right")]] = {}

    @property
    def own(self) -> frozenset[str]:
        """All of them."""
        return frozenset({"script", "function", "options"})
