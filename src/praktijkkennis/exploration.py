"""From settings and sources to topics: the road of ``praktijkkennis topics``.

It joins what :mod:`praktijkkennis.pipeline` reads and codes with the topic model, and writes the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import ReadFailure
from praktijkkennis.embedding import load_embedder
from praktijkkennis.exchange.files import all_or_none, remove_file
from praktijkkennis.exchange.tables import failures_frame, replace_file, write_table
from praktijkkennis.insights import small_groups
from praktijkkennis.manifest import Manifest, embedder_in_words, installed_version, make_manifest
from praktijkkennis.pipeline import Pipeline, Progress, theme_labels
from praktijkkennis.reading import Sources
from praktijkkennis.report.topics import build_topic_summary, render_topics_html
from praktijkkennis.topics import Labeller, TopicResult
from praktijkkennis.topics.choice import EngineName, usual_embedder
from praktijkkennis.topics.crosswalk import Crosswalk, candidates_toml, cross_themes
from praktijkkennis.topics.frames import documents_frame, passages_frame, topics_frame

_DECIMALS = 4


@runtime_checkable
class Recorded(Protocol):
    """A labeller that can tell what it is, for ``run.json``."""

    def record(self) -> dict[str, Any]:
        """Give what identifies it."""
        ...


@dataclass(frozen=True)
class Exploration:
    """All that one run found.

    Attributes
    ----------
    result : TopicResult
        The topics.
    crosswalk : Crosswalk
        The topics beside the themes of the codebook.
    failures : tuple of ReadFailure
        What could not be read.
    codebook : Codebook
        The codebook used.
    manifest : Manifest
        What the run was made of.
    withheld : frozenset of str
        Ids of documents that were read and not used: too few people of their organisation or sector speak to quote
        them.
    made_with : mapping of str to object
        What the topics were made with, besides what the manifest names: the embedder, and who named them when a
        language model was asked.
    """

    result: TopicResult
    crosswalk: Crosswalk
    failures: tuple[ReadFailure, ...]
    codebook: Codebook
    manifest: Manifest
    withheld: frozenset[str] = frozenset()
    made_with: Mapping[str, Any] = field(default_factory=dict)


def explore(
    pipeline: Pipeline,
    sources: Sources,
    engine: EngineName = "auto",
    n_topics: int | None = None,
    progress: Progress | None = None,
    labeller: Labeller | None = None,
) -> Exploration:
    """Read, code and find topics.

    Parameters
    ----------
    pipeline : Pipeline
        Reads and codes. Topics are found with the embedder that its settings name for topics, else with
        :func:`~praktijkkennis.topics.choice.usual_embedder`; the one that it codes with may have learned the themes.
    sources : iterable of str or Path
        Files and folders.
    engine : {"auto", "klein", "nmf", "lda", "bertopic"}
        Which engine finds the topics.
    n_topics : int, optional
        How many; chosen when not given.
    progress : callable, optional
        Told how far it is.
    labeller : Labeller, optional
        Names the topics, for example :class:`~praktijkkennis.language_model.ModelLabeller`.

    Raises
    ------
    SourceError
        When a source does not exist.
    UnknownModelError
        When there is no embedder of the name in the settings.
    MissingExtraError
        When BERTopic is asked for and not installed.
    """
    from praktijkkennis.topics.engines.bertopic import require_bertopic
    from praktijkkennis.topics.model import TopicModel

    if engine == "bertopic":
        require_bertopic()
    embedder = load_embedder(pipeline.settings.topics.embedder or usual_embedder(engine, "none"))
    tell: Callable[[str, int, int | None], None] = progress or (lambda stage, done, total: None)
    documents, failures = pipeline.read(sources, tell)
    tagged = list(pipeline.tag(documents, tell, len(documents)))
    # Names and terms of topics are words of the texts: what may not be quoted cannot be among these.
    withheld = small_groups([one for one, _ in tagged], pipeline.settings.privacy.min_group)
    processed = [one for one, _ in tagged if one.document.id not in withheld]
    annotations = [code for _, found in tagged for code in found if code.document_id not in withheld]
    tell("Onderwerpen zoeken", 0, 1)
    model = TopicModel(n_topics, engine=engine, embedder=embedder, labeller=labeller).fit(processed)
    tell("Onderwerpen zoeken", 1, 1)
    result = model.result_
    crosswalk = cross_themes(result, annotations, pipeline.codebook.keys)
    counts = [
        ("documents", len(documents)),
        ("passages", len(result.passages)),
        ("annotations", len(annotations)),
        ("topics", len(result.topics)),
        ("outliers", result.n_outliers),
        ("failures", len(failures)),
        ("withheld", len(withheld)),
    ]
    manifest = make_manifest(
        pipeline.settings,
        pipeline.preprocessor.pipeline.info,
        pipeline.embedder,
        pipeline.codebook,
        documents,
        pipeline.tagger.identity,
        pipeline.tagger.thresholds,
        counts,
    )
    made_with: dict[str, Any] = {"embedder": {"name": embedder.name, "sha256": embedder.checksum}}
    if labeller is not None:
        made_with["labeller"] = labeller.record() if isinstance(labeller, Recorded) else type(labeller).__name__
    return Exploration(result, crosswalk, failures, pipeline.codebook, manifest, withheld, made_with)


def write_exploration(exploration: Exploration, folder: str | Path, title: str | None = None) -> None:
    """Write the files of ``praktijkkennis topics``.

    ``onderwerpen.html``, ``onderwerpen.csv``, ``passages.csv``, ``documenten.csv``, ``run.json``,
    ``nieuwe_themas.toml`` when there are candidates, and ``fouten.csv`` when something could not be read.

    Parameters
    ----------
    exploration : Exploration
        What a run found.
    folder : str or Path
        Made when it is not there.
    title : str, optional
        Title of the page.

    Raises
    ------
    OutputError
        When a file cannot be written, for example because it is open in Excel.
    """
    with all_or_none():
        _write_all(exploration, Path(folder), title)


def _write_all(exploration: Exploration, folder: Path, title: str | None) -> None:
    result = exploration.result
    write_table(topics_frame(result), folder / "onderwerpen.csv")
    write_table(passages_frame(result), folder / "passages.csv")
    write_table(documents_frame(result), folder / "documenten.csv")
    candidates = exploration.crosswalk.candidates
    _write_or_remove(folder / "nieuwe_themas.toml", candidates_toml(candidates).encode("utf-8") if candidates else None)
    if exploration.failures:
        write_table(failures_frame(exploration.failures), folder / "fouten.csv")
    else:
        _write_or_remove(folder / "fouten.csv", None)
    run = json.dumps(run_record(exploration), ensure_ascii=False, indent=2) + "\n"
    replace_file(folder / "run.json", run.encode("utf-8"))
    options: dict[str, Any] = {} if title is None else {"title": title}
    summary = build_topic_summary(
        result,
        exploration.crosswalk,
        theme_labels(exploration.codebook),
        _lines(exploration),
        n_withheld=len(exploration.withheld),
        min_group=exploration.manifest.settings.privacy.min_group,
        **options,
    )
    replace_file(folder / "onderwerpen.html", render_topics_html(summary).encode("utf-8"))


def run_record(exploration: Exploration) -> dict[str, Any]:
    """Give the content of ``run.json``: that of an extraction, and what the topics were made with."""
    result, quality = exploration.result, exploration.result.quality
    packages = {name: installed_version(name) for name in ("bertopic", "umap-learn", "hdbscan")}
    measures = {
        "npmi": quality.npmi,
        "c_v": quality.c_v,
        "diversity": quality.diversity,
        "redundancy": quality.redundancy,
        "stability": quality.stability,
        "stability_beyond": quality.stability_beyond,
        "coverage": result.coverage,
    }
    return exploration.manifest.to_dict() | {
        "topics": {
            "engine": result.engine,
            "reason": result.reason,
            **exploration.made_with,
            "packages": packages if result.engine == "bertopic" else {},
            # JSON has no NaN: what could not be measured is null.
            "measures": {name: round(value, _DECIMALS) if value == value else None for name, value in measures.items()},
        }
    }


def _lines(exploration: Exploration) -> dict[str, str]:
    """Say in Dutch what the run was made of, with the two embedders apart."""
    lines: dict[str, str] = {}
    for name, value in exploration.manifest.lines().items():
        if name != "Betekenismodel":
            lines[name] = value
            continue
        lines["Betekenismodel van de thema's"] = value
        if found := exploration.made_with.get("embedder"):
            lines["Betekenismodel van de onderwerpen"] = embedder_in_words(found["name"])
    return lines


def _write_or_remove(path: Path, content: bytes | None) -> None:
    if content is not None:
        replace_file(path, content)
        return
    remove_file(path)
