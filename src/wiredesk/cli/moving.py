"""`wiredesk move-store`: the hub's memory into another database."""

from pathlib import Path

import click

from wiredesk.app import has_store
from wiredesk.basics.errors import UsageError
from wiredesk.cli.showing import hub_option
from wiredesk.settings import find_store, load_settings, place_of


@click.command("move-store")
@hub_option
@click.option(
    "--to",
    "address",
    required=True,
    envvar="WIREDESK_MOVE_TO",
    help="postgresql://USER@HOST/DATABASE, or sqlite for wiredesk.db; $WIREDESK_MOVE_TO unless given.",
)
def move_store(folder: Path, address: str) -> None:
    """Copy the hub's memory into an empty database, table by table; all of it, or nothing.

    Each table is read again where it went, and its digest compared. The old one stays as it is.
    """
    from wiredesk.world.store import Moved  # noqa: PLC0415 - only this verb and the store load it
    from wiredesk.world.store import move_store as move  # noqa: PLC0415 - as above

    source = find_store(folder, load_settings(folder))
    target = place_of(folder, address)
    if source == target:
        raise UsageError("is where the hub's memory lies already.", subject="--to")
    if not has_store(folder):
        raise UsageError("has no memory yet.", subject=str(folder), remedy="Set store.url.")

    def tell(one: Moved) -> None:
        click.echo(f"{one.digest}  {one.rows:>9,}  {one.table}")

    moved = move(source, target, tell=tell)
    rows = sum(one.rows for one in moved)
    click.echo(f"{len(moved)} tables, {rows:,} rows: the same digests on both sides.")
    if isinstance(target, Path):
        click.echo("Next: take url out of [store] in wiredesk.toml.")
    else:
        click.echo("Next: put this address as url under [store] into wiredesk.toml.")
