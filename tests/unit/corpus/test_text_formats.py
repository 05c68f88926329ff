from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_txt_is_the_file_itself(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeff  Regel één.\r\n\r\n\tRegel twee.  \r\n".encode())
    documents, _ = read(tmp_path)
    assert documents["a.txt"].text == "  Regel één.\n\n\tRegel twee.  \n"
    assert dict(documents["a.txt"].metadata) == {"source": "a.txt"}


def test_txt_with_front_matter_gives_metadata_and_stays_whole(tmp_path: Path, read: Callable[..., Any]) -> None:
    text = "---\nauteur: Anja\n---\nTekst.\n"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text("---\ntitel: Samen: een: drie\n---\nTekst.\n")
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["a.txt"].text == text
    assert documents["a.txt"].metadata["author"] == "Anja"
    assert dict(documents["b.txt"].metadata) == {"source": "b.txt"}


def test_markdown_front_matter(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitel: Samen roosteren\nauteur: Anja de Vries\ndatum: 2025-03-14\ntags: [zorg, wijk]\nkleur: blauw\n---\n"
        "# Samen\n\n- We **maken** zelf het rooster.\n",
        encoding="utf-8",
    )
    documents, _ = read(tmp_path)
    document = documents["a.md"]
    assert document.text == "# Samen\n\n- We **maken** zelf het rooster."
    assert dict(document.metadata) == {
        "title": "Samen roosteren",
        "author": "Anja de Vries",
        "date": "2025-03-14",
        "tags": "zorg, wijk",
        "kleur": "blauw",
        "source": "a.md",
    }


@pytest.mark.parametrize(
    "text",
    [
        "# Kop\n\nTekst zonder voorblad.\n",
        "---\n\nEen alinea tussen twee lijnen.\n\n---\n\nDe rest.\n",
        "---\nDit is proza: met een dubbele punt, maar geen voorblad.\nTweede regel proza.\n---\nRest.\n",
        "Tekst.\n\n---\n\nna een lijn\n",
    ],
)
def test_markdown_without_front_matter_stays_whole(tmp_path: Path, read: Callable[..., Any], text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["a.md"].text == text


def test_broken_front_matter_is_a_failure(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.md").write_text("---\ntitel: Samen: een verhaal: drie\n---\nTekst.\n", encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not documents
    assert "aanhalingstekens" in failures["a.md"]


PAGE = """<!DOCTYPE html><html lang="nl"><head><meta charset="{charset}"><title>Samen het rooster maken</title>
<meta name="author" content="Anja de Vries"><meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/c">Contact</a></li></ul></nav>
<article><h1>Samen het rooster maken</h1>
<p>Vorig jaar besloten we dat het team zelf het rooster maakt. Dat was spannend, want niemand had het gedaan.</p>
<h2>Loslaten</h2>
<p>Voor de leidinggevende was het moeilijk om <b>niet in te grijpen</b> toen de coördinatie misging.</p>
<ul><li>We maken nu zelf de planning.</li><li>We spreken elkaar aan.</li></ul>
<table><tr><td>We plannen samen.</td><td>Dat werkt.</td></tr></table>
</article><footer><p>Alle rechten voorbehouden.</p></footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_html_main_text_and_metadata(tmp_path: Path, read: Callable[..., Any], encoding: str) -> None:
    charset = {"utf-8": "utf-8", "cp1252": "iso-8859-1", "mac_roman": "macintosh"}[encoding]
    (tmp_path / "a.html").write_bytes(PAGE.format(charset=charset).encode(encoding))
    documents, failures = read(tmp_path)
    assert not failures
    document = documents["a.html"]
    lines = document.text.split("\n")
    assert lines[0] == "Samen het rooster maken"
    assert "Loslaten" in lines
    assert "- We maken nu zelf de planning." in lines
    assert "We plannen samen." in lines
    assert "Dat werkt." in lines
    assert any("niet in te grijpen toen de coördinatie misging." in line for line in lines)
    assert "Home" not in document.text
    assert document.metadata["title"] == "Samen het rooster maken"
    assert document.metadata["author"] == "Anja de Vries"
    assert document.metadata["date"] == "2024-03-05"


def test_xhtml_with_an_encoding_declaration(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.htm").write_text(
        '<?xml version="1.0" encoding="utf-8"?>' + PAGE.format(charset="utf-8"), encoding="utf-8"
    )
    documents, failures = read(tmp_path)
    assert not failures
    assert "Loslaten" in documents["a.htm"].text


def test_tiny_page_is_read_whole(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.html").write_text("<html><body><div>Kort.</div><script>let x = 1</script><p>Stil</p></body></html>")
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["a.html"].text.split("\n") == ["Kort.", "Stil"]


def test_page_without_text_is_a_failure(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>let x = 1</script><img src='a.png'></body></html>")
    documents, failures = read(tmp_path)
    assert not documents
    assert "geen leesbare tekst" in failures["a.html"]
