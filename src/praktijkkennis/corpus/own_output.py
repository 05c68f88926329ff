"""What this program itself wrote, known by its content: copied among the stories it would quote the last report.

Pages, Word and Excel files say who made them. A table says it by its columns: no story has an offset. The newsletter is
a text like any other, for an editor to change and to paste elsewhere; whatever the file, it is known by the sentence
that says how it was made (:data:`OVERVIEW`), and in Markdown by the list of places for the editor as well.

A folder in which a run wrote, a state and a key to pseudonyms are passed over before they are opened
(:mod:`praktijkkennis.corpus.sources`); what is here is for files that were copied out of them, renamed or zipped.
"""

from __future__ import annotations

import io
import json
import re
import zipfile

from praktijkkennis.corpus.unpacking import read_member

GENERATOR = '<meta name="generator" content="praktijkkennis">'
"""Stands at the top of every page that the program writes."""

OVERVIEW = "Zo is dit overzicht gemaakt: een computer zocht in de teksten naar wat bij verschillende mensen terugkomt."
"""Stands in every newsletter that quotes somebody."""

PLACES = "Een klik brengt je naar de plek in rapport.html."
"""Stands above the list of where the quotes of a newsletter are."""

_CREATOR = b">praktijkkennis</dc:creator>"
_PROPERTIES = "docProps/core.xml"
_PLACED = frozenset({"document_id", "start", "end"})
_HEADERS = (
    ("bestand", "reden"),
    ("document_id", "field", "text", "label", "pseudonym"),
    ("topic", "label", "terms"),
    ("document_id", "topic_1"),
)
_OBJECTS = (re.compile(rb'\[\s*\{\s*"id": "[^"]*",\s*"theme": '), re.compile(rb'\{\s*"praktijkkennis": '))
_SAID = re.compile("|".join(r"\s+".join(map(re.escape, one.split())) for one in (OVERVIEW, PLACES)))
_TOP, _LONGEST_LINE = 3_000, 1_000_000


def is_own_output(data: bytes, extension: str) -> bool:
    """Tell whether a file is a page, table or workbook of this program, or a newsletter in Word.

    Parameters
    ----------
    data : bytes
        The whole file.
    extension : str
        Extension of its name, lower case, without the dot.
    """
    if extension in ("html", "htm"):
        return GENERATOR.encode("ascii") in data[:_TOP]
    if extension in ("csv", "tsv"):
        header = data[:_TOP].decode("utf-8-sig", "ignore").lstrip().partition("\n")[0].replace('"', "").strip()
        # A spreadsheet program may have saved it with other separators.
        names = tuple(header.replace(";", ",").replace("\t", ",").split(","))
        return set(names) >= _PLACED or any(names[: len(one)] == one for one in _HEADERS)
    if extension == "jsonl":
        return _begins_placed(data)
    if extension == "json":
        return any(one.match(data[:_TOP].lstrip()) for one in _OBJECTS)
    if extension in ("docx", "xlsx"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return _CREATOR in read_member(archive, archive.getinfo(_PROPERTIES), _TOP)
        except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
            return False
    return False


def is_newsletter(text: str) -> bool:
    """Tell whether a text holds a newsletter of this program, whatever kind of file it came out of."""
    return _SAID.search(text) is not None


def _begins_placed(data: bytes) -> bool:
    try:
        first = json.loads(data.lstrip()[:_LONGEST_LINE].partition(b"\n")[0])
    except ValueError:
        return False
    return isinstance(first, dict) and first.keys() >= _PLACED
