"""The store's side of rights: what was shown, what was taken down, and what has expired."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import Article
from wiredesk.records.entry import FeedEntry
from wiredesk.records.family import FamilyVerdict, Fingerprint
from wiredesk.records.page import ArchivePlace
from wiredesk.records.rights import Ageing, Exit, Shown, ShownLine, Takedown, TakedownAct
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds, to_json
from wiredesk.world.store.withdrawing import PUBLISHED_GENERATION, WithdrawingStore, takedown_of

TEXT: Final = 2
EXCERPT: Final = 3


PURGES: Final = (
    "purge_outcomes",
    "purge_article",
    "purge_record",
    "purge_feature",
    "purge_acts",
    "purge_before",
    "forget_edit",
)


class RightsStore(WithdrawingStore):
    """What went out, what must not, and what is no longer kept."""

    # --- what was shown --------------------------------------------------------------------------

    def save_usage(
        self,
        shown: Collection[Shown],
        *,
        before: Collection[Shown] | None = None,
        generation: int,
        now: datetime,
    ) -> None:
        """The outlets now show this generation of records, and exactly this of whom."""
        with self._database.transaction():
            self._database.write("save_setting", (PUBLISHED_GENERATION, str(generation)))
            before = self._usage_now() if before is None else set(before)
            after = set(shown)
            self._database.write_many(
                "end_showing",
                (
                    {"id": one.article_id, "exit": one.exit.value, "now": seconds(now)}
                    for one in sorted(before - after)
                ),
            )
            self._database.write_many(
                "begin_showing",
                (
                    {
                        "id": one.article_id,
                        "exit": one.exit.value,
                        "characters": one.characters,
                        "image": int(one.image),
                        "now": seconds(now),
                    }
                    for one in sorted(after - before)
                ),
            )

    def _usage_now(self) -> set[Shown]:
        return {
            Shown(article_id=row[0], exit=Exit(row[1]), characters=row[2], image=bool(row[3]))
            for row in self._database.rows("list_usage_now")
        }

    def list_usage(self, provider: str) -> list[ShownLine]:
        """What was ever shown of a provider, newest first, then by article and exit."""
        return [
            ShownLine(
                article_id=row[0],
                url=row[1],
                title=row[2],
                provider=row[3],
                exit=Exit(row[4]),
                characters=row[5],
                image=bool(row[6]),
                since=moment(row[7]),
                until=moment_or_none(row[8]),
            )
            for row in self._database.rows("list_usage_of", (provider,))
        ]

    # --- take-downs ------------------------------------------------------------------------------

    def save_takedown(self, takedown: Takedown, marks: Sequence[str], *, now: datetime) -> None:
        """Take an article down, with all that lead to it."""
        with self._database.transaction():
            self._withdraw(takedown, marks, action="taken_down", now=now)

    def undo_takedown(self, article_id: ArticleId, *, by: str, note: str, now: datetime) -> bool:
        """Put it back to be judged again; False when it was purged, or never taken down."""
        with self._database.transaction():
            if not self._database.write("forget_takedown", (article_id,)):
                return False
            self._database.write("forget_marks", (article_id,))
            self._database.write("put_back", {"id": article_id, "now": seconds(now)})
            told = {"id": article_id, "action": "undone", "by": by, "note": note}
            self._database.write("log_takedown", told | {"at": seconds(now)})
            self._raise_generation()
            return True

    def list_takedowns(self) -> list[Takedown]:
        """What is taken down, newest first, then id."""
        return [takedown_of(row) for row in self._database.rows("list_takedowns")]

    def list_takedowns_of(self, article_ids: Sequence[ArticleId]) -> list[Takedown]:
        """Take-downs of those of these articles that are taken down."""
        rows = self._database.rows("list_takedowns_of", (to_json(list(article_ids)),))
        return [takedown_of(row) for row in rows]

    def list_takedown_log(self, article_id: ArticleId) -> list[TakedownAct]:
        """What was done to an article, oldest first."""
        return [
            TakedownAct(action=row[0], by=row[1], note=row[2], at=moment(row[3]))
            for row in self._database.rows("list_takedown_log", (article_id,))
        ]

    def list_doors(self, article_id: ArticleId) -> tuple[list[str], list[tuple[str, str]]]:
        """Every address that leads to an article, and pairs of source and entry key."""
        rows = self._database.rows("list_doors", {"id": article_id})
        urls = {url for row in rows for url in row[:3] if url}
        return sorted(urls), sorted({(row[3], row[4]) for row in rows if row[3]})

    def purge(self, article_id: ArticleId, *, by: str, now: datetime) -> bool:
        """Remove every text of a taken-down article for good."""
        with self._database.transaction():
            done = self._purge(article_id, by=by, now=now)
        self._database.write_back()
        return done

    def _purge(self, article_id: ArticleId, *, by: str, now: datetime) -> bool:
        takedown = self._load_takedown(article_id)
        if takedown is None or self._database.row("is_settled", (article_id,)) is None:
            return False
        aliases = [row[0] for row in self._database.rows("list_aliases", {"id": article_id})]
        for one in aliases:
            for query in PURGES:
                self._database.write(query, (one,))
            self._database.write("purge_entries", {"id": one, "said": to_json(FeedEntry())})
            self._database.write("forget_shown", (to_json([one]),))
            self._blank_fingerprint(one)
        self._index_incoming(aliases)
        self._purge_words()
        told = {"id": article_id, "action": "purged", "by": by, "note": ""}
        self._database.write("log_takedown", told | {"at": seconds(now)})
        body = to_json(replace(takedown, purged_at=now))
        self._database.write("settle_purge", {"id": article_id, "now": seconds(now), "body": body})
        return True

    def _blank_fingerprint(self, article_id: str) -> None:
        row = self._database.row("load_fingerprint", (article_id,))
        verdict = self._database.row("load_fingerprint_verdict", (article_id,))
        if row is None or verdict is None:
            return
        kept = replace(from_json(row[0], Fingerprint), title="", numbers=(), credit="")
        stood = replace(from_json(verdict[0], FamilyVerdict), reasons=())
        values = {"id": article_id, "body": to_json(kept), "verdict": to_json(stood)}
        self._database.write("blank_fingerprint", values)

    # --- what has expired ------------------------------------------------------------------------

    def list_archived(self, article_ids: Sequence[ArticleId]) -> list[ArchivePlace]:
        """Where raw responses of these articles and of all that lead to them lie."""
        every = [
            row[0]
            for one in article_ids
            for row in self._database.rows("list_aliases", {"id": one})
        ]
        return [
            ArchivePlace(file=row[0], offset=row[1], length=row[2])
            for row in self._database.rows("list_archived", (to_json(every),))
        ]

    def forget_archived(self, places: Sequence[ArchivePlace]) -> list[str]:
        """They are no longer there; which of their files hold nothing else that is kept."""
        with self._database.transaction():
            self._database.write_many(
                "forget_archived", ((place.file, place.offset) for place in places)
            )
        files = sorted({place.file for place in places})
        return [file for file in files if self._database.row("has_archived", (file,)) is None]

    def list_ageing(self, *, received: datetime) -> Iterator[Ageing]:
        """Articles that were received by then and of which something may still be kept, by id."""
        rows = self._parts("list_ageing", key="after", begin="", received=seconds(received))
        for row in rows:
            yield Ageing(
                article_id=row[0],
                provider=row[1],
                source=row[2],
                received_at=moment(row[3]),
                level=row[4],
            )

    def save_expired(self, expired: Sequence[tuple[ArticleId, int]], *, now: datetime) -> None:
        """So much of each is no longer kept."""
        with self._database.transaction():
            for one, level in expired:
                if level >= TEXT:
                    self._forget_texts(one, excerpt=level >= EXCERPT)
                if level >= EXCERPT:
                    self._database.write("publish_expired", {"id": one, "now": seconds(now)})
                self._database.write("save_expired", {"id": one, "level": level})

    def _forget_texts(self, article_id: ArticleId, *, excerpt: bool) -> None:
        self._database.write("forget_shown", (to_json([article_id]),))
        row = self._database.row("load_reading", (article_id,))
        if row and row[0]:
            article = replace(from_json(row[0], Article), text="")
            article = replace(article, excerpt="") if excerpt else article
            values = {"id": article_id, "verdict": to_json(article)}
            self._database.write("save_reading", values)
        for entry, said in self._database.rows("list_said", (article_id,)):
            kept = replace(from_json(said, FeedEntry), content="", content_html="")
            kept = replace(kept, summary="") if excerpt else kept
            self._database.write("save_said", {"id": entry, "said": to_json(kept)})
