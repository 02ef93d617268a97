"""A source: a feed, sitemap or archive that we follow; and how polling it goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import SourceId
from wiredesk.records.rights import NO_TERMS, Terms


class SourceState(StrEnum):
    """Whether a source is polled."""

    ACTIVE = "active"
    PARKED = "parked"
    """The server said 410, or an editor paused it; only a person revives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a person configured, from `sources.toml`."""

    id: SourceId
    url: str
    provider: str
    """Registrable domain of its provider."""
    title: str = ""
    category: str = "news"
    """Collection of the records (RECORD.md)."""
    type: str = "article"
    """`type` of the records unless the page says otherwise; a video channel's feed says `video`."""
    aggregator: bool = False
    """Its entries belong to other providers: each is filed under its own domain."""
    terms: Terms = NO_TERMS
    """What the hub's owner decided on the use of its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One poll, as it is remembered."""

    at: datetime
    status: int = 0
    """HTTP status; 0 when there was no answer."""
    new: int = 0
    """Entries that were new or revised."""
    error: str = ""
    """Why there was no answer, or why it could not be read; empty when all went well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """What the machine remembers about polling a source."""

    source_id: SourceId
    state: SourceState = SourceState.ACTIVE
    due_at: datetime
    url: str
    """Where it is polled now; differs from the source's own after an adopted permanent move."""
    etag: str = ""
    """Byte-exact as received (latin-1), quotes included."""
    last_modified: str = ""
    """Byte-exact as received (latin-1)."""
    body_digest: str = ""
    """Of the last body that was read: servers that know no validators send the same one for days."""
    ttl_minutes: int | None = None
    """What that body asked for."""
    failures: int = 0
    """Failed polls in a row."""
    last_ok_at: datetime | None = None
    last_error: str = ""
    changes: tuple[datetime, ...] = ()
    """When the last polls with something new were, oldest first, at most 10."""
    moves: tuple[tuple[str, datetime], ...] = ()
    """Sightings of a permanent redirect: target and time."""
    last: tuple[Polled, ...] = ()
    """The last polls, oldest first, at most 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSource:
    """A source whose time has come."""

    source: Source
    polling: Polling
