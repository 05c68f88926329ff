"""Collocations: which words stand near a word, phrase or separable verb more often than elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np

from praktijkkennis.close_reading.comparison import Weighting, compare_counts, count_matrix, stretches
from praktijkkennis.close_reading.finding import Query, find_occurrences
from praktijkkennis.close_reading.running_words import By, content_words, running_words
from praktijkkennis.close_reading.statistics import log_dice
from praktijkkennis.document import ProcessedDocument
from praktijkkennis.errors import QueryError, check_choice
from praktijkkennis.evaluation.resampling import N_RESAMPLES

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

_COLUMNS = [
    "word", "n_near", "n_left", "n_right", "n_total", "n_documents", "expected", "g2", "p", "q", "log_dice",
    "log_ratio", "log_ratio_low", "log_ratio_high", "remark",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Collocations:
    """The company that a word keeps.

    Parameters
    ----------
    node : str
        What was looked for.
    window : int
        How many words to either side were looked at, within the sentence.
    n_node : int
        How often the node stands in the corpus.
    table : pandas.DataFrame
        As :meth:`to_frame` gives it.
    min_count : int
        How often a word had to stand near to be compared.
    why_empty : str
        What to tell an editor when no word could be compared.
    weighting : {"length", "documents"}
        What documents count for.
    """

    node: str
    window: int
    n_node: int
    table: DataFrame
    min_count: int = 3
    why_empty: str = ""
    weighting: Weighting = "length"

    def to_frame(self) -> DataFrame:
        """One row a word near the node.

        Returns
        -------
        pandas.DataFrame
            ``word, n_near`` (in a window), ``n_left, n_right`` (before and behind the node), ``n_total`` (in all),
            ``n_documents`` (where it is near), ``expected`` (near, if it stood anywhere), ``g2, p, q``, ``log_dice``,
            ``log_ratio`` with its bootstrap interval over documents, and a ``remark`` (Dutch) where the node is in too
            few documents for one: ``q`` takes words for independent, and then says little. Words that stand near more
            than elsewhere come first, the highest G² first. Numbers (``n_...``) are those of the texts; where documents
            count alike, the other columns are of these numbers with every document stretched to the mean length
            (``g2, p, q`` of as many words as these are worth: Kish's effective sample size).
        """
        return self.table.copy()

    def plot(self, most: int = 20) -> Figure:
        """Dots of words: logDice to the right, G² upwards; words that stand near less than elsewhere are left out.

        Raises
        ------
        MissingExtraError
            When plotly is not installed.
        QueryError
            When there is no word to show.
        """
        from praktijkkennis.close_reading.charts import collocations_figure

        return collocations_figure(self, most)


def collocations(
    documents: Sequence[ProcessedDocument],
    node: Query,
    *,
    window: int = 5,
    words: By = "lemma",
    content_only: bool = True,
    compounds: bool = True,
    weighting: Weighting = "length",
    min_count: int = 3,
    most: int | None = 100,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> Collocations:
    """Compare the words around a node with the words everywhere else.

    Log-likelihood (Dunning, 1993) says how sure it is, logDice (Rychlý, 2008) how exclusive; windows do not reach over
    the end of a sentence, and a word in two of them counts once.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The corpus.
    node : str or sequence of str
        Terms in the notation of a codebook: ``rooster``, ``los|laten``, ``zelfstur*``.
    window : int
        Words to either side; of a separable verb that is apart, of both its halves and between them.
    words : {"lemma", "form"}
        What is a word.
    content_only : bool
        Only nouns, verbs and adjectives that are no stop word; windows count all words.
    compounds : bool
        Whether compounds with the node count as the node.
    weighting : {"length", "documents"}
        ``documents`` lets each document count as much as any other, so that a long one does not decide. G², ``p`` and
        ``q`` then reckon with the effective sample size (Kish), which is less the more documents differ in length.
    min_count : int
        Words that stand near less often are left out.
    most : int, optional
        Words kept.
    n_resamples, seed : int
        Of the bootstrap over documents.

    Raises
    ------
    QueryError
        When the node cannot be read or does not occur, ``words`` or ``weighting`` is no such choice, or ``window`` is
        less than 1.
    """
    check_choice("words", words, get_args(By))
    check_choice("weighting", weighting, get_args(Weighting))
    if window < 1:
        raise QueryError(f"window={window} kan niet: geef 1 of meer woorden op.")
    nodes: defaultdict[tuple[int, int], list[tuple[int, ...]]] = defaultdict(list)
    for one in find_occurrences(documents, node, compounds=compounds):
        nodes[one.document, one.sentence].append(one.tokens)
    n_node = sum(map(len, nodes.values()))
    named = node if isinstance(node, str) else ", ".join(node)
    if not n_node:
        raise QueryError(f"'{named}' staat niet in deze teksten. Probeer een ander woord, of een deel: zelfstur*.")
    near: list[list[str]] = [[] for _ in documents]
    far: list[list[str]] = [[] for _ in documents]
    sizes = np.zeros((2, len(documents)))
    n_nodes = np.zeros(len(documents))
    sides: dict[str, Counter[str]] = {"left": Counter(), "right": Counter()}
    for number, processed in enumerate(documents):
        for place, sentence in enumerate(processed.sentences):
            if not sentence.codable:
                continue
            found = running_words(sentence.tokens, words)
            here = nodes.get((number, place), [])
            own = {index for tokens in here for index in tokens}
            n_nodes[number] += len(here)
            side = _sides([index for index, _ in found], here, window)
            tells = content_words(sentence.tokens) if content_only else None
            for index, word in found:
                if index in own:
                    continue
                sizes[0 if index in side else 1, number] += 1
                if tells is None or tells(index):
                    (near if index in side else far)[number].append(word)
                    if index in side:
                        sides[side[index]][word] += 1
    items = sorted({word for kept in near for word in kept})
    reached = count_matrix(near, items)
    # What is too rare near the node is left out before p-values are corrected for their number.
    kept = [place for place, n in enumerate(reached.sum(axis=0)) if n >= min_count]
    items, reached = [items[place] for place in kept], reached[:, kept]
    elsewhere = count_matrix(far, items)
    n_near = dict(zip(items, reached.sum(axis=0), strict=True))
    n_far = dict(zip(items, elsewhere.sum(axis=0), strict=True))
    factors = stretches(sizes.sum(axis=0)) if weighting == "documents" else np.ones(len(documents))
    table = compare_counts(
        items, reached, sizes[0], elsewhere, sizes[1],
        weights=factors, min_count=0, most=most, n_resamples=n_resamples, seed=seed,
    )  # fmt: skip
    sizes = sizes * factors
    total = table["n_target"] + table["n_reference"]
    table = table.assign(
        word=table["item"],
        n_near=[n_near[word] for word in table["item"]],
        n_left=[sides["left"][word] for word in table["item"]],
        n_right=[sides["right"][word] for word in table["item"]],
        n_total=[n_near[word] + n_far[word] for word in table["item"]],
        expected=total * sizes[0].sum() / max(sizes.sum(), 1),
        log_dice=log_dice(table["n_target"], float(n_nodes @ factors), total),
    )
    types = {"word": "str"} | dict.fromkeys(["n_near", "n_left", "n_right", "n_total"], "int64")
    why = "" if len(table) else _why_empty(named, n_node, min_count, bool(items))
    return Collocations(named, window, n_node, table[_COLUMNS].astype(types), min_count, why, weighting)


def _why_empty(node: str, n_node: int, min_count: int, any_near: bool) -> str:
    if any_near:
        return f"Alle woorden staan bij '{node}': er is geen tekst om mee te vergelijken. Kies een kleiner window."
    return (
        f"Bij '{node}' ({n_node} keer in deze teksten) staat geen woord minstens {min_count} keer (min_count). "
        "Kies een lagere min_count, bijvoorbeeld min_count=1, een groter window, of een woord dat vaker voorkomt."
    )


def _sides(order: Sequence[int], nodes: Sequence[tuple[int, ...]], window: int) -> dict[int, str]:
    """Tell of every token within the window of a node on which side it stands; before its last part is left."""
    rank = {index: place for place, index in enumerate(order)}
    found: dict[int, str] = {}
    for tokens in nodes:
        # The particle that stands apart is no word of its own, and so has no rank.
        first = min((rank[index] for index in tokens if index in rank), default=None)
        if first is None:
            continue
        last = max(rank[index] for index in tokens if index in rank)
        reach = sum(1 for index in order if index < tokens[-1])
        low, high = max(first - window, 0), max(last, reach) + window
        for place in range(low, min(high + 1, len(order))):
            index = order[place]
            if index not in tokens:
                found.setdefault(index, "left" if index < tokens[0] else "right")
    return found
