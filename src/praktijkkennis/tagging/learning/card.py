"""The model card of a learned tagger, in Dutch: what it learned from, how well it does, what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from praktijkkennis.tagging.learning.learned import LearnedTagger
from praktijkkennis.tagging.learning.stances import ENOUGH_STANCES

_FEW = 20
"""With fewer codings of a theme its figures say little."""

_STARTS = {
    "codeboek": "het codeboek alleen: de termen, definities en voorbeelden",
    "ingebouwd": "de ingebouwde codeur van het programma",
    "codeur": "een codeur die eerder van coderingen leerde",
}


def model_card(tagger: LearnedTagger) -> str:
    """Write the card (Mitchell et al., 2019, *Model Cards for Model Reporting*).

    Parameters
    ----------
    tagger : LearnedTagger
        With its account.

    Returns
    -------
    str
        Markdown without a sentence of the coded texts.
    """
    account = tagger.account
    lines = [
        f"# Codeur voor het codeboek '{tagger.codebook.name}'",
        "",
        "Deze map hoort bij het programma praktijkkennis. Gebruik haar met `praktijkkennis tag BRON --tagger MAP` of",
        "`praktijkkennis extract BRON --tagger MAP`. De gecodeerde teksten zelf staan er niet in; het codeboek wel.",
        "",
        "## Waarvan hij leerde",
        "",
        *_learned_from(account),
        "",
        "## Hoe goed hij codeert",
        "",
        *_how_good(tagger),
        "",
        "## Hoe hij houdingen kiest",
        "",
        *_stances(tagger),
        "",
        "## Waarvoor hij geschikt is",
        "",
        *_meant_for(account),
        "",
        "## Waaraan hij vastzit",
        "",
        f"- Betekenismodel: {tagger.embedder} (sha256 `{tagger.embedder_checksum}`)",
        f"- Codeboek: {tagger.codebook.name} {tagger.codebook.version}".rstrip()
        + f" (sha256 `{tagger.codebook.checksum}`)",
        f"- Deze codeur: sha256 `{tagger.checksum}`",
        "",
    ]
    return "\n".join(lines)


def _learned_from(account: Mapping[str, Any]) -> list[str]:
    whole, every = account["whole_documents"], account["documents"]
    lines = [
        f"- Begonnen met {_STARTS[account['started_from']]}.",
        f"- {account['codes']} coderingen op {account['sentences']} zinnen uit {every} "
        f"{'document' if every == 1 else 'documenten'}, van {account['coders']} "
        f"{'codeur' if account['coders'] == 1 else 'codeurs'}.",
    ]
    if whole == every:
        lines.append("- Alle documenten zijn in hun geheel gecodeerd: een zin zonder code telt als zin zonder thema.")
    elif whole:
        lines.append(f"- {whole} daarvan zijn in hun geheel gecodeerd; van de andere tellen alleen de genoemde zinnen.")
    else:
        lines.append("- Het zijn losse zinnen. Hoe vaak een thema voorkomt, kon hij daaruit niet leren.")
    if account["kinds"]:
        kinds = ", ".join(f"{kind} ({number})" for kind, number in account["kinds"].items())
        lines.append(f"- Soorten tekst: {kinds}.")
    return lines


def _how_good(tagger: LearnedTagger) -> list[str]:
    account = tagger.account
    lines = []
    if account["judged"]:
        lines += [
            "Gemeten met kruisvalidatie: elk document is gecodeerd door een codeur die dat document niet had gezien.",
            "*klopt*: deel van zijn codes dat klopt (precisie). *gevonden*: deel van de codes van mensen dat hij ook",
            "geeft (recall). *eerst*: de F1 van de codeur waarmee het leren begon.",
            "",
        ]
        if not account["whole_documents"]:
            lines += [
                "Let op: alleen losse zinnen zijn bekend. Op hele documenten klopt een kleiner deel van de codes",
                "dan hier staat.",
                "",
            ]
    else:
        lines += ["Er was maar één document, dus er kon niets apart worden gehouden om mee te meten.", ""]
    lines += [
        "| thema | coderingen | documenten | klopt | gevonden | F1 | eerst | drempel |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for theme in tagger.codebook.themes:
        row = account["themes"][theme.key]
        after, before = row.get("after", {}), row.get("before", {})
        cells = [after.get("precision"), after.get("recall"), after.get("f1"), before.get("f1"), row["threshold"]]
        numbers = " | ".join(number(cell) for cell in cells)
        name = theme.name.replace("|", r"\|")
        lines.append(f"| {name} | {row['codes']} | {row['documents']} | {numbers} |")
    if account["judged"]:
        averages = (
            f"| **gemiddeld** | | | | | {number(account['macro_f1_after'])} | {number(account['macro_f1_before'])} | |"
        )
        lines += [averages, "", "Met `--strictness` is te kiezen tussen veel vinden en zeker zijn:", ""]
        lines += ["| strengheid | klopt | gevonden |", "|---:|---:|---:|"]
        for row in account["strictness"]:
            cells = [row["strictness"], row["precision"], row["recall"]]
            lines.append(f"| {' | '.join(number(cell) for cell in cells)} |")
    return lines


def _stances(tagger: LearnedTagger) -> list[str]:
    """Tell where the stances come from; a tagger of before says nothing of them."""
    told = tagger.account.get("stances", {"codes": 0, "learned": False, "macro_f1_after": None})
    codes = f"{told['codes']} {'codering' if told['codes'] == 1 else 'coderingen'} met een houding"
    first, then = number(told.get("macro_f1_before")), number(told["macro_f1_after"])
    if told["learned"]:
        return [
            f"De houding (versterkend, belemmerend of neutraal) leerde hij van {codes}. Op documenten",
            f"die hij niet had gezien is de F1 van de houdingen gemiddeld {then}; eerst was dat {first}.",
        ]
    lines = ["De houding (versterkend, belemmerend of neutraal) kiest hij zoals de codeur waarmee het leren begon."]
    if told["macro_f1_after"] is not None:
        lines.append(f"Leren van {codes} hielp niet op documenten die hij niet had gezien (F1 {then}, eerst {first}).")
    elif 0 < told["codes"] < ENOUGH_STANCES:
        lines.append(f"Er waren {codes}; hij leert er pas van vanaf {ENOUGH_STANCES}.")
    return lines


def _meant_for(account: Mapping[str, Any]) -> list[str]:
    few = [theme for theme, row in account["themes"].items() if row["codes"] < _FEW]
    lines = ["- Voor Nederlandse teksten die lijken op de teksten waarvan hij leerde: dezelfde soort, dezelfde sector."]
    if few:
        lines.append(f"- Minder dan {_FEW} coderingen, dus cijfers om voorzichtig te lezen: {', '.join(few)}.")
    lines += [
        "- Lees gecodeerde zinnen na voordat ze worden aangehaald: een machine begrijpt geen ironie.",
        "- Niet om mensen te beoordelen.",
    ]
    return lines


def number(value: float | None) -> str:
    """Write a figure with a comma, or a dash when it is not known."""
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
