"""Let libraries of others read a project (.qdpx) that this library wrote, and compare what they see with what we see.

    python experiments/uitwisseling/teruglezen.py [PROJECT.qdpx]

Without a project, one is made of documents that people coded (corpora/codering/b1.jsonl). Needs pyrefiqda and pyqdpx
(extra ``exchange-checks``); qdapy is asked too where it is installed (``pip install --no-deps qdapy``: what it draws
figures with is not needed to read). The exit code is 1 when somebody sees something else.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from praktijkkennis import load_codebook
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.exchange.coded import read_coding
from praktijkkennis.exchange.refi_qda import project_bytes, project_of, read_project

TOP = Path(__file__).parents[2]
CODED = TOP / "corpora" / "codering" / "b1.jsonl"

Passage = tuple[str, str, str, str]
"""Name of a text, name of a coder, name of a code, and the words that are coded."""


@dataclass(frozen=True)
class Seen:
    """What a reader sees in a project; ``None`` where it does not tell."""

    texts: dict[str, str]
    codes: tuple[str, ...]
    codings: Counter[Passage]
    users: tuple[str, ...] | None = None


def by_praktijkkennis(path: Path, *, first_only: bool = False) -> Seen:
    """Read a project with this library; ``first_only`` leaves out what stands second on a passage."""
    project = read_project(path)
    users = {user.guid: user.name for user in project.users}
    codes = {code.guid: code.name for code, _ in project.codebook.walk()}
    texts = {source.name: source.text or "" for source in project.sources}
    codings = Counter(
        (source.name, users[coding.user], codes[coding.code], texts[source.name][selection.start : selection.end])
        for source in project.sources
        for selection in source.selections
        for coding in selection.codings[: 1 if first_only else None]
    )
    return Seen(texts, tuple(sorted(codes.values())), codings, tuple(sorted(users.values())))


def by_pyrefiqda(path: Path) -> Seen:
    """Read a project with pyrefiqda, which turns the XML of the standard into objects."""
    from pyrefiqda import RefiProject

    codes: dict[str, str] = {}
    texts: dict[str, str] = {}
    codings: Counter[Passage] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        project = RefiProject.load(path, folder)
        users = {user.guid: user.name or "" for user in (project.users.user if project.users else ())}
        waiting = list(project.code_book.codes.code)
        while waiting:
            code = waiting.pop()
            codes[code.guid] = code.name
            waiting += code.code
        for source in project.sources.text_source if project.sources else ():
            # Read as text it would lose its line ends.
            text = RefiProject.resolve_source_path(source.plain_text_path, folder).read_bytes().decode("utf-8")
            texts[source.name] = text
            for selection in source.plain_text_selection:
                words = text[selection.start_position : selection.end_position]
                codings.update(
                    (source.name, users[one.creating_user], codes[one.code_ref.target_guid], words)
                    for one in selection.coding
                )
    return Seen(texts, tuple(sorted(codes.values())), codings, tuple(sorted(users.values())))


def by_pyqdpx(path: Path) -> Seen:
    """Read a project with pyqdpx.

    It sees the first code of a passage only, and takes positions for those of NVivo, in UTF-16 code units; so the words
    are taken from the text as it gives it.
    """
    from pyqdpx import QDPX

    package = QDPX(str(path))
    with contextlib.redirect_stdout(io.StringIO()) as said:
        project = package.get_project()
    if said.getvalue():
        raise ValueError(f"pyqdpx: {said.getvalue().splitlines()[0]}")
    texts = {source.name: package.get_source(guid) for guid, source in project.sources.items()}
    codings = Counter(
        (source.name, one.user.name, one.code.name, texts[source.name][one.start : one.end])
        for source in project.sources.values()
        for one in source.coded_selections.values()
    )
    users = tuple(sorted(user.name for user in project.users.values()))
    return Seen(texts, tuple(sorted(code.name for code in project.codes.values())), codings, users)


def by_qdapy(path: Path) -> Seen:
    """Read a project with qdapy, which makes tables of it; texts are given by their coded words only."""
    from qdapy.qdpx import read_qdpx

    project = read_qdpx(path, warn=False)
    table = project.fragments
    # It writes a code as the road to it.
    names = [code.rpartition("/")[2] for code in table["code"]]
    codings = Counter(zip(table["title"], table["codedBy"], names, table["text"], strict=True))
    return Seen(dict.fromkeys(project.sources, ""), tuple(sorted(project.codebook["name"])), codings)


READERS: dict[str, Callable[[Path], Seen]] = {
    "pyrefiqda": by_pyrefiqda,
    "pyqdpx": by_pyqdpx,
    "qdapy": by_qdapy,
}


def differences(path: Path, reader: str, seen: Seen) -> list[str]:
    """Say in what a reader sees something else than this library."""
    own = by_praktijkkennis(path, first_only=reader == "pyqdpx")
    found = []
    if sorted(seen.texts) != sorted(own.texts):
        found.append("names of texts")
    if reader != "qdapy" and seen.texts != own.texts:
        found.append("texts")
    if seen.codes != own.codes:
        found.append("codes")
    if seen.users is not None and seen.users != own.users:
        found.append("users")
    if seen.codings != own.codings:
        found.append("codings")
    return found


def make_project(path: Path) -> None:
    """Make a project of documents that people coded."""
    coding = read_coding([CODED])
    documents = [Document(key, text) for key, text in coding.texts.items()]
    fields = ("start", "end", "document_id", "theme", "score", "stance", "coder")
    codes = [ThemeAnnotation(**{name: row[name] for name in fields}) for row in coding.codes.to_dict("records")]
    path.write_bytes(project_bytes(project_of(documents, codes, load_codebook())))


def main() -> int:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path)
    given = parser.parse_args().project
    with tempfile.TemporaryDirectory() as folder:
        path = given or Path(folder) / "project.qdpx"
        if given is None:
            make_project(path)
        own = by_praktijkkennis(path)
        rows = [("praktijkkennis", own, "")]
        for name, read in READERS.items():
            if find_spec(name) is None:
                print(f"{name} is not installed")
                continue
            seen = read(path)
            faults = differences(path, name, seen)
            rows.append((name, seen, ", ".join(faults) or "nothing"))
    print("pyqdpx sees the first code of a passage only, and is compared on that")
    print(f"{'reader':<15} texts users codes codings  other than ours")
    for name, seen, faults in rows:
        users = "-" if seen.users is None else len(seen.users)
        print(f"{name:<15} {len(seen.texts):>5} {users:>5} {len(seen.codes):>5} {seen.codings.total():>7}  {faults}")
    return int(any(faults not in ("", "nothing") for _, _, faults in rows))


if __name__ == "__main__":
    sys.exit(main())
