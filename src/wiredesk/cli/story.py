"""`story move`, `merge`, `split`, `apart`, `lead`, `log`, and `undo`: what a person says about stories.

While another process writes to the hub (`wiredesk up`), the request is handed to it through a folder of the hub, and
its answer is waited for.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.basics.clock import SystemClock
from wiredesk.cli.audit import show_waiting
from wiredesk.cli.deciding import LATER, decide, name_of, opened, said_by
from wiredesk.cli.showing import hub_option
from wiredesk.craft.stories import describe
from wiredesk.newsroom.stories import plan, resolve_article, resolve_story
from wiredesk.records.correction import Correction, CorrectionKind, CorrectionRequest


@click.group()
def story() -> None:
    """Correct stories: every correction holds for good, is kept in an audit, and can be undone.

    An article is named by its id, its address or its record's path, a story by its id or by one of its articles.
    """


@story.command("move")
@said_by
@click.argument("article")
@click.argument("into", metavar="STORY")
def move(folder: Path, article: str, into: str, **how: Any) -> None:
    """ARTICLE belongs to STORY."""
    _say(folder, CorrectionKind.MOVE, articles=[article], stories=[into], **how)


@story.command("merge")
@said_by
@click.argument("stays", metavar="STORY")
@click.argument("goes", metavar="STORY")
def merge(folder: Path, stays: str, goes: str, **how: Any) -> None:
    """The second STORY is the first, which keeps its id; the other id leads to it from then on."""
    _say(folder, CorrectionKind.MERGE, stories=[stays, goes], **how)


@story.command("split")
@said_by
@click.argument("whole", metavar="STORY")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
def split(folder: Path, whole: str, articles: tuple[str, ...], **how: Any) -> None:
    """The ARTICLEs are another story than the rest of STORY; the larger half keeps the id."""
    _say(folder, CorrectionKind.SPLIT, articles=articles, stories=[whole], **how)


@story.command("apart")
@said_by
@click.argument("one", metavar="ARTICLE")
@click.argument("other", metavar="ARTICLE")
def apart(folder: Path, one: str, other: str, **how: Any) -> None:
    """The two ARTICLEs are not about the same happening; if they share a story, the second leaves it."""
    _say(folder, CorrectionKind.APART, articles=[one, other], **how)


@story.command("lead")
@said_by
@click.argument("led", metavar="STORY")
@click.argument("article")
def lead(folder: Path, led: str, article: str, **how: Any) -> None:
    """ARTICLE stands for STORY, whatever its quality, for as long as it is in it."""
    _say(folder, CorrectionKind.LEAD, articles=[article], stories=[led], **how)


@story.command("log")
@hub_option
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def log(folder: Path, *, as_json: bool) -> None:
    """The audit: who said what when, what it changed, and what of it was undone; then what waits."""
    with opened(folder) as store:
        for one in store.list_corrections():
            show_correction(one, as_json=as_json)
    if not as_json:
        show_waiting(folder)


def show_correction(correction: Correction, *, as_json: bool = False) -> None:
    """One entry of the audit."""
    if as_json:
        click.echo(msgspec.json.encode(correction).decode())
        return
    request = correction.request
    undone = f"  (undone by {correction.undone_by})" if correction.undone_by else ""
    at = f"{request.at:%Y-%m-%d %H:%M}"
    click.echo(
        f"{correction.number:4}  {at}  {request.by}  {request.kind.value}: {describe(correction)}{undone}"
    )
    if request.note:
        click.echo(f"      “{request.note}”")


def _say(
    folder: Path,
    kind: CorrectionKind,
    *,
    articles: Sequence[str] = (),
    stories: Sequence[str] = (),
    by: str,
    note: str,
    as_json: bool,
) -> None:
    with opened(folder) as store:
        request = CorrectionRequest(
            kind=kind,
            articles=tuple(resolve_article(store, one) for one in articles),
            stories=tuple(resolve_story(store, one) for one in stories),
            by=name_of(by),
            at=SystemClock().now(),
            note=note,
            seen=store.last_act(),
        )
        plan(store, request)  # what cannot be is told at once
    act = decide(folder, request)
    if act is None:
        click.echo(LATER)
        return
    with opened(folder) as store:
        done = store.find_correction(request.id)
    assert done is not None, "the act has the number of the correction"
    show_correction(done, as_json=as_json)
    if not as_json and sys.stdout.isatty():
        click.echo(f"      To take it back: wiredesk undo {done.number}")
