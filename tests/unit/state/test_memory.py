from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, Residue, Turn
from praktijkkennis.embedding import Embedder
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.state import Coded, Memory, StageIdentities, State, code_documents, fingerprint, stage_identities
from praktijkkennis.tagging import ThemeTagger

MADE = StageIdentities("s", "v", "c")
DOCUMENTS = [
    Document("a.txt", "Wij lieten de controle over het rooster los. Niemand durfde iets te zeggen.\nKop\n"),
    Document("b.txt", "Els: Ik laat het los, als het kan.\nWil: Ja.", {}, (Turn(5, 34, "Els"), Turn(40, 43, "Wil"))),
]


@pytest.fixture(scope="module")
def tagger(embedder: Embedder) -> ThemeTagger:
    return ThemeTagger(embedder=embedder, threshold=0.05)


class Spy:
    """Counts what it is asked to do."""

    def __init__(self, preprocessor: Preprocessor) -> None:
        self.asked: list[str] = []
        self._preprocessor = preprocessor

    def stream(self, documents: Iterable[Document]):  # type: ignore[no-untyped-def]
        for document in documents:
            self.asked.append(document.id)
            yield self._preprocessor.process(document)


def same(one: Coded, other: Coded) -> bool:
    return (
        one.processed == other.processed
        and one.annotations == other.annotations
        and np.array_equal(one.vectors, other.vectors)
    )


def test_what_is_remembered_equals_what_was_computed(
    state: State, preprocessor: Preprocessor, tagger: ThemeTagger
) -> None:
    memory = Memory(state._database, MADE, tagger.embedder.dimensions)
    plain = list(code_documents(DOCUMENTS, preprocessor, tagger))
    first = list(code_documents(DOCUMENTS, preprocessor, tagger, memory))
    spy = Spy(preprocessor)
    again = list(code_documents(DOCUMENTS, spy, tagger, memory))  # type: ignore[arg-type]
    assert spy.asked == []
    assert [one.recalled for one in first + again] == [False, False, True, True]
    assert all(map(same, plain, first))
    assert all(map(same, plain, again))
    assert any(one.annotations and one.annotations[0].assertion for one in again)


def test_only_new_and_changed_documents_are_coded(
    state: State, preprocessor: Preprocessor, tagger: ThemeTagger
) -> None:
    memory = Memory(state._database, MADE, tagger.embedder.dimensions)
    list(code_documents(DOCUMENTS, preprocessor, tagger, memory))
    changed = [
        replace(DOCUMENTS[0], text=DOCUMENTS[0].text + "Nog een zin."),
        replace(DOCUMENTS[1], metadata={"author": "Els Bos"}),
        Document("c.txt", "Nieuw."),
    ]
    spy = Spy(preprocessor)
    found = list(code_documents(changed, spy, tagger, memory))  # type: ignore[arg-type]
    assert spy.asked == ["a.txt", "c.txt"]
    assert [one.processed.document for one in found] == changed
    assert found[1].processed.document.metadata == {"author": "Els Bos"}


def test_a_new_tagger_makes_codes_anew_and_keeps_the_rest(
    state: State, preprocessor: Preprocessor, tagger: ThemeTagger, embedder: Embedder
) -> None:
    dimensions = tagger.embedder.dimensions
    list(code_documents(DOCUMENTS, preprocessor, tagger, Memory(state._database, MADE, dimensions)))
    other = Memory(state._database, replace(MADE, codes="anders"), dimensions)
    sentences, vectors, codes = other.recall(DOCUMENTS[0])
    assert sentences is not None
    assert vectors is not None
    assert codes is None
    stricter = ThemeTagger(embedder=embedder, threshold=0.9)
    found = list(code_documents(DOCUMENTS, preprocessor, stricter, other))
    assert all(map(same, found, code_documents(DOCUMENTS, preprocessor, stricter)))


def test_corrections_win_and_are_not_remembered_as_codes_of_the_machine(
    state: State, preprocessor: Preprocessor, tagger: ThemeTagger
) -> None:
    memory = Memory(state._database, MADE, tagger.embedder.dimensions)
    said = {"a.txt": [Correction("a.txt", "Niemand durfde iets te zeggen.", 0, "vertrouwen", "belemmerend", "Hanneke")]}
    for _ in range(2):
        corrected = next(code_documents(DOCUMENTS, preprocessor, tagger, memory, said))
        (code,) = [one for one in corrected.annotations if one.coder == "Hanneke"]
        assert (code.theme, code.score, code.stance) == ("vertrouwen", 1.0, "belemmerend")
        assert corrected.processed.text_of(code) == "Niemand durfde iets te zeggen."
        assert len(corrected.followed) == 1
    assert all(one.coder != "Hanneke" for one in next(code_documents(DOCUMENTS, preprocessor, tagger)).annotations)


def test_fingerprints_follow_what_codes_depend_on() -> None:
    document = DOCUMENTS[1]
    same_codes = [replace(document, id="x"), replace(document, metadata={"a": "b"})]
    others = [replace(document, turns=()), replace(document, residue=(Residue(0, 3, "adres"),))]
    assert {fingerprint(one) for one in same_codes} == {fingerprint(document)}
    assert fingerprint(document) not in {fingerprint(one) for one in others}


def test_identities_follow_what_each_stage_is_made_with(preprocessor: Preprocessor, embedder: Embedder) -> None:
    info, book = preprocessor.pipeline.info, load_codebook()
    base = stage_identities(info, embedder, book, "t", {"a": 0.5})
    tagger = stage_identities(info, embedder, book, "t2", {"a": 0.5})
    parser = stage_identities(replace(info, checksum="0"), embedder, book, "t", {"a": 0.5})
    assert (tagger.sentences, tagger.vectors) == (base.sentences, base.vectors)
    assert tagger.codes != base.codes
    assert not {parser.sentences, parser.vectors, parser.codes} & {base.sentences, base.vectors, base.codes}
