"""``nlp.add_pipe("praktijkkennis_themes")``: the theme tagger as a component of any spaCy pipeline for Dutch.

spaCy finds it by its entry point, which it may import at its own start: so nothing heavy is imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from praktijkkennis.document import Document
from praktijkkennis.exchange.spacy_annotations import SPANS_KEY, register_extensions, set_annotations

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from praktijkkennis.preprocessing import Preprocessor
    from praktijkkennis.tagging import ThemeTagger

FACTORY = "praktijkkennis_themes"
"""Name of the factory."""


class ThemesComponent:
    """Codes the sentences of a Doc with themes.

    Sentences and analysis are the library's own, so that the pipeline around it may be anything, a blank one too; what
    the pipeline itself says of the text is left as it is.

    Parameters
    ----------
    codebook : str, optional
        A TOML file; the built-in codebook when not given.
    embedder, pipeline : str
        As in :class:`praktijkkennis.settings.ModelSettings`.
    threshold : float, optional
        Probability from which a theme is coded; the tagger's own when not given.
    spans_key : str
        Name of the group of spans.

    Raises
    ------
    CodebookError
        When the codebook cannot be read. Models are loaded at the first text.
    """

    def __init__(
        self, codebook: str | None, embedder: str, pipeline: str, threshold: float | None, spans_key: str
    ) -> None:
        from praktijkkennis.codebook import load_codebook

        self.codebook = load_codebook(codebook)
        self.embedder, self.pipeline, self.threshold, self.spans_key = embedder, pipeline, threshold, spans_key
        self._loaded: tuple[Preprocessor, ThemeTagger] | None = None
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Set the themes of one text, as :func:`~praktijkkennis.exchange.spacy_annotations.set_annotations` does."""
        if not doc.text.strip():
            set_annotations(doc, (), spans_key=self.spans_key)
            return doc
        preprocessor, tagger = self._models()
        annotations = tagger.tag(preprocessor.process(Document("doc", doc.text)))
        set_annotations(doc, annotations, spans_key=self.spans_key)
        return doc

    def __getstate__(self) -> dict[str, Any]:
        # Models stay where they are; another process loads its own.
        return self.__dict__ | {"_loaded": None}

    def _models(self) -> tuple[Preprocessor, ThemeTagger]:
        if self._loaded is None:
            from praktijkkennis.embedding import load_embedder
            from praktijkkennis.preprocessing import Preprocessor, load_pipeline
            from praktijkkennis.tagging import ThemeTagger

            tagger = ThemeTagger(self.codebook, load_embedder(self.embedder), threshold=self.threshold)
            self._loaded = Preprocessor(load_pipeline(self.pipeline)), tagger
        return self._loaded


@Language.factory(
    FACTORY,
    default_config={
        "codebook": None,
        "embedder": "nl_praktijk_e5",
        "pipeline": "auto",
        "threshold": None,
        "spans_key": SPANS_KEY,
    },
    assigns=["doc.spans"],
)
def make_themes(
    nlp: Language,
    name: str,
    codebook: str | None,
    embedder: str,
    pipeline: str,
    threshold: float | None,
    spans_key: str,
) -> ThemesComponent:
    """Make the component; the configuration is that of :class:`ThemesComponent`."""
    return ThemesComponent(codebook, embedder, pipeline, threshold, spans_key)
