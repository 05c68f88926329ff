"""``praktijkkennis evaluate``: hold the codes of the machine against those of people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import DONE, counted, say, status
from praktijkkennis.cli.jobs import settings_from
from praktijkkennis.cli.options import CodebookFile, EmbedderName, PipelineName
from praktijkkennis.cli.train import Strictness, TaggerFolder, codebook_of, with_tagger
from praktijkkennis.errors import CodingError

if TYPE_CHECKING:
    from praktijkkennis.codebook import Codebook
    from praktijkkennis.evaluation import Evaluation, TrustCard

UnitsFile = Annotated[
    Path | None,
    typer.Option(
        "--units",
        metavar="BESTAND",
        help="Tabel met alle zinnen (document_id, start, end), ook die zonder code; 'tag --threshold 0' geeft er een.",
    ),
]
_TOTALS = {"macro": "gemiddeld", "macro_core": "gemiddeld, kernthema's", "micro": "alle codes samen"}


def evaluate(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="BESTAND",
            help="Eerst de codes van de machine: de tabel die 'tag' schrijft. Dan de codes van mensen: een tabel (ook "
            ".xlsx), een project (.qdpx) of per zin gecodeerde documenten. Met alleen dat laatste codeert de machine "
            "de teksten zelf.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="MAP", help="Map voor de beoordeling en de tabellen.")
    ] = None,
    codebook: CodebookFile = None,
    tagger: TaggerFolder = None,
    pipeline: PipelineName = None,
    embedder: EmbedderName = None,
    units: UnitsFile = None,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAAM", help="Alleen de codes van deze mens tellen; anders de meerderheid."),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold", metavar="GETAL", min=0.0, max=1.0, help="Codes met een lagere score tellen niet mee."
        ),
    ] = None,
    strictness: Strictness = None,
) -> int:
    """Vergelijk de codes van de machine met die van mensen: wat klopt, wat is gemist, wat is te vertrouwen.

    In MAP komen: beoordeling.html (om te lezen), beoordeling.csv en .json, verwarring.csv (welke thema's door elkaar
    lopen), missers.csv (elke misser en elk vals alarm, met de zin) en verschillen.html (zin voor zin wat de machine en
    elke mens gaven).

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis tag voorbeeld/gecodeerd.jsonl --out codes.csv

    praktijkkennis evaluate codes.csv voorbeeld/gecodeerd.jsonl --out beoordeling

    Of in één keer, zonder tabel: een codeur die 'train' leerde (--tagger), een eigen codeboek (--codebook) of het
    ingebouwde. Elke score telt dan mee bij de vraag of de scores kloppen. Een codeur is alleen eerlijk te beoordelen
    op teksten waarvan hij niet leerde.

    praktijkkennis evaluate voorbeeld/horeca-gecodeerd.jsonl --codebook voorbeeld/horeca-codeboek.toml

    Met --strictness zie je wat strenger of ruimer coderen doet met 'klopt' en 'gevonden'; dezelfde keuze bij 'tag'
    geeft dan die codes.

    praktijkkennis evaluate voorbeeld/gecodeerd.jsonl --strictness streng
    """
    from praktijkkennis.cli.machine_reading import read_by_machine
    from praktijkkennis.evaluation import evaluate as judge
    from praktijkkennis.evaluation import trust_cards
    from praktijkkennis.exchange.coded import is_coded_by_sentence, read_codes, read_coding
    from praktijkkennis.exchange.files import check_folder

    if out is not None:
        check_folder(out)
    *predicted, coded = files
    _check_call(predicted, coded, tagger, pipeline, embedder, strictness)
    settings = settings_from(None, codebook, None, pipeline, embedder, None)
    settings = with_tagger(settings, tagger, strictness, threshold)
    book = codebook_of(settings)
    if predicted and is_coded_by_sentence(predicted[0]):
        raise CodingError(f"'{predicted[0].name}' bevat codes van mensen. Geef eerst de tabel van de machine op.")
    coding = read_coding([coded], units=units, names=theme_names(book))
    names = theme_names(book) if codebook or tagger or set(coding.codes["theme"]) & set(book.keys) else {}
    limits: float | Mapping[str, float] | None = threshold
    if predicted:
        given = read_codes(predicted[0])
    else:
        reading = read_by_machine(coding, book, settings)
        given, coding = reading.codes, reading.coding
        limits = reading.thresholds if threshold is None else threshold
    with status("Vergelijken ..."):
        evaluation = judge(
            given,
            coding,
            names=names,
            core=[theme.key for theme in book.themes if theme.core] if names else (),
            coder=coder,
            threshold=limits,
        )
    cards = trust_cards(evaluation, names)
    for remark in coding.remarks:
        say(f"Let op: {remark}")
    _print(evaluation, cards)
    if out is not None:
        from praktijkkennis.notebook import show
        from praktijkkennis.report.evaluation import write_evaluation

        write_evaluation(evaluation, out, names)
        differing = show(evaluation.rated, codebook=book)
        differing.write(out / "verschillen.html", "Waar de machine en mensen verschillen")
        say(f"Open de beoordeling: {out / 'beoordeling.html'}")
    return DONE


def _check_call(
    predicted: list[Path],
    coded: Path,
    tagger: Path | None,
    pipeline: str | None,
    embedder: str | None,
    strictness: str | None,
) -> None:
    """Check that the call says once where the codes of the machine come from."""
    if len(predicted) > 1:
        raise CodingError("Geef hoogstens twee bestanden: de tabel van de machine en de codes van mensen.")
    if predicted and (tagger or pipeline or embedder):
        option = "--tagger" if tagger else "--pipeline" if pipeline else "--embedder"
        raise CodingError(
            f"Geef een tabel van de machine of {option}, niet allebei. Laat '{predicted[0].name}' weg; dan codeert de "
            f"machine de teksten in '{coded.name}' zelf."
        )
    if predicted and strictness is not None:
        raise CodingError(
            f"--strictness werkt niet bij een tabel: welke codes in '{predicted[0].name}' staan, is al gekozen. Geef "
            f"--strictness bij 'praktijkkennis tag', of laat de tabel weg; dan codeert de machine de teksten in "
            f"'{coded.name}' zelf."
        )


def theme_names(book: Codebook) -> dict[str, str]:
    """Names of the themes by key."""
    return {theme.key: theme.name for theme in book.themes}


def figure(value: float) -> str:
    """Write a figure of 0..1 with a comma, or a dash when it is not known."""
    # Adding zero makes of -0.0, which rounding can leave, an ordinary zero.
    return "-" if math.isnan(value) else f"{round(value, 2) + 0.0:.2f}".replace(".", ",")


def with_interval(value: float, low: float, high: float) -> str:
    """Write a figure with its interval behind it."""
    return figure(value) if math.isnan(low) else f"{figure(value)} ({figure(low)} tot {figure(high)})"


def _print(evaluation: Evaluation, cards: tuple[TrustCard, ...]) -> None:
    for remark in evaluation.remarks:
        say(f"Let op: {remark}")
    what = ("zin", "zinnen") if evaluation.matching.all_sentences else ("gecodeerde passage", "gecodeerde passages")
    people = ", ".join(evaluation.rated.coders[1:])
    print(
        f"{counted(evaluation.n_units, *what)} uit {counted(evaluation.n_documents, 'document', 'documenten')}; "
        f"machine: {evaluation.rated.coders[0]}; mensen: {people}.\n"
    )
    rows = evaluation.scores.to_dict(orient="records")
    width = max(len(str(row["theme"])) for row in rows)
    width = max(width, *map(len, _TOTALS.values()))
    print(f"{'thema':{width}}  mens machine klopt gevonden  F1                    alfa                  oordeel")
    levels = {card.theme: f"{card.level}{' (onzeker)' if card.uncertain else ''}" for card in cards}
    for row in rows:
        if row["level"] == "macro":
            print()
        name = row["theme"] if row["level"] == "theme" else _TOTALS[row["level"]]
        f1 = with_interval(row["f1"], row["f1_low"], row["f1_high"])
        alpha = with_interval(row["alpha"], row["alpha_low"], row["alpha_high"])
        line = (
            f"{name:{width}} {row['n_coded']:5d} {row['n_predicted']:7d} {figure(row['precision']):>5} "
            f"{figure(row['recall']):>8}  {f1:20}  {alpha:20}  {levels.get(row['theme'], '')}"
        )
        print(line.rstrip())
    total = rows[-1]
    if total["n_stances"]:
        print(
            f"\nHouding klopt bij {figure(total['stance_accuracy'])} van {total['n_stances']} goed gevonden codes "
            f"(macro-F1 {figure(total['stance_macro_f1'])})."
        )
    if not math.isnan(total["ece"]):
        print(f"De score zit er gemiddeld {figure(total['ece'])} naast.")
    print("klopt: deel van de codes van de machine dat klopt.")
    print("gevonden: deel van de codes van mensen dat de machine ook gaf.")
