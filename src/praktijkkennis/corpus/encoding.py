"""From bytes to text, for any encoding that a Dutch office leaves behind."""

from __future__ import annotations

import codecs
import re

from praktijkkennis.errors import ReadError

_BOMS = (
    # UTF-32-LE begins with the mark of UTF-16-LE, so the longer ones are tried first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY = "Dit bestand bevat geen leesbare tekst; controleer of het de goede extensie heeft."
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_MULTIBYTE = re.compile(rb"[\xc3\xe2][\x80-\xbf]")

# Signs that Dutch office texts really hold; anything else speaks against an encoding.
_USUAL = "éèëêïöüóáç"
_UPPER = _USUAL.upper()
_LIKELY = (
    # In a word: ë, zo’n, Één, CAFÉ.
    re.compile(rf"(?<=[^\W\d_])[{_USUAL}’]|[{_USUAL}{_UPPER}](?=[^\W\d_])|(?<=[A-Z{_UPPER}])[{_UPPER}]"),
    # A word alone: à.
    re.compile(r"(?:^|(?<=\s))[àé](?=\s|$)", re.MULTILINE),
    # Quotes at the begin and the end of words.
    re.compile(r"(?:^|(?<=[\s(\[‘“]))[‘’“„«](?=\w)|(?<=[\w.,!?…])[’”“»](?=[\s.,;:!?)\]]|$)", re.MULTILINE),
    # Signs between words, at the end of one, and between numbers.
    re.compile(r"(?:^|(?<=\s))[•–—€©·](?=[\s\d])|(?<=\w)[…°²½®™](?=\W|$)|(?<=\d)–(?=\d)", re.MULTILINE),
)
# Letters of names and loan words; in a word they speak neither for nor against.
_POSSIBLE = re.compile(r"(?<=[^\W\d_])[âîôûàäñíúìòùœæåõø]|[âîôûàäñíúìòùœæåõø](?=[^\W\d_])")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes) -> str:
    r"""Turn the bytes of a text file into text.

    UTF-8 is tried strictly first, since other encodings hardly ever form valid UTF-8 by accident.
    Line ends become ``\n`` and a byte order mark is removed; nothing else is changed.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    str

    Raises
    ------
    ReadError
        When the bytes are no text.
    """
    return normalise_line_ends(_decode(data))


def normalise_line_ends(text: str) -> str:
    r"""Write every ``\r\n`` and lone ``\r`` as ``\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                if encoding != "utf-8":
                    raise ReadError(_BINARY) from None
                return _decode_eight_bit(data[len(mark) :])
            if "\0" in text:
                raise ReadError(_BINARY)
            return text
    if b"\0" in data:
        return _decode_unmarked_utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_eight_bit(data)


def _decode_unmarked_utf16(data: bytes) -> str:
    """Read UTF-16 that lacks its mark: in Latin script one byte of nearly every pair is zero."""
    pairs = len(data) // 2
    zeros_first, zeros_second = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(zeros_first, zeros_second) > 0.6 * pairs:
        encoding = "utf-16-le" if zeros_second > zeros_first else "utf-16-be"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            raise ReadError(_BINARY) from None
        if "\0" not in text:
            return text
    raise ReadError(_BINARY)


def _decode_eight_bit(data: bytes) -> str:
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) / 100:
        raise ReadError(_BINARY)
    repaired = _mostly_utf8(data)
    if repaired is not None:
        return repaired
    # Windows-1252 is what Dutch offices used; another encoding must fit clearly better.
    best = data.decode("cp1252", errors="replace").replace("\ufffd", " ")
    best_score = _fit(best) - 3 * _undefined_in_cp1252(data)
    for encoding in ("mac_roman", "cp850"):
        text = data.decode(encoding)
        score = _fit(text)
        if score > best_score + 1:
            best, best_score = text, score
    return best


def _undefined_in_cp1252(data: bytes) -> int:
    return sum(data.count(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _fit(text: str) -> int:
    """Count non-ASCII signs that stand where Dutch has them, minus those that do not."""
    total = len(_NON_ASCII.findall(text))
    likely = sum(len(pattern.findall(text)) for pattern in _LIKELY)
    return 2 * likely + len(_POSSIBLE.findall(text)) - total


def _mostly_utf8(data: bytes) -> str | None:
    """Read UTF-8 with a stray byte in it (files pasted together), or return None if it is not that."""
    valid = len(_MULTIBYTE.findall(data))
    parts: list[str] = []
    position, strays = 0, 0
    while position < len(data):
        try:
            parts.append(data[position:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            strays += 1
            if strays * 5 > valid:
                return None
            parts.append(data[position : position + error.start].decode("utf-8"))
            stray = data[position + error.start : position + error.end]
            parts.append(stray.decode("cp1252", errors="replace"))
            position += error.end
    return "".join(parts)
