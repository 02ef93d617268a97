"""`release`, `reject`, `hold` and `undecide`: what a person chooses for single articles."""

import getpass
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.showing import hub_option, stated_moment
from wiredesk.newsroom.review import choose, take_back
from wiredesk.ports import Store
from wiredesk.records.decision import Choice
from wiredesk.records.work import ArticleLine

by_option = click.option("--by", default="", help="Who chooses; your user name unless given.")
note_option = click.option("--note", default="", help="Why; kept with the choice.")
subjects_argument = click.argument("subjects", nargs=-1, required=True, metavar="ID...")


@click.command()
@hub_option
@by_option
@note_option
@subjects_argument
def release(folder: Path, subjects: tuple[str, ...], *, by: str, note: str) -> None:
    """Publish articles whatever the machine found; rights and safety stay in force."""
    _choose(folder, subjects, Choice.RELEASE, by=by, note=note)


@click.command()
@hub_option
@by_option
@note_option
@subjects_argument
def reject(folder: Path, subjects: tuple[str, ...], *, by: str, note: str) -> None:
    """Articles are not wanted: they leave the inbox, and the site."""
    _choose(folder, subjects, Choice.REJECT, by=by, note=note)


@click.command()
@hub_option
@by_option
@note_option
@click.option(
    "--until", default="", help="When the hold lifts itself: a day, or a moment (RFC 3339)."
)
@subjects_argument
def hold(folder: Path, subjects: tuple[str, ...], *, by: str, note: str, until: str) -> None:
    """Keep articles back until somebody chooses otherwise, or until a day."""
    _choose(
        folder,
        subjects,
        Choice.HOLD,
        by=by,
        note=note,
        until=stated_moment(until, option="--until") if until else None,
    )


@click.command()
@hub_option
@by_option
@subjects_argument
def undecide(folder: Path, subjects: tuple[str, ...], *, by: str) -> None:
    """Take back what was chosen for articles: the machine judges them again."""
    _apply(folder, lambda store, now: take_back(store, subjects, by=_name(by), now=now), "judge")


def _choose(
    folder: Path,
    subjects: tuple[str, ...],
    choice: Choice,
    *,
    by: str,
    note: str,
    until: datetime | None = None,
) -> None:
    _apply(
        folder,
        lambda store, now: choose(
            store, subjects, choice, by=_name(by), note=note, until=until, now=now
        ),
        choice.value,
    )


def _apply(folder: Path, work: Callable[[Store, datetime], list[ArticleLine]], done: str) -> None:
    store = open_store(folder, read_only=False)
    try:
        lines = work(store, SystemClock().now())
    finally:
        store.close()
    for line in lines:
        click.echo(f"{done}  {line.id}  {line.provider}  {line.title or line.url}")
    click.echo("The next run does it; `wiredesk undecide ID` takes it back.")


def _name(by: str) -> str:
    return by or getpass.getuser()
