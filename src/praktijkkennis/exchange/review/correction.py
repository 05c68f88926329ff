"""What a person says of a theme in a sentence, and where that sentence stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from praktijkkennis.corpus.turns import split_label
from praktijkkennis.document import ProcessedDocument, Sentence, Stance, ThemeAnnotation

Said: TypeAlias = Stance | Literal[""] | None
"""How a person says that a theme is there: with a stance, without telling one (empty), or not at all (None)."""

Place: TypeAlias = tuple[str, str, int]
"""Where a sentence stands: its document, its folded words, and which of those with these words it is."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One theme of one sentence, as a person sees it.

    A sentence is known by its document and its words, so that it is found again when the text around it changes.

    Parameters
    ----------
    document_id : str
        The document.
    text : str
        The sentence, verbatim.
    occurrence : int
        Which of the sentences with these words it is, from 0; nearly always the only one.
    theme : str
        Key of the theme.
    stance : {"versterkend", "belemmerend", "neutraal", ""} or None
        How the theme is there; None when it is not there. Empty when it is there and the person told no stance: that of
        the machine stays.
    coder : str
        Name of the person.
    remark : str
        What that person noted.
    """

    document_id: str
    text: str
    occurrence: int
    theme: str
    stance: Said
    coder: str
    remark: str = ""

    @property
    def place(self) -> Place:
        """Document, folded words and occurrence."""
        return self.document_id, fold(self.text), self.occurrence

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What a later correction of the same replaces: the place and the theme."""
        return (*self.place, self.theme)


def fold(text: str) -> str:
    """Fold white space and leave out what is not seen: a sentence is the same however its lines are broken.

    Soft hyphens, zero-width spaces and joiners, and the bullets of a font do not survive a spreadsheet.
    """
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())


def latest(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Keep of corrections of the same theme and sentence the last; who tells no stance takes none away."""
    kept: dict[tuple[str, str, int, str], Correction] = {}
    for one in corrections:
        before = kept.get(one.key)
        if one.stance == "" and before is not None and before.stance:
            continue
        kept.pop(one.key, None)
        kept[one.key] = one
    return tuple(kept.values())


def apply_corrections(
    processed: ProcessedDocument, annotations: Sequence[ThemeAnnotation], corrections: Iterable[Correction]
) -> tuple[tuple[ThemeAnnotation, ...], tuple[Correction, ...]]:
    """Let what people said of the sentences of a document go before what the machine said.

    Parameters
    ----------
    processed : ProcessedDocument
        The document.
    annotations : sequence of ThemeAnnotation
        The machine's codes of it.
    corrections : iterable of Correction
        Those of this document, at most one for each sentence and theme.

    Returns
    -------
    annotations : tuple of ThemeAnnotation
        In order of sentence and theme. A code that a person gave or confirmed has score 1 and that person's name;
        evidence and assertion of the machine's code stay with it, and so does its stance where the person told none
        (``neutraal`` where the machine had no code).
    unplaced : tuple of Correction
        Those whose sentence is no longer in the document.
    """
    given = tuple(corrections)
    if not given:
        return tuple(annotations), ()
    sentences: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in processed.sentences:
        sentences[fold(processed.text_of(sentence))].append(sentence)
    codes = {(one.start, one.end, one.theme): one for one in annotations}
    unplaced = []
    for correction in given:
        words = fold(correction.text)
        alike = sentences.get(words) or _of_speaker(words, sentences)
        if not alike:
            unplaced.append(correction)
            continue
        # Where there are fewer of them than there were, the last is the nearest.
        sentence = alike[min(correction.occurrence, len(alike) - 1)]
        place = (sentence.start, sentence.end, correction.theme)
        machine = codes.pop(place, None)
        if correction.stance is not None:
            code = machine or ThemeAnnotation(
                sentence.start,
                sentence.end,
                processed.document.id,
                correction.theme,
                1.0,
                "neutraal",
                correction.coder,
            )
            codes[place] = replace(code, score=1.0, stance=correction.stance or code.stance, coder=correction.coder)
    return tuple(sorted(codes.values(), key=lambda one: (one.start, one.end, one.theme))), tuple(unplaced)


def _of_speaker(words: str, sentences: Mapping[str, Sequence[Sentence]]) -> list[Sentence]:
    """Give sentences that had the name of their speaker in them, when it was not yet known that it is one."""
    label, said = split_label(words)
    return [one for one in sentences.get(said, ()) if one.speaker == label] if label else []
