"""What can be found, what somebody asks for, and what was found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from wiredesk.basics.ids import ArticleId
from wiredesk.basics.text import slug
from wiredesk.records.hub import ArticleView

Phrase = tuple[str, ...]
"""Folded words that stand one after the other."""


class Field(StrEnum):
    """What a term of a query asks of an article."""

    WORDS = "words"
    """Its headline, extract, provider's name or topics."""
    TOPIC = "topic"
    PROVIDER = "provider"
    LANGUAGE = "language"


class Order(StrEnum):
    """In which order hits come."""

    BEST = "best"
    """Those with everything in the headline first, then the newest."""
    TIME = "time"
    """The newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that a query asks for: all its phrases."""

    field: Field = Field.WORDS
    phrases: tuple[Phrase, ...]
    is_prefix: bool = False
    """The last word may go on."""
    is_excluded: bool = False
    """Nothing that has it is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A query as it was understood; made by `craft.searching.parse_query`."""

    text: str
    """As it was typed, on one line."""
    terms: tuple[Term, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Not from then on."""
    ignored: tuple[str, ...] = ()
    """What of it could not be used."""

    @property
    def is_empty(self) -> bool:
        """It asks for nothing."""
        return not self.terms and self.since is None and self.until is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A query that the hub has a page and feeds for."""

    name: str
    query: str

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return slug(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """What readers can find an article by: nothing but what may be shown of it."""

    article_id: ArticleId
    at: datetime
    """The time that it is sorted by."""
    title: str
    excerpt: str
    provider: str
    provider_name: str
    topics: tuple[tuple[str, str], ...] = ()
    """Id and name of each."""
    language: str = ""
    quality: int = 0
    """As its record says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One part of the hits of a query."""

    articles: tuple[ArticleId, ...]
    cursor: str = ""
    """Where the next part begins; empty: this is the last one."""
    count: int = 0
    """All hits, counted up to `COUNTED_MAX`."""


class Piece(NamedTuple):
    """A part of a text that is shown."""

    text: str
    is_hit: bool
    """The query asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that was found, with the words that it was found by."""

    article: ArticleView
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """What somebody typed into the fields of the search page."""

    words: str = ""
    topic: str = ""
    since: str = ""
    until: str = ""
    order: Order = Order.BEST

    @property
    def text(self) -> str:
        """All of it as one query."""
        fields = {"topic": self.topic, "since": self.since, "until": self.until}
        named = [f'{name}:"{said.replace(chr(34), " ")}"' for name, said in fields.items() if said]
        return " ".join([self.words, *named]).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What the search page shows."""

    form: SearchForm
    query: SearchQuery
    hits: tuple[Hit, ...] = ()
    count: str = ""
    """How many there are, in words."""
    is_first: bool = True
    cursor: str = ""
    """Where the next page begins; empty: there is none."""
    problem: str = ""
    """Why nothing could be looked up, and what to do."""
