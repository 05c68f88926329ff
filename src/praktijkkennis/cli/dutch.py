"""Typer in Dutch: what the framework itself prints, in help and on wrong use."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from praktijkkennis.cli.slips import mistake_in, nearest_option
from praktijkkennis.errors import SettingsError

HELP_TEXT = "Toon deze uitleg en stop."
WRONG_USE = 2
INTERRUPTED = 130

_NONE_OF = re.compile(r"is not one of (?P<names>.+?)\.?$")
_NO_SUCH_COMMAND = re.compile(r"No such command (?P<name>.+?)\.(?: Did you mean (?P<near>.+)\?)?", re.DOTALL)


class DutchCommand(TyperCommand):
    """A command with Dutch help."""

    def get_usage(self, ctx: Any) -> str:
        """Give the line that says how to call it."""
        return _dutch_usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the options and arguments."""
        return _dutch_parameters(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse a call, unless it holds what a shell or a text processor made of something else."""
        options = {name for parameter in super().get_params(ctx) for name in parameter.opts if name[0] == "-"}
        mistake = mistake_in(args, options)
        if mistake:
            raise SettingsError(f"{mistake} Zie: {ctx.command_path} --help")
        return super().parse_args(ctx, args)


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
        "{VOORSPELD}": "VOORSPELD",
        "{GECODEERD}": "GECODEERD",
        "{PROEF}...": "PROEF...",
        "{OUD}": "OUD",
        "{WOORD}": "WOORD",
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

    Raises
    ------
    KeyboardInterrupt
        When the user stops it; Typer itself would say nothing.
    """
    translate_help()
    command = typer.main.get_command(app)
    try:
        outcome = command.main(prog_name="praktijkkennis", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort as stop:
        raise KeyboardInterrupt from stop
    except SystemExit as stop:
        # Typer leaves in this way when the reader of our output has gone.
        raise stop.__context__ or stop from None
    except typer.TyperException as error:
        message = _sentence(error, command)
        if message:
            print(message, file=sys.stderr)
        return WRONG_USE
    if outcome == INTERRUPTED:
        # This is what Typer makes of an interrupt.
        raise KeyboardInterrupt
    return outcome if isinstance(outcome, int) else 0


def _sentence(error: typer.TyperException, command: Any) -> str:
    """Say what is wrong with a call; by the kind of the error, since its own text is English."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "praktijkkennis"
    hint = f"Zie: {path} --help"
    match type(error).__name__:
        case "NoArgsIsHelpError":
            print(error.format_message())
            return ""
        case "NoSuchOption":
            return f"{_unknown_option(getattr(error, 'option_name', ''), context)} {hint}"
        case "MissingParameter":
            return f"Er ontbreekt iets: {_parameter(error)} is verplicht. {hint}"
        case "BadParameter":
            return f"De waarde voor {_parameter(error)} klopt niet; verwacht: {_expected(error)}. {hint}"
        case "BadOptionUsage":
            needs = "neemt geen waarde" if "not take" in error.format_message() else "heeft een waarde nodig"
            if context is None:
                # The parser that finds this does not know of which command it is.
                hint = f"Zie: {_path_on_the_line(command)} --help"
            return f"De optie {getattr(error, 'option_name', '')} {needs}. {hint}"
    text = error.format_message()
    if unknown := _NO_SUCH_COMMAND.fullmatch(text):
        near = unknown["near"].split(", ") if unknown["near"] else []
        return f"De opdracht {unknown['name']} bestaat niet.{_nearest(near)} {hint}"
    if text.startswith("Missing command"):
        return f"Geef een opdracht op. {hint}"
    if "unexpected extra argument" in text:
        return f"Er staat meer op de regel dan deze opdracht verwacht. {hint}"
    return f"Deze aanroep klopt niet: {text} {hint}"


def _unknown_option(option: str, context: Any) -> str:
    command = getattr(context, "command", None)
    start = f"De optie {option} bestaat niet."
    commands = getattr(command, "commands", None)
    if commands:
        # Before the command, where no option but --help and --version stands.
        for name, one in commands.items():
            if any(option in parameter.opts for parameter in getattr(one, "params", ())) and name in sys.argv:
                return f"De optie {option} hoort achter de opdracht: {context.command_path} {name} ... {option} ..."
        return start
    known = command.get_params(context) if command is not None else ()
    names = [name for parameter in known for name in parameter.opts if name.startswith("--")]
    near = nearest_option(option, names)
    return f"{start} Bedoelde je {near}?" if near else start


def _path_on_the_line(program: Any) -> str:
    """Give the program with the command, and the command within a group, as they were typed."""
    path, command = ["praktijkkennis"], program
    for word in sys.argv[1:]:
        command = getattr(command, "commands", {}).get(word)
        if command is None:
            break
        path.append(word)
    return " ".join(path)


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "een waarde")
    options = getattr(parameter, "opts", [])
    if options and options[0].startswith("-"):
        return str(options[0])
    return str(getattr(parameter, "metavar", None) or parameter.name).rstrip(".").upper()


def _expected(error: typer.TyperException) -> str:
    """Say what a value must be: by its type where that tells, else as its help explains it."""
    parameter, text = getattr(error, "param", None), error.format_message()
    if choice := _NONE_OF.search(text):
        return f"een van {choice['names'].replace(chr(39), '')}"
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is not None or "valid integer" in text or "valid number" in text:
        whole = isinstance(least, int) or "valid integer" in text
        if most is not None:
            bounds = f" van {least:g} tot en met {most:g}"
        else:
            bounds = "" if least is None else f" vanaf {least:g}"
        return f"een geheel getal{bounds}" if whole else f"een getal{bounds}, met een punt en geen komma"
    explanation = str(getattr(parameter, "help", None) or "een andere waarde")
    return explanation[:1].lower() + explanation[1:].rstrip(".")


def _nearest(names: Sequence[str]) -> str:
    return f" Bedoelde je {' of '.join(names)}?" if names else ""
