from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.corpus.readers.pdf_lines import join_pages

LINES = [
    "Samen het rooster maken",
    "Vorig jaar besloten we in het team dat we voortaan zelf het rooster maken, zonder onze",
    "leidinggevende. Dat was spannend, want niemand van ons had het ooit eerder gedaan en de coör-",
    "dinatie was lastig. Toch ging het goed: na een paar maanden was iedereen er tevreden over bij",
    "Stichting Samen.",
    "Wat we leerden",
    "• Je moet elkaar aanspreken, ook wanneer het druk is en niemand er zin in heeft om dat nog te",
    "doen.",
    "• Tijds-",
    "en plaatsonafhankelijk werken helpt.",
    "3",
]


def test_pdf_paragraphs_headings_and_bullets(
    tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., bytes]
) -> None:
    (tmp_path / "a.pdf").write_bytes(
        make_pdf(
            [LINES], {"/Title": "Roosteren", "/Author": "Anja de Vries", "/CreationDate": "D:20240506070809+01'00'"}
        )
    )
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["a.pdf"].text.split("\n") == [
        "Samen het rooster maken",
        "Vorig jaar besloten we in het team dat we voortaan zelf het rooster maken, zonder onze leidinggevende. Dat "
        "was spannend, want niemand van ons had het ooit eerder gedaan en de coördinatie was lastig. Toch ging het "
        "goed: na een paar maanden was iedereen er tevreden over bij Stichting Samen.",
        "Wat we leerden",
        "• Je moet elkaar aanspreken, ook wanneer het druk is en niemand er zin in heeft om dat nog te doen.",
        "• Tijds- en plaatsonafhankelijk werken helpt.",
    ]
    assert dict(documents["a.pdf"].metadata) == {
        "title": "Roosteren",
        "author": "Anja de Vries",
        "date": "2024-05-06",
        "source": "a.pdf",
    }


def test_sentence_goes_on_over_the_page_without_running_head() -> None:
    words = "alfa bravo charlie delta echo foxtrot golf hotel".split()
    full = [f"Dit is een volle regel over {word} die steeds maar doorgaat over de pagina heen en dan" for word in words]
    pages = [["Jaarverslag", full[2 * n], full[2 * n + 1], f"Pagina {n + 1} van 4"] for n in range(3)]
    text = join_pages([*pages, ["Jaarverslag", "eindigt de zin.", "Pagina 4 van 4"]])
    assert text == " ".join(full[:6]) + " eindigt de zin."


def test_foot_on_both_of_two_pages_goes() -> None:
    pages = [
        ["Kop", "Eerste tekst.", "Personeelsblad, juni 2024"],
        ["Vraag", "Tweede tekst.", "Personeelsblad, juni 2024"],
    ]
    assert join_pages(pages) == "Kop\nEerste tekst.\nVraag\nTweede tekst."


def test_hyphen_of_a_name_stays() -> None:
    wide = "De gemeenten in het midden en zuiden van de provincie Noord-"
    assert join_pages([[wide, "Brabant doen mee."]]) == wide + "Brabant doen mee."


def test_ligatures_and_empty_pages() -> None:
    assert join_pages([[], ["efﬁciënt"], [""]]) == "efﬁciënt".replace("ﬁ", "fi")


def test_pdf_locked_against_printing_only_is_read(
    tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., bytes]
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([["We laten los."]], user_password="", owner_password="geheim"))
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["a.pdf"].text == "We laten los."


@pytest.mark.parametrize(
    ("pages", "password", "reason"),
    [([["Geheim."]], "geheim", "wachtwoord"), ([[], []], None, "scan"), ([["1", "2"]], None, "scan")],
)
def test_pdf_that_cannot_be_read(
    tmp_path: Path,
    read: Callable[..., Any],
    make_pdf: Callable[..., bytes],
    pages: list[list[str]],
    password: str | None,
    reason: str,
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf(pages, user_password=password))
    documents, failures = read(tmp_path)
    assert not documents
    assert reason in failures["a.pdf"]


def test_pdf_with_too_much_text(tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., bytes]) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([LINES, LINES]))
    _, failures = read(tmp_path, max_characters=100)
    assert "te veel tekst" in failures["a.pdf"]
