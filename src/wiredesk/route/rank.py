"""Step 8 of 10: how hot is the story, and which article stands for it?

In: a story with its graded members.  Out: heat, lead, and the frozen weights of new members.
Next: `hold` for its members.  Comes back by itself when the heat has decayed enough to matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

from wiredesk.craft.heat import DEFAULT_CALIBRATION, Calibration, filed_weights, rank
from wiredesk.ports import Store
from wiredesk.records.outcome import Stage
from wiredesk.records.work import RankDone, RankWork

HEAT_STEP: Final = 3  # points; a smaller move is not published (RECORD.md 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """Counts independent reporting, now."""

    stage: ClassVar[Stage] = Stage.RANK
    version: ClassVar[int] = 1
    batch: ClassVar[int] = 500

    store: Store
    calibration: Calibration = DEFAULT_CALIBRATION

    def pending(self, *, now: datetime, limit: int) -> Sequence[RankWork]:
        """Stories that are due."""
        return self.store.list_rank_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[RankWork], *, now: datetime) -> Sequence[RankDone]:
        """Each story by itself."""
        return [self._rank(work, now=now) for work in batch]

    def save(self, done: Sequence[RankDone], *, now: datetime) -> None:
        """Rankings and weights of the whole batch."""
        self.store.save_rankings(done, version=self.version, now=now)

    def _rank(self, work: RankWork, *, now: datetime) -> RankDone:
        weights = filed_weights(work.members, work.providers)
        members = [
            replace(one, weight=weights.get(one.article_id, one.weight)) for one in work.members
        ]
        ranking = rank(
            work.story_id,
            members,
            now=now,
            calibration=self.calibration,
            current_lead=work.lead,
        )
        moved = (
            work.heat is None
            or ranking.lead != work.lead
            or abs(ranking.heat - work.heat) >= HEAT_STEP
        )
        heat = ranking.heat if moved or work.heat is None else work.heat
        return RankDone(ranking=replace(ranking, heat=heat), weights=weights, moved=moved)
