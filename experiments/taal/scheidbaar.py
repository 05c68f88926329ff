"""Make the lexicon of separable verbs from a Dutch word list.

Run from the top of the repository (``/usr/share/dict/dutch`` is the Debian package ``wdutch``: the OpenTaal word list,
revised BSD or CC BY 3.0)::

    python experiments/taal/scheidbaar.py --words /usr/share/dict/dutch

A verb is separable when the list holds a participle with ``ge`` between its parts (``losgelaten``), or, where the verb
itself takes no ``ge``, its participle (``voorbereid``); of what is not known to be a verb, the infinitive must stand
there too (``loslaten``). What the list lacks and what is separable only in theory stands below.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from functools import cache
from importlib import resources
from pathlib import Path

from praktijkkennis.preprocessing.inflection import looks_like_infinitive, regular_forms

TARGET = Path("src/praktijkkennis/data/taal/scheidbaar.txt")
PARTICLES = """aan achter achterna achterop achterover achteruit af bij bijeen binnen bloot boven bovenop buiten dicht
    deel dood door dooreen eraan goed gade gelijk gereed heen hoog in ineen kapot klaar kwijt langs leeg lief
    los mede mee mis na naar neer om omhoog omlaag omver onder op open over overeen overeind overhoop opzij
    plaats raak rechtop rond samen scheef schoon schuil stand stil stop stuk tegemoet tegen tekort teleur
    teloor teniete tentoon terecht terneer tevoorschijn terzijde klem terug teweeg thuis toe tussen uit
    uiteen vast vlak vol voor voorbij voorop voort vooruit vrij waar weg weer wijs zwart
    """.split()
STRESSED = frozenset("aan af bij in mee na op rond terug toe uit voor vooruit weg samen thuis tegen".split())
# With these a participle alone is enough; others make adjectives of it (goedgevormd, hooggewaardeerd).
FREE = frozenset("aan af bij door in ineen kapot mee na om op over terug toe uit vast vol weg".split())
DROPPED = frozenset(
    """goeddoen goedstaan goedzitten goedkomen aanmoeten afleven bijluiden bijzeggen bijdenken inbegrijpen inblijven
    omdrijven omliggen omwennen opstrijden opliggen uiteisen""".split()
)
MORE = """stilstaan gebruikmaken kennismaken ademhalen plaatsnemen plaatshebben deelhebben lesgeven prijsgeven
    rechtzetten rechtdoen rechttrekken wakkerschudden openstaan openhouden opengaan openbreken vastzitten vastlopen
    vastpakken loskomen losmaken loskoppelen losweken losgaan loslopen losstaan losbarsten loszingen meebewegen meegeven
    meelopen meenemen meepraten meeluisteren meekijken meevoelen meewegen meehelpen meedoen meedenken meebrengen
    terugblikken terugtrekken terugleggen teruggeven terugpakken terugvallen terugschakelen doorvragen doorschuiven
    doorzetten doorpraten dooremmeren bijpraten bijleren bijbenen bijspringen opschalen afschalen opstarten opvolgen
    opzoeken openbaarmaken inchecken uitchecken inloggen uitloggen inplannen uitrollen uitdiepen uitzoomen inzoomen
    afpellen afhechten afvinken afkaderen wegblijven wegzetten weglopen wegvallen weghalen wegkijken waarmaken waarnemen
    schoonmaken klaarstaan klaarzetten klaarkomen samenzitten samenbrengen samenvallen samenkomen samendoen
    samenvatten samenleven rondvragen rondkijken rondlopen rondsturen rondmailen rondbellen nabellen nabespreken
    voorbespreken voorbereiden voorstellen vooroplopen thuishoren thuisblijven thuiswerken stilvallen stilleggen
    stilliggen stilzetten goedmaken goedpraten goedvinden goedkeuren afkeuren kwijtraken kwijtspelen zwijgplegen
    vrijmaken vrijgeven vrijlaten vrijspelen vrijroosteren uitroosteren inroosteren teruggroeien doorgroeien
    hooghouden langskomen langsgaan langslopen langsfietsen dichtgooien dichttimmeren dichtslibben opendoen
    tegenspreken tegenwerken tegenhouden tegenzitten tegenvallen tegenstaan achterblijven achterlaten achterlopen
    overeenkomen overeenstemmen bekendmaken beetpakken beethebben beetnemen aanhebben doodzwijgen doodlopen opkuisen
    afkuisen uitkuisen voortdoen rechtstaan neerzitten
    openlaten opendoen dichtdoen
    """.split()
MORE_BY_PARTICLE = {
    "aan": "laten leiden slingeren wenden",
    "af": """fakkelen loggen mailen merken peigeren prijzen remmen roosteren schrikken taaien toetsen weken wenden
        zagen zonderen""",
    "binnen": "gluren hengelen kijken waaien",
    "dicht": "krijgen lijmen regelen smijten",
    "door": """berekenen blijven kauwen linken mailen ontwikkelen ploeteren verbinden vergaderen verhuren verkopen
        vertalen verwijzen wijzen zagen""",
    "in": "bedden beelden boezemen burgeren polderen tasten",
    "langs": "brengen sturen",
    "los": "bellen klikken knippen liggen weken wrikken",
    "mee": """bidden bouwen buigen chatten demonstreren doorzoeken eten evalueren evolueren fietsen genieten gluren
        hoesten horen huilen kletsen klussen koken lachen liggen onderhandelen ontwerpen ontwikkelen organiseren
        proberen puzzelen reflecteren rennen rouwen schuiven slaan slenteren snoepen springen stromen tekenen
        tikken timmeren veren vergaderen vieren volgen waaien wandelen warmen wennen zoeken""",
    "na": "bladeren ijlen kletsen melden smeulen sudderen trappelen zorgen",
    "neer": "kletteren planten schuiven tikken zijgen",
    "om": "bellen denken fietsen kruipen polen stappen stellen sturen tuimelen wenden",
    "onder": "kruipen schoffelen spoelen verdelen verhuren",
    "op": """centen dikken dirken frissen haken helderen hikken leuken liften lijnen luiden plussen proeven rekenen
        rispen roesten schakelen scheppen schonen schrokken spelden trappen vrolijken warmen zamelen""",
    "open": "bloeien krijgen stoten",
    "over": "haasten hevelen pakken scheppen",
    "rond": "appen krijgen rekenen rennen schuiven zetten",
    "terug": """appen buigen draven fietsen graaien kunnen laten mailen meppen moeten plannen praten rennen rukken
        schelden sluipen stappen strompelen tellen verhuizen wandelen willen zwaaien zwemmen""",
    "tegen": "denken praten",
    "toe": "eigenen tikken wenden",
    "uit": """beelden braken breiden dingen dromen haken harden helpen hijgen mesten mikken moorden nutten peilen
        plakken plannen plassen puzzelen testen trainen wijden zagen zonderen zuchten""",
    "voor": """draaien geleiden kiezen koken oordelen roepen schuiven spoelen sturen varen vertellen voelen wegen weken
        wenden zien""",
    "voort": "bestaan bomen ploeteren",
    "vooruit": "plannen werken",
    "vrij": "krijgen zetten",
    "weg": """dansen eten haasten klikken krijgen kunnen managen organiseren ploffen relativeren ritselen slippen
        stappen wijzen zwemmen""",
    "achterom": "kijken",
    "achterover": "hangen leunen slaan vallen zitten",
    "bezig": "houden",
    "buiten": "gooien hangen sluiten",
    "dank": "zeggen",
    "droog": "koken leggen staan vallen",
    "dwars": "bomen liggen zitten",
    "feest": "vieren",
    "gerust": "stellen",
    "gevangen": "nemen zetten",
    "glad": "strijken",
    "groot": "brengen houden maken",
    "hard": "maken",
    "kennis": "nemen",
    "klein": "houden krijgen maken",
    "kort": "sluiten",
    "lam": "leggen",
    "lastig": "vallen",
    "leiding": "geven",
    "onderdoor": "gaan",
    "onderuit": "gaan halen zakken",
    "opeen": "hopen stapelen volgen",
    "plaats": "grijpen",
    "plat": "branden drukken gooien leggen liggen lopen slaan spuiten walsen",
    "scherp": "stellen",
    "staande": "houden",
    "tekeer": "gaan",
    "tekort": "komen schieten",
    "teniet": "doen",
    "tewerk": "stellen",
    "tussenbeide": "komen",
    "veilig": "stellen",
    "verder": "bouwen denken gaan helpen kijken komen praten werken",
    "vlam": "vatten",
    "vooraf": "gaan",
    "voorover": "buigen hangen leunen vallen",
    "vorm": "geven",
    "warm": "draaien houden lopen",
    "zeker": "stellen",
    "ziek": "melden",
    "zoek": "maken raken",
    "bekend": "staan",
    "bij": "lezen",
    "mis": "grijpen",
    "omlaag": "brengen",
    "omver": "duwen",
    "overeind": "blijven houden",
    "recht": "breien buigen houden praten",
    "stil": "krijgen",
    "tegemoet": "gaan lopen rijden treden",
    "uiteen": "halen",
    "wit": "wassen",
    "zorg": "dragen",
    "samen": "gooien",
    "vast": "klitten",
    "klaar": "hebben houden",
    "achter": "raken",
    "bijeen": "blijven zitten",
    "omhoog": "gooien klimmen krabbelen schroeven",
    "voorbij": "rennen",
    "stuk": "trappen",
    "kapot": "gooien trappen vallen",
    "leeg": "ruimen trekken",
    "vol": "kladden krijgen",
    "schoon": "praten",
}
"""What the list lacks, by particle: what daily work made (afmailen, meepuzzelen), and the verbs that have no form
without a particle (uitbreiden, afzonderen)."""
PREFIXES = frozenset(["be", "ver", "ont", "her", "er", "ge", "mis"])
RARE = """overwegen overtreden doorzien overzien onderhouden ondergaan voorspellen doorbreken doorlopen doorgronden
    overleven overdenken overdrijven overheersen overlijden overnachten overtuigen overvallen overwinnen ondernemen
    onderbreken onderdrukken onderscheiden onderschrijven ondertekenen ondervinden ondervragen onderwerpen onderzoeken
    omgeven omringen omschrijven omvatten omarmen voltooien voldoen volbrengen volharden weerleggen weerstaan
    weerspreken weerhouden misbruiken misleiden mislukken mishandelen miskennen doorkruisen doorstaan aanbidden
    aanvaarden achterhalen achtervolgen herhalen herinneren herkennen hergeven herleven herzien voorzien voorkomen
    overleggen overkomen
    """.split()
"""Stressed on the verb in the sense that people use: to be taken apart only where the parse says so."""


def main() -> None:
    """Read the arguments, gather and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    if not arguments.words.is_file():
        parser.error(f"{arguments.words} is not there: install wdutch, or give another list of Dutch words")
    words = {line.strip() for line in arguments.words.read_text(encoding="utf-8").splitlines()}
    strong = strong_participles()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for particle in PARTICLES:
        written = {word.removeprefix(particle) for word in words if word.startswith(particle)}
        for base in written | known_verbs():
            if particle + base not in DROPPED and is_separable(particle, base, words, strong):
                found[base].add(particle)
    for word in MORE:
        for particle in sorted(
            [*PARTICLES, "gebruik", "kennis", "adem", "les", "prijs", "recht", "wakker", "openbaar", "bekend", "beet"],
            key=len,
            reverse=True,
        ):
            base = word.removeprefix(particle)
            if base != word and looks_like_infinitive(base):
                found[base].add(particle)
                break
    for particle, bases in MORE_BY_PARTICLE.items():
        for base in bases.split():
            found[base].add(particle)
    lines = [f"{base} {' '.join(mark(p, base) for p in sorted(found[base]))}" for base in sorted(found)]
    head = (
        "# Scheidbare werkwoorden: het werkwoord, en daarachter de delen waarmee het er een vormt. Een * betekent:\n"
        "# alleen als de zinsontleding het zegt (overwegen, onderzoeken).\n"
        "# Gemaakt met experiments/taal/scheidbaar.py uit de woordenlijst van OpenTaal (BSD of CC BY 3.0).\n"
    )
    arguments.out.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "verbs,", sum(map(len, found.values())), "separable ones")


def mark(particle: str, base: str) -> str:
    """Put a star behind a particle that hardly ever stands apart from this verb."""
    return particle + "*" if particle + base in RARE else particle


@cache
def known_verbs() -> frozenset[str]:
    """Read the verbs that were listed by hand, but for what looks like a participle with ``ge``.

    ``deelgenoten`` and ``opgebeurd`` are no forms of *deelgenieten* and *opgebeuren*.
    """
    lines = lines_of("zwakke_werkwoorden.txt")
    verbs = {verb for line in lines for verb in line.split()} | {row[0] for row in strong_rows()}
    return frozenset(verb for verb in verbs if not verb.startswith("ge") or verb in {"geven", "gelden", "geselen"})


@cache
def strong_plurals() -> frozenset[str]:
    """Read the plural past forms of irregular verbs."""
    return frozenset(form for row in strong_rows() for form in row[2].split("/"))


def strong_participles() -> dict[str, str]:
    """Read the participles of irregular verbs."""
    return {row[0]: row[3] for row in strong_rows() if row[3] != "-"}


def strong_rows() -> list[list[str]]:
    """Read the table of irregular verbs."""
    return [line.split() for line in lines_of("sterke_werkwoorden.txt")]


def lines_of(name: str) -> list[str]:
    """Read the lines of a word list that comes along, without its comments."""
    text = (resources.files("praktijkkennis") / "data" / "taal" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def is_separable(particle: str, base: str, words: set[str], strong: dict[str, str]) -> bool:
    """Tell whether the word list shows a particle and a verb to be one separable verb."""
    if not base.islower() or not looks_like_infinitive(base):
        return False
    if base not in known_verbs() and (base not in words or is_form(base, words, strong)):
        return False
    if particle + base not in words and particle not in FREE:
        return False
    return bool(participles(particle, base, strong) & words)


def participles(particle: str, base: str, strong: dict[str, str]) -> set[str]:
    """Spell the participles that the verb could have with its particle."""
    if base in strong:
        return {particle + strong[base]}
    for root, participle in strong.items():
        prefix = base.removesuffix(root)
        if prefix in PREFIXES:
            return {particle + prefix + participle.removeprefix("ge")} if particle in STRESSED else set()
    forms = {form for form in regular_forms(base, particle) if re.search(r"[dt]$", form)}
    with_ge = {form for form in forms if form.startswith(particle + "ge")}
    if with_ge:
        return with_ge
    # Without "ge" only verbs with an unstressed prefix of their own: voorbereid, uitvergroot; and of the particles only
    # those that always bear the stress, for overbelast and onderbetaald are not taken apart.
    return forms if re.match(r"be|ver|ont|her|er", base) and particle in STRESSED else set()


def is_form(base: str, words: set[str], strong: dict[str, str]) -> bool:
    """Tell whether what looks like an infinitive is a plural past or a participle of another verb, or a noun."""
    if base in strong:
        return False
    if any(
        base == plural or (base.endswith(plural) and base[: -len(plural)] in PREFIXES) for plural in strong_plurals()
    ):
        return True
    if base.startswith("ge") and base[2:] in words and looks_like_infinitive(base[2:]):
        return True
    past = re.fullmatch(r"(.+?)([dt])\2?en", base)
    if past:
        for stem in (past.group(1), past.group(1) + past.group(2)):
            for infinitive in infinitives_of(stem):
                if infinitive != base and infinitive in words and base in regular_forms(infinitive):
                    return True
    # A verb has a third person: what has no form on -t (deelgewesten, buitengewesten) is a noun.
    present = {form for form in regular_forms(base) if form.endswith("t")}
    return not present & words and not any(base.endswith(root) for root in strong)


def infinitives_of(stem: str) -> list[str]:
    """Spell the infinitives that a stem could belong to."""
    single = re.sub(r"([aeou])\1([^aeiou])$", r"\1\2", stem)
    voiced = re.sub(r"s$", "z", re.sub(r"f$", "v", single))
    return [stem + "en", stem + stem[-1] + "en", single + "en", voiced + "en", stem]


if __name__ == "__main__":
    main()
