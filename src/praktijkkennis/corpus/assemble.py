"""From the raw text of a reader to a Document with metadata, turns and residue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from praktijkkennis.corpus.encoding import normalise_line_ends
from praktijkkennis.corpus.metadata import canonical_metadata, credible_properties, merge
from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.residue import find_residue
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.errors import ReadError

_INVISIBLE = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*")
_NOTHING: Mapping[str, str] = MappingProxyType({})


def build_document(
    raw: RawText,
    document_id: str,
    *,
    source: str,
    options: ReadOptions,
    about_file: Mapping[str, str] = _NOTHING,
    about_row: Mapping[str, str] = _NOTHING,
) -> Document:
    """Make a document of one raw text.

    Parameters
    ----------
    raw : RawText
        As the reader of its format found it.
    document_id : str
        Its id, unique in the corpus.
    source : str
        Path of its file relative to the folder that was read; empty when there is no file.
    options : ReadOptions
        Bounds the length of a text.
    about_file, about_row : mapping of str to str
        What metadata tables say of the file as a whole and of this one row in it.

    Raises
    ------
    ReadError
        When the text is empty or too long.
    """
    text = clean_text(raw.text)
    if _INVISIBLE.fullmatch(text):
        raise ReadError("Dit bestand is leeg; laat het weg of vul het met tekst.")
    if len(text) > options.max_characters:
        raise ReadError(
            f"Deze tekst is te lang ({len(text)} tekens, hoogstens {options.max_characters}); "
            "splits hem in kleinere bestanden."
        )
    stated = canonical_metadata(raw.stated)
    # A row speaks of itself, the table of the whole file; for a file of one text the table wins.
    levels = (about_row, stated, about_file) if raw.key else (about_file, stated)
    metadata = merge(*levels, credible_properties(raw.properties))
    metadata = {clean_text(key): clean_text(value) for key, value in metadata.items()}
    if source:
        metadata["source"] = source
    turns = raw.turns if raw.turns is not None and text == raw.text else find_turns(text)
    return Document(document_id, text, metadata, turns, find_residue(text, turns))


def clean_text(text: str) -> str:
    """Normalise line ends and repair characters that cannot be written to a file.

    JSON and RTF can hold halves of characters (lone surrogates) and NUL; whole text from a .txt
    file never does, and stays as it is.
    """
    text = normalise_line_ends(text).replace("\0", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
