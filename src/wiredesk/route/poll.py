"""Step 1 of 10: what is new in a source?

In: a source whose time has come.  Out: its new and revised entries, and when to ask again.
Next: `fetch`.  Does not fetch articles; feeds are parsed in a limited worker process.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Final

from wiredesk.basics.errors import WiredeskError
from wiredesk.basics.limits import FEED_BYTES_MAX
from wiredesk.craft.feeds import (
    Identified,
    PollAnswer,
    digest_of,
    identify,
    judge_poll,
    key_of,
    parse_feed,
)
from wiredesk.ports import Door, Store, Workers
from wiredesk.records.entry import Feed, FeedEntry, FeedKind
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.records.outcome import Stage
from wiredesk.records.source import DueSource
from wiredesk.records.work import PollDone

RECENT_ENTRIES: Final = (
    200  # what a changed feed is compared with beyond direct hits: a few feeds' worth
)
SITEMAP_PARTS_MAX: Final = 3  # parts of a sitemap index read in one poll, newest first
OK: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Asks each source that is due, conditionally, and keeps what its feed says."""

    stage: ClassVar[Stage] = Stage.POLL
    version: ClassVar[int] = 1
    batch: ClassVar[int] = 500

    store: Store
    door: Door
    workers: Workers

    def pending(self, *, now: datetime, limit: int) -> Sequence[DueSource]:
        """Sources that are due, longest due first."""
        return self.store.list_due_sources(now=now, limit=limit)

    async def decide(self, batch: Sequence[DueSource], *, now: datetime) -> Sequence[PollDone]:
        """Ask all of them at once; the door keeps each host's pace."""
        return await asyncio.gather(*(self._poll(due, now=now) for due in batch))

    def save(self, done: Sequence[PollDone], *, now: datetime) -> None:
        """Polling and entries of the whole batch."""
        self.store.save_polls(done, version=self.version, now=now)

    async def _poll(self, due: DueSource, *, now: datetime) -> PollDone:
        try:
            answer = await self.door.get(_request(due))
            feed = await self._feed(answer) if answer.status == OK else None
        except WiredeskError as error:
            polling, reasons = judge_poll(due, PollAnswer(error=str(error)), now=now)
            return PollDone(source_id=due.source.id, polling=polling, reasons=reasons)
        found = self._identified(due, feed, now=now) if feed else None
        changed = found is not None and bool(found.new or found.revised)
        followed = (
            frozenset(one.source.url for one in self.store.list_sources())
            if answer.permanent_to
            else ()
        )
        ttl = timedelta(minutes=feed.ttl_minutes) if feed and feed.ttl_minutes else None
        asked = _answer(answer, changed=changed, ttl=ttl)
        polling, reasons = judge_poll(due, asked, now=now, followed=followed)
        told = (*reasons, *(feed.reasons if feed else ()), *(found.reasons if found else ()))
        return PollDone(
            source_id=due.source.id,
            polling=polling,
            new=found.new if found else (),
            revised=found.revised if found else (),
            reasons=told,
        )

    async def _feed(self, answer: Answer) -> Feed:
        feed = await self._parsed(answer)
        if feed.kind is not FeedKind.SITEMAP_INDEX:
            return replace(feed, truncated=feed.truncated or answer.truncated)
        newest = sorted(feed.entries, key=_moment, reverse=True)[:SITEMAP_PARTS_MAX]
        parts = [
            await self._parsed(await self.door.get(Request(url=part.url, purpose=Purpose.FEED)))
            for part in newest
            if part.url
        ]
        entries = tuple(entry for part in parts for entry in part.entries)
        return replace(feed, kind=FeedKind.SITEMAP, entries=entries)

    async def _parsed(self, answer: Answer) -> Feed:
        feed: Feed = await self.workers.run(
            parse_feed,
            answer.body,
            url=answer.final_url,
            content_type=answer.header("content-type"),
            subject=answer.url,
        )
        return feed

    def _identified(self, due: DueSource, feed: Feed, *, now: datetime) -> Identified:
        keys = [key_of(entry) for entry in feed.entries]
        known = self.store.list_known_entries(
            due.source.id,
            keys=[key for key in keys if key],
            urls=[entry.url for entry in feed.entries if entry.url],
            digests=[digest_of(entry) for entry in feed.entries],
            recent=RECENT_ENTRIES,
        )
        return identify(
            feed.entries,
            source_id=due.source.id,
            known=known,
            received_at=now,
            feed_url=due.source.url,
        )


def _request(due: DueSource) -> Request:
    return Request(
        url=due.polling.url,
        purpose=Purpose.FEED,
        etag=due.polling.etag,
        last_modified=due.polling.last_modified,
        bytes_max=FEED_BYTES_MAX,
        cut=True,
    )


def _answer(answer: Answer, *, changed: bool, ttl: timedelta | None) -> PollAnswer:
    return PollAnswer(
        status=answer.status,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
        retry_after=answer.header("retry-after"),
        cache_control=answer.header("cache-control"),
        ttl=ttl,
        permanent_redirect_to=answer.permanent_to,
        changed=changed,
    )


def _moment(entry: FeedEntry) -> datetime:
    return entry.updated or entry.published or datetime.min.replace(tzinfo=UTC)
