"""`sources add`, `list`, `check` and `import`: what the hub follows.  Who they are: `cli/sourcing.py`."""

import asyncio
import sys
from pathlib import Path

import click

from wiredesk.app import has_store, open_door, open_store, open_workers
from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import source_id
from wiredesk.basics.urls import registrable_domain, web_url
from wiredesk.cli.showing import hub_option
from wiredesk.cli.sourcing import clear, pause, poll, rate, resume, show_yield, survey
from wiredesk.craft.feeds import Opml, parse_opml
from wiredesk.newsroom.sources import check_sources, find_source
from wiredesk.newsroom.watch import alarms
from wiredesk.records.source import Source
from wiredesk.settings import Settings, append_sources, load_settings, load_sources
from wiredesk.settings.files import write_whole
from wiredesk.settings.lists import SOURCES_FILE

PER_HOST_MAX = 50  # a list that names one host more often is an attack on it (SAFETY.md T17)


@click.group()
def sources() -> None:
    """What the hub follows: sources.toml."""


for command in (survey, show_yield, rate, clear, pause, resume, poll):
    sources.add_command(command)


@sources.command("add")
@hub_option
@click.argument("url")
@click.option("--type", "kind", default="article", help="`type` of its records, e.g. video.")
@click.option("--category", default="news", help="Collection of its records.")
def add(folder: Path, url: str, *, kind: str, category: str) -> None:
    """Follow URL: a feed, or a page of a site whose feed is then found."""
    settings = load_settings(folder)
    known = _known(folder)
    found, entries = asyncio.run(_find(settings, url))
    if any(source.url == found.url for source in known):
        click.echo(f"{found.url} is followed already.")
        return
    source = Source(
        id=found.id,
        url=found.url,
        provider=found.provider,
        title=found.title,
        category=category,
        type=kind,
    )
    _keep(folder, [source])
    click.echo(f"Added {source.url}: {source.title or source.provider}, {entries} entries.")


@sources.command("list")
@hub_option
def list_all(folder: Path) -> None:
    """The sources of the hub, a line each."""
    for source in load_sources(folder):
        click.echo(f"{source.provider:32} {source.type:8} {source.url}")


@sources.command("check")
@hub_option
@click.pass_context
def check(context: click.Context, folder: Path) -> None:
    """Ask each source once; exit code 1 when one does not give entries, or is held for an alarm."""
    failed = asyncio.run(_check(folder))
    if failed + _show_alarms(folder):
        context.exit(1)


@sources.command("import")
@hub_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Say what would be added; change nothing.")
@click.pass_context
def import_opml(
    context: click.Context, folder: Path, files: tuple[Path, ...], *, dry_run: bool
) -> None:
    """Follow what the OPML FILES list, also ill-formed ones: all or nothing."""
    load_settings(folder)
    known = _known(folder)
    lists = [(path, parse_opml(path.read_bytes(), name=str(path))) for path in files]
    added, problems = _new_sources(lists, known)
    for problem in problems:
        click.echo(problem, err=True)
    if not dry_run and added:
        _keep(folder, added)
    done = "would be added" if dry_run else "added"
    click.echo(f"{len(added)} sources {done}, {len(known)} were followed before.")
    if problems:
        context.exit(1)


def _new_sources(
    lists: list[tuple[Path, Opml]], known: tuple[Source, ...]
) -> tuple[list[Source], list[str]]:
    urls = {source.url for source in known}
    per_host: dict[str, int] = {}
    added: list[Source] = []
    problems: list[str] = []
    for path, opml in lists:
        problems += [f"{path}: {problem.text}" for problem in opml.problems]
        for line in opml.sources:
            url = web_url(line.url)
            host = registrable_domain(url) if url else ""
            if url is None:
                problems.append(f"{path}: `{line.url[:200]}` is no web address; left out.")
            elif per_host.get(host, 0) >= PER_HOST_MAX:
                problems.append(f"{path}: {url}: over {PER_HOST_MAX} feeds of one host; left out.")
            elif url not in urls:
                urls.add(url)
                per_host[host] = per_host.get(host, 0) + 1
                provider = registrable_domain(line.site_url or url)
                added.append(
                    Source(id=source_id(url), url=url, provider=provider, title=line.title[:200])
                )
    return added, problems


async def _find(settings: Settings, url: str) -> tuple[Source, int]:
    async with open_door(settings) as door, open_workers(settings) as workers:
        source, feed = await find_source(url, door=door, workers=workers)
        return source, len(feed.entries)


async def _check(folder: Path) -> int:
    settings = load_settings(folder)
    listed = load_sources(folder)
    failed = done = 0
    async with open_door(settings) as door, open_workers(settings) as workers:
        async for found in check_sources(listed, door=door, workers=workers):
            done += 1
            failed += not found.fine
            mark = "ok  " if found.fine else "FAIL"
            click.echo(f"{mark} {found.source.url}: {found.finding}")
            if sys.stderr.isatty():
                click.echo(f"\r{done}/{len(listed)}", nl=False, err=True)
    click.echo(f"{len(listed) - failed} of {len(listed)} sources give entries.")
    return failed


def _show_alarms(folder: Path) -> int:
    if not has_store(folder):
        return 0
    store = open_store(folder, read_only=True)
    try:
        found = alarms(store)
    finally:
        store.close()
    for alarm in found:
        click.echo(f"HELD {alarm.text}")
    return len(found)


def _known(folder: Path) -> tuple[Source, ...]:
    return load_sources(folder) if (folder / SOURCES_FILE).exists() else ()


def _keep(folder: Path, added: list[Source]) -> None:
    path = folder / SOURCES_FILE
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        write_whole(path, append_sources(text, added).encode())
    except OSError as cause:
        raise SettingsError(f"cannot be written: {cause.strerror}.", subject=str(path)) from cause
