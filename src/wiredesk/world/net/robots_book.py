"""Each host's robots.txt, asked for at most once a day, through the same door.

In: an address.  Out: whether it may be fetched, and the sentence why.
"""

import asyncio
from datetime import timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

import msgspec

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError
from wiredesk.craft.rights import (
    ROBOTS_BYTES_MAX,
    RobotsFile,
    crawl_delay,
    judge_robots,
    robots_file,
)
from wiredesk.records.fetching import Answer, Purpose, Request

FRESH: Final = timedelta(hours=24)  # RFC 9309, 2.4
RETRY: Final = timedelta(minutes=30)  # after an answer that means “assume complete disallow”


class Keeper(Protocol):
    """Where robots files survive a restart."""

    def load_robots(self, host: str) -> bytes | None:
        """What is kept of a host."""
        ...

    def save_robots(self, host: str, kept: bytes) -> None:
        """Keep it."""
        ...


class Asker(Protocol):
    """The door."""

    async def get(self, request: Request) -> Answer:
        """The answer to one request."""
        ...

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least so long between two requests to `host`."""
        ...


class RobotsBook:
    """Answers for all addresses of a host from one file."""

    def __init__(self, *, door: Asker, clock: Clock, keeper: Keeper, obey: bool = True) -> None:
        self._door = door
        self._clock = clock
        self._keeper = keeper
        self._obey = obey
        self._locks: dict[str, asyncio.Lock] = {}

    async def may_fetch(self, url: str) -> tuple[bool, str]:
        """Whether robots.txt lets us fetch `url`, with the sentence why."""
        kept = await self.file_of(url)
        if kept is None:
            return True, "robots.txt was not asked: network.obey_robots is off."
        if pause := crawl_delay(kept):
            self._door.slow_down(urlsplit(url).hostname or "", pause)
        allowed, why = judge_robots(kept, url)
        return allowed, why.text

    async def file_of(self, url: str) -> RobotsFile | None:
        """The file of the host of `url`; None when none is asked for."""
        if not self._obey:
            return None
        parts = urlsplit(url)
        authority = f"{parts.scheme}://{parts.netloc}"
        async with self._locks.setdefault(authority, asyncio.Lock()):
            return self._kept(authority) or await self._asked(authority)

    def _kept(self, authority: str) -> RobotsFile | None:
        stored = self._keeper.load_robots(authority)
        if stored is None:
            return None
        kept = _decoded(stored)
        if kept is None:
            return None
        fresh = RETRY if kept.disallow_all else FRESH
        return kept if self._clock.now() - kept.fetched_at < fresh else None

    async def _asked(self, authority: str) -> RobotsFile:
        request = Request(
            url=f"{authority}/robots.txt",
            purpose=Purpose.ROBOTS,
            bytes_max=ROBOTS_BYTES_MAX,
            cut=True,
        )
        stored = self._keeper.load_robots(authority)
        previous = _decoded(stored) if stored else None
        try:
            answer = await self._door.get(request)
            kept = robots_file(
                answer.status, answer.body, fetched_at=self._clock.now(), previous=previous
            )
        except FetchError as error:
            status = 404 if error.code == "redirects" else None  # RFC 9309, 2.3.1.2
            kept = robots_file(status, b"", fetched_at=self._clock.now(), previous=previous)
        self._keeper.save_robots(authority, msgspec.json.encode(kept))
        return kept


def _decoded(stored: bytes) -> RobotsFile | None:
    """What was kept; None when it is of another version or damaged, and is asked for anew."""
    try:
        return msgspec.json.decode(stored, type=RobotsFile)
    except msgspec.DecodeError:
        return None
