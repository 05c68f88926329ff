"""Results that are tables: a line that says what was found, and the first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from praktijkkennis.close_reading import Collocations, Cooccurrence, Dispersion, Keyness, Sequences
from praktijkkennis.codebook import Codebook
from praktijkkennis.corpus import Corpus
from praktijkkennis.document import Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.notebook.insights import insights_html
from praktijkkennis.notebook.markup import box, chip, fill, frame_table, heading, joined, table, theme_looks
from praktijkkennis.report import dutch

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.evaluation import Evaluation
    from praktijkkennis.outputs import Extraction
    from praktijkkennis.topics import TopicResult

_MOST = 12
_MOST_INSIGHTS = 5
_CHANCE = {"expected": "verwacht", "log_ratio": "log ratio", "q": "q"}


def corpus_html(corpus: Corpus) -> Markup:
    """Show the first documents of a corpus, without reading the rest."""
    documents = list(islice(corpus, _MOST + 1))
    rows = [
        (
            one.id,
            one.metadata.get("title", ""),
            one.metadata.get("author", ""),
            one.metadata.get("organisation", ""),
            one.metadata.get("date", ""),
            len(one.text),
        )
        for one in documents[:_MOST]
    ]
    about = (
        f"de eerste {_MOST} documenten"
        if len(documents) > _MOST
        else dutch.counted(len(rows), "document", "documenten")
    )
    return box(heading("Corpus", about), table(["id", "titel", "auteur", "organisatie", "datum", "tekens"], rows))


def extraction_html(extraction: Extraction) -> Markup:
    """Show what a run found: numbers, themes and the strongest insights."""
    return coded_html(
        extraction.documents, extraction.annotations, extraction.insights, extraction.failures, extraction.codebook
    )


def coded_html(
    documents: Sequence[ProcessedDocument],
    annotations: Sequence[ThemeAnnotation],
    insights: Sequence[Insight],
    failures: Sequence[ReadFailure],
    codebook: Codebook,
) -> Markup:
    """Show a coded corpus: numbers, how often each theme, and the strongest insights."""
    counts = Counter(one.theme for one in annotations)
    keys = [*(key for key in codebook.keys if key in counts), *sorted(counts.keys() - set(codebook.keys))]
    chips = joined(chip(look, counts[key]) for key, look in theme_looks(keys, codebook).items())
    facts = [
        dutch.counted(len(documents), "document", "documenten"),
        dutch.counted(len(annotations), "code", "codes"),
    ]
    if failures:
        facts.append(f"{dutch.number(len(failures))} niet gelezen of geplaatst: zie .failures")
    strongest = insights_html(insights, codebook, _MOST_INSIGHTS) if insights else Markup()
    return box(heading("Gecodeerd corpus", ", ".join(facts)), fill("<p>{}</p>", chips), strongest)


def topics_html(result: TopicResult) -> Markup:
    """Show the topics of a model."""
    about = f"{dutch.percent(result.coverage)} van de passages hoort bij een onderwerp. {result.reason}"
    columns = {
        "topic": "nr",
        "label": "onderwerp",
        "terms": "termen",
        "passages": "passages",
        "documents": "documenten",
    }
    return box(heading("Onderwerpen", about), frame_table(result.to_frame(), columns, 20))


def evaluation_html(evaluation: Evaluation) -> Markup:
    """Show how well codes agree with those of people."""
    columns = {
        "theme": "thema", "n_coded": "mens", "n_predicted": "machine", "precision": "klopt", "recall": "gevonden",
        "f1": "F1", "f1_low": "van", "f1_high": "tot", "alpha": "alfa",
    }  # fmt: skip
    about = f"{dutch.counted(evaluation.n_units, 'zin', 'zinnen')}, naast {evaluation.reference}"
    return box(heading("Beoordeling", about), frame_table(evaluation.to_frame(), columns, 40))


def agreement_html(table: DataFrame, codebook: Codebook | None = None) -> Markup:
    """Show how far coders agree, as ``agreement`` and ``span_agreement`` of the evaluation give it."""
    names = {theme.key: theme.name for theme in codebook.themes} if codebook is not None else {}
    named = table.assign(theme=[names.get(one, one) or "alle thema’s" for one in table["theme"]])
    columns = {
        "theme": "thema", "coders": "codeurs", "n_units": "zinnen", "n_coded": "gecodeerd", "n_spans": "passages",
        "u_alpha": "u-alfa", "u_alpha_low": "van", "u_alpha_high": "tot", "exact_f1": "F1 precies gelijk",
        "overlap_f1": "F1 overlap", "alpha": "alfa",
        "alpha_low": "van", "alpha_high": "tot", "ordinal_alpha": "alfa op volgorde", "masi": "alfa (MASI)",
        "masi_low": "van", "masi_high": "tot", "jaccard": "alfa (Jaccard)", "same_set": "zelfde thema’s",
        "kappa": "kappa", "fleiss": "Fleiss", "f1": "F1", "ac1": "AC1",
        "agreement": "gelijk",
    }  # fmt: skip
    shown = {name: label for name, label in columns.items() if name in named and named[name].notna().any()}
    return box(heading("Overeenstemming tussen codeurs"), frame_table(named, shown, 60))


def any_table_html(table: DataFrame) -> Markup:
    """Show the first rows of any table."""
    about = dutch.counted(len(table), "rij", "rijen")
    return box(heading("Tabel", about), frame_table(table, {name: str(name) for name in table.columns}, _MOST))


def keyness_html(result: Keyness) -> Markup:
    """Show what each group has more of, with what cannot be told; of many groups the first ones."""
    from praktijkkennis.close_reading.charts import MOST_GROUPS, groups_left_out

    columns = {
        "item": "woord" if result.kind == "words" else "thema", "n_target": "hier", "n_reference": "elders",
        "n_documents": "documenten", "g2": "G²", "q": "q", "log_ratio": "log ratio", "log_ratio_low": "van",
        "log_ratio_high": "tot",
    }  # fmt: skip
    parts = []
    for group in result.groups[:MOST_GROUPS]:
        own = result.table[result.table["group"] == group]
        about = dutch.counted(result.n_documents[group], "document", "documenten")
        remark = "; ".join(dict.fromkeys(one for one in own["remark"] if one))
        parts.append(heading(result.names.get(group, group), f"{about}; {remark}" if remark else about))
        parts.append(frame_table(own[own["log_ratio"] > 0], columns, 8))
    left_out = groups_left_out(result)
    return box(*parts, heading("", f"{left_out}; .to_frame() geeft alles") if left_out else Markup())


def collocations_html(result: Collocations) -> Markup:
    """Show the company of a word."""
    columns = {
        "word": "woord", "n_near": "erbij", "n_left": "ervoor", "n_right": "erachter", "n_total": "totaal",
        "n_documents": "documenten", "log_dice": "logDice", "g2": "G²", "q": "q",
    }  # fmt: skip
    about = f"{result.n_node} keer; {result.window} woorden aan weerszijden"
    found = fill("<p>{}</p>", result.why_empty) if result.why_empty else frame_table(result.table, columns, _MOST)
    return box(heading(f"Woorden bij ‘{result.node}’", about), found)


def cooccurrence_html(result: Cooccurrence) -> Markup:
    """Show which themes go together."""
    units = {"sentence": ("zin", "zinnen"), "document": ("document", "documenten")}[result.unit]
    named = result.table.assign(**{name: result.table[name].map(result.names) for name in ("first", "second")})
    columns = {"first": "thema", "second": "en", "n_both": "samen"} | _CHANCE
    about = f"{dutch.counted(result.n_units, *units)}; {result.test}"
    return box(heading("Thema’s samen", about), frame_table(named, columns, _MOST))


def sequences_html(result: Sequences) -> Markup:
    """Show which theme follows which."""
    named = result.table.assign(**{name: result.table[name].map(result.names) for name in ("first", "then")})
    columns = {"first": "na", "then": "komt", "n": "stappen", "n_documents": "documenten"} | _CHANCE
    about = dutch.counted(result.n_steps, "stap", "stappen")
    return box(heading("Thema’s na elkaar", about), frame_table(named, columns, _MOST))


def dispersion_html(result: Dispersion) -> Markup:
    """Show how themes or words are spread."""
    rows = result.table.assign(item=[result.names.get(one, one) for one in result.table["item"]])
    columns = {
        "item": "wat", "n": "keer", "n_documents": "documenten", "largest_share": "in één document", "dp_norm": "DP",
        "mean_position": "plaats",
    }  # fmt: skip
    return box(heading("Spreiding", "DP: 0 is gelijk verdeeld, 1 is alles bij elkaar"), frame_table(rows, columns, 40))
