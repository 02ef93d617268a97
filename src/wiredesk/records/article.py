"""An article: what was read from a page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId, SourceId
from wiredesk.records.envelope import NOTHING_SAID, Envelope
from wiredesk.records.reason import Reason

UNKNOWN_SOURCE = SourceId("")


class Kind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    VIDEO = "video"
    AUDIO = "audio"
    LIVEBLOG = "liveblog"
    PRESS_RELEASE = "pressrelease"
    DOCUMENT = "document"
    PAYWALL = "paywall"
    """The text ends at a payment hint."""
    CONSENT = "consent"
    """A cookie or consent wall instead of an article."""
    NOT_ARTICLE = "not_article"
    """Home page, index, error page, empty page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One statement of when an article was published."""

    source: str
    """`feed`, `feed_updated`, `jsonld`, `meta`, `time`, `url`, `sitemap`, `text`, `last_modified`."""
    at: datetime
    has_time: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HonestTime:
    """The chosen publication time with all its rivals (SCORES.md 1)."""

    published: datetime | None
    """What the publisher claims; None when nobody states it."""
    effective: datetime
    """What we sort, decay and rank by: min(claimed, received), never later than received."""
    received: datetime
    chosen: str = "received"
    """Which candidate won."""
    updated: datetime | None = None
    candidates: tuple[DateCandidate, ...] = ()
    conflict: str = ""
    """Why the dates contradict each other; empty when they do not."""
    resurfaced: bool = False
    """An old article that came in again: shown as such, adds no heat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A lead image."""

    url: str
    width: int | None = None
    height: int | None = None
    title: str = ""
    attribution: str = ""
    is_cached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page says, by itself: the result of the `read` craft, before anything we know."""

    title: str = ""
    text: str = ""
    """Paragraphs parted by one blank line."""
    excerpt: str = ""
    """The publisher's own description, or the first sentences; uncut."""
    authors: tuple[str, ...] = ()
    dates: tuple[DateCandidate, ...] = ()
    """Best first."""
    updated: datetime | None = None
    language: str = ""
    """BCP 47 primary tag, e.g. `de`."""
    canonical_url: str | None = None
    """As the page claims; honoured only within the same registrable domain."""
    site_name: str = ""
    image: Image | None = None
    kind: Kind = Kind.ARTICLE
    section: str = ""
    links: tuple[str, ...] = ()
    """Addresses that the text links to."""
    video_embed: str | None = None
    blocks: tuple[str, ...] = ()
    """Hashes of the short lines of the text, for finding a host's furniture."""
    truncated_by: str = ""
    """`depth`, `size`, `attributes`, `time`: which limit cut the text; empty when none did."""
    claims: tuple[tuple[str, str], ...] = ()
    """Its words on its use, unread: `meta:robots`, `link:license`, `jsonld:license`, `rsl` ... with what they say."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, as every later step sees it."""

    id: ArticleId
    url: str
    """Canonical address: its identity."""
    web_url: str
    """Where a reader is sent."""
    provider: str
    """Registrable domain of who published it."""
    source: SourceId = UNKNOWN_SOURCE
    """The source that brought it, whose terms hold."""
    title: str
    text: str = ""
    excerpt: str = ""
    authors: tuple[str, ...] = ()
    time: HonestTime
    language: str = ""
    site_name: str = ""
    image: Image | None = None
    kind: Kind = Kind.ARTICLE
    category: str = "news"
    type: str = "article"
    section: str = ""
    links: tuple[str, ...] = ()
    video_embed: str | None = None
    truncated_by: str = ""
    rights: Envelope = NOTHING_SAID
    """What its publisher said about its use."""
    reasons: tuple[Reason, ...] = ()
