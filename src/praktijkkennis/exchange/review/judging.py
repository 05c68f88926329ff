"""From the rows that an editor filled in to corrections, with an account of every row that is none."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.exchange.codings.names import CodeNames
from praktijkkennis.exchange.refi_qda.theme_codes import fold_name
from praktijkkennis.exchange.review.correction import Correction, Place, Said, fold
from praktijkkennis.exchange.review.layout import CODES_SHEET, VERDICTS, Verdict, fitting, row_checksum
from praktijkkennis.exchange.review.reading import AnsweredRow, Answers
from praktijkkennis.privacy.pseudonyms import PSEUDONYM

SentencesOf = Callable[[str], Sequence[str] | None]
"""Gives the sentences of a document by its id, None when the document is not known."""

_CLOSE = 0.6
_FREE = frozenset({"oordeel", "ander thema", "opmerking", "ervoor", "zin"})
"""Columns in which the word of a verdict may well be what was meant."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out, and why, in Dutch; ``row`` counts as Excel does."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of one code of the machine."""

    theme: str
    verdict: Verdict
    stance_changed: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What a workbook says.

    Attributes
    ----------
    corrections : tuple of Correction
        In the order of the rows.
    judged : tuple of Judged
        What was said of codes of the machine.
    unjudged : tuple of (str, float)
        Theme and score of every code that nothing was said of.
    missed : tuple of str
        Themes of what the machine missed.
    problems : tuple of Problem
        Rows that were left out.
    places : frozenset of (str, str, int)
        The sentences of all rows that were understood, answered or not; empty for what is no workbook for review.
    missed_places : frozenset of (str, str, int)
        Those of the sheet for what the machine missed.
    refused : frozenset of (str, str, int)
        The sentences of rows that were left out, as far as it is known which these are.
    workbook : str
        Tells one workbook from another: the same for as long as no row of codes is added or taken out.
    """

    corrections: tuple[Correction, ...]
    judged: tuple[Judged, ...]
    unjudged: tuple[tuple[str, float], ...]
    missed: tuple[str, ...]
    problems: tuple[Problem, ...]
    places: frozenset[Place] = frozenset()
    missed_places: frozenset[Place] = frozenset()
    refused: frozenset[Place] = frozenset()
    workbook: str = ""


class _Refused(Exception):
    """A row cannot be taken; the text is the Dutch reason."""


@dataclass(frozen=True, slots=True)
class _Taken:
    row: AnsweredRow
    corrections: tuple[Correction, ...]
    judged: Judged | None


def judge(answers: Answers, codebook: Codebook, coder: str, sentences_of: SentencesOf) -> Review:
    """Turn answers into corrections.

    Parameters
    ----------
    answers : Answers
        As read.
    codebook : Codebook
        The themes.
    coder : str
        Who judged.
    sentences_of : callable
        Gives the sentences of a document. Where it knows the document, the sentence of a row must be there; where it
        does not, the checksum in the row tells that it was not touched.

    Returns
    -------
    Review
        Rows that contradict each other are all left out.
    """
    judging = _Judging(codebook, coder, sentences_of)
    taken: list[_Taken] = []
    problems = [Problem(one.sheet, one.row, one.reason) for one in answers.unread]
    unjudged: list[tuple[str, float]] = []
    places, refused = set[Place](), set[Place]()
    for row in (*answers.codes, *answers.missed):
        try:
            if row.sheet != CODES_SHEET:
                taken.append(judging.missed(row))
            elif judging.is_answered(row):
                taken.append(judging.code(row))
            else:
                judging.check_untouched(row)
                places.update(judging.place_of(row))
                unjudged.append((row["sleutel"], _score(row["score"])))
                if row["opmerking"].strip():
                    raise _Refused(
                        "Er staat alleen een opmerking bij, en die hoort bij een oordeel. Kies ook goed, fout of een "
                        "ander thema; anders blijft de opmerking niet bewaard."
                    )
        except _Refused as refusal:
            problems.append(Problem(row.sheet, row.number, str(refusal)))
            refused.update(judging.place_of(row))
    clashing = _contradictions(taken)
    problems += [Problem(one.row.sheet, one.row.number, clashing[id(one)]) for one in taken if id(one) in clashing]
    # A row that was copied says the same once more.
    kept = list({one.corrections: one for one in reversed(taken) if id(one) not in clashing}.values())[::-1]
    for one in taken:
        (refused if id(one) in clashing else places).update(correction.place for correction in one.corrections)
    return Review(
        tuple(correction for one in kept for correction in one.corrections),
        tuple(one.judged for one in kept if one.judged is not None),
        tuple(unjudged),
        tuple(one.corrections[0].theme for one in kept if one.judged is None),
        tuple(sorted(problems, key=lambda one: (one.sheet, one.row))),
        frozenset(places - refused),
        frozenset(correction.place for one in kept if one.judged is None for correction in one.corrections),
        frozenset(refused),
        hashlib.sha256("\n".join(sorted(row["controlegetal"] for row in answers.codes)).encode()).hexdigest(),
    )


class _Judging:
    def __init__(self, codebook: Codebook, coder: str, sentences_of: SentencesOf) -> None:
        self._codebook, self._coder, self._sentences_of = codebook, coder, sentences_of
        self._names = CodeNames(codebook)
        self._shown = {theme.key: theme.name for theme in codebook.themes}

    def is_answered(self, row: AnsweredRow) -> bool:
        """Tell whether an editor changed anything that says something of the code."""
        other_stance = row["houding"] and row["houding"] != row["gevonden houding"]
        answers = row["oordeel"] or row["ander thema"] or other_stance
        return bool(answers) or fold_name(row["thema"]) != fold_name(self._shown.get(row["sleutel"], row["sleutel"]))

    def place_of(self, row: AnsweredRow) -> list[Place]:
        """Give the sentence that a row is about, as far as it is still there."""
        try:
            number, sentence = self._occurrence(row["document"], row["zin"], row["keer"])
        except _Refused:
            return []
        return [(row["document"], fold(sentence), number)]

    def check_untouched(self, row: AnsweredRow) -> None:
        """Check that nothing was typed in a row without an answer where it says nothing.

        Raises
        ------
        _Refused
            When something was.
        """
        for header, cell in row.cells.items():
            if header not in _FREE and _spoken(cell) in VERDICTS:
                raise _Refused(f"'{cell}' staat in de kolom '{header}'; een oordeel hoort in de kolom 'oordeel'.")
        self._check_same(row)
        if row["gevonden houding"] and not row["houding"]:
            raise _Refused(
                "De houding is weggehaald. Kies een andere houding, of 'fout' bij 'oordeel' als het thema niet klopt."
            )

    def _check_same(self, row: AnsweredRow) -> None:
        kept = (row[header] for header in ("document", "zin", "keer", "sleutel", "gevonden houding"))
        if row["controlegetal"] != row_checksum(*kept):
            raise _Refused(
                "De zin of het document van deze rij is veranderd; zet ze terug zoals ze waren. Een zin die gemist is, "
                "hoort op het blad Gemist."
            )

    def code(self, row: AnsweredRow) -> _Taken:
        """Take a row about a code of the machine."""
        text, document, occurrence = row["zin"], row["document"], row["keer"]
        key, found = row["sleutel"], row["gevonden houding"]
        self._check_same(row)
        if key not in self._shown:
            raise _Refused(
                f"Het thema '{key}' staat niet in dit codeboek; geef met --codebook het codeboek van de controle."
            )
        number, sentence = self._occurrence(document, text, occurrence)
        verdict, other = self._verdict(row)
        stance = self._stance(row["houding"] or found)

        def correction(theme: str, said: Stance | None) -> Correction:
            return Correction(document, sentence, number, theme, said, self._coder, row["opmerking"])

        if verdict == "goed":
            return _Taken(row, (correction(key, stance),), Judged(key, verdict, stance != found))
        removed = correction(key, None)
        if verdict == "fout":
            return _Taken(row, (removed,), Judged(key, verdict, False))
        return _Taken(row, (removed, correction(other, stance)), Judged(key, verdict, False))

    def missed(self, row: AnsweredRow) -> _Taken:
        """Take a row about a code that the machine missed."""
        document, text = row["document"], row["zin"]
        for header in ("document", "zin", "thema"):
            if not row[header]:
                raise _Refused(f"Vul ook '{header}' in.")
        theme = self._theme(row["thema"])
        stance = self._stance(row["houding"] or "neutraal")
        sentences = self._sentences_of(document)
        if sentences is None:
            raise _Refused(
                f"Het document '{document}' is niet bekend; geef de teksten mee met --texts, of kies het uit de lijst."
            )
        sentence = _sentence_with(text, sentences)
        return _Taken(row, (Correction(document, sentence, 0, theme, stance, self._coder, row["opmerking"]),), None)

    def _verdict(self, row: AnsweredRow) -> tuple[Verdict, str]:
        given = _spoken(row["oordeel"])
        if given and given not in VERDICTS:
            near = get_close_matches(given, VERDICTS, n=1, cutoff=_CLOSE)
            hint = f". Bedoelde je '{near[0]}'?" if near else "; kies goed, fout of ander thema."
            raise _Refused(f"Het oordeel '{row['oordeel']}' is onbekend{hint}")
        other = self._theme(row["ander thema"]) if row["ander thema"] else ""
        overwritten = self._theme(row["thema"])
        if overwritten != row["sleutel"]:
            if other and other != overwritten:
                raise _Refused("De kolommen 'thema' en 'ander thema' noemen elk een ander thema; kies er één.")
            other = overwritten
        if given == "goed" and other:
            raise _Refused(
                "Het oordeel is 'goed', maar er staat ook een ander thema. Kies 'ander thema', of zet een extra thema "
                "op het blad Gemist."
            )
        if given == "ander thema" and not other:
            raise _Refused(
                "Het oordeel is 'ander thema', maar er staat niet bij welk thema; kies er een, of kies 'fout'."
            )
        if other == row["sleutel"]:
            raise _Refused("Het andere thema is hetzelfde als het gevonden thema; kies 'goed' of een ander thema.")
        if other:
            return "ander thema", other
        return ("fout" if given == "fout" else "goed"), ""

    def _theme(self, name: str) -> str:
        meaning = self._names.of_text(name)
        if meaning is not None and meaning.theme and meaning.stance is None:
            return meaning.theme
        by_fold = {fold_name(shown): shown for shown in self._shown.values()}
        near = get_close_matches(fold_name(name), list(by_fold), n=1, cutoff=_CLOSE)
        hint = f"Bedoelde je '{by_fold[near[0]]}'?" if near else "Kies een thema uit de lijst."
        raise _Refused(f"Het thema '{name}' staat niet in het codeboek. {hint}")

    def _stance(self, name: str) -> Stance:
        for stance in STANCES:
            if fold(name).casefold() == stance:
                return stance
        near = get_close_matches(name.casefold(), STANCES, n=1, cutoff=_CLOSE)
        hint = f"Bedoelde je '{near[0]}'?" if near else f"Kies {', '.join(STANCES[:-1])} of {STANCES[-1]}."
        raise _Refused(f"De houding '{name}' is onbekend. {hint}")

    def _occurrence(self, document: str, text: str, occurrence: str) -> tuple[int, str]:
        """Give which of the sentences with these words it is, and the sentence as it stands in the document."""
        number = int(occurrence) if occurrence.isdecimal() else 0
        sentences = self._sentences_of(document)
        if sentences is None:
            return number, text
        # A cell holds a sentence without what is not seen, and a very long one in part.
        alike = [one for one in sentences if fold(fitting(one)) == fold(text)]
        if not alike and PSEUDONYM.search(text):
            raise _Refused(
                "In deze zin staan schuilnamen, en in de opgegeven tekst niet; geef ook --pseudonymise "
                "en de --sleutel van het rapport op, of laat --texts weg."
            )
        if not alike:
            raise _Refused("Deze zin staat niet meer zo in het document; de tekst is veranderd sinds de controle.")
        number = min(number, len(alike) - 1)
        return number, alike[number]


def _sentence_with(text: str, sentences: Sequence[str]) -> str:
    """Find the sentence that somebody copied, whole or in part."""
    wanted = fold(text)
    for one in sentences:
        if fold(one) == wanted:
            return one
    holding = list(dict.fromkeys(one for one in sentences if wanted.casefold() in fold(one).casefold()))
    if len(holding) == 1:
        return holding[0]
    if holding:
        raise _Refused("Deze woorden staan in meer dan één zin; kopieer de hele zin.")
    near = get_close_matches(wanted, [fold(one) for one in sentences], n=1, cutoff=_CLOSE)
    hint = f" Bedoelde je '{near[0]}'?" if near else " Kopieer één hele zin uit de tekst."
    raise _Refused(f"Deze zin staat niet in het document.{hint}")


def _contradictions(taken: Sequence[_Taken]) -> dict[int, str]:
    """Tell which rows say different things of the same theme in the same sentence."""
    said: defaultdict[tuple[str, str, int, str], list[tuple[_Taken, Said]]] = defaultdict(list)
    for one in taken:
        for correction in one.corrections:
            said[correction.key].append((one, correction.stance))
    clashing: dict[int, str] = {}
    for answers in said.values():
        if len({stance for _, stance in answers}) > 1:
            rows = sorted({(one.row.sheet, one.row.number) for one, _ in answers})
            where = " en ".join(f"{sheet} rij {number}" for sheet, number in rows)
            for one, _ in answers:
                clashing[id(one)] = f"Deze antwoorden spreken elkaar tegen: {where}. Kies er één."
    return clashing


def _spoken(cell: str) -> str:
    """Give the words of a verdict as they are compared: people type a capital or a full stop."""
    return fold(cell).casefold().strip(" .,;:!'\"")


def _score(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return 0.0
