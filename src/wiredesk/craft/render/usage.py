"""What all that was rendered shows of whom: the log that a publisher may ask for (SAFETY.md R12).

In: the hub that was rendered.  Out: per article and exit, how long an extract it shows, and whether a picture.
A headline with its link counts as an extract of no characters.
"""

from collections.abc import Iterator

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render.feeds import feeds_of
from wiredesk.records.hub import HubView
from wiredesk.records.record import Record
from wiredesk.records.rights import Exit, Shown

Extract = tuple[ArticleId, Exit, int, bool]


def find_shown(hub: HubView) -> frozenset[Shown]:
    """Everything that the files made of `hub`, and its records, show; the longest extract of each exit counts."""
    found: dict[tuple[ArticleId, Exit], tuple[int, bool]] = {}
    for article, exit_, characters, image in _extracts(hub):
        longest, pictured = found.get((article, exit_), (0, False))
        found[article, exit_] = max(longest, characters), pictured or image
    return frozenset(
        Shown(article_id=article, exit=exit_, characters=characters, image=image)
        for (article, exit_), (characters, image) in found.items()
    )


def _extracts(hub: HubView) -> Iterator[Extract]:
    for story in hub.stories:
        yield story.lead.id, Exit.SITE, len(story.lead.excerpt), bool(story.lead.image)
        for member in story.members:
            yield member.article.id, Exit.SITE, 0, False
    for article in hub.articles:  # the search page shows the extract of whatever is found
        yield article.id, Exit.SITE, len(article.excerpt), False
    for feed in feeds_of(hub):
        for article in feed.articles:
            yield article.id, Exit.FEED, len(article.excerpt), False
    for article in hub.articles:
        if article.record is not None:
            yield from _in_record(article.id, article.record, hub)


def _in_record(article: ArticleId, record: Record, hub: HubView) -> Iterator[Extract]:
    for exit_ in (Exit.RECORD, Exit.JSON):
        yield article, exit_, len(record.excerpt or ""), bool(record.images)
        for one in record.related or ():
            if related := hub.addresses.get(one.web_url or ""):
                yield related, exit_, len(one.excerpt or ""), bool(one.images)
