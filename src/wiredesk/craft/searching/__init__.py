"""Searching: what readers can find an article by, and what they mean by what they type."""

from wiredesk.craft.searching.files import IndexedArticle, index_files
from wiredesk.craft.searching.findable import findable
from wiredesk.craft.searching.marking import mark
from wiredesk.craft.searching.query import parse_query
from wiredesk.craft.searching.words import (
    WORD_CHARACTERS_MAX,
    asked_phrases,
    name_of,
    phrases_of,
    words_of,
)

__all__ = [
    "WORD_CHARACTERS_MAX",
    "IndexedArticle",
    "asked_phrases",
    "findable",
    "index_files",
    "mark",
    "name_of",
    "parse_query",
    "phrases_of",
    "words_of",
]
