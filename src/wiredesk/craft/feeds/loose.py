"""Feeds whose tags do not match, read by `feedparser`.

In: repaired markup.  Out: a Feed, or None when even feedparser finds no entry.  Only for short texts:
feedparser reads 2 MB a second at best, and far fewer of what is written to hurt it.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.limits import FEED_ENTRIES_MAX
from wiredesk.basics.text import cut_words
from wiredesk.basics.urls import web_url
from wiredesk.craft.feeds.entries import (
    AUTHORS_MAX,
    CATEGORIES_MAX,
    CONTENT_CHARACTERS_MAX,
    MEDIA_MAX,
    NAME_CHARACTERS_MAX,
    SUMMARY_CHARACTERS_MAX,
    TITLE_CHARACTERS_MAX,
    bounded_guid,
    clean_language,
    distinct,
)
from wiredesk.craft.feeds.plain import MARKUP_CHARACTERS_MAX, line_of_markup, text_of_markup
from wiredesk.records.entry import Feed, FeedEntry, FeedKind

LOOSE_BYTES_MAX: Final = 200_000  # 0.15 s at feedparser's usual pace, 0.6 s at its worst
OPEN_TAGS_MAX: Final = 200

Said = dict[str, Any]  # what feedparser gives; every use asks for the type first


def read_loosely(body: bytes, *, url: str) -> Feed | None:
    """What feedparser makes of `body`; None when that is nothing or `body` is too long for it."""
    # Each tag that is never closed makes feedparser read the rest of the text again.
    if len(body) > LOOSE_BYTES_MAX or body.count(b"<") - body.count(b">") > OPEN_TAGS_MAX:
        return None
    # Imported here: it costs 0.15 s, and one feed in a hundred needs it.
    import feedparser  # noqa: PLC0415 - see above

    # A stream, never a string: feedparser would take a string for an address or a file's name.
    answer = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = tuple(_entry(said, url) for said in answer.entries[:FEED_ENTRIES_MAX])
    if not entries:
        return None
    top = answer.feed
    return Feed(
        kind=FeedKind.ATOM if str(answer.get("version", "")).startswith("atom") else FeedKind.RSS,
        title=_line(top, "title", TITLE_CHARACTERS_MAX),
        site_url=_address(top, "link", url),
        language=clean_language(_text(top, "language")),
        entries=entries,
    )


def _entry(said: Said, url: str) -> FeedEntry:
    contents = [part.get("value", "") for part in said.get("content", ()) if isinstance(part, dict)]
    markup = next((value for value in contents if isinstance(value, str) and value), "")
    published, updated = _text(said, "published"), _text(said, "updated")
    moments = [parse_moment(stated) if stated else None for stated in (published, updated)]
    guid = _text(said, "id").strip()
    return FeedEntry(
        guid=bounded_guid(guid),
        url=_address(said, "link", url) or (web_url(guid) if guid[:4].lower() == "http" else None),
        title=_line(said, "title", TITLE_CHARACTERS_MAX),
        summary=cut_words(text_of_markup(_text(said, "summary")), SUMMARY_CHARACTERS_MAX),
        content=cut_words(text_of_markup(markup), CONTENT_CHARACTERS_MAX),
        content_html=markup[:MARKUP_CHARACTERS_MAX],
        authors=tuple(distinct(_values(said, "authors", "name"), AUTHORS_MAX)),
        published=moments[0].at if moments[0] else None,
        updated=moments[1].at if moments[1] else None,
        categories=tuple(distinct(_values(said, "tags", "term"), CATEGORIES_MAX)),
        language=clean_language(_text(said, "language")),
        media=tuple(
            distinct(
                (_address(part, "href", url) for part in said.get("enclosures", ())), MEDIA_MAX
            )
        ),
    )


def _text(said: Said, key: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) else ""


def _line(said: Said, key: str, characters_max: int) -> str:
    return cut_words(line_of_markup(_text(said, key)), characters_max)


def _address(said: Said, key: str, base: str) -> str | None:
    written = _text(said, key)
    return web_url(written, base or None) if written.strip() else None


def _values(said: Said, key: str, inner: str) -> Iterator[str]:
    for part in said.get(key) or ():
        if isinstance(part, dict):
            yield _line(part, inner, NAME_CHARACTERS_MAX)
