"""Worker processes: each dies alone (SAFETY.md rule 6)."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from engine import tasks

from wiredesk.basics.errors import InputError, Place, WorkerError
from wiredesk.engine import workers
from wiredesk.engine.workers import WorkerPool

MEMORY = 700 * 1024 * 1024


@asynccontextmanager
async def pool(*, jobs: int = 1, wall_seconds: float = 10.0) -> AsyncIterator[WorkerPool]:
    async with WorkerPool(jobs=jobs, wall_seconds=wall_seconds, memory_bytes=MEMORY) as opened:
        yield opened


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def test_a_result_comes_back() -> None:
    async with pool() as opened:
        assert await opened.run(tasks.add, 1, other=2, subject="a") == 3
        assert await opened.run(tasks.own_id, subject="a") != os.getpid()
        assert len(await opened.run(tasks.large, 20_000_000, subject="a")) == 20_000_000


async def test_an_error_of_ours_arrives_whole() -> None:
    async with pool() as opened:
        with pytest.raises(InputError) as caught:
            await opened.run(tasks.refuse, "a.xml", subject="a")
    error = caught.value
    assert (error.message, error.remedy, error.code) == ("is no feed.", "Look.", "odd")
    assert error.subject == Place(name="a.xml", line=7)


async def test_an_error_of_a_parser_is_said_and_its_worker_goes_on() -> None:
    async with pool() as opened:
        first = await opened.run(tasks.own_id, subject="a")
        with pytest.raises(WorkerError, match="http://a/: could not be parsed: KeyError") as caught:
            await opened.run(tasks.fail, subject="http://a/")
        assert caught.value.code == "worker_failed"
        assert await opened.run(tasks.own_id, subject="a") == first


@pytest.mark.parametrize("task", [tasks.hang, tasks.spin])
async def test_a_task_that_never_ends_is_stopped_and_others_go_on(task: object) -> None:
    async with pool(jobs=2, wall_seconds=3.0) as opened:
        await asyncio.gather(*(opened.run(tasks.wait, 0.1, 0, subject="warm") for _ in range(2)))
        stuck = asyncio.create_task(opened.run(task, subject="http://stuck/"))  # type: ignore[arg-type] # a function
        done = [await opened.run(tasks.add, number, subject="b") for number in range(20)]
        assert done == list(range(20))
        assert not stuck.done()
        with pytest.raises(WorkerError, match="http://stuck/: took over 3 seconds") as caught:
            await stuck
        assert caught.value.code == "worker_time"
        assert await opened.run(tasks.add, 1, subject="c") == 1


@pytest.mark.parametrize(
    ("task", "args", "told"),
    [
        (tasks.eat, (), "out of its memory limit"),
        (tasks.vanish, (3,), "exit code 3"),
        (tasks.vanish, (0,), "exit code 0"),
        (tasks.crash, (), "killed by SIGABRT"),
    ],
)
async def test_a_worker_that_dies_costs_one_task(
    task: object, args: tuple[object, ...], told: str
) -> None:
    async with pool() as opened:
        with pytest.raises(WorkerError, match="http://a/: ended the worker process") as caught:
            await opened.run(task, *args, subject="http://a/")  # type: ignore[arg-type] # a function
        assert told in caught.value.message
        assert caught.value.code == "worker_died"
        assert await opened.run(tasks.add, 1, subject="b") == 1


async def test_a_result_that_cannot_be_sent_is_said() -> None:
    async with pool() as opened:
        with pytest.raises(WorkerError, match="could not be parsed"):
            await opened.run(tasks.unsendable, subject="a")
        assert await opened.run(tasks.add, 1, subject="b") == 1


async def test_a_task_that_cannot_be_sent_is_an_error_and_the_pool_goes_on() -> None:
    async with pool() as opened:
        with pytest.raises(Exception, match=r"pickle|local object"):
            await opened.run(lambda: None, subject="a")
        assert await opened.run(tasks.add, 1, subject="b") == 1


async def test_a_worker_is_replaced_after_its_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TASKS_MAX", 3)
    async with pool() as opened:
        ids = [await opened.run(tasks.own_id, subject="a") for _ in range(7)]
    assert ids[0] == ids[2] != ids[3] == ids[5] != ids[6]


async def test_no_process_is_left_after_closing() -> None:
    async with pool(jobs=2) as opened:
        ids = await asyncio.gather(
            *(opened.run(tasks.own_id, subject="a") for _ in range(4)),
        )
        with pytest.raises(WorkerError):
            await opened.run(tasks.vanish, 1, subject="a")
    assert not any(is_alive(process) for process in ids)


async def test_none_is_left_either_when_the_caller_was_cancelled() -> None:
    async with pool(wall_seconds=1.0) as opened:
        process = await opened.run(tasks.own_id, subject="a")
        running = asyncio.create_task(opened.run(tasks.hang, subject="a"))
        await asyncio.sleep(0.1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert not is_alive(process)


async def test_a_stream_keeps_its_order_and_gives_errors_as_values() -> None:
    waits = [0.15, 0.0, 0.1, 0.0, 0.05, 0.0, 0.0]
    asked: list[Any] = [
        (f"task {number}", tasks.wait, (seconds, number), {})
        for number, seconds in enumerate(waits)
    ]
    asked.insert(3, ("odd", tasks.refuse, ("a.xml",), {}))
    async with pool(jobs=2) as opened:
        results = [result async for result in opened.stream(asked)]
    assert isinstance(results.pop(3), InputError)
    assert results == list(range(7))


async def test_a_stream_takes_only_a_few_tasks_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Any]:
        nonlocal taken
        while True:
            taken += 1
            yield f"{taken}", tasks.add, (taken,), {}

    async with pool(jobs=2) as opened:
        stream = opened.stream(endless())
        results = [await anext(stream) for _ in range(5)]
        assert results == [1, 2, 3, 4, 5]
        assert taken <= 12
        await stream.aclose()  # type: ignore[attr-defined] # a generator
