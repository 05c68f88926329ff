"""What is wrong or risky in a codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from praktijkkennis.codebook.model import Codebook, Theme

Severity = Literal["fout", "let op"]
_FEW_EXAMPLES = 5
_SHORT_TERM = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a codebook: how bad, on which theme (empty: on all), and a Dutch sentence."""

    severity: Severity
    theme: str
    message: str


def check_codebook(codebook: Codebook) -> tuple[Finding, ...]:
    """Look for what makes a codebook ambiguous or weak, without a corpus.

    Parameters
    ----------
    codebook : Codebook
        Loaded, hence formally right.

    Returns
    -------
    tuple of Finding
        Terms in more than one theme, terms twice in one theme, terms too short to mean anything, sentences that are
        an example of one theme and a counterexample of the same, themes without definition, terms or examples.
    """
    findings = [*_shared_terms(codebook)]
    for theme in codebook.themes:
        findings.extend(_check_theme(theme))
    return tuple(findings)


def _shared_terms(codebook: Codebook) -> Iterable[Finding]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for theme in codebook.themes:
        for text in {" ".join(term.text.casefold().replace("|", "").split()) for term in theme.terms}:
            owners[text].append(theme.key)
    for text, keys in sorted(owners.items()):
        if len(keys) > 1:
            yield Finding("let op", "", f"De term '{text}' staat bij meer thema's: {', '.join(keys)}.")


def _check_theme(theme: Theme) -> Iterable[Finding]:
    seen: set[str] = set()
    for term in theme.terms:
        folded = term.text.casefold()
        if folded in seen:
            yield Finding("let op", theme.key, f"De term '{term.text}' staat er twee keer.")
        seen.add(folded)
        if len(folded.strip("*")) <= _SHORT_TERM:
            yield Finding("let op", theme.key, f"De term '{term.text}' is erg kort en raakt al gauw te veel.")
    both = {example.text.casefold() for example in theme.examples} & {
        example.text.casefold() for example in theme.counterexamples
    }
    for text in sorted(both):
        yield Finding("fout", theme.key, f"Deze zin is voorbeeld én tegenvoorbeeld: '{text}'")
    if not theme.definition and not theme.examples and not theme.terms:
        yield Finding("fout", theme.key, "Dit thema heeft geen definitie, geen termen en geen voorbeelden.")
    elif not theme.definition:
        yield Finding("let op", theme.key, "Dit thema heeft geen definitie.")
    if len(theme.examples) < _FEW_EXAMPLES:
        n = len(theme.examples)
        count = "1 voorbeeld" if n == 1 else f"{n} voorbeelden"
        yield Finding(
            "let op", theme.key, f"Dit thema heeft {count}; met {_FEW_EXAMPLES} of meer wordt het beter herkend."
        )
