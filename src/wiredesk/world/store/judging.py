"""The store's side of steps 4 to 7: families, stories, labels, grades."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from wiredesk.basics.ids import StoryId
from wiredesk.records.article import Article
from wiredesk.records.family import FamilyVerdict, Fingerprint
from wiredesk.records.grade import Grade
from wiredesk.records.outcome import Stage
from wiredesk.records.story import StoryVerdict
from wiredesk.records.topic import Labels, TopicLesson
from wiredesk.records.work import (
    GradeWork,
    GroupDone,
    GroupWork,
    LabelWork,
    MatchDone,
    MatchWork,
)
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.standing import StandingStore, lesson_of


class JudgingStore(StandingStore):
    """What was decided about articles by themselves and among each other."""

    # --- match --------------------------------------------------------------------------------------

    def list_match_work(self, *, now: datetime, limit: int) -> list[MatchWork]:
        """Articles at stage match, by effective time, then id."""
        rows = self._waiting("list_articles_by_time", Stage.MATCH, now=now, limit=limit)
        known = self._known(row[4] for row in rows)
        return [
            MatchWork(
                article=from_json(row[1], Article),
                received_at=moment(row[2]),
                provider=known[row[4]].provider,
            )
            for row in rows
        ]

    def replay_families(self, *, since: datetime) -> Iterator[tuple[Fingerprint, FamilyVerdict]]:
        """Fingerprints with verdicts received since then, in the order in which they were saved."""
        at = seconds(since)
        begin = self._database.row("first_family", (at,))
        if begin is None or begin[0] is None:
            return
        for _, body, verdict in self._parts("replay_families", key="seq", begin=begin[0], since=at):
            yield from_json(body, Fingerprint), from_json(verdict, FamilyVerdict)

    def save_families(self, done: Sequence[MatchDone], *, version: int, now: datetime) -> None:
        """Keep family, relation and fingerprint; on to group."""
        with self._database.transaction():
            self._database.write_many(
                "save_fingerprint",
                (
                    {
                        "id": match.verdict.article_id,
                        "received_at": seconds(match.fingerprint.received_at),
                        "body": to_json(match.fingerprint),
                        "verdict": to_json(match.verdict),
                    }
                    for match in done
                ),
            )
            for match in done:
                self._save_family(match, now=now)
            for again, of in self._of("list_again", (one.verdict.article_id for one in done)):
                self._withdraw_again(again, of, now=now)
            decided = ((one.verdict.article_id, one.verdict.reasons, one.verdict) for one in done)
            self._save_outcomes(Stage.MATCH, decided, version=version, now=now)

    def _save_family(self, match: MatchDone, *, now: datetime) -> None:
        verdict = match.verdict
        family = {"family_id": verdict.family_id, "now": seconds(now)}
        place = {
            "id": verdict.article_id,
            "relation": verdict.relation.value,
            "credit": match.fingerprint.credit,
        }
        self._database.write("save_family", family | place)
        origin = {"family_id": verdict.family_id, "origin": verdict.origin or verdict.article_id}
        if self._database.write("save_origin", origin):
            self._database.write("regrade_family", family)

    # --- group --------------------------------------------------------------------------------------

    def list_group_work(self, *, now: datetime, limit: int) -> list[GroupWork]:
        """Articles at stage group, by effective time, then id."""
        return [
            GroupWork(
                article=from_json(row[1], Article),
                received_at=moment(row[2]),
                story_id=StoryId(row[3]) if row[3] else None,
            )
            for row in self._waiting("list_articles_by_time", Stage.GROUP, now=now, limit=limit)
        ]

    def replay_stories(self, *, since: datetime) -> Iterator[tuple[bytes, StoryId]]:
        """Features with current story ids of articles effective since then, in saved order."""
        at = seconds(since)
        begin = self._database.row("first_story", (at,))
        if begin is None or begin[0] is None:
            return
        for _, body, story in self._parts("replay_stories", key="seq", begin=begin[0], since=at):
            yield body, StoryId(story)

    def save_stories(self, done: Sequence[GroupDone], *, version: int, now: datetime) -> None:
        """Keep membership; merged stories redirect and their members move; on to label."""
        with self._database.transaction():
            for group in done:
                self._save_membership(group.verdict, now=now)
            self._database.write_many(
                "save_feature",
                (
                    {"id": group.verdict.article_id, "body": group.features}
                    for group in done
                    if group.features is not None
                ),
            )
            decided = ((one.verdict.article_id, one.verdict.reasons, one.verdict) for one in done)
            self._save_outcomes(Stage.GROUP, decided, version=version, now=now)

    def _save_membership(self, verdict: StoryVerdict, *, now: datetime) -> None:
        """Put an article into its story; where that one was absorbed meanwhile, into what absorbed it."""
        at, into = seconds(now), self._present_story(verdict.story_id)
        self._database.write("begin_story", {"id": into, "now": at})
        before = self._database.row("story_of_article", (verdict.article_id,))
        if before is not None and before[0] not in (None, into):
            self._database.write("story_due", {"id": before[0], "now": at})
        place = {"id": verdict.article_id, "story_id": into, "now": at}
        self._database.write("save_membership", place)
        for absorbed in verdict.merged:
            if absorbed == into:
                continue
            moved = {"absorbed": absorbed, "into": into}
            self._database.write("absorb_members", {**moved, "now": at})
            self._database.write("redirect_story", moved)
            self._database.write("flatten_redirects", moved)

    def _present_story(self, story_id: StoryId) -> StoryId:
        row = self._database.row("resolve_story", (story_id,))
        return StoryId(row[0]) if row else story_id

    # --- label and grade ------------------------------------------------------------------------------

    def list_label_work(self, *, now: datetime, limit: int) -> list[LabelWork]:
        """Articles at stage label, by received_at, then id."""
        rows = self._waiting("list_articles_at", Stage.LABEL, now=now, limit=limit)
        lessons: dict[str, list[TopicLesson]] = {}
        for row in self._of("list_lessons_of", (row[0] for row in rows)):
            lessons.setdefault(row[0], []).append(lesson_of(row))
        return [
            LabelWork(article=from_json(row[1], Article), lessons=tuple(lessons.get(row[0], ())))
            for row in rows
        ]

    def save_labels(self, done: Sequence[Labels], *, version: int, now: datetime) -> None:
        """Keep labels; on to grade."""
        stage, at = Stage.GRADE.value, seconds(now)
        with self._database.transaction():
            self._database.write_many(
                "advance", ({"id": one.article_id, "stage": stage, "now": at} for one in done)
            )
            ids = to_json([one.article_id for one in done])
            self._database.write("forget_topics", (ids,))
            self._database.write_many(
                "save_topic",
                ((one.article_id, label.topic) for one in done for label in one.labels),
            )
            decided = ((one.article_id, one.reasons, one) for one in done)
            self._save_outcomes(Stage.LABEL, decided, version=version, now=now)

    def list_grade_work(self, *, now: datetime, limit: int) -> list[GradeWork]:
        """Articles at stage grade, by received_at, then id."""
        rows = self._waiting("list_articles_at", Stage.GRADE, now=now, limit=limit)
        ids = [row[0] for row in rows]
        standings, labels = self._standings(ids), self._labels(ids)
        shared, known = self._shared_images(ids), self._known(row[4] for row in rows)
        return [
            GradeWork(
                article=from_json(row[1], Article),
                provider=known[row[4]].provider,
                behaviour=known[row[4]].record,
                relation=standings[row[0]].relation,
                is_origin=standings[row[0]].is_origin,
                credit=standings[row[0]].credit,
                image_is_shared=row[0] in shared,
                labels=labels.get(row[0], ()),
            )
            for row in rows
        ]

    def save_grades(self, done: Sequence[Grade], *, version: int, now: datetime) -> None:
        """Keep quality; on to rank, and the story becomes due for ranking."""
        at = seconds(now)
        with self._database.transaction():
            self._database.write_many(
                "save_grade",
                (
                    {
                        "id": one.article_id,
                        "quality": one.quality,
                        "is_clickbait": int(one.is_clickbait),
                        "is_corrected": int(one.is_corrected),
                        "now": at,
                    }
                    for one in done
                ),
            )
            graded = to_json([one.article_id for one in done])
            self._database.write("rank_stories_of", {"values": graded, "now": at})
            decided = ((one.article_id, one.reasons, one) for one in done)
            self._save_outcomes(Stage.GRADE, decided, version=version, now=now)
