"""The nearest vectors of a vector, from an inverted index.

In: vectors under running numbers.  Out: for a vector, the few that are most like it.  Work per question
is bounded: the rarest words are looked up first, the latest texts first, until a budget is spent.
"""

from collections.abc import Mapping
from heapq import nlargest
from typing import Final

from wiredesk.craft.stories.vectors import Vector, product

NEAREST_MAX: Final = 12
LOOKED_AT_MAX: Final = (
    2_000  # places in the index; half as many cost 0.4 points of F1, twice gain none
)
COMPARED_MAX: Final = 32


class Nearest:
    """Vectors by their words."""

    __slots__ = ("_places", "vectors")

    def __init__(self) -> None:
        self.vectors: dict[int, Vector] = {}
        self._places: dict[str, dict[int, int]] = {}

    def add(self, number: int, vector: Vector) -> None:
        """File `vector` under `number`."""
        self.vectors[number] = vector
        for term, weight in vector.items():
            self._places.setdefault(term, {})[number] = weight

    def remove(self, number: int) -> None:
        """Forget the vector under `number`."""
        for term in self.vectors.pop(number):
            held = self._places[term]
            del held[number]
            if not held:
                del self._places[term]

    def of(self, vector: Vector, *, but: int = -1) -> list[tuple[int, int]]:
        """Numbers of the nearest vectors with their products, best first; never `but` itself."""
        likely = self._likely(vector)
        likely.pop(but, None)
        # Equal likeness: the earlier one, so that the answer depends on nothing else.
        some = nlargest(COMPARED_MAX, [(score, -number) for number, score in likely.items()])
        exact = [(product(vector, self.vectors[-number]), number) for _, number in some]
        return [(-number, score) for score, number in nlargest(NEAREST_MAX, exact) if score > 0]

    def _likely(self, vector: Mapping[str, int]) -> dict[int, int]:
        likely: dict[int, int] = {}
        get, left = likely.get, LOOKED_AT_MAX
        for term, weight in sorted(vector.items(), key=lambda pair: (-pair[1], pair[0])):
            held = self._places.get(term)
            if not held:
                continue
            if len(held) <= left:
                for number, own in held.items():
                    likely[number] = get(number, 0) + weight * own
            else:
                for number in _latest(held, left):
                    likely[number] = get(number, 0) + weight * held[number]
            left -= len(held)
            if left <= 0:
                break
        return likely


def _latest(held: dict[int, int], count: int) -> list[int]:
    latest = reversed(held)
    return [next(latest) for _ in range(count)]
