"""Step `label` beside a desk that teaches: a newer edition is taken up without a restart."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from contract.test_store import fetch, group, match, poll, read
from make import NOW, make_article
from stores import new_place

from wiredesk.basics.ids import TopicId
from wiredesk.newsroom.topics import settle_edition, teach
from wiredesk.records.article import Article
from wiredesk.records.outcome import Stage
from wiredesk.records.topic import Lesson, Topic, TopicLesson
from wiredesk.route.label import LabelStep
from wiredesk.world.store import SqlStore, open_store

SHEEP = Topic(id=TopicId("sheep"), name="Sheep", query="flock")
LATER = NOW + timedelta(hours=1)


def article(number: int) -> Article:
    told = ("The shepherd counts her sheep", "The council counts its buses")[number % 2]
    return make_article(number, title=f"{told} again", text="", excerpt=f"{told} {number} times.")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(new_place())
    come_in(opened, *range(30))
    yield opened
    opened.close()


def come_in(store: SqlStore, *numbers: int) -> None:
    """These articles wait to be labelled."""
    articles = [article(number) for number in numbers]
    poll(store, *numbers)
    fetch(store)
    read(store, *articles)
    match(store, *articles)
    group(store, *articles)


async def label_all(step: LabelStep) -> int:
    work = step.pending(now=LATER, limit=500)
    step.save(await step.decide(work, now=LATER), now=LATER)
    return len(work)


def lessons(numbers: range, lesson: Lesson) -> list[TopicLesson]:
    return [
        TopicLesson(article_id=article(n).id, topic=SHEEP.id, lesson=lesson, by="Ada", at=NOW)
        for n in numbers
    ]


async def test_what_a_desk_teaches_is_taken_up_by_the_running_step(store: SqlStore) -> None:
    edition = settle_edition(store, [SHEEP], now=NOW)
    step = LabelStep(store=store, topics=[SHEEP], edition=edition)
    assert await label_all(step) == 30
    first = step.version
    teach(store, [SHEEP], lessons(range(0, 30, 2), Lesson.YES), now=NOW)
    taught = teach(store, [SHEEP], lessons(range(1, 30, 2), Lesson.NO), now=NOW)
    assert taught.model is not None
    assert (taught.yes, taught.no) == (15, 15)
    assert await label_all(step) == 30, "those that were taught go back by themselves"
    assert step.version > first
    assert store.rewind(Stage.LABEL, below_version=step.version, now=NOW) == 0
    come_in(store, 38, 39)
    assert await label_all(step) == 2
    labels = {
        one.id: labels.labels for one, labels in store.list_labelled(since=NOW - timedelta(9))
    }
    assert [reason.code for reason in labels[article(38).id][0].why] == ["model"]
    assert labels[article(39).id] == ()


async def test_the_outcome_names_the_edition_and_the_version_of_the_file(
    store: SqlStore,
) -> None:
    topic = Topic(id=SHEEP.id, name="Sheep", query="sheep", version=7)
    step = LabelStep(store=store, topics=[topic], edition=settle_edition(store, [topic], now=NOW))
    await label_all(step)
    (outcome,) = (one for one in store.list_outcomes(article(0).id) if one.step is Stage.LABEL)
    assert outcome.version == step.edition.number == 2
    assert b'"version":7' in outcome.verdict


def test_the_same_lessons_give_the_same_edition(store: SqlStore) -> None:
    settle_edition(store, [SHEEP], now=NOW)
    teach(store, [SHEEP], lessons(range(0, 30, 2), Lesson.YES), now=NOW)
    teach(store, [SHEEP], lessons(range(1, 30, 2), Lesson.NO), now=NOW)
    last = store.load_edition()
    assert settle_edition(store, [SHEEP], now=LATER) == last
