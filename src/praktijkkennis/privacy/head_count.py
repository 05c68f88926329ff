"""How many people labels stand for at the least: what is not surely somebody else is taken for the same person.

Who is counted too often is protected too little (Sweeney, 2002), so that every doubt lowers the count: *Gerda*,
*G. Lammertink* and *Lammertink, Gerda* are one, and so are two transcripts that both have a *Spreker 1*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from praktijkkennis.privacy.name_context import PREFIXES
from praktijkkennis.privacy.name_list import GIVEN, fold, kinds_of
from praktijkkennis.privacy.name_tokens import NameToken, token_of
from praktijkkennis.privacy.person_name import PersonName, may_be_same, parse_name
from praktijkkennis.privacy.pseudonyms import PSEUDONYM
from praktijkkennis.privacy.surroundings import TITLES, is_role
from praktijkkennis.privacy.words import words_of

_BETWEEN = re.compile(r"\s(?:en|and|&|/|\+)\s|\s?;\s?")
_BRACKETS = re.compile(r"\([^)]*\)")
_LONE_LETTER = re.compile(r"(?<!\w)([^\W\d_])(?![\w.'’])")


@dataclass(frozen=True, slots=True)
class _Label:
    """What a label says: a name, or a code of somebody (``respondent 12``, ``[Persoon 3]``), or only a role."""

    code: str
    name: PersonName | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words of the name, double names divided."""
        if self.name is None:
            return frozenset()
        return frozenset(re.split(r"[\s-]", " ".join((*self.name.given, self.name.surname)))) - {""}

    @property
    def numbered(self) -> bool:
        """Whether it has a number, so that another number is somebody else."""
        return self.name is None and any(sign.isdigit() for sign in self.code)


def fewest_people(authors: Iterable[str], speakers: Iterable[Iterable[str]] = ()) -> int:
    """Count the people in a group of documents, on the safe side.

    Parameters
    ----------
    authors : iterable of str
        Names of authors as the metadata have them, of all documents; a code such as ``respondent 12`` is somebody too.
    speakers : iterable of iterable of str
        For each document the labels of who speaks in it. Labels without a name tell people apart within a document
        only.

    Returns
    -------
    int
        A lower bound: names of which no two can be one person, or the most codes of authors or pseudonyms, or the most
        speakers in one document. 0 without any label.
    """
    of_authors = {label for author in authors for label in _labels(author)}
    spoken = [{label for speaker in document for label in _labels(speaker)} for document in speakers]
    everybody = of_authors.union(*spoken)
    pseudonyms = sum(1 for one in everybody if PSEUDONYM.fullmatch(one.code))
    codes = sum(1 for one in of_authors if one.numbered)
    in_one = max((_different(document) + sum(one.name is None for one in document) for document in spoken), default=0)
    return max(_different(everybody), pseudonyms, codes, in_one, min(1, len(everybody)))


def _different(labels: Iterable[_Label]) -> int:
    """Count names of which no two can be one person; the fullest names go first."""
    chosen: list[_Label] = []
    for one in sorted(labels, key=lambda label: (-len(label.words), label.code)):
        if one.name is not None and not any(_may_be_one(one, other) for other in chosen):
            chosen.append(one)
    return len(chosen)


def _may_be_one(one: _Label, other: _Label) -> bool:
    if one.name is None or other.name is None:
        return False
    if one.words <= other.words or other.words <= one.words:
        return True
    pairs = ((one.name, other.name), (other.name, one.name))
    return any(may_be_same(*pair) or _initials_fit(*pair) or _halves(*pair) for pair in pairs)


def _initials_fit(one: PersonName, other: PersonName) -> bool:
    """Tell whether a given name can be one of which only initials are written (``Gerda``, ``G.H. Lammertink``)."""
    same = not one.surname or not other.surname or one.surname == other.surname or _cut_of(one, other)
    return same and bool(one.given and other.initials) and not other.given and one.given[0][0] == other.initials[0]


def _halves(one: PersonName, other: PersonName) -> bool:
    """Tell whether one has a given name only, or with the first letter of a surname, and the other a surname only."""
    if one.cut:
        return not other.given and not other.initials and _cut_of(one, other)
    if len(one.given) != 1 or one.surname or GIVEN not in kinds_of(one.given[0].title()):
        return False
    lone = len(other.given) == 1 and other.either and GIVEN not in kinds_of(other.given[0].title())
    return not other.initials and (lone if not other.surname else not other.given)


def _cut_of(one: PersonName, other: PersonName) -> bool:
    return one.cut and other.surname.startswith(one.surname)


def _labels(written: str) -> list[_Label]:
    """Read a label, in which more people may be named (``Anna Bos en Riet Vos``)."""
    pseudonyms = [match[0] for match in PSEUDONYM.finditer(written)]
    if pseudonyms:
        return [_Label(one) for one in dict.fromkeys(pseudonyms) if one.startswith("[Persoon")]
    return [_label(part) for part in _BETWEEN.split(written) if part.strip()]


def _label(written: str) -> _Label:
    text = " ".join(map(_as_name, _BRACKETS.sub(" ", written).split()))
    first, comma, last = text.partition(",")
    if comma:
        turned = _told(last)
        # "Lammertink, Gerda" is a name turned round, "Gerda Lammertink, teamleider" has a role behind it.
        text = f"{last.strip()} {first}" if turned and _names_somebody(turned) else first
    text = _LONE_LETTER.sub(r"\1.", text)
    code = fold(" ".join(written.split()))
    told = _told(text)
    if any(sign.isdigit() for sign in text) or not _names_somebody(told):
        return _Label(code)
    name = parse_name(text[told[0].start :], _title(text[: told[0].start]))
    return _Label(code, name)


def _as_name(word: str) -> str:
    """Write a word as in a name, also where a label is all capitals or has none."""
    if word.lower() in PREFIXES:
        return word.lower()
    return word.title() if word.islower() or (word.isupper() and "." not in word) else word


def _told(text: str) -> list[NameToken]:
    """Give the words of a label behind titles and roles."""
    tokens = [token_of(word) for word in words_of(text)]
    start = 0
    while start < len(tokens) and (tokens[start].word.lower in TITLES or is_role(tokens[start])):
        start += 1
    return tokens[start:]


def _title(before: str) -> str:
    words = words_of(before)
    return words[-1].lower if words else ""


def _names_somebody(tokens: Sequence[NameToken]) -> bool:
    if any(token.initials or token.word.lower in PREFIXES for token in tokens[:-1]) and tokens[-1].named:
        return True
    return any(
        token.usual or (token.named and not token.ordinary) or (token.unknown and not token.odd and not token.compound)
        for token in tokens
        if not token.initials
    )
