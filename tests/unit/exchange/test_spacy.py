from __future__ import annotations

import multiprocessing
import pickle
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, DocBin

from praktijkkennis.errors import CodebookError, SettingsError, TaggerError
from praktijkkennis.exchange import spacy_component
from praktijkkennis.exchange.spacy_annotations import SPANS_KEY, annotated_doc, set_annotations
from praktijkkennis.tagging.learning import LearnedTagger, tagger_files
from praktijkkennis.tagging.learning.base import base_scorer
from praktijkkennis.tagging.learning.learned import ordinary_checksum

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
    assert (back.codebook, back.limits.threshold, back.spans_key) == (part.codebook, 0.5, "thema")
    assert pickle.loads(pickle.dumps(part)).codebook == part.codebook


def test_a_codebook_that_is_no_good_is_told_when_the_component_is_added(tmp_path):
    (tmp_path / "boek.toml").write_text("thema = 1", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"boek\.toml"):
        spacy.blank("nl").add_pipe(spacy_component.FACTORY, config={"codebook": str(tmp_path / "boek.toml")})


@pytest.mark.parametrize(("key", "error"), [("codebook", CodebookError), ("tagger", TaggerError)])
def test_a_file_that_is_not_there_is_told_at_the_first_text(key, error, tmp_path):
    nlp = spacy.blank("nl")
    nlp.add_pipe(spacy_component.FACTORY, config={key: str(tmp_path / "weg")})
    with pytest.raises(error, match=r"weg.* bestaat niet"):
        nlp("Een zin.")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"threshold": 1.5}, "'threshold' moet hoogstens 1"),
        ({"strictness": "strengst"}, "kies ruim, gewoon, streng"),
        ({"threshold": 0.5, "strictness": 0.5}, "niet allebei"),
    ],
)
def test_limits_that_are_none_are_told(config, said):
    with pytest.raises(SettingsError, match=said):
        spacy.blank("nl").add_pipe(spacy_component.FACTORY, config=config)


TEXTS = [
    "We kozen het menu samen 🍲 en we spraken af wie kookt.\n\nNiemand durfde iets te zeggen.",
    "",
    "Toen liet ik het los.\r\nWe beslissen nu samen over het rooster.",
    "  \n",
    "Ja.",
] * 3


def spans_of(docs):
    return [
        [(one.start_char, one.end_char, one.label_, one._.theme_score, one._.theme_stance) for one in found]
        for found in (doc.spans[SPANS_KEY] for doc in docs)
    ]


@pytest.mark.parametrize("batch_size", [1, 4, 100])
def test_batches_give_the_same_as_one_by_one(component, batch_size):
    one_by_one = spans_of(map(component, TEXTS))
    assert sum(map(len, one_by_one)) > 10
    assert spans_of(component.pipe(TEXTS, batch_size=batch_size)) == one_by_one


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="a process that is not forked loads the models that come along"
)
def test_two_processes_give_the_same(component):
    assert spans_of(component.pipe(TEXTS, n_process=2, batch_size=4)) == spans_of(map(component, TEXTS))


def test_docs_of_any_pipeline_are_coded(component, gardener_like):
    """No parser, no sentences, another language, other tokens: only the text counts; all but spans is left."""
    part = component.get_pipe(spacy_component.FACTORY)
    text = "We beslissen samen. Toen liet ik het los."
    expected = spans_of([component(text)])
    assert expected[0]
    english = spacy.blank("en")
    pieces = Doc(english.vocab, words=["We beslissen samen. ", "Toen liet ik het los."], spaces=[False, False])
    assert spans_of([part(english(text))]) == expected
    assert {(one.start, one.end) for one in part(pieces).spans[SPANS_KEY]} == {(0, 1), (1, 2)}
    parsed = english.make_doc(text)
    parsed[3].is_sent_start = True
    before = parsed.to_array(["LEMMA", "POS", "SENT_START"]).tolist()
    assert spans_of([part(parsed)]) == expected
    assert parsed.to_array(["LEMMA", "POS", "SENT_START"]).tolist() == before


def test_two_components_with_groups_of_their_own(preprocessor, gardener_like):
    nlp = spacy.blank("nl")
    for name in ("ruim", "streng"):
        part = nlp.add_pipe(spacy_component.FACTORY, name=name, config={"spans_key": name, "strictness": name})
        part._loaded = (preprocessor, gardener_like)
    doc = nlp(TEXTS[0])
    assert len(doc.spans["ruim"]) == len(doc.spans["streng"]) > 0


def test_strictness_goes_to_the_tagger(monkeypatch, bestanden, embedder):
    monkeypatch.setattr("praktijkkennis.embedding.load_embedder", lambda name: embedder)
    book = str(bestanden / "codeboek.toml")
    thresholds = []
    for strictness in ("ruim", 0.9):
        config = {"codebook": book, "strictness": strictness, "pipeline": "nl_praktijk_sm"}
        part = spacy.blank("nl").add_pipe(spacy_component.FACTORY, config=config)
        _, tagger = part._models()
        thresholds.append(tagger.thresholds["durf"])
    assert thresholds == sorted(set(thresholds))


@pytest.fixture(scope="module")
def learned(buurtkeuken, embedder):
    """A tagger that learned to see one theme everywhere."""
    n, base = len(buurtkeuken.themes), base_scorer("codeboek", buurtkeuken, embedder)
    return LearnedTagger(
        codebook=buurtkeuken,
        embedder=embedder.name,
        embedder_checksum=embedder.checksum,
        base="codeboek",
        base_identity=base.identity,
        ordinary_checksum=ordinary_checksum(),
        thresholds=np.full(n, 0.5),
        scale=np.ones(n),
        coefficients=np.zeros((n, embedder.dimensions)),
        shift=np.array([-50.0, 50.0, -50.0]),
        account={"codes": 3},
    )


@pytest.fixture
def tagger_folder(learned, tmp_path):
    folder = tmp_path / "codeur"
    folder.mkdir()
    for name, content in tagger_files(learned, "# Kaart").items():
        (folder / name).write_bytes(content)
    return folder


def test_a_tagger_of_ones_own_codes_and_goes_along(monkeypatch, tagger_folder, embedder, tmp_path):
    monkeypatch.setattr("praktijkkennis.embedding.load_embedder", lambda name: embedder)
    # Its card is made anew of what it holds.
    monkeypatch.setattr("praktijkkennis.tagging.learning.model_card", lambda tagger: "# Kaart")
    nlp = spacy.blank("nl")
    config = {"tagger": str(tagger_folder), "embedder": embedder.name, "pipeline": "nl_praktijk_sm"}
    part = nlp.add_pipe(spacy_component.FACTORY, config=config)
    expected = spans_of([nlp("Het is dinsdag. De soep is op.")])
    assert [(one[2], one[3]) for one in expected[0]] == [("durf", 1.0), ("durf", 1.0)]
    nlp.to_disk(tmp_path / "pijplijn")
    data = nlp.to_bytes()
    shutil.rmtree(tagger_folder)
    from_disk = spacy.load(tmp_path / "pijplijn")
    from_bytes = spacy.blank("nl").from_config(nlp.config).from_bytes(data)
    again = pickle.loads(pickle.dumps(part))
    for other in (from_disk, from_bytes):
        assert other.config == nlp.config
        assert spans_of([other("Het is dinsdag. De soep is op.")]) == expected
    assert spans_of([again(nlp.make_doc("Het is dinsdag. De soep is op."))]) == expected


def test_a_tagger_of_another_codebook_or_embedder_is_told(tagger_folder, tmp_path, embedder):
    (tmp_path / "ander.toml").write_text("[[themes]]\nkey = 'a'\nname = 'A'\n", encoding="utf-8")
    add = spacy.blank("nl").add_pipe
    config = {"tagger": str(tagger_folder), "codebook": str(tmp_path / "ander.toml"), "embedder": embedder.name}
    with pytest.raises(TaggerError, match="leerde met het codeboek"):
        add(spacy_component.FACTORY, config=config)
    with pytest.raises(TaggerError, match="leerde met het betekenismodel"):
        add(spacy_component.FACTORY, config={"tagger": str(tagger_folder)})


def test_a_pipeline_from_disk_brings_its_codebook(bestanden, tmp_path):
    """Also when the file of then is gone, or says something else by now."""
    book = tmp_path / "boek.toml"
    shutil.copy(bestanden / "codeboek.toml", book)
    nlp = spacy.blank("nl")
    part = nlp.add_pipe(spacy_component.FACTORY, config={"codebook": str(book)})
    nlp.to_disk(tmp_path / "pijplijn")
    book.write_text("[[themes]]\nkey = 'a'\nname = 'A'\n", encoding="utf-8")
    assert spacy.load(tmp_path / "pijplijn").get_pipe(spacy_component.FACTORY).codebook == part.codebook
    book.unlink()
    back = spacy.load(tmp_path / "pijplijn")
    assert back.get_pipe(spacy_component.FACTORY).codebook == part.codebook
    back.to_disk(tmp_path / "nog-eens")
    assert spacy.load(tmp_path / "nog-eens").get_pipe(spacy_component.FACTORY).codebook == part.codebook


def test_configuration_makes_the_same_component(bestanden):
    nlp = spacy.blank("nl")
    config = {"codebook": str(bestanden / "codeboek.toml"), "strictness": "streng", "spans_key": "x"}
    nlp.add_pipe(spacy_component.FACTORY, config=config)
    assert set(nlp.get_pipe_config(spacy_component.FACTORY)) == {
        "factory",
        "codebook",
        "tagger",
        "embedder",
        "pipeline",
        "threshold",
        "strictness",
        "spans_key",
    }
    again = spacy.blank("nl").from_config(nlp.config)
    assert again.config == nlp.config
    part = again.get_pipe(spacy_component.FACTORY)
    assert (part.codebook.key, part.limits.strictness, part.spans_key) == ("buurtkeuken", 0.75, "x")


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
