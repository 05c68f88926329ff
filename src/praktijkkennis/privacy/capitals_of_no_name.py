"""Words that have a capital without being a name: days, months and seasons that open a sentence, and abbreviations."""

from __future__ import annotations

DAYS = frozenset("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split())

CALENDAR = DAYS | frozenset(
    """januari februari maart april mei juni juli augustus september oktober november december lente voorjaar zomer
    najaar herfst winter kerst pasen pinksteren""".split()
)
"""What tells when: at the start of a sentence the subject stands behind the verb (``Vrijdag belt de huisarts``)."""

TELLS = frozenset(
    """zei zegt zeggen vertelde vertelt schreef schrijft meldde meldt mailde mailt appte appt riep roept antwoordde
    antwoordt mompelde fluisterde vroeg vraagt reageerde reageert""".split()
)
"""Verbs behind which stands what was said."""

ASKS = frozenset("vroeg vraagt riep roept reageerde reageert".split())
"""Those of them behind which *dat* begins no clause."""

MOVES = frozenset("liep schonk vertrok".split())
"""Verbs of people that are said of a season as well (``Herfst liep over in winter``)."""

ABBREVIATIONS = frozenset(
    """abp adhd adl aed afm amw anbo anw anwb aow apk ass avg awbz azc bbl bhv bic big bkr boa bol bopz brp bsn btw cak
    cao car cbs ceo cfo ciz cjg cji cnv coa copd cpb crm cva dbc dbt dia digid dnb duo ebp ecd ehbo emdr epa epd
    esf fnv fte gba ggd ggz gmr gps haccp havo hbo hkz hr hrm iban ibs ic ict ind iq isd iso jgz kdv kpi kpn
    kvk lgf lhv lvb lvs lwoo mbo mdo mee mic mim mip mr ms mt mvo nah ngo nhg npo nrto nt nvwa ocw oggz okr om
    opp or ots pabo pdca pgb pggm pi po poh ppg pr ptss pva pvb rivm roc rom rsi rvs saw sbb sbo scp seh ser
    smart soa svb swot szw tbs tno uwv vavo vbo vca vmbo vng vo vog vso vve vvt vwnw vwo vws wajong wao wia wkb
    wlz wmo wob woo woz wozo wsw wtz wvggz wvp wwb zmlk zrm zvw zzp""".split()
)
"""Abbreviations of care, government, school and housing; in capitals they are no name, also where a name is spelt so.

What is a usual given name too (``EVA``, ``ELLA``) is left out: what may be somebody is taken for somebody.
"""
