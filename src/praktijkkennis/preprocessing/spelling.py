"""Words as they were meant, however they were spelt; for comparing only, the text stays as it is.

Three degrees, from safe to daring: the same letters (:func:`fold`, :func:`compact`), the same sound in a spelling of
before 1996 (:func:`sound`), and one slip of the hand (:func:`is_one_edit`). The last two are for words that no Dutch
word list knows; :class:`Misspellings` sees to that.

rapidfuzz was considered: what is needed is one edit or none, which is a comparison of a few lines, and the candidates
come from a look-up, so that its speed would go to waste.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.lemmas import PARTICLES
from praktijkkennis.preprocessing.words import is_known_word

MIN_EDITED = 7
"""Letters a word must have before one of them may be wrong; among shorter words too many are one letter apart."""

MIN_SOUND = 6
"""Letters a word must have to be recognised by its sound."""

_MIN_TOUCHING, _MIN_PARTED = 5, 6
_MIN_FIRST, _MIN_SECOND = 2, 3
_MAX_PIECES = 4
_MIN_HEAD, _MIN_TAIL = 4, 4
_SUFFIXES = frozenset("eerd eerde eerden eert eren schap baar bare loos loze".split())
_SIGNS = str.maketrans(
    dict.fromkeys("‘’‛ʼ`′", "'")
    | dict.fromkeys("‐‑‒–−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_BREAKS = ("-", "\u00ad", "\u2010")
_NO_LETTER = re.compile(r"[\W_]+")
# Words that stand freely before any other: "waar ik aan dacht" has no aandacht, "in zicht" is no inzicht.
_FREE = frozenset(
    """aan achter af al alle allen als beide bij binnen boven buiten daar dan dat de den der des deze dicht die dit door
    drie een eens eer elk elke en er erg ergens ge geen goed haar half hem hen hier hij hoe hoog hun iets ik in is je
    jij jou jullie kan kom laat lang langs meer men met me mee mij mijn mis na naar nabij net niet niets nog nooit nu
    of om onder ons onze op open over per recht rond snel steeds stil te ten ter terug tien toch toe tot tussen twee
    uit van veel ver vier vijf vol voor want wat we weer weg wel wie wij zal ze zes zeven zich zij zijn zo zon
    zonder acht negen honderd duizend heen neer omhoog omlaag hebben heeft had was waren wordt werd worden kunnen mag
    """.split()
)
# Spellings of before 1996 and of the ear, written one way; the order counts.
_SOUNDS = (
    *(("ij", "ei"), ("y", "i"), ("th", "t"), ("ph", "f"), ("x", "ks"), ("qu", "kw"), ("ch", "g"), ("au", "ou")),
    *((f"c{vowel}", f"s{vowel}") for vowel in "ei"),
    *(("c", "k"), ("z", "s")),
)
_LAST_SOUND = re.compile(r"(?<=i)(?:sg|es)(?=e?$)|dt$|d$|(?<=[aeioukpn])ti(?=(?:e|es|onee?l)$)")
_LAST_SOUNDS = {"sg": "s", "es": "s", "dt": "t", "d": "t", "ti": "si"}
_DOUBLE = re.compile(r"([^aeiou])\1+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Write lower case without diacritics, ligatures and soft hyphens, with plain apostrophes and hyphens."""
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text).lower().translate(_SIGNS)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=65_536)
def compact(text: str) -> str:
    """Write only the letters and digits: ``co-creatie``, ``cocreatie`` and ``Co creatie`` are one word."""
    plain = fold(text)
    return plain if plain.isalnum() else _NO_LETTER.sub("", plain)


def sound(word: str) -> str:
    """Write a compact word by its sound, so that ``konflikt`` and ``conflict`` are alike."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _DOUBLE.sub(r"\1", _LAST_SOUND.sub(lambda match: _LAST_SOUNDS[match[0]], word))


def is_one_edit(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter too many, too few or wrong, or by two that changed places.

    The first letter counts as right: people seldom miss it, and ``verkenning`` is no misspelt ``erkenning``.
    """
    if one == other or one[:1] != other[:1]:
        return False
    shortest = min(len(one), len(other))
    start = next((place for place in range(shortest) if one[place] != other[place]), shortest)
    end = next((place for place in range(shortest - start) if one[-1 - place] != other[-1 - place]), shortest - start)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


class Misspellings:
    """Finds the words that a misspelt one may stand for, at the cost of a few look-ups.

    Parameters
    ----------
    is_word : callable, optional
        Tells whether a form is a word by itself, which is never taken for a slip; :func:`is_dutch` by default.

    Notes
    -----
    Of two words one edit apart, the one is the other with a letter left out, or they become alike when a letter is
    left out of both; so every form is entered under each way to leave a letter out (the idea of SymSpell).
    """

    def __init__(self, is_word: Callable[[str], bool] | None = None) -> None:
        self._is_word = is_word or is_dutch
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        self._sounds: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, word: str, forms: Iterable[str] = ()) -> None:
        """Enter a word with forms that it may take; short words are left out."""
        for form in sorted({compact(word), *map(compact, forms)}):
            if len(word) < MIN_SOUND or len(form) < MIN_SOUND or not form.isalpha():
                continue
            self._sounds[sound(form)].add(word)
            if len(word) >= MIN_EDITED <= len(form) and form not in self._near.get(form, ()):
                for key in _with_one_left_out(form):
                    self._near[key].append(form)
            self._words[form].add(word)

    def words_of(self, form: str) -> list[str]:
        """Give the words that a form was entered with, in order of the alphabet."""
        return sorted(self._words.get(compact(form), ()))

    def find(self, form: str) -> list[str]:
        """Find what a written form may have been meant to be.

        Parameters
        ----------
        form : str
            As written.

        Returns
        -------
        list of str
            Words as entered, in order of the alphabet; none when the form is right as it is.
        """
        written, form = fold(form), compact(form)
        if len(form) < MIN_SOUND - 1 or form in self._words or not form.isalpha():
            return []
        meant = set(self._sounds.get(sound(form), ()))
        if len(form) >= MIN_EDITED - 1:
            near = {other for key in _with_one_left_out(form) for other in self._near.get(key, ())}
            meant.update(*(self._words[other] for other in near if is_one_edit(form, other)))
        return sorted(meant) if meant and not (self._is_word(form) or self._is_word(written)) else []


def _with_one_left_out(word: str) -> Iterator[str]:
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(1, len(word)))


@lru_cache(maxsize=65_536)
def is_dutch(form: str) -> bool:
    """Tell whether a form is a Dutch word, or can be read as a compound of two.

    Compounds that no list holds are made every day: a ``fietsenhoek`` is no misspelt ``fietsenhok``. A first part that
    can be the particle of a verb does not count, for ``samen`` + ``wekken`` is ``samenwerken`` after all.
    """
    if is_known_word(form):
        return True
    return any(
        form[:cut] not in PARTICLES
        and form[cut:] not in _SUFFIXES
        and is_known_word(form[:cut])
        and is_known_word(form[cut:])
        for cut in range(_MIN_HEAD, len(form) - _MIN_TAIL + 1)
    )


@lru_cache(maxsize=4096)
def likely_forms(word: str) -> frozenset[str]:
    """Spell the regular plurals and the adjective with ``-e`` of a word, for want of a lemma.

    A misspelt word gets no lemma worth the name. Which of the forms exist does not matter: one that nobody writes
    is never met.
    """
    forms = {word + ending for ending in ("e", "s", "en", "n")}
    voiced = {"f": "v", "s": "z"}.get(word[-1:], word[-1:])
    if re.search(r"([aeou])\1[^aeiou]$", word):
        forms |= {word[:-2] + voiced + "en", word[:-2] + voiced + "e"}
    elif re.search(r"[aeiou]{2}[fs]$", word):
        forms |= {word[:-1] + voiced + "en", word[:-1] + voiced + "e"}
    elif re.search(r"[^aeiou][aeiou][^aeiou]$", word):
        forms |= {word + word[-1] + "en", word + word[-1] + "e"}
    if word.endswith("heid"):
        forms.add(word[:-4] + "heden")
    return frozenset(forms)


def stands_freely(word: str) -> bool:
    """Tell whether a word stands so often before any other that nothing follows from it."""
    return compact(word) in _FREE


class Joiner:
    """Puts words together that are written in pieces: ``zelf sturing``, or ``zelf-`` at the end of a line."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._heads: set[str] = set()

    def add(self, word: str) -> None:
        """Enter a word to look for, in the writing of :func:`compact`; short ones are left out."""
        if len(word) >= _MIN_TOUCHING and word not in self._words:
            self._words.add(word)
            self._heads |= {word[:end] for end in range(_MIN_FIRST, len(word))} - _FREE

    def join(self, tokens: Sequence[Token]) -> tuple[list[Token], list[tuple[int, ...]]] | None:
        """Join the pieces of one sentence.

        Parameters
        ----------
        tokens : sequence of Token
            The tokens of one sentence.

        Returns
        -------
        tuple of list of Token and list of tuple of int, or None
            The tokens with pieces joined, and for each the indices of the tokens it was made of. A joined token
            takes its part of speech and its place in the parse from its last piece. None when all words are whole.
        """
        # Nearly every sentence ends here, and at the cost of a look-up a word.
        starts = {
            index
            for index, token in enumerate(tokens[:-1])
            if compact(token.text) in self._heads or token.text.endswith(_BREAKS)
        }
        joined: list[Token] = []
        places: list[tuple[int, ...]] = []
        index = 0
        while starts and index < len(tokens):
            count = self._pieces(tokens, index) if index in starts else 1
            joined.append(_joined(tokens[index : index + count]) if count > 1 else tokens[index])
            places.append(tuple(range(index, index + count)))
            index += count
        return (_renumbered(joined, places), places) if len(joined) < len(tokens) and starts else None

    def _pieces(self, tokens: Sequence[Token], index: int) -> int:
        """Count the tokens that make up the word that begins at ``index``."""
        end = index + 1
        while end < min(len(tokens), index + _MAX_PIECES) and tokens[end].start == tokens[end - 1].end:
            end += 1
        for stop in range(end, index + 1, -1):
            # A comma or a quotation mark behind a word is no piece of it.
            if compact(tokens[stop - 1].text) and self._is_word(tokens[index:stop]):
                return stop - index
        return 2 if end == index + 1 < len(tokens) and self._is_parted(tokens[index], tokens[index + 1]) else 1

    def _is_parted(self, first: Token, second: Token) -> bool:
        """Tell whether white space, or a hyphen at a line end, parts what is one word."""
        left, right = compact(first.text), compact(second.text)
        if left in _FREE or right in _FREE or len(left) < _MIN_FIRST or len(right) < _MIN_SECOND:
            return False
        if len(left + right) < _MIN_PARTED:
            return False
        return self._is_word((first, second)) or (first.text.endswith(_BREAKS) and is_known_word(left + right))

    def _is_word(self, pieces: Sequence[Token]) -> bool:
        token = _joined(pieces)
        return token.text in self._words or token.lemma in self._words


def _joined(pieces: Sequence[Token]) -> Token:
    last = pieces[-1]
    before = "".join(piece.text for piece in pieces[:-1])
    return replace(last, start=pieces[0].start, text=compact(before + last.text), lemma=compact(before + last.lemma))


def _renumbered(tokens: Sequence[Token], places: Sequence[tuple[int, ...]]) -> list[Token]:
    """Let tokens point at one another by their new numbers."""
    now = {old: new for new, group in enumerate(places) for old in group}
    return [
        replace(
            token,
            head=now.get(token.head, index),
            particle_of=None if token.particle_of is None else now.get(token.particle_of),
        )
        for index, token in enumerate(tokens)
    ]
