"""The corpora that topic models are compared on: passages with a label given by people."""

from __future__ import annotations

import gzip
import hashlib
import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from praktijkkennis.corpus import read_corpus
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.embedding import load_embedder
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.topics.passages import Passage, Unit, find_passages


@dataclass(frozen=True)
class Labelled:
    """A corpus with, for stretches of its documents, the labels that people gave.

    ``labels`` has ``(document id, start, end)`` to the labels of that stretch; empty where nobody gave any.
    """

    name: str
    documents: tuple[ProcessedDocument, ...]
    labels: dict[tuple[str, int, int], frozenset[str]]

    def label_of(self, passage: Passage) -> str:
        """The one label of a passage, empty when it has none or several."""
        found: set[str] = set()
        for sentence in passage.sentences:
            found |= self.labels.get((passage.document_id, sentence.start, sentence.end), frozenset())
        return next(iter(found)) if len(found) == 1 else ""


def subsets(corpus: Labelled, n_documents: int, n_subsets: int, seed: int = 0) -> Iterator[Labelled]:
    """Draw documents by chance, the same for the same seed."""
    random = np.random.default_rng(seed)
    for _ in range(n_subsets):
        rows = sorted(random.choice(len(corpus.documents), size=min(n_documents, len(corpus.documents)), replace=False))
        chosen = tuple(corpus.documents[row] for row in rows)
        yield Labelled(f"{corpus.name}-{len(chosen)}", chosen, corpus.labels)


def voorbeeld(folder: Path, cache: Path | None = None) -> Labelled:
    """The example corpus, without labels."""
    return Labelled("voorbeeld", _processed(list(read_corpus(folder)), cache), {})


def codering(files: Iterable[Path], cache: Path | None = None) -> Labelled:
    """Documents coded by sentence; a label is a theme."""
    records = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [
        Document(record["id"], record["text"], record["metadata"], turns=find_turns(record["text"]))
        for record in records
    ]
    processed = _processed(documents, cache)
    labels: dict[tuple[str, int, int], frozenset[str]] = {}
    for record, one in zip(records, processed, strict=True):
        codes = next(iter(record["codes"].values()))
        spans = [tuple(span) for span in record["sentences"]]
        for sentence in one.sentences:
            themes = {theme for number, theme, _ in codes if _same(spans[number], sentence.start, sentence.end)}
            labels[one.document.id, sentence.start, sentence.end] = frozenset(themes)
    return Labelled("codering", processed, labels)


def articles(folder: Path, parts: Iterable[str] = ("dev",), cache: Path | None = None) -> Labelled:
    """UD_Dutch-LassySmall; a label is the article that a sentence stands in, and a document one of its paragraphs.

    ``folder`` holds ``nl_lassysmall-ud-PART.conllu``, or ``.conllu.gz``, for every one of ``parts``.
    """
    sentences: dict[str, list[str]] = {}
    for path in [_part_of(folder, part) for part in parts]:
        name = text = ""
        for line in _lines(path):
            if line.startswith("# sent_id ="):
                name = line.split("=", 1)[1].strip()
            elif line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif not line and name and text:
                sentences.setdefault(name.rsplit(".s.", 1)[0], []).append(text)
                name = text = ""
    documents = [Document(paragraph, "\n\n".join(texts)) for paragraph, texts in sentences.items()]
    processed = _processed(documents, cache)
    labels = {
        (one.document.id, sentence.start, sentence.end): frozenset({one.document.id.split(".p.")[0]})
        for one in processed
        for sentence in one.sentences
    }
    return Labelled("artikelen", processed, labels)


def passages_and_vectors(
    corpus: Labelled, embedder: str, unit: Unit, cache: Path | None = None
) -> tuple[tuple[Passage, ...], np.ndarray]:
    """Divide a corpus into passages and embed these."""
    passages = find_passages(corpus.documents, unit)
    texts = [passage.text for passage in passages]

    def make() -> np.ndarray:
        return load_embedder(embedder).encode(texts)

    return passages, _kept(cache, f"vectors-{embedder}", texts, make)


def _processed(documents: list[Document], cache: Path | None) -> tuple[ProcessedDocument, ...]:
    key = [f"{one.id}\n{one.text}" for one in documents]
    return _kept(cache, "parse", key, lambda: tuple(Preprocessor().stream(documents)))


def _kept(cache, name, key, make):
    if cache is None:
        return make()
    digest = hashlib.sha256("\n\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    path = cache / f"{name.replace(':', '-').replace('/', '-')}-{digest}.pickle"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(make()))
    return pickle.loads(path.read_bytes())


def _part_of(folder: Path, part: str) -> Path:
    found = sorted(folder.glob(f"nl_lassysmall-ud-{part}.conllu*"))
    if not found:
        raise SystemExit(f"there is no nl_lassysmall-ud-{part}.conllu or .conllu.gz in {folder}")
    return found[0]


def _same(given: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether two stretches share more than half of the shorter one."""
    shared = min(given[1], end) - max(given[0], start)
    return 2 * shared > min(given[1] - given[0], end - start)


def _lines(path: Path) -> list[str]:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return path.read_text(encoding="utf-8").splitlines()
