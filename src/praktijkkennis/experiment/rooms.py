"""Which parts of the package decide what the figures of an experiment are: those that its kind really imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

_OWN = "praktijkkennis"

# How figures are shown, compared and kept is left out, as is the version of the package.
_SHARED = (
    "document.py", "evaluation/coefficients.py", "evaluation/resampling.py", "evaluation/scores.py",
    "experiment/config.py", "experiment/measures.py", "experiment/methods.py", "experiment/outcome.py",
    "experiment/stages.py", "experiment/threads.py",
)  # fmt: skip
_PREPROCESSING = ("data/taal", "preprocessing")
_CODEBOOK = ("codebook", "data/codebooks")
_CODED = (*_CODEBOOK, "corpus", "evaluation", "exchange/coded.py", "experiment/coded.py")
_HEAD_COUNT = (
    "data/namen", "privacy/brands.py", "privacy/capitals_of_no_name.py", "privacy/findings.py",
    "privacy/head_count.py", "privacy/name_context.py", "privacy/name_list.py", "privacy/name_runs.py",
    "privacy/name_tokens.py", "privacy/person_name.py", "privacy/pseudonyms.py", "privacy/surroundings.py",
    "privacy/words.py",
)  # fmt: skip
"""What counts the people behind an insight."""

_INSIGHTS = (*_CODEBOOK, *_PREPROCESSING, *_HEAD_COUNT, "embedding", "insights")

_KINDS: dict[str, tuple[str, ...]] = {
    "tagging": (
        *_CODED, *_PREPROCESSING, "embedding", "experiment/kinds/tagging.py", "experiment/taggers", "tagging", "topics",
    ),
    "topics": (
        *_CODED, *_PREPROCESSING, "embedding", "experiment/kinds/topic_peers.py", "experiment/kinds/topics.py",
        "topics",
    ),
    "insights": (
        *_INSIGHTS, "corpus/lexicon", "corpus/turns.py", "experiment/kinds/insights.py", "topics/measures",
    ),
    "pipeline": (*_PREPROCESSING, "experiment/kinds/pipeline.py"),
    "cases": (*_PREPROCESSING, "experiment/kinds/cases.py"),
}  # fmt: skip

_BROUGHT: dict[str, tuple[str, ...]] = {
    "codebook": _CODEBOOK,
    "corpus": ("corpus",),
    "document": (),
    "embedding": ("embedding",),
    "errors": (),
    "evaluation": ("evaluation",),
    "experiment": (),
    "insights": _INSIGHTS,
    "preprocessing": _PREPROCESSING,
    "privacy": (*_PREPROCESSING, "data/namen", "privacy"),
    "state": (),
    "tagging": (*_CODEBOOK, *_PREPROCESSING, "embedding", "tagging"),
    "topics": (*_CODEBOOK, *_PREPROCESSING, "embedding", "topics"),
}
"""What a part of the package brings when a script imports it."""

_ALL = tuple(sorted({room for rooms in (*_KINDS.values(), *_BROUGHT.values()) for room in rooms}))


def rooms_of(kind: str, scripts: Iterable[Path] = (), embeds: bool = False) -> tuple[str, ...]:
    """Name the files and folders that figures depend on, from the folder of the package.

    Parameters
    ----------
    kind : str
        Of experiment.
    scripts : iterable of Path
        Python files that judge the cases; what these import of the package counts too.
    embeds : bool
        Whether it has an embedder.

    Returns
    -------
    tuple of str
        Sorted.
    """
    found = {*_SHARED, *_KINDS[kind]}
    if embeds:
        found.add("embedding")
    for script in scripts:
        for name in _imported(script):
            # A part that is not known here may bring anything.
            found.update(_BROUGHT.get(name, (*_ALL, name, f"{name}.py")))
    return tuple(sorted(found))


def _imported(script: Path) -> Iterator[str]:
    """Give the parts of the package that a script imports, by the first name behind that of the package."""
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [f"{alias.name}." for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.split(".")[0] == _OWN)
