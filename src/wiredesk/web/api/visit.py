"""What a page of the API is given, and what it answers with.

A page is a plain function from `Api` and `Visit` to an `Answer`: who may ask, how often, and whether the question has the
right shape was settled before it is called.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import msgspec

from wiredesk.basics.clock import Clock
from wiredesk.basics.ids import TopicId
from wiredesk.newsroom.published import Published
from wiredesk.newsroom.rates import Rates
from wiredesk.ports import Store
from wiredesk.records.act import Act
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.records.request import Request
from wiredesk.web.api.questions import NoQuery, Query

QueryT = TypeVar("QueryT", bound=Query)
PATH: str = "/api/v1"


@dataclass(slots=True, kw_only=True)
class Api:
    """What all pages share."""

    store: Store
    ask: Callable[[Request], Act | None]
    """Asks the process that writes; None when it takes its time.  UsageError with why when it refuses."""
    clock: Clock
    published: Published
    title: str
    """Of the hub."""
    url: str
    """Public address of the hub, without a slash at its end: all that links are made of, whatever Host a request names."""
    is_public: bool
    """Whether what is published may be asked for without a key."""
    per_minute: int
    """Requests of one network without a key."""
    rates: Rates = field(default_factory=Rates)

    @property
    def is_secure(self) -> bool:
        """Whether programs come over TLS."""
        return self.url.startswith("https://")

    @property
    def root(self) -> str:
        """Public address of the API."""
        return f"{self.url}{PATH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, checked."""

    key: ApiKey | None
    path: Mapping[str, str]
    query: Query
    body: object = None
    """What was sent, in the shape that the page takes."""
    now: datetime

    @property
    def sight(self) -> frozenset[TopicId] | None:
        """The topics that exist for whoever asks; None: all."""
        return frozenset(self.key.topics) if self.key is not None and self.key.topics else None

    def asked(self, shape: type[QueryT]) -> QueryT:
        """What stands behind the question mark; `shape` is the page's own."""
        assert isinstance(self.query, shape), "the page takes another query"
        return self.query


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent."""

    value: msgspec.Struct | bytes
    """A shape, or finished bytes."""
    status: int = 200
    media_type: str = "application/json"
    changed_at: datetime | None = None
    """When what it tells of changed last, for who reads; only the tag decides what is sent again."""


Answering = Callable[[Api, Visit], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One line of the API's route table."""

    name: str
    path: str
    """As in OpenAPI; `{id}` is an id."""
    method: str = "GET"
    scope: ApiScope | None
    """What a key must be good for; None: anybody may ask, whatever the settings say."""
    answer: Answering
    """Its docstring is the description."""
    gives: tuple[type, ...]
    """Shapes that it answers with."""
    query: type[Query] = NoQuery
    takes: type | None = None
    """Shape of the body."""
    media_type: str = "application/json"
    id_pattern: str = ""
    """Of `{id}`."""
    statuses: tuple[int, ...] = (200,)
    """Of good answers."""
    problems: tuple[str, ...] = ()
    """Codes that it may answer with beside those that follow from the other fields."""
