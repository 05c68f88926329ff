"""The verbs of a sentence, and which of them are finite: by their form, their place and their subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.verb_forms import FINITE, Form, forms_of, known_forms, verbs_of

PieceKind = Literal["plain", "sub", "infinitive"]

NOMINATIVE = frozenset("ik 'k ikzelf wij we wijzelf jij gij ge hij ie men".split())
"""Pronouns that are a subject wherever they stand."""

SUBJECTS = NOMINATIVE | frozenset("je jullie u ze zij iedereen iemand niemand".split())
"""Pronouns that are a subject beside a verb."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})

_CLOSED = frozenset({"PRON", "ADP", "SCONJ", "CCONJ", "NUM", "PUNCT", "SYM"})
_BEFORE_VERB = SUBJECTS - {"je", "u", "ze"}
_SURE: frozenset[Form] = frozenset({"past", "pasts", "present"})
_BEFORE_SURE = SUBJECTS | {"het", "dat", "dit", "er"}
_ARTICLES = frozenset("de het een 't geen dit deze elke elk ieder iedere mijn ons onze jouw uw".split())
_IT = frozenset({"het", "'t", "’t"})
_ADVERBS = frozenset({"vroeg"})
"""Adverbs that are written like a verb."""

_NO_SUBJECT = frozenset("het elkaar zich me mij".split())


class Words:
    """The words of a sentence with the verb forms they can be."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.lower = [token.text.lower() for token in tokens]
        self.forms = [self._tagged(index) for index in range(len(tokens))]
        self.hidden = [self._untagged(index) for index in range(len(tokens))]

    def _tagged(self, index: int) -> frozenset[Form]:
        forms = forms_of(self.tokens[index])
        if index and self.lower[index - 1] == "te":
            # "te verlagen" is no past of "verliggen".
            named = forms and self.lower[index].endswith("n")
            return frozenset[Form]({"infinitive"}) if named else frozenset()
        if self.lower[index] in _ADVERBS and self.tokens[index].dep == "advmod":
            return frozenset()
        return forms

    def _untagged(self, index: int) -> frozenset[Form]:
        """Tell the forms of a verb that a word could be although it is tagged otherwise."""
        token = self.tokens[index]
        if token.pos in VERBAL or token.pos in _CLOSED:
            return frozenset()
        before = self.lower[index - 1] if index else ""
        forms = known_forms(token.text)
        if before in _IT and forms <= _SURE:
            return forms
        if before in _ARTICLES or before == "te" or (index and self.tokens[index - 1].pos == "ADP"):
            return frozenset()
        return forms

    def is_word(self, index: int) -> bool:
        """Tell whether a token is no punctuation."""
        return any(character.isalnum() for character in self.tokens[index].text)

    def is_finite(self, index: int) -> bool:
        """Tell whether a word is a finite verb whatever stands around it, or is made one by its subject."""
        forms = self.forms[index]
        if not forms:
            return False
        if forms <= FINITE:
            return bool(known_forms(self.lower[index]))
        return "infinitive" in known_forms(self.lower[index]) and self._beside_we(index)

    def may_be_finite(self, index: int) -> bool:
        """Tell whether a word can be a finite verb by its form."""
        return bool((self.forms[index] | self.hidden[index]) - {"participle"}) and self.lower[max(0, index - 1)] != "te"

    def _beside_we(self, index: int) -> bool:
        following = self.lower[index + 1] if index + 1 < len(self.lower) else ""
        if following in {"we", "wij", "jullie"}:
            return True
        inverted = index > 1 and bool(self.forms[index - 2])
        return index > 0 and self.lower[index - 1] in {"we", "wij"} and not inverted

    def finite_in(self, words: Sequence[int], kind: PieceKind = "plain") -> int | None:
        """Find the finite verb of a piece."""
        if kind == "infinitive" or not words:
            return None
        for index in words:
            if self.is_finite(index):
                return index
        if kind == "sub":
            return self._last_verb(words)
        if (hidden := self._hidden_finite(words)) is not None:
            return hidden
        subject = any(self.tokens[index].dep.startswith("nsubj") for index in words)
        for place, index in enumerate(words):
            if self.forms[index] - {"participle"} and (
                place == 0
                or self.lower[words[place - 1]] in cue("vraag.vraagwoorden")
                or self._has_subject_before(words, index)
                or (subject and place < len(words) - 1)
            ):
                return index
        return None

    def _last_verb(self, words: Sequence[int]) -> int | None:
        """Find the verb that closes a subordinate clause."""
        for forms in (self.forms, self.hidden):
            if found := [index for index in words if forms[index] - {"participle"}]:
                return found[-1]
        return None

    def _hidden_finite(self, words: Sequence[int]) -> int | None:
        """Find a verb that is tagged otherwise: a command or question at the head, or one beside its subject."""
        first, following = words[0], [self.lower[index] for index in words[1:]]
        behind = self.lower[first + 1] if first + 1 < len(self.lower) else ""
        if (
            self.hidden[first]
            and (self.hidden[first] <= FINITE or behind in SUBJECTS)
            and behind[:1].isalpha()
            and behind not in {"van", "en"}
            and (self.lower[first] not in cue("raad.ook_naamwoord") or self._follows_command(first + 1))
        ):
            return first
        for (before, index), text in zip(pairwise(words), [*following, ""][1:], strict=True):
            sure = self.hidden[index] <= _SURE and self.lower[before] in _BEFORE_SURE
            if self.hidden[index] & FINITE and (sure or text in SUBJECTS or self.lower[before] in _BEFORE_VERB):
                return index
            if self.hidden[index] == {"present"} and self.tokens[before].pos in {"NOUN", "PROPN"}:
                return index
            if "infinitive" in self.hidden[index] and self.lower[before] in {"we", "wij"}:
                return index
        return None

    def _follows_command(self, index: int) -> bool:
        """Tell whether a word would rather follow a verb than the noun of the same letters: "stop met", "zorg dat"."""
        starting = self.lower[index - 1] in {"stop", "begin", "start"} and self.lower[index] in {"met", "bij", "aan"}
        return starting or self.tokens[index].pos in {"DET", "PRON", "ADV", "ADJ", "SCONJ"}

    def _has_subject_before(self, words: Sequence[int], index: int) -> bool:
        return any(
            self.tokens[other].pos in NOMINAL and self.lower[other] not in _NO_SUBJECT
            for other in words
            if other < index
        )

    def verbs(self, index: int) -> frozenset[str]:
        """Name the verbs a word can be; none when it is no verb here."""
        if self.forms[index] or self.hidden[index]:
            return verbs_of(self.tokens, index)
        return frozenset()

    def has_verb(self, start: int, end: int) -> bool:
        """Tell whether a verb stands in a stretch, tagged or not."""
        return any(self.forms[index] or self.hidden[index] & FINITE for index in range(start, end))
