"""The errors that are meant for people, and the message for a missing extra.

Every message is one Dutch sentence or two: what is wrong and what to do about it. Anything that
is not a :class:`PraktijkkennisError` is a bug in this library.
"""

from __future__ import annotations

from importlib.util import find_spec


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


class SourceError(PraktijkkennisError):
    """The sources as a whole cannot be used (nothing there, or not a file or folder)."""

    wrong_use = True


class ModelError(PraktijkkennisError):
    """A language pipeline or embedding model is missing or damaged."""


class UnknownModelError(ModelError):
    """A model is asked for by a name that stands for none."""

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
