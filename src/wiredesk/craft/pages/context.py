"""A second look at each block, knowing what the first look said of its neighbours.

In: the first scores of a page's candidates.  Out: numbers for the second look.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import accumulate
from typing import Final

from wiredesk.craft.pages.evidence import SHORT_WORDS, Evidence
from wiredesk.craft.pages.measures import Measures

SCORE_MAX: Final = 6.0  # one overconfident block must not carry its neighbours
OUTSIDE: Final = -4.0  # what stands before the first and after the last block
REACH: Final = 5
WINDOWS: Final = (5, 11, 25)
PROSE_WORDS: Final = 12.0
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
CONTEXT: Final = (
    "score", "-1", "-2", "-3", "-4", "-5", "+1", "+2", "+3", "+4", "+5",
    "element", "above", "far", "shape", "before", "after", "near 5", "near 11", "near 25", "page",
    "heading +1", "heading +2", "heading -1", "item +1", "item -1", "short", "short +1", "short -1",
    "lower", "higher", "lower next", "to best", "best", "below best", "heading below best",
    "body stated", "in body", "share in body", "not in body", "not in body, long", "in body, long",
)  # fmt: skip


def context_of(
    measures: Measures,
    evidence: Evidence,
    first: Sequence[float],
    *,
    in_body: Sequence[float] | None = None,
) -> list[list[float]]:
    """CONTEXT for each candidate; `in_body` is how much of it the page's JSON-LD text contains."""
    scores = [max(-SCORE_MAX, min(SCORE_MAX, score)) for score in first]
    count = len(scores)
    words = [measures.words[block] for block in evidence.blocks]
    chances = [1 / (1 + math.exp(-score)) for score in scores]
    kept = [chance * size for chance, size in zip(chances, words, strict=True)]
    before = list(accumulate(kept))
    total = max(1.0, before[-1]) if before else 1.0
    groups = _groups(measures, evidence, kept, words)
    windows = [_windowed(kept, words, size) for size in WINDOWS]
    best = _best(scores, words)
    padded = [OUTSIDE] * REACH + scores + [OUTSIDE] * REACH
    page = math.log1p(total)
    rows = []
    for place in range(count):
        around = padded[place : place + 2 * REACH + 1]
        rows.append(
            [
                scores[place],
                *around[REACH - 1 :: -1],
                *around[REACH + 1 :],
                *(group[place] for group in groups),
                before[place] / total,
                1 - before[place] / total,
                *(window[place] for window in windows),
                page,
                *_crossed(measures, evidence.blocks[place], around),
                *_against_best(measures, evidence.blocks[place], around, best=best),
                *_stated(in_body[place] if in_body else -1.0, words[place]),
            ]
        )
    return rows


def _groups(
    measures: Measures, evidence: Evidence, kept: Sequence[float], words: Sequence[float]
) -> list[list[float]]:
    """How much of the words that share an element, the one above, its parent, a shape seems kept."""
    outline = measures.outline
    elements = [outline.elements[block] for block in evidence.blocks]
    above = [outline.parents[element] for element in elements]
    far = [outline.parents[element] for element in above]
    shapes = [outline.shapes[element] for element in elements]
    return [_rates(keys, kept, words) for keys in (elements, above, far, shapes)]


def _rates(keys: Sequence[Hashable], kept: Sequence[float], words: Sequence[float]) -> list[float]:
    sums: dict[Hashable, float] = defaultdict(float)
    sizes: dict[Hashable, float] = defaultdict(float)
    for key, part, size in zip(keys, kept, words, strict=True):
        sums[key] += part
        sizes[key] += size
    return [sums[key] / max(1.0, sizes[key]) for key in keys]


def _windowed(kept: Sequence[float], words: Sequence[float], size: int) -> list[float]:
    sums, sizes = [0.0, *accumulate(kept)], [0.0, *accumulate(words)]
    count, half = len(kept), size // 2
    found = []
    for place in range(count):
        start, end = max(0, place - half), min(count, place + half + 1)
        found.append((sums[end] - sums[start]) / max(1.0, sizes[end] - sizes[start]))
    return found


def _best(scores: Sequence[float], words: Sequence[float]) -> float:
    """The score that a fifth of the longer blocks surpass: what this page's prose looks like."""
    long = sorted(score for score, size in zip(scores, words, strict=True) if size >= PROSE_WORDS)
    return long[min(len(long) - 1, int(len(long) * 0.8))] if long else OUTSIDE


def _crossed(measures: Measures, block: int, around: Sequence[float]) -> list[float]:
    tag = measures.outline.tags[measures.outline.elements[block]]
    own, before, after = around[REACH], around[REACH - 1], around[REACH + 1]
    heading, item = float(tag in _HEADINGS), float(tag == "li")
    short = float(measures.words[block] < SHORT_WORDS)
    return [
        heading * after,
        heading * around[REACH + 2],
        heading * before,
        item * after,
        item * before,
        short * own,
        short * after,
        short * before,
        min(after, before),
        max(after, before),
        min(around[REACH - 2], around[REACH + 2]),
    ]


def _against_best(
    measures: Measures, block: int, around: Sequence[float], *, best: float
) -> list[float]:
    tag = measures.outline.tags[measures.outline.elements[block]]
    below = around[REACH] - best
    next_below = min(0.0, around[REACH + 1] - best) if tag in _HEADINGS else 0.0
    return [below, best, min(0.0, below), next_below]


def _stated(share: float, words: float) -> list[float]:
    """What `articleBody` says: a third opinion, since it is often a teaser (DEPENDENCIES.md, finding 3)."""
    if share < 0:
        return [0.0] * 6
    size = math.log1p(words)
    absent, present = float(share < 0.2), float(share > 0.8)
    return [1.0, present, share, absent, absent * size, present * size]
