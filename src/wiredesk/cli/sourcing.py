"""`sources survey`, `yield`, `rate`, `clear`, `pause`, `resume`, `poll`: who the sources are, how they do, what is asked of them."""

import asyncio
import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import click

from wiredesk.app import open_desk_store, open_hub, open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import SettingsError, UsageError
from wiredesk.basics.urls import web_url
from wiredesk.cli.showing import hub_option, show_age
from wiredesk.craft.quality import SourceYield, count_yield
from wiredesk.newsroom.providers import survey_lines
from wiredesk.newsroom.sourcing import pause_source, poll_now, resume_source
from wiredesk.newsroom.watch import clear_alarm
from wiredesk.ports import Store
from wiredesk.records.provider import Survey
from wiredesk.records.source import Source
from wiredesk.settings import (
    RATINGS_FILE,
    load_settings,
    load_sources,
    parse_ratings,
    render_ratings,
)
from wiredesk.settings.files import write_whole
from wiredesk.settings.toml import read_file

PROVIDER_WIDTH: Final = 28
json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")


@click.command("survey")
@hub_option
@json_option
@click.argument("domains", nargs=-1)
@click.pass_context
def survey(
    context: click.Context, folder: Path, domains: tuple[str, ...], *, as_json: bool
) -> None:
    """What the sites of DOMAINS show of themselves; without DOMAINS, of all that are due.

    Asks for at most seven pages of each in a month, and obeys robots.txt.  Within the month it prints what it found then.
    """
    failed = asyncio.run(_survey(folder, domains, as_json=as_json))
    if failed:
        context.exit(1)


async def _survey(folder: Path, domains: tuple[str, ...], *, as_json: bool) -> int:
    failed = 0
    clock = SystemClock()
    async with open_hub(folder, clock=clock) as hub:
        hub.check_may_poll()
        count = 0
        for domain in domains or hub.store.list_survey_due(now=clock.now(), limit=10_000):
            found = await hub.surveyor.survey(domain, now=clock.now())
            failed += bool(found.failure)
            count += 1
            click.echo(_survey_json(found) if as_json else "\n".join(survey_lines(found)))
    if not count and not as_json:
        click.echo("No site is due: each is asked once a month.")
    return failed


def _survey_json(found: Survey) -> str:
    shown = {
        "domain": found.domain,
        "at": found.at.isoformat(),
        "signs": found.signs,
        "found": [{"sign": f.sign, "url": f.url, "evidence": f.evidence} for f in found.found],
        "failure": found.failure,
    }
    return json.dumps(shown, ensure_ascii=False)


@click.command("yield")
@hub_option
@json_option
@click.option("--days", type=click.IntRange(1, 3_650), default=28, show_default=True)
def show_yield(folder: Path, *, days: int, as_json: bool) -> None:
    """What each source gave in the last days: first with a story, own work, copies, delay, extraction."""
    since = SystemClock().now() - timedelta(days=days)
    store = open_store(folder, read_only=True)
    try:
        sources = [due.source for due in store.list_sources()]
        found = [(one, count_yield(store.list_yield(one.id, since=since))) for one in sources]
    finally:
        store.close()
    found.sort(key=lambda pair: (-pair[1].first, -pair[1].originals, pair[0].url))
    if not as_json:
        click.echo(
            f"{'provider':{PROVIDER_WIDTH}} articles first  own copies press corr.  delay  read"
        )
    for source, counted in found:
        click.echo(_yield_json(source, counted) if as_json else _yield_line(source, counted))


def _yield_line(source: Source, one: SourceYield) -> str:
    delay = show_age(one.delay) if one.delay is not None else "–"
    read = f"{100 * one.read // one.tried} %" if one.tried else "–"
    why = ", ".join(f"{count} {cause}" for cause, count in one.failures[:3])
    name = (source.title or source.provider)[:PROVIDER_WIDTH]
    told = (
        f"{name:{PROVIDER_WIDTH}} {one.articles:8} {one.first:5} {one.originals:4} {one.copies:6} "
        f"{one.press_releases:5} {one.corrections:5} {delay:>6} {read:>5}  {why}"
    )
    return told.rstrip()


def _yield_json(source: Source, one: SourceYield) -> str:
    shown: dict[str, Any] = {
        "source": source.url,
        "provider": source.provider,
        "articles": one.articles,
        "first": one.first,
        "shared": one.shared,
        "originals": one.originals,
        "copies": one.copies,
        "pressReleases": one.press_releases,
        "corrections": one.corrections,
        "published": one.published,
        "delaySeconds": None if one.delay is None else int(one.delay.total_seconds()),
        "read": one.read,
        "tried": one.tried,
        "failures": dict(one.failures),
    }
    return json.dumps(shown, ensure_ascii=False)


@click.command("rate")
@hub_option
@click.option(
    "--from",
    "path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV file with the columns `domain` and `rating`.",
)
@click.option("--best", type=float, default=1.0, show_default=True, help="Best rating of the file.")
@click.option("--clear", is_flag=True, help="Forget all imported ratings.")
def rate(folder: Path, *, path: Path | None, best: float, clear: bool) -> None:
    """Import an expert's ratings of providers into the hub's ratings.csv, in place of those before."""
    load_settings(folder)
    kept = folder / RATINGS_FILE
    if clear == (path is not None):
        told = "either --from FILE or --clear is needed."
        raise UsageError(told, subject="sources rate", remedy="`--from` replaces what was there.")
    if path is None:
        kept.unlink(missing_ok=True)
        click.echo(f"Imported ratings are forgotten. {_AGAIN}")
        return
    if best <= 0:
        raise UsageError("is no best rating.", subject=f"--best {best:g}", remedy="Say 1 or 100.")
    ratings = parse_ratings(read_file(path, remedy=""), name=str(path), best=best)
    try:
        write_whole(kept, render_ratings(ratings).encode())
    except OSError as cause:
        raise SettingsError(f"cannot be written: {cause.strerror}.", subject=str(kept)) from cause
    followed = {source.provider for source in load_sources(folder)}
    click.echo(
        f"{len(ratings)} providers rated, {len(followed & ratings.keys())} of them among the "
        f"{len(followed)} that this hub follows. {_AGAIN}"
    )


_AGAIN: Final = "New articles are graded so; `wiredesk rerun grade --all` grades all again."


@click.command("clear")
@hub_option
@click.option("--by", default="", help="Who says so; your user name unless given.")
@click.argument("url")
def clear(folder: Path, url: str, *, by: str) -> None:
    """The source at URL is fine: its alarm ends, and its articles are judged again."""
    with _source(folder, url) as (store, source):
        clear_alarm(store, source, by=by or getpass.getuser(), now=SystemClock().now())
    click.echo(f"{source.url} is fine. Its articles are judged again by the next run.")


@click.command("pause")
@hub_option
@click.argument("url")
def pause(folder: Path, url: str) -> None:
    """Do not poll the source at URL until it is resumed; what came of it stays."""
    with _source(folder, url) as (store, source):
        pause_source(store, source.id, by=getpass.getuser(), now=SystemClock().now())
    click.echo(f"{source.url} is paused.")


@click.command("resume")
@hub_option
@click.argument("url")
def resume(folder: Path, url: str) -> None:
    """Poll the source at URL again, also one that its server called gone."""
    with _source(folder, url) as (store, source):
        resume_source(store, source.id, by=getpass.getuser(), now=SystemClock().now())
    click.echo(f"{source.url} is polled again, from the next run on.")


@click.command("poll")
@hub_option
@click.argument("url")
def poll(folder: Path, url: str) -> None:
    """Have the source at URL asked by the next run, whenever it would have been due."""
    with _source(folder, url) as (store, source):
        poll_now(store, source.id, now=SystemClock().now())
    click.echo(f"{source.url} is asked by the next run.")


@contextmanager
def _source(folder: Path, url: str) -> Iterator[tuple[Store, Source]]:
    """The store of the hub, beside the route where that runs, and the source that is followed at `url`."""
    wanted = web_url(url) or url
    store = open_desk_store(folder)
    try:
        sources = [due.source for due in store.list_sources()]
        source = next((one for one in sources if wanted in {one.url, one.id}), None)
        if source is None:
            remedy = "`wiredesk sources list` shows them."
            raise UsageError("is no source of this hub.", subject=url, remedy=remedy)
        yield store, source
    finally:
        store.close()
