"""A tiny corpus of our own: words tell the themes apart, so that every method finds something quickly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CODEBOOK = """
key = "klein"
name = "Klein"

[[themes]]
key = "rooster"
name = "Rooster"
definition = "Wie wanneer werkt."
terms = ["rooster"]
examples = ["Wij maken zelf het rooster."]
core = true

[[themes]]
key = "koffie"
name = "Koffie"
definition = "Praten bij de koffie."
terms = ["koffie"]
examples = ["Bij de koffie hoor je alles."]
"""

SENTENCES = {
    "rooster": [
        "Het rooster maken we zelf.",
        "Wie ruilt er van rooster met mij?",
        "Zonder rooster wordt het een zooitje.",
    ],
    "koffie": ["Bij de koffie kwam het eruit.", "De koffie duurt hier lang.", "Eerst koffie, dan praten."],
    "": ["Het regende de hele dag.", "De bus had vertraging.", "Mijn fiets stond er nog."],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Six documents of six sentences with codes, in two files, and a codebook."""
    for part in (1, 2):
        lines = []
        for number in range(3):
            name = f"d{part}{number}"
            text, spans, codes = "", [], []
            for theme, sentences in SENTENCES.items():
                for place in (number % 3, (number + part) % 3):
                    spans.append([len(text), len(text) + len(sentences[place])])
                    if theme:
                        codes.append([len(spans) - 1, theme, "versterkend"])
                    text += sentences[place] + "\n"
            record = {"id": name, "text": text, "sentences": spans, "codes": {"A": codes}, "metadata": {}}
            lines.append(json.dumps(record, ensure_ascii=False))
        (tmp_path / f"deel{part}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "codeboek.toml").write_text(CODEBOOK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def proef(corpus: Path) -> Path:
    """A description of an experiment that needs no model."""
    path = corpus / "proef.toml"
    path.write_text(
        """
kind = "tagging"
title = "Proef"

[corpus]
train = ["deel*.jsonl"]
codebook = "codeboek.toml"

[split]
method = "documents"
folds = 3

[metrics]
resamples = 50
trials = 99

[grid]
tagger = [{ label = "woorden", method = "tfidf" }, { label = "streng", method = "tfidf", threshold = 0.9 }]
""",
        encoding="utf-8",
    )
    return path
