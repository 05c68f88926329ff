"""Interactive figures of what was looked at closely, by plotly (extra ``plots``), with Dutch labels.

Every function raises :class:`~praktijkkennis.errors.MissingExtraError` when plotly is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.errors import QueryError, require_extra

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

    from praktijkkennis.close_reading.collocations import Collocations
    from praktijkkennis.close_reading.cooccurrence import Cooccurrence
    from praktijkkennis.close_reading.dispersion import Dispersion
    from praktijkkennis.close_reading.keyness import Keyness
    from praktijkkennis.close_reading.sequences import Sequences

# Blue and orange of Okabe & Ito (2008), which most kinds of colour blindness leave apart.
MORE, LESS = "#0072b2", "#d55e00"
_DIVERGING = [[0.0, LESS], [0.5, "#f7f7f5"], [1.0, MORE]]
_ROW, _LONGEST = 24, 36
_MOST_GROUPS = 6
_UNITS = {"sentence": "zinnen", "document": "documenten"}


def positions_figure(places: Sequence[tuple[str, float, str]], title: str) -> Figure:
    """A stripe for every place (document, 0..1, text to show), a row for each document that has one."""
    go = _plotly()
    ids = list(dict.fromkeys(document for document, _, _ in places))
    stripes = go.Scatter(
        x=[100 * position for _, position, _ in places],
        y=[_label(document) for document, _, _ in places],
        hovertext=[_safe(text) for _, _, text in places],
        hoverinfo="y+text",
        mode="markers",
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 2, "color": MORE}},
    )
    figure = go.Figure(stripes)
    figure.update_yaxes(categoryorder="array", categoryarray=[_label(one) for one in reversed(ids)])
    figure.update_xaxes(title="plaats in het document", range=[-1, 101], ticksuffix="%")
    return _finish(figure, title, len(ids))


def keyness_figure(result: Keyness, group: str | None, most: int) -> Figure:
    """Bars of the log ratio with its interval, a picture for each group; only the first six when none is named."""
    require_extra("plotly", "plots")
    from plotly.subplots import make_subplots

    go = _plotly()
    groups = result.groups[:_MOST_GROUPS] if group is None else (group,)
    if group is not None and group not in result.groups:
        raise QueryError(f"De groep '{group}' is er niet. Wel: {', '.join(result.groups)}.")
    tables = [result.table[result.table["group"] == one].nlargest(most, "g2") for one in groups]
    heights = [max(len(table), 1) for table in tables]
    figure = make_subplots(
        rows=len(groups),
        row_heights=[height / sum(heights) for height in heights],
        subplot_titles=[
            f"{_safe(result.names.get(one, one))} ({_documents(result.n_documents[one])})" for one in groups
        ],
        vertical_spacing=min(0.12, 1.6 / (sum(heights) + 4 * len(groups))),
    )
    for row, table in enumerate(tables, start=1):
        table = table.sort_values("log_ratio", kind="stable")
        figure.add_trace(
            go.Bar(
                x=table["log_ratio"],
                y=[_label(result.names.get(item, item)) for item in table["item"]],
                orientation="h",
                marker={"color": [MORE if value > 0 else LESS for value in table["log_ratio"]]},
                error_x=_intervals(table, "log_ratio"),
                hovertext=[
                    f"{_number(one.per_1000_target, 1)} tegen {_number(one.per_1000_reference, 1)} per 1000; "
                    f"G² {_number(one.g2, 1)}, q {_number(one.q, 3)}; in {_documents(one.n_documents)}"
                    for one in _rows(table)
                ],
                hoverinfo="y+text",
            ),
            row=row,
            col=1,
        )
    figure.update_xaxes(title="minder ← log ratio → meer", row=len(groups), col=1)
    what = "Woorden" if result.kind == "words" else "Thema’s"
    return _finish(figure, f"{what} die kenmerkend zijn", sum(heights) + 4 * (len(groups) - 1))


def collocations_figure(result: Collocations, most: int) -> Figure:
    """Words as dots: how exclusive to the right, how sure upwards, how often by size."""
    go = _plotly()
    table = result.table[result.table["log_ratio"] > 0].head(most)
    if not len(table):
        raise QueryError(
            result.why_empty
            or f"Geen woord staat vaker bij '{result.node}' dan elders: zie .to_frame() voor de rest, "
            f"of kies een lagere min_count dan {result.min_count}."
        )
    largest = max(table["n_near"].max(), 1)
    dots = go.Scatter(
        x=table["log_dice"],
        y=table["g2"],
        text=[_safe(word) for word in table["word"]],
        textposition="top center",
        mode="markers+text",
        marker={"size": [8 + 24 * (n / largest) ** 0.5 for n in table["n_near"]], "color": MORE, "opacity": 0.6},
        hovertext=[
            f"{_safe(one.word)}: {one.n_near} keer erbij ({one.n_left} ervoor, {one.n_right} erachter), "
            f"{one.n_total} in totaal; q {_number(one.q, 3)}; in {_documents(one.n_documents)}"
            for one in _rows(table)
        ],
        hoverinfo="text",
    )
    figure = go.Figure(dots)
    figure.update_xaxes(title="logDice: hoe eigen aan dit woord")
    figure.update_yaxes(title="G²: hoe zeker")
    return _finish(figure, f"Woorden bij ‘{result.node}’ ({result.n_node} keer)", 16)


def cooccurrence_figure(result: Cooccurrence, level: float) -> Figure:
    """Heat map of how much more often than by chance themes meet."""
    table = result.table
    pairs = _rows(table)
    cells = {(one.first, one.second): one for one in pairs} | {(one.second, one.first): one for one in pairs}
    title = f"Thema’s die samen voorkomen in {_UNITS[result.unit]}"
    return _theme_squares(result.themes, result.names, cells, "n_both", "samen", level, title, ("", ""))


def sequences_figure(result: Sequences, level: float) -> Figure:
    """Heat map of how much more often than by chance one theme follows another."""
    cells = {(one.first, one.then): one for one in _rows(result.table)}
    title = "Welk thema volgt op welk"
    return _theme_squares(result.themes, result.names, cells, "n", "stappen", level, title, ("van", "naar"))


def dispersion_figure(result: Dispersion) -> Figure:
    """Where in the documents each item stands, a box an item, the most even at the top."""
    go = _plotly()
    table = result.table.sort_values("dp_norm", ascending=False, kind="stable")
    figure = go.Figure()
    for one in _rows(table):
        label = _label(result.names.get(one.item, one.item))
        places = result.positions[result.positions["item"] == one.item]
        figure.add_trace(
            go.Box(
                x=100 * places["position"],
                name=f"{label} ({_documents(one.n_documents)}, DP {_number(one.dp_norm, 2)})",
                boxpoints="all",
                jitter=0.5,
                pointpos=0,
                marker={"size": 4, "color": MORE, "opacity": 0.5},
                line={"width": 1, "color": "#666666"},
                fillcolor="rgba(0,0,0,0)",
                hovertext=[_safe(document) for document in places["document_id"]],
                hoverinfo="text",
            )
        )
    figure.update_xaxes(title="plaats in het document", range=[-1, 101], ticksuffix="%")
    return _finish(figure, "Spreiding over en in documenten", 2 * len(table))


def agreement_figure(table: DataFrame, measure: str = "alpha", names: Mapping[str, str] | None = None) -> Figure:
    """A dot with its interval for each theme and pair of coders.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`praktijkkennis.evaluation.agreement` gives it.
    measure : {"alpha", "kappa", "fleiss", "ac1", "f1", "agreement"}
        What to show.
    names : mapping of str to str, optional
        Names of the themes by key.
    """
    go = _plotly()
    shown = table[table[measure].notna()]
    known = dict(names or {}) | {"": "alle thema’s"}
    order = [_label(known.get(theme, theme)) for theme in dict.fromkeys(shown["theme"])]
    figure = go.Figure()
    for coders, rows in shown.groupby("coders", sort=False):
        figure.add_trace(
            go.Scatter(
                x=rows[measure],
                y=[_label(known.get(theme, theme)) for theme in rows["theme"]],
                name=_safe(str(coders)),
                mode="markers",
                marker={"size": 9},
                error_x=_intervals(rows, measure),
                hovertext=[f"{one.n_coded} gecodeerd" for one in _rows(rows)],
                hoverinfo="x+y+text+name",
            )
        )
    # Krippendorff's (2004) own bounds: from 0.800 on to rely on, from 0.667 on for tentative conclusions.
    for bound in (0.667, 0.8) if measure == "alpha" else ():
        figure.add_vline(x=bound, line={"dash": "dot", "width": 1, "color": "#888888"})
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1])
    figure.update_layout(scattermode="group")
    figure.update_xaxes(title={"alpha": "Krippendorffs alfa", "agreement": "overeenstemming"}.get(measure, measure))
    n_groups = shown["coders"].nunique()
    return _finish(figure, "Hoe eens zijn de codeurs het?", len(order) * max(1, n_groups), legend=n_groups > 1)


def _theme_squares(
    themes: Sequence[str],
    names: Mapping[str, str],
    cells: Mapping[tuple[str, str], Any],
    count: str,
    what: str,
    level: float,
    title: str,
    ends: tuple[str, str],
) -> Figure:
    go = _plotly()
    labels = [_label(names.get(theme, theme)) for theme in themes]
    values = np.full((len(themes), len(themes)), np.nan)
    hover = [["" for _ in themes] for _ in themes]
    marks = [["" for _ in themes] for _ in themes]
    for row, first in enumerate(themes):
        for column, second in enumerate(themes):
            one = cells.get((first, second))
            if one is not None:
                found = float(getattr(one, count))
                values[row, column] = one.log_ratio
                marks[row][column] = "●" if one.q < level else ""
                hover[row][column] = (
                    f"{labels[row]} – {labels[column]}: {_number(found, 0 if found.is_integer() else 2)} {what}, "
                    f"{_number(one.expected, 1)} verwacht; q {_number(one.q, 3)}"
                )
    highest = max(float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0, 1.0)
    heat = go.Heatmap(
        z=values,
        x=labels,
        y=labels,
        text=marks,
        texttemplate="%{text}",
        hovertext=hover,
        hoverinfo="text",
        colorscale=_DIVERGING,
        zmin=-highest,
        zmax=highest,
        colorbar={"title": {"text": "log ratio"}},
    )
    figure = go.Figure(heat)
    figure.update_yaxes(autorange="reversed", title=ends[0] or None)
    figure.update_xaxes(title=ends[1] or None, tickangle=-45)
    figure.add_annotation(
        text=f"● q < {level:.2g}".replace(".", ","), xref="paper", yref="paper", x=1, y=1.06, showarrow=False
    )
    return _finish(figure, title, 7 + len(themes))


def _rows(table: DataFrame) -> list[Any]:
    """Give the rows of a table as named tuples; their types are those of the columns, which pandas cannot tell."""
    return list(table.itertuples(index=False))


def _intervals(table: DataFrame, name: str) -> dict[str, Any]:
    value, low, high = (table[column].to_numpy(dtype=float) for column in (name, f"{name}_low", f"{name}_high"))
    return {
        "type": "data",
        "symmetric": False,
        "array": np.nan_to_num(high - value),
        "arrayminus": np.nan_to_num(value - low),
        "thickness": 1,
        "color": "#555555",
    }


def _finish(figure: Figure, title: str, n_rows: int, *, legend: bool = False) -> Figure:
    figure.update_layout(
        title={"text": _safe(title)},
        template="plotly_white",
        showlegend=legend,
        height=140 + _ROW * max(n_rows, 5),
        margin={"l": 10, "r": 20, "t": 70, "b": 50},
        separators=",.",
    )
    figure.update_yaxes(automargin=True)
    return figure


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _documents(n: int) -> str:
    return f"{n} document" if n == 1 else f"{n} documenten"


def _label(text: str) -> str:
    return _safe(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _safe(text: str) -> str:
    """Plotly reads a little HTML in every label, and what people write may hold some."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plotly() -> Any:
    require_extra("plotly", "plots")
    import plotly.graph_objects as go

    return go
