"""Politeness per host (SAFETY.md F030, F038)."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from faults.doors import NOW, failure, opened, request
from faults.faultd import FaultServer, answer

from wiredesk.basics.clock import SetClock
from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose
from wiredesk.world.net.pace import HOSTS_KEPT_MAX, Pace

A = "http://a.example"


async def test_one_exchange_at_a_time_with_a_pause_between_two() -> None:
    async with FaultServer() as server, opened(server, host_delay_seconds=0.1) as door:
        pages = (request(f"{A}/ok?{number}", Purpose.PAGE) for number in range(5))
        await asyncio.gather(*(door.get(page) for page in pages))
    assert server.open_most == 1
    moments = [asked.at for asked in server.log]
    assert all(later - sooner >= 0.09 for sooner, later in pairwise(moments))


async def test_feeds_of_one_host_wait_a_tenth_of_the_pause_one_at_a_time() -> None:
    async with FaultServer() as server, opened(server, host_delay_seconds=0.5) as door:
        await asyncio.gather(*(door.get(request(f"{A}/ok?{number}")) for number in range(5)))
        assert server.open_most == 1
        gaps = [later.at - sooner.at for sooner, later in pairwise(server.log)]
        assert all(0.045 <= gap < 0.4 for gap in gaps)
        await door.get(request(f"{A}/ok", Purpose.PAGE))  # pages wait the whole of it
        assert server.log[-1].at - server.log[-2].at >= 0.45


async def test_a_host_may_ask_for_a_longer_pause_before_pages_and_never_for_a_shorter() -> None:
    async with FaultServer() as a, FaultServer() as b, opened(a, b, host_delay_seconds=0.1) as door:
        door.slow_down("a.example", 1.0)
        door.slow_down("b.example", 0.001)
        pages = [request(f"http://{host}.example/ok", Purpose.PAGE) for host in "abab"]
        await asyncio.gather(*(door.get(page) for page in pages))
        slow = a.log[1].at - a.log[0].at
        assert slow >= 0.99
        assert 0.09 <= b.log[1].at - b.log[0].at < slow


async def test_hosts_do_not_wait_for_one_another() -> None:
    delay = 5.0  # seconds; far above what two requests take
    async with (
        FaultServer() as a,
        FaultServer() as b,
        opened(a, b, host_delay_seconds=delay) as door,
    ):
        await asyncio.gather(*(door.get(request(f"http://{host}.example/ok")) for host in "ab"))
        assert abs(a.log[0].at - b.log[0].at) < delay


@pytest.mark.parametrize(
    ("status", "said", "minutes"),
    [
        (429, ("600",), 10),
        (503, ("600",), 10),
        (429, (), 10),
        (429, ("soon",), 10),
        (429, ("0",), 1),
        (429, ("-1",), 1),
        (429, ("1e20",), 10),
        (429, ("99999999999999",), 1_440),
        (503, ("Thu, 01 Oct 2026 14:00:00 GMT",), 120),
        (503, ("Thu, 01 Oct 2020 14:00:00 GMT",), 1),
        (503, ("Thu, 01 Oct 2099 14:00:00 GMT",), 1_440),
        (429, ("120", "7200"), 120),
    ],
)
async def test_a_host_that_asks_for_silence_gets_it_for_all_its_addresses(
    status: int, said: tuple[str, ...], minutes: int
) -> None:
    clock = SetClock(NOW)
    busy = answer(status, headers=tuple(("Retry-After", one) for one in said))
    async with FaultServer({"busy": busy}) as server, opened(server, clock=clock) as door:
        assert (await door.get(request(f"{A}/busy"))).status == status
        clock.advance(timedelta(minutes=minutes) - timedelta(seconds=1))
        assert (await failure(door, f"{A}/ok")).code == "later"
        assert len(server.log) == 1
        clock.advance(timedelta(seconds=1))
        assert (await door.get(request(f"{A}/ok"))).status == 200


async def test_a_herd_of_feeds_stops_at_the_first_429() -> None:
    busy = answer(429, headers=(("Retry-After", "3600"),))
    async with FaultServer({"busy": busy}) as server, opened(server) as door:
        asked = (door.get(request(f"{A}/busy/{number}")) for number in range(300))
        ended = await asyncio.gather(*asked, return_exceptions=True)
    assert len(server.log) == 1
    assert sum(isinstance(one, FetchError) and one.code == "later" for one in ended) == 299


async def test_a_host_gives_so_many_pages_a_day_and_more_on_the_next() -> None:
    clock = SetClock(NOW)
    async with (
        FaultServer() as server,
        opened(server, clock=clock, pages_per_host_per_day=3) as door,
    ):
        for _ in range(3):
            await door.get(request(f"{A}/ok", Purpose.PAGE))
        error = await failure(door, request(f"{A}/ok", Purpose.PAGE))
        assert error.code == "later"
        assert "3 pages today" in error.message
        clock.advance(timedelta(days=1))
        assert (await door.get(request(f"{A}/ok", Purpose.PAGE))).status == 200


async def test_waiting_for_the_turn_is_not_taken_from_the_deadline() -> None:
    async with FaultServer() as server, opened(server, host_delay_seconds=0.4) as door:
        await door.get(request(f"{A}/ok", Purpose.PAGE))
        asked = request(f"{A}/ok", Purpose.PAGE, deadline_seconds=0.3)
        assert (await door.get(asked)).status == 200


async def test_who_gives_up_waiting_leaves_the_turn_to_others() -> None:
    async with FaultServer() as server, opened(server, host_delay_seconds=0.2) as door:
        await door.get(request(f"{A}/ok"))
        waiting = asyncio.create_task(door.get(request(f"{A}/ok", Purpose.PAGE)))
        await asyncio.sleep(0.02)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert (await door.get(request(f"{A}/ok"))).status == 200


async def test_hosts_are_forgotten_but_not_those_that_asked_for_silence() -> None:
    pace = Pace(clock=SetClock(NOW), delay_seconds=0, pages_per_day=1)
    pace.silence("quiet.example", timedelta(hours=1))
    for number in range(HOSTS_KEPT_MAX + 10):
        async with pace.turn(f"{number}.example", Purpose.FEED):
            pass
    assert len(pace._hosts) <= HOSTS_KEPT_MAX
    with pytest.raises(FetchError):
        async with pace.turn("quiet.example", Purpose.FEED):
            pass
