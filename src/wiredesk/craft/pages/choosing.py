"""Which blocks of a page are the article: two looks with learned weights, then one cut per page.

In: Measures, the page's headline and what its JSON-LD claims to be the text.  Out: the numbers of the
blocks that are kept.  The weights come from public pages (`benchmarks/train_pages.py`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

from wiredesk.craft.pages.context import context_of
from wiredesk.craft.pages.evidence import Evidence, evidence_of
from wiredesk.craft.pages.measures import WORD, Measures

CLAIMED_WORDS_MIN: Final = 80  # a shorter articleBody is a teaser
REPEATED_CHARACTERS_MIN: Final = 60  # a longer block that stands twice is one text shown twice
SCORE_MAX: Final = 12.0  # beyond that a chance is 0 or 1 to the sixth digit


class Marks(dict[str, float]):
    """Weights by mark; a mark that was never learned weighs nothing."""

    def __missing__(self, mark: str) -> float:
        return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One look's weights: of numbers in their order, and of marks."""

    bias: float
    numbers: tuple[float, ...]
    marks: Marks


def choose_blocks(
    measures: Measures,
    *,
    title: str,
    description: str,
    claimed: str,
    looks: tuple[Weights, Weights],
) -> list[int]:
    """The blocks that the article consists of, in order."""
    evidence = evidence_of(measures, title=title, description=description)
    if not evidence.blocks:
        return []
    first = _scores(evidence, evidence.numbers, looks[0])
    shares = shares_in(claimed, [measures.outline.texts[block] for block in evidence.blocks])
    around = context_of(measures, evidence, first, in_body=shares)
    numbers = [own + more for own, more in zip(evidence.numbers, around, strict=True)]
    second = _scores(evidence, numbers, looks[1])
    return cut_blocks(measures, evidence, second)


def _scores(
    evidence: Evidence, numbers: Sequence[Sequence[float]], weights: Weights
) -> list[float]:
    weight_of = weights.marks.__getitem__
    of_numbers = weights.numbers
    return [
        weights.bias + sum(map(mul, row, of_numbers)) + sum(map(weight_of, marks))
        for row, marks in zip(numbers, evidence.marks, strict=True)
    ]


def shares_in(claimed: str, texts: Sequence[str]) -> list[float] | None:
    """How much of each text the page's own articleBody contains; None when it has none to speak of."""
    words = WORD.findall(claimed.lower())
    if len(words) < CLAIMED_WORDS_MIN:
        return None
    runs = set(zip(words, words[1:], words[2:], strict=False))
    line = f" {' '.join(words)} "
    shares = []
    for text in texts:
        own = WORD.findall(text.lower())
        if len(own) < 3:
            shares.append(float(bool(own) and f" {' '.join(own)} " in line))
            continue
        mine = list(zip(own, own[1:], own[2:], strict=False))
        shares.append(sum(run in runs for run in mine) / len(mine))
    return shares


def cut_blocks(measures: Measures, evidence: Evidence, scores: Sequence[float]) -> list[int]:
    """Keep the best blocks up to where the expected F1 of the page is highest.

    On a page that looks strange all scores are low, and a fixed limit would keep nothing.
    """
    chances = [1 / (1 + math.exp(-max(-SCORE_MAX, min(SCORE_MAX, score)))) for score in scores]
    sizes = [
        max(0.3, len(WORD.findall(measures.outline.texts[block]))) for block in evidence.blocks
    ]
    order = sorted(range(len(chances)), key=lambda place: -chances[place])
    expected = sum(map(mul, chances, sizes))
    hit = taken = best = 0.0
    limit = 1.0
    for place in order:
        hit += chances[place] * sizes[place]
        taken += sizes[place]
        quality = 2 * hit / (taken + expected)
        if quality > best:
            best, limit = quality, chances[place]
    kept, seen = [], set()
    for block, chance in zip(evidence.blocks, chances, strict=True):
        text = measures.outline.texts[block]
        is_long = len(text) > REPEATED_CHARACTERS_MIN
        if chance < limit or (is_long and text in seen):
            continue
        seen.add(text)
        kept.append(block)
    return kept
