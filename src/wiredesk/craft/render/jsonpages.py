"""The `smartable` JSON pages: `api/news[/topic]/page/N/index.json`, newest first, twenty a page.

In: published articles with their records.  Out: paths and bytes.  The fields and their names are the
record's own; `subjects` after them are the Media Topics of its topics, and `rights` says what may be shown of it, for
whoever shows it again.  A page names the next one by its path on the same host, or null; follow it, for numbers
are counted for the newest 100 articles alone: older ones lie in pages of their day (`20260302001`), which stay.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.text import slug
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.fields import (
    IMAGE_FIELDS,
    PROVIDER_FIELDS,
    RECORD_FIELDS,
    RELATED_FIELDS,
    Field,
    Shape,
)
from wiredesk.craft.render.ninjs import subjects_of
from wiredesk.craft.render.shown import sentence, topic_slug
from wiredesk.records.hub import ArticleView, HubView, TopicView
from wiredesk.records.record import Record
from wiredesk.records.rights import Showable
from wiredesk.records.topic import Concept

PAGE_LENGTH: Final = 20  # RECORD.md, "Profiles"
RECENT_PAGES: Final = (
    10  # as many as an app scrolls through; all of them change with each new article
)
NEWS: Final = "news"
_WITHIN: Final = {
    Shape.PROVIDER: PROVIDER_FIELDS,
    Shape.IMAGES: IMAGE_FIELDS,
    Shape.RELATED: RELATED_FIELDS,
}


def plan_json_pages(hub: HubView) -> Iterator[Draft]:
    """All JSON pages; a collection and a topic without records have one empty page."""
    out = [one for one in hub.articles if one.record is not None]
    by_collection: dict[str, list[ArticleView]] = defaultdict(list)
    by_topic: dict[tuple[str, str], list[ArticleView]] = defaultdict(list)
    for article in out:
        name = slug((article.record and article.record.category) or NEWS)
        by_collection[name].append(article)
        for label in set((article.record and article.record.topics) or ()):
            by_topic[name, label].append(article)
    for name in sorted({*by_collection, NEWS}):
        yield from _pages(f"api/{name}", by_collection[name], hub)
        for topic in hub.topics:
            own = by_topic[name, topic.name]
            yield from _pages(f"api/{name}/{topic_slug(topic.id)}", own, hub)


def record_json(record: Record) -> dict[str, Any]:
    """A record as JSON: present fields in the order written, under the names of the file."""
    return _said(record, RECORD_FIELDS)


def rights_json(shown: Showable) -> dict[str, Any]:
    """What may be shown of an article, in one form for all JSON."""
    told: dict[str, Any] = {
        "excerptCharactersMax": shown.excerpt_characters_max,
        "uses": [use.value for use in shown.uses],
    }
    return told | ({"licence": sentence(shown.licence)} if shown.licence else {})


def _pages(folder: str, articles: Sequence[ArticleView], hub: HubView) -> Iterator[Draft]:
    parts = list(_parts(articles))
    root = urlsplit(hub.url).path.rstrip("/")
    for place, (number, own) in enumerate(parts):
        following = f"{root}/{_path(folder, parts[place + 1][0])}" if parts[place + 1 :] else None
        inputs = (number, own, following, hub.topics)
        yield Draft(path=_path(folder, number), make=_page, inputs=inputs)


def _path(folder: str, number: int) -> str:
    return f"{folder}/page/{number}/index.json"


def _parts(articles: Sequence[ArticleView]) -> Iterator[tuple[int, tuple[ArticleView, ...]]]:
    """Number and articles of each page, newest first.

    The newest pages are counted from the newest article.  What is older lies in pages of its day, counted from the
    day's oldest article, so that an article that comes or goes moves few of them.
    """
    recent = articles[: RECENT_PAGES * PAGE_LENGTH]
    for number, start in enumerate(range(0, max(len(recent), 1), PAGE_LENGTH), 1):
        yield number, tuple(recent[start : start + PAGE_LENGTH])
    for day, group in groupby(articles[len(recent) :], key=_day):
        own = tuple(group)
        for part in range(-(-len(own) // PAGE_LENGTH), 0, -1):
            end = len(own) - (part - 1) * PAGE_LENGTH
            yield int(f"{day:%Y%m%d}{part:03}"), own[max(end - PAGE_LENGTH, 0) : end]


def _day(article: ArticleView) -> date:
    return article.published.astimezone(UTC).date()


def _page(
    number: int,
    articles: Sequence[ArticleView],
    following: str | None,
    topics: Sequence[TopicView],
) -> bytes:
    concepts = {topic.name: topic.concepts for topic in topics}
    page = {
        "page": number,
        "value": [
            record_json(one.record)
            | _subjects(one.record, concepts)
            | {"rights": rights_json(one.shown)}
            for one in articles
            if one.record is not None
        ],
        "nextPage": following,
    }
    told = json.dumps(page, ensure_ascii=False).encode("utf-8", "replace")
    return msgspec.json.format(told, indent=1) + b"\n"  # ten times as fast as `json` indents


def _subjects(record: Record, concepts: Mapping[str, Sequence[Concept]]) -> dict[str, Any]:
    told = [
        {"code": concept.id, "name": concept.name, "uri": concept.uri}
        for concept in subjects_of(record.topics or (), concepts)
    ]
    return {"subjects": told} if told else {}


def _said(record: object, fields: tuple[Field, ...]) -> dict[str, Any]:
    values = ((field, getattr(record, field.attribute)) for field in fields)
    return {field.key: _json(value, field.shape) for field, value in values if value is not None}


def _json(value: Any, shape: Shape) -> Any:
    if shape is Shape.PROVIDER:
        return _said(value, PROVIDER_FIELDS)
    if shape in _WITHIN:
        return [_said(one, _WITHIN[shape]) for one in value]
    if shape is Shape.WORDS:
        return list(value)
    return rfc3339(value) if isinstance(value, datetime) else value
