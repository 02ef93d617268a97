"""ninjs 2.1: what the schema asks for, Media Topics as subjects, and records that cannot be one."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from wiredesk.basics.errors import InputError
from wiredesk.craft.render import render_ninjs
from wiredesk.records.record import Record, RecordImage, RecordProvider
from wiredesk.records.topic import Concept

AI = Concept(id="medtop:20001298", name="artificial intelligence")
RECORD = Record(
    title="Coalition “backs” a ban\u2028",
    excerpt="The draft names stations.",
    published_at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
    original_url="https://a.example/1",
    web_url="https://a.example/1",
    published=True,
    provider=RecordProvider(name="A Gazette", domain="a.example"),
    topics=("Computer Vision", "AI"),
    images=(RecordImage(url="https://a.example/1.jpg", width=800, height=600, attribution="Ada"),),
)
# The properties of the schema's ninjsType that we use, with what each holds.
SCHEMA = {
    "uri": str, "standard": dict, "type": str, "representationtype": str, "pubstatus": str, "firstcreated": str,
    "versioncreated": str, "headlines": list, "descriptions": list, "infosources": list, "subjects": list,
    "associations": list,
}  # fmt: skip


def told(record: Record, **concepts: tuple[Concept, ...]) -> dict[str, Any]:
    rendered: dict[str, Any] = json.loads(render_ninjs(record, concepts))
    for key, value in rendered.items():
        assert isinstance(value, SCHEMA[key]), key
    return rendered


def test_a_record_says_what_the_schema_asks_for() -> None:
    ninjs = told(RECORD)
    assert ninjs["uri"] == "https://a.example/1"
    assert ninjs["standard"]["version"] == "2.1"
    assert ninjs["type"] == "text"
    assert ninjs["pubstatus"] == "usable"
    assert ninjs["firstcreated"] == ninjs["versioncreated"] == "2026-03-02T10:00:00Z"
    assert ninjs["headlines"] == [{"role": "main", "value": RECORD.title}]
    assert ninjs["infosources"] == [{"name": "A Gazette", "literal": "a.example"}]
    (picture,) = ninjs["associations"]
    assert picture["by"] == "Ada"
    assert picture["renditions"][0]["width"] == 800


def test_topics_and_their_media_topics_are_subjects() -> None:
    concepts = {"AI": (AI,), "Computer Vision": (AI,)}
    assert told(RECORD, **concepts)["subjects"] == [
        {"name": "Computer Vision", "rel": "about"},
        {"name": "AI", "rel": "about"},
        {
            "name": "artificial intelligence",
            "uri": "http://cv.iptc.org/newscodes/mediatopic/20001298",
            "literal": "medtop:20001298",
            "rel": "about",
        },
    ]


def test_what_a_record_does_not_say_is_left_out() -> None:
    bare = Record(title="x", web_url="https://a.example/1", category=None, type=None)
    assert set(told(bare)) == {
        "uri", "standard", "type", "representationtype", "pubstatus", "headlines",
    }  # fmt: skip
    assert told(bare)["pubstatus"] == "withheld"


def test_a_date_that_is_none_is_left_out() -> None:
    assert "firstcreated" not in told(replace(RECORD, published_at="null"))


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_record_without_an_address_cannot_be_one(url: str | None) -> None:
    with pytest.raises(InputError, match="has no address"):
        render_ninjs(replace(RECORD, original_url=url, web_url=None), {})


def test_a_picture_with_no_web_address_is_left_out() -> None:
    images = (RecordImage(url="javascript:alert(1)"),)
    assert "associations" not in told(replace(RECORD, images=images))
