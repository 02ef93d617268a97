"""What all that was rendered shows of whom: the log that a publisher may ask for (SAFETY.md R12).

In: the hub that was rendered.  Out: per article and exit, how long an extract it shows, and whether a picture.
A headline with its link counts as an extract of no characters.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.render.build import EDITED
from wiredesk.craft.render.feeds import feeds_of
from wiredesk.records.hub import ArticleView, HubView
from wiredesk.records.record import Record
from wiredesk.records.rights import Exit, Shown

Extract = tuple[int, bool]
"""Characters, and whether a picture."""
Usage = Mapping[Exit, Mapping[ArticleId, Extract]]
NOTHING: Final[Usage] = {}


def find_usage(hub: HubView) -> Usage:
    """Everything that the files made of `hub`, and its records, show; the longest extract of each exit counts."""
    site: dict[ArticleId, Extract] = {}
    feeds: dict[ArticleId, Extract] = {}
    records: dict[ArticleId, Extract] = {}
    for story in hub.stories:
        _note(site, story.lead.id, _theirs(story.lead), image=bool(story.lead.image))
        for member in story.members:
            _note(site, member.article.id, 0, image=False)
    for article in hub.articles:  # the search page shows the extract of whatever is found
        _note(site, article.id, _theirs(article), image=False)
    for feed in feeds_of(hub):
        for article in feed.articles:
            _note(feeds, article.id, _theirs(article), image=False)
    for one, characters, image in hub.extracts:
        _note(records, one, characters, image=image)
    return {Exit.SITE: site, Exit.FEED: feeds, Exit.RECORD: records, Exit.JSON: records}


def compare_usage(before: Usage, after: Usage) -> tuple[list[Shown], list[Shown]]:
    """What is no longer shown so, and what is shown now and was not."""
    ended: list[Shown] = []
    begun: list[Shown] = []
    for exit_ in Exit:
        old, new = before.get(exit_, {}), after.get(exit_, {})
        ended += _shown(exit_, old.items() - new.items())
        begun += _shown(exit_, new.items() - old.items())
    return ended, begun


def extracts_of(
    article: ArticleId, record: Record, addresses: Mapping[str, ArticleId]
) -> tuple[tuple[ArticleId, int, bool], ...]:
    """What a record shows of whom; `addresses` says whose each one is."""
    own = (article, _length(record), bool(record.images))
    others = (
        (related, len(one.excerpt or ""), bool(one.images))
        for one in record.related or ()
        if (related := addresses.get(one.web_url or ""))
    )
    return (own, *others)


def _theirs(article: ArticleView) -> int:
    """How long an extract is; our own words are none."""
    return 0 if "excerpt" in article.edited else len(article.excerpt)


def _length(record: Record) -> int:
    said = record.extra.get(EDITED, ())
    ours = isinstance(said, tuple) and "excerpt" in said
    return 0 if ours else len(record.excerpt or "")


def _note(
    found: dict[ArticleId, Extract], article: ArticleId, characters: int, *, image: bool
) -> None:
    longest, pictured = found.get(article, (0, False))
    found[article] = max(longest, characters), pictured or image


def _shown(exit_: Exit, items: Iterable[tuple[ArticleId, Extract]]) -> Iterator[Shown]:
    for article, (characters, image) in items:
        yield Shown(article_id=article, exit=exit_, characters=characters, image=image)
