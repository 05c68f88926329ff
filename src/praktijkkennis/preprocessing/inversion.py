"""Verbs before their subject at the start of a clause: ``Heb je``, ``Zijn jullie``, ``Wilden ze``, ``Zijt ge``.

News and encyclopaedias hold few questions, and fewer to *jij* or *jullie*, so what taggers learn there takes such a
verb for a name, a possessive or a preposition. Form and place tell: a word that can be a form of a common verb and
agrees with the pronoun right behind it is that verb. AUX or VERB follows the treebanks, where *zullen*, *kunnen*,
*moeten*, *mogen*, *hebben* and *worden* are auxiliaries of another verb, and *zijn* of a predicate too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.verb_forms import FINITE, Form, known_forms, readings, written_forms

_VERBS = """begrijpen bedoelen beginnen blijven brengen denken doen durven eten gaan geloven geven hebben herkennen
    heten hoeven hopen horen houden kennen kiezen kijken klinken komen krijgen kunnen laten lezen liggen lopen lukken
    maken merken missen moeten mogen nemen praten snappen spreken staan vertrouwen vinden voelen vragen weten werken
    willen wonen worden zeggen zien zijn zitten zoeken zullen"""
_RARE: dict[str, tuple[str, Form]] = {
    "kun": ("kunnen", "stem"),
    "zul": ("zullen", "stem"),
    "waart": ("zijn", "past"),
    "hebde": ("hebben", "present"),
    "zijde": ("zijn", "present"),
    "kunde": ("kunnen", "present"),
    "zulde": ("zullen", "present"),
    "moogde": ("mogen", "present"),
    "moette": ("moeten", "present"),
    "gade": ("gaan", "present"),
    "weette": ("weten", "present"),
    "kondt": ("kunnen", "past"),
    "kwaamt": ("komen", "past"),
    "gingt": ("gaan", "past"),
    "stondt": ("staan", "past"),
    "zaagt": ("zien", "past"),
    "vondt": ("vinden", "past"),
    "zoude": ("zullen", "past"),
    "wildet": ("willen", "past"),
}
"""Forms of *jij* and *ge* that the list of verbs has not."""

_WITH_GE_ONLY = frozenset("hebde zijde kunde zulde moogde moette gade weette waart kwaamt gingt zaagt wildet".split())
"""``Zijde`` is silk, and ``kunde`` knowledge, but before *ge* and *gij*."""

_THIRD_ONLY = frozenset(["is", "heeft"])
_SECOND_ONLY = frozenset("bent zijt hebt hadt moogt zoudt kunt zult wilt kun zul".split())
_STEMS_OF_THIRD = frozenset("is kan mag zal wil".split())

_ANY_OF_THEM = frozenset("je jullie het 't".split())
"""Pronouns that a verb in singular and plural may stand before: ``Is je broer er?``, ``Zijn het er veel?``."""

_GE = frozenset(["ge", "gij"])
_SECOND = frozenset(["jij", "u"]) | _GE
_THIRD = frozenset(["hij", "ie", "men"])
_EITHER = frozenset(["ze", "zij"])
_PLURAL = frozenset(["we", "wij"])
_FIRST = frozenset(["ik", "'k"])
_SUBJECTS = _ANY_OF_THEM | _SECOND | _THIRD | _EITHER | _PLURAL | _FIRST

_QUOTES = frozenset([*"\"'“”„‘’«»([", "''", "``", "-", "–", "—", "•", "*", ":", "...", "…", ".", "!", "?"])
"""Signs behind which a capital says nothing."""

_OPENERS = frozenset(
    """, ; en maar want of dus nou ja nee zeg och ach oh goh tja hé hè he ok oké okee sorry hallo hoi
    dan nu toen daar hier zo daarom daarna toch soms misschien gisteren vandaag morgen straks eerst ook
    wat wie waar hoe waarom wanneer""".split()
)
"""What a clause with its verb before its subject may begin with, or follow on."""

_ADVERBIAL = frozenset([("hoe", "laat"), ("zo", "laat")])
_CAN_HELP = frozenset("hebben zijn worden kunnen moeten mogen".split())
_PLACES = frozenset("er hier daar thuis waar ergens nergens binnen buiten boven beneden weg erbij ernaast".split())
_PREDICATES = frozenset("alleen zover kwijt oké".split())
"""What is said of somebody although it is tagged as an adverb mostly."""

_WHEN = frozenset(
    """morgen vandaag gisteren vanavond vanmiddag vanochtend overmorgen maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag vorige volgende laatst week keer""".split()
)
_STOPS = frozenset(',;:.?!…()–—"“”')


def mend_inversion(tokens: Sequence[Token]) -> list[Token]:
    """Take verbs before their subject for what they are, whatever the pipeline made of them.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence, before particles are joined.

    Returns
    -------
    list of Token
        The same tokens, with part of speech and lemma of those verbs put right.
    """
    mended = list(tokens)
    for i in range(1, len(mended)):
        if mended[i].text.lower() not in _SUBJECTS or not _opens_clause(mended, i - 1):
            continue
        verbs = _verbs_before(mended, i)
        if not verbs:
            continue
        token = mended[i - 1]
        known = token.pos in VERBAL and any(token.lemma.endswith(verb) for verb in verbs)
        lemma = token.lemma if known else verbs[0]
        pos = _part_of_speech(mended, i - 1, lemma)
        if (lemma, pos) != (token.lemma, token.pos):
            mended[i - 1] = replace(token, lemma=lemma, pos=pos)
    return mended


def _verbs_before(tokens: Sequence[Token], i: int) -> list[str]:
    """Name the common verbs that the word before a pronoun can be a form of, in the person of that pronoun."""
    word, subject = tokens[i - 1].text.lower(), tokens[i].text.lower()
    found = [verb for verb, form in _forms().get(word, ()) if _agrees(word, form, subject)]
    if not found or (i + 1 < len(tokens) and _is_finite(tokens, i + 1, subject)):
        # "Ben je kent hem wel", "Zeg je moet komen": the pronoun has its verb behind it.
        return []
    return found


def _is_finite(tokens: Sequence[Token], k: int, subject: str) -> bool:
    word = tokens[k].text.lower()
    forms = [form for _, form in _forms().get(word, ())] or known_forms(word)
    # A question may end in what it asks of: "Wil je weten", "Moet je werken".
    plural = subject in _PLURAL or subject == "jullie"
    return bool(forms) and all(form in FINITE for form in forms) and tokens[k].pos in VERBAL and not plural


def _agrees(word: str, form: Form, subject: str) -> bool:
    if form == "participle" or (word in _WITH_GE_ONLY and subject not in _GE):
        return False
    if subject in _ANY_OF_THEM:
        return True
    if form in {"infinitive", "pasts"}:
        return subject in _PLURAL or subject in _EITHER
    if subject in _SECOND:
        return word not in _THIRD_ONLY or subject == "u"
    if subject in _FIRST:
        return form != "present" and word not in _THIRD_ONLY | _SECOND_ONLY
    if subject in _PLURAL or word in _SECOND_ONLY:
        return False
    return form != "stem" or word.endswith("t") or word in _STEMS_OF_THIRD


def _opens_clause(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a verb can stand here before its subject; with a capital within a sentence it is a name."""
    if j == 0 or tokens[j - 1].text in _QUOTES:
        return True
    before, word = tokens[j - 1].text.lower(), tokens[j].text
    return before in _OPENERS and word[:1].islower() and (before, word) not in _ADVERBIAL


def _part_of_speech(tokens: Sequence[Token], j: int, lemma: str) -> str:
    """Tell whether a finite verb before its subject is an auxiliary, as the treebanks have it."""
    pos = tokens[j].pos
    if lemma == "zullen":
        return "AUX"
    if lemma not in _CAN_HELP:
        # "Krijg je uitbetaald": rare, and the parse may know.
        return pos if lemma == "krijgen" and pos in VERBAL else "VERB"
    rest = _rest_of_clause(tokens, j + 2)
    if any(_is_participle(tokens, k) for k in rest):
        return "AUX"
    if lemma == "zijn":
        if _has_predicate(tokens, rest):
            return "AUX"
        return pos if pos in VERBAL else "VERB" if _is_place(tokens, rest) else "AUX"
    if lemma != "worden" and any(_is_infinitive(tokens, k, lemma) for k in rest):
        return "AUX"
    # Where the parse saw an auxiliary, it may have seen a verb that we do not know.
    return "AUX" if pos == "AUX" and _may_hold_verb(tokens, j + 2) else "VERB"


def _may_hold_verb(tokens: Sequence[Token], first: int) -> bool:
    return any(
        token.pos in {"VERB", "ADJ", "X"} or (token.pos in {"NOUN", "ADV"} and token.text.endswith(("d", "t", "en")))
        for token in tokens[first:]
    )


def _rest_of_clause(tokens: Sequence[Token], first: int) -> range:
    last = first
    while last < len(tokens) and not (
        tokens[last].text in _STOPS
        or tokens[last].pos == "SCONJ"
        or (tokens[last].pos == "CCONJ" and _begins_anew(tokens, last + 1))
    ):
        last += 1
    return range(first, last)


def _begins_anew(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether another clause begins behind a coordinator: ``Moet je naar huis en wil je ...``."""
    pair = {token.text.lower() for token in tokens[k : k + 2]}
    return k + 1 < len(tokens) and bool(pair & _SUBJECTS) and any(t.pos in VERBAL for t in tokens[k : k + 2])


def _is_infinitive(tokens: Sequence[Token], k: int, helper: str) -> bool:
    token, lower = tokens[k], tokens[k].text.lower()
    if tokens[k - 1].text.lower() == "te" or not lower.endswith("n") or lower.endswith("een"):
        return False
    forms = known_forms(lower)
    if token.pos in VERBAL:
        # "Heb je huisdieren?": what is not known to be a verb may be a plural.
        unknown = not forms and token.lemma == lower and _is_last(tokens, k)
        return "infinitive" in forms or (unknown and helper != "hebben")
    # Taggers take "Mag ik pinnen?" for a plural.
    led = tokens[k - 1].pos in {"DET", "ADP", "NUM", "ADJ"}
    return token.pos == "NOUN" and "infinitive" in forms and not led and _is_last(tokens, k)


def _is_participle(tokens: Sequence[Token], k: int) -> bool:
    token, lower = tokens[k], tokens[k].text.lower()
    if token.pos in VERBAL:
        return "participle" in known_forms(lower) or (lower.startswith("ge") and token.lemma != lower)
    return token.pos == "ADJ" and _is_last(tokens, k) and "participle" in known_forms(lower)


def _is_last(tokens: Sequence[Token], k: int) -> bool:
    return k + 1 >= len(tokens) or tokens[k + 1].text in _STOPS


def _has_predicate(tokens: Sequence[Token], rest: range) -> bool:
    """Tell whether something is said to be an adjective or a noun: ``Ben je moe?``, ``Zijn jullie collega's?``."""
    for k in rest:
        token = tokens[k]
        if token.pos == "ADP":
            return False
        if token.text.lower() in _WHEN:
            continue
        if token.pos in {"ADJ", "NOUN", "PROPN", "DET", "NUM"} or token.text.lower() in _PREDICATES:
            return True
    return False


def _is_place(tokens: Sequence[Token], rest: range) -> bool:
    """Tell whether something is said to be somewhere: ``Ben je thuis?``, ``Zijt ge in Gent?``."""
    return any(tokens[k].text.lower() in _PLACES for k in rest) or any(
        tokens[k].pos == "ADP" and tokens[k].text.lower() != "van" for k in rest
    )


@cache
def _forms() -> dict[str, list[tuple[str, Form]]]:
    """The forms of the common verbs, each with the verbs it can be of."""
    found: dict[str, list[tuple[str, Form]]] = {word: [reading] for word, reading in _RARE.items()}
    for verb in _VERBS.split():
        for word in written_forms(verb):
            found.setdefault(word, []).extend(
                (verb, one.form) for one in readings(word) if one.infinitive == verb and one.form != "participle"
            )
    return {word: list(dict.fromkeys(forms)) for word, forms in found.items() if forms}
