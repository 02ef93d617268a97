"""Grouping at scale: articles a second and memory as a week of news grows from 10,000 to 700,000 articles.

In: nothing but the shipped background table.  Out: for each size, in a process of its own, articles a second
over the last part of the week (features included), memory, B³; and the curve as bars.  Stories have as many
reports as in real corpora (most one, few many), leads of 700 characters, words as common as in the news.

    python -m benchmarks.bench_scale [SIZE …]        default: 10000 30000 100000
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories import StoryIndex, b_cubed, features_of
from wiredesk.craft.stories.background import COUNTS
from wiredesk.craft.stories.batch import REFINED_EVERY

SIZES = (10_000, 30_000, 100_000)
WEEK = timedelta(days=7)
T0 = datetime(2026, 3, 1, tzinfo=UTC)
LEAD_CHARACTERS = 700
STORY_WORDS, NAMES = 40, 5
MEASURED = 5_000  # the last articles of each run
BAR_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of the made week."""

    at: datetime
    story: int
    title: str
    text: str


class Week:
    """A week of news: which stories there are, and what each report says."""

    def __init__(self, size: int) -> None:
        self._chance = np.random.default_rng(size)
        words = sorted(word for word in COUNTS if ":" not in word and word.isalpha())
        weights = np.array([COUNTS[word] for word in words], float)
        self._words = np.array(words)
        self._common = np.cumsum(weights) / weights.sum()
        rarer = np.sqrt(weights)
        self._telling = np.cumsum(rarer) / rarer.sum()
        sizes = np.minimum(self._chance.zipf(1.9, size), 400)
        self.sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), size)) + 1]

    def pieces(self) -> Iterator[Piece]:
        """In order of time; each story's reports come within two days or so."""
        begins = self._chance.uniform(0, WEEK.total_seconds(), len(self.sizes))
        when, which = [], []
        for story, (begin, count) in enumerate(zip(begins, self.sizes, strict=True)):
            spread = np.minimum(self._chance.exponential(12 * 3600.0, count), 72 * 3600.0)
            when.append(begin + spread)
            which.append(np.full(count, story))
        times, stories = np.concatenate(when), np.concatenate(which)
        told: dict[int, tuple[list[str], list[str]]] = {}
        left = Counter(stories.tolist())
        for place in np.argsort(times):
            story = int(stories[place])
            if story not in told:
                told[story] = (self._some(self._telling, STORY_WORDS), self._names())
            yield self._piece(T0 + timedelta(seconds=int(times[place])), story, *told[story])
            left[story] -= 1
            if not left[story]:
                del told[story]

    def _piece(self, at: datetime, story: int, own: list[str], names: list[str]) -> Piece:
        chance = self._chance
        theirs = [own[one] for one in chance.integers(0, len(own), 60)]
        other = self._some(self._common, 60)
        words = [*theirs, *other, *(names[one] for one in chance.integers(0, len(names), 6))]
        chance.shuffle(words)
        title = " ".join(
            [*[own[one] for one in chance.integers(0, len(own), 6)], names[0], other[0]]
        )
        return Piece(at, story, title.capitalize(), " ".join(words)[:LEAD_CHARACTERS])

    def _some(
        self, cumulated: "np.ndarray[tuple[int], np.dtype[np.float64]]", count: int
    ) -> list[str]:
        places = np.searchsorted(cumulated, self._chance.random(count))
        return [str(word) for word in self._words[np.minimum(places, len(self._words) - 1)]]

    def _names(self) -> list[str]:
        letters = self._chance.integers(97, 123, (NAMES, 7)).astype(np.uint8)
        return [bytes(row).decode().capitalize() for row in letters]


def measure(size: int) -> dict[str, float]:
    """Group one week; what it took."""
    index = StoryIndex()
    placed: dict[str, str] = {}
    labels: list[int] = []
    into: dict[str, str] = {}
    spent = began = 0.0
    for number, piece in enumerate(Week(size).pieces()):
        begun = time.process_time()
        features = features_of(
            article_id=ArticleId(f"a{number}"),
            title=piece.title,
            text=piece.text,
            language="en",
            effective_at=piece.at,
            provider="",
        )
        verdicts = [index.assign(features)]
        if number % REFINED_EVERY == REFINED_EVERY - 1:
            verdicts += index.refine()
        took = time.process_time() - begun
        labels.append(piece.story)
        for verdict in verdicts:
            placed[verdict.article_id] = verdict.story_id
            into.update(dict.fromkeys(verdict.merged, verdict.story_id))
        began += took
        if number >= size - MEASURED:
            spent += took
    stories = [_followed(placed[f"a{number}"], into) for number in range(len(labels))]
    return {
        "size": len(labels),
        "last": min(MEASURED, size) / spent,
        "all": len(labels) / began,
        "megabytes": _resident(),
        "f1": b_cubed(labels, stories).f1,
        "wrong": 1000 * _wrong(labels, stories) / len(labels),
    }


def _followed(story: str, into: dict[str, str]) -> str:
    while story in into:
        story = into[story]
    return story


def _wrong(labels: list[int], stories: list[str]) -> int:
    """Articles that do not belong to the happening that most of their story is about."""
    both: dict[str, Counter[int]] = {}
    for label, story in zip(labels, stories, strict=True):
        both.setdefault(story, Counter())[label] += 1
    return sum(sum(one.values()) - max(one.values()) for one in both.values())


def _resident() -> float:
    with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - not a file of ours
        line = next(line for line in file if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1_000


def main() -> None:
    """Measure each size in a process of its own."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    rows = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.bench_scale", "--one", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        rows.append(row)
        cost = 1_000_000 / row["last"]
        bar = "█" * max(1, round(BAR_CHARACTERS * cost / 2_000))
        print(
            f"{row['size']:>9,} articles in 7 days  {row['last']:>6,.0f}/s at the end  {row['all']:>6,.0f}/s over all  "
            f"{row['megabytes']:>6,.0f} MB  B³ F1 {row['f1']:.3f}  wrong {row['wrong']:.1f} per 1,000  "
            f"{cost:,.0f} µs {bar}",
            flush=True,
        )
    print(f"cost per article, largest against smallest: × {rows[0]['last'] / rows[-1]['last']:.2f}")


if __name__ == "__main__":
    main()
