"""Asking the world for something, and what it answered."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wiredesk.basics.limits import PAGE_BYTES_MAX

DEADLINE_SECONDS: Final = 30.0


class Purpose(StrEnum):
    """What a request is for: each has its own rules of politeness and cutting."""

    FEED = "feed"
    PAGE = "page"
    IMAGE = "image"
    ROBOTS = "robots"
    DISCOVERY = "discovery"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, as a caller wants it."""

    url: str
    purpose: Purpose
    etag: str = ""
    """Byte-exact validator of the last answer (latin-1)."""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    bytes_max: int = PAGE_BYTES_MAX
    """Decoded bytes."""
    cut: bool = False
    """True: keep what came before the cap; False: refuse what is larger."""
    deadline_seconds: float | None = None
    """None: the door's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back after redirects."""

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    """Lower-case names, byte-exact values (latin-1)."""
    body: bytes = b""
    """Decoded."""
    raw_head: bytes = b""
    """Status line and headers as received."""
    raw_body: bytes = b""
    """Body as received, content coding kept; for the archive."""
    elapsed_seconds: float = 0.0
    hops: tuple[tuple[int, str], ...] = ()
    """Redirects that were followed: status and target."""
    permanent_to: str | None = None
    """Where the address moved for good, when every hop said so."""
    truncated: bool = False
    peer: str = ""
    """Address that was dialled."""

    def header(self, name: str) -> str:
        """The first value of a header, empty when there is none."""
        return next((value for known, value in self.headers if known == name), "")
