"""What each site says about the use of its pages: tdmrep.json and licence files, once a day at most.

In: an address.  Out: statements.  The files are asked for through the same door as everything else, where
robots.txt lets us, parsed in a worker process, and kept where robots files are.  A failure is a statement
too (`craft.rights.site`), so it is not repeated before the day is over.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import msgspec

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError, InputError, WorkerError
from wiredesk.basics.urls import web_url
from wiredesk.craft.rights import (
    RSL_BYTES_MAX,
    TDMREP_BYTES_MAX,
    TDMREP_PATH,
    SiteFile,
    keep_file,
    parse_rsl,
    parse_tdmrep,
    problem_of,
    robots_licences,
    robots_statements,
    rsl_statements,
    tdmrep_statements,
)
from wiredesk.ports import Workers
from wiredesk.records.envelope import Statement
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.world.net.robots_book import Keeper, RobotsBook

FRESH: Final = timedelta(hours=24)  # as robots.txt (RFC 9309, 2.4)
LICENCES_MAX: Final = 3  # of one robots.txt


class Asker(Protocol):
    """The door."""

    async def get(self, request: Request) -> Answer:
        """The answer to one request."""
        ...


class RightsBook:
    """Answers for all addresses of a host from its files."""

    def __init__(
        self, *, door: Asker, clock: Clock, keeper: Keeper, workers: Workers, robots: RobotsBook
    ) -> None:
        self._door = door
        self._clock = clock
        self._keeper = keeper
        self._workers = workers
        self._robots = robots
        self._locks: dict[str, asyncio.Lock] = {}

    async def said_of(self, url: str) -> tuple[Statement, ...]:
        """What robots.txt, tdmrep.json and licence files say about `url`."""
        robots = await self._robots.file_of(url)
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}{TDMREP_PATH}"
        file = await self._file(place, parse_tdmrep, bytes_max=TDMREP_BYTES_MAX)
        found = list(tdmrep_statements(file, url))
        if robots is None:
            return tuple(found)
        found += robots_statements(robots, url)
        licences = (web_url(one, place) for one in robots_licences(robots.text)[:LICENCES_MAX])
        for licence in filter(None, licences):
            file = await self._file(licence, parse_rsl, bytes_max=RSL_BYTES_MAX)
            found += rsl_statements(file, url, origin=licence)
        return tuple(found)

    async def _file(self, place: str, parse: Callable[..., Any], *, bytes_max: int) -> SiteFile:
        async with self._locks.setdefault(place, asyncio.Lock()):
            kept = self._stored(place)
            if kept is not None and self._clock.now() - kept.fetched_at < FRESH:
                return kept
            file = await self._asked(place, parse, bytes_max=bytes_max, previous=kept)
            self._keeper.save_robots(place, msgspec.json.encode(file))
            return file

    async def _asked(
        self, place: str, parse: Callable[..., Any], *, bytes_max: int, previous: SiteFile | None
    ) -> SiteFile:
        now, rules = self._clock.now(), ()
        allowed, why = await self._robots.may_fetch(place)
        try:
            problem = "" if allowed else why
            if allowed:
                request = Request(url=place, purpose=Purpose.DISCOVERY, bytes_max=bytes_max)
                answer = await self._door.get(request)
                problem = problem_of(answer.status)
                if not problem:
                    rules = await self._workers.run(parse, answer.body, name=place, subject=place)
        except (FetchError, InputError, WorkerError) as error:
            problem = str(error)
        is_tdm = parse is parse_tdmrep
        return keep_file(
            problem,
            fetched_at=now,
            tdm=rules if is_tdm else (),
            rsl=() if is_tdm else rules,
            previous=previous,
        )

    def _stored(self, place: str) -> SiteFile | None:
        stored = self._keeper.load_robots(place)
        try:
            return msgspec.json.decode(stored, type=SiteFile) if stored else None
        except msgspec.DecodeError:  # of another version: asking again costs one request
            return None
