"""An entry: an item in a feed, as the feed states it; and a feed as it was read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId, EntryId, SourceId
from wiredesk.records.reason import Reason


class FeedKind(StrEnum):
    """The format that a feed came in."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    """Lists other sitemaps: its entries are addresses to poll, not articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed says about one item: claims, cleaned to plain text and safe addresses."""

    guid: str = ""
    url: str | None = None
    title: str = ""
    """One line of plain text."""
    summary: str = ""
    """Plain text, paragraphs kept as lines."""
    content: str = ""
    """Plain text of the full content where the feed carries it, else empty."""
    content_html: str = ""
    """What `content` was made from, unsanitised; for the extractor alone, never to be shown."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    image: str | None = None
    categories: tuple[str, ...] = ()
    language: str = ""
    media: tuple[str, ...] = ()
    """Addresses of enclosures."""
    licence: str = ""
    """What the feed's RSL module says of it (https://rslstandard.org/rsl), as XML; only of entries that have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it was read."""

    kind: FeedKind
    title: str = ""
    site_url: str | None = None
    language: str = ""
    updated: datetime | None = None
    entries: tuple[FeedEntry, ...] = ()
    ttl_minutes: int | None = None
    """How long RSS says that it may be kept before it is asked for again."""
    truncated: bool = False
    """True when a limit cut the entries short or the bytes ended early."""
    reasons: tuple[Reason, ...] = ()
    """What had to be repaired, dropped or guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry with its identity, as the store keeps it."""

    id: EntryId
    source_id: SourceId
    key: str
    """What identified it: `guid:…`, `url:…` or `text:…`."""
    article_id: ArticleId
    url: str
    """Canonical address of the article."""
    said: FeedEntry
    received_at: datetime
    digest: str = ""
    """Hash of title and text, to notice revisions and changed GUIDs."""
    revised: bool = False
    """The feed changed title or text of an entry that we knew: the page is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What matching new entries against old ones needs to know of an old one."""

    id: EntryId
    key: str
    article_id: ArticleId
    url: str
    title: str
    digest: str
    """Hash of title and text, to notice revisions and changed GUIDs."""
