"""Slow, endless, huge and packed answers (SAFETY.md F020 to F024)."""

import asyncio
import contextlib
import resource
import time
import tracemalloc

import pytest
from faults.doors import failure, opened, request
from faults.faultd import FaultServer, answer, bomb_parts

from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose

A = "http://a.example"
HANGS = 20.0  # seconds; no test asserts a time, this only tells hanging from a busy machine


@pytest.mark.parametrize("path", ["/drip", "/stall/headers", "/stall/body", "/stall/all"])
async def test_a_slow_server_is_left_at_the_deadline(path: str) -> None:
    async with FaultServer() as server, opened(server) as door:
        began = time.monotonic()
        error = await failure(door, request(A + path, deadline_seconds=0.4))
        assert error.code == "timeout"
        assert 0.35 <= time.monotonic() - began < HANGS


async def test_a_body_that_trickles_is_left_long_before_the_deadline() -> None:
    async with FaultServer() as server, opened(server, patience_seconds=0.3) as door:
        began = time.monotonic()
        error = await failure(door, f"{A}/drip/0.05")
        assert error.code == "timeout"
        assert "sent only" in error.message
        assert 0.25 <= time.monotonic() - began < HANGS


async def test_the_deadline_covers_all_hops_together() -> None:
    async def slow_hop(asked: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.25)
        await answer(302, headers=(("Location", f"/hop/{time.monotonic_ns()}"),))(asked, writer)  # type: ignore[arg-type] # an Asked

    async with FaultServer({"hop": slow_hop}) as server, opened(server) as door:
        began = time.monotonic()
        error = await failure(door, request(f"{A}/hop", deadline_seconds=0.6))
        assert error.code == "timeout"
        assert time.monotonic() - began < HANGS
        assert len(server.log) == 3


async def test_fifty_drips_hold_up_nobody_else() -> None:
    async with FaultServer() as slow, FaultServer() as good, opened(slow, good) as door:
        drips = [
            asyncio.create_task(
                failure(door, request(f"{A}/drip?{number}", deadline_seconds=HANGS))
            )
            for number in range(50)
        ]
        await asyncio.sleep(0.05)
        for _ in range(20):
            assert (await door.get(request("http://b.example/ok"))).body == b"hello"
        assert not any(drip.done() for drip in drips)
        for drip in drips:
            drip.cancel()
        await asyncio.gather(*drips, return_exceptions=True)


async def test_an_endless_feed_is_cut_and_what_came_is_kept() -> None:
    async with FaultServer() as server, opened(server) as door:
        cut = await door.get(request(f"{A}/endless/feed", cut=True, bytes_max=1_000_000))
        assert cut.truncated
        assert len(cut.body) == 1_000_000
        assert cut.body.startswith(b"<rss>")


async def test_an_endless_page_is_refused_at_the_cap() -> None:
    async with FaultServer() as server, opened(server) as door:
        asked = request(f"{A}/endless/feed", Purpose.PAGE, bytes_max=1_000_000)
        assert (await failure(door, asked)).code == "too_large"


@pytest.mark.parametrize("path", ["/endless/garbage", "/endless/nothing"])
@pytest.mark.parametrize("purpose", [Purpose.PAGE, Purpose.FEED])
async def test_bytes_that_unpack_to_nothing_count_as_well(path: str, purpose: Purpose) -> None:
    async with FaultServer() as server, opened(server) as door:
        asked = request(A + path, purpose, bytes_max=500_000, deadline_seconds=3)
        began = time.monotonic()
        error = await failure(door, asked)
        assert error.code in {"too_large", "protocol"}
        assert time.monotonic() - began < HANGS


async def test_fifty_megabytes_are_refused_or_cut_without_being_held() -> None:
    async with FaultServer() as server, opened(server) as door:
        tracemalloc.start()
        error = await failure(door, request(f"{A}/big", Purpose.PAGE))
        feed = await door.get(request(f"{A}/big", cut=True, bytes_max=15_000_000))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert error.code == "too_large"
        assert feed.truncated
        assert len(feed.body) == 15_000_000
        assert most < 64_000_000


@pytest.mark.parametrize(
    ("lie", "expected"),
    [
        ("short", " connect protocol"),
        ("long", "connect protocol"),
        ("negative", "protocol"),
        ("two", "protocol"),
        ("words", "protocol"),
    ],
)
async def test_a_lying_content_length_gives_what_was_framed_or_an_error(
    lie: str, expected: str
) -> None:
    async with FaultServer() as server, opened(server) as door:
        told = ""
        try:
            assert (await door.get(request(f"{A}/length/{lie}"))).body == b"0123"
        except FetchError as error:
            told = error.code
        assert told in expected.split(" ")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("status", [200, 404, 302])
@pytest.mark.parametrize("cut", [True, False])
async def test_a_bomb_is_refused_within_a_second_in_little_memory(
    coding: str, status: int, *, cut: bool
) -> None:
    async with FaultServer() as server, opened(server) as door:
        bomb_parts(coding)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.monotonic()
        asked = request(f"{A}/bomb/{coding}/{status}", cut=cut, bytes_max=15_000_000)
        if status == 302:  # its body is never read
            assert (await door.get(asked)).body == b"hello"
        else:
            assert (await failure(door, asked)).code == "bomb"
        assert time.monotonic() - began < HANGS
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert (after - before) * 1024 < 64_000_000


@pytest.mark.parametrize(
    "coding", ["gzip,gzip", "gzip, br", "gzip,gzip,gzip,gzip,gzip", "compress", "aes128gcm", "zip"]
)
async def test_more_than_one_coding_and_unknown_codings_are_refused(coding: str) -> None:
    packed = answer(body=b"x", headers=(("Content-Encoding", coding),))
    async with FaultServer({"packed": packed}) as server, opened(server) as door:
        assert (await failure(door, f"{A}/packed")).code == "protocol"


async def test_two_headers_of_content_coding_are_two_codings() -> None:
    twice = answer(body=b"x", headers=(("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")))
    async with FaultServer({"twice": twice}) as server, opened(server) as door:
        assert (await failure(door, f"{A}/twice")).code == "protocol"


@pytest.mark.parametrize("kind", ["huge", "many", "long", "cookies", "some", "nul"])
async def test_floods_of_headers_are_refused(kind: str) -> None:
    async with FaultServer() as server, opened(server) as door:
        await failure(door, f"{A}/headers/{kind}")  # what is loaded at the first error
        tracemalloc.start()
        began = time.monotonic()
        error = await failure(door, f"{A}/headers/{kind}")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert error.code in {"protocol", "connect"}
        assert time.monotonic() - began < HANGS
        assert most < 8_000_000


async def test_folded_headers_do_no_harm() -> None:
    async with FaultServer() as server, opened(server) as door:
        with contextlib.suppress(FetchError):  # either end is right
            assert (await door.get(request(f"{A}/headers/folded"))).body == b"ok"
