import pytest

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.errors import ReadError

SENTENCES = (
    "Eén collega was erg geëmotioneerd.",
    "Het café was ’s avonds open en zo’n zaal is duur.",
    "“Ik durf nu te zeggen dat het niet goed gaat,” zei hij – en dat was zo…",
    "Privé is de financiële situatie naïef ingeschat.",
    "• Eerste punt\n• Tweede punt",
    "Overleg vóór de vergadering en niet erná.",
    "CAFÉ",
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_eight_bit_encodings(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding)) == sentence


def test_latin_1_is_read_as_the_windows_encoding_that_contains_it() -> None:
    assert decode("Coördinatie is geïnd.".encode("latin-1")) == "Coördinatie is geïnd."


def test_dos_text_with_unmistakable_letters() -> None:
    text = "De financiële coördinatie van patiënten."
    assert decode(text.encode("cp850")) == text


def test_one_stray_byte_does_not_spoil_utf8() -> None:
    text = "Eén, twee, coördinatie, geëmotioneerd, privé, reünie en café"
    assert decode(text.encode() + b" \x80 5") == text + " € 5"


def test_line_ends() -> None:
    assert decode(b"een\r\ntwee\rdrie\n") == "een\ntwee\ndrie\n"


def test_only_one_byte_order_mark_goes() -> None:
    assert decode("\ufeff\ufefftekst".encode()) == "\ufefftekst"


def test_other_line_separators_stay() -> None:
    text = "een\u2028twee\x0cdrie\x85vier"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "data",
    [
        b"tekst\0tekst",
        bytes(range(256)),
        b"\xff\xfe\x00",
        b"\xef\xbb\xbfa\0b",
        b"\xff\xfea\0\0\0",
        b"a\0\0\0" * 10,
    ],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="geen leesbare tekst"):
        decode(data)
