"""Which column of a table or JSON record holds the text, and which others hold sentences too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from praktijkkennis.errors import ReadError

_KNOWN_NAMES = (
    *("tekst", "text", "verhaal", "praktijkverhaal", "narratief", "narrative", "reflectie", "antwoord", "answer"),
    *("inhoud", "content", "toelichting", "body", "beschrijving", "ervaring", "transcript", "bericht", "opmerkingen"),
)
_SENTENCE = 8
# Averages over more rows than this do not change the choice any more.
_SAMPLE = 500


def find_text_column(records: Sequence[Mapping[str, object]], wanted: str | None) -> str:
    """Choose the column that holds the text.

    That is the one asked for; else the first with a known name (tekst, verhaal, antwoord, ...);
    else the one with the longest average text.

    Parameters
    ----------
    records : sequence of mapping
        The rows, each a mapping of column name to value.
    wanted : str, optional
        Name that the caller gave; upper and lower case do not matter.

    Raises
    ------
    ReadError
        When the column asked for is not there, or no column holds text.
    """
    names = list(dict.fromkeys(name for record in records for name in record))
    by_plain_name = {name.strip().casefold(): name for name in reversed(names)}
    if wanted is not None:
        found = by_plain_name.get(wanted.strip().casefold())
        if found is None:
            raise ReadError(
                f"De kolom '{wanted}' staat niet in dit bestand; kies uit: {', '.join(names[:20]) or 'geen kolommen'}."
            )
        return found
    sample = records[:_SAMPLE]
    for known in _KNOWN_NAMES:
        name = by_plain_name.get(known)
        if name is not None and any(_length(record.get(name)) for record in records):
            return name
    lengths = {name: sum(_length(record.get(name)) for record in sample) for name in names}
    longest = max(lengths, key=lambda name: lengths[name], default="")
    if not longest or not lengths[longest]:
        raise ReadError("In dit bestand staat geen kolom met tekst; noem de kolom met de tekst 'tekst'.")
    return longest


def is_sentence(cell: str) -> bool:
    """Tell whether a cell has so many words that it is a sentence rather than a name or a choice."""
    return len(cell.split()) >= _SENTENCE


def holds_sentences(cells: Sequence[str], told: Callable[[str], bool] = is_sentence) -> bool:
    """Tell whether most cells of a column are sentences.

    Parameters
    ----------
    cells : sequence of str
        Those that are filled.
    told : callable
        What tells that a cell is one.
    """
    return 2 * sum(map(told, cells)) > len(cells)


def _length(value: object) -> int:
    """Length of a text that has letters; codes, numbers and addresses of pages count for nothing."""
    if not isinstance(value, str) or not any(character.isalpha() for character in value):
        return 0
    text = value.strip()
    if text.startswith(("http://", "https://")) and " " not in text:
        return 0
    return len(text)
