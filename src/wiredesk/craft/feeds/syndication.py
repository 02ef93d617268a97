"""RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0 and CDF: from tree to feed.

In: a tree whose root is `rss`, `rdf`, `feed` or `channel`.  Out: a Feed.  Does not read sitemaps or
JSON.
"""

from itertools import islice
from typing import Final

from wiredesk.basics.limits import FEED_ENTRIES_MAX
from wiredesk.basics.text import cut_words
from wiredesk.craft.feeds.entries import (
    TITLE_CHARACTERS_MAX,
    clean_language,
    find_authors,
    find_licence,
    first_date,
    first_said,
    group_fields,
    own_link,
    read_entry,
    stated_date,
)
from wiredesk.craft.feeds.names import key_of
from wiredesk.craft.feeds.tree import Element, Tree, address, language_of
from wiredesk.records.entry import Feed, FeedEntry, FeedKind

_ENTRY_KEYS: Final = frozenset({"item", "entry", "atom:entry"})
_PARENT_KEYS: Final = frozenset(
    {"rss", "rdf", "rdf:rdf", "channel", "feed", "atom:feed", "items", "item"}
)
_FEED_KEYS: Final = frozenset({"feed", "atom:feed"})
_UPDATED = (
    "updated", "lastbuilddate", "modified", "pubdate", "dc:date", "lastmod", "dcterms:modified",
    "dcterms:issued", "dcterms:created",
)  # fmt: skip


def read_syndication(tree: Tree) -> Feed:
    """The feed that `tree` holds."""
    root = tree.root
    is_atom = key_of(root) in _FEED_KEYS
    channel = root if is_atom or key_of(root) == "channel" else _channel_of(root)
    fields = group_fields(channel)
    # RFC 4287 section 4.2.1: an entry without an author has the feed's.
    authors = find_authors(fields) if is_atom else ()
    spoken = (
        element.text or ""
        for element in (*fields.get("language", ()), *fields.get("dc:language", ()))
    )
    language = next(spoken, "") or language_of(channel, tree)
    return Feed(
        kind=FeedKind.ATOM if is_atom else FeedKind.RSS,
        title=cut_words(first_said(fields, ("title", "dc:title")).line(), TITLE_CHARACTERS_MAX),
        site_url=own_link(fields.get("link", ()), tree) or _channel_href(channel, tree),
        language=clean_language(language),
        updated=first_date(fields, _UPDATED) or stated_date(channel),
        entries=tuple(_entries(tree, authors, licence=find_licence(fields))),
        ttl_minutes=_ttl(first_said(fields, ("ttl",)).value.strip()),
    )


def _ttl(stated: str) -> int | None:
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) <= 6 else None


def _channel_of(root: Element) -> Element:
    for child in root:
        if key_of(child) == "channel":
            return child
    return root


def _channel_href(channel: Element, tree: Tree) -> str | None:
    return address(channel.get("HREF") or channel.get("href"), channel, tree)


def _entries(tree: Tree, authors: tuple[str, ...], *, licence: str) -> list[FeedEntry]:
    names = ("{*}item", "{*}entry", "{*}ITEM", "{*}Item", "{*}Entry", "{*}ENTRY")
    elements = (
        element
        for element in tree.root.iter(*names)
        if key_of(element) in _ENTRY_KEYS and key_of(element.getparent()) in _PARENT_KEYS
    )
    return [
        read_entry(element, tree, authors=authors, licence=licence)
        for element in islice(elements, FEED_ENTRIES_MAX)
    ]
