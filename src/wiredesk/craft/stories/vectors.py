"""Weighted words as integer vectors.

In: features and how common words are.  Out: vectors of length UNIT, their products, a vector blended
with its nearest ones.  All sums are of integers: they come out the same in any order, so an index that
is built again from the store decides exactly as the one that was lost.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wiredesk.craft.stories.background import COUNTS, TEXTS
from wiredesk.craft.stories.features import StoryFeatures

Vector = dict[str, int]

UNIT: Final = 4_096  # a weight below 1/8192 of the whole counts nothing
UNIT_SQUARED: Final = UNIT * UNIT
TERMS_MAX: Final = (
    32  # the weightiest words of a text; 48 cost a fifth more time and gain nothing (measured)
)
BLENDED_TERMS_MAX: Final = 48
BLEND_FULL: Final = int(
    0.6 * UNIT_SQUARED**2
)  # nearest texts as alike as five at .35; below that they count less
SHARES: Final = 1_024  # into which a neighbour's part in a blend is divided
BACKGROUND_WEIGHT: Final = 300  # texts that the background counts as, beside those of the hub


_FACTORS: Final = [0.0, *(1.0 + math.log(count) for count in range(1, 100))]


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

    def weigh(self, terms: Iterable[str], factors: Iterable[float]) -> list[tuple[float, str]]:
        """Each term by its factor and idf, weightiest first: 1 for one that is everywhere, about 7 for a new one."""
        seen, expected, log = self._seen.get, COUNTS.get, math.log
        total, scale = self._texts + BACKGROUND_WEIGHT + 1, BACKGROUND_WEIGHT / TEXTS
        weighed = [
            (factor * (log(total / (seen(term, 0) + expected(term, 0) * scale + 0.5)) + 1.0), term)
            for term, factor in zip(terms, factors, strict=True)
        ]
        weighed.sort(key=_by_weight)
        return weighed


def vector_of(features: StoryFeatures, commonness: Commonness) -> Vector:
    """The weightiest words of one article."""
    factors = [
        _FACTORS[count] if count < len(_FACTORS) else 1.0 + math.log(count)
        for count in features.counts
    ]
    return _scaled(commonness.weigh(features.terms, factors)[:TERMS_MAX])


def signs_of(features: StoryFeatures, commonness: Commonness) -> Vector:
    """Names and numbers: what an article shares with one in another language; nothing without a number."""
    if not features.numbers:
        return {}
    signs = sorted({*features.names, *features.numbers})
    return _scaled(commonness.weigh(signs, itertools.repeat(1.0, len(signs))))


def product(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """The dot product; UNIT_SQUARED for two equal vectors."""
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def add_to(total: Vector, vector: Mapping[str, int]) -> None:
    """Add `vector` to `total`."""
    get = total.get
    for term, weight in vector.items():
        total[term] = get(term, 0) + weight


def take_from(total: Vector, vector: Mapping[str, int]) -> None:
    """Take `vector` out of `total`, which holds it."""
    for term, weight in vector.items():
        left = total[term] - weight
        if left:
            total[term] = left
        else:
            del total[term]


def _by_weight(pair: tuple[float, str]) -> float:
    return -pair[0]


def _scaled(weighed: Sequence[tuple[float, str]]) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight, _ in weighed))
    if not length:
        return {}
    return {term: whole for weight, term in weighed if (whole := round(UNIT * weight / length))}
