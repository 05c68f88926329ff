"""A component at the end of ``nl_praktijk_sm``: tags that the parse, or a capital, says are something else.

The tagger looks at four words on either side and knows no names but those it was trained on. The parse settles what is
an auxiliary (in Universal Dependencies a verb is AUX by its relation alone), a determiner (``dezelfde``), or a plural
finite verb that is written like its infinitive (``die hier wonen``). Pronouns stay as they are: the parse takes many
for a determiner because the verb behind it was taken for a noun (``toen we dat afspraken``). A capital within a
sentence is weighed by :class:`praktijkkennis.preprocessing.capitals.Capitals`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import MorphAnalysis

from praktijkkennis.preprocessing.capitals import Capitals, is_capital, is_first
from praktijkkennis.preprocessing.spelling import fold
from praktijkkennis.preprocessing.words import is_known_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FACTORY = "praktijkkennis_second_look"
"""Name of the factory."""

SURE, SURE_OF_WORD, SURE_OF_FIRST = 0.6, 0.75, 0.85
"""From this chance on, a word with a capital is a name although the tagger took it for something else; the second where
it is a Dutch word too, the third where it opens a sentence, as many a compound does that no list has."""

_WEIGHTS = "capitals.npz"
_AUXILIARY = frozenset(["aux", "aux:pass", "cop"])
AUXILIARIES = frozenset("zijn hebben worden zullen kunnen moeten mogen krijgen".split())
"""The only verbs that the treebanks have as auxiliaries."""

_MAYBE_NAME = frozenset(["NOUN", "ADJ", "VERB", "ADV", "ADP", "DET"])
_CLAUSES = frozenset(["acl:relcl", "advcl", "ccomp", "conj", "parataxis"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass"])
_INFINITIVE, _PLURAL = "WW|inf|vrij|zonder", "WW|pv|tgw|mv"
_PLURAL_NOUN, _PLURAL_NAME = "N|soort|mv", "N|eigen|mv|basis"
_PART_OF_NAME = "SPEC|deeleigen"
_APOSTROPHES = "'’"
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)?%|['’]\d\d")
"""A percentage, or a year or decade without its century: ``de jaren '60``."""


class SecondLook:
    """Mends parts of speech, tags and morphology of a parsed Doc.

    Parameters
    ----------
    capitals : Capitals, optional
        What tells names by their capital; without it names are left as they are, until some is read from disk.
    """

    def __init__(self, capitals: Capitals | None = None) -> None:
        self.capitals = capitals

    def __call__(self, doc: Doc) -> Doc:
        """Mend the tags of a Doc in place."""
        tokens = list(doc)
        words = [token.text for token in tokens]
        _mend_by_relation(tokens)
        _mend_numerals(tokens, words)
        if self.capitals is not None:
            starts = [token.i for token in tokens if token.is_sent_start] or [0]
            for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
                if any(map(is_capital, words[start:end])):
                    _mend_names(tokens[start:end], words[start:end], self.capitals)
        return doc

    def to_disk(self, path: str | Path, exclude: Sequence[str] = ()) -> None:
        """Store what tells names, in a folder of its own."""
        Path(path).mkdir(parents=True, exist_ok=True)
        if self.capitals is not None:
            (Path(path) / _WEIGHTS).write_bytes(self.capitals.to_bytes())

    def from_disk(self, path: str | Path, exclude: Sequence[str] = ()) -> SecondLook:
        """Read what tells names."""
        return self.from_bytes((Path(path) / _WEIGHTS).read_bytes())

    def to_bytes(self, exclude: Sequence[str] = ()) -> bytes:
        """Give what tells names, for a pipeline that is sent to another process."""
        return b"" if self.capitals is None else self.capitals.to_bytes()

    def from_bytes(self, data: bytes, exclude: Sequence[str] = ()) -> SecondLook:
        """Read what :meth:`to_bytes` gave."""
        self.capitals = Capitals.from_bytes(data) if data else None
        return self


@Language.factory(FACTORY, assigns=["token.pos", "token.tag", "token.morph"], requires=["token.pos", "token.dep"])
def make_second_look(nlp: Language, name: str) -> SecondLook:
    """Make the component; what it knows of names comes from disk."""
    return SecondLook()


def _mend_by_relation(tokens: Sequence[Token]) -> None:
    for token in tokens:
        pos = token.pos_
        if pos == "VERB":
            dep = token.dep_
            if dep in _AUXILIARY:
                if token.lemma_ in AUXILIARIES:
                    token.pos_ = "AUX"
            elif dep in _CLAUSES and token.tag_ == _INFINITIVE and _is_finite(token):
                _set(token, _PLURAL, "Number=Plur|Tense=Pres|VerbForm=Fin")
        elif pos == "AUX":
            if token.dep_ not in _AUXILIARY:
                token.pos_ = "VERB"
        elif pos == "ADJ" and token.dep_ == "det":
            token.pos_ = "DET"
            token.morph = MorphAnalysis(token.vocab)


def _mend_numerals(tokens: Sequence[Token], words: Sequence[str]) -> None:
    for token, word in zip(tokens, words, strict=True):
        if (word[-1] == "%" or word[0] in _APOSTROPHES) and _NUMERAL.fullmatch(word):
            token.pos_ = "SYM" if word[-1] == "%" else "NUM"
            _set(token, "SPEC|symb" if word[-1] == "%" else "TW|hoofd|vrij", "")


def _mend_names(tokens: Sequence[Token], words: Sequence[str], capitals: Capitals) -> None:
    fresh = set()
    for place, token in enumerate(tokens):
        if is_capital(words[place]) and token.pos_ in _MAYBE_NAME and _is_name(words, place, capitals):
            token.pos_ = "PROPN"
            if not token.tag_.startswith(_PLURAL_NOUN):
                token.lemma_ = words[place]
            fresh.add(place)
    names = [token.pos_ == "PROPN" for token in tokens]
    for place, token in enumerate(tokens):
        if not names[place]:
            continue
        joined = any(
            0 <= other < len(tokens) and names[other] and _are_joined(tokens, place, other, fresh)
            for other in (place - 1, place + 1)
        )
        tag = token.tag_
        if joined:
            if place in fresh or (tag.startswith("N|") and not tag.endswith("|gen")):
                _set(token, _PART_OF_NAME, "")
        elif place in fresh or (tag == _PART_OF_NAME and _stands_alone(words, place)):
            _set(token, *_single(tag, words, place, capitals))


def _is_finite(token: Token) -> bool:
    """Tell whether a verb has a subject of its own, and no auxiliary or ``te`` that would make it an infinitive."""
    deps = {child.dep_ for child in token.children}
    if not deps & _SUBJECTS or deps & {"aux", "aux:pass"}:
        return False
    return not any(child.dep_ == "mark" and child.lower_ == "te" for child in token.children)


def _are_joined(tokens: Sequence[Token], one: int, other: int, fresh: set[int]) -> bool:
    """Tell whether two neighbouring names are parts of one."""
    first, second = tokens[one], tokens[other]
    if one in fresh or other in fresh:
        return True
    flat = (first.dep_ == "flat", second.dep_ == "flat")
    return (
        (flat[0] and first.head == second)
        or (flat[1] and second.head == first)
        or (all(flat) and first.head == second.head)
    )


def _is_name(words: Sequence[str], place: int, capitals: Capitals) -> bool:
    """Tell whether a word has a capital because it is a name."""
    if _is_shouted(words, place):
        return False
    if is_first(words, place):
        return capitals.name(words, place) >= SURE_OF_FIRST
    return capitals.name(words, place) >= (SURE_OF_WORD if is_known_word(fold(words[place].lower())) else SURE)


def _is_shouted(words: Sequence[str], place: int) -> bool:
    """Tell whether a word stands in capitals beside another that does: all of the text may be so."""
    beside = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
    return _is_upper(words[place]) and any(map(_is_upper, beside))


def _is_upper(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _stands_alone(words: Sequence[str], place: int) -> bool:
    """Tell whether no other capital or number stands beside a word, with which it could be one name."""
    beside = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
    return not any(is_capital(word) or word[0].isdigit() for word in beside)


def _single(tag: str, words: Sequence[str], place: int, capitals: Capitals) -> tuple[str, str]:
    """Give tag and morphology of a name of one word."""
    if tag == _PLURAL_NAME or tag.startswith(_PLURAL_NOUN):
        return _PLURAL_NAME, "Number=Plur"
    if capitals.neuter(words, place) >= 0.5:
        return "N|eigen|ev|basis|onz|stan", "Gender=Neut|Number=Sing"
    return "N|eigen|ev|basis|zijd|stan", "Gender=Com|Number=Sing"


def _set(token: Token, tag: str, morph: str) -> None:
    token.tag_ = tag
    token.morph = MorphAnalysis(token.vocab, morph)
