"""Separable verbs: which particle in a sentence belongs to which verb.

The parse is asked first (``compound:prt``), but it errs most where practice narratives live: long clauses, questions,
commands. So every pair of verb and particle that the lexicon knows is weighed by what Dutch word order allows, and the
parse is one of the voices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import is_kept_together
from praktijkkennis.preprocessing.first_person import with_own_verbs
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.mistagged import INFINITIVE_NOUNS, is_lexicalised, is_mistagged, noun_lemma
from praktijkkennis.preprocessing.particles import pairs
from praktijkkennis.preprocessing.shared_verbs import is_shared, shared_verbs
from praktijkkennis.preprocessing.verb_forms import readings
from praktijkkennis.preprocessing.verbs import VerbLexicon, spelled, verb_lexicon
from praktijkkennis.preprocessing.word_order import ENOUGH


def join_particles(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give every form of a separable verb the lemma of the whole verb, and say which token is its particle.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence, with the lemmas of the pipeline.

    Returns
    -------
    tuple of Token
        The same tokens. ``liet ... los`` has lemma ``loslaten`` on *liet*, and ``particle_of`` on *los* is the index of
        *liet*; ``losgelaten`` has lemma ``loslaten`` whatever the pipeline made of it. What must be the verb beside
        ``ik`` is tagged so (:func:`~praktijkkennis.preprocessing.first_person.with_own_verbs`), and so is a particle
        whose verb is left out (:func:`~praktijkkennis.preprocessing.shared_verbs.shared_verbs`).
    """
    lexicon = verb_lexicon()
    tokens = with_own_verbs(tokens)
    joined = [_written_together(tokens, j, lexicon) for j in range(len(tokens))]
    taken_verbs: set[int] = set()
    taken_particles: set[int] = set()
    for pair in sorted(pairs(tokens, lexicon), key=lambda pair: (-pair.score, abs(pair.verb - pair.particle))):
        if pair.score < ENOUGH or pair.verb in taken_verbs or pair.particle in taken_particles:
            continue
        taken_verbs.add(pair.verb)
        taken_particles.add(pair.particle)
        joined[pair.verb] = replace(joined[pair.verb], lemma=pair.lemma)
        joined[pair.particle] = replace(joined[pair.particle], particle_of=pair.verb)
    for i, lemma in shared_verbs(joined, lexicon, taken_particles).items():
        joined[i] = replace(joined[i], pos="VERB", lemma=lemma)
    return tuple(joined)


def _written_together(tokens: Sequence[Token], j: int, lexicon: VerbLexicon) -> Token:
    token = tokens[j]
    if token.pos not in VERBAL and not is_mistagged(tokens, j):
        noun = noun_lemma(token)
        return token if noun is None else replace(token, lemma=noun)
    parts = lexicon.parts(token.text)
    if parts is not None:
        return token if "".join(parts) == token.lemma else replace(token, lemma="".join(parts))
    # A lemmatiser that learned endings makes "aarzellen" of "aarzelde"; the form tells which verb it is.
    verbs = [one.infinitive for one in readings(token.text)] if token.pos in VERBAL else []
    return replace(token, lemma=verbs[0]) if verbs and token.lemma not in verbs else token


@dataclass(frozen=True, slots=True)
class SeparableUse:
    """A separable verb in a sentence: its infinitive, the place of the verb, and of the particle when apart."""

    lemma: str
    verb: int
    particle: int | None = None


def separable_verbs(tokens: Sequence[Token]) -> tuple[SeparableUse, ...]:
    """List the separable verbs of a sentence that :func:`join_particles` went over, in order.

    A finite form written together in a main clause is another verb (``we overlegden`` has no ``over`` to part with),
    and so is an adjective that was a participle once (``afgelopen dinsdag``).
    """
    lexicon = verb_lexicon()
    particles = {token.particle_of: i for i, token in enumerate(tokens) if token.particle_of is not None}
    found = []
    for j, token in enumerate(tokens):
        if j in particles:
            found.append(SeparableUse(token.lemma, j, particles[j]))
        elif not is_lexicalised(tokens, j) and (
            _is_separable_form(tokens, j, lexicon) or _has_particle_of_next(tokens, j, particles)
        ):
            found.append(SeparableUse(token.lemma, j))
    return tuple(found)


def _has_particle_of_next(tokens: Sequence[Token], j: int, particles: Mapping[int, int]) -> bool:
    """Tell whether a verb has the particle of the verb that it is joined with: ``dacht en praatte mee``."""
    if j + 2 not in particles or tokens[j].pos not in VERBAL or tokens[j + 1].text.lower() not in {"en", "of"}:
        return False
    particle = spelled(tokens[particles[j + 2]].text)
    return tokens[j].lemma.startswith(particle) and not tokens[j].text.lower().startswith(particle)


def _is_separable_form(tokens: Sequence[Token], j: int, lexicon: VerbLexicon) -> bool:
    token = tokens[j]
    if token.pos not in VERBAL and not is_mistagged(tokens, j):
        return False
    if j and tokens[j - 1].pos == "DET" and token.text.lower() in INFINITIVE_NOUNS:
        return False
    parts = lexicon.parts(token.text)
    if parts is None and spelled(token.text.rstrip("-")) in lexicon.words:
        return is_shared(token)
    if parts is None or "".join(parts) != token.lemma:
        return False
    particle, infinitive = parts
    between = token.text.lower().removeprefix(particle)
    # With "ge" inside there is no doubt; verbs that mostly keep together must show it.
    if between.startswith("ge") and not infinitive.startswith("ge"):
        return True
    return lexicon.takes(infinitive, particle) is False and not is_kept_together(tokens, j)
