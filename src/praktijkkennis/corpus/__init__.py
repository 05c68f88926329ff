"""Reading practice narratives from files, folders and tables into documents.

Use :func:`read_corpus` for files and folders, :meth:`Corpus.from_frame` and
:meth:`Corpus.from_documents` for a table or documents in memory,
:func:`stream_corpus` when failures must be seen as they happen, and :func:`read_text` for one text.
"""

from praktijkkennis.corpus.collection import Corpus, read_corpus
from praktijkkennis.corpus.one_text import read_text
from praktijkkennis.corpus.stream import stream_corpus

__all__ = ["Corpus", "read_corpus", "read_text", "stream_corpus"]
