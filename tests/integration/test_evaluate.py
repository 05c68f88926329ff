"""The researcher's commands on a small corpus of our own: code it, judge the codes, compare two people."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

STORIES = {
    "nacht.txt": [
        ("Wij maken het rooster tegenwoordig zelf, zonder leidinggevende.", [("zelfsturing", "versterkend")]),
        ("De koffieautomaat was weer eens stuk.", []),
        ("Niemand durft nog een fout toe te geven.", [("psychologische_veiligheid", "belemmerend")]),
        ("Om elf uur ging het licht uit.", []),
    ],
    "wijk.txt": [
        (
            "Ik liet de controle eindelijk los en het team besliste zelf.",
            [("loslaten", "versterkend"), ("zelfsturing", "versterkend")],
        ),
        ("Het regende de hele middag.", []),
        ("Loslaten vind ik nog steeds moeilijk.", [("loslaten", "belemmerend")]),
    ],
    "school.txt": [
        ("De juf durft nu hardop te zeggen dat ze het niet weet.", [("psychologische_veiligheid", "versterkend")]),
        ("De hond van de conciërge mag los over het plein.", []),
    ],
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Texts, what two people coded in them, every sentence, and the codes of the machine."""
    folder = tmp_path_factory.mktemp("beoordelen")
    (folder / "teksten").mkdir()
    human, sentences, records = [], [], []
    for name, story in STORIES.items():
        text = "\n".join(sentence for sentence, _ in story)
        (folder / "teksten" / name).write_text(text + "\n", encoding="utf-8")
        spans, bo, cis = [], [], []
        for number, (sentence, codes) in enumerate(story):
            start = text.index(sentence)
            spans.append([start, start + len(sentence)])
            sentences.append([name, start, start + len(sentence), sentence])
            for theme, stance in codes:
                human.append([name.removesuffix(".txt"), start, start + len(sentence), sentence, theme, stance])
                bo.append([number, theme, stance])
                if (name, theme) != ("wijk.txt", "zelfsturing"):
                    cis.append([number, theme, stance])
        records.append({"id": name, "text": text, "sentences": spans, "codes": {"Bo": bo, "Cis": cis}})
    write(folder / "mens.csv", ["document", "begin", "eind", "tekst", "thema", "houding"], human)
    write(folder / "zinnen.csv", ["document_id", "start", "end", "text"], sentences)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "gecodeerd.jsonl").write_text(lines, encoding="utf-8")
    outcome = run("tag", folder / "teksten", "--out", folder / "machine.csv")
    assert outcome.returncode == 0, outcome.stderr
    return folder


def write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, delimiter=";").writerows([header, *rows])


def test_documents_coded_by_sentence_give_a_whole_judgement(corpus: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("evaluate", corpus / "machine.csv", corpus / "gecodeerd.jsonl", "--out", tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert "9 zinnen uit 3 documenten; machine: praktijkkennis; mensen: Bo, Cis." in outcome.stdout
    assert "alle codes samen" in outcome.stdout
    record = json.loads((tmp_path / "beoordeling.json").read_text(encoding="utf-8"))
    themes = {row["theme"]: row for row in record["scores"] if row["level"] == "theme"}
    assert len(themes) == 12
    with (corpus / "machine.csv").open(encoding="utf-8", newline="") as handle:
        machine = list(csv.DictReader(handle))
    assert sum(row["n_predicted"] for row in themes.values()) == len(machine)
    # One of the two people did not give zelfsturing in wijk.txt, and one of two is no majority.
    assert (themes["zelfsturing"]["n_coded"], themes["loslaten"]["n_coded"]) == (1, 2)
    assert themes["loslaten"]["recall"] == 1.0
    with (tmp_path / "missers.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            text = (corpus / "teksten" / row["document_id"]).read_text(encoding="utf-8")
            assert text[int(row["start"]) : int(row["end"])] == row["text"]
    assert '<html lang="nl"' in (tmp_path / "beoordeling.html").read_text(encoding="utf-8")


def test_table_of_a_person_with_and_without_all_sentences(corpus: Path, run: Run) -> None:
    table = run("evaluate", corpus / "machine.csv", corpus / "mens.csv")
    assert table.returncode == 0, table.stderr
    assert "Alleen de gecodeerde passages zijn bekend" in table.stderr
    assert "nacht.txt = nacht" in table.stderr
    assert "gecodeerde passages uit 3 documenten" in table.stdout
    units = run("evaluate", corpus / "machine.csv", corpus / "mens.csv", "--units", corpus / "zinnen.csv")
    assert units.returncode == 0, units.stderr
    assert "9 zinnen uit 3 documenten" in units.stdout
    assert "gecodeerde passages" not in units.stderr


def test_agreement_between_people(corpus: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("agreement", corpus / "gecodeerd.jsonl", "--out", tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert "codeurs: Bo, Cis" in outcome.stdout
    assert "1 zin met verschil" in outcome.stdout
    assert "minstens 5 nodig" in outcome.stderr
    assert "telt alleen mee wat iemand gaf" in outcome.stdout
    assert {path.name for path in tmp_path.iterdir()} == {
        "overeenstemming.csv",
        "overeenstemming-houding.csv",
        "overeenstemming-passages.csv",
        "overeenstemming-zinnen.csv",
        "verschillen.csv",
        "verschillen.html",
        "dubbel-coderen.csv",
    }
    with (tmp_path / "verschillen.csv").open(encoding="utf-8", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert (row["document_id"], row["differ"]) == ("wijk.txt", "zelfsturing")
    assert row["Cis"] == "loslaten (versterkend)"


def test_wrong_use_gets_one_dutch_sentence(corpus: Path, run: Run) -> None:
    outcome = run("evaluate", "gecodeerd.jsonl", "mens.csv", cwd=corpus)
    assert outcome.returncode == 2
    assert "bevat codes van mensen" in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1
