"""Topics: boolean queries over title and text, and the words that earned a label."""

from wiredesk.craft.topics.files import check_topics, load_topic, read_topics
from wiredesk.craft.topics.label import TopicMatcher, compile_topics
from wiredesk.craft.topics.query import And, Near, Not, Or, Query, Term, list_terms, parse_query

__all__ = [
    "And",
    "Near",
    "Not",
    "Or",
    "Query",
    "Term",
    "TopicMatcher",
    "check_topics",
    "compile_topics",
    "list_terms",
    "load_topic",
    "parse_query",
    "read_topics",
]
