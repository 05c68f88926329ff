"""Companies, products, programs and medicines that Dutch texts name as they name people: without an article.

Facts that everybody can look up; no list can be whole, and a name that is on none is judged by what stands around it.
"""

from __future__ import annotations

_ILLNESSES = frozenset(
    """alzheimer crohn korsakov korsakoff asperger tourette huntington wernicke dupuytren bechterew raynaud ménière lyme
    pfeiffer hodgkin covid corona parkinson apgar""".split()
)
"""Named for who described them, as a name stands there too: *hij heeft Crohn*."""

BRANDS = _ILLNESSES | frozenset(
    """abn accenture achmea adidas afas ahold airbnb aldi amazon android asml asus atos audi bayer bmw
    canon capgemini citroën coolblue daf danone deloitte dsm dunlop eneco engie essent facebook fairphone fedex
    fujitsu garmin gazelle google greenchoice grolsch grundfos hema heineken honda hubspot
    hunkemöller ikea imtech infomedics instagram intertoys interpolis intratuin iphone jumbo kpmg kpn kruidvat
    kwantum kyocera lenovo lexmark lidl linkedin logitech macbook marktplaats mcdonald mcdonald's mediamarkt menzis
    mercedes microsoft miele mitsubishi nestlé netflix nike nintendo nissan nokia nuon odido opel oracle otolift
    oxxio panasonic peugeot philips playmobil playstation postnl prénatal pwc randstad renault ricoh samsung
    sandoz schiphol skoda skype snapchat sony spotify strukton suzuki tele2 telfort tesla
    thyssenkrupp tikkie tiktok toyota triodos twitter uber unilever unive univé vattenfall velux versuni vodafone
    volkswagen volvo vredestein vgz wehkamp whatsapp wibra wikipedia xerox xenos yamaha youtube zalando zara ziggo
    blackboard canva chromebook copilot cito dropbox duolingo gmail gynzy infoland itslearning jira joomla kahoot
    kindle lansweeper magister mendix minecraft moodle nedap netsuite onedrive onenote outlook parnassys pinterest
    powerbi powerpoint roblox salesforce sharepoint snappet snelstart somtoday squla topdesk topicus trello unit4
    visma webex wordpress xedule yammer youforce zermelo zivver zorgmail alprazolam amlodipine amoxicilline antabus
    aspirine clozapine codeïne concerta depakine diazepam diclofenac dormicum enalapril exelon fentanyl fluoxetine
    furosemide haldol heparine humira ibuprofen insuline lantus leponex levodopa lithium lorazepam lyrica madopar
    medikinet metformine methadon metoprolol midazolam morfine naproxen nitrofurantoïne novorapid olanzapine
    omeprazol oxazepam oxycodon pantoprazol paracetamol prednison pregabaline prozac quetiapine ramipril risperdal
    risperidon ritalin rivotril salbutamol sertraline seroquel simvastatine strattera temazepam thyrax tramadol
    valium ventolin xanax zyprexa
    actiz adyen agfa albertheijn alcatel allianz alpro anderzorg anydesk arriva asana asr athlon avg axa
    basecamp bereal bitwarden bluesky bonduelle bonprix brabantia brabantwater bridgestone brightspace bunq
    burberry cadillac calgon calvé campina capri caress carglass casio cemex centraalbeheer chevrolet chrysler
    clickup colgate colruyt confluence connexxion corendon crocs croonwolter cruesli czdirect dacia daikin
    dekamarkt delhaize deliveroo dell delonghi dettol ditzo dolcis doritos dsw dunea dura duracell durex dyson
    easyjet ecare ecover ekoplaza electrolux elektrolux embloom enexis epson essilor eurosport eurostar evernote
    evides fanta fbto feedpulse figma fitbit flixbus fluvius fristi fruittella gezondeboel gillette glovo
    greenpeace greenwheels greyhound grohe gsk hansgrohe haribo hellofresh hitachi holcim hornbach
    huawei hunkemoller hyundai intergas intersport invacare isuzu itho jansport jbl jysk karify kellogg
    kellogg's keolis klarna kleenex knab knorr kyosho labello lacoste lexus liander lipton livera lufthansa
    luvion manfield marqt maserati mastercard mastodon mattel maybelline mebin medela medimo mediq medireva
    melkunie michelin minddistrict moneybird motorola myneva nefit neostrada nescafé nettomarkt nettorama nictiz
    nivea nutella nutricia océ ohra olaz onvz optrex orona osram ouigo persil picnic planon plopsa poiesz
    primark pringles pritt procreate pwn qbuzz qic quooker raet ravensburger reddit remeha revlon ricola rolex
    rollei roompot ryanair saab samsonite scapino shein skechers smarties smartschool sodexo sonos specsavers
    stabilo staples stedin strava sunweb swapfiets swatch syntus teamviewer tefal temu thalys therapieland
    thermomix thule tnt topro transavia transdev trivago trustpilot twitch twix ubereats unox vandebron vanharen
    viber videoland vimeo vinted vitens volkerwessels volvic vomar vopak wetransfer wizzair yakult zapier zekur
    zendesk zilliz zorgenzekerheid zwitsal""".split()
)
"""In lower case; none that is first of all an ordinary word, a given name or a surname."""
