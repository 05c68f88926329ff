"""Libraries of others read what we write, and we read what they write; each runs here as its makers published it."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
from pyqdpx import QDPX
from pyqdpx import User as PyqdpxUser
from pyrefiqda import RefiCodebook, RefiProject
from pyrefiqda.models import project as refi

from praktijkkennis.codebook import Codebook
from praktijkkennis.corpus import read_corpus
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.exchange.codebook_files import write_codebook
from praktijkkennis.exchange.codings import read_codings
from praktijkkennis.exchange.refi_qda import codes_of_codebook, project_bytes, project_of
from praktijkkennis.exchange.refi_qda.theme_codes import stance_code_name

SCRIPT = Path(__file__).parents[4] / "experiments" / "uitwisseling" / "teruglezen.py"

PLAIN = "Het rooster\n\nWe maken het met elkaar. Dat scheelt.\n"
# Line ends of Windows, a family of four in one emoji, an accent that is a character of its own, letters beyond 16 bits.
AWKWARD = (
    "\ufeffOverdracht 🍲\r\n\r\nWe kozen het menu samen 👩‍👩‍👧‍👦.\r\n"
    "De cafe\u0301baas zei: “Öffne es, José!” 🙈 Ik durfde 𝒏𝒊𝒆𝒕𝒔 te zeggen.\r\nDat liet ik los.\r\n"
)
KEPT_ENDS = "Eerst.\r\nToen 🍲 kwam de soep.\r\nKlaar.\r\n"
CODED = (
    ("gewoon.txt", "We maken het met elkaar.", "samen_beslissen", "versterkend", "praktijkkennis"),
    ("gewoon.txt", "Dat scheelt.", "samen_beslissen", "neutraal", "Zoë 🙂"),
    ("map/lastig.txt", "We kozen het menu samen 👩‍👩‍👧‍👦.", "samen_beslissen", "versterkend", "praktijkkennis"),
    ("map/lastig.txt", "Ik durfde 𝒏𝒊𝒆𝒕𝒔 te zeggen.", "durf", "belemmerend", "praktijkkennis"),
    ("map/lastig.txt", "Ik durfde 𝒏𝒊𝒆𝒕𝒔 te zeggen.", "loslaten", "neutraal", "praktijkkennis"),
    ("map/lastig.txt", "Ik durfde 𝒏𝒊𝒆𝒕𝒔 te zeggen.", "durf", "neutraal", "Zoë 🙂"),
    ("map/lastig.txt", "Dat liet ik los.", "loslaten", "versterkend", "praktijkkennis"),
    ("regels.txt", "Toen 🍲 kwam de soep.", "durf", "neutraal", "praktijkkennis"),
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("teruglezen", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by its name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, ...]:
    folder = tmp_path_factory.mktemp("teksten")
    (folder / "map").mkdir()
    (folder / "gewoon.txt").write_text(PLAIN, encoding="utf-8")
    (folder / "map" / "lastig.txt").write_bytes(AWKWARD.encode("utf-8"))
    # A text that was not read from a file may hold any line ends.
    return (*read_corpus(folder).documents, Document("regels.txt", KEPT_ENDS))


@pytest.fixture(scope="module")
def annotations(documents: tuple[Document, ...]) -> tuple[ThemeAnnotation, ...]:
    texts = {one.id: one.text for one in documents}
    return tuple(
        ThemeAnnotation(texts[key].index(words), texts[key].index(words) + len(words), key, theme, 0.9, stance, coder)
        for key, words, theme, stance, coder in CODED
    )


@pytest.fixture
def project(
    documents: tuple[Document, ...], annotations: tuple[ThemeAnnotation, ...], buurtkeuken: Codebook, tmp_path: Path
) -> Path:
    path = tmp_path / "project.qdpx"
    path.write_bytes(project_bytes(project_of(documents, annotations, buurtkeuken)))
    return path


def names_in_project(key: str) -> str:
    return key.replace("/", " - ")


@pytest.mark.parametrize("reader", ["pyrefiqda", "pyqdpx", "qdapy"])
def test_others_see_the_same_project(reader, script, project, documents, buurtkeuken):
    if reader == "qdapy":
        pytest.importorskip("qdapy", reason="its plots want a dozen packages; pip install --no-deps qdapy")
    seen = script.READERS[reader](project)
    assert sorted(seen.texts) == sorted(names_in_project(one.id) for one in documents)
    if reader != "qdapy":
        assert seen.texts == {names_in_project(one.id): one.text for one in documents}
        assert sorted(seen.users) == ["Zoë 🙂", "praktijkkennis"]
    codes = [code.name for code, _ in codes_of_codebook(buurtkeuken, stances=True, whole=False).walk()]
    assert sorted(seen.codes) == sorted(codes)
    expected = Counter(
        (names_in_project(key), coder, stance_code_name(buurtkeuken.theme(theme), stance), words)
        for key, words, theme, stance, coder in CODED
    )
    if reader == "pyqdpx":
        # It takes the first code of a passage for the only one.
        (second,) = [one for one in expected if one[2].startswith("Loslaten") and "durfde" in one[3]]
        del expected[second]
    assert seen.codings == expected
    assert script.differences(project, reader, seen) == []


def test_the_script_tells_what_differs(script, project, documents, annotations, buurtkeuken, tmp_path):
    (tmp_path / "minder.qdpx").write_bytes(project_bytes(project_of(documents, annotations[1:], buurtkeuken)))
    less = script.by_pyrefiqda(tmp_path / "minder.qdpx")
    assert script.differences(project, "pyrefiqda", less) == ["codings"]


def test_words_as_pyqdpx_itself_gives_them_where_no_emoji_stands_before(project):
    sources = QDPX(str(project)).get_project().sources.values()
    (plain,) = [one for one in sources if one.name == "gewoon.txt"]
    assert {one.text for one in plain.coded_selections.values()} == {"We maken het met elkaar.", "Dat scheelt."}


def test_what_pyqdpx_adds_to_our_project_comes_back(project, documents, annotations, buurtkeuken):
    theirs = QDPX(str(project))
    qde = theirs.get_project()
    qde.add_user(PyqdpxUser("Kees"))
    (kees,) = [one for one in qde.users.values() if one.name == "Kees"]
    (source,) = [one for one in qde.sources.values() if one.name == "map - lastig.txt"]
    (text,) = [one.text for one in documents if one.id == "map/lastig.txt"]
    start = text.index("zei:")
    source.add_selection(start, start + len("zei: “Öffne es, José!”"), qde.find_code("Iets durven zeggen"), kees)
    qde.save()
    codings = read_codings(project, documents, buurtkeuken)
    assert codings.unplaced == ()
    kept = {(one.document_id, one.start, one.end, one.theme, one.stance, one.coder) for one in annotations}
    found = {(one.document_id, one.start, one.end, one.theme, one.stance, one.coder) for one in codings.annotations}
    assert kept <= found
    ((_, start, end, theme, _, coder),) = found - kept
    assert (text[start:end], theme, coder) == ("zei: “Öffne es, José!”", "durf", "Kees")


def test_a_project_that_pyrefiqda_made_from_nothing_is_read(documents, buurtkeuken, tmp_path):
    """People who never saw our program coded these texts, by names of themes and names of files only."""
    user = refi.UserType(guid=str(uuid4()), name="Noor")
    code = refi.CodeType(guid=str(uuid4()).upper(), name="loslaten", is_codable=True)
    (text,) = [one.text for one in documents if one.id == "map/lastig.txt"]
    (tmp_path / "lastig.txt").write_bytes(text.encode("utf-8"))
    start = text.index("Dat liet ik los.")
    selection = refi.PlainTextSelectionType(
        guid=str(uuid4()),
        start_position=start,
        end_position=start + len("Dat liet ik los."),
        coding=[
            refi.CodingType(
                guid=str(uuid4()), creating_user=user.guid, code_ref=refi.CodeRefType(target_guid=code.guid)
            )
        ],
    )
    source = refi.TextSourceType(
        guid=str(uuid4()),
        name="lastig",
        plain_text_path=RefiProject.import_source_file(tmp_path / "lastig.txt", tmp_path / "werk"),
        plain_text_selection=[selection],
    )
    made = refi.Project(
        name="Van Noor",
        origin="pyrefiqda",
        users=refi.UsersType(user=[user]),
        code_book=refi.CodeBookType(codes=refi.CodesType(code=[code])),
        sources=refi.SourcesType(text_source=[source]),
    )
    RefiProject.save(made, tmp_path / "noor.qdpx", tmp_path / "werk" / "sources")
    codings = read_codings(tmp_path / "noor.qdpx", documents, buurtkeuken)
    (one,) = codings.annotations
    assert (one.document_id, text[one.start : one.end], one.theme) == ("map/lastig.txt", "Dat liet ik los.", "loslaten")
    assert (one.coder, codings.unplaced) == ("Noor", ())


def test_pyrefiqda_sees_our_codebook(buurtkeuken, tmp_path):
    write_codebook(buurtkeuken, tmp_path / "boek.qdc")
    codes = RefiCodebook.load(tmp_path / "boek.qdc").codes.code
    assert [one.name for one in codes] == [theme.name for theme in buurtkeuken.themes]
    assert [(one.color or "").lower() for one in codes] == [theme.colour for theme in buurtkeuken.themes]
    assert all(theme.definition in one.description for one, theme in zip(codes, buurtkeuken.themes, strict=True))
