"""The sample newsroom, taken through the unchanged route once for all acceptance tests."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from stores import choose_store

from wiredesk.app import Hub, open_hub, open_store
from wiredesk.basics.clock import SetClock
from wiredesk.cli.demo import make_demo_hub
from wiredesk.engine.local import run_once
from wiredesk.ports import Store
from wiredesk.sample.newsroom import Newsroom, load_newsroom
from wiredesk.sample.press import serve_press

TICK = timedelta(hours=6)


@asynccontextmanager
async def demo_hub(folder: Path, clock: SetClock, newsroom: Newsroom) -> AsyncIterator[Hub]:
    async with serve_press(newsroom, now=clock.now) as press:
        make_demo_hub(folder, newsroom.papers.values(), press_port=press.port, port=8420)
        choose_store(folder)
        async with open_hub(folder, clock=clock) as hub:
            yield hub


async def ten_days(folder: Path, newsroom: Newsroom) -> None:
    clock = SetClock(newsroom.begins_at)
    async with demo_hub(folder, clock, newsroom) as hub:
        while clock.now() <= newsroom.ends_at:
            await run_once(hub.steps, clock=clock)
            clock.advance(TICK)


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    return load_newsroom()


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, newsroom: Newsroom) -> Path:
    """A hub that has seen all ten days."""
    folder = tmp_path_factory.mktemp("hub") / "demo"
    asyncio.run(ten_days(folder, newsroom))
    return folder


@pytest.fixture
def store(finished: Path) -> Iterator[Store]:
    opened = open_store(finished, read_only=True)
    yield opened
    opened.close()
