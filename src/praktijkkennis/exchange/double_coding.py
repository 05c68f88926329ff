"""Projects of QDA programs as what several people coded: who read what, and what each of them gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.evaluation import Coding
from praktijkkennis.evaluation.columns import tidy_codes
from praktijkkennis.exchange.codings.own_texts import texts_of_project
from praktijkkennis.exchange.codings.reading import read_codings
from praktijkkennis.exchange.codings.result import MACHINE

if TYPE_CHECKING:
    from pandas import DataFrame

_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Project:
    """One project: its codes, the documents it is about, who coded in it, and what found no place."""

    stem: str
    codes: DataFrame
    documents: tuple[str, ...]
    coders: frozenset[str]
    reasons: tuple[tuple[str, int], ...]
    remarks: tuple[str, ...]


def coding_of_projects(paths: Sequence[Path], documents: Sequence[Document], codebook: Codebook) -> Coding:
    """Read what people coded in projects, one with several coders or one for each coder.

    Parameters
    ----------
    paths : sequence of Path
        REFI-QDA projects (``.qdpx``) of any program.
    documents : sequence of Document
        Texts that are known already; a text of a project that is among them is called as it is there.
    codebook : Codebook
        The themes that were coded with.

    Returns
    -------
    Coding
        Whoever coded anything in a project has read all texts of that project, for the format does not tell. One name
        in several projects that share a text, other than the machine's, stands for several people (programs call
        everybody the same): the name of the file is put behind it. ``remarks`` says so, and what found no place.

    Raises
    ------
    ReadError
        When a file cannot be read.
    """
    import pandas as pd

    texts = tuple(documents)
    for path in paths:
        texts += texts_of_project(path, texts)
    projects = [_read(path, texts, codebook) for path in paths]
    read = Counter((name, key) for one in projects for name in one.coders - {MACHINE} for key in one.documents)
    shared = {name for (name, _), number in read.items() if number > 1}
    seen: dict[str, set[str]] = {}
    tables = []
    for one in projects:
        names = {name: f"{name} ({one.stem})" if name in shared else name for name in one.coders}
        tables.append(one.codes.assign(coder=one.codes["coder"].replace(names)))
        for key in one.documents:
            seen.setdefault(key, set()).update(names.values())
    codes = pd.concat(tables, ignore_index=True)
    remarks = ["Wie in een project codeerde, telt als lezer van alle teksten van dat project."]
    if shared:
        remarks.append(f"Dezelfde codeursnaam staat in meer projecten: {', '.join(sorted(shared))}. Ze tellen apart.")
    return Coding(
        codes.drop_duplicates(["document_id", "start", "end", "theme", "coder"], ignore_index=True),
        {key: tuple(sorted(readers)) for key, readers in sorted(seen.items())},
        texts={one.id: one.text for one in texts if one.id in seen},
        remarks=(*remarks, *(remark for one in projects for remark in (*one.remarks, *_not_placed(one)))),
    )


def _read(path: Path, texts: Sequence[Document], codebook: Codebook) -> _Project:
    found = read_codings(path, texts, codebook, coder=path.stem)
    coders = {*found.coders, *(one.coder for one in found.unplaced)} - {""}
    codes = tidy_codes(found.to_frame(), path.stem, {})
    return _Project(path.stem, codes, found.documents, frozenset(coders), found.reasons, found.remarks)


def _not_placed(project: _Project) -> list[str]:
    if not project.reasons:
        return []
    number = sum(times for _, times in project.reasons)
    counts = "1 codering telt" if number == 1 else f"{number} coderingen tellen"
    why = " ".join(reason for reason, _ in project.reasons[:_SHOWN])
    return [f"{counts} niet mee uit '{project.stem}': {why} Met 'praktijkkennis codings' zie je welke."]
