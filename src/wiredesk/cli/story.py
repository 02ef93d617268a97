"""`story move`, `merge`, `split`, `apart`, `lead`, `log`, and `undo`: what a person says about stories.

While another process writes to the hub (`wiredesk up`), the request is handed to it through a folder of the hub, and
its answer is waited for.
"""

import getpass
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from wiredesk.app import open_requests, open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import StoreError, UsageError
from wiredesk.cli.showing import hub_option
from wiredesk.craft.stories import describe
from wiredesk.newsroom.requests import take_requests
from wiredesk.newsroom.stories import correct, find_last, plan, resolve_article, resolve_story
from wiredesk.ports import RequestBox, Store
from wiredesk.records.correction import Correction, CorrectionKind, CorrectionRequest

WAIT_SECONDS: Final = 10.0  # a running hub looks once a second; a long batch may keep it
LOOK_SECONDS: Final = 0.1


def said_by(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every correction takes."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text."),
        click.option("--note", default="", help="Why, for the audit."),
        click.option(
            "--by",
            default="",
            envvar="WIREDESK_EDITOR",
            help="Your name, for the audit; $WIREDESK_EDITOR or your login unless given.",
        ),
        hub_option,
    ):
        command = option(command)
    return command


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


@click.command()
@said_by
@click.argument("number", type=int, required=False)
def undo(folder: Path, number: int | None, **how: Any) -> None:
    """Take correction NUMBER back, the last one that holds unless given."""
    _say(folder, CorrectionKind.UNDO, number=number, **how)


@story.command("log")
@hub_option
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def log(folder: Path, *, as_json: bool) -> None:
    """The audit: who said what when, what it changed, and what of it was undone; then what waits."""
    with _opened(folder, read_only=True) as store:
        for one in store.list_corrections():
            show_correction(one, as_json=as_json)
    box = open_requests(folder)
    for request in box.list_waiting() if not as_json else ():
        said = " ".join((*request.articles, *request.stories))
        click.echo(f"   -  waits: {request.by}  {request.kind.value} {said}")
    for why in box.list_refusals().values() if not as_json else ():
        click.echo(f"   -  refused: {why}")


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
    number: int | None = None,
    by: str,
    note: str,
    as_json: bool,
) -> None:
    with _opened(folder, read_only=True) as store:
        undoes = 0
        if kind is CorrectionKind.UNDO:
            undoes = find_last(store).number if number is None else number
        request = CorrectionRequest(
            kind=kind,
            articles=tuple(resolve_article(store, one) for one in articles),
            stories=tuple(resolve_story(store, one) for one in stories),
            undoes=undoes,
            by=by or getpass.getuser(),
            at=SystemClock().now(),
            note=note,
            seen=store.last_correction(),
        )
        plan(store, request)  # what cannot be is told at once
    done = _done_here(folder, request) or _handed_over(folder, request)
    if done is None:
        click.echo(
            "The running hub has not come to it yet; it will, and `wiredesk story log` shows it then."
        )
        return
    show_correction(done, as_json=as_json)
    if not as_json and sys.stdout.isatty():
        click.echo(f"      To take it back: wiredesk undo {done.number}")


def _done_here(folder: Path, request: CorrectionRequest) -> Correction | None:
    """The correction, made by this process; None when another one writes to the hub."""
    try:
        with _opened(folder, read_only=False) as store:
            now = SystemClock().now()
            take_requests(store, open_requests(folder), now=now)
            return correct(store, request, now=now)
    except StoreError as error:
        if error.code != "second_writer":
            raise
    return None


def _handed_over(folder: Path, request: CorrectionRequest) -> Correction | None:
    """The correction that the running process made of the request; None when it takes its time."""
    box = open_requests(folder)
    box.put(request)
    with _opened(folder, read_only=True) as store:
        return _answer(store, box, request)


def _answer(store: Store, box: RequestBox, request: CorrectionRequest) -> Correction | None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        done = store.find_correction(request.id)
        if done is not None:
            return done
        refused = box.list_refusals().get(request.id)
        if refused:
            box.settle(request.id)
            raise UsageError(refused)
        time.sleep(LOOK_SECONDS)
    return None


@contextmanager
def _opened(folder: Path, *, read_only: bool) -> Iterator[Store]:
    store = open_store(folder, read_only=read_only)
    try:
        yield store
    finally:
        store.close()
