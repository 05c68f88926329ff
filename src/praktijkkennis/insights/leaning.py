"""Whether a sentence leans on those around it: a word that points at what is not said in it, or half a sentence.

Who reads a sentence by itself must find in it what its words point at. The antecedent of a pronoun is looked for among
the nouns and names before it (as in Hobbs, 1978, *Resolving pronoun references*, but within one sentence: one that is
cut off from its text has no other place for it). The rules are for Dutch as it is written and spoken;
``tests/regression/cases/op_zichzelf.jsonl`` holds cases out of texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.verb_forms import FINITE, forms_of

_BEFORE = r"^(?:[\"'“”‘’(\[–—*_-]\s*)*"
_JOINING = r"(?:(?:en|maar|want|dus|of|nou|ja|nee|ook|oké|tja|ach)\b[,: ]*)*"
_TIMES = "ochtend|morgen|middag|avond|nacht|dag|week|weekend|maand|kwartaal|seizoen|jaar|schooljaar|keer|moment|uur"
_OPENING = re.compile(
    rf"{_BEFORE}{_JOINING}"
    r"(?:dan|toen|sindsdien|daar\w*|hier\w+|(?:dit|deze)\b(?! (?:week|weekend|maand|kwartaal|jaar|schooljaar|zomer)\b)"
    r"|dat|die|zulke|dergelijke"
    r"|(?:eerst|laatst|voor)genoemden?|vandaar|zodoende|desgevraagd"
    r"|hij|zij|ze|hem|haar|hen|hun|zijn (?!\w+en\b)|zo|zoiets|beide|allebei|(?:een|geen|twee|drie|veel|sommige) van hen"
    rf"|\w+ (?:minuten|dagen|weken|maanden|jaren|{_TIMES}) (?:later|erna|daarna|daarop|ervoor|daarvoor))\b",
    re.IGNORECASE,
)
_OPENING_HET = re.compile(
    rf"{_BEFORE}{_JOINING}het (?:is|was|zijn|waren|wordt|werd|heeft|had|kan|kon|moet|moest|mag|mocht|zou|zal|bleef|"
    r"blijft|ging|gaat|kwam|komt|lukte?|werkte?|viel|valt|stond|staat|hing|hangt|lag|ligt|duurde|duurt|hielp|helpt)\b",
    re.IGNORECASE,
)
_JOINING_OPENING = re.compile(
    rf"{_BEFORE}(?:en|maar|want|dus|of|nou|ja|nee|toch|echter|bovendien|trouwens|overigens|kortom|niettemin|desondanks)\b",
    re.IGNORECASE,
)
_TOO = re.compile(r"^(?:[^\s,;:]+ ){1,4}ook\b", re.IGNORECASE)
_ANSWER = re.compile(rf"{_BEFORE}(?:ja|nee|jawel|inderdaad|klopt|precies|niemand)\s*(?:hoor)?[,.!]", re.IGNORECASE)
_ONLY_CLAUSE = re.compile(r"^[^.!?:]{1,40}: ?(?:dat|om|of|omdat)\b|^…?(?:dat|omdat|zodat|waardoor)\b", re.IGNORECASE)

_PERSONAL = frozenset("hij zij ze hem haar háár hen hun ie diens".split())
_POSSESSIVE = frozenset({"zijn", "haar", "hun"})
_OBJECT = frozenset("hem 'm haar háár hen hun ze".split())
_SOMEBODY = frozenset("wie iemand iedereen niemand elk elke ieder iedere degene degenen anderen sommigen".split())
_DEMONSTRATIVE = frozenset("die dat dit deze zulke dergelijke zo'n".split())
_ANYTHING = frozenset({"iets", "alles", "niets", "niks", "wat"})
_SPEAKERS = frozenset("ik je jij we wij u jullie".split())
_INTRODUCING = frozenset("zeggen antwoorden vragen vinden denken schrijven roepen".split())
_ANYBODY = frozenset("je men wie iemand iedereen mensen elk elke ieder iedere altijd vaak meestal team teams".split())
_ANNOUNCING = frozenset({"dat", "om", "als", "wanneer", "of", "hoe", ":"})
_BACK = frozenset("toen daarna sindsdien daarvoor daarop intussen".split())
_POINTING_PARTS = re.compile(
    r"^(?:daar|er|hier)(?:aan|achter|bij|door|in|mee|na|naar|om|onder|op|over|tegen|toe|uit|van|voor)$"
)
_STRANDED = frozenset("aan achter bij in mee naar om op over tegen toe uit van voor".split())
_TIME_NOUNS = frozenset(
    """seconde minuut kwartier uur ochtend morgen middag avond nacht dag week weekend maand kwartaal jaar keer moment
    begin eind einde tijd periode najaar voorjaar zomer winter herfst lente januari februari maart april mei juni juli
    augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    loop eerst laatst""".split()
)
_NO_SUBJECT = frozenset({"gaan", "regenen", "sneeuwen", "waaien", "vriezen", "betreffen"})
_SAYING = frozenset(
    "zeggen antwoorden vertellen vragen weten vinden denken willen beweren schrijven roepen horen zien".split()
)


def leans_on_others(text: str, tokens: Sequence[Token] = ()) -> bool:
    """Tell whether a passage leans on the sentences around it.

    Parameters
    ----------
    text : str
        The passage.
    tokens : sequence of Token, optional
        Its tokens; without these only its opening is looked at.

    Returns
    -------
    bool
        True where it opens with a word that points back, where a pronoun, ``daar`` or ``er ... over`` points at
        nothing in it, for an answer, and for what is no sentence: without a finite verb in a main clause.
    """
    words = " ".join(text.split())
    if _OPENING.match(words) or _OPENING_HET.match(words) or _ANSWER.match(words) or _ONLY_CLAUSE.match(words):
        return True
    return bool(tokens) and (is_fragment(tokens) or any(_hangs(tokens, place) for place in range(len(tokens))))


def joins_another(text: str) -> bool:
    """Tell whether a passage reads as the sequel of another: it opens with ``en`` or ``maar``, or says ``ook``."""
    return bool(_JOINING_OPENING.match(text) or _TOO.match(text))


def speaks_of_anybody(tokens: Sequence[Token]) -> bool:
    """Tell whether a passage says something of people in general."""
    return any(token.text.lower() in _ANYBODY for token in tokens)


def is_fragment(tokens: Sequence[Token]) -> bool:
    """Tell whether a passage is no whole sentence: no finite verb in a main clause, or one without its subject."""
    verbs = [place for place, token in enumerate(tokens) if _is_finite(token)]
    if not any(_in_main_clause(tokens, place) for place in verbs):
        return True
    first = next((token for token in tokens if token.pos != "PUNCT"), None)
    # "hangt op de koelkast": who or what is in the sentence before. A command and a question begin like this as well.
    opens = first is not None and first.pos in ("VERB", "AUX") and forms_of(first) == {"present"}
    return opens and tokens[-1].text != "?" and not any(token.dep.startswith("nsubj") for token in tokens[:4])


def _is_finite(token: Token) -> bool:
    forms = forms_of(token)
    return token.pos in ("VERB", "AUX") and (bool(forms & FINITE) or "infinitive" in forms)


def _in_main_clause(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a verb, or what it is an auxiliary of, is the root or stands beside it."""
    token = tokens[place]
    while token.dep.split(":")[0] in ("aux", "cop") and tokens[token.head] is not token:
        token = tokens[token.head]
    while token.dep in ("conj", "xcomp") and tokens[token.head] is not token:
        token = tokens[token.head]
    return token.dep in ("ROOT", "parataxis", "csubj", "ccomp")


def _hangs(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word points at something that does not stand before it in the sentence."""
    token = tokens[place]
    word = token.text.lower()
    before = tokens[:place]
    if word in ("zij", "het") and place + 1 < len(tokens) and tokens[place + 1].text.lower() == "die":
        # "Zij die blijven", "wij zijn het die beslissen": what follows tells who.
        return False
    if word in _PERSONAL or (word in _POSSESSIVE and token.pos in ("PRON", "DET")):
        return not _is_with_so_many(tokens, place) and _person_hangs(tokens, place)
    if word == "het" and token.pos == "PRON":
        return _het_hangs(tokens, place)
    if word in _DEMONSTRATIVE and token.pos == "DET" and not _is_time(_noun_after(tokens, place)):
        return not any(_can_be_meant(one) for one in before)
    if word in ("die", "deze", "dit") and token.pos == "PRON":
        return _demonstrative_hangs(tokens, place)
    if word == "dat" and token.pos in ("PRON", "SCONJ") and token.dep in ("nsubj", "obj", "nsubj:pass"):
        return not _something_was_said(before)
    if word in _BACK and token.pos == "ADV" and token.dep != "mark":
        return not _something_was_said(before)
    if word == "daar" or _POINTING_PARTS.match(word):
        return not (_is_announced(tokens, place) or _something_was_said(before) or _thing_before(before))
    if word in ("er", "d'r", "der") and token.pos == "ADV":
        return _er_hangs(tokens, place)
    return False


def _demonstrative_hangs(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether ``die``, ``deze`` or ``dit`` by itself points at nothing: ``ik zeg, die hoef ik niet te zien``.

    One that opens a relative clause belongs to the word before it. A finite verb follows at once only in a main clause.
    """
    before = tokens[:place]
    if not before or any(_can_be_meant(one) or one.text.lower() in _SOMEBODY for one in before):
        return False
    if tokens[place].text.lower() == "dit":
        return not (_something_was_said(before) or _is_announced(tokens, place))
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    opens = before[-1].pos in ("PUNCT", "CCONJ") and following is not None and _is_finite(following)
    inverted = before[-1].text.lower() in _SPEAKERS and place > 1 and _is_finite(tokens[place - 2])
    return opens or inverted or _is_finite(before[-1])


def _person_hangs(tokens: Sequence[Token], place: int) -> bool:
    meant = [one for one in tokens[:place] if _can_be_meant(one) or one.text.lower() in _SOMEBODY]
    return all(_does_it_to(one, tokens, place) for one in meant) and place + 1 < len(tokens)


def _does_it_to(subject: Token, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word is the subject of the clause in which a pronoun is the object, so that these are two people.

    It is principle B of the binding theory (Chomsky, 1981): ``de teamleider gaf ze de ruimte`` is of others.
    """
    token = tokens[place]
    if token.text.lower() not in _OBJECT or token.dep == "nmod:poss" or not subject.dep.startswith("nsubj"):
        return False
    verb = tokens[token.head]
    while verb is not tokens[subject.head] and verb.dep == "conj" and tokens[verb.head] is not verb:
        verb = tokens[verb.head]
    return verb is tokens[subject.head]


def _is_announced(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether what a word points at follows it: ``het is fijn dat``, ``daar hoort bij dat``."""
    return any(
        one.text.lower() in _ANNOUNCING
        and not _is_as(tokens, one)
        and not _belongs_to_saying(tokens, tokens[place].head, further)
        for further, one in enumerate(tokens[place + 1 :], start=place + 1)
    )


def _belongs_to_saying(tokens: Sequence[Token], verb: int, place: int) -> bool:
    """Tell whether a clause is what another verb says: ``het ging mis omdat niemand wist dat ze er was``."""
    token = tokens[place]
    if token.dep != "mark":
        return False
    of = tokens[tokens[token.head].head]
    return tokens[token.head].dep == "ccomp" and of.lemma in _SAYING and of is not tokens[verb]


def _is_as(tokens: Sequence[Token], token: Token) -> bool:
    """Tell whether ``als`` says as what somebody does it (``als team``) and opens no clause."""
    noun = tokens[token.head] if token.head < len(tokens) else token
    if token.text.lower() != "als" or noun.pos not in ("NOUN", "PROPN"):
        return False
    return not any(one.dep in ("cop", "nsubj") and one.head == token.head for one in tokens)


def _het_hangs(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if _is_announced(tokens, place):
        return False
    is_object = token.dep == "obj"
    if tokens[token.head].lemma in _NO_SUBJECT and not is_object:
        return False
    if any(one.text.lower() == "zelf" for one in tokens[place + 1 : place + 3]) and is_object:
        # "De teams doen het zelf" says what it says of any work.
        return False
    before = tokens[:place]
    following = tokens[place + 1].lemma if place + 1 < len(tokens) else ""
    if following == "doen" and not any(one.text in ",;" for one in before):
        return True
    meant = _thing_before(before) if is_object else any(_can_be_meant(one) for one in before)
    return not (meant or _something_was_said(before) or any(one.text.lower() in _ANYTHING for one in before))


def _is_with_so_many(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word belongs to ``met zijn drieën``."""
    following = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
    return place > 0 and tokens[place - 1].text.lower() == "met" and following.endswith(("ën", "allen", "vieren"))


def _er_hangs(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether ``er`` belongs to a preposition that stands alone (``er ... over``) and points at nothing."""
    if _something_was_said(tokens[:place]) or _thing_before(tokens[:place]):
        return False
    for further in range(place + 1, len(tokens)):
        one = tokens[further]
        if one.pos == "PUNCT" and one.text in ",;:":
            return False
        if one.text.lower() in _STRANDED and one.pos in ("ADP", "ADV") and one.particle_of is None:
            after = tokens[further + 1] if further + 1 < len(tokens) else None
            if after is None or after.pos in ("VERB", "AUX", "PUNCT"):
                return True
    return False


def _thing_before(before: Sequence[Token]) -> bool:
    """Tell whether there is something that an object can stand for: of one clause neither its subject nor its place."""
    roles = {one.head for one in before if one.text.lower() == "als" and one.head < len(before) and _is_as(before, one)}
    return any(
        _can_be_meant(one) and not one.dep.startswith(("nsubj", "obl")) and place not in roles
        for place, one in enumerate(before)
    )


def _can_be_meant(token: Token) -> bool:
    """Tell whether a pronoun can stand for a word: a noun or name, times apart."""
    return token.pos in ("NOUN", "PROPN") and not _is_time(token)


def _is_time(token: Token | None) -> bool:
    return token is not None and (token.lemma in _TIME_NOUNS or token.text.lower() in _TIME_NOUNS)


def _noun_after(tokens: Sequence[Token], place: int) -> Token | None:
    return next((one for one in tokens[place + 1 : place + 4] if one.pos in ("NOUN", "PROPN")), None)


def _something_was_said(before: Sequence[Token]) -> bool:
    """Tell whether a whole clause stands before a word, so that ``dat`` or ``toen`` can mean what it says.

    One that only introduces what is said (``ik heb gezegd dat``, ``ik zeg,``) does not count.
    """
    verb, bare = "", True
    for token in before:
        ends = token.text in ",;:–" or token.text.lower() in ("en", "maar", "want", "dus")
        if token.pos in ("VERB", "AUX"):
            verb = token.lemma
        elif verb and ends and bare and verb in _INTRODUCING and token.text in ",:":
            verb = ""
        elif verb and (ends or (token.pos == "SCONJ" and verb not in _SAYING)):
            return True
        # "Als ik iets denk, dat zeg ik" says something before its comma; "ik zeg," does not.
        bare = bare and _only_introduces(token)
    return False


def _only_introduces(token: Token) -> bool:
    """Tell whether a word can stand in ``mijn baas zei:``, which tells who speaks and nothing else."""
    if token.pos in ("VERB", "AUX", "PUNCT", "CCONJ"):
        return True
    return token.dep in ("nsubj", "det", "nmod:poss") and token.text.lower() not in _ANYTHING
