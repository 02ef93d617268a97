"""What changed since: a mirror that is kept by it holds what is published, and nothing else."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom.desk import NEWSROOM, article_of
from starlette.applications import Starlette
from web.api_hub import HOME, SOME, ApiHub, get, items, mounted, told

from wiredesk.basics.clock import SetClock
from wiredesk.basics.dates import rfc3339
from wiredesk.newsroom.mirroring import CHANGES_KEPT
from wiredesk.records.apikey import ApiScope
from wiredesk.records.decision import Choice
from wiredesk.records.rights import Takedown, TakedownReason


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[ApiHub]:
    made = ApiHub(tmp_path)
    made.fill()
    yield made
    made.store.close()


class Mirror:
    """A program that keeps what is published, as the manual says."""

    def __init__(self, hub: ApiHub, *, query: str = "", key: str = "", part: int = 2) -> None:
        self.hub, self.key = hub, key
        app = mounted(hub.api())
        first = told(get(app, f"/changes?limit={part}{query and '&' + query}", key=key))
        assert first["items"] == []
        self.next: str = first["next"]
        self.kept = {one["id"]: one for one in items(app, f"/articles?{query}", key=key)}
        self.told: list[dict[str, Any]] = []

    def follow(self) -> None:
        """Until there is no more."""
        app = mounted(self.hub.api())
        more = True
        while more:
            part = told(get(app, self.next.removeprefix(f"{HOME}/api/v1"), key=self.key))
            for one in part["items"]:
                self.told.append(one)
                self.kept.pop(one["id"], None)
                if "article" in one:
                    self.kept[one["id"]] = one["article"]
            self.next, more = part["next"], part["more"]


def listed(hub: ApiHub, query: str = "", key: str = "") -> dict[str, Any]:
    app = mounted(hub.api())
    return {one["id"]: one for one in items(app, f"/articles?{query}", key=key)}


def take_down(hub: ApiHub, one: str) -> None:
    now = hub.clock.now()
    line = hub.store.find_article(one)
    assert line
    down = Takedown(
        article_id=line.id,
        url=line.url,
        provider=line.provider,
        reason=TakedownReason.COURT,
        note="Not to be told.",
        at=now,
        purge_at=now + timedelta(days=7),
    )
    hub.store.save_takedown(down, [f"url:{line.url}"], now=now)


@pytest.mark.parametrize("query", ["", "topic=computer-vision"])
def test_a_mirror_stays_equal_through_publishing_withdrawing_and_taking_down(
    hub: ApiHub, query: str
) -> None:
    mirror = Mirror(hub, query=query)
    assert mirror.kept == listed(hub, query)
    first, second, *_ = mirror.kept
    hub.choose(Choice.REJECT, first)
    more = [piece.story for piece in NEWSROOM.pieces if piece.story not in SOME]
    hub.receive(*dict.fromkeys(more))
    hub.clock.advance(timedelta(hours=1))
    hub.run()
    take_down(hub, second)
    assert second not in listed(hub, query), "it is gone at once"
    hub.run()
    mirror.follow()
    assert mirror.kept == listed(hub, query)
    assert first not in mirror.kept
    assert second not in mirror.kept
    last = {one["id"]: one for one in mirror.told}
    assert last[second]["reason"] == "court"
    assert "Not to be told" not in json.dumps(mirror.told)
    assert {one["change"] for one in mirror.told} >= {"published", "withdrawn"}
    before = len(mirror.told)
    mirror.follow()
    assert len(mirror.told) == before, "nothing comes twice"


def test_a_mirror_of_a_topic_hears_of_nothing_that_was_never_under_it(hub: ApiHub) -> None:
    _, key = hub.key("mirror", ApiScope.READ, topics=["ai-ethics"])
    mirror = Mirror(hub, key=key)
    every = listed(hub)
    inside = next(one for one in every if one in mirror.kept)
    outside = next(one for one in every if one not in mirror.kept)
    hub.choose(Choice.REJECT, inside, outside)
    mirror.follow()
    told_of = {one["id"] for one in mirror.told}
    assert inside in told_of
    assert outside not in told_of
    assert mirror.kept == listed(hub, key=key)


def test_changes_since_a_time_are_those_from_then_on(hub: ApiHub) -> None:
    app = mounted(hub.api())
    begun = rfc3339(hub.clock.now() - timedelta(days=1))
    every = told(get(app, f"/changes?since={begun}&limit=100"))
    assert {one["id"] for one in every["items"]} == listed(hub).keys()
    assert not every["more"]
    now = rfc3339(hub.clock.now() + timedelta(seconds=1))
    assert told(get(app, f"/changes?since={now}"))["items"] == []


def test_what_is_older_than_the_log_says_that_a_mirror_begins_again(hub: ApiHub) -> None:
    mirror = Mirror(hub)
    path = mirror.next.removeprefix(f"{HOME}/api/v1")
    kept = mounted(hub.api(clock=SetClock(hub.clock.now() + CHANGES_KEPT - timedelta(minutes=1))))
    late = mounted(hub.api(clock=SetClock(hub.clock.now() + CHANGES_KEPT)))
    assert get(kept, path).status == 200
    old = rfc3339(hub.clock.now() - CHANGES_KEPT - timedelta(days=1))
    assert_begin_again(late, path)
    assert_begin_again(mounted(hub.api()), f"/changes?since={old}")


def test_a_cursor_of_another_hub_is_refused(hub: ApiHub, tmp_path: Path) -> None:
    mirror = Mirror(hub)
    young = ApiHub(tmp_path / "young")
    path = mirror.next.removeprefix(f"{HOME}/api/v1")
    assert_begin_again(mounted(young.api()), path)
    young.store.close()
    for wrong in (
        "?since=W10",
        "?since=2026-03-05",
        "?since=2026-99-99T00:00:00Z",
        f"{path[8:]}&topic=ai",
    ):
        answer = get(mounted(hub.api()), f"/changes{wrong}")
        assert answer.status == 400, wrong


def assert_begin_again(app: Starlette, path: str) -> None:
    answer = get(app, path)
    assert answer.status == 400
    assert "begin again" in json.loads(answer.text)["remedy"]


def test_the_articles_are_those_of_the_sample(hub: ApiHub) -> None:
    ids = {article_of(piece).id for piece in NEWSROOM.pieces}
    assert listed(hub).keys() <= ids
