"""Train the small model that finds names which no rule finds, and judge it on documents that it did not learn from.

Run from the top of the repository::

    python experiments/taal/naamvinder.py --toets
    python experiments/taal/naamvinder.py

The first divides the texts that were marked by hand in three, learns from two parts and counts on the third how many
words the model adds to the names of the rules, rightly and wrongly, by chance and by whether the word is on a list of
names, another Dutch word, or neither; the thresholds in ``praktijkkennis.privacy.context_names`` were chosen by it. The
second learns from all and writes the model.

Marked by hand are 214 documents (``corpora/taal/personen.jsonl``) and, of the cases of ``privacy.py``, those
that were looked at while the rules were made; those only counted are not used. With less weight it learns from
the other documents of ``corpora/codering/b1..b57``, where the names are those that the rules find. Most names are
replaced by others that the model must not know: made-up ones, names of many origins without what the lists say of them,
ordinary words. Of other words with a capital the lists are hidden too, and a part of the documents loses its capitals.
What is left to learn from is what stands around a name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from privacy import HARD, LATER, OTHERS, VOICES, read_cases, read_documents
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy import LABELS, context_names, find_identifying
from praktijkkennis.privacy.capital_names import read_capitals
from praktijkkennis.privacy.context_features import Looker, listed_kinds
from praktijkkennis.privacy.context_names import BUCKETS, SURE, buckets_of, kind_of_word, name_chances
from praktijkkennis.privacy.name_context import PREFIXES
from praktijkkennis.privacy.name_list import GIVEN, SURNAME, _list, is_ordinary_word
from praktijkkennis.privacy.name_tokens import NameToken, token_of
from praktijkkennis.privacy.words import words_of

MARKED = Path("corpora/taal/personen.jsonl")
DOCUMENTS = Path("corpora/codering")
TARGET = Path("src/praktijkkennis/data/namen/naamvinder.npz")
SEED = 7
BATCHES = 57
PARTS = 3
COPIES = 4
"""How often a marked document is learned from with other names."""
WEIGHT_OF_RULES = 0.2
STRENGTH = 0.5
CHANCES = (0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35)

Span = tuple[int, int]
Row = tuple[list[int], bool]


@dataclass(frozen=True, slots=True)
class Marked:
    """A document, what in it are names of people, and what nobody can tell."""

    name: str
    text: str
    people: tuple[Span, ...]
    doubtful: tuple[Span, ...]

    @property
    def part(self) -> int:
        """The part of the documents that it belongs to."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % PARTS


def main() -> None:
    """Read the arguments, then judge or train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--toets", action="store_true", help="judge on documents held out, and write nothing")
    arguments = parser.parse_args()
    texts = read_texts()
    marked = read_marked(texts)
    maker = Maker(texts.values())
    by_hand = {one.name: list(maker.rows_by_hand(one)) for one in marked}
    by_rules = list(
        chain.from_iterable(maker.rows_by_rules(text) for name, text in texts.items() if name not in by_hand)
    )
    print(f"{len(marked)} texts marked by hand, {sum(map(len, by_hand.values()))} words to learn from in them")
    print(f"{len(texts.keys() - by_hand.keys())} documents marked by the rules, {len(by_rules)} words")
    if arguments.toets:
        judge(marked, by_hand, by_rules)
        return
    weights, bias = learn(chain.from_iterable(by_hand.values()), by_rules)
    scale = float(np.abs(weights).max()) / np.iinfo(np.int16).max
    np.savez_compressed(TARGET, weights=np.round(weights / scale).astype(np.int16), scale=scale, bias=bias)
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


def read_texts() -> dict[str, str]:
    """Read the texts of the coded documents, its test part left out."""
    texts = {}
    for number in range(1, BATCHES + 1):
        path = DOCUMENTS / f"b{number}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            texts[record["id"]] = record["text"]
    return texts


def read_marked(texts: Mapping[str, str]) -> list[Marked]:
    """Read what was marked by hand, the cases that were only counted left out."""
    records = map(json.loads, MARKED.read_text(encoding="utf-8").splitlines())
    found = [
        Marked(
            record["id"],
            texts[record["id"]][: record["length"]],
            tuple(map(tuple, record["names"])),
            tuple(map(tuple, record["doubtful"])),
        )
        for record in records
    ]
    cases = [*read_cases()[::2], *read_documents()[::2], *read_cases(HARD)[::2]]
    cases += [case for path in (VOICES, LATER, OTHERS) for case in read_cases(path) if case.kind == "gezien"]
    for number, case in enumerate(cases):
        people = tuple((mark.start, mark.end) for mark in case.marks if mark.label == "PERSOON")
        other = tuple((mark.start, mark.end) for mark in case.marks if mark.label != "PERSOON")
        found.append(Marked(f"case-{number}", case.text, people, other))
    return found


class Maker:
    """Makes what the model learns from: words with what is seen of them, and whether they are a name."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.random = random.Random(SEED)
        lists = _list()
        single = [name for name in lists if " " not in name and len(name) > 1]
        self.given = [name for name in single if GIVEN in lists[name] and not is_ordinary_word(name)]
        self.surnames = [name for name in single if SURNAME in lists[name] and len(name) > 2]
        counts = Counter(word for text in texts for word in re.findall(r"\b[a-z]{3,7}\b", text))
        self.words = sorted(word for word in counts if is_ordinary_word(word) and word not in stop_words())

    def rows_by_hand(self, marked: Marked) -> Iterator[Row]:
        """Give the words of a document as it is, and of copies with other names."""
        tokens = tokens_of(marked.text)
        people, doubtful = inside(tokens, marked.people), inside(tokens, marked.doubtful)
        yield from self._rows(tokens, None, people, doubtful)
        for copy in range(COPIES):
            changed, kinds = self._changed(tokens, people, without_capitals=2 * copy >= COPIES)
            yield from self._rows(changed, kinds, people, doubtful)

    def rows_by_rules(self, text: str) -> Iterator[Row]:
        """Give the words of a document with other names in the places where the rules find them."""
        found = find_identifying(text, known_names=speakers(text), by_context=False)
        tokens = tokens_of(text)
        people = inside(tokens, [(one.start, one.end) for one in found if one.label == "PERSOON"])
        other = inside(tokens, [(one.start, one.end) for one in found if one.label not in ("PERSOON", "PLAATS")])
        # What the lists call a name and the rules leave may be a name all the same.
        missed = {place for place, one in enumerate(tokens) if one.word.capital and one.named and not one.ordinary}
        changed, kinds = self._changed(tokens, people, without_capitals=self.random.random() < 0.3)
        yield from self._rows(changed, kinds, people, other | (missed - people))

    def _rows(
        self, tokens: Sequence[NameToken], kinds: Sequence[str] | None, people: set[int], left_out: set[int]
    ) -> Iterator[Row]:
        known = {place for place in people if self.random.random() > 0.2}
        looker = Looker(tokens, known, kinds)
        for place, token in enumerate(tokens):
            if place not in left_out and token.lower not in PREFIXES and looker.may_be_name(place):
                yield buckets_of(looker.features(place)), place in people

    def _changed(
        self, tokens: Sequence[NameToken], people: set[int], *, without_capitals: bool
    ) -> tuple[list[NameToken], list[str]]:
        """Give the words of a text other names, the same one everywhere, and hide what the lists say."""
        chosen: dict[tuple[str, bool], tuple[str, str, bool] | None] = {}
        changed, kinds = [], []
        for place, token in enumerate(tokens):
            person = place in people
            key = token.lower, person
            initials = token.word.kind != "word" or len(key[0]) == 1 or (token.text.isupper() and len(token.text) < 5)
            new, of_lists = token, listed_kinds(token)
            if (person or (token.word.capital and not token.ordinary)) and not initials and key[0] not in PREFIXES:
                if key not in chosen:
                    chosen[key] = self._other_name(of_lists) if person else self._hidden(token)
                if (other := chosen[key]) is not None:
                    written = other[0] if token.word.capital else other[0].lower()
                    of_lists = other[1]
                    new = NameToken(replace(token.word, text=written), written, of_lists, other[2])
            if without_capitals and new.text[:1].isupper():
                new = replace(new, word=replace(new.word, text=new.word.text.lower()), text=new.text.lower())
            changed.append(new)
            kinds.append(of_lists)
        return changed, kinds

    def _other_name(self, kinds: str) -> tuple[str, str, bool] | None:
        """Give another name with what is known of it: letters of the lists, and whether it is a word."""
        chance = self.random.random()
        if chance < 0.15:
            return None
        if chance < 0.45:
            return self._made_up(), "", False
        if chance < 0.75:
            return self.random.choice(self.given if self.random.random() < 0.7 else self.surnames), "", False
        if chance < 0.88:
            return self.random.choice(self.words).capitalize(), self.random.choice(["", "", "z", "a", "v"]), True
        name = self.random.choice(self.given)
        return name, _list()[name], False

    def _hidden(self, token: NameToken) -> tuple[str, str, bool] | None:
        chance = self.random.random()
        if chance < 0.55:
            return None
        return (token.text if chance < 0.8 else self._made_up()), "", False

    def _made_up(self) -> str:
        """Give half of one name and half of another, from anywhere."""
        begin, end = self.random.choice(self.given), self.random.choice(self.surnames)
        return begin[: max(2, len(begin) // 2)] + end[len(end) // 2 :].lower()


def learn(by_hand: Iterable[Row], by_rules: Sequence[Row]) -> tuple[np.ndarray[Any, Any], float]:
    """Learn a weight for each bucket."""
    first = list(by_hand)
    rows = [*first, *by_rules]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    places = np.concatenate([np.sort(np.array(buckets, dtype=np.int32)) for buckets, _ in rows])
    seen = csr_matrix((np.ones(len(places), dtype=np.float32), places, ends), shape=(len(rows), BUCKETS))
    weights = np.concatenate([np.ones(len(first)), np.full(len(by_rules), WEIGHT_OF_RULES)])
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3, max_iter=60)
    model.fit(seen, [person for _, person in rows], sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def judge(marked: Sequence[Marked], by_hand: Mapping[str, list[Row]], by_rules: Sequence[Row]) -> None:
    """Print what the model adds on documents that it did not learn from."""
    from array import array

    counts: Counter[tuple[float, str, bool]] = Counter()
    missed = 0
    for part in range(PARTS):
        rows = chain.from_iterable(by_hand[one.name] for one in marked if one.part != part)
        weights, bias = learn(rows, by_rules)
        learned = array("f", weights.astype("float32").tobytes()), bias
        context_names._weights = lambda learned=learned: learned
        for one in (one for one in marked if one.part == part):
            found = find_identifying(one.text, labels=LABELS, known_names=speakers(one.text), by_context=False)
            found += find_identifying(one.text, known_names=speakers(one.text), by_context=False)
            tokens = tokens_of(one.text)
            taken = inside(tokens, [(finding.start, finding.end) for finding in found])
            known = inside(tokens, [(finding.start, finding.end) for finding in found if finding.label == "PERSOON"])
            people = inside(tokens, one.people)
            missed += len(people - taken)
            free = set(range(len(tokens))) - taken - inside(tokens, one.doubtful)
            for place, chance in name_chances(tokens, sorted(free), known).items():
                for least in CHANCES:
                    counts[least, kind_of_word(tokens[place]), place in people] += chance >= least
    print(f"{missed} words of names were left by the rules")
    for kind, threshold in SURE.items():
        print(f"{kind} (threshold {threshold})")
        for least in CHANCES:
            print(f"  {least:.2f}  right {counts[least, kind, True]:3d}  wrong {counts[least, kind, False]:3d}")


def tokens_of(text: str) -> list[NameToken]:
    """Read the words of a text as the rules do."""
    return read_capitals([token_of(word) for word in words_of(text)])


def inside(tokens: Sequence[NameToken], spans: Iterable[Span]) -> set[int]:
    """Give the positions of the words in stretches."""
    stretches = list(spans)
    return {
        place
        for place, token in enumerate(tokens)
        if any(token.start < end and start < token.end for start, end in stretches)
    }


def speakers(text: str) -> list[str]:
    """Give the names before the turns of a conversation."""
    return [turn.speaker for turn in find_turns(text)]


if __name__ == "__main__":
    main()
