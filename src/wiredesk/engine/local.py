"""The local runner: takes the route's steps through all that is pending, in order.

In: the ten steps and a clock.  Out: how much each dealt with.  There is no queue: each step asks
the store what waits for it, so a crash between two batches leaves nothing to repair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wiredesk.basics.clock import Clock
from wiredesk.records.outcome import Stage
from wiredesk.route.step import Step, run_batch

ROUNDS_MAX = 20  # a later step may send work back (a new origin, a new lead); it settles in 2 or 3


class Progress(Protocol):
    """Who watches a run."""

    def advanced(self, stage: Stage, count: int) -> None:
        """A batch of `count` subjects went through `stage`."""
        ...


class Beside(Protocol):
    """Work beside the route, done once the route has settled; it may send articles back into it."""

    async def run(self, *, now: datetime) -> int:
        """Deal with some of what is due; how much."""
        ...


class NoProgress:
    """Nobody watches."""

    def advanced(self, stage: Stage, count: int) -> None:
        """Nothing is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run dealt with."""

    counts: Mapping[Stage, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Subjects over all stages."""
        return sum(self.counts.values())


async def run_once(
    steps: Sequence[Step[Any, Any]],
    *,
    clock: Clock,
    progress: Progress | None = None,
    beside: Beside | None = None,
) -> RunReport:
    """Drain each step in route order, and again until nothing is pending.

    A step is drained before the next begins, so that what it decides does not depend on how far an
    earlier run came before it was killed.
    """
    watcher = progress or NoProgress()
    counts = dict.fromkeys((step.stage for step in steps), 0)
    for _ in range(ROUNDS_MAX):
        settled = True
        for step in steps:
            while count := await run_batch(step, now=clock.now()):
                counts[step.stage] += count
                watcher.advanced(step.stage, count)
                settled = False
        if settled and not (beside and await beside.run(now=clock.now())):
            break
    return RunReport(counts=counts)
