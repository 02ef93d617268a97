"""An event as a webhook is told of it: what happened, and the record as it is out now.

In: an event, the record that is out, where its story stands.  Out: JSON in the form of Standard Webhooks: `type`,
`timestamp`, `data`.  The record's fields are those of its file, without what is sealed in it.
"""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.jsonpages import record_json
from wiredesk.craft.render.shown import story_path
from wiredesk.records.event import Event, EventKind
from wiredesk.records.record import Record


def render_event(event: Event, record: Record | None, *, hub_url: str, story: str = "") -> bytes:
    """`event` with `record`; None when that is no longer out, and of one that was withdrawn nothing but its id."""
    told: dict[str, Any] = {"id": event.article_id}
    if event.kind is not EventKind.WITHDRAWN:
        told["record"] = None
        if record is not None:
            if story:
                told["page"] = f"{hub_url}/{story_path(story)}"
            # Who is told of a record holds no key to what is sealed in it.
            told["record"] = record_json(replace(record, secured=None))
    return _message(event.kind.value, event.at, told)


def render_ping(at: datetime, *, hub_url: str) -> bytes:
    """A message that only asks whether somebody is there."""
    return _message("ping", at, {"hub": hub_url})


def _message(kind: str, at: datetime, data: dict[str, Any]) -> bytes:
    message = {"type": kind, "timestamp": rfc3339(at), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
