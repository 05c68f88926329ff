"""REFI-QDA 1.5, the format in which programs for qualitative research exchange codebooks and coded projects.

Evers, Caprioli, Nöst & Wiedemann (2020), *What is the REFI-QDA Standard: Experimenting With the Transfer of Analyzed
Research Projects Between QDA Software*, Forum Qualitative Sozialforschung 21(2).
"""

from praktijkkennis.exchange.refi_qda.project import project_of
from praktijkkennis.exchange.refi_qda.reading import read_codebook_file, read_project
from praktijkkennis.exchange.refi_qda.theme_codes import codebook_of_codes, codes_of_codebook
from praktijkkennis.exchange.refi_qda.writing import codebook_bytes, project_bytes

__all__ = [
    "codebook_bytes",
    "codebook_of_codes",
    "codes_of_codebook",
    "project_bytes",
    "project_of",
    "read_codebook_file",
    "read_project",
]
