"""Topics against the codebook: which themes a topic is made of, and which topics no theme covers."""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import ThemeAnnotation
from praktijkkennis.topics.groups import wilson_interval
from praktijkkennis.topics.result import Topic, TopicResult

if TYPE_CHECKING:
    import pandas as pd

_FEWEST_DOCUMENTS = 3
_FEWEST_PASSAGES = 5
_FREE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that no theme covers: a theme that the codebook may lack.

    ``theme_share`` is the share of its passages with any theme, with the 95 % interval ``low`` .. ``high``.
    """

    topic: Topic
    theme_share: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """Themes by topics.

    Parameters
    ----------
    themes : tuple of str
        Keys, in the order given.
    counts : ndarray of int64, shape (n_themes, n_topics)
        Number of passages of the topic with the theme; a passage may have several.
    n_passages : ndarray of int64, shape (n_topics,)
        Size of each topic.
    n_coded : ndarray of int64, shape (n_topics,)
        Number of its passages with any theme.
    outside : ndarray of int64, shape (n_themes,)
        Number of passages with the theme that are in no topic.
    overall : float
        Share of all passages with any theme, 0..1.
    candidates : tuple of Candidate
        Topics that no theme covers, the least covered first.
    """

    themes: tuple[str, ...]
    counts: NDArray[np.int64]
    n_passages: NDArray[np.int64]
    n_coded: NDArray[np.int64]
    outside: NDArray[np.int64]
    overall: float
    candidates: tuple[Candidate, ...]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Share of the passages of a topic that has the theme, shape (n_themes, n_topics)."""
        sizes = np.maximum(self.n_passages, 1)
        shares: NDArray[np.float64] = self.counts / sizes
        return shares

    def to_frame(self) -> pd.DataFrame:
        """One row for each theme and topic: ``theme, topic, passages, share``."""
        import pandas as pd

        rows = [
            {"theme": theme, "topic": topic + 1, "passages": int(self.counts[row, topic]), "share": share}
            for row, theme in enumerate(self.themes)
            for topic, share in enumerate(self.shares[row])
        ]
        return pd.DataFrame(rows, columns=["theme", "topic", "passages", "share"])


def cross_themes(result: TopicResult, annotations: Iterable[ThemeAnnotation], themes: Sequence[str]) -> Crosswalk:
    """Lay topics beside themes.

    Parameters
    ----------
    result : TopicResult
        What was found.
    annotations : iterable of ThemeAnnotation
        Codes on the same documents; a passage has a theme when a code overlaps it.
    themes : sequence of str
        Keys of the codebook, in order; codes of other themes are left out.

    Returns
    -------
    Crosswalk
        A topic is a candidate for a new theme when it is not fragile, stands in at least three documents and five
        passages, and is coded less than the corpus as a whole: the 95 % interval (Wilson) of the share of its passages
        with a theme lies below that of all passages, or that share is at most a tenth.
    """
    place = {theme: row for row, theme in enumerate(themes)}
    assigned = result.assigned
    coded = _coded(result, [one for one in annotations if one.theme in place])
    n_topics = len(result.topics)
    counts = np.zeros((len(themes), n_topics), dtype=np.int64)
    outside = np.zeros(len(themes), dtype=np.int64)
    n_coded = np.zeros(n_topics, dtype=np.int64)
    for row, found in coded.items():
        topic = assigned[row]
        for theme in found:
            if topic < 0:
                outside[place[theme]] += 1
            else:
                counts[place[theme], topic] += 1
        if topic >= 0:
            n_coded[topic] += 1
    sizes = np.array([topic.n_passages for topic in result.topics], dtype=np.int64)
    overall = len(coded) / len(result.passages) if result.passages else 0.0
    candidates = _candidates(result.topics, n_coded, overall)
    return Crosswalk(tuple(themes), counts, sizes, n_coded, outside, overall, candidates)


def candidates_toml(candidates: Sequence[Candidate], name: str = "Nieuwe thema's (concept)") -> str:
    """Write candidates as a codebook to work on.

    Parameters
    ----------
    candidates : sequence of Candidate
        At least one: a codebook without themes is none.
    name : str
        Name of the codebook.

    Returns
    -------
    str
        TOML that :func:`praktijkkennis.codebook.load_codebook` reads: terms and examples come from the topic, and the
        definition says what it is and asks for a better one.

    Raises
    ------
    ValueError
        When there are no candidates.
    """
    if not candidates:
        raise ValueError("a codebook needs at least one theme")
    lines = [
        "# Concept: onderwerpen waarin minder thema's uit het codeboek voorkomen dan in de rest van de teksten.",
        "# Geef elk thema een betere naam en omschrijving, en haal weg wat er niet bij hoort.",
        "# Werk verder in een kopie onder een andere naam: een volgende keer wordt dit bestand opnieuw gemaakt.",
        'key = "nieuwe_themas"',
        f"name = {_quoted(name)}",
    ]
    taken: set[str] = set()
    for one in candidates:
        topic = one.topic
        share = f"{100 * one.theme_share:.0f}%"
        definition = (
            f"Concept uit de teksten: gaat over {topic.label}. Staat in {topic.n_documents} documenten; {share} van de "
            "passages heeft al een thema. Schrijf hier wat erbij hoort en wat niet."
        )
        terms = [term for term, _ in topic.terms if not re.search(r"[|~*]", term)]
        lines += [
            "",
            "[[themes]]",
            f"key = {_quoted(_key(topic, taken))}",
            f"name = {_quoted(topic.label[:1].upper() + topic.label[1:])}",
            f"definition = {_quoted(definition)}",
            f"terms = [{', '.join(map(_quoted, terms))}]",
            "examples = [",
            *(f"  {_quoted(' '.join(quote.text.split()))}," for quote in topic.quotes),
            "]",
        ]
    return "\n".join(lines) + "\n"


def _coded(result: TopicResult, annotations: Sequence[ThemeAnnotation]) -> dict[int, set[str]]:
    """Give for every passage that has one its themes."""
    rows_of: defaultdict[str, list[int]] = defaultdict(list)
    for row, passage in enumerate(result.passages):
        rows_of[passage.document_id].append(row)
    ends = {key: [result.passages[row].end for row in rows] for key, rows in rows_of.items()}
    coded: defaultdict[int, set[str]] = defaultdict(set)
    for one in annotations:
        rows = rows_of.get(one.document_id, [])
        first = bisect_left(ends.get(one.document_id, []), one.start + 1)
        for row in rows[first:]:
            if result.passages[row].start >= one.end:
                break
            coded[row].add(one.theme)
    return dict(coded)


def _candidates(topics: Sequence[Topic], n_coded: NDArray[np.int64], overall: float) -> tuple[Candidate, ...]:
    found = []
    for topic, coded in zip(topics, n_coded.tolist(), strict=True):
        if topic.fragile or topic.n_documents < _FEWEST_DOCUMENTS or topic.n_passages < _FEWEST_PASSAGES:
            continue
        share = coded / topic.n_passages
        low, high = wilson_interval(share, topic.n_passages)
        if high < overall or share <= _FREE_SHARE:
            found.append(Candidate(topic, share, low, high))
    return tuple(sorted(found, key=lambda one: (one.theme_share, one.topic.number)))


def _key(topic: Topic, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", topic.label.lower()).encode("ascii", "ignore").decode()
    base = "_".join(re.findall(r"[a-z0-9]+", letters))[:50].strip("_") or f"onderwerp_{topic.number + 1}"
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}_{count}"
    taken.add(key)
    return key


def _quoted(text: str) -> str:
    """Write a TOML basic string, whose escapes are those of JSON and one more."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")
