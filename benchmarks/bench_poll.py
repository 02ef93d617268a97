"""Poll 2,000 feeds on loopback, beside a loop that only downloads them with aiohttp.

The feeds lie on 2,000 host names that all lead to one server process; ours asks, parses in worker processes,
tells new entries from known ones and saves them.  Wall time, since both wait for the same server.
"""

import asyncio
import multiprocessing
import resource
import socket
import tempfile
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from wiredesk.basics.clock import SystemClock
from wiredesk.basics.ids import source_id
from wiredesk.basics.urls import registrable_domain
from wiredesk.engine.workers import WorkerPool
from wiredesk.records.source import Source
from wiredesk.route.poll import Poll
from wiredesk.route.step import run_batch
from wiredesk.world.net import Allowance, Door
from wiredesk.world.store import open_store

FEEDS = 2_000
ENTRIES = 5
TOGETHER = 100


def main() -> None:
    """Print seconds, ratio and memory for the first poll and for two later ones."""
    asyncio.run(_measured())


async def _measured() -> None:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_server, args=(theirs,), daemon=True
    )
    server.start()
    port = ours.recv()
    bare = await _bare(port)
    print(f"a loop that only downloads: {bare:.2f} s, {FEEDS / bare:.0f} feeds/s")
    first, anew, again = await _polled(port)
    for name, seconds in (
        (f"first poll, {FEEDS * ENTRIES:,} entries parsed and saved", first),
        ("later poll, servers without validators send all anew", anew),
        ("later poll, 304", again),
    ):
        print(f"ours, {name}: {seconds:.2f} s, {100 * bare / seconds:.0f} % of the loop")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the polling process: {used:.0f} MB at its largest")
    server.kill()


class _Fixed(AbstractResolver):
    """Every name leads to the server."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The one address."""
        place = ResolveResult(
            hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=0
        )
        return [place]

    async def close(self) -> None:
        """Nothing to let go of."""


async def _bare(port: int) -> float:
    """The same 2,000 names, so that it opens as many connections."""
    slots = asyncio.Semaphore(TOGETHER)
    connector = aiohttp.TCPConnector(resolver=_Fixed(port), limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def get(number: int) -> None:
            async with slots, session.get(f"http://feed{number}.example/") as answer:
                await answer.read()

        began = time.perf_counter()
        await asyncio.gather(*(get(number) for number in range(FEEDS)))
        return time.perf_counter() - began


async def _polled(port: int) -> tuple[float, float, float]:
    clock = SystemClock()
    urls = [f"http://feed{number}.example/" for number in range(FEEDS)]
    sources = [Source(id=source_id(url), url=url, provider=registrable_domain(url)) for url in urls]
    allowance = Allowance.of_hosts({"*.example": f"127.0.0.1:{port}"})
    door = Door(agent="wiredesk-bench", clock=clock, concurrency=TOGETHER, allowance=allowance)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "hub.db")
        store.save_sources(sources, now=clock.now())
        async with door, WorkerPool(jobs=2) as workers:
            # Imports are done beforehand, as the loop's are: a hub starts its workers once.
            await asyncio.gather(*(workers.run(time.sleep, 0.5, subject="warm") for _ in range(2)))
            step = Poll(store=store, door=door, workers=workers)
            first = await _drained(step, clock)
            for due in store.list_sources():
                store.save_polling(replace(due.polling, due_at=clock.now(), etag=""))
            anew = await _drained(step, clock)
            for due in store.list_sources():
                store.save_polling(replace(due.polling, due_at=clock.now()))
            again = await _drained(step, clock)
        assert store.count_articles() == FEEDS * ENTRIES
        store.close()
    return first, anew, again


async def _drained(step: Poll, clock: SystemClock) -> float:
    began, done = time.perf_counter(), 0
    while count := await run_batch(step, now=clock.now()):
        done += count
    assert done == FEEDS, done
    return time.perf_counter() - began


def _server(pipe: Connection) -> None:
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    """Cheaper than any web framework: on two cores, what the server takes is taken from who is measured."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Serving, "127.0.0.1", 0, backlog=1_024)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class _Serving(asyncio.Protocol):
    """One connection, kept: each GET gets its host's feed, or 304 when it has it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._asked = b""

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while (end := self._asked.find(b"\r\n\r\n")) >= 0:
            head, self._asked = self._asked[:end], self._asked[end + 4 :]
            lines = [line.partition(b": ") for line in head.split(b"\r\n")[1:]]
            said = {name.lower(): value for name, _, value in lines}
            host = said[b"host"].decode().partition(":")[0]
            self._transport.write(NOT_MODIFIED if b"if-none-match" in said else _feed(host))


NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n\r\n"


def _feed(host: str) -> bytes:
    entries = "".join(
        f"<item><title>Report {number} of {host} on what happened</title><link>http://{host}/{number}</link>"
        f"<guid>{host}-{number}</guid><description>Something happened at {host}, for the {number}th time.</description></item>"
        for number in range(ENTRIES)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{entries}</channel></rss>'
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"
        f'ETag: "{host}"\r\nContent-Length: {len(text)}\r\n\r\n'
    )
    return (head + text).encode("ascii")


if __name__ == "__main__":
    main()
