"""Gathering what ``praktijkkennis review`` shows and reads: codes of reports or of texts, with the names left out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.cli.console import DONE, SOME_FAILED, progress_bar, status
from praktijkkennis.cli.jobs import check_any, check_found, say_failures
from praktijkkennis.errors import ReviewError

if TYPE_CHECKING:
    from praktijkkennis.document import Document
    from praktijkkennis.manifest import RecordedRun
    from praktijkkennis.reviewing import ToReview
    from praktijkkennis.settings import Settings
    from praktijkkennis.state import State


def of_reports(
    reports: Sequence[Path], texts: Sequence[Path], settings: Settings
) -> tuple[ToReview, list[Document], int]:
    """Take the codes out of reports; the texts tell what stands before them, with pseudonyms where the reports have.

    Raises
    ------
    ReviewError
        When names would come beside the pseudonyms of a report, or more would be shown than the call allows.
    """
    from praktijkkennis.manifest import recorded_run
    from praktijkkennis.reviewing import ToReview, rows_of_report, sentences_in
    from praktijkkennis.state import is_state, open_state

    made = {folder: recorded_run(folder) for folder in reports}
    for folder, run in made.items():
        _check_privacy(folder, run, bool(texts), settings)
    hidden = [run.settings.privacy for run in made.values() if run.settings.reading.pseudonymise]
    if hidden:
        # As the strictest of them: where a report was made otherwise, nothing is told of what stands before.
        how: dict[str, object] = {
            "organisations": any(one.organisations for one in hidden),
            "deduce": any(one.deduce for one in hidden),
            "keep": tuple(sorted(set.intersection(*({*one.keep} for one in hidden)))),
        }
        settings = settings.model_copy(update={"privacy": settings.privacy.model_copy(update=how)})
    documents = read_texts(texts, settings) if texts else []

    def gather(state: State | None) -> ToReview:
        parts = []
        for folder, run in made.items():
            # Only of the very run of the report it is sure that the state has pseudonyms too.
            trusted = state is not None and state.history.last() == run.identity
            known = state if trusted or not run.settings.reading.pseudonymise else None
            parts.append(rows_of_report(folder, sentences_in(documents, known)))
        rows = tuple(dict.fromkeys(row for part in parts for row in part.rows))
        kinds = {run.settings.reading.pseudonymise for run in made.values()}
        n_human, n_withheld = sum(part.n_human for part in parts), sum(part.n_withheld for part in parts)
        return ToReview(rows, n_human, n_withheld, kinds.pop() if len(kinds) == 1 else None)

    state_folder = settings.state.folder
    if state_folder is None or not is_state(state_folder):
        found = gather(None)
    else:
        with open_state(state_folder) as state:
            found = gather(state)
    if any(run.settings.privacy.min_group > 1 for run in made.values()):
        # Such a report does not name the texts that it does not show; the lists of the workbook must not either.
        shown = {row.document_id for row in found.rows}
        documents = [one for one in documents if one.id in shown]
    return found, documents, DONE


def of_texts(texts: Sequence[Path], settings: Settings) -> tuple[ToReview, list[Document], int]:
    """Code texts, and take these codes but for those of groups in which too few people speak."""
    from praktijkkennis.insights import small_groups
    from praktijkkennis.pipeline import Pipeline
    from praktijkkennis.reviewing import rows_of_codes
    from praktijkkennis.state import check_names, is_state, open_state

    folder = settings.state.folder
    if folder and not is_state(folder):
        check_any(texts)
    with open_state(folder, running=True) if folder else nullcontext() as state:
        if state is not None:
            check_names(state, settings.reading.pseudonymise)
        with status("Taalmodellen laden ..."):
            pipeline = Pipeline(settings)
        with progress_bar() as progress:
            documents, failures = pipeline.read(texts, progress)
            check_found(documents, failures, texts)
            tagged = list(pipeline.tag(documents, progress, len(documents), state))
        withheld = small_groups([processed for processed, _ in tagged], settings.privacy.min_group)
        found = replace(rows_of_codes(tagged, withheld), pseudonymised=settings.reading.pseudonymise)
    say_failures(failures)
    shown = [one for one in documents if one.id not in withheld]
    return found, shown, SOME_FAILED if failures else DONE


def read_texts(texts: Sequence[Path], settings: Settings) -> list[Document]:
    """Read texts, and give people their pseudonyms when the settings say so."""
    from praktijkkennis.reading import corpus_of

    corpus = corpus_of(texts, settings.reading)
    with progress_bar() as progress:
        documents = []
        for document in corpus:
            documents.append(document)
            progress("Lezen", len(documents), None)
        failures = corpus.failures
        check_found(documents, failures, texts)
        if settings.reading.pseudonymise:
            from praktijkkennis.preprocessing import Preprocessor, load_pipeline
            from praktijkkennis.reading import pseudonymise_documents

            preprocessor = Preprocessor(load_pipeline(settings.models.pipeline))
            replaced = pseudonymise_documents(documents, settings, preprocessor, progress, failures)
            documents, failures = list(replaced.documents), replaced.failures
    say_failures(failures)
    return documents


def _check_privacy(folder: Path, run: RecordedRun, with_texts: bool, settings: Settings) -> None:
    made, key = run.settings, settings.privacy.key
    if settings.reading.pseudonymise and not made.reading.pseudonymise:
        raise ReviewError(
            f"In het rapport '{folder}' kunnen namen staan, want het is zonder --pseudonymise gemaakt. Maak het "
            "opnieuw met --pseudonymise en --sleutel."
        )
    if made.reading.pseudonymise and with_texts:
        if not settings.reading.pseudonymise or key is None:
            raise ReviewError(
                f"In het rapport '{folder}' staan schuilnamen, en in de teksten niet. Geef ook "
                "--pseudonymise en de --sleutel van het rapport op, of laat de teksten weg."
            )
        if not Path(key).is_file():
            raise ReviewError(f"De sleutel '{key}' bestaat niet; geef met --sleutel die van het rapport '{folder}'.")
    if settings.privacy.min_group > made.privacy.min_group:
        raise ReviewError(
            f"Het rapport '{folder}' is niet gemaakt met --min-group {settings.privacy.min_group} of meer. Maak het "
            "opnieuw met die optie."
        )
