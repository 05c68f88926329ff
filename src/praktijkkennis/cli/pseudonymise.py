"""``praktijkkennis pseudonymise``: texts without names to give away, and the key to keep."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say, status
from praktijkkennis.cli.jobs import check_found, say_failures, settings_from
from praktijkkennis.cli.options import Sources, TextColumn
from praktijkkennis.cli.remarks import say_remarks
from praktijkkennis.errors import OutputPathError, SettingsError

if TYPE_CHECKING:
    from praktijkkennis.preprocessing import Preprocessor
    from praktijkkennis.privacy import Pseudonymised, Replacement
    from praktijkkennis.settings import Settings

Key = Annotated[
    Path | None,
    typer.Option(
        "--sleutel",
        "--key",
        metavar="BESTAND",
        help="Waar de sleutel komt (wie is wie); een sleutel die er al is, wordt weer gebruikt.",
    ),
]
Organisations = Annotated[
    bool, typer.Option("--organisaties", "--organisations", help="Vervang ook de namen van organisaties.")
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--behoud", "--keep", metavar="SOORT", help="Laat dit staan, bijvoorbeeld PLAATS (mag vaker)."),
]
Deduce = Annotated[bool, typer.Option("--deduce", help="Laat ook het pakket deduce zoeken (extra deduce; traag).")]

WITHOUT_PIPELINE = "geen"
"""Instead of the name of a language pipeline: rules and lists do the work alone."""

_PLURALS = {
    "PERSOON": ("naam van een persoon", "namen van personen"),
    "EMAIL": ("e-mailadres", "e-mailadressen"),
    "TELEFOON": ("telefoonnummer", "telefoonnummers"),
    "ADRES": ("adres", "adressen"),
    "BSN": ("persoonsnummer", "persoonsnummers"),
    "GEBOORTEDATUM": ("geboortedatum", "geboortedata"),
    "ORGANISATIE": ("naam van een organisatie", "namen van organisaties"),
    "PLAATS": ("plaatsnaam", "plaatsnamen"),
}


def pseudonymise(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MAP", help="Map voor de teksten zonder namen.")],
    key: Key = None,
    organisations: Organisations = False,
    keep: Keep = None,
    deduce: Deduce = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="BESTAND", help="Instellingen (TOML).")] = None,
    text_column: TextColumn = None,
    pipeline: Annotated[
        str | None,
        typer.Option("--pipeline", metavar="NAAM", help="Taalpijplijn die bij twijfel helpt, of: geen (sneller)."),
    ] = None,
) -> int:
    r"""Vervang namen, adressen, telefoonnummers en andere persoonsgegevens door codes zoals \[Persoon 3].

    Dezelfde persoon krijgt overal dezelfde code. In MAP komt van elke tekst een .txt, en een metadata.csv.
    Wie er achter een code zit, staat in de sleutel vervangingen.csv: bewaar die apart van de teksten.
    Lees altijd na of er niets is blijven staan: geen programma vindt alles.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis pseudonymise voorbeeld/verhalen --out zonder-namen --sleutel sleutel.csv
    """
    from praktijkkennis.exchange.key_file import KEY_NAME, fields_path
    from praktijkkennis.exchange.pseudonymised import write_texts
    from praktijkkennis.reading import corpus_of, pseudonymise_documents

    _check_folder(out, sources)
    place = key or out / KEY_NAME
    settings = settings_from(config, None, text_column, pipeline, None, None)
    chosen: dict[str, object] = {"key": str(place if key or not settings.privacy.key else settings.privacy.key)}
    chosen |= {"organisations": True} if organisations else {}
    chosen |= {"deduce": True} if deduce else {}
    chosen |= {"keep": tuple(keep)} if keep else {}
    settings = settings.model_copy(update={"privacy": settings.privacy.model_copy(update=chosen)})
    place = Path(str(settings.privacy.key))
    preprocessor = _preprocessor(settings.models.pipeline)
    with progress_bar() as progress:
        corpus = corpus_of(sources, settings.reading)
        documents = corpus.documents
        check_found(documents, corpus.failures, sources)
        left: list[str] = []

        def write(result: Pseudonymised) -> None:
            left.extend(write_texts(result.documents, out))

        result = pseudonymise_documents(documents, settings, preprocessor, progress, write=write)
    say_failures(corpus.failures)
    say_remarks(documents)
    if left:
        old = counted(len(left), "bestand", "bestanden")
        say(f"Let op: nog van een eerdere keer in {out}: {old}, zoals '{left[0]}'. Haal weg wat niet mee mag.")
    say(f"{counted(len(documents), 'tekst', 'teksten')} geschreven in {out}.")
    say(f"Vervangen: {_summary(result.replacements)}.")
    beside = f" en {fields_path(place)}" if result.fields else ""
    apart = "bewaar apart"
    if place.parent == out:
        apart = "staat nu bij de teksten: zet hem ergens anders voordat je die weggeeft"
    say(f"Sleutel: {place}{beside} ({apart}; alleen jij kunt hem lezen).")
    say("Lees de teksten na: geen programma vindt alles.")
    return SOME_FAILED if corpus.failures else DONE


def with_privacy(settings: Settings, wanted: bool, key: Path | None, min_group: int | None = None) -> Settings:
    """Join what ``extract`` and ``tag`` are told about privacy with the settings; the call wins."""
    chosen: dict[str, object] = {}
    if key is not None:
        chosen["key"] = str(key)
    if min_group is not None:
        chosen["min_group"] = min_group
    reading = settings.reading.model_copy(update={"pseudonymise": wanted or settings.reading.pseudonymise})
    if key is not None and not reading.pseudonymise:
        raise SettingsError("Een sleutel hoort bij --pseudonymise; geef die optie ook op, of laat --sleutel weg.")
    privacy = settings.privacy.model_copy(update=chosen)
    return settings.model_copy(update={"reading": reading, "privacy": privacy})


def check_key(settings: Settings) -> None:
    """Check that who is remembered from run to run keeps the same pseudonym.

    Raises
    ------
    SettingsError
        When people get pseudonyms, a folder remembers, and no key is kept: numbers follow the order of reading, and
        one new text would give everybody another.
    """
    if settings.reading.pseudonymise and settings.state.folder is not None and settings.privacy.key is None:
        raise SettingsError(
            "Met --pseudonymise en --state samen is een sleutel nodig, anders kan iedereen elke keer een andere "
            "schuilnaam krijgen. Geef met --sleutel een bestand op, buiten de map met teksten."
        )


def _check_folder(out: Path, sources: Sequence[Path]) -> None:
    from praktijkkennis.exchange.files import check_folder

    check_folder(out)
    target = Path(os.path.abspath(out))
    for source in sources:
        inside = Path(os.path.abspath(source))
        if inside.is_dir() and (target == inside or inside in target.parents):
            raise OutputPathError(
                f"De map '{out}' ligt in de bron '{source}'; de volgende keer werd hij mee gelezen. "
                "Kies met --out een map daarbuiten."
            )


def _preprocessor(pipeline: str) -> Preprocessor | None:
    if pipeline == WITHOUT_PIPELINE:
        return None
    with status("Taalpijplijn laden ..."):
        from praktijkkennis.preprocessing import Preprocessor, load_pipeline

        return Preprocessor(load_pipeline(pipeline))


def _summary(replacements: Sequence[Replacement]) -> str:
    counts = Counter[str](one.label for one in replacements)
    parts = [counted(counts[label], *names) for label, names in _PLURALS.items() if label in counts]
    return ", ".join(parts) or "niets"
