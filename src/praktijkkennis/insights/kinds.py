"""What sort of thing an insight is: a lesson, a struggle, a question, an advice, or an experience.

The order in which the kinds are tried is that of how openly a sentence says what it is. Who asks or says what was
learned says so in so many words; an advice has its own grammar (command, duty), which the preprocessing knows; a
struggle shows in words for difficulty; a lesson may be no more than a rule that is said of anybody. Whatever is left
tells what happened. ``tests/regression/cases/soort_inzicht*.jsonl`` holds cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from praktijkkennis.document import INSIGHT_KINDS, Assertion, InsightKind, Stance, Token
from praktijkkennis.insights.leaning import is_fragment
from praktijkkennis.preprocessing.verb_forms import forms_of


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ASKS = r"(?:of|hoe|wat|wie|waar|waarom|wanneer|welke?)"
_QUESTION_MARK = re.compile(r"\?[\s\"'”’»)\]]*$")
_QUESTION = _any_of(
    rf"\bvra(?:ag|gen) (?:me|mij|ons|ik me|we ons|wij ons)\b[^.]*?\b(?:af|{_ASKS})\b",
    r"\b(?:de|onze|mijn|een) (?:grote |open |echte |eeuwige )?vraag\b[^.]{0,24}(?:\b(?:is|blijft|wordt|was)\b|:)",
    rf"\b(?:benieuwd|nieuwsgierig|bezighoudt|bezighield)\b[^.]{{0,16}}\b(?:naar|{_ASKS})\b",
    rf"\b(?:open|onduidelijk|onbekend) (?:is|blijft) (?:nog |vooralsnog )?{_ASKS}\b",
    rf"^{_ASKS}\b[^.]*, (?:weet|weten) (?:ik|we|wij|niemand)\b",
    rf"\bzou(?:den)? (?:ik |we |wij )?(?:wel ?eens |graag |wel )?willen weten\b|\bgeen idee (?:nog )?{_ASKS}\b",
    r"\bben(?: ik)? er (?:nog )?niet uit\b|\bzijn (?:we |wij )?er (?:nog )?niet uit\b",
    rf"^blijft (?:nog )?(?:de vraag|over)\b[^.]*\b{_ASKS}\b",
)
_NO_QUESTION = _any_of(
    r"^(?:en |maar |dus )?vraag (?:me|mij|ons)\b(?! (?:wel )?(?:eens )?af)",
    r"\b(?:zei|zeiden|vroeg|vroegen|riep|riepen|dacht|dachten|schreef|schreven)\b[^?]*[:“\"‘]",
)
_LEARNED = _any_of(
    r"\b(?:heb|hebben|had|hadden|heeft|ben|zijn|is|was)\b[^.]{0,60}\b(?:geleerd|ontdekt|ingezien|gaan inzien)\b",
    r"\b(?:geleerd|ontdekt|ingezien)\b[^.]{0,20}\b(?:heb|hebben|had|hadden|heeft)\b",
    r"\b(?:leerden?|ontdekten?|beseften?) (?:ik|we|wij|me|mij|ons)\b",
    r"\b(?:ik|we|wij|mij|ons|me) (?:toen |daar(?:van)? |pas )?(?:leerden?|ontdekten?|beseften?)\b",
    r"\bachteraf\b[^.]{0,12}\b(?:gezien|bezien|hadden?|was|bleek|denk)",
    r"\bles(?:sen)?\b[^.]{0,24}(?:\b(?:is|was|zijn|dat)\b|:)",
    r"\b(?:viel|valt)\b[^.]{0,20}\bkwartje\b",
    r"\bkwartje\b[^.]{0,12}\b(?:viel|valt|is gevallen)\b",
    r"\b(?:nu|inmiddels|sindsdien|intussen|ondertussen) (?:weten|weet|snap|snappen|begrijp|begrijpen) (?:we|wij|ik)\b",
    r"\b(?:ik|we|wij) (?:weten|weet|snap|snappen) (?:nu|inmiddels|sindsdien|intussen)\b",
    r"\b(?:heeft|hebben|had) (?:me|mij|ons) (?:laten zien|geleerd)\b",
    r"\b(?:nu|later|toen) pas (?:zie|zag|zagen|snap|snapte|begrijp|begreep|begrepen) (?:ik|we|wij)\b",
    r"\b(?:opgestoken|wijzer (?:van )?geworden)\b",
    r"\banders\b[^.]{0,24}\bgaan (?:kijken|denken)\b|\b(?:kijk|denk)(?:en)?\b[^.]{0,30}\banders (?:naar|over)\b",
)
_ADVISED = _any_of(
    r"\b(?:mijn|ons|een|het|goed) (?:advies|raad|tip)\b",
    r"^(?:tips?|advies)\b",
    r"\baanrad(?:en|er)\b|\baan te raden\b|\braad\b[^.]{0,30}\baan\b",
    r"\bhet is (?:\w+ )?(?:verstandig|raadzaam|slim|handig|goed|beter)\b[^.]{0,8}\b(?:om|als|voor)\b",
    r"\b(?:kun|kan) (?:je|jij|u) (?:\w+ )?beter\b|\bje kunt (?:\w+ )?beter\b",
    r"\bwat (?:mij|ons) betreft\b|\blaten we\b|\bzou(?:den)? (?:\w+ )?(?:helpen|schelen) (?:als|om|wanneer)\b",
    r"\bik zou\b[^.]*\b(?:aanraden|adviseren|gunnen|kiezen|beginnen)\b",
)
_STRUGGLE = _any_of(
    r"\bworstel|\b(?:dilemma|spagaat|spanningsveld)\b|\bspanning tussen\b",
    r"\bkostt?e?\b[^.]{0,24}\bmoeite\b|\b(?:heb|hebben|heeft|houd|houden)\b[^.]{0,24}\b(?:moeite|last)\b",
    r"\b(?:lastig|moeilijk|ingewikkeld|stroef|moeizaam)\b|\bvalt\b[^.]{0,20}\b(?:zwaar|niet mee)\b",
    r"\b(?:nog (?:altijd|steeds)|maar|alsmaar|telkens) niet\b",
    r"\blukt\b[^.]{0,30}\bniet\b|\bniet\b[^.]{0,12}\blukt\b",
    r"\b(?:is|komt|kwam)\b[^.]{0,20}\bniet (?:van|aan toe|uit)\b",
    r"\bkom(?:t|en)?\b[^.]{0,40}\bniet (?:meer )?(?:uit|toe)\b",
    r"\bzit(?:ten)?\b[^.]{0,24}\b(?:vast|klem|in (?:mijn|onze) maag)\b|\blo(?:op|pen|opt) (?:\w+ )?vast\b",
    r"\bbl(?:ijft|ijven|ijf)\b[^.]{0,16}\b(?:zoeken|tobben|schipperen|aanmodderen|puzzelen)\b",
    r"\b(?:niemand|geen mens)\b[^.]{0,40}\bdurf(?:t|de)\b|\bniet (?:te )?durven\b",
    r"\bdur(?:f|ft|ven)\b[^.]{0,60}\b(?:niet|nooit|geen|niemand)\b",
    r"\b(?:telkens|steeds|iedere keer|elke keer)\b[^.]{0,8}\bweer\b",
    r"\bschiet\b[^.]{0,16}\b(?:erbij in|er bij in)\b",
    r"\bkom(?:t|en)?\b[^.]{0,60}\b(?:niemand|niet|nooit|nauwelijks) (?:aan )?toe\b",
    r"\b(?:vingers|handen) jeuken\b|\bhikk?(?:en|t)?\b[^.]{0,30}\btegenaan\b|\b(?:er)?tegenop\b",
    r"\bhoud(?:t|en)?\b[^.]{0,60}\btegen\b|\bbl(?:ijft|ijven|ijf)\b[^.]{0,40}\btegenhouden\b",
    r"\bgeen (?:puf|fut|energie|ruimte)\b|\bkrijg(?:en)?\b[^.]{0,24}\bniet (?:voor elkaar|rond|van de grond)\b",
    r"\b(?:wringt?|wringen|schuurt|schuren|knelt|knellen|botst|botsen)\b|\bin (?:een|hetzelfde) kring(?:etje)?\b",
)
_STILL = _any_of(r"\bnog (?:altijd|steeds|te vaak)\b", r"\b(?:nauwelijks|amper)\b")
_RULE = _any_of(
    r"^(?:en |maar |want |dus )?(?:wie|als|wanneer|zolang|zodra|zonder)\b",
    r"\bhoe \w+er\b.*\bhoe \w+er\b|\bhoe (?:meer|minder|vaker|langer)\b.*\bhoe\b",
    r"\bpas (?:als|wanneer|nadat|zodra|zin|echt)\b|\b(?:alleen|enkel|uitsluitend) (?:als|wanneer|zolang|met)\b",
    r"\b(?:\w{3,}er|meer|minder|liever)\b.*(?<!\ben )(?<!, )\bdan\b",
    r"\bje leert\b|\bje (?:kunt|kan) nog zo\b",
    r"^(?:en |maar |want |dus )?wat \w[^,?]*, (?:dat )?\w+",
    r"^(?:mensen|teams|medewerkers|leidinggevenden) \w+",
    r"\bniet\b[^.]*, \w[^.]*\bwel\b[.!]?$|\bwel\b[^.]*, \w[^.]*\bniet\b[.!]?$",
)
_PLAIN = 0.5
_PAST = frozenset({"was", "waren"})
_NO_PAST = frozenset({"zou", "zouden", "wou", "wouden"})
_OF_US = frozenset("ik 'k we wij mij me ons onze mijn".split())


def kind_of(text: str, tokens: Sequence[Token], stance: Stance, assertion: Assertion | None) -> InsightKind:
    """Tell what sort of thing a passage says.

    Parameters
    ----------
    text : str
        The passage.
    tokens : sequence of Token
        Its tokens; empty where nobody analysed it, and then its wording tells alone.
    stance : {"versterkend", "belemmerend", "neutraal"}
        Whether the theme is there or under pressure.
    assertion : Assertion or None
        How the passage as a whole is meant.

    Returns
    -------
    {"les", "worsteling", "vraag", "advies", "ervaring"}
        ``ervaring`` when nothing tells.
    """
    words = " ".join(text.split())
    # What somebody asked then belongs to the story.
    told = bool(_NO_QUESTION.search(words))
    if _QUESTION_MARK.search(words) and not told:
        return "vraag"
    struggles = bool(_STRUGGLE.search(words) or (stance == "belemmerend" and _STILL.search(words)))
    if _QUESTION.search(words) and not told and not (struggles and "worstel" in words.lower()):
        return "vraag"
    if _LEARNED.search(words):
        return "les"
    if _ADVISED.search(words):
        return "advies"
    past = _tells_of_the_past(tokens)
    whole = not tokens or not is_fragment(tokens)
    if (
        assertion is not None
        and assertion.advised
        # A duty of others that hurts is what happens to them.
        and not (stance == "belemmerend" and assertion.person == "ander")
        and whole
        and not past
        and not (assertion.person == "ik" or assertion.reported)
    ):
        return "advies"
    if struggles and stance != "versterkend" and not past:
        return "worsteling"
    ours = bool(_OF_US & set(re.findall(r"[\w']+", words.lower())))
    if _RULE.search(words) and whole and not past and not ours:
        return "les"
    denied = assertion is not None and assertion.negated and assertion.person in ("ik", "wij")
    return "worsteling" if stance == "belemmerend" and denied and not past else "ervaring"


def shared_kind(kinds: Iterable[tuple[str, InsightKind]]) -> InsightKind:
    """Tell the kind that several people speak in.

    Parameters
    ----------
    kinds : iterable of str and kind
        For every passage who says it, and its kind.

    Returns
    -------
    {"les", "worsteling", "vraag", "advies", "ervaring"}
        The kind that most people speak in, where an experience counts for half: it is what a sentence is when nothing
        tells. A question only where more than half of them ask. Of equals the first of
        :data:`~praktijkkennis.document.INSIGHT_KINDS`.
    """
    people: dict[InsightKind, set[str]] = {}
    for source, kind in kinds:
        people.setdefault(kind, set()).add(source)
    n_people = len(set().union(*people.values()))
    able = [kind for kind in INSIGHT_KINDS if kind != "vraag" or 2 * len(people.get(kind, ())) > n_people]
    # The first of equals is the greatest for max.
    return max(able, key=lambda kind: len(people.get(kind, ())) * (_PLAIN if kind == "ervaring" else 1.0))


def struggle_or(kind: InsightKind, stances: Iterable[tuple[str, Stance]]) -> InsightKind:
    """Tell the kind of an insight: an experience of what is missing or hurts is a struggle, whatever its grammar.

    Parameters
    ----------
    kind : {"les", "worsteling", "vraag", "advies", "ervaring"}
        The kind that most people speak in.
    stances : iterable of str and stance
        For every passage who says it, and whether its theme is there or under pressure.

    Returns
    -------
    {"les", "worsteling", "vraag", "advies", "ervaring"}
        ``worsteling`` for an experience in which two thirds of the people, and at least two, tell of nothing else;
        otherwise ``kind``.
    """
    told: dict[str, set[Stance]] = {}
    for source, stance in stances:
        told.setdefault(source, set()).add(stance)
    hurt = sum(one == {"belemmerend"} for one in told.values())
    return "worsteling" if kind == "ervaring" and hurt >= 2 and 3 * hurt >= 2 * len(told) else kind


def _tells_of_the_past(tokens: Sequence[Token]) -> bool:
    """Tell whether a verb of the sentence can be nothing but a past, ``zou`` and ``wou`` apart."""
    for token in tokens:
        word, forms = token.text.lower(), forms_of(token)
        # "was" and "waren" are forms of "wassen" and "waren" as well, and hardly ever meant so.
        if forms and (word in _PAST or (forms <= {"past", "pasts"} and word not in _NO_PAST)):
            return True
    return False
