from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from praktijkkennis import pipeline as pipelines
from praktijkkennis.embedding import Embedder
from praktijkkennis.tagging import scoring

Call = Callable[..., Any]

TEXT = "Wij maken zelf het rooster. Het regende."

GARDEN = """
key = "tuin"
name = "Tuin"
[[themes]]
key = "snoeien"
name = "Snoeien"
terms = ["snoeien"]
[[themes]]
key = "mest"
name = "Mest"
terms = ["mest", "compost"]
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    codes = {
        "Bo": [[0, "zelfsturing", "versterkend"]],
        "Cis": [[0, "zelfsturing", "neutraal"], [1, "loslaten", "neutraal"]],
    }
    sentences = [[0, 27], [28, 40]]
    lines = [{"id": key, "text": TEXT, "sentences": sentences, "codes": codes} for key in ("een", "twee")]
    (tmp_path / "zinnen.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "machine.csv").write_text(
        "document_id,start,end,text,theme,score,stance,coder\n"
        'een.txt,0,27,"Wij maken zelf het rooster.",zelfsturing,0.8,versterkend,praktijkkennis\n',
        encoding="utf-8",
    )
    (tmp_path / "mens.csv").write_text(
        "document;tekst;thema\neen;Wij maken zelf het rooster.;Zelfsturing\n", encoding="utf-8"
    )
    (tmp_path / "tuin.csv").write_text(
        "document,start,end,theme,coder\neen,0,27,snoeien,Bo\neen,0,27,snoeien,Cis\n", encoding="utf-8"
    )
    (tmp_path / "tuin.toml").write_text(GARDEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_table_in_the_terminal(call: Call, files: Path) -> None:
    outcome = call("evaluate", "machine.csv", "zinnen.jsonl")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "4 zinnen uit 2 documenten; machine: praktijkkennis; mensen: Bo, Cis."
    row = next(line for line in lines if line.startswith("zelfsturing")).split()
    assert row[:5] == ["zelfsturing", "2", "1", "1,00", "0,50"]
    assert row[-2:] == ["redelijk", "(onzeker)"]
    assert "een.txt = een" in outcome.err
    assert "twee" in outcome.err


def test_files_are_named_at_the_end(call: Call, files: Path) -> None:
    outcome = call("evaluate", "machine.csv", "zinnen.jsonl", "--out", "uit", "--coder", "Bo", "--threshold", "0.9")
    assert outcome.code == 0
    assert outcome.err.splitlines()[-1] == f"Open de beoordeling: {Path('uit') / 'beoordeling.html'}"
    assert json.loads((files / "uit" / "beoordeling.json").read_text(encoding="utf-8"))["reference"] == "Bo"
    assert "mensen: Bo." in outcome.out
    page = (files / "uit" / "verschillen.html").read_text(encoding="utf-8")
    assert "codeurs: praktijkkennis, Bo" in page


def test_themes_of_an_own_codebook_stand_alone(call: Call, files: Path) -> None:
    outcome = call("evaluate", "machine.csv", "mens.csv")
    assert "kennis_delen" in outcome.out
    other = (files / "machine.csv").read_text(encoding="utf-8").replace("zelfsturing", "snoeien")
    (files / "machine.csv").write_text(other, encoding="utf-8")
    outcome = call("evaluate", "machine.csv", "tuin.csv")
    assert outcome.code == 0
    assert "snoeien" in outcome.out
    assert "kennis_delen" not in outcome.out


@pytest.fixture
def garden(files: Path, monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> Path:
    """Two texts on gardening, coded by hand; no model is loaded for their meaning."""
    for room in (pipelines, scoring):
        monkeypatch.setattr(room, "load_embedder", lambda *_: embedder)
    text = "We snoeien de heg in het voorjaar. De compost ligt klaar. Morgen belt de notaris."
    ends = [34, 57, 81]
    spans = [[0 if not place else ends[place - 1] + 1, end] for place, end in enumerate(ends)]
    codes = {"Bo": [[0, "snoeien", "neutraal"], [2, "mest", "neutraal"]]}
    lines = [{"id": key, "text": text, "sentences": spans, "codes": codes} for key in ("een", "twee")]
    (files / "hand.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for key in ("een", "twee"):
        (files / f"{key}.txt").write_text(text, encoding="utf-8")
    return files


def figures(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "beoordeling.csv").set_index(["level", "theme"])


def test_machine_that_codes_for_itself_is_judged_as_its_table(call: Call, garden: Path) -> None:
    book = ("--codebook", "tuin.toml")
    assert call("tag", "een.txt", "twee.txt", "--out", "codes.csv", *book).code == 0
    assert call("evaluate", "codes.csv", "hand.jsonl", "--out", "tabel", *book).code == 0
    outcome = call("evaluate", "hand.jsonl", "--out", "zelf", *book)
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("6 zinnen uit 2 documenten; machine: praktijkkennis; mensen: Bo.")
    by_table, by_itself = figures(garden / "tabel"), figures(garden / "zelf")
    same = ["n_coded", "n_predicted", "precision", "recall", "f1", "alpha", "stance_accuracy"]
    pd.testing.assert_frame_equal(by_table[same], by_itself[same])
    assert by_itself.loc[("theme", "snoeien"), "recall"] == 1.0
    scores = json.loads((garden / "zelf" / "beoordeling.json").read_text(encoding="utf-8"))["calibration"]
    assert sum(one["n"] for one in scores if not one["theme"]) == 12


def test_machine_that_codes_for_itself_knows_the_sentences_of_a_project(call: Call, garden: Path) -> None:
    book = ("--codebook", "tuin.toml")
    assert call("tag", "een.txt", "twee.txt", "--out", "codes.qdpx", *book).code == 0
    outcome = call("evaluate", "codes.qdpx", "--out", "zelf", "--threshold", "0.99", *book)
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("6 zinnen uit 2 documenten")
    mest = figures(garden / "zelf").loc[("theme", "mest")]
    assert mest["n_coded"] > mest["n_predicted"] == 0


@pytest.mark.parametrize("strictness", ["ruim", "streng", "0,8"])
def test_strictness_means_what_it_means_to_tag(call: Call, garden: Path, strictness: str) -> None:
    choice = ("--codebook", "tuin.toml", "--strictness", strictness)
    assert call("tag", "een.txt", "twee.txt", "--out", "codes.csv", *choice).code == 0
    assert call("evaluate", "codes.csv", "hand.jsonl", "--out", "tabel", *choice[:2]).code == 0
    outcome = call("evaluate", "hand.jsonl", "--out", "zelf", *choice)
    assert outcome.code == 0, outcome.err
    same = ["n_coded", "n_predicted", "precision", "recall"]
    pd.testing.assert_frame_equal(figures(garden / "tabel")[same], figures(garden / "zelf")[same])


def test_the_stricter_the_fewer_codes(call: Call, garden: Path) -> None:
    def n_predicted(strictness: str) -> int:
        choice = ("--codebook", "tuin.toml", "--strictness", strictness)
        assert call("evaluate", "hand.jsonl", "--out", "zelf", *choice).code == 0
        return int(figures(garden / "zelf").loc["micro", "n_predicted"].iloc[0])

    assert n_predicted("ruim") >= n_predicted("gewoon") >= n_predicted("streng") > n_predicted("1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("machine.csv", "zinnen.jsonl", "--strictness", "streng"), "Geef --strictness bij 'praktijkkennis tag'"),
        (("zinnen.jsonl", "--strictness", "streng", "--threshold", "0.3"), "niet allebei"),
        (("zinnen.jsonl", "--strictness", "hard"), "'hard' is geen strengheid"),
    ],
)
def test_strictness_that_cannot_be(call: Call, files: Path, arguments: tuple[str, ...], message: str) -> None:
    outcome = call("evaluate", *arguments)
    assert outcome.code == 2
    assert message in outcome.err


def test_agreement_of_two_people(call: Call, files: Path) -> None:
    outcome = call("agreement", "zinnen.jsonl")
    assert outcome.code == 0
    assert "4 zinnen uit 2 documenten; codeurs: Bo, Cis." in outcome.out
    assert "4 zinnen met verschil" in outcome.out
    assert "dubbel gecodeerde zinnen" in outcome.out
    row = next(line for line in outcome.out.splitlines() if line.startswith("zelfsturing")).split()
    assert row[1:3] == ["2", "1,00"]
    assert "alfa op volgorde (belemmerend, neutraal, versterkend)" in outcome.out
    assert "alfa met MASI" in outcome.out


def test_tables_of_stances_and_of_whole_sentences(call: Call, files: Path) -> None:
    assert call("agreement", "zinnen.jsonl", "--out", "uit").code == 0
    stances = pd.read_csv(files / "uit" / "overeenstemming-houding.csv", keep_default_na=False)
    assert stances["theme"].iloc[-1] == ""
    assert {"n_coded", "alpha", "ordinal_alpha_low"} <= set(stances.columns)
    sets = pd.read_csv(files / "uit" / "overeenstemming-zinnen.csv")
    assert sets["n_units"].tolist() == [4]
    assert {"masi", "jaccard", "same_set_high"} <= set(sets.columns)


def test_stances_that_nobody_gave_are_not_measured(call: Call, files: Path) -> None:
    rows = "".join(f"een,{k},{k + 5},t,{c}\n" for c in "AB" for k in (0, 10))
    (files / "zonder-houding.csv").write_text(f"document,start,end,theme,coder\n{rows}", encoding="utf-8")
    outcome = call("agreement", "zonder-houding.csv")
    assert outcome.code == 0
    assert "nergens gaven twee codeurs aan hetzelfde thema een houding" in outcome.out


def test_agreement_of_three_has_no_kappa_of_two(call: Call, files: Path) -> None:
    (files / "drie.csv").write_text(
        "document,start,end,theme,coder\n" + "".join(f"een,{k},{k + 5},t,{c}\n" for c in "ABC" for k in (0, 10)),
        encoding="utf-8",
    )
    outcome = call("agreement", "drie.csv", "--out", "uit")
    assert outcome.code == 0
    assert "Fleiss" in outcome.out
    assert "alleen de gecodeerde passages" in outcome.err
    assert (files / "uit" / "overeenstemming-passages.csv").exists()


def test_how_many_to_code_twice_is_told_only_when_all_sentences_are_known(call: Call, files: Path) -> None:
    assert call("agreement", "zinnen.jsonl", "--out", "uit").code == 0
    assert (files / "uit" / "dubbel-coderen.csv").exists()
    outcome = call("agreement", "tuin.csv", "--out", "uit")
    assert outcome.code == 0
    assert "dubbel gecodeerde zinnen nodig" not in outcome.out
    assert "--units" in outcome.out
    # What an earlier run wrote is not of these files.
    assert not (files / "uit" / "dubbel-coderen.csv").exists()
    assert "geen intervallen: maar 1 document, minstens 5 nodig" in outcome.err


def test_the_wanted_precision_can_be_given(call: Call, files: Path) -> None:
    def needed(*options: str) -> int:
        (line,) = [one for one in call("agreement", "zinnen.jsonl", *options).out.splitlines() if "dubbel" in one]
        return int(line.split("ongeveer ")[1].split()[0])

    assert needed("--margin", "0.05") > 3 * needed()
    # The machine, once at the table, does not change how much people must code twice.
    assert needed("machine.csv") == needed()
    assert needed("--expected", "0.6") != needed()
    outcome = call("agreement", "zinnen.jsonl", "--expected", "0.1", "--margin", "0.2")
    assert outcome.code == 2
    assert "--margin" in outcome.err


def test_the_machine_joins_people_who_coded_by_sentence(call: Call, files: Path) -> None:
    outcome = call("agreement", "zinnen.jsonl", "machine.csv", "--out", "uit")
    assert outcome.code == 0
    assert "4 zinnen uit 2 documenten; codeurs: Bo, Cis, praktijkkennis." in outcome.out
    assert "<b>praktijkkennis</b>" in (files / "uit" / "verschillen.html").read_text(encoding="utf-8")


def test_codes_without_a_place_leave_no_old_table_of_passages(call: Call, files: Path) -> None:
    (files / "zonder.csv").write_text(
        "document,tekst,thema,codeur\neen,Wij maken.,los,Bo\neen,Wij maken.,los,Cis\n", encoding="utf-8"
    )
    assert call("agreement", "zinnen.jsonl", "--out", "uit").code == 0
    assert (files / "uit" / "overeenstemming-passages.csv").exists()
    outcome = call("agreement", "zonder.csv", "--out", "uit")
    assert outcome.code == 0
    assert "2 codes hebben geen begin en eind" in outcome.err
    assert not (files / "uit" / "overeenstemming-passages.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate", "weg.csv", "mens.csv"], "'weg.csv' bestaat niet"),
        (["evaluate", "zinnen.jsonl", "mens.csv"], "bevat codes van mensen"),
        (["evaluate", "machine.csv", "mens.csv", "--coder", "Bo"], "Codeur 'Bo' staat niet"),
        (["evaluate", "machine.csv", "mens.csv", "--out", "mens.csv"], "is een bestand, geen map"),
        (["evaluate", "machine.csv", "mens.csv", "--threshold", "2"], "een getal van 0 tot en met 1"),
        (["evaluate", "machine.csv", "mens.csv", "--codebook", "weg.toml"], "weg.toml"),
        (["evaluate", "machine.csv"], "staan geen teksten die de machine kan coderen"),
        (["evaluate"], "BESTAND is verplicht"),
        (["evaluate", "machine.csv", "zinnen.jsonl", "mens.csv"], "hoogstens twee bestanden"),
        (["evaluate", "machine.csv", "zinnen.jsonl", "--tagger", "codeur"], "of --tagger, niet allebei"),
        (["evaluate", "machine.csv", "zinnen.jsonl", "--embedder", "usem3"], "of --embedder, niet allebei"),
        (["evaluate", "zinnen.jsonl", "--tagger", "weg"], "weg"),
        (["evaluate", "zinnen.jsonl", "--codebook", "tuin.toml"], "Geef --tagger of --codebook van dezelfde thema's"),
        (["agreement", "mens.csv"], "twee codeurs"),
        (["agreement", "mens.csv", "--out", "mens.csv"], "is een bestand, geen map"),
    ],
)
def test_wrong_use_gets_one_dutch_sentence(call: Call, files: Path, arguments: list[str], message: str) -> None:
    outcome = call(*arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
    assert outcome.out == ""


@pytest.mark.parametrize("command", ["evaluate", "agreement"])
def test_help_is_dutch(call: Call, command: str) -> None:
    outcome = call(command, "--help")
    assert outcome.code == 0
    assert "Voorbeeld" in outcome.out
    assert "{" not in outcome.out
