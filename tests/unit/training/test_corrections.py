from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from praktijkkennis.codebook import codebook_from_dict, load_codebook
from praktijkkennis.document import STANCES, Document, ProcessedDocument
from praktijkkennis.embedding import load_embedder
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.pipeline import Pipeline
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.settings import ModelSettings, Settings, StateSettings
from praktijkkennis.state import TAGGER_FOLDER, State, open_state
from praktijkkennis.tagging import LexicalTagger
from praktijkkennis.tagging.learning import Code, corrected_scorer
from praktijkkennis.tagging.scoring import scorer_for
from praktijkkennis.tagging.signals import Scorer, signals_of
from praktijkkennis.training import corrections as module
from praktijkkennis.training import learn_from_corrections

TEXTS = {
    "an.txt": "We leerden veel van de cursus over kassa's. Ik durfde mijn fout toe te geven. De koffie was op.",
    "bo.txt": "Na de cursus leerden we hoe de kassa werkt. Niemand durft iets te zeggen in het overleg.",
    "cas.txt": "Op de cursus leerde ik de knoppen van de kassa. Het team maakt zelf het rooster.",
}
PIPELINE = ModelSettings(pipeline="nl_praktijk_sm")
THEME = "leren_en_reflecteren"
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "de herfst")


def correction(document: str, text: str, theme: str, there: bool, number: int = 0) -> Correction:
    return Correction(document, text, number, theme, "neutraal" if there else None, "Els")


def judged() -> list[Correction]:
    """An editor who says that being taught how a till works is learning, and agrees with the rest."""
    wrong = [
        correction(document, text.split(". ")[0] + ".", theme, theme == "leren_en_reflecteren")
        for document, text in TEXTS.items()
        for theme in ("leren_en_reflecteren", "kennis_delen")
    ]
    right = [
        correction("an.txt", "Ik durfde mijn fout toe te geven.", "psychologische_veiligheid", True),
        correction("bo.txt", "Niemand durft iets te zeggen in het overleg.", "psychologische_veiligheid", True),
        correction("cas.txt", "Het team maakt zelf het rooster.", "zelfsturing", True),
        correction("weg.txt", "Wij roosteren onszelf, zonder baas.", "zelfsturing", True),
    ]
    return wrong + right


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with open_state(tmp_path / "toestand") as opened:
        yield opened


def settings_of(state: State) -> Settings:
    return Settings(models=PIPELINE, state=StateSettings(folder=str(state.folder)))


def test_a_few_corrections_do_not_teach_yet_and_old_lessons_go(state: State) -> None:
    folder = state.folder / TAGGER_FOLDER
    folder.mkdir()
    (folder / "config.json").write_text("{}", encoding="utf-8")
    state.corrections.add(judged()[:3], "controle.xlsx")
    found = learn_from_corrections(state, settings_of(state))
    assert (found.tagger, found.n_corrections) == (None, 3)
    assert not folder.exists()


def test_the_next_run_uses_what_was_learned(state: State, tmp_path: Path) -> None:
    texts = tmp_path / "teksten"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    settings = settings_of(state)
    first = Pipeline(settings)
    assert first.remark == ""
    extraction = first.extract([texts], state=state)
    assert extraction.outcome is not None
    extraction.outcome.finish(state, extraction.documents)

    state.corrections.add(judged(), "controle.xlsx")
    found = learn_from_corrections(state, settings)
    assert found.tagger is not None
    assert found.n_corrections == len(judged())
    assert found.n_documents == len(TEXTS)
    assert found.agreement_before is not None
    assert found.tagger.account["log_loss_after"] < found.tagger.account["log_loss_before"]

    second = Pipeline(settings)
    assert second.remark == f"De codeur leerde mee van {len(judged())} verbeteringen."
    assert second.tagger.identity == f"learned {found.tagger.checksum}"
    unseen = first.preprocessor.process(first.read([texts])[0][0])
    theme = first.codebook.keys.index("leren_en_reflecteren")
    assert second.tagger.score(unseen)[1][0, theme] > first.tagger.score(unseen)[1][0, theme]

    other = codebook_from_dict({"name": "Anders", "themes": [{"key": "a", "name": "A"}]}, "anders.toml")
    scorer, remark = corrected_scorer(state.folder / TAGGER_FOLDER, other, "nl_praktijk_e5")
    assert scorer is None
    assert "hoort bij een ander codeboek" in remark


def test_corrections_without_their_document_teach_as_loose_sentences(preprocessor: Preprocessor) -> None:
    processed = preprocessor.process(Document("an.txt", TEXTS["an.txt"]))
    given = {
        "an.txt": [
            correction("an.txt", "De koffie\n was op.", "zelfsturing", False),
            correction("an.txt", "Deze zin is intussen weg.", "zelfsturing", True),
        ]
    }
    known: dict[str, tuple[ProcessedDocument, None]] = {"an.txt": (processed, None)}
    placed, loose = module._lessons(given, known, preprocessor)
    start = TEXTS["an.txt"].index("De koffie")
    assert placed.text.coders == ((Code(start, len(TEXTS["an.txt"]), "zelfsturing", there=False),),)
    assert loose.text.loose
    assert loose.text.document.text == "Deze zin is intussen weg."
    assert loose.text.group == "an.txt"


def test_corrections_of_stances_teach_stances(state: State, preprocessor: Preprocessor) -> None:
    """An editor for whom being taught at the till is trouble, whatever the sentence says of it."""
    words = [("kassa", "belemmerend"), ("moestuin", "versterkend")]
    given = [
        Correction(f"{number}.txt", f"Vandaag leerden {who} terugkijken op de {place}.", 0, THEME, stance, "Els")
        for number, who in enumerate(("we", "zij", "jullie", "de buren", "mijn collega's", "de ploegen", "de kinderen"))
        for place, stance in (*words, *((f"{place} van {day}", told) for day in DAYS for place, told in words))
    ]
    state.corrections.add(given, "controle.xlsx")
    found = learn_from_corrections(state, settings_of(state))
    assert found.tagger is not None
    assert found.stances is not None
    before, after = found.stances
    assert after > before
    told = found.tagger.account["stances"]
    assert (told["codes"], told["learned"]) == (len(given), True)
    scorer, _ = corrected_scorer(state.folder / TAGGER_FOLDER, load_codebook(), "nl_praktijk_e5")
    assert scorer is not None
    before_it = scorer_for(load_codebook(), load_embedder())
    lexical = LexicalTagger(load_codebook())

    def margin(teller: Scorer, place: str) -> float:
        """By how much a new sentence rather is versterkend than belemmerend."""
        processed = preprocessor.process(Document("nieuw.txt", f"Vandaag leerden de dames van de {place} van zondag."))
        signals = signals_of(processed, lexical, teller.embedder)
        odds = dict(zip(STANCES, teller.stance_log_odds(signals, [0])[0], strict=True))
        return float(odds["versterkend"] - odds["belemmerend"])

    apart, apart_before = (margin(one, "moestuin") - margin(one, "kassa") for one in (scorer, before_it))
    assert apart > apart_before


def test_an_empty_stance_is_nobody_s_stance(preprocessor: Preprocessor) -> None:
    given = {"an.txt": [Correction("an.txt", "Zomaar een zin.", 0, "zelfsturing", "", "Els")]}
    (loose,) = module._lessons(given, {}, preprocessor)
    assert loose.text.coders == ((Code(0, len("Zomaar een zin."), "zelfsturing", there=True),),)
