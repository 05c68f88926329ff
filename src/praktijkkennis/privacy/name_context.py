"""Words around a name that tell it is one: titles, family, roles, prefixes of surnames, verbs of people."""

from __future__ import annotations

FORMAL_TITLES = frozenset(
    """meneer mevrouw mevr mw mvr mej mejuffrouw juffrouw heer dhr hr dr drs mr ir ing prof professor dokter doctor
    familie fam echtpaar weduwe wed wethouder burgemeester minister staatssecretaris notaris rechter pastoor
    dominee ds pater kapelaan huisarts raadslid gedeputeerde schepen senator kamerlid premier president
    generaal majoor kapitein advocaat officier burggraaf jonkheer freule sergeant inspecteur commissaris
    deken rector imam rabbijn heren dames echtgenoten bestuurder directeur dijkgraaf pastor zr""".split()
)
"""A surname follows as a rule."""

SHORT_TITLES = frozenset("mevr mw mvr dhr hr fam dr prof drs mej ds".split())
"""Titles behind which a name in lower case is a name too."""

FAMILIAR_TITLES = frozenset(
    """tante oom ome nonkel opa oma bomma bompa juf juffrouw meester zuster zus zusje broer broeder broertje neef nicht
    buurvrouw buurman vriend vriendin collega stagiair stagiaire meneer mevrouw pappa papa mamma
    mama vader moeder zoon dochter man vrouw partner kleinzoon kleindochter schoonzus zwager baby peuter
    kleine""".split()
)
"""A given name follows as a rule."""

CALLED = frozenset("zus zusje broer broertje".split())
"""What somebody may be called behind *tante* or *ome* (``tante Zus``)."""

RELATIVES = frozenset(
    """moeder vader man vrouw zoon dochter zus broer zusje broertje kind kinderen ouders oma opa tante oom neef nicht
    partner collega collega's vriend vriendin buurman buurvrouw baas mem heit mam pap ma pa moeders vaders
    kleinzoon kleindochter schoonzoon schoondochter familie begeleider mentor""".split()
)
"""Who belongs to somebody; behind a genitive."""

ROLES = frozenset(
    """teamleider teamleidster teammanager teamcoach locatiemanager manager directrice directeur bestuurder
    voorzitter secretaris penningmeester adviseur coach begeleider begeleidster verpleegkundige
    wijkverpleegkundige hoofdverpleegkundige verzorgende ziekenverzorgende arts psycholoog psychiater
    fysiotherapeut ergotherapeut logopedist maatschappelijk jongerenwerker opbouwwerker docent docente
    leraar lerares leerkracht mentor decaan conrector student studente leerling cliënt cliënte client
    bewoner bewoonster patiënt patiënte vrijwilliger vrijwilligster mantelzorger huismeester conciërge
    opzichter projectleider projectleidster procesbegeleider ondernemer ambtenaar beleidsmedewerker
    medewerker medewerkster consulent kwartiermaker casemanager regisseur gespreksleider notulist redacteur
    journalist schrijver schrijfster auteur onderzoeker onderzoekster hoogleraar lector filosoof socioloog
    organisatieadviseur organisatiedeskundige wethouder leidinggevende afdelingshoofd afdelingsmanager
    rayonmanager regiomanager unithoofd praktijkopleider werkbegeleider zorgcoördinator zorgmanager kok
    kokkin schoonmaker schoonmaakster receptionist receptioniste chauffeur timmerman schilder loodgieter
    bakker slager kapper boer boerin politieagent wijkagent brandweerman rechercheur rechter advocaat dokter
    huisarts specialist chirurg kapelaan pastoor dominee imam minister burgemeester raadslid
    teamverantwoordelijke leidster leider trainer trainster facilitator moderator oud-collega ex-collega
    mede-student collega's coördinator gastvrouw gastheer baas chef chefkok ploegleider ploegbaas voorman
    monteur monteuse bedrijfsarts tandarts apotheker verbalisant behandelaar behandelaarster titularis recruiter
    inspreker getuige melder klager huisbaas verhuurder jeugdwerker schuldhulpverlener bewindvoerder curator
    voogd gezinsvoogd vertrouwenspersoon orthopedagoog gedragswetenschapper pedagoog diëtist diëtiste secretaresse
    griffier ouderling koster dirigent scheidsrechter aanvoerder teamgenoot klasgenoot agent agente hoofdagent
    brigadier wijkzuster kraamverzorgende ziekenbroeder pleegouder pleegmoeder pleegvader stiefvader stiefmoeder
    ploeggenoot kamergenoot huisgenoot huurder onderhandelaar tolk griffiemedewerker accountant boekhouder
    magazijnmeester lasser uitvoerder werkvoorbereider inkoper verkoper planner stagebegeleider vakdocent
    intern-begeleider kandidaat nachtportier portier beveiliger bevelvoerder voorman eigenaar eigenares
    maatje taalmaatje buddy mantelzorgster klaagster verweerder gemachtigde captain kapper caissière tuinman""".split()
)
"""What somebody is; a name may follow."""

PREFIXES = frozenset(
    """van de der den het 't ’t ‘t ter ten te v.d. vd v.d v/d v. v d' da do das dos di del della la las le les los el
    al ul van't von zu zum du des tot thoe toe y ibn ben bin bint abu aït ait ould oulad""".split()
)
"""Lower-case words inside or before a surname."""

LOCAL_PREFIXES = frozenset("in op aan uit onder over bij voor".split())
"""Prefixes that are prepositions elsewhere; they need an article after them (``in 't Veld``)."""

ARTICLES = frozenset("de den der het 't ’t ‘t".split())

CAPITAL_PREFIXES = frozenset(
    """van vanden vander vande de der den het ter ten te d' von du da di del la le el al ben abu sint 't ’t ‘t op
    in aan uit oude ait aït v.d. v.d v/d vd""".split()
)
"""The same where they may bear a capital (``Van der Veen``, ``El Amrani``)."""

OPENERS = frozenset(
    "wil leen toon dag door beste lieve na om hoi van die alle dan mag laat kan bel geef vraag noem zie gun".split()
)
"""Words that open a sentence before a name more often than that they are part of it."""

PLACE_PREPOSITIONS = frozenset("in uit te naar vanuit nabij rond rondom buiten richting omgeving onder".split())

GREETINGS = frozenset(
    "groet groetjes groeten gr grt groetje liefs mvg hgr x xx xxx xxxx kus kusjes knuffel thnx thx".split()
)
"""A name follows at the end of a letter."""

SALUTATIONS = frozenset(
    "beste hoi hallo hey hé he hee heey dag lieve geachte ha hi goedemorgen goedemiddag dank bedankt".split()
)
"""A name follows at its beginning."""

ROLE_NOUNS_AFTER_ARTICLE = frozenset(
    "voorzitter burgemeester directeur wethouder minister bestuurder eigenaar bewoner".split()
)

FIXED_PHRASES = (
    "jan modaal", "jan en alleman", "jan met de pet", "jan met de korte achternaam", "jan rap", "jan soldaat",
    "jan salie", "jan klaassen", "jan boezeroen", "piet snot", "joost mag het weten", "jantje beton", "zwarte piet",
    "brave hendrik", "jan doedel", "hans worst", "kees de jongen", "ot en sien", "jip-en-janneketaal",
    "sint maarten", "sint nicolaas", "sint jan", "vader jacob", "rooie rakker", "malle pietje", "hoge piet",
    "hele piet", "hoge pieten", "ongelovige thomas", "jan van gent", "jan-van-gent", "tante pos",
    "jan rap en zijn maat", "ome joop", "hansje-mijn-knecht", "janneke en alleman", "mens erger je niet",
    "harry potter",
    "max havelaar", "anne frank huis", "willem van oranje college", "dolle mina", "moeder teresa", "vader abraham",
)  # fmt: skip
"""Expressions with a name in them that are about nobody."""

FIRMS_OF_MORE_WORDS = (
    "albert heijn", "douwe egberts", "jan linders", "dirk van den broek", "van der valk hotel", "ben & jerry's",
    "ernst & young", "johnson & johnson", "marks & spencer", "dr. oetker", "zilveren kruis", "north face",
    "louis vuitton", "calvin klein", "tommy hilfiger", "jack & jones", "john deere", "rolls royce", "alfa romeo",
    "aston martin", "land rover", "harley davidson", "mercedes benz", "peek & cloppenburg", "leen bakker", "miss etam",
    "johnny walker", "captain morgan", "jack daniel's", "earl grey", "tony's chocolonely", "social schools", "red bull",
    "coca cola", "coca-cola", "pepsi cola", "aunt jemima", "uncle ben's", "pizza hut", "burger king", "hans anders",
    "eye wish", "delta lloyd", "nationale nederlanden", "kwik fit", "kwik-fit", "mcdonald's", "mcdonald’s",
)  # fmt: skip
"""Firms and brands that are called as somebody is."""

SAYS = frozenset(
    """zei zegt vroeg vraagt vertelde vertelt antwoordde antwoordt riep roept fluisterde mompelde lachte lacht
    knikte knikt zuchtte zucht huilde huilt glimlachte grinnikte belde belt mailde mailt appte appt schreef
    schrijft vindt vond dacht denkt wilde weet wist begreep begrijpt voelde merkte besloot noemde luisterde
    zweeg snapte snapt durfde durft gelooft geloofde vertrouwde reageerde reageert grapte meldde opperde
    werkte werkt mist miste liep zwijgt luistert twijfelde twijfelt vertrok schrok schrikt mopperde moppert klaagde
    klaagt weigerde weigert beloofde belooft tekende tekent stuurde regelde regelt vergat bedankte groette overlegde
    overlegt notuleerde notuleert beweerde beweert ontkende ontkent adviseerde adviseert benadrukte benadrukt
    organiseerde organiseert sliep hielp kookt kookte begeleidde schonk""".split()
)
"""Verbs that no thing is the subject of."""

SPEAKS = SAYS | frozenset(
    """zeiden zeggen wil voelt merkt besluit stelde stelt legde legt noemt keek kijkt wees wijst haalde haalt nam neemt
    gaf geeft kreeg krijgt heeft had praat praatte hoopt hoopte vertrouwt zat zit loopt kwam komt ging gaat
    bleef blijft stond staat deed doet maakte maakt begon begint speelt moest grapt knikten meldt opent opende
    sluit sloot oppert""".split()
)
"""Finite verbs of which a person is the subject."""

AUXILIARIES = frozenset(
    """is was heeft had kan kon mag mocht moet moest zal zou wil wilde gaat ging doet deed wordt werd kwam komt
    staat stond""".split()
)

WEAK_NAMES = frozenset(
    """april augustus juli juni maart mei constant hoop lente zomer winter storm regen mist lieve leen toon wil dag
    door vreugde trouw moed rust lef liefde vrede water vuur licht zon nova mark max pol kick lot""".split()
)
"""Given names that as an ordinary word can begin a sentence without an article; there they need a verb of speech."""

PLANTS = frozenset(
    """amber dahlia erica fleur heide hortensia iris jasmijn linde madelief margriet narcis roos rozemarijn viola
    violet""".split()
)
"""Given names that are plants; where something blooms they are."""

NAME_LABELS = frozenset(
    """aanwezig afwezig aanwezigen afwezigen notulist voorzitter door tekst auteur auteurs naam interview foto
    foto's cc bcc deelnemers contactpersoon contact afzender opgesteld geïnterviewde getekend namens verslag
    redactie begeleiding ondertekend respondent met met-dank-aan dank presentie afgemeld afmeldingen verhinderd
    gespreksleiding gespreksdeelnemers""".split()
)
"""A name follows behind such a word and a colon or comma."""

COLON_LABELS = frozenset("actie actiehouder wie spreker sprekers kind kinderen from to".split())
"""A name follows behind such a word and a colon only."""

NOT_NAMED = frozenset("de het een den deze elke elk iedere ieder geen welke zo'n per".split())
"""An article or the like, behind which a name of one word is hardly ever a person."""

THINGS = frozenset(
    """locatie kantoorpand pand snackbar café kroeg wijk buurt dorp stad gehucht gebouw project flat complex
    vleugel afdeling team groep camping restaurant hotel merk methode boek film krant tijdschrift blad
    vakblad programma app systeem huize villa boerderij hond kat poes paard cursus training werkgroep
    stuurgroep vereniging club partij bank winkel zender platform website site stichting bedrijf organisatie
    school bibliotheek kerk brug park plein haven eiland rivier gemeente provincie regio sporthal zwembad
    dorpshuis buurthuis koor band pakket model aanpak wet softwarepakket supermarkt kantine lokaal zaal
    kazerne filiaal vestiging hal lijn kringloop kinderdagverblijf peuterspeelzaal speeltuin buurttuin schip
    boot firma leverancier sponsor werkgever verzekeraar energieleverancier uitzendbureau moskee synagoge kapsalon
    apotheek drogist drogisterij knooppunt thuiszorg vve hotel grand praktijk medicatie medicijn traplift rollator
    inlener aannemer reisbureau schoonmaakbedrijf webwinkel concern fabriek garage kliniek
    huiskamer huiskamers woonkamer teams afdelingen groepen locaties units unit paviljoen wijken scholen projecten
    opleiding leernetwerk traject leergang examen vak woongoed woongroep woonvorm opvang
    dagbesteding zorgboerderij straat laan tuin station halte bar bakkerij kamer vergaderzaal pilsje pils kraan
    uitzendbureau drukkerij notariskantoor webbureau scheepswerf kwekerij""".split()
)
"""What bears the name behind it is no person."""

TOWN_ENDINGS = ("dam", "dorp", "drecht", "stad", "zijl", "wolde", "kerke", "gem", "zele")
"""Endings of towns; a name on no list that ends so is one."""

SURNAMES_WITH_ARTICLE = frozenset(
    """backer bakker beer blok block bock brauwer brouwer caluwé cuyper decker hoog hoop kok kort rijk roo roos
    boer bok bont bruijn bruin clercq cock graaf groot haan haas heer hond jager jong jonge keizer klerk
    koning koster kruif lange leeuw man mol munck nijs prins ridder rooij ruiter ruyter smedt smet snoo
    swart vos vries vrij waal wild wilde wildt winter wit witte wolf wolff zeeuw zwaan zwart zoete""".split()
)
"""Surnames behind *De*, which with a capital otherwise begins the name of a house, a school or a firm."""
