"""Make the list of Dutch word forms by which a typing error is told from another word.

Source: the word list of OpenTaal as Debian packs it (``apt-get install wdutch``), BSD or CC BY 3.0. Run from the top
of the repository::

    python experiments/taal/woordvormen.py /usr/share/dict/dutch

Writes ``src/praktijkkennis/data/taal/woordvormen.txt.gz``; its licence stands beside it in ``LICENSE-woordvormen.txt``.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

from praktijkkennis.preprocessing.spelling import fold

TARGET = Path("src/praktijkkennis/data/taal/woordvormen.txt.gz")


def main() -> None:
    """Read the arguments, write the list and say how long it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    words = {fold(line.strip()) for line in parser.parse_args().source.read_text(encoding="utf-8").splitlines()}
    # Sorted by their bytes, because the look-up compares bytes; no time stamp, so that the file can be made again.
    lines = sorted(word.encode() for word in words if word and not any(sign.isspace() for sign in word))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(b"".join(line + b"\n" for line in lines), compresslevel=9, mtime=0))
    print(f"{len(lines)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
