"""`webhooks add`, `list`, `test`, `rotate` and `remove`: who is told of changes.

Each takes effect at once, also beside a running hub.  No secret is ever printed: it lies in its file.
"""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wiredesk.app import has_store, open_desk_store, open_door
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import SettingsError, UsageError
from wiredesk.cli.showing import hub_option
from wiredesk.craft.webhooks import SECRET_BYTES, Attempt
from wiredesk.outgoing import make_webhooks
from wiredesk.ports import Store
from wiredesk.records.event import DeliveryLine, EventKind, Webhook, WebhookLine
from wiredesk.settings import load_settings, load_topics
from wiredesk.settings.files import write_whole
from wiredesk.settings.webhooks import (
    WEBHOOKS_FILE,
    append_webhook,
    load_webhooks,
    parse_webhooks,
    without_webhook,
)
from wiredesk.world.keys import WebhookSecrets, usual_place

EVENTS = [kind.value.removeprefix("record.") for kind in EventKind]
LOG_LINES = 20


@click.group()
def webhooks() -> None:
    """Who is told when a record is published, updated or withdrawn: webhooks.toml."""


@webhooks.command("add")
@hub_option
@click.argument("name")
@click.argument("url")
@click.option("--event", "events", multiple=True, type=click.Choice(EVENTS), help="Only these.")
@click.option("--topic", "topics", multiple=True, help="Only records of these topics, by id.")
@click.option("--secret", default="", help="File of its secret; made when it is not there.")
def add(
    folder: Path,
    name: str,
    url: str,
    *,
    events: tuple[str, ...],
    topics: tuple[str, ...],
    secret: str,
) -> None:
    """Tell URL of changes from now on, under NAME; its new secret lies in a file for you to hand over."""
    load_settings(folder)
    place = secret or usual_place(name, folder)
    text = append_webhook(
        _text(folder), name=name, url=url, events=events, topics=topics, secret=place
    )
    webhook = _parse(folder, text)[-1]
    keeper = WebhookSecrets(hub=folder)
    try:
        keeper.load(webhook)
        told = "has its secret already"
    except SettingsError:
        told = f"has its secret in {keeper.save(webhook, (secrets.token_bytes(SECRET_BYTES),))}"
    _write(folder, text)
    click.echo(f"{name} {told}.  Give it to the receiver, then: wiredesk webhooks test {name}")


@webhooks.command("list")
@hub_option
@click.argument("name", required=False)
def list_all(folder: Path, name: str | None) -> None:
    """All webhooks with how they stand; of NAME also its last messages."""
    with _store(folder) as store:
        lines = {line.webhook.name: line for line in store.list_webhooks()}
        for line in [_line(lines, name)] if name else lines.values():
            _show(line)
        for sent in store.list_delivery_log(name, limit=LOG_LINES) if name else ():
            click.echo(f"  {_told(sent)}")
    if not lines:
        click.echo("Nobody is told.  Begin with: wiredesk webhooks add NAME URL")


@webhooks.command("test")
@hub_option
@click.argument("name")
@click.pass_context
def test(context: click.Context, folder: Path, name: str) -> None:
    """Send NAME a `ping`; exit code 1 when it does not take it.  One that rested goes on when it does."""
    with _store(folder) as store:
        line = _line({one.webhook.name: one for one in store.list_webhooks()}, name)
        attempt = asyncio.run(_test(folder, store, line))
    click.echo(
        f"{name}: {attempt.answer}" + ("  All that waited goes out." if attempt.well else "")
    )
    if not attempt.well:
        context.exit(1)


@webhooks.command("rotate")
@hub_option
@click.argument("name")
@click.option("--finish", is_flag=True, help="The receiver has the new one: forget the old.")
def rotate(folder: Path, name: str, *, finish: bool) -> None:
    """Give NAME a new secret; the old one signs beside it until --finish."""
    webhook = _find(folder, name)
    keeper = WebhookSecrets(hub=folder)
    own = keeper.load(webhook)
    kept = own[:1] if finish else (secrets.token_bytes(SECRET_BYTES), own[0])
    path = keeper.save(webhook, kept)
    if finish:
        click.echo(f"{name} is signed with the newest secret of {path} alone.")
        return
    click.echo(f"{name} is signed with both secrets of {path}; the first is new.")
    click.echo(f"When the receiver has it: wiredesk webhooks rotate {name} --finish")


@webhooks.command("remove")
@hub_option
@click.argument("name")
def remove(folder: Path, name: str) -> None:
    """Tell NAME nothing any more; the file of its secret stays."""
    webhook = _find(folder, name)
    _write(folder, without_webhook(_text(folder), name))
    click.echo(f"{name} is told nothing any more." + _where(webhook))


async def _test(folder: Path, store: Store, line: WebhookLine) -> Attempt:
    settings, clock = load_settings(folder), SystemClock()
    async with open_door(settings, clock=clock) as door:
        return await make_webhooks(folder, settings, store=store, door=door, clock=clock).test(line)


def _show(line: WebhookLine) -> None:
    webhook, health = line.webhook, line.health
    wants = ", ".join(kind.value for kind in webhook.events)
    topics = f" of {', '.join(webhook.topics)}" if webhook.topics else ""
    click.echo(f"{click.style(webhook.name, bold=True)}  {health.state.value}  {webhook.url}")
    click.echo(f"  told of {wants}{topics}")
    click.echo(
        f"  {line.delivered} delivered, {line.waiting} waiting, {line.given_up} given up."
        + (f"  Last: {health.answer}" if health.answer else "")
    )


def _told(sent: DeliveryLine) -> str:
    event = sent.event
    if sent.delivered:
        state = "delivered"
    elif sent.waits_until is None:
        state = "given up"
    else:
        state = f"waits until {sent.waits_until:%Y-%m-%d %H:%M}"
    told = f"{event.at:%Y-%m-%d %H:%M}  {event.kind.value:16}  {event.article_id}  {state}"
    return f"{told}  {sent.answer}".rstrip()


def _line(lines: dict[str, WebhookLine], name: str) -> WebhookLine:
    if name not in lines:
        raise _unknown(name)
    return lines[name]


def _find(folder: Path, name: str) -> Webhook:
    load_settings(folder)
    for webhook in load_webhooks(folder, topics=load_topics(folder)):
        if webhook.name == name:
            return webhook
    raise _unknown(name)


def _unknown(name: str) -> UsageError:
    return UsageError(
        "is no webhook of this hub.", subject=name, remedy="See: wiredesk webhooks list"
    )


def _where(webhook: Webhook) -> str:
    return f"  Its secret is still in {webhook.secret}." if webhook.secret else ""


def _text(folder: Path) -> str:
    path = folder / WEBHOOKS_FILE
    return path.read_text("utf-8") if path.exists() else ""


def _parse(folder: Path, text: str) -> tuple[Webhook, ...]:
    return parse_webhooks(text, name=str(folder / WEBHOOKS_FILE), topics=load_topics(folder))


def _write(folder: Path, text: str) -> None:
    path = folder / WEBHOOKS_FILE
    _parse(folder, text)  # what is wrong is said before anything is written
    try:
        write_whole(path, text.encode())
    except OSError as cause:
        raise SettingsError(f"cannot be written: {cause.strerror}.", subject=str(path)) from cause
    if has_store(folder):
        with _store(folder):
            pass  # it hears of them as it opens


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    store = open_desk_store(folder)
    try:
        found = load_webhooks(folder, topics=load_topics(folder))
        store.save_webhooks(found, now=SystemClock().now())
        yield store
    finally:
        store.close()
