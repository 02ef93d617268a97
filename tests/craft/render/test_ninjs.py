"""ninjs 2.1: what the schema asks for, Media Topics as subjects, and records that cannot be one."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from craft.render.hubs import make_hub

from wiredesk.basics.errors import InputError
from wiredesk.craft.render import render_ninjs, render_site
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


# --- as files of the site -----------------------------------------------------------------------------


def test_a_hub_that_is_asked_to_holds_each_record_as_a_file_and_a_list_of_them() -> None:
    hub = make_hub(ninjs=True)
    files = {path: body for path, body in render_site(hub) if path.startswith("ninjs/")}
    listed = json.loads(files.pop("ninjs/index.json"))["items"]
    out = [one for one in hub.articles if one.record is not None]
    assert list(files) == [f"ninjs/{one.id}.json" for one in out]
    assert [one["href"] for one in listed] == [f"{hub.url}/{path}" for path in files]
    assert [one["headline"] for one in listed] == [one.title for one in out]
    for article, body in zip(out, files.values(), strict=True):
        file = json.loads(body)
        assert file["headlines"][0]["value"] == article.title
        assert all(isinstance(value, SCHEMA[key]) for key, value in file.items())
    assert not [path for path, _ in render_site(make_hub()) if path.startswith("ninjs/")]


def test_what_is_no_longer_out_or_has_no_address_is_in_none_of_them() -> None:
    hub = make_hub(ninjs=True)
    first, second, *rest = (one for one in hub.articles if one.record is not None)
    nowhere = replace(second, record=replace(RECORD, original_url=None, web_url="javascript:x"))
    left = replace(hub, articles=(replace(first, record=None), nowhere, *rest), stories=())
    told = b"".join(body for path, body in render_site(left) if path.startswith("ninjs/"))
    assert first.id.encode() not in told
    assert second.id.encode() not in told
    assert rest[0].id.encode() in told


def test_nothing_sealed_and_no_whole_text_is_in_a_file() -> None:
    hub = make_hub(ninjs=True)
    article = next(one for one in hub.articles if one.record is not None)
    sealed = replace(RECORD, secured="wd1.k1.c2VhbGVk", body="a whole text", extra={"x": "other"})
    one = replace(hub, articles=(replace(article, record=sealed),), stories=())
    told = b"".join(body for path, body in render_site(one) if path.startswith("ninjs/"))
    for hidden in (b"wd1", b"c2VhbGVk", b"whole text", b"other"):
        assert hidden not in told
