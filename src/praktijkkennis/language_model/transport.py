"""One HTTP exchange with a language model: what came back, or in which of a few ways it failed.

httpx2 (the maintained continuation of httpx) does the talking: it has separate time-outs for connecting and reading,
keeps connections, is safe between threads, and trusts the certificates that the operating system trusts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from praktijkkennis.language_model.address import Address

MAX_ANSWER_BYTES = 4_000_000
"""A longer answer is no answer to a question of ours; reading stops there."""

_CONNECT_SECONDS = 10.0

Fault = Literal["no connection", "certificate", "time-out", "broken", "too large"]


class Clock(Protocol):
    """Time, so that tests need not wait."""

    def now(self) -> float:
        """Seconds since some moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: HTTP status, body as text, and how many seconds it asks to wait (None: it does not)."""

    status: int
    text: str
    wait: float | None = None


class TransportError(Exception):
    """An exchange that gave no reply; ``fault`` says in which way. Never shown to people as it is."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Transport:
    """Sends questions to one address.

    Parameters
    ----------
    address : Address
        Where to.
    key : str, optional
        API key; sent as bearer token, kept nowhere else, and taken out of whatever the server says.
    timeout : float
        Seconds that one exchange may take.
    clock : Clock
        Measures them.

    Notes
    -----
    Redirects are not followed, since they would take the text to an address that nobody checked. For near addresses
    the proxies and passwords of the environment are left alone, for the same reason.
    """

    def __init__(self, address: Address, key: str | None, timeout: float, clock: Clock) -> None:
        import httpx2

        self._key = key
        self._timeout = timeout
        self._clock = clock
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "praktijkkennis"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx2.Client(
            headers=headers,
            timeout=httpx2.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS)),
            follow_redirects=False,
            trust_env=address.reach == "public",
        )

    def __repr__(self) -> str:
        return "Transport(...)"

    def post(self, url: str, payload: Mapping[str, Any]) -> Reply:
        """Send JSON and read the whole reply.

        Raises
        ------
        TransportError
            When there is no whole reply.
        """
        # ASCII only, so that half a surrogate pair in a text cannot stop the request.
        content = json.dumps(payload, ensure_ascii=True).encode("ascii")
        return self._exchange("POST", url, content)

    def get(self, url: str) -> Reply:
        """Read a page.

        Raises
        ------
        TransportError
            When there is no whole reply.
        """
        return self._exchange("GET", url, None)

    def close(self) -> None:
        """Let connections go."""
        self._http.close()

    def _exchange(self, method: str, url: str, content: bytes | None) -> Reply:
        import httpx2

        started = self._clock.now()
        headers = {} if content is None else {"Content-Type": "application/json"}
        try:
            with self._http.stream(method, url, content=content, headers=headers) as response:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > MAX_ANSWER_BYTES:
                        raise TransportError("too large")
                    # The library's time-out is per chunk; a server that drips could go on for ever.
                    if self._clock.now() - started > self._timeout:
                        raise TransportError("time-out")
                text = self._redacted(body.decode("utf-8", "replace"))
                return Reply(response.status_code, text, _seconds(response.headers.get("retry-after")))
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as cause:
            raise TransportError("certificate" if "CERTIFICATE" in str(cause).upper() else "no connection") from cause
        except httpx2.TimeoutException as cause:
            raise TransportError("time-out") from cause
        except (httpx2.HTTPError, httpx2.StreamError) as cause:
            raise TransportError("broken") from cause

    def _redacted(self, text: str) -> str:
        # Services repeat a wrong key in their message; it must not end up on a screen, in a log or in the cache.
        return text.replace(self._key, "***") if self._key else text


def _seconds(value: str | None) -> float | None:
    """Read ``Retry-After`` in seconds; a date there is not read."""
    try:
        seconds = float(value) if value else -1.0
    except ValueError:
        return None
    return seconds if 0.0 <= seconds < float("inf") else None
