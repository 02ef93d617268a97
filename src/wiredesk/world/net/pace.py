"""Politeness per host: one exchange at a time, a pause between two, silence when asked for it.

In: a host about to be asked, and what for.  Out: the moment when it may be.  Feeds of one host wait a
tenth of the pause for one another: each of them is asked a few times an hour at most, and a platform with
hundreds of feeds would otherwise hold up every poll for minutes (docs/decisions/0003-politeness.md).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose

HOSTS_KEPT_MAX: Final = 20_000  # of a host that is forgotten, only the pause is lost
FEED_SHARE: Final = 0.1  # of the pause, before a feed


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock
    asked_at: float = float("-inf")
    """Loop time of the end of its last exchange."""
    pause_seconds: float = 0.0
    """What it asks for itself, when that is more than ours."""
    silent_until: datetime | None = None
    day: int = 0
    pages: int = 0
    """Pages asked on that day (ordinal)."""


class Pace:
    """Remembers of each host when it was asked last, and what it asked of us."""

    def __init__(self, *, clock: Clock, delay_seconds: float, pages_per_day: int) -> None:
        self._clock = clock
        self._delay = delay_seconds
        self._pages_per_day = pages_per_day
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, purpose: Purpose) -> AsyncIterator[None]:
        """Wait for the host's turn; FetchError `later` when it asked for silence or had enough."""
        known, is_page = self._known(host), purpose is Purpose.PAGE
        self._check(host, known, is_page=is_page)
        async with known.lock:
            self._check(host, known, is_page=is_page)
            loop = asyncio.get_running_loop()
            if (wait := known.asked_at + self._pause(known, purpose) - loop.time()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                known.pages += is_page
                known.asked_at = loop.time()

    def silence(self, host: str, wait: timedelta) -> None:
        """The host asked to be left alone for `wait` (429 or 503): all of its addresses are."""
        self._known(host).silent_until = self._clock.now() + wait

    def slow_down(self, host: str, seconds: float) -> None:
        """The host asks for a longer pause between two requests than ours."""
        self._known(host).pause_seconds = seconds

    def _pause(self, known: _Host, purpose: Purpose) -> float:
        if purpose is Purpose.WEBHOOK:
            return 0.0  # its owner asked for every one of them
        if purpose is Purpose.FEED:
            return self._delay * FEED_SHARE
        return max(self._delay, known.pause_seconds)

    def _known(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            if len(self._hosts) >= HOSTS_KEPT_MAX:
                self._forget()
            known = self._hosts[host] = _Host(lock=asyncio.Lock())
        return known

    def _forget(self) -> None:
        now = self._clock.now()
        idle = [
            host
            for host, known in self._hosts.items()
            if not known.lock.locked() and (known.silent_until is None or known.silent_until <= now)
        ]
        for host in idle[: HOSTS_KEPT_MAX // 2]:
            del self._hosts[host]

    def _check(self, host: str, known: _Host, *, is_page: bool) -> None:
        now = self._clock.now()
        if known.silent_until is not None and known.silent_until > now:
            raise FetchError(
                f"asked to be left alone until {known.silent_until:%Y-%m-%d %H:%M} UTC.",
                subject=host,
                code="later",
            )
        if known.day != now.toordinal():
            known.day, known.pages = now.toordinal(), 0
        if is_page and known.pages >= self._pages_per_day:
            raise FetchError(
                f"gave {known.pages:,} pages today, which is our limit.",
                subject=host,
                remedy="Raise network.pages_per_host_per_day if that is too few.",
                code="later",
            )
