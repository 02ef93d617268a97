"""Which texts hold a shingle: sorted runs of numbers, merged as they grow.

In: the shingles of texts, numbered as they come.  Out: how many shingles each text holds.
A log-structured merge (O'Neil et al. 1996): 8 bytes a shingle, where a dictionary of lists takes 150.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from wiredesk.craft.copies.shingles import Hashes

RECENT_MAX: Final = 65_536  # shingles of the newest texts, in a dictionary until they are sorted
HOLDERS_MAX: Final = 20  # texts per shingle and run: a shingle in more texts than that is a formula
_SHIFT: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)

Runs = npt.NDArray[np.uint64]


class Postings:
    """Shingle → numbers of the texts that hold it.  Each run is sorted; the shingle stands in the high half."""

    def __init__(self) -> None:
        self._runs: list[Runs] = []
        self._recent: dict[int, int] = {}
        self._shared: dict[int, list[int]] = {}
        """Further holders of what is recent: most shingles have one, and a list for each costs twice the time."""
        self._recent_count = 0

    def add(self, number: int, hashes: Hashes) -> None:
        """File the text `number`, which is higher than all before it."""
        recent = self._recent
        for value in hashes.tolist():
            if recent.setdefault(value, number) != number:
                self._shared.setdefault(value, []).append(number)
        self._recent_count += len(hashes)
        if self._recent_count >= RECENT_MAX:
            self._sort_recent()

    def most_shared(self, hashes: Hashes, *, limit: int) -> list[int]:
        """Texts by how many of `hashes` they hold, most first, then oldest; of a formula the oldest holders."""
        values = self._recent.keys() & set(hashes.tolist())
        recent = [self._recent[value] for value in values]
        for value in values & self._shared.keys():
            recent += self._shared[value][:HOLDERS_MAX]
        wanted = hashes.astype(np.uint64) << _SHIFT
        found = [np.array(recent, dtype=np.uint64), *(_holders(run, wanted) for run in self._runs)]
        numbers, counts = np.unique(np.concatenate(found), return_counts=True)
        best = np.argsort(-counts, kind="stable")[:limit]
        return [int(one) for one in numbers[best]]

    def keep(self, is_alive: Callable[[int], bool]) -> None:
        """Drop the texts that are forgotten; called when there are more of them than of others."""
        self._sort_recent()
        kept = []
        for run in self._runs:
            numbers, places = np.unique(run & _LOW, return_inverse=True)
            alive = np.fromiter(
                (is_alive(int(one)) for one in numbers), dtype=bool, count=len(numbers)
            )
            kept.append(run[alive[places]])
        self._runs = [run for run in kept if len(run)]

    def _sort_recent(self) -> None:
        if not self._recent_count:
            return
        pairs = [*self._recent.items()]
        pairs += [(value, one) for value, holders in self._shared.items() for one in holders]
        run = np.array([value << 32 | number for value, number in pairs], dtype=np.uint64)
        run.sort()
        self._recent, self._shared, self._recent_count = {}, {}, 0
        # Equal runs become one: each shingle is moved once per doubling of all.
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.concatenate((self._runs.pop(), run))
            run.sort(kind="stable")  # two sorted halves: one pass
        self._runs.append(run)


def _holders(run: Runs, wanted: Runs) -> Runs:
    """The holders of each wanted shingle in one run."""
    begin = np.searchsorted(run, wanted)
    there = begin < len(run)
    there[there] = (run[begin[there]] ^ wanted[there]) <= _LOW
    begin = begin[there]
    end = np.searchsorted(run, wanted[there] | _LOW, side="right")
    counts = np.minimum(end - begin, HOLDERS_MAX)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    holders: Runs = run[np.repeat(begin, counts) + within] & _LOW
    return holders
