"""What is asked while another process writes: done once, in order, whatever is killed."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom.deciding import decider
from newsroom.desk import Desk

from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import StoryId
from wiredesk.engine.attending import attend
from wiredesk.newsroom.requests import take_requests
from wiredesk.records.correction import CorrectionKind, CorrectionRequest
from wiredesk.world.inbox import FolderBox
from wiredesk.world.store import open_store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.receive("biometric-db-breach", "bodycams")
    made.run()
    yield made
    made.store.close()


@pytest.fixture
def box(tmp_path: Path) -> FolderBox:
    return FolderBox(tmp_path / "requests")


def asked(desk: Desk, kind: CorrectionKind, *, note: str = "") -> CorrectionRequest:
    stories = sorted(desk.stories(), key=lambda story: (-len(desk.stories()[story]), story))
    lead = min(desk.stories()[stories[0]])
    return CorrectionRequest(
        kind=kind,
        articles=(lead,) if kind is CorrectionKind.LEAD else (),
        stories=(stories[0],) if kind is CorrectionKind.LEAD else tuple(stories[:2]),
        by="Ada",
        at=desk.clock.now(),
        note=note,
    )


def test_a_running_hub_does_what_waits_and_refuses_what_cannot_be(
    desk: Desk, box: FolderBox
) -> None:
    merge = asked(desk, CorrectionKind.MERGE)
    nonsense = CorrectionRequest(
        kind=CorrectionKind.MERGE,
        stories=(StoryId("tnone"), merge.stories[0]),
        by="Ben",
        at=desk.clock.now(),
    )

    async def attended() -> None:
        stop, wake = asyncio.Event(), asyncio.Event()
        clock, deciding = SetClock(desk.clock.now()), decider(desk.store)
        attending = asyncio.create_task(
            attend(stop, lambda: take_requests(deciding, box, now=clock.now()), wake=wake)
        )
        box.put(merge)
        box.put(nonsense)
        async with asyncio.timeout(20):
            while box.list_waiting():  # noqa: ASYNC110 - a folder tells nobody that it changed
                await asyncio.sleep(0.05)
        assert wake.is_set()
        stop.set()
        await attending

    asyncio.run(attended())
    assert merge.stories[1] not in desk.stories()
    assert "tnone: is no story" in box.list_refusals()[nonsense.id].told


def test_what_was_done_before_its_file_was_removed_is_not_done_twice(
    desk: Desk, box: FolderBox
) -> None:
    merge = asked(desk, CorrectionKind.MERGE)
    box.put(merge)
    assert take_requests(decider(desk.store), box, now=desk.clock.now()) == 1
    box.put(merge)  # as it would lie there after a kill between the two
    assert take_requests(decider(desk.store), box, now=desk.clock.now()) == 1
    assert [one.request for one in desk.store.list_corrections()] == [merge]
    assert take_requests(decider(desk.store), box, now=desk.clock.now()) == 0


def test_requests_are_done_once_each_though_the_process_that_does_them_is_killed(
    desk: Desk, box: FolderBox, tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    requests = [asked(desk, CorrectionKind.LEAD, note=str(number)) for number in range(60)]
    for one in requests:
        box.put(one)
    now = desk.clock.now()
    desk.store.close()
    rounds = 0
    while box.list_waiting():
        rounds += 1
        child = os.fork()
        if child == 0:
            try:
                store = open_store(tmp_path / "wiredesk.db")
                take_requests(decider(store), box, now=now)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.0, 0.1) + 0.02 * rounds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert rounds < 100, f"seed {seed}"
    desk.store = open_store(tmp_path / "wiredesk.db")
    done = [one.request.note for one in desk.store.list_corrections()]
    assert sorted(done) == sorted(one.note for one in requests), f"seed {seed}"
