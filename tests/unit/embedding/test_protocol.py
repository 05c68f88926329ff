from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from praktijkkennis.embedding import Embedder, load_embedder, unit_rows
from praktijkkennis.embedding.protocol import file_checksum, one_line

MATRICES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(0, 5), st.integers(1, 6)),
    elements=st.floats(-1e6, 1e6).filter(lambda value: value == 0 or abs(value) > 1e-6),
)


@given(MATRICES)
def test_rows_get_unit_length_and_keep_their_direction(matrix: np.ndarray) -> None:
    given_ = matrix.copy()
    scaled = unit_rows(matrix)
    assert scaled.dtype == np.float32
    assert scaled.shape == matrix.shape
    assert np.array_equal(matrix, given_)
    for before, after in zip(matrix, scaled, strict=True):
        norm = np.linalg.norm(before)
        np.testing.assert_allclose(after, before / norm if norm else before, atol=1e-5)


@given(MATRICES)
def test_scaling_twice_changes_nothing(matrix: np.ndarray) -> None:
    once = unit_rows(matrix)
    np.testing.assert_allclose(unit_rows(once), once, atol=1e-6)


@given(st.lists(st.text()))
def test_lines_are_folded(texts: list[str]) -> None:
    folded = one_line(texts)
    assert [line.split() for line in folded] == [text.split() for text in texts]
    assert all(line == " ".join(line.split()) for line in folded)


def test_checksum_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "gewichten"
    path.write_bytes(b"abc" * 500_000)
    assert file_checksum(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_embedders_keep_to_the_protocol(embedder: Embedder) -> None:
    assert isinstance(embedder, Embedder)
    assert isinstance(load_embedder(), Embedder)
    assert not isinstance(object(), Embedder)


def test_shared_stand_in_does_what_an_embedder_must(embedder: Embedder) -> None:
    vectors = embedder.encode(["We laten los.", "We laten niet los.", "Koffie", ""])
    assert vectors.shape == (4, embedder.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0], atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert pytest.approx(1, abs=1e-5) == vectors[0] @ embedder.encode(["we laten LOS"])[0]
