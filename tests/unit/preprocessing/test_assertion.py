from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from praktijkkennis.document import Assertion, ProcessedDocument, Token
from praktijkkennis.preprocessing.assertion import assertion_of, sentence_behind

Process = Callable[[str], ProcessedDocument]

LETTERS = {"n": "negated", "w": "wished", "a": "advised", "q": "asked", "r": "reported"}


def judge(process: Process, text: str, stretch: str) -> Assertion:
    start = text.index(stretch)
    (sentence,) = (one for one in process(text).sentences if one.start <= start < one.end)
    return assertion_of(sentence.tokens, start, start + len(stretch))


def letters(found: Assertion) -> str:
    return "".join(letter for letter, name in LETTERS.items() if getattr(found, name))


def written(text: str, found: Assertion) -> list[str]:
    return [text[cue.start : cue.end] for cue in found.cues]


@pytest.mark.parametrize(
    ("text", "stretch", "expected"),
    [
        ("Ons team vertrouwt elkaar.", "vertrouwt", ""),
        ("Niemand durft nog iets te zeggen.", "durft", "n"),
        ("Ik denk niet dat we er samen uitkomen.", "uitkomen", "n"),
        ("Ik wist niet dat ze er samen uitkwamen.", "uitkwamen", ""),
        ("De man die nooit luistert, vertrouwt ons.", "vertrouwt", ""),
        ("De man die nooit luistert, vertrouwt ons.", "luistert", "n"),
        ("Ze vertrok zonder ons te groeten.", "groeten", "n"),
        ("Ze vertrok zonder ons te groeten.", "vertrok", ""),
        ("De gemeente weigert met ons te praten.", "praten", "n"),
        ("Er is een gebrek aan vertrouwen.", "vertrouwen", "n"),
        ("Vergeet niet de familie te bellen.", "bellen", "a"),
        ("Er was niemand die niet hielp.", "hielp", ""),
        ("We luisteren niet alleen, we helpen ook.", "luisteren", ""),
        ("Niet de wethouder maar de bewoners beslissen.", "beslissen", ""),
        ("We zouden graag meer loslaten.", "loslaten", "w"),
        ("Had ik maar eerder geluisterd.", "geluisterd", "w"),
        ("Wij missen een luisterend oor.", "luisterend oor", "nw"),
        ("Ik werk graag met kinderen.", "werk", ""),
        ("Dat wil zeggen dat we vertrouwen.", "vertrouwen", ""),
        ("Het zou mooi zijn als we elkaar vertrouwden.", "vertrouwden", "w"),
        ("We zouden dat moeten loslaten.", "loslaten", "a"),
        ("Hij moet het gezien hebben.", "gezien", ""),
        ("Het is belangrijk om te luisteren.", "luisteren", "a"),
        ("Afspraak: iedereen belt zelf.", "belt", "a"),
        ("Grijp niet in.", "Grijp", "na"),
        ("Doe jij nou eens een stap terug.", "stap", "a"),
        ("Doe jij vaak een stap terug?", "stap", "q"),
        ("Ze doet of ze alles weet.", "weet", "n"),
        ("Ze vraagt of ik alles weet.", "weet", "qr"),
        ("Aldus besloten we te stoppen.", "stoppen", ""),
        ("Het rooster is klaar, aldus de coach.", "klaar", "r"),
        ("Denk eraan de ouders te bellen.", "bellen", "a"),
        ("Niet meteen oordelen, maar eerst vragen.", "oordelen", "na"),
        ("Niet meteen oordelen, maar eerst vragen.", "vragen", "a"),
        ("Je doet er goed aan eerst te vragen.", "vragen", "a"),
        ("Het wordt tijd dat we elkaar aanspreken.", "aanspreken", "a"),
        ("Vergeet niet te vieren wat lukt.", "vieren", "a"),
        ("Het is niet waar dat wij niet luisteren.", "luisteren", ""),
        ("Zonder vertrouwen hadden we het nooit gered.", "vertrouwen", ""),
        ("Zonder vertrouwen hadden we het nooit gered.", "gered", "n"),
        ("Ze zag ervan af het rooster te wijzigen.", "wijzigen", "n"),
        ("Dat we elkaar aanspreken, is er niet bij.", "aanspreken", "n"),
        ("We durven niet te twijfelen.", "twijfelen", "n"),
        ("We twijfelen niet om te bellen.", "bellen", ""),
        ("Beter wacht je een dag.", "wacht", "a"),
        ("Beter werd het niet.", "werd", "n"),
        ("Hij was wijs genoeg om te zwijgen.", "zwijgen", ""),
        ("Je zou hem kunnen bellen.", "bellen", "a"),
        ("Je zou kunnen zeggen dat we geluk hadden.", "geluk", ""),
        ("Actie Joost: de ouders bellen.", "bellen", "a"),
        ("Hij was te trots om hulp te vragen.", "hulp te vragen", "n"),
        ("Hij was niet te trots om hulp te vragen.", "hulp te vragen", ""),
        ("We doen het niet om te winnen maar om te leren.", "winnen", "n"),
        ("We doen het niet om te winnen maar om te leren.", "leren", ""),
        ("Het overleg was verre van open.", "open", "n"),
        ("De sfeer is allesbehalve veilig.", "veilig", "n"),
        ("Fijne inspraak is dat.", "inspraak", "n"),
        ("Een fijne dag is dat.", "dag", ""),
        ("Ja hoor, ze gaan dat vast goedkeuren.", "goedkeuren", "n"),
        ("Ja hoor, ze hebben dat goedgekeurd.", "goedgekeurd", ""),
        ("Kon hij zijn ploeg maar wat meer vertrouwen.", "vertrouwen", "w"),
        ("Onze droom is een werkplaats zonder baas.", "werkplaats", "w"),
        ("Ik heb geen behoefte aan overleg.", "overleg", "n"),
        ("Zou het helpen als we vaker bellen?", "bellen", "q"),
        ("Ik vraag me al jaren af wie dat volhoudt.", "volhoudt", "q"),
        ("Hij liet weten het plan te steunen.", "steunen", "r"),
        ("Zij is ervan overtuigd dat het lukt.", "lukt", "r"),
        ("Ik ben ervan overtuigd dat het lukt.", "lukt", ""),
        ("In haar ogen zijn we te traag.", "traag", "r"),
        ("Wat hem betreft stoppen we ermee.", "stoppen", "r"),
        ("Wat mij betreft stoppen we ermee.", "stoppen", ""),
        ("Durf jij dat los te laten?", "los te laten", "q"),
        ("Ik vraag me af of we genoeg luisteren.", "luisteren", "q"),
        ("Dat heb je goed gedaan, hè?", "gedaan", ""),
        ("Zij luistert wel, maar doet hij dat ook?", "luistert", ""),
        ("Hij zegt dat we elkaar vertrouwen.", "vertrouwen", "r"),
        ("Ik zei dat we elkaar vertrouwden.", "vertrouwden", ""),
        ("Volgens de directie vertrouwen we elkaar.", "vertrouwen", "r"),
        ("Volgens mij vertrouwen we elkaar.", "vertrouwen", ""),
        ("'Laat het los', zei de dominee.", "Laat het los", "ar"),
        ("De wethouder zou het hebben getekend.", "getekend", "r"),
        ("De coach vroeg waarom niemand durfde.", "durfde", "nqr"),
        ("Volgens de manager moeten we niet ingrijpen.", "ingrijpen", "nar"),
    ],
)
def test_how_it_is_meant(process: Process, text: str, stretch: str, expected: str) -> None:
    assert letters(judge(process, text, stretch)) == expected


@pytest.mark.parametrize(
    ("text", "stretch", "expected"),
    [
        ("Ik laat de planning los.", "laat", "ik"),
        ("Vandaag met de ouders gesproken.", "gesproken", "ik"),
        ("Ons team heeft dat opgezet.", "opgezet", "wij"),
        ("Anja en ik hebben dat opgezet.", "opgezet", "wij"),
        ("Het ontbreekt ons aan moed.", "moed", "wij"),
        ("Ze raadde ons aan elke week terug te blikken.", "terug te blikken", "wij"),
        ("Luister eerst naar de bewoner.", "Luister", "jij"),
        ("Je luistert niet naar me, Peter.", "luistert", "jij"),
        ("Zulke dingen leer je niet uit een boek.", "leer", "men"),
        ("Fouten worden hier besproken.", "besproken", "men"),
        ("Het besluit is door ons genomen.", "genomen", "wij"),
        ("Er is meer overleg nodig.", "overleg", "men"),
        ("Niemand durft dat.", "durft", "ander"),
        ("De kok vertrok zonder te groeten.", "groeten", "ander"),
        ("De kok is vertrokken.", "vertrokken", "ander"),
        ("Dat lukt me niet.", "lukt", "ik"),
    ],
)
def test_of_whom_it_is_said(process: Process, text: str, stretch: str, expected: str) -> None:
    assert judge(process, text, stretch).person == expected


def test_cues_are_the_words_that_told(process: Process) -> None:
    text = "Volgens de manager moeten we niet ingrijpen."
    assert written(text, judge(process, text, "ingrijpen")) == ["Volgens", "moeten", "niet"]
    assert judge(process, "Wij grijpen in.", "grijpen").cues == ()


def test_cues_count_from_the_start_of_the_document(process: Process) -> None:
    text = "Het regende. Niemand durfde iets te zeggen."
    assert written(text, judge(process, text, "durfde")) == ["Niemand"]


def test_stretch_outside_the_sentence_says_nothing(process: Process) -> None:
    (sentence,) = process("Dat doen we niet.").sentences
    assert assertion_of(sentence.tokens, 500, 510) == Assertion(False, False, False, False, False, "ander")
    assert assertion_of((), 0, 5).person == "ander"


def test_word_order_tells_where_the_parse_fails() -> None:
    # As a parser without questions and commands has it: a name at the head, and nothing hangs from anything.
    words = [("Durf", "PROPN"), ("jij", "PRON"), ("dat", "PRON"), ("niet", "ADV"), ("?", "PUNCT")]
    tokens, start = [], 0
    for index, (word, pos) in enumerate(words):
        tokens.append(Token(start, start + len(word), word, word.lower(), pos, "dep", index))
        start += len(word) + 1
    found = assertion_of(tokens, 0, 4)
    assert (letters(found), found.person) == ("nq", "jij")


def test_unknown_person_is_refused() -> None:
    with pytest.raises(ValueError, match="person"):
        Assertion(False, False, False, False, False, "zij")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "stretch", "attribute", "expected"),
    [
        ("Volgens mijn leidinggevende luistert niemand.", "luistert", "reported", True),
        ("Volgens onze directeur is er vertrouwen.", "vertrouwen", "reported", True),
        ("Volgens mijn ervaring is er vertrouwen.", "vertrouwen", "reported", False),
        ("Volgens mij is er vertrouwen.", "vertrouwen", "reported", False),
        ("Het lukte niet door gebrek aan vertrouwen.", "vertrouwen", "negated", True),
        ("Er is geen gebrek aan vertrouwen.", "vertrouwen", "negated", False),
        ("We gaan niet zonder vertrouwen op pad.", "vertrouwen", "negated", False),
        ("Ik grijp nog maar zelden in.", "grijp", "negated", True),
        ("Als team zouden we vaker kunnen reflecteren.", "reflecteren", "advised", True),
        ("Zouden we vaker kunnen reflecteren?", "reflecteren", "advised", False),
    ],
)
def test_ways_of_speaking(
    process: Callable[[str], ProcessedDocument], text: str, stretch: str, attribute: str, expected: bool
) -> None:
    (sentence,) = process(text).sentences
    start = text.index(stretch)
    assert getattr(assertion_of(sentence.tokens, start, start + len(stretch)), attribute) is expected


@pytest.mark.parametrize(
    ("text", "target", "negated"),
    [
        ("Meebeslissen, dat mogen we niet.", "Meebeslissen", True),
        ("Elkaar verrassen, dat doen we elke week.", "verrassen", False),
        ("Inspraak, die kregen de ouders nooit.", "Inspraak", True),
        ("Inspraak, ho maar.", "Inspraak", True),
        ("Er is geen rust, laat staan plezier.", "plezier", True),
        ("Noch de dokter noch de zuster heeft gebeld.", "gebeld", True),
        ("In plaats van dat zij belden, kwam er een brief.", "belden", True),
        ("Wij kregen geen uitleg, hulp of steun.", "steun", True),
        ("Wij hebben geen chef, wel een coach.", "coach", False),
        ("Alsof de baas ons vertrouwt!", "vertrouwt", True),
        ("Ze deed alsof ze het begreep.", "begreep", True),
        ("Het is alsof de zon schijnt.", "schijnt", False),
    ],
)
def test_denial_that_comes_from_another_clause(process: Process, text: str, target: str, negated: bool) -> None:
    assert judge(process, text, target).negated is negated


@pytest.mark.parametrize(
    ("text", "target", "advised"),
    [
        ("Luisteren!", "Luisteren", True),
        ("Stop!", "Stop", True),
        ("Feest!", "Feest", False),
        ("Niet overnemen.", "overnemen", True),
        ("Zij denkt het beter te weten.", "weten", False),
    ],
)
def test_commands_of_a_word_or_two(process: Process, text: str, target: str, advised: bool) -> None:
    found = judge(process, text, target)
    assert found.advised is advised
    assert (found.person == "jij") is advised


@pytest.mark.parametrize(
    ("text", "target", "reported"),
    [
        ("De directie belooft de druk te verlagen.", "verlagen", True),
        ("Hij houdt vol nooit een brief te hebben gehad.", "brief", True),
        ("Ik beloof de druk te verlagen.", "verlagen", False),
    ],
)
def test_reports_with_an_infinitive(process: Process, text: str, target: str, reported: bool) -> None:
    assert judge(process, text, target).reported is reported


@pytest.mark.parametrize(
    ("text", "stretch", "expected", "cue"),
    [
        ("Loslaten? Vergeet het maar.", "Loslaten", "n", ["Vergeet"]),
        ("Fouten toegeven? Bij ons nooit.", "toegeven", "n", ["nooit"]),
        ("Hulp vragen? Dat deed ik niet.", "Hulp vragen", "n", ["niet"]),
        ("Zelf roosteren? Dat hebben ze afgeschaft.", "roosteren", "n", ["afgeschaft"]),
        ("Vragen stellen? Doen we elke week.", "Vragen stellen", "", []),
        ("Openheid? Ja, daar is veel van.", "Openheid", "", []),
        ("Openheid? Het regende de hele dag.", "Openheid", "q", ["?"]),
        ("Luistert hij? Nee.", "Luistert", "q", ["?"]),
        ("Zelf overleggen? Waarom dan?", "overleggen", "q", ["?"]),
    ],
)
def test_what_follows_answers_for_a_subject_put_up(
    process: Process, text: str, stretch: str, expected: str, cue: list[str]
) -> None:
    sentences = process(text).sentences
    start = text.index(stretch)
    sentence = sentences[0]
    found = assertion_of(sentence.tokens, start, start + len(stretch), sentence_behind(sentences, sentence))
    assert letters(found) == expected
    assert written(text, found) == cue


def test_somebody_else_does_not_answer_for_the_speaker(process: Process) -> None:
    first, second = process("Loslaten? Vergeet het maar.").sentences
    assert sentence_behind((first, second), first) == second.tokens
    assert (
        sentence_behind((replace(first, speaker="A"), replace(second, speaker="B")), replace(first, speaker="A")) == ()
    )
    assert sentence_behind((first, second), second) == ()


@pytest.mark.parametrize(
    ("text", "stretch", "person"),
    [
        ("Laat haar zelf kiezen.", "kiezen", "ander"),
        ("Laat het maar los.", "Laat", "jij"),
        ("Van inspraak was weinig te merken.", "inspraak", "men"),
        ("Ons werd niets gevraagd.", "gevraagd", "wij"),
        ("Bij ons wordt veel gepraat.", "gepraat", "wij"),
        ("Het is goed om de familie te bellen.", "familie", "men"),
        ("Onze droom is een eigen werkplaats.", "werkplaats", "wij"),
        ("Je zou haar kunnen bellen.", "bellen", "jij"),
    ],
)
def test_person_of_who_is_let_and_of_nobody(process: Process, text: str, stretch: str, person: str) -> None:
    assert judge(process, text, stretch).person == person


@pytest.mark.parametrize(
    ("text", "stretch", "expected"),
    [
        ("Ze doen op kantoor net of ze luisteren.", "luisteren", "n"),
        ("Wij doen navraag of de bus rijdt.", "rijdt", "a"),
        ("We doen het morgen of overmorgen.", "overmorgen", ""),
        ("De deuren zijn te allen tijde open om te kijken.", "kijken", ""),
        ("Het was te laat om nog te bellen.", "bellen", "n"),
        ("hebben jullie de sleutel nog", "sleutel", "a"),
        ("Hebben jullie de sleutel, dan gaan we.", "sleutel", ""),
        ("Ons werd verteld dat de subsidie stopt.", "stopt", "r"),
        ("Ze belden om hulp te vragen.", "hulp te vragen", ""),
    ],
)
def test_pretence_excess_and_what_is_typed(process: Process, text: str, stretch: str, expected: str) -> None:
    found = judge(process, text, stretch)
    kinds = {"n": found.negated, "a": found.asked, "r": found.reported}
    assert "".join(letter for letter, holds in kinds.items() if holds) == expected
