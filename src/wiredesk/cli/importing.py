"""`wiredesk import DIR`: an existing hub's records → this hub."""

from pathlib import Path

import click

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import InputError
from wiredesk.cli.showing import hub_option
from wiredesk.craft.render import parse_record
from wiredesk.newsroom.importing import import_records as take_in
from wiredesk.records.record import Record


@click.command("import")
@hub_option
@click.argument("records", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.pass_context
def import_records(context: click.Context, folder: Path, records: Path) -> None:
    """Take the Markdown records in RECORDS into the hub; what is wrong is named and left out."""
    found: list[tuple[Record, str, bytes]] = []
    problems = []
    paths = sorted(records.rglob("*.md"))
    for path in paths:
        try:
            body = path.read_bytes()
            found.append((parse_record(body, name=str(path)), path.name, body))
        except InputError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror}.")
    store = open_store(folder, read_only=False)
    try:
        added, left_out = take_in(store, found, now=SystemClock().now())
    finally:
        store.close()
    for problem in (*problems, *left_out):
        click.echo(f"wiredesk: {problem}", err=True)
    click.echo(f"{added} of {len(paths)} records are new here.  Next: wiredesk run --once")
    if problems or left_out:
        context.exit(1)
