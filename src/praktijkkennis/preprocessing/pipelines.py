"""Which Dutch spaCy pipeline is used, and what there is to say of it in a manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.errors import ModelError, UnknownModelError
from praktijkkennis.preprocessing.abbreviations import kind_of
from praktijkkennis.preprocessing.spelling import fold
from praktijkkennis.preprocessing.words import is_known_word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PREFERRED = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")
BUNDLED = "nl_praktijk_sm"
_NEEDED = {"POS": "woordsoorten (morphologizer)", "DEP": "zinsontleding (parser)", "LEMMA": "lemma's (lemmatizer)"}
_ABOUT = frozenset(["README.md", "LICENSE", "evaluation.json"])
"""Files that say something of a pipeline and change nothing of what it does."""

_WITH_STOP = re.compile(r"([^\W\d_]*[aeiouy][^\W\d_]*)\.")
"""A word with a vowel and a full stop: what has no vowel (``kg.``, ``vs.``) is an abbreviation, on a word list too."""

_PROBE = "Het team laat de oude regels los."


@dataclass(frozen=True, slots=True)
class PipelineInfo:
    """What a manifest says of a pipeline: name, version and SHA-256 of the files it was loaded from."""

    name: str
    version: str
    checksum: str


@dataclass(frozen=True, slots=True)
class DutchPipeline:
    """A loaded spaCy pipeline together with what identifies it."""

    nlp: Language
    info: PipelineInfo


def resolve_pipeline(name: str = "auto", installed: Sequence[str] | None = None) -> str:
    """Name the pipeline that a setting stands for.

    Parameters
    ----------
    name : str
        ``"auto"``, the name of an installed spaCy package, ``"nl_praktijk_sm"`` (comes along) or a path.
    installed : sequence of str, optional
        Installed packages to choose from; looked up when not given.

    Returns
    -------
    str
        For ``"auto"`` the best of the installed ``nl_core_news_*``, else the pipeline that comes along.
    """
    if name != "auto":
        return name
    candidates = [package for package in PREFERRED if _is_installed(package)] if installed is None else installed
    return next((package for package in PREFERRED if package in candidates), BUNDLED)


@cache
def load_pipeline(name: str = "auto") -> DutchPipeline:
    """Load a Dutch pipeline once per process.

    Parameters
    ----------
    name : str
        As for :func:`resolve_pipeline`.

    Raises
    ------
    ModelError
        When it is not there, is damaged, or does not tag, parse and lemmatise.
    """
    import spacy

    # spaCy knows the components of our own pipeline once they are imported, entry points or not.
    from praktijkkennis.preprocessing import second_look, sentence_starts  # noqa: F401

    resolved = resolve_pipeline(name)
    folder = _folder(resolved)
    try:
        nlp = spacy.load(folder, exclude=["ner", "senter"])
        # What a pipeline does is seen by its work: components may bear any name.
        probe = nlp(_PROBE)
    except Exception as error:
        raise ModelError(
            f"De taalpijplijn '{resolved}' kan niet worden geladen. "
            "Installeer hem opnieuw of kies er een met --pipeline; 'praktijkkennis doctor' laat zien wat er is."
        ) from error
    _check(probe, resolved)
    part_from_stop(nlp)
    _multiply_faster(nlp)
    version = str(nlp.meta.get("version", ""))
    return DutchPipeline(nlp, PipelineInfo(Path(resolved).name, version, _checksum(folder)))


def part_from_stop(nlp: Language) -> None:
    """Let a pipeline part ordinary words (``dat``, ``kon``, ``hand``) from the full stop behind them.

    To the Dutch tokenizer of spaCy ``dat.`` is short for something, as it is in law books, and dozens with it. What
    stands on our own list of abbreviations stays (``prof.``, ``vol.`` before a number).

    Parameters
    ----------
    nlp : Language
        The pipeline; its tokenizer is changed, unless that is of a make of its own.
    """
    from spacy.tokenizer import Tokenizer

    if not isinstance(nlp.tokenizer, Tokenizer):
        return
    rules = nlp.tokenizer.rules or {}
    kept = {text: pieces for text, pieces in rules.items() if kind_of(text) or not is_word_with_stop(text)}
    if len(kept) < len(rules):
        nlp.tokenizer.rules = kept


def is_word_with_stop(text: str) -> bool:
    """Tell whether a text is an ordinary word and a full stop, whatever else it may be an abbreviation of."""
    match = _WITH_STOP.fullmatch(fold(text))
    return match is not None and (len(match[1]) > 1 or match[1] == "u") and is_known_word(match[1])


def _multiply_faster(nlp: Language) -> None:
    # Thinc takes a while to import, and comes with spaCy anyway.
    from praktijkkennis.preprocessing.multiplication import multiply_with_numpy

    multiply_with_numpy(nlp)


def _is_installed(package: str) -> bool:
    return find_spec(package) is not None


def _folder(resolved: str) -> Path:
    if resolved == BUNDLED:
        return Path(str(resources.files("praktijkkennis") / "data" / "models" / BUNDLED))
    spec = find_spec(resolved) if resolved.isidentifier() else None
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        inner = [child.parent for child in sorted(folder.glob("*/config.cfg"))]
        return inner[0] if inner else folder
    folder = Path(resolved)
    if (folder / "config.cfg").is_file():
        return folder
    raise UnknownModelError(
        f"De taalpijplijn '{resolved}' is niet gevonden. Geef een geïnstalleerde spaCy-pijplijn, een map ermee, "
        f"of '{BUNDLED}', die meekomt."
    )


def _check(probe: Doc, name: str) -> None:
    if probe.lang_ != "nl":
        raise ModelError(f"De taalpijplijn '{name}' is voor de taal '{probe.lang_}'; er is een Nederlandse nodig.")
    missing = [what for attribute, what in _NEEDED.items() if not probe.has_annotation(attribute)]
    if missing:
        raise ModelError(
            f"De taalpijplijn '{name}' mist {', '.join(missing)}. "
            f"Kies een volledige pijplijn, bijvoorbeeld '{BUNDLED}'."
        )


def _checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.name not in _ABOUT:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
