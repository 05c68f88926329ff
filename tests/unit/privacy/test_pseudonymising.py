from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document, Residue
from praktijkkennis.preprocessing import Preprocessor, split_sentences
from praktijkkennis.privacy import Replacement, proper_nouns_of, pseudonymise
from praktijkkennis.privacy.file_names import as_written, in_path, names_in_path
from praktijkkennis.privacy.pseudonyms import normalised
from praktijkkennis.privacy.rewriting import offset_map

TALK = "Fatma: Wat deed Coen?\nCoen: Niets.\nFatma: Niets, Coen?\nCoen: Nee."


def test_text_speakers_and_metadata_speak_of_the_same_people() -> None:
    document = Document("a.txt", TALK, {"author": "Coen Bakker", "organisation": "De Kring"}, find_turns(TALK))
    (new,) = pseudonymise([document]).documents
    first, second = "[Persoon 1]", "[Persoon 2]"
    assert new.text == TALK.replace("Fatma", first).replace("Coen", second)
    assert [turn.speaker for turn in new.turns] == [first, second, first, second]
    assert new.text[new.turns[1].start : new.turns[1].end] == "Niets."
    assert new.metadata["author"] == second
    assert new.metadata["organisation"] == "De Kring"
    assert find_turns(new.text) == new.turns


def test_the_original_is_left_as_it_was_and_the_key_leads_back() -> None:
    document = Document("a.txt", "Ik belde Anna's moeder, mevrouw De Wit, op 06-12345678.")
    result = pseudonymise([document])
    assert document.text.startswith("Ik belde Anna")
    for row in result.replacements:
        assert document.text[row.start : row.end] == row.text
    text, back = result.documents[0].text, result.maps["a.txt"]
    assert text == "Ik belde [Persoon 1]'s moeder, mevrouw [Persoon 2], op [Telefoonnummer 1]."
    start = text.index("[Persoon 2]")
    assert document.text[slice(*back.to_original(start, start + 11))] == "De Wit"


def test_residue_stays_at_its_words() -> None:
    text = "Anna schreef dit.\nLees meer"
    document = Document("a.txt", text, residue=(Residue(18, 27, "deelknop"),))
    (new,) = pseudonymise([document]).documents
    (residue,) = new.residue
    assert new.text[residue.start : residue.end] == "Lees meer"


def test_the_same_person_in_all_documents_and_the_same_numbers_every_time() -> None:
    documents = [Document("a", "Karin Bos zei niets."), Document("b", "Ik ken Karin Bos. Bos lacht.")]
    first, again = pseudonymise(documents), pseudonymise(documents)
    assert first == again
    assert [document.text for document in first.documents] == [
        "[Persoon 1] zei niets.",
        "Ik ken [Persoon 1]. [Persoon 1] lacht.",
    ]


def test_a_key_keeps_its_pseudonyms_and_new_people_get_new_numbers() -> None:
    known = [Replacement(0, 9, "oud.txt", "Karin Bos", "PERSOON", "[Persoon 7]")]
    text = "Wim en Karin Bos belden 06-12345678."
    result = pseudonymise([Document("nieuw.txt", text)], known=known)
    assert result.documents[0].text == "[Persoon 8] en [Persoon 7] belden [Telefoonnummer 1]."
    later = pseudonymise([Document("nieuw.txt", f"Eerst Riet. {text}")], known=result.replacements)
    assert later.documents[0].text == "Eerst [Persoon 9]. [Persoon 8] en [Persoon 7] belden [Telefoonnummer 1]."


def test_what_is_a_pseudonym_already_stays() -> None:
    document = Document("a", "[Persoon 3] belde [Plaats 1] en Anna.", {"author": "[Persoon 3]"})
    result = pseudonymise([document])
    assert result.documents[0].text == "[Persoon 3] belde [Plaats 1] en [Persoon 1]."
    assert result.documents[0].metadata["author"] == "[Persoon 3]"


def test_only_the_labels_that_are_asked_for() -> None:
    document = Document("a", "Anna werkt bij Stichting De Kring in Assen.", {"organisation": "Stichting De Kring"})
    everything = pseudonymise([document], labels=["PERSOON", "ORGANISATIE", "PLAATS"]).documents[0]
    assert everything.text == "[Persoon 1] werkt bij [Organisatie 1] in [Plaats 1]."
    assert everything.metadata["organisation"] == "[Organisatie 1]"
    assert pseudonymise([document], labels=["PLAATS"]).documents[0].text.startswith("Anna werkt bij Stichting")


def test_a_column_can_say_that_all_of_it_is_one_persons() -> None:
    metadata = {
        "geboortedatum": "03-05-1961",
        "telefoon": "612345678",
        "BSN": "123456782",
        "e-mail": "jan@voorbeeld.nl",
        "respondent": "gerda lammertink",
        "kind": "interview met Gerda Lammertink",
        "postcode": "1234 AB",
    }
    result = pseudonymise([Document("a", "Bel 06-12345678.", metadata)])
    assert result.documents[0].metadata == {
        "geboortedatum": "[Geboortedatum 1]",
        "telefoon": "[Telefoonnummer 1]",
        "BSN": "[Nummer 1]",
        "e-mail": "[E-mailadres 1]",
        "respondent": "[Persoon 1]",
        "kind": "interview met [Persoon 1]",
        "postcode": "[Adres 1]",
    }
    assert result.documents[0].text == "Bel [Telefoonnummer 1]."


def test_what_is_counted_by_and_what_names_nobody_stays() -> None:
    metadata = {
        "kind": "interview",
        "sector": "zorg in Assen",
        "date": "2024-05-03",
        "respondent": "12",
        "telefoon": "onbekend",
        "manager": "ja",
        "teamnaam": "De Zwaluw",
        "geboortedatum": "",
    }
    assert pseudonymise([Document("a", "Goed.", metadata)]).documents[0].metadata == metadata
    born = Document("a", "Goed.", {"geboortedatum": "[Geboortedatum 4]", "geboortejaar": "1961"})
    assert pseudonymise([born], labels=["PERSOON"]).documents[0].metadata == born.metadata


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interview met JAN DE BOER, teamleider.", "Interview met [Persoon 1], teamleider."),
        ("JAN DE BOER belde.", "[Persoon 1] belde."),
        ("Aanwezig: FATIMA YILMAZ, PIETER VAN DIJK", "Aanwezig: [Persoon 1], [Persoon 2]"),
        ("INTERVIEW MET J. LAMMERTINK VAN HET UWV", "INTERVIEW MET [Persoon 1] VAN HET UWV"),
        ("Mevrouw LAMMERTINK en Gerda LAMMERTINK", "Mevrouw [Persoon 1] en [Persoon 1]"),
        ("JAN: Hoe gaat het?\nKIM knikte.", "[Persoon 1]: Hoe gaat het?\n[Persoon 2] knikte."),
        ("ZEYNEP YİĞİT sprak.", "[Persoon 1] sprak."),
        ("Nguyễn Thị Hương sprak met ons.", "[Persoon 1] sprak met ons."),
        ("Volg @jandeboer of linkedin.com/in/jan-de-boer.", "Volg [E-mailadres 1] of [E-mailadres 2]."),
        ("Zie www.jandeboer.nl en buurtzorg.nl.", "Zie [E-mailadres 1] en buurtzorg.nl."),
    ],
)
def test_names_in_capitals_with_many_accents_and_in_web_addresses(text: str, expected: str) -> None:
    assert pseudonymise([Document("a", text)]).documents[0].text == expected


@pytest.mark.parametrize(
    "text",
    [
        "WERKEN AAN VERTROUWEN IN DE ZORG",
        "DE WIL VAN DE MENS",
        "HOOP VOOR DE STAD",
        "De GGZ, het UWV en de VVT werken samen.",
        "Zie https://www.vilans.nl/kennis/zelforganisatie of marktplaats.nl.",
    ],
)
def test_other_capitals_and_addresses_stay(text: str) -> None:
    assert pseudonymise([Document("a", text)]).documents[0].text == text


def test_names_of_files_do_not_give_people_away() -> None:
    documents = [
        Document(
            "zorg/gesprek-gerda-lammers.txt", "Gerda Lammers sprak.", {"source": "zorg/gesprek-gerda-lammers.txt"}
        ),
        Document("zorg/rooster.xlsx#4", "Niets.", {"source": "zorg/rooster.xlsx"}),
    ]
    result = pseudonymise(documents)
    assert [document.id for document in result.documents] == ["zorg/gesprek-persoon-1.txt", "zorg/rooster.xlsx#4"]
    assert result.documents[0].metadata["source"] == "zorg/gesprek-persoon-1.txt"
    assert [(row.field, row.text) for row in result.fields] == [("id", "gerda-lammers")]


def test_two_files_with_one_name_left_keep_different_ids() -> None:
    documents = [Document("Anna.txt", "Anna."), Document("anna.txt", "Anna.", {"author": "Anna"})]
    ids = [document.id for document in pseudonymise(documents).documents]
    assert len(set(ids)) == 2


def test_names_in_paths() -> None:
    assert list(names_in_path("map/verslag-2024.txt", frozenset())) == []
    assert as_written("gerda_van-dam") == "Gerda van Dam"
    assert in_path("[Persoon 12]") == "persoon-12"


def test_a_thing_is_the_same_however_it_is_written() -> None:
    assert normalised("TELEFOON", "+31 (0)6 12345678") == normalised("TELEFOON", "06-12 34 56 78")
    assert normalised("BSN", "1234.56.782") == normalised("BSN", "123456782")
    assert normalised("ADRES", "Lindelaan  34") == normalised("ADRES", "lindelaan 34")


def test_a_pipeline_can_help(preprocessor: Preprocessor) -> None:
    document = Document("a", "Ik sprak met Roos over het rooster.")
    assert proper_nouns_of(preprocessor)(document)(document.text.index("Roos"))
    assert not proper_nouns_of(preprocessor)(document)(document.text.index("rooster"))
    result = pseudonymise([document], proper_nouns=proper_nouns_of(preprocessor))
    assert result.documents[0].text == "Ik sprak met [Persoon 1] over het rooster."


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_offsets_map_both_ways(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab ", min_size=1, max_size=40))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    rows = [
        Replacement(start, end, "a", text[start:end], "PERSOON", data.draw(st.sampled_from(["[Persoon 1]", "x"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    places = offset_map(rows)
    for row in rows:
        assert places.to_original(*places.to_replaced(row.start, row.end)) == (row.start, row.end)
    for start, end in zip(range(len(text)), range(1, len(text) + 1), strict=True):
        if not any(row.overlaps(start, end) for row in rows):
            assert places.to_original(*places.to_replaced(start, end)) == (start, end)
        low, high = places.to_replaced(start, end)
        assert low < high


@pytest.mark.parametrize("end", ["", " ", "\n", "."])
def test_no_name_is_left_whatever_follows(end: str) -> None:
    (new,) = pseudonymise([Document("a", f"Dat zei Annemarie de Boer{end}")]).documents
    assert re.fullmatch(r"Dat zei \[Persoon 1\]\s?\.?", new.text)


def test_a_pseudonym_can_begin_a_sentence() -> None:
    (new,) = pseudonymise([Document("a", "Dat ging goed. Fatma lachte erom.")]).documents
    assert [new.text[one.start : one.end] for one in split_sentences(new)] == [
        "Dat ging goed.",
        "[Persoon 1] lachte erom.",
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ik sprak Tygo B. daarover. Tygo was boos."], ["Ik sprak [Persoon 1] daarover. [Persoon 1] was boos."]),
        (
            ["Ik sprak Jan B. even. Jan lachte.", "Ik sprak Jan K. even. Jan lachte."],
            [
                "Ik sprak [Persoon 1] even. [Persoon 1] lachte.",
                "Ik sprak [Persoon 2] even. [Persoon 2] lachte.",
            ],
        ),
        (
            ["Ik sprak Jan B. en Jan K. even. Jan lachte."],
            ["Ik sprak [Persoon 1] en [Persoon 2] even. [Persoon 3] lachte."],
        ),
    ],
)
def test_a_given_name_with_a_letter_and_without(texts: list[str], expected: list[str]) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    assert [one.text for one in pseudonymise(documents).documents] == expected
