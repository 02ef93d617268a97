"""`run`, `up`, `serve` and `rerun`: the route, the web, or both."""

import asyncio
import contextlib
import signal
from datetime import timedelta
from pathlib import Path

import click

from wiredesk.app import (
    PUBLIC_FOLDER,
    Hub,
    open_desk_store,
    open_hub,
)
from wiredesk.basics.clock import Clock, SetClock, SystemClock
from wiredesk.cli.deciding import taker_beside
from wiredesk.cli.showing import BarProgress, hub_option, stated_moment
from wiredesk.engine.attending import attend
from wiredesk.engine.local import RunReport, run_once
from wiredesk.engine.timetable import repeat, run_until
from wiredesk.faces import make_api, make_desk, make_searcher
from wiredesk.newsroom.calibrating import recalibrate
from wiredesk.newsroom.providers import PAUSE as SURVEY_PAUSE
from wiredesk.newsroom.requests import take_requests
from wiredesk.newsroom.takedown import is_purge_due, purge_due
from wiredesk.newsroom.watch import EVERY as WATCH_EVERY
from wiredesk.newsroom.watch import watch_sources
from wiredesk.records.outcome import Stage
from wiredesk.route.newsletter import PAUSE as NEWSLETTER_PAUSE
from wiredesk.route.picturing import PAUSE as PICTURES_PAUSE
from wiredesk.route.webhooks import PAUSE as WEBHOOKS_PAUSE
from wiredesk.settings import Settings, load_settings
from wiredesk.web.server import hub_app, serve_app

PURGE_PAUSE = timedelta(minutes=1)  # what is to go at once goes when its record is withdrawn
RERUNNABLE = [stage.value for stage in Stage if stage not in (Stage.POLL, Stage.DONE)]


@click.command()
@hub_option
@click.option("--once", is_flag=True, help="Take what is due now through the route, then end.")
@click.option("--at", default="", help="Pretend that it is this moment (RFC 3339); for replays.")
def run(folder: Path, *, once: bool, at: str) -> None:
    """Run the route: poll, fetch, read, match, group, label, grade, rank, hold, publish."""
    clock = _clock(at)
    if once:
        report = asyncio.run(_once(folder, clock))
        click.echo(_sentence(report))
        return
    asyncio.run(_until_stopped(folder, clock, serving=False))


@click.command()
@hub_option
def up(folder: Path) -> None:
    """Poll and serve: the whole hub in one process."""
    asyncio.run(_until_stopped(folder, SystemClock(), serving=True))


@click.command()
@hub_option
def serve(folder: Path) -> None:
    """Serve the published hub; nothing is polled."""
    asyncio.run(_serve_only(folder))


@click.command()
@hub_option
@click.argument("step", type=click.Choice(RERUNNABLE))
@click.option("--all", "everything", is_flag=True, help="Also what the present version decided.")
def rerun(folder: Path, *, step: str, everything: bool) -> None:
    """Decide again what an older version of STEP decided, from the archive, without polling."""
    counted, report = asyncio.run(_rerun(folder, Stage(step), everything=everything))
    click.echo(f"{counted} articles went back to {step}. {_sentence(report)}")


async def _once(folder: Path, clock: Clock) -> RunReport:
    async with open_hub(folder, clock=clock) as hub:
        hub.check_may_poll()
        watch_sources(hub.store, now=clock.now())
        take_requests(hub.decider, hub.requests, now=clock.now())
        hub.keep(clock.now())
        with BarProgress() as progress:
            report = await run_once(hub.steps, clock=clock, progress=progress, beside=hub.picturing)
        await hub.webhooks.run_dry()
        if hub.newsletter is not None:
            await hub.newsletter.run_dry()
        return report


async def _rerun(folder: Path, stage: Stage, *, everything: bool) -> tuple[int, RunReport]:
    clock = SystemClock()
    async with open_hub(folder, clock=clock) as hub:
        take_requests(hub.decider, hub.requests, now=clock.now())
        later = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
        version = next(step.version for step in hub.steps if step.stage is stage)
        counted = hub.store.rewind(
            stage, below_version=None if everything else version, now=clock.now()
        )
        steps = hub.steps if stage is Stage.FETCH else later
        with BarProgress() as progress:
            return counted, await run_once(steps, clock=clock, progress=progress)


async def _until_stopped(folder: Path, clock: Clock, *, serving: bool) -> None:
    async with open_hub(folder, clock=clock) as hub:
        hub.check_may_poll()
        await run_until_stopped(hub, clock, serving=serving)


async def run_until_stopped(hub: Hub, clock: Clock, *, serving: bool) -> None:
    """The route and what goes beside it, and the web when `serving`, until the process is asked to stop."""
    stop, wake = _stop_on_signals(), asyncio.Event()
    decider, box = hub.decider, hub.requests

    def nightly() -> None:
        recalibrate(hub.store, now=clock.now())
        hub.keep(clock.now())

    async def watch() -> None:
        watch_sources(hub.store, now=clock.now())

    async def purge() -> None:
        now = clock.now()
        if is_purge_due(hub.store, now=now):
            purge_due(hub.store, hub.archive, now=now)

    async def pictures() -> None:
        if hub.picturing is not None and await hub.picturing.run(now=clock.now()):
            wake.set()

    tasks = [
        run_until(stop, hub.steps, store=hub.store, clock=clock, nightly=nightly, wake=wake),
        attend(stop, lambda: take_requests(decider, box, now=clock.now()), wake=wake),
        repeat(stop, purge, pause=PURGE_PAUSE),
        repeat(stop, watch, pause=WATCH_EVERY),
        repeat(stop, pictures, pause=PICTURES_PAUSE),
        repeat(stop, hub.webhooks.run, pause=WEBHOOKS_PAUSE),
        repeat(stop, lambda: hub.surveyor.survey_next(now=clock.now()), pause=SURVEY_PAUSE),
    ]
    if hub.newsletter is not None:
        tasks.append(repeat(stop, hub.newsletter.run, pause=NEWSLETTER_PAUSE))
    if serving:
        tasks.append(_serve(hub.folder, hub.settings, stop, clock))
    await asyncio.gather(*tasks)


async def _serve_only(folder: Path) -> None:
    stop, clock = _stop_on_signals(), SystemClock()
    await asyncio.gather(
        _serve(folder, load_settings(folder), stop, clock),
        attend(stop, taker_beside(folder, clock=clock), wake=asyncio.Event()),
    )


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _serve(folder: Path, settings: Settings, stop: asyncio.Event, clock: Clock) -> None:
    """Site, search, API and desk, over a store of their own: no page waits for a batch of the route."""
    at = settings.serve
    with contextlib.closing(open_desk_store(folder)) as store:
        desk = make_desk(store, folder, settings, clock=clock)
        searcher = make_searcher(store, folder, settings)
        tell_where(at.host, at.port, has_users=bool(store.list_users()))
        api = make_api(store, folder, settings, clock=clock)
        site = folder / PUBLIC_FOLDER
        app = hub_app(site, desk=desk, searcher=searcher, api=api, clock=clock)
        await serve_app(app, host=at.host, port=at.port, stop=stop)


def tell_where(host: str, port: int, *, has_users: bool) -> None:
    """Where the site and the desk are, and how to stop."""
    click.echo(f"The hub is at http://{host}:{port}/ (stop with Ctrl-C).")
    if has_users:
        click.echo(f"The desk is at http://{host}:{port}/desk/")
    else:
        click.echo("The desk opens when you have added yourself: wiredesk users add NAME")


def _clock(at: str) -> Clock:
    return SetClock(stated_moment(at, option="--at")) if at else SystemClock()


def _sentence(report: RunReport) -> str:
    told = [f"{stage.value} {count}" for stage, count in report.counts.items() if count]
    return f"Done: {', '.join(told)}." if told else "Nothing was due."
