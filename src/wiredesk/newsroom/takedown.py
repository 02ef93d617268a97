"""Taking something down, undoing it, and removing it for good.

In: an id or an address, a reason.  Out: what was done.  A take-down takes the article out of every exit at the
next publishing and keeps it out; until it is purged an owner may undo it; the purge removes its texts from
the store and overwrites its pages in the archive.
"""

from datetime import datetime, timedelta

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.rights import takedown_marks
from wiredesk.ports import Archive, Store
from wiredesk.records.rights import Takedown, TakedownReason
from wiredesk.records.work import ArticleLine

MACHINE = "timetable"


def take_down(
    store: Store,
    archive: Archive,
    id_or_url: str,
    *,
    reason: TakedownReason,
    note: str,
    by: str,
    purge_after: timedelta,
    now: datetime,
) -> Takedown:
    """Take an article down; UsageError when there is none.  Doing it twice is doing it once."""
    line = _line(store, id_or_url)
    urls, keys = store.list_doors(line.id)
    article = store.load_article(line.id)
    takedown = Takedown(
        article_id=line.id,
        url=line.url,
        provider=line.provider,
        reason=reason,
        note=note,
        by=by,
        at=now,
        purge_at=now + purge_after,
        stories=(line.story_id,) if line.story_id else (),
    )
    store.save_takedown(takedown, takedown_marks(article, urls=urls, keys=keys), now=now)
    archive.withdraw(store.list_archived([line.id]))
    return takedown


def undo_takedown(
    store: Store, archive: Archive, id_or_url: str, *, by: str, note: str, now: datetime
) -> ArticleId:
    """Put an article back to be judged again; UsageError when it was purged, or never taken down."""
    line = _line(store, id_or_url)
    if not store.undo_takedown(line.id, by=by, note=note, now=now):
        raise UsageError(
            "is not taken down, or was purged: its texts are no longer there.",
            subject=id_or_url,
            remedy="See `wiredesk rights takedowns`.",
        )
    archive.restore(store.list_archived([line.id]))
    return line.id


def is_purge_due(store: Store, *, now: datetime) -> bool:
    """Whether there is something that can no longer be undone and is still there."""
    return any(one.purged_at is None and one.purge_at <= now for one in store.list_takedowns())


def purge_due(store: Store, archive: Archive, *, now: datetime, by: str = MACHINE) -> int:
    """Remove for good what can no longer be undone; how many."""
    purged = 0
    for takedown in store.list_takedowns():
        if takedown.purged_at is not None:
            continue
        places = store.list_archived([takedown.article_id])
        archive.withdraw(places)  # what came again by itself was not withdrawn yet
        if takedown.purge_at <= now and store.purge(takedown.article_id, by=by, now=now):
            archive.erase(places)
            archive.prune(store.forget_archived(places))
            purged += 1
    return purged


def _line(store: Store, id_or_url: str) -> ArticleLine:
    line = store.find_article(id_or_url)
    if line is None:
        raise UsageError(
            "is no article of this hub.",
            subject=id_or_url,
            remedy="Give an id, the article's address, or the path of its record.",
        )
    return line
