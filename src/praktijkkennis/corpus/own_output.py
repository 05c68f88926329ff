"""What this program itself wrote, known by its content: copied among the stories it would quote the last report."""

from __future__ import annotations

import io
import zipfile

from praktijkkennis.corpus.unpacking import read_member

GENERATOR = '<meta name="generator" content="praktijkkennis">'
"""Stands at the top of every page that the program writes."""

_CREATOR = b">praktijkkennis</dc:creator>"
_PROPERTIES = "docProps/core.xml"
_CODES = "document_id,start,end,text,theme,score,stance,coder"
_TOP = 3_000


def is_own_output(data: bytes, extension: str) -> bool:
    """Tell whether a file is a report, newsletter, table of codes or workbook for review of this program.

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
        header = data[:_TOP].decode("utf-8-sig", "ignore").partition("\n")[0].replace('"', "")
        # A spreadsheet program may have saved it with other separators.
        return header.replace(";", ",").replace("\t", ",").startswith(_CODES)
    if extension in ("docx", "xlsx"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return _CREATOR in read_member(archive, archive.getinfo(_PROPERTIES), _TOP)
        except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
            return False
    return False
