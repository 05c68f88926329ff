"""An interactive figure of agreement between coders, by plotly (extra ``plots``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from praktijkkennis.errors import CodingError, check_choice, require_extra
from praktijkkennis.figure_labels import escaped, row_labels

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

ALPHAS = ("alpha", "u_alpha", "masi", "ordinal_alpha", "jaccard")
"""Columns with a Krippendorff's alpha, that which a figure shows first in front."""

_ROW = 24
_TITLES = {
    "alpha": "Krippendorffs alfa",
    "u_alpha": "Krippendorffs alfa voor passages",
    "ordinal_alpha": "Krippendorffs alfa, houdingen op volgorde",
    "masi": "Krippendorffs alfa met MASI, alle thema’s van een zin",
    "jaccard": "Krippendorffs alfa met Jaccard, alle thema’s van een zin",
    "same_set": "precies dezelfde thema’s",
    "agreement": "overeenstemming",
    "exact_f1": "F1, precies dezelfde passage",
    "overlap_f1": "F1, passages die elkaar raken",
}


def agreement_figure(table: DataFrame, measure: str | None = None, names: Mapping[str, str] | None = None) -> Figure:
    """A dot with its interval for each theme and pair of coders.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`~praktijkkennis.evaluation.agreement`, :func:`~praktijkkennis.evaluation.span_agreement`,
        :func:`~praktijkkennis.evaluation.stance_agreement` or :func:`~praktijkkennis.evaluation.set_agreement` gives
        it.
    measure : str, optional
        Column to show; Krippendorff's alpha when not given.
    names : mapping of str to str, optional
        Names of the themes by key.

    Raises
    ------
    MissingExtraError
        When plotly is not installed.
    CodingError
        When the table has no such measure.
    """
    require_extra("plotly", "plots")
    import plotly.graph_objects as go

    if measure is None:
        measure = next(name for name in ALPHAS if name in table)
    if f"{measure}_low" not in table:
        known = [str(name).removesuffix("_low") for name in table.columns if str(name).endswith("_low")]
        check_choice("measure", measure, known, CodingError)
    shown = table[table[measure].notna()]
    labels = row_labels(shown["theme"], dict(names or {}) | {"": "alle thema’s"})
    number = "n_coded" if "n_coded" in table else "n_spans"
    figure = go.Figure()
    for coders, rows in shown.groupby("coders", sort=False):
        figure.add_trace(
            go.Scatter(
                x=rows[measure],
                y=[labels[theme] for theme in rows["theme"]],
                name=escaped(str(coders)),
                mode="markers",
                marker={"size": 9},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": rows[f"{measure}_high"] - rows[measure],
                    "arrayminus": rows[measure] - rows[f"{measure}_low"],
                    "width": 3,
                    "thickness": 1,
                },
                hovertext=[f"{count} gecodeerd" for count in rows[number]],
                hoverinfo="x+y+text+name",
            )
        )
    # Krippendorff's (2004) own bounds: from 0.800 on to rely on, from 0.667 on for tentative conclusions.
    for bound in (0.667, 0.8) if measure in ALPHAS else ():
        figure.add_vline(x=bound, line={"dash": "dot", "width": 1, "color": "#888888"})
    n_groups = shown["coders"].nunique()
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=[*labels.values()][::-1], automargin=True)
    figure.update_xaxes(title=_TITLES.get(measure, measure))
    figure.update_layout(
        title={"text": "Hoe eens zijn de codeurs het?"},
        template="plotly_white",
        scattermode="group",
        showlegend=n_groups > 1,
        height=140 + _ROW * max(len(labels) * max(1, n_groups), 5),
        margin={"l": 10, "r": 20, "t": 70, "b": 50},
        separators=",.",
    )
    return figure
