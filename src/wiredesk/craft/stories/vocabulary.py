"""Words under numbers, for as long as an open text holds them, and how many texts hold each.

In: the words of texts.  Out: a number for each, so that a text can be kept in packed arrays; how common each is:
the shipped background, and what the hub has seen.  A number that no text holds any more stands for another word
later, so nothing may depend on which number a word has.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from wiredesk.craft.stories.background import COUNTS, TEXTS
from wiredesk.craft.stories.vectors import (
    NOTHING,
    TERMS_MAX,
    UNIT,
    Ids,
    Vector,
    Weights,
    scaled,
    whole,
)

BACKGROUND_WEIGHT: Final = 300  # texts that the background counts as, beside those of the hub
ROOM_FIRST: Final = 4_096  # words that there is room for in the beginning; it grows by half

_FACTORS: Final = np.array([0.0, *(1.0 + math.log(count) for count in range(1, 1_000))])


class Vocabulary:
    """The words of the open texts."""

    def __init__(self) -> None:
        self.words = [""]
        """By number; number 0 stands for none."""
        self.room = np.zeros(ROOM_FIRST, np.int64)
        """By number: to add weights up in; whoever does leaves it empty."""
        self._numbers: dict[str, int] = {}
        self._free: list[int] = []
        self._held = np.zeros(ROOM_FIRST, np.int32)
        self._seen = np.zeros(ROOM_FIRST, np.int32)
        self._expected = np.zeros(ROOM_FIRST)
        self._texts = 0

    def hold(self, words: Sequence[str]) -> Ids:
        """The numbers of different words, held once more."""
        found = list(map(self._numbers.get, words))
        if None in found:
            found = [
                self._number(word) if one is None else one
                for one, word in zip(found, words, strict=True)
            ]
        ids = np.array(found, np.int64)
        self._held[ids] += 1
        return ids

    def keep(self, ids: Ids) -> None:
        """Hold different numbers once more."""
        self._held[ids] += 1

    def release(self, ids: Ids) -> None:
        """Hold different numbers once less."""
        held = self._held[ids] - 1
        self._held[ids] = held
        if np.count_nonzero(held) == len(held):
            return
        for one in ids[held == 0].tolist():
            del self._numbers[self.words[one]]
            self.words[one] = ""
            self._free.append(one)

    def learn(self, ids: Ids) -> None:
        """One more text holds these terms."""
        self._texts += 1
        self._seen[ids] += 1

    def forget(self, ids: Ids) -> None:
        """A text has left the window."""
        self._texts -= 1
        self._seen[ids] -= 1

    def without(self, ids: Ids, others: Ids) -> Ids:
        """Some words but for those of `others`."""
        self.room[others] = 1
        left: Ids = ids[self.room[ids] == 0]
        self.room[others] = 0
        return left

    def vector_of(self, terms: Ids, counts: Sequence[int]) -> Vector:
        """The weightiest words of one text, weightiest first; of equal ones those that are given first."""
        often = np.minimum(np.array(counts, np.int64), len(_FACTORS) - 1)
        weights = _FACTORS[often] * self._idf(terms)
        if len(weights) > 1:
            best = (-weights).argsort(kind="stable")[:TERMS_MAX]
            terms, weights = terms[best], weights[best]
        return scaled(terms, weights)

    def signs_of(self, names: Ids, numbers: Ids) -> Vector:
        """What a text shares with one in another language, weightiest first; nothing without a number."""
        if not len(numbers):
            return NOTHING
        signs = np.union1d(names, numbers)
        weights = self._idf(signs)
        pairs = zip((-weights).tolist(), self.told(signs), range(len(signs)), strict=True)
        order = [at for _, _, at in sorted(pairs)]
        return scaled(signs[order], weights[order])

    def told(self, ids: Ids) -> list[str]:
        """The words under some numbers."""
        return [self.words[one] for one in ids.tolist()]

    def products(self, one: Vector, others: Sequence[Vector]) -> list[int]:
        """The dot products of one vector with some."""
        room = self.room
        room[one.ids] = one.weights
        found = [int(room[ids] @ weights) for ids, weights in others]
        room[one.ids] = 0
        return found

    def parts(self, one: Vector, other: Vector) -> Weights:
        """What each word of `other` brings to the product of both."""
        room = self.room
        room[one.ids] = one.weights
        found = room[other.ids] * other.weights
        room[one.ids] = 0
        return found

    def weightiest(self, ids: Ids, weights: Weights, most: int) -> Vector:
        """The `most` weightiest of some words, ascending, as a vector; of equal ones the last in the alphabet."""
        if len(ids) > most:
            order = (-weights).argsort()
            least = weights[order[most - 1]]
            if weights[order[most]] == least:
                level = order[weights[order] == least].tolist()
                level.sort(key=lambda at: self.words[ids[at]], reverse=True)
                order = np.concatenate((order[weights[order] > least], level))
            order = order[:most]
            ids, weights = ids[order], weights[order]
        order = ids.argsort()
        weights = weights[order]
        length = math.sqrt(int(weights @ weights))  # exact, so the same in any order
        return whole(ids[order], np.rint(UNIT * weights / length).astype(np.int64))

    def _idf(self, ids: Ids) -> npt.NDArray[np.float64]:
        """1 for a word that is everywhere, about 7 for a new one."""
        total = self._texts + BACKGROUND_WEIGHT + 1
        return np.log(total / (self._seen[ids] + self._expected[ids] + 0.5)) + 1.0

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            if self._free:
                number = self._free.pop()
                self.words[number] = word
            else:
                number = len(self.words)
                self.words.append(word)
                if number >= len(self.room):
                    self._make_room()
            self._numbers[word] = number
            self._seen[number] = 0
            self._expected[number] = COUNTS.get(word, 0) * (BACKGROUND_WEIGHT / TEXTS)
        return number

    def _make_room(self) -> None:
        size = len(self.room) * 3 // 2
        self.room = np.zeros(size, np.int64)
        self._held = grown(self._held, size)
        self._seen = grown(self._seen, size)
        self._expected = grown(self._expected, size)


def grown(table: npt.NDArray[Any], size: int) -> Any:
    """The same table with room for `size` rows."""
    larger = np.zeros((size, *table.shape[1:]), table.dtype)
    larger[: len(table)] = table
    return larger
