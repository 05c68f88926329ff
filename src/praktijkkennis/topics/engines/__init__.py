"""The engines behind a topic model, all behind one protocol."""

from praktijkkennis.topics.engines.protocol import Assignment, Engine, Material

__all__ = ["Assignment", "Engine", "Material"]
