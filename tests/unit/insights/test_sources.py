from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Turn
from praktijkkennis.insights import Source, source_of
from praktijkkennis.insights.sources import asking_speakers, fold_name


def source(speaker: str | None = None, key: str = "a.txt", **metadata: str) -> Source:
    document = Document(key, "Wij deden dat samen.", metadata)
    return source_of(ProcessedDocument(document, ()), Sentence(0, 20, (), speaker=speaker))


def test_without_a_name_the_document_stands_for_its_writer() -> None:
    assert source() == Source("document:a.txt", "", "")
    assert source().key != source(key="b.txt").key
    assert source(author="  ").key == "document:a.txt"


def test_author_is_the_same_person_in_every_document() -> None:
    assert source(author="Zoë de Wit").key == source(key="b.txt", author=" zoe  De Wit ").key
    assert source(author="Zoë de Wit").author == "Zoë de Wit"
    assert source(author="Zoë de Wit").key != source(author="Zoë Smit").key


@pytest.mark.parametrize(
    "label", ["Gerda", "gerda", "Lammertink", "Gerda Lammertink", "G. Lammertink"[3:], "GERDA  LAMMERTINK"]
)
def test_speaker_with_a_part_of_the_name_of_the_author_is_the_author(label: str) -> None:
    assert source(label, author="Gerda Lammertink") == source(author="Gerda Lammertink")


@pytest.mark.parametrize("label", ["Interviewer", "Gerrit", "Ger", "Gerda Smit"])
def test_other_speaker_is_somebody_else(label: str) -> None:
    other = source(label, author="Gerda Lammertink")
    assert other.key not in {source(author="Gerda Lammertink").key, source().key}
    assert other.author == label


def test_speaker_is_known_within_a_document_only() -> None:
    assert source("Fatma").key == source("fatma").key
    assert source("Fatma").key != source("Fatma", key="b.txt").key
    assert source("Fatma").key != source("Wil").key


def test_a_name_cannot_pass_for_a_document_or_another_kind_of_source() -> None:
    assert source(author="a.txt").key != source(key="a.txt").key
    assert source("Wil", author="Els").key != source(author="Wil").key


def test_label_of_signs_only_names_nobody() -> None:
    assert source("...", author="Gerda Lammertink").author == "..."


@pytest.mark.parametrize("speaker", [None, "Wil"])
def test_organisation_is_that_of_the_document(speaker: str | None) -> None:
    assert source(speaker, author="Wil", organisation=" De Werf ").organisation == "De Werf"
    assert source(speaker).organisation == ""


@given(st.text(), st.sampled_from(["  ", "\t", "\n"]))
def test_folding_is_stable_and_blind_to_spaces(name: str, space: str) -> None:
    folded = fold_name(name)
    assert fold_name(folded) == folded
    assert fold_name(f"{space}{name}{space}") == folded
    assert folded == " ".join(folded.split())


def turns(*said: tuple[str, str], **metadata: str) -> Document:
    text, found = "", []
    for speaker, words in said:
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        found.append(Turn(start, start + len(words), speaker))
    return Document("gesprek.txt", text, metadata, tuple(found))


TALK = (("Noor", "Hoe ging dat?"), ("Samira", "Wij deden het zelf."), ("Noor", "En toen?"), ("Samira", "Rust, hè?"))


def test_who_asks_is_told_by_role_or_by_questions() -> None:
    assert asking_speakers(turns(("Interviewer", "Vertel."), ("Els", "Nou."))) == {"Interviewer"}
    assert asking_speakers(turns(*TALK, ("Noor", "Echt waar?"))) == {"Noor"}
    assert asking_speakers(turns(*TALK)) == frozenset()
    assert asking_speakers(Document("a.txt", "Geen gesprek.")) == frozenset()


def test_author_who_asks_herself_questions_is_a_source() -> None:
    asked = (("Samira", "Wie zijn wij?"),) * 4
    assert asking_speakers(turns(*asked, author="Samira Belhadi")) == frozenset()
