"""The command line: thin commands that parse, call a plain function and say what came of it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``praktijkkennis`` and exit with its code."""
    from praktijkkennis.cli.console import exit_code_of

    # A console that cannot show every character must not stop a run.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(exit_code_of(_run))


def _run() -> int:
    from praktijkkennis.cli.app import app
    from praktijkkennis.cli.dutch import run

    return run(app)
