"""What a step is: it asks for pending work, decides, and saves in one transaction.

Four things hold for each of the ten, and `tests/route/test_every_step.py` shows them: a batch is
saved in one transaction, running it again changes nothing, the outcome names the step's version,
and it carries its reasons.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Protocol, TypeVar

from wiredesk.records.outcome import Stage

Work = TypeVar("Work")
Done = TypeVar("Done")


class Step(Protocol[Work, Done]):
    """One of the ten."""

    stage: ClassVar[Stage]
    batch: ClassVar[int]
    """Subjects decided and saved together."""

    @property
    def version(self) -> int:
        """Rises when the same input may give another outcome; `rerun` finds what is older."""
        ...

    def pending(self, *, now: datetime, limit: int) -> Sequence[Work]:
        """What waits for this step, in a fixed order."""
        ...

    async def decide(self, batch: Sequence[Work], *, now: datetime) -> Sequence[Done]:
        """One decision for each; changes nothing but what this step remembers for itself."""
        ...

    def save(self, done: Sequence[Done], *, now: datetime) -> None:
        """Write all decisions in one transaction."""
        ...


async def run_batch(step: Step[Work, Done], *, now: datetime) -> int:
    """Take one batch through a step; how many subjects it dealt with."""
    batch = step.pending(now=now, limit=step.batch)
    if batch:
        step.save(await step.decide(batch, now=now), now=now)
    return len(batch)
