"""Feeds of what is published: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

In: articles, newest first, and what the feed is about.  Out: bytes from a serialiser, never from
pasted strings.  Ids come from the article's address and stay when the hub moves.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final

from lxml import etree

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.shown import address, headline, language_tag, sentence, stable_urn
from wiredesk.records.hub import ArticleView

FEED_ENTRIES_MAX: Final = 50  # two days of a busy hub; readers poll more often
ATOM: Final = "http://www.w3.org/2005/Atom"
_ATOM_NAMES: Final[dict[Any, str]] = {None: ATOM}
DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed is about."""

    title: str
    page_url: str
    """The page that shows the same."""
    url: str
    """The feed's own address, without its ending: `.rss.xml`, `.atom.xml` or `.json` follow."""
    language: str
    updated: datetime
    """When there is no entry to take it from."""


def render_rss(channel: Channel, articles: Sequence[ArticleView]) -> bytes:
    """RSS 2.0; texts that may be markup in RSS are escaped as markup (RSS Best Practices Profile)."""
    root = etree.Element("rss", nsmap={"atom": ATOM, "dc": DUBLIN_CORE}, version="2.0")
    top = etree.SubElement(root, "channel")
    _add(top, "title", html.escape(headline(channel.title), quote=False))
    _add(top, "link", channel.page_url)
    _add(top, "description", html.escape(headline(channel.title), quote=False))
    _add(top, "language", language_tag(channel.language) or "en")
    _add(top, "lastBuildDate", format_datetime(_newest(channel, articles), usegmt=True))
    etree.SubElement(
        top,
        f"{{{ATOM}}}link",
        href=f"{channel.url}.rss.xml",
        rel="self",
        type="application/rss+xml",
    )
    for article in articles[:FEED_ENTRIES_MAX]:
        entry = etree.SubElement(top, "item")
        _add(entry, "title", html.escape(headline(article.title), quote=False))
        _add(entry, "link", address(article.url))
        _add(entry, "guid", _id(article), isPermaLink="false")
        _add(entry, "pubDate", format_datetime(_utc(article.published), usegmt=True))
        _add(entry, f"{{{DUBLIN_CORE}}}creator", sentence(article.provider_name))
        _add(entry, "description", html.escape(sentence(article.excerpt), quote=False))
        for topic in _topics(article):
            _add(entry, "category", topic)
    return _document(root)


def render_atom(channel: Channel, articles: Sequence[ArticleView]) -> bytes:
    """Atom; every text says that it is plain text."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_ATOM_NAMES)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language_tag(channel.language) or "en")
    _add_atom(root, "title", headline(channel.title), type="text")
    _add_atom(root, "id", stable_urn("feed", channel.url))
    _add_atom(root, "updated", rfc3339(_newest(channel, articles)))
    _add_atom(root, "link", "", href=channel.page_url, rel="alternate", type="text/html")
    own = f"{channel.url}.atom.xml"
    _add_atom(root, "link", "", href=own, rel="self", type="application/atom+xml")
    author = _add_atom(root, "author", "")
    _add_atom(author, "name", headline(channel.title))
    for article in articles[:FEED_ENTRIES_MAX]:
        entry = _add_atom(root, "entry", "")
        _add_atom(entry, "title", headline(article.title), type="text")
        _add_atom(entry, "id", _id(article))
        if link := address(article.url):
            _add_atom(entry, "link", "", href=link, rel="alternate")
        _add_atom(entry, "published", rfc3339(article.published))
        _add_atom(entry, "updated", rfc3339(article.updated or article.published))
        author = _add_atom(entry, "author", "")
        _add_atom(author, "name", sentence(article.provider_name) or article.provider)
        _add_atom(entry, "summary", sentence(article.excerpt), type="text")
        for topic in _topics(article):
            _add_atom(entry, "category", "", term=topic)
    return _document(root)


def render_json_feed(channel: Channel, articles: Sequence[ArticleView]) -> bytes:
    """JSON Feed 1.1."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": headline(channel.title),
        "home_page_url": channel.page_url,
        "feed_url": f"{channel.url}.json",
        "language": language_tag(channel.language) or "en",
        "items": [_json_entry(article) for article in articles[:FEED_ENTRIES_MAX]],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _json_entry(article: ArticleView) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": _id(article),
        "url": address(article.url),
        "title": headline(article.title),
        "content_text": sentence(article.excerpt),
        "date_published": rfc3339(article.published),
        "authors": [{"name": sentence(article.provider_name)}],
        "tags": _topics(article),
    }
    if article.updated:
        entry["date_modified"] = rfc3339(article.updated)
    if tag := language_tag(article.language):
        entry["language"] = tag
    return {key: value for key, value in entry.items() if value or key == "content_text"}


def _topics(article: ArticleView) -> list[str]:
    return [name for topic in article.topics if (name := sentence(topic))]


def _id(article: ArticleView) -> str:
    # The article's id comes from its canonical address, so it outlives every headline.
    return stable_urn("article", article.id)


def _newest(channel: Channel, articles: Sequence[ArticleView]) -> datetime:
    times = [article.updated or article.published for article in articles[:FEED_ENTRIES_MAX]]
    return _utc(max(times, default=channel.updated))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    return element


def _add_atom(parent: etree._Element, name: str, text: str, **attributes: str) -> etree._Element:
    return _add(parent, f"{{{ATOM}}}{name}", text, **attributes)


def _document(root: etree._Element) -> bytes:
    etree.indent(root, space=" ")
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return told + b"\n"
