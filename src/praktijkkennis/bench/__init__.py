"""The researcher's bench: a coded corpus, whoever coded it, with everything that can be asked of it."""

from praktijkkennis.bench.coded_corpus import Study
from praktijkkennis.bench.making import coded_study, study

__all__ = ["Study", "coded_study", "study"]
