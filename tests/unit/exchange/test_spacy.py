from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from praktijkkennis.errors import CodebookError
from praktijkkennis.exchange import spacy_component
from praktijkkennis.exchange.spacy_annotations import SPANS_KEY, annotated_doc, set_annotations

TOP = Path(__file__).parents[3]


@pytest.fixture
def doc(verhalen, codes) -> Doc:
    return annotated_doc(verhalen[0], codes, spacy.blank("nl"))


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (span.text, span.label_, span.id_, span._.theme_score, span._.theme_stance, span._.theme_coder)
        for span in doc.spans[SPANS_KEY]
    ]


def test_annotations_are_spans_with_label_score_and_stance(doc, verhalen, codes):
    assert doc.text == verhalen[0].text
    assert told(doc)[1:3] == [
        (
            "Ik zei dat ik de soep had laten aanbranden 🙈 en niemand werd boos.",
            theme,
            stance,
            score,
            stance,
            "praktijkkennis",
        )
        for theme, stance, score in (("durf", "versterkend", 0.77), ("loslaten", "neutraal", 0.31))
    ]
    assert len(told(doc)) == 4
    assert doc.spans[SPANS_KEY].attrs["scores"] == [0.8312, 0.77, 0.31, 0.9]
    assert doc.user_data["praktijkkennis_document"]["id"] == "overdracht.txt"


def test_two_coders_of_one_theme_keep_their_own(verhalen, code):
    one = code("verslag.txt", "Ja.", "durf", 0.4, "neutraal")
    two = code("verslag.txt", "Ja.", "durf", 1.0, "belemmerend", "Wilma")
    doc = annotated_doc(verhalen[1], [one, two], spacy.blank("nl"))
    assert [(row[3], row[4], row[5]) for row in told(doc)] == [
        (1.0, "belemmerend", "Wilma"),
        (0.4, "neutraal", "praktijkkennis"),
    ]


def test_everything_is_kept_on_disk(doc):
    back = Doc(doc.vocab).from_bytes(doc.to_bytes())
    (packed,) = DocBin(store_user_data=True, docs=[doc]).get_docs(doc.vocab)
    assert told(back) == told(packed) == told(doc)


def test_spans_of_others_have_no_score(doc):
    assert doc[0:2]._.theme_score is None
    assert doc[0:2]._.theme_stance is None
    assert doc[0:2]._.theme_coder is None


def test_half_a_word_is_widened_and_what_lies_outside_is_refused(verhalen, code):
    nlp = spacy.blank("nl")
    doc = annotated_doc(verhalen[1], [code("verslag.txt", "erslag van de ta", "durf", 1.0, "neutraal")], nlp)
    assert doc.spans[SPANS_KEY][0].text == "Verslag van de tafel"
    with pytest.raises(ValueError, match="no tokens"):
        set_annotations(nlp("Kort."), [code("verslag.txt", "De wethouder", "durf", 1.0, "neutraal")])


@pytest.fixture
def component(monkeypatch, gardener_like, preprocessor):
    nlp = spacy.blank("nl")
    part = nlp.add_pipe(spacy_component.FACTORY)
    monkeypatch.setattr(part, "_loaded", (preprocessor, gardener_like))
    return nlp


@pytest.fixture(scope="module")
def gardener_like(buurtkeuken, embedder):
    from praktijkkennis.tagging import ThemeTagger

    return ThemeTagger(buurtkeuken, embedder, threshold=0.0)


def test_component_tags_a_doc_of_any_pipeline(component, gardener_like, preprocessor, verhalen):
    doc = component(verhalen[1].text)
    expected = gardener_like.tag(preprocessor.process(verhalen[1]))
    assert [
        (span.start_char, span.end_char, span.label_, span._.theme_score) for span in doc.spans[SPANS_KEY]
    ] == sorted((one.start, one.end, one.theme, one.score) for one in expected)
    assert len(doc.spans[SPANS_KEY]) > 0


def test_component_takes_a_text_without_words(component):
    assert len(component("  \n").spans[SPANS_KEY]) == 0


def test_component_is_configured_and_saved(bestanden, tmp_path):
    nlp = spacy.blank("nl")
    config = {"codebook": str(bestanden / "codeboek.toml"), "threshold": 0.5, "spans_key": "thema"}
    part = nlp.add_pipe(spacy_component.FACTORY, config=config)
    assert part.codebook.key == "buurtkeuken"
    nlp.to_disk(tmp_path / "pijplijn")
    back = spacy.load(tmp_path / "pijplijn").get_pipe(spacy_component.FACTORY)
    assert (back.codebook, back.threshold, back.spans_key) == (part.codebook, 0.5, "thema")
    assert pickle.loads(pickle.dumps(part)).codebook == part.codebook


def test_wrong_codebook_is_told_when_the_component_is_added(tmp_path):
    with pytest.raises(CodebookError, match="bestaat niet"):
        spacy.blank("nl").add_pipe(spacy_component.FACTORY, config={"codebook": str(tmp_path / "weg.toml")})


def test_entry_point_names_the_factory():
    declared = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module, _, name = declared["spacy_factories"][spacy_component.FACTORY].partition(":")
    assert getattr(import_module(module), name) is spacy_component.make_themes


def test_nothing_heavy_is_imported_for_the_factory():
    program = (
        "import sys, spacy; before = set(sys.modules); import praktijkkennis.exchange.spacy_component;"
        "new = {one.split('.')[0] for one in set(sys.modules) - before};"
        "print(sorted(new & {'sklearn', 'pandas', 'scipy', 'onnxruntime', 'pyarrow', 'lxml'}))"
    )
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert outcome.stdout == "[]\n"
