"""The store's side of steps 2 and 3: pages, and what was read from them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import Article
from wiredesk.records.entry import FeedEntry
from wiredesk.records.outcome import Stage
from wiredesk.records.page import Page
from wiredesk.records.provider import Provider
from wiredesk.records.source import Source
from wiredesk.records.work import FetchDone, FetchWork, ReadDone, ReadWork
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.standing import StandingStore

Logo = tuple[str, str]
"""Provider and address of an image."""


class IntakeStore(StandingStore):
    """How asking for pages goes, and what they said."""

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
            self._database.write_many(
                "save_archived",
                (
                    {"file": place.file, "offset": place.offset, "length": place.length, "id": one}
                    for one, place in (
                        (fetch.article_id, fetch.page.place) for fetch in done if fetch.page
                    )
                    if place is not None
                ),
            )
            decided = ((fetch.article_id, fetch.reasons, fetch.page) for fetch in done)
            self._save_outcomes(Stage.FETCH, decided, version=version, now=now)

    def _save_fetch(self, fetch: FetchDone, *, now: datetime) -> None:
        if fetch.failure:
            self._fail(fetch.article_id, fetch.failure, now=now)
        elif fetch.retry_at is not None:
            values = {
                "id": fetch.article_id,
                "due_at": seconds(fetch.retry_at),
                "counts": int(fetch.counts),
            }
            self._database.write("wait_to_fetch", values)
        else:
            moved = {"id": fetch.article_id, "stage": Stage.READ.value, "now": seconds(now)}
            self._database.write("advance", moved)

    def _fail(self, article_id: ArticleId, cause: str, *, now: datetime) -> None:
        failed = {"id": article_id, "cause": cause, "now": seconds(now)}
        self._database.write("fail", failed)
        self._database.write("leave_story", {"id": article_id, "now": seconds(now)})

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
        asked = {"host": host, "values": to_json(list(hashes))}
        own = self._article_lines([but]).get(but, frozenset())
        counts = {
            line: seen - ((host, line) in own)
            for line, seen in self._database.rows("count_lines", asked)
        }
        return {line: seen for line, seen in counts.items() if seen > 0}

    def save_readings(self, done: Sequence[ReadDone], *, version: int, now: datetime) -> None:
        """Keep article and lines; on to match."""
        articles = [reading.article for reading in done if reading.article is not None]
        logos = {(one.provider, one.image.url) for one in articles if one.image}
        with self._database.transaction():
            known = self._logos(logos)
            self._database.write("keep_shown", (to_json([one.id for one in articles]),))
            self._meet_providers(articles)
            for reading in done:
                self._save_reading(reading, now=now)
            self._index_incoming(one.id for one in articles)
            self._save_lines(done)
            for provider, image in sorted(self._logos(logos) - known):
                shown = {"provider": provider, "image_url": image, "now": seconds(now)}
                self._database.write("regrade_shared_image", shown)
            decided = ((one.article_id, one.reasons, one.article) for one in done if not one.retry)
            self._save_outcomes(Stage.READ, decided, version=version, now=now)

    def _logos(self, images: set[Logo]) -> set[Logo]:
        """Which of these stand on three articles of their provider, or more."""
        rows = self._database.rows("list_logos", (to_json(sorted(images)),)) if images else []
        return {(row[0], row[1]) for row in rows}

    def _meet_providers(self, articles: Sequence[Article]) -> None:
        first: dict[str, datetime] = {}
        for article in articles:
            at = article.time.received
            first[article.provider] = min(first.get(article.provider, at), at)
        self._database.write_many(
            "meet_provider",
            (
                {
                    "domain": domain,
                    "at": seconds(at),
                    "body": to_json(Provider(domain=domain, name=domain)),
                }
                for domain, at in first.items()
            ),
        )

    def _save_reading(self, reading: ReadDone, *, now: datetime) -> None:
        if reading.taken_down is not None:
            self._withdraw_again(reading.article_id, reading.taken_down, now=now)
        elif reading.stands:
            moved = {"id": reading.article_id, "stage": Stage.MATCH.value, "now": seconds(now)}
            self._database.write("advance", moved)
        elif reading.retry:
            values = {"id": reading.article_id, "before": reading.attempts}
            self._database.write("count_attempt", values)
        elif reading.failure:
            self._fail(reading.article_id, reading.failure, now=now)
        elif reading.same_as is not None:
            self._save_alias(reading.article_id, reading.same_as, now=now)
        elif reading.article is not None:
            self._database.write("save_article", _article_columns(reading.article, now))

    def _save_alias(self, article_id: ArticleId, same_as: ArticleId, *, now: datetime) -> None:
        """Aliases lead straight to an article; one that would lead to itself is set aside."""
        row = self._database.row("resolve_alias", (same_as,))
        target = row[0] if row else same_as
        if target == article_id:
            self._fail(article_id, "same_address", now=now)
            return
        alias = {"id": article_id, "same_as": target, "now": seconds(now)}
        self._database.write("flatten_aliases", {"id": article_id, "same_as": target})
        self._database.write("alias", alias)
        self._database.write("leave_story", {"id": article_id, "now": seconds(now)})

    def _save_lines(self, done: Sequence[ReadDone]) -> None:
        """Count the lines of articles; those of one that is read again are counted anew."""
        new = {
            one.article_id: frozenset((one.host, line) for line in one.lines)
            for one in done
            if one.article is not None
        }
        hosts = {one.article_id: one.host for one in done}
        old = self._article_lines(list(new))
        changed = {one: lines for one, lines in new.items() if lines != old.get(one, frozenset())}
        more: Counter[tuple[str, str]] = Counter()
        for one, lines in changed.items():
            more.update(lines)
            more.subtract(old.get(one, frozenset()))
        self._database.write_many(
            "count_line",
            ((host, line, count) for (host, line), count in sorted(more.items()) if count),
        )
        fewer = sorted(line for line, count in more.items() if count < 0)
        self._database.write_many("forget_line", fewer)
        self._database.write_many(
            "save_article_lines",
            (
                (one, hosts[one], to_json(sorted(line for _, line in lines)))
                for one, lines in changed.items()
            ),
        )

    def _article_lines(self, ids: Sequence[str]) -> dict[str, frozenset[tuple[str, str]]]:
        return {
            row[0]: frozenset((row[1], line) for line in from_json(row[2], list[str]))
            for row in self._of("list_article_lines", ids)
        }


def _article_columns(article: Article, now: datetime) -> dict[str, object]:
    return {
        "id": article.id,
        "now": seconds(now),
        "url": article.url,
        "provider": article.provider,
        "title": article.title,
        "kind": article.kind.value,
        "image_url": article.image.url if article.image else None,
        "effective_at": seconds(article.time.effective),
        "has_author": int(bool(article.authors)),
        "resurfaced": int(article.time.resurfaced),
        "language": article.language,
    }
