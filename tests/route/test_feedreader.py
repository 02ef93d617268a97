"""Small feeds go to a worker together; the one that ends it is blamed alone."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from wiredesk.basics.errors import WiredeskError, WorkerError
from wiredesk.craft.feeds import FeedBody
from wiredesk.records.fetching import Answer
from wiredesk.route.feedreader import SMALL_BYTES_MAX, TOGETHER_MAX, FeedReader

RSS = "<rss version='2.0'><channel><title>{}</title><item><title>x</title><link>https://a.example/1</link></item></channel></rss>"


class Workers:
    """Runs tasks here; a feed that says `poison` ends its worker."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    async def run(
        self, function: Callable[..., Any], *args: Any, subject: str, **kwargs: Any
    ) -> Any:
        await asyncio.sleep(0)
        bodies = msgspec.msgpack.decode(args[0], type=list[FeedBody])
        self.calls.append(len(bodies))
        if any(b"poison" in body.body for body in bodies):
            raise WorkerError("ended the worker process.", subject=subject, code="worker_died")
        return function(*args, **kwargs)


def answer(text: str, number: int = 0) -> Answer:
    url = f"https://feed{number}.example/"
    return Answer(url=url, final_url=url, status=200, headers=(), body=text.encode())


async def read_all(workers: Workers, answers: list[Answer]) -> list[Any]:
    reader = FeedReader(workers)
    return await asyncio.gather(*map(reader.read, answers), return_exceptions=True)


async def test_small_feeds_go_together_and_come_back_to_who_asked() -> None:
    workers = Workers()
    count = 2 * TOGETHER_MAX + 3
    found = await read_all(workers, [answer(RSS.format(f"F{n}"), n) for n in range(count)])
    assert [one.feed.title for one in found] == [f"F{n}" for n in range(count)]
    assert workers.calls == [TOGETHER_MAX, TOGETHER_MAX, 3]


async def test_a_large_feed_goes_alone() -> None:
    workers = Workers()
    large = RSS.format("x" * SMALL_BYTES_MAX)
    await read_all(workers, [answer(large), answer(RSS.format("small"), 1)])
    assert sorted(workers.calls) == [1, 1]


async def test_the_feed_that_ends_the_worker_is_blamed_alone() -> None:
    answers = [answer(RSS.format(f"F{n}"), n) for n in range(4)]
    answers[2] = answer("poison", 2)
    found = await read_all(Workers(), answers)
    assert [one.feed.title for place, one in enumerate(found) if place != 2] == ["F0", "F1", "F3"]
    assert isinstance(found[2], WorkerError)
    assert "https://feed2.example/" in str(found[2])


async def test_an_error_of_one_feed_is_its_own() -> None:
    found = await read_all(Workers(), [answer("<html></html>", 0), answer(RSS.format("good"), 1)])
    assert isinstance(found[0], WiredeskError)
    assert found[1].feed.title == "good"


@pytest.mark.parametrize("count", [1, TOGETHER_MAX])
async def test_nobody_waits_for_feeds_that_do_not_come(count: int) -> None:
    answers = [answer(RSS.format("F"), number) for number in range(count)]
    async with asyncio.timeout(10):
        await read_all(Workers(), answers)
