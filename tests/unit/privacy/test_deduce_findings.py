"""The adapter to deduce, with a stand-in for the package: the real one takes minutes to set up."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from types import ModuleType

import pytest

from praktijkkennis.errors import MissingExtraError
from praktijkkennis.privacy import DeduceRecogniser, find_identifying
from praktijkkennis.privacy import deduce_findings as module

TEXT = "Ik zag mevrouw Xyqz bij Zorgtop op 1 mei in Ergens 3."


@dataclass
class Annotation:
    text: str
    tag: str

    @property
    def start_char(self) -> int:
        return TEXT.index(self.text)

    @property
    def end_char(self) -> int:
        return self.start_char + len(self.text)


@dataclass
class Outcome:
    annotations: list[Annotation]


@pytest.fixture
def deduce(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    class Deduce:
        def __init__(self) -> None:
            logging.getLogger().setLevel(logging.DEBUG)
            logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))

        def deidentify(self, text: str) -> Outcome:
            found = {"mevrouw Xyqz": "persoon", "Zorgtop": "zorginstelling", "1 mei": "datum", "Ergens 3": "locatie"}
            return Outcome([Annotation(*one) for one in found.items()])

    stand_in = ModuleType("deduce")
    stand_in.Deduce = Deduce  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "deduce", stand_in)
    monkeypatch.setattr(module, "require_extra", lambda name, extra: None)
    return stand_in


def test_tags_become_labels_and_titles_are_left(deduce: ModuleType) -> None:
    found = [(TEXT[one.start : one.end], one.label) for one in DeduceRecogniser()(TEXT)]
    assert found == [("Xyqz", "PERSOON"), ("Zorgtop", "ORGANISATIE"), ("Ergens 3", "ADRES")]


def test_logging_is_as_it_was(deduce: ModuleType) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    DeduceRecogniser()
    assert (list(root.handlers), root.level) == before


def test_it_counts_where_ours_found_nothing(deduce: ModuleType) -> None:
    found = find_identifying(TEXT, others=[DeduceRecogniser()])
    assert ("Ergens 3", "ADRES") in [(TEXT[one.start : one.end], one.label) for one in found]
    assert "ORGANISATIE" not in {one.label for one in found}


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praktijkkennis.errors.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"praktijkkennis\[deduce\]"):
        DeduceRecogniser()
