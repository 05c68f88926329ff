"""Names that are first of all a word, a town or a street, that no list has, or that are a code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gisteren belde Vis over het rooster.", ["Vis"]),
        ("Het was vis op vrijdag, en Vrijdag is vrij.", []),
        ("De heer Amerongen was er niet.", ["Amerongen"]),
        ("Wij wonen in Amerongen.", []),
        ("Verbalisant Dijkgraaf hoorde haar.", ["Dijkgraaf"]),
        ("Wij spraken met Fardau Utrecht.", ["Fardau Utrecht"]),
        ("Het Utrecht van nu is druk.", []),
        ("Gradus te Winkel kwam uit Aalten.", ["Gradus te Winkel"]),
        ("Dat zei Van Nispen tot Sevenaer.", ["Van Nispen tot Sevenaer"]),
        ("Hun oom, Chung Man Kwan, kookt.", ["Chung Man Kwan"]),
        ("Kwames moeder was boos.", ["Kwame"]),
        ("Dhr. Krijgsman vroeg of medewerker R. Ouwerling belde.", ["Krijgsman", "R. Ouwerling"]),
        ("Van der Goot kwam, en Duijndam zou het weten.", ["Van der Goot", "Duijndam"]),
        ("Hoogeboom, A. (voorzitter)", ["Hoogeboom"]),
        ("Silvijn en Femm presenteren.", ["Silvijn", "Femm"]),
        ("Bij Philips was ik een nummer.", []),
        ("Over het Strategisch Kader zei niemand iets.", []),
    ],
)
def test_surnames_that_are_a_word_or_a_town(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "persons", "addresses"),
    [
        ("Voorman Sjaak Ammerlaan rekent op ons.", ["Sjaak Ammerlaan"], []),
        ("Een brief van ene T. Zoutendijk.", ["T. Zoutendijk"], []),
        ("Met de ene hand moet je geven.", [], []),
        ("Op de ene school is de rector streng.", [], []),
        ("Mevrouw Meulendijk sliep.", ["Meulendijk"], []),
        ("Wij wonen aan de Molendijk.", [], ["Molendijk"]),
        ("Wij liepen langs de Hazenlaan.", [], ["Hazenlaan"]),
        ("Hij woont Molendijk 14.", [], ["Molendijk 14"]),
    ],
)
def test_streets_and_surnames(find: Find, text: str, persons: list[str], addresses: list[str]) -> None:
    assert find(text) == persons
    assert find(text, "ADRES") == addresses


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("zeg tegen zwierlinda dat ik er morgen ben", ["zwierlinda"]),
        ("heeft zwierlinda de sleutel? zwierlinda gaat naar huis", ["zwierlinda", "zwierlinda"]),
        ("ik denk dta het morgn wel lukt maar ikk weet niet of de wifi het doet", []),
        ("zwierlinda z'n fiets is weer eens stuk", ["zwierlinda"]),
        ("mo z'n fiets is stuk, zeg tegen bas dat het lukt", ["mo", "bas"]),
        ("waren bij dokter tan, alles is goed hoor", ["tan"]),
        ("mevrouw is moe. mevrouw ligt op bed. meneer blij.", []),
        ("zeg tegen iedereen dat ik met jullie mee ga", []),
        ("ik eet een beer van chocola en speel bas", []),
    ],
)
def test_lower_case_by_its_place(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aanwezig: Mirjam Oosterbaan (MO).\nMO opent.", ["Mirjam Oosterbaan", "MO", "MO"]),
        ("HvdB = Henriëtte van den Bosch. HvdB belt.", ["HvdB", "Henriëtte van den Bosch", "HvdB"]),
        ("Mirjam Oosterbaan (HR) belt. HR weet het.", ["Mirjam Oosterbaan"]),
        ("Dat zei Sandra V tegen Sandra B.", ["Sandra V", "Sandra B."]),
    ],
)
def test_codes_of_people(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    "text", ["Dat weet de huisarts. Behandelvoorstel: rust.", "Zo ging het met de coach. Zorgleefplan: zie boven."]
)
def test_a_role_that_ends_a_sentence_is_no_title(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dat is Ingmars taak niet.", ["Ingmar"]),
        ("Op zaterdag is er een bonus.", []),
        ("De wond van mevr. Oosterwijk is rustig.", ["Oosterwijk"]),
        ("Wij wonen in Oosterwijk.", []),
        ("Afwezig: P. Zijp, C. Pot (ziek).", ["P. Zijp", "C. Pot"]),
        ("Cc: Bruintjes, A.; Teunissen, R.M.", ["Bruintjes", "Teunissen"]),
        ("Kuipers is weg.", ["Kuipers"]),
        ("Visser is een zwaar beroep.", []),
        ("Wij leren Nederlands met Jin-ho.", ["Jin-ho"]),
        ("Snoek hielp met tillen.", ["Snoek"]),
        ("De snoek is een vis, en de bever knaagt.", []),
        ("Getuige POSTEMA verklaarde dat zij VAN VELZEN zag.", ["POSTEMA", "VAN VELZEN"]),
        ("Getekend door H.P.J. ZWETSLOOT.", ["H.P.J. ZWETSLOOT"]),
        ("Onze adviseur STARR en de coach HR zijn er.", []),
    ],
)
def test_what_tells_a_surname_or_a_genitive(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("die print ligt op storm zn bureau denk ik", ["storm"]),
        ("ff checken: bo, dewi en noud vrijdag erbij?", ["bo", "dewi", "noud"]),
        ("oma riek is gevallen, ik ga erheen", ["riek"]),
        ("nou hoop vond het maar niks geloof ik", ["hoop"]),
        ("ik hoop dat het lukt en hoop doet leven", []),
        ("met lotte, bel je even terug dan", ["lotte"]),
        ("snap niet waarom van der laan dat beslist", ["van der laan"]),
        ("het is van de week en van den beginne zo", []),
        ("mevrouw rollatortje noemden de kinderen haar", []),
        ("meneer streng is hij, zo streng", []),
    ],
)
def test_lower_case_names_that_are_a_word(find: Find, text: str, names: list[str]) -> None:
    assert find(text) == names
