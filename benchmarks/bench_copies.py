"""Copies: the labelled pairs beside the peer, and 100,000 texts on one core.

In: `tests/corpus/pairs`, written for this project; made-up texts for the rate.  Out: precision and recall, CPU
time, memory, growth.  Peer: Jaccard of word 3-grams at .8, which MinHash tools such as datasketch approximate
and most reprint detectors use; counted exactly, so that it is at its best, and once more at the threshold that
does best on these very pairs, a help that ours does not get.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from wiredesk.basics.ids import ArticleId
from wiredesk.basics.text import words
from wiredesk.craft.copies import CopyIndex, fingerprint
from wiredesk.records.family import Relation

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from copypairs import Pair, PairText, load_pairs

PEER_SHARE = 0.8
TEXTS = 100_000
SLICE = 20_000
SYNTHETIC_WORDS = 400
VOCABULARY = 60_000
REPRINTED_OF = 3_000  # a reprint is of one of the latest texts
SWAPPED = 1 / 12  # of a reprint's words: house style
FRAME_WORDS = 30
SECONDS_MAX = 180  # CPU time for 100,000 texts
WINDOW_TEXTS = 20_000  # of the second run, in which texts grow old
T0 = datetime(2026, 3, 1, tzinfo=UTC)

Judge = Callable[[Pair], Relation]


@dataclass(slots=True)
class Tally:
    """What was said of pairs."""

    right: int = 0
    said: int = 0
    are: int = 0

    def add(self, expected: Relation, got: Relation) -> None:
        """Count one pair; a copy taken for a revision is wrong on both sides."""
        self.right += expected is got is not Relation.NEW
        self.said += got is not Relation.NEW
        self.are += expected is not Relation.NEW

    @property
    def line(self) -> str:
        """Precision and recall."""
        precision = self.right / self.said if self.said else 1.0
        recall = self.right / self.are if self.are else 1.0
        return f"precision {precision:.3f}  recall {recall:.3f}"

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.said + self.are) if self.said + self.are else 1.0


@dataclass(slots=True)
class Run:
    """One stream of texts through one index."""

    index: CopyIndex = field(default_factory=CopyIndex)
    seconds: list[float] = field(default_factory=list)
    planted: int = 0
    found: int = 0
    wrong: int = 0


def main() -> None:
    pairs = load_pairs()
    kinds = Counter(pair.expect.value for pair in pairs)
    print(f"{len(pairs)} labelled pairs: {', '.join(f'{n} {kind}' for kind, n in kinds.items())}")
    _report(pairs, ours, "ours", each=True)
    _report(pairs, peer(PEER_SHARE), f"peer, Jaccard of 3-grams ≥ {PEER_SHARE}", each=True)
    best = max((step / 100 for step in range(5, 100)), key=lambda at: _tally(pairs, peer(at)).f1)
    _report(pairs, peer(best), f"peer at {best}, which does best on these pairs", each=False)
    _measure_rate(TEXTS, timedelta(days=14) / TEXTS)
    print(f"window of {WINDOW_TEXTS:,}, five times over:")
    _measure_rate(5 * WINDOW_TEXTS, timedelta(days=14) / WINDOW_TEXTS)


def ours(pair: Pair) -> Relation:
    """Both sides through an index, one after the other."""
    index = CopyIndex()
    for number, side in enumerate((pair.first, pair.second)):
        own = fingerprint(
            article_id=ArticleId(f"a{number}"),
            provider=side.provider,
            owner=side.provider,
            title=side.title,
            text=side.text,
            received_at=T0 + timedelta(hours=number),
        )
        verdict = index.place(own)[0][1]
    return verdict.relation


def peer(share_min: float) -> Judge:
    """One threshold on Jaccard; the same provider makes it a revision."""

    def judge(pair: Pair) -> Relation:
        one, other = _grams(pair.first), _grams(pair.second)
        if not one or not other or len(one & other) / len(one | other) < share_min:
            return Relation.NEW
        is_same = pair.first.provider == pair.second.provider
        return Relation.REVISION if is_same else Relation.COPY

    return judge


def _grams(side: PairText) -> set[tuple[str, ...]]:
    listed = words(side.text)
    return {tuple(listed[at : at + 3]) for at in range(max(len(listed) - 2, 0))}


def _report(pairs: list[Pair], judge: Judge, name: str, *, each: bool) -> None:
    print(f"{name}: {_tally(pairs, judge).line}")
    for kind in sorted({pair.kind for pair in pairs}) if each else ():
        some = [pair for pair in pairs if pair.kind == kind]
        right = sum(judge(pair) is pair.expect for pair in some)
        print(f"    {kind:12} {right:3} of {len(some):3} right")
    if judge is ours:
        for pair in pairs:
            if (got := judge(pair)) is not pair.expect:
                print(
                    f"    wrong: {pair.name} is {pair.expect.value}, judged {got.value}: {pair.why}"
                )


def _tally(pairs: list[Pair], judge: Judge) -> Tally:
    tally = Tally()
    for pair in pairs:
        tally.add(pair.expect, judge(pair))
    return tally


def _measure_rate(count: int, apart: timedelta) -> None:
    run = Run()
    for number, (text, of) in enumerate(_texts(count)):
        begun = time.process_time()
        own = fingerprint(
            article_id=ArticleId(f"a{number}"),
            provider=f"p{number % 2_000}.example",
            owner="",
            title=f"Title {number}",
            text=text,
            received_at=T0 + apart * number,
        )
        verdict = run.index.place(own)[0][1]
        run.seconds.append(time.process_time() - begun)
        run.planted += of is not None
        run.found += of is not None and verdict.of is not None
        run.wrong += of is None and verdict.of is not None
        if (number + 1) % SLICE == 0:
            cost = 1e6 * sum(run.seconds[-SLICE:]) / SLICE
            print(f"    {number + 1:7,} texts  {cost:6,.0f} µs a text  {_resident():5,.0f} MB")
    print(
        f"{count:,} texts of {SYNTHETIC_WORDS} words, fingerprints included: {sum(run.seconds):.0f} s of CPU "
        f"(at most {SECONDS_MAX} for 100,000); {run.found / run.planted:.1%} of {run.planted:,} planted reprints found, "
        f"{run.wrong} others joined"
    )


def _texts(count: int) -> Iterator[tuple[str, int | None]]:
    """Texts with word frequencies by Zipf; every third is a reprint: cut to two thirds, restyled and framed."""
    chance = np.random.default_rng(1)
    letters = chance.integers(97, 123, (VOCABULARY, 6)).astype(np.uint8)
    vocabulary = np.array([bytes(row).decode() for row in letters])
    odds = np.cumsum(1 / np.arange(1, VOCABULARY + 1))

    def some(length: int) -> list[str]:
        at = np.searchsorted(odds, chance.random(length) * odds[-1])
        return [str(word) for word in vocabulary[at]]

    latest: list[list[str]] = []
    for number in range(count):
        if number % 3 == 2:
            of = int(chance.integers(0, len(latest)))
            cut = latest[of][: SYNTHETIC_WORDS * 2 // 3]
            swapped = [
                other if odd < SWAPPED else word
                for word, other, odd in zip(
                    cut, some(len(cut)), chance.random(len(cut)), strict=True
                )
            ]
            yield " ".join([*some(FRAME_WORDS), *swapped]), of
            continue
        latest.append(some(SYNTHETIC_WORDS))
        del latest[:-REPRINTED_OF]
        yield " ".join(latest[-1]), None


def _resident() -> float:
    with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - not a file of ours
        line = next(line for line in file if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1_000


if __name__ == "__main__":
    main()
