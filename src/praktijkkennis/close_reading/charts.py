"""Interactive figures of what was looked at closely, by plotly (extra ``plots``), with Dutch labels.

Every function raises :class:`~praktijkkennis.errors.MissingExtraError` when plotly is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.errors import QueryError, require_extra
from praktijkkennis.figure_labels import decimal, documents, escaped, row_labels

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
_ROW = 24
_PALE = 0.35
MOST_GROUPS = 6
"""Groups that a figure or table of keyness shows when none is named."""

_UNITS = {"sentence": "zinnen", "document": "documenten"}
_WEIGHED = {"length": "", "documents": "elk document telt even zwaar"}
_SCORED = {False: "", True: "codes tellen naar hun score"}


def positions_figure(places: Sequence[tuple[str, float, str]], title: str) -> Figure:
    """A stripe for every place (document, 0..1, text to show), a row for each document that has one."""
    go = _plotly()
    labels = row_labels(document for document, _, _ in places)
    stripes = go.Scatter(
        x=[100 * position for _, position, _ in places],
        y=[labels[document] for document, _, _ in places],
        hovertext=[escaped(text) for _, _, text in places],
        hoverinfo="y+text",
        mode="markers",
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 2, "color": MORE}},
    )
    figure = go.Figure(stripes)
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=list(labels.values())[::-1])
    figure.update_xaxes(title="plaats in het document", range=[-1, 101], ticksuffix="%")
    return _finish(figure, title, len(labels))


def keyness_figure(result: Keyness, group: str | None, most: int, level: float) -> Figure:
    """Bars of the log ratio with its interval, a picture for each group; only the first six when none is named."""
    require_extra("plotly", "plots")
    from plotly.subplots import make_subplots

    go = _plotly()
    groups = result.groups[:MOST_GROUPS] if group is None else (group,)
    if group is not None and group not in result.groups:
        raise QueryError(f"De groep '{group}' is er niet. Wel: {', '.join(result.groups)}.")
    tables = [result.table[result.table["group"] == one].nlargest(most, "g2") for one in groups]
    heights = [max(len(table), 1) for table in tables]
    figure = make_subplots(
        rows=len(groups),
        row_heights=[height / sum(heights) for height in heights],
        subplot_titles=[
            f"{escaped(result.names.get(one, one))} ({documents(result.n_documents[one])}{_no_interval(table)})"
            for one, table in zip(groups, tables, strict=True)
        ],
        vertical_spacing=min(0.12, 1.6 / (sum(heights) + 4 * len(groups))),
    )
    for row, table in enumerate(tables, start=1):
        table = table.sort_values("log_ratio", kind="stable")
        labels = row_labels(table["item"], result.names)
        unsure = bool(_no_interval(table))
        figure.add_trace(
            go.Bar(
                x=table["log_ratio"],
                y=list(labels.values()),
                orientation="h",
                marker={
                    "color": [MORE if value > 0 else LESS for value in table["log_ratio"]],
                    "opacity": [1 if q < level and not unsure else _PALE for q in table["q"]],
                },
                error_x=None if unsure else _intervals(table, "log_ratio"),
                hovertext=[
                    f"{decimal(one.per_1000_target, 1)} tegen {decimal(one.per_1000_reference, 1)} per 1000; "
                    f"G² {decimal(one.g2, 1)}, q {decimal(one.q, 3)}; in {documents(one.n_documents)}"
                    for one in _rows(table)
                ],
                hoverinfo="y+text",
            ),
            row=row,
            col=1,
        )
    figure.update_yaxes(type="category")
    figure.update_xaxes(title="minder ← log ratio → meer", row=len(groups), col=1)
    what = "Woorden" if result.kind == "words" else "Thema’s"
    notes = [] if group is not None else [groups_left_out(result)]
    pale = f"bleek: niet zeker (q ≥ {level:.2g})".replace(".", ",")
    title = f"{what} die kenmerkend zijn"
    return _finish(figure, title, sum(heights) + 4 * (len(groups) - 1), [*notes, _WEIGHED[result.weighting], pale])


def groups_left_out(result: Keyness) -> str:
    """Say in Dutch that not all groups are shown, and how to see another; empty when all are."""
    if len(result.groups) <= MOST_GROUPS:
        return ""
    return f"{MOST_GROUPS} van de {len(result.groups)} groepen; noem er een: plot({result.groups[MOST_GROUPS]!r})"


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
        text=[escaped(word) for word in table["word"]],
        textposition="top center",
        mode="markers+text",
        marker={"size": [8 + 24 * (n / largest) ** 0.5 for n in table["n_near"]], "color": MORE, "opacity": 0.6},
        hovertext=[
            f"{escaped(one.word)}: {one.n_near} keer erbij ({one.n_left} ervoor, {one.n_right} erachter), "
            f"{one.n_total} in totaal; q {decimal(one.q, 3)}; in {documents(one.n_documents)}"
            for one in _rows(table)
        ],
        hoverinfo="text",
    )
    figure = go.Figure(dots)
    figure.update_xaxes(title="logDice: hoe eigen aan dit woord")
    figure.update_yaxes(title="G²: hoe zeker")
    notes = [table["remark"].iloc[0], _WEIGHED[result.weighting]]
    return _finish(figure, f"Woorden bij ‘{result.node}’ ({result.n_node} keer)", 16, notes)


def cooccurrence_figure(result: Cooccurrence, level: float) -> Figure:
    """Heat map of how much more often than by chance themes meet."""
    table = result.table
    pairs = _rows(table)
    cells = {(one.first, one.second): one for one in pairs} | {(one.second, one.first): one for one in pairs}
    title = f"Thema’s die samen voorkomen in {_UNITS[result.unit]}"
    if result.distance:
        title = f"Thema’s die hooguit {_sentences(result.distance)} uit elkaar staan"
    notes = [_SCORED[result.weighted], _WEIGHED[result.weighting]]
    return _theme_squares(result.themes, result.names, cells, "n_both", "samen", level, title, notes)


def sequences_figure(result: Sequences, level: float) -> Figure:
    """Heat map of how much more often than by chance one theme follows another."""
    cells = {(one.first, one.then): one for one in _rows(result.table)}
    gap = "" if result.max_gap is None else f"hooguit {_sentences(result.max_gap)} zonder thema ertussen"
    notes = [gap, _SCORED[result.weighted]]
    title = "Welk thema volgt op welk"
    return _theme_squares(result.themes, result.names, cells, "n", "stappen", level, title, notes, ("van", "naar"))


def dispersion_figure(result: Dispersion) -> Figure:
    """Where in the documents each item stands, a box an item, the most even at the top."""
    go = _plotly()
    table = result.table.sort_values("dp_norm", ascending=False, kind="stable")
    labels = row_labels(table["item"], result.names)
    figure = go.Figure()
    for one in _rows(table):
        # Of one document there is no telling how evenly something is spread over documents.
        dp = "" if np.isnan(one.dp_norm) else f", DP {decimal(one.dp_norm, 2)}"
        places = result.positions[result.positions["item"] == one.item]
        figure.add_trace(
            go.Box(
                x=100 * places["position"],
                name=f"{labels[one.item]} ({documents(one.n_documents)}{dp})",
                boxpoints="all",
                jitter=0.5,
                pointpos=0,
                marker={"size": 4, "color": MORE, "opacity": 0.5},
                line={"width": 1, "color": "#666666"},
                fillcolor="rgba(0,0,0,0)",
                hovertext=[escaped(document) for document in places["document_id"]],
                hoverinfo="text",
            )
        )
    figure.update_xaxes(title="plaats in het document", range=[-1, 101], ticksuffix="%")
    return _finish(figure, "Spreiding over en in documenten", 2 * len(table), [_SCORED[result.weighted]])


def _theme_squares(
    themes: Sequence[str],
    names: Mapping[str, str],
    cells: Mapping[tuple[str, str], Any],
    count: str,
    what: str,
    level: float,
    title: str,
    notes: Sequence[str],
    ends: tuple[str, str] = ("", ""),
) -> Figure:
    go = _plotly()
    labels = list(row_labels(themes, names).values())
    values = np.full((len(themes), len(themes)), np.nan)
    sure = np.zeros(values.shape, dtype=bool)
    hover = [["" for _ in themes] for _ in themes]
    marks = [["" for _ in themes] for _ in themes]
    for row, first in enumerate(themes):
        for column, second in enumerate(themes):
            one = cells.get((first, second))
            if one is not None:
                found = float(getattr(one, count))
                values[row, column] = one.log_ratio
                # Half a meeting more or less makes much of a ratio to almost nothing.
                sure[row, column] = one.q < level and one.expected >= 1
                marks[row][column] = "●" if one.q < level else ""
                hover[row][column] = (
                    f"{labels[row]} – {labels[column]}: {decimal(found, 0 if found.is_integer() else 2)} {what}, "
                    f"{decimal(one.expected, 1)} verwacht; q {decimal(one.q, 3)}"
                )
    highest = max(float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0, 1.0)
    figure = go.Figure()
    for kept, opacity in ((sure, 1.0), (~sure, _PALE)):
        figure.add_trace(
            go.Heatmap(
                z=np.where(kept, values, np.nan),
                x=labels,
                y=labels,
                text=np.where(kept, marks, "").tolist(),
                texttemplate="%{text}",
                hovertext=hover,
                hoverinfo="text",
                hoverongaps=False,
                opacity=opacity,
                colorscale=_DIVERGING,
                zmin=-highest,
                zmax=highest,
                showscale=opacity == 1,
                colorbar={"title": {"text": "log ratio"}},
            )
        )
    figure.update_yaxes(type="category", autorange="reversed", title=ends[0] or None)
    figure.update_xaxes(type="category", title=ends[1] or None, tickangle=-45)
    legend = f"● q < {level:.2g}".replace(".", ",") + "; bleek: niet zeker, of minder dan 1 verwacht"
    return _finish(figure, title, 7 + len(themes), [*notes, legend])


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


def _no_interval(table: DataFrame) -> str:
    return "; te weinig voor een interval" if (table["remark"] != "").any() else ""


def _sentences(n: int) -> str:
    return f"{n} zin" if n == 1 else f"{n} zinnen"


def _finish(figure: Figure, title: str, n_rows: int, notes: Sequence[str] = (), *, legend: bool = False) -> Figure:
    below = escaped("; ".join(note for note in notes if note))
    figure.update_layout(
        title={"text": f"{escaped(title)}<br><sup>{below}</sup>" if below else escaped(title)},
        template="plotly_white",
        showlegend=legend,
        height=140 + _ROW * max(n_rows, 5),
        margin={"l": 10, "r": 20, "t": 70, "b": 50},
        separators=",.",
    )
    figure.update_yaxes(automargin=True)
    return figure


def _plotly() -> Any:
    require_extra("plotly", "plots")
    import plotly.graph_objects as go

    return go
