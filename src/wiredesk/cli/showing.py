"""What the verbs share on a terminal: the hub's folder, progress, reasons in columns."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.errors import UsageError
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason

MINUTES_SHOWN_MAX = 120
HOURS_SHOWN_MAX = 72

hub_option = click.option(
    "--hub",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    envvar="WIREDESK_HUB",
    help="Folder of the hub; the present one unless given.",
)


class BarProgress:
    """Shows on a terminal what each step has dealt with so far; silent elsewhere."""

    def __init__(self) -> None:
        self._counts: dict[Stage, int] = {}
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown and self._counts:
            click.echo("\r\x1b[K", nl=False, err=True)

    def advanced(self, stage: Stage, count: int) -> None:
        """A batch went through `stage`."""
        self._counts[stage] = self._counts.get(stage, 0) + count
        if self._shown:
            told = "  ".join(f"{step.value} {number}" for step, number in self._counts.items())
            click.echo(f"\r\x1b[K{told}", nl=False, err=True)


def stated_moment(text: str, *, option: str) -> datetime:
    """The moment that an option states; UsageError when it is none."""
    moment = parse_moment(text)
    if moment is None:
        raise UsageError(
            f"`{text}` is no moment.", subject=option, remedy="Write it as 2026-03-05T09:00:00Z."
        )
    return moment.at.astimezone(UTC)


def show_reasons(reasons: tuple[Reason, ...], *, indent: str = "    ") -> None:
    """One reason a line: its sentence, its amount, what shows it."""
    for reason in reasons:
        amount = "" if reason.value is None else f"  [{reason.value:g}]"
        shown = f"  “{reason.evidence}”" if reason.evidence else ""
        click.echo(f"{indent}{reason.text}{amount}{shown}")


def show_age(age: timedelta) -> str:
    """`45 min`, `7 h`, `3 d`: whole, and rounded down."""
    minutes = max(int(age.total_seconds()) // 60, 0)
    if minutes < MINUTES_SHOWN_MAX:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < HOURS_SHOWN_MAX else f"{hours // 24} d"
