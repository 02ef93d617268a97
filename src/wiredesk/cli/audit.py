"""`audit` and `undo`: who did what, and taking it back."""

from pathlib import Path

import click
import msgspec

from wiredesk.app import open_requests
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.deciding import LATER, decide, name_of, opened, said_by
from wiredesk.cli.showing import hub_option
from wiredesk.newsroom.deciding import find_last_of, find_undoable
from wiredesk.newsroom.telling import tell_act
from wiredesk.records.act import Act
from wiredesk.records.correction import CorrectionRequest
from wiredesk.records.request import Request, UndoRequest


@click.command()
@said_by
@click.argument("number", type=int, required=False)
def undo(folder: Path, number: int | None, *, by: str, note: str, as_json: bool) -> None:
    """Take act NUMBER back, a bulk one as a whole; your last one that holds unless given."""
    with opened(folder) as store:
        last = find_last_of(store, name_of(by)) if number is None else None
        request = UndoRequest(
            number=(last or find_undoable(store, number or 0)).number,
            by=name_of(by),
            at=SystemClock().now(),
            note=note,
            seen=store.last_act(),
        )
    act = decide(folder, request)
    if act is None:
        click.echo(LATER)
    else:
        show_act(act, as_json=as_json)


@click.command()
@hub_option
@click.option("--on", "about", default="", help="Only about this article or story.")
@click.option("--by", default="", help="Only by this person.")
@click.option("--before", default=0, help="Only those below this number: the next page.")
@click.option("--limit", default=50, show_default=True, help="Acts to print.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def audit(folder: Path, *, about: str, by: str, before: int, limit: int, as_json: bool) -> None:
    """Who did what, newest first, with what was undone by what; then what still waits or was refused."""
    with opened(folder) as store:
        for act in store.list_acts(about=about, by=by, before=before, limit=limit):
            show_act(act, as_json=as_json)
    if not as_json:
        show_waiting(folder)


def show_waiting(folder: Path) -> None:
    """What was asked and not dealt with yet, and what was refused and not heard."""
    box = open_requests(folder)
    for request in box.list_waiting():
        click.echo(f"   -  waits: {request.by}  {_named(request)}")
    for why in box.list_refusals().values():
        click.echo(f"   -  refused: {why.told}")


def show_act(act: Act, *, as_json: bool = False) -> None:
    """One line of the audit, and the note below it."""
    if as_json:
        click.echo(msgspec.json.encode(act).decode())
        return
    undone = f"  (undone by {act.undone_by})" if act.undone_by else ""
    at, about = f"{act.at:%Y-%m-%d %H:%M}", f"  [{act.subject}]" if act.subject else ""
    click.echo(f"{act.number:4}  {at}  {act.by}  {act.kind.value}: {tell_act(act)}{about}{undone}")
    if act.note:
        click.echo(f"      “{act.note}”")


def _named(request: Request) -> str:
    if isinstance(request, CorrectionRequest):
        return " ".join((request.kind.value, *request.articles, *request.stories))
    return type(request).__name__.removesuffix("Request").lower()
