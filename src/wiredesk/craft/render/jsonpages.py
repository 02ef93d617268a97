"""The `smartable` JSON pages: `api/news[/topic]/page/N/index.json`, newest first, twenty a page.

In: published articles with their records.  Out: paths and bytes.  The fields and their names are the
record's own; `subjects` after them are the Media Topics of its topics, and `rights` says what may be shown of it, for
whoever shows it again.  A page names the next one by its path on the same host, or null.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.text import slug
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
from wiredesk.records.hub import HubView
from wiredesk.records.record import Record
from wiredesk.records.rights import Showable
from wiredesk.records.topic import Concept

PAGE_LENGTH: Final = 20  # RECORD.md, "Profiles"
NEWS: Final = "news"
_WITHIN: Final = {
    Shape.PROVIDER: PROVIDER_FIELDS,
    Shape.IMAGES: IMAGE_FIELDS,
    Shape.RELATED: RELATED_FIELDS,
}


def render_json_pages(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """All JSON pages; a collection and a topic without records have one empty page."""
    records = [(one.record, one.shown) for one in hub.articles if one.record is not None]
    collections = sorted({slug(record.category or NEWS) for record, _ in records} | {NEWS})
    root = urlsplit(hub.url).path.rstrip("/")
    shelf = _Shelf(root=root, concepts={topic.name: topic.concepts for topic in hub.topics})
    for collection in collections:
        own = [pair for pair in records if slug(pair[0].category or NEWS) == collection]
        yield from _pages(f"api/{collection}", own, shelf)
        for topic in hub.topics:
            under = [pair for pair in own if topic.name in (pair[0].topics or ())]
            yield from _pages(f"api/{collection}/{topic_slug(topic.id)}", under, shelf)


def record_json(record: Record) -> dict[str, Any]:
    """A record as JSON: present fields in the order written, under the names of the file."""
    return _said(record, RECORD_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What all pages share."""

    root: str
    """Path before theirs on the host."""
    concepts: Mapping[str, Sequence[Concept]]
    """By the name of the topic."""


def rights_json(shown: Showable) -> dict[str, Any]:
    """What may be shown of an article, in one form for all JSON."""
    told: dict[str, Any] = {
        "excerptCharactersMax": shown.excerpt_characters_max,
        "uses": [use.value for use in shown.uses],
    }
    return told | ({"licence": sentence(shown.licence)} if shown.licence else {})


def _pages(
    folder: str, records: Sequence[tuple[Record, Showable]], shelf: _Shelf
) -> Iterator[tuple[str, bytes]]:
    starts = range(0, max(len(records), 1), PAGE_LENGTH)
    for number, start in enumerate(starts, 1):
        following = f"{shelf.root}/{folder}/page/{number + 1}/index.json"
        page = {
            "page": number,
            "value": [
                record_json(record) | _subjects(record, shelf) | {"rights": rights_json(shown)}
                for record, shown in records[start : start + PAGE_LENGTH]
            ],
            "nextPage": following if number < len(starts) else None,
        }
        told = json.dumps(page, ensure_ascii=False, indent=1).encode("utf-8", "replace")
        yield f"{folder}/page/{number}/index.json", told + b"\n"


def _subjects(record: Record, shelf: _Shelf) -> dict[str, Any]:
    told = [
        {"code": concept.id, "name": concept.name, "uri": concept.uri}
        for concept in subjects_of(record.topics or (), shelf.concepts)
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
