"""Four things hold at every step: one transaction, idempotent, versioned, reasoned.

The route runs over real parts: SQLite in memory, the sample press on loopback, the door, the archive and
worker processes.  What each step was given and gave is kept, and then tried again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from insides import on_commit
from stores import choose_store

from wiredesk.app import open_hub
from wiredesk.basics.clock import SetClock
from wiredesk.cli.demo import make_demo_hub
from wiredesk.ports import Store
from wiredesk.records.outcome import Stage
from wiredesk.route.order import ROUTE, STAGES
from wiredesk.route.step import Step
from wiredesk.sample.newsroom import load_newsroom
from wiredesk.sample.press import serve_press
from wiredesk.world.store import SqlStore

pytestmark = pytest.mark.slow
DAYS = 2


@dataclass(slots=True)
class Seen:
    """What was observed of one step."""

    version: int
    subjects: list[str] = field(default_factory=list)
    commits: list[int] = field(default_factory=list)
    """Transactions of each saving."""
    again: list[bool] = field(default_factory=list)
    """Whether saving the same again left the store as it was."""


class Observer:
    """Takes batches through the steps and looks at the store before and after."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._commits = 0
        on_commit(store, self._committed)
        self.seen: dict[Stage, Seen] = {}

    async def drain(self, steps: Sequence[Step[Any, Any]], *, now: datetime) -> None:
        for step in steps:
            for _ in range(20):
                batch = step.pending(now=now, limit=step.batch)
                if not batch:
                    break
                await self._batch(step, batch, now=now)

    async def _batch(self, step: Step[Any, Any], batch: Sequence[Any], *, now: datetime) -> None:
        seen = self.seen.setdefault(step.stage, Seen(version=step.version))
        done = await step.decide(batch, now=now)
        self._commits = 0
        step.save(done, now=now)
        seen.commits.append(self._commits)
        seen.subjects += [subject_of(one) for one in done]
        once = self._store.dump()
        step.save(done, now=now)
        seen.again.append(self._store.dump() == once)

    def _committed(self) -> None:
        self._commits += 1


def subject_of(done: Any) -> str:
    for name in ("article_id", "source_id"):
        if hasattr(done, name):
            return str(getattr(done, name))
    inner = getattr(done, "verdict", None) or done.ranking
    return str(getattr(inner, "article_id", None) or inner.story_id)


async def observed(folder: Path) -> tuple[Observer, dict[str, list[Any]]]:
    newsroom = load_newsroom()
    clock = SetClock(newsroom.begins_at)
    async with serve_press(newsroom, now=clock.now) as press:
        make_demo_hub(folder, newsroom.papers.values(), press_port=press.port, port=8420)
        choose_store(folder)
        async with open_hub(folder, clock=clock) as hub:
            assert isinstance(hub.store, SqlStore)
            observer = Observer(hub.store)
            for _ in range(DAYS):
                clock.advance(timedelta(days=1))
                await observer.drain(hub.steps, now=clock.now())
            return observer, outcomes_of(hub.store, observer)


def outcomes_of(store: Store, observer: Observer) -> dict[str, list[Any]]:
    return {
        subject: store.list_outcomes(subject)
        for seen in observer.seen.values()
        for subject in seen.subjects
    }


@pytest.fixture(scope="module")
def run(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Observer, dict[str, list[Any]]]:
    return asyncio.run(observed(tmp_path_factory.mktemp("steps") / "hub"))


def test_the_route_has_ten_steps_in_the_order_of_their_stages() -> None:
    assert len(ROUTE) == 10
    assert list(STAGES) == [stage for stage in Stage if stage is not Stage.DONE]


@pytest.mark.parametrize("stage", STAGES, ids=[stage.value for stage in STAGES])
def test_a_batch_is_saved_in_one_transaction(stage: Stage, run: Any) -> None:
    commits = run[0].seen[stage].commits
    # Publishing notes afterwards, in a transaction of its own, that the outlets have followed.
    allowed = {1, 2} if stage is Stage.PUBLISH else {1}
    assert commits
    assert set(commits) <= allowed


@pytest.mark.parametrize("stage", STAGES, ids=[stage.value for stage in STAGES])
def test_saving_the_same_again_changes_nothing(stage: Stage, run: Any) -> None:
    assert all(run[0].seen[stage].again)


@pytest.mark.parametrize("stage", STAGES, ids=[stage.value for stage in STAGES])
def test_the_outcome_names_the_version(stage: Stage, run: Any) -> None:
    observer, outcomes = run
    seen = observer.seen[stage]
    for subject in seen.subjects:
        versions = [one.version for one in outcomes[subject] if one.step is stage]
        assert versions == [seen.version], subject


@pytest.mark.parametrize("stage", STAGES, ids=[stage.value for stage in STAGES])
def test_the_outcome_carries_its_reasons(stage: Stage, run: Any) -> None:
    observer, outcomes = run
    for subject in observer.seen[stage].subjects:
        reasons = [one.reasons for one in outcomes[subject] if one.step is stage]
        assert reasons[0], f"{stage.value} gave {subject} no reason"
        assert all(reason.code and reason.text for reason in reasons[0])
