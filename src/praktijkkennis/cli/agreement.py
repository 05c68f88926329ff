"""``praktijkkennis agreement``: how far people who coded the same texts agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import DONE, counted, say, status
from praktijkkennis.cli.evaluate import UnitsFile, figure, theme_names, with_interval
from praktijkkennis.cli.options import CodebookFile

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.evaluation import RatedUnits

_HALF_WIDTH = 0.1
_EXPECTED = 0.8
_EVERY = "alle thema's"


def agreement(
    coded: Annotated[
        list[Path],
        typer.Argument(
            metavar="GECODEERD",
            help="Tabellen met codes (één per codeur, of met een kolom coder) of per zin gecodeerde documenten.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="MAP", help="Map voor de tabellen met cijfers en verschillen.")
    ] = None,
    codebook: CodebookFile = None,
    units: UnitsFile = None,
) -> int:
    """Meet hoe eens codeurs het zijn, en laat zien waar ze verschillen.

    In MAP komen: overeenstemming.csv (per thema en paar codeurs), overeenstemming-passages.csv (waar passages beginnen
    en eindigen), verschillen.html en .csv (de zinnen waarover ze verschillen, om te bespreken en om te tellen) en
    dubbel-coderen.csv (hoeveel zinnen er dubbel gecodeerd moeten worden).

    Voorbeeld: praktijkkennis agreement corpora/codering/b1.jsonl --out build/overeenstemming
    """
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.evaluation import agreement_table, disagreements, double_coding_advice, rated_by, span_agreement
    from praktijkkennis.evaluation.matching import lost_remark, settle
    from praktijkkennis.exchange.coded import read_coding
    from praktijkkennis.exchange.files import check_folder

    if out is not None:
        check_folder(out)
    book = load_codebook(codebook)
    with status("Vergelijken ..."):
        coding = read_coding(coded, units=units, names=theme_names(book))
        names = theme_names(book) if codebook or set(coding.codes["theme"]) & set(book.keys) else {}
        rated = rated_by(coding, names=names)
        table = agreement_table(rated)
        differing = disagreements(rated)
        advice = double_coding_advice(
            rated.prevalences,
            units_per_document=len(rated.units) / rated.n_documents,
            half_width=_HALF_WIDTH,
            agreement=_EXPECTED,
        )
    if coding.units is None:
        say("Let op: alleen de gecodeerde passages zijn bekend; zinnen die niemand codeerde, tellen niet mee.")
    for remark in lost_remark(settle(coding).lost, "mensen"):
        say(f"Let op: {remark}")
    _print(rated, table, len(differing), advice)
    if out is not None:
        from praktijkkennis.exchange.files import write_table
        from praktijkkennis.notebook import show

        write_table(table.round(4), out / "overeenstemming.csv")
        if (coding.codes["start"] >= 0).all():
            write_table(span_agreement(coding, themes=rated.themes).round(4), out / "overeenstemming-passages.csv")
        write_table(differing, out / "verschillen.csv")
        show(rated, codebook=book).write(out / "verschillen.html", "Waar codeurs verschillen")
        write_table(advice.round(4), out / "dubbel-coderen.csv")
        say(f"De tabellen staan in {out}; om te bespreken: {out / 'verschillen.html'}")
    return DONE


def _print(rated: RatedUnits, table: DataFrame, n_differing: int, advice: DataFrame) -> None:
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
    print(f"\n{counted(n_differing, 'zin', 'zinnen')} met verschil (thema of houding).")
    if len(advice):
        most = advice.iloc[0]
        print(
            f"Om bij elk thema een alfa van {figure(_EXPECTED)} op {figure(_HALF_WIDTH)} na te kennen, zijn ongeveer "
            f"{int(most['n_units'])} dubbel gecodeerde zinnen nodig (zeldzaamste thema: {most['theme']})."
        )
