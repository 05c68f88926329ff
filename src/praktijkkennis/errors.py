"""The errors that are meant for people, and the messages for a missing extra and a choice that is none.

Every message is one Dutch sentence or two: what is wrong and what to do about it. Anything that
is not a :class:`PraktijkkennisError` is a bug in this library.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from types import MappingProxyType

_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOENT: "het bestaat niet",
        errno.EACCES: "je hebt er geen toegang toe",
        errno.EPERM: "je hebt er geen toegang toe",
        errno.EROFS: "daar kan alleen gelezen worden",
        errno.ENOSPC: "de schijf is vol",
        errno.EDQUOT: "je schijfruimte is op",
        errno.EISDIR: "het is een map",
        errno.ENOTDIR: "een deel van het pad is geen map",
        errno.EEXIST: "er is al een bestand met die naam",
        errno.ENOTEMPTY: "de map is niet leeg",
        errno.ENAMETOOLONG: "de naam is te lang",
        errno.EBUSY: "een ander programma gebruikt het",
        errno.EMFILE: "er staan te veel bestanden open",
        errno.EIO: "de schijf geeft een fout",
    }
)


class PraktijkkennisError(Exception):
    """Base of all errors meant for a person; its text is a Dutch sentence that can be shown as it is.

    Attributes
    ----------
    wrong_use : bool
        Whether the call or a file that it names must be changed, rather than the machine or its state.
    """

    wrong_use = False


class SettingsError(PraktijkkennisError):
    """A setting or configuration file is not valid."""

    wrong_use = True


class CodebookError(PraktijkkennisError):
    """A codebook cannot be read or contradicts itself."""

    wrong_use = True


class CodingError(PraktijkkennisError):
    """Codes of people or of the machine cannot be understood or compared."""

    wrong_use = True


class ReadError(PraktijkkennisError):
    """One source file cannot be read; the batch goes on without it."""


class FileUseError(ReadError):
    """A file that the user names is not there, or of a kind that the command cannot read."""

    wrong_use = True


class SourceError(PraktijkkennisError):
    """The sources as a whole cannot be used (nothing there, or not a file or folder)."""

    wrong_use = True


class NothingReadError(PraktijkkennisError):
    """There are files, but none of them can be read."""


class ModelError(PraktijkkennisError):
    """A language pipeline or embedding model is missing or damaged."""


class UnknownModelError(ModelError):
    """A model is asked for by a name that stands for none."""

    wrong_use = True


class TaggerError(ModelError):
    """A tagger that somebody trained cannot be read, or does not belong to this codebook or embedder."""

    wrong_use = True


class LanguageModelError(PraktijkkennisError):
    """A language model on the user's machine or elsewhere does not answer, or no longer."""


class LanguageModelUseError(LanguageModelError):
    """The address, model or key of a language model is not right, or text would leave the machine without leave."""

    wrong_use = True


class UnusableAnswerError(LanguageModelError):
    """One question got no usable answer; the next may."""


class BudgetSpentError(LanguageModelError):
    """The number of requests or tokens that the user allows is used up."""


class OutputError(PraktijkkennisError):
    """A result cannot be written."""


class OutputPathError(OutputError):
    """A result is asked for in a place or format that cannot be."""

    wrong_use = True


class StateError(PraktijkkennisError):
    """What is remembered from run to run cannot be read or written now."""


class StateUseError(StateError):
    """The folder for what is remembered cannot be that folder."""

    wrong_use = True


class ReviewError(PraktijkkennisError):
    """A file with corrections cannot be read, or holds none that could be."""

    wrong_use = True


class ExperimentError(PraktijkkennisError):
    """The description of an experiment, or what was recorded of one, cannot be used."""

    wrong_use = True


class QueryError(PraktijkkennisError):
    """What is looked for in the texts cannot be understood, or there is nothing to compare."""

    wrong_use = True


class MissingExtraError(PraktijkkennisError):
    """An optional part of the library is asked for but not installed."""

    wrong_use = True


def require_extra(module: str, extra: str) -> None:
    """Check that an optional dependency is installed.

    Parameters
    ----------
    module : str
        Import name of the package that is needed.
    extra : str
        Name of the extra of this library that installs it.

    Raises
    ------
    MissingExtraError
        With the exact command to run.
    """
    if find_spec(module) is None:
        raise MissingExtraError(
            f"Dit onderdeel heeft het pakket '{module}' nodig. "
            f'Installeer het met: pip install "praktijkkennis[{extra}]"'
        )


def check_choice(
    argument: str, given: object, choices: Iterable[str], error: type[PraktijkkennisError] = QueryError
) -> None:
    """Check an argument that chooses by a word; a misspelt one would silently give something else.

    Parameters
    ----------
    argument : str
        Its name.
    given : object
        What the caller gave.
    choices : iterable of str
        What there is to choose.
    error : type
        What to raise.

    Raises
    ------
    PraktijkkennisError
        Of the type ``error``, with the choices.
    """
    known = tuple(choices)
    if given not in known:
        listed = f"{', '.join(map(repr, known[:-1]))} of {known[-1]!r}"
        raise error(f"{argument}={given!r} bestaat niet. Kies {listed}.")


def reason_of(error: OSError) -> str:
    """Say in Dutch why the operating system refused something; what has no words yet keeps those of the system."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
