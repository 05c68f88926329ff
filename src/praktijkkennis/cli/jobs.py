"""What ``extract``, ``tag`` and ``text`` do, between the parsed call and the library."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say, shortened, status
from praktijkkennis.cli.remarks import say_remarks
from praktijkkennis.errors import NothingReadError, SourceError

if TYPE_CHECKING:
    from praktijkkennis.document import Document, ReadFailure, ThemeAnnotation
    from praktijkkennis.pipeline import Pipeline
    from praktijkkennis.settings import Settings
    from praktijkkennis.state import Outcome, State

_SHOWN_FAILURES, _SHOWN_WORDS = 10, 80
_LOADING = "Taalmodellen laden ..."


def settings_from(
    config: Path | None,
    codebook: Path | None,
    text_column: str | None,
    pipeline: str | None,
    embedder: str | None,
    threshold: float | None,
    title: str | None = None,
) -> Settings:
    """Join the settings of a file with those of the call; the call wins."""
    from praktijkkennis.settings import load_settings

    settings = load_settings(config)
    sections: dict[str, dict[str, Any]] = {
        "reading": {"text_column": text_column},
        "models": {"pipeline": pipeline, "embedder": embedder},
        "tagging": {"codebook": None if codebook is None else str(codebook), "threshold": threshold},
    }
    update: dict[str, Any] = {
        name: getattr(settings, name).model_copy(
            update={key: value for key, value in given.items() if value is not None}
        )
        for name, given in sections.items()
    }
    if title is not None:
        update["title"] = title
    return settings.model_copy(update=update)


def extract(sources: list[Path], out: Path, settings: Settings, *, qdpx: bool = False) -> int:
    """Run the main job and say in a few lines what it found."""
    from praktijkkennis.exchange.files import check_folder
    from praktijkkennis.pipeline import write_extraction

    check_folder(out)
    errors = out / "fouten.csv"
    with _state(settings, sources) as state:
        pipeline = _load(settings)
        _say_remark(pipeline)

        def check(documents: Sequence[Document], failures: Sequence[ReadFailure]) -> None:
            _check_remembered(state, documents, failures)
            check_found(documents, failures, sources, errors)

        with progress_bar() as progress:
            extraction = pipeline.extract(sources, progress, state, check)
        with status("Rapport schrijven ..."):
            write_extraction(extraction, out, settings.title, qdpx=qdpx)
        if state is not None and extraction.outcome is not None:
            extraction.outcome.finish(state, extraction.documents)
    say_failures(extraction.failures, f"zie {errors}")
    say_remarks([one.document for one in extraction.documents])
    say_withheld(extraction.annotations, extraction.withheld, settings.privacy.min_group)
    n_documents, n_insights = len(extraction.documents), len(extraction.insights)
    say(f"{counted(n_documents, 'tekst', 'teksten')} gelezen, {counted(n_insights, 'inzicht', 'inzichten')} gevonden.")
    if extraction.outcome is not None:
        _say_news(extraction.outcome, n_documents)
    say(f"Open het rapport: {out / 'rapport.html'}")
    return SOME_FAILED if extraction.failures else DONE


def tag(sources: list[Path], out: Path, settings: Settings, *, why: bool = False) -> int:
    """Write the codes, as a table or a project."""
    from praktijkkennis.exchange.files import check_file
    from praktijkkennis.insights import small_groups
    from praktijkkennis.pipeline import check_annotations_path, write_annotations
    from praktijkkennis.state import place

    check_annotations_path(out)
    check_file(out)
    with _state(settings, sources) as state:
        pipeline = _load(settings)
        _say_remark(pipeline)
        with progress_bar() as progress:
            documents, failures = pipeline.read(sources, progress)
            absent = 0
            _check_remembered(state, documents, failures)
            check_found(documents, failures, sources)
            if state is not None:
                absent = len(place(state.corrections.counting(), documents).absent)
            tagged = list(pipeline.tag(documents, progress, len(documents), state))
            least = settings.privacy.min_group
            withheld = small_groups([processed for processed, _ in tagged], least)
            n_rows = write_annotations(tagged, out, pipeline.codebook, withheld, why=why)
    say_failures(failures)
    say_remarks(documents)
    say_withheld([code for _, codes in tagged for code in codes], withheld, least)
    say(f"{counted(len(documents), 'tekst', 'teksten')} gelezen, {counted(n_rows, 'codering', 'coderingen')} in {out}.")
    _say_absent(absent)
    return SOME_FAILED if failures else DONE


def check_found(
    documents: Collection[object], failures: Sequence[ReadFailure], sources: Sequence[Path], table: Path | None = None
) -> None:
    """Check that any text was read, before results are made of nothing in the place of earlier ones.

    Parameters
    ----------
    documents : collection
        What was read.
    failures : sequence of ReadFailure
        What could not be; told here when nothing was read.
    sources : sequence of Path
        What the call named.
    table : Path, optional
        Where a command keeps its failures (``fouten.csv``).

    Raises
    ------
    NothingReadError
        When there were files, and none could be read.
    SourceError
        When there were no files.
    """
    if documents:
        return
    if failures:
        where = ""
        if table is not None:
            from praktijkkennis.exchange.tables import failures_frame, write_table

            write_table(failures_frame(failures), table)
            where = f"zie {table}"
        say_failures(failures, where)
        raise NothingReadError(
            "Geen enkel bestand kon worden gelezen, dus er is geen resultaat gemaakt. Doe wat er bij de bestanden "
            "staat, of geef een andere map op."
        )
    where = ", ".join(f"'{source}'" for source in sources)
    raise SourceError(
        f"Er is geen tekst gevonden in {where}. Zet er bestanden met verhalen in (Word, PDF, .txt of iets anders), "
        "of geef een andere map op."
    )


def check_any(sources: Sequence[Path]) -> None:
    """Check that there are files at all, before a folder is made for what will be remembered of them.

    Raises
    ------
    SourceError
        When there are none, or a source does not exist.
    """
    from praktijkkennis.corpus.sources import find_files, given_paths

    check_found(find_files(given_paths(sources)), (), sources)


def show_text(file: Path) -> int:
    """Print the text of one file as UTF-8, whatever the console is set to, and without adding a line end."""
    from praktijkkennis.corpus import read_text

    sys.stdout.buffer.write(read_text(file).text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return DONE


@contextmanager
def _state(settings: Settings, sources: Sequence[Path]) -> Iterator[State | None]:
    """Open what is remembered, when the settings name a folder for it."""
    from praktijkkennis.state import check_apart, check_names, is_state, open_state

    folder = settings.state.folder
    if folder is None:
        yield None
        return
    check_apart(folder, sources)
    is_new = not is_state(folder)
    if is_new:
        check_any(sources)
    with open_state(folder, running=True) as state:
        if is_new:
            say(f"In '{folder}' was nog niets onthouden; gebruikte je eerder een andere --state, geef dan die op.")
        check_names(state, settings.reading.pseudonymise)
        yield state


def _check_remembered(state: State | None, documents: Sequence[Document], failures: Sequence[ReadFailure]) -> None:
    """Check that a folder without files does not wipe what is remembered; failures are told with their reasons."""
    from praktijkkennis.state import check_read

    if state is not None and not failures:
        check_read(state, documents)


def _say_news(outcome: Outcome, n_documents: int) -> None:
    """Tell what was remembered, what changed, and which corrections fell out."""
    known = counted(outcome.n_recalled, "tekst was", "teksten waren") if outcome.n_recalled else "Geen tekst was"
    rest = "de rest is" if outcome.n_recalled else "alles is"
    say(f"{known} al bekend; {rest if outcome.n_recalled < n_documents else 'niets is opnieuw'} gecodeerd.")
    if not outcome.n_recalled and outcome.n_known > outcome.n_gone:
        say("Dat gebeurt als de codeur van verbeteringen leerde, of als instellingen of teksten zijn veranderd.")
    if outcome.changes is not None:
        counts = [f"{outcome.changes.count(one)} {one}" for one in ("nieuw", "groeiend", "stabiel", "verdwenen")]
        say(f"Inzichten sinds de vorige keer: {', '.join(counts)}.")
    if outcome.unplaced:
        say(
            f"{counted(len(outcome.unplaced), 'verbetering past', 'verbeteringen passen')} niet meer op de tekst; "
            "de zin is veranderd of weg:"
        )
        for one in outcome.unplaced[:_SHOWN_FAILURES]:
            say(f"  {one.document_id}: {shortened(one.text, _SHOWN_WORDS)}")
    _say_absent(len(outcome.absent))
    if 2 * outcome.n_gone > outcome.n_known:
        texts = "de tekst" if outcome.n_known == 1 else f"{outcome.n_gone} van de {outcome.n_known} teksten"
        say(
            f"Let op: {texts} van de vorige keer {'is' if outcome.n_gone == 1 else 'zijn'} er niet meer bij. "
            "Laat eerdere teksten in de map staan en zet de nieuwe erbij, anders telt alleen wat nieuw is."
        )


def _say_absent(number: int) -> None:
    """Tell how many corrections are of texts that are not there."""
    if number:
        belong = counted(number, "verbetering hoort", "verbeteringen horen")
        say(f"{belong} bij een tekst die er niet bij is, en {'telt' if number == 1 else 'tellen'} nu niet mee.")


def _say_remark(pipeline: Pipeline) -> None:
    """Tell whether the tagger learned from corrections."""
    if pipeline.remark:
        say(pipeline.remark)


def _load(settings: Settings) -> Pipeline:
    with status(_LOADING):
        from praktijkkennis.pipeline import Pipeline

        return Pipeline(settings)


def say_withheld(codes: Iterable[ThemeAnnotation], withheld: AbstractSet[str], least: int) -> None:
    """Tell how many coded sentences are not shown because of ``--min-group``, as the report does."""
    hidden = {(one.document_id, one.start, one.end) for one in codes if one.document_id in withheld}
    if hidden:
        sentences = counted(len(hidden), "zin", "zinnen")
        texts = counted(len({key for key, _, _ in hidden}), "tekst", "teksten")
        say(
            f"{sentences} uit {texts} {'is' if len(hidden) == 1 else 'zijn'} niet getoond: "
            f"uit die organisatie of sector komen minder dan {least} mensen aan het woord."
        )


def say_failures(failures: Sequence[ReadFailure], elsewhere: str = "") -> None:
    """Tell what could not be read.

    Parameters
    ----------
    failures : sequence of ReadFailure
        All of them.
    elsewhere : str
        Where the rest can be seen when there are many; all are told here when that is nowhere.
    """
    if not failures:
        return
    shown = failures[:_SHOWN_FAILURES] if elsewhere else failures
    say(f"{counted(len(failures), 'probleem', 'problemen')} bij het lezen:")
    for failure in shown:
        # Only on the screen of who runs the program, to find the file; every result has the pseudonym alone.
        called = f" (heet {failure.original})" if failure.original else ""
        say(f"  {failure.source}{called}: {failure.reason}")
    if len(failures) > len(shown):
        say(f"  ... en nog {len(failures) - len(shown)}; {elsewhere}.")
