"""`why`, `trace`, `front` and `account`: every verdict with its reasons, every article in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.showing import (
    hub_option,
    show_age,
    show_reasons,
    stated_moment,
)
from wiredesk.cli.story import show_correction
from wiredesk.newsroom.account import account as take_account
from wiredesk.newsroom.findings import findings
from wiredesk.newsroom.front import FrontStory, front_page
from wiredesk.newsroom.history import Explanation, Sought
from wiredesk.newsroom.history import trace as find_trace
from wiredesk.newsroom.history import why as find_why
from wiredesk.ports import Store
from wiredesk.records.outcome import Stage
from wiredesk.settings import load_settings

json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")


@click.command()
@hub_option
@json_option
@click.argument("subject")
@click.option("--heat", "sought", flag_value="heat", multiple=True, help="Only its heat.")
@click.option("--quality", "sought", flag_value="quality", multiple=True, help="Only its quality.")
@click.option("--story", "sought", flag_value="story", multiple=True, help="Only its story.")
def why(folder: Path, subject: str, *, sought: tuple[str, ...], as_json: bool) -> None:
    r"""Why SUBJECT stands where it does, with the terms of its numbers and what would change them.

    SUBJECT is an article (its id, its address, or its record's path), a story's id, or a place on the
    front page: `front:3` is the third.

    \b
    wiredesk why front:1             why it is first
    wiredesk why ID --heat           what each owner adds
    wiredesk why ID --quality        which points it has, and which it lacks
    wiredesk why ID --story          the words that joined it, and what it did not join
    """
    days = load_settings(folder).publish.site_days
    with _store(folder) as store:
        wanted = [Sought(one) for one in sought]
        _show(find_why(store, subject, sought=wanted, front_days=days), as_json=as_json)


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
@click.option("--as-of", default="", help="The front page of this past moment (RFC 3339).")
def front(folder: Path, *, limit: int, as_of: str, as_json: bool) -> None:
    """The front page: stories by heat, with why.

    No owner leads more than three of the first ten, and no topic has more than five, while there is
    another story of half the heat; each place says what it passed over.

    With --as-of the log is replayed: what had come in and what was out by then, in the order of that
    moment.  Heat is exact for the moment; the number shown then had moved in steps of 3 points.
    """
    days = load_settings(folder).publish.site_days
    at = stated_moment(as_of, option="--as-of") if as_of else None
    with _store(folder) as store:
        stories = front_page(store, since_days=days, limit=limit, as_of=at)
    show_front(stories, as_json=as_json)


@click.command()
@hub_option
@json_option
@click.pass_context
def account(context: click.Context, folder: Path, *, as_json: bool) -> None:
    """The nightly account: every article in exactly one bucket; exit code 1 when it does not add up.

    Below it stands what a person should look at, such as a story that many new sources report at once.
    """
    with _store(folder) as store:
        taken, found = take_account(store), findings(store)
    now = SystemClock().now()
    for line in taken.lines:
        if as_json:
            _print(line)
        else:
            age = f"oldest {show_age(now - line.oldest)}" if line.oldest else ""
            told = f"{line.articles:8}  {line.bucket.value:10} {line.cause:28} {age}"
            click.echo(told.rstrip())
    verdict = "adds up" if taken.adds_up else "DOES NOT ADD UP: please report this"
    if not as_json:
        click.echo(f"{taken.total:8}  in all: {verdict}.")
    for reason in found:
        if as_json:
            click.echo(msgspec.json.encode({"finding": reason}).decode())
        else:
            click.echo(f"Look at this: {reason.text}  “{reason.evidence}”")
    if not taken.adds_up:
        context.exit(1)


def show_front(stories: list[FrontStory], *, as_json: bool = False) -> None:
    """Print the front page."""
    for story in stories:
        if as_json:
            _print(story)
            continue
        click.echo(f"{story.place:3}. {click.style(story.title, bold=True)}")
        click.echo(f"     heat {story.heat:3}  quality {story.quality:3}  {story.sentence}")
        click.echo(f"     {', '.join(story.topics) or 'no topic'}  ·  {story.id}  ·  {story.url}")
        passed = [one.text for one in story.place_why if one.code == "passed_over"]
        for text in (*passed, *story.why):
            click.echo(click.style(f"       {text}", dim=True))
    if not stories and not as_json:
        click.echo("Nothing is published.  `wiredesk account` says where the articles are.")


def _show(found: Explanation, *, as_json: bool) -> None:
    if as_json:
        for code, reasons in (("front", found.place), ("lacking", found.lacking)):
            if reasons:
                click.echo(msgspec.json.encode({"step": code, "reasons": reasons}).decode())
        for outcome in found.outcomes:
            _print(outcome, verdict=msgspec.Raw(outcome.verdict or b"null"))
        for correction in found.corrections:
            show_correction(correction, as_json=True)
        return
    if found.article:
        line = found.article
        click.echo(click.style(line.title or line.url, bold=True))
        click.echo(f"  {line.id}  {line.provider}  {line.bucket.value}  {line.url}")
    if found.story:
        click.echo(
            f"  story {found.story.id}, heat {found.story.heat}, {len(found.members)} articles"
        )
    if found.place:
        click.echo("  front page")
        show_reasons(found.place)
    for outcome in found.outcomes:
        at = outcome.at.strftime("%Y-%m-%d %H:%M:%S")
        click.echo(f"  {outcome.step.value} (version {outcome.version}, {at})")
        show_reasons(outcome.reasons)
        if outcome.step is Stage.GRADE:
            show_reasons(found.lacking)
    for correction in found.corrections:
        show_correction(correction)
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
