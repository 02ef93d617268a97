"""The store's side of steps 1 to 3: sources, entries, pages, articles."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from wiredesk.basics.ids import ArticleId, SourceId
from wiredesk.basics.urls import canonical_url, host_of
from wiredesk.records.article import Article
from wiredesk.records.entry import Entry, FeedEntry, KnownEntry
from wiredesk.records.outcome import Stage
from wiredesk.records.page import Page
from wiredesk.records.provider import Provider
from wiredesk.records.source import DueSource, Polling, Source
from wiredesk.records.work import FetchDone, FetchWork, PollDone, ReadDone, ReadWork
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.outcomes import OutcomeStore

SHARED_IMAGE_USES = 3  # from the third article of a provider on, an image is its logo


class IntakeStore(OutcomeStore):
    """What came in, and how asking goes."""

    def load_setting(self, key: str) -> str:
        """A value that the machine keeps about the hub; empty when never set."""
        row = self._database.row("load_setting", (key,))
        return str(row[0]) if row else ""

    def save_setting(self, key: str, value: str) -> None:
        """Keep a value about the hub."""
        with self._database.transaction():
            self._database.write("save_setting", (key, value))

    def save_sources(self, sources: Sequence[Source], *, now: datetime) -> None:
        """Make exactly these the sources that are followed."""
        with self._database.transaction():
            self._database.write("forget_sources")
            for source in sources:
                polling = Polling(source_id=source.id, due_at=now, url=source.url)
                self._database.write("save_source", _source_columns(source, polling))

    def save_providers(self, providers: Sequence[Provider]) -> None:
        """Make these the registry."""
        with self._database.transaction():
            self._database.write("forget_registry")
            self._database.write_many(
                "save_provider",
                (
                    {"domain": one.domain, "owner_key": one.owner_key, "body": to_json(one)}
                    for one in providers
                ),
            )

    def list_sources(self) -> list[DueSource]:
        """All followed sources with their polling, by provider, then URL."""
        return [_due_source(*row) for row in self._database.rows("list_sources")]

    def save_polling(self, polling: Polling) -> None:
        """Set how a source is polled."""
        with self._database.transaction():
            self._save_polling(polling)

    def list_due_sources(self, *, now: datetime, limit: int) -> list[DueSource]:
        """Active sources with `due_at` ≤ now, longest due first, then id."""
        values = {"now": seconds(now), "limit": limit}
        return [_due_source(*row) for row in self._database.rows("list_due_sources", values)]

    def next_due_at(self) -> datetime | None:
        """When the next source, article or story is due; None when nothing ever is."""
        row = self._database.row("next_due_at")
        return moment_or_none(row[0]) if row else None

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
        if self._database.row("has_been_polled", (source_id,)) is None:
            return []
        canonical = [address for url in urls if (address := canonical_url(url))]
        found = {}
        for query, values in (
            ("list_entries_by_key", keys),
            ("list_entries_by_url", canonical),
            ("list_entries_by_digest", digests),
        ):
            asked: dict[str, object] = {"source": source_id, "values": to_json(list(values))}
            found.update({row[0]: row for row in self._database.rows(query, asked)})
        asked = {"source": source_id, "limit": recent}
        found.update({row[0]: row for row in self._database.rows("list_recent_entries", asked)})
        return [
            KnownEntry(
                id=row[0], key=row[1], article_id=row[2], url=row[3], title=row[4], digest=row[5]
            )
            for row in found.values()
        ]

    def save_polls(self, done: Sequence[PollDone], *, version: int, now: datetime) -> None:
        """Keep polling and entries."""
        with self._database.transaction():
            for poll in done:
                self._save_polling(poll.polling)
                first = self._is_first_poll(poll, now=now)
                entries = (*poll.new, *poll.revised)
                self._database.write_many("save_entry", map(_entry_columns, entries))
                self._database.write_many(
                    "begin_article", (_article_columns(entry, first) for entry in poll.new)
                )
                self._database.write_many(
                    "revise_article",
                    ({"id": entry.article_id, "now": seconds(now)} for entry in poll.revised),
                )
                self._save_outcome(
                    poll.source_id, Stage.POLL, version=version, now=now, reasons=poll.reasons
                )

    def _is_first_poll(self, poll: PollDone, *, now: datetime) -> bool:
        """True when no earlier poll gave an entry; the poll that did keeps saying so when repeated."""
        row = self._database.row("first_entry_at", (poll.source_id,))
        return row is None or row[0] is None or row[0] >= seconds(now)

    def _save_polling(self, polling: Polling) -> None:
        self._database.write(
            "save_polling",
            {
                "id": polling.source_id,
                "state": polling.state.value,
                "due_at": seconds(polling.due_at),
                "polling": to_json(polling),
            },
        )

    def list_fetch_work(self, *, now: datetime, limit: int, per_host: int) -> list[FetchWork]:
        """Articles at stage fetch that are due, at most `per_host` of one host."""
        values = {"now": seconds(now), "limit": limit, "per_host": per_host}
        return [
            FetchWork(
                article_id=row[0],
                url=row[1],
                source=from_json(row[2], Source),
                said=from_json(row[3], FeedEntry),
                attempts=row[4],
            )
            for row in self._database.rows("list_fetch_work", values)
        ]

    def save_fetches(self, done: Sequence[FetchDone], *, version: int, now: datetime) -> None:
        """A page or `from_feed` moves on to read; a retry waits; a failure ends in bucket failed."""
        with self._database.transaction():
            for fetch in done:
                self._save_fetch(fetch, now=now)
                self._save_outcome(
                    fetch.article_id,
                    Stage.FETCH,
                    version=version,
                    now=now,
                    reasons=fetch.reasons,
                    verdict=fetch.page,
                )

    def _save_fetch(self, fetch: FetchDone, *, now: datetime) -> None:
        if fetch.failure:
            self._database.write("fail", {"id": fetch.article_id, "cause": fetch.failure})
        elif fetch.retry_at is not None:
            values = {
                "id": fetch.article_id,
                "due_at": seconds(fetch.retry_at),
                "counts": int(fetch.counts),
            }
            self._database.write("wait_to_fetch", values)
        else:
            self._advance(fetch.article_id, Stage.READ, now=now)

    def list_read_work(self, *, now: datetime, limit: int) -> list[ReadWork]:
        """Articles at stage read, by received_at, then id."""
        values = {"now": seconds(now), "limit": limit}
        return [
            ReadWork(
                article_id=row[0],
                url=row[1],
                source=from_json(row[2], Source),
                said=from_json(row[3], FeedEntry),
                received_at=moment(row[4]),
                page=from_json(row[5], Page) if row[5] else None,
                previous=from_json(row[6], Article) if row[6] else None,
                attempts=row[7],
                first_poll=bool(row[8]),
            )
            for row in self._database.rows("list_read_work", values)
        ]

    def find_article_by_url(self, canonical: str) -> ArticleId | None:
        """The article whose canonical address this is, aliases resolved."""
        row = self._database.row("find_by_url", (canonical,))
        return ArticleId(row[0]) if row else None

    def count_lines(self, host: str, hashes: Sequence[str], *, but: ArticleId) -> Mapping[str, int]:
        """On how many articles of the host, `but` left out, each line was seen."""
        values = {"host": host, "but": but, "values": to_json(list(hashes))}
        return {row[0]: row[1] for row in self._database.rows("count_lines", values)}

    def save_readings(self, done: Sequence[ReadDone], *, version: int, now: datetime) -> None:
        """Keep article and lines; on to match."""
        with self._database.transaction():
            for reading in done:
                self._save_reading(reading, now=now)
                if reading.article is None and reading.retry:
                    continue
                self._save_outcome(
                    reading.article_id,
                    Stage.READ,
                    version=version,
                    now=now,
                    reasons=reading.reasons,
                    verdict=reading.article,
                )

    def _save_reading(self, reading: ReadDone, *, now: datetime) -> None:
        if reading.retry:
            self._database.write("count_attempt", (reading.article_id,))
        elif reading.failure:
            self._database.write("fail", {"id": reading.article_id, "cause": reading.failure})
        elif reading.same_as is not None:
            self._database.write("alias", {"id": reading.article_id, "same_as": reading.same_as})
        elif reading.article is not None:
            self._save_article(reading.article, now=now)
            self._database.write("forget_lines", (reading.article_id,))
            self._database.write_many(
                "save_line",
                ((reading.host, line, reading.article_id) for line in set(reading.lines)),
            )

    def _save_article(self, article: Article, *, now: datetime) -> None:
        image = article.image.url if article.image else None
        self._database.write(
            "save_article",
            {
                "id": article.id,
                "now": seconds(now),
                "url": article.url,
                "provider": article.provider,
                "title": article.title,
                "kind": article.kind.value,
                "image_url": image,
                "effective_at": seconds(article.time.effective),
                "has_author": int(bool(article.authors)),
                "resurfaced": int(article.time.resurfaced),
            },
        )
        self._meet_provider(article.provider, article.time.received)
        shown = {"provider": article.provider, "image_url": image, "now": seconds(now)}
        if image and (self._database.row("count_image", shown) or (0,))[0] >= SHARED_IMAGE_USES:
            self._database.write("regrade_shared_image", shown)

    def _meet_provider(self, domain: str, at: datetime) -> None:
        body = to_json(Provider(domain=domain, name=domain))
        self._database.write("meet_provider", {"domain": domain, "at": seconds(at), "body": body})


def _due_source(body: str, polling: str) -> DueSource:
    return DueSource(source=from_json(body, Source), polling=from_json(polling, Polling))


def _source_columns(source: Source, polling: Polling) -> dict[str, object]:
    return {
        "id": source.id,
        "url": source.url,
        "provider": source.provider,
        "state": polling.state.value,
        "due_at": seconds(polling.due_at),
        "body": to_json(source),
        "polling": to_json(polling),
    }


def _entry_columns(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "source_id": entry.source_id,
        "key": entry.key,
        "article_id": entry.article_id,
        "url": entry.url,
        "title": entry.said.title,
        "digest": entry.digest,
        "received_at": seconds(entry.received_at),
        "said": to_json(entry.said),
    }


def _article_columns(entry: Entry, first_poll: bool) -> dict[str, object]:  # noqa: FBT001 - used by map
    ask = entry.said.url or entry.url
    return {
        "id": entry.article_id,
        "url": entry.url,
        "ask_url": ask,
        "host": host_of(ask),
        "source_id": entry.source_id,
        "entry_id": entry.id,
        "provider": host_of(ask),
        "first_poll": int(first_poll),
        "received_at": seconds(entry.received_at),
        "title": entry.said.title,
    }
