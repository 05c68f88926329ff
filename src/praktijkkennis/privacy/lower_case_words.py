"""Words that tell in text without capitals whether a word is somebody's name."""

from __future__ import annotations

PREFIXED_SURNAMES = frozenset(
    """vries berg boer bruin bruijn graaf groot haan heer jager jong jonge koning lange leeuw mol nijs roos ruiter
    ruyter smit vos waal wilde wit witte zwart meer veen velde linden heide heuvel meulen molen laan horst
    pol ven wal zee brink broek hoek hoeven kamp kolk plas ploeg poel sluis spek steen vaart vlist vliet
    water weide zanden""".split()
)
PLAIN_SURNAMES = frozenset(
    """bakker bos brouwer dekker dijkstra hendriks jacobs jansen janssen visser smit mulder meijer kok kuiper
    koning koster kramer molenaar peters prins schouten scholten timmermans vos vink willems post postma
    pietersen""".split()
)
SURELY_NAMES = frozenset(
    """abel adam anita axel bram barend benjamin berber bob chris daisy demi dries eddy ellen els erna eva
    geertje hannes
    hans hendrik jaap jack jan joep jonas jonathan joop jozef juan karen kees kelly kim klaas koen lammert lex maarten
    marc mart maxime mia miep mies mila mirte nick noël pascal peter piet pieter puck rachel rani ria rik rob
    robert rowan
    sara sem serge sjaak thomas tinne tjerk tommy trijntje tuur wies wim wout wouter keesje jantje pietje hansje grietje
    zwaantje aart teunis
    sjonnie sjon feng lut jaapje wimpie dirk joke gerrit jet miet karel krijn stan teun truus toos""".split()
)
"""Given names that a list of words has as words too, but that nobody writes otherwise than for somebody."""

NOUN_NAMES = frozenset(
    "beer ton mark bas lies ties til jun feng wijntje job rein dien "
    "roos fleur iris merel jasmijn linde amber madelief jade mees robin daan floor sterre linda koen luna fee "
    "wolf nes nel bo kee jet juul ceder dille tijm pip pim puk dolf broos riek ab kor".split()
)
"""Given names that are things too; without an article before it a thing is not spoken of."""

DETERMINERS = frozenset(
    """de het een deze die dit dat elke iedere geen mijn m'n jouw je zijn z'n haar d'r onze ons hun uw welke zo'n halve
    hele
    rode witte gele mooie grote kleine eerste tweede losse verse per""".split()
)
BEFORE_NOUN_NAMES = frozenset(
    """dat als toen of voor aan dan want maar ook en met bij door tegen zonder volgens van naar zegt zei vroeg vraag
    zeg heb hebt moest mag kun kunt waar wie ok oke zie zag belde bel app appte maak ken
    heeft had is was heb moet kan wil gaat laat nee ja hoi hey yo he haha ok""".split()
)
ADJECTIVE_SURNAMES = frozenset("wit groot jong bruin zwart vries wolff graaff bie".split())
"""Behind *de* an adjective would have an e, so that *de wit* is somebody; *de wit geverfde muur* goes on."""

COUNT_SURNAMES = frozenset("dijk dam beek berg vliet wijk hoek".split())
"""Behind *van* without an article these are somebody's."""

INTRODUCTIONS = frozenset({"heet", "naam"})
BEFORE_PEOPLE = frozenset("bij met aan door tegen zonder volgens namens".split())
KIN = frozenset("opa oma tante oom ome nonkel juf meester zuster broeder neef nicht bomma bompa".split())
JOINS = frozenset("en of ook dat die want maar niet wel nog al weer".split())
POSSESSIVES = frozenset("z'n zn d'r z’n d’r".split())
SURELY_BEFORE_PEOPLE = frozenset("tegen zei zegt hoi hey hee heey hallo beste lieve groetjes gr volgens".split())
SLANG = frozenset(
    """haha hahaha hihi lol omg idd wss egt gwn echtwaar allemaal iedereen niemand iemand allen all jullie skere
    matti bro sis wajo ewa wollah fissa jonge gast ouwe dude guys girls lieverd lieverds schat schatje mensen
    luitjes peeps ppl teams zoom email mailtje appje tmrw morge vanaaf straks gister""".split()
)
QUALITIES = frozenset(
    """blij boos oud stil nat plat vrij goed kwaad mooi vrolijk zwak sterk groot klein jong wijs slim rijk arm schoon
    dik dun vlot zuiver pas net wel snel hoog laag dood ziek nieuw zuur vet streng stoer vlug koel fris mild zoet wild
    kaal mager rijp driest bleek puik smal ruim warm koud lief moe""".split()
)
"""Surnames that behind *meneer* tell how he is."""
