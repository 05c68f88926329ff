"""What was coded in several ways brought to the same documents: by sentence, in a table, in another program."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation.coding import Coding
from praktijkkennis.evaluation.documents import match_documents
from praktijkkennis.evaluation.placing import pieces_of

if TYPE_CHECKING:
    from pandas import DataFrame

_SHOWN = 3


def join_codings(first: Coding, second: Coding, *, read_all: Collection[str] = ()) -> Coding:
    """Bring one coding to the documents of another.

    Parameters
    ----------
    first : Coding
        Its documents keep their names, and their texts and sentences go before those of the other.
    second : Coding
        Its documents are recognised by name, else by what they say.
    read_all : collection of str
        Coders of ``second`` that have read every document of ``first``, such as the machine: it leaves no trace in
        documents in which it found nothing.

    Returns
    -------
    Coding
        All codes. Where the sentences of ``first`` are known, documents that only ``second`` has are left out, since of
        these nobody knows the sentences; ``remarks`` tells which. Offsets are as they were: they are settled by
        :func:`~praktijkkennis.evaluation.matching.settle`.

    Raises
    ------
    CodingError
        When sentences are known and the two share no document.
    """
    import pandas as pd

    keys, others = _documents(first), _documents(second)
    found = match_documents(others, keys, pieces_of(second), pieces_of(first))
    if first.units is not None and keys and others and not found.pairs:
        raise CodingError(
            f"Geen enkel document komt in alle bestanden voor: '{found.right_only[0]}' tegenover "
            f"'{found.left_only[0]}'. Controleer of ze over dezelfde teksten gaan."
        )
    names = {key: found.names.get(key, key) for key in others}
    left_out = found.left_only if first.units is not None else ()
    seen = {key: set(readers) for key, readers in first.seen.items()}
    for key, readers in second.seen.items():
        if key not in left_out:
            seen.setdefault(names[key], set()).update(readers)
    everywhere = {one for one in second.coders if one in read_all}
    for key in first.seen:
        seen[key] |= everywhere
    codes = pd.concat([first.codes, _renamed(second.codes, names, left_out)], ignore_index=True)
    units = first.units
    if units is None and second.units is not None:
        units = _renamed(second.units, names, left_out).sort_values(["document_id", "start", "end"], ignore_index=True)
    return replace(
        first,
        codes=codes.drop_duplicates(["document_id", "start", "end", "text", "theme", "coder"], ignore_index=True),
        seen={key: tuple(sorted(readers)) for key, readers in sorted(seen.items())},
        units=units,
        texts={names[key]: text for key, text in second.texts.items() if key not in left_out} | dict(first.texts),
        renamed={left: right for left, right, how in found.pairs if how != "gelijk"} | dict(first.renamed),
        remarks=(*first.remarks, *second.remarks, *_elsewhere(left_out, second.codes)),
    )


def _documents(coding: Coding) -> list[str]:
    units = [] if coding.units is None else coding.units["document_id"].unique().tolist()
    return sorted({*coding.seen, *units})


def _renamed(rows: DataFrame, names: dict[str, str], left_out: Collection[str]) -> DataFrame:
    kept = rows[~rows["document_id"].isin(list(left_out))]
    return kept.assign(document_id=kept["document_id"].replace(names))


def _elsewhere(left_out: Sequence[str], codes: DataFrame) -> tuple[str, ...]:
    n_codes = int(codes["document_id"].isin(list(left_out)).sum())
    if not n_codes:
        return ()
    some = ", ".join(left_out[:_SHOWN]) + (f" en nog {len(left_out) - _SHOWN}" if len(left_out) > _SHOWN else "")
    counts = "1 code telt" if n_codes == 1 else f"{n_codes} codes tellen"
    return (f"{counts} niet mee, want van die documenten zijn de zinnen niet bekend: {some}.",)
