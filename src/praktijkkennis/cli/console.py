"""What the command line shows besides results: progress on a terminal, sentences on errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.errors import NothingReadError, PraktijkkennisError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from praktijkkennis.pipeline import Progress

DONE = 0
SOME_FAILED = 3
WRONG_USE = 2
FAILED = 1


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show how far a long job is, on a terminal; elsewhere nothing.

    Yields
    ------
    callable
        To call with stage, done and total.
    """
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


@contextmanager
def status(message: str) -> Iterator[None]:
    """Show a message on a terminal while something without steps goes on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        yield


def say(message: str) -> None:
    """Tell the user something that is no result, on standard error."""
    print(message, file=sys.stderr)


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def shortened(text: str, most: int) -> str:
    """Give a text on one line of at most so many characters, with a mark where something was left out."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def exit_code_of(command: Callable[[], int]) -> int:
    """Run the body of a program and turn whatever stops it into a sentence and an exit code.

    A fault of the user's gives its own sentence; a fault of ours says so and where the details are written.
    """
    try:
        code = command()
        sys.stdout.flush()
        return code
    except NothingReadError as error:
        say(str(error))
        return SOME_FAILED
    except PraktijkkennisError as error:
        say(str(error))
        return WRONG_USE if error.wrong_use else FAILED
    except KeyboardInterrupt:
        say("Afgebroken.")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and the rest goes nowhere.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the editor never sees a traceback
        say(_bug(error))
        return FAILED


def _bug(error: Exception) -> str:
    """Write the traceback to a file in the folder for temporary files, and say where."""
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(error))
    sentence = "Er ging iets mis in het programma zelf; dat is niet jouw fout."
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="praktijkkennis-fout-", suffix=".txt", delete=False
        ) as handle:
            handle.write(text)
    except OSError:
        return f"{sentence} ({type(error).__name__}: {error})"
    return f"{sentence} De details staan in {Path(handle.name)}; stuur dat bestand mee als je het meldt."
