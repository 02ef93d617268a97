"""`why`, `trace`, `front` and `account`: every verdict with its reasons, every article in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.app import open_store
from wiredesk.cli.showing import hub_option, show_reasons
from wiredesk.newsroom.account import account as take_account
from wiredesk.newsroom.front import FrontStory, front_page
from wiredesk.newsroom.history import Explanation
from wiredesk.newsroom.history import trace as find_trace
from wiredesk.newsroom.history import why as find_why
from wiredesk.ports import Store
from wiredesk.settings import load_settings

json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")


@click.command()
@hub_option
@json_option
@click.argument("subject")
def why(folder: Path, subject: str, *, as_json: bool) -> None:
    """Why SUBJECT (an id, an address, a record's path, a story) stands where it does."""
    with _store(folder) as store:
        _show(find_why(store, subject), as_json=as_json)


@click.command()
@hub_option
@json_option
@click.argument("subject")
def trace(folder: Path, subject: str, *, as_json: bool) -> None:
    """The whole route of SUBJECT: each step with its version, its time and its reasons."""
    with _store(folder) as store:
        _show(find_trace(store, subject), as_json=as_json)


@click.command()
@hub_option
@json_option
@click.option("--limit", default=20, show_default=True, help="Stories to print.")
def front(folder: Path, *, limit: int, as_json: bool) -> None:
    """The front page: stories by heat, with why."""
    days = load_settings(folder).publish.site_days
    with _store(folder) as store:
        stories = front_page(store, since_days=days, limit=limit)
    show_front(stories, as_json=as_json)


@click.command()
@hub_option
@json_option
@click.pass_context
def account(context: click.Context, folder: Path, *, as_json: bool) -> None:
    """The nightly account: every article in exactly one bucket; exit code 1 when it does not add up."""
    with _store(folder) as store:
        taken = take_account(store)
    for line in taken.lines:
        if as_json:
            _print(line)
        else:
            click.echo(f"{line.articles:8}  {line.bucket.value:10} {line.cause}")
    verdict = "adds up" if taken.adds_up else "DOES NOT ADD UP: please report this"
    if not as_json:
        click.echo(f"{taken.total:8}  in all: {verdict}.")
    if not taken.adds_up:
        context.exit(1)


def show_front(stories: list[FrontStory], *, as_json: bool = False) -> None:
    """Print the front page."""
    for place, story in enumerate(stories, 1):
        if as_json:
            _print(story)
            continue
        click.echo(f"{place:3}. {click.style(story.title, bold=True)}")
        click.echo(f"     heat {story.heat:3}  quality {story.quality:3}  {story.sentence}")
        click.echo(f"     {', '.join(story.topics) or 'no topic'}  ·  {story.id}  ·  {story.url}")
        for text in story.why:
            click.echo(click.style(f"       {text}", dim=True))
    if not stories and not as_json:
        click.echo("Nothing is published yet.  `wiredesk account` says where the articles are.")


def _show(found: Explanation, *, as_json: bool) -> None:
    if as_json:
        for outcome in found.outcomes:
            _print(outcome, verdict=msgspec.Raw(outcome.verdict or b"null"))
        return
    if found.article:
        line = found.article
        click.echo(click.style(line.title or line.url, bold=True))
        click.echo(f"  {line.id}  {line.provider}  {line.bucket.value}  {line.url}")
    if found.story:
        click.echo(
            f"  story {found.story.id}, heat {found.story.heat}, {len(found.members)} articles"
        )
    for outcome in found.outcomes:
        at = outcome.at.strftime("%Y-%m-%d %H:%M:%S")
        click.echo(f"  {outcome.step.value} (version {outcome.version}, {at})")
        show_reasons(outcome.reasons)
    for member in found.members:
        mark = "lead" if found.story and member.id == found.story.lead else ""
        relation = member.relation.value if member.relation else ""
        click.echo(f"    {member.id}  {member.provider:28} {relation:8} {mark:4} {member.title}")


def _print(shown: Any, **replaced: Any) -> None:
    fields = {name: getattr(shown, name) for name in shown.__dataclass_fields__} | replaced
    click.echo(msgspec.json.encode(fields).decode())


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    store = open_store(folder, read_only=True)
    try:
        yield store
    finally:
        store.close()
