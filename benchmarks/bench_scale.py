"""Grouping at scale: articles a second and memory as a week of news grows from 10,000 to 700,000 articles.

In: nothing but the shipped tables.  Out: for each size, in a process of its own, CPU time per article over the
last day of the week (features and second looks included), memory, B³; and the curve, as bars and as a drawing.
Stories have as many reports as in real corpora (most one, few many) and come from beats that share words and
names, so that they can be mistaken for each other; leads of 700 characters hold as many stop words as the
news, words are as common as there, and every seventh story is told in German, French or Spanish.

    python -m benchmarks.bench_scale [--svg FILE] [SIZE …]        default: 10000 30000 100000
"""

import json
import math
import subprocess
import sys
import time
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories import StoryIndex, b_cubed, features_of
from wiredesk.craft.stories.background import COUNTS
from wiredesk.craft.stories.batch import REFINED_EVERY
from wiredesk.craft.stories.stopwords import STOP_WORDS

SIZES = (10_000, 30_000, 100_000)
WEEK = timedelta(days=7)
T0 = datetime(2026, 3, 1, tzinfo=UTC)
LEAD_CHARACTERS = 700
REPORTS_MAX = 400
BEATS_PER_ARTICLE, BEAT_WORDS, BEAT_NAMES = 1 / 60, 80, 30
STORY_WORDS, STORY_NAMES, OWN_NAMES = 25, 4, 1
LANGUAGES = ("en",) * 18 + ("de", "fr", "es")
PARTS = {"stop": 0.42, "common": 0.30, "beat": 0.16, "story": 0.12}  # of the words of a text
TEXT_WORDS, TITLE_WORDS = 130, 8
MEASURED_FROM = timedelta(days=6)  # the last day, when as many stories close as begin
BAR_CHARACTERS = 40
WIDTH, HEIGHT, MARGIN = 640, 320, 56

Words = list[str]
STOPS = {code: sorted(words) for code, words in STOP_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of the made week."""

    at: datetime
    story: int
    language: str
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
        sizes = np.minimum(self._chance.zipf(1.9, size), REPORTS_MAX)
        self.sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), size)) + 1]
        self._beats = [
            (self._some(self._telling, BEAT_WORDS), self._names(BEAT_NAMES))
            for _ in range(max(4, int(size * BEATS_PER_ARTICLE)))
        ]

    def pieces(self) -> Iterator[Piece]:
        """In order of time; each story's reports come within two days or so."""
        begins = self._chance.uniform(0, WEEK.total_seconds(), len(self.sizes))
        when, which = [], []
        for story, (begin, count) in enumerate(zip(begins, self.sizes, strict=True)):
            spread = np.minimum(self._chance.exponential(12 * 3600.0, count), 72 * 3600.0)
            when.append(begin + spread)
            which.append(np.full(count, story))
        times, stories = np.concatenate(when), np.concatenate(which)
        told: dict[int, tuple[str, Words, Words, Words]] = {}
        left = Counter(stories.tolist())
        for place in np.argsort(times):
            story = int(stories[place])
            if story not in told:
                told[story] = self._story()
            yield self._piece(T0 + timedelta(seconds=int(times[place])), story, told[story])
            left[story] -= 1
            if not left[story]:
                del told[story]

    def _story(self) -> tuple[str, Words, Words, Words]:
        """Language, own words, names, words of its beat."""
        chance = self._chance
        language = LANGUAGES[int(chance.integers(len(LANGUAGES)))]
        words, names = self._beats[int(chance.integers(len(self._beats)))]
        its = [names[one] for one in chance.integers(0, len(names), STORY_NAMES)]
        return language, self._some(self._telling, STORY_WORDS), its + self._names(OWN_NAMES), words

    def _piece(self, at: datetime, story: int, told: tuple[str, Words, Words, Words]) -> Piece:
        language, own, names, beat = told
        chance, stop = self._chance, STOPS[language]
        from_story = self._of(own, int(TEXT_WORDS * PARTS["story"])) + self._of(names, 5)
        rest = [
            *self._of(stop, int(TEXT_WORDS * PARTS["stop"])),
            *self._some(self._common, int(TEXT_WORDS * PARTS["common"])),
            *self._of(beat, int(TEXT_WORDS * PARTS["beat"])),
        ]
        words = [*from_story, *rest]
        chance.shuffle(words)
        title = [*self._of(own, 3), *self._of(names, 1), *self._of(beat, 1), *self._of(stop, 3)]
        return Piece(
            at, story, language, " ".join(title).capitalize(), " ".join(words)[:LEAD_CHARACTERS]
        )

    def _of(self, words: Words, count: int) -> Words:
        return [words[one] for one in self._chance.integers(0, len(words), count)]

    def _some(self, cumulated: "np.ndarray[tuple[int], np.dtype[np.float64]]", count: int) -> Words:
        places = np.searchsorted(cumulated, self._chance.random(count))
        return [str(word) for word in self._words[np.minimum(places, len(self._words) - 1)]]

    def _names(self, count: int) -> Words:
        letters = self._chance.integers(97, 123, (count, 7)).astype(np.uint8)
        return [bytes(row).decode().capitalize() for row in letters]


def measure(size: int) -> dict[str, float]:
    """Group one week; what it took."""
    index = StoryIndex()
    placed: list[str] = []
    labels = array("i")
    into: dict[str, str] = {}
    spent = began = 0.0
    measured = 0
    for number, piece in enumerate(_piped(size)):
        begun = time.process_time()
        features = features_of(
            article_id=ArticleId(f"a{number}"),
            title=piece.title,
            text=piece.text,
            language=piece.language,
            effective_at=piece.at,
            provider="",
        )
        verdicts = [index.assign(features)]
        if number % REFINED_EVERY == REFINED_EVERY - 1:
            verdicts += index.refine()
        took = time.process_time() - begun
        labels.append(piece.story)
        placed.append("")
        for verdict in verdicts:
            placed[int(verdict.article_id[1:])] = verdict.story_id
            into.update(dict.fromkeys(verdict.merged, verdict.story_id))
        began += took
        if MEASURED_FROM <= piece.at - T0 < WEEK:
            spent += took
            measured += 1
    megabytes = _resident()  # before the scoring, which is not grouping's
    stories = [_followed(one, into) for one in placed]
    return {
        "size": len(labels),
        "last": measured / spent,
        "all": len(labels) / began,
        "megabytes": megabytes,
        "f1": b_cubed(labels, stories).f1,
        "wrong": 1000 * _wrong(labels, stories) / len(labels),
    }


def _piped(size: int) -> Iterator[Piece]:
    """The week from a process of its own, so that the memory measured is that of grouping."""
    command = [sys.executable, "-m", "benchmarks.bench_scale", "--make", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as maker:
        assert maker.stdout is not None
        for line in maker.stdout:
            yield msgspec.json.decode(line, type=Piece)


def _followed(story: str, into: dict[str, str]) -> str:
    while story in into:  # an id that was absorbed never comes back
        story = into[story]
    return story


def _wrong(labels: Sequence[int], stories: Sequence[str]) -> int:
    """Articles that do not belong to the happening that most of their story is about."""
    both: dict[str, Counter[int]] = {}
    for label, story in zip(labels, stories, strict=True):
        both.setdefault(story, Counter())[label] += 1
    return sum(sum(one.values()) - max(one.values()) for one in both.values())


def _resident() -> float:
    with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123 - not a file of ours
        line = next(line for line in file if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1_024 / 1_000_000


def main(arguments: list[str]) -> None:
    """Measure each size in a process of its own."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(int(arguments[1]))))
        return
    if arguments[:1] == ["--make"]:
        for piece in Week(int(arguments[1])).pieces():
            sys.stdout.buffer.write(msgspec.json.encode(piece) + b"\n")
        return
    drawn = Path(arguments[1]) if arguments[:1] == ["--svg"] else None
    sizes = [int(one) for one in (arguments[2:] if drawn else arguments)] or list(SIZES)
    rows = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.bench_scale", "--one", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        rows.append(row)
        cost = 1_000_000 / row["last"]
        bar = "█" * max(1, round(BAR_CHARACTERS * cost / 1_500))
        print(
            f"{row['size']:>9,} articles in 7 days  {row['last']:>6,.0f}/s at the end  {row['all']:>6,.0f}/s over all  "
            f"{row['megabytes']:>6,.0f} MB  B³ F1 {row['f1']:.3f}  wrong {row['wrong']:.1f} per 1,000  "
            f"{cost:,.0f} µs {bar}",
            flush=True,
        )
    print(f"cost per article, largest against smallest: × {rows[0]['last'] / rows[-1]['last']:.2f}")
    if drawn:
        drawn.write_text(_drawing(rows), encoding="utf-8")
        print(f"drawn: {drawn}")


def _drawing(rows: list[dict[str, float]]) -> str:
    """CPU time per article over the size of the week, as SVG; sizes by their logarithm."""
    costs = [1_000_000 / row["last"] for row in rows]
    top = max(*costs, 1_000_000 / 1_500) * 1.2
    low, high = math.log10(rows[0]["size"]), math.log10(rows[-1]["size"])

    def across(size: float) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (math.log10(size) - low) / max(high - low, 1e-9)

    def down(cost: float) -> float:
        return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * cost / top

    points = " ".join(
        f"{across(row['size']):.0f},{down(cost):.0f}" for row, cost in zip(rows, costs, strict=True)
    )
    limit = down(1_000_000 / 1_500)
    marks = "".join(
        f'<circle cx="{across(row["size"]):.0f}" cy="{down(cost):.0f}" r="4" fill="#06c"/>'
        f'<text x="{across(row["size"]):.0f}" y="{down(cost) + 20:.0f}" text-anchor="middle">{cost:.0f} µs</text>'
        f'<text x="{across(row["size"]):.0f}" y="{HEIGHT - MARGIN / 2:.0f}" text-anchor="middle">{row["size"]:,}</text>'
        for row, cost in zip(rows, costs, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
        f'<title>CPU time per article by articles in a week</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{MARGIN}" y="24" font-size="14">CPU time per article, by articles in a week of 7 days</text>'
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{limit:.0f}" y2="{limit:.0f}" stroke="#c00" stroke-dasharray="4"/>'
        f'<text x="{WIDTH - MARGIN}" y="{limit - 6:.0f}" text-anchor="end" fill="#c00">1,500 articles/s</text>'
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{down(0):.0f}" y2="{down(0):.0f}" stroke="#333"/>'
        f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="2"/>{marks}</svg>\n'
    )


if __name__ == "__main__":
    main(sys.argv[1:])
