"""Judge a Dutch spaCy pipeline on the official test parts of the treebanks.

Run from the top of the repository::

    python experiments/pijplijn/beoordelen.py --treebank ../shared/data/treebank --pipeline nl_praktijk_sm

Ten sentences of a text make a document, whose words are given but not its sentence boundaries, as in the evaluation of
spaCy's own pipelines. POS, TAG, MORPH, UAS, LAS and sentence F are spaCy's scores (attachment without punctuation).
LEMMA is that of the library: lower case, underscores resolved, particle joined. ``prt`` is precision and recall of
``compound:prt``: particle and verb both right, as the bare parse has them; ``lib prt`` is the same of what the library
makes of it (``particle_of``: parse, lexicon and word order), which reads every sentence by itself.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from boombank import Sentence, read_conllu
from docbins import documents
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from praktijkkennis.document import Span
from praktijkkennis.preprocessing import load_pipeline
from praktijkkennis.preprocessing.analysis import tokens_of
from praktijkkennis.preprocessing.lemmas import normalise_lemma

PARTS = {"LassySmall": "nl_lassysmall-ud-test.conllu.gz", "Alpino": "nl_alpino-ud-test.conllu.gz"}
_SPACY = {
    "POS": "pos_acc",
    "TAG": "tag_acc",
    "MORPH": "morph_acc",
    "UAS": "dep_uas",
    "LAS": "dep_las",
    "SENT F": "sents_f",
}


def main() -> None:
    """Read the arguments, judge and print; write the figures when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--pipeline", default="nl_praktijk_sm")
    parser.add_argument("--out", type=Path, help="also write the figures as JSON")
    arguments = parser.parse_args()
    if not arguments.treebank.is_dir():
        parser.error(f"{arguments.treebank} is not there: the treebanks are no part of the repository")
    nlp = load_pipeline(arguments.pipeline).nlp
    parts = {name: list(read_conllu(arguments.treebank / file)) for name, file in PARTS.items()}
    figures = judge_all(nlp, parts)
    print(f"{speed(nlp, [sentence for part in parts.values() for sentence in part]):.0f} words a second")
    if arguments.out:
        arguments.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def judge_all(nlp: Language, parts: dict[str, list[Sentence]]) -> dict[str, dict[str, float]]:
    """Judge each part by itself and both together, and print the figures."""
    both = [sentence for part in parts.values() for sentence in part]
    figures = {name: judge(nlp, part) for name, part in (*parts.items(), ("both", both))}
    for name, found in figures.items():
        print(f"{name:10s}", "  ".join(f"{key} {value:.4f}" for key, value in found.items()))
    return figures


def judge(nlp: Language, sentences: list[Sentence]) -> dict[str, float]:
    """Give all scores of a pipeline on annotated sentences."""
    gold = documents(nlp.vocab, sentences)
    examples = []
    for doc in gold:
        blank = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        examples.append(Example(blank, doc))
    for example, doc in zip(examples, nlp.pipe([example.predicted for example in examples]), strict=True):
        example.predicted = doc
    scores = Scorer(nlp).score(examples)
    found = {name: round(float(scores[key]), 4) for name, key in _SPACY.items()}
    return found | lemmas_and_particles(examples) | particles_of_library(nlp, sentences)


def lemmas_and_particles(examples: list[Example]) -> dict[str, float]:
    """Compare lemmas as the library has them, and particles with their verbs."""
    n = right = said = there = both = 0
    for example in examples:
        made, true = example.predicted, example.reference
        tokens = tokens_of(made, made.text, Span(0, len(made.text)))
        for token, gold in zip(tokens, true, strict=True):
            n += 1
            right += token.lemma == normalise_lemma(gold.lemma_, gold.text, gold.pos_)
            is_said, is_there = token.dep == "compound:prt", gold.dep_ == "compound:prt"
            said += is_said
            there += is_there
            both += is_said and is_there and token.head == gold.head.i
    return {
        "LEMMA": round(right / max(1, n), 4),
        "prt P": round(both / max(1, said), 4),
        "prt R": round(both / max(1, there), 4),
    }


def particles_of_library(nlp: Language, sentences: list[Sentence]) -> dict[str, float]:
    """Compare particles with their verbs as the library joins them, one sentence at a time."""
    blank, wanted = [], []
    for sentence in sentences:
        doc = Doc(nlp.vocab, words=[w.form for w in sentence.words], spaces=[w.space for w in sentence.words])
        for token in doc[1:]:
            token.is_sent_start = False
        blank.append(doc)
        gold = documents(nlp.vocab, [sentence])[0]
        wanted.append({(token.i, token.head.i) for token in gold if token.dep_ == "compound:prt"})
    said = there = both = 0
    for doc, pairs in zip(nlp.pipe(blank), wanted, strict=True):
        tokens = tokens_of(doc, doc.text, Span(0, len(doc.text)))
        found = {(i, token.particle_of) for i, token in enumerate(tokens) if token.particle_of is not None}
        said += len(found)
        there += len(pairs)
        both += len(found & pairs)
    return {"lib prt P": round(both / max(1, said), 4), "lib prt R": round(both / max(1, there), 4)}


def speed(nlp: Language, sentences: list[Sentence]) -> float:
    """Time the analysis of running text, in words a second; the best of three."""
    texts = [
        "".join(word.form + " " * word.space for s in sentences[i : i + 10] for word in s.words)
        for i in range(0, len(sentences), 10)
    ]
    best = 0.0
    for _ in range(3):
        begun = time.perf_counter()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        best = max(best, words / (time.perf_counter() - begun))
    return best


if __name__ == "__main__":
    main()
