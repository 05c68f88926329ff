"""From settings and sources to results: the one place that knows the whole road.

Every stage is a plain function or class of its own; this module calls them in order and passes settings on as
plain arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.embedding import Embedder, load_embedder
from praktijkkennis.evaluation import TrustCard, learned_trust_cards, stored_trust_cards
from praktijkkennis.evaluation.trust import UNSEEN_WRITERS
from praktijkkennis.insights import LIKENESS, MIN_SCORE, extract_insights, small_groups, withhold
from praktijkkennis.manifest import make_manifest
from praktijkkennis.outputs import (
    Extraction,
    check_annotations_path,
    theme_labels,
    write_annotations,
    write_extraction,
)
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.progress import Progress, listening, silent
from praktijkkennis.reading import Sources, corpus_of, pseudonymise_documents
from praktijkkennis.report.trust import choose_to_check, least_trusted_first
from praktijkkennis.settings import Settings
from praktijkkennis.state import (
    TAGGER_FOLDER,
    Coded,
    State,
    by_document,
    code_documents,
    continued,
    corrections_checksum,
    place,
    stage_identities,
)
from praktijkkennis.tagging import ThemeTagger
from praktijkkennis.tagging.learning import BUILTIN, corrected_scorer, learned_scorer
from praktijkkennis.tagging.strictness import BALANCED
from praktijkkennis.tagging.trained import bundled_tagger
from praktijkkennis.topics.beside import TopicsBeside, topics_beside

__all__ = [
    "Extraction",
    "Pipeline",
    "Progress",
    "check_annotations_path",
    "theme_labels",
    "write_annotations",
    "write_extraction",
]


class Pipeline:
    """The stages of a run, loaded once and used on as many corpora as needed.

    Parameters
    ----------
    settings : Settings, optional
        The defaults when not given. Where they name a state with a tagger that learned from its corrections, that
        tagger codes.

    Attributes
    ----------
    remark : str
        A Dutch sentence for the user on the tagger of the state; empty when there is none.

    Raises
    ------
    PraktijkkennisError
        When a codebook, tagger, pipeline or embedder named in the settings cannot be loaded.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        tagging = self.settings.tagging
        models = self.settings.models
        codebook = None if tagging.codebook is None else load_codebook(tagging.codebook)
        scorer = None
        if models.tagger is not None:
            codebook, scorer = learned_scorer(models.tagger, codebook, models.embedder)
        self.codebook = codebook or load_codebook()
        self.remark = ""
        folder = self.settings.state.folder
        if folder is not None:
            corrected, self.remark = corrected_scorer(
                Path(folder) / TAGGER_FOLDER, self.codebook, models.embedder, models.tagger
            )
            scorer = corrected or scorer
        self._account = None if scorer is None else scorer.account
        self.embedder: Embedder = load_embedder(models.embedder)
        self.preprocessor = Preprocessor(load_pipeline(models.pipeline))
        self.tagger = ThemeTagger(
            self.codebook, self.embedder, threshold=tagging.threshold, strictness=tagging.strictness, scorer=scorer
        )

    def read(
        self, sources: Sources, progress: Progress = silent
    ) -> tuple[tuple[Document, ...], tuple[ReadFailure, ...]]:
        """Read all sources, and give people pseudonyms when the settings say so.

        Raises
        ------
        OutputError
            When the key to the pseudonyms cannot be written.
        SourceError
            When a source does not exist, or the key is none.
        """
        reading = self.settings.reading
        corpus = corpus_of(sources, reading)
        documents = []
        for document in corpus:
            documents.append(document)
            progress("Lezen", len(documents), None)
        if reading.pseudonymise and (documents or corpus.failures):
            replaced = pseudonymise_documents(documents, self.settings, self.preprocessor, progress, corpus.failures)
            return replaced.documents, replaced.failures
        return tuple(documents), corpus.failures

    def tag(
        self,
        documents: Iterable[Document],
        progress: Progress = silent,
        total: int | None = None,
        state: State | None = None,
    ) -> Iterator[tuple[ProcessedDocument, tuple[ThemeAnnotation, ...]]]:
        """Code documents as they come; only a few dozen are in memory at a time.

        Parameters
        ----------
        documents : iterable of Document
            The corpus.
        progress : callable, optional
            Told how far it is.
        total : int, optional
            Number of documents, for the progress.
        state : State, optional
            Documents that it remembers are not coded again, and its corrections go before the machine's codes.

        Yields
        ------
        tuple of ProcessedDocument and tuple of ThemeAnnotation
            In the order of the documents.
        """
        for coded in self._code(documents, progress, total, state):
            yield coded.processed, coded.annotations

    def _code(
        self, documents: Iterable[Document], progress: Progress, total: int | None, state: State | None
    ) -> Iterator[Coded]:
        memory = None
        corrections = {}
        if state is not None:
            made_with = stage_identities(
                self.preprocessor.pipeline.info,
                self.tagger.embedder,
                self.codebook,
                self.tagger.identity,
                self.tagger.thresholds,
            )
            memory = state.memory(made_with, self.tagger.embedder.dimensions)
            documents = tuple(documents)
            placed = place(state.corrections.counting(), documents).corrections
            corrections = by_document(placed, self.codebook.keys)
        coding = code_documents(documents, self.preprocessor, self.tagger, memory, corrections)
        for done, coded in enumerate(coding, start=1):
            progress("Coderen", done, total)
            yield coded

    def extract(
        self,
        sources: Sources,
        progress: Progress | bool | None = None,
        state: State | None = None,
        check: Callable[[Sequence[Document], Sequence[ReadFailure]], None] = lambda documents, failures: None,
    ) -> Extraction:
        """Read, code and gather insights.

        Parameters
        ----------
        sources : iterable of paths, Corpus, or iterable of Document
            Files and folders.
        progress : callable or bool, optional
            Whom to tell how far it is; or whether to show it, in a notebook only when not said.
        state : State, optional
            What is remembered from run to run. When the results are written, tell it so with
            ``extraction.outcome.finish(state, extraction.documents)``.
        check : callable
            Told what was read, and what could not be, before anything is coded; what it raises stops the run.

        Raises
        ------
        SourceError
            When a source does not exist.
        """
        with listening(progress) as tell:
            documents, failures = self.read(sources, tell)
            check(documents, failures)
            return self._extract(documents, failures, tell, state)

    def _extract(
        self,
        documents: tuple[Document, ...],
        failures: tuple[ReadFailure, ...],
        progress: Progress,
        state: State | None,
    ) -> Extraction:
        coded = list(self._code(documents, progress, len(documents), state))
        processed = tuple(one.processed for one in coded)
        annotations = tuple(annotation for one in coded for annotation in one.annotations)
        progress("Inzichten zoeken", 0, 1)
        # Vectors adapted to themes tell what a passage is about, not what it says of it.
        shared = self.tagger.embedder is self.embedder
        vectors = {place: vector for one in coded for place, vector in one.vector_of().items()}
        chosen = self.settings.insights
        insights = extract_insights(
            processed,
            annotations,
            self.embedder,
            likeness=LIKENESS if chosen.likeness is None else chosen.likeness,
            min_sources=chosen.min_sources,
            min_score=MIN_SCORE if chosen.min_score is None else chosen.min_score,
            codebook=self.codebook,
            vectors=vectors if shared else None,
            read_alone=self.tagger.score_alone,
        )
        progress("Inzichten zoeken", 1, 1)
        counts = [
            ("documents", len(documents)),
            ("sentences", sum(len(document.sentences) for document in processed)),
            ("annotations", len(annotations)),
            ("insights", len(insights)),
            ("failures", len(failures)),
        ]
        manifest = make_manifest(
            self.settings,
            self.preprocessor.pipeline.info,
            self.embedder,
            self.codebook,
            documents,
            self.tagger.identity,
            self.tagger.thresholds,
            counts,
            _corrected(coded),
        )
        outcome = None if state is None else continued(state, manifest.identity, insights, coded)
        withheld = small_groups(processed, self.settings.privacy.min_group)
        insights = withhold(insights if outcome is None else outcome.insights, withheld)
        trust = self._trust()
        to_check = choose_to_check(
            annotations,
            vectors,
            self.tagger.thresholds,
            least_trusted_first(self.codebook.keys, trust),
            coder=self.tagger.name,
            withheld=withheld,
        )
        topics = self._topics(coded, withheld, progress) if self.settings.topics.in_report else None
        return Extraction(
            processed,
            annotations,
            insights,
            failures,
            self.codebook,
            manifest,
            withheld,
            outcome,
            trust,
            to_check,
            topics,
        )

    def _topics(self, coded: Sequence[Coded], withheld: frozenset[str], progress: Progress) -> TopicsBeside:
        """Find topics in what may be quoted: their names and terms are the words of these texts."""
        progress("Onderwerpen zoeken", 0, 1)
        shown = [one for one in coded if one.processed.document.id not in withheld]
        found = topics_beside(
            [one.processed for one in shown],
            [annotation for one in shown for annotation in one.annotations],
            self.codebook.keys,
            self.settings.topics.embedder,
        )
        progress("Onderwerpen zoeken", 1, 1)
        return found

    def _trust(self) -> tuple[TrustCard, ...]:
        """Give what was measured of the tagger; nothing was of one that never saw a coding, nor of other thresholds."""
        tagging = self.settings.tagging
        if tagging.threshold is not None or tagging.strictness not in (None, BALANCED):
            return ()
        bundled = bundled_tagger() / "config.json"
        if self._account is None:
            return stored_trust_cards(bundled) if self.tagger.identity.startswith("trained ") else ()
        if "corrections" not in self._account:
            return learned_trust_cards(self._account, {one.key: one.name for one in self.codebook.themes})
        # Corrections are no fair sample to measure on; what they change is little beside what was there.
        before = f"{UNSEEN_WRITERS}, voordat het van je verbeteringen leerde"
        return stored_trust_cards(bundled, material=before) if self._account["started_from"] == BUILTIN else ()


def _corrected(coded: Iterable[Coded]) -> tuple[int, str]:
    """Count the corrections that were followed, and give a checksum of them."""
    followed = [one for document in coded for one in document.followed]
    return len(followed), corrections_checksum(followed)
