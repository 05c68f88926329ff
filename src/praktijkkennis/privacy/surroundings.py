"""What stands around a word that may be a name: titles before it, verbs behind it, what it is joined to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.capitals_of_no_name import ASKS, TELLS
from praktijkkennis.privacy.name_context import (
    AUXILIARIES,
    CAPITAL_PREFIXES,
    COLON_LABELS,
    FAMILIAR_TITLES,
    FORMAL_TITLES,
    GREETINGS,
    NAME_LABELS,
    RELATIVES,
    ROLES,
    SAYS,
    SPEAKS,
    THINGS,
)
from praktijkkennis.privacy.name_list import is_ordinary_word
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken

ProperNoun = Callable[[int], bool]
"""Tells of a place in the text whether a language pipeline takes the word there for a proper noun."""

TITLES = FORMAL_TITLES | FAMILIAR_TITLES | ROLES
"""Words behind which a name may stand."""

_ROLE_ENDINGS = (
    "manager", "leider", "leidster", "coach", "verpleegkundige", "begeleider", "begeleidster", "adviseur", "medewerker",
    "medewerkster", "therapeut", "docent", "docente", "bestuurder", "werker", "werkster", "consulent", "coördinator",
    "directeur", "directrice", "voorzitter", "ambtenaar", "assistent", "assistente", "regisseur", "onderzoeker",
    "trainer", "deskundige", "arts", "agoog", "verantwoordelijke", "beheerder", "meester", "collega", "hoofd",
)  # fmt: skip
_THING_ENDINGS = (
    "bedrijf", "praktijk", "school", "winkel", "centrum", "hotel", "bureau", "kantoor", "fabriek", "garage", "apotheek",
    "café", "ziekenhuis", "kliniek", "handel", "club", "vereniging", "organisatie", "instelling", "woning", "gebouw",
    "systeem", "programma", "methode", "leverancier", "bouwer", "zaak", "restaurant", "kazerne", "opvang",
)  # fmt: skip
_LONG = 8
_LONGEST_SPEAKER = 12
_LONGEST_SHORT_TITLE = 4
_SHORT = 2
_BEFORE_PEOPLE = frozenset(
    "voor van met bij aan door zonder tegen naast achter toen als dat omdat terwijl en of".split()
)
_OF_MORE_PEOPLE = frozenset(
    """zijn waren hebben hadden gaan gingen willen wilden zeggen zeiden vinden vonden doen deden komen kwamen werken
    werkten denken dachten weten wisten kunnen konden moeten moesten zouden zullen kregen krijgen""".split()
)
_VERB_SHAPE = re.compile(r"[^\W\d_]{2,}(?:t|te|de)")


def is_role(token: NameToken) -> bool:
    """Tell whether a word names what somebody is (``wijkverpleegkundige``, ``afdelingshoofd``)."""
    lower = token.word.lower
    return lower in ROLES or (len(lower) > _LONG and lower.endswith(_ROLE_ENDINGS))


def follows_title(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a word stands right behind a title, the stop of an abbreviation aside."""
    return touches(tokens, position) or tokens[position].word.gap in (". ", ".", ".\u00a0")


def _has_verb_shape(lower: str) -> bool:
    return bool(_VERB_SHAPE.fullmatch(lower)) and is_ordinary_word(lower) and lower not in stop_words()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a text, to ask what stands around one of them.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words.
    headings : set of int
        Positions of words on lines in which all words have capitals.
    proper_noun : callable, optional
        What a language pipeline thinks of a word.
    """

    tokens: Sequence[NameToken]
    headings: AbstractSet[int] = frozenset()
    proper_noun: ProperNoun | None = None

    def titled(self, position: int) -> bool:
        """Tell whether a title, a role or a greeting stands right before."""
        if position == 0:
            return False
        token, before = self.tokens[position], self.tokens[position - 1]
        lower = before.word.lower
        if follows_title(self.tokens, position):
            # Only a short title is abbreviated; behind a long one a stop ends the sentence.
            abbreviated = "." in token.word.gap and not before.initials
            return (lower in TITLES or is_role(before)) and not (abbreviated and len(lower) > _LONGEST_SHORT_TITLE)
        gap = token.word.gap
        if gap.strip() == ":" and (lower in TITLES or is_role(before)) and token.word.capital:
            # Who speaks in a transcript is followed by what was said: "Coach: Dan zie ik je."
            known = not token.ordinary or token.usual
            return known and not token.function_word and len(token.text) > _SHORT and self.ends_behind(position)
        if gap.strip() == ":" and lower in COLON_LABELS:
            return True
        if gap == ". " and lower in ("gr", "grt", "mvg") and token.word.capital:
            return True
        if gap.strip() in (":", ",", "") and (lower in GREETINGS or lower in NAME_LABELS):
            return True
        return gap.strip() == ":" and lower in ("van", "aan")

    def formally_titled(self, position: int) -> bool:
        """Tell whether a title of which a surname follows stands right before (``mevrouw``)."""
        if position == 0 or not follows_title(self.tokens, position):
            return False
        return self.tokens[position - 1].word.lower in FORMAL_TITLES

    def of_person(self, position: int) -> bool:
        """Tell whether a verb of people stands right before or behind a word (``belde Vis``, ``Klok zei``)."""
        before = self.tokens[position - 1].word.lower if position and touches(self.tokens, position) else ""
        behind = self.verb_behind(position)
        # Towns call and tell in the papers: "Den Haag zei nee".
        said = before in SAYS or before in ("volgens", "ene", "heet", "heette") or behind in SAYS
        return (said and not self.tokens[position].place) or behind in ("heet", "heette", "heten") or before == "belde"

    def tells(self, position: int) -> bool:
        """Tell whether what it says follows, so that nobody else is the subject (``Zondag schreef: ik kom``)."""
        if self.verb_behind(position) not in TELLS or position + 2 >= len(self.tokens):
            return False
        after = self.tokens[position + 2].word
        # "Maandag vroeg dat kind om aandacht" has its subject behind the verb.
        clause = after.text == "dat" and self.verb_behind(position) not in ASKS
        return clause or bool(re.match(r":|,? ?[\"“„‘']", after.gap))

    def told_by(self, position: int) -> bool:
        """Tell whether a verb of telling or *volgens* stands right before a word with a capital (``zei Zondag``)."""
        if self.tokens[position].word.opens or not touches(self.tokens, position):
            return False
        before = self.tokens[position - 1].word.lower
        return before in TELLS or before in ("volgens", "ene", "heet", "heette")

    def said(self, position: int) -> bool:
        """Tell whether a verb of saying stands before it and no other capital behind it (``vroeg Kea wat``)."""
        before = self.tokens[position - 1].word.lower if position and touches(self.tokens, position) else ""
        behind = self.tokens[position + 1].word if position + 1 < len(self.tokens) else None
        return before in SAYS and not (behind is not None and behind.capital and behind.gap == " ")

    def of_family(self, position: int) -> bool:
        """Tell whether the word behind says whose relative somebody is (``Hilletjes man``)."""
        behind = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        return behind is not None and behind.word.gap == " " and behind.word.lower in RELATIVES

    def thing_before(self, position: int) -> bool:
        """Tell whether what bears the name is no person (``snackbar Zilverhoek``)."""
        if position == 0 or not touches(self.tokens, position):
            return False
        before = self.tokens[position - 1]
        lower = before.word.lower
        compound = len(lower) > _LONG and lower.endswith(_THING_ENDINGS) and not is_role(before)
        if lower == "app" and self.tokens[position].given and not self.tokens[position].ordinary:
            # Who is sent a message, rather than what sends it.
            return False
        return lower in THINGS or compound or (before.acronym and before.word.capital and lower not in TITLES)

    def explained(self, position: int) -> bool:
        """Tell whether it is followed by who that is (``Ger, de huismeester``)."""
        if position + 1 >= len(self.tokens):
            return False
        behind = self.tokens[position + 1].word
        return behind.gap == ", " and behind.text in ("de", "het", "onze", "mijn", "een", "die", "haar", "zijn", "hun")

    def blooms(self, position: int) -> bool:
        """Tell whether the words that follow speak of plants."""
        following = self.tokens[position + 1 : position + 8]
        return any(
            re.match(r"(?:uit)?ge?bloei|bloe[im]|tuin|vaas|geplukt|struik|plant|geur|tulp", one.word.lower)
            for one in following
        )

    def owns(self, position: int) -> bool:
        """Tell whether it has the sign of the genitive (``Lies' dochter``, ``Iris's idee``)."""
        token = self.tokens[position]
        behind = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        if behind is None or token.lower in ("dat", "die", "er", "het"):
            return False
        return token.text[-1] in "sxz" and bool(re.match(r"['’] ", behind.word.gap))

    def beside_a_name(self, position: int) -> bool:
        """Tell whether a comma or *en* joins it to a name of people that follows."""
        behind = self.tokens[position + 1 : position + 5]
        if behind and behind[0].word.gap == " (":
            # In a list what somebody does may stand between: "Mirre (soep), Trui (toetje)".
            behind = next(
                (behind[place:] for place in range(1, len(behind)) if behind[place].word.gap == "), "), behind
            )
            if behind and behind[0].word.gap == "), " and behind[0].word.capital:
                return behind[0].named and not behind[0].ordinary
        if behind and behind[0].word.gap == ", " and behind[0].word.capital:
            return behind[0].named and not behind[0].ordinary
        return len(behind) > 1 and behind[0].word.lower == "en" and behind[1].given and behind[1].word.capital

    def before_initials(self, position: int) -> bool:
        """Tell whether initials stand behind a comma, as in an alphabetical list (``Hoogeboom, A.``)."""
        behind = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        return behind is not None and behind.initials and behind.word.gap == ", "

    def joined_to_unknown(self, position: int) -> bool:
        """Tell whether *en* joins it to another word with a capital on no list (``Silvijn en Femm``)."""
        behind = self.tokens[position + 1 : position + 3]
        return len(behind) > 1 and behind[0].word.text == "en" and behind[1].word.capital and behind[1].unknown

    def in_list_with_tasks(self, position: int) -> bool:
        """Tell whether what somebody does stands behind it, and then another name (``Mirre (soep), Trui (toetje)``)."""
        gap = self.tokens[position + 1].word.gap if position + 1 < len(self.tokens) else ""
        return gap == " (" and self.beside_a_name(position)

    def says_something(self, position: int) -> bool:
        """Tell whether it begins a line and what is said follows behind a colon (``Yndra: ik ben er``)."""
        token, behind = self.tokens[position], self.tokens[position + 1 : position + 2]
        line = position == 0 or "\n" in token.word.gap
        return line and bool(behind) and behind[0].word.gap == ": " and len(token.text) <= _LONGEST_SPEAKER

    def ends_behind(self, position: int) -> bool:
        """Tell whether nothing more is said behind a word than in a list (``kind: Jayla, moeder: Shanice``)."""
        gap = self.tokens[position + 1].word.gap if position + 1 < len(self.tokens) else "\n"
        return gap.startswith((",", ";", "\n", " (", " /", "|"))

    def numbered(self, position: int) -> bool:
        """Tell whether a number follows (``Dock 7``)."""
        gap = self.tokens[position + 1].word.gap if position + 1 < len(self.tokens) else ""
        return bool(re.match(r" \d", gap))

    def said_to_be(self, position: int) -> bool:
        """Tell whether *is het* stands before it, in which *het* is no article of the name (``is het Annemieke?``)."""
        before = [token.word.lower for token in self.tokens[max(0, position - 2) : position]]
        return before in (["is", "het"], ["was", "het"])

    def beside_a_surname(self, position: int) -> bool:
        """Tell whether it and a surname with a capital behind *en* do something together (``Kok en Mulder zijn``)."""
        behind = [one for one in self.tokens[position + 1 : position + 7] if one.lower not in CAPITAL_PREFIXES][:3]
        if len(behind) < 3 or behind[0].word.text != "en" or behind[1].plain_word:
            return False
        return behind[1].word.capital and behind[1].surname and behind[2].word.lower in _OF_MORE_PEOPLE

    def beside_a_word(self, position: int) -> bool:
        """Tell whether *en* joins it to an ordinary word with a capital, as in the title "Rots en Water"."""
        if not self.tokens[position].ordinary or position < 2 or self.tokens[position - 1].word.lower != "en":
            return False
        other = self.tokens[position - 2]
        return other.word.capital and other.plain_word and not other.word.opens and touches(self.tokens, position)

    def acts(self, position: int) -> bool:
        """Tell whether an ordinary word with a capital does something as people do (``voor Hoop was het``)."""
        if position == 0 or not touches(self.tokens, position):
            return False
        before = self.tokens[position - 1].word.lower
        return before in _BEFORE_PEOPLE and self.verb_behind(position) in SPEAKS | AUXILIARIES

    def verb_like_behind(self, position: int) -> bool:
        """Tell whether the word behind looks like a verb of which somebody is the subject (``tolkt``, ``timmerde``)."""
        behind = self.verb_behind(position)
        if behind in AUXILIARIES or behind in ("niet", "wel", "ook", "zelf"):
            return True
        return _has_verb_shape(behind)

    def verb_shaped(self, position: int) -> bool:
        """Tell whether a word itself looks like a verb of which somebody is the subject (``Rekent``)."""
        return _has_verb_shape(self.tokens[position].lower)

    def verb_behind(self, position: int) -> str:
        """Give the word behind, in lower case, unless it is the verb of a question; empty when there is none."""
        behind = position + 1
        if behind >= len(self.tokens) or not touches(self.tokens, behind):
            return ""
        lower = self.tokens[behind].word.lower
        after = self.tokens[behind + 1].word.lower if behind + 1 < len(self.tokens) else ""
        # In a question the verb stands first: what follows is its subject.
        return "" if after in ("ik", "je", "jij", "hij", "we", "wij") and lower in AUXILIARIES else lower
