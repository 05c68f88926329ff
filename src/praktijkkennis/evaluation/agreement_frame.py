"""A table of agreement that draws itself; this module loads pandas, so it is imported where such a table is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class AgreementFrame(pd.DataFrame):
    """A table as any other, but that ``plot`` draws a dot with its interval for each theme and pair of coders."""

    @property
    def _constructor(self) -> Any:
        return AgreementFrame

    def plot(self, measure: str | None = None, names: Mapping[str, str] | None = None) -> Figure:  # type: ignore[override]
        """Draw a measure; see :func:`~praktijkkennis.evaluation.figures.agreement_figure`.

        Parameters
        ----------
        measure : str, optional
            Column to show; Krippendorff's alpha when not given.
        names : mapping of str to str, optional
            Names of the themes by key.
        """
        from praktijkkennis.evaluation.figures import agreement_figure

        return agreement_figure(self, measure, names)
