"""How a source does, in a word and a sentence.

In: what is remembered of polling it, whether it is held for an alarm, now.  Out: SourceHealth.  Decides nothing about polling:
that is `schedule`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_high
from typing import Final

from wiredesk.records.source import Polling, SourceState

DEAD_AFTER: Final = timedelta(days=7)  # without an answer that could be read
IDLE_AFTER: Final = timedelta(days=14)  # without anything new; later when it never came more often
IDLE_GAPS: Final = 6  # usual gaps between changes
NOT_MODIFIED: Final = 304


class Health(StrEnum):
    """How a source does, worst first."""

    DEAD = "dead"
    HELD = "held"
    """It changed all at once: its articles wait for a person."""
    FAILING = "failing"
    IDLE = "idle"
    """It answers, but nothing new comes."""
    PAUSED = "paused"
    NEW = "new"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a source does."""

    health: Health
    told: str
    """A sentence: since when and why."""
    unchanged: float | None
    """Share of the last polls whose answer was that nothing changed (304); None before the first answer."""
    interval: timedelta | None
    """From its last poll to the next."""


def judge_health(polling: Polling, *, is_held: bool, now: datetime) -> SourceHealth:
    """How the source does."""
    health, told = _judged(polling, is_held=is_held, now=now)
    answered = [one for one in polling.last if one.status]
    last = polling.last[-1].at if polling.last else polling.last_ok_at
    is_polled = polling.state is SourceState.ACTIVE and last is not None
    return SourceHealth(
        health=health,
        told=told,
        unchanged=sum(one.status == NOT_MODIFIED for one in answered) / len(answered)
        if answered
        else None,
        interval=max(polling.due_at - last, timedelta()) if is_polled and last else None,
    )


def _judged(polling: Polling, *, is_held: bool, now: datetime) -> tuple[Health, str]:
    failed = polling.last_error.rstrip(".")
    if polling.state is SourceState.PARKED:
        if failed.startswith("410"):
            return Health.DEAD, "Its server says that it is gone for good."
        return Health.PAUSED, "Somebody paused it: it is not asked."
    if polling.failures:
        times = "once" if polling.failures == 1 else f"{polling.failures} times in a row"
        since = polling.last_ok_at or (polling.last[0].at if polling.last else now)
        if now - since >= DEAD_AFTER:
            ever = f"since {since:%Y-%m-%d}" if polling.last_ok_at else "ever"
            return Health.DEAD, f"It has not answered rightly {ever}: {failed}."
        return Health.FAILING, f"It failed {times}: {failed}."
    if is_held:
        return Health.HELD, "It changed all at once: its articles wait for you."
    if polling.last_ok_at is None:
        return Health.NEW, "It was not asked yet."
    if not polling.changes:
        return Health.IDLE, "It answers, but nothing new ever came."
    if now - polling.changes[-1] > max(IDLE_AFTER, IDLE_GAPS * _usual_gap(polling)):
        return Health.IDLE, f"Nothing new has come since {polling.changes[-1]:%Y-%m-%d}."
    return Health.FINE, "It gives entries as usual."


def _usual_gap(polling: Polling) -> timedelta:
    gaps = [later - earlier for earlier, later in pairwise(polling.changes)]
    return median_high(gaps) if gaps else timedelta()
