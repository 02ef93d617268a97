"""The store, side by side: what came in: sources, entries, pages, articles (steps 1 to 3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import ArticleId, SourceId
from wiredesk.records.entry import KnownEntry
from wiredesk.records.provider import Provider
from wiredesk.records.source import DueSource, Polling, Source
from wiredesk.records.work import FetchDone, FetchWork, PollDone, ReadDone, ReadWork


class IntakeStore(Protocol):
    """What came in: sources, entries, pages, articles (steps 1 to 3)."""

    # --- what a person configured ----------------------------------------------------------------

    def save_sources(self, sources: Sequence[Source], *, now: datetime) -> None:
        """Make exactly these the sources that are followed.

        A new one is due at once; one that is missing here is no longer polled, its articles stay.
        """
        ...

    def save_providers(self, providers: Sequence[Provider]) -> None:
        """Make these the registry; domains that appear later are added by the steps themselves."""
        ...

    def list_sources(self) -> list[DueSource]:
        """All followed sources with their polling, by provider, then URL."""
        ...

    def save_polling(self, polling: Polling) -> None:
        """Set how a source is polled, e.g. when a person revives it."""
        ...

    # --- step 1, poll ----------------------------------------------------------------------------

    def list_due_sources(self, *, now: datetime, limit: int) -> list[DueSource]:
        """Active sources with `due_at` ≤ now, longest due first, then id."""
        ...

    def next_due_at(self) -> datetime | None:
        """When the next source, article or story is due; None when nothing ever is."""
        ...

    def list_known_entries(
        self,
        source_id: SourceId,
        *,
        keys: Sequence[str],
        urls: Sequence[str],
        digests: Sequence[str],
        recent: int,
    ) -> list[KnownEntry]:
        """Entries of the source that share a key, url or digest, and its `recent` newest."""
        ...

    def save_polls(self, done: Sequence[PollDone], *, version: int, now: datetime) -> None:
        """Keep polling and entries.

        A new entry's article begins at stage fetch unless it exists; a revised entry's article goes
        back to stage fetch unless it is rejected or an alias; its `said` is replaced.
        """
        ...

    # --- step 2, fetch ---------------------------------------------------------------------------

    def list_fetch_work(self, *, now: datetime, limit: int, per_host: int) -> list[FetchWork]:
        """Articles at stage fetch that are due, at most `per_host` of one host, by received_at, id."""
        ...

    def save_fetches(self, done: Sequence[FetchDone], *, version: int, now: datetime) -> None:
        """A page or `from_feed` moves on to read; a retry waits; a failure ends in bucket failed."""
        ...

    # --- step 3, read ----------------------------------------------------------------------------

    def list_read_work(self, *, now: datetime, limit: int) -> list[ReadWork]:
        """Articles at stage read, by received_at, then id."""
        ...

    def find_article_by_url(self, canonical: str) -> ArticleId | None:
        """The article whose canonical address this is, aliases resolved."""
        ...

    def count_lines(self, host: str, hashes: Sequence[str], *, but: ArticleId) -> Mapping[str, int]:
        """On how many articles of the host, `but` left out, each line was seen; none when 0."""
        ...

    def save_readings(self, done: Sequence[ReadDone], *, version: int, now: datetime) -> None:
        """Keep article and lines; on to match.

        When a lead image reaches its third article of one provider, the articles that carry it and
        are past grading go back to grade: it is a logo, not their picture.
        """
        ...
