"""A new experiment to begin with: a description with comments, that runs as it stands."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from praktijkkennis.errors import ExperimentError, OutputPathError
from praktijkkennis.exchange.coded import SUFFIXES
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.experiment.reading import Description, check_name, read_description

KINDS = ("tagging", "topics", "insights", "pipeline")
"""Kinds that there is a description of to begin with."""

PLANTED = "inzichten.json"
"""File beside texts that says what insights were planted in them."""


def new_experiment(
    path: str | Path, kind: str, corpus: Sequence[str | Path], codebook: Path | None = None
) -> Description:
    """Write a description to begin with.

    Parameters
    ----------
    path : path
        A TOML file that is not there yet.
    kind : str
        Kind of experiment.
    corpus : sequence of path
        Files to judge on, and, for tagging, to learn from.
    codebook : Path, optional
        A codebook of one's own.

    Returns
    -------
    Description
        What was written, read back.

    Raises
    ------
    OutputPathError
        When the file is there already or is not called ``.toml``.
    ExperimentError
        When the kind is not known, the name cannot be that of an experiment, or no corpus is given that this kind can
        read.
    """
    path = Path(path)
    if path.suffix != ".toml":
        raise OutputPathError(f"'{path.name}' moet eindigen op .toml.")
    if path.exists():
        raise OutputPathError(f"'{path}' bestaat al. Kies een andere naam.")
    if kind not in KINDS:
        raise ExperimentError(f"De soort '{kind}' is onbekend. Kies uit: {', '.join(KINDS)}.")
    check_name(path.stem)
    if codebook is not None and kind == "pipeline":
        raise ExperimentError("Bij de soort 'pipeline' hoort geen codeboek. Laat --codebook weg.")
    if not corpus:
        raise ExperimentError("Noem met --corpus de bestanden waarop wordt beoordeeld.")
    for one in (*corpus, *([codebook] if codebook else [])):
        if not Path(one).exists():
            raise ExperimentError(f"Het bestand '{one}' bestaat niet. Controleer de naam en de map.")
    for one in corpus:
        _check_corpus(kind, Path(one))
    template = resources.files("praktijkkennis") / "data" / "experimenten" / f"{kind}.toml"
    text = template.read_text(encoding="utf-8").format(
        file=path.name,
        name=path.stem,
        corpus=", ".join(_quoted(_from(Path(one), path.parent)) for one in corpus),
        codebook=_quoted("nieuw_organiseren" if codebook is None else _from(codebook, path.parent)),
    )
    read_description(tomllib.loads(text) | {"name": path.stem}, path.parent)
    replace_file(path, text.encode("utf-8"))
    return read_description(path)


def _check_corpus(kind: str, path: Path) -> None:
    """Refuse what this kind cannot read, by its name: what is in it shows when it is run."""
    if kind == "pipeline":
        if not path.is_dir() and ".conllu" not in path.suffixes:
            raise ExperimentError(
                f"'{path}' is geen bestand met ontlede zinnen. Noem bij de soort 'pipeline' bestanden die eindigen "
                "op .conllu of .conllu.gz."
            )
        return
    if path.is_dir():
        raise ExperimentError(f"'{path}' is een map. Noem met --corpus de bestanden die erin staan.")
    known = (".jsonl",) if kind == "insights" else SUFFIXES
    if path.suffix.lower() not in known:
        endings = " of ".join(filter(None, (", ".join(known[:-1]), known[-1])))
        raise ExperimentError(
            f"'{path}' is geen bestand met gecodeerde teksten. Noem bij de soort '{kind}' bestanden die eindigen op "
            f"{endings}."
        )
    if kind == "insights" and not path.with_name(PLANTED).is_file():
        raise ExperimentError(
            f"Naast '{path}' staat geen '{PLANTED}'. Bij de soort 'insights' horen teksten met geplante inzichten, "
            "met dat bestand ernaast ('id' en 'theme' per inzicht)."
        )


def _from(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # Another drive of Windows.
        return path.resolve().as_posix()


def _quoted(text: str) -> str:
    # A basic string of TOML escapes as JSON does.
    return json.dumps(text, ensure_ascii=False)
