"""One model at one address: sends questions, is patient with a server in trouble, and learns its dialect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from praktijkkennis.errors import LanguageModelError, LanguageModelUseError, UnusableAnswerError
from praktijkkennis.language_model.address import Address
from praktijkkennis.language_model.budget import Budget, estimated_tokens
from praktijkkennis.language_model.dialect import Dialect, Question, says_no_model, says_too_long
from praktijkkennis.language_model.replies import Completion, error_message, is_json, read_completion
from praktijkkennis.language_model.transport import Clock, Fault, Reply, Transport, TransportError

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({400, 413, 415, 422, 501})
_TROUBLE: dict[Fault, str] = {
    "no connection": "geen verbinding",
    "time-out": "te lang geen antwoord",
    "broken": "een afgebroken antwoord",
}
_LONGEST_NAME = 80
_MOST_NAMES = 10

# No tokeniser puts so many letters of Dutch in one token: then the server left part of the question out.
_MOST_CHARACTERS_PER_TOKEN = 6.5
_FEWEST_CHARACTERS_TO_JUDGE = 2_000


@dataclass(frozen=True, slots=True)
class Backoff:
    """How often and how patiently a server in trouble is asked again.

    Attributes
    ----------
    attempts : int
        Tries of one request, the first included.
    timeouts : int
        Tries of one request that end in silence; fewer, since each of them takes as long as a request may.
    first : float
        Seconds before the second try; doubled before every next one.
    longest : float
        Most seconds between two tries, also when the server asks for more (``Retry-After``).
    """

    attempts: int = 6
    timeouts: int = 2
    first: float = 1.0
    longest: float = 60.0

    def wait(self, attempt: int, asked: float | None) -> float:
        """Seconds to wait after try number ``attempt`` (from 1)."""
        return min(self.longest, max(asked or 0.0, self.first * 2.0 ** (attempt - 1)))


class Server:
    """Asks one model at one address; safe between threads.

    Parameters
    ----------
    address : Address
        Checked by :func:`~praktijkkennis.language_model.address.parse_address`.
    model : str
        Name of the model, as the server knows it.
    key : str or None
        API key.
    budget : Budget
        Counts requests and tokens, and refuses what goes over it.
    timeout : float
        Seconds that one request may take.
    backoff : Backoff
        Patience with a server in trouble.
    clock : Clock
        Measures and waits.

    Attributes
    ----------
    has_answered : bool
        Whether it answered at least one question.
    """

    def __init__(
        self,
        address: Address,
        model: str,
        key: str | None,
        budget: Budget,
        timeout: float,
        backoff: Backoff,
        clock: Clock,
    ) -> None:
        self.address = address
        self.model = model
        self.has_answered = False
        self._budget = budget
        self._backoff = backoff
        self._clock = clock
        self._transport = Transport(address, key, timeout, clock)
        self._dialect = Dialect()

    def close(self) -> None:
        """Let connections go."""
        self._transport.close()

    def complete(self, question: Question) -> Completion:
        """Get what the model says, whatever that is.

        Raises
        ------
        UnusableAnswerError
            When the server fails on this question.
        BudgetSpentError
            When the limit of the user is reached.
        LanguageModelUseError
            When address, model or key is not right, or the model does not read the whole question.
        LanguageModelError
            When the server does not answer any more.
        """
        dialect = self._dialect
        while True:
            payload = dialect.payload(self.model, question)
            reply = self._sent(payload)
            if reply.status == 200:
                completion = self._checked(payload, reply)
                self._dialect = dialect
                return completion
            message = error_message(reply.text)
            self._raise_for_use(reply.status, message)
            if says_too_long(message) or reply.status == 413:
                raise _too_long(message or str(reply.status))
            better = dialect.after_refusal(message) if reply.status in _REFUSED else None
            if better is None:
                raise UnusableAnswerError(f"Het taalmodel weigert de vraag ({reply.status}{_because(message)}).")
            dialect = better

    def _checked(self, payload: Mapping[str, Any], reply: Reply) -> Completion:
        completion = read_completion(reply.text)
        if completion is None:
            # The server of llama.cpp may give an error with status 200.
            if message := error_message(reply.text) if '"error"' in reply.text else "":
                fault = UnusableAnswerError(f"Het taalmodel geeft een fout: {message}.")
                raise _too_long(message) if says_too_long(message) else fault
            if reply.text.lstrip().startswith("<"):
                raise LanguageModelUseError(
                    f"Op {self.address.url} staat een webpagina en geen taalmodel. Kijk het adres na."
                )
            raise UnusableAnswerError("De server geeft een antwoord dat niet te lezen is.")
        sent = "".join(message["content"] for message in payload["messages"])
        counted = completion.question_tokens
        answer_tokens = completion.answer_tokens
        self._budget.after_answer(
            (estimated_tokens(sent) if counted is None else counted)
            + (estimated_tokens(completion.text) if answer_tokens is None else answer_tokens)
        )
        if counted and len(sent) >= max(_FEWEST_CHARACTERS_TO_JUDGE, counted * _MOST_CHARACTERS_PER_TOKEN):
            raise LanguageModelUseError(
                f"Het model las maar {counted} tokens van een vraag van ongeveer {estimated_tokens(sent)}: de rest "
                "viel buiten zijn contextvenster. Maak dat groter (bij Ollama: OLLAMA_CONTEXT_LENGTH=16384 ollama "
                "serve)."
            )
        self.has_answered = True
        return completion

    def _sent(self, payload: dict[str, Any]) -> Reply:
        """Send a request, and send it again while the server is in trouble."""
        tokens = estimated_tokens(*(message["content"] for message in payload["messages"]))
        attempt = timeouts = 0
        while True:
            self._budget.before_request(tokens)
            attempt += 1
            asked, fault = None, None
            try:
                reply = self._transport.post(self.address.completions, payload)
                if not _may_pass(reply):
                    return reply
                asked = reply.wait
                failed = f"fout {reply.status}{_because(error_message(reply.text))}"
                trouble = _TROUBLE["broken"] if reply.status == 200 else failed
            except TransportError as error:
                fault = error.fault
                self._raise_for_fault(fault)
                timeouts += fault == "time-out"
                trouble = _TROUBLE[fault]
            if attempt == self._backoff.attempts or timeouts == self._backoff.timeouts:
                break
            self._clock.sleep(self._backoff.wait(attempt, asked))
        if fault == "no connection":
            raise LanguageModelError(f"Het taalmodel op {self.address.url} antwoordt niet meer.")
        advice = " Geef het met --timeout meer tijd, of neem een kleiner model." if fault == "time-out" else ""
        raise UnusableAnswerError(f"De server gaf na {attempt} keer vragen {trouble}.{advice}")

    def _raise_for_fault(self, fault: Fault) -> None:
        """Raise for what is not worth another try."""
        if fault == "too large":
            raise UnusableAnswerError("De server gaf een antwoord zonder eind.")
        if fault == "certificate":
            raise LanguageModelUseError(f"Het certificaat van {self.address.host} deugt niet. Kijk het adres na.")
        if fault == "no connection" and not self.has_answered:
            raise LanguageModelUseError(
                f"Op {self.address.url} antwoordt niets. Staat het taalmodel aan, en klopt het adres?"
            )

    def _raise_for_use(self, status: int, message: str) -> None:
        if status in (401, 403):
            raise LanguageModelUseError(
                f"Het taalmodel op {self.address.host} weigert de toegang ({status}{_because(message)}). Is de sleutel "
                "goed, en staat die in de juiste omgevingsvariabele?"
            )
        if says_no_model(status, message):
            raise LanguageModelUseError(
                f"Het model '{self.model}' is er niet op {self.address.host}.{self._models_known()}"
            )
        if status == 404 or status == 405 or 300 <= status < 400:
            raise LanguageModelUseError(
                f"Op {self.address.url} is geen taalmodel gevonden (antwoord {status}). Kijk het adres na; vaak "
                "eindigt het op /v1."
            )

    def _models_known(self) -> str:
        """Say which models there are, where the server tells."""
        try:
            data = json.loads(self._transport.get(self.address.models).text)
            names = [_shown(str(one["id"])) for one in data["data"]]
        except (TransportError, ValueError, RecursionError, KeyError, TypeError):
            names = []
        return f" Wel: {', '.join(names[:_MOST_NAMES])}." if names else ""


def _may_pass(reply: Reply) -> bool:
    """Tell whether the trouble that a reply speaks of may be over when the question is sent again."""
    if reply.status != 200:
        # Some say with a server error that the question is too long; it will be the next time too.
        return reply.status in _AGAIN and not says_too_long(error_message(reply.text))
    start = reply.text.lstrip()
    if start.startswith("data:"):
        return read_completion(reply.text) is None
    # A body that stops before its end, as when a server is killed; a page of HTML is whole but wrong.
    return not start.startswith("<") and not is_json(reply.text)


def _too_long(message: str) -> UnusableAnswerError:
    return UnusableAnswerError(
        f"De vraag is te lang voor dit model ({message}). Geef het model een groter contextvenster, of zet in de "
        "instellingen bij [language_model] max_answer_tokens of sentences lager."
    )


def _because(message: str) -> str:
    return f": {message}" if message else ""


def _shown(name: str) -> str:
    return "".join(char for char in name if char.isprintable())[:_LONGEST_NAME]
