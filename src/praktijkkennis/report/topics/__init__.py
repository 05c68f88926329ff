"""Topics for people: one plain summary, then its renderings as a page or as a section of a page.

:func:`build_topic_summary` computes everything there is to say; :func:`render_topics_html` lays it out as a page of its
own and :func:`render_topics_section` as a part of another page. :func:`build_topics_section` and
:func:`render_topics_part` make the shorter section in the report of an extraction.
"""

from praktijkkennis.report.topics.html import render_topics_html, render_topics_section, topics_style
from praktijkkennis.report.topics.section import TopicsSection, build_topics_section, render_topics_part
from praktijkkennis.report.topics.summary import TopicSummary, build_topic_summary

__all__ = [
    "TopicSummary",
    "TopicsSection",
    "build_topic_summary",
    "build_topics_section",
    "render_topics_html",
    "render_topics_part",
    "render_topics_section",
    "topics_style",
]
