"""The table of formats: which reader takes which file, and the guard around all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from praktijkkennis.corpus.own_output import is_newsletter, is_own_output
from praktijkkennis.corpus.raw import RawText, Reader, ReadOptions, Rejected
from praktijkkennis.corpus.readers.captions import read_srt, read_vtt
from praktijkkennis.corpus.readers.json_records import read_json, read_jsonl
from praktijkkennis.corpus.readers.opendocument import read_odt
from praktijkkennis.corpus.readers.pdf import read_pdf
from praktijkkennis.corpus.readers.plain import read_markdown, read_txt
from praktijkkennis.corpus.readers.rich_text import read_rtf
from praktijkkennis.corpus.readers.tables import read_csv, read_xlsx
from praktijkkennis.corpus.readers.web import read_html
from praktijkkennis.corpus.readers.word import read_docx
from praktijkkennis.corpus.signature import check_signature
from praktijkkennis.errors import ReadError

READERS: dict[str, Reader] = {
    "txt": read_txt,
    "md": read_markdown,
    "markdown": read_markdown,
    "docx": read_docx,
    "odt": read_odt,
    "rtf": read_rtf,
    "pdf": read_pdf,
    "html": read_html,
    "htm": read_html,
    "csv": read_csv,
    "tsv": read_csv,
    "xlsx": read_xlsx,
    "jsonl": read_jsonl,
    "json": read_json,
    "vtt": read_vtt,
    "srt": read_srt,
}
"""Readers by extension, lower case and without the dot."""

_OWN = "Dit heeft het programma zelf gemaakt; het is geen verhaal. Haal het weg uit de bron."
_ADVICE = {
    "doc": "Dit is een oud Word-bestand; open het in Word en sla het op als .docx.",
    "docm": "Dit is een Word-bestand met macro's; sla het op als .docx.",
    "xls": "Dit is een oud Excel-bestand; open het in Excel en sla het op als .xlsx.",
    "xlsm": "Dit is een Excel-bestand met macro's; sla het op als .xlsx.",
    "ods": "Rekenbladen van LibreOffice worden niet gelezen; sla het op als .xlsx.",
    "pptx": "Presentaties worden niet gelezen; sla de tekst op als .docx.",
    "ppt": "Presentaties worden niet gelezen; sla de tekst op als .docx.",
    "pages": "Bestanden van Pages worden niet gelezen; sla het op als .docx.",
    "mht": "Dit type webpagina wordt niet gelezen; sla de pagina op als .html.",
    "mhtml": "Dit type webpagina wordt niet gelezen; sla de pagina op als .html.",
    "msg": "E-mailbestanden worden niet gelezen; sla de tekst op als .txt.",
    "eml": "E-mailbestanden worden niet gelezen; sla de tekst op als .txt.",
}
_INCOMPLETE = (
    "Dit bestand kan niet worden gelezen omdat praktijkkennis niet volledig is geïnstalleerd; installeer het opnieuw "
    "met: pip install --upgrade --force-reinstall praktijkkennis"
)
_DAMAGED = "Dit bestand kan niet worden gelezen en is waarschijnlijk beschadigd; open het en sla het opnieuw op."


def extension_of(name: str) -> str:
    """Extension of a file name, lower case and without the dot."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


def check_extension(name: str) -> None:
    """Refuse a file that no reader takes, by its name alone.

    Raises
    ------
    ReadError
        Says what to do with such a file.
    """
    extension = extension_of(name)
    if extension in READERS:
        return
    if extension in _ADVICE:
        raise ReadError(_ADVICE[extension])
    shown = f"van het type .{extension}" if extension else "zonder extensie"
    raise ReadError(f"Een bestand {shown} wordt niet gelezen; sla de tekst op als .txt of .docx.")


def read_bytes(data: bytes, name: str, options: ReadOptions) -> Iterator[RawText | Rejected]:
    """Read all texts in one file; whatever goes wrong becomes a rejection with a Dutch reason.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Its name, of which only the extension counts.
    options : ReadOptions
        What the caller chose.

    Yields
    ------
    RawText or Rejected
    """
    try:
        check_extension(name)
        if not data.strip():
            raise ReadError("Dit bestand is leeg; laat het weg of vul het met tekst.")
        check_signature(data, extension_of(name))
        if is_own_output(data, extension_of(name)):
            raise ReadError(_OWN)
        for raw in READERS[extension_of(name)](data, name, options):
            own = isinstance(raw, RawText) and is_newsletter(raw.text)
            yield Rejected(raw.key, _OWN) if own else raw
    except ReadError as error:
        yield Rejected("", str(error))
    except ImportError as error:
        # The file is as good as it was: what is damaged is the installation.
        yield Rejected("", f"{_INCOMPLETE} (er ontbreekt: {error.name or error})")
    except Exception:  # noqa: BLE001
        # Parsing libraries raise anything at all on damaged files; one file must not end the batch.
        yield Rejected("", _DAMAGED)
