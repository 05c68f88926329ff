"""Typer in Dutch: what the framework itself prints, in help and on wrong use."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

HELP_TEXT = "Toon deze uitleg en stop."
WRONG_USE = 2


class DutchCommand(TyperCommand):
    """A command with Dutch help."""

    def get_usage(self, ctx: Any) -> str:
        """Give the line that says how to call it."""
        return _dutch_usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the options and arguments."""
        return _dutch_parameters(super().get_params(ctx))


class DutchGroup(TyperGroup):
    """A group of commands with Dutch help."""

    def get_usage(self, ctx: Any) -> str:
        """Give the line that says how to call it."""
        return _dutch_usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the options."""
        return _dutch_parameters(super().get_params(ctx))


def _dutch_usage(usage: str) -> str:
    words = {
        "Usage: ": "Gebruik: ",
        "[OPTIONS]": "[OPTIES]",
        "COMMAND [ARGS]...": "OPDRACHT [ARGUMENTEN]...",
        "{BRON}...": "BRON...",
        "{BESTAND}": "BESTAND",
    }
    for english, dutch in words.items():
        usage = usage.replace(english, dutch, 1)
    return usage


def _dutch_parameters(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if "--help" in parameter.opts:
            parameter.help = HELP_TEXT
        if parameter.metavar is None or not parameter.opts[0].startswith("-"):
            # The column with the Python type says nothing to an editor.
            parameter.display_type_rich = lambda ctx: None
    return parameters


def translate_help() -> None:
    """Put the headings of rendered help into Dutch."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
    rich_utils.OPTIONS_PANEL_TITLE = "Opties"
    rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
    rich_utils.DEFAULT_STRING = "[standaard: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[verplicht]"


def run(app: typer.Typer) -> int:
    """Run a Typer app and say in Dutch what is wrong with a call.

    Parameters
    ----------
    app : typer.Typer
        The app.

    Returns
    -------
    int
        Exit code: 2 for wrong use, else what the command gives.
    """
    translate_help()
    command = typer.main.get_command(app)
    try:
        outcome = command.main(prog_name="praktijkkennis", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        print("Afgebroken.", file=sys.stderr)
        return 130
    except typer.TyperException as error:
        message = _sentence(error)
        if message:
            print(message, file=sys.stderr)
        return WRONG_USE
    return outcome if isinstance(outcome, int) else 0


def _sentence(error: typer.TyperException) -> str:
    """Say what is wrong with a call; by the kind of the error, since its own text is English."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "praktijkkennis"
    hint = f"Zie: {path} --help"
    match type(error).__name__:
        case "NoArgsIsHelpError":
            print(error.format_message())
            return ""
        case "NoSuchOption":
            option = getattr(error, "option_name", "")
            near = getattr(error, "possibilities", None) or []
            also = f" Bedoelde je {' of '.join(near)}?" if near else ""
            return f"De optie {option} bestaat niet.{also} {hint}"
        case "MissingParameter":
            return f"Er ontbreekt iets: {_parameter(error)} is verplicht. {hint}"
        case "BadParameter":
            return f"De waarde voor {_parameter(error)} klopt niet; verwacht: {_expected(error)}. {hint}"
        case "BadOptionUsage":
            return f"De optie {getattr(error, 'option_name', '')} heeft een waarde nodig. {hint}"
    text = error.format_message()
    if text.startswith("No such command"):
        return f"De opdracht {_quoted(text)} bestaat niet. {hint}"
    if text.startswith("Missing command"):
        return f"Geef een opdracht op. {hint}"
    if "unexpected extra argument" in text:
        return f"Er staat meer op de regel dan deze opdracht verwacht. {hint}"
    return f"Deze aanroep klopt niet: {text} {hint}"


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "een waarde")
    options = getattr(parameter, "opts", [])
    if options and options[0].startswith("-"):
        return str(options[0])
    return str(getattr(parameter, "metavar", None) or parameter.name).rstrip(".").upper()


def _expected(error: typer.TyperException) -> str:
    explanation = str(getattr(getattr(error, "param", None), "help", None) or "een andere waarde")
    return explanation[:1].lower() + explanation[1:].rstrip(".")


def _quoted(text: str) -> str:
    start, end = text.find("'"), text.rfind("'")
    return text[start : end + 1] if 0 <= start < end else ""
