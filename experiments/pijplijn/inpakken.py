"""Put a trained pipeline in its place as package data, with its evaluation, licence and model card.

Run from the top of the repository::

    python experiments/pijplijn/inpakken.py --model build/pijplijn/model/model-best --version 0.4.0 \
        --capitals build/pijplijn/capitals.npz --treebank ../shared/data/treebank \
        --out src/praktijkkennis/data/models/nl_praktijk_sm
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import beoordelen
import spacy
from boombank import read_conllu
from spacy.language import Language

from praktijkkennis.preprocessing import second_look, sentence_starts
from praktijkkennis.preprocessing.capitals import Capitals

DESCRIPTION = (
    "Dutch pipeline for practice narratives: morphologizer, tagger, parser, lemmatizer, rules; static vectors."
)
KEPT = ("LICENSE", "README.md")
_STARTS, _SECOND_LOOK = "sentence_starts", "second_look"


def main() -> None:
    """Read the arguments, pack, judge and put in place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--capitals", type=Path, required=True, help="what hoofdletters.py learned")
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.treebank.is_dir():
        parser.error(f"{arguments.treebank} is not there: the treebanks are no part of the repository")
    nlp = spacy.load(arguments.model)
    nlp.meta.update(
        {
            "name": "praktijk_sm",
            "version": arguments.version,
            "description": DESCRIPTION,
            "author": "praktijkkennis",
            "email": "",
            "url": "",
            "license": "CC BY-SA 4.0",
            "sources": [
                {"name": "UD_Dutch-LassySmall", "license": "CC BY-SA 4.0", "author": "Bouma, Van Noord"},
                {"name": "UD_Dutch-Alpino", "license": "CC BY-SA 4.0", "author": "Zeman, Bouma, Van Noord"},
                {"name": "Alpino treebank, newspaper part (trees only)", "license": "as distributed with NLTK"},
                {"name": "sentences of praktijkkennis, tagged by Frog and by hand", "license": "CC BY 4.0"},
                {"name": "wordfreq (which words have vectors)", "license": "CC BY-SA 4.0"},
                {"name": "multilingual-e5-small (vectors distilled from it)", "license": "MIT"},
            ],
        }
    )
    close_empty_labels(nlp)
    add_rules(nlp, Capitals.from_bytes(arguments.capitals.read_bytes()))
    nlp.config["paths"] = {"train": None, "dev": None, "vectors": None, "init_tok2vec": None}
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder, "model")
        nlp.to_disk(packed)
        for name in KEPT:
            if (arguments.out / name).is_file():
                shutil.copy(arguments.out / name, packed / name)
        parts = {name: list(read_conllu(arguments.treebank / file)) for name, file in beoordelen.PARTS.items()}
        figures = beoordelen.judge_all(nlp, parts)
        # Figures alone: what a run of the training says of its own held-out sentences is no evaluation.
        meta = json.loads((packed / "meta.json").read_text(encoding="utf-8"))
        meta["performance"] = figures
        (packed / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (packed / "evaluation.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        if arguments.out.is_dir():
            shutil.rmtree(arguments.out)
        shutil.copytree(packed, arguments.out)
    size = sum(path.stat().st_size for path in arguments.out.rglob("*") if path.is_file())
    print(f"{size / 1e6:.1f} MB")


def close_empty_labels(nlp: Language) -> None:
    """Make it impossible that a word gets no part of speech.

    The labels of the morphologizer hold those of words that were not annotated, and the augmenter of spaCy
    (``lower_case``) turns "not annotated" into "annotated as empty", so a few of these are learned.
    """
    morphologizer = nlp.get_pipe("morphologizer")
    output = next(node for node in morphologizer.model.walk() if node.name == "softmax")
    bias = output.get_param("b").copy()
    for place, label in enumerate(morphologizer.labels):
        if not morphologizer.cfg["labels_pos"][label]:
            bias[place] = -1e4
    output.set_param("b", bias)


def add_rules(nlp: Language, capitals: Capitals) -> None:
    """Put the components with rules around the parser, in the place of those that are there already."""
    for name in (_STARTS, _SECOND_LOOK):
        if name in nlp.pipe_names:
            nlp.remove_pipe(name)
    nlp.add_pipe(sentence_starts.FACTORY, name=_STARTS, before="parser")
    nlp.add_pipe(second_look.FACTORY, name=_SECOND_LOOK, last=True).capitals = capitals


if __name__ == "__main__":
    main()
