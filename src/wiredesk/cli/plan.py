"""`plan`: what the next publish will add, change and remove, before it does."""

import asyncio
from pathlib import Path

import click
import msgspec

from wiredesk.app import make_publish, open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.showing import hub_option
from wiredesk.newsroom.planning import Plan, PlanKind, plan_publish
from wiredesk.settings import load_settings

SIGNS = {PlanKind.ADD: "+", PlanKind.CHANGE: "~", PlanKind.REMOVE: "-"}


@click.command()
@hub_option
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def plan(folder: Path, *, as_json: bool) -> None:
    """What the next publish will add, change and remove: records, their fields, pages.  Nothing is written."""
    settings = load_settings(folder)
    store = open_store(folder, read_only=True)
    try:
        publish = make_publish(store, folder, settings)
        found = asyncio.run(plan_publish(publish, now=SystemClock().now()))
    finally:
        store.close()
    for record in found.records:
        if as_json:
            click.echo(msgspec.json.encode(record).decode())
            continue
        click.echo(f"{SIGNS[record.kind]} {record.path}  {record.title}")
        for field in record.fields:
            click.echo(f"    {field.name}: {field.before or '–'} → {field.after or '–'}")
    if not as_json:
        click.echo(_sum(found))


def _sum(found: Plan) -> str:
    told = ", ".join(f"{found.of(kind)} to {kind.value}" for kind in PlanKind)
    more = f"  {found.further} more wait beyond these." if found.further else ""
    first = f"  {found.judged_first} are held or released first." if found.judged_first else ""
    return f"Records: {told}; {found.unchanged} unchanged.  {len(found.pages)} pages.{more}{first}"
