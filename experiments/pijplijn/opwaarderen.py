"""Bring older Dutch UD annotation (2016-2018) to the guidelines of the current treebanks (2.12 and later).

What changed, as far as it can be told from the tree itself:

- labels: ``dobj``, ``name``, ``mwe``, ``nsubjpass`` and the like have new names;
- possessives are PRON with ``nmod:poss``, ordinals ADJ with ``amod``, ``als`` in comparisons SCONJ;
- a coordinator belongs to the conjunct that follows it;
- only *zijn* is a copula; *worden*, *blijven*, *lijken* govern an ``xcomp``;
- only *zullen, kunnen, moeten, mogen, hebben, zijn, worden, krijgen* are auxiliaries; *willen*, *laten*, *gaan* govern
  an ``xcomp``; and the modal auxiliaries are never main verbs of an infinitive;
- punctuation belongs to the clause that it opens or closes.
"""

from __future__ import annotations

from collections import defaultdict

from boombank import ROOT, Sentence, Word

_POSSESSIVE = frozenset("zijn mijn jouw uw haar hun ons je jullie m'n z'n d'r jouw".split())
_RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj",
    "auxpass": "aux:pass",
    "mwe": "fixed",
    "name": "flat",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "neg": "advmod",
}
_DEGREE = frozenset(["meer", "meest", "minder", "minst", "teveel", "veel"])
_MODAL = frozenset(["zullen", "kunnen", "moeten", "mogen"])
_AUXILIARY = _MODAL | {"hebben", "zijn", "worden", "krijgen"}
_COPULA = frozenset(["zijn"])
_CLAUSE_LEVEL = frozenset(
    "nsubj nsubj:pass csubj expl advcl parataxis cc mark obl obl:agent aux aux:pass cop punct advmod:clause".split()
)
_OWN_CLAUSE = frozenset(["conj", "appos", "parataxis", "acl:relcl", "advcl", "acl", "ccomp"])


def upgrade(sentence: Sentence) -> Sentence | None:
    """Rewrite one sentence; None when what comes out is no tree."""
    tree = _Tree(sentence)
    tree.rename()
    tree.refine()
    tree.move_coordinators()
    tree.raise_main_verbs()
    tree.lower_modals()
    if not tree.sentence().is_tree():
        return None
    tree.place_punctuation()
    upgraded = tree.sentence()
    return upgraded if upgraded.is_tree() else None


class _Tree:
    def __init__(self, sentence: Sentence) -> None:
        self.source = sentence.source
        self.words = sentence.words
        self.n = len(sentence.words)
        self.head = [word.head if word.head is not None else ROOT for word in sentence.words]
        self.dep = [_RENAMED.get(word.dep or "", word.dep or "") for word in sentence.words]
        self.upos = [word.upos or "X" for word in sentence.words]
        self.feats = [word.feats for word in sentence.words]
        self.lemma = [word.lemma or word.form for word in sentence.words]

    def sentence(self) -> Sentence:
        words = [
            Word(
                word.form,
                self.lemma[i],
                self.upos[i],
                word.xpos,
                self.feats[i],
                self.head[i],
                self.dep[i] if self.head[i] != ROOT else "root",
                word.space,
            )
            for i, word in enumerate(self.words)
        ]
        return Sentence(tuple(words), self.source)

    def children(self) -> defaultdict[int, list[int]]:
        below: defaultdict[int, list[int]] = defaultdict(list)
        for place, head in enumerate(self.head):
            below[head].append(place)
        return below

    def rename(self) -> None:
        named: set[int] = set()
        for i, word in enumerate(self.words):
            form, dep = word.form.lower(), self.dep[i]
            if dep in {"det", "nmod", "nmod:poss"} and form in _POSSESSIVE and self.upos[i] in {"DET", "PRON"}:
                self.dep[i], self.upos[i] = "nmod:poss", "PRON"
            if dep == "fixed" and self.head[i] >= 0 and self.upos[self.head[i]] in {"PROPN", "X", "SYM", "NUM", "NOUN"}:
                self.dep[i] = "flat"
            if form == "als" and dep == "mark" and self.upos[i] == "ADP":
                self.upos[i] = "SCONJ"
            ordinal = form.endswith(("de", "ste")) or (form[0].isdigit() and form.endswith("e"))
            if self.upos[i] == "NUM" and ordinal and dep in {"nummod", "fixed", "amod", "flat"}:
                self.upos[i], self.feats[i] = "ADJ", ""
                self.dep[i] = "amod" if dep == "nummod" else dep
            if word.dep in {"name", "flat:name"}:
                named |= {i, self.head[i]}
        for i in named:
            if self.upos[i] in {"NOUN", "ADJ"} and self.words[i].form[0].isupper():
                self.upos[i], self.feats[i] = "PROPN", ""
        for i, word in enumerate(self.words):
            if self.upos[i] == "PROPN" and word.form[0].isupper() and self.lemma[i][:1].islower():
                self.lemma[i] = word.form

    def refine(self) -> None:
        below = self.children()
        for i, word in enumerate(self.words):
            form, dep, above = word.form.lower(), self.dep[i], self.head[i]
            if dep == "amod" and self.upos[i] == "ADV":
                self.dep[i] = "advmod"
            if dep == "obl" and form in _DEGREE and self.upos[i] == "PRON" and not below[i]:
                self.dep[i], self.upos[i] = "advmod", "ADV"
            if dep == "obj" and form == "zich":
                self.dep[i] = "expl:pv"
            if dep == "det" and self.upos[i] == "PROPN":
                self.dep[i] = "nmod:poss"
            if dep == "nsubj" and any(self.dep[j] == "aux:pass" for j in below[above]):
                self.dep[i] = "nsubj:pass"
            if dep == "fixed" and above >= 0 and self.words[above].form[0].isupper():
                parts = [j for j in below[above] if self.dep[j] in {"fixed", "flat"}]
                if any(self.words[j].form[0].isupper() for j in parts):
                    for j in parts:
                        self.dep[j] = "flat"

    def move_coordinators(self) -> None:
        below = self.children()
        for i in range(self.n):
            if self.dep[i] == "cc" and ROOT < self.head[i] < i:
                later = [j for j in below[self.head[i]] if j > i and self.dep[j] == "conj"]
                if later:
                    self.head[i] = later[0]

    def raise_main_verbs(self) -> None:
        for i in range(self.n):
            allowed = {"aux": _AUXILIARY, "aux:pass": _AUXILIARY, "cop": _COPULA}.get(self.dep[i])
            if allowed is None or self.lemma[i].lower() in allowed or self.upos[i] not in {"AUX", "VERB"}:
                continue
            if self.head[i] != ROOT:
                self._raise(i, copula=self.dep[i] == "cop")

    def _raise(self, verb: int, copula: bool) -> None:
        """Make a verb the head of what it used to modify; clause-level dependents follow it."""
        below = self.children()
        predicate = self.head[verb]
        self.upos[verb] = "VERB"
        self.head[verb], self.dep[verb] = self.head[predicate], self.dep[predicate]
        self.head[predicate], self.dep[predicate] = verb, "xcomp"
        low, high = sorted((verb, predicate))
        for child in below[predicate]:
            if child == verb:
                continue
            dep = self.dep[child]
            clausal = self.upos[child] in {"VERB", "AUX"} or any(self.dep[x] in {"nsubj", "cop"} for x in below[child])
            if copula:
                follows = dep in _CLAUSE_LEVEL or (dep == "conj" and clausal)
                follows = follows or (dep == "advmod" and (child < low or low < child < high - 1))
            else:
                # What stands between a finite verb and its infinitive belongs to the infinitive, subjects excepted.
                follows = dep in {"nsubj", "nsubj:pass", "csubj", "expl", "cc", "punct", "aux", "cop"}
                follows = follows or (dep == "mark" and child < verb) or (dep == "advmod" and child < low - 1)
                follows = follows or (dep == "conj" and clausal)
            if follows:
                self.head[child] = verb

    def lower_modals(self) -> None:
        for i in range(self.n):
            if self.lemma[i].lower() not in _MODAL or self.upos[i] not in {"VERB", "AUX"} or self.dep[i] == "aux":
                continue
            below = self.children()
            infinitives = [
                j
                for j in below[i]
                if self.dep[j] in {"xcomp", "ccomp"}
                and "VerbForm=Inf" in (self.feats[j] or "")
                and self.upos[j] == "VERB"
            ]
            if len(infinitives) == 1:
                main = infinitives[0]
                self.head[main], self.dep[main] = self.head[i], self.dep[i]
                for child in below[i]:
                    if child != main:
                        self.head[child] = main
                self.head[i], self.dep[i], self.upos[i] = main, "aux", "AUX"

    def place_punctuation(self) -> None:
        below = self.children()
        opens: defaultdict[int, list[int]] = defaultdict(list)
        for i in range(self.n):
            if self.dep[i] in _OWN_CLAUSE:
                opens[self._leftmost(i, below)].append(i)
        root = self.head.index(ROOT)
        for i in range(self.n):
            if self.dep[i] != "punct" or below[i]:
                continue
            last = i == self.n - 1 or (i == self.n - 2 and self.words[i].form in {".", "?", "!"})
            if last:
                self.head[i] = root
            elif opens[i + 1]:
                self.head[i] = max(opens[i + 1], key=lambda j: (self.dep[j] != "advcl", -j))

    def _leftmost(self, top: int, below: dict[int, list[int]]) -> int:
        left, waiting = top, [top]
        while waiting:
            for child in below[waiting.pop()]:
                if self.dep[child] != "punct":
                    left = min(left, child)
                    waiting.append(child)
        return left
