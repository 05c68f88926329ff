"""All that tells who somebody is in one text, by rules and lists alone or with the help of a language pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.addresses import find_addresses
from praktijkkennis.privacy.birth_dates import find_birth_dates
from praktijkkennis.privacy.capital_names import read_capitals
from praktijkkennis.privacy.contact import find_mail, find_phones
from praktijkkennis.privacy.context_names import context_ranges, unlikely_names
from praktijkkennis.privacy.findings import DEFAULT_LABELS, Finding, Label, without_overlap
from praktijkkennis.privacy.known_names import name_parts, names_of_people, repeated_ranges
from praktijkkennis.privacy.lower_case_names import lower_case_ranges
from praktijkkennis.privacy.name_codes import code_positions, with_letters
from praktijkkennis.privacy.name_context import (
    CAPITAL_PREFIXES,
    FIRMS_OF_MORE_WORDS,
    FIXED_PHRASES,
    FORMAL_TITLES,
    PLACE_PREPOSITIONS,
    PREFIXES,
)
from praktijkkennis.privacy.name_list import fold
from praktijkkennis.privacy.name_tokens import NameToken, token_of
from praktijkkennis.privacy.numbers import find_numbers
from praktijkkennis.privacy.organisations import organisation_ranges
from praktijkkennis.privacy.persons import person_ranges
from praktijkkennis.privacy.places import phrase_ranges, place_positions
from praktijkkennis.privacy.profiles import find_profiles
from praktijkkennis.privacy.surroundings import ProperNoun
from praktijkkennis.privacy.words import words_of

Recogniser = Callable[[str], Iterable[Finding]]
"""Another way to find things in a text, such as :class:`praktijkkennis.privacy.DeduceRecogniser`."""

_FIXED = re.compile(r"\b(?:" + "|".join(map(re.escape, FIXED_PHRASES + FIRMS_OF_MORE_WORDS)) + r")\b", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HEADING_WORDS = 3
_HEADING_SHARE = 0.5


def find_identifying(
    text: str,
    *,
    labels: Iterable[Label] = DEFAULT_LABELS,
    known_names: Iterable[str] = (),
    known_organisations: Iterable[str] = (),
    proper_noun: ProperNoun | None = None,
    others: Iterable[Recogniser] = (),
    by_context: bool = True,
) -> tuple[Finding, ...]:
    r"""Find what tells who somebody is.

    Parameters
    ----------
    text : str
        A text; line ends as ``\n``.
    labels : iterable of Label
        What to look for. Organisations are recognised also when they are not asked for, so that they are not taken for
        people, and the towns in their names are then found as towns.
    known_names : iterable of str
        Names of people that are known to occur, such as the author and the speakers.
    known_organisations : iterable of str
        Names of organisations that are known to occur.
    proper_noun : callable, optional
        Tells of a place in the text whether a language pipeline takes the word there for a proper noun.
    others : iterable of callable
        Further recognisers, whose findings count where ours found nothing.
    by_context : bool, optional
        Whether a small trained model may add names that no rule found, by what stands around them, and leave words on
        no list that a rule took for a name where nothing else does.

    Returns
    -------
    tuple of Finding
        In order, not overlapping.
    """
    wanted = frozenset(labels)
    plain: list[Finding] = [
        *find_mail(text),
        *find_profiles(text),
        *find_numbers(text),
        *find_phones(text),
        *find_birth_dates(text),
    ]
    plain.extend(find_addresses(text))
    for name in known_organisations:
        occurrences = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name else ()
        plain.extend(Finding(*match.span(), "ORGANISATIE") for match in occurrences)
    first = without_overlap(plain)
    tokens = read_capitals([token_of(word) for word in words_of(text)])
    names = _find_names(text, tokens, first, wanted, tuple(known_names), proper_noun, by_context=by_context)
    further = [finding for recogniser in others for finding in recogniser(text)]
    found = without_overlap([*first, *names, *further])
    return tuple(finding for finding in found if finding.label in wanted)


def _find_names(
    text: str,
    tokens: Sequence[NameToken],
    first: Sequence[Finding],
    wanted: frozenset[Label],
    known_names: Sequence[str],
    proper_noun: ProperNoun | None,
    *,
    by_context: bool,
) -> list[Finding]:
    blocked = _positions_in(tokens, [(finding.start, finding.end) for finding in first])
    blocked |= _positions_in(tokens, [match.span() for pattern in (_FIXED, _WEB) for match in pattern.finditer(text)])
    findings: list[Finding] = []
    organisations: set[int] = set()
    for found in organisation_ranges(tokens):
        if blocked.isdisjoint(found):
            organisations.update(found)
            findings.append(_finding(tokens, found, "ORGANISATIE"))
    towns = [found for found in phrase_ranges(tokens) if blocked.isdisjoint(found) and organisations.isdisjoint(found)]
    if "ORGANISATIE" not in wanted:
        findings = []
        towns.extend(
            range(position, position + 1)
            for position in sorted(organisations)
            if _town_in_organisation(tokens, position)
        )
    blocked |= organisations | {position for found in towns for position in found}
    towns_of_one_word = list(place_positions(tokens, blocked))

    headings = _heading_positions(tokens)
    surely_towns = {place for place in towns_of_one_word if not tokens[place].named}
    located = _behind_prepositions(tokens, towns_of_one_word)
    located |= {place for place in towns_of_one_word if tokens[place].unknown}
    people = list(person_ranges(tokens, blocked | located, headings=headings, proper_noun=proper_noun))
    seen = name_parts([tokens[found.start : found.stop] for found in people])
    seen |= name_parts(names_of_people([token_of(word) for word in words_of(name)] for name in known_names))
    # Who is called Amerongen is not the town, unless somebody lives in it.
    towns_of_one_word = [
        place for place in towns_of_one_word if place in located or fold(tokens[place].text) not in seen
    ]
    # "De Haan" is a town too, but not where Ruud de Haan is spoken of.
    mistaken = [found for found in towns if _is_seen(tokens, found, seen)]
    people.extend(mistaken)
    findings.extend(_finding(tokens, found, "PLAATS") for found in towns if found not in mistaken)
    taken = blocked | {position for found in people for position in found} | set(towns_of_one_word)
    for found in repeated_ranges(tokens, taken, seen):
        people.append(found)
        taken.update(found)
    people = _with_known_prefixes(tokens, people)
    people = with_letters(tokens, people, taken)
    taken.update(position for found in people for position in found)
    codes = list(code_positions(tokens, people, taken))
    people.extend(range(position, position + 1) for position in codes)
    taken.update(codes)
    people.extend(lower_case_ranges(tokens, taken, seen))
    if by_context:
        unlikely = unlikely_names(tokens, people)
        people = [found for found in people if found not in unlikely]
        known = {position for found in people for position in found}
        people.extend(context_ranges(tokens, taken | known, known))
    # A longer name that holds a shorter one goes first.
    people.sort(key=lambda found: (found.start - found.stop, found.start))
    findings.extend(_finding(tokens, found, "PERSOON") for found in people)
    in_people = {position for found in people for position in found}
    findings.extend(
        _finding(tokens, range(place, place + 1), "PLAATS")
        for place in towns_of_one_word
        if place not in in_people or place in surely_towns
    )
    return findings


def _town_in_organisation(tokens: Sequence[NameToken], position: int) -> bool:
    token = tokens[position]
    # "Stichting Best" is no town, "gemeente Best" is.
    return token.place and (tokens[position - 1].word.lower == "gemeente" or not (token.named or token.ordinary))


def _with_known_prefixes(tokens: Sequence[NameToken], people: Sequence[range]) -> list[range]:
    """Take a prefix along that opens a sentence, where the name has it elsewhere (``R. ten Cate ... Ten Cate``)."""
    prefixed = {
        (tokens[place].lower, fold(tokens[place + 1].text))
        for found in people
        for place in found[:-1]
        if tokens[place].lower in PREFIXES
    }
    return [
        range(found.start - 1, found.stop)
        if found.start and (tokens[found.start - 1].lower, fold(tokens[found.start].text)) in prefixed
        else found
        for found in people
    ]


def _is_seen(tokens: Sequence[NameToken], town: range, seen: AbstractSet[str]) -> bool:
    prefixed = len(town) == 2 and tokens[town.start].lower in CAPITAL_PREFIXES
    before = tokens[town.start - 1].word.lower if town.start else ""
    return prefixed and fold(tokens[town.start + 1].text) in seen and before not in PLACE_PREPOSITIONS


def _behind_prepositions(tokens: Sequence[NameToken], places: Sequence[int]) -> set[int]:
    """Towns by their preposition begin no name; a town without one may be part of it (``Els van Putten``)."""
    return {place for place in places if place and tokens[place - 1].word.lower in PLACE_PREPOSITIONS}


def _finding(tokens: Sequence[NameToken], found: range, label: Label) -> Finding:
    return Finding(tokens[found.start].start, tokens[found.stop - 1].end, label)


def _positions_in(tokens: Sequence[NameToken], spans: Sequence[tuple[int, int]]) -> set[int]:
    positions: set[int] = set()
    ordered = sorted(spans)
    place = 0
    for position, token in enumerate(tokens):
        while place < len(ordered) and ordered[place][1] <= token.start:
            place += 1
        if place < len(ordered) and ordered[place][0] < token.word.end:
            positions.add(position)
    return positions


def _heading_positions(tokens: Sequence[NameToken]) -> set[int]:
    """Give the words of lines in which ordinary words have capitals, so that a capital says nothing there."""
    positions: set[int] = set()
    line: list[int] = []
    for position, token in enumerate(tokens):
        if "\n" in token.word.gap and line:
            positions.update(_if_heading(tokens, line))
            line = []
        line.append(position)
    positions.update(_if_heading(tokens, line))
    return positions


def _if_heading(tokens: Sequence[NameToken], line: Sequence[int]) -> Sequence[int]:
    inside = [place for place in line if not tokens[place].word.opens and not tokens[place].initials]
    capital = [
        place
        for place in inside
        if tokens[place].word.capital and tokens[place].plain_word and tokens[place - 1].word.lower not in FORMAL_TITLES
    ]
    return line if len(capital) >= _HEADING_WORDS - 1 and len(capital) >= _HEADING_SHARE * len(inside) else ()
