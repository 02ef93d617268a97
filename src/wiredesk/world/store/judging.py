"""The store's side of steps 4 to 7: families, stories, labels, grades."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.records.article import Article
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import Provider
from wiredesk.records.topic import Label, Labels
from wiredesk.records.work import (
    GradeWork,
    GroupDone,
    GroupWork,
    LabelWork,
    MatchDone,
    MatchWork,
    ProviderRecord,
)
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.outcomes import OutcomeStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the store knows of an article beyond its text."""

    id: ArticleId
    provider: str
    family_id: FamilyId
    relation: Relation
    is_origin: bool
    credit: str
    story_id: StoryId
    quality: int
    received_at: datetime
    image_url: str | None
    bucket: Bucket
    decision: str
    decision_by: str
    decision_at: datetime | None


class JudgingStore(OutcomeStore):
    """What was decided about articles and stories."""

    # --- match --------------------------------------------------------------------------------------

    def list_match_work(self, *, now: datetime, limit: int) -> list[MatchWork]:
        """Articles at stage match, by effective time, then id."""
        rows = self._waiting("list_articles_by_time", Stage.MATCH, now=now, limit=limit)
        providers = self._providers([row[4] for row in rows])
        return [
            MatchWork(
                article=from_json(row[1], Article),
                received_at=moment(row[2]),
                provider=providers[row[4]],
            )
            for row in rows
        ]

    def replay_families(self, *, since: datetime) -> Iterator[tuple[Fingerprint, FamilyVerdict]]:
        """Fingerprints with verdicts received since then, in the order in which they were saved."""
        for body, verdict in self._database.rows("replay_families", {"since": seconds(since)}):
            yield from_json(body, Fingerprint), from_json(verdict, FamilyVerdict)

    def save_families(self, done: Sequence[MatchDone], *, version: int, now: datetime) -> None:
        """Keep family, relation and fingerprint; on to group."""
        with self._database.transaction():
            for match in done:
                verdict = match.verdict
                self._database.write(
                    "save_fingerprint",
                    {
                        "id": verdict.article_id,
                        "received_at": seconds(match.fingerprint.received_at),
                        "body": to_json(match.fingerprint),
                        "verdict": to_json(verdict),
                    },
                )
                self._save_family(match, now=now)
                self._save_outcome(
                    verdict.article_id,
                    Stage.MATCH,
                    version=version,
                    now=now,
                    reasons=verdict.reasons,
                    verdict=verdict,
                )

    def _save_family(self, match: MatchDone, *, now: datetime) -> None:
        verdict = match.verdict
        family = {"family_id": verdict.family_id, "now": seconds(now)}
        self._database.write(
            "save_family",
            family
            | {
                "id": verdict.article_id,
                "relation": verdict.relation.value,
                "credit": match.fingerprint.credit,
            },
        )
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
        for body, story in self._database.rows("replay_stories", {"since": seconds(since)}):
            yield body, StoryId(story)

    def save_stories(self, done: Sequence[GroupDone], *, version: int, now: datetime) -> None:
        """Keep membership; merged stories redirect and their members move; on to label."""
        at = seconds(now)
        with self._database.transaction():
            for group in done:
                verdict = group.verdict
                place = {"id": verdict.article_id, "story_id": verdict.story_id, "now": at}
                self._database.write("begin_story", {"id": verdict.story_id, "now": at})
                self._database.write("save_membership", place)
                self._database.write(
                    "save_feature",
                    {"id": verdict.article_id, "body": group.features},
                )
                for absorbed in verdict.merged:
                    moved = {"absorbed": absorbed, "into": verdict.story_id, "now": at}
                    self._database.write("absorb_members", moved)
                    self._database.write("redirect_story", moved)
                self._save_outcome(
                    verdict.article_id,
                    Stage.GROUP,
                    version=version,
                    now=now,
                    reasons=verdict.reasons,
                    verdict=verdict,
                )

    # --- label and grade ------------------------------------------------------------------------------

    def list_label_work(self, *, now: datetime, limit: int) -> list[LabelWork]:
        """Articles at stage label, by received_at, then id."""
        rows = self._waiting("list_articles_at", Stage.LABEL, now=now, limit=limit)
        return [LabelWork(article=from_json(row[1], Article)) for row in rows]

    def save_labels(self, done: Sequence[Labels], *, version: int, now: datetime) -> None:
        """Keep labels; on to grade."""
        with self._database.transaction():
            for labels in done:
                self._advance(labels.article_id, Stage.GRADE, now=now)
                self._save_outcome(
                    labels.article_id,
                    Stage.LABEL,
                    version=version,
                    now=now,
                    reasons=labels.reasons,
                    verdict=labels,
                )

    def list_grade_work(self, *, now: datetime, limit: int) -> list[GradeWork]:
        """Articles at stage grade, by received_at, then id."""
        rows = self._waiting("list_articles_at", Stage.GRADE, now=now, limit=limit)
        ids = [row[0] for row in rows]
        standings, labels = self._standings(ids), self._labels(ids)
        shared = {row[0] for row in self._database.rows("list_shared_images", (to_json(ids),))}
        providers = self._providers([row[4] for row in rows])
        behaviour = {domain: self._behaviour(domain) for domain in sorted(providers)}
        return [
            GradeWork(
                article=from_json(row[1], Article),
                provider=providers[row[4]],
                behaviour=behaviour[row[4]],
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
            stories = self._standings([grade.article_id for grade in done])
            for grade in done:
                quality = {"id": grade.article_id, "quality": grade.quality, "now": at}
                self._database.write("save_grade", quality)
                story = {"id": stories[grade.article_id].story_id, "now": at}
                self._database.write("begin_story", story)
                self._save_outcome(
                    grade.article_id,
                    Stage.GRADE,
                    version=version,
                    now=now,
                    reasons=grade.reasons,
                    verdict=grade,
                )

    # --- looked up by several steps ---------------------------------------------------------------------

    def _waiting(self, query: str, stage: Stage, *, now: datetime, limit: int) -> list[Row]:
        values = {"stage": stage.value, "now": seconds(now), "limit": limit}
        return self._database.rows(query, values)

    def _providers(self, domains: Sequence[str]) -> dict[str, Provider]:
        found = {
            row[0]: from_json(row[1], Provider)
            for row in self._database.rows("list_providers", (to_json(sorted(set(domains))),))
        }
        return {
            domain: found.get(domain) or Provider(domain=domain, name=domain) for domain in domains
        }

    def _behaviour(self, domain: str) -> ProviderRecord:
        row = self._database.row("count_provider", (domain,)) or (0, 0, 0, 0, 0)
        seen = self._database.row("list_providers", (to_json([domain]),))
        return ProviderRecord(
            articles=row[0],
            originals=row[1],
            copies=row[2],
            with_author=row[3],
            press_releases=row[4],
            first_seen=moment_or_none(seen[2]) if seen else None,
        )

    def _standings(self, ids: Sequence[str]) -> dict[str, Standing]:
        rows = self._database.rows("list_standing", (to_json(list(ids)),))
        return {row[0]: _standing(row) for row in rows}

    def _labels(self, ids: Sequence[str]) -> dict[str, tuple[Label, ...]]:
        stored = self._verdicts(Stage.LABEL, ids)
        return {one: from_json(verdict, Labels).labels for one, verdict in stored.items()}

    def _verdicts(self, step: Stage, ids: Sequence[str]) -> dict[str, str]:
        values = {"step": step.value, "values": to_json(list(ids))}
        return {row[0]: row[1] for row in self._database.rows("list_labels", values)}

    def _live(self, ids: Sequence[str]) -> set[str]:
        return {row[0] for row in self._database.rows("list_live", (to_json(list(ids)),))}

    def _origins(self, families: Sequence[str]) -> Mapping[str, ArticleId]:
        return {
            row[0]: row[1]
            for row in self._database.rows("list_origins", (to_json(list(families)),))
        }

    def _leads(self, stories: Sequence[str]) -> Mapping[str, ArticleId | None]:
        rows = self._database.rows("list_stories_by_id", (to_json(list(stories)),))
        return {row[0]: row[1] for row in rows}


def _standing(row: Row) -> Standing:
    return Standing(
        id=row[0],
        provider=row[1],
        family_id=row[2],
        relation=Relation(row[3] or "new"),
        is_origin=bool(row[4]),
        credit=row[5],
        story_id=row[6],
        quality=row[7] or 0,
        received_at=moment(row[8]),
        image_url=row[9],
        bucket=Bucket(row[10]),
        decision=row[11],
        decision_by=row[12],
        decision_at=moment_or_none(row[13]),
    )
