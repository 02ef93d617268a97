"""The door beside a bare aiohttp loop: 2,000 small feeds of 2,000 host names on loopback.

In: nothing; a server in a process of its own serves feeds made here, again with 304.  Out: requests/s of both,
their ratio (median of interleaved rounds), and memory.  The bare loop only downloads: no guard, no
pace, no caps, no redirects by hand.
"""

import asyncio
import gzip
import multiprocessing
import resource
import socket
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from wiredesk.basics.clock import SystemClock
from wiredesk.records.fetching import Purpose, Request
from wiredesk.world.net import Allowance, Door

FEEDS: Final = 2_000
CONCURRENCY: Final = 100
ROUNDS: Final = 7
RATIO_MIN: Final = (
    0.70  # DESIGN.md: of a bare loop, with parsing and storing; the door alone must leave room
)
AGENT: Final = "wiredesk/bench (+https://hub.example/about)"
ETAG: Final = '"one"'
ITEMS: Final = 20


def main() -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    try:
        port: int = here.recv()
        asyncio.run(_measured(port))
    finally:
        server.terminate()
        server.join()


async def _measured(port: int) -> None:
    print(f"{FEEDS:,} feeds, {CONCURRENCY} at once, {ROUNDS} rounds each, interleaved")
    for name, etag in (("200", ""), ("304", ETAG)):
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(await _bare(port, etag))
            ours.append(await _door(port, etag))
        ratio = statistics.median(o / b for o, b in zip(ours, bare, strict=True))
        print(
            f"  {name}: bare loop {statistics.median(bare):7,.0f}/s   "
            f"door {statistics.median(ours):7,.0f}/s   ratio {ratio:.2f}"
        )
    print(f"  memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")
    print(f"  the whole poll must reach {RATIO_MIN:.2f} of the bare loop")


async def _bare(port: int, etag: str) -> float:
    connector = aiohttp.TCPConnector(resolver=Loopback(port), limit=0)
    headers = {"If-None-Match": etag} if etag else {}
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(url: str) -> int:
            async with session.get(url, headers=headers) as response:
                return len(await response.read())

        return await _rate(one)


async def _door(port: int, etag: str) -> float:
    allowance = Allowance.of_hosts({"*.example": f"127.0.0.1:{port}"})
    door = Door(agent=AGENT, clock=SystemClock(), concurrency=CONCURRENCY, allowance=allowance)
    async with door:

        async def one(url: str) -> int:
            return len((await door.get(Request(url=url, purpose=Purpose.FEED, etag=etag))).body)

        return await _rate(one)


async def _rate(one: Callable[[str], Awaitable[int]]) -> float:
    waiting = iter([f"http://feed{number}.example/feed.xml" for number in range(FEEDS)])

    async def work() -> int:
        return sum([await one(url) for url in waiting])

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    return FEEDS / (time.perf_counter() - began)


class Loopback(AbstractResolver):
    """Every name is this machine."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """127.0.0.1, always."""
        found = ResolveResult(
            hostname=host,
            host="127.0.0.1",
            port=self._port,
            family=socket.AF_INET,
            proto=0,
            flags=0,
        )
        return [found]

    async def close(self) -> None:
        """Nothing is held."""


class Feeds(asyncio.Protocol):
    """Answers every request with the one feed, packed; 304 to who has it."""

    def __init__(self) -> None:
        self._heard = b""

    def connection_made(self, transport: Any) -> None:
        """Remember whom to answer."""
        self._transport = transport

    def data_received(self, heard: bytes) -> None:
        """Answer when a request is whole."""
        self._heard += heard
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._transport.write(SAME if ETAG.encode() in head else WHOLE)


def _feed() -> bytes:
    moment = datetime(2026, 10, 1, 12, tzinfo=UTC)
    entries = "".join(
        f"<item><title>A ferry stops at berth {number}</title><guid>urn:{number}</guid>"
        f"<link>https://news.example/{number}</link><pubDate>{moment:%a, %d %b %Y} 10:{number:02}:00 GMT"
        f"</pubDate><description>The harbour said so on day {number * 7_919}.</description></item>"
        for number in range(ITEMS)
    )
    return f'<rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()


def _answer() -> bytes:
    packed = gzip.compress(_feed(), mtime=0)
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Encoding: gzip\r\n"
        f"ETag: {ETAG}\r\nContent-Length: {len(packed)}\r\n\r\n"
    )
    return head.encode() + packed


WHOLE: Final = _answer()
SAME: Final = f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode()


def serve(told: Connection) -> None:
    """Listen on a free port until the end."""

    async def listen() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Feeds, "127.0.0.1", 0, backlog=1_000)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(listen())


if __name__ == "__main__":
    main()
