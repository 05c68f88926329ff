from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import praktijkkennis
from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.errors import ModelError
from praktijkkennis.preprocessing import Preprocessor, load_pipeline, resolve_pipeline
from praktijkkennis.preprocessing.pipelines import part_from_stop
from praktijkkennis.tagging.matching import TermFinder

BUNDLED = Path(praktijkkennis.__file__).parent / "data" / "models" / "nl_praktijk_sm"

# Word: lemma in the manner of the treebanks, part of speech; a particle has its verb's place in the sentence too.
STRANGE = {
    "laat": ("laten", "VERB"),
    "losgelaten": ("los_laten", "VERB"),
    "sluit": ("aan_sluiten", "VERB"),
    "neemt": ("deel_nemen", "VERB"),
    "gezondheidszorg": ("gezondheid_zorg", "NOUN"),
    "los": ("los", "ADJ"),
    "aan": ("aan", "ADP"),
    "deel": ("deel", "NOUN"),
    "mee": ("mee", "ADV"),
    "denkt": ("denken", "VERB"),
}
PARTICLES = {"los", "aan", "deel", "mee"}


@Language.component("vreemde_woordsoorten")
def tag(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_, token.pos_ = STRANGE.get(token.lower_, ("", "X"))
    return doc


@Language.component("vreemde_ontleding")
def parse(doc: Doc) -> Doc:
    root = next((token for token in doc if token.pos_ == "VERB"), doc[0])
    for token in doc:
        token.head = root
        token.dep_ = "ROOT" if token == root else "compound:prt" if token.lower_ in PARTICLES else "dep"
    return doc


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Save a Dutch pipeline of some components and give its folder."""
    nlp = spacy.blank("nl")

    def run(*components: str) -> str:
        folder = tmp_path_factory.mktemp("pijplijn")
        for component in components:
            nlp.add_pipe(component)
        nlp.to_disk(folder)
        for component in components:
            nlp.remove_pipe(component)
        return str(folder)

    return run


@pytest.fixture(scope="module")
def strange(save: Callable[..., str]) -> Preprocessor:
    """Another pipeline altogether: other components under other names, lemmas with underscores."""
    return Preprocessor(load_pipeline(save("vreemde_woordsoorten", "vreemde_ontleding")))


@pytest.mark.parametrize(
    ("name", "installed", "expected"),
    [
        ("auto", [], "nl_praktijk_sm"),
        ("auto", ["nl_core_news_sm"], "nl_core_news_sm"),
        ("auto", ["nl_core_news_sm", "nl_core_news_md"], "nl_core_news_md"),
        ("auto", ["nl_core_news_sm", "nl_core_news_md", "nl_core_news_lg"], "nl_core_news_lg"),
        ("auto", ["en_core_web_sm"], "nl_praktijk_sm"),
        ("nl_core_news_sm", ["nl_core_news_lg"], "nl_core_news_sm"),
        ("nl_praktijk_sm", ["nl_core_news_lg"], "nl_praktijk_sm"),
        ("mijn/map", ["nl_core_news_lg"], "mijn/map"),
    ],
)
def test_auto_is_the_best_that_is_installed(name: str, installed: list[str], expected: str) -> None:
    assert resolve_pipeline(name, installed) == expected


def test_auto_looks_at_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "praktijkkennis.preprocessing.pipelines.find_spec", lambda name: object() if name == "nl_core_news_md" else None
    )
    assert resolve_pipeline() == "nl_core_news_md"


def test_bundled_pipeline_says_what_it_is() -> None:
    pipeline = load_pipeline("nl_praktijk_sm")
    assert pipeline.nlp.lang == "nl"
    assert pipeline.info.name == "nl_praktijk_sm"
    assert pipeline.info.version
    assert len(pipeline.info.checksum) == 64
    assert load_pipeline("nl_praktijk_sm") is pipeline


def test_copy_of_a_pipeline_has_its_checksum_and_an_altered_one_another(strange: Preprocessor, tmp_path: Path) -> None:
    folder = strange.pipeline.nlp.path
    assert folder is not None
    assert strange.pipeline.info.name == folder.name
    same, other = tmp_path / "kopie", tmp_path / "anders"
    shutil.copytree(folder, same)
    shutil.copytree(folder, other)
    (same / "README.md").write_text("Wat er over te zeggen is, doet er niet toe.", encoding="utf-8")
    (other / "regels.txt").write_text("anders", encoding="utf-8")
    assert load_pipeline(str(same)).info.checksum == strange.pipeline.info.checksum
    assert load_pipeline(str(other)).info.checksum != strange.pipeline.info.checksum


@pytest.mark.parametrize("name", ["nl_bestaat_niet", "er/is/geen/map", "", "."])
def test_pipeline_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=r"is niet gevonden\. Geef een geïnstalleerde"):
        load_pipeline(name)


def test_package_that_is_no_pipeline_cannot_be_loaded() -> None:
    with pytest.raises(ModelError, match="'json' kan niet worden geladen"):
        load_pipeline("json")


def test_damaged_pipeline_cannot_be_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "stuk"
    shutil.copytree(BUNDLED, folder)
    (folder / "parser" / "model").write_bytes(b"stuk")
    with pytest.raises(ModelError, match=r"kan niet worden geladen\. Installeer hem opnieuw"):
        load_pipeline(str(folder))


def test_untrained_pipeline_cannot_be_loaded(save: Callable[..., str]) -> None:
    with pytest.raises(ModelError, match="kan niet worden geladen"):
        load_pipeline(save("parser"))


def test_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match="is voor de taal 'en'; er is een Nederlandse nodig"):
        load_pipeline(str(tmp_path))


@pytest.mark.parametrize(
    ("components", "missing"),
    [
        ((), "woordsoorten (morphologizer), zinsontleding (parser), lemma's (lemmatizer)"),
        (("vreemde_woordsoorten",), "zinsontleding (parser)"),
    ],
)
def test_incomplete_pipeline_is_refused_with_what_it_lacks(
    save: Callable[..., str], components: tuple[str, ...], missing: str
) -> None:
    with pytest.raises(ModelError, match=re.escape(f" mist {missing}. Kies een volledige pijplijn")):
        load_pipeline(save(*components))


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Zij laat het werk nu los.", ["zij", "loslaten", "het", "werk", "nu", "los", "."]),
        ("Zij sluit zich AAN.", ["zij", "aansluiten", "zich", "aan", "."]),
        ("Zij neemt deel.", ["zij", "deelnemen", "deel", "."]),
        ("Zij denkt  mee.", ["zij", "meedenken", "mee", "."]),
        ("De Gezondheidszorg.", ["de", "gezondheidszorg", "."]),
        ("Het is losgelaten.", ["het", "is", "loslaten", "."]),
    ],
)
def test_lemmas_of_another_pipeline_are_made_alike(strange: Preprocessor, text: str, lemmas: list[str]) -> None:
    (sentence,) = strange.process(Document("a", text)).sentences
    assert [token.lemma for token in sentence.tokens] == lemmas
    particles = [token for token in sentence.tokens if token.particle_of is not None]
    assert [token.text.lower() for token in particles] == [token.text.lower() for token in particles[:1]]
    assert all(sentence.tokens[token.particle_of or 0].pos == "VERB" for token in particles)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("los|laten", "Zij laat het werk nu los."),
        ("loslaten", "Het is losgelaten."),
        ("aan|sluiten", "Zij sluit zich aan."),
        ("deel|nemen", "Zij neemt deel."),
        ("gezondheidszorg", "De gezondheidszorg."),
    ],
)
def test_terms_are_found_whatever_the_pipeline(
    strange: Preprocessor, process: Callable[[str], ProcessedDocument], term: str, text: str
) -> None:
    finder = TermFinder([parse_term(term)])
    for processed in (strange.process(Document("a", text)), process(text)):
        assert finder.find(processed.sentences[0].tokens)


def test_sentences_do_not_depend_on_the_pipeline(
    strange: Preprocessor, process: Callable[[str], ProcessedDocument]
) -> None:
    text = "Kop\n\nZij laat los. Dhr. Bos sluit aan! 's Avonds niet.\n- een punt\n- nog een"
    found = [(one.start, one.end, one.codable) for one in strange.process(Document("a", text)).sentences]
    assert found == [(one.start, one.end, one.codable) for one in process(text).sentences]
    assert len(found) == 6


@pytest.mark.parametrize("word", ["dat", "kon", "vol", "pas", "best", "bel", "hand", "app", "top", "pers", "min", "u"])
def test_ordinary_word_is_parted_from_the_stop_behind_it(
    strange: Preprocessor, process: Callable[[str], ProcessedDocument], word: str
) -> None:
    for text in (f"En toen {word}.", f"En toen {word.upper()}.", f'Ze zei "toen {word}." en ging.', f"(toen {word}.)"):
        for processed in (strange.process(Document("a", text)), process(text)):
            (sentence,) = processed.sentences
            written = [text[token.start : token.end] for token in sentence.tokens]
            assert [one for one in written if one.lower().startswith(word)] == [
                text[text.lower().index(word) :][: len(word)]
            ]
            assert "." in written


def test_abbreviation_stays_whole(strange: Preprocessor, process: Callable[[str], ProcessedDocument]) -> None:
    text = "Met o.a. dhr. Bos en prof. Vos, bijv. in nr. 3, vol. 2, ca. 12 pers. en evt. min. 3 kg. enz. bij de pers."
    for processed in (strange.process(Document("a", text)), process(text)):
        words = [text[token.start : token.end] for sentence in processed.sentences for token in sentence.tokens]
        assert [word for word in words if word.endswith(".")] == [
            *["o.a.", "dhr.", "prof.", "bijv.", "nr.", "vol.", "ca.", "pers.", "evt.", "min.", "kg.", "enz.", "."]
        ]


def test_tokenizer_of_another_make_is_left_alone() -> None:
    nlp = spacy.blank("nl")
    plain = nlp.tokenizer
    nlp.tokenizer = plain.__call__
    part_from_stop(nlp)
    assert [token.text for token in nlp("Dat kon.")] == ["Dat", "kon."]


def test_bundled_pipeline_stays_small() -> None:
    size = sum(path.stat().st_size for path in BUNDLED.rglob("*") if path.is_file())
    assert size < 25_000_000


def test_bundled_pipeline_has_its_word_vectors(preprocessor: Preprocessor) -> None:
    vocab = preprocessor.pipeline.nlp.vocab
    rows, width = vocab.vectors.shape
    assert rows > 1_000
    assert width >= 16
    words = ["zorg", "loslaten", "bewoners", "gesprek"]
    assert [word for word in words if not vocab.has_vector(word) or not vocab[word].vector.any()] == []
