"""``praktijkkennis experiment compare|tidy``, and how a reproduction is told: what is done with results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import DONE, counted, say, status
from praktijkkennis.cli.dutch import DutchCommand
from praktijkkennis.errors import ExperimentError, OutputPathError

if TYPE_CHECKING:
    from praktijkkennis.experiment import ExperimentResult, Reproduction

Runs = Annotated[Path, typer.Option("--runs", metavar="MAP", help="Map voor de uitkomsten.")]

SHOWN = 12
"""How many figures that are not the same are told when not all are asked for."""


def register(app: typer.Typer) -> None:
    """Add the commands to the group ``experiment``."""
    app.command(cls=DutchCommand)(compare)
    app.command(cls=DutchCommand)(tidy)


def compare(
    first: Annotated[
        list[Path],
        typer.Argument(
            metavar="PROEF",
            help="Proeven (TOML) die al gedraaid zijn, of mappen met uitkomsten; zijn er meer, dan telt de nieuwste.",
        ),
    ],
    runs: Runs = Path("runs"),
    measures: Annotated[
        list[str] | None,
        typer.Option("--maat", metavar="NAAM", help="Wat te tonen, het belangrijkste eerst (mag vaker)."),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--tegen",
            metavar="VARIANT",
            help="Waarmee de andere worden vergeleken; anders de eerste. Of AS=WAARDE: elke variant tegen die met deze "
            "waarde en verder hetzelfde, bijvoorbeeld tagger=terms.",
        ),
    ] = None,
    english: Annotated[bool, typer.Option("--engels", help="Tabel en figuur in het Engels, voor een artikel.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="MAP", help="Schrijf vergelijking.md, .tex, .csv en .svg in deze map."),
    ] = None,
) -> int:
    """Zet proeven naast elkaar: met intervallen, verschil met de eerste, en of dat toeval kan zijn.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis experiment run voorbeeld/proef.toml

    praktijkkennis experiment compare voorbeeld/proef.toml --out vergelijking
    """
    from praktijkkennis.exchange.files import replace_file
    from praktijkkennis.experiment import compare as side_by_side

    if out is not None and out.exists() and not out.is_dir():
        raise OutputPathError(f"'{out}' is een bestand, geen map. Geef met --out een map op.")
    results = [_finished(path, runs) for path in first]
    settings = results[0].manifest["settings"]["shared"]
    with status("Vergelijken ..."):
        comparison = side_by_side(
            results,
            measures=measures or (),
            baseline=baseline,
            n_resamples=settings["metrics.resamples"],
            n_trials=settings["metrics.trials"],
        )
    print(comparison.table(english).to_text(), end="")
    if out is not None:
        table = comparison.table(english)
        for name, content in {
            "vergelijking.md": table.to_markdown(),
            "vergelijking.tex": table.to_latex(),
            "vergelijking.csv": comparison.to_csv(),
            "vergelijking.svg": comparison.figure(english),
        }.items():
            replace_file(out / name, content.encode("utf-8"))
        say(f"Geschreven in {out}.")
    return DONE


def print_reproduction(found: Reproduction, every: bool) -> None:
    """Tell how a second run relates to what was recorded; with ``every`` all figures that are not the same."""
    from praktijkkennis.experiment.measures import name_of

    room = f"{found.tolerance:g}".replace(".", ",")
    within = f"binnen de grenzen (maten {room}, aantallen 1 of een kwart)"
    others = f"verschillen, maar {within}" if found.deviations else "zijn gelijk"
    verdicts = {
        "gelijk": "alle cijfers zijn gelijk.",
        "binnen de grenzen": f"de cijfers verschillen, maar {within}.",
        "anders": "de cijfers zijn anders.",
        "onvolledig": f"niet alle varianten konden draaien; de cijfers van de andere {others}.",
    }
    if found.missing and not found.result.variants:
        verdicts["onvolledig"] = "geen enkele variant kon draaien, dus er is niets vergeleken."
    print(f"{found.name}: {verdicts[found.verdict]}")
    for label, why in found.missing.items():
        print(f"  niet gedraaid: {label} ({why})")
    wrong = sorted(found.deviations, key=lambda one: one.within)
    shown = wrong if every else wrong[:SHOWN]
    for one in shown:
        bound, _, end = one.measure.rpartition("_")
        name = (
            f"{name_of(bound)} ({'onder' if end == 'low' else 'boven'}grens)"
            if end in ("low", "high")
            else name_of(one.measure)
        )
        old, new, by = (
            f"{value:.6f}".replace(".", ",") for value in (one.recorded, one.found, one.found - one.recorded)
        )
        print(f"  {one.variant}: {name} was {old}, is {new} (verschil {by})")
    if hidden := len(wrong) - len(shown):
        print(f"  ... en nog {counted(hidden, 'cijfer', 'cijfers')} (met --alles staan ze er alle)")
    if found.other_predictions:
        print(f"  andere voorspellingen: {', '.join(found.other_predictions)}")
    if found.causes:
        print("  wat er anders is dan toen het werd vastgelegd:")
        for cause in found.causes:
            print(f"    - {cause}")
    elif found.verdict == "anders":
        print("  invoer, modellen, instellingen, code, versies en computer zijn dezelfde.")


def tidy(
    runs: Runs = Path("runs"),
    room: Annotated[
        float,
        typer.Option(
            "--ruimte", metavar="GB", min=0, help="Zoveel tussenstappen mogen blijven, die het laatst zijn gebruikt."
        ),
    ] = 0.0,
    keep: Annotated[
        int | None,
        typer.Option(
            "--uitkomsten", metavar="AANTAL", min=0, help="Bewaar van elke proef zoveel uitkomsten; anders alle."
        ),
    ] = None,
    only_look: Annotated[
        bool, typer.Option("--alleen-kijken", help="Verwijder niets, zeg alleen wat er weg kan.")
    ] = False,
) -> int:
    """Ruim op wat proeven onthouden: tussenstappen, en uitkomsten waar nieuwere van zijn.

    Wat weg is, rekent een volgende proef opnieuw uit. Doe het niet terwijl er een proef draait.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis experiment run voorbeeld/proef.toml

    praktijkkennis experiment tidy --ruimte 2 --uitkomsten 3
    """
    from praktijkkennis.experiment import tidy as made_tidy

    if not runs.is_dir():
        raise ExperimentError(f"De map '{runs}' bestaat niet. Geef met --runs de map van de uitkomsten.")
    found = made_tidy(runs, max_bytes=round(room * 1e9), keep_results=keep, only_look=only_look)
    verb = "Te verwijderen" if only_look else "Verwijderd"
    stages = counted(found.n_stages, "tussenstap", "tussenstappen")
    results = counted(len(found.results), "uitkomst", "uitkomsten")
    say(f"{verb}: {stages} ({_megabytes(found.stage_bytes)}) en {results} ({_megabytes(found.result_bytes)}).")
    say(f"Aan tussenstappen blijft {_megabytes(found.left_bytes)}.")
    return DONE


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def _finished(path: Path, runs: Path) -> ExperimentResult:
    """Give a result that is there already: the one that fits, or else the newest, and say so."""
    from praktijkkennis.experiment import read_description, read_result
    from praktijkkennis.experiment.results import is_complete
    from praktijkkennis.experiment.running import finished_result, newest_result

    if path.is_dir():
        if is_complete(path):
            return read_result(path)
        result = newest_result(path)
        if result is None:
            raise ExperimentError(f"In '{path}' staat geen uitkomst van een proef.")
        say(f"Van de uitkomsten in '{path}' telt de nieuwste: {_place(result)}.")
        return result
    described = read_description(path)
    result = finished_result(described, runs)
    if result is None:
        result = newest_result(runs / described.name)
        if result is None:
            raise ExperimentError(f"'{path}' is nog niet gedraaid. Doe dat met: praktijkkennis experiment run {path}")
        say(
            f"'{path}' is nog niet gedraaid zoals het er nu staat: teksten, modellen, code of instellingen zijn "
            f"veranderd. De nieuwste uitkomst telt: {_place(result)}."
        )
    return result


def _place(result: ExperimentResult) -> str:
    return "" if result.folder is None else result.folder.name
