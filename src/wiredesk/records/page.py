"""A page: the raw answer to a request for an article, and where its bytes are kept."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.records.envelope import Statement
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlace:
    """Where in the archive a raw response lies."""

    file: str
    """Name of the WARC file inside the hub's archive folder."""
    offset: int
    """Bytes from its start to the gzip member of the record."""
    length: int
    """Bytes of that member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched document; the body lies in the archive."""

    article_id: ArticleId
    url: str
    """What was asked for."""
    final_url: str
    """What answered, after redirects."""
    status: int
    fetched_at: datetime
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Those that later steps read: last-modified, link, x-robots-tag, tdm-reservation, content-usage."""
    place: ArchivePlace | None = None
    site_says: tuple[Statement, ...] = ()
    """What robots.txt, tdmrep.json and licence files said about its use when it came."""
    reasons: tuple[Reason, ...] = ()
