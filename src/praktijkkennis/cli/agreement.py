"""``praktijkkennis agreement``: how far people who coded the same texts agree."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from praktijkkennis.cli.console import DONE, counted, say, status
from praktijkkennis.cli.evaluate import UnitsFile, figure, theme_names, with_interval
from praktijkkennis.cli.options import CodebookFile
from praktijkkennis.errors import CodingError

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.codebook import Codebook
    from praktijkkennis.evaluation import Coding, RatedUnits

_EVERY = "alle thema's"


def agreement(
    coded: Annotated[
        list[Path],
        typer.Argument(
            metavar="GECODEERD",
            help="Tabellen met codes (één per codeur, of met een kolom coder; ook die van 'tag'), projecten (.qdpx) of "
            "per zin gecodeerde documenten; ook samen.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="MAP", help="Map voor de tabellen met cijfers en verschillen.")
    ] = None,
    codebook: CodebookFile = None,
    units: UnitsFile = None,
    expected: Annotated[
        float,
        typer.Option(
            "--expected",
            metavar="GETAL",
            min=0.0,
            max=1.0,
            help="Welke alfa je verwacht, voor het aantal zinnen dat dubbel gecodeerd moet worden.",
        ),
    ] = 0.8,
    margin: Annotated[
        float,
        typer.Option(
            "--margin",
            metavar="GETAL",
            min=0.0,
            max=1.0,
            help="Hoe ver die alfa er naast mag zitten.",
        ),
    ] = 0.1,
) -> int:
    """Meet hoe eens codeurs het zijn, en laat zien waar ze verschillen.

    In MAP komen: overeenstemming.csv (per thema en paar codeurs), overeenstemming-houding.csv (of ze een thema dat ze
    allebei zagen dezelfde houding gaven), overeenstemming-zinnen.csv (alle thema's van een zin samen) en
    verschillen.html en .csv (de zinnen waarover ze verschillen, om te bespreken en om te tellen). Hebben alle codes een
    plaats, dan ook overeenstemming-passages.csv (waar passages beginnen en eindigen). Zijn alle zinnen bekend, ook die
    zonder code, dan ook dubbel-coderen.csv (hoeveel zinnen er dubbel gecodeerd moeten worden).

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis agreement voorbeeld/gecodeerd.jsonl --out overeenstemming

    Met de machine als extra codeur, na: praktijkkennis tag voorbeeld/gecodeerd.jsonl --out codes.csv

    praktijkkennis agreement voorbeeld/gecodeerd.jsonl codes.csv --out overeenstemming
    """
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.evaluation import agreement_table, disagreements, rated_by, set_agreement, stance_agreement
    from praktijkkennis.evaluation.matching import lost_remark, settle
    from praktijkkennis.exchange.coded import read_coding
    from praktijkkennis.exchange.files import check_folder

    if not 0 < margin < expected < 1:
        raise CodingError("Geef een --expected tussen 0 en 1, en een --margin die kleiner is, maar groter dan 0.")
    if out is not None:
        check_folder(out)
    book = load_codebook(codebook)
    with status("Vergelijken ..."):
        coding = read_coding(coded, units=units, names=theme_names(book))
        names = theme_names(book) if codebook or set(coding.codes["theme"]) & set(book.keys) else {}
        rated = rated_by(coding, names=names)
        table = agreement_table(rated)
        stances, sets = stance_agreement(rated), set_agreement(rated)
        differing = disagreements(rated)
        advice = None if coding.units is None else _advice(_of_people(coding, rated, names), expected, margin)
    for remark in coding.remarks:
        say(f"Let op: {remark}")
    if coding.units is None:
        say("Let op: alleen de gecodeerde passages zijn bekend; zinnen die niemand codeerde, tellen niet mee.")
    if remark := table["remark"].iloc[-1]:
        say(f"Let op: {remark}.")
    for remark in lost_remark(settle(coding).lost, "mensen"):
        say(f"Let op: {remark}")
    _print(rated, table)
    _print_beyond_themes(stances, sets)
    print(f"\n{counted(len(differing), 'zin', 'zinnen')} met verschil (thema of houding).")
    if advice is None:
        print("Hoeveel zinnen dubbel gecodeerd moeten worden, is zo niet te zeggen: geef alle zinnen op met --units.")
    elif len(advice):
        _print_advice(advice, expected, margin)
    if out is not None:
        tables = {
            "overeenstemming": table,
            "overeenstemming-houding": stances,
            "overeenstemming-zinnen": sets,
            "verschillen": differing,
            "dubbel-coderen": advice,
        }
        _write(out, coding, rated, tables, book)
        say(f"De tabellen staan in {out}; om te bespreken: {out / 'verschillen.html'}")
    return DONE


def _of_people(coding: Coding, rated: RatedUnits, names: dict[str, str]) -> RatedUnits:
    """Leave the machine out, which codes nothing twice; where fewer than two people are left, it stays."""
    from praktijkkennis.evaluation import rated_by
    from praktijkkennis.exchange.codings.result import MACHINE

    people = [one for one in rated.coders if one != MACHINE]
    both_read = any(len(set(people) & set(readers)) > 1 for readers in coding.seen.values())
    return rated_by(coding, names=names, coders=people) if both_read and len(people) < len(rated.coders) else rated


def _advice(rated: RatedUnits, expected: float, margin: float) -> DataFrame:
    from praktijkkennis.evaluation import agreement_design_effect, double_coding_advice

    effect = agreement_design_effect(rated)
    return double_coding_advice(
        rated.prevalences,
        units_per_document=len(rated.units) / rated.n_documents,
        half_width=margin,
        agreement=expected,
        design_effect=1.0 if math.isnan(effect) else effect,
    )


def _write(
    out: Path, coding: Coding, rated: RatedUnits, tables: dict[str, DataFrame | None], codebook: Codebook
) -> None:
    from praktijkkennis.evaluation import span_agreement
    from praktijkkennis.evaluation.matching import settle
    from praktijkkennis.exchange.files import remove_file, write_table
    from praktijkkennis.notebook import show

    n_apart = int(settle(coding).rows["apart"].sum())
    passages = None if n_apart else span_agreement(coding, themes=rated.themes)
    for name, table in (tables | {"overeenstemming-passages": passages}).items():
        if table is None:
            # One of an earlier run would be taken for what these files give.
            remove_file(out / f"{name}.csv")
        else:
            write_table(table.round(4), out / f"{name}.csv")
    show(rated, codebook=codebook).write(out / "verschillen.html", "Waar codeurs verschillen")
    if n_apart:
        have = "1 code heeft" if n_apart == 1 else f"{n_apart} codes hebben"
        say(f"overeenstemming-passages.csv is er niet bij: {have} geen begin en eind.")


def _print(rated: RatedUnits, table: DataFrame) -> None:
    n_units, n_documents = len(rated.units), rated.n_documents
    print(
        f"{counted(n_units, 'zin', 'zinnen')} uit {counted(n_documents, 'document', 'documenten')}; "
        f"codeurs: {', '.join(rated.coders)}.\n"
    )
    together = table["coders"].iloc[-1]
    rows = table[table["coders"] == together].to_dict(orient="records")
    pair = len(rated.coders) == 2
    width = max(len(_EVERY), *(len(str(row["theme"])) for row in rows))
    print(f"{'thema':{width}} zinnen  alfa                  {'kappa  AC1   F1' if pair else 'Fleiss AC1'}")
    for row in rows:
        if not row["theme"]:
            print()
        alpha = with_interval(row["alpha"], row["alpha_low"], row["alpha_high"])
        kappa = figure(row["kappa"] if pair else row["fleiss"])
        line = f"{row['theme'] or _EVERY:{width}} {row['n_coded']:6d}  {alpha:20}  {kappa:6} {figure(row['ac1']):5}"
        print(f"{line} {figure(row['f1'])}" if pair else line.rstrip())
    if n_unused := sum(not row["n_coded"] for row in rows if row["theme"]):
        what = counted(n_unused, "thema dat niemand gaf, telt", "thema's die niemand gaf, tellen")
        print(f"\nBij '{_EVERY}' telt alleen mee wat iemand gaf; {what} niet.")


def _print_beyond_themes(stances: DataFrame, sets: DataFrame) -> None:
    """Tell of all coders together how far they agree on stances, and on all themes of a sentence at once."""
    stance, whole = (table.iloc[-1].to_dict() for table in (stances, sets))
    print(f"\nHouding, waar ze hetzelfde thema gaven ({int(stance['n_coded'])} keer):")
    if stance["n_coded"]:
        print(f"  alfa {_figure_of(stance, 'alpha')}")
        print(f"  alfa op volgorde (belemmerend, neutraal, versterkend) {_figure_of(stance, 'ordinal_alpha')}")
        if stance["remark"] and not whole["remark"]:
            print(f"  {stance['remark']}")
    else:
        print("  niet te meten: nergens gaven twee codeurs aan hetzelfde thema een houding.")
    print(f"Alle thema's van een zin samen ({counted(int(whole['n_units']), 'zin', 'zinnen')}):")
    print(f"  alfa met MASI {_figure_of(whole, 'masi')}")
    print(f"  alfa met Jaccard {_figure_of(whole, 'jaccard')}")


def _figure_of(row: dict[Any, Any], name: str) -> str:
    return with_interval(row[name], row[f"{name}_low"], row[f"{name}_high"])


def _print_advice(advice: DataFrame, expected: float, margin: float) -> None:
    most = advice.iloc[0]
    effect = float(most["design_effect"])
    print(
        f"Om bij elk thema een alfa van {figure(expected)} op {figure(margin)} na te kennen, zijn ongeveer "
        f"{int(most['n_units'])} dubbel gecodeerde zinnen nodig (zeldzaamste thema: {most['theme']})."
    )
    if effect > 1:
        print(f"Zinnen uit één document lijken op elkaar; daarom is gerekend met {figure(effect)} keer zoveel zinnen.")
    else:
        print("Dat is het minste: lijken zinnen uit één document op elkaar, dan zijn er meer nodig.")
