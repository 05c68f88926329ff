from __future__ import annotations

import html.parser
import pickle
import re
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis import notebook, show
from praktijkkennis.bench import Study
from praktijkkennis.close_reading import Concordance
from praktijkkennis.corpus import Corpus
from praktijkkennis.document import Document, Insight
from praktijkkennis.evaluation import agreement, coding_from_records, evaluate, rated_by, span_agreement
from praktijkkennis.exchange.codings import Codings, Unplaced
from praktijkkennis.notebook.markup import theme_looks

ALLOWED = {
    "div",
    "span",
    "b",
    "mark",
    "sup",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "p",
    "ul",
    "li",
    "details",
    "summary",
    "code",
}


class Reader(html.parser.HTMLParser):
    """Gathers tags, text and what shows when the mouse is on it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    assert reader.tags <= ALLOWED
    assert not {name for name in reader.attributes if name.startswith("on")}
    return reader


def everything(study: Study) -> list[Any]:
    return [
        study.documents[0],
        study.documents[0].document,
        study.codebook,
        study.codebook.themes[0],
        study.insights[0],
        list(study.insights),
        study.insights,
        Corpus(lambda: iter([one.document for one in study.documents])),
        study.kwic("regels"),
        study.kwic(theme="los"),
        study.keyness("sector", min_count=1),
        study.theme_keyness("sector"),
        study.collocations("regels", min_count=1, content_only=False),
        study.cooccurrence(),
        study.sequences(),
        study.dispersion(),
        study.dispersion(["regels"]),
    ]


def test_everything_shows_and_nothing_hostile_gets_through(study: Study, hostile: str) -> None:
    shown = [show(one, study.annotations, study.codebook).html for one in everything(study)]
    for text in [*shown, study._repr_html_()]:
        assert read(text).text.strip()
        assert "\x00" not in text
    assert hostile in read(shown[0]).text


def test_tables_of_results_show_too(study: Study) -> None:
    records = [
        {
            "id": "d",
            "text": "Een. Twee.",
            "sentences": [[0, 4], [5, 10]],
            "codes": {"A": [[0, "los", ""]], "B": [[1, "los", ""]]},
        }
    ]
    found = read(show(agreement(coding_from_records(records), n_resamples=0), codebook=study.codebook).html)
    assert "Overeenstemming tussen codeurs" in found.text
    assert "A en B" in found.text
    assert "Los & vrij" in found.text
    assert "alle thema’s" in found.text
    spans = read(show(span_agreement(coding_from_records(records), n_resamples=0)).html)
    assert "u-alfa" in spans.text
    assert "12 rijen" in read(show(pd.DataFrame({"<b>": range(12), 3: "x"})).html).text
    with pytest.raises(TypeError):
        show(3)


def test_a_document_of_a_study_shows_its_own_themes(study: Study) -> None:
    found = read(notebook.render(study.documents[0]))
    assert any("Los & vrij: belemmerend" in title for title in found.titles)
    # What shows with the mouse stands in words as well.
    assert "3 codes in woorden" in found.text
    assert "belemmerend, score 0,83" in found.text
    assert read(show(study.documents[0]).html).text == found.text
    other = study.coded_by("B").documents[0]
    assert "2 codes in woorden" in read(show(other).html).text


def test_what_people_coded_shows_with_what_has_no_place(study: Study, hostile: str) -> None:
    record = {
        "id": "d",
        "text": f"Een. {hostile}",
        "sentences": [[0, 4]],
        "codes": {hostile: [[0, "los", ""]], "B": []},
    }
    coding = replace(coding_from_records([record]), remarks=(hostile,))
    outside = coding.codes.assign(start=90, end=95, text="weg")
    coding = replace(coding, codes=pd.concat([coding.codes, outside], ignore_index=True))
    found = read(show(coding, codebook=study.codebook).html)
    assert "2 codes in 1 document; 1 zin" in found.text
    assert "Los & vrij" in found.text
    assert "Zonder bekende zin: 1 code" in found.text
    assert hostile in found.text
    unplaced = (Unplaced("d", "tekst", "code", hostile, "Deze tekst staat niet in het document."),)
    codings = Codings((), unplaced, ("d",))
    found = read(show(codings).html)
    assert "Niet geplaatst 1 codering" in found.text
    assert "Deze tekst staat niet in het document." in found.text


def test_how_machine_and_people_were_brought_together_shows(study: Study) -> None:
    people = [{"id": "d", "text": "Een. Twee.", "sentences": [[0, 4], [5, 10]], "codes": {"A": [[0, "los", ""]]}}]
    columns = ["document_id", "start", "end", "text", "theme"]
    machine = pd.DataFrame([("d.txt", 0, 4, "Een.", "los"), ("x", 0, 4, "Een.", "los")], columns=columns)
    matching = evaluate(machine, coding_from_records(people), n_resamples=0).matching
    found = read(show(matching).html)
    assert "d.txt = d" in found.text
    assert "1 code vergeleken" in found.text


def test_topics_and_experiments_show() -> None:
    import numpy as np

    from praktijkkennis.experiment.results import ExperimentResult
    from praktijkkennis.topics.crosswalk import Crosswalk
    from praktijkkennis.topics.groups import GroupShare, TopicsByGroup

    counts = np.array([[3, 0], [1, 0]])
    walk = Crosswalk(("los", "zelf"), counts, np.array([4, 2]), np.array([4, 0]), np.array([0, 0]), 0.5, ())
    assert "2 onderwerpen, 2 thema’s" in read(show(walk).html).text
    groups = TopicsByGroup("sector", ("<zorg>",), (3,), ((GroupShare(0.5, 0.2, 0.8),),), 1)
    assert "<zorg>" in read(show(groups).html).text
    assert "Onderwerpen naar sector" in read(show(groups).html).text
    result = ExperimentResult("proef", (), {}, {}, {"<b>": "geen model"})
    assert "<b> is niet gedaan: geen model" in read(show(result).html).text


def test_themes_are_marked_with_stance_and_score(study: Study) -> None:
    found = read(study.show(study.documents[0].document.id).html)
    assert any("Los & vrij: belemmerend, score 0,83" in title for title in found.titles)
    assert any("(B)" in title and "Los & vrij" in title for title in found.titles)
    assert "Los & vrij 2" in found.text
    assert "telt niet mee" in found.titles
    assert {"−", "+", "○"} <= set(found.text)
    assert "#aa0011" in study.show().html


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=6))
def test_the_text_of_a_document_stands_there_as_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    from praktijkkennis.document import ThemeAnnotation

    document = Document("a", text)
    codes = [
        ThemeAnnotation(start, min(start + size, len(text)), "a", f"t{size % 3}", 1.0, "neutraal", "A")
        for start, size in spans
        if start < len(text)
    ]
    html_text = show(document, codes).html
    body = re.sub(r"<sup.*?</sup>", "", html_text[html_text.index("white-space:pre-wrap") :])
    # Under the text the codes are listed in words.
    body = re.sub(r"<details>.*</details>", "", body, flags=re.DOTALL)
    seen = read("<div><div " + body).text
    # A parser of HTML folds line ends; control characters and broken ones are replaced, one for one.
    assert len(seen) == len(text)
    assert all(a == b or not a.isprintable() for a, b in zip(text, seen, strict=True))


def test_disagreements_are_listed_by_theme(hostile: str) -> None:
    codes = {
        "A": [[0, "los", "neutraal"], [1, "los", "neutraal"]],
        hostile: [[0, "zelf", "neutraal"], [1, "los", "versterkend"]],
    }
    record = {
        "id": hostile,
        "text": f"Een. {hostile} Drie.",
        "sentences": [[0, 4], [5, 5 + len(hostile)]],
        "codes": codes,
    }
    found = read(show(rated_by(coding_from_records([record]))).html)
    assert "2 zinnen van de 2" in found.text
    assert "1 zin en 1 zin alleen in houding" in found.text
    assert f"{hostile}: zelf (neutraal)" in found.text
    same = {"A": [[0, "los", "neutraal"]], "B": [[0, "los", "neutraal"]]}
    agreed = coding_from_records([{"id": "x", "text": "Een.", "sentences": [[0, 4]], "codes": same}])
    assert "verschillen nergens" in read(show(rated_by(agreed)).html).text


def test_a_page_of_its_own_allows_no_script(study: Study, tmp_path: Path) -> None:
    study.show().write(tmp_path / "map" / "tekst.html", "<b>")
    page = (tmp_path / "map" / "tekst.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "<title>&lt;b&gt;</title>" in page
    assert "<script" not in page


def test_ipython_is_told_of_every_class_by_its_name() -> None:
    from IPython.core.formatters import HTMLFormatter

    formatter = HTMLFormatter()
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    assert notebook.register(shell)
    assert "Tekst hier" in formatter(Document("a", "Tekst hier"))
    assert not notebook.register(None)


@pytest.mark.parametrize("kind", sorted(notebook.RENDERERS))
def test_every_class_and_renderer_is_there(kind: str) -> None:
    from importlib import import_module

    module, _, name = kind.rpartition(".")
    assert getattr(import_module(module), name).__module__ == module
    inside, function = notebook.RENDERERS[kind].split(".")
    assert callable(getattr(import_module(f"praktijkkennis.notebook.{inside}"), function))


def test_what_is_not_ours_is_refused() -> None:
    with pytest.raises(TypeError, match="int"):
        show(3)


def test_colours_come_from_the_codebook_or_a_fixed_row(study: Study) -> None:
    looks = theme_looks(["los", "onbekend_thema"], study.codebook)
    assert (looks["los"].colour, looks["los"].name) == ("#aa0011", "Los & vrij")
    assert looks["onbekend_thema"].name == "onbekend thema"
    assert re.fullmatch("#[0-9a-f]{6}", looks["onbekend_thema"].colour)


def test_insights_as_a_table(study: Study, hostile: str) -> None:
    row = study.insights_frame().iloc[0]
    assert row[["theme", "statement", "n_quotes", "n_sources", "belemmerend"]].tolist() == ["los", hostile, 3, 3, 3]
    empty = Study(study.documents, study.annotations, study.codebook).insights_frame()
    assert (empty.dtypes == study.insights_frame().dtypes).all()


def test_insights_of_a_study_are_a_tuple_that_shows(study: Study) -> None:
    from IPython.core.formatters import HTMLFormatter

    found = study.insights
    assert isinstance(found, tuple)
    assert found == tuple(found)
    assert hash(found) == hash(tuple(found))
    pd.testing.assert_frame_equal(found.to_frame(), study.insights_frame())
    assert found[0] is next(iter(found))
    assert found[:1].to_frame()["theme"].tolist() == ["los"]
    copied = pickle.loads(pickle.dumps(found))
    assert copied == found
    assert copied.codebook == study.codebook
    formatter = HTMLFormatter()
    notebook.register(SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter})))
    shown = formatter(found)
    assert "1 inzicht" in read(shown).text
    # Name and colour are those of the codebook, without anyone having to give it.
    assert "Los & vrij" in read(shown).text
    assert "#aa0011" in show(found).html
    one = show(found[0]).html
    assert ("Los & vrij" in read(one).text, "#aa0011" in one) == (True, True)
    assert formatter(found[0]) == one
    assert show(pickle.loads(pickle.dumps(found))[0]).html == one
    plain = Insight(*(getattr(found[0], part.name) for part in fields(Insight)))
    assert (plain == found[0], found[0] == plain, hash(plain) == hash(found[0])) == (True, True, True)
    assert found[0] != replace(plain, statement="anders")
    none = study.where(sector="zorg").insights
    assert len(none.to_frame()) == 0
    assert "inzichten" in read(show(none).html).text


def test_no_company_of_a_word_says_why(study: Study) -> None:
    found = study.collocations("regels", min_count=40, content_only=False)
    assert "minstens 40 keer" in read(show(found).html).text


def test_a_study_is_shown_as_a_notebook_shows_it(study: Study) -> None:
    assert show(study).html == study._repr_html_()


def test_long_matches_wrap_so_that_what_is_behind_them_stays_in_sight(study: Study) -> None:
    line = study.kwic("regels").lines[0]
    short, long = replace(line, match="rooster"), replace(line, match="zelf bepalen wie er wanneer moet werken")
    html = show(Concordance("x", (short, long), (line.document_id,))).html
    cells = re.findall(r'<td style="([^"]*)"><b>([^<]*)</b>', html)
    assert [("white-space:normal" in style, "max-width" in style) for style, _ in cells] == [
        (False, False),
        (True, True),
    ]


def test_a_theme_keeps_its_colour_in_a_codebook_without_colours(study: Study) -> None:
    bare = replace(study.codebook, themes=tuple(replace(one, colour="") for one in study.codebook.themes))
    keys = bare.keys
    together = theme_looks(keys, bare)
    assert [theme_looks([key], bare)[key] for key in keys] == list(together.values())
    assert len({look.colour for look in together.values()}) == min(len(keys), 7)
