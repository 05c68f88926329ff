from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.preprocessing.lemmas import normalise_lemma


@pytest.mark.parametrize(
    ("lemma", "form", "pos", "expected"),
    [
        ("aan_sluiten", "sluit", "VERB", "aansluiten"),
        ("los_laten", "losgelaten", "VERB", "loslaten"),
        ("Team", "Teams", "NOUN", "team"),
        ("gezondheid_zorg", "gezondheidszorg", "NOUN", "gezondheidszorg"),
        ("zelf_sturend", "zelfsturende", "ADJ", "zelfsturend"),
        ("ervaring_uitwisseling", "Ervaringsuitwisselingen", "NOUN", "ervaringsuitwisseling"),
        ("team_lid", "teamleden", "NOUN", "teamlid"),
        ("", "Huis", "NOUN", "huis"),
        ("  ", "Huis", "NOUN", "huis"),
        ("_samen_", "_samen_", "ADV", "samen"),
        ("aan_", "aan", "ADP", "aan"),
        ("_", "_", "SYM", "_"),
    ],
)
def test_lemmas_are_lower_case_without_underscores(lemma: str, form: str, pos: str, expected: str) -> None:
    assert normalise_lemma(lemma, form, pos) == expected


@given(st.text(), st.text(min_size=1).filter(lambda form: "_" not in form), st.sampled_from(["VERB", "NOUN", "X"]))
def test_no_underscore_is_left_unless_it_was_written(lemma: str, form: str, pos: str) -> None:
    found = normalise_lemma(lemma, form, pos)
    assert found
    assert "_" not in found
