"""Looking closely: concordances, keyness, collocations, and how themes go together, follow one another and spread.

Plain functions over analysed documents and their codes, whoever gave these; each result has ``to_frame()`` and, with
the extra ``plots``, ``plot()``.
"""

from praktijkkennis.close_reading.collocations import Collocations, collocations
from praktijkkennis.close_reading.concordance import Concordance, Line, kwic, theme_kwic
from praktijkkennis.close_reading.cooccurrence import Cooccurrence, cooccurrence
from praktijkkennis.close_reading.dispersion import Dispersion, dispersion, word_dispersion
from praktijkkennis.close_reading.keyness import Keyness, keyness, theme_keyness, words_of_theme
from praktijkkennis.close_reading.sequences import Sequences, theme_sequences

__all__ = [
    "Collocations",
    "Concordance",
    "Cooccurrence",
    "Dispersion",
    "Keyness",
    "Line",
    "Sequences",
    "collocations",
    "cooccurrence",
    "dispersion",
    "keyness",
    "kwic",
    "theme_keyness",
    "theme_kwic",
    "theme_sequences",
    "word_dispersion",
    "words_of_theme",
]
