"""Step 1 of 10: what is new in a source?

In: a source whose time has come.  Out: its new and revised entries, and when to ask again.
Next: `fetch`.  Does not fetch articles; feeds are parsed in a limited worker process.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Final

from wiredesk.basics.errors import WiredeskError
from wiredesk.basics.limits import FEED_BYTES_MAX
from wiredesk.craft.feeds import (
    Identified,
    PollAnswer,
    ReadFeed,
    identify,
    judge_poll,
    remember_poll,
)
from wiredesk.ports import Door, Store, Workers
from wiredesk.records.entry import FeedEntry, FeedKind, KnownEntry
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.records.outcome import Stage
from wiredesk.records.source import DueSource
from wiredesk.records.work import PollDone
from wiredesk.route.feedreader import FeedReader

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
        reader = FeedReader(self.workers)
        return await asyncio.gather(*(self._poll(due, reader, now=now) for due in batch))

    def save(self, done: Sequence[PollDone], *, now: datetime) -> None:
        """Polling and entries of the whole batch."""
        self.store.save_polls(done, version=self.version, now=now)

    async def _poll(self, due: DueSource, reader: FeedReader, *, now: datetime) -> PollDone:
        try:
            answer = await self.door.get(_request(due))
            digest = _digest(answer.body)
            is_known = answer.status != OK or digest == due.polling.body_digest
            read = None if is_known else await self._read(reader, answer)
        except WiredeskError as error:
            failed = PollAnswer(error=str(error))
            polling, reasons = judge_poll(due, failed, now=now)
            polling = remember_poll(polling, failed, new=0, now=now)
            return PollDone(source_id=due.source.id, polling=polling, reasons=reasons)
        feed = read.feed if read else None
        found = self._identified(due, read, now=now) if read else None
        changed = found is not None and bool(found.new or found.revised)
        followed = (
            frozenset(one.source.url for one in self.store.list_sources())
            if answer.permanent_to
            else ()
        )
        ttl = feed.ttl_minutes if feed else due.polling.ttl_minutes
        asked = _answer(answer, changed=changed, ttl=timedelta(minutes=ttl) if ttl else None)
        polling, reasons = judge_poll(due, asked, now=now, followed=followed)
        count = len(found.new) + len(found.revised) if found else 0
        polling = remember_poll(polling, asked, new=count, now=now)
        if read:
            # The parts of a sitemap index change without it: it is read each time.
            stands = read.feed.kind is not FeedKind.SITEMAP
            polling = replace(polling, body_digest=digest if stands else "", ttl_minutes=ttl)
        told = (*reasons, *(feed.reasons if feed else ()), *(found.reasons if found else ()))
        return PollDone(
            source_id=due.source.id,
            polling=polling,
            new=found.new if found else (),
            revised=found.revised if found else (),
            reasons=told,
        )

    async def _read(self, reader: FeedReader, answer: Answer) -> ReadFeed:
        read = await reader.read(answer)
        feed = read.feed
        if feed.kind is not FeedKind.SITEMAP_INDEX:
            if answer.truncated and not feed.truncated:
                read = replace(read, feed=replace(feed, truncated=True))
            return read
        newest = sorted(feed.entries, key=_moment, reverse=True)[:SITEMAP_PARTS_MAX]
        parts = [
            await reader.read(await self.door.get(Request(url=part.url, purpose=Purpose.FEED)))
            for part in newest
            if part.url
        ]
        entries = tuple(entry for part in parts for entry in part.feed.entries)
        return ReadFeed(
            feed=replace(feed, kind=FeedKind.SITEMAP, entries=entries),
            rungs=tuple(rungs for part in parts for rungs in part.rungs),
        )

    def _known(self, due: DueSource, read: ReadFeed) -> Sequence[KnownEntry]:
        if due.polling.last_ok_at is None:
            return ()  # what gave entries was read, and that is kept together with them
        return self.store.list_known_entries(
            due.source.id,
            keys=[rungs.key for rungs in read.rungs],
            urls=[rungs.url for rungs in read.rungs if rungs.url],
            digests=[rungs.digest for rungs in read.rungs],
            recent=RECENT_ENTRIES,
        )

    def _identified(self, due: DueSource, read: ReadFeed, *, now: datetime) -> Identified:
        return identify(
            read.feed.entries,
            rungs=read.rungs,
            source_id=due.source.id,
            known=self._known(due, read),
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


def _digest(body: bytes) -> str:
    version = Poll.version.to_bytes(4, "big")  # a newer parser reads it again
    return hashlib.blake2b(body, digest_size=16, key=version).hexdigest()


def _moment(entry: FeedEntry) -> datetime:
    return entry.updated or entry.published or datetime.min.replace(tzinfo=UTC)
