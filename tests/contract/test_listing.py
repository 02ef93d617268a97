"""What every store promises of lists of what is published (`wiredesk.ports.listing`)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, make_article, story_of

from wiredesk.basics.ids import ArticleId, StoryId, TopicId
from wiredesk.records.article import HonestTime
from wiredesk.records.listing import EVERYTHING, Listed, Wanted
from wiredesk.records.searching import Findable
from wiredesk.records.work import PublishDone
from wiredesk.world.store import Place, SqlStore, open_store

AI, LAW, ART = TopicId("ai"), TopicId("law"), TopicId("art")
ONES = [
    make_article(number, time=HonestTime(published=at, effective=at, received=NOW))
    for number in range(1, 7)
    for at in [NOW - timedelta(hours=number // 2)]
]
IDS = [one.id for one in ONES]


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    poll(opened, *range(1, 7))
    fetch(opened)
    read(opened, *ONES)
    match(opened, *ONES)
    for one in ONES:
        group(opened, one)
        judge(opened, one)
    publish(opened, 0, topics=(AI,))
    publish(opened, 1, topics=(AI, LAW), quality=80)
    publish(opened, 2, topics=(LAW,), language="de")
    publish(opened, 3, topics=(AI,), provider="courier.example")
    publish(opened, 4)
    yield opened
    opened.close()


def publish(store: SqlStore, number: int, **more: Any) -> None:
    """The article's record is out."""
    one = ONES[number]
    said: dict[str, Any] = {"provider": one.provider, "language": "en", "quality": 50} | more
    said["topics"] = tuple((topic, topic.upper()) for topic in said.get("topics", ()))
    found = Findable(
        article_id=one.id, at=one.time.effective, title="", excerpt="", provider_name="", **said
    )
    done = PublishDone(article_id=one.id, path=f"{one.id}.md", body=b"record", findable=found)
    store.save_records([done], version=1, now=NOW)


def in_order(*numbers: int) -> list[ArticleId]:
    """Newest first, then by id."""
    chosen = [ONES[number] for number in numbers]
    return [
        one.id for one in sorted(chosen, key=lambda one: (-one.time.effective.timestamp(), one.id))
    ]


def articles(store: SqlStore, wanted: Wanted, *, part: int = 9) -> list[ArticleId]:
    """All of a list, read in parts of that length."""
    found: list[Listed] = []
    while some := store.list_out_articles(wanted, after=found[-1] if found else None, limit=part):
        found += some
    return [one.article_id for one in found]


@pytest.mark.parametrize("part", [1, 2, 9])
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (EVERYTHING, (0, 1, 2, 3, 4)),
        (Wanted(topics=(AI,)), (0, 1, 3)),
        (Wanted(topics=(AI, LAW)), (0, 1, 2, 3)),
        (Wanted(topics=(ART,)), ()),
        (Wanted(language="de"), (2,)),
        (Wanted(provider="courier.example"), (3,)),
        (Wanted(provider="courier.example", topics=(LAW,)), ()),
        (Wanted(quality_min=60), (1,)),
        (Wanted(since=NOW - timedelta(hours=1)), (0, 1, 2)),
        (Wanted(until=NOW - timedelta(hours=1)), (3, 4)),
        (Wanted(until=NOW), (1, 2, 3, 4)),
    ],
)
def test_a_list_holds_what_is_wanted_in_parts_of_any_length(
    store: SqlStore, wanted: Wanted, expected: tuple[int, ...], part: int
) -> None:
    assert articles(store, wanted, part=part) == in_order(*expected)


def test_an_insert_does_not_disturb_the_parts_that_follow(store: SqlStore) -> None:
    first = store.list_out_articles(EVERYTHING, after=None, limit=2)
    publish(store, 5)  # older than all
    publish(store, 0, topics=(LAW,))  # the newest is written again
    rest = store.list_out_articles(EVERYTHING, after=first[-1], limit=9)
    assert [one.article_id for one in first + rest] == in_order(0, 1, 2, 3, 4, 5)


def test_what_is_withdrawn_stands_in_no_list(store: SqlStore) -> None:
    gone = PublishDone(article_id=IDS[1], path=f"{IDS[1]}.md", body=b"")
    store.save_records([gone], version=1, now=NOW)
    assert articles(store, EVERYTHING) == in_order(0, 2, 3, 4)
    assert articles(store, Wanted(topics=(AI,))) == in_order(0, 3)
    assert IDS[1] not in store.list_out_topics(IDS)


def test_saving_again_changes_nothing(store: SqlStore) -> None:
    before = store.dump()
    publish(store, 1, topics=(AI, LAW), quality=80)
    assert store.dump() == before


def test_topics_are_those_of_what_is_published(store: SqlStore) -> None:
    found = store.list_out_topics([IDS[1], IDS[4], IDS[5], ArticleId("nothing")])
    assert found == {IDS[1]: {AI, LAW}, IDS[4]: frozenset()}


def test_stories_stand_where_their_newest_wanted_article_does(store: SqlStore) -> None:
    group(store, ONES[0], ONES[2], ONES[3])
    lines = store.list_out_stories(EVERYTHING, after=None, limit=9)
    assert [one.article_id for one in lines] == in_order(0, 1, 4)
    law = store.list_out_stories(Wanted(topics=(LAW,)), after=None, limit=9)
    assert {one.article_id: one.story_id for one in law} == {
        IDS[1]: story_of(ONES[1]),
        IDS[2]: story_of(ONES[0]),
    }
    other = store.list_out_stories(Wanted(provider="courier.example"), after=None, limit=9)
    assert [one.article_id for one in other] == [IDS[3]]
    both = store.list_out_stories(Wanted(topics=(AI, LAW)), after=None, limit=9)
    assert [one.article_id for one in both] == in_order(0, 1), "a story comes once"
    assert store.list_out_stories(EVERYTHING, after=lines[0], limit=1) == lines[1:2]
    assert store.list_out_stories(Wanted(heat_min=101), after=None, limit=9) == []


def test_which_stories_hold_what_is_wanted(store: SqlStore) -> None:
    stories = [StoryId(story_of(one)) for one in ONES]
    assert store.find_out_stories(stories, EVERYTHING) == set(stories[:5])
    assert store.find_out_stories(stories, Wanted(topics=(LAW,))) == set(stories[1:3])
    assert store.find_out_stories(stories[:1], Wanted(topics=(LAW,))) == set()
    assert store.find_out_stories(stories, Wanted(provider="courier.example")) == {stories[3]}


def test_providers_are_those_of_what_is_published(store: SqlStore) -> None:
    assert store.list_out_providers(after="", limit=9) == ["gazette.example"]
    assert store.list_out_providers(after="gazette.example", limit=9) == []
