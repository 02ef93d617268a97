"""Stories for a whole set at once: the most alike first, until nothing is alike enough.

In: bundles with the pairs that may belong together, and what an editor said.  Out: which bundles are one
story.  The order in which they are given decides only between equals.
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from wiredesk.craft.stories.bundle import Bundle, find_veto, likeness
from wiredesk.craft.stories.vocabulary import Vocabulary

NEIGHBOURS_MAX: Final = 150  # pairs kept per bundle; beyond them bundles are too unlike to matter


class Gathering:
    """Bundles under their numbers, joined best first."""

    def __init__(
        self,
        bundles: Sequence[Bundle],
        pairs: Iterable[tuple[int, int]],
        words: Vocabulary,
        *,
        apart: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._bundles = list(bundles)
        self._words = words
        self._changed: set[int] = set()
        """The bundles that are copies of ours: those that were given are left as they are."""
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        self._into = list(range(len(bundles)))
        self._turn = [0] * len(bundles)
        self._between: list[dict[int, int]] = [{} for _ in bundles]
        wanted: dict[int, list[int]] = {}
        for one, other in pairs:
            wanted.setdefault(one, []).append(other)
        for one, others in wanted.items():
            known = self._between[one]
            new = [other for other in dict.fromkeys(others) if other != one and other not in known]
            for other, between in zip(new, self._products(one, new), strict=True):
                known[other] = self._between[other][one] = between
        for one in range(len(bundles)):
            self._trim(one)
        self._queue: list[tuple[float, int, int, int, int]] = []

    def join_all(self, likeness_min: float) -> list[int]:
        """For each bundle the number of the one that it went into."""
        self._queue = [
            (-self._likeness(one, other), one, other, 0, 0)
            for one, between in enumerate(self._between)
            for other in between
            if one < other
        ]
        heapify(self._queue)
        while self._queue:
            score, one, other, turn, other_turn = heappop(self._queue)
            if -score < likeness_min:
                break
            if self._turn[one] == turn and self._turn[other] == other_turn:
                self._consider(one, other, likeness_min)
        return [self._root(number) for number in range(len(self._into))]

    def join(self, one: int, other: int) -> None:
        """Join two whatever their likeness: an editor said so.  Before `join_all` only."""
        one, other = self._root(one), self._root(other)
        if one != other:
            self._between[one].setdefault(other, *self._products(one, [other]))
            self._between[other].setdefault(one, self._between[one][other])
            self._absorb(*sorted((one, other)))

    def _consider(self, one: int, other: int, likeness_min: float) -> None:
        if other in self._apart.get(one, ()) or find_veto(self._bundles[one], self._bundles[other]):
            return
        # The one with more words takes the other in: fewer are copied.
        if len(self._bundles[one].total.ids) < len(self._bundles[other].total.ids):
            one, other = other, one
        self._absorb(one, other)
        for third in self._between[one]:
            score = self._likeness(one, third)
            if score >= likeness_min:
                heappush(
                    self._queue,
                    (-score, *_with_turns(one, third, self._turn)),
                )

    def _absorb(self, one: int, other: int) -> None:
        mine, theirs = self._between[one], self._between[other]
        between = mine.pop(other)
        del theirs[one]
        for third, more in self._missing(other, mine, theirs):
            mine[third] += more
        for third, more in self._missing(one, theirs, mine):
            mine[third] = more
        for third, more in theirs.items():
            mine[third] += more
            del self._between[third][other]
        if one not in self._changed:
            self._bundles[one] = self._bundles[one].copied()
            self._changed.add(one)
        self._bundles[one].absorb(self._bundles[other], between)
        self._bundles[other] = Bundle()
        self._between[other] = {}
        self._into[other] = one
        self._keep_apart(one, other)
        self._turn[other] = -1
        self._turn[one] += 1
        for third, product_with in mine.items():
            self._between[third][one] = product_with
        self._trim(one)

    def _missing(
        self, one: int, wanted: Iterable[int], known: Mapping[int, int]
    ) -> Iterable[tuple[int, int]]:
        """The products of a bundle with those of `wanted` for which none is known."""
        thirds = [third for third in wanted if third not in known]
        return zip(thirds, self._products(one, thirds), strict=True)

    def _products(self, one: int, others: Sequence[int]) -> list[int]:
        bundles = self._bundles
        return self._words.products(bundles[one].total, [bundles[other].total for other in others])

    def _keep_apart(self, one: int, other: int) -> None:
        """What was kept apart from `other` is kept apart from `one`, which took it in."""
        for third in self._apart.pop(other, set()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart.setdefault(one, set()).add(third)

    def _trim(self, one: int) -> None:
        """Keep the pairs that are most alike: ten thousand of one template must not cost their square."""
        between = self._between[one]
        if len(between) <= NEIGHBOURS_MAX:
            return
        ranked = sorted(between, key=lambda third: (-self._likeness(one, third), third))
        for third in ranked[NEIGHBOURS_MAX:]:
            del between[third]
            del self._between[third][one]

    def _likeness(self, one: int, other: int) -> float:
        return likeness(self._bundles[one], self._bundles[other], self._between[one][other])

    def _root(self, number: int) -> int:
        while self._into[number] != number:
            self._into[number] = self._into[self._into[number]]
            number = self._into[number]
        return number


def _with_turns(one: int, other: int, turns: Sequence[int]) -> tuple[int, int, int, int]:
    one, other = min(one, other), max(one, other)
    return one, other, turns[one], turns[other]
