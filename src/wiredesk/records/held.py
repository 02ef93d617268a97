"""The inbox: which held articles are meant, and what a list shows of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId, StoryId, TopicId
from wiredesk.records.hold import Hold, HoldReason

ANY_TOPIC = TopicId("")


class HeldOrder(StrEnum):
    """How a list of held articles is sorted; the id decides between equals."""

    HEAT = "heat"
    """Hottest story first."""
    QUALITY = "quality"
    """Best first."""
    AGE = "age"
    """Held longest first."""
    NEWEST = "newest"
    """Received last first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFilter:
    """Which held articles are meant; what is empty leaves all in."""

    reasons: tuple[HoldReason, ...] = ()
    """Held first of all for one of these."""
    topic: TopicId = ANY_TOPIC
    provider: str = ""
    """Registrable domain."""
    language: str = ""
    word: str = ""
    """Stands in the headline, whatever its case."""
    received_from: datetime | None = None
    received_until: datetime | None = None
    """None: also what comes in later."""


ALL_HELD = HeldFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """One held article in the inbox."""

    id: ArticleId
    title: str
    """As the publisher wrote it."""
    url: str
    provider: str
    provider_name: str
    language: str
    received_at: datetime
    since: datetime
    """When its first hold began."""
    quality: int
    heat: int
    """Of its story."""
    story_id: StoryId | None
    holds: tuple[Hold, ...]
    """Gravest first."""
    is_out: bool = False
    """A record is out and stays as it was; what is held is the newer version."""
    key: int = 0
    """What the list is sorted by; with the id it says where the next page begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCount:
    """How many are held for one reason, and since when the longest of them."""

    reason: HoldReason
    articles: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldShare:
    """How many of a filter's articles are held for a reason and come from a provider."""

    reason: HoldReason
    provider: str
    articles: int
