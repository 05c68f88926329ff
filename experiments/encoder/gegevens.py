r"""The data to learn from, each sentence with its labels and the cheap features of the library.

Run from the top of the repository; writes one npz that the other scripts read::

    python experiments/encoder/gegevens.py --out build/encoder/data.npz --coded corpora/codering/b*.jsonl \
        --contrast corpora/codering/contrasten/c*.jsonl --paraphrases corpora/codering/parafrasen/p*.jsonl \
        --loose corpora/codering/losse/l*.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from praktijkkennis.codebook import background_sentences, load_codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import STANCES, Document, Sentence, Token
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging import LexicalTagger
from praktijkkennis.tagging.context import form_of
from praktijkkennis.tagging.manner import manner_of
from praktijkkennis.tagging.stance import cues_of

KEYS = load_codebook().keys
CORE = tuple(KEYS.index(key) for key in ("zelfsturing", "psychologische_veiligheid", "loslaten"))


@dataclass(frozen=True)
class Data:
    """Sentences with labels and features, row by row.

    Parameters
    ----------
    texts : ndarray of str, shape (n,)
    labels : ndarray of int8, shape (n, themes)
        1 expresses the theme, 0 does not, -1 not known.
    stances : ndarray of int8, shape (n, themes)
        Number of the stance where it is known, else -1.
    batch : ndarray of str, shape (n,)
        ``b1``.. for coded documents, ``contrast``, ``paraphrase``, ``loose``, ``codebook`` or
        ``background``.
    document : ndarray of int64, shape (n,)
        Number of the document; -1 outside documents. Rows of a document stand together, in order.
    lexical : ndarray of float32, shape (n, themes)
    structure : ndarray of float32, shape (n, len(FORM_FEATURES))
    cues : ndarray of float32
        Cues of the stance classifier of the library, then how the sentence is meant (negated, wished, ..., person).
    group : ndarray of int64, shape (n,)
        Number of the group of paraphrases; -1 outside groups.
    """

    texts: np.ndarray
    labels: np.ndarray
    stances: np.ndarray
    batch: np.ndarray
    document: np.ndarray
    lexical: np.ndarray
    structure: np.ndarray
    cues: np.ndarray
    group: np.ndarray

    @property
    def coded(self) -> np.ndarray:
        """Which rows come from coded documents."""
        return self.document >= 0


class Collector:
    """Gathers rows."""

    def __init__(self) -> None:
        self.rows: list[tuple] = []
        self._preprocessor = Preprocessor()
        self._lexical = LexicalTagger(load_codebook())

    def sentence(
        self,
        sentence: Sentence,
        text: str,
        labels: list[int],
        stances: list[int],
        batch: str,
        document: int,
        group: int = -1,
    ) -> None:
        """Add one sentence with all its features."""
        hits = self._lexical.find(sentence)
        lexical = [hits[key].score if key in hits else 0.0 for key in KEYS]
        structure = form_of(text, len(sentence.tokens))
        cues = [*cues_of(text), *manner_of(sentence)]
        self.rows.append((text, labels, stances, batch, document, lexical, structure, cues, group))

    def document(self, record: dict, batch: str, number: int) -> None:
        """Add the sentences that the library finds in a coded document, with the codes of the sentence they overlap."""
        text = record["text"]
        processed = self._preprocessor.process(Document(record["id"], text, turns=find_turns(text)))
        codes = consensus(record)
        for sentence in processed.sentences:
            if not sentence.codable:
                continue
            spans = record["sentences"]
            shared = [min(sentence.end, high) - max(sentence.start, low) for low, high in spans]
            place = int(np.argmax(shared))
            labels = [int((place, key) in codes) for key in KEYS]
            stances = [STANCES.index(codes[place, key]) if (place, key) in codes else -1 for key in KEYS]
            self.sentence(sentence, processed.text_of(sentence), labels, stances, batch, number)

    def loose(
        self, text: str, positive: list[str], stance: str | None, batch: str, unknown: int = 0, group: int = -1
    ) -> None:
        """Add a sentence outside any document; ``unknown`` is the label of the themes that are not named."""
        text = " ".join(text.split())
        sentences = self._preprocessor.process(Document("los", text)).sentences
        tokens: tuple[Token, ...] = ()
        for one in sentences:
            # Heads count within their sentence.
            tokens += tuple(replace(token, head=token.head + len(tokens), particle_of=None) for token in one.tokens)
        labels = [1 if key in positive else unknown for key in KEYS]
        number = STANCES.index(stance) if stance else -1
        stances = [number if key in positive else -1 for key in KEYS]
        self.sentence(Sentence(0, len(text), tokens), text, labels, stances, batch, -1, group)

    def data(self) -> Data:
        """Give all rows."""
        texts, labels, stances, batch, document, lexical, structure, cues, group = zip(*self.rows, strict=True)
        floats = [np.array(part, dtype=np.float32) for part in (lexical, structure, cues)]
        return Data(
            np.array(texts), np.array(labels, np.int8), np.array(stances, np.int8), np.array(batch),
            np.array(document, np.int64), *floats, np.array(group, np.int64),
        )  # fmt: skip


def consensus(record: dict) -> dict[tuple[int, str], str]:
    """Give the codes on which all coders agree, with the stance of the first."""
    coders = list(record["codes"].values())
    shared = set.intersection(*({(index, theme) for index, theme, _ in codes} for codes in coders))
    return {(index, theme): stance for index, theme, stance in coders[0] if (index, theme) in shared}


def collect(
    coded: Sequence[Path], contrast: Sequence[Path] = (), paraphrases: Sequence[Path] = (), loose: Sequence[Path] = ()
) -> Data:
    """Read everything that there is to learn from."""
    collector, number = Collector(), 0
    for path in coded:
        for record in read_lines(path):
            collector.document(record, path.stem, number)
            number += 1
    for path in contrast:
        for pair in read_lines(path):
            collector.loose(pair["text"], [pair["theme"], *pair.get("also", [])], pair["stance"], "contrast")
            collector.loose(pair["near_miss"], pair.get("near_also", []), None, "contrast")
    for path in loose:
        for record in read_lines(path):
            codes = record["codes"]
            stance = codes[0][1] if len({one[1] for one in codes}) == 1 else None
            collector.loose(record["text"], [theme for theme, _ in codes], stance, "loose")
    groups = [record for path in paraphrases for record in read_lines(path)]
    for group, record in enumerate(groups):
        for one in record["sentences"]:
            collector.loose(one["text"], [record["theme"]], one["stance"], "paraphrase", unknown=-1, group=group)
    for theme in load_codebook().themes:
        for example in theme.examples:
            collector.loose(example.text, [theme.key, *example.also], example.stance, "codebook")
        for example in theme.counterexamples:
            collector.loose(example.text, list(example.also), None, "codebook")
    for text in background_sentences():
        collector.loose(text, [], None, "background")
    return collector.data()


def read_lines(path: Path) -> list[dict]:
    """Read a JSON-lines file; a line that is still being written is left out."""
    records = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError:
            print("left out an unfinished line of", path.name)
    return records


def load(path: Path) -> Data:
    """Read what this script wrote."""
    with np.load(path) as stored:
        return Data(**{name: stored[name] for name in stored.files})


def main() -> None:
    """Read the arguments, collect and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--coded", type=Path, nargs="+", required=True)
    parser.add_argument("--contrast", type=Path, nargs="*", default=[])
    parser.add_argument("--paraphrases", type=Path, nargs="*", default=[])
    parser.add_argument("--loose", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    data = collect(arguments.coded, arguments.contrast, arguments.paraphrases, arguments.loose)
    np.savez_compressed(arguments.out, **vars(data))
    for name in np.unique(data.batch):
        rows = data.batch == name
        print(f"{name:10s} {rows.sum():6d} sentences, {(data.labels[rows] > 0).sum():5d} codes")


if __name__ == "__main__":
    main()
