"""API keys: what lets a program ask the hub, and how far."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import TopicId


class ApiScope(StrEnum):
    """What a key is good for; each is given by itself."""

    READ = "read"
    """What is published."""
    INBOX = "inbox"
    """What is held, and the account; of publishers' words as little as readers see."""
    DECIDE = "decide"
    """Release, hold and reject articles, under the key's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """One key, without its secret."""

    id: str
    """Stands in the key itself, so that one that turns up in a log can be found and revoked."""
    name: str
    """What it is for, as its owner says; audits show it."""
    secret_hash: str
    """SHA-256 of the whole key.  A slow hash would guard words that can be guessed; this is 256 random bits."""
    scopes: tuple[ApiScope, ...]
    topics: tuple[TopicId, ...] = ()
    """Only what lies under one of them, or below, exists for it; empty: all."""
    per_minute: int
    """Requests that it may send."""
    created_at: datetime
    expires_at: datetime | None = None
    """It is refused from then on; None: it never expires by itself."""
    used_at: datetime | None = None
    """When it was used last, to the hour; None: never."""
