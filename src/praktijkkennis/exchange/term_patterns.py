"""Terms of a codebook as patterns for neighbours that know nothing of Dutch: quanteda and spaCy.

Both compare words as they are written, so every term is spelt out in its forms. What neither has: compounds, words with
a slip of the hand, and in quanteda words that stand apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product, takewhile
from typing import Any

from praktijkkennis.codebook import Codebook, TermPattern, TermWord, parse_term

MAX_GAP = 8
"""Most words between two parts of a term, in patterns for spaCy."""

_LEAST_STEM = 4
_GAP: dict[str, Any] = {"TEXT": {"NOT_IN": [".", "!", "?", ";"]}, "IS_SPACE": False, "OP": f"{{0,{MAX_GAP}}}"}


@dataclass(frozen=True, slots=True)
class Forms:
    """One word in all its forms, or a glob (``zelfstur*``)."""

    words: tuple[str, ...]
    glob: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """One way to write a part of a term: words, and whether others may stand between them."""

    words: tuple[Forms, ...]
    apart: bool = False


def quanteda_dictionary(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """Write the terms as a dictionary of quanteda (R), to read with ``dictionary(file = "x.yml")``.

    Parameters
    ----------
    codebook : Codebook
        Every theme becomes a key.

    Returns
    -------
    text : str
        YAML, with glob patterns; a pattern of several words is a phrase. Comments at the top list the terms below.
    in_part : tuple of str
        Terms that quanteda finds only where their words stand side by side: ``los|laten``, ``a ~ b``, and expressions
        with a verb.
    """
    import yaml

    entries: dict[str, list[str]] = {}
    in_part: dict[str, None] = {}
    for theme in codebook.themes:
        patterns: dict[str, None] = {}
        for term in theme.terms:
            parsed = parse_term(term.text)
            if _may_stand_apart(parsed):
                in_part[term.text] = None
            for phrase in _phrases(parsed):
                patterns |= dict.fromkeys(map(" ".join, product(*phrase)))
        entries[theme.key] = list(patterns)
    lines = [f"# {' '.join([codebook.name, codebook.version]).strip()}"]
    lines += ["# quanteda kent geen samenstellingen en geen tikfouten, en vindt woorden alleen naast elkaar."]
    lines += [f"# Alleen te vinden waar de woorden naast elkaar staan: {term}" for term in in_part]
    # Without quotes R takes a word like "n" or "1e5" for something else, and then refuses the dictionary.
    text = yaml.safe_dump(
        entries, allow_unicode=True, sort_keys=False, default_flow_style=False, default_style='"', width=1000
    )
    comments = "".join(f"{' '.join(line.split())}\n" for line in lines)
    return comments + text, tuple(in_part)


def _may_stand_apart(pattern: TermPattern) -> bool:
    last = pattern.parts[0][-1]
    if len(pattern.parts) > 1 or _separable(last)[0]:
        return True
    return len(pattern.parts[0]) > 1 and _is_verb(last)


def _phrases(pattern: TermPattern) -> Iterator[list[tuple[str, ...]]]:
    """Yield the ways to write a term with its words side by side, each as the ways to write its words."""
    if len(pattern.parts) == 1:
        part = pattern.parts[0]
        yield from map(_globbed, _writings(part, apart=True))
        yield from map(_globbed, _verb_first(part))
        return
    ways = [[_globbed(one) for one in _writings(part, apart=True)] for part in pattern.parts]
    for order in (ways, ways[::-1]):
        for chosen in product(*order):
            yield [forms for phrase in chosen for forms in phrase]


def _verb_first(part: Sequence[TermWord]) -> Iterator[Writing]:
    """Put the verb at the end of an expression where a main clause has it: ``stak haar nek uit``."""
    *before, last = part
    particle, verb = _separable(last)
    if before and (particle or _is_verb(last)):
        behind = (Forms((particle,)),) if particle else ()
        for writing in _writings(before):
            yield Writing((Forms(_main_clause_forms(verb or last.text)), *writing.words, *behind))


def _globbed(writing: Writing) -> list[tuple[str, ...]]:
    """Write the forms of a word in a phrase as one glob where they begin alike and other words keep it narrow."""
    # Beside a particle alone ``werk*`` would also be ``werkdruk over``.
    narrow = len(writing.words) > 1 and not writing.apart
    return [_glob(one) if narrow else one.words for one in writing.words]


def _glob(forms: Forms) -> tuple[str, ...]:
    stem = _beginning(forms.words)
    narrow = len(stem) >= max(_LEAST_STEM, len(forms.words[0]) - 2)
    return (f"{stem}*",) if len(forms.words) > 2 and narrow else forms.words


def _beginning(words: Sequence[str]) -> str:
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*words, strict=False))
    return "".join(letters[0] for letters in alike)


def spacy_patterns(codebook: Codebook) -> str:
    """Write the terms as patterns for spaCy's ``SpanRuler`` or ``EntityRuler``, one JSON object a line.

    Returns
    -------
    str
        ``label`` is the key of the theme, ``id`` the term. Only the written words are compared, so that the patterns
        work in a pipeline of tokens alone; parts that may stand apart match with what is between them.
    """
    lines: dict[str, None] = {}
    for theme in codebook.themes:
        for term in theme.terms:
            for pattern in _token_patterns(parse_term(term.text)):
                record = {"label": theme.key, "pattern": pattern, "id": term.text}
                lines[json.dumps(record, ensure_ascii=False)] = None
    return "".join(f"{line}\n" for line in lines)


def _token_patterns(pattern: TermPattern) -> Iterator[list[dict[str, Any]]]:
    phrase = pattern.parts[0]
    if len(pattern.parts) == 1 and len(phrase) > 1 and (_separable(phrase[-1])[0] or _is_verb(phrase[-1])):
        yield from _verb_elsewhere(phrase)
        return
    parts = [[_tokens(one) for one in _writings(part, apart=True)] for part in pattern.parts]
    orders = [parts] if len(parts) == 1 else [parts, parts[::-1]]
    for order in orders:
        for chosen in product(*order):
            yield _gapped(chosen)


def _verb_elsewhere(part: Sequence[TermWord]) -> Iterator[list[dict[str, Any]]]:
    """Let the verb at the end of a phrase stand where a main clause has it: ``stak zijn nek uit``."""
    for before in map(_tokens, _writings(part[:-1])):
        for writing in _word_writings(part[-1]):
            verb = _tokens(Writing(writing))
            yield _gapped([before, verb])
            if len(verb) <= 2:
                yield _gapped([verb[:1], [*before, *verb[1:]]])


def _gapped(pieces: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    tokens = list(pieces[0])
    for piece in pieces[1:]:
        tokens += [_GAP, *piece]
    return tokens


def _tokens(writing: Writing) -> list[dict[str, Any]]:
    tokens: list[dict[str, Any]] = []
    for number, one in enumerate(writing.words):
        if number and writing.apart:
            tokens.append(_GAP)
        if one.glob:
            inner = ".*".join(map(re.escape, one.words[0].split("*")))
            tokens.append({"LOWER": {"REGEX": f"^{inner}$"}})
        else:
            tokens.append({"LOWER": {"IN": list(one.words)} if len(one.words) > 1 else one.words[0]})
    return tokens


def _writings(part: Sequence[TermWord], *, apart: bool = False) -> list[Writing]:
    """List the ways to write words one after the other; ``apart`` lets a verb stand far from its particle."""
    ways = [_word_writings(word) for word in part]
    found = [Writing(tuple(forms for one in chosen for forms in one)) for chosen in product(*ways)]
    if apart and len(part) == 1 and len(found) > 1:
        # The last way is the one with the particle behind the verb.
        found[-1] = Writing(found[-1].words, apart=True)
    return found


def _word_writings(word: TermWord) -> list[tuple[Forms, ...]]:
    if word.kind == "glob":
        return [(Forms((word.text,), glob=True),)]
    particle, verb = _separable(word)
    if not particle:
        return [(Forms(_forms(word.text)),)]
    forms = _verb_forms(verb)
    return [
        (Forms(tuple(particle + form for form in forms)),),
        (Forms((particle,)), Forms(("te",)), Forms((verb,))),
        (Forms(_main_clause_forms(verb)), Forms((particle,))),
    ]


def _separable(word: TermWord) -> tuple[str, str]:
    """Give particle and verb of a separable verb; a plain ``loslaten`` is one as well."""
    from praktijkkennis.tagging.wordforms import separable_verb

    if word.particle:
        return word.particle, word.text
    found = separable_verb(word)
    return (found.particle, word.text.removeprefix(found.particle)) if found else ("", "")


def _main_clause_forms(verb: str) -> tuple[str, ...]:
    """Leave out the participle, which keeps its particle."""
    forms = _verb_forms(verb)
    return forms if verb.startswith("ge") else tuple(form for form in forms if not form.startswith("ge"))


@lru_cache(maxsize=4096)
def _verb_forms(verb: str) -> tuple[str, ...]:
    from praktijkkennis.preprocessing.verb_forms import written_forms
    from praktijkkennis.preprocessing.words import is_known_word

    # The rules spell more than one form where the infinitive does not tell the vowel.
    forms = written_forms(verb)
    known = {form for form in forms if is_known_word(form)}
    return tuple(sorted((known if len(known) > 2 else forms) | {verb}))


def _is_verb(word: TermWord) -> bool:
    from praktijkkennis.preprocessing.verb_forms import Reading, readings

    return word.kind == "lemma" and Reading(word.text, "infinitive") in readings(word.text)


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """Spell a word: the forms of a verb, or those plurals and adjectives that are words."""
    from praktijkkennis.preprocessing.spelling import likely_forms
    from praktijkkennis.preprocessing.stop_words import stop_words
    from praktijkkennis.preprocessing.words import is_known_word
    from praktijkkennis.tagging.wordforms import PRONOUNS

    if word in PRONOUNS:
        return tuple(sorted(PRONOUNS))
    if _is_verb(TermWord(word)):
        return _verb_forms(word)
    if len(word) < _LEAST_STEM or word in stop_words():
        return (word,)
    others = likely_forms(word)
    known = {form for form in others if is_known_word(form)}
    return word, *sorted((known if is_known_word(word) else others) - {word})
