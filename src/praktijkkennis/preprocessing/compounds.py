"""Dutch compounds: the words they are made of, and whether they speak of those words.

A string is cut where its parts are the most common words, by frequencies from corpora; grammar alone will not do, for
nearly every string of letters can be cut in words. Whether a ``veiligheidsschoen`` speaks of ``veiligheid`` is a matter
of meaning: a concrete last part silences what goes before, a word with a plain and a figurative sense is plain after a
concrete one (``opslagruimte``), and some compounds are words of their own (``losgeld``). See ``samenstellingen.toml``.

The package compound-split was considered (letter n-grams, also of Dutch): it finds the last part of compounds in a
treebank as often (81 % of 1,425; here 83 %), but cuts every word, and gives no lemmas. compound-word-splitter and
cwsplit need a dictionary of the system.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from praktijkkennis.preprocessing.compound_lexicon import PartLexicon, part_lexicon, senses
from praktijkkennis.preprocessing.lemmas import PARTICLES
from praktijkkennis.preprocessing.spelling import fold

_SHORTEST, _LONGEST = 5, 50
MAX_COST = 1.5
"""What a letter may cost on average before a string is taken for no compound at all."""

_LONG = 7
"""From here on the stem of a verb is hardly ever another noun by chance."""

_NO_HABIT = (0.0, 0.4)
_SEPARABLE = 1.0
_ENDINGS = tuple(
    (ending + more, base) for more in ("", "s") for ending, base in (("tje", ""), ("pje", ""), ("kje", "g"), ("je", ""))
)
_SELF = "zelf"
_HYPHEN_PREFIXES = frozenset({"re", "co", "ex", "pre", "post", "anti", "pro", "non", "semi", "e", "de", "in"})


class Part(NamedTuple):
    """A part of a compound: its lemma, where it stands in the folded word (without its link), if it is a verb."""

    lemma: str
    start: int
    end: int
    verbal: bool = False


_Way = tuple[float, tuple[Part, ...]]
"""Parts so far, and what they cost."""


def split_compound(word: str) -> tuple[str, ...]:
    """Cut a compound in its parts.

    Parameters
    ----------
    word : str
        As written, in any case; a plural or diminutive is taken for its base.

    Returns
    -------
    tuple of str
        The lemmas of the parts without linking sounds, a verb before another part as infinitive; empty when the word
        is no compound.

    Examples
    --------
    >>> split_compound("afrekencultuur")
    ('afrekenen', 'cultuur')
    >>> split_compound("loslaten")
    ()
    """
    return tuple(part.lemma for part in _parts(word))


def speaks_of(word: str, part: str) -> bool:
    """Tell whether a compound speaks of one of its parts, so that it may count as a mention of it.

    Parameters
    ----------
    word : str
        A word as written.
    part : str
        A lemma, itself a compound perhaps.

    Returns
    -------
    bool
        False too when the word is no compound or has no such part.
    """
    return fold(part) in spoken_parts(word)


@lru_cache(maxsize=65_536)
def spoken_parts(word: str) -> frozenset[str]:
    """Give the parts that a compound speaks of, and parts together that are a compound again.

    Parameters
    ----------
    word : str
        As written.

    Returns
    -------
    frozenset of str
        Folded lemmas.
    """
    parts = _parts(word)
    if not parts:
        return frozenset()
    text = fold(word)
    lemmas = [fold(part.lemma) for part in parts]
    listed = dict(_listed(text, parts, lemmas))
    spoken = {lemmas[place] for place, is_spoken in listed.items() if is_spoken}
    for start in range(len(parts)):
        for end in range(start, len(parts) - (start == 0)):
            meant = all(place not in listed for place in range(start, end + 1)) and _is_content(parts[end])
            if meant and not _silenced(parts, lemmas, start, end):
                head = text[parts[start].start : parts[end].start]
                spoken.add(head + lemmas[end])
                if parts[end].verbal and parts[end].end - parts[end].start >= _LONG:
                    # "brainstormsessie" speaks of brainstormen and of a brainstorm.
                    spoken.add(text[parts[start].start : parts[end].end])
    within = (_reflexive(one, part_lexicon()) for one in spoken if one not in senses().opaque)
    return frozenset(spoken | {fold(found[1].lemma) for found in within if found})


def is_compound_part(word: str) -> bool:
    """Tell whether a word can be met as a part of compounds: it is in the lexicon, or a compound of what is."""
    lexicon = part_lexicon()
    folded = fold(word)
    return folded in lexicon.known or bool(_parts(word))


@lru_cache(maxsize=65_536)
def _parts(word: str) -> tuple[Part, ...]:
    text = fold(word)
    if not _SHORTEST <= len(text) <= _LONGEST or not text.replace("-", "").isalnum():
        return ()
    lexicon = part_lexicon()
    if text in lexicon.known:
        return _reflexive(text, lexicon)
    if "-" in text:
        return _hyphened(word, text, lexicon)
    if not text.isalpha() or not (word[1:].islower() or word.isupper()):
        return ()
    return cut(text, lexicon)


def cut(text: str, lexicon: PartLexicon) -> tuple[Part, ...]:
    """Cut a folded word without hyphens in the parts that are most common together.

    Parameters
    ----------
    text : str
        A folded word.
    lexicon : PartLexicon
        The words to cut it in.

    Returns
    -------
    tuple of Part
        Two or more; empty when it cannot be cut, or only in words too rare to believe.
    """
    for variant in (text, *_bases(text)):
        if variant in lexicon.known:
            return ()
        cost, parts = cheapest(variant, lexicon)
        if parts and cost <= MAX_COST * len(variant):
            return parts
    return ()


def _bases(text: str) -> Iterator[str]:
    """Take the ending of a diminutive or an inflected adjective from a word, in every way that may be right."""
    for ending, base in _ENDINGS:
        if text.endswith(ending):
            yield text[: -len(ending)] + base
    if text.endswith("etje") and text[-5:-4] == text[-6:-5]:
        yield text[:-5]


def _reflexive(text: str, lexicon: PartLexicon) -> tuple[Part, ...]:
    """Cut ``zelfreflectie``, which stays whole as a part of longer words."""
    start = len(_SELF)
    reading = lexicon.last.get(text[start:]) if text.startswith(_SELF) else None
    return (Part(_SELF, 0, start), Part(reading.lemma, start, len(text))) if reading else ()


def cheapest(text: str, lexicon: PartLexicon) -> tuple[float, tuple[Part, ...]]:
    """Give the cut that costs least, and its cost; no parts when there is none."""
    size = len(text)
    # The cheapest way to each place where a part may end, shortest first.
    ways: dict[int, _Way] = {}
    for end in range(2, size - 1):
        best = _first(text, 0, end, lexicon) or _separable(text, end, lexicon)
        for start, (cost, parts) in ways.items():
            if end - start > 1:
                found = _first(text, start, end, lexicon)
                if found is not None and (best is None or cost + found[0] < best[0]):
                    best = cost + found[0], parts + found[1]
        if best is not None:
            ways[end] = best
    chosen: _Way = (0.0, ())
    for start, (cost, parts) in ways.items():
        reading = lexicon.last.get(text[start:])
        if reading is not None and (not chosen[1] or cost + reading.cost < chosen[0]):
            chosen = cost + reading.cost, (*parts, Part(reading.lemma, start, size))
    return chosen


def _first(text: str, start: int, end: int, lexicon: PartLexicon) -> _Way | None:
    """Read a stretch as a part with others after it: as it is, or with a linking -s-."""
    piece = text[start:end]
    reading = lexicon.first.get(piece)
    if reading is not None:
        habit = lexicon.links.get(piece, _NO_HABIT)[0]
        return reading.cost + habit, (Part(reading.lemma, start, end, reading.verbal),)
    if piece[-1] == "s" and end - start > 3:
        piece = piece[:-1]
        reading = lexicon.first.get(piece)
        if reading is not None and not reading.verbal and piece in lexicon.last:
            habit = lexicon.links.get(piece, _NO_HABIT)[1]
            return reading.cost + habit, (Part(reading.lemma, start, end - 1),)
    return None


def _separable(text: str, end: int, lexicon: PartLexicon) -> _Way | None:
    """Read the beginning of a word as a separable verb that the lexicon does not know by itself (``meekijk``)."""
    for size in range(2, min(8, end - 1)):
        if text[:size] in PARTICLES:
            reading = lexicon.stems.get(text[size:end])
            if reading is not None:
                return reading.cost + _SEPARABLE, (Part(text[:size] + reading.lemma, 0, end, True),)
    return None


def _hyphened(word: str, text: str, lexicon: PartLexicon) -> tuple[Part, ...]:
    """Cut at hyphens, and what stands between them further (``MT-besluit``, ``stand-upoverleg``)."""
    written, folded = word.split("-"), text.split("-")
    if len(written) != len(folded) or not all(folded) or _is_name(written[-1]):
        return ()
    start = next((end for end in range(len(text) - 2, 3, -1) if _is_hyphened_word(text[:end], lexicon)), 0)
    parts = [Part(text[:start], 0, start)] if start else []
    if start:
        start += text[start] == "-"
        written = folded = [text[start:]]
    for place, (one, other) in enumerate(zip(written, folded, strict=True)):
        found = _stretch(one, other, start, lexicon, place == len(folded) - 1)
        if not found:
            return ()
        parts += found
        start += len(other) + 1
    if folded[0] in _HYPHEN_PREFIXES:
        parts[:2] = [parts[1]._replace(lemma=f"{folded[0]}-{parts[1].lemma}", start=0)]
    return tuple(parts) if len(parts) > 1 else ()


def _stretch(word: str, text: str, start: int, lexicon: PartLexicon, is_last: bool) -> list[Part]:
    """Read what stands beside a hyphen: a word of the lexicon, a compound, or a first part as it is written."""
    reading = (lexicon.last if is_last else lexicon.first).get(text)
    if reading is not None:
        return [Part(reading.lemma, start, start + len(text), reading.verbal)]
    found = cut(text, lexicon)
    if found or is_last:
        return [part._replace(start=part.start + start, end=part.end + start) for part in found]
    return [Part(word if word.isupper() else text, start, start + len(text))]


def _is_hyphened_word(text: str, lexicon: PartLexicon) -> bool:
    return "-" in text and text in lexicon.first


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _listed(text: str, parts: tuple[Part, ...], lemmas: list[str]) -> Iterator[tuple[int, bool]]:
    """Yield the parts of which the lists say whether they are spoken of, for a compound in the word or all of it."""
    opaque = senses().opaque
    for start in range(len(parts)):
        for end in range(start + 1, len(parts)):
            spoken = opaque.get(text[parts[start].start : parts[end].start] + lemmas[end])
            if spoken is not None:
                yield from ((place, lemmas[place] in spoken) for place in range(start, end + 1))


def _silenced(parts: tuple[Part, ...], lemmas: list[str], start: int, end: int) -> bool:
    """Tell whether the parts around a stretch keep it from being meant as such."""
    known = senses()
    lemma, following = lemmas[end], lemmas[end + 1 :]
    if following and lemma in known.silent_first:
        return True
    for later in following:
        if later in known.things or (lemma in known.double and later in known.physical_last):
            return True
        # What is plain itself goes with the plain sense: a keukentafeloverleg is not about the kitchen.
        if later in known.double and lemma in known.concrete and not parts[end].verbal:
            return True
    return start > 0 and _is_otherwise_meant(parts[start - 1], lemmas[start - 1], lemma)


def _is_otherwise_meant(part: Part, before: str, lemma: str) -> bool:
    """Tell whether a part has another sense after the part before it."""
    known = senses()
    if any(before in firsts and lemma in lasts for firsts, lasts in known.trades):
        return True
    is_concrete = before in (known.physical_verbs if part.verbal else known.concrete)
    if lemma in known.double:
        return is_concrete
    if lemma in known.figures:
        return not is_concrete
    return lemma in known.double_of_life and before in known.of_nature


def _is_content(part: Part) -> bool:
    """Tell whether a part is a noun or a verb: an adjective before a noun is no theme (``nieuwbouw``)."""
    lexicon = part_lexicon()
    lemma = fold(part.lemma)
    return part.verbal or lemma in lexicon.last or lemma not in lexicon.first
