"""From the settings of a language model to a client that asks it, with a word on where text goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import say
from praktijkkennis.errors import LanguageModelUseError

if TYPE_CHECKING:
    from praktijkkennis.language_model import ChatClient
    from praktijkkennis.settings import LanguageModelSettings, Settings

ModelAddress = Annotated[
    str | None,
    typer.Option("--address", metavar="URL", help="Adres van het taalmodel, zoals http://localhost:11434."),
]
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="NAAM", help="Naam van het model, zoals de server die kent.")
]
LetTextLeave = Annotated[
    bool, typer.Option("--laat-tekst-weggaan", help="De tekst mag naar een computer die niet van jou is.")
]
KeyVariable = Annotated[
    str | None,
    typer.Option("--key-variable", metavar="NAAM", help="Omgevingsvariabele met de sleutel (API key)."),
]


def open_client(chosen: LanguageModelSettings, settings: Settings) -> ChatClient:
    """Make the client, and tell where text goes before any of it is read.

    Raises
    ------
    LanguageModelUseError
        When address or name is missing, or text would leave the machine without leave.
    """
    from praktijkkennis.language_model import (
        AnswerCache,
        Budget,
        ChatClient,
        api_key,
        default_cache_folder,
        parse_address,
        warning_for,
    )

    if not chosen.address or not chosen.model:
        raise LanguageModelUseError(
            "Geef met --address het adres van een taalmodel en met --model zijn naam, bijvoorbeeld "
            "--address http://localhost:11434 --model qwen3:8b."
        )
    address = parse_address(chosen.address, let_text_leave=chosen.let_text_leave)
    if warning := warning_for(address):
        say(warning)
        if not settings.reading.pseudonymise:
            say("Met --pseudonymise worden namen van mensen eerst door codes vervangen.")
    return ChatClient(
        address,
        chosen.model,
        key=api_key(chosen.key_variable),
        cache=AnswerCache(chosen.cache or default_cache_folder()),
        budget=Budget(chosen.max_requests, chosen.max_tokens),
        timeout=chosen.timeout,
    )
