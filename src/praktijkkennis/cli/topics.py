"""``praktijkkennis topics``: what texts are about when nobody has named it yet."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say, status
from praktijkkennis.cli.jobs import NO_TEXT, check_found, say_failures

if TYPE_CHECKING:
    from praktijkkennis.settings import Settings


class Engine(StrEnum):
    """The engines that can be asked for; the values are what a user types."""

    AUTO = "auto"
    KLEIN = "klein"
    NMF = "nmf"
    LDA = "lda"
    BERTOPIC = "bertopic"


def find_topics(sources: list[Path], out: Path, engine: Engine, n_topics: int | None, settings: Settings) -> int:
    """Run the job and say in a few lines what it found."""
    from praktijkkennis.exchange.files import check_folder

    check_folder(out)
    if engine is Engine.BERTOPIC:
        from praktijkkennis.topics.engines.bertopic import require_bertopic

        require_bertopic()
    with status("Taalmodellen laden ..."):
        from praktijkkennis.exploration import explore, write_exploration
        from praktijkkennis.pipeline import Pipeline

        pipeline = Pipeline(settings)
    with progress_bar() as progress:
        exploration = explore(pipeline, sources, engine.value, n_topics, progress)
    check_found(exploration.result.documents or exploration.withheld, exploration.failures, sources)
    with status("Verslag schrijven ..."):
        write_exploration(exploration, out, settings.title)
    say_failures(exploration.failures, f"zie {out / 'fouten.csv'}")
    if n_withheld := len(exploration.withheld):
        say(
            f"{counted(n_withheld, 'tekst is', 'teksten zijn')} niet gebruikt: uit die organisatie of sector komen "
            f"minder dan {settings.privacy.min_group} mensen aan het woord."
        )
    result = exploration.result
    texts = counted(len(result.documents), "tekst", "teksten")
    topics = counted(len(result.topics), "onderwerp", "onderwerpen")
    say(f"{texts} gelezen, {topics} gevonden; {100 * result.coverage:.0f}% van de passages hoort bij een onderwerp.")
    say(result.reason if result.documents else NO_TEXT)
    candidates = exploration.crosswalk.candidates
    if candidates:
        found = counted(len(candidates), "onderwerp dekt het codeboek", "onderwerpen dekt het codeboek")
        say(f"{found} minder dan de rest; een opzet voor nieuwe thema's staat in {out / 'nieuwe_themas.toml'}.")
    say(f"Open het verslag: {out / 'onderwerpen.html'}")
    return SOME_FAILED if exploration.failures else DONE
