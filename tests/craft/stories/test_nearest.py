"""The inverted index: what is forgotten is never found, whatever place it left."""

import random

import numpy as np

from wiredesk.craft.stories.nearest import ROWS_FIRST, Nearest
from wiredesk.craft.stories.vectors import Vector, ascending, product
from wiredesk.craft.stories.vocabulary import Vocabulary


def vector(words: Vocabulary, weights: dict[str, int]) -> Vector:
    """The weightiest word first."""
    ranked = sorted(weights, key=lambda word: -weights[word])
    return Vector(words.hold(ranked), np.array([weights[word] for word in ranked], np.int64))


def alike(one: Vector, other: Vector) -> int:
    """Their product."""
    return product(ascending(one), ascending(other))


def test_a_forgotten_vector_is_not_found_in_a_full_table() -> None:
    words = Vocabulary()
    nearest = Nearest(words)
    for number in range(ROWS_FIRST):
        nearest.add(number, vector(words, {"harbour": 3_000, f"own{number}": 2_000}))
    nearest.remove(7)
    found = nearest.of(vector(words, {"own7": 3_000, "harbour": 2_500})).numbers.tolist()
    assert found
    assert 7 not in found


def test_the_nearest_are_those_that_comparing_all_would_find() -> None:
    chance = random.Random(5)
    words = Vocabulary()
    terms = [f"w{number}" for number in range(60)]
    vectors: dict[int, Vector] = {}
    nearest = Nearest(words)

    def some() -> Vector:
        return vector(
            words, {word: chance.randrange(100, 2_000) for word in chance.sample(terms, 4)}
        )

    for number in range(300):
        vectors[number] = some()
        nearest.add(number, vectors[number])
        if number % 3 == 2:
            gone = chance.choice(sorted(vectors))
            nearest.remove(gone)
            del vectors[gone]
        asked = some()
        best = max((alike(asked, own) for own in vectors.values()), default=0)
        found = nearest.of(asked)
        assert [alike(asked, vectors[one]) for one in found.numbers.tolist()] == list(
            found.products
        )
        assert not best or found.products[0] == best


def test_a_vector_comes_back_as_it_was_filed() -> None:
    words = Vocabulary()
    nearest = Nearest(words)
    filed = vector(words, {"harbour": 3_000, "crane": 2_000, "wage": 7})
    nearest.add(4, filed)
    back = nearest.vector(4)
    assert (back.ids.tolist(), back.weights.tolist()) == (
        filed.ids.tolist(),
        filed.weights.tolist(),
    )


def test_a_blend_leans_to_the_nearest_and_is_as_long_as_one() -> None:
    words = Vocabulary()
    nearest = Nearest(words)
    nearest.add(0, vector(words, {"crane": 3_000, "docker": 2_789}))
    own = vector(words, {"crane": 3_500, "wage": 2_128})
    blended = nearest.blend(own, nearest.of(own))
    assert sorted(words.told(blended.ids)) == ["crane", "docker", "wage"]
    assert 0.99 < product(blended, blended) / alike(own, own) < 1.01
    assert not words.room.any(), "the room is left empty"
