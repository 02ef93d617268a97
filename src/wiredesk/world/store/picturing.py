"""The store's side of pictures: which are wanted, and where their copies lie."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.records.picture import Picture, PictureDone, PictureWork
from wiredesk.records.work import PublishDone
from wiredesk.world.store.codec import seconds
from wiredesk.world.store.standing import StandingStore


class PicturingStore(StandingStore):
    """Copies of the pictures of what is out."""

    def list_picture_work(self, *, now: datetime, limit: int) -> list[PictureWork]:
        """Pictures that are due to be looked at, longest due first, then by article."""
        rows = self._database.rows("list_picture_work", {"now": seconds(now), "limit": limit})
        return [
            PictureWork(article_id=ArticleId(row[0]), url=row[1], attempts=row[2]) for row in rows
        ]

    def save_pictures(self, done: Sequence[PictureDone], *, now: datetime) -> None:
        """Keep where copies lie; an article with a new one goes back to publish."""
        with self._database.transaction():
            for one in done:
                if self._database.write("save_picture", _columns(one)) and one.picture:
                    self._database.write(
                        "publish_again", {"id": one.article_id, "now": seconds(now)}
                    )

    def list_picture_paths(self) -> list[str]:
        """Paths of all copies that are wanted."""
        return [str(row[0]) for row in self._database.rows("list_picture_paths")]

    def _pictures(self, ids: Iterable[str]) -> dict[str, Picture]:
        """Copies that there are, by article."""
        return {
            row[0]: Picture(url=row[1], path=row[2], width=row[3], height=row[4])
            for row in self._of("list_pictures_of", ids)
        }

    def _want_pictures(self, done: Sequence[PublishDone], *, now: datetime) -> None:
        """What records show from now on: within a transaction."""
        at = seconds(now)
        self._database.write_many(
            "want_picture",
            ({"id": one.article_id, "url": one.picture, "now": at} for one in done if one.picture),
        )
        self._database.write_many(
            "forget_picture", ((one.article_id,) for one in done if not one.picture)
        )


def _columns(one: PictureDone) -> dict[str, object]:
    made = one.picture
    return {
        "id": one.article_id,
        "url": one.url,
        "path": made.path if made else "",
        "width": made.width if made else 0,
        "height": made.height if made else 0,
        "due_at": seconds(one.retry_at) if one.retry_at else None,
        "cause": one.reasons[-1].code if one.reasons and not made else "",
    }
