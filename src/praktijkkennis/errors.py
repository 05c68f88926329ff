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


class OutputError(PraktijkkennisError):
    """A result cannot be written."""


class OutputPathError(OutputError):
    """A result is asked for in a place or format that cannot be."""

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
