"""The measures of each kind of experiment, as figures of counts that add up over documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation.resampling import Figure, Numbers
from praktijkkennis.evaluation.scores import f1, precision, recall
from praktijkkennis.validation import meant

USUAL: dict[str, tuple[str, ...]] = {
    "tagging": ("macro_f1", "micro_f1", "precision", "recall"),
    "topics": ("b_cubed", "nmi", "ari", "coverage", "npmi", "diversity", "topics"),
    "insights": ("b_cubed", "b_cubed_precision", "b_cubed_recall", "groups"),
    "pipeline": ("pos", "lemma", "particle_precision", "particle_recall"),
    "cases": ("macro_f1", "precision", "recall", "marked", "cases"),
}
"""What tables show when nothing else is asked."""

MEASURES: dict[str, tuple[str, ...]] = {
    "tagging": ("macro_f1", "macro_f1_core", "micro_f1", "precision", "recall", "stance_accuracy"),
    "topics": (
        *("b_cubed", "b_cubed_precision", "b_cubed_recall", "b_cubed_beyond", "nmi", "ami", "ari", "coverage"),
        *("npmi", "diversity", "npmi_diversity", "stability", "stability_beyond", "largest", "topics"),
    ),
    "insights": ("b_cubed", "b_cubed_precision", "b_cubed_recall", "b_cubed_planted", "found", "groups"),
    "pipeline": ("pos", "lemma", "particle_precision", "particle_recall", "same_tokens"),
    "cases": ("macro_f1", "precision", "recall", "marked", "cases"),
}
"""What can be measured; for tagging besides these ``f1:THEME``, of one theme."""

THEME_PREFIX = "f1:"
"""Begin of the name of a measure of one theme."""

COUNTS = frozenset({"topics", "groups", "found", "marked", "cases"})
"""Measures that are numbers of things, not shares."""

CASE_COUNTS = ("right", "said", "found", "true")
"""What is counted of every class of cases: of what is said how much is right, of what is meant how much is found."""

_NAMES = {
    "macro_f1": ("macro-F1", "macro-F1"),
    "macro_f1_core": ("macro-F1 kernthema's", "macro-F1 core themes"),
    "micro_f1": ("micro-F1", "micro-F1"),
    "precision": ("precisie", "precision"),
    "recall": ("vangst", "recall"),
    "stance_accuracy": ("houding klopt", "stance accuracy"),
    "b_cubed": ("B³-F", "B³ F"),
    "b_cubed_precision": ("B³-precisie", "B³ precision"),
    "b_cubed_recall": ("B³-vangst", "B³ recall"),
    "b_cubed_beyond": ("B³-F boven loting", "B³ F beyond chance"),
    "nmi": ("NMI", "NMI"),
    "ami": ("AMI", "AMI"),
    "ari": ("ARI", "ARI"),
    "coverage": ("dekking", "coverage"),
    "npmi": ("NPMI", "NPMI"),
    "diversity": ("diversiteit", "diversity"),
    "npmi_diversity": ("(NPMI+1)/2 × diversiteit", "(NPMI+1)/2 × diversity"),
    "stability": ("bestendigheid", "stability"),
    "stability_beyond": ("bestendigheid boven toeval", "stability beyond chance"),
    "largest": ("grootste onderwerp", "largest topic"),
    "topics": ("onderwerpen", "topics"),
    "groups": ("groepen", "groups"),
    "b_cubed_planted": ("B³-F, alleen geplante", "B³ F, planted only"),
    "found": ("gevonden", "found"),
    "pos": ("woordsoort", "POS"),
    "lemma": ("lemma", "lemma"),
    "particle_precision": ("scheidbaar P", "separable P"),
    "particle_recall": ("scheidbaar V", "separable R"),
    "same_tokens": ("zelfde woorden", "same tokens"),
    "marked": ("gemarkeerd", "marked"),
    "cases": ("gevallen", "cases"),
}


def name_of(measure: str, english: bool = False) -> str:
    """Name a measure for people."""
    start, colon, theme = measure.partition(":")
    if colon:
        return f"{'F1' if start == 'f1' else start} {theme}"
    dutch, other = _NAMES.get(measure, (measure, measure))
    return other if english else dutch


def check_measures(kind: str, asked: Sequence[str], themes: Sequence[str]) -> None:
    """Refuse what cannot be measured.

    Parameters
    ----------
    kind : str
        Kind of experiment.
    asked : sequence of str
        Names of measures.
    themes : sequence of str
        Keys of the themes that a measure may be of.

    Raises
    ------
    ExperimentError
        With the nearest measure, or theme.
    """
    known = MEASURES[kind]
    for measure in asked:
        if kind == "tagging" and measure.startswith(THEME_PREFIX):
            theme = measure.removeprefix(THEME_PREFIX)
            if theme not in themes:
                raise ExperimentError(f"de maat '{measure}' is van een onbekend thema. {meant(theme, themes)}")
        elif measure not in known:
            raise ExperimentError(f"de maat '{measure}' is onbekend. {meant(measure, known)}")


def figures_of(kind: str, columns: Sequence[str]) -> dict[str, Figure]:
    """Give the measures that can be made of counts.

    Parameters
    ----------
    kind : str
        Kind of experiment.
    columns : sequence of str
        Names of the counts.

    Returns
    -------
    dict of str to callable
        By name; each from summed counts, shape (..., columns), to values, shape (...).
    """
    makers = {
        "tagging": _tagging,
        "topics": _topics,
        "insights": _insights,
        "pipeline": _pipeline,
        "cases": _cases,
    }
    return makers[kind](list(columns))


def theme_columns(themes: Sequence[str], core: Sequence[str]) -> tuple[str, ...]:
    """Name the counts of codes: of both, of the machine, of people, per theme."""
    return tuple(
        f"{what}/{'core' if theme in core else 'rest'}/{theme}"
        for theme in themes
        for what in ("both", "machine", "people")
    )


def _tagging(columns: list[str]) -> dict[str, Figure]:
    firsts = [place for place, name in enumerate(columns) if name.startswith("both/")]
    every = [[place, place + 1, place + 2] for place in firsts]
    core = [place for place in every if columns[place[0]].split("/")[1] == "core"]
    found: dict[str, Figure] = {"macro_f1": _mean_of(f1, every)}
    if core:
        found["macro_f1_core"] = _mean_of(f1, core)
    for name, figure in (("micro_f1", f1), ("precision", precision), ("recall", recall)):
        found[name] = _of_all(figure, every)
    if "stance_right" in columns:
        found["stance_accuracy"] = _share(columns, "stance_right", "stances")
    for place in every:
        found[f"f1:{columns[place[0]].split('/', 2)[2]}"] = _of_all(f1, [place])
    return found


def _topics(columns: list[str]) -> dict[str, Figure]:
    return _b_cubed(columns) | {"coverage": _share(columns, "covered", "passages")}


def _insights(columns: list[str]) -> dict[str, Figure]:
    return _b_cubed(columns)


def _pipeline(columns: list[str]) -> dict[str, Figure]:
    return {
        "pos": _share(columns, "pos", "tokens"),
        "lemma": _share(columns, "lemma", "tokens"),
        "particle_precision": _share(columns, "particles_right", "particles_found"),
        "particle_recall": _share(columns, "particles_right", "particles"),
        "same_tokens": _share(columns, "same_tokens", "sentences"),
    }


def _cases(columns: list[str]) -> dict[str, Figure]:
    names = {what: [n for n, one in enumerate(columns) if one.startswith(f"{what}/")] for what in CASE_COUNTS}
    right, said, found, true = (names[what] for what in CASE_COUNTS)

    def macro(sums: Numbers) -> Numbers:
        given, meant = sums[..., said], sums[..., true]
        # Nothing said is nothing right; only what is neither said nor meant has no figure.
        one, other = sums[..., right] / np.maximum(given, 1), sums[..., found] / np.maximum(meant, 1)
        each = np.where(given + meant > 0, 2 * one * other / np.maximum(one + other, 1e-12), np.nan)
        total: Numbers = np.nansum(each, axis=-1) / (~np.isnan(each)).sum(axis=-1)
        return total

    return {
        "macro_f1": macro,
        "precision": lambda sums: sums[..., right].sum(axis=-1) / sums[..., said].sum(axis=-1),
        "recall": lambda sums: sums[..., found].sum(axis=-1) / sums[..., true].sum(axis=-1),
    }


def _b_cubed(columns: list[str]) -> dict[str, Figure]:
    """B-cubed (Bagga & Baldwin, 1998): means over labelled items of what the group of each is worth."""
    share_precision = _share(columns, "b_cubed_precision", "labelled")
    share_recall = _share(columns, "b_cubed_recall", "labelled")

    def harmonic(sums: Numbers) -> Numbers:
        one, other = share_precision(sums), share_recall(sums)
        return 2 * one * other / (one + other)

    return {"b_cubed": harmonic, "b_cubed_precision": share_precision, "b_cubed_recall": share_recall}


def _share(columns: list[str], part: str, whole: str) -> Figure:
    above, below = columns.index(part), columns.index(whole)
    return lambda sums: sums[..., above] / sums[..., below]


def _of_all(figure: Figure, places: list[list[int]]) -> Figure:
    """The figure of the codes of some themes together."""
    return lambda sums: figure(sums[..., places].sum(axis=-2))


def _mean_of(figure: Figure, places: list[list[int]]) -> Figure:
    """The mean of a figure over the themes that occur."""

    def mean(sums: Numbers) -> Numbers:
        each = figure(sums[..., places])
        total: Numbers = np.nansum(each, axis=-1) / (~np.isnan(each)).sum(axis=-1)
        return total

    return mean
