"""How good topics are: coherence, diversity, redundancy, and agreement with labels that are given."""

from praktijkkennis.topics.measures.agreement import Agreement, agreement
from praktijkkennis.topics.measures.b_cubed import b_cubed_items
from praktijkkennis.topics.measures.coherence import coherence
from praktijkkennis.topics.measures.diversity import redundancy, topic_diversity

__all__ = ["Agreement", "agreement", "b_cubed_items", "coherence", "redundancy", "topic_diversity"]
