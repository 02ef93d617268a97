"""How verbs that decide reach the process that writes: this one, or the running hub that is asked for it."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from wiredesk.app import open_decider, open_requests, open_store
from wiredesk.basics.clock import Clock, SystemClock
from wiredesk.basics.errors import StoreError
from wiredesk.cli.showing import hub_option
from wiredesk.newsroom.requests import ask, take_requests
from wiredesk.ports import Store
from wiredesk.records.act import Act
from wiredesk.records.request import Request

WAIT_SECONDS: Final = 10.0  # a running hub looks ten times a second; a long batch may keep it
LATER: Final = (
    "The running hub has not come to it yet; it will, and `wiredesk audit` shows it then."
)


def said_by(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every verb takes that decides something."""
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


def name_of(by: str) -> str:
    """Who decides: the name given, or that of the login."""
    return by or getpass.getuser()


def decide(folder: Path, request: Request) -> Act | None:
    """The act that answers the request; None when the running hub takes its time.  UsageError when it cannot be."""
    try:
        with open_decider(folder) as decider:
            now = SystemClock().now()
            take_requests(decider, open_requests(folder), now=now)
            return decider.decide(request, now=now)
    except StoreError as error:
        if error.code != "second_writer":
            raise
    with opened(folder) as store:
        return ask(store, open_requests(folder), request, wait_seconds=WAIT_SECONDS)


def taker_beside(folder: Path, *, clock: Clock) -> Callable[[], int]:
    """Deals with what waits whenever no other process writes to the hub, which then does it itself."""
    box = open_requests(folder)

    def take() -> int:
        if not box.list_waiting():
            return 0
        try:
            with open_decider(folder) as decider:
                return take_requests(decider, box, now=clock.now())
        except StoreError as error:
            if error.code != "second_writer":
                raise
            return 0

    return take


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The store of a hub, to look only."""
    store = open_store(folder, read_only=True)
    try:
        yield store
    finally:
        store.close()
