"""The machine codes the texts that people coded, to be judged by what they gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from praktijkkennis.cli.console import progress_bar, status
from praktijkkennis.errors import CodingError

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.codebook import Codebook
    from praktijkkennis.evaluation import Coding
    from praktijkkennis.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class MachineReading:
    """What the machine made of the texts that people coded.

    Attributes
    ----------
    codes : pandas.DataFrame
        A row for every theme in every sentence, whatever its score, as the table of ``praktijkkennis tag``.
    thresholds : mapping of str to float
        Score from which each theme counts as coded.
    coding : Coding
        What people coded, with every sentence that was there.
    """

    codes: DataFrame
    thresholds: Mapping[str, float]
    coding: Coding


def read_by_machine(coding: Coding, codebook: Codebook, settings: Settings) -> MachineReading:
    """Code the texts of a coding at every score.

    Parameters
    ----------
    coding : Coding
        With texts.
    codebook : Codebook
        That of the settings or of their tagger.
    settings : Settings
        What codes.

    Raises
    ------
    CodingError
        When there are no texts, or none of the themes that people gave is one of the machine's.
    """
    _check_readable(coding, codebook)
    from praktijkkennis.corpus.turns import find_turns
    from praktijkkennis.document import Document
    from praktijkkennis.evaluation.columns import tidy_units
    from praktijkkennis.evaluation.joining import join_codings
    from praktijkkennis.exchange.tables import annotations_frame

    with status("Taalmodellen laden ..."):
        from praktijkkennis.pipeline import Pipeline

        pipeline = Pipeline(settings)
    thresholds = dict(pipeline.tagger.thresholds)
    pipeline.tagger.thresholds = dict.fromkeys(thresholds, 0.0)
    documents = [Document(key, text, turns=find_turns(text)) for key, text in coding.texts.items()]
    with progress_bar() as progress:
        tagged = list(pipeline.tag(documents, progress, len(documents)))
    codes = annotations_frame([read for read, _ in tagged], [one for _, found in tagged for one in found])
    if coding.units is None:
        sentences = codes.drop_duplicates(["document_id", "start", "end"])[["document_id", "start", "end", "text"]]
        every = replace(coding, codes=coding.codes.iloc[:0], seen={}, units=tidy_units(sentences), texts={}, kinds={})
        coding = join_codings(coding, every)
    return MachineReading(codes, thresholds, coding)


def _check_readable(coding: Coding, codebook: Codebook) -> None:
    """Check, before anything is loaded, that there is something to code and to compare."""
    if not coding.texts:
        raise CodingError(
            "In het gecodeerde bestand staan geen teksten die de machine kan coderen. Geef per zin gecodeerde "
            "documenten (.jsonl) of een project (.qdpx), of zet de tabel van 'praktijkkennis tag' ervoor."
        )
    given = sorted(set(coding.codes["theme"]) - {""})
    if given and not set(given) & set(codebook.keys):
        raise CodingError(
            f"De mensen codeerden met andere thema's ({', '.join(given[:3])}) dan de machine "
            f"({', '.join(codebook.keys[:3])}). Geef --tagger of --codebook van dezelfde thema's."
        )
