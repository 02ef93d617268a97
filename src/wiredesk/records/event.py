"""Events: what became of a record, and how webhooks are told of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from wiredesk.basics.ids import ArticleId, StoryId, content_id

EventId = NewType("EventId", str)


class EventKind(StrEnum):
    """What happened to a record."""

    PUBLISHED = "record.published"
    """It is out now and was not before."""
    UPDATED = "record.updated"
    """It is out, and something that a reader sees of it is different."""
    WITHDRAWN = "record.withdrawn"
    """It is no longer out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of one record.  Holds no text: what is sent is the record as it is out at that moment."""

    seq: int
    """Place in the order of all events."""
    id: EventId
    kind: EventKind
    article_id: ArticleId
    topics: tuple[str, ...] = ()
    """Names of the record's topics from then on."""
    at: datetime


def event_id(article: ArticleId, seq: int) -> EventId:
    """The id of an event: its article, and its place in the order of all events."""
    return EventId(content_id("evt_", article, str(seq)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told of events, as its owner wrote it down."""

    name: str
    url: str
    events: tuple[EventKind, ...] = tuple(EventKind)
    topics: tuple[str, ...] = ()
    """Names; empty: whatever their topic."""
    secret: str = ""
    """The file of its secret; empty where the environment holds it."""

    def wants(self, kind: EventKind, topics: frozenset[str]) -> bool:
        """Whether it is told of such an event of a record that has, or had, these topics."""
        return kind in self.events and (not self.topics or not topics.isdisjoint(self.topics))


class WebhookState(StrEnum):
    """Whether events are sent."""

    ACTIVE = "active"
    PAUSED = "paused"
    """It failed for days: events wait."""
    DISABLED = "disabled"
    """It answered 410: it wants no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How it stands with a webhook."""

    state: WebhookState = WebhookState.ACTIVE
    failures: int = 0
    """In a row."""
    failing_since: datetime | None = None
    due_at: datetime
    """Nothing is sent earlier."""
    answer: str = ""
    """What came back last, as a sentence."""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookLine:
    """A webhook with how it stands, and how many events went which way."""

    webhook: Webhook
    health: Health
    waiting: int = 0
    delivered: int = 0
    given_up: int = 0
    """After the last attempt; they go out again once it answers a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event that is due at a webhook."""

    event: Event
    attempts: int
    """Those that failed before."""
    record: bytes = field(default=b"", repr=False)
    """As it is out now; empty when it is not."""
    story_id: StoryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDone:
    """What became of one attempt."""

    webhook: str
    seq: int
    delivered: bool
    retry_at: datetime | None = None
    """None of one that failed: it is given up."""
    answer: str
    """What came back, as a sentence."""
    counts: bool = True
    """False: it was never asked, so it is no attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """One line of a webhook's log."""

    event: Event
    attempts: int
    delivered: bool
    waits_until: datetime | None
    answer: str
    at: datetime | None
    """Of the last attempt; None before the first."""
