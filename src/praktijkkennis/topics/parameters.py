"""What a topic model may be asked for, checked before any text is analysed."""

from __future__ import annotations

from numbers import Integral, Real
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.errors import SettingsError
from praktijkkennis.topics.choice import EngineName
from praktijkkennis.topics.engines.bertopic import Guidance

HIGHEST_SEED = 2**31 - 1
"""Of each fit for stability the seed is one higher, and scikit-learn takes none above twice this."""


def check_numbers(*, n_topics: object, n_terms: object, n_quotes: object, n_refits: object, seed: object) -> None:
    """Check the whole numbers among the parameters of :class:`~praktijkkennis.topics.model.TopicModel`.

    Parameters
    ----------
    n_topics, n_refits : object
        May be None, when the model chooses.
    n_terms, n_quotes, seed : object
        As the model has them.

    Raises
    ------
    ValueError
        When one is no whole number, or too low or high; the first that is wrong is named.
    """
    _check_whole("n_topics", n_topics, 1, may_be_none=True)
    _check_whole("n_terms", n_terms, 1)
    _check_whole("n_quotes", n_quotes, 0)
    _check_whole("n_refits", n_refits, 0, may_be_none=True)
    _check_whole("seed", seed, 0, HIGHEST_SEED)


def check_min_df(min_df: object) -> None:
    """Check the least number or share of passages that a lemma must stand in.

    Raises
    ------
    ValueError
        When it is neither a whole number of at least 1 nor a share above 0 and at most 1.
    """
    is_whole = isinstance(min_df, Integral) and not isinstance(min_df, bool)
    if is_whole and int(min_df) >= 1:  # type: ignore[call-overload]
        return
    if isinstance(min_df, Real) and not isinstance(min_df, Integral) and 0.0 < float(min_df) <= 1.0:
        return
    raise ValueError(f"min_df must be a whole number of at least 1, or a share above 0 and at most 1, not {min_df!r}")


def check_guidance(guidance: Guidance, engine: EngineName, codebook: Codebook | None) -> None:
    """Check that guidance exists, has themes to guide with, and is not asked of an engine that knows none.

    Parameters
    ----------
    guidance : {"none", "guided", "zero-shot"}
        What was asked for.
    engine : {"auto", "klein", "nmf", "lda", "bertopic"}
        Of which engine; of ``"auto"`` it is no fault, as the size of the corpus decides.
    codebook : Codebook or None
        Where the themes come from.

    Raises
    ------
    ValueError
        When there is no such guidance, or no codebook.
    SettingsError
        When the engine knows no guidance.
    """
    if guidance not in get_args(Guidance):
        raise ValueError(f"guidance must be 'none', 'guided' or 'zero-shot', not {guidance!r}")
    if guidance == "none":
        return
    if codebook is None:
        raise ValueError("guidance needs a codebook")
    if engine in ("klein", "nmf", "lda"):
        raise SettingsError(
            f"De methode '{engine}' kan niet door thema's worden gestuurd. Kies de methode 'bertopic', of laat "
            f"guidance='{guidance}' weg."
        )


def check_embeddings(embeddings: NDArray[np.floating], n_passages: int) -> NDArray[np.floating]:
    """Check that embeddings are a table of numbers with a row for each passage.

    Parameters
    ----------
    embeddings : array-like, shape (n_passages, dimensions)
        What was given.
    n_passages : int
        How many passages there are.

    Returns
    -------
    ndarray
        The same as an array.

    Raises
    ------
    ValueError
        When the shape is another, or a number is not finite.
    """
    given = np.asarray(embeddings)
    if given.ndim != 2 or len(given) != n_passages:
        raise ValueError(f"embeddings must have one row for each of the {n_passages} passages, not shape {given.shape}")
    if not np.isfinite(given).all():
        raise ValueError("embeddings must be finite numbers")
    return given


def check_width(vectors: NDArray[np.floating] | None, width: int | None) -> None:
    """Check that vectors are as wide as those that a model was fitted on.

    Raises
    ------
    ValueError
        When they are not.
    """
    found = None if vectors is None else vectors.shape[1]
    if found != width:
        raise ValueError(f"embeddings must have {width} columns, as when the model was fitted, not {found}")


def _check_whole(
    name: str, value: object, lowest: int, highest: int | None = None, *, may_be_none: bool = False
) -> None:
    if value is None and may_be_none:
        return
    # In Python a truth value is a number too; here it is a slip of the pen.
    is_whole = isinstance(value, Integral) and not isinstance(value, bool)
    if is_whole and lowest <= int(value) and (highest is None or int(value) <= highest):  # type: ignore[call-overload]
        return
    bounds = f"of at least {lowest}" if highest is None else f"from {lowest} to {highest}"
    instead = ", or None" if may_be_none else ""
    raise ValueError(f"{name} must be a whole number {bounds}{instead}, not {value!r}")
