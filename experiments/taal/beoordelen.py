"""Judge a Dutch pipeline on the annotated domain sentences: part of speech, lemma, separable verbs.

Run from the top of the repository::

    python experiments/taal/beoordelen.py corpora/taal/domein.conllu

The lemma of a verb whose particle stands apart counts as right when it is the joined verb.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from spacy.language import Language

from praktijkkennis.document import Span, Token
from praktijkkennis.preprocessing import load_pipeline
from praktijkkennis.preprocessing.analysis import tokens_of


def main() -> None:
    """Read the arguments, analyse and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--pipeline", default="auto")
    arguments = parser.parse_args()
    pipeline = load_pipeline(arguments.pipeline)
    print(pipeline.info.name, pipeline.info.version)
    scores: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, text, rows in sentences(arguments.file):
        tokens = whole_sentence(pipeline.nlp, text)
        if [token.text for token in tokens] != [row[1] for row in rows]:
            scores[kind]["other tokens"] += 1
            continue
        for place, (token, row) in enumerate(zip(tokens, rows, strict=True)):
            count(scores[kind], token, row)
            count(scores["all"], token, row)
            if is_second_person(rows, place):
                count(scores["jij/bevel"], token, row)
    for kind, found in scores.items():
        print(line(kind, found))


def sentences(path: Path) -> list[tuple[str, str, list[list[str]]]]:
    """Read kind, text and rows of every sentence of a CoNLL-U file."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        found.append((comments["kind"], comments["text"], rows))
    return found


def whole_sentence(nlp: Language, text: str) -> tuple[Token, ...]:
    """Analyse a text as one sentence, whatever its punctuation."""
    doc = nlp.make_doc(text)
    for token in doc[1:]:
        token.is_sent_start = False
    return tokens_of(nlp(doc), text, Span(0, len(text)))


def is_second_person(rows: list[list[str]], place: int) -> bool:
    """Tell whether a word is the verb of a command, or of a question to ``jij``, ``je``, ``jullie`` or ``u``."""
    if rows[place][3] not in {"VERB", "AUX"}:
        return False
    following = rows[place + 1][1].lower() if place + 1 < len(rows) else ""
    return place == 0 or following in {"jij", "je", "jullie", "u", "ge", "gij"}


def count(score: Counter[str], token: Token, row: list[str]) -> None:
    """Add one token to the counts."""
    misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
    score["tokens"] += 1
    score["pos"] += token.pos == row[3]
    score["lemma"] += token.lemma.lower() in {row[2].lower(), misc.get("Verb", row[2]).lower()}
    score["particles"] += "Prt" in misc
    score["found"] += token.particle_of is not None
    score["right"] += "Prt" in misc and token.particle_of is not None and str(token.particle_of + 1) == misc["Prt"]


def line(kind: str, score: Counter[str]) -> str:
    """Write the figures of one kind of sentence."""
    n = max(1, score["tokens"])
    particles = ""
    if score["particles"]:
        precision, recall = score["right"] / max(1, score["found"]), score["right"] / score["particles"]
        particles = f"particles P {precision:.2f} R {recall:.2f}  "
    return (
        f"{kind:10s} tokens {score['tokens']:5d}  POS {score['pos'] / n:.3f}  lemma {score['lemma'] / n:.3f}  "
        f"{particles}sentences with other tokens {score['other tokens']}"
    )


if __name__ == "__main__":
    main()
