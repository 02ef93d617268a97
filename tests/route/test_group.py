"""Step 5 with a sentence model: its vectors are stored with the features, and a restart needs neither texts nor model."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from encoders import SmallEncoder
from make import NOW, make_article
from stores import new_place

from wiredesk.craft.stories import StoryFeatures
from wiredesk.records.article import Article
from wiredesk.records.meaning import MODEL_BYTES
from wiredesk.records.work import GroupWork
from wiredesk.route.group import Group
from wiredesk.world.store import SqlStore, open_store

TEXTS = (
    "The night ferry to Hallin counts its passengers from above.",
    "The judge in Fjordby looked at the harbour and its dredger.",
    "A boat to Hallin counts passengers at night from above.",
)


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(new_place())
    yield opened
    opened.close()


def work_on(article: Article) -> GroupWork:
    return GroupWork(article=article, received_at=NOW, story_id=None)


BATCH = [
    work_on(make_article(at, title=text, text=text * 3, provider=f"p{at}.example"))
    for at, text in enumerate(TEXTS)
]


def features_by(step: Group) -> list[StoryFeatures]:
    done = asyncio.run(step.decide(BATCH, now=NOW))
    return [
        msgspec.json.decode(one.features, type=StoryFeatures)
        for one in done
        if one.features is not None
    ]


def test_each_articles_meaning_is_kept_with_its_features(store: SqlStore) -> None:
    own = features_by(Group(store=store, encoder=SmallEncoder()))
    assert len(own) == len(BATCH)
    assert all(features.meaning for features in own)
    assert len({features.meaning for features in own}) > 1


def test_a_verdict_says_that_a_model_had_a_say_and_which(store: SqlStore) -> None:
    step = Group(store=store, encoder=SmallEncoder())
    (model,) = {meaning[:MODEL_BYTES].hex() for meaning in SmallEncoder().encode(["ferry"])}
    for one in asyncio.run(step.decide(BATCH, now=NOW)):
        if one.features is not None:
            (said,) = [why for why in one.verdict.reasons if why.code == "sentence_model"]
            assert said.evidence == model


def test_without_a_model_features_are_as_they_always_were(store: SqlStore) -> None:
    assert {features.meaning for features in features_by(Group(store=store))} == {b""}


def test_an_index_built_again_places_the_next_article_alike_without_the_texts(
    store: SqlStore,
) -> None:
    step = Group(store=store, encoder=SmallEncoder())
    done = asyncio.run(step.decide(BATCH, now=NOW))
    late = make_article(9, title="Ferry to Hallin counts passengers", text="ferry " * 9)
    again = Group(store=store, encoder=SmallEncoder())
    index = again._filled_index(NOW)
    for one in done:
        if one.features is not None:
            features = msgspec.json.decode(one.features, type=StoryFeatures)
            index.replay(features, one.verdict.story_id)
    later = NOW + timedelta(minutes=1)
    first = asyncio.run(step.decide([work_on(late)], now=later))
    second = asyncio.run(again.decide([work_on(late)], now=later))
    assert first[0].verdict.story_id == second[0].verdict.story_id
    assert first[0].features == second[0].features
