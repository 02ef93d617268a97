"""The nearest vectors of a vector, from an inverted index.

In: vectors, weightiest words first, under running numbers.  Out: for a vector, the few that are most like it, and a
blend of it with them.  Work per question is bounded: the rarest words are looked up first, the latest texts first,
until a budget is spent.  All is in packed arrays: a filed text takes half a kilobyte here.
"""

from array import array
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from wiredesk.craft.stories.vectors import (
    BLEND_FULL,
    BLENDED_TERMS_MAX,
    SHARES,
    TERMS_MAX,
    Ids,
    Vector,
    Weights,
    ascending,
)
from wiredesk.craft.stories.vocabulary import Vocabulary, grown

NEAREST_MAX: Final = 12
LOOKED_AT_MAX: Final = (
    2_000  # places in the index; half as many cost 0.4 points of F1, twice gain none
)
COMPARED_MAX: Final = 20
NUMBER_BITS: Final = 31
WEIGHT_BITS: Final = 13  # of a place: the rest is the vector's number
WEIGHT_MASK: Final = (1 << WEIGHT_BITS) - 1
ROWS_FIRST: Final = 256  # rows that the table begins with; it grows by half
GONE: Final = -1
GONE_MIN: Final = 8  # forgotten places of a word before they are swept out
BLOCKS: Final = 128  # into which likenesses are parted to find the largest

Numbers = npt.NDArray[np.int64]


class Near(NamedTuple):
    """Numbers of the nearest vectors with their products, best first."""

    numbers: Numbers
    products: Weights


NOBODY: Final = Near(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Nearest:
    """Vectors of at most `width` words, found by the words they share."""

    def __init__(self, vocabulary: Vocabulary, width: int = TERMS_MAX) -> None:
        self._vocabulary = vocabulary
        self._width = width
        self._places: list[array[int] | None] = []
        """By word: where it stands, earliest first, each vector's number beside the word's weight there."""
        self._filed = np.zeros(0, np.int64)  # by word: how many places
        self._gone = np.zeros(0, np.int64)  # and how many of them are of forgotten vectors
        self._sums = np.zeros(ROWS_FIRST, np.int64)  # by number - _base: room for likenesses
        self._last = np.zeros(ROWS_FIRST, np.int32)  # by word or by number - _base: room for
        self._order = np.arange(2 * LOOKED_AT_MAX, dtype=np.int32)  # where each came last
        self._ids = np.zeros((ROWS_FIRST, width), np.int32)
        self._weights = np.zeros((ROWS_FIRST, width), np.int16)
        self._free_rows: list[int] = []
        self._rows = 0
        self._row_of = np.full(ROWS_FIRST, GONE, np.int64)  # by number - _base
        self._base = 0

    def __contains__(self, number: int) -> bool:
        place = number - self._base
        return 0 <= place < len(self._row_of) and self._row_of[place] != GONE

    def add(self, number: int, vector: Vector) -> None:
        """File `vector` under `number`, which is larger than all before."""
        self._follow_vocabulary()
        row = self._free_row()
        place = self._room_for(number)
        self._row_of[place] = row
        count = len(vector.ids)
        self._ids[row, :count], self._ids[row, count:] = vector.ids, 0
        self._weights[row, :count], self._weights[row, count:] = vector.weights, 0
        places = self._places
        filed = (vector.weights + (number << WEIGHT_BITS)).tolist()
        for one, its in zip(vector.ids.tolist(), filed, strict=True):
            some = places[one]
            if some is None:
                places[one] = array("q", (its,))
            else:
                some.append(its)
        self._filed[vector.ids] += 1

    def remove(self, number: int) -> Ids:
        """Forget the vector under `number`; its words."""
        row = int(self._row_of[number - self._base])
        self._row_of[number - self._base] = GONE
        self._free_rows.append(row)
        ids = self._words_in(row)
        gone, filed = self._gone[ids] + 1, self._filed[ids]
        self._gone[ids] = gone
        due = (gone == filed) | ((gone > GONE_MIN) & (4 * gone > filed))
        for one in ids[due].tolist():
            self._sweep(one)
        return ids

    def vector(self, number: int) -> Vector:
        """The vector that was filed under `number`."""
        row = self._row_of[number - self._base]
        ids = self._words_in(row)
        return Vector(ids, self._weights[row, : len(ids)].astype(np.int64))

    def of(self, vector: Vector, *, but: int = GONE) -> Near:
        """The nearest vectors; never the one under `but` itself."""
        self._follow_vocabulary()
        numbers = self._likely(vector, but)
        if not len(numbers):
            return NOBODY
        rows = self._row_of[numbers - self._base]
        room = self._vocabulary.room
        room[vector.ids] = vector.weights
        exact = np.einsum("ij,ij->i", room[self._ids[rows].astype(np.int64)], self._weights[rows])
        room[vector.ids] = 0
        # Equal likeness: the earlier one, so that the answer depends on nothing else.
        best = (-exact).argsort(kind="stable")[:NEAREST_MAX]
        numbers, exact = numbers[best], exact[best]
        if exact[-1] > 0:
            return Near(numbers, exact)
        return Near(numbers[exact > 0], exact[exact > 0])

    def blend(self, own: Vector, near: Near) -> Vector:
        """`own` and, at up to equal weight, its nearest vectors by the square of their likeness; words ascending.

        Two headlines of one story often share no word, but their neighbours do: this brings .84 to
        .89 on `data/stories`.
        """
        if not len(near.numbers):
            return ascending(own)
        squares = near.products * near.products
        shares = squares * SHARES // max(int(squares.sum()), BLEND_FULL)
        rows = self._row_of[near.numbers - self._base]
        room = self._vocabulary.room
        ids = np.concatenate((self._ids[rows].ravel(), own.ids), dtype=np.int64)
        parts = (self._weights[rows] * shares[:, None]).ravel()
        np.add.at(room, ids, np.concatenate((parts, own.weights * SHARES)))
        room[0] = 0  # what padding put there
        ids = ids[self._firsts(ids)]
        sums = room[ids]
        room[ids] = 0
        return self._vocabulary.weightiest(ids, sums, BLENDED_TERMS_MAX)

    def _likely(self, vector: Vector, but: int) -> Numbers:
        """Numbers, ascending, of those with most of the vector's words, as far as the budget reaches."""
        ids = vector.ids
        filed = self._filed[ids]
        reach = (filed - self._gone[ids]).cumsum()
        whole = int(reach.searchsorted(LOOKED_AT_MAX, side="right"))
        found: array[int] = array("q")
        for one in ids[:whole].tolist():
            some = self._places[one]
            if some is not None:
                found.extend(some)
        counts = filed[:whole]
        left = LOOKED_AT_MAX - (int(reach[whole - 1]) if whole else 0)
        if left and whole < len(ids):
            latest = self._latest(int(ids[whole]), left)
            found.frombytes(latest.tobytes())
            counts = np.append(counts, len(latest))
        places = np.frombuffer(found, np.int64)
        at = (places >> WEIGHT_BITS) - self._base
        products = (places & WEIGHT_MASK) * vector.weights[: len(counts)].repeat(counts)
        if not len(at):
            return at
        np.add.at(self._sums, at, products)
        sums = self._sums[at]
        self._sums[at] = 0
        sums *= self._firsts(at)
        sums *= self._row_of[at] != GONE
        if but != GONE:
            sums *= at != but - self._base
        # Equal likeness: the earlier one.
        best = _largest((sums << NUMBER_BITS) - at, COMPARED_MAX)
        found_at: Numbers = -best & ((1 << NUMBER_BITS) - 1)
        return np.sort(found_at) + self._base

    def _latest(self, word: int, most: int) -> Numbers:
        """The latest places of a word that are not gone."""
        some = self._places[word]
        assert some is not None, "a word with more places than are left has some"
        places = np.frombuffer(some, np.int64)[-most - int(self._gone[word]) :]
        here: Numbers = places[self._is_here(places)]
        return here[-most:]

    def _firsts(self, keys: Any) -> Any:
        """For each of some words, or places in the table, whether it is the one of its kind to be kept."""
        order = self._order[: len(keys)]
        self._last[keys] = order
        return self._last[keys] == order

    def _is_here(self, places: Numbers) -> Any:
        """Which of some places are not of forgotten vectors."""
        return self._row_of[(places >> WEIGHT_BITS) - self._base] != GONE

    def _sweep(self, word: int) -> None:
        """Drop a word's places that are gone."""
        some = self._places[word]
        assert some is not None, "what was filed has a place"
        places = np.frombuffer(some, np.int64)
        kept = places[self._is_here(places)]
        self._places[word] = array("q", kept.tobytes()) if len(kept) else None
        self._filed[word], self._gone[word] = len(kept), 0

    def _follow_vocabulary(self) -> None:
        """Make room for the words that there are."""
        words = len(self._vocabulary.room)
        if len(self._filed) < words:
            self._filed, self._gone = grown(self._filed, words), grown(self._gone, words)
            self._places.extend([None] * (words - len(self._places)))
            self._make_room(words)

    def _words_in(self, row: int) -> Ids:
        ids: Ids = self._ids[row].astype(np.int64)
        return ids[: np.count_nonzero(ids)]

    def _free_row(self) -> int:
        if self._free_rows:
            return self._free_rows.pop()
        if self._rows == len(self._ids):
            size = self._rows * 3 // 2
            self._ids, self._weights = grown(self._ids, size), grown(self._weights, size)
        self._rows += 1
        return self._rows - 1

    def _room_for(self, number: int) -> int:
        """Its place in the table of rows, which forgets what lies before the earliest number."""
        place = number - self._base
        if place < len(self._row_of):
            return place
        here = np.flatnonzero(self._row_of != GONE)
        first = int(here[0]) if len(here) else place
        for word in self._gone.nonzero()[0].tolist():
            self._sweep(word)  # so that no place is of a vector from before the table
        self._base += first
        kept = self._row_of[first:]
        size = max(ROWS_FIRST, 2 * (number - self._base + 1))
        self._row_of = np.full(size, GONE, np.int64)
        self._row_of[: len(kept)] = kept
        self._sums = np.zeros(size, np.int64)
        self._make_room(size)
        return number - self._base

    def _make_room(self, size: int) -> None:
        if size > len(self._last):
            self._last = np.zeros(size, np.int32)


def _largest(values: Numbers, most: int) -> Numbers:
    """The `most` largest of some values, or as many as are above zero."""
    count = len(values)
    if count > most * BLOCKS // 8:
        # The `most` largest of blocks' maxima: no value below the least of them can be among the largest.
        blocks = values[: count - count % BLOCKS].reshape(-1, BLOCKS)
        tops = np.maximum.reduce(blocks, axis=0)
        least = np.partition(tops, -most)[-most]
        values = values[values >= max(int(least), 1)]
    else:
        values = values[values > 0]
    return np.sort(values)[-most:]
