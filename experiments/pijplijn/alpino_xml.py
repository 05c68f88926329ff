"""Turn Alpino trees (phrases with relations) into dependency trees by head rules.

Each phrase gets a head word, to which the heads of its other parts attach. The rules follow the conversion described
by Bouma & Van Noord (2017, *Increasing return on annotation investment: the automatic construction of a Universal
Dependency treebank for Dutch*): prepositions, complementizers, auxiliaries and the copula *zijn* depend on their
lexical head. What label an attachment gets in UD is not ruled but learned (:class:`Labels`) from sentences that exist
in both forms, by what is known of the attachment in the Alpino tree.
"""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from boombank import ROOT

_AUXILIARY = frozenset(["zal", "kan", "moet", "mag", "heb", "ben", "word"])
_WITH_BODY = frozenset(["cp", "ti", "oti", "ahi", "svan", "rel", "whrel", "whq", "whsub"])
_CLAUSES = frozenset("cp whsub whq smain svan whrel oti ti".split())
_PROMOTION = ("vc", "predc", "obj1", "su", "mod", "det", "num", "app", "pc", "ld", "svp")
_PREPOSITION_OBJECT = frozenset(["obj1", "vc", "predc", "se"])

Key = tuple[str, ...]
"""What is known of an attachment in the Alpino tree, the most telling first."""


@dataclass(slots=True)
class Attached:
    """A sentence of Alpino with heads (-1 for the root), and for every word what its attachment was."""

    words: list[str]
    heads: list[int] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)


def read_alpino(path: Path) -> Iterator[Attached]:
    """Read the trees of a (gzipped) Alpino file; those that do not give one tree of words are passed over."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        for _, element in ET.iterparse(stream):
            if element.tag == "alpino_ds":
                found = _Converter(element).result()
                if found is not None:
                    yield found
                element.clear()


class Labels:
    """UD labels of attachments, by their keys; the more of a key was seen before, the more of it decides."""

    def __init__(self, examples: Iterable[tuple[Key, str]]) -> None:
        self._seen: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        for key, label in examples:
            for length in range(1, len(key) + 1):
                self._seen[key[:length]][label] += 1

    def of(self, key: Key, least: int = 3) -> str:
        """Give the most frequent label of the longest beginning of the key seen at least so often."""
        for length in range(len(key), 0, -1):
            found = self._seen.get(key[:length])
            if found and (sum(found.values()) >= least or length == 1):
                return found.most_common(1)[0][0]
        return "dep"


class _Converter:
    def __init__(self, tree: ET.Element) -> None:
        self.top = tree.find("node")
        leaves = sorted((n for n in tree.iter("node") if n.get("word")), key=lambda n: int(n.get("begin", "0")))
        self.leaves = leaves
        self.place = {id(leaf): place for place, leaf in enumerate(leaves)}
        self.parent = {id(child): node for node in tree.iter("node") for child in node}
        # An index node without content stands for the one that has it (a relative pronoun as object, say).
        self.content = {n.get("index"): n for n in tree.iter("node") if n.get("index") and not _is_empty(n)}
        self.heads: list[int | None] = [None] * len(leaves)
        self.keys: list[Key] = [("",)] * len(leaves)
        self._head_of: dict[int, int | None] = {}

    def result(self) -> Attached | None:
        if self.top is None or not self.leaves:
            return None
        if any(int(leaf.get("end", "0")) - int(leaf.get("begin", "0")) != 1 for leaf in self.leaves):
            return None
        root = self.head(self.top)
        if root is None:
            return None
        for place, leaf in enumerate(self.leaves):
            if self.heads[place] is None and place != root:
                self.attach(place, root, ("left", leaf.get("pos", "")))
        self.heads[root], self.keys[root] = ROOT, ("root",)
        return Attached([leaf.get("word", "") for leaf in self.leaves], [h or 0 for h in self.heads], self.keys)

    def attach(self, place: int | None, head: int | None, key: Key) -> None:
        if place is not None and head is not None and place != head and self.heads[place] is None:
            self.heads[place], self.keys[place] = head, key

    def head(self, node: ET.Element) -> int | None:
        """Head word of a phrase; attaches everything below it on the way."""
        if id(node) not in self._head_of:
            self._head_of[id(node)] = self.place[id(node)] if node.get("word") else self._phrase(node)
        return self._head_of[id(node)]

    def _phrase(self, node: ET.Element) -> int | None:
        filled = [child for child in node if not _is_empty(child)]
        if not filled:
            return None
        category = node.get("cat", "")
        if category == "mwu":
            return self._unit(node, filled)
        if category == "conj":
            return self._conjunction(filled)
        if category in {"top", "du"}:
            return self._loose(node, filled)
        if category in _WITH_BODY:
            return self._with_body(node, filled)
        if category == "pp":
            return self._prepositional(node, filled)
        return self._headed(node, filled)

    def _unit(self, node: ET.Element, parts: list[ET.Element]) -> int | None:
        places = [self.head(part) for part in parts]
        capitals = sum(part.get("word", "x")[0].isupper() for part in parts)
        for place in places[1:]:
            self.attach(place, places[0], ("mwp", "name" if capitals else "words", node.get("rel", "")))
        return places[0]

    def _conjunction(self, parts: list[ET.Element]) -> int | None:
        conjuncts = sorted(h for part in parts if part.get("rel") == "cnj" and (h := self.head(part)) is not None)
        if not conjuncts:
            return self.head(parts[0])
        first = conjuncts[0]
        for place in conjuncts[1:]:
            self.attach(place, first, ("cnj",))
        for part in parts:
            place, relation = self.head(part), part.get("rel", "")
            if relation == "crd" and place is not None:
                following = [c for c in conjuncts[1:] if c > place]
                key = ("crd", "first") if place < first else ("crd",)
                self.attach(place, first if place < first else (following or [first])[0], key)
            elif relation != "cnj":
                self.attach(place, first, (relation, _kind(part), "conj"))
        return first

    def _loose(self, node: ET.Element, parts: list[ET.Element]) -> int | None:
        """Parts side by side: the nucleus, else the first phrase, leads."""
        spoken = [part for part in parts if part.get("pos") != "punct"] or parts
        nuclei = [part for part in spoken if part.get("rel") == "nucl"]
        discourse = [part for part in spoken if part.get("rel") == "dp"] if node.get("cat") == "du" else []
        phrases = [part for part in spoken if part.get("cat")]
        leader = (nuclei or discourse or phrases or spoken)[0]
        head = self.head(leader)
        for part in parts:
            key = ("punct",) if part.get("pos") == "punct" else (part.get("rel", ""), _kind(part), node.get("cat", ""))
            self.attach(self.head(part), head, key)
        return head

    def _with_body(self, node: ET.Element, parts: list[ET.Element]) -> int | None:
        bodies = [part for part in parts if part.get("rel") == "body"]
        leader = bodies[0] if bodies else parts[0]
        head = self.head(leader)
        for part in parts:
            relation = part.get("rel", "")
            detail = part.get("root", "") if relation == "cmp" else _kind(part)
            self.attach(self.head(part), head, (relation, detail, node.get("cat", ""), _kind(leader)))
        return head

    def _prepositional(self, node: ET.Element, parts: list[ET.Element]) -> int | None:
        prepositions = [part for part in parts if part.get("rel") == "hd"]
        objects = [part for part in parts if part.get("rel") in _PREPOSITION_OBJECT]
        moved = [
            found for child in node if child.get("rel") in {"obj1", "se"} and (found := self._moved(child)) is not None
        ]
        head: int | None = None
        if not prepositions:
            head = self.head((objects or parts)[0])
        elif objects:
            head = self.head(objects[0])
        elif moved and (place := self.head(moved[0])) is not None and self.heads[place] is None:
            head = place
        head = self.head((prepositions or parts)[0]) if head is None else head
        for part in parts:
            if part in prepositions:
                self.attach(
                    self.head(part), head, ("preposition", _kind(part), _kind(objects[0]) if objects else "moved")
                )
            else:
                self.attach(self.head(part), head, (part.get("rel", ""), _kind(part), "pp"))
        return head

    def _headed(self, node: ET.Element, parts: list[ET.Element]) -> int | None:
        category = node.get("cat", "")
        heads = [part for part in parts if part.get("rel") == "hd"]
        if not heads:
            order = {relation: number for number, relation in enumerate(_PROMOTION)}
            leader = min(parts, key=lambda part: order.get(part.get("rel", ""), 99))
            head = self.head(leader)
            for part in parts:
                self.attach(self.head(part), head, (part.get("rel", ""), _kind(part), category, "no head"))
            return head
        verb = heads[0]
        own = self.head(verb)
        head, role = self._lexical_head(node, verb, parts)
        if head != own:
            self.attach(own, head, role)
        stem = verb.get("root", "") if verb.get("pos") == "verb" else _kind(verb)
        passive = role[0] == "auxiliary" and role[-1] == "passive"
        for child in node:
            part = self._moved(child) if _is_empty(child) else child
            if part is not None and child is not verb:
                relation = child.get("rel", "")
                detail = stem if relation == "vc" else str(passive) if relation in {"su", "obj1"} else _kind(verb)
                if relation == "det":
                    detail = part.get("root", "").lower() or _kind(part)
                self.attach(
                    self.head(part), head, (relation, _kind(part), detail, category, "moved" * _is_empty(child))
                )
        return head

    def _lexical_head(self, node: ET.Element, verb: ET.Element, parts: list[ET.Element]) -> tuple[int | None, Key]:
        """Auxiliaries and the copula give way to the verb or predicate that they go with."""
        own, stem = self.head(verb), verb.get("root", "")
        if verb.get("pos") != "verb":
            return own, ("",)
        for part in parts:
            if part.get("rel") == "vc" and stem in _AUXILIARY and _is_verbal(part):
                place = self.head(part)
                if place is not None:
                    return place, ("auxiliary", stem, "passive" if self._is_passive(node, part, stem) else "active")
        if stem == "ben":
            for relation in ("predc", "ld"):
                for child in node:
                    part = self._moved(child) if _is_empty(child) else child
                    if child.get("rel") != relation or part is None or part.get("cat") in _CLAUSES:
                        continue
                    place = self.head(part)
                    if place is not None and (not _is_empty(child) or self.heads[place] is None):
                        return place, ("copula", relation, _kind(part))
        return own, ("",)

    def _is_passive(self, node: ET.Element, complement: ET.Element, stem: str) -> bool:
        subject = next((child.get("index") for child in node if child.get("rel") == "su"), None)
        groups = [complement, *(part for part in complement if part.get("cat") in {"ppart", "inf"})]
        for group in groups:
            for part in group:
                if part.get("rel") == "obj1" and _is_empty(part) and part.get("index") == subject:
                    return True
        impersonal = not any(part.get("rel") == "su" for part in complement)
        return stem == "word" and (complement.get("cat") == "ppart" or impersonal)

    def _moved(self, node: ET.Element) -> ET.Element | None:
        """The relative or question word that an empty place stands for."""
        if not _is_empty(node):
            return None
        found = self.content.get(node.get("index"))
        return found if found is not None and found.get("rel") in {"rhd", "whd"} else None


def _is_empty(node: ET.Element) -> bool:
    return not node.get("word") and not node.get("cat")


def _kind(node: ET.Element) -> str:
    return node.get("cat") or node.get("pos") or ""


def _is_verbal(node: ET.Element) -> bool:
    if node.get("cat") == "conj":
        return any(part.get("cat") in {"inf", "ppart"} for part in node)
    return node.get("cat") in {"inf", "ppart"} or node.get("pos") == "verb"
