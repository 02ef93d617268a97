"""`wiredesk takedown`: take an article out of everything, for good."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from wiredesk.app import Hub, open_hub
from wiredesk.basics.clock import Clock, SystemClock
from wiredesk.basics.errors import StoreError, UsageError
from wiredesk.cli.deciding import LATER, decide, name_of, opened
from wiredesk.cli.showing import hub_option
from wiredesk.engine.local import run_once
from wiredesk.newsroom.stories import resolve_article
from wiredesk.newsroom.takedown import purge_due
from wiredesk.records.outcome import Stage
from wiredesk.records.request import PutBackRequest, TakedownRequest
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
    if reason is None and not undo:
        raise UsageError(
            "needs a reason.", subject="--reason", remedy=f"Choose one of: {', '.join(CODES)}."
        )
    said: dict[str, Any] = {"by": name_of(by), "at": SystemClock().now(), "note": note}
    with opened(folder) as store:
        article = resolve_article(store, subject)
        said["seen"] = store.last_act()
    request: TakedownRequest | PutBackRequest = PutBackRequest(article=article, **said)
    if reason is not None and not undo:
        why = TakedownReason(reason)
        request = TakedownRequest(article=article, reason=why, at_once=at_once, **said)
    try:
        told = asyncio.run(_here(folder, request))
    except StoreError as error:
        if error.code != "second_writer":
            raise
        told = _told(request, "") if decide(folder, request) else LATER
    click.echo(told)


async def _here(folder: Path, request: TakedownRequest | PutBackRequest) -> str:
    """Done by this process, and published at once."""
    clock = SystemClock()
    async with open_hub(folder, clock=clock) as hub:
        hub.decider.decide(request, now=clock.now())
        await _publish(hub, clock)
        if isinstance(request, TakedownRequest) and request.at_once:
            purge_due(hub.store, hub.archive, now=clock.now(), by=request.by)
            if hub.picturing is not None:
                hub.picturing.sweep()
        until = clock.now() + timedelta(days=hub.settings.rights.purge_days)
        return _told(request, f" on {until:%Y-%m-%d}")


def _told(request: TakedownRequest | PutBackRequest, when: str) -> str:
    one = request.article
    if isinstance(request, PutBackRequest):
        return f"{one} is back, and was judged again."
    if request.at_once:
        return f"{one} is taken down, and its texts and pictures are removed."
    return (
        f"{one} is taken down; its texts are removed{when or ' later'}. "
        f"Until then: wiredesk takedown {one} --undo"
    )


async def _publish(hub: Hub, clock: Clock) -> None:
    """All steps that need no network."""
    steps = [step for step in hub.steps if step.stage not in (Stage.POLL, Stage.FETCH)]
    await run_once(steps, clock=clock)
