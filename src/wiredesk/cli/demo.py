"""`wiredesk demo`: ten days of a small fictional press, through the unchanged route, in a minute.

The press is served over real HTTP on loopback; the hub's door is told, by its settings, that the
press's names lie there.  Nothing else differs from a real hub.
"""

import asyncio
import json
import secrets
import shutil
import time
from collections.abc import Collection
from contextlib import closing
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wiredesk.app import Hub, has_store, open_hub, open_store
from wiredesk.basics.clock import SetClock
from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import source_id
from wiredesk.cli.run import run_until_stopped
from wiredesk.cli.why import show_front
from wiredesk.engine.local import run_once
from wiredesk.newsroom.account import account
from wiredesk.newsroom.front import FrontStory, front_page
from wiredesk.newsroom.users import add_user
from wiredesk.records.source import Source
from wiredesk.records.user import Role
from wiredesk.sample.newsroom import Newsroom, Paper, load_newsroom
from wiredesk.sample.press import serve_press
from wiredesk.settings import append_sources, find_store, load_settings

MARK = "# Made by `wiredesk demo`: it is replaced by the next one.\n"
SEARCHES = """[[search]]
name = "Courts and consent"
query = "court*"

[[search]]
name = "Cameras in stations"
query = "camera* station*"
"""
STORIES_SHOWN = 10
FRONT_DAYS = 30
DEMO_USER = "demo"
PASSWORD_WORDS = (  # six of 32 are 30 bits: enough for a door that is open on this machine only
    "amber anchor beacon birch bridge candle canyon cedar cobalt comet copper coral ember falcon "
    "fjord garnet harbor heron ivory juniper lantern maple meadow onyx orchid pebble quartz raven "
    "saffron thistle willow zephyr"
).split()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(".demo"))
@click.option("--once", is_flag=True, help="End after the run; do not serve.")
@click.option("--hours", default=6.0, show_default=True, help="Hours of news between two polls.")
@click.option("--pause", default=0.0, show_default=True, help="Seconds to wait after each of them.")
@click.option("--port", default=8420, show_default=True, help="Where the hub is served.")
def demo(folder: Path, *, once: bool, hours: float, pause: float, port: int) -> None:
    """Run the sample newsroom into a hub in FOLDER and serve it."""
    if hours <= 0:
        raise UsageError("must be above 0.", subject="--hours", remedy="Try 4.")
    asyncio.run(_demo(folder, once=once, step=timedelta(hours=hours), pause=pause, port=port))


async def _demo(folder: Path, *, once: bool, step: timedelta, pause: float, port: int) -> None:
    newsroom = load_newsroom()
    clock = SetClock(newsroom.begins_at)
    async with serve_press(newsroom, now=clock.now) as press:
        make_demo_hub(folder, newsroom.papers.values(), press_port=press.port, port=port)
        async with open_hub(folder, clock=clock) as hub:
            started = time.monotonic()
            await _replay(hub, newsroom, clock, step=step, pause=pause)
            _tell(hub, seconds=time.monotonic() - started)
            if not once:
                clock.start()
                await _go_on(hub, clock)


async def _replay(
    hub: Hub, newsroom: Newsroom, clock: SetClock, *, step: timedelta, pause: float
) -> None:
    ticks = int((newsroom.ends_at - newsroom.begins_at) / step) + 1
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[hottest]}"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("the press", total=ticks, hottest="")
        for tick in range(ticks):
            clock.set(newsroom.begins_at + tick * step)
            await run_once(hub.steps, clock=clock, beside=hub.picturing)
            progress.update(
                task,
                advance=1,
                description=f"{clock.now():%a %d %b %H:%M}",
                hottest=_hottest(hub),
            )
            await asyncio.sleep(pause)


def _hottest(hub: Hub) -> str:
    """The day on one line: how much came in, and what is hot."""
    top = front_page(hub.store, since_days=FRONT_DAYS, limit=1)
    heat = f"{top[0].heat:3} {top[0].title[:60]}" if top else ""
    return f"{hub.store.count_articles():4} articles  {heat}"


def _tell(hub: Hub, *, seconds: float) -> None:
    stories: list[FrontStory] = front_page(hub.store, since_days=FRONT_DAYS, limit=STORIES_SHOWN)
    click.echo()
    click.echo(click.style("The front page: stories by heat", bold=True, underline=True))
    show_front(stories)
    taken = account(hub.store)
    told: dict[str, int] = {}
    for line in taken.lines:
        told[line.bucket.value] = told.get(line.bucket.value, 0) + line.articles
    counted = ", ".join(f"{number} {bucket}" for bucket, number in told.items())
    click.echo()
    click.echo(f"{taken.total} articles came in: {counted}.  Ten days in {seconds:.1f} seconds.")
    click.echo(
        f"Ask on: wiredesk why --hub {hub.folder} front:1   wiredesk account --hub {hub.folder}"
    )


def make_demo_hub(folder: Path, papers: Collection[Paper], *, press_port: int, port: int) -> None:
    """A fresh hub that follows the press on loopback; UsageError when something else is there."""
    settings = folder / "wiredesk.toml"
    if folder.exists() and any(folder.iterdir()):
        if not settings.exists() or not settings.read_text("utf-8").startswith(MARK):
            raise UsageError(
                "holds something that is not a demo hub.",
                subject=str(folder),
                remedy="Name another folder.",
            )
        shutil.rmtree(folder)
    starter = files("wiredesk.cli") / "starter" / "topics"
    (folder / "topics").mkdir(parents=True)
    for topic in starter.iterdir():
        (folder / "topics" / topic.name).write_bytes(topic.read_bytes())
    (folder / "searches.toml").write_text(SEARCHES, "utf-8")
    (folder / "sources.toml").write_text(append_sources("", map(_source, papers)), "utf-8")
    (folder / "providers.toml").write_text("\n".join(map(_provider, papers)), "utf-8")
    (folder / "subscribers.txt").write_text("reader@machine-eye.example\n", "utf-8")
    settings.write_text(_settings(press_port=press_port, port=port), "utf-8")
    _refuse_used_database(folder)


def _refuse_used_database(folder: Path) -> None:
    """A demo never writes into a database that holds a hub: it could be somebody's."""
    if isinstance(find_store(folder, load_settings(folder)), Path) or not has_store(folder):
        return
    with closing(open_store(folder, read_only=True)) as store:
        if store.list_sources() or store.count_articles():
            raise UsageError(
                "holds a hub already.",
                subject="WIREDESK_STORE",
                remedy="Make a new database for the demo: createdb NAME.",
            )


def _source(paper: Paper) -> Source:
    return Source(
        id=source_id(paper.feed_url),
        url=paper.feed_url,
        provider=paper.domain,
        title=paper.name,
        type=paper.type,
    )


def _provider(paper: Paper) -> str:
    """One entry of providers.toml; who is not listed is unknown to the hub, and so on probation."""
    if not paper.listed:
        return ""
    lines = ["[[provider]]", f'domain = "{paper.domain}"', f"name = {json.dumps(paper.name)}"]
    lines += [f'language = "{paper.language}"', "listed = true"]
    if paper.owner:
        lines.append(f"owner = {json.dumps(paper.owner)}")
    if paper.official:
        lines.append("official = true")
    return "\n".join([*lines, ""])


def _settings(*, press_port: int, port: int) -> str:
    return MARK + "\n".join(
        [
            "[hub]",
            'title = "The Machine Eye"',
            f'url = "http://127.0.0.1:{port}"',
            'contact = "demo@wiredesk.example"',
            "[network]",
            "host_delay_seconds = 0.0    # the press is our own",
            "deadline_seconds = 1.5      # it has a page that never ends",
            "[network.hosts]",
            f'"*.example" = {json.dumps(f"127.0.0.1:{press_port}")}',
            "[newsletter]",
            'sender = "The Machine Eye <news@machine-eye.example>"',
            "[serve]",
            f"port = {port}",
            "",
        ]
    )


async def _go_on(hub: Hub, clock: SetClock) -> None:
    """Serve site and desk, and let the route run on, so that what an editor does is published."""
    password = "-".join(secrets.choice(PASSWORD_WORDS) for _ in range(6))
    add_user(
        hub.store,
        DEMO_USER,
        password,
        role=Role.OWNER,
        chance=secrets.token_bytes,
        now=clock.now(),
    )
    click.echo(f"Log in at the desk as {DEMO_USER} with the password {password}")
    await run_until_stopped(hub, clock, serving=True)
