"""Names of one word: a given name or a surname alone, judged by the lists and by what stands around it."""

from __future__ import annotations

from praktijkkennis.privacy.brands import BRANDS
from praktijkkennis.privacy.capitals_of_no_name import CALENDAR, DAYS, MOVES
from praktijkkennis.privacy.name_context import (
    AUXILIARIES,
    CALLED,
    FORMAL_TITLES,
    NOT_NAMED,
    OPENERS,
    PLANTS,
    ROLES,
    SAYS,
    SPEAKS,
    THINGS,
    WEAK_NAMES,
)
from praktijkkennis.privacy.name_list import AREA, GIVEN, kinds_of
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken
from praktijkkennis.privacy.surroundings import Surroundings, is_role

_SHORTEST = 2
_LONGEST_ACRONYM = 3
_NEAR = frozenset("buurman buurvrouw juf meester zuster broeder tante oom collega".split())
_KIN = frozenset("oma opa tante oom ome nonkel bomma bompa buurvrouw buurman".split())
_OF_TRADES = ("er", "ers", "aar", "man", "mans", "ma", "stra")
_LONGEST_WORD = 8
_LONGEST_NAME = 14


def is_name_of_one_word(around: Surroundings, position: int, titled: bool) -> bool:
    """Tell whether a word with a capital is the name of a person by itself.

    Parameters
    ----------
    around : Surroundings
        The words of the text.
    position : int
        Of the word.
    titled : bool
        Whether a title, role or greeting stands before it.
    """
    token = around.tokens[position]
    if token.acronym or len(token.text) < _SHORTEST:
        named = token.given and len(token.text) > _LONGEST_ACRONYM and around.formally_titled(position)
        return named or (titled and len(token.text) == 1)
    if (token.odd or token.something_else) and not titled:
        return (token.weak_surname or (token.odd and token.unknown)) and around.of_person(position)
    if token.text.endswith("s") and GIVEN in kinds_of(token.text[:-1]) and around.of_family(position):
        return True
    if around.before_initials(position) and not token.function_word:
        return True
    if titled:
        return _titled_name(around, token, position)
    if token.lower in CALENDAR and _tells_when(around, token, position):
        return False
    if token.word.opens or position in around.headings:
        return _opening_name(around, token, position)
    determined = (
        position > 0 and touches(around.tokens, position) and around.tokens[position - 1].word.lower in NOT_NAMED
    )
    if determined and not around.said_to_be(position):
        return token.given and token.usual and not token.ordinary
    if token.lower in THINGS and not token.given and around.numbered(position):
        return False
    if token.lower in BRANDS and not token.given and not around.of_person(position):
        return False
    if token.named and not around.beside_a_word(position):
        if around.thing_before(position) and (token.ordinary or not token.usual):
            return False
        return not (token.function_word and not token.usual and token.lower not in ("wil", "door"))
    if token.weak_surname and around.of_person(position):
        return True
    if token.something_else or token.place or around.thing_before(position) or around.numbered(position):
        return False
    if token.plain_word and not token.function_word and around.said(position):
        return len(token.text) <= _LONGEST_WORD and token.lower not in DAYS
    if token.plain_word:
        return token.lower not in DAYS and len(token.text) <= _LONGEST_WORD and around.acts(position)
    return token.unknown


def _tells_when(around: Surroundings, token: NameToken, position: int) -> bool:
    """Tell whether a day, month or season is what it says, where nothing proves somebody of that name."""
    if token.given:
        # A child may be called Juni or Lente.
        return token.word.opens and around.verb_behind(position) in MOVES
    return not (around.tells(position) or around.told_by(position) or around.beside_a_surname(position))


def _titled_name(around: Surroundings, token: NameToken, position: int) -> bool:
    title = around.tokens[position - 1].word.lower if position else ""
    if title in _KIN | _NEAR and token.lower in DAYS:
        return around.verb_behind(position) in SPEAKS or around.verb_like_behind(position)
    if title in _KIN and _is_called(around, token, position):
        return True
    if token.named or token.unknown:
        return not (token.function_word and token.word.opens and not token.named)
    if token.something_else and token.word.opens:
        return False
    if title in FORMAL_TITLES and (token.something_else or token.place) and not token.word.opens:
        return True
    if token.weak_surname and not token.word.opens and position not in around.headings:
        # "Teamleider Groningen belde" is somebody, "teamleider Groningen" without more may be where she works.
        acts = around.verb_behind(position) in SPEAKS or around.verb_like_behind(position)
        if acts or title in FORMAL_TITLES or title in _NEAR:
            return True
    formal = title in FORMAL_TITLES or title in ROLES or is_role(around.tokens[position - 1])
    # "Wethouder Hemel" is somebody, "Meneer Wil" too; "Dank Iedereen" is nobody.
    return (
        formal and (token.ordinary or AREA in token.kinds) and not token.word.opens and position not in around.headings
    )


def _is_called(around: Surroundings, token: NameToken, position: int) -> bool:
    """Tell whether an ordinary word behind *oma* or *buurman* is what somebody is called (``tante Zus``, ``ome Mop``).

    With capitals on both words inside a sentence it may be a title ("Oma Rekent").
    """
    if token.word.opens or not token.word.capital or position in around.headings or token.acronym:
        return False
    title, before = around.tokens[position - 1].word, around.tokens[max(0, position - 2)].word.lower
    behind = around.tokens[position + 1].word if position + 1 < len(around.tokens) else None
    if (behind is not None and behind.capital and behind.gap == " ") or before in NOT_NAMED:
        return False
    if token.lower in CALLED:
        return True
    acts = title.capital and around.verb_shaped(position)
    plain = token.plain_word or (token.weak_surname and not token.something_else)
    return plain and not token.function_word and len(token.text) <= _LONGEST_WORD and not acts


def _opening_name(around: Surroundings, token: NameToken, position: int) -> bool:
    """Judge a word that has a capital anyway."""
    follows = around.verb_behind(position)
    if token.given and (around.owns(position) or (around.explained(position) and not token.bare_word)):
        return True
    if token.given and not token.ordinary:
        return not (token.function_word and not token.usual)
    if token.lower in PLANTS and around.blooms(position):
        return False
    if token.lower == follows == "wil" or (token.given and around.beside_a_name(position)):
        return True
    if token.lower in BRANDS and not token.given:
        return follows in SAYS
    if token.ordinary and not token.function_word and around.in_list_with_tasks(position):
        return True
    if token.surname and around.beside_a_surname(position):
        return True
    if token.given and not token.weak:
        return token.lower not in ("wil", "leen") and not (token.function_word and follows not in SPEAKS | AUXILIARIES)
    if token.given:
        return follows in (SAYS if token.bare_word else SPEAKS) and not (
            token.function_word and token.lower not in OPENERS
        )
    if token.surname:
        return not token.ordinary or follows in SAYS or _is_trade_that_acts(around, position)
    if token.weak_surname and follows in SAYS and not token.place:
        return True
    if token.something_else or token.place or token.ordinary:
        return False
    if position in around.headings:
        return False
    if around.of_family(position) and token.text.endswith("s"):
        return True
    if around.beside_a_name(position) or (token.word.genitive and not token.compound):
        return True
    if around.proper_noun is not None and around.proper_noun(token.start) and len(token.text) > 3:
        return True
    if token.compound:
        return follows in SAYS
    if not token.kinds and (around.says_something(position) or around.joined_to_unknown(position)):
        return True
    return follows in SPEAKS or (
        not token.kinds and len(token.text) <= _LONGEST_NAME and around.verb_like_behind(position)
    )


def _is_trade_that_acts(around: Surroundings, position: int) -> bool:
    """Tell whether a surname that is a trade has no article and does something (``Kuipers is weg``)."""
    token = around.tokens[position]
    trade = token.lower.endswith(_OF_TRADES) and token.lower not in WEAK_NAMES
    described = around.tokens[position + 2].word.lower if position + 2 < len(around.tokens) else ""
    # "Visser is een zwaar beroep" speaks of the trade itself.
    return trade and described not in ("een", "geen") and around.verb_behind(position) in SPEAKS | AUXILIARIES
