"""Where a language model is asked, and whether text leaves the machine to get there.

What editors hand in are other people's stories. A server on the machine itself may have them without a word, one on the
user's own network with a word, and one elsewhere only when the user says so.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from praktijkkennis.errors import LanguageModelUseError, require_extra

Reach = Literal["loopback", "private", "public"]
Resolver = Callable[[str], list[str]]

KEY_VARIABLE = "PRAKTIJKKENNIS_API_KEY"
"""Environment variable that an API key is read from unless the user names another."""

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
# Python's own is_private also holds ranges for documentation and benchmarks, which are nobody's network.
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
)
_COMPLETIONS = "/chat/completions"
_KEY = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address of an OpenAI-compatible service.

    Attributes
    ----------
    url : str
        Base address without slash at the end, for example ``http://localhost:11434/v1``.
    host : str
        Name or number of the machine.
    reach : {"loopback", "private", "public"}
        This machine, the user's own network, or anywhere else.
    encrypted : bool
        Whether it is https.
    """

    url: str
    host: str
    reach: Reach
    encrypted: bool

    @property
    def completions(self) -> str:
        """Where questions are sent."""
        return self.url + _COMPLETIONS

    @property
    def models(self) -> str:
        """Where the models are listed."""
        return self.url + "/models"


def resolve(host: str) -> list[str]:
    """Look the numbers of a machine up.

    Raises
    ------
    OSError
        When there is no such name.
    """
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})


def parse_address(text: str, *, let_text_leave: bool = False, resolver: Resolver = resolve) -> Address:
    """Check an address and tell how far text would travel to it.

    Parameters
    ----------
    text : str
        ``localhost:11434``, ``http://localhost:8080/v1``, ``https://host/api/v1/chat/completions``; without a path
        ``/v1`` is meant.
    let_text_leave : bool
        Whether the user allows that text goes to a machine that is neither this one nor on the user's own network.
    resolver : callable
        Gives the numbers of a name; every one of them must be near for the name to count as near.

    Raises
    ------
    LanguageModelUseError
        When it is no such address, carries a user name, password or key, or would let text leave without leave.
    MissingExtraError
        When the HTTP library is not installed.
    """
    require_extra("httpx2", "llm")
    import httpx2

    text = text.strip()
    try:
        # The parser of the library that will connect, so that what is judged is what is called.
        url = httpx2.URL(text if "://" in text else f"http://{text}")
        host = url.host
    except (httpx2.InvalidURL, ValueError, UnicodeError) as cause:
        raise LanguageModelUseError(_no_address(text)) from cause
    if url.scheme not in ("http", "https") or not host:
        raise LanguageModelUseError(_no_address(text))
    if url.userinfo or url.query or url.fragment:
        raise LanguageModelUseError(
            "In het adres van het taalmodel staat een naam, een wachtwoord of iets na een ? of #. Laat dat weg; een "
            f"sleutel geef je met de omgevingsvariabele {KEY_VARIABLE}."
        )
    path = url.path.rstrip("/").removesuffix(_COMPLETIONS).rstrip("/") or "/v1"
    base = str(url.copy_with(path=path, query=None, fragment=None))
    reach = _reach_of(host, let_text_leave, resolver)
    if reach == "public" and not let_text_leave:
        raise LanguageModelUseError(
            f"Het taalmodel op {host} staat niet op je eigen computer of netwerk: de tekst van je verhalen zou naar "
            "een ander gaan. Er is niets verstuurd. Mag het wel, geef dan --laat-tekst-weggaan; draai anders een model "
            "op je eigen computer."
        )
    return Address(base, host, reach, url.scheme == "https")


def api_key(variable: str = KEY_VARIABLE) -> str | None:
    """Read a key from the environment; None when there is none.

    Raises
    ------
    LanguageModelUseError
        When what is there cannot be a key. It is not shown.
    """
    key = os.environ.get(variable, "").strip()
    if not key:
        return None
    if not _KEY.fullmatch(key):
        raise LanguageModelUseError(
            f"De sleutel in de omgevingsvariabele {variable} bevat een spatie of een vreemd teken. Zet de sleutel er "
            "opnieuw in, zonder iets eromheen."
        )
    return key


def warning_for(address: Address) -> str:
    """Say in Dutch where text goes, before it goes; empty when it stays on this machine."""
    if address.reach == "loopback":
        return ""
    if address.reach == "private":
        return f"Let op: de tekst gaat naar een andere computer op je eigen netwerk ({address.host})."
    sentence = f"LET OP: de tekst van je verhalen verlaat je computer en gaat naar {address.host}."
    if not address.encrypted:
        sentence += " Het adres begint met http en niet met https: onderweg kan iedereen meelezen, ook de sleutel."
    return sentence


def _no_address(text: str) -> str:
    shown = text.rpartition("@")[2]
    return f"'{shown}' is geen adres van een taalmodel. Geef een adres als http://localhost:11434."


def _reach_of(host: str, let_text_leave: bool, resolver: Resolver) -> Reach:
    try:
        numbers = [ipaddress.ip_address(host)]
    except ValueError:
        try:
            numbers = [ipaddress.ip_address(found) for found in resolver(host)]
        except (OSError, UnicodeError, ValueError) as cause:
            if let_text_leave:
                return "public"
            raise LanguageModelUseError(
                f"De computer '{host}' is niet te vinden. Kijk het adres van het taalmodel na."
            ) from cause
    farthest: list[Reach] = [_reach_of_number(number) for number in numbers]
    if not farthest or "public" in farthest:
        return "public"
    return "private" if "private" in farthest else "loopback"


def _reach_of_number(number: _IP) -> Reach:
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    # Servers print 0.0.0.0 as their own address; to connect to it is to connect to this machine.
    if number.is_loopback or number.is_unspecified:
        return "loopback"
    return "private" if any(number.version == net.version and number in net for net in _PRIVATE) else "public"
