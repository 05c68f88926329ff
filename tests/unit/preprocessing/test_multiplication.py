from __future__ import annotations

import numpy as np
import pytest
import spacy
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_info

from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.preprocessing.multiplication import OneThreadOps, multiply_with_numpy


def networks(nlp: spacy.language.Language) -> list[Model]:
    models = (getattr(component, "model", None) for _, component in nlp.pipeline)
    return [node for model in models if isinstance(model, Model) for node in model.walk()]


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
def test_product_is_that_of_the_matrices(trans1: bool, trans2: bool) -> None:
    random = np.random.default_rng(1)
    first = random.standard_normal((3, 5) if trans1 else (5, 3)).astype("float32")
    second = random.standard_normal((4, 3) if trans2 else (3, 4)).astype("float32")
    wanted = (first.T if trans1 else first) @ (second.T if trans2 else second)
    out = np.zeros((5, 4), dtype="float32")
    assert OneThreadOps().gemm(first, second, out=out, trans1=trans1, trans2=trans2) is out
    assert np.allclose(out, wanted, atol=1e-6)


def test_threads_are_as_many_afterwards_as_before() -> None:
    before = threadpool_info()
    square = np.eye(64, dtype="float32")
    OneThreadOps().gemm(square, square)
    assert threadpool_info() == before


def test_every_network_of_a_pipeline_multiplies_so(preprocessor: Preprocessor) -> None:
    found = {type(node.ops) for node in networks(preprocessor.pipeline.nlp)}
    assert found == {OneThreadOps}


def test_what_runs_elsewhere_stays_as_it_is() -> None:
    nlp = spacy.blank("nl")
    model = nlp.add_pipe("tagger").model
    elsewhere = type("Elsewhere", (), {"name": "elders"})()
    first, *others = model.walk()
    first.ops = elsewhere
    multiply_with_numpy(nlp)
    assert first.ops is elsewhere
    assert {type(node.ops) for node in others} == {OneThreadOps}


def test_parse_is_that_of_the_ops_of_spacy(preprocessor: Preprocessor) -> None:
    nlp = preprocessor.pipeline.nlp
    texts = ["Ik liet de planning na lang aarzelen los.", "Bij ons bellen we de familie zelf terug.", "Stem dat af!"]

    def read() -> list[list[tuple[str, str, str, int]]]:
        return [[(one.pos_, one.lemma_, one.dep_, one.head.i) for one in doc] for doc in nlp.pipe(texts)]

    found = read()
    plain = NumpyOps()
    for node in networks(nlp):
        node.ops = plain
    try:
        assert read() == found
    finally:
        multiply_with_numpy(nlp)
