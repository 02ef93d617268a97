"""What is held of the open stories: packed, given back as it was, and forgotten with them."""

from datetime import UTC, datetime, timedelta

import numpy as np

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories.features import StoryFeatures, features_of
from wiredesk.craft.stories.holding import OPEN_FOR, Holding
from wiredesk.craft.stories.opened import Arrival
from wiredesk.craft.stories.vectors import UNIT_SQUARED, added, packed, product, square, taken
from wiredesk.craft.stories.vectors import unpacked as unpack
from wiredesk.craft.stories.vocabulary import ROOM_FIRST, Vocabulary

T0 = datetime(2026, 3, 2, 8, tzinfo=UTC)


def told(number: int, title: str, *, hours: float = 0.0) -> StoryFeatures:
    return features_of(
        article_id=ArticleId(f"a{number}"),
        title=title,
        text="",
        language="en",
        effective_at=T0 + timedelta(hours=hours),
        provider="p.example",
    )


def filed(holding: Holding, features: StoryFeatures, story: str) -> Arrival:
    holding.turn_to(features)
    arrival = holding.arrival(features)
    holding.file(arrival, StoryId(story))
    return arrival


def words_in(holding: Holding) -> set[str]:
    return {word for word in holding.words.words if word}


def test_a_closed_story_leaves_no_word_and_no_text_behind() -> None:
    holding = Holding()
    for number in range(40):
        filed(holding, told(number, f"Ferry {1000 + number} to Oslo sails late"), f"t{number % 7}")
    late = told(99, "Court hears dockers", hours=OPEN_FOR.total_seconds() / 3600 + 1)
    filed(holding, late, "t99")
    assert holding.stories.keys() == {"t99"}
    assert [text.articles for text in holding.texts.values()] == [("a99",)]
    assert words_in(holding) == {*late.terms, *late.names, *late.numbers}


def test_a_story_split_off_from_old_texts_ends_when_its_own_texts_do() -> None:
    holding = Holding()
    old = filed(holding, told(1, "Ferry leaves Oslo"), "t1")
    filed(holding, told(2, "Ferry leaves Bergen", hours=90), "t1")
    filed(holding, told(3, "Court hears dockers", hours=97), "t3")
    assert holding.stories.keys() == {"t1", "t3"}
    holding.move({old.text.number: StoryId("t2")})
    holding.turn_to(told(4, "Budget vote", hours=98))
    assert holding.stories.keys() == {"t1", "t3"}


def test_what_a_text_holds_comes_back_as_it_was_packed() -> None:
    holding = Holding()
    for number in range(5):
        filed(holding, told(number, f"Ferry {1200 + number} to Oslo sails late"), "t1")
    features = told(9, "Night ferry 1204 to Oslo is late, says Hansen, 17 hurt")
    arrival = filed(holding, features, "t1")
    text, words = arrival.text, holding.words
    terms = {*words.told(arrival.vector.ids), *words.told(text.other_terms())}
    assert terms == set(features.terms)
    assert words.told(text.names()) == list(features.names)
    assert set(words.told(text.signs_held())) == set(features.numbers)
    assert sum(one < 0 for one in arrival.alone.numbers) == 1, "17 is too short to tell much"
    assert 0.99 < square(text.blended()) / UNIT_SQUARED < 1.01
    near = text.nearest()
    assert {number for number, _ in near} <= holding.texts.keys()
    assert [score for _, score in near] == sorted((score for _, score in near), reverse=True)


def test_a_story_s_sum_is_that_of_its_texts_after_any_moves() -> None:
    holding = Holding()
    for number in range(12):
        filed(
            holding, told(number, f"Ferry {number} {'late' * (number % 3)} Oslo"), f"t{number % 2}"
        )
    holding.move({0: StoryId("t1"), 3: StoryId("t0"), 5: StoryId("t9")})
    holding.absorb(StoryId("t9"), StoryId("t0"))
    for story, opened in holding.stories.items():
        bundle = holding.bundle(story)
        alone = [holding.texts[number].bundle() for number in opened.texts]
        total = alone[0].total
        for one in alone[1:]:
            total = added(total, one.total)
        assert bundle.total.ids.tolist() == total.ids.tolist()
        assert bundle.total.weights.tolist() == total.weights.tolist()
        assert bundle.size == len(alone)
        assert bundle.squared == square(total)
        assert bundle.own == sum(one.own for one in alone)


def test_a_word_that_nobody_holds_gives_its_number_to_another() -> None:
    words = Vocabulary()
    first = words.hold(["ferry", "court"])
    words.keep(first[:1])
    words.release(first)
    assert words.told(first) == ["ferry", ""]
    assert words.hold(["budget"]).tolist() == first[1:].tolist()


def test_there_is_room_for_more_words_than_in_the_beginning() -> None:
    words = Vocabulary()
    many = [f"w{number}" for number in range(ROOM_FIRST * 2)]
    ids = words.hold(many)
    words.learn(ids)
    assert words.told(ids) == many
    assert len(words.room) > len(many)


def test_vectors_add_up_to_the_same_in_any_order_and_give_back_what_they_took() -> None:
    words = Vocabulary()
    vectors = []
    for number in range(6):
        ids = np.sort(words.hold([f"w{number * other % 11}" for other in range(1, 5)][:4]))
        vectors.append(words.vector_of(np.unique(ids), [1] * len(np.unique(ids))))
    vectors = [unpack(packed(type(one)(np.sort(one.ids), one.weights))) for one in vectors]
    forth, back = vectors[0], vectors[-1]
    for one in vectors[1:]:
        forth = added(forth, one)
    for one in vectors[-2::-1]:
        back = added(back, one)
    assert forth.ids.tolist() == back.ids.tolist()
    assert forth.weights.tolist() == back.weights.tolist()
    for one in vectors[1:]:
        assert product(one, forth) == sum(product(one, other) for other in vectors)
        assert words.products(one, [forth]) == [product(one, forth)]
    left = forth
    for one in vectors[1:]:
        left = taken(left, one)
    assert dict(zip(left.ids.tolist(), left.weights.tolist(), strict=True)) == dict(
        zip(vectors[0].ids.tolist(), vectors[0].weights.tolist(), strict=True)
    )
