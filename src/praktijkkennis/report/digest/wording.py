"""The sentences of the digest, in plain Dutch (B1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from praktijkkennis.corpus.own_output import OVERVIEW, PLACES
from praktijkkennis.document import Insight, InsightKind
from praktijkkennis.privacy.pseudonyms import PSEUDONYM
from praktijkkennis.report import dutch
from praktijkkennis.report.news import News
from praktijkkennis.report.passages import Passage
from praktijkkennis.report.summary import LEANS, ReportInsight, ReportSummary, ThemeSummary

COLOPHON = f"{OVERVIEW} De citaten zijn letterlijk."
"""How it was made."""

BEFORE_PRINTING = "Voordat je dit plaatst (haal dit stukje weg)"
"""Heading of what is meant for the editor only."""

ORIGINS = f"Hier staan de citaten. {PLACES}"
"""What comes before the list of where the quotes are."""

PAGE = "rapport.html"
"""The report that a digest stands beside."""

_KINDS: dict[InsightKind, str] = {
    "les": "een les",
    "worsteling": "waar het wringt",
    "vraag": "een open vraag",
    "advies": "een advies",
}
_MOST_THEMES, _MOST_NAMES = 3, 12
_LONGEST_NAME = 160


def opening(summary: ReportSummary, n_shown: int) -> Iterator[str]:
    """Give the paragraphs with the figures; ``n_shown`` of the insights are told."""
    counts = summary.counts
    if not counts.documents:
        yield "Er is geen enkele tekst gelezen, dus er valt nog niets te vertellen."
        return
    read = f"Voor dit overzicht zijn {_counted(counts.documents, 'tekst', 'teksten')} gelezen"
    if counts.documents == 1:
        read = "Voor dit overzicht is één tekst gelezen"
    if counts.authors:
        least = "minstens " if counts.unnamed else ""
        read += f" van {least}{_counted(counts.authors, 'persoon', 'mensen')}"
    if counts.organisations:
        least = "minstens " if counts.unplaced else ""
        read += f" uit {least}{_counted(counts.organisations, 'organisatie', 'organisaties')}"
    # A period of a few of them would be taken for that of all.
    if counts.first_date and not counts.undated:
        read += f", {dutch.period_in_words(counts.first_date[:7], counts.last_date[:7])}"
    yield f"{read}. {_recurring(summary, n_shown)}"
    if news := _news(summary.news):
        yield news
    hidden = summary.withholding
    if hidden is not None and hidden.n_passages:
        sentences = _counted(hidden.n_passages, "zin staat", "zinnen staan")
        yield (
            f"{_capital(sentences)} hier niet in: uit die organisatie of sector komen minder dan "
            f"{dutch.number_word(hidden.least)} mensen aan het woord. In de aantallen tellen ze wel mee."
        )


def _recurring(summary: ReportSummary, n_shown: int) -> str:
    count = summary.counts.insights
    themes = sorted((one for one in summary.themes if one.n_documents), key=lambda one: -one.n_documents)
    if not count:
        return "Niets daarin keert bij minstens twee verschillende mensen terug."
    said = "Daaruit komt één inzicht" if count == 1 else f"Daaruit komen {dutch.number_word(count)} inzichten"
    said += ": iets wat minstens twee verschillende mensen zeggen, ieder in eigen woorden."
    if n_shown < count:
        shown = _counted(n_shown, "inzicht", "inzichten") + (" staat" if n_shown == 1 else " staan")
        said += f" {_capital(shown)} hieronder." if n_shown else " Daaruit mag hier niets worden geciteerd."
    if len(themes) > 1:
        most = [f"{in_sentence(one.label.name)} (in {_counted(one.n_documents, 'tekst', 'teksten')})" for one in themes]
        said += f" Het vaakst gaat het over {dutch.enumeration(most[:_MOST_THEMES])}."
    return said


def _news(news: News | None) -> str:
    if news is None:
        return ""
    parts = []
    if new := news.counts.get("nieuw", 0):
        parts.append(_counted(new, "nieuw inzicht", "nieuwe inzichten") + " bijgekomen")
    if growing := news.counts.get("groeiend", 0):
        parts.append(f"bij {_counted(growing, 'inzicht', 'inzichten')} meer mensen die het zeggen")
    if not parts:
        return "Sinds de vorige keer is er niets nieuws bijgekomen."
    return f"Sinds de vorige keer: {dutch.enumeration(parts)}."


def heading(theme: str, kind: InsightKind, *, again: bool) -> str:
    """Name the theme of an insight, and its kind unless that is an experience, as most are.

    ``again`` tells that there was one of this theme before.
    """
    name = f"Nog eens {in_sentence(theme)}" if again else dutch.clipped(theme, _LONGEST_NAME)
    return f"{name}: {_KINDS[kind]}" if kind in _KINDS else name


def in_sentence(name: str) -> str:
    """Write the name of a theme as in the middle of a sentence; abbreviations keep their capitals."""
    name = dutch.clipped(name, _LONGEST_NAME)
    return name[:1].lower() + name[1:] if not name[1:2].isupper() else name


def newness(one: ReportInsight, news: News | None) -> int:
    """Rank an insight by what became of it: new, growing, the same."""
    label = news.label_of(one.insight.id, one.insight.n_sources) if news else ""
    return {"nieuw": 0, "groeiend": 1}.get(label.partition(":")[0], 2)


def who_says_it(one: ReportInsight, news: News | None) -> str:
    """Say who stands behind an insight, and whether it is new."""
    since = ("Dit is nieuw.", "Het zijn er meer dan de vorige keer.", "")[newness(one, news)]
    return f"{_behind(one.insight)} {since}".strip()


def _behind(insight: Insight) -> str:
    if insight.n_authors > 1:
        who = f"{_counted(insight.n_authors, 'persoon', 'mensen')}"
        if insight.n_organisations > 1:
            who += f" uit {_counted(insight.n_organisations, 'organisatie', 'organisaties')}"
        # A kind is that of most, so that it cannot be said of all of them.
        said = f"{who} vertellen dingen die op elkaar lijken."
    else:
        said = f"In {_counted(insight.n_documents, 'tekst', 'teksten')} staan dingen die op elkaar lijken."
    return _capital(said)


def tension(theme: ThemeSummary) -> str:
    """Say that experiences with a theme differ, with the numbers."""
    plus, minus = theme.stances.get("versterkend", 0), theme.stances.get("belemmerend", 0)
    return (
        f"Over {in_sentence(theme.label.name)} lopen de ervaringen uiteen. In {_counted(plus, 'zin', 'zinnen')} is het "
        f"er of groeit het, in {_counted(minus, 'zin', 'zinnen')} ontbreekt het of staat het onder druk."
    )


def question(theme: str, *, divided: bool) -> str:
    """Ask readers something about a theme; ``divided`` when experiences with it differ."""
    name = in_sentence(theme)
    if divided:
        return (
            f"Hoe komt het dat het met {name} op de ene plek anders gaat dan op de andere? En hoe gaat dat bij jullie?"
        )
    return f"Waar zie jij {name} in je eigen werk, en wat maakt daar het verschil?"


def before_printing(names: Sequence[str], *, differing: bool = False, n_gone: int = 0) -> str:
    """Say what an editor does before this is printed.

    Parameters
    ----------
    names : sequence of str
        Of people who are mentioned in the quotes.
    differing : bool
        Whether stances behind an insight differ, which is not yet that people contradict each other.
    n_gone : int
        Number of insights that are no longer there since the run before.
    """
    said = "Vraag de mensen die hier worden geciteerd of het mag."
    if names:
        shown = [*names[:_MOST_NAMES], "anderen"] if len(names) > _MOST_NAMES else list(names)
        said += (
            " In de citaten komen ook namen voor van mensen die niet zelf aan het woord zijn: "
            f"{dutch.enumeration(shown)}. Vraag het ook aan hen, of laat het programma schuilnamen geven "
            "(--pseudonymise)."
        )
    if differing:
        said += " Soms gaat het bij de een beter dan bij de ander."
        said += " Lees na of de citaten bij elkaar passen of elkaar tegenspreken."
    if n_gone:
        gone = _counted(n_gone, "inzicht is", "inzichten zijn")
        said += f" {_capital(gone)} sinds de vorige keer verdwenen; in rapport.html staat welke."
    return said


def origin(quote: str, document_id: str, insight: str, *, leans: bool) -> tuple[str, str]:
    """Tell an editor where a quote is: the words to link to the report, and what follows them."""
    what = f", inzicht {insight}" if insight else ""
    return f"“{quote}”", f": {document_id}{what}" + (f" ({LEANS})" if leans else "")


def attribution(passage: Passage) -> str:
    """Say whose words a quote is: ``Anneke de Vries, verpleegkundige bij De Linde``.

    Who is not named, or has a pseudonym, is described: ``een verpleegkundige bij De Linde``.
    """
    author, role, organisation = _name_of(passage.author), _sayable(passage.role), _sayable(passage.organisation)
    if author:
        if role and organisation:
            return f"{author}, {role} bij {organisation}"
        return ", ".join(filter(None, (author, role, organisation)))
    who = f"een {in_sentence(role)}" if role else "iemand"
    if organisation:
        return f"{who} {'bij' if role else 'van'} {organisation}"
    if sector := _sayable(passage.sector):
        return f"{who} uit de sector {in_sentence(sector)}"
    return who if role else "iemand zonder naam"


def sources(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Describe the documents of quotes, in order; those of which the same is known are one line with their number."""
    described: dict[str, set[str]] = {}
    for passage in passages:
        described.setdefault(_source(passage), set()).add(passage.document_id)
    return tuple(
        said if len(ids) == 1 else f"{said} ({_counted(len(ids), 'tekst', 'teksten')})"
        for said, ids in described.items()
    )


def _source(passage: Passage) -> str:
    """Describe the document of a quote: ``‘Het rooster’, De Linde, 5 januari 2024``; files are not named."""
    title = _sayable(passage.title) if passage.title != passage.document_id else ""
    kind = _sayable(passage.kind) or "tekst"
    what = f"‘{title}’" if title else kind[:1].upper() + kind[1:]
    who = _name_of(passage.author) if not title else ""
    about = [_sayable(passage.organisation), dutch.date_in_words(passage.date)]
    if not (title or who or any(about)):
        return f"{what} zonder titel of naam"
    return ", ".join(filter(None, [what + (f" van {who}" if who else ""), *about]))


def _name_of(author: str) -> str:
    """Give the name of a person; the number of a respondent is no name."""
    return "" if any(character.isdigit() for character in author) else _sayable(author)


def _sayable(value: str) -> str:
    """Give a value of the metadata on one line and not too long; a pseudonym says nothing to readers."""
    value = " ".join(dutch.legible(value).split())
    return "" if PSEUDONYM.fullmatch(value) else dutch.clipped(value, _LONGEST_NAME)


def _capital(text: str) -> str:
    """Begin a sentence with a capital, which takes one accent of ``één``."""
    return "E" + text[1:] if text.startswith("één") else text[:1].upper() + text[1:]


def _counted(count: int, singular: str, plural: str) -> str:
    return f"{dutch.number_word(count)} {singular if count == 1 else plural}"
