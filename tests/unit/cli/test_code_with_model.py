"""``praktijkkennis code-with-model`` against a chat completion service on this machine."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, read_table
from praktijkkennis.language_model import address as address_module
from praktijkkennis.preprocessing import Preprocessor

Call = Callable[..., Any]

TEXTS = {
    "a.txt": "Wij doen het zelf. De koffie was op.\n",
    "map/b.txt": "Niemand durft iets te zeggen. Het regende de hele dag.\n",
}


@pytest.fixture(scope="module")
def chat() -> ModuleType:
    spec = importlib.util.spec_from_file_location("chat_server", Path(__file__).parents[2] / "chat_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(chat: ModuleType) -> Iterator[Any]:
    running = chat.ChatServer()
    yield running
    running.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "teksten" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "teksten"


@pytest.fixture
def code(
    call: Call, server: Any, folder: Path, tmp_path: Path, preprocessor: Preprocessor, monkeypatch: pytest.MonkeyPatch
) -> Call:
    monkeypatch.setattr("praktijkkennis.preprocessing.load_pipeline", lambda name: preprocessor.pipeline)

    def run(*options: object, out: str = "uit/codes.csv", address: str | None = server.url) -> Any:
        where = () if address is None else ("--address", address)
        cache = ("--cache", tmp_path / "antwoorden")
        return call("code-with-model", folder, "--out", tmp_path / out, "--model", "proef", *where, *cache, *options)

    return run


def test_table_is_that_of_tag(code: Call, tmp_path: Path) -> None:
    outcome = code()
    assert (outcome.code, outcome.out) == (0, "")
    table = read_table(tmp_path / "uit" / "codes.csv")
    assert tuple(table.columns) == ANNOTATION_COLUMNS
    assert table.to_dict("records") == [
        {
            "document_id": "a.txt", "start": 0, "end": 18, "text": "Wij doen het zelf.", "theme": "zelfsturing",
            "score": 1.0, "stance": "versterkend", "coder": "model:proef",
        },
        {
            "document_id": "map/b.txt", "start": 0, "end": 29, "text": "Niemand durft iets te zeggen.",
            "theme": "psychologische_veiligheid", "score": 1.0, "stance": "belemmerend", "coder": "model:proef",
        },
    ]  # fmt: skip
    assert outcome.err == (
        f"2 teksten gelezen, 2 coderingen in {tmp_path / 'uit' / 'codes.csv'}.\n"
        "2 van 2 stukken tekst gecodeerd: 0 antwoorden waren al bekend, 2 verzoeken gedaan, 10100 tokens.\n"
    )
    assert {path.name for path in (tmp_path / "uit").iterdir()} == {"codes.csv", "codes.run.json"}


def test_what_it_was_coded_with_is_beside_it(code: Call, server: Any, tmp_path: Path) -> None:
    code("--samples", 3)
    record = json.loads((tmp_path / "uit" / "codes.run.json").read_text(encoding="utf-8"))
    assert record["coder"] == "model:proef"
    assert record["address"] == server.url + "/v1"
    assert (record["samples"], record["temperature"], record["seed"]) == (3, 0.7, 0)
    assert len(record["prompt_sha256"]) == len(record["codebook_sha256"]) == len(record["corpus_sha256"]) == 64
    assert record["counts"] == {"documents": 2, "windows": 2, "failed": 0, "left": 0, "annotations": 2}
    assert len(server.bodies) == 6


def test_again_gives_the_same_bytes_without_asking(code: Call, server: Any, tmp_path: Path) -> None:
    code()
    first = {path.name: path.read_bytes() for path in (tmp_path / "uit").iterdir()}
    outcome = code("--parallel", 4)
    assert {path.name: path.read_bytes() for path in (tmp_path / "uit").iterdir()} == first
    assert "2 antwoorden waren al bekend, 0 verzoeken gedaan, 0 tokens" in outcome.err
    assert len(server.bodies) == 2


def test_limit_stops_cleanly_and_the_next_call_goes_on(code: Call, server: Any, tmp_path: Path) -> None:
    outcome = code("--max-requests", 1)
    left = tmp_path / "uit" / "codes.niet-gecodeerd.csv"
    assert outcome.code == 3
    assert outcome.err.endswith(
        f"Niet gecodeerd: 0 mislukt, 1 nog te doen; zie {left}.\n"
        "  De grens van 1 bij --max-requests is bereikt.\n"
        "Geef dezelfde opdracht nog eens om verder te gaan; wat beantwoord is, wordt niet opnieuw gevraagd.\n"
    )
    (row,) = read_table(left).to_dict("records")
    assert (row["document_id"], row["start"], row["end"]) == ("map/b.txt", 0, 54)
    assert len(read_table(tmp_path / "uit" / "codes.csv")) == 1
    assert code("--max-requests", 1).code == 0
    assert not left.exists()
    assert len(read_table(tmp_path / "uit" / "codes.csv")) == 2
    assert len(server.bodies) == 2


def test_token_limit_is_heeded(code: Call, server: Any) -> None:
    outcome = code("--max-tokens", 10)
    assert outcome.code == 3
    assert "De grens van 10 bij --max-tokens is bereikt." in outcome.err
    assert server.bodies == []


def test_failed_piece_is_told(code: Call, server: Any, chat: ModuleType, tmp_path: Path) -> None:
    server.script = [chat.says("Nee."), chat.says("Nee.")]
    outcome = code()
    assert outcome.code == 3
    assert "Niet gecodeerd: 1 mislukt, 0 nog te doen" in outcome.err
    assert "nog eens om verder te gaan" not in outcome.err
    (row,) = read_table(tmp_path / "uit" / "codes.niet-gecodeerd.csv").to_dict("records")
    assert row["document_id"] == "a.txt"
    assert row["reden"].startswith("Het model gaf twee keer een onbruikbaar antwoord. Er staat geen volledig JSON")
    assert code("--max-requests", 1).code == 0


def test_unreadable_file_is_told_and_the_rest_is_coded(code: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "leeg.txt").write_bytes(b"")
    outcome = code(out="codes.parquet")
    assert outcome.code == 3
    assert outcome.err.startswith("1 probleem bij het lezen:\n  leeg.txt: ")
    assert len(read_table(tmp_path / "codes.parquet")) == 2


@pytest.mark.parametrize("options", [("--address", "http://localhost:1"), ("--model", "m"), ()])
def test_address_and_model_are_needed(call: Call, folder: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    outcome = call("code-with-model", folder, "--out", tmp_path / "codes.csv", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Geef met --address het adres van een taalmodel en met --model zijn naam")


def test_text_does_not_leave_without_leave(
    code: Call, server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address_module, "_reach_of_number", lambda number: "public")
    outcome = code()
    assert (outcome.code, outcome.out) == (2, "")
    assert "de tekst van je verhalen zou naar een ander gaan. Er is niets verstuurd." in outcome.err
    assert server.bodies == []
    assert not (tmp_path / "uit").exists()
    allowed = code("--laat-tekst-weggaan")
    assert allowed.code == 0
    assert allowed.err.startswith(
        "LET OP: de tekst van je verhalen verlaat je computer en gaat naar 127.0.0.1. Het adres begint met http"
    )
    assert len(server.bodies) == 2


def test_public_address_is_refused_before_anything_is_read(call: Call, tmp_path: Path) -> None:
    outcome = call(
        "code-with-model", tmp_path / "is-er-niet", "--out", tmp_path / "c.csv", "--address", "https://192.0.2.7/v1",
        "--model", "m",
    )  # fmt: skip
    assert outcome.code == 2
    assert "--laat-tekst-weggaan" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_own_network_is_told_and_allowed(code: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address_module, "_reach_of_number", lambda number: "private")
    outcome = code()
    assert outcome.code == 0
    assert outcome.err.startswith("Let op: de tekst gaat naar een andere computer op je eigen netwerk (127.0.0.1).\n")


def test_settings_file_will_do(code: Call, server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address_module, "_reach_of_number", lambda number: "public")
    config = tmp_path / "instellingen.toml"
    config.write_text(
        f"[language_model]\naddress = '{server.url}'\nlet_text_leave = true\nsentences = 1\nmax_answer_tokens = 99\n"
        "key_variable = 'MIJN_SLEUTEL'\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("MIJN_SLEUTEL", "sk-uit-bestand")
    assert code("--config", config, address=None).code == 0
    assert len(server.bodies) == 4
    assert server.bodies[0]["max_tokens"] == 99
    assert server.headers[0]["authorization"] == "Bearer sk-uit-bestand"


def test_names_stay_at_home_when_asked(code: Call, server: Any, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("Annelies de Vries zei dat wij het zelf doen.\n", encoding="utf-8")
    assert code("--pseudonymise", "--key", tmp_path / "sleutel.csv").code == 0
    asked = json.dumps(server.bodies)
    assert "zei dat wij het zelf doen" in asked
    assert "Annelies" not in asked
    assert "Annelies" in (tmp_path / "sleutel.csv").read_text(encoding="utf-8")
    assert "[Persoon 1]" in (tmp_path / "uit" / "codes.csv").read_text(encoding="utf-8")


def test_project_for_other_programs(code: Call, tmp_path: Path) -> None:
    assert code(out="codes.qdpx").code == 0
    assert (tmp_path / "codes.qdpx").read_bytes()[:2] == b"PK"


def test_wrong_key_is_told_and_not_shown(
    code: Call, server: Any, chat: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRAKTIJKKENNIS_API_KEY", "sk-geheim-77")
    server.rule = chat.fails(401, "bad key sk-geheim-77")
    outcome = code()
    assert outcome.code == 2
    assert "Is de sleutel goed" in outcome.err
    server.rule = chat.good
    assert code().code == 0
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"sk-geheim-77" not in written + outcome.err.encode() + outcome.out.encode()


def test_dead_address_is_told(code: Call, server: Any, tmp_path: Path) -> None:
    server.close()
    outcome = code()
    assert outcome.code == 2
    assert outcome.err == (f"Op {server.url}/v1 antwoordt niets. Staat het taalmodel aan, en klopt het adres?\n")
    assert not (tmp_path / "uit").exists()


def test_table_that_cannot_be_is_refused_before_asking(code: Call, server: Any) -> None:
    assert code(out="codes.xyz").code == 2
    assert server.bodies == []


def test_codebook_of_ones_own_is_used(code: Call, server: Any, chat: ModuleType, tmp_path: Path) -> None:
    book = tmp_path / "tuin.toml"
    book.write_text("[[themes]]\nkey = 'koffie'\nname = 'Koffie'\n", encoding="utf-8")

    def about_coffee(handler: Any, body: dict[str, Any]) -> None:
        answer = [
            {"nr": one["nr"], "codes": [{"citaat": "koffie", "reden": "", "thema": "koffie", "houding": "neutraal"}]}
            if "koffie" in one["tekst"]
            else {"nr": one["nr"], "codes": []}
            for one in chat.numbered(body)
        ]
        chat.send(handler, chat.completion(json.dumps({"zinnen": answer})))

    server.rule = about_coffee
    assert code("--codebook", book).code == 0
    (row,) = read_table(tmp_path / "uit" / "codes.csv").to_dict("records")
    assert (row["theme"], row["text"]) == ("koffie", "De koffie was op.")
    assert "## koffie\n" in server.bodies[0]["messages"][0]["content"]


def test_help_is_dutch(call: Call) -> None:
    outcome = call("code-with-model", "--help")
    assert outcome.code == 0
    assert "Laat een taalmodel de zinnen coderen" in outcome.out
    assert "--laat-tekst-weggaan" in outcome.out
