"""What several steps ask about articles, looked up for a whole batch at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId, TopicId
from wiredesk.records.article import Article
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import Provider
from wiredesk.records.topic import Label, Labels, Lesson, TopicLesson
from wiredesk.records.work import ProviderRecord
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.withdrawing import WithdrawingStore


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
    decision_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A provider, with what our own archive says of it."""

    provider: Provider
    record: ProviderRecord


class StandingStore(WithdrawingStore):
    """Looks up batches; writes nothing."""

    def _waiting(self, query: str, stage: Stage, *, now: datetime, limit: int) -> list[Row]:
        values = {"stage": stage.value, "now": seconds(now), "limit": limit}
        return self._database.rows(query, values)

    def _of(self, query: str, keys: Iterable[str]) -> list[Row]:
        """Rows of a query that takes a JSON array of keys; each is asked for once."""
        asked = list(dict.fromkeys(keys))
        return self._database.rows(query, (to_json(asked),)) if asked else []

    def _known(self, domains: Iterable[str]) -> dict[str, Known]:
        """Every domain that is asked for; one that nobody has met knows nothing."""
        asked = list(dict.fromkeys(domains))
        found = {row[0]: _known(row) for row in self._of("list_providers", asked)}
        return {domain: found.get(domain) or _unknown(domain) for domain in asked}

    def _standings(self, ids: Iterable[str]) -> dict[str, Standing]:
        return {row[0]: _standing(row) for row in self._of("list_standing", ids)}

    def _readings(self, ids: Iterable[str]) -> dict[ArticleId, Article]:
        stored = self._verdicts(Stage.READ, ids)
        return {ArticleId(one): from_json(body, Article) for one, body in stored.items()}

    def _shown(self, ids: Iterable[str]) -> dict[ArticleId, tuple[Article, bool]]:
        """What records that are out were made from where it was read again, and whether the page is new."""
        return {
            ArticleId(row[0]): (from_json(row[1], Article), bool(row[2]))
            for row in self._of("list_shown", ids)
        }

    def _labels(self, ids: Iterable[str]) -> dict[str, tuple[Label, ...]]:
        stored = self._verdicts(Stage.LABEL, ids)
        return {one: from_json(verdict, Labels).labels for one, verdict in stored.items()}

    def _verdicts(self, step: Stage, ids: Iterable[str]) -> dict[str, str]:
        values: dict[str, Any] = {"step": step.value, "values": to_json(list(ids))}
        return {row[0]: row[1] for row in self._database.rows("list_verdicts", values) if row[1]}

    def _shared_images(self, ids: Iterable[str]) -> set[str]:
        return {row[0] for row in self._of("list_shared_images", ids)}

    def _live(self, ids: Iterable[str]) -> set[str]:
        return {row[0] for row in self._of("list_live", ids)}

    def _origins(self, families: Iterable[str]) -> Mapping[str, ArticleId]:
        return {row[0]: row[1] for row in self._of("list_origins", families)}

    def _stories(self, stories: Iterable[str]) -> Mapping[str, Row]:
        return {row[0]: row for row in self._of("list_stories_by_id", stories)}

    def list_provider_records(
        self, domains: Sequence[str]
    ) -> list[tuple[Provider, ProviderRecord]]:
        """Providers with what our own archive says of them, in the order asked for."""
        known = self._known(domains)
        return [(known[domain].provider, known[domain].record) for domain in domains]


def _unknown(domain: str) -> Known:
    return Known(provider=Provider(domain=domain, name=domain), record=ProviderRecord())


def _known(row: Row) -> Known:
    provider, first_seen = from_json(row[1], Provider), moment_or_none(row[2])
    return Known(
        provider=replace(
            provider, known_since=provider.known_since or first_seen, article_count=row[3]
        ),
        record=ProviderRecord(
            articles=row[3],
            originals=row[4],
            copies=row[5],
            with_author=row[6],
            press_releases=row[7],
            clickbait=row[9],
            corrected=row[10],
            signs=row[11],
            first_seen=first_seen,
        ),
    )


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
        decision_until=moment_or_none(row[15]),
    )


def lesson_of(row: Row) -> TopicLesson:
    """A lesson from its row."""
    return TopicLesson(
        article_id=ArticleId(row[0]),
        topic=TopicId(row[1]),
        lesson=Lesson(row[2]),
        by=row[3],
        at=moment(row[4]),
    )
