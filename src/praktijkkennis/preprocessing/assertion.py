"""How a stretch of a sentence is meant: whether it is so, wished, advised, asked or hearsay, and of whom it is said."""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Assertion, Sentence, Span, Token
from praktijkkennis.preprocessing.modality.advice import advice
from praktijkkennis.preprocessing.modality.denial import ANYTHING, denials
from praktijkkennis.preprocessing.modality.person import person_of
from praktijkkennis.preprocessing.modality.questions import questions
from praktijkkennis.preprocessing.modality.reports import reports
from praktijkkennis.preprocessing.modality.scope import structure_of
from praktijkkennis.preprocessing.modality.topics import answer, is_topic
from praktijkkennis.preprocessing.modality.wishes import wishes


def assertion_of(tokens: Sequence[Token], start: int, end: int, following: Sequence[Token] = ()) -> Assertion:
    """Tell how a stretch of a sentence is meant.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence, its punctuation included.
    start, end : int
        Stretch in code points of the document.
    following : sequence of Token
        The tokens of the sentence behind it, by the same speaker (:func:`sentence_behind`), for what is put up and
        answered at once: "Loslaten? Vergeet het maar."

    Returns
    -------
    Assertion
        A plain statement of somebody else where the stretch lies outside the sentence.

    Notes
    -----
    The stretch belongs to the clause that holds most of it. Each attribute is looked for there and in the clauses above
    it, as far as Dutch lets it reach: ``hij zegt dat`` reports what depends on it, ``ik wist niet dat`` denies nothing.
    """
    inside = frozenset(index for index, token in enumerate(tokens) if token.start < end and start < token.end)
    structure = structure_of(tokens)
    number = structure.clause_at(sorted(inside))
    if number is None:
        return Assertion(False, False, False, False, False, "ander")
    resumed = structure.resumed_by(number)
    if resumed is not None:
        number, inside = resumed, ANYTHING
    negated = denials(structure, number, inside)
    wished = wishes(structure, number, inside)
    advised = advice(structure, number, inside)
    asked = questions(structure, number)
    reported = reports(structure, number, inside)
    topic = is_topic(structure, number)
    answered = answer(structure, number, following) if topic else None
    if answered is not None:
        asked = []
    places = sorted({*negated, *wished, *advised, *asked, *reported})
    cues = [*(tokens[index] for index in places), *(answered or ())]
    return Assertion(
        negated=bool(negated or answered),
        wished=bool(wished),
        advised=bool(advised),
        asked=bool(asked),
        reported=bool(reported),
        person="ander" if topic else person_of(structure, number, inside),
        cues=tuple(Span(token.start, token.end) for token in cues),
    )


def sentence_behind(sentences: Sequence[Sentence], sentence: Sentence) -> tuple[Token, ...]:
    """Give the tokens of the sentence behind a question, where the same speaker goes on; else none.

    Parameters
    ----------
    sentences : sequence of Sentence
        All sentences of the document.
    sentence : Sentence
        One of them.
    """
    if not sentence.tokens or "?" not in sentence.tokens[-1].text:
        return ()
    behind = next((one for one in sentences if one.start >= sentence.end), None)
    return behind.tokens if behind is not None and behind.speaker == sentence.speaker else ()
