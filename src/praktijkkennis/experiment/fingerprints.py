"""Checksums of our own code, and what of the machine can change a figure."""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import cache
from importlib import resources
from pathlib import Path


@cache
def rooms_checksum(rooms: tuple[str, ...]) -> str:
    """SHA-256 of parts of the package, code and word lists alike.

    Parameters
    ----------
    rooms : tuple of str
        Files and folders, from the folder of the package.
    """
    digest = hashlib.sha256()
    top = Path(str(resources.files("praktijkkennis")))
    for room in rooms:
        place = top / room
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(top).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def machine() -> dict[str, str]:
    """Tell what of the machine can change the last digits: its kind, and how it multiplies matrices."""
    import numpy as np
    import scipy.linalg  # noqa: F401 - it may bring a library of its own
    from threadpoolctl import threadpool_info

    kernels = {
        " ".join(str(one.get(key) or "") for key in ("internal_api", "version", "architecture")).strip()
        for one in threadpool_info()
        if one.get("user_api") == "blas"
    }
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "byteorder": sys.byteorder,
        "simd": " ".join(simd.get("found", [])),
        "blas": ", ".join(sorted(kernels)),
    }
