"""Companies, products, programs and medicines that Dutch texts name as they name people: without an article.

Facts that everybody can look up; no list can be whole, and a name that is on none is judged by what stands around it.
"""

from __future__ import annotations

BRANDS = frozenset(
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
    valium ventolin xanax zyprexa """.split()
)
"""In lower case; none that is first of all an ordinary word, a given name or a surname."""
