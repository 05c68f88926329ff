"""From pieces of a sentence to its clauses, and what each depends on.

A clause that was interrupted ("De man, die ziek was, kwam toch") becomes one. A clause and what governs it lie near
each other, so nearness decides; the parse is asked only where both a noun and a verb stand near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.finite import SUBJECTS, Words
from praktijkkennis.preprocessing.modality.openers import COORDINATORS
from praktijkkennis.preprocessing.modality.pieces import Piece

ClauseKind = Literal["main", "sub", "infinitive", "fragment", "aside"]
Relation = Literal["complement", "relative", "adverbial", "conjunct", "none"]

_RELATIVE = frozenset("die dat wie wat waar dewelke hetgeen welke".split())
_ADVERBIAL_INFINITIVE = frozenset("zonder door na teneinde alvorens voor met".split()) | {"in plaats van"}
_ASIDE_VERBS = frozenset({"lijken", "heten", "weten", "schijnen", "horen"})
_NO_ANTECEDENT = frozenset("mij me ons je jou jullie u hem haar hen hun ze zich elkaar".split())
_PLACES = frozenset("daar hier er ergens overal nergens".split())
_ADDRESSES = frozenset({"je", "jullie", "u", "ze"})
_OBJECTS = frozenset("het dat dit niets iets alles er".split())
_SHORT = 3
_CONTENT_NOUNS = frozenset(
    """gevoel idee indruk feit kans gevaar hoop angst wens droom vraag bewijs reden bedoeling voordeel nadeel risico
    zaak besef vermoeden zekerheid vertrouwen twijfel geval moment afspraak regel eis voorwaarde sprake wonder geheim
    punt jammer zonde belang probleem""".split()
)


@dataclass(slots=True)
class Clause:
    """A clause of a sentence.

    Parameters
    ----------
    words : list of int
        Places of its words in the sentence, punctuation not among them.
    kind : {"main", "sub", "infinitive", "fragment", "aside"}
        A fragment has no verb; an aside says who says the rest ("..., zei ze, ...").
    opener : str
        The word or words that open it, lower case: ``dat``, ``zonder dat``, ``om``; empty for a main clause.
    link : str
        The coordinator before it.
    finite : int, optional
        Place of its finite verb.
    verb_first : bool
        Whether it is a main clause that begins with its verb: a question, a command, a condition.
    parent : int, optional
        The clause that governs it or, for a conjunct, goes before it.
    governor : int, optional
        Place of the word of the parent that it belongs to.
    """

    words: list[int]
    kind: ClauseKind
    opener: str = ""
    link: str = ""
    finite: int | None = None
    verb_first: bool = False
    parent: int | None = None
    governor: int | None = None
    relation: Relation = "none"
    span: int = 0
    quoted: bool = False
    after_colon: bool = False
    previous: int | None = None
    starts: list[int] = field(default_factory=list)


INHERITING: frozenset[Relation] = frozenset({"complement", "adverbial", "relative"})
"""Relations by which a clause stands inside another."""

HELPING = frozenset({"zijn", "hebben", "worden", "zullen", "kunnen", "mogen", "moeten"})
"""Verbs that say little by themselves."""


def link(words: Words, pieces: Sequence[Piece]) -> list[Clause]:
    """Make clauses of the pieces of a sentence.

    Parameters
    ----------
    words : Words
        The words of the sentence.
    pieces : sequence of Piece
        Its pieces, in order.

    Returns
    -------
    list of Clause
        In order of their first words.
    """
    linker = _Linker(words)
    linker.link(pieces)
    return linker.clauses


class _Linker:
    """Makes clauses of pieces, in the order of the sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.clauses: list[Clause] = []
        self.current: int | None = None
        self.span = 0

    def link(self, pieces: Sequence[Piece]) -> None:
        for number, piece in enumerate(pieces):
            if piece.before in {"stop", "colon"}:
                self.span += 1
                self.current = None
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            self._place(piece, following)
        for number, clause in enumerate(self.clauses):
            self._govern(number, clause)

    def _place(self, piece: Piece, following: Piece | None) -> None:
        finite = self.words.finite_in(piece.words, piece.kind)
        if piece.kind != "plain":
            self._add(piece, "sub" if piece.kind == "sub" else "infinitive", finite)
        elif finite is None:
            self._place_verbless(piece)
        elif self._is_aside(piece, finite, following):
            before = self.current
            self._add(piece, "aside", finite)
            self.current = before
        elif not piece.link and (host := self._interrupted(piece, finite)) is not None:
            self._extend(host, piece, finite)
        elif self._continues_sub(piece, finite):
            assert self.current is not None
            opener = self.clauses[self.current].opener
            self._add(piece, "sub", finite)
            self.clauses[-1].opener = opener
        else:
            verb_first = finite == piece.words[0] and self._may_begin(piece, finite)
            self._add(piece, "main", finite)
            self.clauses[-1].verb_first = verb_first

    def _may_begin(self, piece: Piece, finite: int) -> bool:
        """Tell whether a verb at the head of a piece opens a sentence, rather than follow a subject left out."""
        if self.current is None or self.clauses[self.current].kind == "fragment":
            return True
        before = self.clauses[self.current]
        if before.kind in {"sub", "infinitive"} and not piece.link:
            return False
        following = self.words.lower[finite + 1] if finite + 1 < len(self.words.lower) else ""
        return before.verb_first or following in SUBJECTS

    def _add(self, piece: Piece, kind: ClauseKind, finite: int | None) -> None:
        clause = Clause(list(piece.words), kind, piece.opener, piece.link, finite, span=self.span, quoted=piece.quoted)
        clause.previous = self.current
        clause.after_colon = piece.before == "colon"
        clause.starts.append(piece.words[0])
        self.clauses.append(clause)
        self.current = len(self.clauses) - 1

    def _extend(self, host: int, piece: Piece, finite: int | None) -> None:
        clause = self.clauses[host]
        clause.words.extend(piece.words)
        clause.starts.append(piece.words[0])
        clause.finite = finite if clause.finite is None else clause.finite
        self.current = host

    def _here(self) -> list[int]:
        return [number for number, clause in enumerate(self.clauses) if clause.span == self.span]

    def _interrupted(self, piece: Piece, finite: int) -> int | None:
        """Find the clause that was interrupted and goes on with this piece."""
        here = self._here()
        for number in reversed(here):
            clause = self.clauses[number]
            if clause.finite is not None or clause.kind not in {"main", "sub"} or clause.quoted != piece.quoted:
                continue
            if number == here[-1]:
                return None
            if clause.kind == "sub" or finite == piece.words[0]:
                return number
        return None

    def _continues_sub(self, piece: Piece, finite: int) -> bool:
        """Tell whether a coordinated piece is a second subordinate clause ("dat hij komt en iedereen meedoet")."""
        if piece.link not in {"en", "of", "noch", "maar"} or self.current is None:
            return False
        if self.clauses[self.current].kind != "sub":
            return False
        token = self.words.tokens[finite]
        before = [index for index in piece.words if index < finite]
        behind = [index for index in piece.words if index > finite and not self.words.forms[index]]
        if behind or not before or finite == piece.words[0]:
            return False
        if len(before) == 1 and (piece.link == "maar" or self.words.lower[before[0]] in SUBJECTS):
            return False
        if not _is_nominal_run(self.words, before) or self.words.lower[before[0]] in SUBJECTS:
            return True
        # One noun and a verb: "(dat hij kwam) en de deur opende" or "en de deur ging open"; the parse knows better.
        return token.head in self.clauses[self.current].words

    def _place_verbless(self, piece: Piece) -> None:
        """Place a piece without finite verb: the rest of a clause, a contrast, an address, a heading."""
        low = [self.words.lower[index] for index in piece.words]
        here = self.current if self._here() else None
        if (waiting := self._waiting(piece)) is not None:
            self._extend(waiting, piece, None)
        elif here is not None and (piece.link in {"maar", "doch"} or _denies(low)):
            self._add(piece, "fragment", None)
        elif self._is_address(piece, low):
            before = self.current
            self._add(piece, "fragment", None)
            self.current = before
        elif here is not None and self.clauses[here].finite is not None:
            self._extend(here, piece, None)
        else:
            self._add(piece, "main", None)

    def _waiting(self, piece: Piece) -> int | None:
        """Find the main clause whose auxiliary gets its verb here: "we hebben, hoe zeg je dat, nooit gepraat"."""
        if piece.link or not any(self.words.forms[index] for index in piece.words):
            return None
        mains = [number for number in self._here() if self.clauses[number].kind == "main"]
        last = next((number for number in reversed(mains) if self.clauses[number].finite is not None), None)
        return last if last is not None and last == self.current and self._waits(self.clauses[last]) else None

    def _waits(self, clause: Clause) -> bool:
        """Tell whether an auxiliary has not met its verb yet."""
        verbs = [index for index in clause.words if self.words.forms[index]]
        return len(verbs) == 1 and bool(self.words.verbs(verbs[0]) & (HELPING | {"gaan", "willen", "laten"}))

    def _is_address(self, piece: Piece, low: list[str]) -> bool:
        """Tell whether a piece addresses somebody or is a tag ("..., Bram", "..., hè?")."""
        if " ".join(low) in cue("vraag.aanhangsels") or low[0] in cue("persoon.aanspreekvorm"):
            return True
        return len(low) <= 2 and all(self.words.tokens[index].pos in {"PROPN", "INTJ"} for index in piece.words)

    def _is_aside(self, piece: Piece, finite: int, following: Piece | None) -> bool:
        """Tell whether a piece says who says the rest: "zei ze", "heb ik gehoord", "zo staat het in het plan"."""
        place = piece.words.index(finite)
        opened = self.words.lower[piece.words[0]] in {"zo", "hoe"} and place == 1
        if piece.link or piece.before not in {"comma", "quote", "none"} or (place and not opened):
            return False
        verbs = frozenset[str]().union(*(self.words.verbs(index) for index in piece.words))
        staying = cue("melding.staan") if opened else frozenset()
        if not verbs & (cue("melding.werkwoorden") | cue("melding.vernemen") | _ASIDE_VERBS | staying):
            return False
        if not opened and not self._has_speaker(piece.words[place + 1 :], finite):
            return False
        goes_on = following is not None and following.before == "none" and following.opener == "dat"
        before = [self.clauses[number] for number in self._here()]
        return not goes_on and any(clause.kind in {"main", "fragment"} or clause.quoted for clause in before)

    def _has_speaker(self, behind: Sequence[int], finite: int) -> bool:
        """Tell whether a subject stands behind the verb of an aside, and no object of its own: not "zei niets"."""
        if not behind:
            return False
        texts = {self.words.lower[index] for index in behind}
        if self.words.lower[behind[0]] in _NO_ANTECEDENT - _ADDRESSES:
            return False
        if self.words.tokens[behind[0]].pos not in {"PRON", "DET", "PROPN", "NOUN", "NUM"}:
            return self.words.lower[finite] == "zeg"
        return not (texts & _OBJECTS and len(texts) <= _SHORT)

    def _govern(self, number: int, clause: Clause) -> None:
        """Find what a clause depends on."""
        before = clause.previous
        if clause.kind in {"sub", "infinitive"}:
            self._govern_dependent(number, clause)
        elif before is not None and (clause.kind == "fragment" or (clause.kind == "main" and clause.link)):
            parent = before if clause.kind == "fragment" else self._root(before)
            if parent < number:
                clause.parent, clause.relation = parent, "conjunct"

    def _root(self, number: int) -> int:
        """Find the main clause that a clause hangs from."""
        above = self.clauses[number].parent
        return number if above is None or self.clauses[number].kind == "main" else self._root(above)

    def _govern_dependent(self, number: int, clause: Clause) -> None:
        before = clause.previous
        if clause.link and before is not None and self.clauses[before].kind == clause.kind:
            sibling = self.clauses[before]
            clause.parent, clause.governor, clause.relation = sibling.parent, sibling.governor, sibling.relation
        elif before is None or self._is_fronted(number, clause, before):
            clause.parent = self._next_main(number)
            clause.relation = "complement" if clause.opener in {"dat", "of"} else "adverbial"
            if clause.parent is None:
                clause.parent = before
        else:
            clause.parent = before
            noun = max((index for index in self.clauses[before].words if index < clause.words[0]), default=None)
            if noun is not None and self._is_relative(clause, noun):
                clause.relation, clause.governor = "relative", noun
            elif clause.kind == "sub":
                complement = clause.opener in {"dat", "of"} | cue("vraag.vraagwoorden")
                clause.relation = "complement" if complement else "adverbial"
            else:
                clause.relation = "adverbial" if clause.opener in _ADVERBIAL_INFINITIVE else "complement"

    def _next_main(self, number: int) -> int | None:
        """Find the main clause that a clause in front of it belongs to."""
        for other in range(number + 1, len(self.clauses)):
            one = self.clauses[other]
            if one.span == self.clauses[number].span and one.kind == "main" and one.previous is not None:
                return other
        return None

    def _is_fronted(self, number: int, clause: Clause, before: int) -> bool:
        """Tell whether a clause behind a loose word stands before its main clause: "Ook als het regent, gaan we"."""
        loose = self.clauses[before]
        if loose.kind == "fragment":
            earlier = [one for one in self.clauses[:before] if one.span == clause.span]
            return not any(one.finite is not None for one in earlier)
        if loose.kind != "main" or loose.finite is not None or clause.kind != "sub" or clause.opener in _RELATIVE:
            return False
        return not any(self.words.forms[index] for index in loose.words)

    def _is_relative(self, clause: Clause, noun: int) -> bool:
        """Tell whether a clause says more of the noun before it, rather than what is said, asked or meant."""
        opener, tokens = clause.opener, self.words.tokens
        if clause.kind != "sub" or not (opener in _RELATIVE or opener.startswith("waar")):
            return False
        nominal = tokens[noun].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADV", "DET"} and not self.words.forms[noun]
        if opener == "die" or not nominal:
            return opener == "die"
        text = self.words.lower[noun]
        adverb = tokens[noun].pos == "ADV" and text not in _PLACES
        if adverb or text in _NO_ANTECEDENT | cue("melding.naamwoorden") | _CONTENT_NOUNS:
            return False
        first = tokens[clause.words[0]]
        return opener != "dat" or (
            tokens[noun].pos == "NOUN" and (first.pos == "PRON" or first.dep in {"nsubj", "obj"})
        )


def _denies(low: Sequence[str]) -> bool:
    """Tell whether a run of words begins with a denial."""
    return bool({low[0], *(low[1:2] if low[0] in {"bijna", "helemaal"} else ())} & cue("ontkenning.woorden"))


def _is_nominal_run(words: Words, indices: Sequence[int]) -> bool:
    return all(
        words.tokens[index].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADP"}
        or words.lower[index] in COORDINATORS
        for index in indices
    )
