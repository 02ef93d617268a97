"""A site's words on its use as they are asked for and kept (SAFETY.md F033, R01, R04, R05)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from faults.doors import NOW, opened
from faults.faultd import Fault, FaultServer, answer

from wiredesk.basics.clock import SetClock
from wiredesk.craft.rights import combine
from wiredesk.engine.workers import WorkerPool
from wiredesk.records.envelope import Use
from wiredesk.world.net import RightsBook, RobotsBook

A = "http://a.example"
AI = {Use.SUMMARISE, Use.TRAIN}
RESERVED = b'[{"location": "/a*", "tdm-reservation": 1}]'
RSL = b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits>all</prohibits></license></content></rsl>'


class Shelf:
    """Keeps files in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_robots(self, host: str) -> bytes | None:
        return self.kept.get(host)

    def save_robots(self, host: str, kept: bytes) -> None:
        self.kept[host] = kept


@asynccontextmanager
async def book(
    tdm: Fault, robots: Fault | None = None, *, licence: Fault | None = None
) -> AsyncIterator[tuple[RightsBook, FaultServer, SetClock]]:
    faults = {".well-known": tdm, "robots.txt": robots or answer(404)}
    faults |= {"license.xml": licence or answer(404)}
    clock, shelf = SetClock(NOW), Shelf()
    async with (
        FaultServer(faults) as server,
        opened(server) as door,
        WorkerPool(jobs=1) as workers,
    ):
        kept = RobotsBook(door=door, clock=clock, keeper=shelf)
        yield (
            RightsBook(door=door, clock=clock, keeper=shelf, workers=workers, robots=kept),
            server,
            clock,
        )


async def said(rights: RightsBook, url: str = f"{A}/a") -> set[Use]:
    return set(combine(await rights.said_of(url)).forbidden)


@pytest.mark.parametrize(
    ("fault", "uses"),
    [
        (answer(body=RESERVED), AI),
        (answer(body=b'[{"location": "/b", "tdm-reservation": 1}]'), set()),
        (answer(404), set()),
        (answer(410), set()),
        (answer(500), AI),
        (answer(503), AI),
        (answer(429), AI),
        (answer(body=b"<!doctype html>"), AI),
        (answer(body=b'{"tdm-reservation": 1}'), AI),
        (answer(body=b'[{"location": []}]'), AI),
        (answer(body=b" " * 10_000_000), AI),
        (answer(302, headers=(("Location", "/.well-known/again"),)), AI),
    ],
)
async def test_a_check_that_cannot_be_made_reserves_mining_alone(
    fault: Fault, uses: set[Use]
) -> None:
    async with book(fault) as (rights, _, _):
        assert await said(rights) == uses


async def test_each_file_is_asked_for_once_a_day_whatever_it_answered() -> None:
    for fault in (answer(body=RESERVED), answer(404), answer(500), answer(body=b"not json")):
        async with book(fault) as (rights, server, clock):
            for path in ("a", "b", "c"):
                await said(rights, f"{A}/{path}")
            clock.advance(timedelta(hours=23))
            await said(rights)
            asked = [path for path in server.paths if path.startswith("/.well-known")]
            assert len(asked) == 1
            clock.advance(timedelta(hours=2))
            await said(rights)
            assert len([path for path in server.paths if path.startswith("/.well-known")]) == 2


async def test_a_file_that_robots_disallows_is_not_asked_for() -> None:
    robots = answer(body=b"User-agent: *\nDisallow: /.well-known/\n")
    async with book(answer(body=RESERVED), robots) as (rights, server, _):
        assert await said(rights) == AI
        assert not [path for path in server.paths if path.startswith("/.well-known")]


@pytest.mark.parametrize(
    ("licence", "uses"),
    [
        (answer(body=RSL), AI | {Use.EXCERPT, Use.IMAGE}),
        (answer(404), set()),
        (answer(500), AI),
        (answer(body=b"<rsl"), AI),
        (answer(body=b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><rsl>&b;</rsl>"), AI),
    ],
)
async def test_a_licence_that_robots_names_is_read(licence: Fault, uses: set[Use]) -> None:
    robots = answer(body=b"User-agent: *\nAllow: /\n\nLicense: /license.xml\n")
    async with book(answer(404), robots, licence=licence) as (rights, _, _):
        assert await said(rights) == uses


async def test_no_page_is_asked_for_while_robots_cannot_be_had() -> None:
    async with book(answer(404), answer(503)) as (rights, server, _):
        assert await said(rights) == AI | {Use.FULL_TEXT}
        assert set(server.paths) == {"/robots.txt"}
