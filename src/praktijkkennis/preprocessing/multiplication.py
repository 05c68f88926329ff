"""How the networks of a pipeline multiply: with NumPy, whose OpenBLAS is over twice as fast as the BLIS of spaCy.

Imported where a pipeline is loaded, since it needs thinc.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language


class OneThreadOps(NumpyOps):  # type: ignore[misc]
    """Multiplies with NumPy on one core: the matrices of sentences are small, and threads cost more than they win."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Multiply two matrices, either of them transposed first where that is asked."""
        with _threads().limit(limits=1, user_api="blas"):
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)


def multiply_with_numpy(nlp: Language) -> None:
    """Let the networks of a pipeline multiply with NumPy.

    Parameters
    ----------
    nlp : Language
        The pipeline; what of it runs elsewhere than on the processor stays as it is.
    """
    ops = OneThreadOps()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops


@cache
def _threads() -> ThreadpoolController:
    """Find the libraries that multiply once: looking for them takes longer than many a product."""
    return ThreadpoolController()
