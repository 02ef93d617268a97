"""`newsletter preview`, `send`, `readers` and `clear`: mails with what is new."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import SettingsError, StoreError, UsageError
from wiredesk.cli.showing import hub_option
from wiredesk.craft.render import render_letter, render_mail
from wiredesk.outgoing import make_newsletter
from wiredesk.ports import Store
from wiredesk.records.mailing import Mail, MailState, Subscriber
from wiredesk.route.newsletter import Newsletter
from wiredesk.settings import load_settings, load_subscribers
from wiredesk.settings.hub import SETTINGS_FILE
from wiredesk.world.outlets import MailFolder

SOMEBODY = Subscriber(address="reader@example.org")


@click.group()
def newsletter() -> None:
    """Mails with what is new: [newsletter] and [smtp] in wiredesk.toml."""


@newsletter.command("preview")
@hub_option
@click.option("--html", "as_html", is_flag=True, help="The HTML instead of the text.")
def preview(folder: Path, *, as_html: bool) -> None:
    """Show the issue that would be sent now; nothing is sent or noted."""
    with _store(folder, read_only=True) as store:
        letter = _newsletter(folder, store).letter()
    rendered = render_letter(letter, SOMEBODY)
    if as_html:
        click.echo(rendered.html)
    elif letter.stories:
        click.echo(f"Subject: {rendered.subject}\n\n{rendered.text}", nl=False)
    else:
        click.echo("Nothing is new since the last issue: nobody would get a mail.")


@newsletter.command("send")
@hub_option
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the mails of this moment into this folder instead, and note nothing.",
)
def send(folder: Path, to: Path | None) -> None:
    """Send an issue now, whether or not one is due; the next goes on from here."""
    if to is not None:
        _write(folder, to)
        return
    try:
        opened, beside = open_store(folder, read_only=False), False
    except StoreError as error:
        if error.code != "second_writer":
            raise
        opened, beside = open_store(folder, read_only=False, beside=True), True
    try:
        own = _newsletter(folder, opened)
        issue = own.begin()
        if not issue.stories:
            click.echo("Nothing is new since the last issue: nobody gets a mail.")
        elif beside:
            click.echo("The running hub sends it within a minute.")
        else:
            asyncio.run(own.run_dry())
            _tell(opened)
    finally:
        opened.close()


@newsletter.command("readers")
@hub_option
@click.pass_context
def readers(context: click.Context, folder: Path) -> None:
    """Who gets it, with what is wrong in the list; exit code 1 when something is."""
    own = load_settings(folder).newsletter
    listed, problems = load_subscribers(folder, own)
    with _store(folder, read_only=True) as store:
        barred = {one.recipient: one for one in store.list_barred()}
    refused = [one for one in listed if one.key in barred]
    for reader in refused:
        said = barred[reader.key]
        click.echo(
            f"{own.subscribers}: {reader.address} was refused on {said.at:%Y-%m-%d}: {said.answer}  "
            f"Remove it, or try again: wiredesk newsletter clear {reader.address}"
        )
    for problem in problems:
        click.echo(f"{own.subscribers}:{problem.line}: {problem.text}")
    click.echo(f"{len(listed) - len(refused)} readers get the newsletter.")
    if refused or problems:
        context.exit(1)


@newsletter.command("clear")
@hub_option
@click.argument("address")
def clear(folder: Path, address: str) -> None:
    """Send to ADDRESS again, which a mail server refused."""
    with _store(folder, read_only=False) as store:
        was_barred = store.remove_bar(Subscriber(address=address).key)
    if not was_barred:
        raise UsageError("was not refused.", subject=address)
    click.echo(f"{address} gets the next issue.")


def _write(folder: Path, to: Path) -> None:
    with _store(folder, read_only=True) as store:
        letter = _newsletter(folder, store).letter()
    if not letter.stories:
        click.echo("Nothing is new since the last issue: no mail is written.")
        return
    listed, _ = load_subscribers(folder, load_settings(folder).newsletter)
    mails = [render_mail(letter, reader) for reader in listed]
    written = asyncio.run(_deliver(MailFolder(folder=to), mails))
    click.echo(f"{written} mails are in {to}.")


async def _deliver(postman: MailFolder, mails: list[Mail]) -> int:
    return len([receipt async for receipt in postman.deliver(mails)])


def _tell(store: Store) -> None:
    issue = store.load_issue()
    assert issue is not None, "one was just begun"
    if issue.trouble:
        raise StoreError(issue.trouble, code="not_sent")
    mailed = store.list_mailed(issue)
    counted = {state: sum(one.state is state for one in mailed) for state in MailState}
    told = [f"{counted[MailState.SENT]} sent"]
    told += [f"{counted[MailState.LATER]} to be tried again"] if counted[MailState.LATER] else []
    told += [f"{counted[MailState.REFUSED]} refused"] if counted[MailState.REFUSED] else []
    click.echo(f"{len(issue.stories)} stories; {', '.join(told)}.")


def _newsletter(folder: Path, store: Store) -> Newsletter:
    own = make_newsletter(folder, load_settings(folder), store=store, clock=SystemClock())
    if own is None:
        raise SettingsError(
            "the hub has no newsletter yet.",
            subject=str(folder / SETTINGS_FILE),
            remedy='Write `sender = "My hub <news@example.org>"` under [newsletter].',
        )
    return own


@contextmanager
def _store(folder: Path, *, read_only: bool) -> Iterator[Store]:
    store = open_store(folder, read_only=read_only, beside=not read_only)
    try:
        yield store
    finally:
        store.close()
