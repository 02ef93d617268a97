"""Which stories are new since the last issue.

In: the hub as it is shown now, what was out at the last issue.  Out: stories in the hub's own order, hottest
first, each with how many of its reports are new.  A copy is not news.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from wiredesk.basics.ids import ArticleId
from wiredesk.records.family import Relation
from wiredesk.records.hub import HubView, MemberView
from wiredesk.records.letter import LetterStory


def find_fresh(
    hub: HubView, *, since: datetime, out_before: Collection[ArticleId], topics: Sequence[str] = ()
) -> list[LetterStory]:
    """Stories with a report that came in since then, or was released since then however old it is."""
    found = []
    for story in hub.stories:
        if topics and not set(topics) & set(story.topics):
            continue
        reports = [one for one in story.members if one.relation is Relation.NEW]
        new = sum(_is_new(one, since, out_before) for one in reports)
        if new:
            found.append(LetterStory(story=story, new=new, is_new=new == len(reports)))
    return found


def _is_new(report: MemberView, since: datetime, out_before: Collection[ArticleId]) -> bool:
    article = report.article
    released = article.record is not None and article.id not in out_before
    return released or article.shown.time.received > since
