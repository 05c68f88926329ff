from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.errors import LanguageModelUseError, MissingExtraError, PraktijkkennisError
from praktijkkennis.language_model import address as module
from praktijkkennis.language_model import api_key, parse_address, warning_for


def finds(*numbers: str) -> object:
    return lambda host: list(numbers)


def finds_nothing(host: str) -> list[str]:
    raise OSError("geen naam")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        (" http://127.0.0.1:8080/v1/ ", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1/v1/chat/completions", "http://127.0.0.1/v1"),
        ("https://127.0.0.1/api/v1", "https://127.0.0.1/api/v1"),
        ("http://[::1]:8000", "http://[::1]:8000/v1"),
    ],
)
def test_addresses_are_written_in_many_ways(text: str, url: str) -> None:
    address = parse_address(text, resolver=finds_nothing)
    assert address.url == url
    assert address.completions == url + "/chat/completions"
    assert address.encrypted == url.startswith("https")


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("127.0.0.1", "loopback"),
        ("127.9.9.9", "loopback"),
        ("[::1]", "loopback"),
        ("0.0.0.0", "loopback"),
        ("[::ffff:127.0.0.1]", "loopback"),
        ("10.0.0.8", "private"),
        ("172.31.255.1", "private"),
        ("192.168.1.20", "private"),
        ("[fd00::1]", "private"),
        ("[fe80::1]", "private"),
        ("172.32.0.1", "public"),
        ("100.64.0.1", "public"),
        ("192.0.2.7", "public"),
        ("8.8.8.8", "public"),
        ("[::ffff:8.8.8.8]", "public"),
        ("[2001:db8::1]", "public"),
    ],
)
def test_numbers_tell_how_far_text_goes(host: str, reach: str) -> None:
    assert parse_address(f"http://{host}:80", let_text_leave=True, resolver=finds_nothing).reach == reach
    if reach == "public":
        with pytest.raises(LanguageModelUseError, match="--laat-tekst-weggaan"):
            parse_address(f"http://{host}:80", resolver=finds_nothing)
    else:
        assert parse_address(f"http://{host}:80", resolver=finds_nothing).reach == reach


@given(st.ip_addresses(v=4))
def test_whatever_is_global_needs_leave(number: ipaddress.IPv4Address) -> None:
    if not number.is_global:
        return
    with pytest.raises(LanguageModelUseError, match="--laat-tekst-weggaan"):
        parse_address(f"https://{number}", resolver=finds_nothing)


@pytest.mark.parametrize(
    ("numbers", "reach"),
    [
        (("127.0.0.1", "::1"), "loopback"),
        (("127.0.0.1", "192.168.0.4"), "private"),
        (("192.168.0.4", "93.184.216.34"), "public"),
        ((), "public"),
    ],
)
def test_a_name_is_as_far_as_its_farthest_number(numbers: tuple[str, ...], reach: str) -> None:
    address = parse_address("http://ollama.thuis:11434", let_text_leave=True, resolver=finds(*numbers))
    assert address.reach == reach


def test_localhost_is_this_machine() -> None:
    assert parse_address("localhost:11434").reach == "loopback"


def test_unknown_name_is_told() -> None:
    with pytest.raises(LanguageModelUseError, match=r"'olama\.thuis' is niet te vinden"):
        parse_address("http://olama.thuis", resolver=finds_nothing)
    assert parse_address("http://olama.thuis", let_text_leave=True, resolver=finds_nothing).reach == "public"


@pytest.mark.parametrize(
    "text", ["", "http://", "ftp://127.0.0.1", "http://[::1", "http://a b:c", "file:///etc/passwd"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(LanguageModelUseError):
        parse_address(text, resolver=finds_nothing)


@pytest.mark.parametrize(
    "text",
    [
        "http://wil:geheim42@127.0.0.1:11434",
        "http://geheim42@127.0.0.1",
        "http://127.0.0.1/v1?key=geheim42",
        "http://127.0.0.1/v1#geheim42",
        "http://127.0.0.1:11434\\@geheim42.example",
        "https://wil:geheim42@[::1",
    ],
)
def test_secrets_in_an_address_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(LanguageModelUseError) as caught:
        parse_address(text, let_text_leave=True, resolver=finds_nothing)
    assert "wil:geheim42" not in str(caught.value)
    if "example" not in text:
        assert "geheim42" not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_an_error_for_people(text: str) -> None:
    try:
        address = parse_address(text, resolver=finds_nothing)
    except PraktijkkennisError:
        return
    assert address.reach in ("loopback", "private")


def test_warning_comes_only_when_text_travels() -> None:
    near = parse_address("http://127.0.0.1:1")
    house = parse_address("http://192.168.1.2:1")
    far = parse_address("https://8.8.8.8", let_text_leave=True)
    open_far = parse_address("http://8.8.8.8", let_text_leave=True)
    assert warning_for(near) == ""
    assert warning_for(house).endswith("(192.168.1.2).")
    assert warning_for(far) == "LET OP: de tekst van je verhalen verlaat je computer en gaat naar 8.8.8.8."
    assert "meelezen" in warning_for(open_far)


def test_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRAKTIJKKENNIS_API_KEY", raising=False)
    assert api_key() is None
    monkeypatch.setenv("PRAKTIJKKENNIS_API_KEY", " sk-een-twee \n")
    assert api_key() == "sk-een-twee"
    monkeypatch.setenv("ANDERE", "sk-drie")
    assert api_key("ANDERE") == "sk-drie"


@pytest.mark.parametrize("value", ["sk een", "sk\nX-Kop: 1", "sleutel-é"])
def test_what_cannot_be_a_key_is_not_shown(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PRAKTIJKKENNIS_API_KEY", value)
    with pytest.raises(LanguageModelUseError) as caught:
        api_key()
    assert value not in str(caught.value)


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, extra: str) -> None:
        raise MissingExtraError(f"{name} {extra}")

    monkeypatch.setattr(module, "require_extra", missing)
    with pytest.raises(MissingExtraError, match="httpx2 llm"):
        parse_address("localhost")
