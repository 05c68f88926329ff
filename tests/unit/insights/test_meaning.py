from __future__ import annotations

import numpy as np

from praktijkkennis.codebook import load_codebook
from praktijkkennis.embedding import Embedder
from praktijkkennis.insights.meaning import Meaning, Said, second_opinion

TEXT, OTHER = "Ik liet de controle over het rooster los.", "Mijn collega kwam met warme soep langs."


def said(number: int, text: str, before: str = "", after: str = "") -> Said:
    return Said((f"{number}.txt", 0, len(text)), text, before, after)


def test_rows_have_unit_length(embedder: Embedder) -> None:
    vectors = Meaning(embedder, None, {}).vectors("loslaten", [said(0, TEXT), said(1, OTHER)])
    assert vectors.shape[0] == 2
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_neighbours_count_for_a_part(embedder: Embedder) -> None:
    shared = "De tillift piepte al sinds de herfst."
    alone = Meaning(embedder, None, {}).vectors("x", [said(0, TEXT), said(1, OTHER)])
    among = Meaning(embedder, None, {}).vectors("x", [said(0, TEXT, shared), said(1, OTHER, "", shared)])
    same = Meaning(embedder, None, {}).vectors("x", [said(0, TEXT), said(1, TEXT)])
    assert alone[0] @ alone[1] < among[0] @ among[1] < same[0] @ same[1]


def test_known_vectors_are_used_and_left_as_they_are(embedder: Embedder) -> None:
    passages = [said(0, TEXT, OTHER), said(1, OTHER)]
    known = {passages[0].place: embedder.encode([OTHER])[0]}
    kept = known[passages[0].place].copy()
    vectors = Meaning(embedder, None, known).vectors("x", passages)
    assert vectors[0] @ vectors[1] > 0.99
    assert np.array_equal(known[passages[0].place], kept)


def test_examples_of_the_codebook_tell_what_is_usual(embedder: Embedder) -> None:
    passages = [said(0, TEXT), said(1, OTHER)]
    plain = Meaning(embedder, None, {}).vectors("loslaten", passages)
    assert not np.allclose(plain, Meaning(embedder, load_codebook(), {}).vectors("loslaten", passages))


def test_an_encoder_that_somebody_chose_is_asked_alone(embedder: Embedder) -> None:
    assert second_opinion(embedder) is None
