"""The store, side by side: providers, what their sites show, how their sources do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import SourceId
from wiredesk.records.article import Article
from wiredesk.records.hold import Bucket
from wiredesk.records.provider import SourceAlarm, Survey
from wiredesk.records.topic import Labels
from wiredesk.records.work import Brought


class ProvidingStore(Protocol):
    """Providers and their sources, over many articles."""

    # --- what a site shows -----------------------------------------------------------------------

    def list_survey_due(self, *, now: datetime, limit: int) -> list[str]:
        """Domains of followed sources whose site may be asked, never asked ones first, then domain."""
        ...

    def load_surveys(self, domains: Sequence[str]) -> Mapping[str, Survey]:
        """What these sites showed, by domain; without those that were never asked."""
        ...

    def save_survey(self, survey: Survey) -> None:
        """Keep what a site showed; the last one counts."""
        ...

    # --- alarms ----------------------------------------------------------------------------------

    def list_fed_sources(self, *, since: datetime) -> list[SourceId]:
        """Followed sources that gave an entry after `since`, by id."""
        ...

    def list_source_articles(
        self, source_id: SourceId, *, since: datetime, limit: int
    ) -> list[tuple[Article, Labels, datetime]]:
        """The newest articles that a source brought first, newest first, with when each was received."""
        ...

    def list_alarms(self) -> list[SourceAlarm]:
        """The last alarm of each source, open or cleared, by source."""
        ...

    def load_alarm(self, source_id: SourceId) -> SourceAlarm | None:
        """The last alarm of a source; None when there never was one."""
        ...

    def save_alarm(self, alarm: SourceAlarm, *, now: datetime) -> None:
        """Raise or clear; the source's judged articles received since `alarm.since` are judged again."""
        ...

    # --- yield and account -----------------------------------------------------------------------

    def list_yield(self, source_id: SourceId, *, since: datetime) -> list[Brought]:
        """What a source brought first since then, in no order; aliases left out."""
        ...

    def list_bucket_ages(self) -> Mapping[tuple[Bucket, str], datetime]:
        """Since when the longest waiting article of each bucket and cause lies there."""
        ...
