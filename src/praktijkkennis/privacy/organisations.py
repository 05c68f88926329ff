"""Names of organisations: by the word they begin or end with, or because everybody knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from praktijkkennis.privacy.name_list import ORGANISATION
from praktijkkennis.privacy.name_runs import ranges, touches
from praktijkkennis.privacy.name_tokens import NameToken

_HEADS = frozenset(
    """stichting zorggroep woonstichting wooncorporatie woningcorporatie woningstichting woningbouwvereniging hogeschool
    universiteit scholengroep scholengemeenschap basisschool daltonschool montessorischool kindcentrum
    woonzorgcentrum wzc verpleeghuis verzorgingshuis zorgcentrum zorgorganisatie ocmw caw clb roc ggz ggd gemeente
    provincie waterschap hoogheemraadschap vereniging coöperatie coöperatief instituut museum adviesbureau firma
    uitgeverij omroep vzw vakbond omgevingsdienst veiligheidsregio huisartsenpraktijk kinderopvang
    welzijnsorganisatie thuiszorgorganisatie bibliotheek ziekenhuis bank lyceum hospice wijkzorg dagcentrum
    vennootschap ministerie""".split()
)
"""In lower case too; a name with a capital must follow."""

_CAPITAL_HEADS = frozenset(
    """zorg thuiszorg welzijn wonen college school academie bureau fonds universitair medisch azc sociaal centrum huis
    jeugdzorg woonzorg kliniek atelier buurthuis zorgboerderij""".split()
)
"""Only with a capital of their own."""

_TAILS = frozenset(
    """ziekenhuis bank b.v bv n.v nv vof vzw groep college lyceum zorg wonen school holding partners consultancy
    consultants academie instituut fonds advies adviseurs universiteit hogeschool university group foundation bouw
    museum bibliotheek hospitaal kliniek uitgevers verzekeringen woningen thuiszorg opleidingen institute company
    inc ltd gmbh training trainingen installatie installaties transport techniek logistiek makelaardij""".split()
)
_LINKS = frozenset("van de het der den voor en & op aan in over 't ’t te ter ten bij om".split())
_MOST_LINKS = 3
_LONGEST = 10
_OWN_NAME = frozenset("gemeente provincie".split())


def organisation_ranges(tokens: Sequence[NameToken]) -> Iterator[range]:
    """Find the words that are the name of an organisation.

    Returns
    -------
    iterator of range
        Positions of words; a kind of organisation that belongs to the name is part of it (``gemeente Oldambt``).
    """
    return ranges(tokens, _end_at)


def _end_at(tokens: Sequence[NameToken], position: int) -> int | None:
    token = tokens[position]
    lower = token.word.lower
    if lower in _HEADS or (token.word.capital and lower in _CAPITAL_HEADS):
        end = _behind_names(tokens, position + 1)
        if end is not None and not (token.word.capital and lower in _CAPITAL_HEADS and token.word.opens):
            return end
    if not token.word.capital:
        return None
    known = ORGANISATION in token.kinds and not token.named
    end = position + 1
    limit = min(len(tokens), position + _LONGEST)
    while end < limit and tokens[end].word.capital and touches(tokens, end) and not tokens[end].word.opens:
        end += 1
        if tokens[end - 1].word.lower.rstrip(".") in _TAILS and not (token.word.opens and token.plain_word):
            return end
    if end < len(tokens) and touches(tokens, end) and tokens[end].word.text in ("vzw", "bv", "nv", "vof"):
        return end + 1
    return position + 1 if known else None


def _behind_names(tokens: Sequence[NameToken], start: int) -> int | None:
    """Tell where capitals that follow end, with the small words between them."""
    end: int | None = None
    position, links = start, 0
    limit = min(len(tokens), start + _LONGEST)
    while position < limit and touches(tokens, position) and not tokens[position].word.opens:
        if tokens[position].word.capital:
            position, links = position + 1, 0
            end = position
        elif tokens[position].word.lower in _LINKS and links < _MOST_LINKS:
            position, links = position + 1, links + 1
            # "de gemeente en Fatma": only the name itself may hold a small word at once.
            if end is None and tokens[position - 1].word.lower not in ("van", "de", "het", "voor", "der", "'t", "’t"):
                return None
            if end is not None and tokens[position - 1].word.lower in (
                "en",
                "in",
                "te",
                "om",
                "bij",
                "van",
                "aan",
                "op",
            ):
                follows = tokens[position] if position < len(tokens) else None
                if follows is None or not _goes_on(tokens[position - 1].word.lower, follows):
                    return end
        else:
            break
    return end


def _goes_on(link: str, follows: NameToken) -> bool:
    """Tell whether a name goes on behind a preposition: "Over de Brug" does, "De Kring in Utrecht" does not."""
    if link in ("in", "te", "bij", "om", "aan", "en"):
        return False
    return not (follows.given or follows.place) or follows.lower in _LINKS
