"""Ports: what the work needs from the world, as protocols.

The comments are the contract; `tests/contract/` holds one test class per port, which every adapter
runs.  Every `save_…` is one transaction, and saving the same again changes nothing.  Stores raise
`StoreError`, the door raises `FetchError`, workers raise `WorkerError`; nothing else gets out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from wiredesk.basics.ids import ArticleId, SourceId, StoryId
from wiredesk.records.article import Article
from wiredesk.records.entry import KnownEntry
from wiredesk.records.family import FamilyVerdict, Fingerprint
from wiredesk.records.fetching import Answer, Request
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.page import ArchivePlace
from wiredesk.records.provider import Provider
from wiredesk.records.source import DueSource, Polling, Source
from wiredesk.records.story import Story
from wiredesk.records.topic import Labels
from wiredesk.records.work import (
    ArticleLine,
    FetchDone,
    FetchWork,
    GradeWork,
    GroupDone,
    GroupWork,
    HoldDone,
    HoldWork,
    LabelWork,
    MatchDone,
    MatchWork,
    PollDone,
    ProviderRecord,
    PublishDone,
    PublishWork,
    RankDone,
    RankWork,
    ReadDone,
    ReadWork,
)


class Door(Protocol):
    """The one way out (SAFETY.md rule 1)."""

    async def get(self, request: Request) -> Answer:
        """The answer to one request, redirects followed; FetchError when there is none."""
        ...


class Gatekeeper(Protocol):
    """Knows each host's robots.txt."""

    async def may_fetch(self, url: str) -> tuple[bool, str]:
        """Whether robots.txt lets us fetch `url`, with the sentence why."""
        ...


class Archive(Protocol):
    """Where raw responses are kept; written by one process."""

    def save(self, answer: Answer, *, subject: str, at: datetime) -> ArchivePlace:
        """Append one response; on disk for certain only after `flush`."""
        ...

    def flush(self) -> None:
        """Make all that was saved survive a crash."""
        ...

    def load(self, place: ArchivePlace) -> Answer:
        """The response that lies there, body decoded; InputError when it is damaged."""
        ...


class Workers(Protocol):
    """Runs functions on hostile bytes in processes that can be killed."""

    async def run(
        self, function: Callable[..., Any], *args: Any, subject: str, **kwargs: Any
    ) -> Any:
        """The function's result; its WiredeskError as raised; WorkerError when the process died."""
        ...


class Outlet(Protocol):
    """A place where finished files go."""

    def replace(self, files: Iterable[tuple[str, bytes]]) -> object:
        """Make the outlet hold exactly `files` of ours; what was done, for who wants to tell.

        Files that are not ours stay.  May be killed at any moment; calling it again completes it.
        """
        ...


class Store(Protocol):
    """The hub's memory.  All times are aware UTC; lists are in the order stated."""

    # --- life ---------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of everything; harmless when done twice."""
        ...

    def load_setting(self, key: str) -> str:
        """A value that the machine keeps about the hub; empty when never set."""
        ...

    def save_setting(self, key: str, value: str) -> None:
        """Keep a value about the hub."""
        ...

    # --- what a person configured -----------------------------------------------------------------

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

    # --- step 1, poll ---------------------------------------------------------------------------------

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

    # --- step 2, fetch --------------------------------------------------------------------------------

    def list_fetch_work(self, *, now: datetime, limit: int, per_host: int) -> list[FetchWork]:
        """Articles at stage fetch that are due, at most `per_host` of one host, by received_at, id."""
        ...

    def save_fetches(self, done: Sequence[FetchDone], *, version: int, now: datetime) -> None:
        """A page or `from_feed` moves on to read; a retry waits; a failure ends in bucket failed."""
        ...

    # --- step 3, read -----------------------------------------------------------------------------------

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

    # --- step 4, match ----------------------------------------------------------------------------------

    def list_match_work(self, *, now: datetime, limit: int) -> list[MatchWork]:
        """Articles at stage match, by effective time, then id."""
        ...

    def replay_families(self, *, since: datetime) -> Iterator[tuple[Fingerprint, FamilyVerdict]]:
        """Fingerprints with verdicts received since then, in the order in which they were saved."""
        ...

    def save_families(self, done: Sequence[MatchDone], *, version: int, now: datetime) -> None:
        """Keep family, relation and fingerprint; on to group.

        When a family's origin changes, members past grading go back to grade.
        """
        ...

    # --- step 5, group ----------------------------------------------------------------------------------

    def list_group_work(self, *, now: datetime, limit: int) -> list[GroupWork]:
        """Articles at stage group, by effective time, then id."""
        ...

    def replay_stories(self, *, since: datetime) -> Iterator[tuple[bytes, StoryId]]:
        """Features with current story ids of articles effective since then, in saved order."""
        ...

    def save_stories(self, done: Sequence[GroupDone], *, version: int, now: datetime) -> None:
        """Keep membership; merged stories redirect and their members move; on to label.

        Every story touched becomes due for ranking.
        """
        ...

    # --- steps 6 and 7, label and grade -------------------------------------------------------------

    def list_label_work(self, *, now: datetime, limit: int) -> list[LabelWork]:
        """Articles at stage label, by received_at, then id."""
        ...

    def save_labels(self, done: Sequence[Labels], *, version: int, now: datetime) -> None:
        """Keep labels; on to grade."""
        ...

    def list_grade_work(self, *, now: datetime, limit: int) -> list[GradeWork]:
        """Articles at stage grade, by received_at, then id."""
        ...

    def save_grades(self, done: Sequence[Grade], *, version: int, now: datetime) -> None:
        """Keep quality; on to rank, and the story becomes due for ranking."""
        ...

    # --- step 8, rank -----------------------------------------------------------------------------------

    def list_rank_work(self, *, now: datetime, limit: int) -> list[RankWork]:
        """Stories that are due and have a graded member, by id; members by received_at, then id."""
        ...

    def save_rankings(self, done: Sequence[RankDone], *, version: int, now: datetime) -> None:
        """Keep heat, lead and frozen weights.

        Members at stage rank move on to hold; when `moved`, those past it go back to hold.
        """
        ...

    # --- step 9, hold -----------------------------------------------------------------------------------

    def list_hold_work(self, *, now: datetime, limit: int) -> list[HoldWork]:
        """Articles at stage hold that are due, by received_at, then id."""
        ...

    def save_holds(self, done: Sequence[HoldDone], *, version: int, now: datetime) -> None:
        """Keep verdict and bucket.

        Released, or held though a record is out: on to publish.  Held with `due_at`: stays at stage
        hold until then.  Else done.
        """
        ...

    # --- step 10, publish -------------------------------------------------------------------------------

    def list_publish_work(self, *, now: datetime, limit: int) -> list[PublishWork]:
        """Articles at stage publish, by received_at, then id."""
        ...

    def is_path_taken(self, path: str) -> bool:
        """Whether a record ever lay at this path."""
        ...

    def save_records(self, done: Sequence[PublishDone], *, version: int, now: datetime) -> None:
        """Keep the records as they shall be; the generation rises when one changed."""
        ...

    def load_generation(self) -> tuple[int, int]:
        """Generation of the records as they shall be, and as the outlets were last seen to be."""
        ...

    def save_generation(self, published: int) -> None:
        """The outlets now show this generation."""
        ...

    def list_records(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every record that shall be out, by path."""
        ...

    def save_decision(
        self, article_id: ArticleId, decision: str, *, by: str, note: str, now: datetime
    ) -> None:
        """What a person chose: `release`, `reject`, `hold`, or empty to take it back; judged again."""
        ...

    # --- looking -----------------------------------------------------------------------------------------

    def find_article(self, id_or_url: str) -> ArticleLine | None:
        """One article by id, address, canonical address or record path; aliases resolved."""
        ...

    def load_article(self, article_id: ArticleId) -> Article | None:
        """What was read; None before it was read."""
        ...

    def load_story(self, story_id: StoryId) -> Story | None:
        """A story, redirects followed."""
        ...

    def list_outcomes(self, subject: str) -> list[Outcome]:
        """What was decided about an article, source or story, in route order."""
        ...

    def list_stories(self, *, since: datetime, limit: int) -> list[Story]:
        """Stories with a published member received since then, hottest first, then id."""
        ...

    def list_lines(self, article_ids: Sequence[ArticleId]) -> list[ArticleLine]:
        """Lines of these articles, in the order asked for."""
        ...

    def list_provider_records(
        self, domains: Sequence[str]
    ) -> list[tuple[Provider, ProviderRecord]]:
        """Providers with what our own archive says of them, in the order asked for."""
        ...

    def list_published(self, *, limit: int) -> list[ArticleId]:
        """Published articles, newest effective time first, then id."""
        ...

    def load_publish_work(self, article_ids: Sequence[ArticleId]) -> list[PublishWork]:
        """As `list_publish_work`, for these articles whatever their stage; for building pages."""
        ...

    def count_buckets(self) -> Mapping[tuple[Bucket, str], int]:
        """Articles by bucket and cause (first hold reason, failure, stage), summing to all of them."""
        ...

    def count_articles(self) -> int:
        """All articles that ever came in."""
        ...

    # --- going back --------------------------------------------------------------------------------------

    def rewind(self, stage: Stage, *, below_version: int | None, now: datetime) -> int:
        """Send articles that passed `stage` back to it; only older versions when given; how many."""
        ...

    def save_imported(
        self, articles: Sequence[tuple[Article, str, bytes]], *, now: datetime
    ) -> int:
        """Articles of another hub with record path and bytes; begin at stage match; how many new."""
        ...

    def load_robots(self, host: str) -> bytes | None:
        """What is kept of a host's robots.txt; None when nothing is."""
        ...

    def save_robots(self, host: str, kept: bytes) -> None:
        """Keep a host's robots.txt."""
        ...
