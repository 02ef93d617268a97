"""The store's side of steps 8 and 9: rankings and holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.article import Article
from wiredesk.records.hold import Bucket, HoldVerdict
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import SourceAlarm
from wiredesk.records.work import HoldDone, HoldWork, RankDone, RankWork
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.corrections import chosen_leads
from wiredesk.world.store.heat import HeatStore

# An article in one of these is no member that a ranking counts.
UNCOUNTED: Final = frozenset({Bucket.FAILED, Bucket.REJECTED, Bucket.RETIRED})


class SettlingStore(HeatStore):
    """How hot stories are, and what is held."""

    # --- rank -----------------------------------------------------------------------------------------

    def list_rank_work(self, *, now: datetime, limit: int) -> list[RankWork]:
        """Stories that are due and have a graded member, by id."""
        stories = self._database.rows("list_rank_work", {"now": seconds(now), "limit": limit})
        members = self._members(row[0] for row in stories)
        known = self._known(one.provider for story in members.values() for one in story)
        rates = self._base_rates(one.provider.owner_key for one in known.values())
        ranked = self._rankings(row[0] for row in stories)
        unranked = [
            one.article_id for row in stories if row[0] not in ranked for one in members[row[0]]
        ]
        topics = {
            ArticleId(one): labels[0].topic
            for one, labels in self._labels(unranked).items()
            if labels
        }
        leads = self._database.rows("list_chosen_leads", {"stories": to_json(list(members))})
        chosen = chosen_leads(leads)
        return [
            RankWork(
                story_id=StoryId(row[0]),
                members=members[row[0]],
                lead=ArticleId(row[1]) if row[1] else None,
                heat=row[2] if row[3] is not None else None,
                before=ranked.get(row[0]),
                chosen_lead=chosen.get(StoryId(row[0])),
                providers={one.provider: known[one.provider].provider for one in members[row[0]]},
                rates=rates,
                topics=topics,
            )
            for row in stories
        ]

    def save_rankings(self, done: Sequence[RankDone], *, version: int, now: datetime) -> None:
        """Keep heat, lead and frozen weights; members move on or are judged again."""
        at = seconds(now)
        with self._database.transaction():
            self._database.write_many("save_ranking", (_ranking_columns(one, at) for one in done))
            self._log_rankings(done, at=at)
            for query, moved in (("judge_again", True), ("release_ranked", False)):
                self._database.write_many(
                    query,
                    (
                        {"story_id": rank.ranking.story_id, "now": at}
                        for rank in done
                        if rank.moved is moved
                    ),
                )
            decided = ((one.ranking.story_id, one.ranking.reasons, one.ranking) for one in done)
            self._save_outcomes(Stage.RANK, decided, version=version, now=now)

    # --- hold -----------------------------------------------------------------------------------------

    def list_hold_work(self, *, now: datetime, limit: int) -> list[HoldWork]:
        """Articles at stage hold that are due, by received_at, then id."""
        rows = self._waiting("list_articles_at", Stage.HOLD, now=now, limit=limit)
        ids = [row[0] for row in rows]
        standings, labels = self._standings(ids), self._labels(ids)
        origins = self._origins(one.family_id for one in standings.values() if one.family_id)
        live = self._live([*ids, *origins.values()])
        stories = self._stories(one.story_id for one in standings.values() if one.story_id)
        known = self._known(row[4] for row in rows)
        previous = self._verdicts(Stage.HOLD, ids)
        shown, alarms = self._shown(ids), self._alarms(ids)
        notes = {row[0]: row[1] for row in self._of("list_decision_notes", ids)}
        read_at = {row[0]: moment(row[1]) for row in self._of("list_read_at", ids)}
        work = []
        for row in rows:
            one = standings[row[0]]
            origin, story = origins.get(one.family_id), stories.get(one.story_id)
            before = previous.get(one.id)
            work.append(
                HoldWork(
                    article=from_json(row[1], Article),
                    provider=known[row[4]].provider,
                    relation=one.relation,
                    is_origin=one.is_origin,
                    origin=origin,
                    origin_published=origin in live,
                    story_id=one.story_id,
                    lead=story[1] if story else None,
                    quality=one.quality,
                    labels=labels.get(one.id, ()),
                    received_at=one.received_at,
                    provider_first_seen=known[row[4]].record.first_seen,
                    provider_articles=known[row[4]].record.articles,
                    was_published=one.id in live,
                    decision=one.decision,
                    decision_by=one.decision_by,
                    decision_at=one.decision_at,
                    decision_note=notes.get(one.id, ""),
                    decision_until=one.decision_until,
                    alarm=alarms.get(one.id, ""),
                    shown=shown[one.id][0] if one.id in shown and shown[one.id][1] else None,
                    read_at=read_at.get(one.id),
                    previous=from_json(before, HoldVerdict) if before else None,
                )
            )
        return work

    def _alarms(self, ids: Sequence[str]) -> dict[str, str]:
        """What the sources of these articles are held for."""
        return {
            row[0]: " ".join(reason.text for reason in from_json(row[1], SourceAlarm).reasons)
            for row in self._of("list_alarms_of", ids)
        }

    def save_holds(self, done: Sequence[HoldDone], *, version: int, now: datetime) -> None:
        """Keep verdict and bucket; on to publish, wait, or done."""
        ids = [hold.verdict.article_id for hold in done]
        with self._database.transaction():
            live, before = self._live(ids), self._standings(ids)
            self._database.write_many(
                "save_hold",
                (_hold_columns(one, now=now, out=one.verdict.article_id in live) for one in done),
            )
            # Who was rejected no longer counts in its story, and who was taken back does again.
            crossed = [
                one.verdict.article_id
                for one in done
                if one.verdict.article_id in before
                and (one.bucket in UNCOUNTED)
                is not (before[one.verdict.article_id].bucket in UNCOUNTED)
            ]
            if crossed:
                moved = {"values": to_json(crossed), "now": seconds(now)}
                self._database.write("rank_stories_of", moved)
            decided = ((one.verdict.article_id, one.verdict.reasons, one.verdict) for one in done)
            self._save_outcomes(Stage.HOLD, decided, version=version, now=now)


def _ranking_columns(rank: RankDone, at: int) -> dict[str, object]:
    ranking = rank.ranking
    return {
        "id": ranking.story_id,
        "lead": ranking.lead,
        "heat": ranking.heat,
        "now": at,
        "due_at": None if ranking.due_at is None else seconds(ranking.due_at),
        "reports": ranking.reports,
        "independent": ranking.independent,
    }


def _hold_columns(hold: HoldDone, *, now: datetime, out: bool) -> dict[str, object]:
    """Released, or withdrawn: to publish.  Else it waits for its lift, or is done; so does what is frozen."""
    to_publish = (out or hold.bucket is Bucket.PUBLISHED) and not hold.verdict.is_frozen
    lift_at = None if hold.due_at is None else seconds(hold.due_at)
    waits = lift_at is not None and not to_publish
    stage = Stage.PUBLISH if to_publish else Stage.HOLD if waits else Stage.DONE
    cause = hold.verdict.cause
    since = next((one.since for one in hold.verdict.holds if one.reason.value == cause), None)
    return {
        "id": hold.verdict.article_id,
        "bucket": hold.bucket.value,
        "cause": cause,
        "since": None if since is None else seconds(since),
        "stage": stage.value,
        "due_at": lift_at if waits else seconds(now),
        "lift_at": lift_at,
    }
