"""What keys see of what is held, and what they may decide (`wiredesk.web.api.inbox`)."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from web.api_hub import ApiHub, get, items, mounted, told
from web.asking import Answered, ask

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.published import Published
from wiredesk.records.apikey import ApiScope
from wiredesk.records.decision import Choice
from wiredesk.records.rights import RightsPolicy, RightsRules


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[ApiHub]:
    made = ApiHub(tmp_path)
    made.fill()
    yield made
    made.store.close()


@pytest.fixture
def app(hub: ApiHub) -> Starlette:
    return mounted(hub.api())


@pytest.fixture
def key(hub: ApiHub) -> str:
    return hub.key("desk", *ApiScope)[1]


def decide(app: Starlette, one: str, body: object, *, key: str, **headers: str) -> Answered:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    said = {"content-type": "application/json", "authorization": f"Bearer {key}"}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(app, f"/api/v1/articles/{one}/decision", method="POST", headers=said, body=sent)


def held(app: Starlette, key: str, query: str = "limit=3") -> list[dict[str, Any]]:
    return items(app, f"/holds?{query}", key=key)


# --- what is held -----------------------------------------------------------------------------------


def test_the_list_holds_all_that_is_held_with_why(hub: ApiHub, app: Starlette, key: str) -> None:
    lines = told(get(app, "/account", key=key))["lines"]
    counted = sum(line["articles"] for line in lines if line["bucket"] == "held")
    found = held(app, key)
    assert len({one["id"] for one in found}) == len(found) == counted > 5
    received = [one["receivedDateTime"] for one in found]
    assert received == sorted(received, reverse=True)
    for one in found:
        line = hub.store.find_article(one["id"])
        assert line
        assert line.bucket.value == "held"
        assert one["holds"][0]["reason"] == line.failure
        assert one["holds"][0]["evidence"]


def test_the_list_is_cut_by_reason_topic_and_provider(app: Starlette, key: str) -> None:
    every = held(app, key)
    reason, domain = every[0]["holds"][0]["reason"], every[0]["provider"]["domain"]
    found = held(app, key, f"reason={reason}&limit=2")
    assert [one["id"] for one in found] == [
        one["id"] for one in every if one["holds"][0]["reason"] == reason
    ]
    found = held(app, key, f"provider={domain}&limit=2")
    assert [one["id"] for one in found] == [
        one["id"] for one in every if one["provider"]["domain"] == domain
    ]
    assert get(app, "/holds?reason=nonsense", key=key).status == 400


def test_of_what_is_held_no_more_is_told_than_readers_may_see(hub: ApiHub, key: str) -> None:
    """SAFETY.md R02: no scope opens what a publisher or the owner closed."""
    closed = RightsRules(own=RightsPolicy(excerpt_characters_max=0))
    facts = replace(hub.facts, rules=closed)
    published = Published(store=hub.store, facts=facts, topics=hub.topics)
    app = mounted(hub.api(published=published))
    for one in held(app, key):
        assert "excerpt" not in one
    for one in items(app, "/articles", key=key):
        assert not one.get("excerpt")
        assert one["rights"]["excerptCharactersMax"] == 0
    assert items(app, "/articles?format=ninjs", key=key) == []
    texts = [
        work.article.text
        for work in hub.store.load_publish_work([one["id"] for one in held(app, key)])
    ]
    answers = (
        get(app, "/holds?limit=100", key=key).text + get(app, "/articles?limit=100", key=key).text
    )
    assert len(texts) > 5
    assert not [text for text in texts if text[40:120] in answers]


def test_a_key_for_a_topic_sees_what_is_held_under_it(
    hub: ApiHub, app: Starlette, key: str
) -> None:
    _, narrow = hub.key("narrow", *ApiScope, topics=["ai-ethics"])
    seen = {one["id"] for one in held(app, narrow)}
    under = {one["id"] for one in held(app, key, "topic=ai-ethics&limit=100")}
    assert seen == under
    assert 0 < len(seen) < len(held(app, key))


# --- decisions --------------------------------------------------------------------------------------


def test_a_released_article_is_published_under_the_keys_name_in_the_audit(
    hub: ApiHub, app: Starlette, key: str
) -> None:
    one = held(app, key, "reason=follower")[0]["id"]
    act = told(decide(app, one, {"choice": "release", "note": "Wanted."}, key=key))
    assert (act["kind"], act["by"]) == ("release", "key desk")
    hub.clock.advance(timedelta(minutes=1))
    hub.run()
    assert get(app, f"/articles/{one}").status == 200
    kept = hub.store.find_act(act["number"])
    assert kept
    assert (kept.by, kept.note) == ("key desk", "Wanted.")
    told(decide(app, one, {"choice": "undecide"}, key=key))
    hub.clock.advance(timedelta(minutes=1))
    hub.run()
    assert get(app, f"/articles/{one}").status == 404


def test_what_is_so_already_or_was_changed_by_another_is_a_conflict(
    hub: ApiHub, app: Starlette, key: str
) -> None:
    one = held(app, key)[0]["id"]
    body = {"choice": "hold", "until": "2099-01-01T00:00:00Z"}
    assert decide(app, one, body, key=key).status == 200
    again = decide(app, one, body, key=key)
    assert again.status == 409
    assert json.loads(again.text)["remedy"]
    seen = hub.store.last_act()
    hub.choose(Choice.REJECT, one)
    late = decide(app, one, {"choice": "release", "seen": seen}, key=key)
    assert late.status == 409
    assert "Ada" in json.loads(late.text)["detail"]


def test_a_hub_that_is_busy_takes_the_decision_on(hub: ApiHub, key: str) -> None:
    app = mounted(hub.api(ask=lambda _: None))
    one = held(app, key)[0]["id"]
    answer = decide(app, one, {"choice": "release"}, key=key)
    assert answer.status == 202
    assert "number" not in json.loads(answer.text)


def test_what_cannot_be_is_refused_in_words(hub: ApiHub, app: Starlette, key: str) -> None:
    one = held(app, key)[0]["id"]
    past = decide(app, one, {"choice": "hold", "until": "2000-01-01T00:00:00Z"}, key=key)
    assert past.status == 409
    assert "is past" in json.loads(past.text)["detail"]

    def refuse(_: object) -> None:
        raise UsageError("not now.", remedy="Later.")

    busy = decide(mounted(hub.api(ask=refuse)), one, {"choice": "release"}, key=key)
    assert (busy.status, json.loads(busy.text)["remedy"]) == (409, "Later.")


def test_a_key_decides_only_about_what_it_sees(hub: ApiHub, app: Starlette, key: str) -> None:
    _, narrow = hub.key("narrow", *ApiScope, topics=["ai-ethics"])
    seen = {one["id"] for one in held(app, narrow)}
    other = next(one["id"] for one in held(app, key) if one["id"] not in seen)
    assert decide(app, other, {"choice": "release"}, key=narrow).status == 404
    assert decide(app, next(iter(seen)), {"choice": "release"}, key=narrow).status == 200
    assert decide(app, "a222222222222222a", {"choice": "release"}, key=key).status == 404


BODIES: list[tuple[bytes, int]] = [
    (b"", 400),
    (b"{}", 400),
    (b"[]", 400),
    (b"null", 400),
    (b'{"choice": "release"', 400),
    (b'{"choice": "publish"}', 400),
    (b'{"choice": "release", "choice": "reject"}', 400),
    (b'{"choice": "release", "by": "Ada"}', 400),
    (b'{"choice": "release", "role": "owner", "scopes": ["decide"]}', 400),
    (b'{"choice": "release", "seen": NaN}', 400),
    (b'{"choice": "release", "seen": -1}', 400),
    (b'{"choice": "release", "seen": 1.5}', 400),
    (b'{"choice": "release", "seen": 1e999}', 400),
    (b'{"choice": "release", "seen": 1e300}', 400),
    (b'{"choice": "release", "seen": ' + b"9" * 5_000 + b"}", 400),
    (b'{"choice": "hold", "until": "tomorrow"}', 400),
    (b'{"choice": "release", "note": "' + b"x" * 501 + b'"}', 400),
    (b'{"choice": "release", "note": "\xff"}', 400),
    (b"[" * 60_000, 400),
    (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, 400),
    (b" " * 70_000, 413),
]


@pytest.mark.parametrize(("body", "status"), BODIES, ids=lambda value: str(value)[:40])
def test_a_body_that_is_no_decision_changes_nothing(
    hub: ApiHub, app: Starlette, key: str, body: bytes, status: int
) -> None:
    """SAFETY.md F086, F092."""
    one = held(app, key)[0]["id"]
    before = hub.store.dump()
    answer = decide(app, one, body, key=key)
    assert answer.status == status
    assert json.loads(answer.text)["remedy"].endswith(".")
    assert hub.store.dump() == before


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"]
)
def test_a_body_that_does_not_say_it_is_json_changes_nothing(
    hub: ApiHub, app: Starlette, key: str, kind: str
) -> None:
    """A form of another site can say these, and nothing else, without asking (SAFETY.md F081)."""
    one = held(app, key)[0]["id"]
    before = hub.store.dump()
    assert decide(app, one, {"choice": "release"}, key=key, content_type=kind).status == 415
    assert hub.store.dump() == before
