"""What is held, for programs that ask: as much of it as readers may see.

In: what is published and its rules, a filter.  Out: held articles, cut by `craft.rights.show`.
"""

from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.rights import show
from wiredesk.newsroom.published import Published, Sight, sees, topics_of
from wiredesk.records.held import HeldFilter, HeldLine, HeldOrder
from wiredesk.records.published import HeldArticle


def list_held(
    published: Published,
    matching: HeldFilter,
    *,
    sight: Sight,
    after: tuple[int, ArticleId] | None,
    limit: int,
    now: datetime,
) -> tuple[list[HeldArticle], HeldLine | None]:
    """Held articles, the last received first, and the line that the list goes on behind; None at the end."""
    lines = published.store.list_held(
        matching, order=HeldOrder.NEWEST, limit=limit + 1, after=after
    )
    works = {
        work.article.id: work
        for work in published.store.load_publish_work([line.id for line in lines[:limit]])
    }
    held = [
        HeldArticle(
            line=line, shown=show(works[line.id].article, rules=published.facts.rules, now=now)
        )
        for line in lines[:limit]
        if line.id in works and sees(sight, topics_of(works[line.id]))
    ]
    return held, lines[limit - 1] if len(lines) > limit else None


def is_seen(published: Published, one: ArticleId, *, sight: Sight) -> bool:
    """Whether there is such an article, published or not, for whoever asks."""
    if sight is None:
        return bool(published.store.list_lines([one]))
    works = published.store.load_publish_work([one])
    return any(sees(sight, topics_of(work)) for work in works)
