"""Sentences with which a website or mail program turns to its reader: share, react, read on, accept cookies."""

from __future__ import annotations

import re

from praktijkkennis.corpus.residue.shapes import has_contact_details


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_TEXT_KINDS = (
    r"(?:artikel|blog|blogpost|post|bericht|verhaal|stuk|interview|pagina|column|podcast|aflevering|nieuwsbericht)"
)
_PLATFORMS = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|instagram|mastodon|bluesky|youtube|pinterest|social media)"
)
_SHARED_BY = rf"(?:{_PLATFORMS}|print(?:en)?|afdrukken|mail|link)"
_LIST = r"(?:nieuwsbrief|nieuwsbrieven|newsletter|mailing|mailinglijst|community|updates?|nieuwsalert)"
_COLLEAGUES = r"(?:je|jouw|jullie|uw|het) (?:eigen )?(?:team|collega|groep|leiding)"

# A whole line or sentence must fit one of these; the words before the first letter and after the
# last one are already gone.
_SHARE = _any(
    # "Deel het verhaal met elkaar" is advice, so "het" and "de" need the word for a web page.
    rf"(?:deel|delen|share|tweet|like) (?:(?:dit|deze) {_TEXT_KINDS}|(?:het|de) (?:artikel|blog|bericht|pagina))"
    # "Deel dit verhaal met je team en praat erover" is advice to colleagues.
    rf"(?: (?:op|via|met|on|per)(?:\s*:)?(?:(?! {_COLLEAGUES}) .{{1,60}})?)?",
    rf"(?:deel|share|print|mail|e-?mail|stuur|bewaar|tweet) (?:dit|deze) {_TEXT_KINDS}(?: door)?"
    rf"(?:\s*:\s*(?:{_SHARED_BY}\W*)*)?",
    rf"(?:deel|delen|share)(?: dit)?(?: op| via)?\s*:\s*(?:{_SHARED_BY}\W*)+",
    rf"(?:deze|dit) {_TEXT_KINDS} (?:delen|printen|afdrukken|mailen|doorsturen)"
    r"(?: (?:op|via))?(?:\s*:.{0,60})?",
    rf"(?:deel|delen|share|like)(?: (?:dit|deze|het))?(?: {_TEXT_KINDS})? (?:op|via|on|per) {_PLATFORMS}.{{0,60}}",
    r"(?:volg|vind|like)(?: je)? ons(?: ook)?(?: (?:op|via|on)\s*:? .{1,60})?",
    r"follow us(?: on .{1,60})?",
    r"sharing is caring\W*",
    r"\d+ (?:shares?|likes?|views?|keer gedeeld|x gedeeld|weergaven)",
)
_REACT = _any(
    r"(?:laat|geef|plaats|schrijf) (?:hier(?:onder|naast)?,? |ons |gerust |ook )*(?:een|je|uw|jouw) "
    r"(?:reactie|commentaar|comment|opmerking)"
    rf"(?: (?:achter\b.{{0,80}}|hieronder|onderaan|(?:onder|op) (?:dit|deze) {_TEXT_KINDS}.{{0,40}}))?",
    r"(?:laat|deel|geef) (?:hier(?:onder)? |ons )*(?:je|uw|jouw) (?:mening|gedachten|ervaring(?:en)?) "
    rf"(?:achter|hieronder|in de reacties|onder (?:dit|deze|het) {_TEXT_KINDS}).{{0,60}}",
    rf"(?:en,? )?(?:wat|hoe) (?:vond|vindt?) (?:je|jij|u) (?:van )?(?:dit|deze|het) {_TEXT_KINDS}\W*",
    rf"reageer (?:hier(?:onder)?|op (?:dit|deze|het) {_TEXT_KINDS})\b.{{0,60}}",
    r"laat (?:het )?(?:ons )?(?:hier |gerust )*weten (?:in de reacties|hieronder).{0,40}",
    r"reactie (?:annuleren|plaatsen|versturen)",
    r"(?:(?:je|uw|het) )?e-?mailadres (?:wordt|zal) niet (?:gepubliceerd|getoond|worden).{0,60}",
    r"(?:ver(?:eis|plich)te velden|velden met een \*) .{0,60}",
    r"\d+ (?:reacties?|comments?)(?: op .{0,80})?|(?:nog )?geen (?:reacties|comments)",
    rf"(?:was|is|vond (?:je|u)|vindt u|vind je) (?:dit|deze|het) (?:{_TEXT_KINDS}|informatie) "
    r"(?:nuttig|behulpzaam|interessant|leuk|duidelijk)\W*(?:ja\W+nee\W*)?",
    rf"(?:heeft|is|bent) (?:dit|deze|u|je) (?:met )?(?:(?:dit|deze) )?(?:{_TEXT_KINDS}|informatie) "
    r"(?:u |je |jou )?(?:geholpen|gevonden.{0,30})",
    # "Ja, nee." is how people begin an answer.
    r"\W*(?:ja|👍)(?!,)\W+nee\W*",
    r"(?:log ?in|meld je aan) om (?:te (?:kunnen )?reageren|een reactie .{3,20})",
    r"(?:er zijn )?(?:nog )?geen reacties\W*(?:wees|plaats) .{3,40}",
    r"(?:wees|plaats) (?:als )?(?:de )?eerste\b.{0,20}\breact?.{0,20}",
    r"(?:reacties|comments) ?(?:\(\d+\)|: ?\d+)|(?:toon|bekijk|lees) (?:alle|meer) (?:\d+ )?reacties(?: \(\d+\))?",
    r"(?:geef|laat|plaats) een antwoord(?: achter)?|annuleer(?: reactie| antwoord)?|antwoord annuleren",
    r"vind ik leuk|\d+ (?:personen|mensen) vinden dit leuk",
    r"(?:je|u) moet (?:zijn )?(?:ingelogd|inloggen)\b.{0,60}",
    r"mijn naam, e-?mail(?:adres)?,? en (?:web)?site.{0,120}",
    r"leave a (?:reply|comment).{0,40}",
)
_NEWSLETTER = _any(
    rf"(?:(?:meld|schrijf|geef) (?:je|u|jezelf)(?: (?:nu|hier|dan|snel|gratis|direct|ook))* (?:aan|in|op)"
    rf"|abonneer(?: je| u| nu)?)\b.{{0,60}}\b{_LIST}\b.{{0,120}}",
    rf"(?:aanmelden|inschrijven|abonneren)(?: (?:voor|op))?(?: (?:de|onze|het))? {_LIST}",
    rf"ja,? ik (?:wil|ontvang)\b.{{0,60}}\b{_LIST}\b.{{0,60}}",
    # Without the question mark these may be someone's reason to take part.
    r"(?:op de hoogte blijven|niets missen|wil(?:t)? (?:je|u) op de hoogte blijven\b.{0,60})\?",
    r"blijf (?:altijd )?op de hoogte(?: van (?:al )?(?:het|ons) (?:laatste )?nieuws)?|mis niets",
    r"ontvang (?:als eerste |elke (?:week|maand) |maandelijks |wekelijks |gratis )*(?:de|onze|het|ons|al ons)\b"
    r".{0,60}\b(?:nieuwsbrief|mailbox|inbox|per e-?mail|nieuws)\b.{0,60}",
    r"nieuwsbrief (?:ontvangen|aanmelden|aanvragen)",
    r"(?:ja,? )?ik ga akkoord met (?:de|het|onze|uw) (?:privacy|algemene|gebruiks)\S*(?: .{0,60})?",
    rf"(?:elke|iedere) (?:week|maand|kwartaal)\b.{{0,60}}\b(?:mailbox|inbox|{_LIST})\b.{{0,40}}",
    r"(?:vul|laat) (?:hier )?(?:je|uw|jouw) (?:e-?mailadres|mailadres) .{0,60}",
    rf"wilt? (?:je|u) (?:meer|vaker|ook)\b.{{0,60}}\b(?:ontvangen|{_LIST})\b.{{0,40}}\?",
    rf"(?:gratis|maandelijkse|wekelijkse|onze) {_LIST}",
)
_COOKIES = _any(
    r".{0,200}\b(?:website|site|webshop|pagina)s?\b.{0,80}\b(?:gebruikt?|plaatst?|gebruik van)\b"
    r".{0,80}\bcookies\b.{0,300}",
    r"(?:wij|we) (?:gebruiken|plaatsen|maken gebruik van)\b.{0,60}\bcookies\b.{0,300}",
    r".{0,80}\bcookies\b.{0,20}\b(?:accepteren|accepteer|weigeren|toestaan|uitschakelen|beheren)\b.{0,120}",
    r"(?:accepteer|weiger|sta)\b.{0,30}\bcookies\b.{0,60}",
    r"(?:functionele|analytische|noodzakelijke|tracking|marketing|essentiële)[- ]?cookies\b.{0,300}",
    r".{0,60}\bcookie-?(?:instellingen|voorkeuren|beleid|verklaring|statement|policy|melding|banner)\b.{0,120}",
    r"cookies (?:helpen|zorgen|worden gebruikt|stellen|zijn kleine)\b.{0,300}",
    r"door (?:verder te (?:gaan|surfen|klikken)|op .{1,30} te klikken|(?:het )?gebruik (?:te maken )?van (?:deze|onze)"
    r"|(?:deze|onze) (?:web)?site)\b.{0,120}\b(?:akkoord|instemming|toestemming)\b.{0,120}",
    r"(?=.{0,200}\bcookies?\b).{0,200}\b(?:browser|accepteer|accepteren|toestaan|toestemming|weiger|weigeren|akkoord"
    r"|voorkeuren|statistieken|surfgedrag|website|bezoekers|derden)\b.{0,300}",
    r"this (?:web)?site uses cookies.{0,200}",
)
_READ_ON = _any(
    r"lees (?:hier )?(?:meer|verder|door)(?: (?:over|op|in|van|bij|via) .{1,70})?",
    rf"lees (?:hier )?(?:het|dit|de|deze) (?:hele|volledige|gehele|complete) (?:{_TEXT_KINDS}|tekst|rapport).{{0,60}}",
    r"lees ook\s*:.{0,150}|lees ook|lees ook (?:dit|het|de|ons|onze) .{1,80}",
    r"(?:meer|verder) lezen|meer weten|meer (?:info|informatie)(?: over .{1,60})?|meer (?:nieuws|blogs|artikelen)",
    r"(?:read more|continue reading|learn more)\b.{0,80}",
    r"bekijk (?:de video|het filmpje|hier|alle (?:berichten|artikelen|verhalen|nieuws|vacatures|blogs))\b.{0,60}",
    r"(?:lees|bekijk|luister|zie) (?:(?:hier|ook) )+(?:naar )?(?:de|het|dit|deze|onze|ons) (?:interview|verhaal"
    r"|verhalen|artikel|artikelen|rapport|verslag|blog|column|video|film|filmpje|fotoreportage|podcast|aflevering|reportage)\b"
    r".{0,80}",
    r"bekijk (?:de|het|onze) (?:fotoreportage|foto's|film|documentaire|reportage|aflevering|uitzending)\b.{0,60}",
    r"(?:toon|laad) meer(?: (?:berichten|artikelen|resultaten))?|meer (?:laden|tonen)",
    r"download(?: hier)?(?: (?:de|het|als|dit|deze|pdf|gratis)\b.{0,60})?",
    r"klik hier\b.{0,100}",
    r"(?:de )?tekst (?:gaat|loopt) (?:verder|door) (?:onder|na) .{3,40}",
    r"terug naar (?:het |de |alle )?(?:nieuws(?:overzicht)?|blogs?|verhalen|home|vorige pagina|artikelen|begin)",
    r"(?:vorige?|volgende?) (?:artikel|bericht|verhaal|blog|pagina|nieuwsbericht)(?:\s*[:>»›].{0,100})?",
    r"(?:ga )?(?:terug )?naar (?:het |de )?(?:overzicht|homepage|website|artikel)",
)
_MAIL_FOOTER = _any(
    r"(?:denk|spaar|ontzie)(?: aub| s\.?v\.?p\.?)?(?: aan)? (?:het|ons) milieu\b.{0,60}"
    r"\b(?:uit)?(?:print|afdruk).{0,60}",
    r"(?:is het (?:echt )?nodig|moet u|moet je) .{0,30}\b(?:mail|bericht)\b.{0,30}"
    r"(?:print|af te drukken|afdrukken).{0,30}",
    r"(?:indien|als|mocht|wanneer) (?:u|je) (?:dit|deze) (?:e-?mail|mail|bericht)\S*\b.{0,60}"
    r"\b(?:ten onrechte|onterecht|abusievelijk|per ongeluk|per abuis|niet voor (?:u|jou) bestemd)\b.{0,240}",
    r"(?:dit|deze|de informatie in (?:dit|deze)) (?:e-?mail|mail|bericht|informatie)\S*\b.{0,160}\b(?:vertrouwelijk"
    r"|uitsluitend bestemd|geadresseerde)\b.{0,300}",
    r"(?:gebruik|openbaarmaking|verspreiding)\b.{0,60}\b(?:derden|niet toegestaan)\b.{0,160}",
    r"aan (?:de inhoud van )?(?:dit|deze|de) \S{2,20}\b.{0,60}\bgeen rechten\b.{0,120}",
    r"(?:niets|geen enkel (?:deel|onderdeel)) uit deze (?:uitgave|publicatie)\b.{0,300}",
    r"(?:dit|deze|de inhoud van (?:dit|deze)) e-?mail(?:bericht)?\b.{0,120}"
    r"\b(?:vertrouwelijk|bestemd|geadresseerde)\b.{0,300}",
    r"aan (?:dit|deze) (?:e-?mail|bericht)\b.{0,60}\bgeen rechten\b.{0,120}",
    r"(?:verstuurd|verzonden) (?:vanaf|met|vanuit) (?:mijn .{1,40}|(?:outlook|gmail|mail voor windows)\b.{0,40})",
    r"sent from my .{1,40}",
)
_READ_ON_INSIDE = _any(
    r"\b(?:klik hier|hier (?:op )?klikken|klik op (?:de|deze|onderstaande) (?:link|button|knop)|via deze link)\b",
)
_VISITOR = re.compile(r"\b(?:je|jij|u|uw|jouw|jullie)\b|^(?:voor meer|lees|bekijk|download|klik|meer)\b", re.IGNORECASE)
_NARRATOR = re.compile(r"\b(?:ik|mijn|mij|me|we|wij|hij|zij|ze)\b", re.IGNORECASE)
_WE_CAN_BE_REACHED = re.compile(r"(?:wij|we) zijn\b.{0,40}\b(?:bereikbaar|te bereiken)\b", re.IGNORECASE)
_CONTACT_VERB = _any(
    r"\bcontact\b.{0,60}\b(?:op|opnemen|via|met)\b",
    r"\bcontact\s*:",
    r"\b(?:mail|mailen|bel|bellen|stuur|sturen|appen)\b",
    r"\b(?:aanmelden|opgeven|inschrijven|aan te melden|meld (?:je|u)|geef (?:je|u) op|reserveer)\b",
    r"\b(?:meer informatie|meer info|meer weten|vragen|interesse|inlichtingen)\b",
    r"\b(?:kijk|zie|bezoek|ga naar|te vinden|bereikbaar|bereiken)\b",
)
_CONTACT_OPENING = re.compile(
    r"(?:voor|meer|vragen|aanmelden|contact|neem|mail|bel|stuur|meld|kijk|zie|bezoek|ga|interesse|inlichtingen"
    r"|wil|heb|heeft|reserveer|geef|schrijf|informatie)\b",
    re.IGNORECASE,
)
_CONTACT_WITH_US = re.compile(
    r"(?:(?:wil|heb|heeft|interesse|vragen)\b.{0,80}\b)?neem (?:dan |gerust |vrijblijvend |snel |direct )*contact "
    r"(?:met ons op|op met ons|op)\W*",
    re.IGNORECASE,
)
_HINTS = re.compile(
    r"cookie|informatie|tekst|contact|print|afdruk|milieu|onrechte|onterecht|bericht|derden|uitgave|rechten|verstuurd|sent|verzonden|@|www|http|nieuwsbrief|newsletter|mail|reactie|reageer|antwoord|annuleer|luister|hoogte|klik|deel|delen|share|sharing|tweet"
    r"|like|volg|vind|lees|lezen|meer|read|continue|bekijk|toon|laad|download|overzicht|meld|abonneer|ontvang|community"
    r"|velden|comment|eerste|nee\b|privacy|terug|vorig|volgend|mailbox|delen|bewaar|stuur|ingelogd|akkoord|niets|\.[a-z]{2,3}\b|\d{3}|follow|vond|website|learn|homepage|nuttig|opmerking",
    re.IGNORECASE,
)


def invitation_in(sentence: str) -> str | None:
    """Kind of residue that a sentence (or a whole short line) is by what it asks, or None.

    Parameters
    ----------
    sentence : str
        One sentence, bullets and arrows already stripped, quotes straight.

    Returns
    -------
    str or None
        A Dutch word, as in :attr:`praktijkkennis.document.Residue.kind`.
    """
    if len(sentence) > 500 or not _HINTS.search(sentence):
        return None
    bare = sentence.strip(" .!?:…>»\"'🙂")
    asked = f"{bare}?" if sentence.rstrip(" \"'").endswith("?") else bare
    if ("cookie" in bare.casefold() or "akkoord" in bare.casefold()) and _COOKIES.fullmatch(bare):
        return "cookiemelding"
    if _SHARE.fullmatch(bare):
        return "deelknop"
    if _REACT.fullmatch(bare):
        return "reactieverzoek"
    if _NEWSLETTER.fullmatch(bare) or _NEWSLETTER.fullmatch(asked):
        return "nieuwsbrief"
    if _MAIL_FOOTER.fullmatch(bare):
        return "disclaimer"
    if _is_contact_invitation(sentence, bare):
        return "contact"
    if _READ_ON.fullmatch(bare):
        return "lees-meer"
    if _READ_ON_INSIDE.search(bare) and _VISITOR.search(bare) and not _NARRATOR.search(bare):
        return "lees-meer"
    return None


def _is_contact_invitation(sentence: str, bare: str) -> bool:
    if _CONTACT_WITH_US.fullmatch(bare):
        # "Neem contact op." alone may be advice to the reader about a client.
        return "ons" in bare.casefold().split()
    if not has_contact_details(sentence):
        return False
    if _WE_CAN_BE_REACHED.match(bare):
        return True
    if _NARRATOR.search(bare):
        return False
    invites = _VISITOR.search(bare) or _CONTACT_OPENING.match(bare)
    return bool(invites and _CONTACT_VERB.search(bare))
