"""Words tagged and lemmatised, judged by sentences that people annotated (CoNLL-U)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from praktijkkennis.document import Span
from praktijkkennis.errors import ExperimentError, MissingExtraError, ModelError
from praktijkkennis.experiment.config import PipelineExperiment
from praktijkkennis.experiment.outcome import Outcome
from praktijkkennis.experiment.reading import Description
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.preprocessing.analysis import tokens_of
from praktijkkennis.preprocessing.pipelines import BUNDLED

_COLUMNS = (
    "tokens", "pos", "lemma", "particles", "particles_found", "particles_right", "same_tokens", "sentences",
)  # fmt: skip
_FIELDS = 10


@dataclass(frozen=True, slots=True)
class _Sentence:
    """An annotated sentence; ``misc`` holds ``Prt`` (the verb of a particle) and ``Verb`` (the joined verb)."""

    key: str
    text: str
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    misc: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    tag: str
    lemma: str
    particle_of: int | None = None


Analyse = Callable[[_Sentence], Sequence[_Word]]
"""Tags and lemmatises one sentence."""


def judge(config: PipelineExperiment, description: Description, stages: Stages, seed: int) -> Outcome:
    """Analyse and judge, sentence by sentence.

    The lemma of a verb whose particle stands apart counts as right when it is the joined verb. A sentence that is cut
    into other words counts as wholly wrong.

    Parameters
    ----------
    config : PipelineExperiment
        The settings.
    description : Description
        Where its files are.
    stages : Stages
        Holds the pipeline.
    seed : int
        Makes no difference.

    Raises
    ------
    ExperimentError
        When a file is no CoNLL-U.
    """
    import pandas as pd

    sentences = [one for path in description.files(config.corpus.test) for one in _read(path)]
    analyse = _most_frequent(config, description) if config.analysis.method == "most-frequent" else _by_spacy(stages)
    counts: list[list[float]] = []
    rows: list[tuple[object, ...]] = []
    for sentence in sentences:
        words = analyse(sentence)
        counts.append(_counted(sentence, words))
        rows.extend(
            (sentence.key, number, word.form, word.tag, word.lemma) for number, word in enumerate(words, start=1)
        )
    predictions = pd.DataFrame(rows, columns=["document_id", "word", "form", "pos", "lemma"])
    keys = tuple(sentence.key for sentence in sentences)
    return Outcome(predictions, keys, _COLUMNS, np.array(counts, dtype=np.float64), {})


def draws_lots(config: PipelineExperiment) -> bool:
    """Tell whether seeds make a difference."""
    return False


def models(config: PipelineExperiment, stages: Stages) -> dict[str, str]:
    """Give the SHA-256 of every model that is used, by name."""
    if config.analysis.method == "most-frequent":
        return {}
    try:
        return {stages.pipeline.info.name: stages.pipeline.info.checksum}
    except ModelError as error:
        if config.preprocessing.pipeline == BUNDLED:
            raise
        raise MissingExtraError(str(error)) from error


def uses(config: PipelineExperiment) -> frozenset[str]:
    """Name the tables with models of which something is used: ``preprocessing``, ``embedding``."""
    return frozenset({"preprocessing"} if config.analysis.method == "spacy" else ())


def extra(config: PipelineExperiment) -> str:
    """Name the package that the method needs besides, empty when it needs none."""
    own = config.preprocessing.pipeline
    return "" if config.analysis.method == "most-frequent" or own == BUNDLED else own


def _by_spacy(stages: Stages) -> Analyse:
    def analyse(sentence: _Sentence) -> Sequence[_Word]:
        doc = stages.pipeline.nlp.make_doc(sentence.text)
        # Each is one sentence, whatever its punctuation.
        for token in doc[1:]:
            token.is_sent_start = False
        tokens = tokens_of(stages.pipeline.nlp(doc), sentence.text, Span(0, len(sentence.text)))
        return [_Word(token.text, token.pos, token.lemma, token.particle_of) for token in tokens]

    return analyse


def _most_frequent(config: PipelineExperiment, description: Description) -> Analyse:
    """Give every word what it most often was; a word never seen is a noun that is its own lemma."""
    if not config.corpus.train:
        raise ExperimentError("De methode 'most-frequent' leert van zinnen. Noem ze onder [corpus] bij 'train'.")
    seen: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for path in description.files(config.corpus.train):
        for one in _read(path):
            for form, tag, lemma in zip(one.forms, one.tags, one.lemmas, strict=True):
                seen[form.lower()][tag, lemma] += 1
    # Of those equally frequent the first in the alphabet: a tie must not be broken by the order of a file.
    best = {form: min(counts, key=lambda pair: (-counts[pair], pair)) for form, counts in seen.items()}

    def analyse(sentence: _Sentence) -> Sequence[_Word]:
        return [_Word(form, *best.get(form.lower(), ("NOUN", form.lower()))) for form in sentence.forms]

    return analyse


def _counted(sentence: _Sentence, words: Sequence[_Word]) -> list[float]:
    n_particles = sum("Prt" in misc for misc in sentence.misc)
    found = sum(word.particle_of is not None for word in words)
    n_tokens = len(sentence.forms)
    if [word.form for word in words] != list(sentence.forms):
        return [n_tokens, 0, 0, n_particles, found, 0, 0, 1]
    tags = sum(word.tag == tag for word, tag in zip(words, sentence.tags, strict=True))
    lemmas = sum(
        word.lemma.lower() in {lemma.lower(), misc.get("Verb", lemma).lower()}
        for word, lemma, misc in zip(words, sentence.lemmas, sentence.misc, strict=True)
    )
    right = sum(
        word.particle_of is not None and misc.get("Prt") == str(word.particle_of + 1)
        for word, misc in zip(words, sentence.misc, strict=True)
    )
    return [n_tokens, tags, lemmas, n_particles, found, right, 1, 1]


def _read(path: Path) -> list[_Sentence]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExperimentError(f"'{path.name}' kan niet worden gelezen. Nodig is CoNLL-U in UTF-8.") from error
    found = []
    for number, block in enumerate(text.strip().split("\n\n"), start=1):
        lines = block.split("\n")
        about = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        # Ranges and empty nodes stand beside the words.
        rows = [row for row in rows if row[0].isdigit()]
        if "text" not in about or not rows or any(len(row) != _FIELDS for row in rows):
            raise ExperimentError(f"Zin {number} van '{path.name}' is geen CoNLL-U met '# text ='.")
        misc = tuple(dict(part.split("=", 1) for part in row[9].split("|") if "=" in part) for row in rows)
        forms, lemmas, tags = (tuple(row[column] for row in rows) for column in (1, 2, 3))
        found.append(_Sentence(about.get("sent_id", str(number)), about["text"], forms, lemmas, tags, misc))
    return found
