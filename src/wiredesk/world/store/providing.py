"""The store's side of providers and their sources: surveys, alarms, yield."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from wiredesk.basics.ids import SourceId
from wiredesk.records.article import Article, Kind
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.provider import SourceAlarm, Survey
from wiredesk.records.topic import Labels
from wiredesk.records.work import Brought
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.standing import StandingStore


class ProvidingStore(StandingStore):
    """Providers and their sources, over many articles."""

    def list_survey_due(self, *, now: datetime, limit: int) -> list[str]:
        """Domains of followed sources whose site may be asked, never asked ones first."""
        values = {"now": seconds(now), "limit": limit}
        return [row[0] for row in self._database.rows("list_survey_due", values)]

    def load_surveys(self, domains: Sequence[str]) -> Mapping[str, Survey]:
        """What these sites showed, by domain."""
        kept = [from_json(row[0], Survey) for row in self._of("load_surveys", domains)]
        return {one.domain: one for one in kept}

    def save_survey(self, survey: Survey) -> None:
        """Keep what a site showed."""
        columns = {
            "domain": survey.domain,
            "due_at": seconds(survey.due_at),
            "signs": survey.signs,
            "body": to_json(survey),
        }
        with self._database.transaction():
            self._database.write("save_survey", columns)

    def list_fed_sources(self, *, since: datetime) -> list[SourceId]:
        """Followed sources that gave an entry after `since`."""
        rows = self._database.rows("list_fed_sources", {"since": seconds(since)})
        return [SourceId(row[0]) for row in rows]

    def list_source_articles(
        self, source_id: SourceId, *, since: datetime, limit: int
    ) -> list[tuple[Article, Labels, datetime]]:
        """The newest articles that a source brought first, newest first."""
        values = {"source": source_id, "since": seconds(since), "limit": limit}
        return [
            (from_json(row[0], Article), from_json(row[1], Labels), moment(row[2]))
            for row in self._database.rows("list_source_articles", values)
        ]

    def list_alarms(self) -> list[SourceAlarm]:
        """The last alarm of each source."""
        return [from_json(row[0], SourceAlarm) for row in self._database.rows("list_alarms")]

    def load_alarm(self, source_id: SourceId) -> SourceAlarm | None:
        """The last alarm of a source."""
        row = self._database.row("load_alarm", (source_id,))
        return from_json(row[0], SourceAlarm) if row else None

    def save_alarm(self, alarm: SourceAlarm, *, now: datetime) -> None:
        """Raise or clear an alarm; what it covers is judged again."""
        place = {"source": alarm.source_id, "since": seconds(alarm.since)}
        kept = {"is_open": int(alarm.is_open), "body": to_json(alarm)}
        with self._database.transaction():
            self._database.write("save_alarm", place | kept)
            self._database.write("judge_source_again", place | {"now": seconds(now)})

    def list_yield(self, source_id: SourceId, *, since: datetime) -> list[Brought]:
        """What a source brought first since then."""
        values = {"source": source_id, "since": seconds(since)}
        return [
            Brought(
                relation=Relation(row[1]) if row[1] else None,
                kind=Kind(row[2]) if row[2] else None,
                is_corrected=bool(row[3]),
                bucket=Bucket(row[4]),
                cause=row[5],
                received_at=moment(row[6]),
                story_owners=row[7] or 0,
                story_began=moment_or_none(row[8]),
            )
            for row in self._database.rows("list_yield", values)
        ]

    def list_bucket_ages(self) -> Mapping[tuple[Bucket, str], datetime]:
        """Since when the longest waiting article of each bucket and cause lies there."""
        rows = self._database.rows("list_bucket_ages")
        return {(Bucket(row[0]), row[1]): moment(row[2]) for row in rows if row[2] is not None}
