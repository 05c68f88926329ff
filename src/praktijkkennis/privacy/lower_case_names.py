"""Names in sloppy text without capitals, where a title, a greeting or the name itself says that it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.lower_case_context import (
    OPEN_GAPS,
    acts,
    beside_a_name,
    beside_a_number,
    closes,
    ends_or_acts,
    in_place_of_somebody,
    is_small_thing,
    kinds_in_lower_case,
    may_be_unlisted,
    possessed,
    says_something,
    unlisted_in_place,
)
from praktijkkennis.privacy.lower_case_words import (
    ADJECTIVE_SURNAMES,
    BEFORE_NOUN_NAMES,
    BEFORE_PEOPLE,
    COUNT_SURNAMES,
    DETERMINERS,
    INTRODUCTIONS,
    JOINS,
    KIN,
    NOUN_NAMES,
    PLAIN_SURNAMES,
    PREFIXED_SURNAMES,
    QUALITIES,
    SLANG,
    SURELY_BEFORE_PEOPLE,
    SURELY_NAMES,
)
from praktijkkennis.privacy.name_context import (
    ARTICLES,
    AUXILIARIES,
    FAMILIAR_TITLES,
    FORMAL_TITLES,
    GREETINGS,
    LOCAL_PREFIXES,
    PREFIXES,
    ROLES,
    SALUTATIONS,
    SAYS,
    SHORT_TITLES,
    SPEAKS,
    WEAK_NAMES,
)
from praktijkkennis.privacy.name_list import (
    GIVEN,
    SURNAME,
    USUAL,
    WEAK_SURNAME,
    fold,
    is_ordinary_word,
)
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken, is_small_name

_SHORTEST = 4
_FEW = 0.2
_FEWEST_WORDS = 4
_MOST_PREFIXES = 4
_NO_NAME = FORMAL_TITLES | FAMILIAR_TITLES | ROLES
_ABBREVIATIONS = frozenset({"jan", "sem", "mart"})
_STOPS = (".", ". ")


def lower_case_ranges(
    tokens: Sequence[NameToken], blocked: AbstractSet[int], seen: AbstractSet[str]
) -> Iterator[range]:
    """Find names that are written without a capital.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    blocked : set of int
        Positions of words that belong to something already.
    seen : set of str
        Names that stand in the text with a capital, folded.

    Yields
    ------
    range
        Positions of the words of one name.
    """
    sloppy = _without_capitals(tokens)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if position in blocked or token.word.capital or token.initials:
            position += 1
            continue
        end = _end_at(tokens, position, seen, sloppy)
        if end is None or not blocked.isdisjoint(range(position, end)):
            position += 1
            continue
        yield range(position, end)
        position = end


def _without_capitals(tokens: Sequence[NameToken]) -> bool:
    """Tell whether the writer leaves capitals out: hardly a sentence opens with one."""
    opening = [token.word.capital for token in tokens if token.word.opens]
    if len(opening) == 1:
        return len(tokens) >= _FEWEST_WORDS and not any(token.word.capital for token in tokens)
    return bool(opening) and sum(opening) <= _FEW * len(opening)


def _end_at(tokens: Sequence[NameToken], position: int, seen: AbstractSet[str], sloppy: bool) -> int | None:
    lower = tokens[position].word.lower
    before = tokens[position - 1].word.lower if position else ""
    gap = tokens[position].word.gap
    near = position > 0 and (touches(tokens, position) or gap in (". ", "."))
    if near and before in FORMAL_TITLES and (end := _surname_end(tokens, position, short=before in SHORT_TITLES)):
        return end
    kinds = kinds_in_lower_case(lower)
    determined = near and before in DETERMINERS
    ordinary = is_ordinary_word(lower) and (lower not in SURELY_NAMES or determined)
    if sloppy and not ordinary and is_small_name(lower):
        return position + 1
    if (surname := _behind_initials(tokens, position)) is not None:
        return surname
    if (surname := _surname_alone(tokens, position, sloppy=sloppy)) is not None:
        return surname
    if near and before in ROLES and SURNAME in kinds and not ordinary and len(lower) >= _SHORTEST:
        return position + 1
    if GIVEN not in kinds and fold(lower) not in seen:
        if not (sloppy and may_be_unlisted(tokens[position])):
            return None
        placed = in_place_of_somebody(tokens, position, ordinary=False) or unlisted_in_place(tokens, position)
        if not placed:
            return None
        return _family_name_end(tokens, position + 1, sloppy=sloppy) or position + 1
    if lower in _ABBREVIATIONS and beside_a_number(tokens, position):
        return None
    if gap.endswith("@") and lower not in stop_words():
        return position + 1
    sure = (not ordinary and len(lower) >= _SHORTEST and USUAL in kinds) or (fold(lower) in seen and not ordinary)
    sure |= sloppy and not ordinary and (len(lower) >= _SHORTEST or (USUAL in kinds and len(lower) == _SHORTEST - 1))
    sure |= not ordinary and lower in SURELY_NAMES
    sure |= sloppy and USUAL in kinds and says_something(tokens, position)
    if sloppy:
        opens = tokens[position].word.opens or not near
        sure |= lower in NOUN_NAMES and opens and (acts(tokens, position) or closes(tokens, position))
        sure |= lower in NOUN_NAMES and before in BEFORE_NOUN_NAMES and ends_or_acts(tokens, position)
        sure |= not ordinary and len(lower) > 1 and acts(tokens, position)
    if (
        sloppy
        and near
        and before == "tegen"
        and position > 1
        and tokens[position - 2].word.lower in ("zeg", "zei", "zegt")
    ):
        sure |= lower not in stop_words() and not determined
    if sloppy and lower not in stop_words() and lower not in WEAK_NAMES:
        sure |= in_place_of_somebody(tokens, position, ordinary=ordinary)
    introduced = near and before in INTRODUCTIONS
    introduced |= position > 1 and before == "is" and tokens[position - 2].word.lower == "naam"
    introduced |= before in GREETINGS and gap in OPEN_GAPS
    salutation = near and before in SALUTATIONS and tokens[position - 1].word.opens
    introduced |= salutation and lower not in WEAK_NAMES | SALUTATIONS | _NO_NAME
    familiar = near and (before in FAMILIAR_TITLES or before in ROLES) and (not ordinary or USUAL in kinds)
    said = near and before in ("zei", "zegt", "vroeg", "vindt", "vond") and not ordinary
    said |= near and before in BEFORE_PEOPLE and USUAL in kinds and lower not in WEAK_NAMES
    if sloppy and GIVEN in kinds and lower not in stop_words():
        said |= lower in WEAK_NAMES and position + 1 < len(tokens) and tokens[position + 1].word.lower in SAYS
        said |= near and before in KIN and ends_or_acts(tokens, position)
        said |= possessed(tokens, position) or beside_a_name(tokens, position)
    full = _family_name_end(tokens, position + 1, sloppy=sloppy)
    if full is not None and (not ordinary or USUAL in kinds):
        return full
    if lower in stop_words():
        return None
    if sure or introduced or familiar or said:
        return position + 1
    return None


def _surname_alone(tokens: Sequence[NameToken], position: int, *, sloppy: bool) -> int | None:
    """Tell where a surname ends that its prefix alone gives away (``bij de wit``, ``thijs of van dijk``)."""
    last = position + 1
    if last >= len(tokens) or not touches(tokens, last):
        return None
    prefix, lower = tokens[position].word.lower, tokens[last].word.lower
    behind = tokens[last + 1] if last + 1 < len(tokens) and touches(tokens, last + 1) else None
    closed = behind is None or behind.word.lower in SPEAKS | AUXILIARIES | JOINS
    if prefix == "de" and lower in ADJECTIVE_SURNAMES and closed:
        return last + 1
    before = tokens[position - 1].word.lower if position else ""
    known = SURNAME in kinds_in_lower_case(lower) and (lower in PREFIXED_SURNAMES or not is_ordinary_word(lower))
    if sloppy and closed and prefix == "van" and known and before in SURELY_BEFORE_PEOPLE:
        return last + 1
    if sloppy and prefix == "van" and lower in ("der", "den"):
        return _behind_article(tokens, last, lower)
    if sloppy and prefix == "van" and lower in COUNT_SURNAMES and closed and before in ("", "of", "en", "met", "aan"):
        return last + 1
    return None


def _behind_article(tokens: Sequence[NameToken], position: int, article: str) -> int | None:
    """Tell where a surname behind *van der* ends; nobody says that otherwise any more."""
    surname = position + 1
    if surname >= len(tokens) or not touches(tokens, surname):
        return None
    lower = tokens[surname].word.lower
    known = SURNAME in kinds_in_lower_case(lower) or lower in PREFIXED_SURNAMES
    return surname + 1 if known or (article == "der" and len(lower) >= _SHORTEST) else None


def _behind_initials(tokens: Sequence[NameToken], position: int) -> int | None:
    """Tell where a name ends that begins with initials (``gr. a. jansen``, ``j.p. de vries``)."""
    end = position
    while end < len(tokens) and len(tokens[end].word.text) == 1 and (end == position or tokens[end].word.gap in _STOPS):
        end += 1
    if end in (position, len(tokens)) or tokens[end].word.gap not in _STOPS:
        return None
    stop = _surname_end(tokens, end, short=True)
    before = tokens[position - 1].word.lower if position else ""
    if stop is None or before in GREETINGS or before in FORMAL_TITLES:
        return stop
    # "o.a. bakker" is a trade, "n.a.v. casusgroep" no name at all.
    surname = tokens[stop - 1].word.lower
    return (
        stop if SURNAME in kinds_in_lower_case(surname) and (stop > end + 1 or not is_ordinary_word(surname)) else None
    )


def _surname_end(tokens: Sequence[NameToken], position: int, *, short: bool) -> int | None:
    """Tell where a surname in lower case behind a title ends; short titles (``mvr``) have little else behind them."""
    end = position
    while (
        end < min(len(tokens), position + _MOST_PREFIXES)
        and (end == position or touches(tokens, end))
        and (tokens[end].word.lower in PREFIXES or tokens[end].word.kind == "link")
    ):
        end += 1
    if end >= len(tokens) or tokens[end].word.capital or (end > position and not touches(tokens, end)):
        return None
    lower = tokens[end].word.lower
    sure = short and SURNAME in kinds_in_lower_case(lower)
    if lower in stop_words() or (lower in _NO_NAME and not sure) or tokens[end].word.kind != "word":
        return None
    kinds, ordinary, prefixed = kinds_in_lower_case(lower), is_ordinary_word(lower), end > position
    known = SURNAME in kinds or GIVEN in kinds
    if known and (not ordinary or prefixed or (short and SURNAME in kinds)):
        return end + 1
    if not ordinary and not known and len(lower) >= _SHORTEST:
        return None if is_small_thing(lower) else end + 1
    # "dokter tan, alles goed" and "meneer klok is boos"; "mevrouw vis eten" goes on otherwise.
    subject = acts(tokens, end) and lower not in AUXILIARIES | SPEAKS
    may_be = known or (WEAK_SURNAME in kinds and lower not in QUALITIES)
    return end + 1 if may_be and (subject or closes(tokens, end)) else None


def _family_name_end(tokens: Sequence[NameToken], position: int, *, sloppy: bool) -> int | None:
    """Tell where a surname ends that follows a given name, or None when none does."""
    end = position
    while (
        end < min(len(tokens), position + _MOST_PREFIXES)
        and touches(tokens, end)
        and (
            tokens[end].word.lower in PREFIXES
            or (
                tokens[end].word.lower in LOCAL_PREFIXES
                and end + 1 < len(tokens)
                and tokens[end + 1].word.lower in ARTICLES
            )
        )
    ):
        end += 1
    if end >= len(tokens) or not touches(tokens, end):
        return None
    lower = tokens[end].word.lower
    of_place = sloppy and end > position and lower in COUNT_SURNAMES
    known = (end > position and lower in PREFIXED_SURNAMES) or of_place
    unlisted = sloppy and may_be_unlisted(tokens[end])
    if not known and (
        lower in stop_words()
        or lower in _NO_NAME
        or lower in SLANG
        or not (unlisted or SURNAME in kinds_in_lower_case(lower))
    ):
        return None
    prefixes = [tokens[place].word.lower for place in range(position, end)]
    ordinary = is_ordinary_word(lower)
    # "met jan van de week" is no name; "jan de vries" is.
    if prefixes:
        joined = prefixes[-1] in ("de", "der", "den", "v/d", "vd", "v.d.", "v d") and lower in PREFIXED_SURNAMES
        return end + 1 if not ordinary or joined or of_place else None
    return end + 1 if not ordinary or (end == position and lower in PLAIN_SURNAMES) else None
