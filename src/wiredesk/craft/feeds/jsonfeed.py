"""JSON Feed 1.0 and 1.1: from text to feed.

In: decoded text that begins with `{`.  Out: a Feed.  Fields of a wrong type are read as absent; a
text that ends early gives the entries before its end.  https://www.jsonfeed.org/version/1.1/
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from wiredesk.basics.dates import Moment, parse_moment
from wiredesk.basics.errors import InputError
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
from wiredesk.craft.feeds.plain import (
    MARKUP_CHARACTERS_MAX,
    line_of_text,
    text_of_markup,
    text_of_text,
)
from wiredesk.craft.feeds.repair import too_deep, too_much
from wiredesk.records.entry import Feed, FeedEntry, FeedKind
from wiredesk.records.reason import Reason

SIGNS_MAX: Final = 1_200_000  # of , [ {; what they may build takes about 100 MB
JSON_DEPTH_MAX: Final = 64  # SAFETY.md T23
_ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')

Members = dict[str, Any]  # what `json` gives; every use asks for the type first


def read_json_feed(text: str, *, url: str) -> Feed:
    """The feed that `text` holds; InputError when it is no JSON Feed or nested too deep."""
    if text.count(",") + text.count("[") + text.count("{") > SIGNS_MAX:
        raise too_much(url, "lists and members")
    top, whole = _members(text, url=url)
    _check_depth(top, url)
    items = top.get("items")
    if not isinstance(items, list):
        raise InputError(
            "it is JSON but no JSON Feed: it has no list of `items`.",
            subject=url,
            remedy="Check the address; JSON Feed is described at jsonfeed.org.",
            code="feed_not_a_feed",
        )
    shared = tuple(_names(top))
    language = clean_language(_text(top, "language"))
    read = [
        _entry(item, url, shared) for item in items[:FEED_ENTRIES_MAX] if isinstance(item, dict)
    ]
    return Feed(
        kind=FeedKind.JSON,
        title=cut_words(line_of_text(_text(top, "title")), TITLE_CHARACTERS_MAX),
        site_url=_address(top, "home_page_url", url),
        language=language,
        entries=tuple(read),
        truncated=not whole or len(items) > FEED_ENTRIES_MAX,
        reasons=tuple(_cuts(whole=whole, count=len(items))),
    )


def _check_depth(top: Members, url: str) -> None:
    level: list[Any] = [top]
    for _ in range(JSON_DEPTH_MAX):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise too_deep(url)


def _cuts(*, whole: bool, count: int) -> Iterator[Reason]:
    if not whole:
        yield Reason(
            code="ended_early", text="The feed ends in its middle; whole entries were kept."
        )
    if count > FEED_ENTRIES_MAX:
        yield Reason(
            code="entries_cut",
            text=f"Only its first {FEED_ENTRIES_MAX} of {count} entries were read.",
            value=FEED_ENTRIES_MAX,
        )


def _members(text: str, *, url: str) -> tuple[Members, bool]:
    decoder = json.JSONDecoder(strict=False)
    try:
        top, _ = decoder.raw_decode(text, _start(text))
    except RecursionError as error:
        raise too_deep(url) from error
    except ValueError:
        return _before_the_end(text, decoder, url=url), False
    return (top if isinstance(top, dict) else {}), True


def _start(text: str) -> int:
    return len(text) - len(text.lstrip("\ufeff \t\r\n"))


def _before_the_end(text: str, decoder: json.JSONDecoder, *, url: str) -> Members:
    """The items of a text that breaks off, one by one."""
    opening = _ITEMS.search(text)
    if not opening:
        raise InputError(
            "it begins as JSON but cannot be read.",
            subject=url,
            remedy="Check the address in a browser; the publisher may be sending an error.",
            code="feed_not_a_feed",
        )
    items: list[Any] = []
    at = opening.end()
    while len(items) <= FEED_ENTRIES_MAX:
        gap = _GAP.match(text, at)
        try:
            item, at = decoder.raw_decode(text, gap.end() if gap else at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return {"items": items}


_GAP = re.compile(r"[\s,]*")


def _entry(item: Members, url: str, shared: tuple[str, ...]) -> FeedEntry:
    markup, text = _text(item, "content_html"), _text(item, "content_text")
    content = text_of_markup(markup) if markup else text_of_text(text)
    published, updated = _moment(item, "date_published"), _moment(item, "date_modified")
    guid = item.get("id")
    stated = str(guid) if isinstance(guid, str | int | float) else ""
    permalink = web_url(stated) if stated[:4].lower() == "http" else None
    return FeedEntry(
        guid=bounded_guid(stated.strip()),
        url=_address(item, "url", url) or _address(item, "external_url", url) or permalink,
        title=cut_words(line_of_text(_text(item, "title")), TITLE_CHARACTERS_MAX),
        summary=cut_words(text_of_text(_text(item, "summary")), SUMMARY_CHARACTERS_MAX),
        content=cut_words(content, CONTENT_CHARACTERS_MAX),
        content_html=markup[:MARKUP_CHARACTERS_MAX],
        authors=tuple(distinct(_names(item), AUTHORS_MAX)) or shared,
        published=published.at if published else None,
        updated=updated.at if updated else None,
        image=_address(item, "image", url) or _address(item, "banner_image", url),
        categories=tuple(distinct(_tags(item), CATEGORIES_MAX)),
        language=clean_language(_text(item, "language")),
        media=tuple(distinct(_attachments(item, url), MEDIA_MAX)),
    )


def _text(members: Members, key: str) -> str:
    value = members.get(key)
    return value if isinstance(value, str) else ""


def _list(members: Members, key: str) -> list[Any]:
    value = members.get(key)
    return value if isinstance(value, list) else []


def _address(members: Members, key: str, base: str) -> str | None:
    written = _text(members, key)
    return web_url(written, base or None) if written.strip() else None


def _moment(members: Members, key: str) -> Moment | None:
    return parse_moment(_text(members, key))


def _names(members: Members) -> Iterator[str]:
    """`authors` of version 1.1, or `author` of version 1.0."""
    for author in (*_list(members, "authors")[:AUTHORS_MAX], members.get("author")):
        if isinstance(author, dict):
            yield cut_words(line_of_text(_text(author, "name")), NAME_CHARACTERS_MAX)


def _tags(members: Members) -> Iterator[str]:
    for tag in _list(members, "tags")[: CATEGORIES_MAX * 2]:
        if isinstance(tag, str):
            yield cut_words(line_of_text(tag), NAME_CHARACTERS_MAX)


def _attachments(members: Members, base: str) -> Iterator[str | None]:
    for attachment in _list(members, "attachments")[:MEDIA_MAX]:
        if isinstance(attachment, dict):
            yield _address(attachment, "url", base)
