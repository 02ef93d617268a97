"""The store's side of steps 8 and 9: rankings, holds, and what a person chose."""

from collections.abc import Sequence
from datetime import datetime

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.article import Article
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket, HoldVerdict
from wiredesk.records.outcome import Stage
from wiredesk.records.story import StoryMember
from wiredesk.records.work import HoldDone, HoldWork, RankDone, RankWork
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.judging import JudgingStore


class SettlingStore(JudgingStore):
    """How hot stories are, and what may go out."""

    # --- rank -----------------------------------------------------------------------------------------

    def list_rank_work(self, *, now: datetime, limit: int) -> list[RankWork]:
        """Stories that are due and have a graded member, by id."""
        stories = self._database.rows("list_rank_work", {"now": seconds(now), "limit": limit})
        members: dict[str, list[StoryMember]] = {row[0]: [] for row in stories}
        for row in self._database.rows("list_members", (to_json(list(members)),)):
            members[row[0]].append(_member(row))
        domains = {member.provider for one in members.values() for member in one}
        providers = self._providers(sorted(domains))
        return [
            RankWork(
                story_id=StoryId(row[0]),
                members=tuple(members[row[0]]),
                lead=ArticleId(row[1]) if row[1] else None,
                heat=row[2] if row[3] is not None else None,
                providers={one.provider: providers[one.provider] for one in members[row[0]]},
            )
            for row in stories
        ]

    def save_rankings(self, done: Sequence[RankDone], *, version: int, now: datetime) -> None:
        """Keep heat, lead and frozen weights; members move on or are judged again."""
        at = seconds(now)
        with self._database.transaction():
            for rank in done:
                ranking = rank.ranking
                due = ranking.due_at
                self._database.write(
                    "save_ranking",
                    {
                        "id": ranking.story_id,
                        "lead": ranking.lead,
                        "heat": ranking.heat,
                        "now": at,
                        "due_at": None if due is None else seconds(due),
                        "reports": ranking.reports,
                        "independent": ranking.independent,
                    },
                )
                self._database.write_many(
                    "file_weight",
                    ({"id": one, "weight": weight} for one, weight in rank.weights.items()),
                )
                story = {"story_id": ranking.story_id, "now": at}
                self._database.write("judge_again" if rank.moved else "release_ranked", story)
                self._database.write("release_ranked", story)
                self._save_outcome(
                    ranking.story_id,
                    Stage.RANK,
                    version=version,
                    now=now,
                    reasons=ranking.reasons,
                    verdict=ranking,
                )

    # --- hold -----------------------------------------------------------------------------------------

    def list_hold_work(self, *, now: datetime, limit: int) -> list[HoldWork]:
        """Articles at stage hold that are due, by received_at, then id."""
        rows = self._waiting("list_articles_at", Stage.HOLD, now=now, limit=limit)
        ids = [row[0] for row in rows]
        standings, labels = self._standings(ids), self._labels(ids)
        origins = self._origins([one.family_id for one in standings.values()])
        live = self._live([*ids, *origins.values()])
        stories = self._leads([one.story_id for one in standings.values()])
        providers = self._providers([row[4] for row in rows])
        behaviour = {domain: self._behaviour(domain) for domain in sorted(providers)}
        previous = self._verdicts(Stage.HOLD, ids)
        work = []
        for row in rows:
            one = standings[row[0]]
            origin = origins.get(one.family_id)
            work.append(
                HoldWork(
                    article=from_json(row[1], Article),
                    provider=providers[row[4]],
                    relation=one.relation,
                    is_origin=one.is_origin,
                    origin=origin,
                    origin_published=origin in live,
                    story_id=one.story_id,
                    lead=stories.get(one.story_id),
                    quality=one.quality,
                    labels=labels.get(row[0], ()),
                    received_at=one.received_at,
                    provider_first_seen=behaviour[row[4]].first_seen,
                    provider_articles=behaviour[row[4]].articles,
                    was_published=one.id in live,
                    decision=one.decision,
                    decision_by=one.decision_by,
                    decision_at=one.decision_at,
                    previous=from_json(previous[row[0]], HoldVerdict)
                    if row[0] in previous
                    else None,
                )
            )
        return work

    def save_holds(self, done: Sequence[HoldDone], *, version: int, now: datetime) -> None:
        """Keep verdict and bucket; on to publish, wait, or done."""
        with self._database.transaction():
            live = self._live([hold.verdict.article_id for hold in done])
            for hold in done:
                verdict = hold.verdict
                out = hold.bucket is Bucket.PUBLISHED or verdict.article_id in live
                waits = hold.due_at is not None and not out
                stage = Stage.PUBLISH if out else Stage.HOLD if waits else Stage.DONE
                self._database.write(
                    "save_hold",
                    {
                        "id": verdict.article_id,
                        "bucket": hold.bucket.value,
                        "cause": verdict.holds[0].reason.value if verdict.holds else "",
                        "stage": stage.value,
                        "due_at": seconds(hold.due_at if waits and hold.due_at else now),
                        "lift_at": None if hold.due_at is None else seconds(hold.due_at),
                    },
                )
                self._save_outcome(
                    verdict.article_id,
                    Stage.HOLD,
                    version=version,
                    now=now,
                    reasons=verdict.reasons,
                    verdict=verdict,
                )

    def save_decision(
        self, article_id: ArticleId, decision: str, *, by: str, note: str, now: datetime
    ) -> None:
        """What a person chose: `release`, `reject`, `hold`, or empty to take it back."""
        at = seconds(now)
        with self._database.transaction():
            chosen = {"id": article_id, "decision": decision, "by": by, "at": at}
            self._database.write("save_decision", chosen)
            self._database.write("log_decision", chosen | {"note": note})


def _member(row: Row) -> StoryMember:
    return StoryMember(
        article_id=row[1],
        provider=row[2],
        owner=row[3],
        family_id=row[4],
        relation=Relation(row[5]),
        is_origin=bool(row[6]),
        quality=row[7],
        received_at=moment(row[8]),
        effective_at=moment(row[9]),
        weight=row[10],
        resurfaced=bool(row[11]),
        title=row[12],
    )
