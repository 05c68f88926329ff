"""Sentences of a treebank: reading CoNLL-U, and telling when two sentences are the same text."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = -1


@dataclass(frozen=True, slots=True)
class Word:
    """One word; ``head`` counts from 0 within the sentence and is -1 for the root, None when not annotated."""

    form: str
    lemma: str | None
    upos: str | None
    xpos: str | None
    feats: str | None
    head: int | None
    dep: str | None
    space: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, and the text (article) it comes from."""

    words: tuple[Word, ...]
    source: str = ""

    def is_tree(self) -> bool:
        """Tell whether the heads form one tree."""
        heads = [word.head for word in self.words]
        if heads.count(ROOT) != 1:
            return False
        for start in range(len(heads)):
            place, steps = start, 0
            while place != ROOT:
                following = heads[place]
                steps += 1
                if following is None or not ROOT <= following < len(heads) or steps > len(heads):
                    return False
                place = following
        return True


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Read a (gzipped) CoNLL-U file; multiword ranges and empty nodes are passed over."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        words: list[Word] = []
        source = ""
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if words:
                    yield Sentence(tuple(words), source)
                words, source = [], ""
            elif line.startswith("#"):
                found = re.search(r"([\w-]+?)\.p\.\d+\.s\.\d+", line)
                source = found.group(1) if found else source
            else:
                cells = line.split("\t")
                if cells[0].isdigit():
                    words.append(_word(cells))
        if words:
            yield Sentence(tuple(words), source)


def _word(cells: list[str]) -> Word:
    form, lemma, upos, xpos, feats, head, dep = cells[1:8]
    return Word(
        form,
        lemma if lemma != "_" or form == "_" else None,
        upos if upos != "_" else None,
        xpos if xpos != "_" else None,
        feats if feats != "_" else "" if xpos != "_" else None,
        int(head) - 1 if head.isdigit() else None,
        dep if dep != "_" else None,
        "SpaceAfter=No" not in cells[9],
    )


def key_of(sentence: Sentence) -> str:
    """Letters and digits of a sentence, lower case: equal for the same text however it was tokenised."""
    return re.sub(r"[\W_]+", "", "".join(word.form for word in sentence.words).lower())


class Known:
    """Sentences that may not come in (again): the same letters and digits, or nearly the same words."""

    def __init__(self, sentences: Iterable[Sentence] = (), likeness: float = 0.75) -> None:
        self._likeness = likeness
        self._keys: set[str] = set()
        self._bags: list[frozenset[str]] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for sentence in sentences:
            self.add(sentence)

    def add(self, sentence: Sentence) -> None:
        """Remember a sentence."""
        self._keys.add(key_of(sentence))
        bag = _bag(sentence)
        for word in bag:
            self._holding[word].append(len(self._bags))
        self._bags.append(bag)

    def __contains__(self, sentence: Sentence) -> bool:
        """Tell whether the sentence, or one with a word Jaccard index of at least the likeness, was added."""
        if key_of(sentence) in self._keys:
            return True
        bag = _bag(sentence)
        if len(bag) < 4:
            return False
        rare = sorted(bag, key=lambda word: len(self._holding.get(word, ())))
        # Two bags that alike must share one of the rarest words: as many as may be missing, and one more.
        probes = rare[: len(bag) - int(self._likeness * len(bag)) + 1]
        near = {number for word in probes for number in self._holding.get(word, ())}
        return any(len(bag & self._bags[n]) >= self._likeness * len(bag | self._bags[n]) for n in near)


def _bag(sentence: Sentence) -> frozenset[str]:
    return frozenset(word.form.lower() for word in sentence.words if any(map(str.isalnum, word.form)))


def relabel(sentence: Sentence, **columns: list[object]) -> Sentence:
    """Replace columns of a sentence (``head``, ``dep``, ``upos``, ...), each given as a list over its words."""
    words = [
        replace(word, **{name: values[place] for name, values in columns.items()})  # type: ignore[arg-type]
        for place, word in enumerate(sentence.words)
    ]
    return Sentence(tuple(words), sentence.source)
