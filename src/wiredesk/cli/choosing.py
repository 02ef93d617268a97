"""`release`, `reject`, `hold`, `undecide`, `edit`, `pin`: what a person chooses for single articles and stories."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.cli.audit import show_act
from wiredesk.cli.deciding import LATER, decide, name_of, opened, said_by
from wiredesk.cli.showing import stated_moment
from wiredesk.newsroom.stories import resolve_article, resolve_story
from wiredesk.ports import Store
from wiredesk.records.act import Act, Edit
from wiredesk.records.decision import Choice
from wiredesk.records.request import ChoiceRequest, EditRequest, PinRequest, Request

subjects_argument = click.argument("subjects", nargs=-1, required=True, metavar="ID...")
until_option = click.option(
    "--until", default="", help="When it lifts itself: a day, or a moment (RFC 3339)."
)


@click.command()
@said_by
@subjects_argument
def release(folder: Path, subjects: tuple[str, ...], **how: Any) -> None:
    """Publish articles whatever the machine found; rights and safety stay in force."""
    _choose(folder, subjects, Choice.RELEASE, **how)


@click.command()
@said_by
@subjects_argument
def reject(folder: Path, subjects: tuple[str, ...], **how: Any) -> None:
    """Articles are not wanted: they leave the inbox, and the site."""
    _choose(folder, subjects, Choice.REJECT, **how)


@click.command()
@said_by
@until_option
@subjects_argument
def hold(folder: Path, subjects: tuple[str, ...], *, until: str, **how: Any) -> None:
    """Keep articles back until somebody chooses otherwise, or until a day."""
    moment = stated_moment(until, option="--until") if until else None
    _choose(folder, subjects, Choice.HOLD, until=moment, **how)


@click.command()
@said_by
@subjects_argument
def undecide(folder: Path, subjects: tuple[str, ...], **how: Any) -> None:
    """Take back what was chosen for articles: the machine judges them again."""
    _choose(folder, subjects, None, **how)


@click.command()
@said_by
@click.argument("subject", metavar="ID")
@click.option("--title", help="Our headline; empty: the publisher's again.")
@click.option("--excerpt", help="Our excerpt; empty: the publisher's again.")
@click.option(
    "--picture",
    help="Whose picture to show, an article of the same family; `none`: no picture; empty: its own again.",
)
def edit(
    folder: Path,
    subject: str,
    *,
    title: str | None,
    excerpt: str | None,
    picture: str | None,
    by: str,
    note: str,
    as_json: bool,
) -> None:
    """Give an article a headline, an excerpt or a picture of ours, marked as ours wherever it is shown."""
    if title is None and excerpt is None and picture is None:
        raise UsageError(
            "nothing to edit.", subject="edit", remedy="Give --title, --excerpt or --picture."
        )
    with opened(folder) as store:
        article = resolve_article(store, subject)
        before = store.load_edits([article]).get(article) or Edit(article_id=article)
        request = EditRequest(
            article=article,
            title=_replaced(before.title, title),
            excerpt=_replaced(before.excerpt, excerpt),
            picture=_chosen_picture(store, before.picture, picture),
            by=name_of(by),
            at=SystemClock().now(),
            note=note,
            seen=store.last_act(),
        )
    _tell(decide(folder, request), as_json=as_json)


@click.command()
@said_by
@click.argument("story", metavar="STORY")
@click.option("--until", default="", help="When it ends by itself: a day, or a moment (RFC 3339).")
@click.option("--off", is_flag=True, help="No longer.")
def pin(
    folder: Path, story: str, *, until: str, off: bool, by: str, note: str, as_json: bool
) -> None:
    """Pin a story to the top of the front page until a time."""
    if bool(until) == off:
        raise UsageError("give either --until or --off.", subject="pin")
    with opened(folder) as store:
        request = PinRequest(
            story=resolve_story(store, story),
            until=stated_moment(until, option="--until") if until else None,
            by=name_of(by),
            at=SystemClock().now(),
            note=note,
            seen=store.last_act(),
        )
    _tell(decide(folder, request), as_json=as_json)


def _replaced(before: str | None, said: str | None) -> str | None:
    """What was not mentioned stays; what is empty goes."""
    return before if said is None else said or None


def _chosen_picture(store: Store, before: str | None, said: str | None) -> str | None:
    if not said or said == "none":
        return before if said is None else "" if said else None
    return resolve_article(store, said)


def _choose(
    folder: Path,
    subjects: tuple[str, ...],
    choice: Choice | None,
    *,
    by: str,
    note: str,
    as_json: bool,
    until: datetime | None = None,
) -> None:
    with opened(folder) as store:
        articles: list[ArticleId] = [resolve_article(store, one) for one in subjects]
        lines = store.list_lines(articles)
        request: Request = ChoiceRequest(
            choice=choice,
            articles=tuple(dict.fromkeys(articles)),
            until=until,
            by=name_of(by),
            at=SystemClock().now(),
            note=note,
            seen=store.last_act(),
        )
    act = decide(folder, request)
    if act is None or as_json:
        _tell(act, as_json=as_json)
        return
    for line in lines:
        done = choice.value if choice else "judge"
        click.echo(f"{done}  {line.id}  {line.provider}  {line.title or line.url}")
    click.echo(f"The next run does it; `wiredesk undo {act.number}` takes it back.")


def _tell(act: Act | None, *, as_json: bool) -> None:
    if act is None:
        click.echo(LATER)
    elif as_json:
        click.echo(msgspec.json.encode(act).decode())
    else:
        show_act(act)
        click.echo(f"      To take it back: wiredesk undo {act.number}")
