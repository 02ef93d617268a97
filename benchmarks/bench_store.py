"""A store of a million articles, looked at while the route is writing: p50 and p95 of what pages ask, against targets.

In: a hub made by `make_store`, which is made when it is not there.  Out: one line for each thing that is asked, with
its target.  Pages are asked of the whole application, everything else of the store as the desk opens it.

    python -m benchmarks.bench_store [FOLDER] [--articles N] [--rounds N] [--alone]
"""

import argparse
import asyncio
import contextlib
import random
import select
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from starlette.types import ASGIApp

from benchmarks.make_store import END, Press, make_hub, take_through
from wiredesk.app import PUBLIC_FOLDER, open_desk_store
from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import ArticleId, RequestId, StoryId
from wiredesk.craft.searching import parse_query
from wiredesk.faces import make_searcher
from wiredesk.ports import Store
from wiredesk.records.act import Act, ActKind
from wiredesk.records.decision import Choice
from wiredesk.records.held import ALL_HELD, HeldFilter, HeldOrder
from wiredesk.records.hold import Bucket, HoldReason
from wiredesk.records.searching import Order
from wiredesk.route.frontpage import front_now
from wiredesk.settings import load_settings
from wiredesk.web.server import hub_app
from wiredesk.world.store import open_store

PAGE: Final = 50.0  # milliseconds, p95: lists and stories
SEARCH: Final = 100.0
BULK: Final = 1_000.0  # of 10,000
START: Final = 5_000.0
BULK_ARTICLES: Final = 10_000
SHOWN: Final = 50
BATCH: Final = 200  # articles that the writer takes through at once
PAUSE_SECONDS: Final = 0.2
PORT: Final = 8452


@dataclass(frozen=True, slots=True, kw_only=True)
class Million:
    """What is measured, and examples to ask it with."""

    store: Store
    app: ASGIApp
    chance: random.Random
    common: str
    usual: str
    rare: str
    phrase: str
    stories: list[StoryId]
    articles: list[ArticleId]


Look = Callable[[Million], object]


def search(words: Callable[[Million], str], order: Order = Order.BEST) -> Look:
    """A query of the store."""
    return lambda it: it.store.search(parse_query(words(it)), order=order, limit=20)


def page(path: Callable[[Million], str]) -> Look:
    """A page, as it is answered over HTTP."""
    return lambda it: ask(it.app, path(it))


def held(order: HeldOrder, **matching: Any) -> Look:
    """A page of the inbox."""
    return lambda it: it.store.list_held(HeldFilter(**matching), order=order, limit=SHOWN)


def one_story(it: Million) -> object:
    """A story with its members and what was decided about it."""
    story = it.store.load_story(it.chance.choice(it.stories))
    assert story is not None
    lines = it.store.list_lines(story.members[:SHOWN])
    return (
        lines,
        it.store.load_publish_work([one.id for one in lines]),
        it.store.list_outcomes(story.id),
    )


def one_article(it: Million) -> object:
    """An article with everything that was decided about it."""
    one = it.chance.choice(it.articles)
    line = it.store.find_article(one)
    return (
        line,
        it.store.load_article(one),
        it.store.list_outcomes(one),
        it.store.list_decisions(one),
    )


# Name, what is asked, target.  A page more is a line more.
LOOKS: Final[tuple[tuple[str, Look, float], ...]] = (
    ("inbox: counts by hold reason", lambda it: it.store.count_held(ALL_HELD), PAGE),
    ("inbox: newest of one reason", held(HeldOrder.NEWEST, reasons=(HoldReason.OFF_TOPIC,)), PAGE),
    ("inbox: hottest of all", held(HeldOrder.HEAT), PAGE),
    ("inbox: oldest of one provider", held(HeldOrder.AGE, provider="paper-7.example"), PAGE),
    ("front page: 80 stories of 30 days", lambda it: front_now(it.store, since=END - timedelta(days=30), limit=80), PAGE),
    ("one story", one_story, PAGE),
    ("one article", one_article, PAGE),
    ("buckets counted", lambda it: it.store.count_buckets(), PAGE),
    ("work of publish", lambda it: it.store.list_publish_work(now=END, limit=200), PAGE),
    ("search: a common word", search(lambda it: it.common), SEARCH),
    ("search: a usual word", search(lambda it: it.usual), SEARCH),
    ("search: a rare word", search(lambda it: it.rare), SEARCH),
    ("search: three words", search(lambda it: f"{it.common} {it.usual} -{it.rare}"), SEARCH),
    ("search: a phrase", search(lambda it: f'"{it.phrase}"'), SEARCH),
    ("search: a beginning", search(lambda it: f"{it.usual[:3]}*"), SEARCH),
    ("search: a topic by time", search(lambda it: f"{it.usual} topic:topic-3", Order.TIME), SEARCH),
    ("search: all of a month", search(lambda it: f"since:2025-11 until:2025-11 -{it.rare}"), SEARCH),
    ("search of editors: a common word", lambda it: it.store.search_incoming(parse_query(it.common), limit=SHOWN), SEARCH),
    ("search of editors: in one bucket", lambda it: it.store.search_incoming(parse_query(it.common), limit=SHOWN, bucket=Bucket.REJECTED), SEARCH),
    ("page /search: a common word", page(lambda it: f"/search?q={quote(it.common)}"), SEARCH),
    ("page /search: a phrase", page(lambda it: f"/search?q={quote(chr(34) + it.phrase + chr(34))}"), SEARCH),
)  # fmt: skip


def ask(app: ASGIApp, path: str) -> int:
    """The length of a page."""
    where, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": where, "raw_path": where.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
    }  # fmt: skip
    got: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        got.append(message)

    async def asked() -> None:
        await app(scope, receive, send)

    asyncio.run(asked())
    assert got[0]["status"] == 200, path
    return sum(len(part.get("body", b"")) for part in got[1:])


def measure(look: Look, it: Million, rounds: int) -> tuple[float, float, float]:
    """p50 and p95 in milliseconds, and the p50 of the processor's time, which a busy machine leaves alone."""
    took, used = [], []
    for _ in range(rounds):
        began, began_cpu = time.perf_counter(), time.process_time()
        look(it)
        took.append((time.perf_counter() - began) * 1_000)
        used.append((time.process_time() - began_cpu) * 1_000)
    last = max(0, round(len(took) * 0.95) - 1)
    return statistics.median(took), sorted(took)[last], statistics.median(used)


def tell(name: str, target: float, took: tuple[float, float, float]) -> None:
    """One line."""
    p50, p95, cpu = took
    verdict = "ok" if p95 <= target else "OVER"
    print(
        f"{name:38} p50 {p50:8.1f}  p95 {p95:8.1f}  cpu {cpu:7.1f} ms  {verdict} ({target:,.0f})",
        flush=True,
    )


def opened(folder: Path, store: Store) -> Million:
    """The hub with examples: words of its press, stories and articles of it."""
    settings = load_settings(folder)
    searcher = make_searcher(store, folder, settings)
    app = hub_app(folder / PUBLIC_FOLDER, desk=None, searcher=searcher, clock=SetClock(END))
    published = store.list_published(limit=20_000)
    lines = store.list_lines(published)
    words = Press().words
    title = store.list_lines(published[:1])[0].title.split()
    return Million(
        store=store,
        app=app,
        chance=random.Random(5),
        common=words[0],
        usual=words[400],
        rare=words[40_000],
        phrase=" ".join(title[:2]),
        stories=sorted({one.story_id for one in lines if one.story_id})[:5_000],
        articles=published,
    )


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A process beside this one takes new articles through the route meanwhile."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.bench_store", str(folder), "--write"],
        stdin=subprocess.PIPE,
    )
    try:
        yield
    finally:
        writer.communicate()


def write(folder: Path) -> None:
    """The writer: batch after batch until its input ends."""
    press, number = Press(seed=int(time.time())), int(time.time()) * 1_000
    store, now = open_store(folder / "wiredesk.db"), END
    while not select.select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
        now += timedelta(seconds=1)
        take_through(store, [press.make(number + one, now) for one in range(BATCH)], now=now)
        number += BATCH
    store.close()


def release(store: Store, number: int) -> float:
    """Milliseconds that it takes to release 10,000 held articles at once."""
    lines = store.list_held(ALL_HELD, order=HeldOrder.NEWEST, limit=BULK_ARTICLES)
    act = Act(
        id=RequestId(f"bench-{number}-{time.time_ns()}"), kind=ActKind.RELEASE, at=END, by="bench"
    )
    began = time.perf_counter()
    store.save_choice(act, Choice.RELEASE, articles=[one.id for one in lines])
    return (time.perf_counter() - began) * 1_000


def start(folder: Path) -> float:
    """Milliseconds from the command to its first page."""
    settings = folder / "wiredesk.toml"
    text = settings.read_text("utf-8")
    if "[serve]" not in text:
        settings.write_text(f"{text}[serve]\nport = {PORT}\n", "utf-8")
    began = time.perf_counter()
    command = [sys.executable, "-m", "wiredesk", "serve", "--hub", str(folder)]
    serving = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not answers(f"http://127.0.0.1:{PORT}/search?q=a"):
            assert time.perf_counter() - began < 60, "it does not start"
            time.sleep(0.02)
    finally:
        took = (time.perf_counter() - began) * 1_000
        serving.terminate()
        serving.wait()
    return took


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server on loopback
            return bool(answer.status == 200)
    except OSError:
        return False


def main(arguments: Mapping[str, Any]) -> None:
    """Measure everything."""
    folder = Path(arguments["folder"])
    make_hub(folder, arguments["articles"])
    took = [start(folder) for _ in range(3)]
    tell("start to the first page", START, (statistics.median(took), max(took), float("nan")))
    with contextlib.closing(open_desk_store(folder)) as store:
        it = opened(folder, store)
        print(
            f"{store.count_articles():,} articles, {len(it.articles):,} of the published ones are examples"
        )
        with contextlib.nullcontext() if arguments["alone"] else writing(folder):
            for name, look, target in LOOKS:
                tell(name, target, measure(look, it, arguments["rounds"]))
        took = [release(store, number) for number in range(3)]
        tell(
            f"release of {BULK_ARTICLES:,}",
            BULK,
            (statistics.median(took), max(took), float("nan")),
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", default=str(Path(tempfile.gettempdir()) / "million"))
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--alone", action="store_true", help="nobody writes meanwhile")
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    given = vars(parser.parse_args())
    if given["write"]:
        write(Path(given["folder"]))
    else:
        main(given)
