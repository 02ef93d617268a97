"""What polling reads again, and what it leaves alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from make import NOW, make_source
from stores import new_place

from wiredesk.records.fetching import Answer, Request
from wiredesk.route.poll import Poll
from wiredesk.route.step import run_batch
from wiredesk.world.store import SqlStore, open_store

RSS = (
    "<rss version='2.0'><channel><title>H</title><ttl>180</ttl>"
    "<item><title>{}</title><link>https://gazette.example/{}</link></item></channel></rss>"
)
INDEX = (
    "<sitemapindex><sitemap><loc>https://gazette.example/part.xml</loc></sitemap></sitemapindex>"
)
PART = "<urlset><url><loc>https://gazette.example/{}</loc></url></urlset>"


class World:
    """A door with one body for all, or one per address; and workers in this process."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.parts: dict[str, str] = {}
        self.read = 0

    async def get(self, request: Request) -> Answer:
        body = self.parts.get(request.url, self.body).encode()
        return Answer(url=request.url, final_url=request.url, status=200, headers=(), body=body)

    def slow_down(self, host: str, seconds: float) -> None: ...

    async def run(
        self, function: Callable[..., Any], *args: Any, subject: str, **kwargs: Any
    ) -> Any:
        self.read += 1
        return function(*args, **kwargs)


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(new_place())
    opened.save_sources([make_source("gazette")], now=NOW)
    yield opened
    opened.close()


async def polled(store: SqlStore, world: World) -> int:
    """Poll the source once more; how often a feed was read for it."""
    before = world.read
    [due] = store.list_sources()
    store.save_polling(replace(due.polling, due_at=NOW))
    step = Poll(store=store, door=world, workers=world)
    assert await run_batch(step, now=NOW) == 1
    return world.read - before


async def test_the_same_bytes_are_not_read_twice(store: SqlStore) -> None:
    world = World(RSS.format("One", 1))
    assert await polled(store, world) == 1
    assert store.count_articles() == 1
    assert await polled(store, world) == 0
    [due] = store.list_sources()
    assert due.polling.last_ok_at == NOW
    assert due.polling.ttl_minutes == 180
    assert due.polling.due_at >= NOW + timedelta(minutes=59), "as asked, up to our own longest wait"


async def test_other_bytes_are_read(store: SqlStore) -> None:
    world = World(RSS.format("One", 1))
    await polled(store, world)
    world.body = RSS.format("Two", 2)
    assert await polled(store, world) == 1
    assert store.count_articles() == 2


async def test_a_feed_that_could_not_be_read_is_tried_again(store: SqlStore) -> None:
    world = World("<html>no feed</html>")
    await polled(store, world)
    assert await polled(store, world) == 1
    [due] = store.list_sources()
    assert "https://gazette.example/" in due.polling.last_error


async def test_the_parts_of_a_sitemap_index_are_read_each_time(store: SqlStore) -> None:
    world = World(INDEX)
    world.parts["https://gazette.example/part.xml"] = PART.format("a")
    await polled(store, world)
    world.parts["https://gazette.example/part.xml"] = PART.format("b")
    assert await polled(store, world) == 2
    assert store.count_articles() == 2
