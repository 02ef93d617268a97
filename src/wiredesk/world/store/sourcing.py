"""The store's side of what a person configured, and of step 1: settings, sources, providers, polls."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from wiredesk.basics.ids import ArticleId, SourceId
from wiredesk.basics.urls import canonical_url, host_of, registrable_domain
from wiredesk.records.entry import Entry, FeedEntry, KnownEntry
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import Provider
from wiredesk.records.source import DueSource, Polling, Source, SourceState
from wiredesk.records.work import PollDone
from wiredesk.world.store.codec import from_json, moment_or_none, seconds, to_json
from wiredesk.world.store.withdrawing import WithdrawingStore


class SourcingStore(WithdrawingStore):
    """Who is followed, and what their feeds gave."""

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
            self._database.write_many(
                "save_source", (_source_columns(source, now) for source in sources)
            )

    def save_providers(self, providers: Sequence[Provider]) -> None:
        """Make these the registry; who left it is again as if it had turned up by itself."""
        named = {one.domain for one in providers}
        with self._database.transaction():
            left = [row[0] for row in self._database.rows("list_registered") if row[0] not in named]
            self._database.write_many(
                "forget_provider",
                (
                    {"domain": domain, "body": to_json(Provider(domain=domain, name=domain))}
                    for domain in left
                ),
            )
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
            self._database.write("save_polling", _polling_columns(polling))

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
        """Keep polling and entries; of what was taken down, only that it came."""
        down = self._taken_down([entry for poll in done for entry in (*poll.new, *poll.revised)])
        with self._database.transaction():
            fed_before = self._fed_before([poll.source_id for poll in done if poll.new], now=now)
            self._database.write_many(
                "save_polling", (_polling_columns(one) for one in self._polled(done))
            )
            self._database.write_many(
                "save_entry",
                (
                    _entry_columns(entry, is_down=entry.id in down)
                    for poll in done
                    for entry in (*poll.new, *poll.revised)
                ),
            )
            self._database.write_many(
                "begin_article",
                (
                    _article_columns(entry, first_poll=poll.source_id not in fed_before)
                    for poll in done
                    for entry in poll.new
                ),
            )
            self._database.write_many(
                "revise_article",
                (
                    {"id": entry.article_id, "now": seconds(now)}
                    for poll in done
                    for entry in poll.revised
                ),
            )
            self._index_incoming(entry.article_id for poll in done for entry in poll.new)
            for entry, of in down.values():
                self._withdraw_again(entry.article_id, of, now=now)
            decided = ((poll.source_id, poll.reasons, None) for poll in done)
            self._save_outcomes(Stage.POLL, decided, version=version, now=now)

    def _polled(self, done: Sequence[PollDone]) -> Iterator[Polling]:
        """How each is polled now: one that a person paused meanwhile stays paused."""
        rows = self._database.rows("list_parked", (to_json([one.source_id for one in done]),))
        paused = {row[0] for row in rows}
        for one in done:
            is_paused = one.source_id in paused
            yield replace(one.polling, state=SourceState.PARKED) if is_paused else one.polling

    def _taken_down(self, entries: Sequence[Entry]) -> dict[str, tuple[Entry, ArticleId]]:
        """Entries, by id, of what was taken down, with the article that was."""
        marks = {
            entry.id: (f"url:{entry.url}", f"key:{entry.source_id}:{entry.key}")
            for entry in entries
        }
        known = self._marked(mark for pair in marks.values() for mark in pair)
        found: dict[str, tuple[Entry, ArticleId]] = {}
        for entry in entries if known else ():
            of = next((known[mark] for mark in marks[entry.id] if mark in known), None)
            if of is not None:
                found[entry.id] = (entry, of)
        return found

    def _fed_before(self, sources: Sequence[SourceId], *, now: datetime) -> frozenset[str]:
        """Those of which an earlier poll gave an entry; a first poll stays one when repeated."""
        rows = self._database.rows("list_first_entries", (to_json(sources),)) if sources else []
        return frozenset(row[0] for row in rows if row[1] is not None and row[1] < seconds(now))

    def load_robots(self, host: str) -> bytes | None:
        """What is kept of a host's robots.txt; None when nothing is."""
        row = self._database.row("load_robots", (host,))
        return bytes(row[0]) if row else None

    def save_robots(self, host: str, kept: bytes) -> None:
        """Keep a host's robots.txt."""
        with self._database.transaction():
            self._database.write("save_robots", (host, kept))


def _due_source(body: str, polling: str) -> DueSource:
    return DueSource(source=from_json(body, Source), polling=from_json(polling, Polling))


def _source_columns(source: Source, now: datetime) -> dict[str, object]:
    polling = Polling(source_id=source.id, due_at=now, url=source.url)
    return {
        **_polling_columns(polling),
        "url": source.url,
        "provider": source.provider,
        "body": to_json(source),
    }


def _polling_columns(polling: Polling) -> dict[str, object]:
    return {
        "id": polling.source_id,
        "state": polling.state.value,
        "due_at": seconds(polling.due_at),
        "polling": to_json(polling),
    }


def _entry_columns(entry: Entry, *, is_down: bool) -> dict[str, object]:
    said = FeedEntry(url=entry.said.url) if is_down else entry.said
    return {
        "id": entry.id,
        "source_id": entry.source_id,
        "key": entry.key,
        "article_id": entry.article_id,
        "url": entry.url,
        "title": said.title,
        "digest": entry.digest,
        "received_at": seconds(entry.received_at),
        "said": to_json(said),
    }


def _article_columns(entry: Entry, *, first_poll: bool) -> dict[str, object]:
    ask = entry.said.url or entry.url
    host = host_of(ask)
    return {
        "id": entry.article_id,
        "url": entry.url,
        "ask_url": ask,
        "host": host,
        "source_id": entry.source_id,
        "entry_id": entry.id,
        "provider": _domain_of(host),
        "first_poll": int(first_poll),
        "received_at": seconds(entry.received_at),
        "title": entry.said.title,
    }


@lru_cache(maxsize=4_096)  # a batch has many entries of few hosts
def _domain_of(host: str) -> str:
    return registrable_domain(host)
