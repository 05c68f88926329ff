"""The colours of the pages, by calculation: can everybody read them and tell them apart?"""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from praktijkkennis.report.page import read_template

# Matrices of Machado, Oliveira & Fernandes (2009) for severity 1, on linear RGB.
BLINDNESS = {
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def colours(scheme: str) -> dict[str, NDArray[np.float64]]:
    """Linear RGB of the variables of a scheme."""
    light, dark = read_template("rapport.css").split("@media (prefers-color-scheme: dark)")[:2]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark.partition("*, *::before")[0]))
    assert len(found) >= 16
    linear = {}
    for name, code in found.items():
        rgb = np.array([int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)])
        linear[name] = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """WCAG 2 contrast, 1..21."""
    light, dark = sorted((float(XYZ[1] @ one), float(XYZ[1] @ other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """CIE 1976 difference."""
    scaled = np.cbrt(np.array([XYZ @ colour / WHITE for colour in (one, other)]).clip(1e-4))
    lightness, red, blue = 116 * scaled[:, 1] - 16, 500 * (scaled[:, 0] - scaled[:, 1]), scaled[:, 1] - scaled[:, 2]
    return float(np.hypot(np.hypot(np.diff(lightness), np.diff(red)), 200 * np.diff(blue))[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_has_contrast_enough(scheme: str, ground: str) -> None:
    known = colours(scheme)
    for name in ("ink", "soft", "accent", "plus-ink", "minus-ink"):
        assert contrast(known[name], known[ground]) >= 4.5, name
    assert contrast(known["hit-ink"], known["hit"]) >= 4.5
    assert contrast(known["ink"], known["here"]) >= 4.5
    assert contrast(known["edge"], known[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", BLINDNESS)
def test_stances_differ_for_everybody(scheme: str, kind: str) -> None:
    known = colours(scheme)
    seen = {name: (np.array(BLINDNESS[kind]) @ known[name]).clip(0, 1) for name in ("plus", "minus", "even", "paper")}
    for one, other in (("plus", "minus"), ("plus", "even"), ("minus", "even")):
        assert difference(seen[one], seen[other]) >= 20, (one, other)
    for name in ("plus", "minus", "even"):
        assert contrast(seen[name], seen["paper"]) >= 3, name
