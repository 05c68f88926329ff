"""``nlp.add_pipe("praktijkkennis_themes")``: the theme tagger as a component of any spaCy pipeline for Dutch.

spaCy finds it by its entry point, which it may import at its own start: so nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from praktijkkennis.document import Document
from praktijkkennis.errors import PraktijkkennisError, SettingsError
from praktijkkennis.exchange.spacy_annotations import SPANS_KEY, register_extensions, set_annotations

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from praktijkkennis.codebook import Codebook
    from praktijkkennis.preprocessing import Preprocessor
    from praktijkkennis.tagging import ThemeTagger
    from praktijkkennis.tagging.learning import LearnedTagger

FACTORY = "praktijkkennis_themes"
"""Name of the factory."""

_CODEBOOK, _TAGGER = "codeboek.toml", "codeur"


class ThemesComponent:
    """Codes the sentences of a Doc with themes.

    Sentences and analysis are the library's own, so that the pipeline around it may be anything, a blank one too; what
    the pipeline itself says of the text is left as it is.

    Parameters
    ----------
    codebook : str, optional
        A TOML file; that of the tagger, else the built-in codebook, when not given.
    tagger : str, optional
        A folder that ``praktijkkennis train`` made.
    embedder, pipeline : str
        As in :class:`praktijkkennis.settings.ModelSettings`.
    threshold : float, optional
        Probability from which a theme is coded; the tagger's own when not given.
    strictness : str or float, optional
        Moves the tagger's own thresholds: ``"ruim"``, ``"gewoon"``, ``"streng"``, or 0 to 1.
    spans_key : str
        Name of the group of spans.

    Attributes
    ----------
    codebook : Codebook
        As used.

    Raises
    ------
    CodebookError, TaggerError, SettingsError
        When codebook, tagger or a number is no good, or they do not go together. That a file is not there is told at
        the first text: a pipeline from disk brings its own. Models are loaded at the first text too.
    """

    def __init__(
        self,
        codebook: str | None,
        tagger: str | None,
        embedder: str,
        pipeline: str,
        threshold: float | None,
        strictness: str | float | None,
        spans_key: str,
    ) -> None:
        from praktijkkennis.settings import TaggingSettings
        from praktijkkennis.validation import validated

        given = {"threshold": threshold, "strictness": strictness}
        self.limits = validated(TaggingSettings, given, FACTORY, SettingsError)
        self.embedder, self.pipeline, self.spans_key = embedder, pipeline, spans_key
        self._book: Codebook | None = None
        self._own_book = codebook is not None
        self._learned: LearnedTagger | None = None
        self._absent: PraktijkkennisError | None = None
        self._loaded: tuple[Preprocessor, ThemeTagger] | None = None
        try:
            self._read(codebook, tagger)
        except PraktijkkennisError as error:
            if all(Path(one).exists() for one in (codebook, tagger) if one is not None):
                raise
            self._absent = error
        register_extensions()

    @property
    def codebook(self) -> Codebook:
        """The codebook that is coded with."""
        if self._absent is not None or self._book is None:
            raise self._absent or SettingsError("Er is geen codeboek.")
        return self._book

    def __call__(self, doc: Doc) -> Doc:
        """Set the themes of one text, as :func:`~praktijkkennis.exchange.spacy_annotations.set_annotations` does."""
        if not doc.text.strip():
            set_annotations(doc, (), spans_key=self.spans_key)
            return doc
        preprocessor, tagger = self._models()
        annotations = tagger.tag(preprocessor.process(Document("doc", doc.text)))
        set_annotations(doc, annotations, spans_key=self.spans_key)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the codebook, or the tagger with its codebook, so that the pipeline codes the same elsewhere.

        Of the built-in codebook nothing is written: it comes along with the library.
        """
        from praktijkkennis.exchange.files import replace_file

        for name, content in self._files().items():
            replace_file(Path(path) / name, content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ThemesComponent:
        """Take what :meth:`to_disk` wrote instead of the files that the configuration names."""
        book, learned = Path(path) / _CODEBOOK, Path(path) / _TAGGER
        if book.is_file() or learned.is_dir():
            self._read(str(book) if book.is_file() else None, str(learned) if learned.is_dir() else None)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give what :meth:`to_disk` writes as bytes."""
        import srsly

        packed: bytes = srsly.msgpack_dumps(self._files())
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ThemesComponent:
        """Take what :meth:`to_bytes` gave."""
        import srsly

        with TemporaryDirectory() as folder:
            for name, content in srsly.msgpack_loads(data).items():
                path = Path(folder) / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
            return self.from_disk(folder)

    def __getstate__(self) -> dict[str, Any]:
        # Models stay where they are; another process loads its own.
        kept = {"_loaded": None, "_learned": None, "packed": b"" if self._learned is None else self.to_bytes()}
        return self.__dict__ | kept

    def __setstate__(self, state: dict[str, Any]) -> None:
        packed = state.pop("packed")
        self.__dict__.update(state)
        if packed:
            self.from_bytes(packed)

    def _read(self, codebook: str | None, tagger: str | None) -> None:
        from praktijkkennis.codebook import load_codebook

        book = load_codebook(codebook) if codebook is not None or tagger is None else None
        if tagger is not None:
            from praktijkkennis.tagging.learning import check_goes_with, load_tagger

            self._learned = load_tagger(tagger)
            check_goes_with(self._learned, tagger, book, self.embedder)
            book = self._learned.codebook
        self._book, self._absent, self._loaded = book, None, None

    def _files(self) -> dict[str, bytes]:
        if self._learned is not None:
            from praktijkkennis.tagging.learning import model_card, tagger_files

            files = tagger_files(self._learned, model_card(self._learned))
            return {f"{_TAGGER}/{name}": content for name, content in files.items()}
        if self._own_book:
            from praktijkkennis.exchange.codebook_toml import codebook_toml

            return {_CODEBOOK: codebook_toml(self.codebook).encode("utf-8")}
        return {}

    def _models(self) -> tuple[Preprocessor, ThemeTagger]:
        if self._loaded is None:
            from praktijkkennis.embedding import load_embedder
            from praktijkkennis.preprocessing import Preprocessor, load_pipeline
            from praktijkkennis.tagging import ThemeTagger
            from praktijkkennis.tagging.learning import LearnedScorer

            book, learned = self.codebook, self._learned
            tagger = ThemeTagger(
                book,
                load_embedder(self.embedder if learned is None else learned.embedder),
                threshold=self.limits.threshold,
                strictness=self.limits.strictness,
                scorer=None if learned is None else LearnedScorer(learned, load_embedder(learned.embedder)),
            )
            self._loaded = Preprocessor(load_pipeline(self.pipeline)), tagger
        return self._loaded


@Language.factory(
    FACTORY,
    default_config={
        "codebook": None,
        "tagger": None,
        "embedder": "nl_praktijk_e5",
        "pipeline": "auto",
        "threshold": None,
        "strictness": None,
        "spans_key": SPANS_KEY,
    },
    assigns=["doc.spans"],
)
def make_themes(
    nlp: Language,
    name: str,
    codebook: str | None,
    tagger: str | None,
    embedder: str,
    pipeline: str,
    threshold: float | None,
    strictness: str | float | None,
    spans_key: str,
) -> ThemesComponent:
    """Make the component; the configuration is that of :class:`ThemesComponent`."""
    return ThemesComponent(codebook, tagger, embedder, pipeline, threshold, strictness, spans_key)
