"""The local runner drains each step before the next, and settles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from wiredesk.basics.clock import SetClock
from wiredesk.basics.errors import StoreError
from wiredesk.engine.local import ROUNDS_MAX, run_once
from wiredesk.records.outcome import Stage

CLOCK = SetClock(datetime(2026, 10, 1, 12, tzinfo=UTC))


@dataclass
class Desk:
    """A step over numbers: takes what waits, hands it on, and sends some of it back."""

    stage: Stage  # one class stands for several steps here
    diary: list[tuple[Stage, int]]
    waiting: list[int] = field(default_factory=list)
    following: "Desk | None" = None
    returns: dict[int, "Desk"] = field(default_factory=dict)
    version: ClassVar[int] = 1
    batch: ClassVar[int] = 3

    def pending(self, *, now: datetime, limit: int) -> Sequence[int]:
        return self.waiting[:limit]

    async def decide(self, batch: Sequence[int], *, now: datetime) -> Sequence[int]:
        return batch

    def save(self, done: Sequence[int], *, now: datetime) -> None:
        for number in done:
            self.waiting.remove(number)
            self.diary.append((self.stage, number))
            if self.following:
                self.following.waiting.append(number)
            if number in self.returns:
                self.returns.pop(number).waiting.append(number)


def desks() -> tuple[list[Any], list[tuple[Stage, int]]]:
    """Three steps in a row, and the diary of what they did."""
    diary: list[tuple[Stage, int]] = []
    last = Desk(Stage.GRADE, diary)
    middle = Desk(Stage.LABEL, diary, following=last)
    return [Desk(Stage.READ, diary, list(range(7)), following=middle), middle, last], diary


async def test_each_step_is_drained_before_the_next_begins() -> None:
    steps, diary = desks()
    report = await run_once(steps, clock=CLOCK)
    assert [stage for stage, _ in diary] == [Stage.READ] * 7 + [Stage.LABEL] * 7 + [Stage.GRADE] * 7
    assert report.counts == {Stage.READ: 7, Stage.LABEL: 7, Stage.GRADE: 7}
    assert report.total == 21
    assert not any(step.waiting for step in steps)


async def test_what_is_sent_back_is_dealt_with_in_the_same_run() -> None:
    steps, diary = desks()
    steps[2].returns = {4: steps[1]}
    report = await run_once(steps, clock=CLOCK)
    assert diary[-2:] == [(Stage.LABEL, 4), (Stage.GRADE, 4)]
    assert report.counts[Stage.LABEL] == 8


async def test_a_second_run_has_nothing_to_do() -> None:
    steps, _ = desks()
    await run_once(steps, clock=CLOCK)
    assert (await run_once(steps, clock=CLOCK)).total == 0


async def test_steps_that_send_each_other_the_same_for_ever_are_ended() -> None:
    class Stubborn(Desk):
        def save(self, done: Sequence[int], *, now: datetime) -> None:
            super().save(done, now=now)
            steps[0].waiting.append(1)

    diary: list[tuple[Stage, int]] = []
    steps: list[Any] = [Desk(Stage.READ, diary, [1]), Stubborn(Stage.LABEL, diary)]
    steps[0].following = steps[1]
    report = await run_once(steps, clock=CLOCK)
    assert report.total == 2 * ROUNDS_MAX


async def test_who_watches_is_told_of_every_batch() -> None:
    told: list[tuple[Stage, int]] = []

    class Watcher:
        def advanced(self, stage: Stage, count: int) -> None:
            told.append((stage, count))

    steps, _ = desks()
    await run_once(steps, clock=CLOCK, progress=Watcher())
    assert told[:4] == [(Stage.READ, 3), (Stage.READ, 3), (Stage.READ, 1), (Stage.LABEL, 3)]


async def test_an_error_ends_the_run_and_leaves_the_rest_pending() -> None:
    class Broken(Desk):
        def save(self, done: Sequence[int], *, now: datetime) -> None:
            raise StoreError("is full.")

    diary: list[tuple[Stage, int]] = []
    steps: list[Any] = [Broken(Stage.READ, diary, [1, 2])]
    with pytest.raises(StoreError):
        await run_once(steps, clock=CLOCK)
    assert steps[0].waiting == [1, 2]
