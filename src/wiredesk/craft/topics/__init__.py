"""Topics: boolean queries over title and text, models that editors teach, and the words that earned a label."""

from wiredesk.craft.topics.files import check_topics, load_topic, read_topics
from wiredesk.craft.topics.iptc import concepts_of, parse_concepts, render_concepts
from wiredesk.craft.topics.label import TopicMatcher, compile_topics
from wiredesk.craft.topics.learned import SURE_NO, SURE_YES, LearnedTopics
from wiredesk.craft.topics.query import And, Near, Not, Or, Query, Term, list_terms, parse_query
from wiredesk.craft.topics.training import (
    EXAMPLES_MIN,
    OF_EACH_MIN,
    Example,
    can_learn,
    digest_examples,
    make_example,
    train_topic,
)

__all__ = [
    "EXAMPLES_MIN",
    "OF_EACH_MIN",
    "SURE_NO",
    "SURE_YES",
    "And",
    "Example",
    "LearnedTopics",
    "Near",
    "Not",
    "Or",
    "Query",
    "Term",
    "TopicMatcher",
    "can_learn",
    "check_topics",
    "compile_topics",
    "concepts_of",
    "digest_examples",
    "list_terms",
    "load_topic",
    "make_example",
    "parse_concepts",
    "parse_query",
    "read_topics",
    "render_concepts",
    "train_topic",
]
