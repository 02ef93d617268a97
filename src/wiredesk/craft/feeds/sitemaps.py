"""Sitemaps, news sitemaps and sitemap indexes: from tree to feed.

In: a tree whose root is `urlset` or `sitemapindex`.  Out: a Feed whose entries are addresses, with
title, date, language and picture where the news and image extensions state them.
"""

from itertools import islice
from typing import Final

from wiredesk.basics.limits import FEED_ENTRIES_MAX
from wiredesk.basics.text import cut_words
from wiredesk.craft.feeds.entries import (
    CATEGORIES_MAX,
    NAME_CHARACTERS_MAX,
    TITLE_CHARACTERS_MAX,
    Fields,
    clean_language,
    distinct,
    first_date,
    first_said,
    group_fields,
)
from wiredesk.craft.feeds.names import key_of
from wiredesk.craft.feeds.tree import Element, Tree, address
from wiredesk.records.entry import Feed, FeedEntry, FeedKind

_INDEX: Final = "sitemapindex"
_PLACES: Final = frozenset({"url", "sitemap"})


def read_sitemap(tree: Tree) -> Feed:
    """The sitemap or index that `tree` holds."""
    is_index = key_of(tree.root).rpartition(":")[2] == _INDEX
    places = (child for child in tree.root if key_of(child) in _PLACES)
    entries = (_entry(place, tree) for place in islice(places, FEED_ENTRIES_MAX))
    return Feed(
        kind=FeedKind.SITEMAP_INDEX if is_index else FeedKind.SITEMAP,
        entries=tuple(entry for entry in entries if entry.url),
    )


def _entry(place: Element, tree: Tree) -> FeedEntry:
    fields = group_fields(place)
    news = _inner(fields, "news:news")
    publication = _inner(news, "news:publication")
    video = _inner(fields, "video:video")
    url = _place(fields, "loc", tree)
    keywords = first_said(news, ("news:keywords",)).line()
    title = first_said(news, ("news:title",)).line() or first_said(video, ("video:title",)).line()
    return FeedEntry(
        guid=url or "",
        url=url,
        title=cut_words(title, TITLE_CHARACTERS_MAX),
        published=first_date(news, ("news:publication_date",))
        or first_date(video, ("video:publication_date",)),
        updated=first_date(fields, ("lastmod",)),
        image=_place(_inner(fields, "image:image"), "image:loc", tree)
        or _place(video, "video:thumbnail_loc", tree),
        categories=tuple(
            distinct(
                (cut_words(word.strip(), NAME_CHARACTERS_MAX) for word in keywords.split(",")),
                CATEGORIES_MAX,
            )
        ),
        language=clean_language(first_said(publication, ("news:language",)).line()),
    )


def _inner(fields: Fields, key: str) -> Fields:
    found = fields.get(key)
    return group_fields(found[0]) if found else {}


def _place(fields: Fields, key: str, tree: Tree) -> str | None:
    for element in fields.get(key, ()):
        found = address(element.text, element, tree)
        if found:
            return found
    return None
