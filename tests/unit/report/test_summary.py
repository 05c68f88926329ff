from __future__ import annotations

from dataclasses import replace

import pytest

from praktijkkennis.document import Document, ProcessedDocument, ReadFailure, Sentence, ThemeAnnotation, Turn
from praktijkkennis.evaluation import TrustCard
from praktijkkennis.report import build_summary


def test_counts_of_the_whole(world):
    counts = world.summary().counts
    assert (counts.documents, counts.sentences, counts.coded_sentences) == (4, 7, 5)
    assert (counts.authors, counts.organisations) == (3, 1)
    assert (counts.insights, counts.failures) == (1, 1)
    assert (counts.first_date, counts.last_date) == ("2024-01-05", "2025-03-14")
    assert (counts.unnamed, counts.unplaced, counts.undated) == (1, 2, 1)


def test_a_heading_above_a_transcript_is_nobody_without_a_name() -> None:
    text = "Een gesprek.\nJan: Wij rusten.\nRia: Ik niet."
    turns = (Turn(18, 29, "Jan"), Turn(35, 43, "Ria"))
    starts = ((0, 12, None), (18, 29, "Jan"), (35, 43, "Ria"))
    processed = ProcessedDocument(
        Document("a.txt", text, turns=turns), tuple(Sentence(start, end, (), speaker=who) for start, end, who in starts)
    )
    counts = build_summary([processed], [], []).counts
    assert (counts.authors, counts.unnamed) == (2, 0)


def test_core_themes_come_first_and_unlisted_ones_last(world):
    names = [theme.label.name for theme in world.summary().themes]
    assert names == ["Zelfsturing", "Veiligheid", "Gedeelde visie", "Loslaten nieuw"]


def test_numbers_of_a_theme(world):
    theme = world.summary().themes[0]
    assert (theme.n_passages, theme.n_documents, theme.n_authors) == (3, 3, 2)
    assert dict(theme.stances) == {"versterkend": 2, "belemmerend": 0, "neutraal": 1}
    assert [one.insight.id for one in theme.insights] == ["zelfsturing-1"]
    assert (theme.loose, theme.n_loose) == ((), 0)


def test_theme_without_insight_shows_its_best_passages(world):
    theme = world.summary().themes[1]
    assert theme.insights == ()
    assert [passage.text for passage in theme.loose] == ["Niemand durft iets te zeggen."]
    assert theme.loose[0].author == "Joost"


def test_loose_passages_give_every_source_a_turn(document_with):
    talker = document_with("t.txt", ["Een.", "Twee.", "Drie.", "Vier.", "Vijf.", "Zes."], author="Veelprater")
    other = document_with("o.txt", ["Zeven."], author="Stille")
    codes = [
        ThemeAnnotation(s.start, s.end, one.document.id, "x", score, "neutraal", "m")
        for one, score in ((talker, 0.9), (other, 0.5))
        for s in one.sentences
    ]
    theme = build_summary([talker, other], codes, []).themes[0]
    assert [passage.text for passage in theme.loose] == ["Een.", "Zeven.", "Twee.", "Drie.", "Vier."]
    assert theme.n_loose == 7


def test_two_coders_count_once_with_the_stance_of_the_surest(world):
    doubt = replace(world.annotations[1], score=0.3, stance="neutraal", coder="ander")
    theme = world.summary(annotations=(doubt, *world.annotations)).themes[0]
    assert theme.n_passages == 3
    assert theme.stances["versterkend"] == 2


def test_insights_are_strongest_first_and_highlights_one_of_a_theme(world):
    weak = replace(world.insights[0], id="zelfsturing-0", strength=0.2, statement="Anders.")
    summary = world.summary(insights=(weak, *world.insights))
    assert [one.insight.id for one in summary.themes[0].insights] == ["zelfsturing-1", "zelfsturing-0"]
    assert [one.insight.id for one in summary.highlights] == ["zelfsturing-1"]


def test_a_statement_that_leans_on_others_is_no_headline_beside_one_that_does_not(world):
    (insight,) = world.insights
    lead = replace(insight.quotes[0], leans=True)
    leaning = replace(insight, id="zelfsturing-2", strength=1.0, quotes=(lead, *insight.quotes[1:]))
    plain = replace(insight, id="zelfsturing-3", strength=0.2, statement="Anders.")
    summary = world.summary(insights=(leaning, plain))
    by_id = {one.insight.id: one for one in summary.themes[0].insights}
    assert by_id["zelfsturing-2"].leans
    assert by_id["zelfsturing-2"].telling > by_id["zelfsturing-3"].telling
    assert [one.insight.id for one in summary.highlights] == ["zelfsturing-3"]
    alone = world.summary(insights=(leaning,))
    assert [one.insight.id for one in alone.highlights] == ["zelfsturing-2"]


def test_role_is_of_the_author_only(world, document_with):
    interview = document_with("i.txt", ["Hallo."], speaker="Fatma", author="Joost", role="interviewer")
    coded = ThemeAnnotation(0, 6, "i.txt", "x", 0.5, "neutraal", "m")
    (passage,) = build_summary([interview], [coded], []).themes[0].loose
    assert (passage.author, passage.role) == ("Fatma", "")


def test_order_of_input_does_not_matter_to_themes(world):
    turned = world.summary(annotations=tuple(reversed(world.annotations)))
    assert turned == world.summary()


def test_nothing_at_all():
    summary = build_summary([], [], [])
    assert summary.counts.documents == 0
    assert (summary.themes, summary.highlights, summary.sectors, summary.periods) == ((), (), None, None)


def test_annotation_of_an_unknown_document_is_refused(world):
    stray = ThemeAnnotation(0, 3, "elders.txt", "x", 0.5, "neutraal", "m")
    with pytest.raises(ValueError, match=r"elders\.txt"):
        world.summary(annotations=(stray,))


def test_failures_and_run_pass_through_in_order(world):
    summary = world.summary(failures=(ReadFailure("z", "1"), ReadFailure("a", "2")), run={"b": "1", "a": "2"})
    assert [failure.source for failure in summary.failures] == ["z", "a"]
    assert summary.run == (("b", "1"), ("a", "2"))
    assert summary.coders == {"machine": 5}


def test_sectors_count_documents(world):
    sectors = world.summary().sectors
    assert [(column.label, column.n_documents) for column in sectors.columns] == [("zorg", 2), ("Wonen", 1)]
    assert [(share.hits, share.n_documents) for share in sectors.rows["zelfsturing"]] == [(2, 2), (1, 1)]
    assert sectors.rows["veiligheid"][0].value == 0.5
    assert "visie" not in sectors.rows
    assert sectors.n_left_out == 1


def test_periods_have_no_gaps(world):
    periods = world.summary().periods
    assert periods.unit == "kwartaal"
    assert [column.label for column in periods.columns][::4] == ["1e kw. 2024", "1e kw. 2025"]
    assert [column.n_documents for column in periods.columns] == [1, 1, 0, 0, 1]
    assert periods.rows["zelfsturing"][2].value is None
    assert periods.n_left_out == 1


@pytest.mark.parametrize(
    ("dates", "unit", "labels"),
    [
        (["2025-02-28", "2025-04"], "maand", ["feb 2025", "mrt 2025", "apr 2025"]),
        (["2023", "2025"], "jaar", ["2023", "2025"]),
        (["2015-01", "2025-01"], "jaar", ["2015", "2025"]),
        (["2024-01", "2024-02", "geen datum", "2024-13"], "maand", ["jan 2024", "feb 2024"]),
    ],
)
def test_unit_of_time_follows_the_span(dates, unit, labels, document_with):
    documents = [document_with(f"{place}.txt", ["Ja."], date=day) for place, day in enumerate(dates)]
    periods = build_summary(documents, [], []).periods
    assert (periods.unit, [column.label for column in periods.columns]) == (unit, labels)


def test_one_period_or_sector_is_no_table(document_with):
    documents = [document_with(f"{place}.txt", ["Ja."], date="2025-01", sector="zorg") for place in range(3)]
    summary = build_summary(documents, [], [])
    assert (summary.sectors, summary.periods) == (None, None)


def test_many_sectors_leave_the_smallest_out(document_with):
    documents = [document_with(f"{place}.txt", ["Ja."], sector=f"sector {place}") for place in range(11)]
    sectors = build_summary(documents, [], []).sectors
    assert (len(sectors.columns), sectors.n_left_out) == (8, 3)


def test_who_asks_is_no_person_behind_a_theme() -> None:
    text = "Interviewer: Wie maakt het rooster?\nEls: Wij zelf.\n"
    turns = (Turn(13, 35, "Interviewer"), Turn(41, 51, "Els"))
    document = Document("gesprek.txt", text, turns=turns)
    sentences = tuple(Sentence(turn.start, turn.end, (), speaker=turn.speaker) for turn in turns)
    codes = [
        ThemeAnnotation(turn.start, turn.end, "gesprek.txt", "zelfsturing", 0.9, "neutraal", "machine")
        for turn in turns
    ]
    summary = build_summary([ProcessedDocument(document, sentences)], codes, [])
    assert summary.counts.authors == 1
    assert [(theme.n_passages, theme.n_authors) for theme in summary.themes] == [(2, 1)]


def test_what_to_check_keeps_its_order_and_leaves_withheld_documents_out(world):
    to_check = [world.annotations[index] for index in (2, 1, 0)]
    summary = world.summary(to_check=to_check, withheld=frozenset({"a.txt"}))
    assert [(one.theme.name, one.passage.text) for one in summary.to_check] == [
        ("Zelfsturing", "Het team beslist."),
        ("Veiligheid", "Niemand durft iets te zeggen."),
    ]
    assert world.summary().to_check == ()


def test_cards_are_of_the_themes_of_the_report_the_most_trusted_first(world):
    unknown = float("nan")
    cards = [
        TrustCard(theme, "", level, f1, unknown, unknown, unknown, unknown, None, "x")
        for theme, level, f1 in (("zelfsturing", "zwak", 0.2), ("veiligheid", "goed", 0.9), ("elders", "goed", 0.8))
    ]
    assert [(card.name, card.level) for card in world.summary(trust=cards).trust] == [
        ("Veiligheid", "goed"),
        ("Zelfsturing", "zwak"),
    ]


def test_what_to_check_of_an_unknown_document_is_refused(world):
    stray = ThemeAnnotation(0, 3, "elders.txt", "x", 0.5, "neutraal", "m")
    with pytest.raises(ValueError, match=r"elders\.txt"):
        world.summary(to_check=(stray,))
