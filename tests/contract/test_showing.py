"""What pages are made of, and what of it changed; every test runs against every adapter."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from contract.test_store import group, judge, poll, publish, rank, read, whole_route
from make import NOW, WHY, make_article, make_fingerprint, make_verdict, story_of

from wiredesk.basics.ids import StoryId
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.picture import Picture, PictureDone
from wiredesk.records.work import HoldDone, MatchDone, PublishDone
from wiredesk.world.store import SqlStore, open_store
from wiredesk.world.store.whole import Place

ONE, TWO = make_article(1), make_article(2)
STORY = StoryId(story_of(ONE))


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    """Two articles in one story are out, the second as a copy of the first."""
    opened = open_store(place)
    poll(opened, 1, 2)
    whole_route(opened, ONE, TWO)
    yield opened
    opened.close()


def mark_of(store: SqlStore) -> int:
    return store.list_changed(since=None)[0]


def retitle(store: SqlStore) -> None:
    read(store, replace(ONE, title="Another title"))


def relabel(store: SqlStore) -> None:
    judge(store, ONE, quality=12)


def withdraw(store: SqlStore) -> None:
    hold = Hold(reason=HoldReason.COPY, evidence="x", since=NOW, lifted_by="editor")
    verdict = HoldVerdict(article_id=ONE.id, holds=(hold,), reasons=WHY)
    store.save_holds([HoldDone(verdict=verdict, bucket=Bucket.HELD)], version=1, now=NOW)


def write(store: SqlStore) -> None:
    done = PublishDone(article_id=ONE.id, path=f"{ONE.id}.md", body=b"anew", reasons=WHY)
    store.save_records([done], version=1, now=NOW)


def draw(store: SqlStore) -> None:
    url = "https://gazette.example/1.png"
    done = PublishDone(
        article_id=ONE.id, path=f"{ONE.id}.md", body=b"record", picture=url, reasons=WHY
    )
    store.save_records([done], version=1, now=NOW)
    found = Picture(url=url, path="images/1.webp", width=3, height=2)
    store.save_pictures([PictureDone(article_id=ONE.id, url=url, picture=found)], now=NOW)


@pytest.mark.parametrize("change", [retitle, relabel, withdraw, write, draw])
def test_every_change_of_what_a_page_shows_is_named(
    store: SqlStore, change: Callable[[SqlStore], None]
) -> None:
    before = mark_of(store)
    change(store)
    mark, changed = store.list_changed(since=before)
    assert ONE.id in changed
    assert mark > before
    assert store.list_changed(since=mark) == (mark, frozenset())


def test_a_story_that_is_ranked_anew_is_named(store: SqlStore) -> None:
    before = mark_of(store)
    rank(store, ONE, heat=77)
    assert STORY in store.list_changed(since=before)[1]


def test_all_of_a_family_are_named_when_it_gets_another_origin(store: SqlStore) -> None:
    copy = make_verdict(
        TWO, family_id=make_verdict(ONE).family_id, relation=Relation.COPY, of=ONE.id, origin=ONE.id
    )
    copied = MatchDone(verdict=copy, fingerprint=make_fingerprint(TWO))
    store.save_families([copied], version=1, now=NOW)
    before = mark_of(store)
    turned = replace(copied, verdict=replace(copy, origin=TWO.id))
    store.save_families([turned], version=1, now=NOW)
    assert {ONE.id, TWO.id} <= store.list_changed(since=before)[1]


def test_saving_the_same_again_names_nothing(store: SqlStore) -> None:
    before = mark_of(store)
    rank(store, ONE, moved=False)
    publish(store, ONE, TWO)
    assert store.list_changed(since=before) == (before, frozenset())


def test_coverage_is_where_an_article_counts_now(store: SqlStore) -> None:
    (line,) = store.list_coverage([ONE.id])
    assert (line.article_id, line.story_id, line.weight) == (ONE.id, STORY, 0.8)
    assert line in list(store.replay_coverage(since=NOW - timedelta(days=9), until=NOW))
    group(store, TWO, ONE)
    rank(store, TWO)
    (moved,) = store.list_coverage([ONE.id])
    assert moved.story_id == story_of(TWO)
    assert store.list_coverage([make_article(3).id]) == []


def test_reasons_of_a_ranking_are_its_own(store: SqlStore) -> None:
    assert store.list_rank_reasons([STORY, StoryId("tnone")]) == {STORY: WHY}


def test_records_are_those_that_are_out(store: SqlStore) -> None:
    assert store.list_record_paths() == sorted((f"{one.id}.md", one.id) for one in (ONE, TWO))
    assert store.load_records([ONE.id, make_article(3).id]) == {ONE.id: b"record"}
    gone = PublishDone(article_id=ONE.id, path=f"{ONE.id}.md", body=b"", reasons=WHY)
    store.save_records([gone], version=1, now=NOW)
    assert store.list_record_paths() == [(f"{TWO.id}.md", TWO.id)]
    assert store.load_records([ONE.id]) == {}
