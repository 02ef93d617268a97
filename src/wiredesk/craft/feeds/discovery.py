"""Which feeds does a page offer?

In: a page's HTML and its address.  Out: addresses of feeds, best first, each with the reason.  Does
not fetch anything: whoever asks tries them, and then `GUESSES`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.urls import same_site, web_url
from wiredesk.craft.feeds.plain import line_of_markup

PAGE_BYTES_READ: Final = 2_000_000  # links to feeds stand in the head or the footer of a front page
FOUND_MAX: Final = 50
LINKS_READ_MAX: Final = 20_000
TITLE_CHARACTERS_MAX: Final = 200

GUESSES: Final = (
    "/feed/", "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
    "/rss/", "/feeds/posts/default", "/blog/feed/", "/news/feed/", "/?feed=rss2",
    "/sitemap-news.xml", "/news-sitemap.xml", "/sitemap.xml",
)  # fmt: skip
"""Where feeds usually lie when no page names them; most common first."""

_TYPES: Final = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 2,
    "application/x.atom+xml": 2,
    "application/x-atom+xml": 2,
    "application/json": 3,
    "application/xml": 3,
    "text/xml": 3,
}
# Patterns stop at the next `<`, so that each character is read once whatever the page holds.
_TAG = re.compile(r"<(link|a|base)\s([^<>]*)>([^<]{0,200})", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([A-Za-z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))"""
)
_LIKELY = re.compile(
    r"(?:^|[/._=?&-])(?:rss2?|atom|feeds?|rdf|xml)(?:$|[/._=?&-])|\.(?:rss|atom|rdf)$|feeds\.feedburner\.com/",
    re.IGNORECASE,
)
_UNLIKELY = re.compile(
    r"comments?(?:/|\b)|oembed|wp-json|opensearch|xmlrpc|\.(?:css|js|png)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that a page names or seems to name."""

    url: str
    title: str = ""
    stated: bool = True
    """The page declares it as its feed; else only an ordinary link looks like one."""
    reason: str = ""


def find_feeds(body: bytes, *, url: str) -> tuple[FoundFeed, ...]:
    """The feeds that the page `body` offers, best first: declared, then linked; never comments first."""
    page = body[:PAGE_BYTES_READ].decode("utf-8", "replace")
    ranked: dict[str, tuple[tuple[int, int], FoundFeed]] = {}
    for order, (rank, found) in enumerate(_candidates(page, url)):
        known = ranked.get(found.url)
        if known is None or (rank, order) < known[0]:
            ranked[found.url] = ((rank, order), found)
    best = sorted(ranked.values(), key=lambda pair: pair[0])
    return tuple(found for _, found in best[:FOUND_MAX])


def _candidates(page: str, url: str) -> Iterator[tuple[int, FoundFeed]]:
    base = url
    for count, tag in enumerate(_TAG.finditer(page)):
        if count >= LINKS_READ_MAX:
            return
        attributes = _attributes(tag[2])
        target = web_url(html.unescape(attributes.get("href", "")), base or None)
        name = tag[1].lower()
        if not target or not attributes.get("href", "").strip():
            continue
        if name == "base":
            base = target
        elif name == "link":
            yield from _declared(target, attributes)
        else:
            yield from _linked(target, tag[3], url)


def _attributes(text: str) -> dict[str, str]:
    found = (match.groups(default="") for match in _ATTRIBUTE.finditer(text))
    return {name.lower(): double or single or bare for name, double, single, bare in found}


def _declared(target: str, attributes: dict[str, str]) -> Iterator[tuple[int, FoundFeed]]:
    relations = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    rank = _TYPES.get(kind)
    if "feed" in relations and rank is None:
        rank = 2  # the old rel="feed" of HTML 5 drafts
    if rank is None or ("alternate" not in relations and "feed" not in relations):
        return
    if rank == 3 and not _LIKELY.search(target):
        return
    title = line_of_markup(html.unescape(attributes.get("title", "")))[:TITLE_CHARACTERS_MAX]
    aside = _UNLIKELY.search(target) or "comment" in title.lower()
    told = f"The page declares it as {kind or 'its feed'}."
    yield rank + (10 if aside else 0), FoundFeed(url=target, title=title, reason=told)


def _linked(target: str, text: str, page_url: str) -> Iterator[tuple[int, FoundFeed]]:
    path = target.partition("://")[2].partition("/")[2]
    if not _LIKELY.search(path) and not _LIKELY.search(target.partition("://")[2]):
        return
    if _UNLIKELY.search(target):
        return
    title = line_of_markup(text)[:TITLE_CHARACTERS_MAX]
    rank = 5 if same_site(target, page_url) else 7
    told = "A link on the page looks like a feed."
    yield rank, FoundFeed(url=target, title=title, stated=False, reason=told)
