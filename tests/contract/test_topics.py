"""What every store promises of lessons and editions (`wiredesk.ports.topics`); each adapter runs all of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, make_article

from wiredesk.basics.ids import TopicId
from wiredesk.records.outcome import Stage
from wiredesk.records.topic import Edition, Lesson, TopicLesson, TopicModel
from wiredesk.world.store import Place, SqlStore, open_store

FIRST, SECOND = make_article(1), make_article(2)
AI, CV = TopicId("ai"), TopicId("cv")


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    """Two articles past labelling, of version 1."""
    opened = open_store(place)
    poll(opened, 1, 2)
    fetch(opened)
    read(opened, FIRST, SECOND)
    match(opened, FIRST, SECOND)
    group(opened, FIRST, SECOND)
    judge(opened, FIRST, SECOND)
    yield opened
    opened.close()


def say(store: SqlStore, lesson: Lesson, topic: TopicId = AI, *, minutes: int = 0) -> TopicLesson:
    at = NOW + timedelta(minutes=minutes)
    said = TopicLesson(article_id=FIRST.id, topic=topic, lesson=lesson, by="Ada", at=at)
    store.save_lesson(said, now=NOW)
    return said


def model(topic: TopicId = AI) -> TopicModel:
    return TopicModel(
        topic=topic,
        digest="d",
        features=b"\1\0\0\0",
        weights=b"\0\0\x80\x3f",
        bias=-0.5,
        yes=12,
        no=9,
        background=300,
        right=18,
    )


def test_a_lesson_is_kept_and_sends_its_article_back_to_be_labelled(store: SqlStore) -> None:
    assert store.list_label_work(now=NOW, limit=9) == []
    said = say(store, Lesson.YES)
    assert store.list_lessons() == [said]
    (work,) = store.list_label_work(now=NOW, limit=9)
    assert work.article.id == FIRST.id
    assert work.lessons == (said,)


def test_the_last_word_on_a_topic_counts_and_the_others_stay_in_the_store(
    store: SqlStore,
) -> None:
    say(store, Lesson.YES)
    other = say(store, Lesson.YES, CV, minutes=1)
    no = say(store, Lesson.NO, minutes=2)
    assert store.list_lessons() == [other, no]
    assert store.dump().count("'Ada'") == 3


def test_what_is_open_again_is_no_lesson_but_the_step_sees_it(store: SqlStore) -> None:
    say(store, Lesson.YES)
    taken_back = say(store, Lesson.OPEN, minutes=1)
    assert store.list_lessons() == []
    assert store.list_label_work(now=NOW, limit=9)[0].lessons == (taken_back,)


def test_the_same_lesson_twice_is_one(store: SqlStore) -> None:
    say(store, Lesson.YES)
    once = store.dump()
    say(store, Lesson.YES)
    assert store.dump() == once


def test_an_article_that_is_not_labelled_yet_stays_where_it_is(store: SqlStore) -> None:
    store.rewind(Stage.MATCH, below_version=None, now=NOW)
    say(store, Lesson.YES)
    assert store.list_label_work(now=NOW, limit=9) == []
    assert len(store.list_match_work(now=NOW, limit=9)) == 2


def test_before_the_first_edition_there_is_none(store: SqlStore) -> None:
    assert store.load_edition() is None
    assert store.load_edition_number() == 0


def test_the_last_edition_comes_back_whole_and_older_ones_lose_their_weights(
    store: SqlStore,
) -> None:
    first = Edition(number=2, at=NOW, digest="a", versions=((AI, 1),), models=(model(),))
    store.save_edition(first)
    assert store.load_edition() == first
    second = Edition(number=3, at=NOW, digest="b", versions=((AI, 2),), models=(model(), model(CV)))
    store.save_edition(second)
    assert store.load_edition() == second
    assert store.load_edition_number() == 3
    assert store.dump().count("AACAPw==") == 2, "two models of the last edition alone keep weights"


def test_articles_of_older_editions_are_counted(store: SqlStore) -> None:
    assert store.count_labelled_before(2) == 2
    assert store.count_labelled_before(1) == 0


def test_labelled_articles_come_by_id_with_their_labels(store: SqlStore) -> None:
    assert store.newest_receipt() is not None
    found = list(store.list_labelled(since=NOW - timedelta(days=9)))
    assert [article.id for article, _ in found] == sorted([FIRST.id, SECOND.id])
    assert all(labels.article_id == article.id for article, labels in found)
    assert list(store.list_labelled(since=NOW + timedelta(days=9))) == []


def test_an_empty_store_has_no_newest_receipt(place: Place) -> None:
    opened = open_store(place)
    assert opened.newest_receipt() is None
    opened.close()
