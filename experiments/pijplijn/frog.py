"""Silver tags and lemmas by Frog (Van den Bosch et al. 2007; Debian package ``frog``), for text without any.

Frog was trained on several million words of written and spoken Dutch tagged by hand with the CGN tagset, which is also
the XPOS of the Dutch UD treebanks; so it knows questions, commands and interjections that Wikipedia and news lack.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from boombank import Sentence

INTERJECTIONS = frozenset(
    """eh uh ehm uhm euh hm hmm hè hé ja jaja nee neen joh sorry oké oke alsjeblieft alstublieft hallo tja poeh pff
    jeetje ach och goh ah aha oei amai enfin bedankt dankjewel dankuwel wauw wow mja nja welnee jawel hoi nou""".split()
)
"""Words that Frog takes for nouns or adverbs, and that stand by themselves in spoken Dutch."""

_UPOS = {
    "N": "NOUN",
    "WW": "VERB",
    "ADJ": "ADJ",
    "BW": "ADV",
    "VZ": "ADP",
    "VG": "CCONJ",
    "LID": "DET",
    "TW": "NUM",
    "LET": "PUNCT",
    "TSW": "INTJ",
    "SPEC": "PROPN",
    "VNW": "PRON",
}
_LEMMAS = {"'n": "een", "m'n": "mijn", "z'n": "zijn", "'t": "het", "d'r": "haar", "ie": "hij", "één": "één"}
_DEGREE = frozenset(["meer", "meest", "minder", "minst"])
_DIMINUTIVES = frozenset(["beetje", "meisje", "sprookje"])


def tag(sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, str]]]:
    """Tag sentences whose words are given.

    Returns
    -------
    list of list of (lemma, xpos)
        One pair a word. A sentence that Frog cut differently comes back empty.

    Raises
    ------
    FileNotFoundError
        When Frog is not installed (``apt-get install frog frogdata``).
    """
    with tempfile.TemporaryDirectory() as folder:
        into, out = Path(folder, "in.txt"), Path(folder, "out.tsv")
        into.write_text("".join(" ".join(words) + "\n" for words in sentences), encoding="utf-8")
        command = ["frog", "-n", "--skip=tpcnaM", "-t", str(into), "-o", str(out)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        blocks = out.read_text(encoding="utf-8").split("\n\n")
    found: list[list[tuple[str, str]]] = []
    rows = iter(block.split("\n") for block in blocks if block.strip())
    for words in sentences:
        lines = [line.split("\t") for line in next(rows)]
        same = [line[1] for line in lines] == list(words)
        found.append([(_lemma(line[1], line[2]), _xpos(line[4])) for line in lines] if same else [])
    return found


def _lemma(form: str, lemma: str) -> str:
    lower = form.lower()
    return lower if lower in _DIMINUTIVES else _LEMMAS.get(lower, lemma)


def _xpos(tag_: str) -> str:
    head, _, rest = tag_.rstrip(")").partition("(")
    return "|".join([head, *filter(None, rest.split(","))])


def upos_of(form: str, xpos: str, lemma: str) -> str:
    """Turn a CGN tag into a universal part of speech; auxiliaries come out as VERB, for the parse must tell them."""
    head, lower = xpos.split("|")[0], form.lower()
    if lower in INTERJECTIONS and head in {"N", "BW", "ADJ", "SPEC", "TSW", "WW"} and lower != "nou":
        return "INTJ"
    if head == "N" and "|eigen|" in f"{xpos}|":
        return "PROPN"
    if head == "VG":
        return "SCONJ" if "onder" in xpos else "CCONJ"
    if head == "VZ" and lower in {"als"}:
        return "SCONJ"
    if head == "VNW":
        return _pronoun(lower, xpos)
    if head == "TW" and "rang" in xpos:
        return "ADJ"
    if head == "LET" and form in "%€$§+=/&~<>°":
        return "SYM"
    return _UPOS.get(head, "X")


def _pronoun(lower: str, xpos: str) -> str:
    if "adv-pron" in xpos:
        return "ADV"
    if "|bez|" in xpos:
        return "PRON"
    if lower in _DEGREE:
        return "DET" if "prenom" in xpos else "ADV"
    return "DET" if "prenom" in xpos and "|det|" in xpos else "PRON"


class Features:
    """Morphological features by part of speech and CGN tag, learned from sentences that have all three."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        by_form: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        by_tag: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for word in sentence.words:
                if word.upos and word.xpos and word.feats is not None:
                    by_form[word.form.lower(), word.upos, word.xpos][word.feats] += 1
                    by_tag[word.upos, word.xpos][word.feats] += 1
        self._by_form = {key: found.most_common(1)[0][0] for key, found in by_form.items()}
        self._by_tag = {key: found.most_common(1)[0][0] for key, found in by_tag.items()}

    def of(self, form: str, upos: str, xpos: str) -> str:
        """Give the features; empty when the combination was never seen."""
        found = self._by_form.get((form.lower(), upos, xpos))
        return found if found is not None else self._by_tag.get((upos, xpos), "")
