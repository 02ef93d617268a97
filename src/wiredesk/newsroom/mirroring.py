"""What changed since, for programs that keep a mirror of what is published.

In: the log of events.  Out: each article once, as it is now.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.newsroom.published import Published, Sight
from wiredesk.records.published import OutChange, OutChanges
from wiredesk.route.webhooks import KEPT

CHANGES_KEPT: Final = KEPT  # older events are forgotten


def list_changes(
    published: Published,
    *,
    after: int,
    topic: TopicId | None,
    sight: Sight,
    limit: int,
    now: datetime,
) -> OutChanges:
    """What became of articles behind event `after`, each once; under a topic, what is or was under it."""
    events = published.store.list_changes(after=after, limit=limit + 1)
    shown = events[:limit]
    seen = sight if topic is None else frozenset({topic})
    ids = [one.article_id for one in shown]
    articles = {one.shown.id: one for one in published.find_articles(ids, sight=seen, now=now)}
    gone = [one for one in ids if one not in articles]
    down = {one.article_id: one.reason.value for one in published.store.list_takedowns_of(gone)}
    known = set(ids if seen is None else (*articles, *_once_under(published, seen, gone)))
    return OutChanges(
        changes=tuple(
            OutChange(
                event=one,
                article=articles.get(one.article_id),
                reason=down.get(one.article_id, ""),
            )
            for one in shown
            if one.article_id in known
        ),
        after=shown[-1].seq if shown else after,
        at=shown[-1].at if shown else None,
        more=len(events) > limit,
    )


def _once_under(
    published: Published, topics: frozenset[TopicId], ids: Sequence[ArticleId]
) -> Iterator[ArticleId]:
    """Those of these articles that a mirror of these topics may hold."""
    names = {topic.name for topic in published.topics if topic.id in topics}
    told = published.store.list_topics_told(ids)
    yield from (one for one in ids if not names.isdisjoint(told.get(one, ())))
