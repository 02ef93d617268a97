"""The inverted index: what is forgotten is never found, whatever place it left."""

import random

from wiredesk.craft.stories.nearest import ROWS_FIRST, Nearest
from wiredesk.craft.stories.vectors import Vector, product


def test_a_forgotten_vector_is_not_found_in_a_full_table() -> None:
    nearest = Nearest()
    for number in range(ROWS_FIRST):
        nearest.add(number, {"harbour": 3_000, f"own{number}": 2_000})
    nearest.remove(7)
    found = [number for number, _ in nearest.of({"own7": 3_000, "harbour": 2_500})]
    assert found
    assert 7 not in found


def test_the_nearest_are_those_that_comparing_all_would_find() -> None:
    chance = random.Random(5)
    words = [f"w{number}" for number in range(60)]
    vectors: dict[int, Vector] = {}
    nearest = Nearest()
    for number in range(300):
        vectors[number] = {word: chance.randrange(100, 2_000) for word in chance.sample(words, 4)}
        nearest.add(number, vectors[number])
        if number % 3 == 2:
            gone = chance.choice(sorted(vectors))
            nearest.remove(gone)
            del vectors[gone]
        asked = {word: chance.randrange(100, 2_000) for word in chance.sample(words, 4)}
        best = max((product(asked, vector) for vector in vectors.values()), default=0)
        found = nearest.of(asked)
        assert [product(asked, vectors[one]) for one, _ in found] == [score for _, score in found]
        assert not best or found[0][1] == best


def test_a_blend_leans_to_the_nearest_and_is_as_long_as_one() -> None:
    nearest = Nearest()
    nearest.add(0, {"crane": 3_000, "docker": 2_789})
    own = {"crane": 3_500, "wage": 2_128}
    blended = nearest.blend(own, nearest.of(own))
    assert blended.keys() == {"crane", "docker", "wage"}
    assert 0.99 < product(blended, blended) / product(own, own) < 1.01
