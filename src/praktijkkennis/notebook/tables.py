"""Results that are shown as what they are: the first rows of their table, under a line that says what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from praktijkkennis.notebook.markup import box, fill, frame_table, heading, joined
from praktijkkennis.report import dutch
from praktijkkennis.topics.crosswalk import Crosswalk
from praktijkkennis.topics.groups import TopicsByGroup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas import DataFrame

_MOST = 30


class ResultLike(Protocol):
    """What experiments give, which stands above notebooks: results, comparisons and reproductions."""

    def to_frame(self) -> DataFrame:
        """The result as a table."""


class NamedLike(ResultLike, Protocol):
    """A result of an experiment, with its name and the variants that could not be run."""

    @property
    def name(self) -> str:
        """Name of the experiment."""

    @property
    def skipped(self) -> Mapping[str, str]:
        """Variants that were not run, and why."""


class ComparisonLike(ResultLike, Protocol):
    """Variants side by side, with remarks in Dutch and in English."""

    @property
    def baseline(self) -> str:
        """Name of the row that the others are held against."""

    @property
    def remarks(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """About the comparison as a whole."""


class ReproductionLike(ResultLike, Protocol):
    """A second run beside what was recorded."""

    @property
    def name(self) -> str:
        """Name of the experiment."""

    @property
    def verdict(self) -> str:
        """How the two relate."""

    @property
    def causes(self) -> tuple[str, ...]:
        """What was different beforehand."""


def crosswalk_html(result: Crosswalk) -> Markup:
    """Show of which themes topics are made, and which topics have clearly fewer of them."""
    table = result.to_frame()
    shown = table[table["passages"] > 0].sort_values("passages", ascending=False, kind="stable")
    columns = {"theme": "thema", "topic": "onderwerp", "passages": "passages", "share": "deel van het onderwerp"}
    found = [
        f"{one.topic.number + 1}: {one.topic.label} ({dutch.percent(one.theme_share)} heeft een thema)"
        for one in result.candidates
    ]
    about = f"{dutch.counted(len(result.n_passages), 'onderwerp', 'onderwerpen')}, {len(result.themes)} thema’s"
    own = joined([heading("Onderwerpen met minder thema’s dan de rest"), _list(found)]) if found else Markup()
    return box(heading("Thema’s naast onderwerpen", about), frame_table(shown, columns, _MOST), own)


def topics_by_group_html(result: TopicsByGroup) -> Markup:
    """Show how much of each topic groups have."""
    columns = {
        "topic": "onderwerp", "group": "groep", "documents": "documenten", "share": "deel", "low": "van", "high": "tot",
    }  # fmt: skip
    by = "maand" if result.key == "month" else result.key
    left = f"{dutch.counted(result.n_left_out, 'document', 'documenten')} zonder onderwerp of groep"
    about = f"{dutch.counted(len(result.groups), 'groep', 'groepen')}; {left}"
    return box(heading(f"Onderwerpen naar {by}", about), frame_table(result.to_frame(), columns, _MOST))


def experiment_html(result: NamedLike) -> Markup:
    """Show every measure of an experiment."""
    columns = {"variant": "variant", "measure": "maat", "value": "waarde", "low": "van", "high": "tot"}
    skipped = _list([f"{variant} is niet gedaan: {why}" for variant, why in result.skipped.items()])
    return box(heading(f"Experiment {result.name}"), frame_table(result.to_frame(), columns, _MOST), skipped)


def comparison_html(result: ComparisonLike) -> Markup:
    """Show variants side by side."""
    table = result.to_frame()
    named = {str(column): str(column) for column in table.columns}
    about = f"verschil met {result.baseline}"
    return box(heading("Vergelijking", about), frame_table(table, named, _MOST), _list(result.remarks[0]))


def reproduction_html(result: ReproductionLike) -> Markup:
    """Show whether a second run gave the same."""
    table = result.to_frame()
    named = {str(column): str(column) for column in table.columns}
    differing = frame_table(table, named, _MOST) if len(table) else Markup()
    return box(heading(f"Experiment {result.name} opnieuw", result.verdict), differing, _list(result.causes))


def _list(lines: Sequence[str]) -> Markup:
    items = joined(fill("<li>{}</li>", line) for line in lines)
    return fill("<ul>{}</ul>", items) if lines else Markup()
