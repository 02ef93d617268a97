"""`wiredesk takedown`: take an article out of everything, for good."""

import asyncio
import getpass
from datetime import timedelta
from pathlib import Path

import click

from wiredesk.app import Hub, open_hub
from wiredesk.basics.clock import Clock, SystemClock
from wiredesk.basics.errors import UsageError
from wiredesk.cli.showing import hub_option
from wiredesk.engine.local import run_once
from wiredesk.newsroom.takedown import purge_due, take_down, undo_takedown
from wiredesk.records.outcome import Stage
from wiredesk.records.rights import TakedownReason

CODES = [one.value for one in TakedownReason]


@click.command()
@hub_option
@click.argument("subject")
@click.option("--reason", type=click.Choice(CODES), help="What the notice says.")
@click.option("--note", default="", help="For the audit; never shown.")
@click.option("--by", default="", help="Who decided; your login name unless given.")
@click.option(
    "--now", "at_once", is_flag=True, help="Remove its texts and pictures at once: no undoing."
)
@click.option("--undo", is_flag=True, help="Put it back, as long as it was not purged.")
def takedown(
    folder: Path,
    subject: str,
    *,
    reason: str | None,
    note: str,
    by: str,
    at_once: bool,
    undo: bool,
) -> None:
    """Take SUBJECT (an id, an address, a record's path) out of records, site, feeds and archive, for good."""
    who = by or getpass.getuser()
    if undo:
        told = asyncio.run(_undo(folder, subject, note=note, by=who))
    elif reason is None:
        raise UsageError(
            "needs a reason.", subject="--reason", remedy=f"Choose one of: {', '.join(CODES)}."
        )
    else:
        why = TakedownReason(reason)
        told = asyncio.run(_take_down(folder, subject, why, note=note, by=who, at_once=at_once))
    click.echo(told)


async def _take_down(
    folder: Path, subject: str, reason: TakedownReason, *, note: str, by: str, at_once: bool
) -> str:
    clock = SystemClock()
    async with open_hub(folder, clock=clock) as hub:
        days = 0 if at_once else hub.settings.rights.purge_days
        done = take_down(
            hub.store,
            hub.archive,
            subject,
            reason=reason,
            note=note,
            by=by,
            purge_after=timedelta(days=days),
            now=clock.now(),
        )
        await _publish(hub, clock)
        if at_once:
            purge_due(hub.store, hub.archive, now=clock.now(), by=by)
            if hub.picturing is not None:
                hub.picturing.sweep()
            return f"{done.article_id} is taken down, and its texts and pictures are removed."
    return (
        f"{done.article_id} is taken down; its texts are removed on {done.purge_at:%Y-%m-%d}. "
        f"Until then: wiredesk takedown {done.article_id} --undo"
    )


async def _undo(folder: Path, subject: str, *, note: str, by: str) -> str:
    clock = SystemClock()
    async with open_hub(folder, clock=clock) as hub:
        put_back = undo_takedown(hub.store, hub.archive, subject, by=by, note=note, now=clock.now())
        await _publish(hub, clock)
    return f"{put_back} is back, and was judged again."


async def _publish(hub: Hub, clock: Clock) -> None:
    """All steps that need no network."""
    steps = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
    await run_once(steps, clock=clock)
