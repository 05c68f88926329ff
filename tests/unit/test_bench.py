from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from praktijkkennis import Corpus, Document, read_corpus
from praktijkkennis.bench import Study, coded_study
from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError, SettingsError
from praktijkkennis.evaluation import coding_from_records, coding_from_table
from praktijkkennis.preprocessing import Preprocessor

Process = Callable[..., ProcessedDocument]
TEXTS = {"a": "Wij maken zelf het rooster. Het regende.", "b": "Ik liet het rooster los. Niemand zei iets."}
RECORDS = [
    {
        "id": "a",
        "text": TEXTS["a"],
        "sentences": [[0, 27], [28, 40]],
        "codes": {"A": [[0, "zelfsturing", "versterkend"]]},
    },
    {
        "id": "b",
        "text": TEXTS["b"],
        "sentences": [[0, 24], [25, 42]],
        "codes": {"A": [[0, "loslaten", ""]], "B": [[0, "eigen_thema", "neutraal"]]},
    },
]


@pytest.fixture(scope="module")
def study(preprocessor: Preprocessor) -> Study:
    documents = [Document(f"map/{key}.txt", text, {"sector": key, "text": "dubbel"}) for key, text in TEXTS.items()]
    return coded_study(coding_from_records(RECORDS), documents, preprocessor=preprocessor)


def test_codes_of_people_land_on_the_documents_with_their_metadata(study: Study) -> None:
    table = study.to_frame()
    assert table["document_id"].tolist() == ["map/a.txt", "map/b.txt", "map/b.txt"]
    assert table["theme"].tolist() == ["zelfsturing", "eigen_thema", "loslaten"]
    assert table["stance"].tolist() == ["versterkend", "neutraal", "neutraal"]
    assert table["sector"].tolist() == ["a", "b", "b"]
    assert study.failures == ()
    assert repr(study) == "<Study: 2 documents, 3 codes, 0 insights>"


def test_documents_with_their_counts(study: Study) -> None:
    table = study.documents_frame().set_index("document_id")
    assert table.loc["map/b.txt", ["n_sentences", "n_coded", "loslaten", "zelfsturing", "eigen_thema"]].tolist() == [
        2,
        1,
        1,
        0,
        1,
    ]
    assert table["sector"].tolist() == ["a", "b"]


def test_codes_without_a_place_are_told(preprocessor: Preprocessor) -> None:
    import pandas as pd

    rows = [
        ("a", "", "", "Zij maken", "loslaten", "A"),
        ("zoek", 0, 3, "Wij", "loslaten", "A"),
        ("a", 0, 27, "", "loslaten", "A"),
    ]
    table = pd.DataFrame(rows, columns=["document_id", "start", "end", "text", "theme", "coder"])
    found = coded_study(coding_from_table(table), [Document("a", TEXTS["a"])], preprocessor=preprocessor)
    assert len(found.annotations) == 1
    assert [one.source for one in found.failures] == ["a (loslaten, A)", "zoek (loslaten, A)"]


def test_offsets_of_another_copy_of_the_text_are_not_trusted(preprocessor: Preprocessor) -> None:
    import pandas as pd

    rows = [
        ("a.txt", 0, 9, "Wij maken", "zelfsturing", "A"),
        ("a.txt", 20, 26, "Het re", "loslaten", "A"),
        ("a.txt", "", "", "regende", "vertrouwen", "A"),
        ("a.txt", 3, 9, "nergens", "loslaten", "B"),
    ]
    table = pd.DataFrame(rows, columns=["document_id", "start", "end", "text", "theme", "coder"])
    longer = Document("map/a.txt", f"Een kop.\n\n{TEXTS['a']}")
    found = coded_study(coding_from_table(table), [longer], preprocessor=preprocessor)
    assert [longer.text[one.start : one.end] for one in found.annotations] == ["Wij maken", "Het re", "regende"]
    assert [one.source for one in found.failures] == ["a.txt (loslaten, B)"]


def test_codings_of_another_program_become_a_study(preprocessor: Preprocessor, tmp_path: Path) -> None:
    from praktijkkennis.exchange.codings import read_codings

    (tmp_path / "codes.csv").write_text(
        "document;tekst;thema;codeur\na;Wij maken zelf het rooster.;Zelfsturing;Bo\na;Staat er niet.;Loslaten;Bo\n",
        encoding="utf-8",
    )
    documents = [Document(key, text) for key, text in TEXTS.items()]
    found = coded_study(
        read_codings(tmp_path / "codes.csv", documents, load_codebook()), documents, preprocessor=preprocessor
    )
    assert len(found.documents) == 2
    assert [(one.document_id, one.theme, one.coder) for one in found.annotations] == [("a", "zelfsturing", "Bo")]
    assert [one.source for one in found.failures] == ["a (Loslaten, Bo)"]


def test_the_texts_of_the_coding_do_as_well(preprocessor: Preprocessor) -> None:
    found = coded_study(coding_from_records(RECORDS), preprocessor=preprocessor)
    assert [one.document.id for one in found.documents] == ["a", "b"]


def test_parts_of_a_study(study: Study) -> None:
    assert [one.document.id for one in study.where(sector="b").documents] == ["map/b.txt"]
    assert len(study.where(sector="b").annotations) == 2
    assert len(study.coded_by("B").annotations) == 1
    with pytest.raises(QueryError, match="sector=c"):
        study.where(sector="c")
    with pytest.raises(QueryError, match="A, B"):
        study.coded_by("C")


def test_parts_by_several_values_and_by_period(process: Process) -> None:
    about = {
        "a": {"sector": "zorg", "date": "2025-03-01"},
        "b": {"sector": "jeugd  zorg", "date": "2024"},
        "c": {"sector": "bank", "year": "2025"},
    }
    documents = tuple(process("Wij maken zelf het rooster.", key, **metadata) for key, metadata in about.items())
    study = Study(documents, (), load_codebook())

    def kept(**metadata: object) -> list[str]:
        return [one.document.id for one in study.where(**metadata).documents]  # type: ignore[arg-type]

    assert kept(sector=["zorg", "bank"]) == ["a", "c"]
    assert kept(sector={"jeugd zorg"}) == ["b"]
    assert kept(year="2025") == kept(year=2025) == ["a", "c"]
    assert kept(year=(2024, 2025), sector="jeugd zorg") == ["b"]
    assert kept(month="2025-03") == ["a"]
    with pytest.raises(QueryError, match="sector=zorg of kerk, year=2024"):
        study.where(sector=["zorg", "kerk"], year=2024)


def test_looking_closely_in_few_words(study: Study) -> None:
    assert [line.match for line in study.kwic("rooster").lines] == ["rooster", "rooster"]
    assert [line.themes for line in study.kwic("rooster", theme="zelfsturing").lines] == [("zelfsturing",)]
    assert len(study.kwic(theme="loslaten")) == 1
    assert len(study.kwic("rooster", theme="loslaten", stance="belemmerend")) == 0
    with pytest.raises(QueryError, match=r"loslatn.*loslaten"):
        study.kwic("rooster", theme="loslatn")
    assert study.cooccurrence("document").names["zelfsturing"] == "Zelfsturing"
    assert study.keyness("sector", min_count=1).groups == ("a", "b")
    assert study.theme_keyness("sector").kind == "themes"
    assert study.words_of("loslaten", min_count=1).to_frame()["item"].tolist()
    assert study.collocations("rooster", min_count=1).n_node == 2
    assert study.sequences().n_steps == 0
    assert study.dispersion(["rooster"]).kind == "words"
    assert "Zelfsturing" in study.dispersion().names.values()
    assert "maken" in study.show("map/a.txt").html
    for wrong in (lambda: study.kwic(), lambda: study.show("c")):
        with pytest.raises(QueryError):
            wrong()


def test_study_reads_a_corpus_and_leaves_out_what_may_not_be_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    from praktijkkennis import study as make

    (tmp_path / "een.txt").write_text(TEXTS["a"], encoding="utf-8")
    (tmp_path / "twee.txt").write_text(TEXTS["b"], encoding="utf-8")
    given: list[object] = []

    def extract(sources: object, tell: Callable[[str, int, int | None], None]) -> object:
        given.append(sources)
        documents = tuple(ProcessedDocument(one, ()) for one in read_corpus(tmp_path))
        codes = tuple(ThemeAnnotation(0, 3, key, "loslaten", 1.0, "neutraal", "A") for key in ("een.txt", "twee.txt"))
        return SimpleNamespace(
            documents=documents, annotations=codes, codebook=load_codebook(), insights=(), failures=(),
            withheld=frozenset({"twee.txt"}),
        )  # fmt: skip

    pipeline = SimpleNamespace(extract=extract)
    corpus = read_corpus(tmp_path)
    found = make(corpus, pipeline=pipeline)  # type: ignore[arg-type]
    assert given == [corpus]
    assert isinstance(given[0], Corpus)
    assert [one.document.id for one in found.documents] == ["een.txt"]
    assert [one.document_id for one in found.annotations] == ["een.txt"]
    make(str(tmp_path), pipeline=pipeline)  # type: ignore[arg-type]
    assert given[1] == [str(tmp_path)]
    with pytest.raises(SettingsError, match="niet allebei"):
        make(corpus, codebook="x.toml", pipeline=pipeline)  # type: ignore[arg-type]
