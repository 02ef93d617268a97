"""Step 9 of 10: may it go out?

In: an article with its grade, family, story and what a person chose.  Out: typed holds, or release.
Next: `publish`.  Comes back by itself when a hold lifts itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from wiredesk.craft.editorial import (
    HoldCase,
    HoldPolicy,
    find_switch,
    find_unsafe,
    judge_holds,
    next_judgement,
)
from wiredesk.craft.rights import find_rights_hold, policy_of
from wiredesk.ports import Store
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Stage
from wiredesk.records.rights import DEFAULT_RULES, RightsRules
from wiredesk.records.work import HoldDone, HoldWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldStep:
    """Holds with reasons, releases the rest."""

    stage: ClassVar[Stage] = Stage.HOLD
    version: ClassVar[int] = 2
    batch: ClassVar[int] = 500

    store: Store
    policy: HoldPolicy
    rules: RightsRules = DEFAULT_RULES

    def pending(self, *, now: datetime, limit: int) -> Sequence[HoldWork]:
        """Articles whose judgement is due."""
        return self.store.list_hold_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[HoldWork], *, now: datetime) -> Sequence[HoldDone]:
        """A verdict for each."""
        return [self._judge(work, now=now) for work in batch]

    def save(self, done: Sequence[HoldDone], *, now: datetime) -> None:
        """Verdicts of the whole batch."""
        self.store.save_holds(done, version=self.version, now=now)

    def _judge(self, work: HoldWork, *, now: datetime) -> HoldDone:
        case = _with_rights(_case(work), work, self.rules, now=now)
        verdict = judge_holds(case, policy=self.policy, now=now)
        bucket = Bucket.REJECTED if work.decision == "reject" else verdict.bucket
        due = None if bucket is Bucket.REJECTED else next_judgement(verdict)
        return HoldDone(verdict=verdict, bucket=bucket, due_at=due)


def _with_rights(case: HoldCase, work: HoldWork, rules: RightsRules, *, now: datetime) -> HoldCase:
    article = work.article
    policy = policy_of(rules, provider=article.provider, source=article.source)
    why, until = find_rights_hold(policy=policy, published=article.time.published, now=now)
    return replace(case, rights=why, rights_until=until)


def _case(work: HoldWork) -> HoldCase:
    return HoldCase(
        article_id=work.article.id,
        kind=work.article.kind,
        time=work.article.time,
        quality=work.quality,
        topics=len(work.labels),
        relation=work.relation,
        is_origin=work.is_origin,
        origin=work.origin,
        origin_published=work.origin_published,
        lead=work.lead,
        provider_name=work.provider.name,
        provider_vouched=work.provider.listed or work.provider.official,
        provider_first_seen=work.provider.known_since or work.provider_first_seen,
        provider_articles=work.provider_articles,
        unsafe=find_unsafe(work.article),
        correction=find_switch(work.shown, work.article) if work.shown else "",
        read_at=work.read_at,
        alarm=work.alarm,
        decision=work.decision,
        decision_by=work.decision_by,
        decision_at=work.decision_at,
        decision_note=work.decision_note,
        decision_until=work.decision_until,
        previous=work.previous,
    )
