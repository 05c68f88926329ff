"""The clauses of a sentence with their verbs, so that one can tell how far a word like "niet" or "wil" reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.modality.cues import has_phrase
from praktijkkennis.preprocessing.modality.finite import Words
from praktijkkennis.preprocessing.modality.linking import HELPING, Clause, link
from praktijkkennis.preprocessing.modality.pieces import cut

__all__ = ["Clause", "Structure", "structure_of"]

_WITH_INFINITIVE = frozenset(
    {"nalaten", "aanraden", "afraden", "opdragen", "voorstellen", "toezeggen", "aanbieden", "volhouden", "afzien"}
)
"""Separable verbs that govern an infinitive with "te"."""

_PUT_BEFORE = 6
_RESUMES = frozenset({"dat", "die", "daar", "dit", "zoiets"})


class Structure:
    """The clauses of one sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words = Words(tokens)
        self.tokens = tokens
        self.clauses = link(self.words, cut(self.words))
        self._verbs = [self._name_verbs(clause) for clause in self.clauses]

    def clause_at(self, indices: Sequence[int]) -> int | None:
        """Find the clause that holds most of some words, the first when two hold as many."""
        counts = [len(set(clause.words) & set(indices)) for clause in self.clauses]
        best = max(counts, default=0)
        return counts.index(best) if best else None

    def ancestors(self, number: int) -> Iterator[int]:
        """Yield a clause and those that govern it, from the inside outwards."""
        seen: set[int] = set()
        current: int | None = number
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            current = self.clauses[current].parent

    def lower(self, number: int) -> list[str]:
        """List the words of a clause in lower case."""
        return [self.words.lower[index] for index in self.clauses[number].words]

    def phrase_at(self, index: int, name: str) -> bool:
        """Tell whether a word or phrase of a kind stands at a place in the sentence."""
        return has_phrase(self.words.lower, index, name)

    def verbs(self, number: int) -> Mapping[int, frozenset[str]]:
        """Name the verbs of a clause by their place in the sentence."""
        return self._verbs[number]

    def _name_verbs(self, clause: Clause) -> Mapping[int, frozenset[str]]:
        found = {
            index: self.words.verbs(index)
            for index in clause.words
            if self.words.forms[index] or index == clause.finite
        }
        if clause.finite is not None:
            found[clause.finite] |= self._joined(clause, clause.finite)
        return MappingProxyType(found)

    def _joined(self, clause: Clause, finite: int) -> frozenset[str]:
        """Name the verb whose particle looks like a preposition where an infinitive waits: "liet na ons te ..."."""
        later = [self.words.lower[index] for index in clause.words if index > finite]
        if "te" not in later:
            return frozenset()
        verbs = {(particle, verb) for particle in later[: later.index("te")] for verb in self.words.verbs(finite)}
        return frozenset(particle + verb for particle, verb in verbs if particle + verb in _WITH_INFINITIVE)

    def all_verbs(self, number: int) -> frozenset[str]:
        """Name all verbs of a clause."""
        return frozenset[str]().union(*self.verbs(number).values())

    def infinitives(self, number: int) -> list[int]:
        """List the infinitives with "te" of a clause."""
        return [index for index in self.verbs(number) if index and self.words.lower[index - 1] == "te"]

    def cleft_of(self, number: int) -> int | None:
        """Find the clause that says what the rest is: "Wat we missen" in "Wat we missen, is rust"."""
        clause = self.clauses[number]
        if clause.finite is None or "zijn" not in self.words.verbs(clause.finite):
            return None
        for other, one in enumerate(self.clauses):
            if one.parent == number and one.opener == "wat" and one.words[0] < clause.words[0]:
                return other
        return None

    def resumed_by(self, number: int) -> int | None:
        """Find the clause that says of what stands here whether it is so.

        "Samenwerken, dat doen we niet" takes up what was put before it; "laat staan openheid" goes back to what was
        said.
        """
        clause = self.clauses[number]
        if self.lower(number)[:2] == ["laat", "staan"] and number:
            return number - 1
        if clause.kind != "main" or clause.link or len(clause.words) > _PUT_BEFORE:
            return None
        finite = clause.finite
        following = next(
            (other for other, one in enumerate(self.clauses) if other > number and one.kind != "fragment"), number
        )
        then = self.clauses[following]
        if following == number or then.span != clause.span or then.kind != "main" or then.finite is None:
            return None
        bare = finite is None or (finite == clause.words[-1] and "infinitive" in self.words.forms[finite])
        # "Los het op, dan zijn we klaar" is no dislocation: "dat" must stand right before its verb.
        takes_up = self.words.lower[then.words[0]] in _RESUMES and then.finite == then.words[0] + 1
        return following if bare and takes_up else None

    def main_verb(self, number: int) -> int | None:
        """Find the verb that says what happens: the last of the cluster, not an auxiliary where there is another."""
        found = [index for index, names in self.verbs(number).items() if not names & HELPING or len(names) > 2]
        if found:
            return found[-1]
        return max(self.verbs(number), default=None)

    def main_names(self, number: int) -> frozenset[str]:
        """Name the verb that says what happens in a clause."""
        main = self.main_verb(number)
        return frozenset() if main is None else self.verbs(number)[main]

    def dependants(self, number: int) -> Iterator[Clause]:
        """Yield the clauses that a clause governs."""
        return (clause for clause in self.clauses if clause.parent == number)


@lru_cache(maxsize=256)
def _structure(tokens: tuple[Token, ...]) -> Structure:
    return Structure(tokens)


def structure_of(tokens: Sequence[Token]) -> Structure:
    """Give the clauses of a sentence; asked again for the same sentence, the same object.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    """
    return _structure(tuple(tokens))
