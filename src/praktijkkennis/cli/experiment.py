"""``praktijkkennis experiment``: run experiments, run them again, hold them against each other."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli import experiment_results
from praktijkkennis.cli.console import DONE, FAILED, SOME_FAILED, counted, progress_bar, say
from praktijkkennis.cli.dutch import DutchCommand, DutchGroup
from praktijkkennis.cli.experiment_results import SHOWN, Runs, print_reproduction
from praktijkkennis.errors import PraktijkkennisError

if TYPE_CHECKING:
    from praktijkkennis.experiment import Description, ExperimentResult, Reproduction

app = typer.Typer(
    cls=DutchGroup,
    help="Draai proeven die iedereen kan herhalen, en vergelijk ze.",
    no_args_is_help=True,
)

_DIFFERENT = 4
"""Exit code of figures that are other than those recorded: no other command ends in it, nor does any error."""


class Kind(StrEnum):
    """What an experiment is about."""

    TAGGING = "tagging"
    TOPICS = "topics"
    INSIGHTS = "insights"
    PIPELINE = "pipeline"


Configs = Annotated[
    list[Path],
    typer.Argument(metavar="PROEF", help="Beschrijving van een proef (TOML), of een map met beschrijvingen."),
]


@app.command(cls=DutchCommand)
def new(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="De nieuwe beschrijving (.toml).")],
    corpus: Annotated[list[Path], typer.Option("--corpus", metavar="BESTAND", help="Gecodeerde teksten (mag vaker).")],
    kind: Annotated[
        Kind, typer.Option("--soort", metavar="SOORT", help="Waarover: tagging, topics, insights of pipeline.")
    ] = Kind.TAGGING,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", metavar="BESTAND", help="Eigen codeboek (TOML) bij die teksten.")
    ] = None,
) -> int:
    """Begin een proef: schrijf een beschrijving met uitleg, die zo al draait.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis experiment new proef.toml --corpus voorbeeld/horeca-gecodeerd.jsonl
    --codebook voorbeeld/horeca-codeboek.toml
    """
    from praktijkkennis.experiment import new_experiment

    described = new_experiment(file, kind.value, corpus, codebook)
    say(f"{file} heeft {counted(len(described.variants), 'variant', 'varianten')}.")
    say(f"Draai de proef met: praktijkkennis experiment run {file}")
    return DONE


@app.command(cls=DutchCommand)
def run(
    configs: Configs,
    runs: Runs = Path("runs"),
    record: Annotated[
        bool,
        typer.Option(
            "--vastleggen", help="Reken vanaf niets en leg de uitkomst vast in NAAM.lock.json naast de beschrijving."
        ),
    ] = False,
    again: Annotated[bool, typer.Option("--opnieuw", help="Draai ook als de uitkomst er al is.")] = False,
    forget: Annotated[
        bool, typer.Option("--zonder-geheugen", help="Gebruik en bewaar geen tussenstappen van eerdere proeven.")
    ] = False,
    mlflow: Annotated[
        Path | None, typer.Option("--mlflow", metavar="MAP", help="Noteer de uitkomst ook in MLflow, als dat er is.")
    ] = None,
) -> int:
    """Draai proeven en bewaar de uitkomsten in runs/NAAM/CONTROLEGETAL.

    Daar komen: metrics.json, predictions.parquet, documents.parquet, manifest.json, duration.json, tabellen (table.md,
    .tex, .csv) en figure.svg. Wat al berekend is, wordt niet nog eens berekend; een afgebroken proef gaat verder waar
    zij was. Met --vastleggen wordt alles wel vanaf niets berekend, zodat wat is vastgelegd niet uit het geheugen komt.
    De uitkomst is 3 als een variant niet kon draaien, 1 als een proef is mislukt. Een proef die mislukt, houdt de
    andere niet tegen.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis experiment run voorbeeld/proef.toml
    """
    from praktijkkennis.experiment import run_experiment, write_lock
    from praktijkkennis.experiment.summaries import summary_table

    def run_one(described: Description) -> int:
        _tell_unused(described)
        with progress_bar() as progress:
            # What is recorded must come from the code and the models of now, and from nothing else.
            remember = not (forget or record)
            result = run_experiment(described, runs=runs, again=again, remember=remember, progress=progress)
        print(f"{described.first.title}\n\n{summary_table(result).to_text()}")
        say(f"Uitkomst: {result.folder}")
        if record:
            write_lock(result, described.lock_path)
            say(f"Vastgelegd: {described.lock_path}")
        if mlflow is not None:
            _note(result, mlflow)
        return SOME_FAILED if result.skipped else DONE

    return _worst(_each(_described(configs), run_one))


@app.command(cls=DutchCommand)
def reproduce(
    configs: Configs,
    exact: Annotated[
        bool,
        typer.Option(
            "--precies", help="Ook cijfers binnen de grenzen en andere voorspellingen tellen als anders (uitkomst 4)."
        ),
    ] = False,
    every: Annotated[
        bool, typer.Option("--alles", help=f"Noem elk cijfer dat anders is; anders de eerste {SHOWN}.")
    ] = False,
) -> int:
    """Draai proeven vanaf niets opnieuw en vergelijk met wat is vastgelegd.

    De uitkomst is 0 als de cijfers gelijk zijn (of, als alleen versies of de computer anders zijn, binnen de grenzen),
    4 als ze anders zijn (met --precies ook als alleen de voorspellingen anders zijn), 3 als een variant niet kon
    draaien, 1 als een proef is mislukt. Een proef die mislukt, houdt de andere niet tegen.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis experiment run voorbeeld/proef.toml --vastleggen

    praktijkkennis experiment reproduce voorbeeld/proef.toml
    """
    from praktijkkennis.experiment import read_lock
    from praktijkkennis.experiment import reproduce as run_again

    experiments = _described(configs)
    # All at once: that one was never recorded must not show after hours.
    for described in experiments:
        read_lock(described.lock_path)

    def reproduce_one(described: Description) -> int:
        with progress_bar() as progress:
            found = run_again(described, progress=progress)
        print_reproduction(found, every)
        return _code_of(found, exact)

    return _worst(_each(experiments, reproduce_one))


@app.command(cls=DutchCommand)
def table(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="BESTAND", help="Markdown met <!-- experiment:NAAM --> en <!-- /experiment -->."),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--proeven", metavar="MAP", help="Map met de beschrijvingen en wat is vastgelegd.")
    ] = Path("experiments"),
    check: Annotated[
        bool, typer.Option("--check", help="Schrijf niets; de uitkomst is 1 als iets niet meer klopt.")
    ] = False,
) -> int:
    """Maak de tabellen in README.md (of andere bestanden) van wat is vastgelegd.

    Achter NAAM mag staan: measures=macro_f1,recall, variants="een;ander", columns=AS (een raster als kruistabel),
    intervals=no en spread=yes (met de standaardafwijking over de zaden).

    Met --check wordt ook gekeken of wat is vastgelegd nog hoort bij de beschrijvingen, de teksten en de modellen. Wat
    met andere code is vastgelegd, wordt genoemd, maar is geen fout.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis experiment run voorbeeld/proef.toml --vastleggen

    praktijkkennis experiment table voorbeeld/verslag.md --proeven voorbeeld
    """
    from praktijkkennis.experiment.readme import fill_file

    wrong: list[str] = []
    for path in files or [Path("README.md")]:
        try:
            fresh = fill_file(path, folder, check=check)
        except PraktijkkennisError as error:
            if not check or not path.is_file():
                raise
            wrong.append(str(error))
            continue
        if not fresh and check:
            wrong.append(f"{path}: de tabellen kloppen niet meer.")
        elif not fresh:
            say(f"{path}: de tabellen zijn vernieuwd.")
    if not check:
        return DONE
    # All of it: the first that is wrong must not hide the rest.
    wrong.extend(_not_current(folder))
    for sentence in dict.fromkeys(wrong):
        say(sentence)
    return FAILED if wrong else DONE


experiment_results.register(app)


def _described(paths: list[Path]) -> list[Description]:
    """Read descriptions; of a folder those that it holds, whatever else lies there."""
    from praktijkkennis.experiment import read_description
    from praktijkkennis.experiment.folders import experiments_in

    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = experiments_in(path)
        found.extend(inside.descriptions)
        if inside.unknown:
            names = ", ".join(one.name for one in inside.unknown)
            say(f"Overgeslagen, want zonder 'kind' of 'extends' is het geen proef: {names}.")
    return [read_description(path) for path in found]


def _each(experiments: list[Description], do: Callable[[Description], int]) -> list[int]:
    """Give the exit code of each; one that fails is told, and leaves the others."""
    codes, failed = [], []
    for described in experiments:
        try:
            codes.append(do(described))
        except PraktijkkennisError as error:
            say(f"{described.name}: {error}")
            failed.append(described.name)
            codes.append(FAILED)
    if failed and len(experiments) > 1:
        say(f"Mislukt: {', '.join(failed)}.")
    return codes


def _worst(codes: list[int]) -> int:
    return next((code for code in (_DIFFERENT, FAILED, SOME_FAILED) if code in codes), DONE)


def _tell_unused(described: Description) -> None:
    from praktijkkennis.experiment.models import unused_settings

    if names := unused_settings(described):
        them = " en ".join(f"'{name}'" for name in names)
        say(f"{described.name}: geen enkele variant gebruikt {them}; dat verandert dus niets aan de cijfers.")


def _note(result: ExperimentResult, folder: Path) -> None:
    from praktijkkennis.experiment.tracking import log_to_mlflow, mlflow_installed

    if not mlflow_installed():
        say('MLflow is er niet, dus daar is niets genoteerd. Installeer het met: pip install "praktijkkennis[mlflow]"')
        return
    noted = log_to_mlflow(result, folder)
    again = "" if noted else " Ze stonden er al."
    say(f"{counted(noted, 'variant', 'varianten')} genoteerd in MLflow ({folder}).{again}")


def _not_current(folder: Path) -> list[str]:
    """Say of the experiments in a folder what is not as it was recorded."""
    from praktijkkennis.experiment.locks import outdated, read_lock, recording
    from praktijkkennis.experiment.provenance import code_checksum

    try:
        experiments = _described([folder])
    except PraktijkkennisError as error:
        return [str(error)]
    found, old, other_code = [], [], []
    for described in experiments:
        try:
            lock = read_lock(described.lock_path)
            reasons = outdated(described, lock)
        except PraktijkkennisError as error:
            found.append(str(error))
            continue
        found.extend(f"{described.lock_path.name} is verouderd: {reason}." for reason in reasons)
        if reasons:
            old.append(folder / f"{described.name}.toml")
        if lock["code"] != code_checksum(described):
            other_code.append(described.name)
    if other_code:
        say(
            f"Vastgelegd met andere code dan die van nu: {', '.join(other_code)}. "
            "Of dat iets uitmaakt, zegt praktijkkennis experiment reproduce."
        )
    if old:
        found.append(f"Leg opnieuw vast met: {recording(old)}")
    return found


def _code_of(found: Reproduction, exact: bool) -> int:
    if found.verdict == "anders" or (exact and (found.deviations or found.other_predictions)):
        return _DIFFERENT
    return SOME_FAILED if found.verdict == "onvolledig" else DONE
