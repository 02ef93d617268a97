"""The store's side of step 10: what shall be out, and how far the outlets are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.heat import best_reports, related_to
from wiredesk.records.act import Edit
from wiredesk.records.outcome import Stage
from wiredesk.records.sealing import SealMark
from wiredesk.records.story import StoryMember
from wiredesk.records.work import PublishDone, PublishWork
from wiredesk.world.store.acts import ActStore
from wiredesk.world.store.codec import seconds, to_json
from wiredesk.world.store.connection import Row
from wiredesk.world.store.heat import HeatStore
from wiredesk.world.store.listing import ListingStore
from wiredesk.world.store.outbox import OutboxStore
from wiredesk.world.store.picturing import PicturingStore
from wiredesk.world.store.sealing import mark_columns
from wiredesk.world.store.standing import Standing
from wiredesk.world.store.withdrawing import GENERATION, PUBLISHED_GENERATION


class PublishingStore(HeatStore, ListingStore, PicturingStore, OutboxStore, ActStore):
    """Records as they shall be."""

    def list_publish_work(self, *, now: datetime, limit: int) -> list[PublishWork]:
        """Articles at stage publish, by received_at, then id."""
        values = {"now": seconds(now), "limit": limit}
        ids = [ArticleId(row[0]) for row in self._database.rows("list_publish_at", values)]
        latest = self._readings(ids)
        return [replace(one, article=latest[one.article.id]) for one in self.load_publish_work(ids)]

    def load_publish_work(
        self, article_ids: Sequence[ArticleId], *, related: bool = True
    ) -> list[PublishWork]:
        """As `list_publish_work`, for these articles whatever their stage; unread ones are left out.

        An article whose record is out is as that record was made, not as it was read since.  Without `related` it comes
        without the reports beside it, which costs a tenth.
        """
        standings = self._standings(article_ids)
        in_story = [one for one in standings.values() if one.story_id]
        beside = self._related(in_story) if related else {one.id: [] for one in in_story}
        return self._publish_work(article_ids, standings, beside)

    def _publish_work(
        self,
        article_ids: Sequence[ArticleId],
        standings: Mapping[str, Standing],
        related: Mapping[ArticleId, list[StoryMember]],
    ) -> list[PublishWork]:
        readings = self._readings(
            dict.fromkeys(
                [*related, *(one.article_id for best in related.values() for one in best)]
            )
        )
        readings |= {one: article for one, (article, _) in self._shown(readings).items()}
        ready = [one for one in article_ids if one in related and one in readings]
        known = self._known(
            [standings[one].provider for one in ready]
            + [other.provider for one in ready for other in related[one]]
        )
        labels, shared = self._labels(ready), self._shared_images(ready)
        records = {row[0]: row for row in self._of("list_records_of", ready)}
        marks, pictures = self._marks(ready), self._pictures(readings)
        edits = self.load_edits(list(readings))
        lenders = self._readings(one.picture for one in edits.values() if one.picture)
        stories = self._stories(standings[one].story_id for one in ready)
        work = []
        for one in ready:
            standing, record = standings[one], records.get(one)
            story = stories.get(standing.story_id)
            work.append(
                PublishWork(
                    article=readings[one],
                    provider=known[standing.provider].provider,
                    bucket=standing.bucket,
                    story_id=standing.story_id,
                    quality=standing.quality,
                    heat=story[2] if story else 0,
                    labels=labels.get(one, ()),
                    related=tuple(
                        (readings[other.article_id], known[other.provider].provider, other.quality)
                        for other in related[one]
                    ),
                    image_is_shared=one in shared,
                    path=record[1] if record else "",
                    previous=bytes(record[2]) if record else b"",
                    mark=marks.get(one),
                    edits=_of_these(edits, one, related[one]),
                    lenders={
                        other: lenders[ArticleId(edit.picture or "")]
                        for other, edit in _of_these(edits, one, related[one]).items()
                        if edit.picture in lenders
                    },
                    pictures={
                        other: pictures[other]
                        for other in (one, *(member.article_id for member in related[one]))
                        if other in pictures
                    },
                )
            )
        return work

    def _related(self, subjects: Sequence[Standing]) -> dict[ArticleId, list[StoryMember]]:
        """What stands beside each one, as `craft.heat` chooses from its story's best reports."""
        members = self._members(one.story_id for one in subjects)
        ranked = self._rankings(members)
        best: dict[str, list[StoryMember]] = {}
        for story, listed in members.items():
            current = ranked[story].best if story in ranked else ()
            by_id = {one.article_id: one for one in listed}
            best[story] = [by_id[one] for one in best_reports(listed, current=current)]
        owners = {
            domain: known.provider.owner_key
            for domain, known in self._known(one.provider for one in subjects).items()
        }
        return {
            one.id: related_to(
                best[one.story_id], owner=owners[one.provider], family_id=one.family_id
            )
            for one in subjects
        }

    def is_path_taken(self, path: str) -> bool:
        """Whether a record ever lay at this path."""
        return self._database.row("is_path_taken", (path,)) is not None

    def save_records(self, done: Sequence[PublishDone], *, version: int, now: datetime) -> None:
        """Keep the records as they shall be; the generation rises when one changed.

        One that was sealed anew since it was decided stays at stage publish and is decided again.
        """
        at = seconds(now)
        with self._database.transaction():
            marks = self._marks(record.article_id for record in done)
            done = [
                record
                for record in done
                if marks.get(record.article_id) in (record.based_on, record.mark)
            ]
            ids = [record.article_id for record in done]
            old = {row[0]: row for row in self._of("list_records_of", ids)}
            changed = [
                columns
                for record in done
                if (columns := _record_columns(record, old.get(record.article_id))) is not None
            ]
            self._database.write_many("save_record", changed)
            moved = {columns["id"] for columns in changed}
            self._file_events(
                [record for record in done if record.article_id in moved],
                was_live={one: bool(row[3]) for one, row in old.items()},
                now=now,
            )
            self._database.write("forget_shown", (to_json(ids),))
            self._database.write_many("log_out", ({"id": one, "now": at} for one in ids))
            self._index_findable({one.article_id: one.findable for one in done})
            self._want_pictures(done, now=now)
            self._database.write_many(
                "save_mark",
                (mark_columns(one.article_id, one.mark) for one in done if one.mark is not None),
            )
            self._database.write_many("settle_published", ({"id": one, "now": at} for one in ids))
            decided = (
                (one.article_id, one.reasons, {"path": one.path, "out": bool(one.body)})
                for one in done
            )
            self._save_outcomes(Stage.PUBLISH, decided, version=version, now=now)
            if changed:
                self._raise_generation()

    def raise_generation(self) -> None:
        """Say that the outlets are behind the records."""
        with self._database.transaction():
            self._raise_generation()

    def _marks(self, ids: Iterable[str]) -> dict[str, SealMark]:
        rows = self._of("list_marks_of", ids)
        return {row[0]: SealMark(kid=row[1], rev=row[2]) for row in rows}

    def load_generation(self) -> tuple[int, int]:
        """Generation of the records as they shall be, and as the outlets were last seen to be."""
        wanted = self._database.row("load_setting", (GENERATION,))
        shown = self._database.row("load_setting", (PUBLISHED_GENERATION,))
        return int(wanted[0]) if wanted else 0, int(shown[0]) if shown else 0

    def list_records(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every record that shall be out, by path."""
        for path, body in self._parts("list_records", key="after", begin=""):
            yield path, bytes(body)


def _of_these(
    edits: Mapping[ArticleId, Edit], one: ArticleId, related: Sequence[StoryMember]
) -> dict[ArticleId, Edit]:
    """The edits of an article and of those beside it."""
    return {
        other: edits[other]
        for other in (one, *(member.article_id for member in related))
        if other in edits
    }


def _record_columns(record: PublishDone, old: Row | None) -> dict[str, object] | None:
    """What has to be written; None when it is there already."""
    if not record.path and old is None:
        return None
    body, live = record.body or (old[2] if old else b""), bool(record.body)
    if old is not None and (bytes(old[2]), bool(old[3])) == (body, live):
        return None
    return {"id": record.article_id, "path": record.path, "live": int(live), "body": body}
