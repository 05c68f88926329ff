"""``praktijkkennis topics``: what texts are about when nobody has named it yet."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say, status
from praktijkkennis.cli.jobs import check_found, say_failures

if TYPE_CHECKING:
    from praktijkkennis.language_model import ModelLabeller
    from praktijkkennis.settings import Settings


class Engine(StrEnum):
    """The engines that can be asked for; the values are what a user types."""

    AUTO = "auto"
    KLEIN = "klein"
    NMF = "nmf"
    LDA = "lda"
    BERTOPIC = "bertopic"


def with_names(settings: Settings, embedder: str | None, asked: dict[str, Any]) -> Settings:
    """Join what a call says of the embedder of topics and of a language model with the settings; the call wins.

    Parameters
    ----------
    settings : Settings
        Of a file, or the usual ones.
    embedder : str or None
        What topics are found with.
    asked : dict of str to object
        Address, model and so on; to give any is to ask for names by a language model.
    """
    given = {name: value for name, value in asked.items() if value is not None}
    topics: dict[str, Any] = {} if embedder is None else {"embedder": embedder}
    if given:
        topics["model_names"] = True
    return settings.model_copy(
        update={
            "topics": settings.topics.model_copy(update=topics),
            "language_model": settings.language_model.model_copy(update=given),
        }
    )


def find_topics(sources: list[Path], out: Path, engine: Engine, n_topics: int | None, settings: Settings) -> int:
    """Run the job and say in a few lines what it found."""
    from praktijkkennis.exchange.files import check_folder

    check_folder(out)
    if engine is Engine.BERTOPIC:
        from praktijkkennis.topics.engines.bertopic import require_bertopic

        require_bertopic()
    with ExitStack() as open_things:
        labeller = _labeller(settings, open_things) if settings.topics.model_names else None
        with status("Taalmodellen laden ..."):
            from praktijkkennis.exploration import explore, write_exploration
            from praktijkkennis.pipeline import Pipeline

            pipeline = Pipeline(settings)
        with progress_bar() as progress:
            exploration = explore(pipeline, sources, engine.value, n_topics, progress, labeller)
    errors = out / "fouten.csv"
    check_found(exploration.result.documents or exploration.withheld, exploration.failures, sources, errors)
    with status("Verslag schrijven ..."):
        write_exploration(exploration, out, settings.title)
    say_failures(exploration.failures, f"zie {errors}")
    if n_withheld := len(exploration.withheld):
        say(
            f"{counted(n_withheld, 'tekst is', 'teksten zijn')} niet gebruikt: uit die organisatie of sector komen "
            f"minder dan {settings.privacy.min_group} mensen aan het woord."
        )
    result = exploration.result
    texts = counted(len(result.documents), "tekst", "teksten")
    topics = counted(len(result.topics), "onderwerp", "onderwerpen")
    # Rounded down: of 1,963 passages with 2 outside all topics not everything is covered.
    covered = "elke passage hoort" if not result.n_outliers else f"{int(100 * result.coverage)}% van de passages hoort"
    divided = f"; {covered} bij een onderwerp" if result.topics else ""
    say(f"{texts} gelezen, {topics} gevonden{divided}.")
    say(result.reason)
    candidates = exploration.crosswalk.candidates
    if candidates:
        found = counted(len(candidates), "onderwerp dekt het codeboek", "onderwerpen dekt het codeboek")
        say(f"{found} minder dan de rest; een opzet voor nieuwe thema's staat in {out / 'nieuwe_themas.toml'}.")
    say(f"Open het verslag: {out / 'onderwerpen.html'}")
    return SOME_FAILED if exploration.failures else DONE


def _labeller(settings: Settings, open_things: ExitStack) -> ModelLabeller:
    from praktijkkennis.cli.model_client import open_client
    from praktijkkennis.language_model import ModelLabeller

    chosen = settings.language_model
    client = open_things.enter_context(open_client(chosen, settings))
    return ModelLabeller(client, max_answer_tokens=chosen.max_answer_tokens)
