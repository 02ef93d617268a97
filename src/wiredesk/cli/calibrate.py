"""`wiredesk calibrate`: how much coverage is usual here, so that heat means the same in every hub."""

from pathlib import Path

import click

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.showing import hub_option, stated_moment
from wiredesk.newsroom.calibrating import recalibrate
from wiredesk.records.calibration import Calibration


@click.command()
@hub_option
@click.option("--at", default="", help="As of this moment (RFC 3339); for replays.")
@click.option("--list", "listed", is_flag=True, help="Print all that were ever made; make none.")
def calibrate(folder: Path, *, at: str, listed: bool) -> None:
    """Make a calibration of heat from the hub's own last 28 days; `wiredesk up` does so every night.

    For each root topic, and for all stories together: the greatest mass of one story in five is worth
    50, that of one in fifty is worth 90; drawn towards the default by as much as 200 stories.  A
    calibration has a number and never changes; a story keeps the one that it was ranked with first.
    """
    now = stated_moment(at, option="--at") if at else SystemClock().now()
    store = open_store(folder, read_only=listed)
    try:
        made = store.list_calibrations() if listed else recalibrate(store, now=now)
    finally:
        store.close()
    for one in made:
        click.echo(_told(one))
    if not made:
        click.echo("Nothing has moved by 5 %: the present calibrations stay.")


def _told(one: Calibration) -> str:
    day = f"{one.made_at:%Y-%m-%d}" if one.made_at else "default"
    return (
        f"{one.number:4}  {one.topic or 'every topic':24} {day:10}  50 at {one.mass_50:<6g} "
        f"90 at {one.mass_90:<6g} from {one.stories} stories"
    )
