"""The steps of a long recipe: which are done, and doing the others, so that one that stopped goes on from there.

A book beside what is made on the way holds the commands that were done.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

BOOK = "gedaan.txt"


@dataclass(frozen=True)
class Step:
    """One command of a recipe.

    Parameters
    ----------
    words : tuple of str
        Script and arguments.
    made : Path or None
        What it writes, where it says so.
    reads : tuple of Path
        Texts that it has to be done again for when they changed since.
    needs : tuple of str
        What it needs besides the library.
    always : bool
        Whether it is never skipped, as what only prints.
    """

    words: tuple[str, ...]
    made: Path | None = None
    reads: tuple[Path, ...] = ()
    needs: tuple[str, ...] = ()
    always: bool = False

    @property
    def command(self) -> str:
        """The command as one would type it."""
        return shlex.join(["python", *self.words])

    def is_done(self, done: Sequence[str]) -> bool:
        """Tell whether it was done with these words, what it made is there, and what it reads is no newer."""
        if self.always or self.command not in done or (self.made is not None and not self.made.exists()):
            return False
        return self.made is None or all(path.stat().st_mtime <= _changed(self.made) for path in self.reads)


def first_to_do(every: Sequence[Step], build: Path) -> int:
    """Give the place of the first step that is not done; what comes after it was made of what it made before."""
    book = build / BOOK
    done = book.read_text(encoding="utf-8").splitlines() if book.exists() else []
    return next((number for number, step in enumerate(every) if not step.is_done(done)), len(every))


def list_steps(every: Sequence[Step], first: int) -> None:
    """Print the commands, and which of them are done."""
    for number in range(len(every)):
        _tell(every, number, first)


def do_steps(
    every: Sequence[Step],
    first: int,
    build: Path,
    python_of: Callable[[Step], str] = lambda step: sys.executable,
    tidy: Callable[[Step], None] = lambda step: None,
) -> None:
    """Do the steps from a place on, and write down each that was done.

    Parameters
    ----------
    every : sequence of Step
        The whole recipe.
    first : int
        As :func:`first_to_do` gives it.
    build : Path
        Folder for what is made on the way, and for the book.
    python_of : callable
        Gives the Python that a step runs in.
    tidy : callable
        Told each step after it was done.

    Raises
    ------
    SystemExit
        When a step fails, with its command.
    """
    build.mkdir(parents=True, exist_ok=True)
    book = build / BOOK
    book.write_text("".join(step.command + "\n" for step in every[:first]), encoding="utf-8")
    for number, step in enumerate(every):
        _tell(every, number, first)
        if number < first:
            continue
        outcome = subprocess.run([python_of(step), *step.words], check=False)
        if outcome.returncode:
            raise SystemExit(
                f"Stopped: {step.words[0]} failed (exit code {outcome.returncode}). Its command was:\n{step.command}\n"
                "Mend what it says above and give the same command again; steps that are done are skipped."
            )
        tidy(step)
        with book.open("a", encoding="utf-8") as stream:
            stream.write(step.command + "\n")


def _tell(every: Sequence[Step], number: int, first: int) -> None:
    print(f"[{number + 1}/{len(every)}]{' (done)' if number < first else ''} {every[number].command}", flush=True)


def _changed(made: Path) -> float:
    inside = [path.stat().st_mtime for path in made.glob("*")] if made.is_dir() else []
    return max([made.stat().st_mtime, *inside])
