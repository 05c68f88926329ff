"""Annotated sentences as spaCy DocBins: several sentences a document, what is not annotated left open."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from boombank import ROOT, Sentence, Word
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

_LAST = Word("", None, None, None, None, None, None, True)


def documents(vocab: Vocab, sentences: Sequence[Sentence], size: int = 10) -> list[Doc]:
    """Join neighbouring sentences to documents, at most ``size`` together and not across sources."""
    found = []
    for _, group in groupby(sentences, key=lambda sentence: (sentence.source, has_tree(sentence))):
        rows = list(group)
        found += [as_doc(vocab, rows[start : start + size]) for start in range(0, len(rows), size)]
    return found


def shuffled(vocab: Vocab, sentences: Sequence[Sentence], seed: int) -> list[Doc]:
    """Make documents of one to four sentences that do not belong together, so that boundaries are learned by form."""
    chance = random.Random(seed)
    found = []
    for whole in (True, False):
        order = [sentence for sentence in sentences if has_tree(sentence) is whole]
        chance.shuffle(order)
        start = 0
        while start < len(order):
            size = chance.choice((1, 1, 1, 2, 4))
            found.append(as_doc(vocab, order[start : start + size]))
            start += size
    return found


def without_stops(sentences: Sequence[Sentence], share: float, seed: int) -> list[Sentence]:
    """Leave out the full stop at the end of some sentences, as headings, lists and hasty writers do."""
    chance = random.Random(seed)
    return [_without_stop(sentence) if chance.random() < share else sentence for sentence in sentences]


def _without_stop(sentence: Sentence) -> Sentence:
    *words, last = sentence.words
    place = len(words)
    loose = last.form == "." and len(words) > 1 and all(word.head != place for word in words)
    return replace(sentence, words=tuple(words)) if loose else sentence


def in_small_letters(sentences: Sequence[Sentence], share: float, seed: int) -> list[Sentence]:
    """Choose some sentences and write them without capitals."""
    chosen = random.Random(seed).sample(list(sentences), round(share * len(sentences)))
    return [replace(s, words=tuple(replace(word, form=word.form.lower()) for word in s.words)) for s in chosen]


def has_tree(sentence: Sentence) -> bool:
    """Tell whether all heads are annotated: a document has heads for all its words or for none."""
    return all(word.head is not None for word in sentence.words)


def as_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """Make one document of sentences that all have a tree or all have none."""
    words = [word for sentence in sentences for word in sentence.words]
    spaces = [word.space for sentence in sentences for word in (*sentence.words[:-1], _LAST)]
    if has_tree(sentences[0]):
        heads: list[int] = []
        for sentence in sentences:
            offset = len(heads)
            heads += [offset + (place if w.head == ROOT else w.head or 0) for place, w in enumerate(sentence.words)]
        structure = {"heads": heads, "deps": [word.dep or "dep" for word in words]}
    else:
        structure = {"sent_starts": [place == 0 for sentence in sentences for place in range(len(sentence.words))]}
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=spaces,
        tags=[word.xpos or "" for word in words],
        lemmas=[word.lemma or "" for word in words],
        **structure,
    )
    # One by one: given as a list, the empty features of a word that has no annotation would count as annotation.
    for token, word in zip(doc, words, strict=True):
        if word.upos and word.feats is not None:
            token.pos_ = word.upos
            token.set_morph(word.feats or "_")
    return doc


def write(path: Path, docs: Sequence[Doc]) -> None:
    """Store documents."""
    bin_ = DocBin(attrs=["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"], docs=docs)
    path.parent.mkdir(parents=True, exist_ok=True)
    bin_.to_disk(path)
