"""How particles are counted that the library joins, where the bare parse has them with the wrong verb or not at all."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from praktijkkennis.preprocessing import load_pipeline

FOLDER = Path(__file__).parents[2] / "experiments" / "pijplijn"
CONLLU = """# text = Zij laten oude regels los.
1\tZij\tzij\tPRON\t_\t_\t2\tnsubj\t_\t_
2\tlaten\tlaten\tVERB\t_\t_\t0\troot\t_\t_
3\toude\toud\tADJ\t_\t_\t4\tamod\t_\t_
4\tregels\tregel\tNOUN\t_\t_\t2\tobj\t_\t_
5\tlos\tlos\tADP\t_\t_\t2\tcompound:prt\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# text = De schroef zit los.
1\tDe\tde\tDET\t_\t_\t2\tdet\t_\t_
2\tschroef\tschroef\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tzit\tzitten\tVERB\t_\t_\t0\troot\t_\t_
4\tlos\tlos\tADP\t_\t_\t2\tcompound:prt\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

"""


def test_a_particle_counts_with_its_verb_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    specification = importlib.util.spec_from_file_location("beoordelen_pijplijn", FOLDER / "beoordelen.py")
    assert specification is not None
    assert specification.loader is not None
    beoordelen = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, "beoordelen_pijplijn", beoordelen)
    specification.loader.exec_module(beoordelen)
    file = tmp_path / "zinnen.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    sentences = list(beoordelen.read_conllu(file))
    nlp = load_pipeline("nl_praktijk_sm").nlp
    first = beoordelen.particles_of_library(nlp, sentences[:1])
    both = beoordelen.particles_of_library(nlp, sentences)
    assert first == {"lib prt P": 1.0, "lib prt R": 1.0}
    # In the second the annotation has another head on purpose, so the library cannot be right.
    assert both["lib prt R"] == 0.5
