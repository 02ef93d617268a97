"""The store's side of step 10, and of everybody who only looks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, SourceId, StoryId, content_id, source_id
from wiredesk.basics.urls import canonical_url, host_of
from wiredesk.records.article import Article, Kind
from wiredesk.records.entry import FeedEntry
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.provider import Provider
from wiredesk.records.reason import Reason
from wiredesk.records.source import Polling, Source, SourceState
from wiredesk.records.story import Story
from wiredesk.records.work import ArticleLine, ProviderRecord, PublishDone, PublishWork
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.judging import Standing
from wiredesk.world.store.settling import SettlingStore

GENERATION: Final = "generation"
PUBLISHED_GENERATION: Final = "published_generation"
RELATED_MAX: Final = 5  # RECORD.md
REDIRECTS_MAX: Final = 10
UNREADABLE: Final = frozenset({Kind.CONSENT.value, Kind.NOT_ARTICLE.value, Kind.PAYWALL.value})
IMPORT_URL: Final = "https://import.invalid/"


class LookingStore(SettlingStore):
    """Records as they shall be, and what people ask."""

    # --- publish --------------------------------------------------------------------------------------

    def list_publish_work(self, *, now: datetime, limit: int) -> list[PublishWork]:
        """Articles at stage publish, by received_at, then id."""
        values = {"now": seconds(now), "limit": limit}
        ids = [ArticleId(row[0]) for row in self._database.rows("list_publish_at", values)]
        return self.load_publish_work(ids)

    def load_publish_work(self, article_ids: Sequence[ArticleId]) -> list[PublishWork]:
        """As `list_publish_work`, for these articles whatever their stage."""
        standings = self._standings(article_ids)
        known = [one for one in article_ids if one in standings and standings[one].story_id]
        related = self._related([standings[one] for one in known])
        wanted = {*known, *(other.id for others in related.values() for other in others)}
        readings = self._readings(sorted(wanted))
        everyone: dict[str, Standing] = {
            **standings,
            **{o.id: o for others in related.values() for o in others},
        }
        providers = self._providers([everyone[one].provider for one in sorted(wanted)])
        labels = self._labels(known)
        shared = {row[0] for row in self._database.rows("list_shared_images", (to_json(known),))}
        records = {row[0]: row for row in self._database.rows("list_records_of", (to_json(known),))}
        heats = self._heats([standings[one].story_id for one in known])
        return [
            PublishWork(
                article=readings[one],
                provider=providers[standings[one].provider],
                bucket=standings[one].bucket,
                story_id=standings[one].story_id,
                quality=standings[one].quality,
                heat=heats.get(standings[one].story_id, 0),
                labels=labels.get(one, ()),
                related=tuple(
                    (readings[other.id], providers[other.provider], other.quality)
                    for other in related[one]
                ),
                image_is_shared=one in shared,
                path=records[one][1] if one in records else "",
                previous=records[one][2] if one in records else b"",
            )
            for one in known
        ]

    def is_path_taken(self, path: str) -> bool:
        """Whether a record ever lay at this path."""
        return self._database.row("is_path_taken", (path,)) is not None

    def save_records(self, done: Sequence[PublishDone], *, version: int, now: datetime) -> None:
        """Keep the records as they shall be; the generation rises when one changed."""
        with self._database.transaction():
            ids = [record.article_id for record in done]
            old = {row[0]: row for row in self._database.rows("list_records_of", (to_json(ids),))}
            changed = False
            for record in done:
                changed |= self._save_record(record, old.get(record.article_id))
                self._database.write(
                    "settle_published", {"id": record.article_id, "now": seconds(now)}
                )
                self._save_outcome(
                    record.article_id,
                    Stage.PUBLISH,
                    version=version,
                    now=now,
                    reasons=record.reasons,
                    verdict={"path": record.path, "out": bool(record.body)},
                )
            if changed:
                generation, _ = self.load_generation()
                self._database.write("save_setting", (GENERATION, str(generation + 1)))

    def _save_record(self, record: PublishDone, old: Row | None) -> bool:
        if not record.path and old is None:
            return False
        body, live = record.body or (old[2] if old else b""), bool(record.body)
        if old is not None and (bytes(old[2]), bool(old[3])) == (body, live):
            return False
        values = {"id": record.article_id, "path": record.path, "live": int(live), "body": body}
        self._database.write("save_record", values)
        return True

    def load_generation(self) -> tuple[int, int]:
        """Generation of the records as they shall be, and as the outlets were last seen to be."""
        wanted = self._database.row("load_setting", (GENERATION,))
        shown = self._database.row("load_setting", (PUBLISHED_GENERATION,))
        return int(wanted[0]) if wanted else 0, int(shown[0]) if shown else 0

    def save_generation(self, published: int) -> None:
        """The outlets now show this generation."""
        with self._database.transaction():
            self._database.write("save_setting", (PUBLISHED_GENERATION, str(published)))

    def list_records(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every record that shall be out, by path."""
        for path, body in self._database.rows("list_records"):
            yield path, bytes(body)

    # --- looking --------------------------------------------------------------------------------------

    def find_article(self, id_or_url: str) -> ArticleLine | None:
        """One article by id, address, canonical address or record path; aliases resolved."""
        canonical = canonical_url(id_or_url) or id_or_url
        row = self._database.row("find_article", {"key": id_or_url, "canonical": canonical})
        lines = self.list_lines([ArticleId(row[0])]) if row else []
        return lines[0] if lines else None

    def load_article(self, article_id: ArticleId) -> Article | None:
        """What was read; None before it was read."""
        return self._readings([article_id]).get(article_id)

    def load_story(self, story_id: StoryId) -> Story | None:
        """A story, redirects followed."""
        row = self._database.row("load_story", (story_id,))
        for _ in range(REDIRECTS_MAX):
            if row is None or row[1] is None:
                break
            row = self._database.row("load_story", (row[1],))
        if row is None:
            return None
        members = self._database.rows("list_story_members", (row[0],))
        return Story(
            id=StoryId(row[0]),
            lead=ArticleId(row[2]) if row[2] else None,
            heat=row[3],
            ranked_at=moment_or_none(row[4]),
            members=tuple(ArticleId(member[0]) for member in members),
            reports=row[5],
            independent=row[6],
        )

    def list_outcomes(self, subject: str) -> list[Outcome]:
        """What was decided about an article, source or story, in route order."""
        order = [stage.value for stage in Stage]
        rows = self._database.rows("list_outcomes", (subject,))
        return [
            Outcome(
                subject=row[0],
                step=Stage(row[1]),
                version=row[2],
                at=moment(row[3]),
                reasons=from_json(row[4], tuple[Reason, ...]),
                verdict=row[5].encode(),
            )
            for row in sorted(rows, key=lambda row: order.index(row[1]))
        ]

    def list_stories(self, *, since: datetime, limit: int) -> list[Story]:
        """Stories with a published member received since then, hottest first, then id."""
        rows = self._database.rows("list_stories", {"since": seconds(since), "limit": limit})
        found = [self.load_story(StoryId(row[0])) for row in rows]
        return [story for story in found if story is not None]

    def list_lines(self, article_ids: Sequence[ArticleId]) -> list[ArticleLine]:
        """Lines of these articles, in the order asked for."""
        rows = self._database.rows("list_lines_of", (to_json(list(article_ids)),))
        origins = self._origins([row[8] for row in rows if row[8]])
        lines = {row[0]: _line(row, origins.get(row[8])) for row in rows}
        return [lines[one] for one in article_ids if one in lines]

    def list_provider_records(
        self, domains: Sequence[str]
    ) -> list[tuple[Provider, ProviderRecord]]:
        """Providers with what our own archive says of them, in the order asked for."""
        providers = self._providers(domains)
        return [(providers[domain], self._behaviour(domain)) for domain in domains]

    def list_published(self, *, limit: int) -> list[ArticleId]:
        """Published articles, newest effective time first, then id."""
        return [ArticleId(row[0]) for row in self._database.rows("list_published", (limit,))]

    def count_buckets(self) -> Mapping[tuple[Bucket, str], int]:
        """Articles by bucket and cause, summing to all of them."""
        rows = self._database.rows("count_buckets")
        return {(Bucket(row[0]), row[1]): row[2] for row in rows}

    def count_articles(self) -> int:
        """All articles that ever came in."""
        row = self._database.row("count_articles")
        return int(row[0]) if row else 0

    # --- going back -----------------------------------------------------------------------------------

    def rewind(self, stage: Stage, *, below_version: int | None, now: datetime) -> int:
        """Send articles that passed `stage` back to it; only older versions when given; how many."""
        order = list(Stage)
        later = [one.value for one in order[order.index(stage) + 1 :]]
        values = {
            "stage": stage.value,
            "now": seconds(now),
            "later": to_json(later),
            "below": 2**31 if below_version is None else below_version,
        }
        with self._database.transaction():
            count = self._database.write("rewind", values)
            if stage is Stage.RANK:
                self._database.write("rewind_stories", {"now": seconds(now)})
        return count

    def save_imported(
        self, articles: Sequence[tuple[Article, str, bytes]], *, now: datetime
    ) -> int:
        """Articles of another hub with record path and bytes; begin at stage match; how many new."""
        source = Source(id=source_id(IMPORT_URL), url=IMPORT_URL, provider="import.invalid")
        count = 0
        with self._database.transaction():
            self._database.write("save_import_source", _import_columns(source, now))
            for article, path, body in articles:
                count += self._save_import(article, source.id, now=now)
                kept = {"id": article.id, "path": path, "live": 0, "body": body}
                self._database.write("save_imported_record", kept)
        return count

    def _save_import(self, article: Article, source: SourceId, *, now: datetime) -> int:
        entry = content_id("e", source, article.url)
        said = FeedEntry(url=article.web_url, title=article.title, summary=article.excerpt)
        shared = {"source_id": source, "url": article.url, "title": article.title}
        received = seconds(article.time.received)
        self._database.write(
            "save_entry",
            shared
            | {
                "id": entry,
                "key": f"url:{article.url}",
                "article_id": article.id,
                "digest": "",
                "received_at": received,
                "said": to_json(said),
            },
        )
        self._database.write(
            "meet_provider",
            {
                "domain": article.provider,
                "at": received,
                "body": to_json(
                    Provider(domain=article.provider, name=article.site_name or article.provider)
                ),
            },
        )
        added = self._database.write(
            "import_article",
            shared
            | {
                "id": article.id,
                "host": host_of(article.url),
                "entry_id": entry,
                "provider": article.provider,
                "now": seconds(now),
                "received_at": received,
                "effective_at": seconds(article.time.effective),
                "kind": article.kind.value,
                "image_url": article.image.url if article.image else None,
                "has_author": int(bool(article.authors)),
            },
        )
        if added:
            why = Reason(code="imported", text="Came from another hub's record.")
            self._save_outcome(
                article.id, Stage.READ, version=1, now=now, reasons=(why,), verdict=article
            )
        return added

    def load_robots(self, host: str) -> bytes | None:
        """What is kept of a host's robots.txt; None when nothing is."""
        row = self._database.row("load_robots", (host,))
        return bytes(row[0]) if row else None

    def save_robots(self, host: str, kept: bytes) -> None:
        """Keep a host's robots.txt."""
        with self._database.transaction():
            self._database.write("save_robots", (host, kept))

    # --- looked up ------------------------------------------------------------------------------------

    def _readings(self, ids: Sequence[str]) -> dict[ArticleId, Article]:
        rows = self._database.rows("list_readings", (to_json(list(ids)),))
        return {ArticleId(row[0]): from_json(row[1], Article) for row in rows if row[1]}

    def _related(self, subjects: Sequence[Standing]) -> dict[ArticleId, list[Standing]]:
        """Other owners' own reports of the same story, best quality first, then earlier."""
        stories = to_json(sorted({one.story_id for one in subjects}))
        rows = self._database.rows("list_members", (stories,))
        owners = {row[1]: row[3] for row in rows}
        kinds = {row[1]: row[13] for row in rows}
        members = self._standings([row[1] for row in rows])
        related = {}
        for one in subjects:
            others = [
                other
                for other in members.values()
                if other.story_id == one.story_id
                and other.is_origin
                and owners[other.id] != owners.get(one.id)
                and other.family_id != one.family_id
                and kinds[other.id] not in UNREADABLE
            ]
            others.sort(key=lambda other: (-other.quality, other.received_at, other.id))
            kept: dict[str, Standing] = {}
            for other in others:
                kept.setdefault(owners[other.id], other)
            related[one.id] = list(kept.values())[:RELATED_MAX]
        return related

    def _heats(self, stories: Sequence[str]) -> dict[str, int]:
        rows = self._database.rows("list_stories_by_id", (to_json(list(stories)),))
        return {row[0]: row[2] for row in rows}


def _line(row: Row, origin: ArticleId | None) -> ArticleLine:
    return ArticleLine(
        id=row[0],
        source_id=row[1],
        url=row[2],
        title=row[3],
        provider=row[4],
        stage=row[5],
        bucket=Bucket(row[6]),
        received_at=moment(row[7]),
        family_id=row[8],
        relation=Relation(row[9]) if row[9] else None,
        story_id=row[10],
        quality=row[11],
        kind=Kind(row[12]) if row[12] else None,
        failure=row[13],
        origin=origin if origin != row[0] else None,
    )


def _import_columns(source: Source, now: datetime) -> dict[str, object]:
    polling = Polling(source_id=source.id, due_at=now, url=source.url, state=SourceState.PARKED)
    return {
        "id": source.id,
        "url": source.url,
        "provider": source.provider,
        "due_at": seconds(now),
        "body": to_json(source),
        "polling": to_json(polling),
    }
