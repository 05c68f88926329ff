from __future__ import annotations

import csv
import errno
import stat
from pathlib import Path

import pytest

from praktijkkennis.document import Document
from praktijkkennis.errors import OutputError, SettingsError, SourceError
from praktijkkennis.exchange.key_file import fields_path, joined_key, only_user, read_key, write_key
from praktijkkennis.exchange.pseudonymised import pseudonymise_with_key, text_names, write_texts
from praktijkkennis.privacy import EARLIER, FieldReplacement, Pseudonymised, Replacement

ROW = Replacement(3, 11, "a.txt", 'Anna "A", \nBos', "PERSOON", "[Persoon 1]")
FIELD = FieldReplacement("a.txt", "author", "Anna Bos", "PERSOON", "[Persoon 1]")


def test_a_key_comes_back_as_it_was_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "kluis" / "sleutel.csv"
    write_key(path, [ROW], [FIELD])
    assert read_key(path) == ((ROW,), (FIELD,))
    for file in (path, fields_path(path)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    header = path.read_text(encoding="utf-8").splitlines()[0]
    assert next(csv.reader([header])) == ["document_id", "start", "end", "text", "label", "pseudonym"]


def test_the_second_file_goes_when_there_is_nothing_for_it(tmp_path: Path) -> None:
    path = tmp_path / "sleutel.csv"
    write_key(path, [ROW], [FIELD])
    write_key(path, [ROW], [])
    assert not fields_path(path).exists()
    assert read_key(path) == ((ROW,), ())
    assert read_key(tmp_path / "nergens.csv") == ((), ())


@pytest.mark.parametrize(
    "content",
    [
        "naam,leeftijd\nAnna,3\n",
        "document_id,start,end,text,label,pseudonym\na,x,3,Anna,PERSOON,[Persoon 1]\n",
        "document_id,start,end,text,label,pseudonym\na,5,3,Anna,PERSOON,[Persoon 1]\n",
        "document_id,start,end,text,label,pseudonym\na,1,3,Anna,NAAM,[Persoon 1]\n",
        "document_id,start,end,text,label,pseudonym\na,1,3\n",
    ],
)
def test_another_file_is_no_key(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sleutel.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="geen sleutel"):
        read_key(path)


def test_a_key_that_cannot_be_opened_is_not_called_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sleutel.csv"
    write_key(path, [ROW], [])
    with pytest.raises(SourceError, match="is een map"):
        read_key(tmp_path)

    def refused(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(SourceError, match="kan niet worden gelezen") as caught:
        read_key(path)
    assert "geen sleutel" not in str(caught.value)


def test_key_and_texts_appear_together_or_not_at_all(tmp_path: Path) -> None:
    key, out = tmp_path / "sleutel.csv", tmp_path / "uit"
    first, second = [Document("a.txt", "Anna Bos belde.")], [Document("b.txt", "Fatma Yilmaz belde.")]

    def written(result: Pseudonymised) -> None:
        write_texts(result.documents, out)

    pseudonymise_with_key(first, key, write=written)
    before = key.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sleutel.csv", "uit"]
    # A folder stands where the text has to come.
    (out / "b.txt").mkdir()
    with pytest.raises(OutputError, match=r"b\.txt"):
        pseudonymise_with_key(second, key, write=written)
    assert key.read_bytes() == before
    with pytest.raises(OutputError):
        pseudonymise_with_key(second, tmp_path / "nieuw.csv", write=written)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["sleutel.csv", "uit"]
    (out / "b.txt").rmdir()
    pseudonymise_with_key(second, key, write=written)
    assert key.read_bytes() != before
    assert (out / "b.txt").read_text(encoding="utf-8") == "[Persoon 2] belde."


def test_rows_of_other_documents_stay_in_the_key() -> None:
    other = Replacement(0, 4, "b.txt", "Anna", "PERSOON", "[Persoon 2]")
    old = Replacement(0, 2, "a.txt", "Al", "PERSOON", "[Persoon 1]")
    rows, fields = joined_key(([old, other], [FIELD]), ([ROW], []), ["a.txt"])
    assert rows == [other, ROW]
    gone = [("Al", "[Persoon 1]"), ("Anna Bos", "[Persoon 1]")]
    assert fields == [FieldReplacement("a.txt", EARLIER, text, "PERSOON", name) for text, name in gone]
    assert joined_key((rows, fields), ([ROW], []), ["a.txt"]) == (rows, fields)
    back = Replacement(0, 2, "a.txt", "Al", "PERSOON", "[Persoon 1]")
    assert joined_key((rows, fields), ([back, ROW], [FIELD]), ["a.txt"]) == ([other, back, ROW], [FIELD])


def test_nobody_gets_the_pseudonym_of_who_is_no_longer_spoken_of(tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    months = [
        ["Pieter van Dijk belde.", "Jan kwam op 06-12345678."],
        ["Het was stil.", "Niemand kwam."],
        ["Fatima Yilmaz belde.", "Riet kwam op 06-87654321."],
        ["Pieter van Dijk sprak met Fatima Yilmaz.", "Ik belde 06-12345678."],
    ]
    for number, (first, second) in enumerate(months):
        documents = [Document("a.txt", first), Document("b.txt", second)]
        texts = [one.text for one in pseudonymise_with_key(documents, key).documents]
        assert (
            texts
            == [
                ["[Persoon 1] belde.", "[Persoon 2] kwam op [Telefoonnummer 1]."],
                ["Het was stil.", "Niemand kwam."],
                ["[Persoon 3] belde.", "[Persoon 4] kwam op [Telefoonnummer 2]."],
                ["[Persoon 1] sprak met [Persoon 3].", "Ik belde [Telefoonnummer 1]."],
            ][number]
        )
    people = {(one.text, one.pseudonym) for part in read_key(key) for one in part}
    assert {("Pieter van Dijk", "[Persoon 1]"), ("Jan", "[Persoon 2]"), ("Riet", "[Persoon 4]")} <= people


def test_a_file_that_bears_the_same_name_next_month_is_about_others(tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    pseudonymise_with_key([Document("interview1.docx", "Jan zag Riet, en Riet zag Wim.")], key)
    (june,) = pseudonymise_with_key([Document("interview1.docx", "Jan zag Fatma en Coen.")], key).documents
    assert june.text == "[Persoon 4] zag [Persoon 5] en [Persoon 6]."


def test_two_runs_cannot_use_one_key_at_once(tmp_path: Path) -> None:
    key = tmp_path / "kluis" / "sleutel.csv"
    with only_user(key), pytest.raises(OutputError, match="in gebruik"):
        pseudonymise_with_key([Document("a.txt", "Wim Bos belde.")], key)
    pseudonymise_with_key([Document("a.txt", "Wim Bos belde.")], key)
    assert read_key(key)[0]


def test_next_month_everybody_is_called_the_same(tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    first = [Document("mei.txt", "Wim Bos belde Riet."), Document("oud.txt", "Anna Vink sprak.")]
    pseudonymise_with_key(first, key)
    later = [Document("juni.txt", "Fatma zag Wim Bos."), Document("mei.txt", "Wim Bos belde Riet.")]
    result = pseudonymise_with_key(later, key)
    assert [one.text for one in result.documents] == ["[Persoon 4] zag [Persoon 1].", "[Persoon 1] belde [Persoon 2]."]
    assert {row.document_id for row in read_key(key)[0]} == {"mei.txt", "juni.txt", "oud.txt"}


def test_without_a_path_no_key_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pseudonymise_with_key([Document("a", "Wim Bos.")])
    assert list(tmp_path.iterdir()) == []


def test_a_label_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="Kies uit: PERSOON"):
        pseudonymise_with_key([], keep=["NAAM"])


def test_texts_keep_their_folders(tmp_path: Path) -> None:
    documents = [
        Document("zorg/a.txt", "Een."),
        Document("zorg/a.docx", "Twee.", {"author": "[Persoon 1]", "source": "zorg/a.docx", "wijk": "=oost"}),
        Document("lijst.xlsx#4", "Drie."),
        Document("pak.zip/map/b.md", "Vier."),
    ]
    names = text_names(documents)
    assert names == ["zorg/a.txt", "zorg/a.docx.txt", "lijst-4.txt", "pak/map/b.txt"]
    write_texts(documents, tmp_path)
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == ["Een.", "Twee.", "Drie.", "Vier."]
    with (tmp_path / "metadata.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[1] == {"bestand": "zorg/a.docx.txt", "auteur": "[Persoon 1]", "wijk": "=oost"}


def test_texts_of_an_earlier_run_are_named(tmp_path: Path) -> None:
    stated = {"author": "[Persoon 1]"}
    assert write_texts([Document("zorg/a.txt", "Een.", stated), Document("b.txt", "Twee.", stated)], tmp_path) == ()
    assert write_texts([Document("b.txt", "Twee.", stated)], tmp_path) == ("zorg/a.txt",)
    assert write_texts([Document("b.txt", "Twee.")], tmp_path) == ("zorg/a.txt", "metadata.csv")
