"""Step 8 of 10: how hot is the story, and which article stands for it?

In: a story with its graded members.  Out: heat, lead, and the frozen weights of new members.
Next: `hold` for its members.  Comes back by itself when the heat has decayed enough to matter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from wiredesk.basics.ids import TopicId
from wiredesk.craft.heat import HEAT_STEP, counted_at, file_weights, rank
from wiredesk.ports import Store
from wiredesk.records.calibration import Calibration
from wiredesk.records.coverage import Filed
from wiredesk.records.outcome import Stage
from wiredesk.records.topic import Topic
from wiredesk.records.work import RankDone, RankWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """Counts independent reporting, now."""

    stage: ClassVar[Stage] = Stage.RANK
    version: ClassVar[int] = 2
    batch: ClassVar[int] = 500

    store: Store
    roots: Mapping[TopicId, TopicId] = field(default_factory=dict)
    """The root topic above each topic."""

    def pending(self, *, now: datetime, limit: int) -> Sequence[RankWork]:
        """Stories that are due."""
        return self.store.list_rank_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[RankWork], *, now: datetime) -> Sequence[RankDone]:
        """Each story by itself."""
        calibrations = self.store.list_calibrations()
        return [self._rank(work, calibrations, now=now) for work in batch]

    def save(self, done: Sequence[RankDone], *, now: datetime) -> None:
        """Rankings and weights of the whole batch."""
        self.store.save_rankings(done, version=self.version, now=now)

    def _rank(
        self, work: RankWork, calibrations: Sequence[Calibration], *, now: datetime
    ) -> RankDone:
        weights = file_weights(work.members, work.providers, rates=work.rates)
        members = [
            replace(one, weight=weights[one.article_id]) if one.article_id in weights else one
            for one in work.members
        ]
        topic, calibration = self._calibration(work, calibrations)
        best = work.before.best if work.before else ()
        ranking = rank(
            work.story_id,
            members,
            now=now,
            calibration=calibration,
            current_lead=work.lead,
            current_best=best,
            chosen_lead=work.chosen_lead,
        )
        moved = (
            work.heat is None
            or ranking.lead != work.lead
            or ranking.best != best
            or abs(ranking.heat - work.heat) >= HEAT_STEP
        )
        heat = ranking.heat if moved or work.heat is None else work.heat
        return RankDone(
            ranking=replace(ranking, heat=heat, topic=topic),
            filed={
                one.article_id: Filed(weight=weights[one.article_id], counted_at=counted_at(one))
                for one in members
                if one.article_id in weights
            },
            moved=moved,
        )

    def _calibration(
        self, work: RankWork, calibrations: Sequence[Calibration]
    ) -> tuple[str, Calibration]:
        """A story keeps that of its first ranking, so that only coverage and time move its heat."""
        if work.before is not None:
            number = work.before.calibration
            return work.before.topic, next(one for one in calibrations if one.number == number)
        found = Counter(
            self.roots.get(work.topics[one.article_id], work.topics[one.article_id])
            for one in work.members
            if one.article_id in work.topics
        )
        topic = found.most_common(1)[0][0] if found else ""
        latest = {one.topic: one for one in calibrations}
        return topic, latest.get(topic) or latest[""]


def roots_of(topics: Iterable[Topic]) -> dict[TopicId, TopicId]:
    """The root topic above each topic; parents were checked to form no circle."""
    parents = {topic.id: topic.parent for topic in topics}
    roots = {}
    for topic in parents:
        root = topic
        while (parent := parents.get(root)) is not None:
            root = parent
        roots[topic] = root
    return roots
