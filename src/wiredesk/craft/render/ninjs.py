"""A record as ninjs 2.1, the IPTC's news in JSON: what other newsrooms' systems take in.

In: a Record, and the Media Topics of the hub's topics.  Out: bytes.  One way only: ninjs has no place for
scores and holds.  The schema: http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import InputError
from wiredesk.basics.urls import web_url
from wiredesk.records.record import Record, RecordImage
from wiredesk.records.topic import Concept

NINJS: Final = "ninjs"
_STANDARD: Final = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}
_TYPES: Final = {"video": "video", "audio": "audio"}  # everything else that we publish is text


def render_ninjs(record: Record, concepts: Mapping[str, Sequence[Concept]]) -> bytes:
    """`record` as ninjs; `concepts` by the names of topics.  InputError when it has no address."""
    uri = web_url(record.original_url or record.web_url or "")
    if uri is None:
        raise InputError(
            "has no address, and ninjs takes that for its identity.",
            subject=record.title[:80],
            remedy="Give it an `originalUrl`.",
        )
    told = {
        "uri": uri,
        "standard": _STANDARD,
        "type": _TYPES.get(record.type or "", "text"),
        "representationtype": "partial",  # an extract, never the text
        "pubstatus": "usable" if record.published else "withheld",
        "firstcreated": _time(record.published_at),
        "versioncreated": _time(record.updated_at) or _time(record.published_at),
        "headlines": [{"role": "main", "value": record.title}],
        "descriptions": [{"role": "summary", "value": record.excerpt}] if record.excerpt else None,
        "infosources": _sources(record),
        "subjects": list(_subjects(record.topics or (), concepts)),
        "associations": list(_pictures(record.images or ())),
    }
    present = {key: value for key, value in told.items() if value}
    return json.dumps(present, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def subjects_of(
    topics: Sequence[str], concepts: Mapping[str, Sequence[Concept]]
) -> Iterator[Concept]:
    """The Media Topics of these topics, each once, in their order."""
    seen = {concept.id: concept for topic in topics for concept in concepts.get(topic, ())}
    yield from seen.values()


def _subjects(
    topics: Sequence[str], concepts: Mapping[str, Sequence[Concept]]
) -> Iterator[dict[str, str]]:
    # A hub's topic lies below its Media Topic (SKOS broadMatch), so both are said.
    for name in dict.fromkeys(topics):
        yield {"name": name, "rel": "about"}
    for concept in subjects_of(topics, concepts):
        yield {"name": concept.name, "uri": concept.uri, "literal": concept.id, "rel": "about"}


def _sources(record: Record) -> list[dict[str, str]]:
    provider = record.provider
    if provider is None or not (provider.name or provider.domain):
        return []
    told = {"name": provider.name or provider.domain or ""}
    return [told | ({"literal": provider.domain} if provider.domain else {})]


def _pictures(images: Sequence[RecordImage]) -> Iterator[dict[str, Any]]:
    for number, image in enumerate(images, 1):
        url = web_url(image.url)
        if url is None:
            continue
        size = {"width": image.width, "height": image.height}
        rendition: dict[str, Any] = {"name": "original", "href": url}
        rendition |= {key: value for key, value in size.items() if value}
        picture: dict[str, Any] = {"name": f"picture{number}", "uri": url, "type": "picture"}
        if image.attribution:
            picture["by"] = image.attribution
        yield picture | {"renditions": [rendition]}


def _time(value: datetime | str | None) -> str | None:
    return rfc3339(value) if isinstance(value, datetime) else None
