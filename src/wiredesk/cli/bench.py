"""`wiredesk bench`: how good the hub's own numbers are, measured on the hub's own log."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click
import msgspec

from wiredesk.app import open_hub, open_store
from wiredesk.basics.clock import SetClock
from wiredesk.cli.demo import make_demo_hub
from wiredesk.cli.showing import hub_option
from wiredesk.craft.heat import Comparison, Foresight, compare
from wiredesk.craft.stories import BCubed, WeekScore
from wiredesk.engine.local import run_once
from wiredesk.newsroom.scoring import own_scores
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.sample.newsroom import load_newsroom
from wiredesk.sample.press import serve_press

FIRST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)
SAMPLE_TICK: Final = timedelta(hours=1)  # as a real hub polls: heat foresees by the hour


@click.group()
def bench() -> None:
    """Measure the hub's own judgement on what it has seen."""


@bench.command()
@hub_option
@click.option("--sample", is_flag=True, help="On the sample newsroom instead of a hub.")
@click.option("--hours", default=24, show_default=True, help="How far ahead to look.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
def heat(folder: Path, *, sample: bool, hours: int, as_json: bool) -> None:
    """Does heat foresee coverage better than a plain count of the last 6 hours?

    Every three hours of the log both are asked: which of the stories that had a report in the last 48
    hours will new independent owners report in the next HOURS?  New: without a report in the story
    so far.  Independent: with a text of its own.  The answer is the number of such owners.

    Heat orders stories by their mass at that moment, as it was filed then; the plain rate by the
    reports of the 6 hours before, copies and all.  Printed are the means over the moments, with
    their standard errors: NDCG@20 (1: the twenty stories with most to come stand first, in order;
    equal predictions share their gains) and Spearman (1: the whole order is right, 0: as by chance).
    Moments with fewer than 3 stories, or to which nothing more came, are left out.
    """
    if hours <= 0:
        raise click.UsageError("--hours must be above 0.")
    if sample:
        with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as made:
            hub = Path(made) / "hub"
            asyncio.run(_run_sample(hub))
            found = _compared(hub, hours=hours)
    else:
        found = _compared(folder, hours=hours)
    click.echo(msgspec.json.encode(found).decode() if as_json else _told(found))


@bench.command()
@hub_option
@click.option("--own", is_flag=True, help="On the hub's own corrections, which is the default.")
@click.option(
    "--anew",
    is_flag=True,
    help="Also group all articles anew with this version, at about 1,500 a second.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def stories(folder: Path, *, own: bool, anew: bool, as_json: bool) -> None:
    """How close does grouping come to what the hub's editors say?

    The truth are the corrections that hold (`wiredesk story log`), each of them a test case for ever: an
    article belongs to the story that it is in after the last correction of that story.  Each article
    counts once, in the week in which its story was first corrected, with the story that the machine
    had put it into.

    B³ asks of each article: how many of those beside it belong there (precision), and how many of
    those that belong there are beside it (recall); F1 is their harmonic mean.  1.000 says that the
    machine had it right.

    Only stories that somebody corrected are counted, and nobody corrects what is right: the figure
    is far lower than over all stories.  Compare weeks with weeks, and versions with --anew.
    """
    del own  # says what it does anyway
    store = open_store(folder, read_only=True)
    try:
        scores = own_scores(store, anew=anew)
    finally:
        store.close()
    if as_json:
        for one in scores:
            click.echo(msgspec.json.encode(one).decode())
        return
    if not scores:
        click.echo("Nobody has corrected a story of this hub, so there is nothing to measure by.")
        return
    click.echo(
        f"{'week':10} {'corrections':>11} {'articles':>8} {'changed':>7}  {'B³ F1':>5} prec. recall"
    )
    for one in scores:
        click.echo(_week(one))


def _week(one: WeekScore) -> str:
    counted = f"{one.week or 'all':10} {one.corrections:11} {one.articles:8} {one.changed:7}"
    return f"{counted}  {_figures(one.machine)}" + (
        f"   anew {_figures(one.again)}" if one.again else ""
    )


def _figures(score: BCubed) -> str:
    return f"{score.f1:.3f}  {score.precision:.3f} {score.recall:.3f}"


def _compared(folder: Path, *, hours: int) -> Comparison:
    store = open_store(folder, read_only=True)
    try:
        lines = list(store.replay_coverage(since=FIRST, until=LAST))
    finally:
        store.close()
    half_life = DEFAULT_CALIBRATION.half_life_hours
    return compare(lines, hours=hours, half_life_hours=half_life)


async def _run_sample(folder: Path) -> None:
    newsroom = load_newsroom()
    clock = SetClock(newsroom.begins_at)
    async with serve_press(newsroom, now=clock.now) as press:
        make_demo_hub(folder, newsroom.papers.values(), press_port=press.port, port=8420)
        async with open_hub(folder, clock=clock) as hub:
            while clock.now() < newsroom.ends_at:
                await run_once(hub.steps, clock=clock)
                clock.advance(SAMPLE_TICK)


def _told(found: Comparison) -> str:
    if found.heat is None or found.rate is None:
        return (
            f"The log is too short, or too quiet, to look {found.hours} hours ahead.  Try fewer "
            "--hours, or --sample."
        )
    counted = (
        f"{found.moments} moments, {found.stories} stories asked about, {found.arrivals} new "
        f"independent owners within {found.hours} hours."
    )
    head = f"{'':12} {'NDCG@20':>16} {'Spearman':>16}"
    return "\n".join([counted, head, _row("heat", found.heat), _row("6-hour rate", found.rate)])


def _row(name: str, one: Foresight) -> str:
    ndcg = f"{one.ndcg:.3f} ± {one.ndcg_error:.3f}"
    return f"{name:12} {ndcg:>16} {f'{one.spearman:.3f} ± {one.spearman_error:.3f}':>16}"
