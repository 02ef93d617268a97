"""The nearest vectors of a vector, from an inverted index.

In: vectors, weightiest words first, under running numbers.  Out: for a vector, the few that are most like it, and a blend of it
with them.  Work per question is bounded: the rarest words are looked up first, the latest texts first,
until a budget is spent.  Postings are packed arrays: at 100,000 open texts that is a twentieth of the
memory of dictionaries, and five times as fast.
"""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from wiredesk.craft.stories.vectors import (
    BLEND_FULL,
    BLENDED_TERMS_MAX,
    SHARES,
    TERMS_MAX,
    UNIT,
    Vector,
)

NEAREST_MAX: Final = 12
LOOKED_AT_MAX: Final = (
    2_000  # places in the index; half as many cost 0.4 points of F1, twice gain none
)
COMPARED_MAX: Final = 20
NUMBER_BITS: Final = 31
ROWS_FIRST: Final = 256  # rows that the table begins with; it doubles
GONE: Final = -1
GONE_MIN: Final = 8  # forgotten places of a word before they are swept out


@dataclass(slots=True)
class _Places:
    """Where one word stands: the numbers of the vectors, earliest first, and its weights there."""

    id: int
    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    weights: "array[int]" = field(default_factory=lambda: array("h"))
    gone: int = 0
    """How many of the numbers are forgotten ones."""


class Nearest:
    """Vectors of at most `width` words, found by the words they share."""

    def __init__(self, width: int = TERMS_MAX) -> None:
        self._width = width
        self._places: dict[str, _Places] = {}
        self._words: list[str] = [""]  # by id; 0 pads rows
        self._free_ids: list[int] = []
        self._dense = np.zeros(ROWS_FIRST, np.int64)  # by id: room to add weights up in
        self._sums = np.zeros(ROWS_FIRST, np.int64)  # by number - _base: room for likenesses
        self._last = np.zeros(ROWS_FIRST, np.int32)  # by either
        self._ids = np.zeros((ROWS_FIRST, width), np.int32)
        self._weights = np.zeros((ROWS_FIRST, width), np.int32)
        self._free_rows = list(range(ROWS_FIRST - 1, -1, -1))
        self._row_of = np.full(ROWS_FIRST, GONE, np.int32)  # by number - _base
        self._base = 0
        self._count = 0

    def __contains__(self, number: int) -> bool:
        place = number - self._base
        return 0 <= place < len(self._row_of) and self._row_of[place] != GONE

    def add(self, number: int, vector: Vector) -> None:
        """File `vector` under `number`, which is larger than all before."""
        row = self._free_row()
        place = self._room_for(number)
        self._row_of[place] = row
        ids = []
        for term, weight in vector.items():
            places = self._places.get(term) or self._places_of(term)
            places.numbers.append(number)
            places.weights.append(weight)
            ids.append(places.id)
        self._ids[row], self._weights[row] = 0, 0
        self._ids[row, : len(ids)] = ids
        self._weights[row, : len(ids)] = list(vector.values())
        self._count += 1

    def remove(self, number: int) -> None:
        """Forget the vector under `number`."""
        row = int(self._row_of[number - self._base])
        self._row_of[number - self._base] = GONE
        self._free_rows.append(row)
        self._count -= 1
        for one in self._ids[row].tolist():
            if one:
                self._leave(self._words[one])

    def of(self, vector: Vector, *, but: int = GONE) -> list[tuple[int, int]]:
        """Numbers of the nearest vectors with their products, best first; never `but` itself."""
        known = [
            (places, weight)
            for term, weight in vector.items()
            if (places := self._places.get(term))
        ]
        numbers = self._likely(known, but)
        if not len(numbers):
            return []
        rows = self._row_of[numbers - self._base]
        ids = [places.id for places, _ in known]
        self._dense[ids] = [weight for _, weight in known]
        exact = (self._dense[self._ids[rows]] * self._weights[rows]).sum(axis=1)
        self._dense[ids] = 0
        # Equal likeness: the earlier one, so that the answer depends on nothing else.
        best = np.argsort(-exact, kind="stable")[:NEAREST_MAX]
        found = zip(numbers[best].tolist(), exact[best].tolist(), strict=True)
        return [(number, score) for number, score in found if score > 0]

    def blend(self, own: Vector, near: Sequence[tuple[int, int]]) -> Vector:
        """`own` and, at up to equal weight, its nearest vectors by the square of their likeness.

        Two headlines of one story often share no word, but their neighbours do: this brings .84 to
        .89 on `data/stories`.
        """
        if not near:
            return dict(own)
        total = max(sum(likeness * likeness for _, likeness in near), BLEND_FULL)
        shares = np.array([likeness * likeness * SHARES // total for _, likeness in near])
        rows = self._row_of[np.array([number for number, _ in near]) - self._base]
        mine = [self._places_of(term).id for term in own]
        self._dense[mine] = [weight * SHARES for weight in own.values()]
        ids = self._ids[rows].ravel()
        np.add.at(self._dense, ids, (self._weights[rows] * shares[:, None]).ravel())
        self._dense[0] = 0  # what padding put there
        ids = np.concatenate([ids, mine])
        ids = ids[_firsts(self._last, ids)]
        sums = self._dense[ids]
        self._dense[ids] = 0
        return self._scaled(ids[sums > 0], sums[sums > 0])

    def _scaled(self, ids: Any, weights: Any) -> Vector:
        """The weightiest words, as a vector of length UNIT; of equal ones the last in the alphabet."""
        words = self._words
        if len(ids) > BLENDED_TERMS_MAX:
            place = len(weights) - BLENDED_TERMS_MAX
            least = np.partition(weights, place)[place]
            over = weights > least
            level = ids[weights == least].tolist()
            level.sort(key=words.__getitem__, reverse=True)
            level = level[: BLENDED_TERMS_MAX - int(over.sum())]
            ids = np.concatenate([ids[over], level])
            weights = np.concatenate([weights[over], np.full(len(level), least)])
        length = math.sqrt(int((weights * weights).sum()))  # exact, so the same in any order
        whole = np.rint(UNIT * weights / length).astype(np.int64).tolist()
        return {
            words[one]: weight for one, weight in zip(ids.tolist(), whole, strict=True) if weight
        }

    def _likely(self, known: Sequence[tuple[_Places, int]], but: int) -> Any:
        """Numbers, ascending, of those with most of the vector's words, as far as the budget reaches."""
        numbers, weights = array("i"), array("h")
        lengths, factors = [], []
        left = LOOKED_AT_MAX
        for places, weight in known:
            some, own = places.numbers, places.weights
            held = len(some) - places.gone
            if held > left:
                latest = slice(-left - places.gone, None)
                some, own = self._still_here(some[latest], own[latest])
                some, own = some[-left:], own[-left:]
            numbers.extend(some)
            weights.extend(own)
            lengths.append(len(some))
            factors.append(weight)
            left -= held
            if left <= 0:
                break
        if not numbers:
            return np.zeros(0, np.int32)
        found = np.frombuffer(numbers, np.int32)
        at = found - self._base
        products = np.frombuffer(weights, np.int16) * np.repeat(
            np.array(factors, np.int64), lengths
        )
        if at.min() < 0:  # forgotten ones from before the table
            found, products, at = found[at >= 0], products[at >= 0], at[at >= 0]
        np.add.at(self._sums, at, products)
        once = _firsts(self._last, at)
        sums = self._sums[at]
        self._sums[at] = 0
        once &= self._is_here(found) & (found != but)
        found, sums = found[once], sums[once]
        if len(found) > COMPARED_MAX:
            # Equal likeness: the earlier one.
            ranked = (sums << NUMBER_BITS) - found
            found = found[np.argpartition(ranked, -COMPARED_MAX)[-COMPARED_MAX:]]
        return np.sort(found)

    def _still_here(
        self, some: "array[int]", own: "array[int]"
    ) -> tuple["array[int]", "array[int]"]:
        """Those of some places that are not gone."""
        numbers, weights = np.frombuffer(some, np.int32), np.frombuffer(own, np.int16)
        here = self._is_here(numbers)
        return array("i", numbers[here].tobytes()), array("h", weights[here].tobytes())

    def _is_here(self, numbers: Any) -> Any:
        """Which of some numbers are not forgotten ones."""
        at = numbers - self._base
        return (at >= 0) & (self._row_of[at] != GONE)

    def _places_of(self, term: str) -> _Places:
        places = self._places.get(term)
        if places is None:
            if self._free_ids:
                number = self._free_ids.pop()
                self._words[number] = term
            else:
                number = len(self._words)
                self._words.append(term)
                if number >= len(self._dense):
                    self._dense = np.concatenate([self._dense, np.zeros_like(self._dense)])
                    self._make_room(len(self._dense))
            places = self._places[term] = _Places(number)
        return places

    def _leave(self, term: str) -> None:
        places = self._places[term]
        places.gone += 1
        if places.gone == len(places.numbers):
            del self._places[term]
            self._free_ids.append(places.id)
        elif places.gone > GONE_MIN and places.gone > len(places.numbers) // 4:
            places.numbers, places.weights = self._still_here(places.numbers, places.weights)
            places.gone = 0

    def _free_row(self) -> int:
        if not self._free_rows:
            rows = len(self._ids)
            self._ids = np.concatenate([self._ids, np.zeros_like(self._ids)])
            self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
            self._free_rows = list(range(2 * rows - 1, rows - 1, -1))
        return self._free_rows.pop()

    def _room_for(self, number: int) -> int:
        """Its place in the table of rows, which forgets what lies before the earliest number."""
        place = number - self._base
        if place < len(self._row_of):
            return place
        here = np.flatnonzero(self._row_of != GONE)
        first = int(here[0]) if len(here) else place
        self._base += first
        kept = self._row_of[first:]
        size = max(ROWS_FIRST, 2 * (number - self._base + 1))
        self._row_of = np.full(size, GONE, np.int32)
        self._row_of[: len(kept)] = kept
        self._sums = np.zeros(size, np.int64)
        self._make_room(size)
        return number - self._base

    def _make_room(self, size: int) -> None:
        if size > len(self._last):
            self._last = np.zeros(size, np.int32)


def _firsts(last: Any, keys: Any) -> Any:
    """For each of some keys whether it is the one of its kind to be kept; `last` is room to note them in."""
    order = np.arange(len(keys), dtype=np.int32)
    last[keys] = order
    return last[keys] == order
