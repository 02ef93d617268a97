"""Weighted words as packed vectors of whole numbers.

In: words by number (`vocabulary.py`) with weights.  Out: vectors of length UNIT, their sums and products.  All sums
are of whole numbers: they come out the same in any order, so an index that is built again from the store decides
exactly as the one that was lost.
"""

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[
    np.signedinteger
]  # of 64 bits where many are looked up: that is several times as fast
Weights = npt.NDArray[np.signedinteger]

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
_BYTES: Final = 6  # of a packed word: four for its number, two for its weight


class Vector(NamedTuple):
    """Words by number, each once, with their weights."""

    ids: Ids
    weights: Weights


NOTHING: Final = Vector(np.zeros(0, np.int64), np.zeros(0, np.int64))


def scaled(ids: Ids, weights: npt.NDArray[np.float64]) -> Vector:
    """A vector of length UNIT, in the order given."""
    length = math.sqrt(math.fsum((weights * weights).tolist()))
    if not length:
        return NOTHING
    return whole(ids, np.rint(UNIT * weights / length).astype(np.int64))


def whole(ids: Ids, weights: Weights) -> Vector:
    """A vector of what weighs anything."""
    if np.count_nonzero(weights) == len(weights):
        return Vector(ids, weights)
    kept = weights != 0
    return Vector(ids[kept], weights[kept])


def ascending(vector: Vector) -> Vector:
    """The same vector with its words by number: so all are that are added up."""
    order = vector.ids.argsort()
    return Vector(vector.ids[order], vector.weights[order])


def packed_ids(ids: Ids) -> bytes:
    """Words by number in as few bytes as they need."""
    return ids.astype(np.int32).tobytes()


def ids_in(held: bytes) -> Ids:
    """What `packed_ids` packed."""
    return np.frombuffer(held, np.int32).astype(np.int64)


def packed(vector: Vector) -> bytes:
    """A vector of length UNIT in as few bytes as it needs."""
    return packed_ids(vector.ids) + vector.weights.astype(np.int16).tobytes()


def unpacked(held: bytes) -> Vector:
    """What `packed` packed."""
    count = len(held) // _BYTES
    ids = np.frombuffer(held, np.int32, count).astype(np.int64)
    return Vector(ids, np.frombuffer(held, np.int16, count, 4 * count).astype(np.int64))


def product(one: Vector, other: Vector) -> int:
    """The dot product of two with ascending words; UNIT_SQUARED for two equal vectors."""
    if len(one.ids) > len(other.ids):
        one, other = other, one
    if not len(one.ids):
        return 0
    at = other.ids.searchsorted(one.ids)
    shared = other.ids.take(at, mode="clip") == one.ids
    weights = one.weights * shared
    return int(weights.astype(np.int64) @ other.weights.take(at, mode="clip"))


def square(vector: Vector) -> int:
    """Its product with itself."""
    weights = vector.weights.astype(np.int64)
    return int(weights @ weights)


def added(one: Vector, other: Vector) -> Vector:
    """The sum of two with ascending words; it may be kept long, so it is held in half the bytes."""
    if not len(one.ids) or not len(other.ids):
        return other if len(other.ids) else one
    ids = np.concatenate((one.ids, other.ids))
    order = ids.argsort(kind="stable")  # two runs in order: this only merges them
    ids, weights = ids[order], np.concatenate((one.weights, other.weights))[order]
    begins = np.empty(len(ids), np.bool_)
    begins[0] = True
    np.not_equal(ids[1:], ids[:-1], out=begins[1:])
    places = begins.nonzero()[0]
    sums = np.add.reduceat(weights, places)
    # Enough for a story of half a million texts, which is all that are open.
    return Vector(ids[places].astype(np.int32), sums.astype(np.int32))


def taken(total: Vector, vector: Vector) -> Vector:
    """`total` without `vector`, which it holds; words ascending."""
    weights = total.weights.copy()
    weights[total.ids.searchsorted(vector.ids)] -= vector.weights.astype(weights.dtype)
    return whole(total.ids, weights)
