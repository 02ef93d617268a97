"""Weighted words as integer vectors.

In: features and how common words are.  Out: vectors of length UNIT, their products, a vector blended
with its nearest ones.  All sums are of integers: they come out the same in any order, so an index that
is built again from the store decides exactly as the one that was lost.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wiredesk.craft.stories.background import COUNTS, TEXTS
from wiredesk.craft.stories.features import StoryFeatures

Vector = dict[str, int]

UNIT: Final = 4_096  # a weight below 1/8192 of the whole counts nothing
UNIT_SQUARED: Final = UNIT * UNIT
TERMS_MAX: Final = 48  # the weightiest words of a text; more cost time and gain nothing (measured)
BLENDED_TERMS_MAX: Final = 72
BLEND_FULL: Final = int(
    0.6 * UNIT_SQUARED**2
)  # nearest texts as alike as five at .35; below that they count less
SHARES: Final = 1_024  # into which a neighbour's part in a blend is divided
BACKGROUND_WEIGHT: Final = 300  # texts that the background counts as, beside those of the hub


class Commonness:
    """How many texts hold a word: the shipped background, and what the hub has seen."""

    __slots__ = ("_seen", "_texts")

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._texts = 0

    def learn(self, terms: Iterable[str]) -> None:
        """One more text holds `terms`."""
        self._texts += 1
        self._seen.update(terms)

    def forget(self, terms: Iterable[str]) -> None:
        """A text has left the window."""
        self._texts -= 1
        self._seen.subtract(terms)
        for term in terms:
            if self._seen[term] <= 0:
                del self._seen[term]

    def idf(self, term: str) -> float:
        """How much a word tells: 1 for one that is everywhere, about 7 for one never seen."""
        expected = COUNTS.get(term, 0) * BACKGROUND_WEIGHT / TEXTS
        held = self._seen.get(term, 0) + expected + 0.5
        return math.log((self._texts + BACKGROUND_WEIGHT + 1) / held) + 1.0


def vector_of(features: StoryFeatures, commonness: Commonness) -> Vector:
    """The weightiest words of one article."""
    weighed = [
        ((1.0 + math.log(count)) * max(commonness.idf(term), 0.0), term)
        for term, count in zip(features.terms, features.counts, strict=True)
    ]
    weighed.sort(key=lambda pair: (-pair[0], pair[1]))
    return _scaled(weighed[:TERMS_MAX])


def signs_of(features: StoryFeatures, commonness: Commonness) -> Vector:
    """Names and numbers: what an article shares with one in another language."""
    weighed = [(commonness.idf(sign), sign) for sign in {*features.names, *features.numbers}]
    weighed.sort(key=lambda pair: (-pair[0], pair[1]))
    return _scaled(weighed)


def product(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """The dot product; UNIT_SQUARED for two equal vectors."""
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def add_to(total: Vector, vector: Mapping[str, int]) -> None:
    """Add `vector` to `total`."""
    for term, weight in vector.items():
        total[term] = total.get(term, 0) + weight


def take_from(total: Vector, vector: Mapping[str, int]) -> None:
    """Take `vector` out of `total`, which holds it."""
    for term, weight in vector.items():
        left = total[term] - weight
        if left:
            total[term] = left
        else:
            del total[term]


def _scaled(weighed: Sequence[tuple[float, str]]) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight, _ in weighed))
    if not length:
        return {}
    return {term: whole for weight, term in weighed if (whole := round(UNIT * weight / length))}
