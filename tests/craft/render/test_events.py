"""What a webhook is told: what may be shown, and nothing else (SAFETY.md F113)."""

import json
from dataclasses import replace
from typing import Any

import pytest
from make import NOW, make_article

from wiredesk.craft.render import render_event, render_ping
from wiredesk.records.event import Event, EventKind, event_id
from wiredesk.records.record import Record, RecordProvider

ARTICLE = make_article(1)
RECORD = Record(
    title="Trial ends <b>early</b>",
    excerpt="A trial of cameras ended.",
    published_at=NOW,
    web_url="https://gazette.example/story-1",
    type="article",
    quality=61,
    heat=32,
    published=True,
    provider=RecordProvider(name="Gazette", domain="gazette.example"),
    topics=("AI",),
    secured="wd1.k1.c2VhbGVkIHRleHQ",
    extra={"note": "an unknown key of another hub"},
    body="A whole text that stood below the front matter.",
)
HUB = "https://hub.example"


def event(kind: EventKind = EventKind.PUBLISHED) -> Event:
    one = ARTICLE.id
    return Event(seq=1, id=event_id(one, 1), kind=kind, article_id=one, topics=("AI",), at=NOW)


def told(record: Record | None = RECORD, **options: Any) -> dict[str, Any]:
    body = render_event(event(**options), record, hub_url=HUB, story="t1")
    message: dict[str, Any] = json.loads(body)
    return message


def test_a_message_has_type_time_and_data_as_the_standard_recommends() -> None:
    message = told()
    assert list(message) == ["type", "timestamp", "data"]
    assert (message["type"], message["timestamp"]) == ("record.published", "2026-03-05T09:00:00Z")
    assert message["data"]["id"] == ARTICLE.id
    assert message["data"]["page"] == f"{HUB}/story/t1.html"


def test_the_record_stands_in_it_under_the_names_of_its_file() -> None:
    assert told(kind=EventKind.UPDATED)["data"]["record"] == {
        "category": "news",
        "title": "Trial ends <b>early</b>",
        "excerpt": "A trial of cameras ended.",
        "publishedDateTime": "2026-03-05T09:00:00Z",
        "webUrl": "https://gazette.example/story-1",
        "type": "article",
        "quality": 61,
        "heat": 32,
        "published": True,
        "provider": {"name": "Gazette", "domain": "gazette.example"},
        "topics": ["AI"],
    }


@pytest.mark.parametrize("kind", EventKind)
def test_nothing_sealed_and_no_whole_text_is_ever_in_it(kind: EventKind) -> None:
    body = render_event(event(kind), RECORD, hub_url=HUB, story="t1").decode()
    for hidden in ("secured", "wd1", "c2VhbGVk", "whole text", "another hub"):
        assert hidden not in body


def test_of_a_record_that_is_no_longer_out_only_its_id_is_told() -> None:
    assert told(kind=EventKind.WITHDRAWN)["data"] == {"id": ARTICLE.id}
    assert told(None)["data"] == {"id": ARTICLE.id, "record": None}


def test_a_text_that_is_no_unicode_goes_out_all_the_same() -> None:
    assert told(replace(RECORD, title="half \ud83d of a sign"))["data"]["record"]["title"]


def test_a_ping_names_the_hub() -> None:
    message = json.loads(render_ping(NOW, hub_url=HUB))
    assert (message["type"], message["data"]) == ("ping", {"hub": HUB})
