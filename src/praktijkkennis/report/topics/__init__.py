"""Topics for people: one plain summary, then its renderings as a page or as a section of a page.

:func:`build_topic_summary` computes everything there is to say; :func:`render_topics_html` lays it out as a page of its
own and :func:`render_topics_section` as a part of another page.
"""

from praktijkkennis.report.topics.html import render_topics_html, render_topics_section, topics_style
from praktijkkennis.report.topics.summary import TopicSummary, build_topic_summary

__all__ = [
    "TopicSummary",
    "build_topic_summary",
    "render_topics_html",
    "render_topics_section",
    "topics_style",
]
