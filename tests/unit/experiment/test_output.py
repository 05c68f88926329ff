from __future__ import annotations

import math
import xml.etree.ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st

from praktijkkennis.experiment.figures import bars_figure, curve_figure
from praktijkkennis.experiment.tables import Table, csv_text, number, with_interval

NAN = float("nan")


def test_one_table_in_every_form() -> None:
    table = Table(("variant", "F1"), (("a|b_c", "0,50"), ("langere naam", "–")), ("50 % & meer",))
    assert table.to_text() == "variant         F1\na|b_c         0,50\nlangere naam     –\n\n50 % & meer\n"
    assert "| a\\|b_c | 0,50 |" in table.to_markdown()
    latex = table.to_latex()
    assert r"a|b\_c & 0,50 \\" in latex
    assert r"langere naam & -- \\" in latex


def test_numbers_for_people() -> None:
    assert number(-0.001, comma=True) == "0,00"
    assert number(0.125, comma=False, sign=True) == "+0.12"
    assert number(NAN, comma=True) == "–"
    assert with_interval((0.5, 0.4, 0.6), comma=True) == "0,50 (0,40 tot 0,60)"
    assert with_interval((0.5, NAN, NAN), comma=False) == "0.50"
    assert csv_text(["a", "b"], [[0.1, NAN], ["x,y", 3]]) == 'a,b\n0.1,\n"x,y",3\n'


VALUES = st.tuples(*[st.floats(-1, 200) | st.just(NAN)] * 3)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(blacklist_categories=["Cs", "Cc"])), VALUES), max_size=6))
@example([("", (NAN, NAN, 5e-324))])
@example([("", (1e-7, 0.0, 2e-7))])
def test_bars_are_well_formed_whatever_they_show(rows: list[tuple[str, tuple[float, float, float]]]) -> None:
    drawing = bars_figure([label for label, _ in rows], [values for _, values in rows], "F1 <&>")
    root = ET.fromstring(drawing.replace("\ufffe", "").replace("\uffff", ""))
    dots = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(dots) == sum(not math.isnan(values[0]) for _, values in rows)


def test_a_curve_has_every_point_in_its_place() -> None:
    lines = {"e5 & co": [(1.0, (0.1, 0.0, 0.2)), (64.0, (0.5, 0.4, 0.6)), (8.0, (0.3, NAN, NAN))]}
    root = ET.fromstring(curve_figure(lines, "per_theme", "macro-F1"))
    (path,) = (one for one in root.iter() if one.tag.endswith("polyline"))
    points = [tuple(map(float, pair.split(","))) for pair in path.attrib["points"].split()]
    assert points == sorted(points)
    # Eight lies halfway between one and sixty-four on a logarithmic axis.
    assert math.isclose(points[1][0] - points[0][0], points[2][0] - points[1][0], abs_tol=0.2)
    assert points[0][1] > points[1][1] > points[2][1]
    assert curve_figure({}, "x", "y").startswith("<svg")
