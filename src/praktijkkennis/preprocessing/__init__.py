"""Dutch preprocessing: sentences, tokens, lemmas, separable verbs and negation, with offsets into the text."""

from praktijkkennis.preprocessing.analysis import Preprocessor
from praktijkkennis.preprocessing.pipelines import DutchPipeline, PipelineInfo, load_pipeline, resolve_pipeline
from praktijkkennis.preprocessing.sentences import split_sentences

__all__ = ["DutchPipeline", "PipelineInfo", "Preprocessor", "load_pipeline", "resolve_pipeline", "split_sentences"]
