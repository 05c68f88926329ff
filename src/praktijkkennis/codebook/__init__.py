"""The codebook: themes as data, built in or the user's own."""

from praktijkkennis.codebook.check import Finding, check_codebook
from praktijkkennis.codebook.comparison import ThemeChange, compare_codebooks
from praktijkkennis.codebook.loading import BUILTIN, background_sentences, codebook_from_dict, load_codebook
from praktijkkennis.codebook.model import Codebook, Example, Term, Theme
from praktijkkennis.codebook.terms import TermPattern, TermWord, parse_term

__all__ = [
    "BUILTIN",
    "Codebook",
    "Example",
    "Finding",
    "Term",
    "TermPattern",
    "TermWord",
    "Theme",
    "ThemeChange",
    "background_sentences",
    "check_codebook",
    "codebook_from_dict",
    "compare_codebooks",
    "load_codebook",
    "parse_term",
]
