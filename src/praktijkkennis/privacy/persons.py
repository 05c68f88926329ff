"""Names of people written with a capital: which stretches of words are one, and where exactly it begins and ends.

A word on a list of given names is a name unless what stands around it says otherwise; a word on no list is one when it
has a capital that the sentence does not give it. Every doubt is decided for privacy, except for ordinary words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.name_context import (
    CALLED,
    CAPITAL_PREFIXES,
    FORMAL_TITLES,
    PREFIXES,
    SALUTATIONS,
    SURNAMES_WITH_ARTICLE,
    THINGS,
)
from praktijkkennis.privacy.name_list import AREA
from praktijkkennis.privacy.name_runs import name_runs, prefixed_end, touches
from praktijkkennis.privacy.name_tokens import NameToken
from praktijkkennis.privacy.one_word_names import is_name_of_one_word
from praktijkkennis.privacy.surroundings import TITLES, ProperNoun, Surroundings, follows_title, is_role

_SHORTEST_TRADE = 6
_IN_A_LIST = (", ", ": ", "; ", "/ ", "& ", "\n", "- ")
_BEFORE_INITIALS = frozenset("van met door aan bij en of volgens voor namens tegen zei zegt belde mailde".split())


def person_ranges(
    tokens: Sequence[NameToken],
    blocked: AbstractSet[int],
    *,
    headings: AbstractSet[int] = frozenset(),
    proper_noun: ProperNoun | None = None,
) -> Iterator[range]:
    """Find the names of people that begin with a capital, and surnames with a prefix behind a title.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    blocked : set of int
        Positions of words that belong to something else.
    headings : set of int
        Positions of words on lines in which all words have capitals.
    proper_noun : callable, optional
        Decides on words on no list that begin a sentence.

    Yields
    ------
    range
        Positions of the words of one name, prefixes included and titles left out.
    """
    judge = _Judge(tokens, headings, proper_noun)
    taken: set[int] = set()
    for run in name_runs(tokens, blocked):
        for found in judge.names_in(run):
            taken.update(found)
            yield found
    for position, token in enumerate(tokens[:-1]):
        behind = position + 1
        title = token.word.lower in FORMAL_TITLES
        if title and behind not in blocked and behind not in taken and follows_title(tokens, behind):
            end = prefixed_end(tokens, behind, blocked)
            if end is not None and not tokens[behind].word.capital:
                # What was found of it without its prefix is part of this.
                yield range(behind, end)


class _Judge:
    """Judges runs of words with a capital in one text."""

    def __init__(self, tokens: Sequence[NameToken], headings: AbstractSet[int], proper_noun: ProperNoun | None) -> None:
        self.tokens = tokens
        self.headings = headings
        self.around = Surroundings(tokens, headings, proper_noun)

    def names_in(self, run: range) -> Iterator[range]:
        """Give the names in a run: none, one, or more where other words stand between them."""
        start, titled = self._without_what_comes_first(run)
        if start >= run.stop:
            return
        if not titled:
            titled = self.around.titled(start)
        end = self._without_what_comes_last(start, run.stop, titled)
        if end > start and self._is_person(start, end, titled):
            if start and self.tokens[start - 1].lower in ("'t", "’t", "‘t") and touches(self.tokens, start):
                start -= 1
            yield range(start, end)
            if end < run.stop:
                yield from self.names_in(range(end, run.stop))
        elif end < run.stop and end > start:
            yield from self.names_in(range(end, run.stop))

    def _without_what_comes_first(self, run: range) -> tuple[int, bool]:
        """Skip titles, roles and words that are no part of a name; tell whether the last of them was a title."""
        titled = False
        position = run.start
        while position < run.stop:
            token = self.tokens[position]
            more = position + 1 < run.stop
            if token.initials:
                break
            if not token.word.capital:
                if titled:
                    break
                position += 1
                continue
            if token.lower in TITLES or is_role(token):
                called = token.lower in CALLED and self.around.titled(position)
                if not more and not token.named and not called and not (titled and position > run.start):
                    return run.stop, False
                if more:
                    titled, position = True, position + 1
                    continue
                break
            if token.lower in THINGS and more and not self.tokens[position + 1].usual:
                return run.stop, False
            if token.lower in SALUTATIONS and more:
                titled, position = True, position + 1
                continue
            if token.lower in CAPITAL_PREFIXES and more:
                if self._prefix_begins_name(position, run.stop, titled):
                    break
                position += 1
                continue
            if token.word.opens and token.function_word and more:
                # "Wil Fatma dat doen?" asks something, "Wil van der Veen" is somebody.
                following = self.tokens[position + 1]
                surname = following.word.capital and not following.given and (following.surname or following.unknown)
                if token.given and (surname or not following.word.capital):
                    break
                position += 1
                continue
            if titled and more and self._names_trade(token) and self._somebody_behind(position + 1):
                # "Specialist Ouderengeneeskunde Ghaznavi" has the trade between.
                position += 1
                continue
            skipped = token.plain_word or token.something_else or token.acronym or (token.place and not token.named)
            if skipped and more and not titled and not self.around.titled(position):
                position += 1
                continue
            break
        return position, titled

    @staticmethod
    def _names_trade(token: NameToken) -> bool:
        return token.plain_word and len(token.text) >= _SHORTEST_TRADE

    def _somebody_behind(self, position: int) -> bool:
        behind = self.tokens[position]
        return behind.initials or (behind.word.capital and not behind.plain_word and not behind.something_else)

    def _prefix_begins_name(self, position: int, stop: int, titled: bool) -> bool:
        """Tell whether *Van* or *De* with a capital is a prefix, rather than the first word of a sentence."""
        token = self.tokens[position]
        last = position
        while last + 1 < stop and self.tokens[last].lower in CAPITAL_PREFIXES | PREFIXES:
            last += 1
        surname = self.tokens[last]
        if surname.acronym or surname.odd:
            return False
        titled = titled or self.around.titled(position)
        if surname.something_else and not surname.place and not _in_spite_of_the_list(token, titled):
            return False
        if titled:
            return True
        if last == position + 1 and token.lower in ("de", "het", "in", "op", "aan", "uit"):
            # "De Wit" is somebody, "De Luwte" and "De Brink" are houses.
            sure = surname.surname and not surname.ordinary and not surname.given
            return token.lower == "de" and (sure or surname.lower in SURNAMES_WITH_ARTICLE)
        if not token.word.opens or "der" in (one.lower for one in self.tokens[position:last]):
            # Nobody says *van der* otherwise any more.
            return True
        if surname.surname or (surname.place and token.lower == "van"):
            return not (surname.given and surname.usual) or last > position + 1
        return surname.unknown and (last > position + 1 or token.lower in ("el", "al", "ben", "'t", "’t"))

    def _without_what_comes_last(self, start: int, stop: int, titled: bool) -> int:
        """Cut off what cannot be the end of a name."""
        end = start + 1
        first = self.tokens[start]
        while end < stop:
            token = self.tokens[end]
            behind_given = (first.given or first.initials) and token.unknown and token.text[1:].islower()
            if token.acronym or (token.odd and not behind_given):
                break
            own = first.given and (token.surname or (token.weak_surname and not first.weak))
            # "Chung Man Kwan" goes on behind what elsewhere is an island.
            own |= (
                AREA in token.kinds
                and end + 1 < stop
                and (self.tokens[end + 1].surname or self.tokens[end + 1].unknown)
            )
            if token.something_else and not own and self.tokens[end - 1].lower not in PREFIXES:
                break
            behind_prefix = self.tokens[end - 1].lower in CAPITAL_PREFIXES
            if (
                token.plain_word
                and not behind_prefix
                and token.lower not in CAPITAL_PREFIXES
                and token.lower not in PREFIXES
            ):
                goes_on = end + 1 < stop and not self.tokens[end + 1].word.capital
                fits = (
                    titled
                    or first.initials
                    or (first.given and self.around.of_person(start))
                    or (first.given and not first.weak)
                    or (first.unknown and goes_on)
                )
                heading = end in self.headings and not (first.initials and token.weak_surname)
                if not fits or heading or token.function_word or is_role(token):
                    break
            end += 1
        while end > start and (
            self.tokens[end - 1].lower in PREFIXES
            or (end - 1 > start and self.tokens[end - 1].lower in CAPITAL_PREFIXES)
        ):
            if self.tokens[end - 1].initials or (self.tokens[end - 1].named and end - 1 == start):
                break
            end -= 1
        return end

    def _is_person(self, start: int, end: int, titled: bool) -> bool:
        parts = [token for token in self.tokens[start:end] if token.word.capital]
        if not parts:
            return False
        first = parts[0]
        if first.initials:
            prefixed = any(token.lower in PREFIXES for token in self.tokens[start:end])
            return self._initials_name(parts, titled or (prefixed and not parts[-1].function_word), start)
        if first.word.text.lower() in CAPITAL_PREFIXES and len(parts) > 1:
            return self._prefixed_name(parts, titled) and not self.around.thing_before(start)
        if len(parts) > 1:
            return self._name_of_more_words(parts, start, titled)
        return is_name_of_one_word(self.around, start, titled)

    def _initials_name(self, parts: Sequence[NameToken], titled: bool, start: int) -> bool:
        names = [token for token in parts if not token.initials and token.lower not in CAPITAL_PREFIXES]
        if not names:
            return titled
        last = names[-1]
        if last.function_word and not titled:
            return False
        if last.named or last.unknown:
            return not last.odd or (last.text[1:].islower() and (titled or not parts[0].word.opens))
        # "A. Inleiding" counts and "toren B. Toen" ends a sentence; "J.P. Hemel" is somebody.
        certain = len(parts) > 2 or parts[0].text.count(".") > 1
        before = self.tokens[start - 1].word.lower if start else ""
        listed = self.tokens[start].word.gap.endswith(_IN_A_LIST) or before in _BEFORE_INITIALS
        if last.weak_surname and listed:
            return True
        return titled or last.place or (last.ordinary and certain and not parts[0].word.opens)

    def _prefixed_name(self, parts: Sequence[NameToken], titled: bool) -> bool:
        last = parts[-1]
        if last.something_else and not last.place and not _in_spite_of_the_list(parts[0], titled):
            return False
        if last.acronym:
            return False
        known = last.surname or last.unknown or last.place or not last.plain_word
        return titled or known or parts[0].lower not in ("de", "het", "in", "op", "aan", "uit")

    def _name_of_more_words(self, parts: Sequence[NameToken], start: int, titled: bool) -> bool:
        first, rest = parts[0], parts[1:]
        known = [token for token in parts if token.named]
        if titled and (known or first.unknown):
            return True
        if start in self.headings and not (first.given and not first.weak):
            return False
        if first.given:
            return not (first.word.opens and first.weak and all(token.plain_word for token in rest))
        if first.unknown and not first.odd:
            return any(token.named or token.unknown for token in rest)
        return len(known) > 1 and not (first.word.opens and first.ordinary)


def _in_spite_of_the_list(prefix: NameToken, titled: bool) -> bool:
    """Tell whether *Van* before a word that the list has as no name makes a surname of it (``Van Cauwenberghe``)."""
    return prefix.lower.startswith("van") and (titled or not prefix.word.opens)
