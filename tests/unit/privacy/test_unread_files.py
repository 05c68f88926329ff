from __future__ import annotations

from pathlib import Path

from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.exchange.key_file import fields_path, read_key
from praktijkkennis.exchange.pseudonymised import pseudonymise_with_key
from praktijkkennis.privacy import DEFAULT_LABELS, pseudonymise

BROKEN = ReadFailure("zorg/verslag Oosterveld.docx", "Dit is geen geldig .docx-bestand.")
DOCUMENTS = [
    Document("zorg/dag.txt", "Fatma Yilmaz belde."),
    Document("interview-gerda.zip/een.txt", "Gerda belde terug."),
    Document("lijst-gerda.xlsx#2", "Gerda zei niets."),
]


def sources(*failures: ReadFailure) -> list[str]:
    return [one.source for one in pseudonymise(DOCUMENTS, failures=failures).failures]


def test_a_file_that_nobody_could_read_has_no_name_left() -> None:
    (hidden,) = pseudonymise(DOCUMENTS, failures=[BROKEN]).failures
    assert hidden.source == "zorg/bestand-1.docx"
    assert hidden.original == BROKEN.source
    assert sources(BROKEN, ReadFailure("foto Wim", "Nee."), BROKEN) == [
        "zorg/bestand-1.docx",
        "bestand-2",
        "zorg/bestand-1.docx",
    ]


def test_files_and_folders_that_were_read_keep_the_name_they_got() -> None:
    new = {one.id for one in pseudonymise(DOCUMENTS).documents}
    row, member = sources(
        ReadFailure("lijst-gerda.xlsx#3", "Leeg."), ReadFailure("interview-gerda.zip/x.pdf", "Kapot.")
    )
    assert row.removesuffix("3") + "2" in new
    assert member.endswith(".zip/bestand-1.pdf")
    assert any(key.startswith(member.partition("/")[0]) for key in new)
    assert "gerda" not in row + member


def test_a_folder_that_may_name_somebody_is_left_out() -> None:
    assert sources(ReadFailure("Fatma Yilmaz/kapot.pdf", "Kapot.")) == ["bestand-1.pdf"]
    assert sources(ReadFailure("archief/2024/kapot.pdf", "Kapot.")) == ["archief/2024/bestand-1.pdf"]


def test_a_reason_names_no_file_either() -> None:
    reason = "Het bestand 'Gerda's dag.docx' uit deze tabel is er niet; verbeter de naam."
    (hidden,) = pseudonymise([], failures=[ReadFailure("metadata.csv", reason)]).failures
    assert hidden.source == "metadata.csv"
    assert hidden.reason == "Het bestand 'bestand-1.docx' uit deze tabel is er niet; verbeter de naam."


def test_names_of_files_can_be_kept() -> None:
    found = pseudonymise(DOCUMENTS, labels=DEFAULT_LABELS - {"BESTAND"}, failures=[BROKEN])
    assert found.failures == (BROKEN,)


def test_the_key_says_which_file_it_is_and_next_month_it_has_the_same_number(tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    pseudonymise_with_key(DOCUMENTS, key, failures=[BROKEN])
    text = fields_path(key).read_text(encoding="utf-8")
    assert '"zorg/verslag Oosterveld.docx","bestand","zorg/verslag Oosterveld.docx","BESTAND","[Bestand 1]"' in text
    other = ReadFailure("aan-het-begin.pdf", "Kapot.")
    later = pseudonymise_with_key(DOCUMENTS, key, failures=[other, BROKEN])
    assert [one.source for one in later.failures] == ["bestand-2.pdf", "zorg/bestand-1.docx"]
    rows = [row for row in read_key(key)[1] if row.label == "BESTAND"]
    assert sorted(row.pseudonym for row in rows) == ["[Bestand 1]", "[Bestand 2]"]
