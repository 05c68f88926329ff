"""Everything on one thread, so that sums are taken in the same order on any number of cores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit BLAS and OpenMP to one thread.

    Libraries that are loaded meanwhile look at the environment, those that are there already are told; both are put
    back afterwards. Numba is limited where it is used: it does not bear that its variable changes under it.
    """
    from threadpoolctl import threadpool_limits

    before = {name: os.environ.get(name) for name in (*_VARIABLES, "TOKENIZERS_PARALLELISM")}
    os.environ.update(dict.fromkeys(_VARIABLES, "1") | {"TOKENIZERS_PARALLELISM": "false"})
    try:
        with threadpool_limits(limits=1):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
