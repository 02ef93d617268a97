"""robots.txt as it is asked for and kept (SAFETY.md F031)."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from faults.doors import NOW, opened, request
from faults.faultd import Fault, FaultServer, answer

from wiredesk.basics.clock import SetClock
from wiredesk.records.fetching import Purpose
from wiredesk.world.net import RobotsBook

A = "http://a.example"
NO_A = b"User-agent: *\nDisallow: /a\n"


class Shelf:
    """Keeps robots files in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_robots(self, host: str) -> bytes | None:
        return self.kept.get(host)

    def save_robots(self, host: str, kept: bytes) -> None:
        self.kept[host] = kept


@pytest.mark.parametrize(
    ("fault", "allowed"),
    [
        (answer(200, body=NO_A), False),
        (answer(200, body=b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n"), False),
        (answer(200, body=b"<!doctype html><title>Welcome</title>"), True),
        (answer(200, body=NO_A + b"# filling\n" * 100_000), False),
        (answer(301, headers=(("Location", "/other/robots"),)), False),
        (answer(302, headers=(("Location", "/to/302?/other/robots"),)), False),
        (answer(301, headers=(("Location", "/counter/1"),)), True),
        (answer(301, headers=(("Location", "ftp://a.example/robots.txt"),)), True),
        (answer(401), True),
        (answer(403, body=NO_A), True),
        (answer(404), True),
        (answer(410), True),
        (answer(429), False),
        (answer(500), False),
        (answer(503), False),
    ],
)
async def test_the_answer_decides_as_rfc_9309_says(fault: Fault, *, allowed: bool) -> None:
    faults = {"robots.txt": fault, "other": answer(body=NO_A)}
    async with FaultServer(faults) as server, opened(server) as door:
        book = RobotsBook(door=door, clock=SetClock(NOW), keeper=Shelf())
        assert (await book.may_fetch(f"{A}/a"))[0] is allowed
        assert not any(path.startswith("/a") for path in server.paths)


async def test_silence_and_a_closed_port_close_the_door_for_half_an_hour() -> None:
    async with FaultServer({"robots.txt": answer(body=NO_A)}) as server:
        clock, shelf = SetClock(NOW), Shelf()
        async with opened(clock=clock) as door:  # it knows no such name
            book = RobotsBook(door=door, clock=clock, keeper=shelf)
            allowed, why = await book.may_fetch(f"{A}/b")
            assert not allowed
            assert "gave no answer" in why
        async with opened(server, clock=clock) as door:
            book = RobotsBook(door=door, clock=clock, keeper=shelf)
            assert not (await book.may_fetch(f"{A}/b"))[0]
            assert server.log == []
            clock.advance(timedelta(minutes=30))
            assert (await book.may_fetch(f"{A}/b"))[0]


async def test_a_file_is_asked_for_once_a_day_however_many_ask() -> None:
    async with FaultServer({"robots.txt": answer(body=NO_A)}) as server:
        clock, shelf = SetClock(NOW), Shelf()
        async with opened(server, clock=clock) as door:
            book = RobotsBook(door=door, clock=clock, keeper=shelf)
            told = await asyncio.gather(*(book.may_fetch(f"{A}/{path}") for path in "abcabc"))
            assert [allowed for allowed, _ in told] == [False, True, True] * 2
            fresh = RobotsBook(door=door, clock=clock, keeper=shelf)
            await fresh.may_fetch(f"{A}/b")
            assert server.paths == ["/robots.txt"]
            clock.advance(timedelta(hours=24))
            await fresh.may_fetch(f"{A}/b")
            assert server.paths == ["/robots.txt"] * 2


async def test_each_scheme_and_port_has_its_own_file() -> None:
    async with FaultServer({"robots.txt": answer(body=NO_A)}) as server, opened(server) as door:
        book = RobotsBook(door=door, clock=SetClock(NOW), keeper=Shelf())
        await book.may_fetch(f"{A}/b")
        await book.may_fetch(f"{A}:8080/b")
        assert [asked.header("host") for asked in server.log] == ["a.example", "a.example:8080"]


async def test_a_crawl_delay_is_kept_between_pages() -> None:
    slow = answer(body=b"User-agent: *\nCrawl-delay: 0.3\n")
    async with FaultServer({"robots.txt": slow}) as server, opened(server) as door:
        book = RobotsBook(door=door, clock=SetClock(NOW), keeper=Shelf())
        assert (await book.may_fetch(f"{A}/ok"))[0]
        await asyncio.gather(*(door.get(request(f"{A}/ok", Purpose.PAGE)) for _ in range(2)))
        moments = [asked.at for asked in server.log]
        assert all(later - sooner >= 0.29 for sooner, later in pairwise(moments))


async def test_what_cannot_be_read_of_an_earlier_version_is_asked_for_again() -> None:
    async with FaultServer({"robots.txt": answer(body=NO_A)}) as server, opened(server) as door:
        shelf = Shelf()
        shelf.kept[A] = b'{"of": "another version"}'
        book = RobotsBook(door=door, clock=SetClock(NOW), keeper=shelf)
        assert not (await book.may_fetch(f"{A}/a"))[0]
        assert server.paths == ["/robots.txt"]


async def test_an_operator_may_switch_it_off_and_that_is_said() -> None:
    async with FaultServer({"robots.txt": answer(body=NO_A)}) as server, opened(server) as door:
        book = RobotsBook(door=door, clock=SetClock(NOW), keeper=Shelf(), obey=False)
        allowed, why = await book.may_fetch(f"{A}/a")
        assert allowed
        assert "obey_robots is off" in why
        assert server.log == []
