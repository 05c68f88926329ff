"""How good topics are: coherence, diversity, redundancy, and agreement with labels that are given."""

from praktijkkennis.topics.measures.agreement import Agreement, agreement
from praktijkkennis.topics.measures.coherence import coherence
from praktijkkennis.topics.measures.diversity import redundancy, topic_diversity

__all__ = ["Agreement", "agreement", "coherence", "redundancy", "topic_diversity"]
